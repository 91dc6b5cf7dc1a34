package analyzer

import (
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer/internal/engine"
)

// A trail is the places that belong to a finding, in the order in which an execution comes to them.
type trail struct {
	steps []analysis.RelatedInformation
}

func (t *trail) add(pos, end token.Pos, format string, args ...any) {
	if pos.IsValid() {
		t.steps = append(t.steps, analysis.RelatedInformation{Pos: pos, End: end, Message: fmt.Sprintf(format, args...)})
	}
}

// related returns the places that a finding about an operation speaks of. All are of this package: a place in
// another one is nobody's to mend here, and its path means nothing elsewhere.
func (j *job) related(p engine.Place, path engine.Path) []analysis.RelatedInformation {
	t := new(trail)
	switch p.Code {
	case engine.WrongSubject:
		t.add(p.Cause.At, token.NoPos, "this check is for another zone or server")
	case engine.InvertedCheck:
		t.add(p.Cause.At, token.NoPos, "this check says that another server is the key master")
	case engine.Unguarded:
		t.path(p, path)
	}
	t.performs(p)
	switch p.Code {
	case engine.DeadTest:
		t.add(p.Cause.At, token.NoPos, "this test looks for another form of the refusal")
	case engine.HiddenRefusal:
		for _, pos := range p.Drops {
			t.add(pos, token.NoPos, "here the refusal becomes mere text")
		}
		t.add(p.Cause.At, token.NoPos, "this test never finds the refusal")
	}
	return t.steps
}

// path adds how an execution gets to the call without the role.
func (t *trail) path(p engine.Place, path engine.Path) {
	fn := p.Call.Parent()
	t.add(fn.Pos(), token.NoPos, "%s begins without the role", name(fn))
	failed := path.Failed
	for _, turn := range path.Turns {
		from, to := turn.Cond.Pos(), turn.Cond.End()
		text := fmt.Sprintf("%s is %t", short(types.ExprString(turn.Cond)), turn.Then)
		switch {
		case from <= failed && failed < to:
			text += ", and the program goes on"
			failed = token.NoPos
		case failed < from:
			t.add(failed, token.NoPos, pastCheck)
			failed = token.NoPos
		}
		t.add(from, to, "%s", text)
	}
	t.add(failed, token.NoPos, pastCheck)
}

const pastCheck = "the answer of this check stops nothing"

// performs adds the calls by which the reported one performs the operation.
func (t *trail) performs(p engine.Place) {
	at := p.Site
	if p.At == nil {
		at = at.In
	}
	for ; at != nil && at.Call != nil; at = at.In {
		t.add(at.Call.Common().Pos(), token.NoPos, "this performs %s", at.Op.Name())
	}
}

// refused adds the call whose refusal a finding is about.
func (j *job) refused(b *engine.Beside) []analysis.RelatedInformation {
	t := new(trail)
	if b.Call != b.Site.Call {
		t.add(b.Site.Call.Common().Pos(), token.NoPos, "this call is refused")
	}
	return t.steps
}
