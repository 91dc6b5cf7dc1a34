package role

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// An Outcome is the side of a check on which the role is held.
type Outcome uint8

// The outcomes.
const (
	True Outcome = iota
	False
	Nil
	NonNil
)

func (o Outcome) String() string { return [...]string{"true", "false", "nil", "non-nil"}[o] }

// A Check is an expression whose value says whether this program talks to the key master.
type Check struct {
	Expr   ast.Expr    // the call, variable, field or comparison
	Result int         // of a call: which result; else 0
	Good   Outcome     // the outcome that shows the role
	Callee *types.Func // of a call: the function, if known; its body decides before its name
	Zone   ast.Expr    // the zone asked about, or nil
	Server ast.Expr    // the server asked about, or nil
	// Case is set for a case of a switch: the comparison has no expression of its own.
	Case bool
	// Tag is the compared operand of a comparison with a named constant.
	Tag ast.Expr
}

// Find returns the role checks in node, by expression. What is declared, if not nil, counts before names.
func Find(node ast.Node, info *types.Info, names Names, declared Declared) map[ast.Expr]*Check {
	f := &finder{names: names, info: info, declared: declared, hints: map[string]bool{}, checks: map[ast.Expr]*Check{}}
	ast.Inspect(node, f.visit)
	return f.checks
}

type finder struct {
	names    Names
	info     *types.Info
	declared Declared
	hints    map[string]bool // by name
	checks   map[ast.Expr]*Check
}

// hint is Names.Hints. Names are few, and say no mostly: they are asked before the types, which are looked up
// for each place.
func (f *finder) hint(name string) bool {
	is, known := f.hints[name]
	if !known {
		is = f.names.Hints(name)
		f.hints[name] = is
	}
	return is
}

func (f *finder) add(c *Check) { f.checks[c.Expr] = c }

func (f *finder) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		f.call(n)
	case *ast.BinaryExpr:
		f.comparison(n)
	case *ast.Ident:
		if f.hint(n.Name) {
			if v, ok := f.info.ObjectOf(n).(*types.Var); ok && isBool(v.Type()) && !v.IsField() {
				f.add(&Check{Expr: n})
			}
		}
	case *ast.SelectorExpr:
		if f.declaredField(n) {
			break
		}
		if f.hint(n.Sel.Name) {
			if v, ok := f.info.Uses[n.Sel].(*types.Var); ok && isBool(v.Type()) {
				f.add(&Check{Expr: n, Zone: named(n.X, NamesZone)})
			}
		}
	case *ast.IndexExpr:
		f.index(n)
	case *ast.SwitchStmt:
		f.cases(n)
	}
	return true
}

// index recognises options[OptionKeyMaster] and _, ok := keyMasterZones[zone].
func (f *finder) index(x *ast.IndexExpr) {
	hinted, asked := f.hint(f.name(x.X)), f.namedConst(x.Index)
	if !hinted && !asked {
		return
	}
	t := f.info.Types[x].Type
	tuple, commaOK := t.(*types.Tuple)
	_, isMap := typeOf(f.info, x.X).(*types.Map)
	switch {
	case isMap && hinted && (commaOK || isBool(t)):
		c := &Check{Expr: x, Zone: x.Index}
		if commaOK && !isBool(tuple.At(0).Type()) {
			c.Result = 1
		}
		f.add(c)
	case isBool(t) && asked:
		f.add(&Check{Expr: x})
	}
}

func typeOf(info *types.Info, e ast.Expr) types.Type {
	if t := info.TypeOf(e); t != nil {
		return t.Underlying()
	}
	return nil
}

