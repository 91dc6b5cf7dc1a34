package program

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// calls are those calls of a function that may write something.
type calls struct {
	all    []*write
	to     map[*ssa.Function][]*write // by what is certainly called
	given  map[*ssa.Alloc][]*write    // by the variables whose addresses they are given
	values map[ssa.Value][]*write     // by the function value that is called

	// Who writes a field, a package variable or a captured variable; made on demand.
	writers map[any][]*ssa.Function
}

func newCalls() calls {
	return calls{to: map[*ssa.Function][]*write{}, given: map[*ssa.Alloc][]*write{}, values: map[ssa.Value][]*write{}}
}

func (c *calls) add(w *write) {
	c.all = append(c.all, w)
	if fn := w.call.StaticCallee(); fn != nil {
		c.to[fn] = append(c.to[fn], w)
	}
	c.values[w.call.Value] = append(c.values[w.call.Value], w)
	for _, arg := range w.call.Args {
		if a := addressOf(arg); a != nil {
			c.given[a] = append(c.given[a], w)
		}
	}
}

// near returns the calls that may write l.
func (c *calls) near(p *Program, l *Loc) []*write {
	if len(c.all) == 0 || p.Private(l.Root.SSA) {
		return nil
	}
	var found []*write
	if a, ok := l.Root.SSA.(*ssa.Alloc); ok {
		found = append(found, c.given[a]...)
		runs := p.capturing(a)
		if runs.anywhere {
			return c.all
		}
		for _, lit := range runs.called {
			found = append(found, c.values[lit]...)
		}
	}
	if p.effects == nil {
		return found
	}
	if c.writers == nil {
		c.findWriters(p.effects)
	}
	writtenBy := func(what any) {
		for _, fn := range c.writers[what] {
			found = append(found, c.to[fn]...)
		}
	}
	for _, s := range l.Path {
		if s.Field != nil {
			writtenBy(s.Field)
		}
	}
	switch r := l.Root.SSA.(type) {
	case *ssa.Global, *ssa.FreeVar:
		writtenBy(r)
	}
	return found
}

func (c *calls) findWriters(e *Effects) {
	c.writers = map[any][]*ssa.Function{}
	for fn := range c.to {
		w := e.funcs[Origin(fn)]
		if w == nil {
			continue
		}
		for f := range w.fields {
			c.writers[f] = append(c.writers[f], fn)
		}
		for g := range w.globals {
			c.writers[g] = append(c.writers[g], fn)
		}
		for v := range w.free {
			c.writers[v] = append(c.writers[v], fn)
		}
	}
}

// runs says where closures run that write a variable: anywhere, or where they are called.
type runs struct {
	anywhere bool
	called   []*ssa.MakeClosure
}

// capturing returns where closures of this function run that write a. One that has gone where the
// function does not see its calls may run in any call.
func (p *Program) capturing(a *ssa.Alloc) *runs {
	if r := p.captures[a]; r != nil {
		return r
	}
	r := &runs{}
	p.captures[a] = r
	if p.effects == nil {
		return r
	}
	for _, ref := range *a.Referrers() {
		lit, ok := ref.(*ssa.MakeClosure)
		if !ok || !p.effects.writesCaptured(lit, a) {
			continue
		}
		if p.effects.funcs[lit.Fn.(*ssa.Function)] == nil || !onlyCalled(lit) {
			r.anywhere = true
			return r
		}
		r.called = append(r.called, lit)
	}
	return r
}

// closureWrites reports whether a call may run a closure of this function that writes a.
func (p *Program) closureWrites(a *ssa.Alloc, call *ssa.CallCommon) bool {
	r := p.capturing(a)
	lit, ok := call.Value.(*ssa.MakeClosure)
	return r.anywhere || ok && slices.Contains(r.called, lit)
}
