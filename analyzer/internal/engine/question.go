package engine

import (
	"go/constant"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
	"github.com/keymasterlint/keymaster/analyzer/internal/summary"
)

// A question is something that the package asks of errors. What an error answers does not change, so
// an error that is asked twice, or in another function, answers the same.
type question struct {
	kind questionKind
	what identity // same, wraps
	typ  string   // is, holds: a type's name
	text string   // says
	// value is, of a question about texts, the one value that answers yes.
	value *program.Val
}

type questionKind uint8

const (
	same   questionKind = iota // is it this constant or sentinel (==)?
	wraps                      // does it wrap it (errors.Is)?
	is                         // is it of this type (a type assertion)?
	holds                      // does it wrap one of this type (errors.As)?
	says                       // does its text contain this?
	chosen                     // is it this value?
)

// An identity is a constant error of some type, or a package variable that holds one for ever.
type identity struct {
	typ, text string
	code      int64
	global    string // the package variable: path.Name
	fresh     bool   // it holds what errors.New made, and this package declares it
}

// mayAnswer reports whether values of a type are errors that come in any form: of a type parameter they may.
func mayAnswer(t types.Type) bool {
	_, parameter := t.(*types.TypeParam)
	return role.IsError(t) || parameter && isErrorType(t)
}

// identify returns the identity of an error that is a constant or a sentinel.
func (p *Package) identify(v ssa.Value) (identity, bool) {
	var id identity
	n := 0
	p.contents(v, func(leaf ssa.Value) {
		n++
		switch leaf := leaf.(type) {
		case *ssa.Const:
			if leaf.Value == nil {
				n++
				return
			}
			id = identity{typ: leaf.Type().String(), text: leaf.Value.ExactString()}
			id.code, _ = constant.Int64Val(constant.ToInt(leaf.Value))
		case *ssa.Global:
			if p.sentinel(leaf) && len(p.globals[leaf]) == 0 {
				id.global = globalName(leaf)
			}
		case *ssa.Call:
			if newError(leaf) {
				if g := p.holder(leaf); g != nil {
					id.global, id.fresh = globalName(g), true
				}
			}
		}
	})
	return id, n == 1 && (id.global != "" || id.typ != "")
}

func globalName(g *ssa.Global) string { return g.Pkg.Pkg.Path() + "." + g.Name() }

// holder returns the package variable that is initialised with v and never changes, or nil.
func (p *Package) holder(v ssa.Value) *ssa.Global {
	for _, ref := range *v.Referrers() {
		if s, ok := ref.(*ssa.Store); ok {
			if g, ok := s.Addr.(*ssa.Global); ok && !p.assigned[g] && len(p.globals[g]) == 1 {
				return g
			}
		}
	}
	return nil
}

// A list of questions is short: the answers to each two that are asked of one error are related. Further ones are
// separate questions each time.
type list []int

// with returns the list with another question, unless there are too many.
func (l list) with(q int) list {
	const most = 8
	if len(l) == most || slices.Contains(l, q) {
		return l
	}
	return append(l, q)
}

// findQuestions collects what the package's functions ask, and which of it matters to a function: what it asks
// itself, and what is asked in functions that it is connected with by calls.
func (p *Package) findQuestions() {
	p.asks = map[*ssa.Function]list{}
	p.asksAround = map[*ssa.Function]list{}
	p.asksAbroad = map[*ssa.Function]bool{}
	p.linked = map[*ssa.Function]*ssa.Function{}
	for callee, calls := range p.callers {
		for _, c := range calls {
			p.linked[p.group(c.Parent())] = p.group(callee)
		}
	}
	operates := p.operates()
	for _, fn := range p.Funcs {
		if p.outside(fn) && (p.relevant[fn] || operates[fn] || takesError(fn)) && returnsError(fn) {
			p.asksAbroad[p.group(fn)] = true
		}
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				if q, _, _, ok := p.asking(ins); ok {
					p.addQuestion(fn, q)
				}
				if call, ok := ins.(ssa.CallInstruction); ok {
					p.askedThere(fn, call)
				}
			}
		}
	}
}

// operates finds the functions that call operations, directly or not, or functions of other packages that say
// something of the errors that are left of one.
func (p *Package) operates() map[*ssa.Function]bool {
	found := map[*ssa.Function]bool{}
	for _, fn := range p.Funcs {
		for _, b := range fn.Blocks {
			for _, ins := range b.Instrs {
				call, ok := ins.(ssa.CallInstruction)
				if !ok {
					continue
				}
				known := p.abroad(call.Common())
				if known != nil && (len(known.sum.Performs) > 0 || known.base.mentions(func(p port) bool { return p.kind == resultAnswer })) || p.Cat.Operation(callee(call.Common())) != nil {
					found[fn] = true
				}
			}
		}
	}
	p.spread(found)
	return found
}

func returnsError(fn *ssa.Function) bool {
	for v := range fn.Signature.Results().Variables() {
		if mayAnswer(v.Type()) {
			return true
		}
	}
	return false
}

// takesError reports whether a function may return an error that it is given, or that a function yields
// which it is given.
func takesError(fn *ssa.Function) bool {
	for v := range fn.Signature.Params().Variables() {
		sig, runs := v.Type().Underlying().(*types.Signature)
		if mayAnswer(v.Type()) || runs && slices.ContainsFunc(slices.Collect(sig.Results().Variables()), func(v *types.Var) bool { return mayAnswer(v.Type()) }) {
			return true
		}
	}
	return false
}

