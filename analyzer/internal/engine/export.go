package engine

import (
	"cmp"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
	"github.com/keymasterlint/keymaster/analyzer/internal/summary"
)

// Shared reports whether other packages may call fn.
func (pkg *Package) Shared(fn *ssa.Function) bool {
	obj, ok := fn.Object().(*types.Func)
	return ok && obj.Exported() && obj.Pkg() == pkg.SSA.Pkg && obj.Pkg().Name() != "main"
}

// SummarizeVariable says whether a package variable holds the refusal for ever.
func (pkg *Package) SummarizeVariable(obj *types.Var) *summary.Variable {
	s := &summary.Variable{}
	g := pkg.SSA.Var(obj.Name())
	if g == nil || pkg.assigned[g] {
		return s
	}
	for _, form := range []catalog.Form{catalog.Error, catalog.Text, catalog.Code, catalog.Rcode} {
		if form == catalog.Rcode && !pkg.knowsRcodes() {
			continue
		}
		is := slices.ContainsFunc(pkg.globals[g], func(v ssa.Value) bool { return pkg.refusal(v, form) })
		if is {
			s.Is = append(s.Is, form)
		}
		if slices.ContainsFunc(pkg.globals[g], func(v ssa.Value) bool { return pkg.holds(v, form) }) {
			s.Holds = append(s.Holds, form)
		}
	}
	return s
}

// Summarize says what a function means for callers in other packages; nil if that is nothing.
// What it performs v tells, after it has judged all sites.
func (v *Verdict) Summarize(fn *ssa.Function) *summary.Function {
	pkg := v.pkg
	s := v.summarize(fn, exporter{pkg: pkg})
	s.Makes = v.makes(fn)
	if s.Empty() {
		return nil
	}
	return s
}

func (v *Verdict) summarize(fn *ssa.Function, x exporter) *summary.Function {
	pkg := v.pkg
	s := &summary.Function{Returns: summary.Relation{Root: summary.True}, Performs: v.performs(fn, x)}
	if pkg.decisive(fn) {
		s.Returns = x.export(pkg.base(fn))
	}
	for i, v := range fn.FreeVars {
		if ptr, ok := v.Type().Underlying().(*types.Pointer); ok && len(unchanged(v)) > 0 {
			s.Passed = append(s.Passed, x.passes(fn, len(fn.Params)+i, ptr.Elem())...)
		}
	}
	for i, p := range fn.Params {
		s.Passed = append(s.Passed, x.passes(fn, i, p.Type())...)
		if runnable(p) && pkg.guardsParameter(p) {
			s.Guards = append(s.Guards, i)
		}
	}
	s.Runs = x.exportRuns(fn)
	s.Messages = pkg.messages(fn)
	s.Forwards = x.exportForwards(fn)
	s.Texts = pkg.exportTexts(fn)
	for _, to := range pkg.movesOf(fn) {
		s.Moves = append(s.Moves, summary.Subject{Zone: x.name(to.zone), Server: x.name(to.server)})
	}
	s.Pure = pkg.pure(fn)
	return s
}

// An exporter writes relations down for other packages.
type exporter struct {
	pkg *Package
	// captured says, of a function that another one returns, which parameters of that one its captured
	// variables hold; -1: none. The first has the number first.
	captured []int
	first    int
}

// number returns the number that callers give to a parameter, or false for what they do not know.
func (x exporter) number(n int) (int, bool) {
	if n < x.first || x.captured == nil {
		return n, true
	}
	k := x.captured[n-x.first]
	return x.first + k, k >= 0
}

func (x exporter) name(n name) summary.Name {
	if n.param > 0 {
		k, known := x.number(n.param - 1)
		if !known {
			return summary.Name{}
		}
		return summary.Name{Param: 1 + k}
	}
	return summary.Name{Text: n.text}
}

// runnable reports whether a parameter holds something that is there to be run: a function, or an
// interface of one method such as http.Handler.
func runnable(p *ssa.Parameter) bool {
	switch t := p.Type().Underlying().(type) {
	case *types.Signature:
		return len(*p.Referrers()) > 0
	case *types.Interface:
		return len(*p.Referrers()) > 0 && t.NumMethods() == 1 && !role.IsError(p.Type())
	}
	return false
}

