package engine

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/fold"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/summary"
)

// The texts that functions build are folded twice: for callers, where only parameters matter, by a program
// that is read for that alone; and for the function's own calls, by that which its executions are followed
// in, so that each way to build a text has its condition.

// folderOf returns the folder of a function for its callers.
func (pkg *Package) folderOf(fn *ssa.Function) *fold.Folder {
	f := pkg.folders[fn]
	if f == nil {
		p := program.New(fn, pkg.effects, program.Facts{NonNil: pkg.Cat.NonNil, Sentinel: pkg.sentinel, Answer: pkg.answer})
		f = fold.New(p, pkg.foldEnv(func(_, _ *program.Val) bdd.Ref { return bdd.True }))
		pkg.folders[fn] = f
	}
	return f
}

func (pkg *Package) foldEnv(chosen func(phi, e *program.Val) bdd.Ref) fold.Env {
	return fold.Env{Cat: pkg.Cat, Chosen: chosen, Returned: pkg.returned, Stored: pkg.storedTexts}
}

// takes returns the condition under which a phi takes the value e: a question of its own, to which
// nothing but e says yes.
func (f *Func) takes(phi, e *program.Val) bdd.Ref {
	return f.p.Answer(phi, f.pkg.number(question{kind: chosen, value: e}))
}

// returned implements [fold.Env].
func (pkg *Package) returned(call *ssa.Call, n int, path []string) ([]fold.Value, []fold.Input) {
	if fn := pkg.body(&call.Call); fn != nil {
		vs := pkg.textsOf(fn, n, path)
		return vs, pkg.folderOf(fn).Inputs()
	}
	known := pkg.abroad(&call.Call)
	if known == nil {
		return nil, nil
	}
	var vs []fold.Value
	var fields []summary.Field
	for _, t := range known.sum.Texts {
		if t.Result == n && t.Path == strings.Join(path, ".") {
			v, inputs := importText(t.Command)
			vs, fields = append(vs, v), inputs
		}
	}
	return vs, importInputs(fields)
}

// foldable reports whether a type is one that commands are built of.
func (pkg *Package) foldable(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0
	case *types.Slice:
		b, ok := u.Elem().Underlying().(*types.Basic)
		return ok && b.Info()&types.IsString != 0
	case *types.Pointer:
		n := namedType(t)
		return n != nil && pkg.Cat.ProcessOf(n) != nil
	}
	return false
}

// textsOf returns what result n of a function of the package, or a field of it, may be, in terms of its inputs.
func (pkg *Package) textsOf(fn *ssa.Function, n int, path []string) []fold.Value {
	const large = 128
	if n >= fn.Signature.Results().Len() || len(fn.Blocks) > large ||
		len(path) == 0 && !pkg.foldable(fn.Signature.Results().At(n).Type()) {
		return nil
	}
	key := resultKey{fn, n, strings.Join(path, ".")}
	if known, ok := pkg.texts[key]; ok {
		return known
	}
	pkg.texts[key] = nil // around a recursion
	f := pkg.folderOf(fn)
	var all []fold.Value
	for _, b := range f.P.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			for _, v := range f.At(ret, ret.Results[n], path) {
				if v = v.Forget(); !slices.ContainsFunc(all, v.Equal) {
					all = append(all, v)
				}
			}
		}
	}
	pkg.texts[key] = all
	return all
}

type resultKey struct {
	fn   *ssa.Function
	n    int
	path string
}

// storedTexts implements [fold.Env]: a field or package variable holds what the package stores there.
func (pkg *Package) storedTexts(loc *program.Loc) []fold.Value {
	if pkg.stored == nil {
		pkg.findStored()
	}
	key := storageKey{field: loc.Last()}
	if g, ok := loc.Root.SSA.(*ssa.Global); ok {
		key.global = g
		for _, s := range loc.Path {
			if s.Field == nil {
				return nil
			}
		}
	} else if key.field == nil {
		return nil
	}
	if key.field != nil {
		key.field = key.field.Origin()
	}
	var all []fold.Value
	for _, s := range pkg.stored[key] {
		f := pkg.folderOf(s.Parent())
		for _, v := range f.Any(s, s.Val) {
			v = v.Forget().Closed()
			if !slices.ContainsFunc(all, v.Equal) {
				all = append(all, v)
			}
		}
	}
	return all
}

// A storageKey is a package variable, a field of one, or a field by name.
type storageKey struct {
	global *ssa.Global
	field  *types.Var
}

// keyOf returns the place that an address is of, by name.
func keyOf(addr ssa.Value) storageKey {
	var key storageKey
	for {
		fa, ok := addr.(*ssa.FieldAddr)
		if !ok {
			break
		}
		if key.field == nil {
			if t, ok := fa.X.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct); ok {
				key.field = t.Field(fa.Field).Origin()
			}
		}
		addr = fa.X
	}
	key.global, _ = addr.(*ssa.Global)
	return key
}

// findStored collects the stores to fields and package variables of types that commands are built of.
func (pkg *Package) findStored() {
	pkg.stored = map[storageKey][]*ssa.Store{}
	fns := pkg.Funcs
	if init := pkg.SSA.Func("init"); init != nil && !slices.Contains(fns, init) {
		fns = append(slices.Clip(fns), init)
	}
	for _, fn := range fns {
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				s, ok := ins.(*ssa.Store)
				if !ok {
					continue
				}
				key := keyOf(s.Addr)
				if key.global != nil {
					pkg.stored[key] = append(pkg.stored[key], s)
					key.global = nil
				}
				if key.field != nil {
					pkg.stored[key] = append(pkg.stored[key], s)
				}
			}
		}
	}
}
