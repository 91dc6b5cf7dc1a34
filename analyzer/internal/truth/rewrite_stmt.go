package truth

import (
	"fmt"
	"go/ast"
	"go/token"
)

func (in *instrumenter) stmts(list []ast.Stmt) []ast.Stmt {
	var out []ast.Stmt
	after := in.after
	for i, s := range list {
		in.after = nil
		if i == len(list)-1 {
			in.after = after
		} else if l, ok := list[i+1].(*ast.LabeledStmt); ok {
			in.after = []string{"goto " + l.Label.Name}
		}
		out = append(out, in.stmt(s)...)
	}
	in.after = after
	return out
}

func (in *instrumenter) block(b *ast.BlockStmt) {
	if b != nil {
		b.List = in.stmts(b.List)
	}
}

// use marks e as a condition that the program depends on.
func (in *instrumenter) use(e ast.Expr) ast.Expr {
	if e == nil {
		return nil
	}
	return lab("Use", lab("Begin"), in.expr(e))
}

// simple rewrites a statement that stays one statement.
func (in *instrumenter) simple(s ast.Stmt) ast.Stmt {
	if s == nil {
		return nil
	}
	return in.stmt(s)[0]
}

func (in *instrumenter) stmt(s ast.Stmt) []ast.Stmt {
	switch s := s.(type) {
	case *ast.AssignStmt:
		in.assign(s)
	case *ast.ExprStmt:
		dropped := isBool(in.info.TypeOf(s.X))
		s.X = in.expr(s.X)
		if dropped {
			s.X = lab("Drop", lab("Begin"), s.X)
		}
	case *ast.DeclStmt:
		in.genDecl(s.Decl.(*ast.GenDecl))
	case *ast.ReturnStmt:
		for i, e := range s.Results {
			if in.root && isBool(in.info.TypeOf(e)) {
				s.Results[i] = in.use(e)
			} else {
				s.Results[i] = in.expr(e)
			}
		}
	case *ast.IfStmt:
		s.Init = in.simple(s.Init)
		if s.Else == nil && in.vain(s.Body.List) {
			s.Cond = lab("Vain", lab("Begin"), in.expr(s.Cond))
		} else {
			s.Cond = in.use(s.Cond)
		}
		in.block(s.Body)
		s.Else = in.simple(s.Else)
	case *ast.BlockStmt:
		in.block(s)
	case *ast.LabeledStmt:
		inner := in.stmt(s.Stmt)
		last := len(inner) - 1
		s.Stmt = inner[last]
		return append(inner[:last:last], s)
	case *ast.ForStmt:
		enter, tick := in.loop(s)
		s.Init = in.simple(s.Init)
		s.Cond = in.use(s.Cond)
		s.Post = in.simple(s.Post)
		in.after = []string{"continue"}
		in.block(s.Body)
		s.Body.List = append([]ast.Stmt{tick}, s.Body.List...)
		return []ast.Stmt{enter, s}
	case *ast.RangeStmt:
		enter, tick := in.loop(s)
		s.X = in.expr(s.X)
		in.after = []string{"continue"}
		in.block(s.Body)
		s.Body.List = append([]ast.Stmt{tick}, s.Body.List...)
		return []ast.Stmt{enter, s}
	case *ast.SwitchStmt:
		return []ast.Stmt{in.switchStmt(s)}
	case *ast.TypeSwitchStmt:
		s.Init = in.simple(s.Init)
		s.Assign = in.simple(s.Assign)
		for _, c := range s.Body.List {
			in.clause(c.(*ast.CaseClause), func(e ast.Expr) ast.Expr { return in.expr(e) })
		}
	case *ast.SelectStmt:
		for _, c := range s.Body.List {
			cc := c.(*ast.CommClause)
			cc.Comm = in.simple(cc.Comm)
			cc.Body = in.stmts(cc.Body)
		}
	case *ast.DeferStmt:
		s.Call = in.callStmt(s.Call)
	case *ast.GoStmt:
		// One schedule is enough to show that an execution exists: at once.
		return []ast.Stmt{&ast.ExprStmt{X: in.callStmt(s.Call)}}
	case *ast.SendStmt:
		s.Chan, s.Value = in.expr(s.Chan), in.expr(s.Value)
	}
	return []ast.Stmt{s}
}

func (in *instrumenter) callStmt(c *ast.CallExpr) *ast.CallExpr { return in.expr(c).(*ast.CallExpr) }

// loop returns the statements that count its iterations.
func (in *instrumenter) loop(s ast.Stmt) (enter, tick ast.Stmt) {
	id := in.line(s)
	return &ast.ExprStmt{X: lab("Enter", id)}, &ast.ExprStmt{X: lab("Tick", id)}
}

// set rewrites the value that goes into a bool variable.
func (in *instrumenter) set(target *ast.Ident, value ast.Expr) ast.Expr {
	value = in.expr(value)
	if target.Name == "_" {
		return lab("Drop", lab("Begin"), value)
	}
	obj := in.info.ObjectOf(target)
	read := ast.NewIdent(fmt.Sprint(in.read[obj]))
	return lab("Set", lab("Begin"), in.key(obj), read, value)
}

func (in *instrumenter) assign(s *ast.AssignStmt) {
	for i, e := range s.Rhs {
		id := asIdent(s.Lhs[i])
		if len(s.Lhs) == len(s.Rhs) && id != nil && isBool(in.info.TypeOf(e)) {
			if obj := in.info.ObjectOf(id); id.Name == "_" || obj != nil && isBoolVar(obj) {
				if id.Name == "_" && asIdent(e) != nil {
					continue // it only keeps the compiler quiet: no read
				}
				s.Rhs[i] = in.set(id, e)
				continue
			}
		}
		s.Rhs[i] = in.expr(e)
	}
}

func (in *instrumenter) genDecl(d *ast.GenDecl) {
	if d.Tok != token.VAR {
		return
	}
	for _, spec := range d.Specs {
		vs := spec.(*ast.ValueSpec)
		for i, v := range vs.Values {
			if len(vs.Names) == len(vs.Values) && isBoolVar(in.info.Defs[vs.Names[i]]) {
				vs.Values[i] = in.set(vs.Names[i], v)
			} else {
				vs.Values[i] = in.expr(v)
			}
		}
		vs.Type = in.expr(vs.Type)
	}
}
