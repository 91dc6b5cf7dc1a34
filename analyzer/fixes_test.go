package analyzer_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
)

// TestFixes applies each fix of each finding in the corpora, one in each function at a time, and expects that the
// result is formatted and compiles, that the findings are gone and that there are no others.
func TestFixes(t *testing.T) {
	applied := map[string]int{}
	for _, m := range []struct {
		dir, goos string
		patterns  []string
	}{
		{"../testdata/demo", "linux", []string{"./..."}},
		{corpus, "linux", []string{"./..."}},
		{codes, "linux", []string{"./..."}},
		{codes, "windows", []string{"./..."}},
		{transports, "linux", []string{"./..."}},
		{transports, "windows", []string{"./..."}},
		{coredns, "linux", []string{"github.com/coredns/coredns/plugin/sign", "github.com/coredns/coredns/plugin/dnssec"}},
	} {
		t.Run(m.dir+" "+m.goos, func(t *testing.T) {
			goCommand(t, m.dir, "mod", "download")
			for _, p := range fixable(t, m.dir, m.goos, m.patterns) {
				before := p.findings(t, p.source)
				for _, round := range rounds(before) {
					for _, c := range round {
						applied[c.Category+" "+c.fix.Message]++
					}
					p.try(t, round, before)
				}
			}
		})
	}
	for _, what := range slices.Sorted(maps.Keys(applied)) {
		t.Logf("%s: %d", what, applied[what])
	}
	for what, n := range map[string]int{
		"KM001 Test the refusal and return an error": 200, "KM004 Test the refusal and return an error": 5,
		"KM004 Compare with int32": 2, "KM003 Turn the check round": 10, "KM007 Wrap the error with %w": 3,
	} {
		if applied[what] < n {
			t.Errorf("%s: applied %d times, want %d", what, applied[what], n)
		}
	}
}

// A fixablePackage is a package to whose source fixes are applied.
type fixablePackage struct {
	*packages.Package
	facts  facts
	types  importer
	source [][]byte // by file
}

// A finding is a diagnostic, and the function that it stands in.
type finding struct {
	analysis.Diagnostic
	fn string
	at token.Position
}

func fixable(t *testing.T, dir, goos string, patterns []string) []*fixablePackage {
	t.Helper()
	loaded, err := packages.Load(&packages.Config{
		Dir: dir, Mode: packages.LoadSyntax | packages.NeedModule, Env: append(os.Environ(), "GOOS="+goos, "CGO_ENABLED=0"),
	}, append(patterns, "errors", "fmt", "strings", "syscall")...) // which fixes may import
	if err != nil {
		t.Fatal(err)
	}
	imports := importer{}
	packages.Visit(loaded, nil, func(p *packages.Package) { imports[p.PkgPath] = p.Types })
	known := facts{}
	var all []*fixablePackage
	packages.Visit(loaded, nil, func(l *packages.Package) {
		if len(l.Syntax) == 0 || l.Module == nil || len(l.Errors) > 0 {
			return
		}
		p := &fixablePackage{Package: l, facts: known, types: imports}
		for _, name := range l.CompiledGoFiles {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			p.source = append(p.source, text)
		}
		p.analyse(t, l.Fset, l.Syntax, l.Types, l.TypesInfo, known.export)
		all = append(all, p)
	})
	return all
}

