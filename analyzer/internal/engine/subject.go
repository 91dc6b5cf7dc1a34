package engine

import (
	"go/ast"
	"go/constant"
	"net"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// A subject is what a check or an operation is about. It is comparable: equal
// subjects are the same zone and server as far as the function says.
type subject struct {
	zone, server name
}

// A name is a zone or a server: a constant, a value of the function (or, across a
// call, its parameter), or unknown.
type name struct {
	text  string
	val   *program.Val
	param int // 1 + the number of a parameter of the callee; else 0
}

// zoneName normalises a constant zone: case and the final dot do not matter.
func zoneName(v *program.Val) name {
	return nameOf(v, func(s string) string { return strings.ToLower(strings.TrimSuffix(s, ".")) })
}

// serverName normalises a constant server: names by first label, addresses whole.
func serverName(v *program.Val) name {
	return nameOf(v, func(s string) string {
		s = strings.ToLower(s)
		if host, _, err := net.SplitHostPort(s); err == nil {
			s = host
		}
		if strings.ContainsFunc(s, func(r rune) bool { return 'a' <= r && r <= 'z' }) && !strings.ContainsAny(s, ":[") {
			s, _, _ = strings.Cut(s, ".")
		}
		return s
	})
}

func nameOf(v *program.Val, norm func(string) string) name {
	switch {
	case v == nil:
		return name{}
	case v.Kind == program.Const:
		if v.Const == nil || v.Const.Kind() != constant.String || constant.StringVal(v.Const) == "" {
			return name{}
		}
		return name{text: norm(constant.StringVal(v.Const))}
	}
	return name{val: v}
}

// compatible reports whether a check for a may speak of b: unless zones or servers are known to differ.
func (f *Func) compatible(a, b subject) bool {
	return !f.differ(a.zone, b.zone) && !f.differ(a.server, b.server)
}

// without returns the executions in which every check that may speak of s says no, and nothing was
// assumed. Any check may speak of an unknown subject.
func (f *Func) without(s subject) bdd.Ref {
	if f.pkg.Require == Refusal {
		return bdd.True
	}
	return f.p.M.And(f.unsworn(0), f.unchecked(s))
}

// unchecked returns the executions in which every check that may speak of s says no.
func (f *Func) unchecked(s subject) bdd.Ref {
	w := bdd.True
	for _, checked := range f.subjects {
		if f.compatible(checked, s) {
			w = f.p.M.And(w, f.p.M.Not(f.held(checked)))
		}
	}
	return w
}

// differ follows docs/rule.md section 8, "Subjects": different constants differ, and so do different
// parameters, locals or loop variables of which neither is computed from the other.
func (f *Func) differ(a, b name) bool {
	if a.text != "" && b.text != "" {
		return a.text != b.text
	}
	if a.val == nil || b.val == nil || a.val == b.val {
		return false
	}
	return local(a.val) && local(b.val) && !f.computedFrom(a.val, b.val) && !f.computedFrom(b.val, a.val)
}

// local reports whether v is a parameter, a local or a loop variable, and no other read of memory.
func local(v *program.Val) bool {
	switch v.Kind {
	case program.Param:
		_, captured := v.SSA.(*ssa.FreeVar)
		return !captured
	case program.Opaque, program.Phi:
		return v.Loc == nil
	case program.Entry:
		// What a range loop reads.
		return len(v.Loc.Path) == 1 && strings.HasPrefix(v.Loc.Path[0].Elem, "[v")
	}
	return false
}

// computedFrom reports whether v depends on from.
func (f *Func) computedFrom(v, from *program.Val) bool {
	seen := map[*program.Val]bool{}
	work := []*program.Val{v}
	var rands [8]*ssa.Value
	for len(work) > 0 {
		x := work[len(work)-1]
		work = work[:len(work)-1]
		if x == from {
			return true
		}
		if seen[x] {
			continue
		}
		seen[x] = true
		work = append(work, x.Args...)
		if x.Kind == program.Phi {
			work = append(work, f.p.Edges(x)...)
		}
		if x.Loc != nil {
			work = append(work, x.Loc.Root)
		}
		if ins, ok := x.SSA.(ssa.Instruction); ok && x.Kind == program.Opaque {
			for _, op := range ins.Operands(rands[:0]) {
				if *op != nil {
					work = append(work, f.p.Of(*op))
				}
			}
		}
		if a, ok := x.SSA.(*ssa.Alloc); ok {
			for _, ref := range *a.Referrers() {
				if s, ok := ref.(*ssa.Store); ok {
					work = append(work, f.p.Of(s.Val))
				}
			}
		}
	}
	return false
}

// nameText returns how a message calls a zone or a server; empty where the source has no word for it.
func (f *Func) nameText(n name) string {
	switch {
	case n.text != "":
		return strconv.Quote(n.text)
	case n.val == nil:
		return ""
	}
	if p, ok := n.val.SSA.(*ssa.Parameter); ok {
		return p.Name()
	}
	for _, b := range f.p.Blocks {
		for _, ins := range b.Instrs {
			if d, ok := ins.(*ssa.DebugRef); ok && !d.IsAddr && f.p.Of(d.X) == n.val {
				if id, ok := d.Expr.(*ast.Ident); ok {
					return id.Name
				}
			}
		}
	}
	return ""
}
