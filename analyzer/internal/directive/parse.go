package directive

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"unicode"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/code"
)

// Parse reads a comment. One that does not mean to be a directive gives neither a directive nor
// a problem; any other gives one of them. Where it stands is not looked at.
func Parse(c *ast.Comment) (*Directive, *Problem) {
	if !mentions(c) {
		return nil, nil
	}
	raw, ok := ast.ParseDirective(c.Slash, c.Text)
	if !ok {
		return nil, problem(c.Slash, c.Text, "%s is followed by no verb: want one of %s", prefix, strings.Join(verbs(), ", "))
	}
	f, ok := formOf(raw.Name)
	if !ok {
		return nil, problem(c.Slash, head(raw), "unknown directive %q%s", head(raw), suggest(raw.Name, verbs()))
	}
	d := &Directive{Verb: f.verb, Comment: c}
	args, reason := split(raw)
	if p := d.arguments(f, args, reason != nil); p != nil {
		return nil, p
	}
	if len(reason) > 0 {
		first, last := reason[0].pos-raw.ArgsPos, reason[len(reason)-1].end()-raw.ArgsPos
		d.Reason = raw.Args[first:last]
	}
	if d.Reason == "" && (f.reason || reason != nil) {
		return nil, problem(c.Slash, head(raw), "%s%s lacks its reason: write %s", prefix, f.verb, d.withReason())
	}
	return d, nil
}

// withReason is how the directive should have been written.
func (d *Directive) withReason() string {
	fixed := *d
	fixed.Reason = "reason"
	return fixed.String()
}

// arguments reads what stands between verb and reason.
func (d *Directive) arguments(f form, args []word, reason bool) *Problem {
	most := 1
	if f.args == "" {
		most = 0
	}
	if len(args) > most {
		extra := args[most]
		switch {
		case !reason:
			return problem(extra.pos, extra.text, "%s%s: unexpected %q: a reason stands after --, as in %s", prefix, f.verb, extra.text, f.example())
		case f.verb == Ignore:
			return problem(extra.pos, extra.text, "%s%s: unexpected %q: codes are separated by commas, without blanks", prefix, f.verb, extra.text)
		case most > 0:
			return problem(extra.pos, extra.text, "%s%s: unexpected %q: it takes one of %s", prefix, f.verb, extra.text, f.args)
		}
		return problem(extra.pos, extra.text, "%s%s: unexpected %q: it takes no argument", prefix, f.verb, extra.text)
	}
	if len(args) == 0 {
		if f.args == "" || f.optional {
			return nil
		}
		return problem(d.Comment.Slash, prefix+string(f.verb), "%s%s lacks its %s: write %s", prefix, f.verb, f.args, f.example())
	}
	if f.verb == Ignore {
		return d.codes(args[0])
	}
	d.Outcome = args[0].text
	if !slices.Contains([]string{"true", "false", "nil"}, d.Outcome) {
		return problem(args[0].pos, args[0].text, "%s%s: unexpected %q: it takes one of %s", prefix, f.verb, args[0].text, f.args)
	}
	return nil
}

// codes reads a list like KM001,KM005.
func (d *Directive) codes(list word) *Problem {
	pos := list.pos
	for name := range strings.SplitSeq(list.text, ",") {
		c := Code{name, pos}
		switch {
		case name == "":
			return problem(list.pos, list.text, "%s%s: %q: want codes separated by commas, without blanks", prefix, d.Verb, list.text)
		case code.Find(name) == nil:
			return problem(pos, name, "%s%s: unknown code %q%s", prefix, d.Verb, name, suggest(name, code.IDs()))
		case slices.ContainsFunc(d.Codes, func(c Code) bool { return c.Name == name }):
			return problem(pos, name, "%s%s: %s is given twice", prefix, d.Verb, name)
		}
		d.Codes = append(d.Codes, c)
		pos = c.End() + 1
	}
	return nil
}

// A word is a part of the comment without blanks in it.
type word struct {
	text string
	pos  token.Pos
}

func (w word) end() token.Pos { return w.pos + token.Pos(len(w.text)) }

// split returns the words before and after --, up to a remark; reason is nil where there is no --.
func split(raw ast.Directive) (args, reason []word) {
	for at := 0; at < len(raw.Args); {
		rest := strings.TrimLeftFunc(raw.Args[at:], unicode.IsSpace)
		at = len(raw.Args) - len(rest)
		if end := strings.IndexFunc(rest, unicode.IsSpace); end >= 0 {
			rest = rest[:end]
		}
		w := word{rest, raw.ArgsPos + token.Pos(at)}
		at += len(rest)
		switch {
		case strings.HasPrefix(w.text, "//"):
			return args, reason
		case reason != nil:
			reason = append(reason, w)
		case w.text == "--":
			reason = []word{}
		default:
			args = append(args, w)
		}
	}
	return args, reason
}

// suggest returns what the user may have meant, or all there is.
func suggest(word string, known []string) string {
	if s := catalog.DidYouMean(word, known); s != "" {
		return s
	}
	return ": want one of " + strings.Join(known, ", ")
}

// head is the directive without its arguments.
func head(raw ast.Directive) string { return prefix + raw.Name }

func problem(pos token.Pos, what, format string, args ...any) *Problem {
	return &Problem{pos, pos + token.Pos(len(what)), fmt.Sprintf(format, args...)}
}
