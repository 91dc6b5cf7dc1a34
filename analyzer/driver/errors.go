package driver

import (
	"errors"
	"fmt"
	"go/scanner"
	"go/token"
	"go/types"
	"path/filepath"
	"strconv"
	"strings"
)

// An Error is a problem that kept a package, or everything, from being
// analysed. Its text is one line.
type Error struct {
	Pos token.Position // not valid if the problem has no place
	Msg string
}

func (e *Error) Error() string {
	if e.Pos.Filename != "" {
		return fmt.Sprintf("%s: %s", e.Pos, e.Msg)
	}
	return e.Msg
}

// maxErrors bounds the errors of one package, as the compiler does.
const maxErrors = 10

// parseErrors turns the parser's error into the errors that it lists.
func parseErrors(err error) []error {
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		return []error{&Error{Msg: oneLine(err.Error())}}
	}
	var errs []error
	for _, e := range list[:min(len(list), maxErrors)] {
		errs = append(errs, &Error{Pos: e.Pos, Msg: oneLine(e.Msg)})
	}
	return errs
}

// typeErrors collects what the type checker has to say about one package.
type typeErrors struct {
	fset *token.FileSet
	dir  string
	errs []error
}

func (t *typeErrors) add(err error) {
	var te types.Error
	if !errors.As(err, &te) {
		t.errs = append(t.errs, &Error{Msg: oneLine(err.Error())})
		return
	}
	if strings.HasPrefix(te.Msg, "\t") || len(t.errs) == maxErrors {
		return // the continuation of an error that has been recorded, or one too many
	}
	t.errs = append(t.errs, &Error{Pos: place(t.fset, t.dir, te.Pos), Msg: oneLine(te.Msg)})
}

// place is the position of pos as it is shown; see "Positions" in the package documentation.
func place(fset *token.FileSet, dir string, pos token.Pos) token.Position {
	real := fset.PositionFor(pos, false)
	if dir == "" || filepath.Dir(real.Filename) == dir {
		return real
	}
	if user, ok := userPlace(fset, dir, pos); ok {
		return user
	}
	return fset.PositionFor(pos, true)
}

// listedPosition reads a position as the go command prints it.
func listedPosition(dir, s string) token.Position {
	var pos token.Position
	name, col, ok := cutLast(s)
	if !ok {
		return pos
	}
	if file, line, ok := cutLast(name); ok {
		pos = token.Position{Filename: file, Line: line, Column: col}
	} else {
		pos = token.Position{Filename: name, Line: col}
	}
	if dir != "" && !filepath.IsAbs(pos.Filename) {
		pos.Filename = filepath.Join(dir, pos.Filename)
	}
	return pos
}

func cutLast(s string) (head string, n int, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return "", 0, false
	}
	n, err := strconv.Atoi(s[i+1:])
	return s[:i], n, err == nil
}

// oneLine folds a text of several lines into one.
func oneLine(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if line != "" && b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(line)
	}
	return b.String()
}
