package engine

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/summary"
)

// A function that sends the message which it is given performs the operation if that is an update of
// DNSSEC records, and then for its callers to guard: docs/rule.md section 8, "Place".

// A finder collects the calls that perform operations, and those that do if a parameter of the function
// which they stand in is such a message.
type finder struct{ sites, senders []*Site }

// add adds a call, which may send the message at a place.
func (pkg *Package) add(f *finder, s *Site, message catalog.Place) {
	if message == "" {
		f.sites = append(f.sites, s)
		return
	}
	if msg := operandAt(s.Call.Common(), message.Spot()); msg != nil {
		pkg.addSender(f, s, msg)
	}
}

// addSender adds a call that sends msg.
func (pkg *Package) addSender(f *finder, s *Site, msg ssa.Value) {
	s.sent = msg
	if pkg.carriesDNSSEC(s.Call, msg) {
		f.sites = append(f.sites, s)
		return
	}
	if p, ok := msg.(*ssa.Parameter); ok {
		s.message = 1 + slices.Index(s.Call.Parent().Params, p)
		f.senders = append(f.senders, s)
	}
}

// findSent follows the messages that functions are given to the calls that give them.
func (pkg *Package) findSent(f *finder) {
	type sender struct {
		fn      *ssa.Function
		message int
		op      *catalog.Operation
	}
	seen := map[sender]bool{}
	for i := 0; i < len(f.senders); i++ {
		s := f.senders[i]
		key := sender{s.Call.Parent(), s.message, s.Op}
		if seen[key] && s.In != nil || pkg.gone(key.fn) {
			continue
		}
		seen[key] = true
		pkg.outcome(s)
		if s.guarded || !s.rel.pending() {
			continue
		}
		pkg.senders[key.fn] = append(pkg.senders[key.fn], s)
		for _, call := range pkg.callers[key.fn] {
			pkg.addSender(f, &Site{Call: call, Op: s.Op, In: s}, call.Common().Args[s.message-1])
		}
	}
}

// gives returns, of the calls through which a call that sends a message came about, the lowest that stands
// in the function that makes the message; nil if the call itself does.
func (pkg *Package) gives(s *Site, through []*ast.CallExpr) *ast.CallExpr {
	if s.command != nil {
		return pkg.givesCommand(s, through)
	}
	if s.sent == nil || len(through) == 0 {
		return nil
	}
	made := origins(s.sent, map[ssa.Value]bool{})
	near := func(pos token.Pos) bool {
		d := pkg.declAt(pos)
		return slices.ContainsFunc(made, func(m token.Pos) bool { return !m.IsValid() || d != nil && d.Pos() <= m && m < d.End() })
	}
	if near(s.Call.Common().Pos()) {
		return nil
	}
	for _, c := range through {
		if near(c.Lparen) {
			return c
		}
	}
	return nil
}

// origins returns where the values come to be that v may be.
func origins(v ssa.Value, seen map[ssa.Value]bool) []token.Pos {
	if seen[v] {
		return nil
	}
	seen[v] = true
	switch v := v.(type) {
	case *ssa.Phi:
		var all []token.Pos
		for _, e := range v.Edges {
			all = append(all, origins(e, seen)...)
		}
		return all
	case *ssa.ChangeType:
		return origins(v.X, seen)
	}
	return []token.Pos{v.Pos()}
}

// declAt returns the function declaration around pos, or nil.
func (pkg *Package) declAt(pos token.Pos) *ast.FuncDecl {
	for _, f := range pkg.Files {
		if f.FileStart <= pos && pos <= f.FileEnd {
			for _, d := range f.Decls {
				if fd, ok := d.(*ast.FuncDecl); ok && fd.Pos() <= pos && pos < fd.End() {
					return fd
				}
			}
		}
	}
	return nil
}

// messages says what a function does with the messages that it is given or makes.
func (pkg *Package) messages(fn *ssa.Function) []summary.Message {
	if i := pkg.foreign[fn]; i != nil {
		return i.sum.Messages
	}
	all, known := pkg.said[fn]
	if known {
		return all
	}
	pkg.said[fn] = nil // around a recursion
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok {
			continue
		}
		for i, p := range fn.Params {
			all = pkg.message(all, ret, p, summary.Message{Param: 1 + i})
		}
		for i, r := range ret.Results {
			all = pkg.message(all, ret, r, summary.Message{Result: 1 + i})
		}
	}
	pkg.said[fn] = all
	return all
}

// message adds what is done with the message v until ret: what any return says counts.
func (pkg *Package) message(all []summary.Message, ret *ssa.Return, v ssa.Value, is summary.Message) []summary.Message {
	upd := pkg.Cat.UpdateOf(namedType(v.Type()))
	if upd == nil || !pkg.makesUpdates(upd) {
		return all
	}
	m := pkg.messageAt(ret, upd, v)
	if !m.update && !m.records {
		return all
	}
	f := pkg.fn(ret.Parent())
	at := slices.IndexFunc(all, func(o summary.Message) bool { return o.Param == is.Param && o.Result == is.Result })
	if at < 0 {
		at = len(all)
		zone := f.exportSubject(subject{zone: zoneName(f.updateZone(v, upd))}).zone
		is.Zone = exporter{pkg: pkg}.name(zone)
		all = append(all, is)
	}
	all[at].Updates = all[at].Updates || m.update
	all[at].Records = all[at].Records || m.records
	return all
}

// saidOf returns what the function that is called does with the message that it is given as argument n, or
// makes as result n (both from 1, the other 0); nil if nothing is known.
func (pkg *Package) saidOf(call ssa.CallInstruction, param, result int) *summary.Message {
	fn := pkg.target(call.Common())
	if fn == nil {
		return nil
	}
	all := pkg.messages(fn)
	for i, m := range all {
		if m.Param == param && m.Result == result {
			return &all[i]
		}
	}
	return nil
}
