package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// root is the top of the checkout.
const root = "../.."

// The commands under test, built once.
var linter, keymaster string

func TestMain(m *testing.M) {
	os.Exit(buildAndRun(m))
}

func buildAndRun(m *testing.M) int {
	dir, err := os.MkdirTemp("", "golangci-lint-keymaster")
	if err == nil {
		defer os.RemoveAll(dir)
		linter, keymaster = filepath.Join(dir, "linter"), filepath.Join(dir, "keymaster")
		err = errors.Join(build(".", "-o", linter, "."), build(root, "-o", keymaster, "./cmd/keymaster"))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

func build(dir string, args ...string) error {
	cmd := exec.Command("go", append([]string{"build"}, args...)...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build %s: %v\n%s", args, err, out)
	}
	return nil
}

// What a command printed, and its status.
type result struct {
	stdout, stderr string
	status         int
}

// run runs a command in dir, without what the user of the machine has set, but with env.
func run(t *testing.T, dir string, env []string, args ...string) result {
	t.Helper()
	var out, errOut bytes.Buffer
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &errOut
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
	cmd.Env = append(cmd.Env, env...)
	err := cmd.Run()
	if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
		t.Fatal(err)
	}
	return result{out.String(), errOut.String(), cmd.ProcessState.ExitCode()}
}

// lint runs a golangci-lint in dir with a cache and a configuration, and lets it print nothing but findings.
func lint(t *testing.T, command, cache, dir string, c config, args ...string) result {
	t.Helper()
	name := filepath.Join(t.TempDir(), "golangci.yml")
	if err := os.WriteFile(name, c.text(t), 0o666); err != nil {
		t.Fatal(err)
	}
	args = append([]string{command, "run", "--config=" + name, "--show-stats=false", "--allow-parallel-runners"}, args...)
	return run(t, dir, []string{"GOLANGCI_LINT_CACHE=" + cache}, args...)
}

// module writes a module m of the given files and returns its directory.
func module(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
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
