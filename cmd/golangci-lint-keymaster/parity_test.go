package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/keymasterlint/keymaster/analyzer"
	"github.com/keymasterlint/keymaster/analyzer/driver/drivertest"
)

// A subject is packages of a module, with settings as in .keymaster.yml.
type subject struct {
	dir      string
	patterns []string
	settings string
	findings int    // at least
	scratch  string // a directory of the test's own
}

// fresh returns a flag with the settings whose text, and so the go command's key of the results, is another for
// each n and each run of this program.
func (s subject) fresh(n int) string {
	return fmt.Sprintf("-settings=# %s %d\n%s", started, n, s.settings)
}

var started = time.Now()

// A driver runs the analyzer. Each fresh run analyses anew, whatever was cached before.
type driver struct {
	name string
	run  func(t *testing.T, s subject, fresh int) string
	// fixes says that it prints what it would change instead of findings.
	fixes bool
	// suppresses says that a //nolint comment takes findings away.
	suppresses bool
}

var drivers = []driver{
	{name: "analysistest", run: func(t *testing.T, s subject, _ int) string {
		settings, err := analyzer.ParseSettings("settings", []byte(s.settings))
		if err != nil {
			t.Fatal(err)
		}
		return drivertest.Analysistest(t, s.dir, settings, s.patterns...)
	}},
	{name: "keymaster", run: func(t *testing.T, s subject, _ int) string {
		return both(run(t, s.dir, nil, append([]string{keymaster, "-settings=" + s.settings}, s.patterns...)...))
	}},
	{name: "keymaster vet", run: func(t *testing.T, s subject, fresh int) string {
		return both(run(t, s.dir, nil, append([]string{keymaster, "vet", s.fresh(fresh)}, s.patterns...)...))
	}},
	{name: "go vet", run: func(t *testing.T, s subject, fresh int) string {
		return goCommand(t, s, fresh, "vet", "-vettool="+keymaster)
	}},
	{name: "golangci-lint", suppresses: true, run: func(t *testing.T, s subject, fresh int) string {
		cache := filepath.Join(s.scratch, fmt.Sprint(fresh))
		return inPlace(both(lint(t, linter, cache, s.dir, documentedConfig(t, s.settings), s.patterns...)))
	}},

	{name: "keymaster -fix -diff", fixes: true, run: func(t *testing.T, s subject, _ int) string {
		return both(run(t, s.dir, nil, append([]string{keymaster, "-fix", "-diff", "-settings=" + s.settings}, s.patterns...)...))
	}},
	{name: "go vet -fix -diff", fixes: true, run: func(t *testing.T, s subject, fresh int) string {
		return goCommand(t, s, fresh, "vet", "-vettool="+keymaster, "-fix", "-diff")
	}},
	{name: "go fix -diff", fixes: true, run: func(t *testing.T, s subject, fresh int) string {
		return goCommand(t, s, fresh, "fix", "-fixtool="+keymaster, "-diff")
	}},
}

// both returns what a command printed.
func both(r result) string { return r.stdout + r.stderr }

// goCommand runs the go command with keymaster as its tool. With more than one action at a time the go command
// prints packages in the order in which it comes to them.
func goCommand(t *testing.T, s subject, fresh int, args ...string) string {
	t.Helper()
	return both(run(t, s.dir, nil, slices.Concat([]string{"go"}, args, []string{"-p=1", s.fresh(fresh)}, s.patterns)...))
}

// inPlace sorts the findings at each place by their words. golangci-lint sorts by place alone, and where results come
// from its cache leaves findings at one place in any order.
func inPlace(output string) string {
	lines := slices.Collect(strings.Lines(output))
	for i := 0; i < len(lines); {
		end := i + 1
		for end < len(lines) && place(lines[i]) == place(lines[end]) {
			end++
		}
		slices.Sort(lines[i:end])
		i = end
	}
	return strings.Join(lines, "")
}

