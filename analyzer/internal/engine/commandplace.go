package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/fold"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
	"github.com/keymasterlint/keymaster/analyzer/internal/script"
)

// redirected reports whether a command goes to a server of which the program has read that it is the zone's
// key master.
func (f *Func) redirected(c *script.Call) bool {
	for _, n := range script.Holes(c.Server.Text) {
		if v := f.holeValue(n); v != nil && slices.ContainsFunc(f.p.Same(v), func(w ssa.Value) bool { return f.fromKeyMaster(w, map[ssa.Value]bool{}) }) {
			return true
		}
	}
	return false
}

// givesCommand returns, of the calls through which a call that runs a command came about, the lowest that
// gives the command, and not only what its function was given; nil if the call itself does.
func (pkg *Package) givesCommand(s *Site, through []*ast.CallExpr) *ast.CallExpr {
	if len(through) == 0 {
		return nil
	}
	if pkg.forwardedAt == nil {
		pkg.forwardedAt = map[token.Pos]bool{}
		for fn := range pkg.starters {
			for _, fwd := range pkg.forwards(fn) {
				pkg.forwardedAt[fwd.call.Common().Pos()] = true
				for _, c := range pkg.through(&Site{Call: fwd.call}) {
					pkg.forwardedAt[c.Lparen] = true
				}
			}
		}
	}
	pos := s.Call.Common().Pos()
	var at *ast.CallExpr
	for _, c := range through {
		if !pkg.forwardedAt[pos] && !pkg.names(c, s.command.Row.Name) {
			break
		}
		at, pos = c, c.Lparen
	}
	return at
}

// names reports whether a constant in the arguments of a call names a command.
func (pkg *Package) names(call *ast.CallExpr, command string) bool {
	command = strings.ToLower(command)
	found := false
	for _, arg := range call.Args {
		ast.Inspect(arg, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok && !found {
				tv := pkg.Info.Types[e]
				found = tv.Value != nil && tv.Value.Kind() == constant.String && strings.Contains(strings.ToLower(constant.StringVal(tv.Value)), command)
			}
			return !found
		})
	}
	return found
}

// commandSubject finds zone and server in a command.
func (f *Func) commandSubject(s *Site) subject {
	sub := subject{f.textName(s.command.Zone.Text, zoneName), f.textName(s.command.Server.Text, serverName)}
	if s.In == nil && sub == (subject{}) {
		return f.operationSubject(s)
	}
	return sub
}

// textName returns the zone or server that a text in a command names.
func (f *Func) textName(text string, norm func(*program.Val) name) name {
	if text == "" {
		return name{}
	}
	holes := fold.Holes(text)
	switch {
	case len(holes) == 0:
		return norm(f.p.Of(ssa.NewConst(constant.MakeString(text), types.Typ[types.String])))
	case len(holes) == 1 && text == fold.Hole(holes[0]):
		if v := f.holeValue(holes[0]); v != nil {
			return norm(v)
		}
	}
	return name{}
}

// holeValue returns the value of the function that a hole stands for, or nil.
func (f *Func) holeValue(n int) *program.Val {
	if fold.Given(n) {
		return f.given(n)
	}
	return f.folder.Local(n)
}
