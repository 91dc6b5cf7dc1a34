package catalog

import (
	"fmt"
	"go/types"
	"slices"
	"sync"
)

// A Catalog answers questions about functions from a set of packs. It is immutable and safe
// for concurrent use; so must be what it returns.
type Catalog struct {
	packs       []*Pack
	paths       map[string]bool // import paths that any lookup could answer for
	operations  map[symbol]*Operation
	flows       map[symbol][]*Flow
	tests       map[symbol]*Test
	noReturn    map[symbol]bool
	unwinds     map[symbol]bool
	nonNil      map[symbol]bool
	runs        map[symbol]*Run
	commands    map[commandName]*Command
	processes   map[symbol]*Process
	starts      map[symbol]*Start
	texts       map[symbol]*TextOf
	errors      map[string]ErrorType
	updates     []*Update
	messages    map[symbol]*Update
	fields      []FieldForm
	refusals    map[symbol]*Test // those that know the refusal by themselves
	checks      map[symbol]*Check
	establishes map[symbol]*Establish
}

// Default returns the catalogue of the built-in packs. It is the same one each time.
//
// The packs are Go values that a test generates from packs/*.yml and compares with them:
// reading YAML takes milliseconds, and go vet starts the program once for each package.
func Default() *Catalog { return builtin() }

var builtin = sync.OnceValue(func() *Catalog {
	c, err := New(builtinPacks...)
	if err != nil {
		panic(err) // a test does the same: no user can get here
	}
	return c
})

//go:generate go test -run ^TestGenerated$ -update

// New compiles packs, which it keeps and which must not change afterwards. It fails when two
// packs have one name or describe the same function in the same role. They may agree that a
// function never returns, or never returns nil.
func New(packs ...*Pack) (*Catalog, error) {
	c := &Catalog{
		packs:       packs,
		paths:       map[string]bool{},
		operations:  map[symbol]*Operation{},
		flows:       map[symbol][]*Flow{},
		tests:       map[symbol]*Test{},
		noReturn:    map[symbol]bool{},
		unwinds:     map[symbol]bool{},
		nonNil:      map[symbol]bool{},
		runs:        map[symbol]*Run{},
		processes:   map[symbol]*Process{},
		starts:      map[symbol]*Start{},
		texts:       map[symbol]*TextOf{},
		errors:      map[string]ErrorType{},
		messages:    map[symbol]*Update{},
		commands:    map[commandName]*Command{},
		fields:      fieldsOf(packs),
		refusals:    map[symbol]*Test{},
		checks:      map[symbol]*Check{},
		establishes: map[symbol]*Establish{},
	}
	names := map[string]bool{}
	for _, p := range packs {
		if names[p.Pack] {
			return nil, fmt.Errorf("two packs are called %s", p.Pack)
		}
		names[p.Pack] = true
		if err := c.add(p); err != nil {
			return nil, fmt.Errorf("pack %s: %w", p.Pack, err)
		}
	}
	return c, nil
}

// With returns a catalogue of c's packs and one more.
func (c *Catalog) With(p *Pack) (*Catalog, error) {
	return New(append(slices.Clip(c.packs), p)...)
}

// Without returns a catalogue of c's packs but for those that off names. Packs that others need stay.
func (c *Catalog) Without(off func(pack string) bool) (*Catalog, error) {
	return New(slices.DeleteFunc(slices.Clone(c.packs), func(p *Pack) bool { return off(p.Pack) && !p.Support })...)
}