// findings parses, type-checks and analyses a package's source.
func (p *fixablePackage) findings(t *testing.T, source [][]byte) []finding {
	t.Helper()
	fset := token.NewFileSet()
	var files []*ast.File
	for i, text := range source {
		f, err := parser.ParseFile(fset, p.CompiledGoFiles[i], text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		files = append(files, f)
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{},
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
	conf := types.Config{Importer: p.types, Sizes: p.TypesSizes, GoVersion: "go" + p.Module.GoVersion}
	pkg, err := conf.Check(p.PkgPath, fset, files, info)
	if err != nil {
		t.Fatal(err)
	}
	return p.analyse(t, fset, files, pkg, info, func(types.Object, analysis.Fact) {})
}

func (p *fixablePackage) analyse(t *testing.T, fset *token.FileSet, files []*ast.File, pkg *types.Package, info *types.Info, export func(types.Object, analysis.Fact)) []finding {
	t.Helper()
	var all []finding
	err := p.facts.analyse(&analysis.Pass{
		Fset: fset, Files: files, Pkg: pkg, TypesInfo: info, TypesSizes: p.TypesSizes, ExportObjectFact: export,
		Module: &analysis.Module{Path: p.Module.Path, GoVersion: p.Module.GoVersion},
		Report: func(d analysis.Diagnostic) {
			all = append(all, finding{d, functionAt(files, d.Pos), fset.Position(d.Pos)})
			for _, rel := range d.Related {
				if !slices.ContainsFunc(files, func(f *ast.File) bool { return f.FileStart <= rel.Pos && rel.Pos < f.FileEnd }) {
					t.Errorf("%s: %q is in another package", fset.Position(d.Pos), rel.Message)
				}
			}
			for i := range d.SuggestedFixes {
				for j, e := range d.SuggestedFixes[i].TextEdits { // as offsets
					f := fset.File(e.Pos)
					n := slices.Index(p.CompiledGoFiles, f.Name())
					if n < 0 {
						t.Fatalf("an edit of %s", f.Name())
					}
					d.SuggestedFixes[i].TextEdits[j].Pos = token.Pos(f.Offset(e.Pos) + n<<24)
					d.SuggestedFixes[i].TextEdits[j].End = token.Pos(f.Offset(e.End) + n<<24)
				}
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// functionAt returns the name of the declared function that pos is in.
func functionAt(files []*ast.File, pos token.Pos) string {
	for _, f := range files {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Pos() <= pos && pos < fn.End() {
				if fn.Recv != nil {
					return types.ExprString(fn.Recv.List[0].Type) + "." + fn.Name.Name
				}
				return fn.Name.Name
			}
		}
	}
	return ""
}

// spaces before a comment are as many as the lines around it want.
var spaces = regexp.MustCompile(" +")

// A choice is one of the fixes of a finding.
type choice struct {
	finding
	fix analysis.SuggestedFix
}

// rounds deals the fixes out so that each round has one of each function.
func rounds(findings []finding) [][]choice {
	var all [][]choice
	next := map[string]int{}
	for _, f := range findings {
		for _, fix := range f.SuggestedFixes {
			n := next[f.fn]
			if next[f.fn]++; n == len(all) {
				all = append(all, nil)
			}
			all[n] = append(all[n], choice{f, fix})
		}
	}
	return all
}

// try applies fixes together.
func (p *fixablePackage) try(t *testing.T, round []choice, before []finding) {
	t.Helper()
	var edits []analysis.TextEdit
	var what []string
	for _, c := range round {
		what = append(what, fmt.Sprintf("%s: %s: %s", c.at, c.Category, c.fix.Message))
		for _, e := range c.fix.TextEdits {
			if !slices.ContainsFunc(edits, func(o analysis.TextEdit) bool {
				return o.Pos == e.Pos && o.End == e.End && bytes.Equal(o.NewText, e.NewText)
			}) { // two may import the same
				edits = append(edits, e)
			}
		}
	}
	context := strings.Join(what, "\n")
	source := p.edited(t, edits, context)
	left := map[string]int{}
	key := func(f finding) string { return f.Category + " in " + f.fn }
	for _, f := range before {
		left[key(f)]++
	}
	for _, c := range round {
		left[key(c.finding)]--
	}
	for _, f := range p.findings(t, source) {
		if left[key(f)]--; left[key(f)] < 0 {
			t.Errorf("after\n%s\nthere is %s: %s", context, f.at, f.Message)
		}
	}
}

// edited returns the package's files with edits in them.
func (p *fixablePackage) edited(t *testing.T, edits []analysis.TextEdit, context string) [][]byte {
	t.Helper()
	slices.SortStableFunc(edits, func(a, b analysis.TextEdit) int { return int(a.Pos - b.Pos) })
	texts := make([]bytes.Buffer, len(p.source))
	done := make([]int, len(p.source))
	for _, e := range edits {
		n, pos, end := int(e.Pos)>>24, int(e.Pos)&(1<<24-1), int(e.End)&(1<<24-1)
		if pos < done[n] {
			t.Fatalf("edits overlap in\n%s", context)
		}
		texts[n].Write(p.source[n][done[n]:pos])
		texts[n].Write(e.NewText)
		done[n] = end
	}
	var source [][]byte
	for n := range texts {
		texts[n].Write(p.source[n][done[n]:])
		text := texts[n].Bytes()
		source = append(source, text)
		formatted, err := format.Source(text)
		if err != nil {
			t.Fatalf("%v after\n%s\n%s", err, context, text)
		}
		if !bytes.Equal(spaces.ReplaceAll(formatted, []byte(" ")), spaces.ReplaceAll(text, []byte(" "))) {
			t.Errorf("not formatted after\n%s\n%s", context, text)
		}
	}
	return source
}
