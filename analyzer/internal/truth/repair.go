package truth

import (
	"fmt"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// A Case is a few declarations that belong together: exported functions to be
// judged and the unexported helpers that only they use.
type Case struct {
	Name string
	Src  string
}

var topLevel = regexp.MustCompile(`(?m)^(?:func|type|var) (\w+)`)

// renamed returns c with the suffix on the name of every function and type, so that
// variants of one case fit into one package.
func (c Case) renamed(suffix string) Case {
	for _, m := range topLevel.FindAllStringSubmatch(c.Src, -1) {
		c.Src = regexp.MustCompile(`\b`+m[1]+`\b`).ReplaceAllString(c.Src, m[1]+suffix)
	}
	c.Name += suffix
	return c
}

var suffix = regexp.MustCompile(`\b((?:[Ff]|box|job|[hp][1-4])\w*?)_\d+\b`)

// unsuffixed undoes renamed.
func unsuffixed(src string) string { return suffix.ReplaceAllString(src, "$1") }

var (
	unusedVar   = regexp.MustCompile(`^declared and not used: (\w+)`)
	multiline   = regexp.MustCompile(`^\t*[\w, ]+ := (.*\()?func\(.*\{$`)
	unusedLabel = regexp.MustCompile(`^label (\w+) declared and not used`)
)

// repaired returns c with what Go calls unused made used or removed, or an error
// if c does not type-check otherwise. Random generation and shrinking both
// leave such things behind, and neither has to care.
func (w *World) repaired(c Case) (Case, error) {
	for range 8 {
		src := file("cases", c.Src, nil)
		_, errs, err := w.check(src)
		if err != nil {
			return c, err
		}
		if len(errs) == 0 {
			return c, nil
		}
		text := lines(src)
		slices.SortStableFunc(errs, func(a, b types.Error) int { return int(b.Pos - a.Pos) })
		for _, e := range errs {
			line := w.fset.Position(e.Pos).Line
			if m := unusedVar.FindStringSubmatch(e.Msg); m != nil {
				at := lastLine(text, line)
				text = slices.Insert(text, at, indentAfter(text[at-1])+"_ = "+m[1])
			} else if m := unusedLabel.FindStringSubmatch(e.Msg); m != nil {
				text[line-1] = strings.Replace(text[line-1], m[1]+":", "", 1)
			} else {
				return c, e
			}
		}
		header := strings.Count(src, "\n") - strings.Count(c.Src, "\n")
		c.Src = strings.Join(text[header:], "\n") + "\n"
	}
	return c, fmt.Errorf("%s cannot be repaired", c.Name)
}

// lastLine returns the line on which the statement that starts on line ends, if
// it declares a variable; the variable is in scope from there on.
func lastLine(text []string, line int) int {
	first := text[line-1]
	if !multiline.MatchString(first) {
		return line
	}
	end := indentOf(first) + "}"
	for !strings.HasPrefix(text[line], end) {
		line++
	}
	return line + 1
}

func indentOf(line string) string { return line[:len(line)-len(strings.TrimLeft(line, "\t"))] }

// indentAfter returns the indentation of the line after this one.
func indentAfter(line string) string {
	indent := indentOf(line)
	if strings.HasSuffix(line, "{") || strings.HasSuffix(line, ":") {
		indent += "\t"
	}
	return indent
}

// A batch is a package of many cases in one file.
type batch struct {
	cases []Case
	from  []int // first line of each case
	src   string
	pkg   *packages.Package
	// What of it belongs to other packages.
	others []span
}

// newBatch type-checks cases, each of which must be right by itself.
func (w *World) newBatch(cases []Case) (*batch, error) {
	b := &batch{cases: cases}
	var all strings.Builder
	for _, c := range cases {
		b.from = append(b.from, strings.Count(all.String(), "\n"))
		all.WriteString(c.Src)
		all.WriteString("\n")
	}
	b.src = file("cases", all.String(), nil)
	header := strings.Count(b.src, "\n") - strings.Count(all.String(), "\n")
	for i := range b.from {
		b.from[i] += header + 1
	}
	pkg, errs, err := w.check(b.src)
	if err != nil {
		return nil, err
	}
	if len(errs) > 0 {
		return nil, fmt.Errorf("%s: %w", w.fset.Position(errs[0].Pos), errs[0])
	}
	b.pkg = pkg
	b.others = b.spans()
	return b, nil
}

// at returns the index of the case that holds line.
func (b *batch) at(line int) int {
	i, found := slices.BinarySearch(b.from, line)
	if !found {
		i--
	}
	return i
}