// passes says what becomes of a refusal that fn is given in parameter i, in each form that it may have,
// where the function makes a difference to it.
func (x exporter) passes(fn *ssa.Function, i int, t types.Type) []summary.Passed {
	pkg := x.pkg
	at, known := x.number(i)
	if !known {
		return nil
	}
	var all []summary.Passed
	tester, decides := pkg.mayTest(fn), mayAnswer(t) && pkg.decidesBy(fn, i)
	for _, c := range pkg.carriedBy(t) {
		flows := flowsOn(fn, c)
		if !tester && !flows && !decides && c.form != catalog.Rcode {
			continue
		}
		for _, dropped := range []bool{false, true} {
			if dropped && fn.Signature.Results().Len() == 0 {
				continue // no test to throw away
			}
			rel := pkg.passing(relKey{fn: fn, param: 1 + i, form: c.form, field: c.field, dropped: dropped})
			passed := !dropped && flows && rel.mentions(func(p port) bool { return p.kind == resultCarries })
			if rel.tests || passed || decides && pkg.tellsMore(fn, i, rel, dropped) {
				all = append(all, summary.Passed{Param: at, Form: c.form, Field: c.field, Dropped: dropped, Tests: rel.tests, Relation: x.export(rel)})
			}
		}
	}
	return all
}

// decidesBy reports whether it depends on what parameter i is how calls of fn return, or whether some do not.
func (pkg *Package) decidesBy(fn *ssa.Function, i int) bool {
	if !pkg.decisive(fn) {
		return false
	}
	base := pkg.base(fn)
	return base.lost != bdd.False || base.mentions(func(p port) bool {
		return p.kind == paramAnswer && p.n == i
	})
}

// tellsMore reports whether a relation says of calls of fn with the refusal as parameter i what is not known of
// all calls with an error: that it is lost, or, unless the results are dropped, that they return otherwise.
func (pkg *Package) tellsMore(fn *ssa.Function, i int, rel *Rel, dropped bool) bool {
	if rel.lost != bdd.False || dropped {
		return rel.lost != bdd.False
	}
	all := newRel()
	all.join(pkg.base(fn))
	all.f = all.m.And(all.f, all.m.Not(all.m.Var(all.variable(port{kind: paramNil, n: i}))))
	f, _ := all.take(rel)
	f = all.m.Exists(f, func(v int) bool { return all.ports[v].kind == resultCarries })
	return all.m.And(all.f, f) != all.f
}

// flowsOn reports whether a refusal that a function is given, in some form, may be in a result and still be told
// from others there: numbers go anywhere.
func flowsOn(fn *ssa.Function, c carrier) bool {
	if c.field == "" && (c.form == catalog.Code || c.form == catalog.Rcode) {
		return false
	}
	for v := range fn.Signature.Results().Variables() {
		b, basic := v.Type().Underlying().(*types.Basic)
		switch {
		case !basic, c.form == catalog.Text && b.Info()&types.IsString != 0, c.form != catalog.Text && !program.IsBool(v.Type()):
			return true
		}
	}
	return false
}

// knowsRcodes reports whether the package may speak of response codes: they are small numbers, and mean
// nothing by themselves.
func (pkg *Package) knowsRcodes() bool {
	return slices.ContainsFunc(pkg.SSA.Pkg.Imports(), func(p *types.Package) bool { return pkg.Cat.Describes(p.Path()) })
}

