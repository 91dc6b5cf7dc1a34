package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// branch returns a repository with a known finding in its first commit, and another one in its second.
func branch(t *testing.T) (dir, base string) {
	t.Helper()
	dir = module(t, map[string]string{"p/p.go": signer("Old")})
	git(t, dir, "init", "-q", "-b", "main")
	git(t, dir, "add", "-A")
	git(t, dir, "commit", "-qm", "base")
	stdout, _, _ := run(t, dir, exec.Command("git", "rev-parse", "HEAD"))
	if err := os.WriteFile(filepath.Join(dir, "p/new.go"), []byte(signer("New")), 0o666); err != nil {
		t.Fatal(err)
	}
	git(t, dir, "checkout", "-qb", "topic")
	git(t, dir, "add", "-A")
	git(t, dir, "commit", "-qm", "head")
	return dir, strings.TrimSpace(stdout)
}

// An action is what action.yml says, as far as it is made of shell steps.
type action struct {
	Inputs map[string]struct{ Description, Default string }
	Runs   struct {
		Using string
		Steps []struct {
			Name, Shell, Run string
			Env              map[string]string
			WorkingDirectory string `yaml:"working-directory"`
		}
	}
}

var expression = regexp.MustCompile(`\$\{\{ *([a-z._-]+) *\}\}`)

