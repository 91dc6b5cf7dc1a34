package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// A Func is one function of the package, with all that its checks and calls say.
type Func struct {
	SSA *ssa.Function
	pkg *Package
	p   *program.Program

	subjects []subject // checked somewhere; subjects[i] has the role variable i
	free     int       // names given to free variables
	outs     []outPort // what callers may know of the results
	exprs    map[ast.Expr]ssa.Value
	events   map[int][]event
	captured map[*program.Val][]capture // filled by captures
	likes    map[*program.Val][]likeness
	// namedServers are values that the source calls after the key master: z.KeyMasterServer.
	namedServers map[ssa.Value]bool
	in           map[int]bdd.Ref // states at the entry of each block; not there: unreachable
}

// An event restricts the states in which the execution goes on after an instruction.
type event struct {
	at     int // position in the block
	assume bdd.Ref
	ends   bdd.Ref // the states in which the program may end here, in call
	call   ssa.Instruction
}

type outPort struct {
	port port
	v    *program.Var
}

// build reads fn and solves which states reach each of its blocks.
func (pkg *Package) build(fn *ssa.Function) *Func {
	f := &Func{
		SSA:    fn,
		pkg:    pkg,
		p:      program.New(fn, pkg.effects, program.Facts{NonNil: pkg.Cat.NonNil, Sentinel: pkg.sentinel}),
		exprs:  map[ast.Expr]ssa.Value{},
		events: map[int][]event{},
		likes:  map[*program.Val][]likeness{},

		namedServers: map[ssa.Value]bool{},
	}
	for _, b := range f.p.Blocks {
		for _, ins := range b.Instrs {
			if d, ok := ins.(*ssa.DebugRef); ok && !d.IsAddr {
				if role.NamesKeyMaster(d.Expr, d.X.Type()) {
					f.namedServers[d.X] = true
				}
				if _, seen := f.exprs[d.Expr]; !seen {
					f.exprs[d.Expr] = d.X
				}
			}
		}
	}
	f.declareOuts()
	for i, b := range f.p.Blocks {
		for j, ins := range b.Instrs {
			f.instr(i, j, ins)
		}
	}
	f.p.Seal()
	f.in = f.solve(map[int]bdd.Ref{0: bdd.True}, nil)
	return f
}

// fn returns the function's body, built once its callees' relations are settled.
func (pkg *Package) fn(fn *ssa.Function) *Func {
	if f := pkg.bodies[fn]; f != nil {
		return f
	}
	f := pkg.build(fn)
	if len(pkg.rels.stack) == 0 {
		pkg.bodies[fn] = f
	}
	return f
}

func (f *Func) newFree() *program.Var {
	f.free++
	return f.p.FreeVar(f.free)
}

// instr records what instruction j of block i says about the role and about its results.
func (f *Func) instr(i, j int, ins ssa.Instruction) {
	switch ins := ins.(type) {
	case *ssa.DebugRef:
		if c := f.pkg.checks[ins.Expr]; c != nil && !ins.IsAddr && !c.Case {
			f.check(c, ins.X, i, j)
		}
	case *ssa.BinOp:
		if c := f.pkg.cases[ins.Pos()]; c != nil && (ins.Op == token.EQL) {
			f.check(c, ins, i, j)
		}
		f.equalNil(ins, i, j)
		f.likened(ins, i, j)
		if first, ok := f.firstRound(ins); ok {
			f.p.Use(first, i)
		}
	case *ssa.Call:
		f.call(ins, i, j)
		f.likened(ins, i, j)
	case *ssa.Extract:
		f.zeroUnless(ins, i, j)
	case *ssa.Return:
		for _, r := range ins.Results {
			f.useFacts(f.p.Of(r), i)
		}
	}
}

