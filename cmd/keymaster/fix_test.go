package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// fixes is a module with findings that have fixes, and golden files that say what comes of them.
const fixes = "../../testdata/fixes"

// TestFix applies the fixes of a module with each command that can, and expects the golden files, a program that
// compiles and findings where there is no fix alone.
func TestFix(t *testing.T) {
	for _, test := range []struct {
		name    string
		command *exec.Cmd
	}{
		{"keymaster -fix", exec.Command(binary, "-fix", "./...")},
		{"go fix -fixtool", exec.Command("go", "fix", "-fixtool="+binary, "./...")},
		{"go vet -fix", exec.Command("go", "vet", "-vettool="+binary, "-fix", "./...")},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(fixes)); err != nil {
				t.Fatal(err)
			}
			stub, err := filepath.Abs("../../testdata/transports/stub/go-msrpc")
			if err != nil {
				t.Fatal(err)
			}
			if _, stderr, status := run(t, dir, exec.Command("go", "mod", "edit", "-replace=github.com/oiweiwei/go-msrpc="+stub)); status != 0 {
				t.Fatal(stderr)
			}
			if stdout, stderr, status := run(t, dir, test.command); status != 0 {
				t.Fatalf("status %d: %s%s", status, stdout, stderr)
			}
			if stdout, stderr, status := run(t, dir, exec.Command("go", "vet", "./...")); status != 0 {
				t.Errorf("go vet: %s%s", stdout, stderr)
			}
			compareGoldens(t, dir)
			stdout, stderr, status := keymaster(t, dir, "-c=-1", "./...")
			if status != statusFindings || stderr != "" {
				t.Fatalf("status %d: %s", status, stderr)
			}
			for line := range strings.Lines(stdout) {
				name, rest, _ := strings.Cut(line, ":")
				row, _, _ := strings.Cut(rest, ":")
				if !strings.HasPrefix(docAt(t, filepath.Join(dir, name), row), "No fix: ") {
					t.Errorf("not fixed: %s", line)
				}
			}
		})
	}
}

// docAt returns the comment of the function that a line is in.
func docAt(t *testing.T, name, row string) string {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	line, err := strconv.Atoi(row)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fset.Position(fn.Pos()).Line <= line && line <= fset.Position(fn.End()).Line {
			return fn.Doc.Text()
		}
	}
	return ""
}

// compareGoldens compares each file with the first section of its golden file.
func compareGoldens(t *testing.T, dir string) {
	t.Helper()
	n := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".golden" {
			return err
		}
		n++
		golden, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		_, golden, _ = bytes.Cut(golden, []byte("\n"))
		golden, _, _ = bytes.Cut(golden, []byte("\n-- "))
		got, err := os.ReadFile(strings.TrimSuffix(path, ".golden"))
		if !bytes.Equal(bytes.TrimSpace(got), bytes.TrimSpace(golden)) {
			t.Errorf("%s:\n%s", strings.TrimSuffix(path, ".golden"), got)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 6 {
		t.Errorf("%d golden files, want 6", n)
	}
}
