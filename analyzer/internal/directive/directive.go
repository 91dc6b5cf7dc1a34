// Package directive reads //keymaster: comments: the grammar and the places of docs/rule.md,
// sections 6 and 8. What a directive means for the program is for others to say.
package directive

import (
	"go/ast"
	"go/token"
	"strings"
)

// A Directive is a well-formed comment of the form
//
//	//keymaster:verb [arguments] [-- reason]
//
// in which a word that begins with // ends the text: what follows is a remark.
type Directive struct {
	Verb    Verb
	Outcome string // of Check: "true", "false" or "nil"; "" leaves it to the type
	Codes   []Code // of Ignore, at least one, none twice
	Reason  string // "" if none is given and none is needed
	Comment *ast.Comment
	Target  Target // zero unless InFile found it
}

// A Verb says what a directive does.
type Verb string

// The verbs.
const (
	Only    Verb = "only"    // a function is an operation; its callers have to be safe
	Check   Verb = "check"   // a function's result or a field is a role check
	Refusal Verb = "refusal" // a function is a refusal test
	Assume  Verb = "assume"  // the role holds from a statement on
	Ignore  Verb = "ignore"  // nothing is reported on a line or in a declaration
)

// A Code is one code of an Ignore, with its place: each that suppresses nothing is reported.
type Code struct {
	Name string // KM001
	Pos  token.Pos
}

// End returns the position behind the code.
func (c Code) End() token.Pos { return c.Pos + token.Pos(len(c.Name)) }

// A Problem is a comment that means to be a directive and has no effect.
type Problem struct {
	Pos, End token.Pos // in the comment
	Text     string    // one line: what is wrong, and what to do
}

// String returns the directive as it is best written. It parses to an equal one.
func (d *Directive) String() string {
	text := prefix + string(d.Verb)
	if d.Outcome != "" {
		text += " " + d.Outcome
	}
	for i, c := range d.Codes {
		text += separator(i) + c.Name
	}
	if d.Reason != "" {
		text += " -- " + d.Reason
	}
	return text
}

func separator(i int) string {
	if i == 0 {
		return " "
	}
	return ","
}

const prefix = "//keymaster:"

// mentions reports whether a comment means to be a directive. As with all directives of Go, a
// blank after the slashes makes it prose.
func mentions(c *ast.Comment) bool { return strings.HasPrefix(c.Text, prefix) }
