package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// user returns a module with findings whose user has pasted the page's configuration, beside a checkout of
// keymaster, and the environment of a home of its own.
func user(t *testing.T) (dir string, env []string) {
	t.Helper()
	dir = module(t, map[string]string{"p/p.go": signed, ".golangci.yml": documented(t, "# .golangci.yml")})
	checkout, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	env = []string{
		"HOME=" + home, "RUNNER_TEMP=" + home, "KEYMASTER_CHECKOUT=" + checkout, "PATH=" + filepath.Join(home, "bin") + ":" + os.Getenv("PATH"),
		"GOLANGCI_LINT_CACHE=" + filepath.Join(home, "cache"), "GOWORK=",
	}
	for _, name := range []string{"GOCACHE", "GOMODCACHE"} { // not in the home
		value, err := exec.Command("go", "env", name).Output()
		if err != nil {
			t.Fatal(err)
		}
		env = append(env, name+"="+strings.TrimSpace(string(value)))
	}
	return dir, env
}

func checkUser(t *testing.T, how string, r result) {
	t.Helper()
	if r.status != 1 || strings.Count(r.stdout, "(keymaster)\n") != 2 {
		t.Errorf("%s: status %d, %s%s", how, r.status, r.stdout, r.stderr)
	}
}

// What the page says to type builds the command and runs it.
func TestPageShell(t *testing.T) {
	dir, env := user(t)
	var script []string
	for i, block := range strings.Split(page(t), "```sh\n") {
		if i > 0 {
			text, _, _ := strings.Cut(block, "```")
			script = append(script, text)
		}
	}
	if len(script) != 2 {
		t.Fatalf("the page has %d blocks of shell, and this test knows 2", len(script))
	}
	checkUser(t, "shell", run(t, dir, env, "bash", "-ec", strings.Join(script, "")))
}

// The steps of the page's workflow do so too.
func TestPageWorkflow(t *testing.T) {
	var workflow struct {
		Jobs map[string]struct {
			Steps []struct {
				Uses, Run string
				With      map[string]any
			}
		}
	}
	if err := yaml.Unmarshal([]byte(documented(t, "# .github/workflows/golangci-lint.yml")), &workflow); err != nil {
		t.Fatal(err)
	}
	dir, env := user(t)
	var script []string
	for _, step := range workflow.Jobs["golangci-lint"].Steps {
		if step.With["repository"] == "keymasterlint/keymaster" {
			checkout, err := filepath.Abs(root)
			if err := errors.Join(err, os.Symlink(checkout, filepath.Join(dir, step.With["path"].(string)))); err != nil {
				t.Fatal(err)
			}
		}
		if step.Run != "" {
			script = append(script, step.Run)
		}
	}
	checkUser(t, "workflow", run(t, dir, env, "bash", "-eo", "pipefail", "-c", strings.Join(script, "\n")))
}