func (c *Catalog) add(p *Pack) error {
	for i := range p.Operations {
		if err := put(c, c.operations, p.Operations[i].Func, &p.Operations[i]); err != nil {
			return err
		}
	}
	for i := range p.Tests {
		tests := c.tests
		if p.Tests[i].whole() {
			tests = c.refusals
		}
		if err := put(c, tests, p.Tests[i].Func, &p.Tests[i]); err != nil {
			return err
		}
	}
	for i := range p.Checks {
		if err := put(c, c.checks, p.Checks[i].Func, &p.Checks[i]); err != nil {
			return err
		}
	}
	for i := range p.Establishes {
		if err := put(c, c.establishes, p.Establishes[i].Func, &p.Establishes[i]); err != nil {
			return err
		}
	}
	for i := range p.Runs {
		if err := put(c, c.runs, p.Runs[i].Func, &p.Runs[i]); err != nil {
			return err
		}
	}
	for i := range p.Commands {
		r := &p.Commands[i]
		k := commandKey(r.Shell, r.Name)
		if c.commands[k] != nil {
			return fmt.Errorf("%s has two rows of one kind", r.Name)
		}
		c.commands[k] = r
	}
	if err := c.name(c.noReturn, p.NoReturn); err != nil {
		return err
	}
	if err := c.name(c.unwinds, p.Unwinds); err != nil {
		return err
	}
	if err := c.name(c.nonNil, p.NonNil); err != nil {
		return err
	}
	for i := range p.Flows {
		s, err := parseFunc(p.Flows[i].Func)
		if err != nil {
			return fmt.Errorf("%q: %w", p.Flows[i].Func, err)
		}
		c.paths[s.pkg] = true
		c.flows[s] = append(c.flows[s], &p.Flows[i])
	}
	for _, e := range p.Errors {
		c.errors[e.Type] = e
	}
	for i := range p.Texts {
		if err := put(c, c.texts, p.Texts[i].Func, &p.Texts[i]); err != nil {
			return err
		}
	}
	for i := range p.Processes {
		row := &p.Processes[i]
		s, err := parseName(row.Type, errName)
		if err != nil {
			return fmt.Errorf("%q: %w", row.Type, err)
		}
		c.processes[s] = row
		for j := range row.New {
			if err := put(c, c.starts, row.New[j].Func, &row.New[j]); err != nil {
				return err
			}
		}
	}
	for i := range p.Updates {
		u := &p.Updates[i]
		s, err := parseName(u.Message, errName)
		if err != nil {
			return fmt.Errorf("%q: %w", u.Message, err)
		}
		if c.messages[s] != nil {
			return fmt.Errorf("%s has two rows", u.Message)
		}
		c.messages[s] = u
		c.updates = append(c.updates, u)
	}
	return nil
}

// name enters functions in a list. Packs that agree are no conflict: what a user has listed may
// become a built-in row.
func (c *Catalog) name(list map[symbol]bool, funcs []string) error {
	for _, f := range funcs {
		s, err := parseFunc(f)
		if err != nil {
			return fmt.Errorf("%q: %w", f, err)
		}
		list[s] = true
		c.paths[s.pkg] = true
	}
	return nil
}

// put enters a row for the function fn, once.
func put[V any](c *Catalog, m map[symbol]V, fn string, v V) error {
	s, err := parseFunc(fn)
	if err != nil {
		return fmt.Errorf("%q: %w", fn, err)
	}
	if _, ok := m[s]; ok {
		return fmt.Errorf("%s has two rows of one kind", fn)
	}
	m[s] = v
	c.paths[s.pkg] = true
	return nil
}

// Describes reports whether path is a package whose operations the catalogue lists.
func (c *Catalog) Describes(path string) bool {
	for _, p := range c.packs {
		if slices.Contains(p.Packages, path) {
			return true
		}
	}
	return false
}

// Named reports whether some operation's function or method has this name.
func (c *Catalog) Named(name string) bool {
	for s := range c.operations {
		if s.name == name {
			return true
		}
	}
	return false
}

// Packs returns the packs in their order: for the default catalogue that of their file names.
func (c *Catalog) Packs() []*Pack { return c.packs }

// Operation returns the row of an operation, or nil. Whether a given call counts is for
// [Catalog.Match] or [Counts] to say. fn may be an interface's method and an instance of a
// generic function, which is looked up by its origin.
func (c *Catalog) Operation(fn *types.Func) *Operation { return lookup(c, c.operations, fn) }

// OperationNamed returns the row of a function, written as types.Func.FullName writes it, or nil.
func (c *Catalog) OperationNamed(fn string) *Operation {
	s, err := parseFunc(fn)
	if err != nil {
		return nil
	}
	return c.operations[s]
}

