package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/summary"
)

// Imports says what is known of other packages; its functions return nil for what is not known.
type Imports struct {
	Function func(*types.Func) *summary.Function
	Variable func(*types.Var) *summary.Variable
	// Reported reports whether an operation in a function's summary is reported in its own package.
	Reported func(*summary.Function, summary.Operation) bool
}

// An imported function is known by its summary.
type imported struct {
	sum    *summary.Function
	base   *Rel
	passed map[relKey]*Rel // without fn
	untold *Rel            // of what the summary does not say
	runs   []running
	asked  []port // what arguments are compared with
	// forwards is what it runs for its callers.
	forwards []*forwarded
	makes    []*ssa.Function // by result: what it returns, if that is known by a summary too
	given    int             // of a function that another one returned: how many parameters that has
}

// imported returns what another package says of its function, or nil; the catalogue's word counts more.
func (p *Package) imported(fn *ssa.Function) *imported {
	if i, seen := p.foreign[fn]; seen {
		return i
	}
	i := p.importFunction(fn)
	p.foreign[fn] = i
	return i
}

func (p *Package) importFunction(fn *ssa.Function) *imported {
	obj, ok := fn.Object().(*types.Func)
	if !ok || obj.Pkg() == p.SSA.Pkg || p.Imports.Function == nil || p.Cat.Knows(obj) {
		return nil
	}
	sum := p.Imports.Function(obj.Origin())
	if sum == nil {
		return nil
	}
	i := p.importSummary(sum)
	for _, m := range sum.Makes {
		sig, ok := fn.Signature.Results().At(m.Result).Type().Underlying().(*types.Signature)
		if !ok {
			continue
		}
		m.Module = sum.Module
		made := &ssa.Function{Signature: sig}
		p.foreign[made] = p.importSummary(&m.Function)
		p.foreign[made].given = inputs(fn)
		if i.makes == nil {
			i.makes = make([]*ssa.Function, fn.Signature.Results().Len())
		}
		i.makes[m.Result] = made
	}
	return i
}

func (p *Package) importSummary(sum *summary.Function) *imported {
	i := &imported{sum: sum, base: p.read(sum.Returns), passed: map[relKey]*Rel{}, untold: newRel()}
	i.untold.f = bdd.True
	for _, s := range sum.Passed {
		rel := p.read(s.Relation)
		rel.tests = s.Tests
		i.passed[relKey{param: 1 + s.Param, form: s.Form, field: s.Field, dropped: s.Dropped}] = rel
	}
	for _, rel := range sum.Relations() {
		for _, sp := range rel.Ports {
			if p := p.importPort(sp); p.kind == paramIs && !slices.Contains(i.asked, p) {
				i.asked = append(i.asked, p)
			}
		}
	}
	i.forwards = p.importForwards(sum)
	for _, r := range sum.Runs {
		rel := p.read(r.Relation)
		rel.tests = r.Tests
		i.runs = append(i.runs, running{r.Param, r.Result, r.Form, rel})
	}
	return i
}

// through returns what becomes of a refusal in an argument.
func (i *imported) through(k relKey) *Rel {
	k.fn = nil
	if rel := i.passed[k]; rel != nil {
		return rel
	}
	return i.untold
}

// testsRefusal reports whether the function tells a refusal in some argument apart.
func (i *imported) testsRefusal() bool {
	return slices.ContainsFunc(i.sum.Passed, func(p summary.Passed) bool { return p.Tests })
}

// guardsParameter reports whether the function runs parameter n only where the role is held.
func (i *imported) guardsParameter(n int) bool { return slices.Contains(i.sum.Guards, n) }

// read makes a relation of what export wrote.
func (p *Package) read(s summary.Relation) *Rel {
	r := newRel()
	for _, sp := range s.Ports {
		r.ports = append(r.ports, p.importPort(sp))
	}
	refs := []bdd.Ref{bdd.False, bdd.True}
	for _, n := range s.Nodes {
		refs = append(refs, r.m.Ite(r.m.Var(n.Port), refs[n.Hi], refs[n.Lo]))
	}
	r.f, r.lost = refs[s.Root], refs[s.Lost]
	return r
}

func (p *Package) importPort(s summary.Port) port {
	q := port{kind: s.Kind, n: s.N, form: s.Form, field: s.Field, is: s.Const}
	switch s.Kind {
	case paramAnswer, resultAnswer:
		q.q = p.number(p.importQuestion(s.Question))
	case held:
		q.of = subject{importName(s.Zone), importName(s.Server)}
	}
	return q
}

func importName(n summary.Name) name { return name{text: n.Text, param: n.Param} }

// target returns the function that a call certainly runs, if it is known what it does: by its body in
// this package, or by a summary, and not by a directive. Else it returns nil.
func (p *Package) target(c *ssa.CallCommon) *ssa.Function {
	if fn := p.body(c); fn != nil {
		return fn
	}
	fn := c.StaticCallee()
	if fn == nil {
		return p.made(c.Value)
	}
	if fn = program.Origin(fn); p.imported(fn) == nil || p.Declared.says(objectOf(fn)) {
		return nil
	}
	return fn
}

// abroad returns what is known of the function of another package that a call certainly runs, or nil.
func (p *Package) abroad(c *ssa.CallCommon) *imported { return p.foreign[p.target(c)] }

// made returns the function that v certainly is, if it is one that another package's function returned and
// said what it does; else nil.
func (p *Package) made(v ssa.Value) *ssa.Function {
	if ct, ok := v.(*ssa.ChangeType); ok {
		return p.made(ct.X)
	}
	call, n := callOf(v)
	if call == nil {
		return nil
	}
	fn := call.Call.StaticCallee()
	if fn == nil {
		return nil
	}
	if i := p.imported(program.Origin(fn)); i != nil {
		if n < len(i.makes) {
			return i.makes[n]
		}
	}
	return nil
}

// inputs returns the number of things that callers give to a function.
func (p *Package) inputs(fn *ssa.Function) int {
	n := inputs(fn)
	if i := p.foreign[fn]; i != nil {
		n += i.given
	}
	return n
}

// inputs returns the number of parameters and captured variables of a function.
func inputs(fn *ssa.Function) int {
	n := fn.Signature.Params().Len() + len(fn.FreeVars)
	if fn.Signature.Recv() != nil {
		n++
	}
	return n
}

// performedBy adds what a call performs that another package's function leaves to its callers.
func (p *Package) performedBy(f *finder, call ssa.CallInstruction) {
	known := p.abroad(call.Common())
	if known == nil {
		return
	}
	for _, o := range known.sum.Performs {
		op := p.Cat.OperationNamed(o.Func)
		if o.Command != "" {
			c := p.Cat.Command(catalog.Shell(o.Shell), o.Command)
			if c == nil || op == nil {
				continue // its pack is switched off
			}
			op = p.commanded(op, c)
		} else if op == nil || o.Does != "" {
			op = &catalog.Operation{Func: o.Func, Does: o.Does, Why: o.Why, Handle: o.Handle}
		}
		in := &Site{Op: op, exported: subject{importName(o.Zone), importName(o.Server)}, rel: p.read(o.Relation)}
		s := &Site{Call: call, Op: op, In: in}
		if o.Message > 0 { // it performs nothing by itself, and so is not reported there
			p.addSender(f, s, call.Common().Args[o.Message-1])
			continue
		}
		s.elsewhere = p.Imports.Reported(known.sum, o)
		f.sites = append(f.sites, s)
	}
}
