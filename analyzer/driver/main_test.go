package driver

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"go/ast"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/keymasterlint/keymaster/analyzer/internal/gate"
)

// The test binary is its own vettool: with this variable set it plays a tool.
const playTool = "DRIVER_TEST_TOOL"

func TestMain(m *testing.M) {
	switch os.Getenv(playTool) {
	case "":
		os.Exit(m.Run())
	case "noop":
		playNoop()
	case "encode":
		playEncode(os.Args[1] == "late")
	default:
		os.Exit(tool(os.Args[1:]))
	}
}

// tool is the least command that speaks the vet protocol.
func tool(args []string) int {
	cfg := UnitConfig{Analyzer: opAnalyzer(), Context: -1, gate: opGate()}
	flags := flag.NewFlagSet("tool", flag.ExitOnError)
	version := flags.String("V", "", "")
	list := flags.Bool("flags", false, "")
	flags.BoolVar(&cfg.JSON, "json", false, "")
	flags.BoolVar(&cfg.Fix, "fix", false, "")
	flags.BoolVar(&cfg.Diff, "diff", false, "")
	flags.BoolVar(&cfg.NoGate, "nogate", false, "")
	flags.String("salt", "", "")
	flags.Parse(args)
	switch {
	case *version != "" || *list:
	case os.Getenv(playTool) == "exit":
		return 0
	case os.Getenv(playTool) == "gated":
		cfg.gate = wordGate(benchWord)
	}
	var err error
	switch {
	case *version != "":
		err = PrintVersion(os.Stdout)
	case *list:
		err = PrintFlags(os.Stdout, flags, "fix")
	default:
		_, err = Unit(flags.Arg(0), cfg, os.Stdout, os.Stderr)
	}
	if err != nil {
		PrintErrors(os.Stderr, "tool", "", err)
		return 1
	}
	return 0
}

// An isOp is the fact that a function is an operation. Its String is part of reports.
type isOp struct{ Via []string }

func (*isOp) AFact()           {}
func (f *isOp) String() string { return strings.Join(f.Via, "<-") }

// opAnalyzer is a small relative of the real one: functions whose names begin
// with Op are operations, so are functions that call one; calls of operations of
// other packages are reported, with a fix that renames the called function.
func opAnalyzer() *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:      "op",
		Doc:       "report calls of operations",
		FactTypes: []analysis.Fact{new(isOp)},
		Run:       runOp,
	}
}

func runOp(pass *analysis.Pass) (any, error) {
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if fn.Name.Name == "OpPanic" {
				panic("first line\nsecond line")
			}
			obj := pass.TypesInfo.Defs[fn.Name]
			if strings.HasPrefix(fn.Name.Name, "Op") {
				pass.ExportObjectFact(obj, &isOp{[]string{fn.Name.Name}})
			}
			ast.Inspect(fn, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					opCall(pass, obj, call)
				}
				return true
			})
		}
	}
	return nil, nil
}

func opCall(pass *analysis.Pass, caller types.Object, call *ast.CallExpr) {
	callee, ok := typeutil.Callee(pass.TypesInfo, call).(*types.Func)
	if !ok {
		return
	}
	var fact isOp
	if !pass.ImportObjectFact(callee.Origin(), &fact) {
		return
	}
	pass.ExportObjectFact(caller, &isOp{append([]string{caller.Name()}, fact.Via...)})
	if callee.Pkg() == pass.Pkg {
		return
	}
	id, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return
	}
	pass.Report(analysis.Diagnostic{
		Pos: call.Pos(), End: call.End(), Category: "op",
		Message: fmt.Sprintf("call of %s %s", callee.Name(), &fact),
		SuggestedFixes: []analysis.SuggestedFix{{
			Message:   "call the other one",
			TextEdits: []analysis.TextEdit{{Pos: id.Sel.Pos(), End: id.Sel.End(), NewText: []byte("Safe")}},
		}},
	})
}

// opGate lets a package pass if it mentions an operation or sees a fact.
func opGate() *gatekeeper { return wordGate("Op") }

func wordGate(word string) *gatekeeper {
	return &gatekeeper{
		bytes: func(src []byte) gate.Mark {
			if bytes.Contains(src, []byte(word)) {
				return 1
			}
			return 0
		},
		reach: func(string) gate.Mark { return 0 },
		pass:  func(mark, _ gate.Mark, facts bool) bool { return facts || mark&1 != 0 },
	}
}

// module writes a module m of the given files and returns its directory.
func module(t testing.TB, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if files["go.mod"] == "" {
		write(t, filepath.Join(dir, "go.mod"), "module m\n\ngo 1.26.0\n")
	}
	for name, text := range files {
		write(t, filepath.Join(dir, name), text)
	}
	return dir
}

func write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// standAlone returns the findings as text and the errors, one a line.
func standAlone(t testing.TB, dir string, patterns ...string) (findings, errs string) {
	t.Helper()
	return runConfig(t, Config{Dir: dir, Patterns: patterns, Tests: true})
}

func runConfig(t testing.TB, cfg Config) (findings, errs string) {
	t.Helper()
	if cfg.Analyzer == nil {
		cfg.Analyzer = opAnalyzer()
	}
	if cfg.gate == nil {
		cfg.gate = opGate()
	}
	var out, problems bytes.Buffer
	result, err := Run(context.Background(), cfg)
	if err != nil {
		PrintErrors(&problems, "op", cfg.Dir, err)
		return "", problems.String()
	}
	if err := result.PrintText(&out, cfg.Dir, -1); err != nil {
		t.Fatal(err)
	}
	PrintErrors(&problems, "op", cfg.Dir, result.Errors...)
	return out.String(), problems.String()
}

// vet runs the go command with the test binary as its tool. Lines that name
// packages are left out of the output.
func vet(t testing.TB, dir string, args ...string) (output string, ok bool) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	flag := "-vettool=" + exe
	if args[0] == "fix" {
		flag = "-fixtool=" + exe
	}
	cmd := exec.Command("go", append([]string{args[0], flag}, args[1:]...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), playTool+"=1", "GOFLAGS=", "GOWORK=off", "PWD="+dir)
	out, err := cmd.CombinedOutput()
	var b strings.Builder
	for line := range strings.Lines(string(out)) {
		if !strings.HasPrefix(line, "# ") {
			b.WriteString(strings.TrimPrefix(line, "./"))
		}
	}
	return b.String(), err == nil
}

// sameLines fails unless got consists of the wanted lines.
func sameLines(t testing.TB, what, got string, want ...string) {
	t.Helper()
	wanted := strings.Join(want, "\n")
	if wanted != "" {
		wanted += "\n"
	}
	if got != wanted {
		t.Errorf("%s:\n%s\nwant:\n%s", what, got, wanted)
	}
}
