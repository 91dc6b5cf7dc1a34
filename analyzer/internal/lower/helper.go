package lower

import (
	"go/ast"
	"go/types"
)

// What a called function panics with goes through the deferred calls of its callers. Where there are
// any, calls of small functions that may panic are written out too: must(ok), check(err).

// mayUnwind reports whether a call may run the deferred calls of the function that it stands in, by a
// panic or by the end of the goroutine, and is worth to be written out for that.
func (f *frame) mayUnwind(fn *types.Func) bool {
	return f.l.size < bounds.helpers && f.unwinding() != nil && f.l.helpers[fn]
}

// findHelpers finds the small functions that panic or end the goroutine, themselves or through others.
func (l *lowerer) findHelpers() map[*types.Func]bool {
	helpers := map[*types.Func]bool{}
	callers := map[*types.Func][]*types.Func{}
	var work []*types.Func
	for fn, d := range l.decls {
		if l.reach.sizes[fn] > bounds.helper {
			continue
		}
		own(d.Body, func(n ast.Node) {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return
			}
			callee := l.callee(call)
			callers[callee] = append(callers[callee], fn)
			if !helpers[fn] && (l.builtin(call) == "panic" || callee != nil && l.lib.Unwinds(callee)) {
				helpers[fn] = true
				work = append(work, fn)
			}
		})
	}
	return withCallers(helpers, work, callers)
}

func nodes(n ast.Node) int {
	count := 0
	ast.Inspect(n, func(ast.Node) bool {
		count++
		return true
	})
	return count
}
