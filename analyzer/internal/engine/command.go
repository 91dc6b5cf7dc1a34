package engine

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/fold"
	"github.com/keymasterlint/keymaster/analyzer/internal/script"
)

// An issued is what a call runs, in one of the ways in which the function may have built it.
type issued struct {
	op    *catalog.Operation
	value fold.Value
	via   *forwarded // the call runs it because the called function does
	does  script.Effects
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
			if c.Row.Means != catalog.Operates || pkg.Require.safe(c) || f.redirected(c) {
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
