package engine

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/fold"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/script"
	"github.com/keymasterlint/keymaster/analyzer/internal/summary"
)

// A forwarded is a call in a function that runs a command which the function's parameters are part of: who
// calls the function runs the command.
type forwarded struct {
	call   ssa.CallInstruction // nil in another package
	op     *catalog.Operation  // what runs it at last
	value  fold.Value          // in terms of the inputs
	inputs []fold.Input
	n      int  // which of the ways in which call may run something
	rel    *Rel // in another package: what becomes of the refusal
}

// An issued is what a call runs, in one of the ways in which the function may have built it.
type issued struct {
	op    *catalog.Operation
	value fold.Value
	via   *forwarded // the call runs it because the called function does
	does  script.Effects
}

// findRunners finds the functions that run commands, directly or not.
func (pkg *Package) findRunners() {
	pkg.starters = map[*ssa.Function]bool{}
	for _, fn := range pkg.Funcs {
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				if call, ok := ins.(ssa.CallInstruction); ok && pkg.startsCommand(call.Common()) {
					pkg.starters[fn] = true
				}
			}
		}
	}
	pkg.findImplemented()
	if len(pkg.starters) == 0 && len(pkg.implementedAbroad) == 0 {
		return
	}
	pkg.spread(pkg.starters)
	pkg.spreadHeld()
	for method, impls := range pkg.implemented {
		if slices.ContainsFunc(impls, func(fn *ssa.Function) bool { return pkg.starters[fn] }) {
			pkg.runMethods[method] = true
		}
	}
	for method := range pkg.implementedAbroad {
		pkg.runMethods[method] = true
	}
	if len(pkg.runMethods) == 0 {
		return
	}
	for _, fn := range pkg.Funcs {
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				if call, ok := ins.(ssa.CallInstruction); ok && call.Common().IsInvoke() && pkg.runMethods[call.Common().Method] {
					pkg.starters[fn] = true
				}
			}
		}
	}
	pkg.spread(pkg.starters)
}

// spreadHeld adds the functions that call one which a field or package variable holds, and their callers.
func (pkg *Package) spreadHeld() {
	for _, fn := range pkg.Funcs {
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				call, ok := ins.(ssa.CallInstruction)
				if !ok || call.Common().IsInvoke() || call.Common().StaticCallee() != nil {
					continue
				}
				if slices.ContainsFunc(pkg.held(call.Common().Value), func(fn *ssa.Function) bool { return pkg.starters[fn] }) {
					pkg.starters[fn] = true
				}
			}
		}
	}
	pkg.spread(pkg.starters)
}

// startsCommand reports whether a call runs commands: of the catalogue's functions, or another package's.
func (pkg *Package) startsCommand(c *ssa.CallCommon) bool {
	if op := pkg.Cat.Operation(callee(c)); op != nil && len(op.Command) > 0 {
		return true
	}
	known := pkg.abroad(c)
	return known != nil && len(known.sum.Forwards) > 0 || pkg.methodAbroad(c) != nil
}

// findImplemented finds, by method of an interface, the methods of the package's types that it may call.
func (pkg *Package) findImplemented() {
	pkg.implemented = map[*types.Func][]*ssa.Function{}
	pkg.runMethods = map[*types.Func]bool{}
	ifaces := map[*types.Func]*types.Interface{}
	for _, fn := range pkg.Funcs {
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				if call, ok := ins.(ssa.CallInstruction); ok && call.Common().IsInvoke() {
					if i, ok := call.Common().Value.Type().Underlying().(*types.Interface); ok {
						ifaces[call.Common().Method] = i
					}
				}
			}
		}
	}
	if len(ifaces) == 0 {
		return
	}
	for _, fn := range pkg.Funcs {
		obj, ok := fn.Object().(*types.Func)
		if !ok || obj.Signature().Recv() == nil || fn.Synthetic != "" {
			continue
		}
		for method, i := range ifaces {
			if method.Name() == obj.Name() && types.Implements(obj.Signature().Recv().Type(), i) {
				pkg.implemented[method] = append(pkg.implemented[method], fn)
			}
		}
	}
	pkg.findImplementedAbroad(ifaces)
	for _, impls := range pkg.implemented {
		slices.SortFunc(impls, func(a, b *ssa.Function) int { return cmp.Compare(a.Pos(), b.Pos()) })
	}
}

