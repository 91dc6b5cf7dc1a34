package engine

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/fold"
	"github.com/keymasterlint/keymaster/analyzer/internal/summary"
)

// What a function runs for its callers, in the package and beyond it.

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