// carriedBy returns the ways in which a value of a type may hold a refusal.
func (pkg *Package) carriedBy(t types.Type) []carrier {
	var cs []carrier
	forms := func(field string, forms ...catalog.Form) {
		for _, f := range forms {
			cs = append(cs, carrier{form: f, field: field})
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Interface:
		if isErrorType(t) || u.Empty() {
			forms("", errorForms...)
			break
		}
		for _, t := range terms(u) {
			for _, c := range pkg.carriedBy(t) {
				if !slices.Contains(cs, c) {
					cs = append(cs, c)
				}
			}
		}
	case *types.Basic:
		switch {
		case u.Info()&types.IsString != 0:
			forms("", catalog.Text)
		case u.Info()&types.IsInteger != 0:
			forms("", catalog.Code)
			if _, plain := types.Unalias(t).(*types.Basic); plain && pkg.knowsRcodes() {
				forms("", catalog.Rcode)
			}
			if isErrorType(t) {
				forms("", catalog.Error)
			}
		}
	case *types.Slice:
		if role.IsError(u.Elem()) {
			forms(inside, catalog.Error, wrapped, joined)
		}
	case *types.Signature:
		for n := range u.Results().Len() {
			if mayAnswer(u.Results().At(n).Type()) {
				forms(yielded(n), errorForms...)
			}
		}
		forms(yieldsTest, catalog.Error)
	}
	for _, c := range pkg.Cat.Fields() {
		if field, _, _ := types.LookupFieldOrMethod(t, true, pkg.SSA.Pkg, c.Field); field != nil {
			cs = append(cs, carrier{form: c.Form, field: c.Field})
		}
	}
	return cs
}

// terms lists types that a constraint allows, or of which it allows those with the same underlying one.
func terms(u *types.Interface) []types.Type {
	var all []types.Type
	for t := range u.EmbeddedTypes() {
		switch t := t.(type) {
		case *types.Union:
			for term := range t.Terms() {
				all = append(all, term.Type())
			}
		case *types.Named:
			if under, ok := t.Underlying().(*types.Interface); ok {
				all = append(all, terms(under)...)
			}
		}
	}
	return all
}

// performs returns what calls in fn leave of the refusals of operations.
func (v *Verdict) performs(fn *ssa.Function, x exporter) []summary.Operation {
	var ops []summary.Operation
	add := func(s *Site, silent bool) {
		op := summary.Operation{
			Func:     s.Op.Func,
			Zone:     x.name(s.exported.zone),
			Server:   x.name(s.exported.server),
			Message:  s.message,
			Silent:   silent,
			Relation: x.export(s.rel),
		}
		if c := s.Op.Runs; c != nil {
			op.Shell, op.Command = string(c.Shell), c.Name
		} else if v.pkg.Cat.OperationNamed(op.Func) != s.Op {
			op.Does, op.Why, op.Handle = s.Op.Does, s.Op.Why, s.Op.Handle
		}
		ops = append(ops, op)
	}
	for _, p := range v.unsafeIn(fn) {
		if p.Call.Parent() == fn {
			add(p.Site, p.Silent())
			continue
		}
		for _, s := range v.launches(p) {
			add(s, p.Silent())
		}
	}
	for _, s := range v.pkg.senders[fn] {
		add(s, false)
	}
	slices.SortFunc(ops, func(a, b summary.Operation) int { return cmp.Compare(a.Key(), b.Key()) })
	return slices.CompactFunc(ops, func(a, b summary.Operation) bool { return a.Key() == b.Key() })
}

// unsafeIn returns the calls in fn, and in literals in it, that are not safe by themselves.
func (v *Verdict) unsafeIn(fn *ssa.Function) []*Performed {
	if v.unsafeBy == nil {
		v.unsafeBy = map[*ssa.Function][]*Performed{}
		for _, p := range v.calls {
			if p.Safe() || p.dead {
				continue
			}
			in := p.Call.Parent()
			v.unsafeBy[in] = append(v.unsafeBy[in], p)
			if around := in.Parent(); around != nil {
				v.unsafeBy[around] = append(v.unsafeBy[around], p)
			}
		}
	}
	return v.unsafeBy[fn]
}

// export writes a relation down so that it does not depend on how it was found: its ports are in order.
func (x exporter) export(r *Rel) summary.Relation {
	r = r.asCheck(func(port) bool { return true })
	if x.captured != nil {
		known := newRel()
		known.f, known.lost = known.take(r)
		unknown := func(v int) bool {
			switch p := known.ports[v]; p.kind {
			case paramBool, paramNil, paramAnswer, paramIs:
				_, ok := x.number(p.n)
				return !ok
			}
			return false
		}
		known.f, known.lost = known.m.Exists(known.f, unknown), known.m.Exists(known.lost, unknown)
		r = known
	}
	var ports []summary.Port
	used := map[int]summary.Port{}
	for _, f := range []bdd.Ref{r.f, r.lost} {
		r.m.Support(f, func(v int) {
			if _, seen := used[v]; !seen {
				used[v] = x.exportPort(r.ports[v])
				ports = append(ports, used[v])
			}
		})
	}
	slices.SortFunc(ports, func(a, b summary.Port) int { return cmp.Compare(a.Key(), b.Key()) })
	ports = slices.Compact(ports)
	m := bdd.New()
	by := func(v int) bdd.Ref { return m.Var(slices.Index(ports, used[v])) }
	w := writer{m: m, at: map[bdd.Ref]int{bdd.False: 0, bdd.True: 1}}
	root, lost := m.Compose(r.m, r.f, by), m.Compose(r.m, r.lost, by)
	return summary.Relation{Ports: ports, Root: w.write(root), Lost: w.write(lost), Nodes: w.nodes}
}

// A writer numbers the nodes of decision diagrams, children first.
type writer struct {
	m     *bdd.Manager
	at    map[bdd.Ref]int
	nodes []summary.Node
}

func (w *writer) write(f bdd.Ref) int {
	if i, ok := w.at[f]; ok {
		return i
	}
	v, lo, hi := w.m.Root(f)
	n := summary.Node{Port: v, Lo: w.write(lo), Hi: w.write(hi)}
	w.nodes = append(w.nodes, n)
	w.at[f] = 1 + len(w.nodes)
	return w.at[f]
}

func (x exporter) exportPort(p port) summary.Port {
	s := summary.Port{Kind: p.kind, N: p.n, Form: p.form, Field: p.field, Const: p.is}
	switch p.kind {
	case paramBool, paramNil, paramAnswer, paramIs:
		s.N, _ = x.number(p.n)
	case held:
		s.Zone, s.Server = x.name(p.of.zone), x.name(p.of.server)
	}
	if p.kind == paramAnswer || p.kind == resultAnswer {
		s.Question = exportQuestion(x.pkg.questions[p.q])
	}
	return s
}
