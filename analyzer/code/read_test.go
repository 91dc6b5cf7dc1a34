package code

import (
	"maps"
	"strings"
	"testing"
	"testing/fstest"
)

const good = "---\nname: a-b\nsummary: it is so\nseverity: note\nsince: v1.0.0\n---\n\nText. [DOC]\n<!-- more.md -->\n" +
	"## Examples\n\n### One\n\n```go\n## x\n```\n\n```go\ny\n```\n\n## How to diagnose it\n\nd\n\n## How to resolve it\n\nr\n\n## When it is not reported\n\ns\n"

// Mistakes in texts are errors that name the file.
func TestRead(t *testing.T) {
	files := func(text string) fstest.MapFS {
		return fstest.MapFS{
			"text/KM777.md":   {Data: []byte(text)},
			"text/more.md":    {Data: []byte("More.\n")},
			"text/sources.md": {Data: []byte("All.\n\n* [DOC]: a document.\n* [SPEC]: another.\n")},
		}
	}
	codes, err := read(files(good))
	if err != nil || len(codes) != 1 {
		t.Fatal(codes, err)
	}
	have := *codes[0]
	if e := have.Examples; len(e) != 1 || e[0] != (Example{"One", "## x\n", "y\n"}) {
		t.Errorf("the examples are %q", e)
	}
	have.Examples = nil
	want := Code{
		ID: "KM777", Name: "a-b", Summary: "it is so", Severity: Note, Since: "v1.0.0", Text: "Text. [DOC]\nMore.",
		Before: "## x\n", After: "y\n", Diagnose: "d", Resolve: "r", Silent: "s", Sources: "All.\n\n* [DOC]: a document.",
	}
	if have.Page() != want.Page() || have.Before != want.Before || have.After != want.After {
		t.Errorf("have %+v\nwant %+v", have, want)
	}
	for _, bad := range []struct{ old, new, want string }{
		{"---\nname", "name", "between lines of three dashes"},
		{"v1.0.0\n---", "v1.0.0", "between lines of three dashes"},
		{"name:", "nam:", "nam"},
		{"more.md", "less.md", "less.md"},
		{"## How to resolve it", "## How to solve it", `"How to solve it"`},
		{"## How to resolve it\n\nr\n\n", "", `"When it is not reported"`},
		{"\n## When it is not reported\n\ns\n", "", `no section "When it is not reported"`},
		{"s\n", "s\n\n## Sources\n\nx\n", `section "`},
		{"### One\n", "", "want headings"},
		{"```go\ny\n```\n", "", "two blocks"},
		{"```\n\n```go\ny", "```\n\nand\n\n```go\ny", "two blocks"},
		{"[DOC]", "[DOK]", "[DOK] is not in sources.md"},
	} {
		if !strings.Contains(good, bad.old) {
			t.Fatalf("no %q in the good text", bad.old)
		}
		i := strings.LastIndex(good, bad.old)
		text := good[:i] + bad.new + good[i+len(bad.old):]
		if _, err := read(files(text)); err == nil || !strings.Contains(err.Error(), bad.want) || !strings.HasPrefix(err.Error(), "text/KM777.md: ") {
			t.Errorf("%q -> %q: %v", bad.old, bad.new, err)
		}
	}
	missing := maps.Clone(files(good))
	delete(missing, "text/sources.md")
	if _, err := read(missing); err == nil {
		t.Error("no sources.md, and no error")
	}
}
