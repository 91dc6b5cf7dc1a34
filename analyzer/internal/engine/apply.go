package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// What a called function says is in terms of its parameters: here it is put in terms of a call.

// param returns which parameter, or content of a captured variable, v is: see given.
func (f *Func) param(v *program.Val) (int, bool) {
	if v == nil {
		return 0, false
	}
	switch v.Kind {
	case program.Param:
		i := slices.IndexFunc(f.SSA.Params, func(p *ssa.Parameter) bool { return v.SSA == p })
		return i, i >= 0
	case program.Entry:
		if len(v.Loc.Path) > 0 {
			return 0, false
		}
		i := slices.IndexFunc(f.SSA.FreeVars, func(c *ssa.FreeVar) bool { return v.Loc.Root.SSA == c })
		return len(f.SSA.Params) + i, i >= 0
	}
	return 0, false
}

// given returns the value of parameter n of the function, or of what is in captured variable
// n - len(Params) when it begins; nil if there is none.
func (f *Func) given(n int) *program.Val {
	if n < len(f.SSA.Params) {
		return f.p.Of(f.SSA.Params[n])
	}
	n -= len(f.SSA.Params)
	if n >= len(f.SSA.FreeVars) {
		return nil
	}
	ptr, ok := f.SSA.FreeVars[n].Type().Underlying().(*types.Pointer)
	if !ok {
		return nil
	}
	return f.p.AtEntry(f.SSA.FreeVars[n], ptr.Elem())
}

// argument returns what a call gives for parameter n of the function it calls, or for the content of
// a captured variable; nil if that cannot be seen.
func (f *Func) argument(call ssa.CallInstruction, n int) *program.Val {
	args := call.Common().Args
	if call.Common().IsInvoke() {
		if n == 0 {
			return f.p.Of(call.Common().Value)
		}
		n--
	}
	if n < len(args) {
		return f.p.Of(args[n])
	}
	n -= len(args)
	if maker, _ := callOf(call.Common().Value); maker != nil && n < len(maker.Call.Args) {
		return f.p.Of(maker.Call.Args[n])
	}
	lit, ok := call.Common().Value.(*ssa.MakeClosure)
	if !ok || n >= len(lit.Bindings) {
		return nil
	}
	if _, runsHere := call.(*ssa.Call); !runsHere {
		return nil // go and defer: the variable may hold something else by then
	}
	return f.binding(call, lit, n)
}

// binding returns what captured variable n of a function literal holds at ins, or nil.
func (f *Func) binding(ins ssa.Instruction, lit *ssa.MakeClosure, n int) *program.Val {
	switch b := lit.Bindings[n].(type) {
	case *ssa.Alloc, *ssa.FreeVar:
		return f.p.Before(ins, b, b.Type().Underlying().(*types.Pointer).Elem())
	}
	return nil
}

// checksIn makes the subjects known that a callee asks about: without has to tell of them.
func (f *Func) checksIn(rel *Rel, call ssa.CallInstruction) {
	for _, p := range rel.ports {
		if p.kind == held {
			f.held(f.importSubject(p.of, call))
		}
	}
}

// exportSubject names s for callers: by a constant, or a parameter that is it; else by the parameter
// that is called after it (docs/rule.md section 8).
func (f *Func) exportSubject(s subject) subject {
	return subject{f.exportName(s.zone, role.NamesZone), f.exportName(s.server, role.NamesServer)}
}

func (f *Func) exportName(n name, says func(string) bool) name {
	if i, ok := f.param(n.val); ok {
		return name{param: i + 1}
	}
	if n.text != "" {
		return name{text: n.text}
	}
	return f.named(says)
}

// named returns the only parameter whose name says that it is the zone, or the server.
func (f *Func) named(says func(string) bool) name {
	found := name{}
	for i, p := range f.SSA.Params {
		if says(p.Name()) {
			if found.param > 0 {
				return name{}
			}
			found = name{param: i + 1}
		}
	}
	return found
}

// importSubject names s, a callee's subject, in terms of a call's arguments; what is named in terms of
// the caller already stays.
func (f *Func) importSubject(s subject, call ssa.CallInstruction) subject {
	at := func(n name, norm func(*program.Val) name) name {
		if n.param == 0 {
			return n
		}
		return norm(f.argument(call, n.param-1))
	}
	return subject{at(s.zone, zoneName), at(s.server, serverName)}
}

// applyRef expresses a callee's relation, or part g of it, in terms of a call of it. known gives what the
// call itself does not show of ports: when results carry the refusal, what functions yield that the callee is
// given, which assumptions it passes. Of others, nothing is known.
func (f *Func) applyRef(rel *Rel, g bdd.Ref, call ssa.CallInstruction, known map[port]bdd.Ref) bdd.Ref {
	by := make(map[int]bdd.Ref, len(rel.ports))
	for i, p := range rel.ports {
		if is, ok := known[p]; ok {
			by[i] = is
		} else if is, ok := f.shownBy(call, p); ok {
			by[i] = is
		}
	}
	g = rel.m.Exists(g, func(n int) bool { _, known := by[n]; return !known })
	return f.p.M.Compose(rel.m, g, func(n int) bdd.Ref { return by[n] })
}

// shownBy expresses a port of a callee in terms of a call of it, if the call shows it.
func (f *Func) shownBy(call ssa.CallInstruction, p port) (is bdd.Ref, ok bool) {
	var v *program.Val
	switch p.kind {
	case paramBool, paramNil, paramAnswer, paramIs:
		if p.field == "" {
			v = f.argument(call, p.n)
		}
	case resultBool, resultNil, resultAnswer, resultIs:
		if value := call.Value(); value != nil {
			v = f.partNamed(result(f.p, value, p.n), p.field)
		}
	case held:
		return f.held(f.importSubject(p.of, call)), true
	}
	switch {
	case v == nil:
		return bdd.False, false
	case p.kind == paramIs || p.kind == resultIs:
		return f.isConstant(v, p.is)
	}
	return f.say(p, v), true
}
