package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// binary is the command under test, built once.
var binary string

func TestMain(m *testing.M) {
	if log := os.Getenv(toolLog); log != "" {
		if err := runTool(log, os.Args[1:]); err != nil {
			os.Exit(1)
		}
		return
	}
	os.Exit(buildAndRun(m))
}

func buildAndRun(m *testing.M) int {
	dir, err := os.MkdirTemp("", "keymaster")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "keymaster")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building the command: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// keymaster runs the command in dir.
func keymaster(t *testing.T, dir string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	return run(t, dir, exec.Command(binary, args...))
}

func run(t *testing.T, dir string, cmd *exec.Cmd) (stdout, stderr string, status int) {
	t.Helper()
	var out, errOut bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &errOut
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "PWD="+dir)
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.String(), errOut.String(), cmd.ProcessState.ExitCode()
}

// module writes a module m of the given files and returns its directory.
func module(t *testing.T, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	files["go.mod"] = "module m\n\ngo 1.26.0\n"
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// Whatever the user does wrong, the answer is one clear line and status 1.
func TestBadInput(t *testing.T) {
	dir := module(t, map[string]string{
		"good/good.go": "package good\n",
		"bad/bad.go":   "package bad // keymaster\n\nfunc F() int { return \"x\" }\n",
		"bad.cfg":      "{",
		"tagged/t.go":  "//go:build some\n\npackage tagged // keymaster\n\nvar X int = \"\"\n",
	})
	unreadable := module(t, map[string]string{"p/p.go": "package p\n"})
	if err := os.Symlink("/nosuch", filepath.Join(unreadable, "p", "q.go")); err != nil {
		t.Fatal(err)
	}
	broken := module(t, map[string]string{"p/p.go": "package p\n"})
	if err := os.WriteFile(filepath.Join(broken, "go.mod"), []byte("module m\n\nno such verb\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		dir    string
		args   []string
		stderr string // %s stands for anything
	}{
		{"no arguments", dir, nil, "keymaster: usage: keymaster [vet] [flags] packages%s"},
		{"unknown flag", dir, []string{"-nosuch", "./..."}, "keymaster: flag provided but not defined: -nosuch%s"},
		{"bad flag value", dir, []string{"-c=x", "./..."}, `keymaster: invalid value "x" for flag -c%s`},
		{"bad function", dir, []string{"-noreturn=a.B,foo", "./..."}, `keymaster: invalid value "a.B,foo" for flag -noreturn: noreturn[1]: "foo": want path.Func, (path.Type).Method or (*path.Type).Method`},
		{"function given twice", dir, []string{"-noreturn=a.B", "-noreturn=a.B"}, `keymaster: invalid value "a.B" for flag -noreturn: noreturn[1]: "a.B": the same as noreturn[0]`},
		{"bad code", dir, []string{"-codes=KM005=off,KM01=off", "./..."}, `keymaster: invalid value "KM005=off,KM01=off" for flag -codes: codes.KM01: unknown code (did you mean "KM001"?)`},
		{"bad requirement", dir, []string{"-require=none", "./..."}, `keymaster: invalid value "none" for flag -require: want one of either, both, role, refusal`},
		{"control characters", dir, []string{"-\x1b[31mred"}, `keymaster: flag provided but not defined: -\x1b[31mred%s`},
		{"-diff alone", dir, []string{"-diff", "./..."}, "keymaster: -diff needs -fix"},
		{"-V=what", dir, []string{"-V=what"}, `keymaster: invalid boolean value "what" for -V: use -V or -V=full%s`},
		{"no such package", dir, []string{"./nosuch"}, "keymaster: stat %s/nosuch: directory not found"},
		{"no such module", dir, []string{"example.invalid/x"}, "keymaster: no required module provides package example.invalid/x%s"},
		{"nothing matches", dir, []string{"./nosuch/..."}, "keymaster: %s"},
		{"ill-typed", dir, []string{"./bad"}, `bad/bad.go:3:23: cannot use "x"%s`},
		{"ill-typed under a tag", dir, []string{"-tags=some", "./tagged"}, `tagged/t.go:5:13: cannot use ""%s`},
		{"no such configuration", dir, []string{"nosuch.cfg"}, "keymaster: cannot read nosuch.cfg: no such file or directory"},
		{"bad configuration", dir, []string{"bad.cfg"}, "keymaster: cannot read bad.cfg: not a go vet configuration%s"},
		{"unreadable file", unreadable, []string{"./..."}, "%sp/q.go%s"},
		{"bad go.mod", broken, []string{"./..."}, "keymaster: cannot list packages: %sgo.mod:3: unknown directive: no%s"},
	} {
		stdout, stderr, status := keymaster(t, test.dir, test.args...)
		if status != statusError || stdout != "" {
			t.Errorf("%s: status %d, output %q", test.name, status, stdout)
		}
		if strings.Count(stderr, "\n") != 1 || !matches(test.stderr, strings.TrimSuffix(stderr, "\n")) {
			t.Errorf("%s: says\n%s\nwant one line: %s", test.name, stderr, test.stderr)
		}
	}
}

// matches reports whether s is pattern, in which %s stands for anything.
func matches(pattern, s string) bool {
	parts := strings.Split(pattern, "%s")
	if !strings.HasPrefix(s, parts[0]) {
		return false
	}
	for i, part := range parts {
		at := strings.Index(s, part)
		if at < 0 {
			return false
		}
		if i == len(parts)-1 {
			return part == "" || strings.HasSuffix(s, part)
		}
		s = s[at+len(part):]
	}
	return true
}

func TestClean(t *testing.T) {
	dir := module(t, map[string]string{"p/p.go": "package p\n"})
	for _, args := range [][]string{{"./..."}, {"-test=false", "./..."}, {"-nogate", "./p"}, {"p/p.go"}} {
		if stdout, stderr, status := keymaster(t, dir, args...); stdout != "" || stderr != "" || status != statusClean {
			t.Errorf("%s: status %d, output %q, %q", args, status, stdout, stderr)
		}
	}
	stdout, _, status := keymaster(t, dir, "-json", "./...")
	if stdout != "{}\n" || status != statusClean {
		t.Errorf("-json: status %d, output %q", status, stdout)
	}
	stdout, _, status = run(t, dir, exec.Command("go", "vet", "-vettool="+binary, "./..."))
	if stdout != "" || status != 0 {
		t.Errorf("go vet: status %d, output %q", status, stdout)
	}
}

func TestSelfDescription(t *testing.T) {
	stdout, _, status := keymaster(t, ".", "-V=full")
	if f := strings.Fields(stdout); status != 0 || len(f) != 4 || f[1] != "version" || !strings.HasPrefix(f[3], "buildID=") {
		t.Errorf("-V=full: status %d, output %q", status, stdout)
	}
	again, _, _ := keymaster(t, ".", "-V=full")
	if again != stdout {
		t.Errorf("-V=full changes from %q to %q", stdout, again)
	}
	stdout, _, status = keymaster(t, ".", "-V")
	if status != 0 || !strings.HasPrefix(stdout, "keymaster version ") {
		t.Errorf("-V: status %d, output %q", status, stdout)
	}

	stdout, _, status = keymaster(t, ".", "-flags")
	var flags []struct {
		Name string
		Bool bool
	}
	if err := json.Unmarshal([]byte(stdout), &flags); err != nil || status != 0 {
		t.Fatalf("-flags: status %d, %v", status, err)
	}
	var names []string
	for _, f := range flags {
		names = append(names, f.Name)
	}
	for _, name := range []string{"V", "c", "diff", "flags", "json", "nogate", "noreturn", "tests", "generated"} {
		if !strings.Contains(fmt.Sprint(names), name) {
			t.Errorf("-flags lacks %s: %s", name, names)
		}
	}

	for _, args := range [][]string{{"help"}, {"-help"}, {"-h"}} {
		stdout, stderr, status := keymaster(t, ".", args...)
		if status != 0 || stderr != "" || !strings.Contains(stdout, "usage: keymaster") || !strings.Contains(stdout, "-nogate") {
			t.Errorf("%s: status %d, output:\n%s%s", args, status, stdout, stderr)
		}
	}
}
