// Package report holds what is found in a form that all outputs share. Its subpackages write one format each.
//
// File names, messages and source text are the analysed program's: whoever wrote that may want to write to the
// reader's terminal, to command a runner or to forge a report. Messages are made printable here, names by each
// format in its own way.
package report

import (
	"go/token"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/code"
	"github.com/keymasterlint/keymaster/analyzer/driver"
)

// A Place is a piece of a file.
type Place struct {
	File               string // as absolute path
	Line, Column       int    // from 1, columns in bytes
	EndLine, EndColumn int    // the end, which is not part of the piece
}

// A Step is a place on the path to a finding, and what happens there.
type Step struct {
	Place
	Message string
}

// A Finding is one problem in the analysed program.
type Finding struct {
	Place
	Code    string // KM001
	Message string // without the code, printable, in one line
	URL     string // of the code's page
	Path    []Step // how the program gets there; may be empty
	Fixes   []driver.Fix
}

// Findings turns what the driver found into findings, in its order.
func Findings(found []driver.Finding) []Finding {
	var list []Finding
	for _, d := range found {
		f := Finding{
			Place:   placeOf(d.Pos, d.End),
			Code:    d.Diagnostic.Category,
			Message: strings.TrimPrefix(driver.Printable(d.Diagnostic.Message), d.Diagnostic.Category+": "),
			URL:     d.Diagnostic.URL,
			Fixes:   d.Fixes(),
		}
		if c := code.Find(f.Code); c != nil && f.URL == "" {
			f.URL = c.URL() // the go command does not hand it on
		}
		for _, rel := range d.Related() {
			f.Path = append(f.Path, Step{placeOf(rel.Pos, rel.End), driver.Printable(rel.Message)})
		}
		list = append(list, f)
	}
	return list
}

// placeOf keeps a place on one line: code scanning and reviewers' tools show a finding only if all its lines
// are part of a change.
func placeOf(pos, end token.Position) Place {
	p := Place{pos.Filename, max(1, pos.Line), max(1, pos.Column), max(1, pos.Line), max(1, pos.Column)}
	if end.Filename == pos.Filename && end.Line == pos.Line {
		p.EndColumn = max(p.Column, end.Column)
	}
	if p.EndColumn == p.Column {
		p.EndColumn++ // a place that holds nothing would not be shown
	}
	return p
}

// Severity returns how much the finding matters.
func (f *Finding) Severity() code.Severity {
	if c := code.Find(f.Code); c != nil {
		return c.Severity
	}
	return code.Warning
}

// A Root is the directory that reports name files relative to.
type Root string

// RootOf returns the root of the repository that dir is in; of the module, if it is in none; dir, if it is in
// neither.
func RootOf(dir string) Root {
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	for _, marker := range []string{".git", "go.mod"} {
		for up := dir; ; up = filepath.Dir(up) {
			if _, err := os.Lstat(filepath.Join(up, marker)); err == nil {
				return Root(up)
			}
			if up == filepath.Dir(up) {
				break
			}
		}
	}
	return Root(dir)
}

// Rel returns a file's path below the root, with slashes. It returns false if the file is elsewhere.
func (r Root) Rel(name string) (string, bool) {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	rel, err := filepath.Rel(string(r), name)
	if err != nil || !filepath.IsLocal(rel) {
		return filepath.ToSlash(name), false
	}
	return filepath.ToSlash(rel), true
}

// URI returns a file's path below the root as a relative URI, or the file's own URI if it is elsewhere.
func (r Root) URI(name string) (uri string, inside bool) {
	rel, inside := r.Rel(name)
	if inside {
		// The colon could pass for a scheme's.
		return strings.ReplaceAll((&url.URL{Path: rel}).EscapedPath(), ":", "%3A"), true
	}
	if !strings.HasPrefix(rel, "/") {
		rel = "/" + rel // a drive of Windows
	}
	return (&url.URL{Scheme: "file", Path: rel}).String(), false
}
