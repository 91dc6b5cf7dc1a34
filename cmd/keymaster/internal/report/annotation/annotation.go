// Package annotation writes findings as workflow commands, which GitHub Actions shows beside the code.
package annotation

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/keymasterlint/keymaster/analyzer/code"
	"github.com/keymasterlint/keymaster/analyzer/driver"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/source"
)

const (
	most        = 10   // annotations of one kind that GitHub shows of a step; it drops the rest without a word
	mostMessage = 4000 // bytes of a message; GitHub cuts it somewhat later
)

// Write writes findings, with paths below root. Those above GitHub's limits come as plain lines, which the
// step's log shows.
func Write(w io.Writer, root report.Root, files *source.Files, findings []report.Finding) error {
	var b bytes.Buffer
	count := make(map[string]int)
	var rest []*report.Finding
	for i := range findings {
		f := &findings[i]
		command := commands[f.Severity()]
		if count[command]++; count[command] > most {
			rest = append(rest, f)
			continue
		}
		annotate(&b, command, root, files, f)
	}
	if len(rest) > 0 {
		fmt.Fprintf(&b, "GitHub shows %d annotations of a kind; %d findings more:\n", most, len(rest))
	}
	for _, f := range rest {
		path, _ := root.Rel(f.File)
		// The indentation keeps a path from being taken for a command; see also driver.Printable.
		fmt.Fprintf(&b, "- %s:%d:%d: %s: %s\n", driver.Printable(path), f.Line, f.Column, f.Code, f.Message)
	}
	_, err := w.Write(b.Bytes())
	return err
}

var commands = map[code.Severity]string{code.Error: "error", code.Warning: "warning", code.Note: "notice"}

func annotate(b *bytes.Buffer, command string, root report.Root, files *source.Files, f *report.Finding) {
	path, _ := root.Rel(f.File)
	title := f.Code
	if c := code.Find(f.Code); c != nil {
		title += " " + c.Name
	}
	fmt.Fprintf(b, "::%s file=%s,line=%d,col=%d,endLine=%d,endColumn=%d,title=%s::%s\n", command,
		property.Replace(driver.Printable(path)), f.Line, files.Column(f.File, f.Line, f.Column),
		f.EndLine, files.Column(f.File, f.EndLine, f.EndColumn),
		property.Replace(title), data.Replace(cut(f.Message)))
}

// What commands give a meaning, by the runner's ActionCommand.cs (actions/runner). A message of one line needs
// no line breaks, but names of files may have some.
var (
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	data     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
)

// cut shortens a message to what GitHub shows, at the end of a character.
func cut(message string) string {
	if len(message) <= mostMessage {
		return message
	}
	n := mostMessage
	for !utf8.RuneStart(message[n]) {
		n--
	}
	return message[:n] + "..."
}
