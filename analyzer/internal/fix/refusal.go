package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// A Refusal says how a call is refused.
type Refusal struct {
	Handle  string    // the test that the catalogue proposes
	Carried []Carrier // any one of them has it
	NonNil  []int     // results that are not nil when the call is refused
	Nil     []int     // results that are nil then
}

// A Carrier is a result of the call, or a field of it, that carries the refusal.
type Carrier struct {
	Result int
	Field  string
	Form   catalog.Form
}

// TestRefusal puts a refusal test right behind the call whose left parenthesis is at pos, with a return of an error
// where it finds the refusal. It returns nil where the call's statement has no room for one, where the function
// returns no error, and where no result can be tested as the catalogue proposes.
func (s *Source) TestRefusal(pos token.Pos, r Refusal) []analysis.TextEdit {
	call, path, file := s.call(pos)
	if call == nil {
		return nil
	}
	for len(path) > 0 {
		if _, paren := path[0].(*ast.ParenExpr); !paren {
			break
		}
		path = path[1:]
	}
	sig := s.function(path)
	if sig == nil || len(path) < 2 {
		return nil
	}
	for _, c := range r.Carried {
		t := &refusalTest{
			src: s, refusal: r, carrier: c, call: call, path: path, file: file, sig: sig,
			names: s.names(file, call.End()), handle: parseHandle(r.Handle),
		}
		if t.handle == nil || t.handle.form != c.Form {
			continue
		}
		if edits, ok := t.write(); ok {
			return append(edits, t.names.imports()...)
		}
	}
	return nil
}

type refusalTest struct {
	src     *Source
	refusal Refusal
	carrier Carrier
	handle  *handle
	call    *ast.CallExpr
	path    []ast.Node // around it, innermost first
	file    *ast.File
	sig     *types.Signature // of the function it is in
	names   *names
	line    line // of the statement that it is in
}

// write edits the statement that the call is in.
func (t *refusalTest) write() ([]analysis.TextEdit, bool) {
	var ok bool
	if t.line, ok = t.src.line(t.path); !ok {
		return nil, false
	}
	edits, ok := t.inStatement()
	return t.line.open(edits), ok
}

func (t *refusalTest) inStatement() ([]analysis.TextEdit, bool) {
	switch stmt := t.path[0].(type) {
	case *ast.ExprStmt:
		return t.ignored(stmt, stmt.Pos(), stmt.Pos())
	case *ast.AssignStmt:
		if len(stmt.Rhs) != 1 {
			return nil, false
		}
		switch parent := t.path[1].(type) {
		case *ast.IfStmt:
			if parent.Init == stmt {
				return t.inIf(stmt, parent)
			}
		case *ast.BlockStmt:
			return t.assigned(stmt, parent.List)
		case *ast.CaseClause:
			return t.assigned(stmt, parent.Body)
		case *ast.CommClause:
			return t.assigned(stmt, parent.Body)
		}
	case *ast.ReturnStmt:
		return t.returned(stmt)
	}
	return nil, false
}

// ignored turns a call whose results nobody takes into the head of a condition; what stands from and to is
// replaced.
func (t *refusalTest) ignored(stmt ast.Stmt, from, to token.Pos) ([]analysis.TextEdit, bool) {
	results := t.results()
	vars := slices.Repeat([]string{"_"}, len(results))
	name := t.valueName()
	if t.carrier.Result >= len(vars) {
		return nil, false
	}
	vars[t.carrier.Result] = name
	branch, ok := t.branch(name, t.line.indent, false)
	if !ok {
		return nil, false
	}
	return []analysis.TextEdit{
		{Pos: from, End: to, NewText: []byte("if " + strings.Join(vars, ", ") + " := ")},
		insert(stmt.End(), "; "+strings.TrimPrefix(branch, "if ")),
	}, true
}

// assigned puts the test behind an assignment, or behind the check for an error that is none of the refusal's.
func (t *refusalTest) assigned(stmt *ast.AssignStmt, list []ast.Stmt) ([]analysis.TextEdit, bool) {
	if !slices.ContainsFunc(stmt.Lhs, func(x ast.Expr) bool { return !blank(x) }) {
		return t.ignored(stmt, stmt.Pos(), t.call.Pos())
	}
	if t.carrier.Result >= len(stmt.Lhs) {
		return nil, false
	}
	name, edits, ok := t.taken(stmt)
	if !ok {
		return nil, false
	}
	var behind ast.Stmt = stmt
	if next := t.errorCheck(stmt, list); next != nil {
		behind = next
	}
	indent := t.line.indent
	branch, ok := t.branch(name, indent, behind != stmt)
	if !ok {
		return nil, false
	}
	return append(edits, insert(t.line.end(behind.End()), "\n"+indent+branch)), true
}

