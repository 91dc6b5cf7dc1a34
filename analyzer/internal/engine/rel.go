package engine

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/summary"
)

// A Rel says which calls of a function return, and how: a relation between what
// holds of its arguments, its results, and the role. Calls that are not in it do
// not return.
type Rel struct {
	m     *bdd.Manager
	f     bdd.Ref
	ports []port // variable n of m is ports[n]

	// Lost holds, as a relation between arguments, for the calls in which a refusal is
	// lost untested although the call may not return.
	lost bdd.Ref

	// tests says that the function applies a refusal test to the parameter in question.
	tests bool
}

// A port is something that caller and callee both know.
type port struct {
	kind  summary.Kind
	n     int          // which parameter, result or assumption
	q     int          // paramAnswer, resultAnswer: the question
	form  catalog.Form // resultCarries
	field string       // of results: only this field of it
	is    string       // paramIs, resultIs: the constant, exactly
	of    subject      // held
}

// The kinds of ports.
const (
	paramBool     = summary.ParamBool
	paramNil      = summary.ParamNil
	paramAnswer   = summary.ParamAnswer
	resultBool    = summary.ResultBool
	resultNil     = summary.ResultNil
	resultAnswer  = summary.ResultAnswer
	resultCarries = summary.ResultCarries
	paramIs       = summary.ParamIs
	resultIs      = summary.ResultIs
	held          = summary.Held // the role is held for a subject, named in the callee's terms
	// sworn: the execution passed assumption n. Other packages take it for a check.
	sworn summary.Kind = 255
)

// var returns the number of a port's variable, a new one if need be.
func (r *Rel) variable(p port) int {
	if i := slices.Index(r.ports, p); i >= 0 {
		return i
	}
	r.ports = append(r.ports, p)
	return len(r.ports) - 1
}

func newRel() *Rel { return &Rel{m: bdd.New(), f: bdd.False, lost: bdd.False} }

// mentions reports whether the relation depends on any port for which is holds.
func (r *Rel) mentions(is func(port) bool) bool {
	found := false
	r.m.Support(r.f, func(v int) { found = found || is(r.ports[v]) })
	return found
}

// shows reports whether the relation depends on any port for which is holds by more than that an error which
// answers something is not nil.
func (r *Rel) shows(is func(port) bool) bool {
	found := false
	f := r.m.Exists(r.f, func(v int) bool { return r.ports[v].kind == resultAnswer })
	r.m.Support(f, func(v int) { found = found || is(r.ports[v]) })
	return found
}

// equal reports whether two relations of one function, computed alike, agree.
func (r *Rel) equal(o *Rel) bool {
	if r == nil || o == nil {
		return r == o
	}
	f, lost := r.take(o)
	return f == r.f && lost == r.lost
}

// take expresses another relation in terms of r's ports.
func (r *Rel) take(o *Rel) (f, lost bdd.Ref) {
	perm := make([]int, len(o.ports))
	for i, p := range o.ports {
		perm[i] = r.variable(p)
	}
	by := func(v int) bdd.Ref { return r.m.Var(perm[v]) }
	return r.m.Compose(o.m, o.f, by), r.m.Compose(o.m, o.lost, by)
}

// join adds what another relation allows.
func (r *Rel) join(o *Rel) {
	f, lost := r.take(o)
	r.f, r.lost = r.m.Or(r.f, f), r.m.Or(r.lost, lost)
}

// text writes the relation down: equal texts mean equal relations.
func (r *Rel) text() string {
	return fmt.Sprint(r.ports, r.m.Text(r.f), r.m.Text(r.lost))
}

// A relKey names one question about a function.
type relKey struct {
	fn      *ssa.Function
	param   int // 1 + the parameter that carries a refusal when the call begins, in form and field; or 0
	form    catalog.Form
	field   string
	dropped bool // the caller ignores the results
	suppose supposition
}

// result returns the value of result i of a call, or nil if the caller drops it.
func result(p *program.Program, call ssa.Value, i int) *program.Val {
	if call == nil {
		return nil
	}
	if v, ok := call.(*ssa.Call); ok && v.Call.Signature().Results().Len() == 1 {
		return p.Of(v)
	}
	for _, ref := range *call.Referrers() {
		if e, ok := ref.(*ssa.Extract); ok && e.Index == i {
			return p.Of(e)
		}
	}
	return nil
}
