package engine

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/summary"
)

// A message follows one dynamic update message through the functions that build it.
type message struct {
	pkg     *Package
	upd     *catalog.Update
	send    ssa.Instruction // where it is looked at: the call that sends it
	seen    map[ssa.Value]bool
	update  bool // its opcode is UPDATE
	records bool // its update section provably holds a DNSSEC record
}

// carriesDNSSEC reports whether v is a message that the package makes a dynamic update and
// gives a record of one of the types in the catalogue.
func (pkg *Package) carriesDNSSEC(send ssa.CallInstruction, v ssa.Value) bool {
	n := namedType(v.Type())
	if n == nil {
		return false
	}
	upd := pkg.Cat.UpdateOf(n)
	if upd == nil || !pkg.makesUpdates(upd) {
		return false
	}
	m := pkg.messageAt(send, upd, v)
	return m.update && m.records
}

// messageAt looks at the message v as it is at ins.
func (pkg *Package) messageAt(ins ssa.Instruction, upd *catalog.Update, v ssa.Value) *message {
	m := &message{pkg: pkg, upd: upd, send: ins, seen: map[ssa.Value]bool{}}
	m.read(v)
	m.follow(v)
	return m
}

// makesUpdates reports whether anything in the package makes a message an update. Most packages that
// send messages do not, and need not be looked at further.
func (pkg *Package) makesUpdates(upd *catalog.Update) bool {
	makes, known := pkg.updates[upd]
	if !known {
		makes = slices.ContainsFunc(pkg.Funcs, func(fn *ssa.Function) bool {
			return slices.ContainsFunc(fn.Blocks, func(b *ssa.BasicBlock) bool {
				return slices.ContainsFunc(b.Instrs, func(ins ssa.Instruction) bool { return makesUpdate(upd, ins) || pkg.makesThere(ins) })
			})
		})
		pkg.updates[upd] = makes
	}
	return makes
}

// makesThere reports whether ins calls a function of another package that makes messages updates.
func (pkg *Package) makesThere(ins ssa.Instruction) bool {
	call, ok := ins.(ssa.CallInstruction)
	if !ok {
		return false
	}
	known := pkg.abroad(call.Common())
	return known != nil && len(known.sum.Messages) > 0
}

func makesUpdate(upd *catalog.Update, ins ssa.Instruction) bool {
	switch ins := ins.(type) {
	case ssa.CallInstruction:
		fn := callee(ins.Common())
		return fn != nil && (slices.Contains(upd.Setters, fn.FullName()) || slices.Contains(upd.New, fn.FullName()))
	case *ssa.Store:
		fa, ok := ins.Addr.(*ssa.FieldAddr)
		return ok && fieldName(fa.X.Type(), fa.Field) == upd.Opcode
	}
	return false
}

// read looks at the message's fields as they are when it is sent.
func (m *message) read(v ssa.Value) {
	f := m.pkg.fn(m.send.Parent())
	if _, ok := f.p.Index(m.send.Block()); !ok {
		return
	}
	if op := f.p.Field(m.send, v, []string{m.upd.Opcode}); op != nil && op.Kind == program.Const && op.Const != nil {
		m.update = constant.Compare(op.Const, token.EQL, constant.MakeInt64(m.upd.Value))
	}
	if ns := f.p.Field(m.send, v, []string{m.upd.Section}); ns != nil && ns.SSA != nil {
		m.records = m.holds(ns.SSA, map[ssa.Value]bool{})
	}
}

// before reports whether ins can run before the message is sent; in another function, whether at all.
func (m *message) before(ins ssa.Instruction) bool {
	if ins.Parent() != m.send.Parent() {
		return true
	}
	seen := map[*ssa.BasicBlock]bool{}
	var reach func(b *ssa.BasicBlock) bool
	reach = func(b *ssa.BasicBlock) bool {
		for _, s := range b.Succs {
			if s == m.send.Block() {
				return true
			}
			if !seen[s] {
				seen[s] = true
				if reach(s) {
					return true
				}
			}
		}
		return false
	}
	if ins.Block() == m.send.Block() {
		for _, i := range ins.Block().Instrs {
			if i == ins {
				return true
			}
			if i == m.send {
				break
			}
		}
	}
	return reach(ins.Block())
}