// equalNil: what is equal to something that is not nil is not nil.
func (f *Func) equalNil(op *ssa.BinOp, i, j int) {
	if op.Op != token.EQL && op.Op != token.NEQ || !isNilable(op.X.Type()) || !isNilable(op.Y.Type()) {
		return
	}
	x, y := f.p.Of(op.X), f.p.Of(op.Y)
	if x.IsNil() || y.IsNil() {
		return
	}
	eq := f.p.Bool(f.p.Of(op))
	if op.Op == token.NEQ {
		eq = f.p.M.Not(eq)
	}
	f.assume(f.p.M.Implies(eq, f.p.M.Iff(f.p.Nil(x), f.p.Nil(y))), i, j)
}

// zeroUnless: what a type assertion or errors.AsType yields is the zero value unless its ok is true.
func (f *Func) zeroUnless(v *ssa.Extract, i, j int) {
	if v.Index != 0 || !program.ZeroUnlessOK(v.Tuple) {
		return
	}
	ok := extract(v.Tuple, 1)
	b, basic := v.Type().Underlying().(*types.Basic)
	if ok == nil || !basic || b.Info()&types.IsInteger == 0 {
		return
	}
	zero := f.p.Equals(f.p.Of(v), f.p.Of(ssa.NewConst(constant.MakeInt64(0), v.Type())))
	f.assume(f.p.M.Or(f.p.Bool(f.p.Of(ok)), zero), i, j)
}

// useFacts keeps alive until block i what a callee or caller may ask of v.
func (f *Func) useFacts(v *program.Val, i int) {
	switch {
	case isBool(v.Type):
		f.p.Use(f.p.Bool(v), i)
	case isNilable(v.Type):
		f.p.Use(f.p.Nil(v), i)
	}
}

func (f *Func) assume(g bdd.Ref, i, j int) { f.event(i, event{at: j, assume: g, ends: bdd.False}) }

func (f *Func) event(i int, e event) {
	if e.assume == bdd.True && e.ends == bdd.False {
		return
	}
	f.p.Use(e.assume, i)
	f.p.Use(e.ends, i)
	es := f.events[i]
	at, _ := slices.BinarySearchFunc(es, e.at, func(e event, at int) int { return e.at - at })
	f.events[i] = slices.Insert(es, at, e)
}

// call restricts the results of a call by what its function's body says.
func (f *Func) call(c *ssa.Call, i, j int) {
	callee := f.pkg.body(&c.Call)
	if callee == nil {
		f.known(c, i, j)
		return
	}
	for n := range len(callee.Params) + len(callee.FreeVars) {
		if v := f.argument(c, n); v != nil {
			f.useFacts(v, i)
		}
	}
	if f.pkg.decisive(callee) {
		rel := f.pkg.base(callee)
		f.event(i, event{j, f.applyRef(rel, rel.f, c, nil), f.applyRef(rel, rel.lost, c, nil), c})
	}
}

// known restricts the results of a call of a function that the catalogue knows.
func (f *Func) known(c *ssa.Call, i, j int) {
	fn := callee(&c.Call)
	if fn == nil {
		return
	}
	if c.Call.IsInvoke() && f.pkg.Cat.NoReturn(fn) {
		f.event(i, event{j, bdd.False, bdd.True, c})
		return
	}
	for _, row := range f.pkg.Cat.Flow(fn) {
		if row.Wraps && row.To.Spot().Kind == catalog.Result {
			f.nilAsWrapped(c, row.From.Spot(), i, j)
		}
	}
	t := f.pkg.Cat.Test(fn)
	if t == nil || t.Form != catalog.Error {
		return
	}
	err := operandAt(&c.Call, t.Value.Spot())
	n := 0
	if into := t.Into.Spot(); into.Kind == catalog.Result {
		n = into.Index + 1
	}
	ok := result(f.p, c, n)
	if err == nil || ok == nil || !isBool(ok.Type) {
		return
	}
	if target := operandAt(&c.Call, t.Target.Spot()); target != nil {
		if k, isConst := target.(*ssa.Const); isConst && k.IsNil() {
			return
		}
	}
	// Nothing is found in nil.
	f.assume(f.p.M.Implies(f.p.Nil(f.p.Of(err)), f.p.M.Not(f.p.Bool(ok))), i, j)
}

