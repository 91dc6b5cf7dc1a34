package fuzz

import (
	"fmt"
	"go/types"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/keymasterlint/keymaster/analyzer"
)

// analyseTwice analyses a program that type-checks, once behind the gate. It fails the test
// unless both runs find the same, in one line each, and within the program.
func analyseTwice(t *testing.T, u universe, sources ...string) {
	t.Helper()
	p, err := u.check("p", sources...)
	if err != nil {
		t.Skip()
	}
	want := run(t, p, analyzer.Settings{NoGate: true, Generated: true})
	again, err := u.check("p", sources...)
	if err != nil {
		t.Fatalf("checked again, it fails: %v", err)
	}
	if have := run(t, again, analyzer.Settings{Generated: true}); have != want {
		t.Errorf("without the gate:\n%s\nwith it, another time:\n%s", want, have)
	}
}

// run returns the findings, and the facts, of a package in the order in which
// they came.
func run(t *testing.T, p *packages.Package, s analyzer.Settings) string {
	t.Helper()
	a := analyzer.New(s)
	var b strings.Builder
	pass := &analysis.Pass{
		Analyzer: a, Fset: p.Fset, Files: p.Syntax, Pkg: p.Types, TypesInfo: p.TypesInfo, TypesSizes: p.TypesSizes,
		Report: func(d analysis.Diagnostic) {
			b.WriteString(place(t, p, d) + ": " + d.Message + "\n")
		},
		ExportObjectFact: func(obj types.Object, f analysis.Fact) {
			fmt.Fprintf(&b, "%s: %s\n", obj.Name(), f)
		},
		ImportObjectFact:  func(types.Object, analysis.Fact) bool { return false },
		ImportPackageFact: func(*types.Package, analysis.Fact) bool { return true }, // all were analysed
		ExportPackageFact: func(analysis.Fact) {},
		AllObjectFacts:    func() []analysis.ObjectFact { return nil },
		AllPackageFacts:   func() []analysis.PackageFact { return nil },
		ReadFile:          os.ReadFile,
	}
	// The fuzz engine keeps what ends the process, and waits for what hangs.
	watchdog := time.AfterFunc(time.Minute, func() { panic("the analyzer hangs") })
	defer watchdog.Stop()
	if _, err := a.Run(pass); err != nil {
		t.Error(err)
	}
	return b.String()
}

// place returns where a finding is, which has to be a line of the program.
func place(t *testing.T, p *packages.Package, d analysis.Diagnostic) string {
	t.Helper()
	end := d.End
	if !end.IsValid() {
		end = d.Pos
	}
	for _, f := range p.Syntax {
		if f.FileStart <= d.Pos && d.Pos <= end && end <= f.FileEnd {
			first, last := p.Fset.PositionFor(d.Pos, false), p.Fset.PositionFor(end, false)
			if first.Line != last.Line || strings.ContainsAny(d.Message, "\n\r") || d.Category == "" {
				t.Errorf("%s-%s is no finding of one line: %q", first, last, d.Message)
			}
			return first.String()
		}
	}
	t.Errorf("a finding lies outside of the program, at %d-%d: %s", d.Pos, end, d.Message)
	return ""
}
