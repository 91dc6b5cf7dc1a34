package role

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Names are patterns of names that speak of the role. The zero value has one, the words "key master".
type Names struct{ patterns []pattern }

// A pattern is words that follow each other in a name, or a regular expression that it matches.
type pattern struct {
	words []string
	re    *regexp.Regexp
}

// DefaultName is the pattern of names that speak of the role where no other is given.
const DefaultName = "key master"

var defaultPatterns = []pattern{{words: strings.Fields(DefaultName)}}

// ParseNames reads patterns: words ("zone owner"), or a regular expression between slashes ("/^owns/").
// The error is about the pattern at the index that it comes with. No list gives the default patterns, an
// empty one none.
func ParseNames(texts []string) (names Names, at int, err error) {
	if texts != nil {
		names.patterns = []pattern{}
	}
	for i, text := range texts {
		p, err := parsePattern(text)
		if err != nil {
			return Names{}, i, err
		}
		if slices.Contains(texts[:i], text) {
			return Names{}, i, fmt.Errorf("%q is there twice", text)
		}
		names.patterns = append(names.patterns, p)
	}
	return names, 0, nil
}

func parsePattern(text string) (pattern, error) {
	if expr, ok := strings.CutPrefix(text, "/"); ok {
		expr, closed := strings.CutSuffix(expr, "/")
		if !closed || expr == "" {
			return pattern{}, fmt.Errorf("%q: want a regular expression between slashes", text)
		}
		re, err := regexp.Compile(expr)
		if err != nil {
			return pattern{}, fmt.Errorf("%q: %w", text, err)
		}
		return pattern{re: re}, nil
	}
	p := pattern{words: strings.FieldsFunc(text, isSeparator)}
	for _, w := range p.words {
		if strings.ContainsFunc(w, func(r rune) bool { return (r|0x20 < 'a' || 'z' < r|0x20) }) {
			return pattern{}, fmt.Errorf("%q: want words of letters a to z, or a regular expression between slashes", text)
		}
	}
	if len(p.words) == 0 {
		return pattern{}, fmt.Errorf("%q: want a word", text)
	}
	for i, w := range p.words {
		p.words[i] = strings.ToLower(w)
	}
	return p, nil
}

func isSeparator(r rune) bool { return r == ' ' || r == '-' || r == '_' }

// Default reports whether n is the zero value.
func (n Names) Default() bool { return n.patterns == nil }

func (n Names) all() []pattern {
	if n.patterns == nil {
		return defaultPatterns
	}
	return n.patterns
}

// Words returns the words of each pattern that has some.
func (n Names) Words() [][]string {
	var all [][]string
	for _, p := range n.all() {
		if p.re == nil {
			all = append(all, p.words)
		}
	}
	return all
}

// Expressions returns the patterns that are regular expressions.
func (n Names) Expressions() []*regexp.Regexp {
	var all []*regexp.Regexp
	for _, p := range n.all() {
		if p.re != nil {
			all = append(all, p.re)
		}
	}
	return all
}

// match reports whether name, which consists of words, speaks of the role.
func (n Names) match(name string, words []string) bool {
	return slices.ContainsFunc(n.all(), func(p pattern) bool {
		if p.re != nil {
			return p.re.MatchString(name)
		}
		for i := range words {
			if beginsWith(words[i:], p.words) {
				return true
			}
		}
		return false
	})
}

// beginsWith reports whether the words of a name begin with those of a pattern, of which some may be written
// as one: "key master" is in IsKeyMaster and in isKeymaster.
func beginsWith(words, pattern []string) bool {
	for len(pattern) > 0 {
		if len(words) == 0 {
			return false
		}
		rest := words[0]
		for rest != "" && len(pattern) > 0 {
			after, ok := strings.CutPrefix(rest, pattern[0])
			if !ok {
				return false
			}
			rest, pattern = after, pattern[1:]
		}
		if rest != "" {
			return false
		}
		words = words[1:]
	}
	return true
}