// nilAsWrapped: a wrapped error is nil exactly if all that it wraps is; of fmt.Errorf the catalogue
// knows that it is not.
func (f *Func) nilAsWrapped(c *ssa.Call, from catalog.Spot, i, j int) {
	res := result(f.p, c, 0)
	if res == nil || !isNilable(res.Type) {
		return
	}
	var args []ssa.Value
	switch from.Kind {
	case catalog.Arg:
		args = append(args, operandAt(&c.Call, from))
	case catalog.Args:
		if args = variadicArgs(&c.Call); args == nil {
			return
		}
	default:
		return
	}
	all := bdd.True
	for _, a := range args {
		if !isNilable(a.Type()) {
			return
		}
		all = f.p.M.And(all, f.p.Nil(f.p.Of(a)))
	}
	f.assume(f.p.M.Iff(f.p.Nil(res), all), i, j)
}

// variadicArgs returns all arguments of a call, the variadic ones as the source writes them; nil if
// it passes a slice.
func variadicArgs(c *ssa.CallCommon) []ssa.Value {
	if !c.Signature().Variadic() {
		return c.Args
	}
	last := len(c.Args) - 1
	args := append([]ssa.Value(nil), c.Args[:last]...)
	s, ok := c.Args[last].(*ssa.Slice)
	if !ok {
		return nil
	}
	array, ok := s.X.(*ssa.Alloc)
	if !ok || array.Comment != "varargs" {
		return nil
	}
	for _, ref := range *array.Referrers() {
		if ia, ok := ref.(*ssa.IndexAddr); ok {
			for _, use := range *ia.Referrers() {
				if st, ok := use.(*ssa.Store); ok {
					args = append(args, st.Val)
				}
			}
		}
	}
	return args
}

// held returns the variable that says that the role is held for s.
func (f *Func) held(s subject) bdd.Ref {
	i := slices.Index(f.subjects, s)
	if i < 0 {
		i = len(f.subjects)
		f.subjects = append(f.subjects, s)
	}
	// Role variables have negative names, other free ones positive.
	return f.p.Ref(f.p.FreeVar(-1 - i))
}

// check ties a role check's value to the role: its good outcome means that the role is held, its
// bad one that it is not. A value that already has a meaning, a constant or what a body showed, keeps it.
func (f *Func) check(c *role.Check, v ssa.Value, i, j int) {
	if call, ok := v.(*ssa.Call); ok && c.Callee != nil {
		if f.shown(call, c) {
			return
		}
	}
	if isTuple(v) {
		if v = extract(v, c.Result); v == nil {
			return // the answer is dropped
		}
	}
	s := subject{zone: zoneName(f.valueOf(c.Zone)), server: serverName(f.valueOf(c.Server))}
	val := f.p.Of(v)
	if c.Tag != nil {
		// Constants flow to the comparison as themselves; what is unknown is tied where it comes from.
		if tag := f.tagOf(v); tag != nil && tag.Kind == program.Phi {
			f.tieSources(tag, func(src *program.Val) (bdd.Ref, bool) { return f.sameCase(src, v, c) }, s)
			return
		}
	}
	if c.Good != role.Nil && val.Kind == program.Phi {
		f.tieSources(val, func(src *program.Val) (bdd.Ref, bool) {
			g := f.p.Bool(src)
			if c.Good == role.False {
				g = f.p.M.Not(g)
			}
			return g, true
		}, s)
		return
	}
	g := f.good(c, val)
	if f.meant(g) {
		return
	}
	f.assume(f.p.M.Iff(g, f.held(s)), i, j)
}

func (f *Func) good(c *role.Check, val *program.Val) bdd.Ref {
	switch c.Good {
	case role.Nil:
		return f.p.Nil(val)
	case role.False:
		return f.p.M.Not(f.p.Bool(val))
	}
	return f.p.Bool(val)
}

// meant reports whether g is settled already: a constant, or a function of the role.
func (f *Func) meant(g bdd.Ref) bool {
	if g <= bdd.True {
		return true
	}
	found := false
	f.p.M.Support(g, func(n int) {
		v := f.p.VarOf(n)
		found = found || v.Prop == program.Free && v.Bit < 0
	})
	return found
}

