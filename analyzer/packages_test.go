package analyzer_test

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer"
	"github.com/keymasterlint/keymaster/analyzer/driver/drivertest"
)

// modules holds modules that depend on each other: its root, example.com/zones, on signer,
// which depends on hsm.
const modules = "../testdata/modules"

// packagesCeilings bound what is known to be wrong in each theme of the modules. Fewer is
// progress; more needs a reason.
var packagesCeilings = map[string]known{
	"establish": {misses: 1, noise: 0},
	"places":    {misses: 0, noise: 1},
	"with":      {misses: 1, noise: 2},
}

// TestPackages compares the findings of every driver with the wants of a corpus of several
// packages and modules. Findings are in the module that is analysed only: what a dependency
// does is known from facts.
func TestPackages(t *testing.T) {
	goCommand(t, modules, "mod", "download")
	l := readLabels(t, modules)
	for _, name := range []string{"hsm", "signer", "zones"} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(modules, name)
			if name == "zones" {
				dir = modules
			}
			found := standAlone(t, dir, analyzer.Settings{}, "./...")
			l.compare(t, name, found)
			sameLines(t, "analysistest", drivertest.Lines(drivertest.Analysistest(t, dir, analyzer.Settings{}, "./...")), found)
			switch name {
			case "signer":
				// Go vet's cache does not tell a package that is asked for from a
				// dependency, but directories: vet this module in one of its own.
				sameLines(t, "go vet", vet(t, filepath.Join(copied(t), name), "./..."), found)
			case "zones":
				sameLines(t, "go vet", vet(t, dir, "./..."), found)
				dir = vendored(t)
				sameLines(t, "stand-alone, vendored,", standAlone(t, dir, analyzer.Settings{}, "./..."), found)
				sameLines(t, "go vet, vendored,", vet(t, dir, "./..."), found)
			}
		})
	}
	l.bound(t)
}

// vendored returns a copy of the zones module that has nothing but its vendor directory to
// take its dependencies from.
func vendored(t *testing.T) string {
	t.Helper()
	dir := copied(t)
	goCommand(t, dir, "mod", "vendor")
	for _, name := range []string{"hsm", "signer"} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// copied returns a copy of the modules.
func copied(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(modules)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func goCommand(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go %s in %s: %v\n%s", strings.Join(args, " "), dir, err, out)
	}
}

// labels are the comments below a directory that say what is to be found, by "path:line"
// with the path relative to it.
type labels struct {
	wants map[string][]*regexp.Regexp
	marks map[string]*mark
}

var (
	wantComment = regexp.MustCompile("// want ((?:`[^`]*`\\s*)+)$")
	quoted      = regexp.MustCompile("`([^`]*)`")
)

// readLabels returns the labels below dir.
func readLabels(t *testing.T, dir string) *labels {
	t.Helper()
	dir = absolute(t, dir)
	l := &labels{map[string][]*regexp.Regexp{}, map[string]*mark{}}
	for place, m := range readMarks(t, dir) {
		l.marks[relative(t, dir, place)] = m
	}
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	for ; err == nil && len(names) > 0; names = names[1:] {
		if below, _ := filepath.Glob(filepath.Join(names[0], "*")); len(below) > 0 {
			names = append(names, below...)
		}
		if !strings.HasSuffix(names[0], ".go") {
			continue
		}
		var text []byte
		if text, err = os.ReadFile(names[0]); err != nil {
			break
		}
		for i, line := range strings.Split(string(text), "\n") {
			place := fmt.Sprintf("%s:%d", relative(t, dir, names[0]), i+1)
			if m := wantComment.FindStringSubmatch(line); m != nil {
				for _, q := range quoted.FindAllStringSubmatch(m[1], -1) {
					l.wants[place] = append(l.wants[place], regexp.MustCompile(q[1]))
				}
			} else if strings.Contains(line, "// want") {
				t.Errorf("%s: a want reads // want `regexp`", place)
			}
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	if len(l.wants) == 0 {
		t.Fatalf("no wants in %s", dir)
	}
	return l
}

func relative(t *testing.T, dir, name string) string {
	t.Helper()
	rel, err := filepath.Rel(dir, name)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(rel)
}

// moduleOf returns the module of a place: its directory's name, or zones.
func moduleOf(place string) string {
	if name, _, _ := strings.Cut(place, "/"); name == "hsm" || name == "signer" {
		return name
	}
	return "zones"
}

// compare fails where findings in a module, with paths relative to it, are not those of the
// labels.
func (l *labels) compare(t *testing.T, module string, findings []string) {
	t.Helper()
	rest := map[string][]*regexp.Regexp{}
	for place, wants := range l.wants {
		if moduleOf(place) == module {
			rest[place] = slices.Clone(wants)
		}
	}
	for _, finding := range findings {
		place := filepath.ToSlash(lineOf(finding))
		if module != "zones" {
			place = module + "/" + place
		} else if moduleOf(place) != module {
			t.Errorf("in a dependency: %s", finding)
			continue
		}
		i := slices.IndexFunc(rest[place], func(want *regexp.Regexp) bool { return want.MatchString(finding) })
		m := l.marks[place]
		switch {
		case i >= 0:
			rest[place] = slices.Delete(rest[place], i, i+1)
		case m == nil:
			t.Errorf("nobody wants: %s", finding)
		case m.miss:
			t.Errorf("a known miss is found: make the mark a want: %s", finding)
		default:
			m.seen = true
		}
	}
	for _, place := range slices.Sorted(maps.Keys(rest)) {
		for _, want := range rest[place] {
			t.Errorf("%s: nothing is found that matches %s", place, want)
		}
	}
	for _, place := range slices.Sorted(maps.Keys(l.marks)) {
		if m := l.marks[place]; moduleOf(place) == module && !m.miss && !m.seen {
			t.Errorf("%s: known noise is gone: remove the mark", place)
		}
	}
}

// bound fails where there are more marks than the ceilings allow.
func (l *labels) bound(t *testing.T) {
	t.Helper()
	count := map[string]known{}
	for _, m := range l.marks {
		k := count[m.theme]
		if m.miss {
			k.misses++
		} else {
			k.noise++
		}
		count[m.theme] = k
	}
	for _, theme := range slices.Sorted(maps.Keys(count)) {
		k, c := count[theme], packagesCeilings[theme]
		t.Logf("%s: known misses: %d, known noise: %d (ceiling %d, %d)", theme, k.misses, k.noise, c.misses, c.noise)
		if k.misses > c.misses || k.noise > c.noise {
			t.Errorf("%s: more is known to be wrong than the ceiling allows", theme)
		}
	}
}
