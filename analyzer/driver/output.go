package driver

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"
)

// PrintText writes the findings as "path:line:col: message", with paths
// relative to dir. If context is not negative, each is followed by its lines
// and so many lines around them.
func (r *Result) PrintText(w io.Writer, dir string, context int) error {
	return r.PrintPainted(w, dir, context, nil)
}

// PrintPainted is PrintText with each part of a line dressed by paint.
func (r *Result) PrintPainted(w io.Writer, dir string, context int, paint func(Part, string) string) error {
	var b strings.Builder
	text := Text{Path: func(name string) string { return relative(dir, name) }, Context: context, Paint: paint}
	text.Print(&b, r.Findings)
	_, err := io.WriteString(w, b.String())
	return err
}

// PrintJSON writes the findings as a tree: package ID -> analyzer -> diagnostics.
func (r *Result) PrintJSON(w io.Writer) error {
	tree := make(jsonTree)
	for _, f := range r.Findings {
		tree.add(f.Package, r.analyzer.Name, []Finding{f})
	}
	return tree.print(w)
}

// PrintErrors writes one line for each error, joined ones apart; those without
// a place begin with the command's name.
func PrintErrors(w io.Writer, command, dir string, errs ...error) {
	for _, err := range errs {
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			PrintErrors(w, command, dir, joined.Unwrap()...)
			continue
		}
		e := asError(err)
		if e.Pos.Filename == "" {
			fmt.Fprintf(w, "%s: %s\n", command, Printable(e.Msg))
			continue
		}
		pos := e.Pos
		pos.Filename = Printable(relative(dir, pos.Filename))
		fmt.Fprintf(w, "%s: %s\n", pos, Printable(e.Msg))
	}
}

// relative returns name relative to dir if that is shorter. It begins like a path: what
// begins with colons a runner of continuous integration could take for a command.
func relative(dir, name string) string {
	if rel, err := filepath.Rel(dir, name); dir != "" && err == nil && len(rel) < len(name) {
		if strings.IndexFunc(rel, func(r rune) bool { return r == ':' || unicode.IsSpace(r) }) == 0 {
			rel = "." + string(filepath.Separator) + rel
		}
		return rel
	}
	return name
}

// Fix applies the first fix of each finding to the files, or, if diff is set,
// writes the change to w instead.
func (r *Result) Fix(w io.Writer, diff bool) error {
	x := newFixer()
	for _, f := range r.Findings {
		if err := x.addFinding(f); err != nil {
			return err
		}
	}
	write := func(t fixedText) error {
		if err := overwrite(t.name, t.after); err != nil {
			return &Error{Msg: "cannot fix: " + oneLine(err.Error())}
		}
		return nil
	}
	return x.deliver(w, diff, write)
}

// overwrite replaces a file's content and keeps its mode.
func overwrite(name string, content []byte) error {
	return os.WriteFile(name, content, 0o644)
}
