package fuzz

import (
	"flag"
	"fmt"
	"go/ast"
	"go/build"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/keymasterlint/keymaster/analyzer/internal/truth"
)

// seeds are small programs of one file each, and what they may import.
type seeds struct {
	corpus []string // one for each function of the corpus, with what it uses
	truth  []string // generated ones
	std    []string // test programs of the Go distribution, which have every odd form of the language
	universe
}

// newSeeds loads the corpus. Without fuzzing, the programs of the distribution are few.
func newSeeds(f *testing.F) *seeds {
	f.Helper()
	pkgs := load(f)
	s := &seeds{universe: universeOf(pkgs)}
	for _, p := range pkgs {
		for _, source := range pieces(p) {
			if _, err := s.universe.check("p", source); err == nil { // not so with dot-imports
				s.corpus = append(s.corpus, source)
			}
		}
	}
	s.truth = generated(f, s.universe)
	s.std = distribution(f, s.universe)
	if len(s.corpus) == 0 || len(s.truth) == 0 {
		f.Fatal("no seeds")
	}
	return s
}

func fuzzing() bool {
	f := flag.Lookup("test.fuzz")
	return f != nil && f.Value.String() != ""
}

// pieces makes a program of each function of a package.
func pieces(p *packages.Package) []string {
	owner := map[types.Object]ast.Decl{}
	text := map[ast.Decl]string{}
	methods := map[types.Object][]ast.Decl{} // by the receiver's type name
	var order, roots []ast.Decl
	for i, f := range p.Syntax {
		source, err := os.ReadFile(p.CompiledGoFiles[i])
		if err != nil {
			continue
		}
		offset := p.Fset.File(f.FileStart).Offset
		for _, d := range f.Decls {
			order = append(order, d)
			text[d] = string(source[offset(d.Pos()):offset(d.End())])
			switch d := d.(type) {
			case *ast.FuncDecl:
				roots = append(roots, d)
				fn := p.TypesInfo.Defs[d.Name].(*types.Func)
				owner[fn] = d
				if recv := receiver(fn); recv != nil {
					methods[recv] = append(methods[recv], d)
				}
			case *ast.GenDecl:
				if d.Tok == token.IMPORT {
					continue
				}
				for id, obj := range p.TypesInfo.Defs {
					if obj != nil && d.Pos() <= id.Pos() && id.Pos() < d.End() {
						owner[obj] = d
					}
				}
			}
		}
	}
	var programs []string
	for _, root := range roots {
		need := map[ast.Decl]bool{}
		imports := map[string]bool{}
		var visit func(d ast.Decl)
		visit = func(d ast.Decl) {
			if d == nil || need[d] {
				return
			}
			need[d] = true
			ast.Inspect(d, func(n ast.Node) bool {
				id, ok := n.(*ast.Ident)
				if !ok {
					return true
				}
				obj := p.TypesInfo.Uses[id]
				if name, ok := obj.(*types.PkgName); ok {
					imports[fmt.Sprintf("%s %q", name.Name(), name.Imported().Path())] = true
				}
				visit(owner[obj])
				for _, m := range methods[obj] {
					visit(m)
				}
				return true
			})
		}
		visit(root)
		var b strings.Builder
		fmt.Fprintf(&b, "package p\n\nimport (\n")
		for _, i := range slices.Sorted(maps.Keys(imports)) {
			fmt.Fprintf(&b, "\t%s\n", i)
		}
		b.WriteString(")\n")
		for _, d := range order {
			if need[d] {
				b.WriteString("\n" + text[d] + "\n")
			}
		}
		programs = append(programs, b.String())
	}
	return programs
}

func receiver(fn *types.Func) types.Object {
	recv := fn.Signature().Recv()
	if recv == nil {
		return nil
	}
	t := recv.Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := t.(*types.Named); ok {
		return n.Obj()
	}
	return nil
}

// generated are programs of package truth, with what these call.
func generated(f *testing.F, u universe) []string {
	f.Helper()
	const rt = "github.com/keymasterlint/keymaster/analyzer/internal/truth/world/rt"
	source, err := os.ReadFile("../truth/world/rt/rt.go")
	if err != nil {
		f.Fatal(err)
	}
	p, err := u.check(rt, string(source))
	if err != nil {
		f.Fatal(err)
	}
	u[rt] = p.Types
	features, err := truth.ParseFeatures("full")
	if err != nil {
		f.Fatal(err)
	}
	var programs []string
	for id := range 20 {
		decls := truth.Generate(1, id, features).Src
		var b strings.Builder
		b.WriteString("package p\n\nimport (\n")
		for _, path := range []string{"crypto", "errors", "fmt", "log", "os", "runtime", "strings", "sync", "syscall", "github.com/miekg/dns", rt} {
			name := path[strings.LastIndexByte(path, '/')+1:]
			if regexp.MustCompile(`\b` + name + `\.[A-Z]`).MatchString(decls) {
				fmt.Fprintf(&b, "\t%q\n", path)
			}
		}
		b.WriteString(")\n\n" + decls)
		programs = append(programs, b.String())
	}
	return programs
}

// distribution returns test programs of the Go distribution, if it has them.
func distribution(f *testing.F, u universe) []string {
	f.Helper()
	var programs []string
	for _, pattern := range []string{"test/*.go", "test/typeparam/*.go", "test/fixedbugs/*.go"} {
		names, err := filepath.Glob(filepath.Join(build.Default.GOROOT, pattern))
		if err != nil {
			f.Fatal(err)
		}
		taken := 0
		for _, name := range names {
			if taken == 12 && !fuzzing() {
				break
			}
			text, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			if len(text) > 6000 {
				continue
			}
			if _, err := u.check("p", string(text)); err == nil {
				programs = append(programs, string(text))
				taken++
			}
		}
	}
	return programs
}
