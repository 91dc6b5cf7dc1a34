package lower

import (
	"flag"
	"go/ast"
	"go/types"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"
)

var (
	patterns  = flag.String("lower.packages", "encoding/json,text/template,database/sql,testing", "the packages to lower")
	directory = flag.String("lower.dir", "", "where to look for them")
	performed = flag.String("lower.performed", "errors", "the package whose functions are to be seen performed")
)

// TestPackages lowers real packages: what comes out must be sane, and not much more.
func TestPackages(t *testing.T) {
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
			packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedTypesSizes | packages.NeedExportFile,
		Dir: *directory,
	}, strings.Split(*patterns, ",")...)
	if err != nil {
		t.Fatal(err)
	}
	var before, after measure
	for _, p := range pkgs {
		if len(p.Errors) > 0 || p.Types == nil || len(p.Syntax) == 0 {
			t.Logf("%s: not loaded: %v", p.PkgPath, p.Errors)
			continue
		}
		b := build(t, p, p.Syntax, p.TypesInfo)
		start := time.Now()
		r := Package(p.Types, p.Syntax, p.TypesInfo, unwinding{})
		lowering := time.Since(start)
		a := build(t, p, r.Files, r.Info)
		a.time += lowering
		t.Logf("%-40s %7d -> %7d instructions, largest %6d -> %6d, %4d -> %4d literals, %4d -> %4d deferred, %v -> %v (lowering %v), %d gone", p.PkgPath,
			b.instrs, a.instrs, b.largest, a.largest, b.lits, a.lits, b.defers, a.defers, b.time.Round(time.Millisecond), a.time.Round(time.Millisecond), lowering.Round(time.Millisecond), len(r.Gone))
		if a.instrs > 5*b.instrs+1000 {
			t.Errorf("%s: %d instructions become %d", p.PkgPath, b.instrs, a.instrs)
		}
		before.add(b)
		after.add(a)
	}
	if before.instrs == 0 {
		t.Fatal("nothing was lowered")
	}
	t.Logf("%d packages: %d -> %d instructions, %d -> %d literals, %d -> %d deferred, %v -> %v", len(pkgs),
		before.instrs, after.instrs, before.lits, after.lits, before.defers, after.defers, before.time.Round(time.Millisecond), after.time.Round(time.Millisecond))
}

// unwinding knows of the standard library what the catalogue does.
type unwinding struct{}

func (unwinding) Unwinds(fn *types.Func) bool {
	switch fn.FullName() {
	case "runtime.Goexit", "log.Panic", "log.Panicf", "(*testing.common).FailNow", "(*testing.common).Fatal", "(*testing.common).Fatalf":
		return true
	}
	return false
}
func (unwinding) Performs(fn *types.Func) bool {
	return fn.Pkg() != nil && fn.Pkg().Path() == *performed
}
func (unwinding) Runs(fn *types.Func) *Run { return knownRuns[fn.FullName()] }
func (unwinding) Matters(*types.Func) bool { return false }
func (unwinding) Stays(*types.Func) bool   { return false }
func (unwinding) Apart(*types.Func) bool   { return false }
func (unwinding) Marked(ast.Stmt) int      { return 0 }

// A measure is how big a package's SSA form is.
type measure struct {
	instrs, largest, lits, defers int
	time                          time.Duration
}

func (m *measure) add(n measure) {
	m.instrs += n.instrs
	m.lits += n.lits
	m.defers += n.defers
	m.time += n.time
}

func build(t *testing.T, p *packages.Package, files []*ast.File, info *types.Info) (m measure) {
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("%s: %v", p.PkgPath, r)
		}
	}()
	start := time.Now()
	prog := ssa.NewProgram(p.Fset, ssa.SanityCheckFunctions|ssa.GlobalDebug|ssa.BuildSerially)
	seen := map[*types.Package]bool{}
	var create func(imports []*types.Package)
	create = func(imports []*types.Package) {
		for _, i := range imports {
			if !seen[i] {
				seen[i] = true
				prog.CreatePackage(i, nil, nil, true)
				create(i.Imports())
			}
		}
	}
	create(p.Types.Imports())
	pkg := prog.CreatePackage(p.Types, files, info, false)
	pkg.Build()
	m.time = time.Since(start)
	if err := dominated(pkg); err != nil {
		t.Error(err)
	}
	var count func(fn *ssa.Function)
	count = func(fn *ssa.Function) {
		n := 0
		for _, b := range fn.Blocks {
			n += len(b.Instrs)
			for _, i := range b.Instrs {
				switch i.(type) {
				case *ssa.Defer:
					m.defers++
				case *ssa.DebugRef:
					n--
				}
			}
		}
		m.instrs += n
		m.largest = max(m.largest, n)
		m.lits += len(fn.AnonFuncs)
		for _, a := range fn.AnonFuncs {
			count(a)
		}
	}
	for _, f := range files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				if fn, ok := info.Defs[d.Name].(*types.Func); ok {
					if fn := prog.FuncValue(fn); fn != nil {
						count(fn)
					}
				}
			}
		}
	}
	return m
}
