package program

import (
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A Loc is a place in memory that a function names by a path: a variable whose
// address is taken, a package variable, a field, an element. Its content is
// brought into SSA form, so that reading it twice without a visible write in
// between gives one value (docs/rule.md section 8, "Values").
type Loc struct {
	Root *Val
	Path []Step
	Type types.Type

	entry *Val
	defs  map[int][]*def // by block, in order
	joins map[int]*Val   // blocks where definitions meet
	exits map[int]*Val   // by block: what atExit has found
}

// A Step of a path is a field or an element.
type Step struct {
	Field *types.Var // nil for an element
	Elem  string     // "[3]", "[v12]": which element, as far as the function says
}

// A def is where the content of a location changes.
type def struct {
	at  int    // position in the block
	val *Val   // nil: as of says, when it is first asked for
	of  *write // what stores the value, which may be read from the location itself
}

// Last returns the last field of the path, or nil.
func (l *Loc) Last() *types.Var {
	if n := len(l.Path); n > 0 {
		return l.Path[n-1].Field
	}
	return nil
}

func pathKey(root *Val, path []Step) string {
	var b strings.Builder
	b.WriteString(strconv.Itoa(root.ID))
	for _, s := range path {
		if s.Field != nil {
			b.WriteString(".")
			b.WriteString(s.Field.Id())
		} else {
			b.WriteString(s.Elem)
		}
	}
	return b.String()
}

// address splits an address, or a map element, into the value it starts from and a path.
func (p *Program) address(v ssa.Value) (*Val, []Step) {
	switch v := v.(type) {
	case *ssa.FieldAddr:
		root, path := p.address(v.X)
		return root, append(path[:len(path):len(path)], Step{Field: fieldOf(v.X.Type(), v.Field)})
	case *ssa.IndexAddr:
		elem := p.element(v.Index)
		if _, ok := v.X.Type().Underlying().(*types.Pointer); ok {
			root, path := p.address(v.X)
			return root, append(path[:len(path):len(path)], elem)
		}
		if a := literalArray(v.X); a != nil {
			return p.Of(a), []Step{elem}
		}
		return p.Of(v.X), []Step{elem}
	case *ssa.Lookup:
		return p.Of(v.X), []Step{p.element(v.Index)}
	}
	return p.Of(v), nil
}

func (p *Program) element(index ssa.Value) Step {
	if i := p.Of(index); i.Kind == Const && i.Const != nil {
		return Step{Elem: "[" + i.Const.ExactString() + "]"}
	} else {
		return Step{Elem: "[v" + strconv.Itoa(i.ID) + "]"}
	}
}

func fieldOf(t types.Type, i int) *types.Var {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if s, ok := t.Underlying().(*types.Struct); ok {
		return s.Field(i)
	}
	// A type parameter whose core type is a struct.
	return types.NewVar(0, nil, fmt.Sprintf("field%d", i), types.Typ[types.Invalid])
}

// load numbers the value that instruction v reads from addr.
func (p *Program) load(v ssa.Value, addr ssa.Value) *Val {
	// A path through a cyclic structure may lead back to this very load; one
	// of the two reads is then a value of its own.
	own := p.leaf(Opaque, v, p.block(v))
	p.vals[v] = own
	own.pending = true
	defer func() { own.pending = false }()
	root, path := p.address(addr)
	ins := v.(ssa.Instruction)
	b, at := p.at(ins.Block()), p.Position(ins)
	switch v.Type().Underlying().(type) {
	case *types.Struct, *types.Array:
		own.whole = &copied{root, path, b, at}
		return own
	}
	return p.before(p.loc(root, path, v.Type()), b, at)
}

func (p *Program) loc(root *Val, path []Step, t types.Type) *Loc {
	key := pathKey(root, path)
	if l, ok := p.locs[key]; ok {
		return l
	}
	l := &Loc{Root: root, Path: path, Type: t}
	p.locs[key] = l
	l.entry = &Val{ID: p.nextID(), Kind: Entry, Type: t, Block: root.Block, Loc: l}
	p.define(l)
	return l
}

// define finds the instructions that write to l and the blocks where their effects meet.
func (p *Program) define(l *Loc) {
	add := func(w *write, val *Val) {
		if l.defs == nil { // most places are only read
			l.defs = map[int][]*def{}
		}
		if ds := l.defs[w.block]; len(ds) > 0 && ds[len(ds)-1].at == w.at {
			return // one instruction, one definition
		}
		l.defs[w.block] = append(l.defs[w.block], &def{w.at, val, w})
	}
	if a, ok := l.Root.SSA.(*ssa.Alloc); ok && l.Root.Kind == Opaque {
		zero := &Val{ID: p.nextID(), Kind: Kill, Type: l.Type, Block: p.at(a.Block()), Loc: l}
		if c := zeroConst(l.Type); c != nil {
			zero.Kind, zero.Const, zero.Zero = Const, c.Value, true
		}
		add(&write{block: p.at(a.Block()), at: p.Position(a)}, zero)
	}
	for _, w := range p.writes.near(p, l) {
		switch w.effect(p, l) {
		case defines, includes:
			add(w, nil)
		case clobbers:
			add(w, &Val{ID: p.nextID(), Kind: Kill, Type: l.Type, Block: w.block, Loc: l})
		}
	}
	if len(l.defs) == 0 {
		return
	}
	l.joins = map[int]*Val{}
	work := slices.Sorted(maps.Keys(l.defs))
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		for _, j := range p.frontier(b) {
			if l.joins[j] == nil {
				phi := &Val{ID: p.nextID(), Kind: Phi, Type: l.Type, Block: j, Loc: l}
				l.joins[j] = phi
				p.phis[j] = append(p.phis[j], phi)
				work = append(work, j)
			}
		}
	}
}