// findImplementedAbroad finds the methods of other packages' types that the package converts to interfaces.
func (pkg *Package) findImplementedAbroad(ifaces map[*types.Func]*types.Interface) {
	pkg.implementedAbroad = map[*types.Func][]*imported{}
	seen := map[types.Type]bool{}
	for _, fn := range pkg.Funcs {
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				mi, ok := ins.(*ssa.MakeInterface)
				if !ok || seen[mi.X.Type()] {
					continue
				}
				seen[mi.X.Type()] = true
				for method, i := range ifaces {
					if !types.Implements(mi.X.Type(), i) {
						continue
					}
					if sel := pkg.SSA.Prog.MethodSets.MethodSet(mi.X.Type()).Lookup(method.Pkg(), method.Name()); sel != nil {
						if impl := pkg.SSA.Prog.MethodValue(sel); impl != nil && impl.Pkg != pkg.SSA {
							if known := pkg.imported(program.Origin(impl)); known != nil && len(known.forwards) > 0 {
								pkg.implementedAbroad[method] = append(pkg.implementedAbroad[method], known)
							}
						}
					}
				}
			}
		}
	}
}

// forwardsOf returns what a call runs because the functions do that it may call.
func (pkg *Package) forwardsOf(c *ssa.CallCommon) []*forwarded {
	if c.IsInvoke() {
		var all []*forwarded
		for _, fn := range pkg.implemented[c.Method] {
			all = append(all, pkg.forwards(fn)...)
		}
		for _, i := range pkg.implementedAbroad[c.Method] {
			all = append(all, i.forwards...)
		}
		if known := pkg.methodAbroad(c); known != nil && len(all) == 0 {
			all = known.forwards
		}
		return all
	}
	if fn := pkg.body(c); fn != nil {
		return pkg.forwards(fn)
	}
	if c.StaticCallee() == nil {
		var all []*forwarded
		for _, fn := range pkg.held(c.Value) {
			all = append(all, pkg.forwards(fn)...)
		}
		return all
	}
	if known := pkg.abroad(c); known != nil {
		return known.forwards
	}
	return nil
}

// held returns the functions that the package puts in the field or package variable that v is read from.
func (pkg *Package) held(v ssa.Value) []*ssa.Function {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil
	}
	if pkg.stored == nil {
		pkg.findStored()
	}
	var fns []*ssa.Function
	for _, s := range pkg.stored[keyOf(load.X)] {
		fn, ok := s.Val.(*ssa.Function)
		if !ok {
			return nil // what it does is not known
		}
		if fn = program.Origin(fn); fn.Pkg == pkg.SSA && !slices.Contains(fns, fn) {
			fns = append(fns, fn)
		}
	}
	return fns
}

// forwards returns the calls in fn that run what its callers give it.
func (pkg *Package) forwards(fn *ssa.Function) []*forwarded {
	if !pkg.starters[fn] {
		return nil
	}
	if known, ok := pkg.forwarders[fn]; ok {
		return known
	}
	pkg.forwarders[fn] = nil // around a recursion
	var all []*forwarded
	folder := pkg.folderOf(fn)
	for _, b := range folder.P.Blocks {
		for _, ins := range b.Instrs {
			call, ok := ins.(ssa.CallInstruction)
			if !ok {
				continue
			}
			for n, r := range pkg.ranBy(folder, call) {
				if len(r.does.Calls) == 0 && slices.ContainsFunc(r.does.Open, fold.Given) {
					all = append(all, &forwarded{call: call, op: r.op, value: r.value.Forget(), inputs: folder.Inputs(), n: n})
				}
			}
		}
	}
	pkg.forwarders[fn] = all
	return all
}

// ranBy returns what a call runs, in each way in which the function may have built it.
func (pkg *Package) ranBy(f *fold.Folder, call ssa.CallInstruction) []issued {
	c := call.Common()
	var all []issued
	add := func(op *catalog.Operation, values []fold.Value, via *forwarded) {
		for _, v := range values {
			all = append(all, issued{op: op, value: v, via: via, does: pkg.effectsOf(op, v)})
		}
	}
	if op := pkg.Cat.Operation(callee(c)); op != nil {
		if len(op.Command) > 0 {
			add(op, f.Command(call, op), nil)
		}
		return all
	}
	for _, fwd := range pkg.forwardsOf(c) {
		add(fwd.op, f.Filled(call, fwd.value, fwd.inputs), fwd)
	}
	return all
}

