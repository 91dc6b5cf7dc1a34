package realcode_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	gomodule "golang.org/x/mod/module"

	"github.com/keymasterlint/keymaster/analyzer"
	"github.com/keymasterlint/keymaster/analyzer/driver"
)

// realCode is the nested module that requires what others wrote.
const realCode = "../../../testdata/real"

// A realModule is a module of testdata/real/expected.yml.
type realModule struct {
	Module   string
	Own      bool   // analysed as its author would: as a module without a version
	GOOS     string // linux if it is empty
	Packages []string
	Trap     string // what in it might be taken for an operation, and is none
	Findings []realFinding

	dir string
}

// A realFinding is a finding that somebody has judged.
type realFinding struct {
	At        string // file:line, within the module
	Func      string // the function declaration around it
	Code      string
	Operation string
	Judged    string // right or wrong
	Reason    string
}

func (f realFinding) String() string {
	return fmt.Sprintf("%s: %s: %s %s", f.At, f.Func, f.Code, f.Operation)
}

// withoutJudgement leaves what is found: what somebody thinks of it is cut off.
func (f realFinding) withoutJudgement() realFinding {
	f.Judged, f.Reason = "", ""
	return f
}

// TestRealCode compares the findings in modules from the proxy with what was judged of them. A finding that
// nobody has judged fails it, and so does one that is gone.
func TestRealCode(t *testing.T) {
	modules := readReal(t)
	for _, goos := range slices.Sorted(maps.Keys(modules)) {
		t.Run(goos, func(t *testing.T) {
			t.Setenv("GOOS", goos)
			t.Setenv("GOARCH", "amd64")
			t.Setenv("CGO_ENABLED", "0")
			compareReal(t, modules[goos])
		})
	}
}

// readReal reads the modules and what is expected of them, by GOOS.
func readReal(t *testing.T) map[string][]*realModule {
	t.Helper()
	name := filepath.Join(realCode, "expected.yml")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var list []*realModule
	if err := yaml.UnmarshalWithOptions(text, &list, yaml.DisallowUnknownField()); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	byGOOS := make(map[string][]*realModule)
	for _, m := range list {
		if m.Trap == "" && len(m.Findings) == 0 {
			t.Errorf("%s: %s has neither findings nor a trap: say why it is here", name, m.Module)
		}
		for _, f := range m.Findings {
			if f.Judged != "right" && f.Judged != "wrong" || f.Reason == "" {
				t.Errorf("%s: %s: %s: say whether it is judged right or wrong, and give the reason", name, m.Module, f)
			}
			if f.Judged == "wrong" {
				t.Logf("known to be wrong: %s: %s: %s", m.Module, f, f.Reason)
			}
		}
		goos := cmp.Or(m.GOOS, "linux")
		byGOOS[goos] = append(byGOOS[goos], m)
	}
	return byGOOS
}