// runAction runs the steps of action.yml as a runner does.
func runAction(t *testing.T, dir, base string, inputs map[string]string) (output string, status int) {
	t.Helper()
	data, err := os.ReadFile("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	var a action
	if err := yaml.Unmarshal(data, &a); err != nil || a.Runs.Using != "composite" || len(a.Runs.Steps) != 2 {
		t.Fatalf("action.yml: %v, %+v", err, a)
	}
	for name := range inputs {
		if _, ok := a.Inputs[name]; !ok {
			t.Fatalf("action.yml has no input %s", name)
		}
	}
	var expand func(s string) string
	expand = func(s string) string {
		return expression.ReplaceAllStringFunc(s, func(e string) string {
			name := expression.FindStringSubmatch(e)[1]
			if name == "github.event.pull_request.base.sha" {
				return base
			}
			input := strings.TrimPrefix(name, "inputs.")
			if value, ok := inputs[input]; ok {
				return value
			}
			known, ok := a.Inputs[input]
			if !ok {
				t.Fatalf("action.yml: what is %s?", e)
			}
			return expand(known.Default)
		})
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	temp := t.TempDir()
	for _, step := range a.Runs.Steps {
		if step.Shell != "bash" || expression.MatchString(step.Run) {
			t.Errorf("step %s: shell %s, script\n%s", step.Name, step.Shell, step.Run)
		}
		cmd := exec.Command("env", "GITHUB_ACTION_PATH="+root, "RUNNER_TEMP="+temp)
		for name, value := range step.Env {
			cmd.Args = append(cmd.Args, name+"="+expand(value))
		}
		cmd.Args = append(cmd.Args, "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.Run)
		stdout, stderr, status := run(t, filepath.Join(dir, expand(step.WorkingDirectory)), cmd)
		output += stdout + stderr
		if status != 0 {
			return output, status
		}
	}
	return output, 0
}

func TestAction(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the command several times")
	}
	dir, base := branch(t)
	const old, new = "::error file=p/p.go,line=5,", "::error file=p/new.go,line=5,"
	for _, test := range []struct {
		name   string
		base   string
		inputs map[string]string
		status int
		want   []string
	}{
		{"pull request", base, nil, statusFindings, []string{new}},
		{"push", "", nil, statusFindings, []string{new, old}},
		{"all", base, map[string]string{"new-from": "all"}, statusFindings, []string{new, old}},
		{"other packages", base, map[string]string{"packages": "m/p m/..."}, statusFindings, []string{new}},
		{"flags", base, map[string]string{"flags": "-packs=powershell=false\n-tests"}, statusClean, nil},
		{"in a directory", base, map[string]string{"working-directory": "p", "packages": "."}, statusFindings, []string{new}},
		{"SARIF", base, map[string]string{"sarif": "out file.sarif"}, statusFindings, []string{new}},
		{"SARIF to nowhere", "", map[string]string{"sarif": "no/such", "flags": "-packs=powershell=false"}, statusError, nil},
		{"baseline", base, map[string]string{"baseline": "base line.json", "new-from": "all"}, statusFindings, []string{new}},
		{"injection", base, map[string]string{"packages": "./...;touch${IFS}owned", "flags": "$(touch owned)"}, statusError, nil},
		{"no such base", "1234567", nil, statusError, nil},
		{"no such package, SARIF", base, map[string]string{"sarif": "out.sarif", "packages": "./nosuch"}, statusError, nil},
	} {
		if name := test.inputs["baseline"]; name != "" {
			git(t, dir, "stash", "-qu")
			git(t, dir, "checkout", "-q", "main")
			expect(t, test.name, dir, []string{"-write-baseline", name, "./..."}, "", statusClean)
			git(t, dir, "checkout", "-q", "topic")
		}
		output, status := runAction(t, dir, test.base, test.inputs)
		var have []string
		for line := range strings.Lines(output) {
			if strings.HasPrefix(line, "::error file=") {
				have = append(have, line[:strings.Index(line, "col=")])
			}
		}
		if status != test.status || fmt.Sprint(have) != fmt.Sprint(test.want) {
			t.Errorf("%s: status %d, want %d:\n%s", test.name, status, test.status, output)
		}
		if test.status == statusError && !strings.Contains(output, "keymaster: ") {
			t.Errorf("%s: does not say why: %s", test.name, output)
		}
		if name := test.inputs["sarif"]; name != "" && status == statusFindings {
			if data, err := os.ReadFile(filepath.Join(dir, name)); err != nil || strings.Count(string(data), `"ruleId": "KM001"`) != 2 {
				t.Errorf("%s: %v, %s", test.name, err, data)
			}
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "owned")); err == nil {
		t.Error("an input ran as a command")
	}
}

// The hook's command finds what is new and what is not, and needs no names of files.
func TestPreCommitHook(t *testing.T) {
	data, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct {
		ID, Name, Entry, Language string
		Args, Types               []string
		PassFilenames             *bool `yaml:"pass_filenames"`
		RequireSerial             bool  `yaml:"require_serial"`
	}
	if err := yaml.Unmarshal(data, &hooks); err != nil || len(hooks) != 1 {
		t.Fatalf("%v, %+v", err, hooks)
	}
	hook := hooks[0]
	if hook.ID != "keymaster" || hook.Entry != "keymaster" || hook.Language != "golang" || hook.PassFilenames == nil || *hook.PassFilenames || !hook.RequireSerial {
		t.Errorf("hook %+v", hook)
	}
	dir, _ := branch(t)
	expect(t, "hook", dir, hook.Args, "", statusFindings, "p/new.go:5:31", "p/p.go:5:31")
}

// The job of docs/ci.md reports what a merge request brings, and nothing else.
func TestGitLab(t *testing.T) {
	data, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "```yaml\n# .gitlab-ci.yml\n")
	text, _, ok := strings.Cut(rest, "```")
	var jobs map[string]struct {
		BeforeScript []string `yaml:"before_script"`
		Script       []string
	}
	if err := yaml.Unmarshal([]byte(text), &jobs); err != nil || !ok || len(jobs["keymaster"].Script) == 0 {
		t.Fatalf("%v, %+v of %s", err, jobs, text)
	}
	dir, base := branch(t)
	script := strings.Join(jobs["keymaster"].Script, "\n")
	stdout, stderr, status := run(t, dir, exec.Command("env", "PATH="+filepath.Dir(binary)+":"+os.Getenv("PATH"), "CI_MERGE_REQUEST_DIFF_BASE_SHA="+base, "sh", "-ec", script))
	if status != statusFindings || stderr != "" || strings.Count(stdout, "\n") != 1 || !strings.HasPrefix(stdout, "p/new.go:5:31: KM001: ") {
		t.Errorf("status %d, %s%s", status, stdout, stderr)
	}
}

// What docs/ci.md says of the Action's inputs is what action.yml has.
func TestActionInputs(t *testing.T) {
	doc, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	var a action
	if err := yaml.Unmarshal(data, &a); err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(doc), "| input | default | meaning |\n")
	table, _, _ = strings.Cut(table, "\n\n")
	if n := strings.Count(table, "\n"); n != len(a.Inputs) {
		t.Errorf("%d inputs are documented, and there are %d", n, len(a.Inputs))
	}
	for name := range a.Inputs {
		if !strings.Contains(table, "\n| `"+name+"` |") {
			t.Errorf("input %s is not documented", name)
		}
	}
}
