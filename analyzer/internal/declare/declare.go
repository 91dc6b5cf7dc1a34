// Package declare says what //keymaster: directives mean for the functions, methods and fields that they
// stand on (docs/rule.md, sections 6 and 8), and what that makes of calls. It knows types, and nothing of
// how programs run.
package declare

import (
	"go/types"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/internal/directive"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// A Meaning is what is declared of an object.
type Meaning struct {
	Only    bool   // a function is an operation; its callers have to be safe
	Reason  string // of Only
	Check   string // which outcome of a function or field shows the role: true, false or nil; or ""
	Refusal bool   // a function tests what it is given for the refusal
}

// Meanings returns what the directives of a package say of its objects, and those of them that say
// nothing, or something else than others on the same object.
func Meanings(b *directive.Bound) (map[types.Object]*Meaning, []*directive.Problem) {
	r := &reader{meanings: map[types.Object]*Meaning{}, refused: map[*directive.Directive]bool{}}
	for _, obj := range b.Objects {
		m := &Meaning{}
		for _, d := range b.On[obj] {
			// Only comes first: it asks for most.
			if d.Verb == directive.Only {
				r.add(m, obj, d)
			}
		}
		for _, d := range b.On[obj] {
			if d.Verb != directive.Only {
				r.add(m, obj, d)
			}
		}
		if *m != (Meaning{}) {
			r.meanings[obj] = m
		}
	}
	return r.meanings, r.problems
}

type reader struct {
	meanings map[types.Object]*Meaning
	problems []*directive.Problem
	refused  map[*directive.Directive]bool // those with a problem: one may stand on several fields
}

func (r *reader) problem(d *directive.Directive, format string, args ...any) {
	if !r.refused[d] {
		r.refused[d] = true
		r.problems = append(r.problems, d.Problem(format, args...))
	}
}

// add adds to m what d says of obj.
func (r *reader) add(m *Meaning, obj types.Object, d *directive.Directive) {
	if other := m.verb(); other != "" {
		r.problem(d, "%s contradicts //keymaster:%s on the same declaration: remove one", d.Name(), other)
		return
	}
	switch d.Verb {
	case directive.Only:
		if why := uncallable(obj); why != "" {
			r.problem(d, "%s is of no use on %s: %s; put it on a function that is called", d.Name(), obj.Name(), why)
			return
		}
		m.Only, m.Reason = true, d.Reason
	case directive.Check:
		_, good, ok := role.Answer(obj.Type(), d.Outcome)
		if !ok {
			r.problem(d, "%s: %s has %s", strings.TrimSpace(d.Name()+" "+d.Outcome), obj.Name(), lacks(obj, d.Outcome))
			return
		}
		m.Check = good.String()
	case directive.Refusal:
		if !takesRefusal(obj.Type().(*types.Signature)) {
			r.problem(d, "%s: %s is given nothing that can be the refusal: want an error, a code or a text", d.Name(), obj.Name())
			return
		}
		m.Refusal = true
	}
}

// verb returns what m says.
func (m *Meaning) verb() directive.Verb {
	switch {
	case m.Only:
		return directive.Only
	case m.Check != "":
		return directive.Check
	case m.Refusal:
		return directive.Refusal
	}
	return ""
}

// uncallable says why no code calls obj; "" if code may.
func uncallable(obj types.Object) string {
	fn := obj.(*types.Func)
	switch free := fn.Signature().Recv() == nil; {
	case fn.Name() == "_", free && fn.Name() == "init", free && fn.Name() == "main" && fn.Pkg().Name() == "main":
		return "nothing calls it"
	}
	return ""
}

// lacks says what obj has no result for, or is not.
func lacks(obj types.Object, outcome string) string {
	what := "no result that is"
	if v, ok := obj.(*types.Var); ok {
		what = "no value that is"
		if _, function := v.Type().Underlying().(*types.Signature); function {
			what = "no result that is"
		}
	}
	switch outcome {
	case "nil":
		return what + " an error or a pointer"
	case "":
		return what + " a bool or an error: say which outcome shows the role"
	}
	return what + " a bool"
}

// takesRefusal reports whether a function's receiver or a parameter may be the refusal, or hold it.
func takesRefusal(sig *types.Signature) bool {
	if recv := sig.Recv(); recv != nil && carries(recv.Type()) {
		return true
	}
	for v := range sig.Params().Variables() {
		if carries(v.Type()) {
			return true
		}
	}
	return false
}

// carries reports whether values of type t may be the refusal, or hold it.
func carries(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return isCode(t) || u.Info()&types.IsString != 0
	case *types.Signature, *types.Chan:
		return false
	}
	return types.TypeString(t, nil) != "context.Context"
}

// isCode reports whether t is a type of integers that 9101 is one of.
func isCode(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0 && b.Kind() != types.Int8 && b.Kind() != types.Uint8
}
