package changed

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/source"
)

func gitIn(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"}, args...)...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// repository returns a directory with one commit of the given files, tagged base.
func repository(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	gitIn(t, dir, "init", "-q", "-b", "main")
	for name, text := range files {
		write(t, filepath.Join(dir, name), text)
	}
	gitIn(t, dir, "add", "-A")
	gitIn(t, dir, "commit", "-qm", "base")
	gitIn(t, dir, "tag", "base")
	return dir
}

func since(t *testing.T, dir, revision string) *Changes {
	t.Helper()
	c, err := Since(t.Context(), dir, revision)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func at(dir, name string, line int) *report.Finding {
	return &report.Finding{Place: report.Place{File: filepath.Join(dir, name), Line: line, EndLine: line}}
}

// Each line that was not in the base is new, each that was is not; whatever happens to the lines between.
func TestLines(t *testing.T) {
	for seed := range uint64(25) {
		r := rand.New(rand.NewPCG(seed, 0))
		var before []string
		for i := range 3 + r.IntN(20) {
			before = append(before, fmt.Sprintf("// old %d", i))
		}
		dir := repository(t, map[string]string{"a/ü b.go": strings.Join(before, "\n") + "\n", ".gitattributes": "*.go -diff diff=x\n"})
		gitIn(t, dir, "config", "diff.noprefix", "true")
		gitIn(t, dir, "config", "diff.context", "5")
		gitIn(t, dir, "config", "diff.relative", "true")
		var after []string
		for i, line := range before {
			for r.IntN(4) == 0 {
				after = append(after, fmt.Sprintf("// new %d", r.Int()))
			}
			if r.IntN(5) > 0 || i == 0 {
				after = append(after, line)
			}
		}
		write(t, filepath.Join(dir, "a/ü b.go"), strings.Join(after, "\n")+"\n")
		if r.IntN(2) == 0 {
			gitIn(t, dir, "commit", "--allow-empty", "-qam", "head")
		}
		c := since(t, filepath.Join(dir, "a"), "base")
		for i, line := range after {
			f := at(dir, "a/ü b.go", i+1)
			if want := strings.HasPrefix(line, "// new"); c.Concern(f, source.NewFiles()) != want {
				t.Fatalf("seed %d: line %d concerns the change: %t\nbefore: %q\nafter: %q", seed, i+1, !want, before, after)
			}
		}
	}
}

const program = `package p

// F does.
//keymaster:ignore KM001 -- why
func F() {
	check()
	sign()
}

func G() {
	sign()
}
`

func TestConcern(t *testing.T) {
	for _, test := range []struct {
		name     string
		old, new string
		line     int // of the finding, afterwards
		want     bool
	}{
		{"nothing", "", "", 7, false},
		{"the line", "\tcheck()\n\tsign()", "\tcheck()\n\tsign() // x", 7, true},
		{"a check removed", "\tcheck()\n", "", 6, true},
		{"a check replaced", "\tcheck()\n", "\tuncheck()\n", 7, true},
		{"a directive removed", "//keymaster:ignore KM001 -- why\n", "", 6, true},
		{"a comment removed", "// F does.\n//keymaster:ignore KM001 -- why\n", "", 5, true},
		{"a line added", "\tcheck()\n", "\tcheck()\n\tother()\n", 8, false},
		{"another function", "func G() {\n\tsign()\n", "func G() {\n", 7, false},
		{"moved", "// F does.", "\n\nvar x = 1\n\n// F does.", 11, false},
	} {
		dir := repository(t, map[string]string{"p.go": program})
		write(t, filepath.Join(dir, "p.go"), strings.Replace(program, test.old, test.new, 1))
		c := since(t, dir, "base")
		if have := c.Concern(at(dir, "p.go", test.line), source.NewFiles()); have != test.want {
			t.Errorf("%s: %t", test.name, have)
		}
		if test.want && test.line == 7 && test.name == "the line" {
			f := at(dir, "p.go", 11)
			f.Path = []report.Step{{Place: at(dir, "p.go", 7).Place}}
			if !c.Concern(f, source.NewFiles()) {
				t.Error("the path changed, and the finding is none of it")
			}
		}
	}
}

// What git does not know of, or knows by other names, is new; what was only renamed is not.
func TestFiles(t *testing.T) {
	dir := repository(t, map[string]string{"p.go": program, "old.go": strings.ReplaceAll(program, "F", "H"), ".gitignore": "ignored.go\n", "real/r.go": program})
	gitIn(t, dir, "mv", "old.go", "renamed.go")
	write(t, filepath.Join(dir, "untracked.go"), program)
	write(t, filepath.Join(dir, "ignored.go"), program)
	if err := os.Symlink("p.go", filepath.Join(dir, "link.go")); err != nil {
		t.Fatal(err)
	}
	gitIn(t, dir, "add", "link.go")
	outside := t.TempDir()
	write(t, filepath.Join(outside, "o.go"), program)
	through := filepath.Join(t.TempDir(), "through")
	if err := os.Symlink(dir, through); err != nil {
		t.Fatal(err)
	}
	for _, c := range []*Changes{since(t, dir, "base"), since(t, through, "base")} {
		for name, want := range map[string]bool{
			dir + "/p.go": false, dir + "/renamed.go": false, dir + "/untracked.go": true, dir + "/ignored.go": true,
			dir + "/link.go": true, outside + "/o.go": true, through + "/p.go": false, through + "/real/r.go": false, dir + "/nosuch.go": true,
		} {
			if have := c.Concern(at("", name, 7), source.NewFiles()); have != want {
				t.Errorf("%s: %t", name, have)
			}
		}
	}
}

// What counts is the base of a branch, not where the other branch has got to since.
func TestMergeBase(t *testing.T) {
	dir := repository(t, map[string]string{"p.go": program})
	gitIn(t, dir, "checkout", "-qb", "topic")
	write(t, filepath.Join(dir, "p.go"), strings.Replace(program, "\tcheck()\n\tsign()", "\tcheck()\n\tsign() // x", 1))
	gitIn(t, dir, "commit", "-qam", "topic")
	gitIn(t, dir, "checkout", "-q", "main")
	write(t, filepath.Join(dir, "p.go"), strings.Replace(program, "func G() {\n\tsign()", "func G() {\n\tsign() // y", 1))
	gitIn(t, dir, "commit", "-qam", "main")
	gitIn(t, dir, "checkout", "-q", "topic")
	c := since(t, dir, "main")
	if !c.Concern(at(dir, "p.go", 7), source.NewFiles()) || c.Concern(at(dir, "p.go", 11), source.NewFiles()) {
		t.Error("the other branch's change counts, or this one's does not")
	}
}

func TestErrors(t *testing.T) {
	dir := repository(t, map[string]string{"p.go": program})
	gitIn(t, dir, "checkout", "-q", "--orphan", "apart")
	gitIn(t, dir, "commit", "-qm", "apart")
	for _, test := range []struct{ dir, revision, want string }{
		{t.TempDir(), "main", "cannot tell what changed since main: git: fatal: not a git repository"},
		{dir, "nosuch", "cannot tell what changed since nosuch: there is no such commit here; fetch it, or correct the name"},
		{dir, "--output=x", "cannot tell what changed since --output=x: there is no such commit here; fetch it, or correct the name"},
		{dir, "base", "cannot tell what changed since base: it has no commit in common with HEAD; a shallow clone has to be fetched in full (fetch-depth: 0 of actions/checkout)"},
	} {
		if _, err := Since(t.Context(), test.dir, test.revision); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", test.revision, err, test.want)
		}
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 2 {
		t.Errorf("files in %s: %v", dir, entries)
	}
}
