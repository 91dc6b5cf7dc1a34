package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/fold"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/solve"
)

// A Func is one function of the package, with all that its checks and calls say.
type Func struct {
	SSA *ssa.Function
	pkg *Package
	p   *program.Program

	subjects  []subject             // checked somewhere; subjects[i] has the role variable i
	checkedAt map[subject]token.Pos // where first
	free      int                   // names given to free variables
	outs      []outPort             // what callers may know of the results
	ins       []outPort             // what they may know of arguments, beyond truth values and errors
	parts     map[*program.Val][]returnedPart
	exprs     map[ast.Expr]ssa.Value     // filled by valueOf
	events    [][]event                  // by block
	captured  map[*program.Val][]capture // filled by captures
	asked     map[*program.Val][]int     // the questions that were asked of a value so far
	questions []int                      // those that matter here
	crossing  []int                      // those of them that matter to callers and to functions called
	oaths     map[int]*program.Var       // by assumption: whether the execution passed it, here or in a function called
	// namedServers are values that the source calls after the key master: z.KeyMasterServer.
	namedServers map[ssa.Value]bool
	folder       *fold.Folder
	ran          map[ssa.CallInstruction][]issued // what calls run
	in           []bdd.Ref                        // states at the entry of each block
	solver       solve.Solver
}

// An event restricts the states in which the execution goes on after an instruction.
type event struct {
	at     int // position in the block
	assume bdd.Ref
	ends   bdd.Ref // the states in which the program may end here, in call
	within bdd.Ref // those in which it may end in a function that the call is given
	call   ssa.Instruction
	then   func(bdd.Ref) bdd.Ref // what the instruction changes, if it changes anything
}

// pass returns the states after the event.
func (e *event) pass(m *bdd.Manager, s bdd.Ref) bdd.Ref {
	s = m.And(s, e.assume)
	if e.then != nil {
		s = e.then(s)
	}
	return s
}

type outPort struct {
	port port
	v    *program.Var
	val  *program.Val // of an argument: what it is about; nil if the variable alone says it
}

// build reads fn and solves which states reach each of its blocks.
func (pkg *Package) build(fn *ssa.Function) *Func {
	f := &Func{
		SSA:       fn,
		pkg:       pkg,
		p:         program.New(fn, pkg.effects, program.Facts{NonNil: pkg.Cat.NonNil, Sentinel: pkg.sentinel, Answer: pkg.answer}),
		asked:     map[*program.Val][]int{},
		checkedAt: map[subject]token.Pos{},
		crossing:  pkg.crossing(fn),
		oaths:     map[int]*program.Var{},

		namedServers: map[ssa.Value]bool{},
	}
	f.questions = union(f.crossing, pkg.asks[fn])
	f.events = make([][]event, len(f.p.Blocks))
	f.in = make([]bdd.Ref, len(f.p.Blocks))
	for _, b := range f.p.Blocks {
		for _, ins := range b.Instrs {
			if d, ok := ins.(*ssa.DebugRef); ok && !d.IsAddr {
				if pkg.Names.NamesKeyMaster(d.Expr, d.X.Type()) {
					f.namedServers[d.X] = true
				}
			}
		}
	}
	f.folder = fold.New(f.p, pkg.foldEnv(f.takes))
	f.ran = map[ssa.CallInstruction][]issued{}
	f.compareConstants()
	f.declareOuts()
	for i, b := range f.p.Blocks {
		for j, ins := range b.Instrs {
			f.instr(i, j, ins)
			if len(f.ran) > 0 {
				f.testsAnswer(ins, i, j)
			}
			if call, ok := ins.(ssa.CallInstruction); ok {
				f.runsCommand(call, i)
				f.hears(call)
				f.moves(call, i, j)
			}
		}
	}
	f.p.Seal()
	for _, at := range f.solve(map[int]bdd.Ref{0: bdd.True}, nil) {
		f.in[at.Node] = at.In
	}
	return f
}

