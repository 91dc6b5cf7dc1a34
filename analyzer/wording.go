package analyzer

import (
	"fmt"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer/code"
	"github.com/keymasterlint/keymaster/analyzer/internal/engine"
)

// longest is how many characters a message has at most, as far as leaving out conditions of its path helps, and by
// which call a function performs the operation.
const longest = 400

// unsafe makes the diagnostic of a call that is neither guarded nor handled: what it is, why it needs the role,
// what leaves it unguarded, and the ways out.
func (j *job) unsafe(p engine.Place) analysis.Diagnostic {
	d := diagnostic(p.Code)
	d.Pos, d.End = j.region(p)
	d.SuggestedFixes = j.fixes(p)
	var path engine.Path
	if p.Code == engine.Unguarded {
		path = j.pkg.Path(p.Site)
	}
	d.Related = j.related(p, path)
	what := j.what(p, j.called(p))
	test := ""
	if p.Op.Handle != "" {
		test = ", or test the refusal: " + p.Op.Handle
	}
	switch p.Code {
	case engine.WrongSubject:
		d.Message = what + j.differs(p.Cause) + "; check the role for what the call acts on" + test
	case engine.InvertedCheck:
		d.Message = what + "it runs where " + j.check(p.Cause) + " says that this is not the key master; turn the check round" + test
	case engine.DeadTest:
		d.Message = what + fmt.Sprintf("its refusal never matches the test in %s, which looks for another form of it; check the role first%s", j.where(p.Cause.At, p.Pos()), test)
	case engine.HiddenRefusal:
		d.Message = what + fmt.Sprintf("its refusal is dropped on the way to the test in %s, which never matches; hand the error on: fmt.Errorf(\"...: %%w\", err)", j.where(p.Cause.At, p.Pos()))
	default:
		if j.pkg.Require == engine.Refusal {
			d.Message = what + "its refusal is " + fate(p.Site) + strings.Replace(test, ", or test", "; test", 1)
			break
		}
		for most := 2; ; most-- {
			d.Message = what + j.path(p.Site, path, max(0, most))
			if j.pkg.Require == engine.Role {
				d.Message += "; check the role first"
			} else {
				d.Message += ", and its refusal is " + fate(p.Site) + "; check the role first" + test
			}
			if most < 0 || utf8.RuneCountInString(d.Message) <= longest {
				break
			}
			if most == 0 {
				what = j.what(p, j.calledShortly(p)) // the trail says by what it performs the operation
			}
		}
		// A contract is a decision: it is named, and no fix writes it.
		if c := "; or leave both to all callers: //keymaster:only -- REASON"; outOfSight(p.Site) && utf8.RuneCountInString(d.Message+c) <= longest {
			d.Message += c
		}
	}
	return d
}

// what says what the call is, and why it needs the role.
func (j *job) what(p engine.Place, called string) string {
	return fmt.Sprintf("%s: %s %s, and %s%s; ", p.Code, called, p.Op.Does, p.Op.Why, doubt(p.Op))
}

// outOfSight reports whether the refusal is returned by a function of which not all callers are known, and which a
// directive can stand at.
func outOfSight(s *engine.Site) bool {
	return s.Returned() && !s.Seen && s.Call.Parent().Object() != nil
}

// fate says what becomes of an untested refusal.
func fate(s *engine.Site) string {
	switch {
	case !s.Returned():
		return "lost untested"
	case s.Seen:
		return "returned to callers that do not test it"
	}
	return "returned untested to callers out of sight"
}

// check names the check that a cause is about.
func (j *job) check(c engine.Cause) string {
	if !c.At.IsValid() {
		return "its check"
	}
	return fmt.Sprintf("the check in line %d", j.line(c.At))
}

// where names the line of pos, and its file if it is another than that of the report.
func (j *job) where(pos, report token.Pos) string {
	at, from := j.pass.Fset.PositionFor(pos, false), j.pass.Fset.PositionFor(report, false)
	if at.Filename == from.Filename {
		return fmt.Sprintf("line %d", at.Line)
	}
	return fmt.Sprintf("line %d of %s", at.Line, filepath.Base(at.Filename))
}

// differs says that a check is for something else than the call.
func (j *job) differs(c engine.Cause) string {
	if c.Checked == "" || c.Acted == "" {
		return j.check(c) + " is for another zone or server"
	}
	return fmt.Sprintf("%s is for %s and the call for %s", j.check(c), short(c.Checked), short(c.Acted))
}

// beside makes the diagnostic of something that is wrong about how a program deals with a refusal.
func (j *job) beside(b *engine.Beside) analysis.Diagnostic {
	d := diagnostic(b.Code)
	d.Related = j.refused(b)
	refused := j.called(engine.Place{Site: b.Site})
	line := j.line(b.Site.Call.Common().Pos())
	at := engine.Place{Site: &engine.Site{Call: b.Call}, At: b.At}
	name := ""
	switch {
	case b.At != nil:
		name = short(types.ExprString(b.At.Fun))
	case b.Call != nil:
		name = j.callee(b.Call)
	}
	switch b.Code {
	case engine.BlindRetry:
		d.Pos, d.End = j.region(at)
		d.Message = fmt.Sprintf("%s: %s repeats a call against the server that refused it in line %d, and a refusal lasts until the role moves; find the zone's key master and call that, or give up", b.Code, name, line)
	case engine.SwallowedRefusal:
		d.Pos, d.End = j.test(b)
		d.Message = fmt.Sprintf("%s: the refusal of %s in line %d is found here and nothing is done about it: the program goes on as if the call had succeeded; return an error, say that it was skipped, or go to the key master", b.Code, refused, line)
	case engine.AutomaticSeize:
		d.Pos, d.End = j.region(at)
		seizes := name + " seizes the key master role"
		if b.Call == b.Site.Call {
			d.Message = fmt.Sprintf("%s: %s in answer to a failure in the same script, with nobody asked; go to the key master, or leave seizing to an operator", b.Code, seizes)
			break
		}
		d.Message = fmt.Sprintf("%s: %s whenever %s in line %d fails, with nobody asked; go to the key master, or leave seizing to an operator", b.Code, seizes, refused, line)
	}
	return d
}

// test returns the place of a refusal test, on one line.
func (j *job) test(b *engine.Beside) (pos, end token.Pos) {
	if b.Test == nil {
		return b.Pos(), b.Pos() + 1
	}
	pos, end = b.Test.Pos(), b.Test.End()
	if j.line(pos) != j.line(end) {
		end = pos + 1
	}
	return pos, end
}

func diagnostic(c engine.Code) analysis.Diagnostic {
	return analysis.Diagnostic{Category: string(c), URL: urlOf(string(c))}
}

// urlOf returns the address of a code's page.
func urlOf(id string) string { return code.Find(id).URL() }