func namedType(t types.Type) *types.TypeName {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj()
	}
	return nil
}

// follow looks at where v comes from and at what is done with it.
func (m *message) follow(v ssa.Value) {
	if m.seen[v] {
		return
	}
	m.seen[v] = true
	switch x := v.(type) {
	case *ssa.Phi:
		for _, e := range x.Edges {
			m.follow(e)
		}
	case *ssa.UnOp:
		m.stored(x.X)
	case *ssa.ChangeType:
		m.follow(x.X)
	case *ssa.MakeInterface:
		m.follow(x.X)
	case *ssa.Call:
		m.origin(x, 0)
	case *ssa.Extract:
		if c, ok := x.Tuple.(*ssa.Call); ok {
			m.origin(c, x.Index)
		}
	}
	for _, ref := range refsOf(v) {
		m.use(v, ref)
	}
}

// stored follows what is stored in a variable.
func (m *message) stored(addr ssa.Value) {
	if a, ok := addr.(*ssa.Alloc); ok {
		for _, ref := range *a.Referrers() {
			if s, ok := ref.(*ssa.Store); ok && s.Addr == a {
				m.follow(s.Val)
			}
		}
	}
}

// origin follows a message that a call returns.
func (m *message) origin(c *ssa.Call, result int) {
	fn := callee(&c.Call)
	if fn != nil && slices.Contains(m.upd.Setters, fn.FullName()) {
		m.update = true
		if len(c.Call.Args) > 0 {
			m.follow(c.Call.Args[0])
		}
		return
	}
	m.take(m.pkg.saidOf(c, 0, 1+result))
	if body := m.pkg.body(&c.Call); body != nil {
		for _, b := range body.Blocks {
			if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && result < len(ret.Results) {
				m.follow(ret.Results[result])
			}
		}
	}
}

// take adds what another package says of the message; nil is nothing.
func (m *message) take(said *summary.Message) {
	if said != nil {
		m.update = m.update || said.Updates
		m.records = m.records || said.Records
	}
}

func (m *message) use(v ssa.Value, ins ssa.Instruction) {
	if !m.before(ins) {
		return
	}
	switch ins := ins.(type) {
	case *ssa.FieldAddr:
		m.fieldStores(ins)
	case *ssa.Phi:
		m.follow(ins)
	case ssa.CallInstruction:
		c := ins.Common()
		fn := callee(c)
		if fn == nil {
			return
		}
		name := fn.FullName()
		switch {
		case slices.Contains(m.upd.Setters, name) && len(c.Args) > 0 && c.Args[0] == v:
			m.update = true
			if call := ins.Value(); call != nil {
				m.follow(call)
			}
		case slices.Contains(m.upd.Adders, name) && len(c.Args) > 1 && c.Args[0] == v:
			m.records = m.records || m.holds(c.Args[1], map[ssa.Value]bool{})
		default:
			if body := m.pkg.body(c); body != nil {
				for i, a := range c.Args {
					if a == v && i < len(body.Params) {
						m.follow(body.Params[i])
					}
				}
			}
			for i, a := range c.Args {
				if a == v {
					m.take(m.pkg.saidOf(ins, 1+i, 0))
				}
			}
		}
	}
}

// fieldStores looks for m.Opcode = OpcodeUpdate and m.Ns = records, at any depth of embedding.
func (m *message) fieldStores(fa *ssa.FieldAddr) {
	name := fieldName(fa.X.Type(), fa.Field)
	for _, ref := range *fa.Referrers() {
		switch ref := ref.(type) {
		case *ssa.FieldAddr:
			m.fieldStores(ref)
		case *ssa.Store:
			switch {
			case ref.Addr != fa || ref.Parent() == m.send.Parent() && !m.before(ref):
			case name == m.upd.Opcode:
				k, ok := ref.Val.(*ssa.Const)
				m.update = m.update || ok && k.Value != nil && constant.Compare(k.Value, token.EQL, constant.MakeInt64(m.upd.Value))
			case name == m.upd.Section:
				m.records = m.records || m.holds(ref.Val, map[ssa.Value]bool{})
			}
		}
	}
}