// effectsOf says what a command does.
func (pkg *Package) effectsOf(op *catalog.Operation, v fold.Value) script.Effects {
	v = v.Encoded()
	r := script.Reader{Catalog: pkg.Cat}
	switch op.Reads {
	case catalog.ReadProcess:
		return r.Argv(v.List, v.Stdin)
	case catalog.ReadLine:
		if v.Stdin != "" {
			return r.Argv(strings.Fields(v.Line()), v.Stdin)
		}
		return r.Line(v.Line())
	case catalog.ReadScript:
		return r.PowerShell(v.Line())
	case catalog.ReadRPC:
		return pkg.named(op, catalog.MSRPC, v.List, v.List[:1])
	case catalog.ReadWMI:
		return pkg.named(op, catalog.WMI, v.List, v.List)
	}
	return script.Effects{}
}

// runsCommand folds what a call in block i runs, while the function is being read: the conditions have to
// be known from then on.
func (f *Func) runsCommand(call ssa.CallInstruction, i int) {
	if !f.pkg.starters[f.SSA] {
		return
	}
	all := f.pkg.ranBy(f.folder, call)
	for _, r := range all {
		f.p.Use(r.value.When, i)
	}
	if len(all) > 0 {
		f.ran[call] = all
	}
}

// addCommands adds the commands that a call runs: those that are operations.
func (pkg *Package) addCommands(find *finder, call ssa.CallInstruction) {
	fn := call.Parent()
	if !pkg.starters[fn] || pkg.gone(fn) {
		return
	}
	f := pkg.fn(fn)
	all := f.ran[call]
	found := map[performing]*Site{}
	for n := range all {
		r := &all[n]
		var in *Site
		if r.via != nil {
			if in = pkg.forwardedSite(r.via); in == nil {
				continue
			}
		}
		for _, c := range r.does.Calls {
			if c.Row.Means != catalog.Operates || c.Safe || f.redirected(c) {
				continue
			}
			p := performing{pkg.commanded(r.op, c.Row), in}
			s := found[p]
			if s == nil {
				s = &Site{Call: call, Op: p.op, In: in, ran: r, when: r.value.When, command: c}
				found[p] = s
				find.sites = append(find.sites, s)
				continue
			}
			s.when = f.p.M.Or(s.when, r.value.When)
			if s.command.Zone != c.Zone || s.command.Server != c.Server {
				both := *s.command
				both.Zone, both.Server = script.Arg{}, script.Arg{} // as far as can be said
				s.command = &both
			}
		}
	}
}

// A performing is an operation of a command, and the call in another function that runs it.
type performing struct {
	op *catalog.Operation
	in *Site
}

// redirected reports whether a command goes to a server of which the program has read that it is the zone's
// key master.
func (f *Func) redirected(c *script.Call) bool {
	for _, n := range script.Holes(c.Server.Text) {
		if v := f.holeValue(n); v != nil && slices.ContainsFunc(f.p.Same(v), func(w ssa.Value) bool { return f.fromKeyMaster(w, map[ssa.Value]bool{}) }) {
			return true
		}
	}
	return false
}

// forwardedSite returns the call that runs what a function is given, as a site; nil if the function guards
// or handles it itself.
func (pkg *Package) forwardedSite(fwd *forwarded) *Site {
	if s, known := pkg.forwardedSites[fwd]; known {
		return s
	}
	pkg.forwardedSites[fwd] = nil // around a recursion
	s := &Site{Call: fwd.call, Op: fwd.op, rel: fwd.rel}
	if fwd.call != nil {
		all := pkg.fn(fwd.call.Parent()).ran[fwd.call]
		if fwd.n >= len(all) {
			return nil
		}
		s.ran, s.when = &all[fwd.n], all[fwd.n].value.When
		if via := s.ran.via; via != nil {
			if s.In = pkg.forwardedSite(via); s.In == nil {
				return nil
			}
		}
		pkg.outcome(s)
		if s.guarded || !s.rel.pending() {
			return nil
		}
	}
	pkg.forwardedSites[fwd] = s
	return s
}

