package lower

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A frame is one call of a function whose body is being written out: of the declared function itself,
// or of a literal or function that it calls.
type frame struct {
	l       *lowerer
	sig     *types.Signature
	caller  *frame     // whose body this one becomes a part of; nil for a function that stays one
	running []ast.Node // what is being written out in this moment, as the source has it
	within  []ast.Node // the declared functions among it that the body stands in: these it would run again

	results []*types.Var // where results are put; nil if return statements stay
	end     *types.Label // where return statements go
	label   *types.Label // of the statement that comes next

	unwind  *unwind // its deferred calls, if it has any
	rescues *unwind // of the frame that this deferred call runs for: recover asks for its panic
	alone   bool    // it runs in a goroutine of its own

	lifted map[types.Object]bool // variables that functions use which are called before, or beyond, their declaration
}

// body rewrites a function's body in place.
func (f *frame) body(b *ast.BlockStmt, typ *ast.FuncType) {
	f.lifted = map[types.Object]bool{}
	f.bind(b)
	first := f.l.selectors(f.writtenOut()...)
	var last []ast.Stmt
	if defers(b) && f.l.liftable(b) {
		f.unwind = f.l.newUnwind()
		if f.end == nil {
			f.results = f.ownResults(typ, &first)
			f.end = f.l.label("end")
			last = []ast.Stmt{&ast.ReturnStmt{Results: f.l.uses(f.results)}}
		}
		first = append(first, f.unwind.declare(f.l))
	}
	list := f.list(b.List)
	if len(f.lifted) > 0 {
		first = append(first, f.l.lift(list, nil, f.lifted)...)
	}
	if u := f.unwind; u != nil {
		deferred := f.runDeferred()
		first = append(first, f.l.hoist(list, deferred)...)
		first = append(first, u.armed(f.l)...)
		list = append(list, deferred...)
	}
	b.List = append(first, append(list, last...)...)
}

// ownResults returns the variables that hold the results of a function that stays one, declaring
// those that have no name.
func (f *frame) ownResults(typ *ast.FuncType, first *[]ast.Stmt) []*types.Var {
	var vars []*types.Var
	res := f.sig.Results()
	named := namesOf(typ.Results)
	for i := range res.Len() {
		var v *types.Var
		if i < len(named) && named[i].Name != "_" {
			v = f.l.info.Defs[named[i]].(*types.Var)
		} else {
			v = f.l.variable("result", res.At(i).Type())
			*first = append(*first, f.l.declare(v))
		}
		vars = append(vars, v)
	}
	return vars
}

func namesOf(fields *ast.FieldList) []*ast.Ident {
	var names []*ast.Ident
	if fields != nil {
		for _, f := range fields.List {
			names = append(names, f.Names...)
		}
	}
	return names
}

// out returns where a return statement of the frame goes.
func (f *frame) out() *types.Label {
	if f.unwind != nil {
		return f.unwind.label
	}
	return f.end
}

// returned rewrites a return statement.
func (f *frame) returned(s *ast.ReturnStmt) []ast.Stmt {
	pre := f.operandList(&s.Results)
	if f.end == nil {
		return append(pre, s)
	}
	if len(s.Results) > 0 {
		put := &ast.AssignStmt{Lhs: f.l.uses(f.results), Tok: token.ASSIGN, Rhs: s.Results}
		pre = append(append(pre, f.l.selects(put)...), put)
	}
	return append(pre, f.l.jump(f.out()))
}