// tieSources ties what a phi may take, where each source comes from.
func (f *Func) tieSources(phi *program.Val, good func(*program.Val) (bdd.Ref, bool), s subject) {
	seen := map[*program.Val]bool{}
	work := []*program.Val{phi}
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[v] {
			continue
		}
		seen[v] = true
		if v.Kind == program.Phi {
			work = append(work, f.p.Edges(v)...)
			continue
		}
		g, ok := good(v)
		if !ok || f.meant(g) || f.ownMeaning(v) {
			continue
		}
		i, j := f.definition(v)
		f.assume(f.p.M.Iff(g, f.held(s)), i, j)
	}
}

// ownMeaning reports whether v is the result of a function of this package whose body says what it means.
func (f *Func) ownMeaning(v *program.Val) bool {
	call, i := callOf(v.SSA)
	if call == nil {
		return false
	}
	return f.shows(call, port{kind: resultBool, n: i})
}

// shown reports whether the body of a check's function says what its result means.
func (f *Func) shown(call *ssa.Call, c *role.Check) bool {
	kind := resultBool
	if c.Good == role.Nil {
		kind = resultNil
	}
	return f.shows(call, port{kind: kind, n: c.Result})
}

func (f *Func) shows(call *ssa.Call, out port) bool {
	callee := f.pkg.body(&call.Call)
	if callee == nil || !f.pkg.decisive(callee) {
		return false
	}
	return f.pkg.base(callee).mentions(func(p port) bool { return p == out })
}

// definition returns where v comes to be.
func (f *Func) definition(v *program.Val) (block, at int) {
	if ins, ok := v.SSA.(ssa.Instruction); ok && v.Kind != program.Entry {
		if i, ok := f.p.Index(ins.Block()); ok {
			return i, f.p.Position(ins)
		}
	}
	return max(v.Block, 0), -1
}

// tagOf returns the value that a comparison with a named constant compares.
func (f *Func) tagOf(v ssa.Value) *program.Val {
	op, ok := v.(*ssa.BinOp)
	if !ok {
		return nil
	}
	if _, ok := op.X.(*ssa.Const); ok {
		return f.p.Of(op.Y)
	}
	return f.p.Of(op.X)
}

// sameCase returns the condition under which src, compared as v compares its operand, shows the role.
func (f *Func) sameCase(src *program.Val, v ssa.Value, c *role.Check) (bdd.Ref, bool) {
	op := v.(*ssa.BinOp)
	k, ok := op.Y.(*ssa.Const)
	if !ok {
		if k, ok = op.X.(*ssa.Const); !ok {
			return bdd.False, false
		}
	}
	g := f.p.Equals(src, f.p.Of(k))
	if op.Op == token.NEQ == (c.Good == role.True) {
		g = f.p.M.Not(g)
	}
	return g, true
}

// valueOf returns the value of an expression at its place in the function, or nil.
func (f *Func) valueOf(e ast.Expr) *program.Val {
	if e == nil {
		return nil
	}
	if tv := f.pkg.Info.Types[e]; tv.Value != nil {
		return f.p.Of(ssa.NewConst(tv.Value, tv.Type))
	}
	if v := f.exprs[ast.Unparen(e)]; v != nil {
		return f.p.Of(v)
	}
	return nil
}

func isTuple(v ssa.Value) bool {
	_, ok := v.Type().(*types.Tuple)
	return ok
}

func extract(v ssa.Value, i int) ssa.Value {
	for _, ref := range *v.Referrers() {
		if e, ok := ref.(*ssa.Extract); ok && e.Index == i {
			return e
		}
	}
	return nil
}

// callOf returns the call whose result v is, and which result.
func callOf(v ssa.Value) (*ssa.Call, int) {
	switch v := v.(type) {
	case *ssa.Call:
		return v, 0
	case *ssa.Extract:
		if c, ok := v.Tuple.(*ssa.Call); ok {
			return c, v.Index
		}
	}
	return nil, 0
}
