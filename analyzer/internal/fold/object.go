package fold

import (
	"cmp"
	"slices"
	"text/template/parse"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// object returns what is to be read from a builder, buffer or reader before an instruction: what it was made
// with, and what was written to it.
func (f *Folder) object(before ssa.Instruction, obj *program.Val) []Value {
	var initial []Value
	if c, _ := callOf(obj.SSA); c != nil && len(c.Call.Args) == 1 {
		switch fullName(&c.Call) {
		case "strings.NewReader", "bytes.NewReader", "bytes.NewBuffer", "bytes.NewBufferString":
			initial = f.text(c, f.P.Of(c.Call.Args[0]))
		}
	}
	return f.written(before, obj, initial)
}

// written returns what an object began with and what was written to it before an instruction; nil is the end of
// the function. All that may have been written counts, in the order of the source: which of it was is not told
// apart.
func (f *Folder) written(before ssa.Instruction, obj *program.Val, initial []Value) []Value {
	all := initial
	if all == nil {
		all = []Value{{When: bdd.True}}
	}
	some := false
	for _, w := range f.writes(obj) {
		if before != nil && !f.comesBefore(w.call, before) {
			continue
		}
		more := w.texts()
		if more == nil {
			continue
		}
		some = true
		all = cross(all, more, f.concat)
	}
	if !some && initial == nil {
		return nil
	}
	return all
}

// A writing is a call that writes a text to an object.
type writing struct {
	call  ssa.CallInstruction
	texts func() []Value
}

// writes returns the calls that write to an object, in order.
func (f *Folder) writes(obj *program.Val) []writing {
	var all []writing
	seen := map[ssa.Value]bool{}
	var visit func(v ssa.Value)
	visit = func(v ssa.Value) {
		if seen[v] || v.Referrers() == nil {
			return
		}
		seen[v] = true
		for _, ref := range *v.Referrers() {
			switch ref := ref.(type) {
			case *ssa.MakeInterface:
				visit(ref)
			case *ssa.ChangeInterface:
				visit(ref)
			case ssa.CallInstruction:
				if texts := f.write(ref, v); texts != nil {
					all = append(all, writing{ref, texts})
				}
			}
		}
	}
	for _, v := range f.P.Same(obj) {
		visit(v)
	}
	slices.SortStableFunc(all, func(a, b writing) int {
		i, _ := f.P.Index(a.call.Block())
		j, _ := f.P.Index(b.call.Block())
		return cmp.Or(cmp.Compare(i, j), cmp.Compare(f.P.Position(a.call), f.P.Position(b.call)))
	})
	return all
}

// write returns what a call writes to v; nil if it does not.
func (f *Folder) write(call ssa.CallInstruction, v ssa.Value) func() []Value {
	c := call.Common()
	fn := Callee(c)
	if fn == nil {
		return nil
	}
	args := c.Args
	if c.IsInvoke() {
		args = append([]ssa.Value{c.Value}, args...)
	}
	if len(args) < 2 || args[0] != v && !(len(args) > 2 && args[1] == v) {
		return nil
	}
	switch fn.FullName() {
	case "(*strings.Builder).WriteString", "(*strings.Builder).Write", "(*bytes.Buffer).WriteString", "(*bytes.Buffer).Write",
		"(*strings.Builder).WriteRune", "(*strings.Builder).WriteByte", "(*bytes.Buffer).WriteRune", "(*bytes.Buffer).WriteByte",
		"(io.Writer).Write", "(io.WriteCloser).Write", "(io.StringWriter).WriteString", "io.WriteString", "io.Copy":
		return func() []Value { return f.character(call, args[1]) }
	case "fmt.Fprintf":
		return func() []Value { return f.formatted(call, args[1], args[2]) }
	case "fmt.Fprint", "fmt.Fprintln":
		return func() []Value { return f.printed(call, args[1], fn.Name() == "Fprintln") }
	case "(*text/template.Template).Execute":
		return func() []Value { return f.template(call, args[0]) }
	}
	return nil
}

// character returns the text that v is, a single character included.
func (f *Folder) character(at ssa.Instruction, v ssa.Value) []Value {
	x := f.P.Of(v)
	if k, ok := v.(*ssa.Const); ok && isConst(x) && !isString(k.Type()) {
		return []Value{{Text: string(rune(k.Int64())), When: bdd.True}}
	}
	return f.text(at, x)
}

// template returns what a template prints: its text, and a hole for each action.
func (f *Folder) template(at ssa.Instruction, tmpl ssa.Value) []Value {
	texts := append([]Value(nil), f.text(at, f.P.Of(tmpl))...)
	for i := range texts {
		t := parse.New("")
		t.Mode = parse.SkipFuncCheck
		if t, err := t.Parse(texts[i].Text, "", "", map[string]*parse.Tree{}); err == nil {
			texts[i].Text = flatten(t.Root)
		} else {
			texts[i].Text = Hole(Unknown)
		}
	}
	return texts
}

// flatten returns the text of a template with holes for what it computes; of a choice all that may be printed.
func flatten(node parse.Node) string {
	switch n := node.(type) {
	case *parse.ListNode:
		text := ""
		if n != nil {
			for _, c := range n.Nodes {
				text += flatten(c)
			}
		}
		return text
	case *parse.TextNode:
		return string(n.Text)
	case *parse.ActionNode:
		if len(n.Pipe.Decl) > 0 {
			return ""
		}
		return Hole(Unknown)
	case *parse.IfNode:
		return flatten(n.List) + flatten(n.ElseList)
	case *parse.RangeNode:
		return flatten(n.List) + flatten(n.ElseList)
	case *parse.WithNode:
		return flatten(n.List) + flatten(n.ElseList)
	}
	return ""
}

// comesBefore reports whether a can run before b.
func (f *Folder) comesBefore(a, b ssa.Instruction) bool {
	i, ok := f.P.Index(a.Block())
	j, reachable := f.P.Index(b.Block())
	if !ok || !reachable {
		return false
	}
	if i == j {
		return f.P.Position(a) < f.P.Position(b)
	}
	seen := map[int]bool{}
	work := []int{i}
	for len(work) > 0 {
		x := work[len(work)-1]
		work = work[:len(work)-1]
		for _, s := range f.P.Succs(x) {
			if s == j {
				return true
			}
			if !seen[s] {
				seen[s] = true
				work = append(work, s)
			}
		}
	}
	return false
}
