package analyzer_test

import (
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/keymasterlint/keymaster/analyzer"
)

// A package that signs, and calls functions of two packages: one of its module, one of the library.
var calling = map[string]string{
	"p/p.go": "package p\n\nimport (\n\t\"crypto\"\n\t\"log\"\n\n\t\"github.com/miekg/dns\"\n\n\t\"m/quit\"\n\t\"m/types\"\n)\n\nvar X types.T\n\n" +
		"func F(s *dns.RRSIG, k crypto.Signer, rrs []dns.RR) {\n\tif s.Sign(k, rrs) != nil {\n\t\tlog.Print()\n\t\tquit.Now()\n\t}\n}\n",
	"quit/q.go":  "package quit\n\nfunc Now() {}\n",
	"types/t.go": "package types\n\ntype T int\n",
	"calm/c.go":  "package calm // keymaster\n\nimport \"m/quit\"\n\nfunc F() { quit.Now() }\n",
}

// Where the facts of an import are missing, the analyzer says so, of packages that perform an
// operation and for imports of which it calls functions.
func TestMissingFacts(t *testing.T) {
	dir := module(t, calling)
	loaded, err := packages.Load(&packages.Config{Dir: dir, Mode: packages.LoadSyntax | packages.NeedModule}, "./p", "./calm")
	if err != nil {
		t.Fatal(err)
	}
	const lost = "no facts of m/quit, which m/p calls: use a driver that analyses dependencies first (go vet, the keymaster command), and clean its cache (golangci-lint cache clean)"
	for _, p := range loaded {
		for _, test := range []struct {
			analysed string // of the imports
			want     string
		}{
			{"m/quit", ""},
			{"m/types", lost},
			{"", lost},
		} {
			if p.PkgPath == "m/calm" {
				test.want = ""
			}
			got := ""
			if err := runWith(p, func(p *types.Package, f analysis.Fact) bool {
				_, ok := f.(*analyzer.Analysed)
				return ok && p.Path() == test.analysed
			}); err != nil {
				got = err.Error()
			}
			if got != test.want || strings.Contains(got, "\n") {
				t.Errorf("%s, %q analysed: error %q, want %q", p.PkgPath, test.analysed, got, test.want)
			}
		}
	}
	if got := standAlone(t, dir, analyzer.Settings{}, "./..."); len(got) != 1 {
		t.Errorf("stand-alone finds %q", got)
	}
	if got := vet(t, dir, "./..."); len(got) != 1 || !strings.Contains(got[0], ": KM001: ") {
		t.Errorf("go vet finds %q", got)
	}
}

// runWith runs the analyzer on a package without facts of functions.
func runWith(p *packages.Package, importPackage func(*types.Package, analysis.Fact) bool) error {
	a := analyzer.New(analyzer.Settings{})
	_, err := a.Run(&analysis.Pass{
		Analyzer: a, Fset: p.Fset, Files: p.Syntax, Pkg: p.Types, TypesInfo: p.TypesInfo, TypesSizes: p.TypesSizes,
		Module:            &analysis.Module{Path: p.Module.Path},
		Report:            func(analysis.Diagnostic) {},
		ImportObjectFact:  func(types.Object, analysis.Fact) bool { return false },
		ExportObjectFact:  func(types.Object, analysis.Fact) {},
		ImportPackageFact: importPackage,
		ExportPackageFact: func(analysis.Fact) {},
		AllObjectFacts:    func() []analysis.ObjectFact { return nil },
	})
	return err
}