// fn returns the function's body, built once its callees' relations are settled.
func (pkg *Package) fn(fn *ssa.Function) *Func {
	if f := pkg.bodies[fn]; f != nil {
		return f
	}
	f := pkg.build(fn)
	if !pkg.rels.busy() {
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
		if n := f.pkg.Declared.assumption(f.SSA, ins); n > 0 {
			f.swear(n, i, j)
		}
		if c := f.pkg.checks[ins.Expr]; c != nil && !ins.IsAddr && !c.Case {
			f.check(c, ins.X, i, j)
		}
	case *ssa.BinOp:
		if c := f.pkg.cases[ins.Pos()]; c != nil && (ins.Op == token.EQL) {
			f.check(c, ins, i, j)
		}
		f.namesHost(ins, i, j)
		f.equalNil(ins, i, j)
		f.asks(ins, i, j)
		if first, ok := f.firstRound(ins); ok {
			f.p.Use(first, i)
		}
	case *ssa.Call:
		f.call(ins, i, j)
		f.foldsHost(ins, i, j)
		f.asks(ins, i, j)
	case *ssa.TypeAssert:
		f.asks(ins, i, j)
	case *ssa.Extract:
		f.zeroUnless(ins, i, j)
	case *ssa.Select:
		for k := range ins.States {
			f.p.Use(f.chosen(ins, k), i)
		}
	case *ssa.Return:
		for _, r := range ins.Results {
			f.useFacts(f.p.Of(r), i)
		}
		f.useMore(i, ins)
	}
}

// useFacts keeps alive until block i what a callee or caller may ask of v.
func (f *Func) useFacts(v *program.Val, i int) {
	switch {
	case program.IsBool(v.Type):
		f.p.Use(f.p.Bool(v), i)
	case program.IsNilable(v.Type):
		f.p.Use(f.p.Nil(v), i)
		if mayAnswer(v.Type) {
			for _, q := range f.crossing {
				f.p.Use(f.answer(v, q), i)
			}
		}
	}
}

func (f *Func) assume(g bdd.Ref, i, j int) {
	f.event(i, event{at: j, assume: g, ends: bdd.False, within: bdd.False})
}

func (f *Func) event(i int, e event) {
	if e.assume == bdd.True && e.ends == bdd.False && e.within == bdd.False && e.then == nil {
		return
	}
	for _, g := range []bdd.Ref{e.assume, e.ends, e.within} {
		f.p.Use(g, i)
	}
	es := f.events[i]
	at, _ := slices.BinarySearchFunc(es, e.at, func(e event, at int) int { return e.at - at })
	f.events[i] = slices.Insert(es, at, e)
}

// call restricts the results of a call by what its function's body says.
func (f *Func) call(c *ssa.Call, i, j int) {
	callee := f.pkg.target(&c.Call)
	if callee == nil {
		f.declaredCheck(c, i, j)
		f.establish(c, i, j)
		f.known(c, i, j)
		return
	}
	for n := range f.pkg.inputs(callee) {
		if v := f.argument(c, n); v != nil {
			f.useFacts(v, i)
		}
	}
	if known := f.pkg.foreign[callee]; known != nil {
		for _, p := range known.asked { // together they may say less: x is "a" or "b"
			if is, ok := f.shownBy(c, p); ok {
				f.p.Use(is, i)
			}
		}
	}
	if f.pkg.decisive(callee) {
		rel := f.pkg.base(callee)
		for _, p := range rel.ports {
			if p.kind == paramAnswer && p.field == "" {
				if v := f.argument(c, p.n); v != nil {
					f.answer(v, p.q)
				}
			}
		}
		swears, then := f.sworeIn(rel)
		for _, p := range rel.ports {
			if p.kind == held {
				f.checkedIn(f.importSubject(p.of, c), c.Pos())
			}
		}
		f.event(i, event{j, f.applyYields(rel, c, swears), f.applyRef(rel, rel.lost, c, nil), f.endsWithin(c), c, then})
	}
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

// valueOf returns the value of an expression at its place in the function, or nil.
func (f *Func) valueOf(e ast.Expr) *program.Val {
	if e == nil {
		return nil
	}
	if tv := f.pkg.Info.Types[e]; tv.Value != nil {
		return f.p.Of(ssa.NewConst(tv.Value, tv.Type))
	}
	if f.exprs == nil {
		f.findExprs()
	}
	if v := f.exprs[ast.Unparen(e)]; v != nil {
		return f.p.Of(v)
	}
	return nil
}

// findExprs notes the first value that each expression has.
func (f *Func) findExprs() {
	f.exprs = map[ast.Expr]ssa.Value{}
	for _, b := range f.p.Blocks {
		for _, ins := range b.Instrs {
			if d, ok := ins.(*ssa.DebugRef); ok && !d.IsAddr {
				if _, seen := f.exprs[d.Expr]; !seen {
					f.exprs[d.Expr] = d.X
				}
			}
		}
	}
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
