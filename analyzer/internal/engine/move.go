package engine

import (
	"go/constant"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/fold"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
	"github.com/keymasterlint/keymaster/analyzer/internal/script"
)

// A move of the role changes the state of an execution: from then on the role is held where it was moved to,
// and what was known of other servers is not known any more.

// moves notes what call j of block i means for the role, if what it certainly runs moves that.
func (f *Func) moves(call ssa.CallInstruction, i, j int) {
	f.movesThere(call, i, j)
	all := f.ran[call]
	if len(all) != 1 || call.Value() == nil {
		return
	}
	for _, c := range all[0].does.Calls {
		if c.Row.Means != catalog.Moves {
			continue
		}
		done := f.succeeded(call, all[0].op)
		if done == bdd.False {
			continue
		}
		to := subject{zone: f.textName(c.Zone.Text, zoneName), server: f.textName(serverOf(c).Text, serverName)}
		if to == (subject{}) {
			to = f.placedSubject(call, all[0].op)
		}
		held := f.held(to)
		f.p.Use(held, i)
		f.event(i, event{at: j, assume: bdd.True, ends: bdd.False, then: func(s bdd.Ref) bdd.Ref {
			return f.moved(s, to, done)
		}})
		f.p.Use(done, i)
	}
}

// movesThere notes what call j of block i means for the role because of what the called function moves: if it
// says by its results that the role is held where it moved it to, it is held nowhere else.
func (f *Func) movesThere(call ssa.CallInstruction, i, j int) {
	if call.Value() == nil {
		return
	}
	for _, exported := range f.pkg.movesBy(call.Common()) {
		to := f.importSubject(exported, call)
		held := f.held(to)
		f.p.Use(held, i)
		f.event(i, event{at: j, assume: bdd.True, ends: bdd.False, then: func(s bdd.Ref) bdd.Ref {
			return f.moved(s, to, held)
		}})
	}
}

// movesBy returns where the function that a call certainly runs moves the role to, in terms of its parameters.
func (pkg *Package) movesBy(c *ssa.CallCommon) []subject {
	if fn := pkg.body(c); fn != nil {
		return pkg.movesOf(fn)
	}
	var all []subject
	if known := pkg.abroad(c); known != nil {
		for _, m := range known.sum.Moves {
			all = append(all, subject{importName(m.Zone), importName(m.Server)})
		}
	}
	return all
}

// movesOf returns where a function moves the role to. Of what the functions do that it calls only the servers
// and zones are known that it does not give them.
func (pkg *Package) movesOf(fn *ssa.Function) []subject {
	if !pkg.starters[fn] {
		return nil
	}
	if known, ok := pkg.moving[fn]; ok {
		return known
	}
	pkg.moving[fn] = nil // around a recursion
	var all []subject
	folder := pkg.folderOf(fn)
	for _, b := range folder.P.Blocks {
		for _, ins := range b.Instrs {
			call, ok := ins.(ssa.CallInstruction)
			if !ok {
				continue
			}
			for _, s := range pkg.movesBy(call.Common()) {
				if s.zone.param == 0 && s.server.param == 0 {
					all = append(all, s)
				}
			}
			if ran := pkg.ranBy(folder, call); len(ran) == 1 {
				for _, c := range ran[0].does.Calls {
					if c.Row.Means == catalog.Moves {
						all = append(all, subject{givenName(c.Zone.Text, zoneName), givenName(serverOf(c).Text, serverName)})
					}
				}
			}
		}
	}
	pkg.moving[fn] = all
	return all
}

// givenName returns the name that a text in a command is for callers.
func givenName(text string, norm func(*program.Val) name) name {
	holes := fold.Holes(text)
	switch {
	case text == "":
	case len(holes) == 0:
		return norm(&program.Val{Kind: program.Const, Const: constant.MakeString(text)})
	case len(holes) == 1 && text == fold.Hole(holes[0]) && holes[0] < fold.FirstField:
		return name{param: 1 + holes[0]}
	}
	return name{}
}

// serverOf returns the server that a move makes the key master.
func serverOf(c *script.Call) script.Arg {
	if c.To.Text != "" {
		return c.To
	}
	return c.Server
}

// moved returns the states after the role was moved to a subject in those of s where done holds.
func (f *Func) moved(s bdd.Ref, to subject, done bdd.Ref) bdd.Ref {
	m := f.p.M
	after := m.And(s, done)
	after = m.Exists(after, func(n int) bool {
		v := f.p.VarOf(n)
		if v.Prop != program.Free || v.Bit >= 0 {
			return false
		}
		of := f.subjects[-1-v.Bit]
		return of == to || !f.differ(of.zone, to.zone) && f.differ(of.server, to.server)
	})
	return m.Or(m.And(s, m.Not(done)), m.And(after, f.held(to)))
}

// succeeded returns the condition under which the results of a call say that it did what it was to do.
func (f *Func) succeeded(call ssa.CallInstruction, op *catalog.Operation) bdd.Ref {
	results := call.Common().Signature().Results()
	done, told := bdd.True, false
	for n := range results.Len() {
		t := results.At(n).Type()
		v := result(f.p, call.Value(), n)
		switch {
		case role.IsError(t):
			if v == nil {
				return bdd.False
			}
			told = true
			done = f.p.M.And(done, f.p.Nil(v))
		case isStatus(op, n):
			if v == nil {
				return bdd.False
			}
			is, known := f.p.Is(v, constant.MakeInt64(0))
			if !known {
				return bdd.False
			}
			told = true
			done = f.p.M.And(done, is)
		}
	}
	if !told {
		return bdd.False
	}
	return done
}

// isStatus reports whether a result says by a number how the operation ended.
func isStatus(op *catalog.Operation, n int) bool {
	for _, c := range op.Refusal {
		if at := c.At.Spot(); c.Form == catalog.Code && at.Kind == catalog.Result && at.Index == n && len(at.Fields) == 0 {
			return true
		}
	}
	return false
}
