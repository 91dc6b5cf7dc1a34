package catalog

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// Match returns the operation that call performs, judged by the static types alone: a call of
// an operation's function or method, however it is written, whose receiver counts (see
// [Counts]). What a func value holds is not looked at. A match of a row with Update or Unless
// still hangs on the values: whether the message carries DNSSEC records, whether the
// receiver's field has the bits.
func (c *Catalog) Match(info *types.Info, call *ast.CallExpr) (*Operation, bool) {
	fn, ok := typeutil.Callee(info, call).(*types.Func)
	if !ok {
		return nil, false
	}
	sel, _ := unindexed(call.Fun).(*ast.SelectorExpr)
	op := c.Operation(fn)
	if op == nil && sel != nil {
		op = c.constrained(info, sel)
	}
	if op == nil {
		return nil, false
	}
	if sel == nil {
		return op, true // a function, dot-imported
	}
	if !Counts(op, info, sel) {
		return nil, false
	}
	// In (*dns.DNSKEY).Generate(&k.DNSKEY, 2048) the receiver is the first argument.
	if s := info.Selections[sel]; s != nil && s.Kind() == types.MethodExpr && len(call.Args) > 0 {
		return op, !op.takenFrom(info, call.Args[0])
	}
	return op, true
}

// Counts reports whether sel, which names op's function or method in a call, a method value or
// a method expression, does so in a way that counts. It does not when the receiver is, or is
// taken out of, one of the types in NotThrough: dns.KEY is a transaction key although it embeds
// a DNSKEY and has its methods, and so is the DNSKEY in it.
func Counts(op *Operation, info *types.Info, sel *ast.SelectorExpr) bool {
	s := info.Selections[sel]
	if s == nil || len(op.NotThrough) == 0 {
		return true
	}
	if op.throughPath(s.Recv(), s.Index()) {
		return false
	}
	return s.Kind() == types.MethodExpr || !op.takenFrom(info, sel.X)
}

// Excludes reports whether a receiver that is a value of type t, or a field taken out of one,
// does not count. Pointers and aliases to t's name are looked through.
func (op *Operation) Excludes(t types.Type) bool {
	n := namedOf(t)
	if n == nil || n.Pkg() == nil {
		return false
	}
	for _, name := range op.NotThrough {
		if s, err := parseName(name, errName); err == nil && s.name == n.Name() && s.pkg == n.Pkg().Path() {
			return true
		}
	}
	return false
}

// throughPath reports whether the path of embedded fields from t to the type that has the
// method or field at index goes through an excluded type.
func (op *Operation) throughPath(t types.Type, index []int) bool {
	for _, i := range index[:len(index)-1] {
		if op.Excludes(t) {
			return true
		}
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok {
			return false // an interface embedded in a constraint
		}
		t = st.Field(i).Type()
	}
	return op.Excludes(t)
}

// takenFrom reports whether x names a field of an excluded type: k.DNSKEY, &s.keys[i].DNSKEY.
func (op *Operation) takenFrom(info *types.Info, x ast.Expr) bool {
	for {
		switch e := ast.Unparen(x).(type) {
		case *ast.StarExpr:
			x = e.X
		case *ast.UnaryExpr:
			if e.Op != token.AND {
				return false
			}
			x = e.X
		case *ast.SelectorExpr:
			s := info.Selections[e]
			if s == nil || s.Kind() != types.FieldVal {
				return false
			}
			if op.throughPath(s.Recv(), s.Index()) {
				return true
			}
			x = e.X
		default:
			return false
		}
	}
}

// constrained returns the operation that a method of a type parameter stands for: in a function
// with K interface{ *dns.DNSKEY; Generate(int) (crypto.PrivateKey, error) } the constraint's
// types say whose method it is. One such type is enough.
func (c *Catalog) constrained(info *types.Info, sel *ast.SelectorExpr) *Operation {
	s := info.Selections[sel]
	if s == nil {
		return nil
	}
	param, ok := types.Unalias(s.Recv()).(*types.TypeParam)
	if !ok {
		return nil
	}
	for t := range terms(param.Constraint()) {
		obj, index, _ := types.LookupFieldOrMethod(t, true, param.Obj().Pkg(), sel.Sel.Name)
		fn, ok := obj.(*types.Func)
		if !ok {
			continue
		}
		if op := c.Operation(fn); op != nil && !op.throughPath(t, index) {
			return op
		}
	}
	return nil
}

func unindexed(e ast.Expr) ast.Expr {
	switch e := ast.Unparen(e).(type) {
	case *ast.IndexExpr:
		return ast.Unparen(e.X)
	case *ast.IndexListExpr:
		return ast.Unparen(e.X)
	default:
		return e
	}
}