// holds reports whether v, a record or a slice of records, provably holds one of the types in question.
func (m *message) holds(v ssa.Value, seen map[ssa.Value]bool) bool {
	if seen[v] {
		return false
	}
	seen[v] = true
	if m.record(v.Type()) {
		return true
	}
	switch x := v.(type) {
	case *ssa.MakeInterface:
		return m.holds(x.X, seen)
	case *ssa.ChangeInterface:
		return m.holds(x.X, seen)
	case *ssa.ChangeType:
		return m.holds(x.X, seen)
	case *ssa.TypeAssert:
		return m.holds(x.X, seen)
	case *ssa.Phi:
		for _, e := range x.Edges {
			if m.holds(e, seen) {
				return true
			}
		}
	case *ssa.Slice:
		return m.holds(x.X, seen)
	case *ssa.UnOp:
		return m.holds(x.X, seen)
	case *ssa.IndexAddr:
		return m.holds(x.X, seen)
	case *ssa.Alloc, *ssa.MakeSlice:
		return m.elements(x, seen)
	case *ssa.Extract:
		if c, ok := x.Tuple.(*ssa.Call); ok {
			return m.made(c, x.Index, seen)
		}
	case *ssa.Call:
		return m.made(x, 0, seen)
	}
	return false
}

// elements looks at what is stored in a variable, an array or a slice.
func (m *message) elements(v ssa.Value, seen map[ssa.Value]bool) bool {
	stored := storedElements(v)
	for _, ref := range *v.Referrers() {
		if s, ok := ref.(*ssa.Store); ok && s.Addr == v {
			stored = append(stored, s.Val)
		}
	}
	return slices.ContainsFunc(stored, func(v ssa.Value) bool { return m.holds(v, seen) })
}

// made looks at records that a call returns: append, a parser of constant text, a function of the package.
func (m *message) made(c *ssa.Call, result int, seen map[ssa.Value]bool) bool {
	if b, ok := c.Call.Value.(*ssa.Builtin); ok {
		return b.Name() == "append" && slices.ContainsFunc(c.Call.Args, func(a ssa.Value) bool { return m.holds(a, seen) })
	}
	if fn := callee(&c.Call); fn != nil && slices.Contains(m.upd.Parsers, fn.FullName()) && len(c.Call.Args) > 0 {
		return m.text(c.Call.Args[0])
	}
	if body := m.pkg.body(&c.Call); body != nil {
		for _, b := range body.Blocks {
			if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && result < len(ret.Results) && m.holds(ret.Results[result], seen) {
				return true
			}
		}
	}
	return false
}

// record reports whether t is one of the record types, or a pointer to one.
func (m *message) record(t types.Type) bool {
	n := namedType(t)
	return n != nil && n.Pkg() != nil && slices.Contains(m.upd.Records, n.Pkg().Path()+"."+n.Name())
}

// text reports whether v is constant text, or a constant format, of a record of one of the types.
func (m *message) text(v ssa.Value) bool {
	switch x := v.(type) {
	case *ssa.Const:
		if x.Value == nil || x.Value.Kind() != constant.String {
			return false
		}
		for i, word := range strings.Fields(constant.StringVal(x.Value)) {
			// Owner, TTL and class may stand before the type.
			if i > 0 && i <= 3 && slices.ContainsFunc(m.upd.Records, func(r string) bool {
				return strings.EqualFold(r[strings.LastIndexByte(r, '.')+1:], word)
			}) {
				return true
			}
		}
	case *ssa.BinOp:
		return m.text(x.X) || m.text(x.Y)
	case *ssa.Call:
		if fn := callee(&x.Call); fn != nil && fn.FullName() == "fmt.Sprintf" {
			return m.text(x.Call.Args[0])
		}
	}
	return false
}
