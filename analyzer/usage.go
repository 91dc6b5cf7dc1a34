package analyzer

import (
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// A usage says for what reasons a package that names a function may have a finding or a fact.
type usage struct {
	operates bool // the function performs an operation
	runs     bool // the function runs commands, which may be operations
	informed bool // it has a fact that matters, or builds messages that others may send
}

// usageOf looks at all functions and variables of others that a package names, and at its directives.
func usageOf(pass *analysis.Pass, cat *catalog.Catalog, decl *declarations) usage {
	u := usage{operates: len(decl.own) > 0 || len(decl.assumed) > 0}
	facts := map[types.Object]bool{} // whether it performs an operation
	for _, f := range pass.AllObjectFacts() {
		if matters(f) {
			s, ok := f.Fact.(*Summary)
			facts[f.Object] = ok && len(s.Performs) > 0
		}
	}
	for _, obj := range pass.TypesInfo.Uses {
		fn, ok := obj.(*types.Func)
		if ok {
			fn = fn.Origin()
			obj = fn
			if op := cat.Operation(fn); op != nil && len(op.Command) > 0 {
				u.runs = true
			} else {
				u.operates = u.operates || op != nil || mayStandFor(cat, fn) || decl.operation(fn) != nil
			}
		}
		u.informed = u.informed || cat.Builds(obj) || decl.saysByRow(fn)
		if operates, known := facts[obj]; known {
			u.informed = true
			u.operates = u.operates || operates
		}
	}
	return u
}

// mayStandFor reports whether fn is a method of a type parameter that may stand for an operation of the
// catalogue.
func mayStandFor(cat *catalog.Catalog, fn *types.Func) bool {
	recv := fn.Signature().Recv()
	return recv != nil && types.IsInterface(recv.Type()) && cat.Named(fn.Name())
}

// matters reports whether a fact can give rise to a finding by itself.
func matters(f analysis.ObjectFact) bool {
	s, ok := f.Fact.(*Summary)
	return !ok || s.Matters()
}