// value returns what l holds after d.
func (p *Program) value(l *Loc, d *def) *Val {
	if d.val == nil {
		d.val = p.stored(d.of, l)
	}
	return d.val
}

// stored returns what l holds after w stored a value in it, or a struct or array that l is a part of.
func (p *Program) stored(w *write, l *Loc) *Val {
	_, path := w.address(p)
	v := p.Of(w.val)
	rest := l.Path[len(path):]
	if len(rest) == 0 {
		return v
	}
	for i, s := range rest {
		switch {
		case v.whole == nil && s.Field != nil && v.Type != nil:
			n := fieldIndex(v.Type, s.Field)
			if n < 0 {
				return p.killed(w, l)
			}
			if v = p.Part(v, n); i == len(rest)-1 {
				return v
			}
			continue
		case v.whole == nil:
			return p.killed(w, l)
		case i == len(rest)-1:
			return p.part(v, s, l.Type)
		}
		w := *v.whole
		w.path = append(w.path[:len(w.path):len(w.path)], s)
		v = &Val{whole: &w}
	}
	return p.killed(w, l)
}

func (p *Program) killed(w *write, l *Loc) *Val {
	return &Val{ID: p.nextID(), Kind: Kill, Type: l.Type, Block: w.block, Loc: l}
}

func zeroConst(t types.Type) *ssa.Const {
	switch t := t.Underlying().(type) {
	case *types.Basic:
		if t.Info()&(types.IsBoolean|types.IsNumeric|types.IsString) != 0 {
			return ssa.NewConst(zeroOf(t), t)
		}
	case *types.Pointer, *types.Interface, *types.Slice, *types.Map, *types.Chan, *types.Signature:
		return ssa.NewConst(nil, t)
	}
	return nil
}

// before returns what l holds just before position at of block b.
func (p *Program) before(l *Loc, b, at int) *Val {
	ds := l.defs[b]
	for i := len(ds) - 1; i >= 0; i-- {
		if ds[i].at < at {
			return p.value(l, ds[i])
		}
	}
	return p.atEntry(l, b)
}

func (p *Program) atEntry(l *Loc, b int) *Val {
	for l.joins != nil {
		if phi := l.joins[b]; phi != nil {
			return phi
		}
		idom := p.Blocks[b].Idom()
		if idom == nil {
			break
		}
		b = p.at(idom)
		if ds := l.defs[b]; len(ds) > 0 {
			return p.value(l, ds[len(ds)-1])
		}
	}
	return l.entry
}

func (p *Program) atExit(l *Loc, b int) *Val {
	if v, ok := l.exits[b]; ok {
		return v
	}
	v := p.atEntry(l, b)
	if ds := l.defs[b]; len(ds) > 0 {
		v = p.value(l, ds[len(ds)-1])
	}
	if l.exits == nil {
		l.exits = map[int]*Val{}
	}
	l.exits[b] = v
	return v
}

// frontier returns the dominance frontier of block b, as indices.
func (p *Program) frontier(b int) []int {
	if p.frontiers == nil {
		p.frontiers = make([][]int, len(p.Blocks))
		for j, blk := range p.Blocks {
			if len(blk.Preds) < 2 && blk.Idom() != nil {
				continue
			}
			for _, pred := range blk.Preds {
				for r := pred; r != nil && r != blk.Idom(); r = r.Idom() {
					i, ok := p.Index(r)
					if !ok {
						break
					}
					f := p.frontiers[i]
					if len(f) > 0 && f[len(f)-1] == j {
						break // come this way from another predecessor
					}
					p.frontiers[i] = append(f, j)
				}
			}
		}
	}
	return p.frontiers[b]
}