// Flow returns the rows of a function that passes a refusal on.
func (c *Catalog) Flow(fn *types.Func) []*Flow { return lookup(c, c.flows, fn) }

// Test returns the row of a function that tests for a refusal, or nil.
func (c *Catalog) Test(fn *types.Func) *Test { return lookup(c, c.tests, fn) }

// NoReturn reports whether fn never returns.
func (c *Catalog) NoReturn(fn *types.Func) bool { return lookup(c, c.noReturn, fn) }

// Unwinds reports whether fn, which never returns, runs deferred calls: it panics, or ends its goroutine.
func (c *Catalog) Unwinds(fn *types.Func) bool { return lookup(c, c.unwinds, fn) }

// Run returns the row of a function that runs what it is given, or nil.
func (c *Catalog) Run(fn *types.Func) *Run { return lookup(c, c.runs, fn) }

// NonNil reports whether fn's only result is never nil.
func (c *Catalog) NonNil(fn *types.Func) bool { return lookup(c, c.nonNil, fn) }

// Knows reports whether a row says what fn does.
func (c *Catalog) Knows(fn *types.Func) bool {
	return c.Operation(fn) != nil || c.Test(fn) != nil || len(c.Flow(fn)) > 0 || c.NoReturn(fn) || c.NonNil(fn) ||
		c.Check(fn) != nil || c.Establish(fn) != nil || c.Refusal(fn)
}

// lookup finds fn's row. Most functions are of a package that no row mentions, which one map
// access settles.
func lookup[V any](c *Catalog, m map[symbol]V, fn *types.Func) (row V) {
	if fn == nil {
		return row
	}
	path := ""
	if fn.Pkg() != nil {
		path = fn.Pkg().Path()
	}
	if !c.paths[path] {
		return row
	}
	if s, ok := symbolOf(fn.Origin()); ok {
		row = m[s]
	}
	return row
}

// ProcessOf returns the row about descriptions of processes of the given type, or nil.
func (c *Catalog) ProcessOf(t *types.TypeName) *Process {
	if t == nil || t.Pkg() == nil {
		return nil
	}
	return c.processes[symbol{pkg: t.Pkg().Path(), name: t.Name()}]
}

// ErrorPart returns the form in which errors of a type hold, in their fields, the refusal of an operation; ""
// if its errors are not of the type. Of an unknown operation, nil, they may be.
func (c *Catalog) ErrorPart(t types.Type, op *Operation) Form {
	e, ok := c.errors[t.String()]
	if !ok {
		return ""
	}
	if op != nil {
		if s, err := parseFunc(op.Func); err != nil || !slices.Contains(e.Of, s.pkg) {
			return ""
		}
	}
	return e.Form
}

// Starts returns the row of a function that describes a process, or nil.
func (c *Catalog) Starts(fn *types.Func) *Start { return lookup(c, c.starts, fn) }

// Text returns the row of a function that makes a command's text of another, or nil.
func (c *Catalog) Text(fn *types.Func) *TextOf { return lookup(c, c.texts, fn) }

// Updates returns the rows about dynamic updates.
func (c *Catalog) Updates() []*Update { return c.updates }

// Builds reports whether obj is a function that makes a message an update, or puts records in one, or a field
// by which a program does.
func (c *Catalog) Builds(obj types.Object) bool {
	for _, u := range c.updates {
		switch obj := obj.(type) {
		case *types.Func:
			if obj.Pkg() == nil || !c.paths[obj.Pkg().Path()] {
				return false
			}
			name := obj.FullName()
			if slices.Contains(u.Setters, name) || slices.Contains(u.Adders, name) || slices.Contains(u.New, name) {
				return true
			}
		case *types.Var:
			if obj.IsField() && obj.Pkg() != nil && c.paths[obj.Pkg().Path()] && (obj.Name() == u.Opcode || obj.Name() == u.Section) {
				return true
			}
		}
	}
	return false
}

// UpdateOf returns the row about messages of the given type, or nil.
func (c *Catalog) UpdateOf(message *types.TypeName) *Update {
	if message == nil || message.Pkg() == nil {
		return nil
	}
	return c.messages[symbol{pkg: message.Pkg().Path(), name: message.Name()}]
}
