package lower

import (
	"go/ast"
	"go/types"
	"slices"
)

// reach is what must be known of a package's functions to decide whose calls are written out.
type reach struct {
	performs map[*types.Func]bool // what the library is asked about, themselves or through others
	matters  map[*types.Func]bool // what decides about it
	stay     map[*types.Func]bool // functions whose calls stay calls
	sizes    map[*types.Func]int
	uses     map[*types.Func]int // how often the package mentions them
	callees  map[*types.Func][]*types.Func
}

// findReach looks through the bodies of the package once.
func (l *lowerer) findReach(files []*ast.File) *reach {
	r := &reach{
		performs: map[*types.Func]bool{},
		matters:  map[*types.Func]bool{},
		stay:     map[*types.Func]bool{},
		sizes:    map[*types.Func]int{},
		uses:     map[*types.Func]int{},
		callees:  map[*types.Func][]*types.Func{},
	}
	callers := map[*types.Func][]*types.Func{}
	var performing, mattering []*types.Func
	for fn, d := range l.decls {
		r.sizes[fn] = nodes(d.Body)
		l.named(d.Body, map[*types.Var]bool{}, func(callee *types.Func) {
			r.uses[callee]++
			callers[callee] = append(callers[callee], fn)
			if l.decls[callee] != nil {
				r.callees[fn] = append(r.callees[fn], callee)
			}
			if !r.performs[fn] && l.lib.Performs(callee) {
				r.performs[fn] = true
				performing = append(performing, fn)
			}
		})
		if l.lib.Matters(fn) {
			r.matters[fn] = true
			mattering = append(mattering, fn)
		}
	}
	withCallers(r.performs, performing, callers)
	withCallers(r.matters, mattering, callers)
	open := l.findOpen(files)
	recursive := recursions(r.callees)
	for fn := range l.decls {
		r.stay[fn] = r.performs[fn] && (open[fn] || recursive[fn]) || l.lib.Stays(fn)
	}
	return r
}

// named calls visit for the functions that n names, and those in tables that it names.
func (l *lowerer) named(n ast.Node, seen map[*types.Var]bool, visit func(*types.Func)) {
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		switch obj := l.info.Uses[id].(type) {
		case *types.Func:
			visit(obj.Origin())
		case *types.Var:
			if t := l.tables[obj]; t != nil && !seen[obj] {
				seen[obj] = true
				l.named(t.value, seen, visit)
			}
		}
		return true
	})
}

// findOpen finds the functions that may be called from where the package does not show it: they are
// judged by themselves, and so their calls stay calls.
func (l *lowerer) findOpen(files []*ast.File) map[*types.Func]bool {
	open := map[*types.Func]bool{}
	called := map[*ast.Ident]bool{}
	methods := map[string]bool{} // of interfaces that the package writes
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				switch fun := ast.Unparen(n.Fun).(type) {
				case *ast.Ident:
					called[fun] = true
				case *ast.SelectorExpr:
					called[fun.Sel] = true
				}
			case *ast.InterfaceType:
				for _, name := range namesOf(n.Methods) {
					methods[name.Name] = true
				}
			}
			return true
		})
	}
	for _, d := range l.decls {
		if !l.apart(d) {
			for _, s := range l.methodValues(d.Body) {
				called[(*s.at).(*ast.SelectorExpr).Sel] = true // it will be: see spellOut
			}
		}
	}
	for id, obj := range l.info.Uses {
		if fn, ok := obj.(*types.Func); ok && !called[id] {
			open[fn.Origin()] = true
		}
	}
	for fn := range l.decls {
		name := fn.Name()
		switch {
		case fn.Signature().Recv() != nil:
			open[fn] = open[fn] || fn.Exported() || methods[name]
		case name == "init" || name == "main":
			open[fn] = true
		default:
			open[fn] = open[fn] || fn.Exported() && fn.Pkg().Name() != "main"
		}
	}
	return open
}

// recursions finds the functions that call themselves, directly or not: the strongly connected
// components of the call graph, as Tarjan finds them.
func recursions(callees map[*types.Func][]*types.Func) map[*types.Func]bool {
	found := map[*types.Func]bool{}
	index, low := map[*types.Func]int{}, map[*types.Func]int{}
	var stack []*types.Func
	var visit func(fn *types.Func)
	visit = func(fn *types.Func) {
		index[fn] = len(index) + 1
		low[fn] = index[fn]
		stack = append(stack, fn)
		for _, c := range callees[fn] {
			switch {
			case index[c] == 0:
				visit(c)
				low[fn] = min(low[fn], low[c])
			case slices.Contains(stack, c):
				low[fn] = min(low[fn], index[c])
			}
		}
		if low[fn] != index[fn] {
			return
		}
		at := slices.Index(stack, fn)
		component := stack[at:]
		for _, c := range component {
			found[c] = len(component) > 1 || slices.Contains(callees[c], c)
		}
		stack = stack[:at:at]
	}
	for fn := range callees {
		if index[fn] == 0 {
			visit(fn)
		}
	}
	return found
}

// worth reports whether a call of fn is written out for what it says about an operation in the function
// in hand.
func (l *lowerer) worth(fn *types.Func) bool {
	return l.reach.performs[l.function] && l.size <= bounds.worth && l.decls[fn] != nil && l.reach.decides(fn)
}

// callsWorth reports whether fn has such calls.
func (l *lowerer) callsWorth(fn *types.Func) bool {
	return l.reach.performs[fn] && slices.ContainsFunc(l.reach.callees[fn], func(c *types.Func) bool {
		return !l.reach.stay[c] && l.reach.decides(c)
	})
}

// decides reports whether fn performs an operation, or matters to one, or is small. Two calls of a
// function that is given nothing yield two values, whatever it reads: docs/rule.md section 8, "Values".
func (r *reach) decides(fn *types.Func) bool {
	sig := fn.Signature()
	asks := sig.Recv() == nil && sig.Params().Len() == 0 && sig.Results().Len() > 0 && isBasic(sig.Results().At(0).Type())
	return r.performs[fn] || r.matters[fn] || r.sizes[fn] <= bounds.small && !(asks && r.uses[fn] > 1)
}

func isBasic(t types.Type) bool {
	_, ok := t.Underlying().(*types.Basic)
	return ok
}
