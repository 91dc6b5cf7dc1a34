package script

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/script/powershell"
)

// A machine walks a script once, with all its executions at the same time: path is the condition under
// which one is here, as a function of the outcomes of all checks, failures and conditions so far. Loops
// are walked once, with what they change unknown. So what is true of path is true of every execution.
type machine struct {
	r        Reader
	b        *bdd.Manager
	conds    int // conditions made
	keys     int // identities made
	path     bdd.Ref
	held     bdd.Ref // where a filter of the pipeline at hand lets nothing through
	env      *scope
	tired    bool // too many conditions: they are forgotten from here on
	subjects subjects
	funcs    map[string]*powershell.Function
	walking  map[*powershell.Function]bool
	walked   int // nodes walked, against the limit for calls of functions
	calls    map[any]*Call
	order    []*Call
	sites    []*instance
	open     map[int]bool
	asked    map[string]*value // comparisons of which nothing more is known
	targets  []*target
	out      []alternative // what the block at hand has printed
	server   Arg           // where a command without a server acts
	host     []alternative // what is written past the output
	ends     []ending
	sets     map[*catalog.Command]*parameterSet
	nested   int // scripts in scripts
}

// An instance is one walk over an operation.
type instance struct {
	call            *Call
	number          int     // in the order of the walk
	at              bdd.Ref // where it runs
	failed, refused bdd.Ref
	good            bdd.Ref // where the role was established
	tested, shown   bdd.Ref
}

// An ending is a way in which the script ends.
type ending struct {
	path bdd.Ref
	ok   bool // with exit code 0
}

// The limits that keep time linear: of walks through functions, of conditions in one path, and of all.
const (
	maxWalks    = 20000
	maxPath     = 400
	maxNodes    = 1 << 18
	maxSnaps    = 32
	maxText     = 1 << 12 // of texts that the script puts together
	maxChoice   = 6
	maxParts    = 16
	maxInstance = 4096
	maxNested   = 4
)

func newMachine(r Reader) *machine {
	return &machine{
		r: r, b: bdd.New(), path: bdd.True, env: &scope{vars: map[string]*value{}},
		subjects: subjects{byID: map[string]*subject{}, byZone: map[string][]*subject{}},
		funcs:    map[string]*powershell.Function{}, walking: map[*powershell.Function]bool{},
		calls: map[any]*Call{}, open: map[int]bool{}, asked: map[string]*value{}, server: Arg{Local: true},
		sets: map[*catalog.Command]*parameterSet{},
	}
}

// script walks a whole script.
func (m *machine) script(b *powershell.Block) {
	for _, p := range b.Params {
		m.set(p.Name, &value{key: "p:" + p.Name, param: true})
	}
	end := m.enter(targetScript, "")
	m.block(b)
	m.ends = append(m.ends, ending{m.path, true})
	m.leave(end)
}

// within walks another script in this one, as a process of its own, and returns what it prints. Its exit
// code is in $? then.
func (m *machine) within(b *powershell.Block) *value {
	if m.nested >= maxNested {
		return m.unknown()
	}
	m.nested++
	ends, funcs := m.ends, m.funcs
	m.ends, m.funcs = nil, map[string]*powershell.Function{}
	v := m.capture(func() { m.script(b) })
	var ok bdd.Ref
	m.path = bdd.False
	for _, e := range m.ends {
		m.path = m.b.Or(m.path, e.path)
		if e.ok {
			ok = m.b.Or(ok, e.path)
		}
	}
	m.nested--
	m.ends, m.funcs = ends, funcs
	m.set("?", m.boolean(ok))
	return v
}

// effects sums up.
func (m *machine) effects() Effects {
	for _, o := range m.out {
		m.path = o.path
		m.show(o.v)
	}
	for _, i := range m.sites {
		refused := m.b.And(i.at, i.refused)
		i.call.Guarded = i.call.Guarded && m.holds(i.at, i.good)
		i.call.Handled = i.call.Handled && m.holds(refused, i.tested)
		i.call.Safe = i.call.Safe && m.holds(refused, m.b.Or(i.tested, i.good))
		i.call.Hidden = i.call.Hidden || !m.holds(refused, m.b.Or(i.shown, i.tested))
	}
	slices.SortStableFunc(m.order, func(a, b *Call) int { return cmp.Compare(a.Line, b.Line) })
	return Effects{Calls: m.order, Open: slices.Sorted(maps.Keys(m.open)), Answer: m.answer()}
}

// holds reports whether f implies g.
func (m *machine) holds(f, g bdd.Ref) bool { return m.b.Implies(f, g) == bdd.True }

// A scope holds the variables that a part of the script has set, over those of what is around it.
type scope struct {
	up   *scope
	vars map[string]*value
}

func (m *machine) lookup(name string) *value {
	for s := m.env; s != nil; s = s.up {
		if v := s.vars[name]; v != nil {
			return v
		}
	}
	return nil
}

func (m *machine) set(name string, v *value) { m.env.vars[name] = v }

func (s *scope) child() *scope { return &scope{up: s, vars: map[string]*value{}} }

// A branch is one of several ways from one place to the next: a path and what it has set.
type branch struct {
	path bdd.Ref
	vars map[string]*value
}

// fork walks a where cond holds and b where it does not, either of which may be nil.
func (m *machine) fork(cond bdd.Ref, a, b func()) {
	m.rest()
	env, path := m.env, m.path
	one := func(cond bdd.Ref, walk func()) branch {
		m.env, m.path = env.child(), m.b.And(path, cond)
		if walk != nil && m.path != bdd.False {
			walk()
		}
		return branch{m.path, m.env.vars}
	}
	x := one(cond, a)
	y := one(m.b.Not(cond), b)
	m.env = env
	m.join([]branch{x, y})
}

// rest forgets how conditions hang together where there are too many of them.
func (m *machine) rest() {
	if !m.tired && (m.b.Size() > maxNodes || m.b.Count(m.path, maxPath) >= maxPath) {
		m.tired = true
	}
	if m.tired && m.path != bdd.False {
		m.path = bdd.True
	}
}

// join goes on where the branches come together.
func (m *machine) join(branches []branch) {
	live := branches[:0]
	var names []string
	m.path = bdd.False
	for _, br := range branches {
		if br.path == bdd.False {
			continue
		}
		live = append(live, br)
		m.path = m.b.Or(m.path, br.path)
		for name := range br.vars {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		alts := make([]alternative, len(live))
		for i, br := range live {
			v := br.vars[name]
			if v == nil {
				v = m.variable(name)
			}
			alts[i] = alternative{br.path, v}
		}
		m.set(name, m.choose(alts))
	}
}

// variable returns the value of a variable. What the script has not set comes from outside.
func (m *machine) variable(name string) *value {
	if v := m.lookup(name); v != nil {
		return v
	}
	var v *value
	switch name {
	case "true":
		return m.boolean(bdd.True)
	case "false":
		return m.boolean(bdd.False)
	case "null":
		return &value{null: true, text: "", known: true}
	case "env:computername", "env:hostname":
		return argValue(Arg{Local: true})
	case "psitem":
		return m.variable("_")
	case "?", "_", "error", "lastexitcode", "args", "input", "matches", "this":
		v = m.unknown()
	default:
		v = &value{key: "p:" + name, param: !strings.HasPrefix(name, "\x00")}
	}
	root := m.env
	for root.up != nil {
		root = root.up
	}
	root.vars[name] = v
	return v
}
