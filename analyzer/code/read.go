package code

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

//go:embed text/*.md
var texts embed.FS

// A head is what stands between the dashes at the head of a text.
type head struct {
	Name     string   `yaml:"name"`
	Summary  string   `yaml:"summary"`
	Severity Severity `yaml:"severity"`
	Since    string   `yaml:"since"`
}

// The headings of a text, in their order.
const (
	examples = "Examples"
	diagnose = "How to diagnose it"
	resolve  = "How to resolve it"
	silent   = "When it is not reported"
)

// read returns the codes of which files has texts, sorted by ID, as the files are by name.
func read(files fs.FS) ([]*Code, error) {
	names, err := fs.Glob(files, "text/KM*.md")
	if err != nil {
		return nil, err
	}
	var codes []*Code
	for _, name := range names {
		c, err := readCode(files, name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		codes = append(codes, c)
	}
	return codes, nil
}

func readCode(files fs.FS, name string) (*Code, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	text, ok := strings.CutPrefix(string(data), "---\n")
	meta, body, closed := strings.Cut(text, "\n---\n")
	if !ok || !closed {
		return nil, fmt.Errorf("want settings between lines of three dashes at the head")
	}
	var h head
	if err := yaml.UnmarshalWithOptions([]byte(meta), &h, yaml.Strict()); err != nil {
		return nil, err
	}
	c := &Code{
		ID: strings.TrimSuffix(path.Base(name), ".md"), Name: h.Name,
		Summary: h.Summary, Severity: h.Severity, Since: h.Since,
	}
	if body, err = include(files, body); err != nil {
		return nil, err
	}
	parts := split(body, "## ")
	c.Text = parts[0].text
	want := []string{examples, diagnose, resolve, silent}
	for i, p := range parts[1:] {
		if i >= len(want) || p.title != want[i] {
			return nil, fmt.Errorf("section %q: want these, in this order: %s", p.title, strings.Join(want, ", "))
		}
		switch p.title {
		case examples:
			if c.Examples, err = readExamples(p.text); err != nil {
				return nil, err
			}
			c.Before, c.After = c.Examples[0].Before, c.Examples[0].After
		case diagnose:
			c.Diagnose = p.text
		case resolve:
			c.Resolve = p.text
		case silent:
			c.Silent = p.text
		}
	}
	if len(parts) <= len(want) {
		return nil, fmt.Errorf("no section %q", want[len(parts)-1])
	}
	c.Sources, err = sources(files, body)
	return c, err
}

var included = regexp.MustCompile(`(?m)^<!-- (\S+\.md) -->\n`)

// include puts files that are named in a text in their places.
func include(files fs.FS, text string) (string, error) {
	var failed error
	text = included.ReplaceAllStringFunc(text, func(line string) string {
		data, err := fs.ReadFile(files, "text/"+included.FindStringSubmatch(line)[1])
		if err != nil {
			failed = err
		}
		return string(data)
	})
	return text, failed
}

// A part is what stands below a heading.
type part struct{ title, text string }

// split cuts a text at its headings of one level; the first part is what stands before them. What looks
// like a heading in a block of code is none.
func split(text, level string) []part {
	parts := []part{{}}
	begin, at, fenced := 0, 0, false
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
		}
		next := at + len(line)
		if title, ok := strings.CutPrefix(line, level); ok && !fenced {
			parts[len(parts)-1].text = strings.TrimSpace(text[begin:at])
			parts = append(parts, part{title: strings.TrimSpace(title)})
			begin = next
		}
		at = next
	}
	parts[len(parts)-1].text = strings.TrimSpace(text[begin:])
	return parts
}

var example = regexp.MustCompile("(?s)^```go\n(.*?)```\n\n```go\n(.*?)```$")

// readExamples reads examples, each of which is a heading and two blocks of code.
func readExamples(text string) ([]Example, error) {
	parts := split(text, "### ")
	if parts[0].text != "" || len(parts) == 1 {
		return nil, fmt.Errorf("section %q: want headings, each with two blocks of Go code", examples)
	}
	var list []Example
	for _, p := range parts[1:] {
		m := example.FindStringSubmatch(p.text)
		if m == nil {
			return nil, fmt.Errorf("example %q: want two blocks of Go code, and nothing else", p.title)
		}
		list = append(list, Example{Title: p.title, Before: m[1], After: m[2]})
	}
	return list, nil
}

var tag = regexp.MustCompile(`\[[A-Z]+\]`)

// sources returns what sources.md says of the tags in a text. It says it of each in a line that begins with
// the tag; its other lines are for all.
func sources(files fs.FS, text string) (string, error) {
	data, err := fs.ReadFile(files, "text/sources.md")
	if err != nil {
		return "", err
	}
	used := tag.FindAllString(text, -1)
	var known []string
	var b strings.Builder
	for line := range strings.Lines(string(data)) {
		if t := tag.FindString(line); t != "" && strings.HasPrefix(line, "* "+t) {
			known = append(known, t)
			if !slices.Contains(used, t) {
				continue
			}
		}
		b.WriteString(line)
	}
	for _, t := range used {
		if !slices.Contains(known, t) {
			return "", fmt.Errorf("%s is not in sources.md", t)
		}
	}
	return strings.TrimSpace(b.String()), nil
}
