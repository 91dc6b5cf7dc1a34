package analyzer

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/engine"
	"github.com/keymasterlint/keymaster/analyzer/internal/lift"
	"github.com/keymasterlint/keymaster/analyzer/internal/lower"
)

// build makes the package's SSA form; drivers' own has no names of variables. A package that performs
// operations is lowered before. Should the SSA builder not take what comes out, the package is analysed
// as it stands: some noise is better than no answer.
func build(pass *analysis.Pass, cat *catalog.Catalog, decl *declarations, imports engine.Imports, require engine.Requirement, operates bool) *engine.Package {
	if operates {
		if pkg := buildLowered(pass, cat, decl, imports, require); pkg != nil {
			return pkg
		}
	}
	return buildFrom(pass, cat, decl, imports, require, lower.Result{Files: pass.Files, Info: pass.TypesInfo})
}

// buildLowered returns nil where the SSA builder panics.
func buildLowered(pass *analysis.Pass, cat *catalog.Catalog, decl *declarations, imports engine.Imports, require engine.Requirement) (pkg *engine.Package) {
	defer func() {
		if recover() != nil {
			pkg = nil
		}
	}()
	return buildFrom(pass, cat, decl, imports, require, lower.Package(pass.Pkg, pass.Files, pass.TypesInfo, newLibrary(pass, cat, decl)))
}

func buildFrom(pass *analysis.Pass, cat *catalog.Catalog, decl *declarations, imports engine.Imports, require engine.Requirement, low lower.Result) *engine.Package {
	mode := ssa.GlobalDebug
	huge := lift.Possible() && slices.ContainsFunc(low.Files, lift.Huge)
	if huge {
		mode |= ssa.NaiveForm
		low.Files, low.Info = lift.Split(low.Files, low.Info)
	}
	prog := ssa.NewProgram(pass.Fset, mode)
	prog.SetNoReturn(cat.NoReturn)
	for _, p := range pass.Pkg.Imports() {
		prog.CreatePackage(p, nil, nil, true)
	}
	ssapkg := prog.CreatePackage(pass.Pkg, low.Files, low.Info, false)
	ssapkg.Build()
	funcs := functions(low, ssapkg)
	if huge {
		for _, fn := range funcs {
			lift.Function(fn)
		}
	}
	return engine.New(&engine.Package{
		Fset:     pass.Fset,
		Info:     low.Info,
		Files:    low.Files,
		Source:   pass.Files,
		Written:  low.Written,
		Gone:     low.Gone,
		Stands:   low.Stands,
		Circuits: low.Circuits,
		Imports:  imports,
		Require:  require,
		Names:    decl.names,
		Declared: decl.forEngine(low),
		SSA:      ssapkg,
		Cat:      cat,
		Funcs:    funcs,
	})
}

// functions returns the functions of the package that have a body, in source order.
func functions(low lower.Result, pkg *ssa.Package) []*ssa.Function {
	var fns []*ssa.Function
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		if fn == nil || len(fn.Blocks) == 0 {
			return
		}
		fns = append(fns, fn)
		for _, lit := range fn.AnonFuncs {
			add(lit)
		}
	}
	add(pkg.Func("init"))
	for _, f := range low.Files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				if obj, ok := low.Info.Defs[d.Name].(*types.Func); ok {
					add(pkg.Prog.FuncValue(obj))
				}
			}
		}
	}
	return fns
}
