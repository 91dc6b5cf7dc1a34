package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/keymasterlint/keymaster/analyzer"
)

// A page is one of the documentation, and a place in which its commands run as a reader would run them: a module with
// findings, a new one among them, in a repository.
type page struct {
	dir string
	env []string
}

// fence finds the blocks of a page. What they are in says what a test can do with them:
//
//	sh        commands that run with Go, git and a checkout alone: they run
//	console   commands that need a service or a program besides: what comes before a pipe runs
//	yaml      a file, named in its first line: what keymaster knows of it is checked
//	json      the configuration of nogo: the analyzer takes its flags
//	starlark  is not run: no Bazel here; the package that it names is there
//	go        a fragment
var fence = regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$")

// TestDocs runs what the documentation tells to run.
func TestDocs(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the command and a cache program")
	}
	for _, name := range []string{"README.md", "docs/ci.md", "docs/scale.md", "docs/fixes.md"} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("../..", name))
			if err != nil {
				t.Fatal(err)
			}
			p := newPage(t)
			if strings.Contains(string(text), "$CACHE_SERVER") {
				p.env = append(p.env, "CACHE_SERVER="+newStore(t).url)
			}
			ran := 0
			for _, block := range fence.FindAllStringSubmatch(string(text), -1) {
				ran += p.block(t, block[1], block[2])
			}
			if ran == 0 {
				t.Error("no command ran")
			}
		})
	}
}

func newPage(t *testing.T) *page {
	t.Helper()
	dir, base := branch(t)
	git(t, dir, "update-ref", "refs/remotes/origin/main", base)
	home := t.TempDir()
	bin := filepath.Join(home, "bin")
	command, err := os.ReadFile(binary)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(bin, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(bin, "keymaster"), command, 0o777); err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	p := &page{dir, []string{
		"HOME=" + home, "PATH=" + bin + ":" + os.Getenv("PATH"), "GOPATH=" + filepath.Join(home, "go"),
		"KEYMASTER_CHECKOUT=" + root, "CI_MERGE_REQUEST_DIFF_BASE_SHA=" + base,
	}}
	for _, kept := range []string{"GOCACHE", "GOMODCACHE"} {
		stdout, _, _ := run(t, dir, exec.Command("go", "env", kept))
		p.env = append(p.env, kept+"="+strings.TrimSpace(stdout))
	}
	return p
}

// block tries one block, and returns how many commands ran.
func (p *page) block(t *testing.T, language, text string) (ran int) {
	t.Helper()
	switch language {
	case "sh":
		if rest, ok := strings.CutPrefix(text, "# in the checkout\n"); ok {
			return p.checkout(t, rest)
		}
		for line := range strings.Lines(strings.ReplaceAll(text, "\\\n", " ")) {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
				p.command(t, line)
				ran++
			}
		}
	case "console":
		for line := range strings.Lines(text) {
			if line, ok := strings.CutPrefix(line, "$ "); ok {
				line, _, _ = strings.Cut(line, "|")
				p.command(t, strings.TrimSpace(line))
				ran++
			}
		}
	case "yaml":
		return p.yaml(t, text)
	case "json":
		p.nogo(t, text)
	case "starlark":
		if !strings.Contains(text, `"@com_github_keymasterlint_keymaster//analyzer"`) {
			t.Errorf("it does not name the analyzer's package:\n%s", text)
		}
	case "go":
	default:
		t.Errorf("nobody knows what to do with a block of %q:\n%s", language, text)
	}
	return ran
}

// checkout runs commands in this tree. The tests are what runs all this, so they are not run again: CI must.
func (p *page) checkout(t *testing.T, text string) (ran int) {
	t.Helper()
	in := *p
	in.dir = "../.."
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "go test ./..." {
			in.command(t, line)
			ran++
			continue
		}
		ci, err := os.ReadFile("../../.ci/run")
		if err != nil {
			t.Fatal(err)
		}
		if !regexp.MustCompile(`(?m)^go test .*\./\.\.\.$`).Match(ci) {
			t.Errorf(".ci/run does not run %s", line)
		}
	}
	return ran
}

var (
	someFinding = regexp.MustCompile(`\bKM00\d\b`)
	// quiet are the commands that analyse packages and print no findings: these go into a file, are known, or mended.
	quiet = regexp.MustCompile(` (-o|-baseline|-write-baseline|-fix|-fixtool)\b`)
)