// crossing returns the questions that matter where fn is called and calls others. What other packages are
// likely to ask comes on top of what this one asks.
func (p *Package) crossing(fn *ssa.Function) []int {
	g := p.group(fn)
	if !p.asksAbroad[g] {
		return p.asksAround[g]
	}
	return union(p.asksAround[g], p.refusalQuestions())
}

// union returns the questions in a and those that are only in b.
func union(a, b []int) []int {
	all := slices.Clone(a)
	for _, q := range b {
		if !slices.Contains(all, q) {
			all = append(all, q)
		}
	}
	return all
}

// refusalQuestions returns what other packages are likely to ask of an error.
func (p *Package) refusalQuestions() []int {
	var qs []int
	for _, code := range p.Cat.Values(catalog.Error, catalog.Refused) {
		k := constant.MakeInt64(code)
		refusal := identity{typ: "syscall.Errno", text: k.ExactString(), code: code}
		qs = append(qs, p.number(question{kind: wraps, what: refusal}), p.number(question{kind: same, what: refusal}))
	}
	return qs
}

// askedThere adds what another package's function asks that fn calls.
func (p *Package) askedThere(fn *ssa.Function, call ssa.CallInstruction) {
	known := p.abroad(call.Common())
	if known == nil {
		return
	}
	for _, port := range known.base.ports {
		if port.kind == paramAnswer {
			p.addQuestion(fn, p.questions[port.q])
		}
	}
}

func (p *Package) addQuestion(fn *ssa.Function, q question) {
	i, g := p.number(q), p.group(fn)
	p.asks[fn] = p.asks[fn].with(i)
	p.asksAround[g] = p.asksAround[g].with(i)
}

// number returns the number of a question, a new one if need be.
func (p *Package) number(q question) int {
	i, known := p.numbers[q]
	if !known {
		i = len(p.questions)
		p.questions = append(p.questions, q)
		p.numbers[q] = i
	}
	return i
}

// importQuestion reads what exportQuestion wrote.
func (p *Package) importQuestion(s summary.Question) question {
	q := question{kind: questionKind(s.Kind)}
	switch q.kind {
	case same, wraps:
		q.what = identity{typ: s.Type, text: s.Text, code: s.Code, global: s.Var}
	case is, holds:
		q.typ = s.Type
	case says:
		q.text = s.Text
	}
	return q
}

// exportQuestion writes a question down. Other packages do not know that a sentinel is fresh.
func exportQuestion(q question) summary.Question {
	return summary.Question{Kind: uint8(q.kind), Type: q.typ + q.what.typ, Text: q.text + q.what.text, Code: q.what.code, Var: q.what.global}
}

// group returns a function that stands for all that fn is connected with by calls; a literal is
// connected with the function around it.
func (p *Package) group(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	for p.linked[fn] != nil && p.linked[fn] != fn {
		fn = p.linked[fn]
	}
	return fn
}

// constrain says how the answers to a question and to others hang together that are asked of one
// error, which comes from elsewhere.
func (f *Func) constrain(x *program.Var) {
	m := f.p.M
	i, j := f.definition(x.Val)
	answer := f.p.Ref(x)
	f.assume(m.Implies(answer, m.Not(f.p.Nil(x.Val))), i, j)
	question := f.pkg.questions[x.Bit]
	for _, other := range f.asked[x.Val] {
		if o := f.pkg.questions[other]; other != x.Bit {
			also := f.p.Answer(x.Val, other)
			f.assume(f.consistent(o, question, also, answer), i, j)
			f.assume(f.consistent(question, o, answer, also), i, j)
		}
	}
}

// consistent says what the answer x to question a means for the answer y to question b.
func (f *Func) consistent(a, b question, x, y bdd.Ref) bdd.Ref {
	m := f.p.M
	switch {
	case b.kind == says:
		if a.what.typ == "" {
			break
		}
		switch says, never := f.pkg.codeSays(a.what, b.text); {
		case says:
			return m.Implies(x, y) // what wraps a code says so
		case never:
			return m.Not(m.And(x, y))
		}
	case a.implies(b):
		return m.Implies(x, y)
	case a.excludes(b):
		return m.Not(m.And(x, y))
	}
	return bdd.True
}

// implies reports whether an error that answers yes to a does so to b.
func (a question) implies(b question) bool {
	switch {
	case a.what != (identity{}) && a.what == b.what:
		return a.kind == same && b.kind == wraps
	case b.kind == is:
		return a.kind == same && a.what.typ == b.typ
	case b.kind == holds:
		return (a.kind == same || a.kind == wraps) && a.what.typ == b.typ || a.kind == is && a.typ == b.typ
	}
	return false
}

// excludes reports whether an error that comes from elsewhere answers yes to one of a and b at
// most. It is taken to hold one code.
func (a question) excludes(b question) bool {
	switch a.kind {
	case same:
		switch b.kind {
		case same, wraps:
			return a.what.excludes(b.what)
		case is, holds:
			return (a.what.typ != "" || a.what.fresh) && a.what.typ != b.typ
		}
	case wraps:
		return b.kind == wraps && a.what.excludes(b.what)
	case is:
		return b.kind == is && a.typ != b.typ
	}
	return false
}

// excludes reports whether what is a neither is nor wraps b. Of a sentinel that another package
// declares it is not known: it may be b under another name.
func (a identity) excludes(b identity) bool {
	plain := func(id identity) bool { return id.typ != "" || id.fresh }
	return a != b && plain(a) && plain(b)
}
