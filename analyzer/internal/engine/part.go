package engine

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// A returnedPart is where a value is returned as a field of a struct.
type returnedPart struct {
	ret   *ssa.Return
	n     int // which result
	field string
}

// declareParts names what callers may know of the fields of results, and notes which values are returned
// so.
func (f *Func) declareParts() {
	f.parts = map[*program.Val][]returnedPart{}
	rs := f.SSA.Signature.Results()
	for n := range rs.Len() {
		s := structOf(rs.At(n).Type())
		if s == nil {
			continue
		}
		for field := range s.Fields() {
			if program.IsBool(field.Type()) || role.IsError(field.Type()) {
				f.declareOut(port{n: n, field: field.Name()}, field.Type())
			}
		}
		for _, b := range f.p.Blocks {
			ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
			if !ok {
				continue
			}
			for i := range s.NumFields() {
				if v := f.p.Part(f.p.Of(ret.Results[n]), i); plainField(v.Type) {
					f.parts[v] = append(f.parts[v], returnedPart{ret, n, s.Field(i).Name()})
				}
			}
		}
	}
}

// structOf returns the type of a struct that is small enough to be told apart by its fields, or nil.
func structOf(t types.Type) *types.Struct {
	const most = 16
	if s, ok := t.Underlying().(*types.Struct); ok && s.NumFields() <= most {
		return s
	}
	return nil
}

// hasParts reports whether some result is a struct with a truth value or an error in it.
func hasParts(results *types.Tuple) bool {
	for v := range results.Variables() {
		if s := structOf(v.Type()); s != nil {
			for field := range s.Fields() {
				if program.IsBool(field.Type()) || role.IsError(field.Type()) {
					return true
				}
			}
		}
	}
	return false
}

// plain reports whether the fields of a struct hold what they hold themselves.
func plain(t types.Type) bool {
	s := structOf(t)
	if s == nil {
		return false
	}
	for field := range s.Fields() {
		if !plainField(field.Type()) {
			return false
		}
	}
	return true
}

func plainField(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Basic, *types.Interface:
		return true
	}
	return false
}

// partNamed returns a field of the struct v, or v if the name is "".
func (f *Func) partNamed(v *program.Val, field string) *program.Val {
	if v == nil || field == "" {
		return v
	}
	if s := structOf(v.Type); s != nil {
		for i := range s.NumFields() {
			if s.Field(i).Name() == field {
				return f.p.Part(v, i)
			}
		}
	}
	return nil
}

// spreadParts follows e to the fields of a struct that it is, and to the returns of structs that it is in.
func (r *run) spreadParts(e *elem) {
	for i, part := range r.f.p.Parts(e.val) {
		if name := fieldName(e.val.Type, i); part != nil && (e.field == inside || e.field == name) {
			r.derive(e, carrier{val: part, form: e.form, field: fieldIn(part.Type)}, max(part.Block, 0))
		}
	}
	if e.field == "" {
		for _, part := range r.f.parts[e.val] {
			r.use(e, part.ret)
		}
	}
}