// commanded returns the operation that is a command run by a function.
func (pkg *Package) commanded(op *catalog.Operation, c *catalog.Command) *catalog.Operation {
	key := commandedKey{op, c}
	if pkg.commands[key] == nil {
		o := *op
		o.Does, o.Why, o.Handle, o.Runs = c.Does, c.Why, c.Handle, c
		pkg.commands[key] = &o
	}
	return pkg.commands[key]
}

type commandedKey struct {
	op *catalog.Operation
	c  *catalog.Command
}

// givesCommand returns, of the calls through which a call that runs a command came about, the lowest that
// gives the command, and not only what its function was given; nil if the call itself does.
func (pkg *Package) givesCommand(s *Site, through []*ast.CallExpr) *ast.CallExpr {
	if len(through) == 0 {
		return nil
	}
	if pkg.forwardedAt == nil {
		pkg.forwardedAt = map[token.Pos]bool{}
		for fn := range pkg.starters {
			for _, fwd := range pkg.forwards(fn) {
				pkg.forwardedAt[fwd.call.Common().Pos()] = true
				for _, c := range pkg.through(&Site{Call: fwd.call}) {
					pkg.forwardedAt[c.Lparen] = true
				}
			}
		}
	}
	pos := s.Call.Common().Pos()
	var at *ast.CallExpr
	for _, c := range through {
		if !pkg.forwardedAt[pos] && !pkg.names(c, s.command.Row.Name) {
			break
		}
		at, pos = c, c.Lparen
	}
	return at
}

// names reports whether a constant in the arguments of a call names a command.
func (pkg *Package) names(call *ast.CallExpr, command string) bool {
	command = strings.ToLower(command)
	found := false
	for _, arg := range call.Args {
		ast.Inspect(arg, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok && !found {
				tv := pkg.Info.Types[e]
				found = tv.Value != nil && tv.Value.Kind() == constant.String && strings.Contains(strings.ToLower(constant.StringVal(tv.Value)), command)
			}
			return !found
		})
	}
	return found
}

// commandSubject finds zone and server in a command.
func (f *Func) commandSubject(s *Site) subject {
	sub := subject{f.textName(s.command.Zone.Text, zoneName), f.textName(s.command.Server.Text, serverName)}
	if s.In == nil && sub == (subject{}) {
		return f.operationSubject(s)
	}
	return sub
}

// textName returns the zone or server that a text in a command names.
func (f *Func) textName(text string, norm func(*program.Val) name) name {
	if text == "" {
		return name{}
	}
	holes := fold.Holes(text)
	switch {
	case len(holes) == 0:
		return norm(f.p.Of(ssa.NewConst(constant.MakeString(text), types.Typ[types.String])))
	case len(holes) == 1 && text == fold.Hole(holes[0]):
		if v := f.holeValue(holes[0]); v != nil {
			return norm(v)
		}
	}
	return name{}
}

// holeValue returns the value of the function that a hole stands for, or nil.
func (f *Func) holeValue(n int) *program.Val {
	if fold.Given(n) {
		return f.given(n)
	}
	return f.folder.Local(n)
}

// SummarizeForwards says what a function runs for callers in other packages; nil if that is nothing.
func (pkg *Package) SummarizeForwards(fn *ssa.Function) *summary.Function {
	if !pkg.starters[fn] {
		return nil
	}
	all := exporter{pkg: pkg}.exportForwards(fn)
	if len(all) == 0 {
		return nil
	}
	return &summary.Function{Returns: summary.Relation{Root: summary.True}, Forwards: all}
}