// taken returns the variable that an assignment puts the result into, and makes one if there is none.
func (t *refusalTest) taken(stmt *ast.AssignStmt) (name string, edits []analysis.TextEdit, ok bool) {
	at := stmt.Lhs[t.carrier.Result]
	if !blank(at) {
		return types.ExprString(at), nil, plain(at)
	}
	name = t.fresh(t.valueName(), stmt.Pos())
	return name, []analysis.TextEdit{replace(at, name)}, stmt.Tok == token.DEFINE
}

// errorCheck returns the statement behind an assignment that leaves the function, or the loop, with an error that
// is nil when the call is refused.
func (t *refusalTest) errorCheck(stmt *ast.AssignStmt, list []ast.Stmt) ast.Stmt {
	i := slices.Index(list, ast.Stmt(stmt))
	if i < 0 || i+1 == len(list) {
		return nil
	}
	check, ok := list[i+1].(*ast.IfStmt)
	if !ok || check.Init != nil || check.Else != nil || len(check.Body.List) == 0 {
		return nil
	}
	n := t.nonNilIn(check.Cond, stmt)
	if n < 0 || !slices.Contains(t.refusal.Nil, n) || n == t.carrier.Result {
		return nil
	}
	switch check.Body.List[len(check.Body.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return check
	}
	return nil
}

// nonNilIn returns the result of which a condition says, and no more, that it is not nil; else -1.
func (t *refusalTest) nonNilIn(cond ast.Expr, stmt *ast.AssignStmt) int {
	c, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || c.Op != token.NEQ || !t.src.Info.Types[c.Y].IsNil() {
		return -1
	}
	id, ok := ast.Unparen(c.X).(*ast.Ident)
	if !ok {
		return -1
	}
	obj := t.src.Info.ObjectOf(id)
	return slices.IndexFunc(stmt.Lhs, func(x ast.Expr) bool {
		lhs, ok := x.(*ast.Ident)
		return ok && t.src.Info.ObjectOf(lhs) == obj && obj != nil
	})
}

// inIf puts the test on the side of an if statement that its call takes when it is refused.
func (t *refusalTest) inIf(stmt *ast.AssignStmt, parent *ast.IfStmt) ([]analysis.TextEdit, bool) {
	n := t.nonNilIn(parent.Cond, stmt)
	if n < 0 || t.carrier.Result >= len(stmt.Lhs) {
		return nil, false
	}
	name, edits, ok := t.taken(stmt)
	if !ok {
		return nil, false
	}
	indent := t.line.indent
	carries := n == t.carrier.Result && t.carrier.Field == ""
	var into *ast.BlockStmt
	switch isNil := slices.Contains(t.refusal.Nil, n); {
	case carries || slices.Contains(t.refusal.NonNil, n):
		into = parent.Body
	case isNil && parent.Else == nil:
		branch, ok := t.branch(name, indent, true)
		return append(edits, insert(parent.Body.Rbrace+1, " else "+branch)), ok
	case isNil:
		into, _ = parent.Else.(*ast.BlockStmt)
	}
	if into == nil {
		return nil, false
	}
	branch, ok := t.branch(name, indent+"\t", true)
	return append(edits, insert(t.line.end(into.Lbrace+1), "\n"+indent+"\t"+branch)), ok
}

// returned takes the results of a returned call apart.
func (t *refusalTest) returned(stmt *ast.ReturnStmt) ([]analysis.TextEdit, bool) {
	if len(stmt.Results) != 1 {
		return nil, false
	}
	switch t.path[1].(type) {
	case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
	default:
		return nil, false
	}
	var vars []string
	for n, typ := range t.results() {
		name := "v"
		switch {
		case n == t.carrier.Result:
			name = t.valueName()
		case isError(typ):
			name = "err"
		}
		for slices.Contains(vars, name) {
			name += "2"
		}
		vars = append(vars, t.fresh(name, stmt.Pos()))
	}
	if t.carrier.Result >= len(vars) || len(vars) != t.sig.Results().Len() {
		return nil, false
	}
	indent := t.line.indent
	branch, ok := t.branch(vars[t.carrier.Result], indent, false)
	list := strings.Join(vars, ", ")
	return []analysis.TextEdit{
		{Pos: stmt.Pos(), End: stmt.Results[0].Pos(), NewText: []byte(list + " := ")},
		insert(t.line.end(stmt.End()), "\n"+indent+branch+"\n"+indent+"return "+list),
	}, ok
}

func blank(x ast.Expr) bool {
	id, ok := x.(*ast.Ident)
	return ok && id.Name == "_"
}
