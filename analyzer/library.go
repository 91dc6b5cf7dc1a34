package analyzer

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/lower"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
	"github.com/keymasterlint/keymaster/analyzer/internal/summary"
)

// A library tells package lower which functions have to do with operations, roles and refusals.
type library struct {
	*catalog.Catalog
	decl      *declarations
	pass      *analysis.Pass
	matters   map[*types.Func]bool
	checks    map[*types.Func]bool              // calls of them are role checks, by name or by what they are given
	summaries map[*types.Func]*summary.Function // see said
}

var _ lower.Library = (*library)(nil)

// newLibrary finds the functions of a package that ask for the role, or handle errors in ways that a
// refusal may depend on.
func newLibrary(pass *analysis.Pass, cat *catalog.Catalog, decl *declarations) *library {
	l := &library{
		Catalog:   cat,
		decl:      decl,
		pass:      pass,
		matters:   map[*types.Func]bool{},
		checks:    map[*types.Func]bool{},
		summaries: map[*types.Func]*summary.Function{},
	}
	for _, f := range pass.Files {
		checks := role.Find(f, pass.TypesInfo, decl.names, decl.check)
		for e := range checks {
			if call, ok := ast.Unparen(e).(*ast.CallExpr); ok {
				if fn, ok := typeutil.Callee(pass.TypesInfo, call).(*types.Func); ok {
					l.checks[fn] = true
				}
			}
		}
		for _, d := range f.Decls {
			d, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			fn, ok := pass.TypesInfo.Defs[d.Name].(*types.Func)
			if !ok {
				continue
			}
			ast.Inspect(d, func(n ast.Node) bool {
				if s, ok := n.(ast.Stmt); ok && decl.assumed[s] > 0 {
					l.matters[fn] = true
				}
				e, ok := n.(ast.Expr)
				if !ok || l.matters[fn] {
					return !l.matters[fn]
				}
				l.matters[fn] = checks[e] != nil || l.handlesErrors(e)
				return true
			})
		}
	}
	return l
}

// handlesErrors reports whether e names a function that tests errors or passes them on.
func (l *library) handlesErrors(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	if !ok {
		return false
	}
	fn, ok := l.pass.TypesInfo.Uses[id].(*types.Func)
	if !ok {
		return false
	}
	said := l.said(fn)
	return l.Test(fn) != nil || len(l.Flow(fn)) > 0 || l.decl.names.HintsRefusal(fn.Name()) || l.decl.saysByRow(fn.Origin()) || l.decl.refusal(fn.Origin()) ||
		said.Matters() || len(said.Passed) > 0
}

// said returns what another package says of its function, which may be nothing. It is asked often.
func (l *library) said(fn *types.Func) *summary.Function {
	fn = fn.Origin()
	s := l.summaries[fn]
	if s == nil {
		if fn.Pkg() != l.pass.Pkg {
			s = importSummary(l.pass, fn)
		}
		if s == nil {
			s = new(summary.Function)
		}
		l.summaries[fn] = s
	}
	return s
}

// Performs implements [lower.Library].
func (l *library) Performs(fn *types.Func) bool {
	return l.Operation(fn) != nil || l.decl.operation(fn.Origin()) != nil || len(l.said(fn).Performs) > 0
}

// Runs implements [lower.Library].
func (l *library) Runs(fn *types.Func) *lower.Run {
	r := l.Run(fn)
	if r == nil {
		return nil
	}
	return &lower.Run{Now: r.How == catalog.Once, Kept: r.How == catalog.Kept, Failed: r.Error}
}

// Matters implements [lower.Library].
func (l *library) Matters(fn *types.Func) bool { return l.matters[fn] }

// Stays implements [lower.Library].
func (l *library) Stays(fn *types.Func) bool {
	return l.checks[fn] || l.decl.names.HintsRefusal(fn.Name()) || l.decl.says(fn)
}

// Apart implements [lower.Library].
func (l *library) Apart(fn *types.Func) bool {
	return strings.HasSuffix(l.pass.Fset.PositionFor(fn.Pos(), false).Filename, "_test.go")
}

// Marked implements [lower.Library].
func (l *library) Marked(s ast.Stmt) int { return l.decl.assumed[s] }