// SummarizeMethod says what a method of an interface runs for its callers, as the package's types implement
// it; nil if that is nothing.
func (pkg *Package) SummarizeMethod(method *types.Func, iface types.Type) *summary.Function {
	i := iface.Underlying().(*types.Interface)
	var all []summary.Forward
	for _, fn := range pkg.Funcs {
		obj, ok := fn.Object().(*types.Func)
		if !ok || !pkg.starters[fn] || obj.Name() != method.Name() || obj.Signature().Recv() == nil || !types.Implements(obj.Signature().Recv().Type(), i) {
			continue
		}
		for _, f := range (exporter{pkg: pkg}).exportForwards(fn) {
			f.Fields = nil // of the implementation
			if !slices.ContainsFunc(all, func(g summary.Forward) bool {
				return g.Func == f.Func && g.Command.Text == f.Command.Text && slices.Equal(g.List, f.List)
			}) {
				all = append(all, f)
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	return &summary.Function{Returns: summary.Relation{Root: summary.True}, Forwards: all}
}

// methodAbroad returns what another package says of a method of its interface, or nil.
func (pkg *Package) methodAbroad(c *ssa.CallCommon) *imported {
	if !c.IsInvoke() || c.Method.Pkg() == nil || c.Method.Pkg() == pkg.SSA.Pkg || pkg.Imports.Function == nil {
		return nil
	}
	known, seen := pkg.methods[c.Method]
	if !seen {
		if sum := pkg.Imports.Function(c.Method.Origin()); sum != nil && len(sum.Forwards) > 0 {
			known = pkg.importSummary(sum)
		}
		pkg.methods[c.Method] = known
	}
	return known
}

// exportForwards says what a function runs for its callers.
func (x exporter) exportForwards(fn *ssa.Function) []summary.Forward {
	var all []summary.Forward
	for _, fwd := range x.pkg.forwards(fn) {
		s := x.pkg.forwardedSite(fwd)
		if s == nil {
			continue
		}
		all = append(all, summary.Forward{Func: fwd.op.Func, Command: exportText(fwd.value, fwd.inputs), Relation: x.export(s.rel)})
	}
	return all
}

// importForwards reads what exportForwards wrote.
func (p *Package) importForwards(sum *summary.Function) []*forwarded {
	var all []*forwarded
	for _, s := range sum.Forwards {
		if op := p.Cat.OperationNamed(s.Func); op != nil && len(op.Command) > 0 {
			v, fields := importText(s.Command)
			all = append(all, &forwarded{op: op, value: v, inputs: importInputs(fields), rel: p.read(s.Relation)})
		}
	}
	return all
}

// exportTexts says which texts and processes a function returns, if they may be commands: the package runs some,
// or a text names one.
func (pkg *Package) exportTexts(fn *ssa.Function) []summary.Text {
	var all []summary.Text
	add := func(n int, path ...string) {
		for _, v := range pkg.textsOf(fn, n, path) {
			if !v.Blank() && (len(pkg.starters) > 0 || pkg.Cat.NamesCommand(v.Line()+v.Stdin)) {
				all = append(all, summary.Text{Result: n, Path: strings.Join(path, "."), Command: exportText(v, pkg.folderOf(fn).Inputs())})
			}
		}
	}
	for n := range fn.Signature.Results().Len() {
		add(n)
		if len(pkg.starters) == 0 {
			continue // nothing here runs what is in a field
		}
		for _, field := range pkg.textFields(fn.Signature.Results().At(n).Type()) {
			add(n, field)
		}
	}
	return all
}

// textFields returns the fields of a small struct of the package, or of one that a type points to, of which
// commands may be built.
func (pkg *Package) textFields(t types.Type) []string {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if n := namedType(t); n == nil || n.Pkg() != pkg.SSA.Pkg {
		return nil
	}
	var fields []string
	if s := structOf(t); s != nil {
		for field := range s.Fields() {
			if pkg.foldable(field.Type()) {
				fields = append(fields, field.Name())
			}
		}
	}
	return fields
}

func exportText(v fold.Value, inputs []fold.Input) summary.Command {
	c := summary.Command{Kind: uint8(v.Kind), Text: v.Text, List: v.List, Stdin: v.Stdin}
	for _, n := range v.Depends() {
		if len(inputs[n].Path) > 0 {
			for _, in := range inputs[fold.FirstField:] {
				c.Fields = append(c.Fields, summary.Field{Param: in.Param, Path: in.Path})
			}
			break
		}
	}
	return c
}

func importText(c summary.Command) (fold.Value, []summary.Field) {
	return fold.Value{Kind: fold.Kind(c.Kind), Text: c.Text, List: c.List, Stdin: c.Stdin, When: bdd.True}, c.Fields
}

func importInputs(fields []summary.Field) []fold.Input {
	all := fold.Parameters()
	for _, f := range fields {
		all = append(all, fold.Input{Param: f.Param, Path: f.Path})
	}
	return all
}