// byFile sorts a patch by files: the go command prints a package after those that it imports.
func byFile(patch string) string {
	files := strings.Split("\n"+strings.TrimSuffix(patch, "\n"), "\n--- ")
	slices.Sort(files)
	return strings.TrimPrefix(strings.Join(files, "\n--- "), "\n")
}

// TestParity runs one corpus through every driver. All find the same, with the same words, and each prints the same
// bytes whenever it is run, from a cache or not.
func TestParity(t *testing.T) {
	for _, s := range []subject{
		{dir: ".", patterns: []string{"./testdata/demo/..."}, findings: 4},
		{dir: "testdata/modules", patterns: []string{"./..."}, findings: 200},
		{dir: "testdata/codes", patterns: []string{"./..."}, settings: "require: both\ncodes: {KM006: off}\nnames: [key master, zone owner]\n", findings: 100},
		{dir: "testdata/corpus", patterns: []string{"./directives/...", "./edge/...", "./facts", "./silent/..."}, settings: "tests: true\n", findings: 50},
	} {
		t.Run(s.dir, func(t *testing.T) {
			s.dir, s.scratch = filepath.Join(root, s.dir), t.TempDir()
			if r := run(t, s.dir, nil, "go", "mod", "download"); r.status != 0 { // analysistest does not
				t.Fatal(r.stderr)
			}
			var found []string
			changes := map[string][]string{} // by what they are, the drivers that would make them
			for _, d := range drivers {
				first := d.run(t, s, 0)
				for _, fresh := range []int{1, 1} {
					if again := d.run(t, s, fresh); again != first {
						t.Errorf("%s prints\n%sand the next time\n%s", d.name, first, again)
					}
				}
				lines := drivertest.Lines(first)
				switch {
				case d.fixes:
					patch := byFile(first)
					changes[patch] = append(changes[patch], d.name)
				case found == nil:
					found = lines
				case d.suppresses:
					sameLines(t, d.name, lines, withoutNolint(t, s.dir, found))
				default:
					sameLines(t, d.name, lines, found)
				}
			}
			if len(changes) != 1 || changes[""] != nil {
				t.Errorf("drivers do not agree on what to change: %q", changes)
			}
			if len(found) < s.findings {
				t.Errorf("only %d findings", len(found))
			}
		})
	}
}

// withoutNolint returns the findings on lines without a //nolint comment for keymaster.
func withoutNolint(t *testing.T, dir string, findings []string) []string {
	t.Helper()
	return slices.DeleteFunc(slices.Clone(findings), func(finding string) bool {
		place := strings.SplitN(finding, ":", 3)
		line, err := strconv.Atoi(place[1])
		if err != nil {
			t.Fatalf("no finding: %s", finding)
		}
		text, err := os.ReadFile(filepath.Join(dir, place[0]))
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(strings.Split(string(text), "\n")[line-1], "//nolint:keymaster")
	})
}

// sameLines fails unless a driver has all the findings that are wanted and no others.
func sameLines(t *testing.T, driver string, have, want []string) {
	t.Helper()
	only := func(a, b []string) string {
		return strings.Join(slices.DeleteFunc(slices.Clone(a), func(line string) bool { return slices.Contains(b, line) }), "\n")
	}
	if !slices.Equal(have, want) {
		t.Errorf("%s finds, and others do not,\n%s\nand others find, and it does not,\n%s", driver, only(have, want), only(want, have))
	}
}

// Drivers that would change something analyse too, and all say in the same words what they cannot analyse: here
// that a setting names what is not there.
func TestParityOfErrors(t *testing.T) {
	s := subject{
		dir: root, patterns: []string{"./testdata/demo/..."}, scratch: t.TempDir(),
		settings: "rows: {operations: [{func: github.com/keymasterlint/keymaster/testdata/demo/role.Nosuch}]}",
	}
	const want = "rows.operations[0].func: github.com/keymasterlint/keymaster/testdata/demo/role.Nosuch: no such name"
	for _, d := range drivers {
		if have := d.run(t, s, 0); !strings.Contains(have, want) || strings.Contains(have, ": KM") {
			t.Errorf("%s prints\n%swant %s", d.name, have, want)
		}
	}
}
