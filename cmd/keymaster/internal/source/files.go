// Package source answers questions about the text of Go files: what stands in a line, what declaration is
// around it, where a column is in characters.
package source

import (
	"bytes"
	"os"
	"strings"
)

// Files reads files as they are asked for, each once. It is not safe for concurrent use.
type Files struct {
	files map[string]*file
}

type file struct {
	text  []byte // empty if the file cannot be read: findings stand without their text
	lines []string
	decls []Decl
	read  bool // decls are
	hash  []string
}

// NewFiles returns Files that have read nothing yet.
func NewFiles() *Files { return &Files{files: make(map[string]*file)} }

func (f *Files) file(name string) *file {
	if known := f.files[name]; known != nil {
		return known
	}
	text, err := os.ReadFile(name)
	if err != nil {
		text = nil
	}
	read := &file{text: text}
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		read.lines = append(read.lines, strings.TrimSuffix(string(line), "\r"))
	}
	f.files[name] = read
	return read
}

// Line returns a line, counted from 1, without its end; "" if there is none.
func (f *Files) Line(name string, line int) string {
	lines := f.file(name).lines
	if line < 1 || line > len(lines) {
		return ""
	}
	return lines[line-1]
}

// Column turns a column in bytes into one in code points, both counted from 1. A column behind the end of
// the line is that of the end.
func (f *Files) Column(name string, line, column int) int {
	text := f.Line(name, line)
	if text == "" {
		return max(1, column)
	}
	n := 1
	for i := range text {
		if i+1 >= column {
			break
		}
		n++
	}
	return n
}

// Place returns the line and the column, in bytes, of an offset in bytes; both are counted from 1. An offset behind
// the end is the end.
func (f *Files) Place(name string, offset int) (line, column int) {
	text := f.file(name).text
	before := text[:max(0, min(offset, len(text)))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte("\n")) + 1, len(before) - start + 1
}

// Text returns a file's bytes from an offset up to another.
func (f *Files) Text(name string, from, to int) string {
	text := f.file(name).text
	from, to = min(from, len(text)), min(to, len(text))
	return string(text[from:max(from, to)])
}
