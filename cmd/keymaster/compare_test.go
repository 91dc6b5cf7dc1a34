package main

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A labelled function is one of the corpus, whose documentation begins with what it is: safe, unsafe, or in one
// place this and in another that, which is unsafe.
type labelled struct {
	name, file string // the file's base name
	start, end int    // lines
	unsafe     bool
}

var label = regexp.MustCompile(`^\w+ is .*?\b(safe|unsafe)\b(.*unsafe)?`)

// labels reads the labelled functions of directories.
func labels(t *testing.T, dirs ...string) (list []labelled) {
	t.Helper()
	for _, dir := range dirs {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if ok, err := build.Default.MatchFile(dir, filepath.Base(name)); err != nil {
				t.Fatal(err)
			} else if !ok {
				continue
			}
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range f.Decls {
				fn, ok := d.(*ast.FuncDecl)
				if m := label.FindStringSubmatch(docOf(fn, ok)); m != nil {
					list = append(list, labelled{fn.Name.Name, filepath.Base(name), fset.Position(fn.Pos()).Line, fset.Position(fn.End()).Line, m[1]+m[2] != "safe"})
				}
			}
		}
	}
	return list
}

func docOf(fn *ast.FuncDecl, ok bool) string {
	if !ok {
		return ""
	}
	return fn.Doc.Text()
}

// reported returns those functions in which something is reported.
func reported(t *testing.T, list []labelled, reports []string) (in []labelled) {
	t.Helper()
	place := regexp.MustCompile(`([^/\s]+\.go):(\d+):`)
	for _, report := range reports {
		m := place.FindStringSubmatch(report)
		if m == nil {
			t.Fatalf("no report: %s", report)
		}
		line, err := strconv.Atoi(m[2])
		if err != nil {
			t.Fatal(err)
		}
		for _, fn := range list {
			if fn.file == m[1] && fn.start <= line && line <= fn.end && !slices.Contains(in, fn) {
				in = append(in, fn)
			}
		}
	}
	return in
}

func countUnsafe(list []labelled) (n int) {
	for _, fn := range list {
		if fn.unsafe {
			n++
		}
	}
	return n
}

// TestComparison holds README.md to what rules for ruleguard and keymaster report in labelled functions.
func TestComparison(t *testing.T) {
	const rules, corpus = "../../testdata/ruleguard", "../../testdata/corpus"
	themes := []string{"guards", "refusals"}
	list := labels(t, filepath.Join(corpus, themes[0]), filepath.Join(corpus, themes[1]))
	unsafe := countUnsafe(list)
	ruleguard := filepath.Join(t.TempDir(), "ruleguard")
	if stdout, stderr, status := run(t, rules, exec.Command("go", "build", "-o", ruleguard, "github.com/quasilyte/go-ruleguard/cmd/ruleguard")); status != 0 {
		t.Fatalf("building ruleguard: %s%s", stdout, stderr)
	}
	_, stderr, status := run(t, rules, exec.Command(ruleguard, "-rules=rules.go", "corpus/guards", "corpus/refusals"))
	if status != statusFindings {
		t.Fatalf("ruleguard: status %d, %s", status, stderr)
	}
	by := map[string][]string{}
	for line := range strings.Lines(stderr) {
		_, rest, _ := strings.Cut(line, ".go:")
		fields := strings.SplitN(rest, ": ", 3)
		if len(fields) < 3 {
			t.Fatalf("ruleguard: %s", line)
		}
		by[fields[1]] = append(by[fields[1]], line)
	}
	stdout, stderr, status := keymaster(t, corpus, "./guards", "./refusals")
	if status != statusFindings || stderr != "" {
		t.Fatalf("status %d, %s", status, stderr)
	}
	by["keymaster"] = strings.Split(strings.TrimSpace(stdout), "\n")

	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{fmt.Sprintf("| | reported, of %d unsafe functions | reported, of %d safe ones |", unsafe, len(list)-unsafe)}
	for _, name := range []string{"Mentioned", "Shaped", "keymaster"} {
		in := reported(t, list, by[name])
		found := countUnsafe(in)
		want = append(want, fmt.Sprintf("| `%s` | %d | %d |", name, found, len(in)-found))
	}
	for _, row := range want {
		if !strings.Contains(string(readme), row+"\n") {
			t.Errorf("README.md lacks the row\n%s", row)
		}
	}
	for _, example := range []struct {
		rule, name string
		reported   bool
	}{{"Mentioned", "OnlyLogs", false}, {"Shaped", "OrReturn", true}} {
		is := slices.ContainsFunc(reported(t, list, by[example.rule]), func(fn labelled) bool { return fn.name == example.name })
		if is != example.reported || !strings.Contains(string(readme), "\nfunc "+example.name+"(") {
			t.Errorf("%s: README.md says of %s that it reports it: %t", example.name, example.rule, example.reported)
		}
	}
}
