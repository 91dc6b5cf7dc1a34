package fold

import (
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// An Env answers what a folder cannot see in its function.
type Env struct {
	Cat *catalog.Catalog
	// Chosen returns the condition under which a phi takes the value e.
	Chosen func(phi, e *program.Val) bdd.Ref
	// Returned returns what result n of a call, or a field of it, may be, in terms of the inputs of the
	// called function; nil if that is not known.
	Returned func(call *ssa.Call, n int, path []string) (values []Value, inputs []Input)
	// Stored returns what the package puts in a field or in a package variable, by name, in terms of nothing.
	Stored func(loc *program.Loc) []Value
}

// A Folder folds values of one function.
type Folder struct {
	P      *program.Program
	env    Env
	inputs []Input // fields of parameters
	locals []*program.Val
	number map[*program.Val]int
	known  map[place][]Value
	busy   map[*program.Val]bool
}

// A place is a value at an instruction: what an object holds changes.
type place struct {
	val *program.Val
	at  ssa.Instruction
}

// New returns a folder for a function.
func New(p *program.Program, env Env) *Folder {
	return &Folder{P: p, env: env, number: map[*program.Val]int{}, known: map[place][]Value{}, busy: map[*program.Val]bool{}}
}

// Local returns the value that a hole stands for which is no parameter; nil if nothing is known of it.
func (f *Folder) Local(n int) *program.Val {
	if n -= firstLocal; n >= 0 && n < len(f.locals) {
		return f.locals[n]
	}
	return nil
}

// Values returns what v may be at an instruction; it is a hole if nothing is known.
func (f *Folder) Values(at ssa.Instruction, v ssa.Value) []Value { return f.val(at, f.P.Of(v)) }

func (f *Folder) val(at ssa.Instruction, v *program.Val) []Value {
	if known, ok := f.known[place{v, at}]; ok {
		return known
	}
	if f.busy[v] {
		return []Value{f.hole(v)} // it is built in a loop
	}
	f.busy[v] = true
	vs := f.eval(at, v)
	delete(f.busy, v)
	if len(vs) == 0 || len(vs) > most {
		vs = []Value{f.hole(v)}
	}
	if len(f.busy) == 0 {
		f.known[place{v, at}] = vs
	}
	return vs
}

// text returns v as a text in each way that it may be one.
func (f *Folder) text(at ssa.Instruction, v *program.Val) []Value {
	var texts []Value
	for _, x := range f.val(at, v) {
		if x.Kind == Text {
			texts = append(texts, x)
		}
	}
	if texts == nil {
		return []Value{{Text: f.hole(v).Text, When: bdd.True}}
	}
	return texts
}

// list returns v as a list in each way that it may be one.
func (f *Folder) list(at ssa.Instruction, v *program.Val) []Value {
	var lists []Value
	for _, x := range f.val(at, v) {
		switch {
		case x.Kind == List:
			lists = append(lists, x)
		case x.Kind == Text && len(Holes(x.Text)) == 1 && len([]rune(x.Text)) == 1:
			lists = append(lists, Value{Kind: List, List: []string{x.Text}, When: x.When})
		}
	}
	return lists
}

// hole returns the hole for a value of the function.
func (f *Folder) hole(v *program.Val) Value {
	n, ok := f.number[v]
	if !ok {
		n = f.input(v)
		if n == Unknown && firstLocal+len(f.locals) < Unknown {
			n = firstLocal + len(f.locals)
			f.locals = append(f.locals, v)
		}
		f.number[v] = n
	}
	h := Hole(n)
	switch v.Type.Underlying().(type) {
	case *types.Slice:
		if !isBytes(v.Type) {
			return Value{Kind: List, List: []string{h}, When: bdd.True}
		}
	case *types.Pointer:
		if f.isProcess(v.Type) {
			return Value{Kind: Process, List: []string{h}, When: bdd.True}
		}
	}
	return Value{Text: h, When: bdd.True}
}

// input returns the number of the hole for a parameter or a field of one; Unknown for other values.
func (f *Folder) input(v *program.Val) int {
	switch v.Kind {
	case program.Param:
		if i := f.param(v); i >= 0 && i < FirstField {
			return i
		}
	case program.Entry, program.Kill:
		i := f.param(v.Loc.Root)
		if i < 0 || len(v.Loc.Path) == 0 || FirstField+len(f.inputs) >= moved {
			break
		}
		in := Input{Param: i}
		for _, s := range v.Loc.Path {
			if s.Field == nil {
				return Unknown
			}
			in.Path = append(in.Path, s.Field.Name())
		}
		f.inputs = append(f.inputs, in)
		return FirstField + len(f.inputs) - 1
	}
	return Unknown
}

func (f *Folder) param(v *program.Val) int {
	p, ok := v.SSA.(*ssa.Parameter)
	if !ok || v.Kind != program.Param {
		return -1
	}
	return slices.Index(p.Parent().Params, p)
}

// Inputs returns what the holes are, in order, that callers fill in values of this function.
func (f *Folder) Inputs() []Input {
	return append(Parameters(), f.inputs...)
}

// Parameters returns what the first holes are.
func Parameters() []Input {
	all := make([]Input, FirstField)
	for i := range all {
		all[i].Param = i
	}
	return all
}

func isBytes(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	b, ok := s.Elem().Underlying().(*types.Basic)
	return ok && (b.Kind() == types.Byte || b.Kind() == types.Rune)
}

func (f *Folder) eval(at ssa.Instruction, v *program.Val) []Value {
	switch v.Kind {
	case program.Const:
		return f.constant(v)
	case program.Phi:
		return f.phi(at, v)
	case program.Pure:
		switch {
		case v.Op == "+" && isString(v.Type):
			return cross(f.text(at, v.Args[0]), f.text(at, v.Args[1]), f.concat)
		case strings.HasPrefix(v.Op, "iface "):
			return f.val(at, v.Args[0])
		case strings.HasPrefix(v.Op, "conv ") && (isString(v.Type) || isBytes(v.Type)) && (isString(v.Args[0].Type) || isBytes(v.Args[0].Type)):
			return f.val(at, v.Args[0])
		}
	case program.Entry, program.Kill:
		return f.stored(at, v)
	case program.Opaque:
		switch x := v.SSA.(type) {
		case *ssa.Slice:
			return f.slice(at, x)
		case *ssa.Call:
			return f.call(at, x, 0)
		case *ssa.Extract:
			if c, ok := x.Tuple.(*ssa.Call); ok {
				return f.call(at, c, x.Index)
			}
		case *ssa.Alloc:
			return f.object(at, v)
		}
	}
	return nil
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func (f *Folder) constant(v *program.Val) []Value {
	switch {
	case v.Const == nil:
		if _, slice := v.Type.Underlying().(*types.Slice); slice && !isBytes(v.Type) {
			return []Value{{Kind: List, When: bdd.True}}
		}
		return nil
	case v.Const.Kind() == constant.String:
		return []Value{{Text: constant.StringVal(v.Const), When: bdd.True}}
	}
	return []Value{{Text: v.Const.ExactString(), When: bdd.True}}
}

func (f *Folder) phi(at ssa.Instruction, v *program.Val) []Value {
	var all []Value
	for _, e := range f.P.Sources(v) {
		when := f.env.Chosen(v, e)
		for _, x := range f.val(at, e) {
			x.When = f.P.M.And(x.When, when)
			all = append(all, x)
		}
	}
	return all
}

func (f *Folder) concat(x, y Value) Value {
	return Value{Text: x.Text + y.Text, When: f.P.M.And(x.When, y.When)}
}

// stored returns what a place in memory holds that the function does not show itself.
func (f *Folder) stored(at ssa.Instruction, v *program.Val) []Value {
	if v.Loc == nil {
		return nil
	}
	if p := f.process(v.Loc.Root.Type); p != nil && len(v.Loc.Path) == 1 && v.Loc.Last().Name() == p.Args {
		return f.made(at, v.Loc.Root)
	}
	if n := len(v.Loc.Path); n == 1 && v.Loc.Path[0].Field == nil {
		return f.someElement(at, v.Loc.Root)
	}
	if f.param(v.Loc.Root) >= 0 && !slices.ContainsFunc(v.Loc.Path, func(s program.Step) bool { return s.Field == nil }) {
		return nil // the callers know
	}
	if call, n := callOf(v.Loc.Root.SSA); call != nil {
		if vs := f.returned(at, call, n, names(v.Loc.Path)); vs != nil {
			return vs
		}
	}
	return f.env.Stored(v.Loc)
}

// names returns the names of the fields of a path.
func names(path []program.Step) []string {
	var all []string
	for _, s := range path {
		if s.Field == nil {
			return nil
		}
		all = append(all, s.Field.Name())
	}
	return all
}

// slice returns the elements of a literal, which is a slice of an array, or a slice of all of a list.
func (f *Folder) slice(at ssa.Instruction, s *ssa.Slice) []Value {
	if s.Low != nil || s.High != nil {
		return nil
	}
	array, ok := s.X.(*ssa.Alloc)
	if !ok {
		return f.val(at, f.P.Of(s.X))
	}
	return f.array(at, array)
}

// array returns the elements of an array as far as it is written where it is made.
func (f *Folder) array(at ssa.Instruction, array *ssa.Alloc) []Value {
	t, ok := array.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array)
	if !ok || t.Len() > 256 {
		return nil
	}
	elems := make([]ssa.Value, t.Len())
	for _, ref := range *array.Referrers() {
		ia, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		k, ok := ia.Index.(*ssa.Const)
		if !ok {
			continue
		}
		for _, use := range *ia.Referrers() {
			if st, ok := use.(*ssa.Store); ok && st.Addr == ia {
				elems[k.Int64()] = st.Val
			}
		}
	}
	return f.elements(at, elems)
}

// elements returns the list of the given texts, of which nil is the empty one.
func (f *Folder) elements(at ssa.Instruction, elems []ssa.Value) []Value {
	all := []Value{{Kind: List, When: bdd.True}}
	for _, e := range elems {
		texts := []Value{{When: bdd.True}}
		if e != nil {
			texts = f.text(at, f.P.Of(e))
		}
		all = cross(all, texts, func(l, t Value) Value {
			return Value{Kind: List, List: append(l.List[:len(l.List):len(l.List)], t.Text), When: f.P.M.And(l.When, t.When)}
		})
	}
	return all
}

// someElement returns what the elements of a list are, of which one is read: which is not known.
func (f *Folder) someElement(at ssa.Instruction, list *program.Val) []Value {
	same := f.P.Same(list)
	if len(same) == 0 {
		return nil
	}
	var lists, all []Value
	if a, ok := same[0].(*ssa.Alloc); ok {
		lists = f.array(at, a)
	} else {
		lists = f.list(at, list)
	}
	for _, l := range lists {
		for _, text := range l.List {
			if !slices.ContainsFunc(all, func(v Value) bool { return v.Text == text }) {
				all = append(all, Value{Text: text, When: l.When})
			}
		}
	}
	return all
}
