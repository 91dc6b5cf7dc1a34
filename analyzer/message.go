package analyzer

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/engine"
)

// doubt says what a reader has to know of the claim that a command needs the role: that sources disagree, or
// that none says so.
func doubt(op *catalog.Operation) string {
	switch c := op.Runs; {
	case c == nil:
		return ""
	case c.Contested != "":
		return " (sources disagree)"
	case c.Basis == "inferred":
		return " (inferred)"
	}
	return ""
}

// called names the call: the operation, or the function of this package that performs it and by which call.
func (j *job) called(p engine.Place) string {
	name := j.calledShortly(p)
	at := p.Site
	for at.In != nil {
		at = at.In
	}
	if at == p.Site && (p.At == nil || p.Op.Runs != nil) {
		return name
	}
	if at.Call == nil {
		return fmt.Sprintf("%s (by %s)", name, at.Op.Name())
	}
	return fmt.Sprintf("%s (by %s in line %d)", name, at.Op.Name(), j.line(at.Call.Common().Pos()))
}

// calledShortly names the call alone.
func (j *job) calledShortly(p engine.Place) string {
	if p.In == nil && p.At == nil && p.Op.Runs == nil {
		return p.Op.Name()
	}
	name := j.callee(p.Call)
	if p.At != nil {
		name = short(types.ExprString(p.At.Fun))
	}
	if c := p.Op.Runs; c != nil {
		name += " of " + c.Name
	}
	return name
}

func (j *job) callee(c ssa.CallInstruction) string {
	if fn := c.Common().StaticCallee(); fn != nil {
		return fn.Name()
	}
	if e := j.pkg.Expr(c); e != nil {
		return short(types.ExprString(e.Fun))
	}
	return c.Common().Value.Name()
}

// path says how an execution gets to the call without the role: from where, past which check, by
// which branches.
// No more than the last few of these are named, since they say the most.
func (j *job) path(s *engine.Site, path engine.Path, most int) string {
	var b strings.Builder
	fn := s.Call.Parent()
	if fn.Pos().IsValid() {
		fmt.Fprintf(&b, "it is reached without the role from the start of %s (line %d)", name(fn), j.line(fn.Pos()))
	} else {
		b.WriteString("it is reached without the role when the package is initialised")
	}
	if path.Failed.IsValid() {
		fmt.Fprintf(&b, ", past the check in line %d", j.line(path.Failed))
	}
	turns, more := path.Turns, ""
	if len(turns) > most {
		more, turns = "..., ", turns[len(turns)-most:]
	}
	var words []string
	for _, t := range turns {
		words = append(words, fmt.Sprintf("%s in line %d is %t", short(types.ExprString(t.Cond)), j.line(t.Cond.Pos()), t.Then))
	}
	if len(words) > 0 {
		fmt.Fprintf(&b, ", when %s%s", more, strings.Join(words, " and "))
	}
	return b.String()
}

// short cuts a condition's text to what a message can hold.
func short(cond string) string {
	const most = 28
	if r := []rune(cond); len(r) > most {
		return string(r[:most-3]) + "..."
	}
	return cond
}

// name returns a function's name, and of a literal what it is.
func name(fn *ssa.Function) string {
	if fn.Parent() != nil {
		return "this function literal"
	}
	return fn.Name()
}

// line returns the line of pos in its file, whatever //line directives say.
func (j *job) line(pos token.Pos) int { return j.pass.Fset.PositionFor(pos, false).Line }

// region returns the call's place, on one line: code scanning shows an alert only if all lines of
// its region are in the diff.
func (j *job) region(p engine.Place) (pos, end token.Pos) {
	pos = p.Pos()
	end = pos + 1
	call := p.At
	if call == nil {
		call = j.pkg.Expr(p.Call)
	}
	if call != nil {
		pos, end = call.Pos(), call.End()
		if j.line(pos) != j.line(call.Lparen) {
			pos = call.Lparen
			if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
				pos = sel.Sel.Pos()
			}
		}
		if j.line(pos) != j.line(end) {
			end = call.Lparen + 1
		}
	}
	return pos, end
}
