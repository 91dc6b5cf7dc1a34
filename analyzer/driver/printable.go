package driver

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// runnerCommand is what runners of continuous integration take for a command wherever
// it stands in a line: ##[add-mask], ##vso[task.setvariable].
var runnerCommand = regexp.MustCompile(`##[A-Za-z]*\[`)

// Printable returns s with everything escaped that could move a terminal's cursor,
// reorder its line or command a runner: file names and messages hold text from the
// analysed program.
func Printable(s string) string {
	plain := func(r rune) bool { return unicode.IsPrint(r) && r != utf8.RuneError }
	if strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 && !strings.Contains(s, "##") {
		return s
	}
	commands := runnerCommand.FindAllStringIndex(s, -1)
	var b strings.Builder
	for i, r := range s {
		switch {
		case len(commands) > 0 && i == commands[0][0]:
			b.WriteString(`\x23`)
			commands = commands[1:]
		case plain(r):
			b.WriteRune(r)
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)):
			fmt.Fprintf(&b, `\x%02x`, s[i])
		default:
			q := strconv.QuoteRuneToASCII(r)
			b.WriteString(q[1 : len(q)-1])
		}
	}
	return b.String()
}

// PrintableJSON returns JSON that says the same as data, and in which everything is
// escaped that [Printable] escapes: encoding/json leaves some of it as it is.
func PrintableJSON(data []byte) []byte {
	var b bytes.Buffer
	for i, r := range string(data) {
		switch {
		case r == '\n' || r == '\t': // between tokens: in strings they are escaped
			b.WriteRune(r)
		case r == '#' && bytes.HasPrefix(data[i:], []byte("##")), !unicode.IsPrint(r) && r <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		case !unicode.IsPrint(r):
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			b.WriteRune(r)
		}
	}
	return b.Bytes()
}
