package analyzer

import (
	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer/internal/engine"
	"github.com/keymasterlint/keymaster/analyzer/internal/fix"
)

// fixes returns what can be done about a finding by an edit that is safe, best first. Where it is a decision what
// to do, as a contract is, there is none.
func (j *job) fixes(p engine.Place) []analysis.SuggestedFix {
	src := &fix.Source{Fset: j.pass.Fset, Files: j.pass.Files, Pkg: j.pass.Pkg, Info: j.pass.TypesInfo}
	var all []analysis.SuggestedFix
	add := func(message string, edits []analysis.TextEdit) {
		if len(edits) > 0 {
			all = append(all, analysis.SuggestedFix{Message: message, TextEdits: edits})
		}
	}
	switch p.Code {
	case engine.InvertedCheck:
		add("Turn the check round", src.Turn(p.Checks))
	case engine.HiddenRefusal:
		add("Wrap the error with %w", src.Wrap(p.Drops))
	case engine.DeadTest:
		if status := p.Op.Status; status != "" {
			add("Compare with "+status, src.Status(p.Cause.At, status))
		}
		add(testRefusal, src.TestRefusal(p.Pos(), j.refusal(p)))
	case engine.Unguarded:
		if j.pkg.Require != engine.Role {
			add(testRefusal, src.TestRefusal(p.Pos(), j.refusal(p)))
		}
	}
	return all
}

const testRefusal = "Test the refusal and return an error"

// refusal says how the call that is reported is refused.
func (j *job) refusal(p engine.Place) fix.Refusal {
	refused := j.verdict.Refused(p)
	r := fix.Refusal{Handle: p.Op.Handle, NonNil: refused.NonNil, Nil: refused.Nil}
	for _, c := range refused.Carried {
		r.Carried = append(r.Carried, fix.Carrier(c))
	}
	return r
}
