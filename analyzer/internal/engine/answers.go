package engine

import (
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// answer implements [program.Facts]: what constants, fresh errors and wrappers answer.
func (p *Package) answer(prog *program.Program, v *program.Val, q int) (bdd.Ref, bool) {
	ask := p.questions[q]
	if ask.kind == chosen {
		return bdd.Of(v == ask.value), true
	}
	for _, w := range prog.Same(v) {
		if id, ok := p.identify(w); ok {
			return p.identityAnswers(id, ask)
		}
	}
	switch {
	case v.Kind == program.Pure && strings.HasPrefix(v.Op, "conv "):
		return prog.Answer(v.Args[0], q), true
	case v.Kind == program.Pure && strings.HasPrefix(v.Op, "iface "):
		return p.boxAnswers(prog, v, q)
	case v.Kind == program.Opaque:
		call, _ := callOf(v.SSA)
		if call == nil {
			break
		}
		if ask.what.fresh && p.Cat.Operation(callee(&call.Call)) != nil {
			return bdd.False, true // what an operation fails with is no sentinel of this package
		}
		if call == v.SSA {
			return p.callAnswers(prog, call, q)
		}
	}
	return bdd.False, false
}

func (p *Package) identityAnswers(id identity, ask question) (bdd.Ref, bool) {
	switch ask.kind {
	case same, wraps:
		return bdd.Of(id == ask.what), id == ask.what || id.excludes(ask.what)
	case is, holds:
		return bdd.Of(id.typ == ask.typ), id.typ != "" || id.fresh
	}
	if id.typ == "" {
		return bdd.False, false
	}
	says, never := p.codeSays(id, ask.text)
	return bdd.Of(says), says || never
}

// codeSays says whether the text of a constant error contains another, or certainly not: it is the
// refusal's, and the constant is another code.
func (p *Package) codeSays(id identity, text string) (says, never bool) {
	if strings.Contains("errno "+id.text, text) {
		return true, false
	}
	return false, p.Cat.Answers(catalog.Text, catalog.Refused, constant.MakeString(text)) &&
		!p.Cat.Answers(catalog.Error, catalog.Refused, constant.MakeInt64(id.code))
}

// callAnswers says what an error that a call makes answers: a fresh one is no other error, and wraps
// what it is given.
func (p *Package) callAnswers(prog *program.Program, c *ssa.Call, q int) (bdd.Ref, bool) {
	ask := p.questions[q]
	fn := callee(&c.Call)
	if fn == nil {
		return bdd.False, false
	}
	if newError(c) {
		if ask.kind == says {
			return textOf(c.Call.Args[0], ask.text)
		}
		return bdd.False, true
	}
	for _, row := range p.Cat.Flow(fn) {
		if row.Wraps && row.To.Spot().Kind == catalog.Result {
			return p.wrapperAnswers(prog, c, row.From.Spot(), q)
		}
	}
	return bdd.False, ask.kind == same && p.Cat.NonNil(fn)
}

// textOf says whether a text, if it is constant, contains another.
func textOf(v ssa.Value, part string) (bdd.Ref, bool) {
	k, ok := v.(*ssa.Const)
	if !ok || k.Value == nil || k.Value.Kind() != constant.String {
		return bdd.False, false
	}
	return bdd.Of(strings.Contains(constant.StringVal(k.Value), part)), true
}

// wrapperAnswers says what an error answers that wraps some of a call's arguments.
func (p *Package) wrapperAnswers(prog *program.Program, c *ssa.Call, from catalog.Spot, q int) (bdd.Ref, bool) {
	ask := p.questions[q]
	fresh := from.Kind == catalog.Args || from.Kind == catalog.Format
	if ask.kind == same || ask.kind == is {
		return bdd.False, fresh
	}
	known, exact := bdd.False, true
	args := []ssa.Value{operandAt(&c.Call, from)}
	if fresh {
		if args = variadicArgs(&c.Call); args == nil {
			return bdd.False, false
		}
	}
	if from.Kind == catalog.Format {
		fixed := c.Call.Signature().Params().Len() - 1
		if ask.kind == says {
			known, exact = textOf(c.Call.Args[0], ask.text)
		}
		args = args[fixed:]
	}
	for i, a := range args {
		if a == nil {
			return known, false
		}
		if mi, ok := a.(*ssa.MakeInterface); ok && !isErrorType(mi.X.Type()) {
			if from.Kind == catalog.Format && ask.kind == says {
				said, constant := textOf(mi.X, ask.text)
				known, exact = prog.M.Or(known, said), exact && constant
			}
			continue
		}
		if from.Kind == catalog.Format && ask.kind != says && formatVerb(&c.Call, i+c.Call.Signature().Params().Len()-1) != 'w' {
			continue
		}
		known = prog.M.Or(known, prog.Answer(prog.Of(a), q))
	}
	return known, exact
}

func isErrorType(t types.Type) bool {
	return types.Implements(t, types.Universe.Lookup("error").Type().Underlying().(*types.Interface))
}

// boxAnswers says what an error of a type that is no interface answers: it is none of the constants and
// sentinels of other types, and wraps what is in it if it unwraps at all.
func (p *Package) boxAnswers(prog *program.Program, v *program.Val, q int) (bdd.Ref, bool) {
	ask := p.questions[q]
	mi, ok := v.SSA.(*ssa.MakeInterface)
	if !ok {
		return bdd.False, false
	}
	t := mi.X.Type()
	switch ask.kind {
	case is:
		return bdd.Of(t.String() == ask.typ), true
	case same:
		return bdd.False, ask.what.fresh || ask.what.typ != "" && t.String() != ask.what.typ
	case says:
		return bdd.False, false
	case holds:
		if t.String() == ask.typ {
			return bdd.True, true
		}
	}
	has := func(name string) bool {
		obj, _, _ := types.LookupFieldOrMethod(t, true, prog.Fn.Pkg.Pkg, name)
		return obj != nil
	}
	if ask.kind == wraps && has("Is") || ask.kind == holds && has("As") {
		return bdd.False, false
	}
	if !has("Unwrap") {
		return bdd.False, ask.kind == holds || ask.what.fresh || ask.what.typ != "" && t.String() != ask.what.typ
	}
	alloc, ok := mi.X.(*ssa.Alloc)
	if !ok {
		return bdd.False, false
	}
	known := bdd.False
	for _, ref := range *alloc.Referrers() {
		switch ref := ref.(type) {
		case *ssa.FieldAddr:
			for _, use := range *ref.Referrers() {
				switch use := use.(type) {
				case *ssa.Store:
					if isErrorType(use.Val.Type()) {
						known = prog.M.Or(known, prog.Answer(prog.Of(use.Val), q))
					}
				case *ssa.DebugRef, *ssa.UnOp:
				default:
					return known, false
				}
			}
		case *ssa.MakeInterface, *ssa.DebugRef:
		default:
			return known, false
		}
	}
	return known, true
}