func (f *finder) call(call *ast.CallExpr) {
	tv := f.info.Types[call.Fun]
	if tv.IsType() || tv.IsBuiltin() {
		return
	}
	if tv.Type == nil {
		tv.Type = f.info.TypeOf(call.Fun)
	}
	sig, ok := tv.Type.Underlying().(*types.Signature)
	if !ok {
		return
	}
	if f.declaredCall(call, sig) {
		return
	}
	callee, _ := f.object(call.Fun).(*types.Func)
	name := f.name(call.Fun)
	if sel, ok := call.Fun.(*ast.SelectorExpr); ok && (name == "Error" || name == "Err" || name == "Wait") {
		if answer, ok := ast.Unparen(sel.X).(*ast.CallExpr); ok {
			name = f.name(answer.Fun) // a future: VerifyKeyMaster().Error()
		}
	}
	if f.hint(name) {
		if i, good, ok := outcome(sig); ok {
			c := &Check{Expr: call, Result: i, Good: good, Callee: callee}
			f.subject(c, call, sig)
			f.add(c)
		}
		return
	}
	if sig.Results().Len() != 1 || !isBool(sig.Results().At(0).Type()) {
		return
	}
	if callee != nil && len(call.Args) == 2 && (IsFunc(callee, "strings", "EqualFold") || IsFunc(callee, "strings", "HasPrefix")) {
		if f.serverName(call.Args[0], call.Args[1]) || f.serverName(call.Args[1], call.Args[0]) {
			f.add(&Check{Expr: call})
		}
		return
	}
	if sel, ok := call.Fun.(*ast.SelectorExpr); ok && isLoad(callee) {
		if f.hint(f.name(sel.X)) {
			f.add(&Check{Expr: call})
		}
		return
	}
	for _, a := range call.Args {
		if f.namedConst(a) { // x.Has(RoleKeyMaster)
			c := &Check{Expr: call, Callee: callee}
			f.subject(c, call, sig)
			f.add(c)
		}
	}
}

// outcome says which result of a check named so is the answer.
func outcome(sig *types.Signature) (result int, good Outcome, ok bool) {
	r := sig.Results()
	for i := range r.Len() {
		if isBool(r.At(i).Type()) {
			return i, True, true
		}
	}
	if r.Len() == 1 && IsError(r.At(0).Type()) {
		return 0, Nil, true
	}
	return 0, True, false
}

// comparison recognises role == RoleKeyMaster, z.KeyMasterServer == host and flags&flagKeyMaster != 0.
func (f *finder) comparison(b *ast.BinaryExpr) {
	if b.Op != token.EQL && b.Op != token.NEQ {
		return
	}
	good := True
	if b.Op == token.NEQ {
		good = False
	}
	for _, xy := range [][2]ast.Expr{{b.X, b.Y}, {b.Y, b.X}} {
		x, y := ast.Unparen(xy[0]), ast.Unparen(xy[1])
		if mask, ok := x.(*ast.BinaryExpr); ok && mask.Op == token.AND && (f.namedConst(mask.X) || f.namedConst(mask.Y)) {
			if isZero(f.info.Types[y].Value) {
				good = False - good
			}
			f.add(&Check{Expr: b, Good: good})
			return
		}
		if f.namedConst(x) {
			f.add(&Check{Expr: b, Good: good, Tag: y})
			return
		}
		if f.serverName(x, y) {
			f.add(&Check{Expr: b, Good: good, Zone: f.zoneOf(x)})
			return
		}
	}
}

func (f *finder) cases(s *ast.SwitchStmt) {
	if s.Tag == nil {
		return
	}
	for _, clause := range s.Body.List {
		for _, e := range clause.(*ast.CaseClause).List {
			if f.namedConst(e) || f.serverName(s.Tag, e) {
				f.add(&Check{Expr: e, Case: true, Tag: s.Tag})
			}
		}
	}
}

// serverName reports whether x is named after the key master and y is something that it can be
// compared with to learn who that is: not nil, not the empty string, not a zone.
func (f *finder) serverName(x, y ast.Expr) bool {
	if !f.hint(f.name(x)) {
		return false
	}
	t := f.info.TypeOf(x)
	if t == nil || isBool(t) || IsError(t) || f.info.Types[x].Value != nil {
		return false
	}
	tv := f.info.Types[y]
	return !tv.IsNil() && !isZero(tv.Value) && !NamesZone(f.name(y))
}

