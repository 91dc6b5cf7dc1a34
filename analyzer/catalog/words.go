package catalog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What rows say, in words. Code stands between backquotes, as in Markdown.

// Recognised says which calls of an operation's function count.
func (op *Operation) Recognised() string {
	s := "every call"
	if op.Update != "" {
		s = "a call whose message (" + op.Update.Words() + ") is a dynamic update of DNSSEC records"
	}
	if len(op.Command) > 0 {
		var at []string
		for _, p := range op.Command {
			at = append(at, p.Words())
		}
		s = "a call that runs a command of this catalogue: " + readingWords[op.Reads] + " in " + strings.Join(at, " and ")
	}
	if len(op.NotThrough) > 0 {
		s += ", but not on or through " + Quoted(op.NotThrough, " or ")
	}
	if u := op.Unless; u != nil {
		s += fmt.Sprintf(", unless the receiver's `%s` is a constant without the bits %d", u.Field, u.Lacks)
	}
	return s
}

var readingWords = map[Reading]string{
	ReadProcess: "the process described",
	ReadLine:    "the command line",
	ReadScript:  "the PowerShell script",
	ReadRPC:     "the name of the operation",
	ReadWMI:     "class and method",
}

var formWords = map[Form]string{
	Error: "an error", Text: "text", Rcode: "a response code", Code: "an integer status",
}

var testWords = map[Form]string{
	Error: "`==`, `switch`, `errors.Is`, `errors.As` and a comparison, or a text match on the code 9101",
	Text:  "a text match on the code",
	Rcode: "any comparison that tells the refusal from NOERROR",
	Code:  "any comparison with the code",
}

// PlacesWords puts places of which the first that there is counts into words.
func PlacesWords(list []Place) string {
	var out []string
	for _, p := range list {
		out = append(out, p.Words())
	}
	return strings.Join(out, ", else ")
}

// Words puts a place into words; arguments and results count from 1 there.
func (p Place) Words() string {
	s := p.Spot()
	var words string
	switch s.Kind {
	case Recv:
		words = "the receiver"
	case Args:
		return "all arguments"
	case Format:
		return "the format's operands"
	case Arg:
		words = fmt.Sprintf("argument %d", s.Index+1)
	case Result:
		words = fmt.Sprintf("result %d", s.Index+1)
	}
	if len(s.Fields) > 0 {
		words = "`" + strings.Join(s.Fields, ".") + "` of " + words
	}
	return words
}

func results(format string, list []int) string {
	if len(list) == 0 {
		return ""
	}
	var out []string
	for _, n := range slices.Sorted(slices.Values(list)) {
		out = append(out, fmt.Sprintf("result %d", n+1))
	}
	return fmt.Sprintf(format, strings.Join(out, " and "))
}

// Quoted lists names as code.
func Quoted(list []string, sep string) string {
	var out []string
	for _, s := range list {
		if strings.Contains(s, "`") {
			s = "` " + s + " `" // Markdown's way to quote a backquote
		}
		out = append(out, "`"+s+"`")
	}
	return strings.Join(out, sep)
}

// Arrives says where the refusal of an operation arrives, and in which form.
func (op *Operation) Arrives() string {
	var arrives []string
	for _, r := range op.Refusal {
		arrives = append(arrives, fmt.Sprintf("%s, as %s", r.At.Words(), formWords[r.Form]))
	}
	return strings.Join(arrives, "; ") + results(", with %s not nil", op.NonNil) + results(", with %s nil", op.Nil)
}

// TestedBy says what tests the refusal of an operation.
func (op *Operation) TestedBy() string {
	if len(op.Refusal) == 0 {
		return ""
	}
	words := testWords[op.Refusal[0].Form]
	if op.Handle != "" {
		words += "; for example `" + op.Handle + "`"
	}
	return words
}

// oneLine writes what a user gave so that it breaks no line and steers no terminal.
func oneLine(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsPrint(r) && r != utf8.RuneError {
			b.WriteRune(r)
			continue
		}
		q := strconv.QuoteRuneToASCII(r)
		b.WriteString(q[1 : len(q)-1])
	}
	return b.String()
}
