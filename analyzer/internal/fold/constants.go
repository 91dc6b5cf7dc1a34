package fold

import (
	"go/constant"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// constants returns the constants that are put into what v points to, at any depth, as texts: also those that
// a function is given which makes it.
func (f *Folder) constants(at ssa.Instruction, v *program.Val) []string {
	var words []string
	seen := map[ssa.Value]bool{}
	var visit func(v ssa.Value)
	visit = func(v ssa.Value) {
		if v == nil || seen[v] {
			return
		}
		seen[v] = true
		switch x := v.(type) {
		case *ssa.Const:
			var word string
			switch {
			case x.Value == nil:
				return
			case x.Value.Kind() == constant.String:
				word = constant.StringVal(x.Value)
			default:
				word = x.Value.ExactString()
			}
			if !slices.Contains(words, word) {
				words = append(words, word)
			}
		case *ssa.MakeInterface:
			visit(x.X)
		case *ssa.ChangeType:
			visit(x.X)
		case *ssa.Convert:
			visit(x.X)
		case *ssa.Alloc:
			for _, ref := range *x.Referrers() {
				if fa, ok := ref.(*ssa.FieldAddr); ok {
					for _, use := range *fa.Referrers() {
						if st, ok := use.(*ssa.Store); ok && st.Addr == fa {
							visit(st.Val)
						}
					}
				}
			}
		case *ssa.Call:
			for _, a := range x.Call.Args {
				visit(a)
			}
		}
	}
	for _, w := range f.P.Same(v) {
		visit(w)
	}
	visit(v.SSA)
	return words
}