// command runs one command line. It must not fail, nor find nothing where there is something.
func (p *page) command(t *testing.T, line string) {
	t.Helper()
	args := append(slices.Clone(p.env), "sh", "-uc", line)
	stdout, stderr, status := run(t, p.dir, exec.Command("env", args...))
	output := stdout + stderr
	found := someFinding.MatchString(output)
	silent := quiet.MatchString(line)
	ok := status == statusClean || status == statusFindings && (found || silent)
	if strings.HasPrefix(line, "go ") { // which has a status of its own
		ok = ok || status == 1 && found
	}
	if !ok || strings.Contains(stderr, "keymaster: ") {
		t.Errorf("%s\nends with status %d:\n%s", line, status, output)
	}
	if strings.Contains(line, "...") && !silent && !found {
		t.Errorf("%s\nfinds nothing:\n%s", line, output)
	}
}

var fileName = regexp.MustCompile(`^# (\S+)\n`)

// yaml checks a file by its name.
func (p *page) yaml(t *testing.T, text string) (ran int) {
	t.Helper()
	m := fileName.FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("the first line of a file is a comment with its name:\n%s", text)
	}
	var file any
	if err := yaml.Unmarshal([]byte(text), &file); err != nil {
		t.Fatalf("%s: %v", m[1], err)
	}
	switch m[1] {
	case ".keymaster.yml":
		if err := os.WriteFile(filepath.Join(p.dir, "settings.yml"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		p.command(t, "keymaster -config=settings.yml -config-show")
		return 1
	case ".github/workflows/keymaster.yml":
		p.workflow(t, text)
	case ".gitlab-ci.yml":
		var jobs map[string]struct{ Script []string }
		if err := yaml.Unmarshal([]byte(text), &jobs); err != nil || len(jobs["keymaster"].Script) == 0 {
			t.Fatalf("%v, %s", err, text)
		}
		for _, line := range jobs["keymaster"].Script {
			p.command(t, line)
			ran++
		}
	case ".pre-commit-config.yaml":
		return p.preCommit(t, text)
	default:
		t.Errorf("nobody knows what to do with %s", m[1])
	}
	return ran
}

// workflow holds that the Action has the inputs that a workflow gives it.
func (p *page) workflow(t *testing.T, text string) {
	t.Helper()
	var w struct {
		Jobs map[string]struct {
			Steps []struct {
				Uses string
				With map[string]any
			}
		}
	}
	data, err := os.ReadFile("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	var a action
	if err := yaml.Unmarshal(data, &a); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal([]byte(text), &w); err != nil {
		t.Fatal(err)
	}
	used := false
	for _, job := range w.Jobs {
		for _, step := range job.Steps {
			if !strings.HasPrefix(step.Uses, "keymasterlint/keymaster@") {
				continue
			}
			used = true
			for input := range step.With {
				if _, ok := a.Inputs[input]; !ok {
					t.Errorf("action.yml has no input %s", input)
				}
			}
		}
	}
	if !used {
		t.Errorf("the workflow does not use the Action:\n%s", text)
	}
}

// preCommit runs the hook that a configuration names, with its arguments.
func (p *page) preCommit(t *testing.T, text string) (ran int) {
	t.Helper()
	type hook struct {
		ID, Entry string
		Args      []string
	}
	var hooks []hook
	data, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, &hooks); err != nil {
		t.Fatal(err)
	}
	var c struct{ Repos []struct{ Hooks []hook } }
	if err := yaml.Unmarshal([]byte(text), &c); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(p.dir, "p/later.go"), []byte(signer("Later")), 0o666); err != nil { // not committed
		t.Fatal(err)
	}
	defer os.Remove(filepath.Join(p.dir, "p/later.go"))
	for _, repo := range c.Repos {
		for _, h := range repo.Hooks {
			i := slices.IndexFunc(hooks, func(known hook) bool { return known.ID == h.ID })
			if i < 0 {
				t.Fatalf("there is no hook %s", h.ID)
			}
			p.command(t, hooks[i].Entry+" "+strings.Join(h.Args, " "))
			ran++
		}
	}
	return ran
}

// nogo gives the analyzer the flags that a configuration of nogo has.
func (p *page) nogo(t *testing.T, text string) {
	t.Helper()
	var config map[string]struct {
		Flags map[string]string `json:"analyzer_flags"`
	}
	if err := json.Unmarshal([]byte(text), &config); err != nil {
		t.Fatal(err)
	}
	a := analyzer.New(analyzer.Settings{})
	flags := config[a.Name].Flags
	if len(flags) == 0 {
		t.Errorf("no flags of %s:\n%s", a.Name, text)
	}
	for name, value := range flags {
		if err := a.Flags.Set(name, value); err != nil {
			t.Error(fmt.Errorf("-%s=%s: %w", name, value, err))
		}
	}
}
