package fold

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// process returns the row about processes of a type, or nil.
func (f *Folder) process(t types.Type) *catalog.Process {
	if p, ok := types.Unalias(t).Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return f.env.Cat.ProcessOf(n.Obj())
	}
	return nil
}

func (f *Folder) isProcess(t types.Type) bool { return f.process(t) != nil }

// Process returns what the process that v points to is, just before instruction at.
func (f *Folder) Process(at ssa.Instruction, v ssa.Value) []Value {
	val := f.P.Of(v)
	row := f.process(val.Type)
	if row == nil {
		return nil
	}
	if val.Kind == program.Phi {
		var all []Value
		for _, e := range f.P.Sources(val) {
			when := f.env.Chosen(val, e)
			for _, w := range f.P.Same(e) {
				for _, x := range f.Process(at, w) {
					x.When = f.P.M.And(x.When, when)
					all = append(all, x)
				}
				break
			}
		}
		return all
	}
	argv := f.arguments(at, v, row)
	stdin := f.stdin(at, v, row)
	if stdin == nil {
		return argv
	}
	return cross(argv, stdin, func(p, in Value) Value {
		p.Stdin, p.When = in.Text, f.P.M.And(p.When, in.When)
		return p
	})
}

// arguments returns what the process is started with: what its field says, or else what made it.
func (f *Folder) arguments(at ssa.Instruction, v ssa.Value, row *catalog.Process) []Value {
	val := f.P.Of(v)
	var lists []Value
	if args := f.P.Field(at, v, []string{row.Args}); args != nil && !f.P.Original(args) {
		lists = f.list(at, args)
	}
	if lists == nil {
		lists = f.made(at, val)
	}
	if lists == nil {
		return []Value{f.hole(val)}
	}
	if path := f.P.Field(at, v, []string{row.Path}); path != nil && !f.P.Original(path) && !path.Zero {
		lists = cross(lists, f.text(at, path), func(l, p Value) Value {
			list := []string{p.Text}
			if len(l.List) > 0 {
				list = append(list, l.List[1:]...)
				if len(Holes(p.Text)) > 0 && len(Holes(l.List[0])) == 0 {
					list[0] = l.List[0] // the name by which the program is to know itself
				}
			}
			return Value{Kind: List, List: list, When: f.P.M.And(l.When, p.When)}
		})
	}
	for i := range lists {
		lists[i].Kind = Process
	}
	return lists
}

// made returns the arguments with which a call has made the process val, the program first; nil if none has.
func (f *Folder) made(at ssa.Instruction, val *program.Val) []Value {
	call, n := callOf(val.SSA)
	if call == nil {
		return nil
	}
	if start := f.env.Cat.Starts(Callee(&call.Call)); start != nil {
		program, args := Operand(&call.Call, start.Program.Spot()), Operand(&call.Call, start.Args.Spot())
		if program == nil {
			return nil
		}
		rest := []Value{{Kind: List, When: bdd.True}}
		if args != nil {
			rest = f.list(at, f.P.Of(args))
		}
		return cross(f.text(at, f.P.Of(program)), rest, func(p, l Value) Value {
			return Value{Kind: List, List: append([]string{p.Text}, l.List...), When: f.P.M.And(p.When, l.When)}
		})
	}
	return f.returned(at, call, n, nil)
}

// stdin returns what the process reads, as far as that is a text; nil if that is nothing.
func (f *Folder) stdin(at ssa.Instruction, v ssa.Value, row *catalog.Process) []Value {
	if in := f.P.Field(at, v, []string{row.Stdin}); in != nil && in.Kind != program.Const && !f.P.Original(in) {
		return f.text(at, in)
	}
	for _, w := range f.P.Same(f.P.Of(v)) {
		if w.Referrers() == nil {
			continue
		}
		for _, ref := range *w.Referrers() {
			call, ok := ref.(*ssa.Call)
			if !ok || !slices.Contains(row.Pipes, fullName(&call.Call)) || len(call.Call.Args) == 0 || call.Call.Args[0] != w {
				continue
			}
			for _, ref := range *call.Referrers() {
				if e, ok := ref.(*ssa.Extract); ok && e.Index == 0 {
					return f.written(nil, f.P.Of(e), []Value{{When: bdd.True}})
				}
			}
		}
	}
	return nil
}

// Callee returns the function or method that a call names statically, or nil.
func Callee(c *ssa.CallCommon) *types.Func {
	if c.IsInvoke() {
		return c.Method
	}
	if fn := c.StaticCallee(); fn != nil {
		f, _ := fn.Object().(*types.Func)
		return f
	}
	return nil
}

// Operand returns the receiver or argument that a place names, or nil.
func Operand(c *ssa.CallCommon, at catalog.Spot) ssa.Value {
	i := at.Index
	switch {
	case at.Kind == catalog.Recv && c.IsInvoke():
		return c.Value
	case at.Kind == catalog.Recv:
		i = 0
	case at.Kind != catalog.Arg:
		return nil
	case c.Signature().Recv() != nil && !c.IsInvoke():
		i++
	}
	if i < len(c.Args) {
		return c.Args[i]
	}
	return nil
}

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

func fullName(c *ssa.CallCommon) string {
	if fn := Callee(c); fn != nil {
		return fn.FullName()
	}
	return ""
}
