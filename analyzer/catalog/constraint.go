package catalog

import (
	"go/types"
	"iter"
)

// terms yields the types that a constraint's unions name, not those of its methods. Where two
// unions intersect it may yield more than the type set holds.
func terms(t types.Type) iter.Seq[types.Type] {
	return func(yield func(types.Type) bool) { yieldTerms(t, yield) }
}

func yieldTerms(t types.Type, yield func(types.Type) bool) bool {
	switch u := t.Underlying().(type) {
	case *types.Interface:
		for e := range u.EmbeddedTypes() {
			if !yieldTerms(e, yield) {
				return false
			}
		}
		return true
	case *types.Union:
		for term := range u.Terms() {
			if !yieldTerms(term.Type(), yield) {
				return false
			}
		}
		return true
	}
	return yield(t)
}
