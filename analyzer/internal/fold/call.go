package fold

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// call returns what result n of a call may be.
func (f *Folder) call(at ssa.Instruction, c *ssa.Call, n int) []Value {
	if b, ok := c.Call.Value.(*ssa.Builtin); ok {
		if b.Name() == "append" {
			return f.appended(at, c)
		}
		return nil
	}
	fn := Callee(&c.Call)
	if fn == nil {
		return nil
	}
	name := fn.FullName()
	if eval := pure[name]; eval != nil && n == 0 {
		return f.evaluate(at, c, eval)
	}
	if row := f.env.Cat.Text(fn); row != nil {
		if to := row.To.Spot(); to.Kind == catalog.Result && to.Index == n {
			return f.rewritten(at, c, row)
		}
	}
	switch name {
	case "fmt.Sprintf":
		return f.formatted(at, c.Call.Args[0], c.Call.Args[1])
	case "fmt.Sprint", "fmt.Sprintln":
		return f.printed(at, c.Call.Args[0], name == "fmt.Sprintln")
	case "path.Join", "path/filepath.Join":
		return f.each(f.list(at, f.P.Of(c.Call.Args[0])), func(v Value) Value {
			return Value{Text: strings.Join(v.List, "/")}
		})
	case "strings.Fields":
		return f.each(f.text(at, f.P.Of(c.Call.Args[0])), func(v Value) Value {
			return Value{Kind: List, List: strings.Fields(v.Text)}
		})
	case "strings.Join":
		return cross(f.list(at, f.P.Of(c.Call.Args[0])), f.text(at, f.P.Of(c.Call.Args[1])), func(l, sep Value) Value {
			return Value{Text: strings.Join(l.List, sep.Text), When: f.P.M.And(l.When, sep.When)}
		})
	case "text/template.Must", "(*text/template.Template).Option", "(*text/template.Template).Funcs":
		return f.val(at, f.P.Of(c.Call.Args[0])) // a template is the text of which it is made
	case "(*text/template.Template).Parse":
		return f.text(at, f.P.Of(c.Call.Args[1]))
	case "strings.NewReader", "bytes.NewReader", "bytes.NewBuffer", "bytes.NewBufferString":
		return f.object(at, f.P.Of(c))
	case "(*strings.Builder).String", "(*bytes.Buffer).String", "(*bytes.Buffer).Bytes":
		return f.object(c, f.P.Of(c.Call.Args[0]))
	}
	if f.isProcess(resultType(c, n)) {
		return f.made(at, f.P.Of(c))
	}
	return f.returned(at, c, n, nil)
}

// each makes another value of each of some.
func (f *Folder) each(vs []Value, make func(Value) Value) []Value {
	all := append([]Value(nil), vs...)
	for i, v := range all {
		all[i] = make(v)
		all[i].When = v.When
	}
	return all
}

func resultType(c *ssa.Call, n int) types.Type {
	if t, ok := c.Type().(*types.Tuple); ok {
		return t.At(n).Type()
	}
	return c.Type()
}

// returned returns what a function of the program returns, or has in a field of what it returns.
func (f *Folder) returned(at ssa.Instruction, c *ssa.Call, n int, path []string) []Value {
	values, inputs := f.env.Returned(c, n, path)
	var all []Value
	for _, v := range values {
		all = append(all, f.filled(c, v, inputs)...)
	}
	return all
}

// Filled returns what v, a value of a function that is called, is for this call.
func (f *Folder) Filled(call ssa.CallInstruction, v Value, inputs []Input) []Value {
	return f.filled(call, v, inputs)
}

func (f *Folder) filled(call ssa.CallInstruction, v Value, inputs []Input) []Value {
	c := call.Common()
	args := c.Args
	if c.IsInvoke() {
		args = append([]ssa.Value{c.Value}, args...)
	}
	return v.fillAll(func(n int) []Value {
		if n < len(inputs) && inputs[n].Param < len(args) {
			if vs := f.At(call, args[inputs[n].Param], inputs[n].Path); vs != nil {
				return vs
			}
		}
		return []Value{{Text: Hole(Unknown), When: bdd.True}}
	}, f.P.M.And)
}

// At returns what v, or a field of it, may be at an instruction.
func (f *Folder) At(at ssa.Instruction, arg ssa.Value, path []string) []Value {
	if len(path) == 0 {
		return f.Any(at, arg)
	}
	if mi, ok := arg.(*ssa.MakeInterface); ok {
		arg = mi.X
	}
	if v := f.P.FieldOf(at, arg, path); v != nil {
		return f.val(at, v)
	}
	return nil
}

// Any returns what v may be, a process included.
func (f *Folder) Any(at ssa.Instruction, v ssa.Value) []Value {
	if f.isProcess(v.Type()) {
		return f.Process(at, v)
	}
	return f.Values(at, v)
}

// appended returns a list with more elements.
func (f *Folder) appended(at ssa.Instruction, c *ssa.Call) []Value {
	if len(c.Call.Args) < 2 || isBytes(c.Type()) {
		return nil
	}
	return cross(f.list(at, f.P.Of(c.Call.Args[0])), f.list(at, f.P.Of(c.Call.Args[1])), func(l, more Value) Value {
		return Value{Kind: List, List: append(l.List[:len(l.List):len(l.List)], more.List...), When: f.P.M.And(l.When, more.When)}
	})
}