// compareReal analyses modules in one run and compares the findings of each.
func compareReal(t *testing.T, modules []*realModule) {
	modfile := ownModules(t, modules)
	config := driver.Config{
		Dir:        realCode,
		BuildFlags: []string{"-modfile=" + modfile},
		Analyzer:   analyzer.New(analyzer.Settings{}),
	}
	for _, m := range modules {
		for _, p := range m.Packages {
			config.Patterns = append(config.Patterns, path.Join(m.Module, p))
		}
	}
	start := time.Now()
	result, err := driver.Run(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d patterns of %d modules in %.1f s", len(config.Patterns), len(modules), time.Since(start).Seconds())
	for _, err := range result.Errors {
		t.Error(err)
	}
	found := make(map[*realModule][]realFinding)
	for _, f := range result.Findings {
		m := realModuleOf(modules, f.Pos.Filename)
		if m == nil {
			t.Errorf("in no module of %s: %s: %s", realCode, f.Pos, f.Diagnostic.Message)
			continue
		}
		found[m] = append(found[m], m.place(t, f))
	}
	for _, m := range modules {
		m.compare(t, found[m])
	}
}

func (m *realModule) compare(t *testing.T, found []realFinding) {
	t.Helper()
	for _, f := range found {
		same := func(want realFinding) bool { return want.withoutJudgement() == f }
		if !slices.ContainsFunc(m.Findings, same) {
			t.Errorf("%s: found, but nobody judged it; if it is right, add to expected.yml:\n%s", m.Module, entry(t, f))
		}
	}
	for _, want := range m.Findings {
		if !slices.Contains(found, want.withoutJudgement()) {
			t.Errorf("%s: %s: not found; it was judged %s: %s", m.Module, want, want.Judged, want.Reason)
		}
	}
}

// entry is a finding as expected.yml has it.
func entry(t *testing.T, f realFinding) string {
	t.Helper()
	text, err := yaml.Marshal([]realFinding{f})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// place words a finding as expected.yml does.
func (m *realModule) place(t *testing.T, f driver.Finding) realFinding {
	t.Helper()
	file, err := filepath.Rel(m.dir, f.Pos.Filename)
	if err != nil {
		t.Fatal(err)
	}
	message := strings.TrimPrefix(f.Diagnostic.Message, f.Diagnostic.Category+": ")
	operation, _, _ := strings.Cut(message, " ")
	return realFinding{
		At:        fmt.Sprintf("%s:%d", filepath.ToSlash(file), f.Pos.Line),
		Func:      funcAround(t, f.Pos),
		Code:      f.Diagnostic.Category,
		Operation: operation,
	}
}

// funcAround names the function declaration around a position, as in (*T).M.
func funcAround(t *testing.T, pos token.Position) string {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, pos.Filename, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || fset.Position(f.Pos()).Offset > pos.Offset || pos.Offset >= fset.Position(f.End()).Offset {
			continue
		}
		if f.Recv == nil {
			return f.Name.Name
		}
		return "(" + types.ExprString(f.Recv.List[0].Type) + ")." + f.Name.Name
	}
	return "a package variable"
}

func realModuleOf(modules []*realModule, file string) *realModule {
	for _, m := range modules {
		if strings.HasPrefix(file, m.dir+string(filepath.Separator)) {
			return m
		}
	}
	return nil
}

// ownModules writes a go.mod in which the modules that are to be analysed as their authors' own are replaced
// by the directories where they are, and returns its name. A module that another one requires keeps its
// version: it cannot be own.
func ownModules(t *testing.T, modules []*realModule) string {
	t.Helper()
	modfile := filepath.Join(t.TempDir(), "go.mod")
	for _, suffix := range []string{"mod", "sum"} {
		text, err := os.ReadFile(filepath.Join(realCode, "go."+suffix))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(strings.TrimSuffix(modfile, "mod")+suffix, text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var edits, paths []string
	dirs := downloadReal(t, modules)
	for _, m := range modules {
		m.dir = dirs[m.Module]
		if m.Own {
			edits = append(edits, "-replace="+m.Module+"="+m.dir, "-require="+m.Module+"@"+zeroVersion(t, m.Module))
			paths = append(paths, m.Module)
		}
	}
	goRun(t, append(append([]string{"mod", "edit"}, edits...), modfile)...)
	versions := goRun(t, append([]string{"list", "-modfile=" + modfile, "-m", "-f", "{{.Path}} {{.Version}}"}, paths...)...)
	for line := range strings.Lines(string(versions)) {
		if name, version, _ := strings.Cut(strings.TrimSpace(line), " "); version != zeroVersion(t, name) {
			t.Errorf("%s cannot be analysed as its author's own: another module requires %s", name, version)
		}
	}
	return modfile
}

func zeroVersion(t *testing.T, name string) string {
	t.Helper()
	_, major, ok := gomodule.SplitPathVersion(name)
	if !ok {
		t.Fatalf("no module path: %s", name)
	}
	return gomodule.ZeroPseudoVersion(gomodule.PathMajorPrefix(major))
}

// downloadReal fetches the modules and returns their directories by path.
func downloadReal(t *testing.T, modules []*realModule) map[string]string {
	t.Helper()
	args := []string{"mod", "download", "-json"}
	for _, m := range modules {
		args = append(args, m.Module)
	}
	dirs := make(map[string]string)
	for d := json.NewDecoder(bytes.NewReader(goRun(t, args...))); d.More(); {
		var m struct{ Path, Dir string }
		if err := d.Decode(&m); err != nil {
			t.Fatal(err)
		}
		dirs[m.Path] = m.Dir
	}
	return dirs
}

// goRun runs the go command in testdata/real and returns what it prints.
func goRun(t *testing.T, args ...string) []byte {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = realCode, &stdout, &stderr
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
	if err := cmd.Run(); err != nil {
		t.Fatalf("go %s: %v\n%s%s", strings.Join(args, " "), err, &stdout, &stderr)
	}
	return stdout.Bytes()
}