func (f *finder) zoneOf(x ast.Expr) ast.Expr {
	if call, ok := x.(*ast.CallExpr); ok {
		if sig, ok := f.info.TypeOf(call.Fun).(*types.Signature); ok {
			c := &Check{}
			f.subject(c, call, sig)
			return c.Zone
		}
	}
	if sel, ok := x.(*ast.SelectorExpr); ok {
		return named(sel.X, NamesZone)
	}
	return nil
}

// namedConst reports whether e is a constant named after the key master.
func (f *finder) namedConst(e ast.Expr) bool {
	if !f.hint(identifier(e)) {
		return false
	}
	_, ok := f.object(e).(*types.Const)
	return ok
}

func (f *finder) object(e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return f.info.ObjectOf(e)
	case *ast.SelectorExpr:
		return f.info.Uses[e.Sel]
	case *ast.IndexExpr:
		return f.object(e.X)
	case *ast.IndexListExpr:
		return f.object(e.X)
	}
	return nil
}

// name returns the identifier of e, looking through strings.ToLower and the like.
func (f *finder) name(e ast.Expr) string {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && len(call.Args) > 0 {
		if fn, ok := f.object(call.Fun).(*types.Func); ok && fn.Pkg() != nil && fn.Pkg().Path() == "strings" {
			return f.name(call.Args[0])
		}
	}
	return identifier(e)
}

// identifier returns the last identifier of e; of a call, that of its function.
func identifier(e ast.Expr) string {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.CallExpr:
		return identifier(e.Fun)
	case *ast.IndexExpr:
		return identifier(e.X)
	case *ast.StarExpr:
		return identifier(e.X)
	}
	return ""
}

// subject finds zone and server among the arguments, by the names of the parameters.
func (f *finder) subject(c *Check, call *ast.CallExpr, sig *types.Signature) {
	for i, arg := range call.Args {
		if i >= sig.Params().Len() || sig.Variadic() && i == sig.Params().Len()-1 {
			break
		}
		switch name := sig.Params().At(i).Name(); {
		case c.Zone == nil && NamesZone(name):
			c.Zone = arg
		case c.Server == nil && NamesServer(name):
			c.Server = arg
		}
	}
	if sel, ok := call.Fun.(*ast.SelectorExpr); ok && c.Zone == nil {
		c.Zone = named(sel.X, NamesZone)
	}
}

// named returns e if it is a variable whose name says so.
func named(e ast.Expr, says func(string) bool) ast.Expr {
	if id, ok := ast.Unparen(e).(*ast.Ident); ok && says(id.Name) {
		return e
	}
	return nil
}

func isBool(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// IsError reports whether t is the predeclared error type.
func IsError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

func isZero(v constant.Value) bool {
	if v == nil {
		return false
	}
	switch v.Kind() {
	case constant.String:
		return constant.StringVal(v) == ""
	case constant.Int:
		return constant.Sign(v) == 0
	}
	return false
}

// NamesKeyMaster reports whether e, of type t, is a server's name that the source calls after the
// key master: a variable, field or call of type string, or with a string as its first result.
func (n Names) NamesKeyMaster(e ast.Expr, t types.Type) bool {
	if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 {
		t = tuple.At(0).Type()
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0 && n.Hints(identifier(e))
}

// IsFunc reports whether fn is a function of a package, and no method. It is asked of each call: to spell
// names out and compare them would take long.
func IsFunc(fn *types.Func, path, name string) bool {
	return fn.Name() == name && fn.Pkg() != nil && fn.Pkg().Path() == path && fn.Signature().Recv() == nil
}

func isLoad(fn *types.Func) bool {
	return fn != nil && fn.Name() == "Load" && fn.FullName() == "(*sync/atomic.Bool).Load"
}