// pure are functions of texts that can be computed although there are holes in them.
var pure = map[string]func(texts []string) string{
	"strings.TrimSpace":  func(t []string) string { return strings.TrimSpace(t[0]) },
	"strings.ToLower":    func(t []string) string { return strings.ToLower(t[0]) },
	"strings.ToUpper":    func(t []string) string { return strings.ToUpper(t[0]) },
	"strings.Trim":       func(t []string) string { return strings.Trim(t[0], t[1]) },
	"strings.TrimLeft":   func(t []string) string { return strings.TrimLeft(t[0], t[1]) },
	"strings.TrimRight":  func(t []string) string { return strings.TrimRight(t[0], t[1]) },
	"strings.TrimPrefix": func(t []string) string { return strings.TrimPrefix(t[0], t[1]) },
	"strings.TrimSuffix": func(t []string) string { return strings.TrimSuffix(t[0], t[1]) },
	"strings.ReplaceAll": func(t []string) string { return strings.ReplaceAll(t[0], t[1], t[2]) },
	"strings.Replace":    func(t []string) string { return strings.ReplaceAll(t[0], t[1], t[2]) },
	"strings.Clone":      func(t []string) string { return t[0] },
	"bytes.Clone":        func(t []string) string { return t[0] },
	"bytes.TrimSpace":    func(t []string) string { return strings.TrimSpace(t[0]) },
	"strconv.Itoa":       func(t []string) string { return t[0] },
	"strconv.Quote":      func(t []string) string { return quote(t[0]) },
}

// evaluate applies a pure function to each combination of its arguments.
func (f *Folder) evaluate(at ssa.Instruction, c *ssa.Call, eval func([]string) string) []Value {
	all := f.elements(at, c.Call.Args)
	for i, args := range all {
		all[i] = Value{Text: eval(args.List), When: args.When}
	}
	return all
}

// rewritten applies a row about a function that makes a text of another.
func (f *Folder) rewritten(at ssa.Instruction, c *ssa.Call, row *catalog.TextOf) []Value {
	from := Operand(&c.Call, row.From.Spot())
	if from == nil {
		return nil
	}
	if row.As == catalog.First {
		elems, ok := variadic(from)
		if !ok || len(elems) == 0 || elems[0] == nil {
			return nil
		}
		from = elems[0]
	}
	texts := append([]Value(nil), f.text(at, f.P.Of(from))...)
	if row.As == catalog.EncodedCommand {
		for i := range texts {
			texts[i].Text = encodedCommand(texts[i].Text)
		}
	}
	return texts
}

// variadic returns the values that a call's variadic parameter holds, or false if it is given a slice.
func variadic(list ssa.Value) (elems []ssa.Value, ok bool) {
	switch s := list.(type) {
	case *ssa.Const:
		return nil, true
	case *ssa.Slice:
		array, isAlloc := s.X.(*ssa.Alloc)
		if !isAlloc || array.Comment != "varargs" {
			return nil, false
		}
		t := array.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array)
		elems = make([]ssa.Value, t.Len())
		for _, ref := range *array.Referrers() {
			if ia, ok := ref.(*ssa.IndexAddr); ok {
				for _, use := range *ia.Referrers() {
					if st, ok := use.(*ssa.Store); ok && st.Addr == ia {
						elems[ia.Index.(*ssa.Const).Int64()] = st.Val
					}
				}
			}
		}
		return elems, true
	}
	return nil, false
}

func isConst(v *program.Val) bool { return v.Kind == program.Const && v.Const != nil }

// standardInput returns what a command reads from its standard input, if the function says; else nil.
func (f *Folder) standardInput(call ssa.CallInstruction, at catalog.Spot) *program.Val {
	v := Operand(call.Common(), at)
	if v == nil {
		return nil
	}
	in := f.P.FieldOf(call, v, at.Fields)
	if in == nil || in.IsNil() || len(at.Fields) > 0 && f.P.Original(in) {
		return nil
	}
	return in
}

// Command returns what a call of a runner runs, as its row says.
func (f *Folder) Command(call ssa.CallInstruction, op *catalog.Operation) []Value {
	if op.Reads == catalog.ReadProcess {
		if v := Operand(call.Common(), op.Command[0].Spot()); v != nil {
			return f.Process(call, v)
		}
		return nil
	}
	all := []Value{{Kind: List, When: bdd.True}}
	for _, place := range op.Command {
		at := place.Spot()
		v := Operand(call.Common(), at)
		if v == nil {
			return nil
		}
		var more []Value
		if val := f.P.FieldOf(call, v, at.Fields); val != nil {
			more = f.val(call, val)
		}
		if op.Indirect != "" && len(more) == 1 && more[0].Text == op.Indirect {
			return f.indirect(call)
		}
		all = cross(all, more, func(l, m Value) Value {
			list := append(l.List[:len(l.List):len(l.List)], m.texts()...)
			return Value{Kind: List, List: list, When: f.P.M.And(l.When, m.When)}
		})
	}
	for _, place := range op.With {
		at := place.Spot()
		if v := Operand(call.Common(), at); v != nil && len(all) > 0 {
			if val := f.P.FieldOf(call, v, at.Fields); val != nil {
				words := f.constants(call, val)
				for i := range all {
					all[i].List = append(all[i].List, words...)
				}
			}
		}
	}
	if in := f.standardInput(call, op.Stdin.Spot()); in != nil {
		all = cross(all, f.text(call, in), func(l, in Value) Value {
			l.Stdin, l.When = in.Text, f.P.M.And(l.When, in.When)
			return l
		})
	}
	return all
}

// indirect returns the first two variadic arguments of a call: class and method.
func (f *Folder) indirect(call ssa.CallInstruction) []Value {
	args := call.Common().Args
	elems, ok := variadic(args[len(args)-1])
	if !ok || len(elems) < 2 || elems[0] == nil || elems[1] == nil {
		return nil
	}
	return f.elements(call, elems[:2])
}
