package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// toolLog names a variable: if it is set, the test binary stands before each tool that the go command runs
// (-toolexec), and writes into that file which one it is.
const toolLog = "KEYMASTER_TEST_TOOL_LOG"

// runTool runs a tool, and logs it unless it is only asked who it is.
func runTool(log string, args []string) error {
	if !slices.Contains(args, "-V=full") {
		f, err := os.OpenFile(log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
		if err != nil {
			return err
		}
		fmt.Fprintln(f, filepath.Base(args[0]), os.Getenv("TOOLEXEC_IMPORTPATH"))
		if err := f.Close(); err != nil {
			return err
		}
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd.Run()
}

// A store is a server that shares a go cache between machines.
type store struct {
	cacher string // the program that the go command runs on each machine
	url    string
}

// newStore builds and starts one of those that others use.
func newStore(t *testing.T) *store {
	t.Helper()
	dir := t.TempDir()
	if stdout, stderr, status := run(t, "../../testdata/gocacheprog", exec.Command("go", "build", "-o", dir+"/", "tool")); status != 0 {
		t.Fatalf("building the cache: %s%s", stdout, stderr)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	server := exec.Command(filepath.Join(dir, "go-cacher-server"), "-cache-dir", t.TempDir(), "-listen", address)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		server.Process.Kill()
		server.Wait()
	})
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if conn, err := net.Dial("tcp", address); err == nil {
			conn.Close()
			return &store{filepath.Join(dir, "go-cacher"), "http://" + address}
		} else if time.Now().After(deadline) {
			t.Fatal(err)
		}
	}
}

// vet runs keymaster vet on a machine that has nothing but what the store gives it, and returns what it prints and
// which tools ran.
func (s *store) vet(t *testing.T, checkout, goflags string, args ...string) (stdout string, tools []string) {
	t.Helper()
	machine := t.TempDir()
	log := filepath.Join(machine, "log")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	env := []string{
		"GOCACHE=" + filepath.Join(machine, "gocache"),
		"GOCACHEPROG=" + s.cacher + " -cache-dir=" + filepath.Join(machine, "cacher") + " -cache-server=" + s.url,
		"GOFLAGS=-toolexec=" + self + " " + goflags,
		toolLog + "=" + log,
		binary, "vet",
	}
	stdout, stderr, status := run(t, checkout, exec.Command("env", append(env, args...)...))
	if stderr != "" || status == statusError {
		t.Fatalf("status %d, %s%s", status, stdout, stderr)
	}
	text, err := os.ReadFile(log)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		tools = append(tools, strings.TrimSpace(line))
	}
	slices.Sort(tools)
	return stdout, tools
}

// A machine that shares a cache with one that has analysed the program analyses nothing, and reports the same.
func TestSharedCache(t *testing.T) {
	s := newStore(t)
	one, two := module(t, vetted), module(t, vetted)
	aged(t, one)
	aged(t, two)
	want, _, _ := keymaster(t, one, "./...")
	analysed := func(path string) string { return filepath.Base(binary) + " " + path }
	check := func(what, checkout, goflags string, tools ...string) {
		t.Helper()
		stdout, ran := s.vet(t, checkout, goflags, "./...")
		if stdout != want {
			t.Errorf("%s: reports\n%s, want\n%s", what, stdout, want)
		}
		if fmt.Sprint(ran) != fmt.Sprint(tools) {
			t.Errorf("%s: runs %q, want %q", what, ran, tools)
		}
	}
	everything := []string{
		"compile m/hsm", "compile m/p", "compile m/t",
		analysed("m/hsm"), analysed("m/p"), analysed("m/q"), analysed("m/r"), analysed("m/t"), analysed("m/t [m/t.test]"),
	}
	check("first machine", one, "", everything...)
	check("second machine", one, "")
	check("in another directory", two, "", everything...)
	check("first machine, -trimpath", one, "-trimpath", everything...)
	check("in another directory, -trimpath", two, "-trimpath")

	if err := os.WriteFile(filepath.Join(two, "r/r.go"), []byte("package r // changed\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	check("one package changed", two, "-trimpath", analysed("m/r"))
}

// fixable is a module with a finding that has a fix.
var fixable = map[string]string{
	"hsm/hsm.go": "package hsm\n\nvar Sink error\n\n//keymaster:only -- callers know\nfunc Roll(zone string) error { return Sink }\n",
	"p/p.go":     "package p\n\nimport \"m/hsm\"\n\nfunc P(zone string) error {\n\terr := hsm.Roll(zone)\n\tif err != nil {\n\t\treturn err\n\t}\n\treturn nil\n}\n",
}

// What another machine found is told in terms of this one: its files, not theirs.
func TestSharedCachePaths(t *testing.T) {
	s := newStore(t)
	one, two := module(t, fixable), module(t, fixable)
	for _, format := range []string{"text", "json", "sarif", "rdjsonl", "github"} {
		want, _, _ := keymaster(t, two, "-f="+format, "./...")
		for _, checkout := range []string{one, two} {
			stdout, _ := s.vet(t, checkout, "-trimpath", "-f="+format, "./...")
			if checkout == two && stdout != want {
				t.Errorf("%s: reports\n%s, want\n%s", format, stdout, want)
			}
		}
	}
}
