package analyzer_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/keymasterlint/keymaster/analyzer"
)

// ceilings bound what is known to be wrong in each theme of the corpus. Fewer is
// progress; more needs a reason.
var ceilings = map[string]known{
	"callers":   {misses: 4, noise: 4},
	"debatable": {misses: 2, noise: 3},
}

// TestCorpus compares the findings on the labelled corpus with its wants.
func TestCorpus(t *testing.T) {
	downloadCorpus(t)
	dir := absolute(t, corpus)
	var r recorder
	analysistest.Run(&r, dir, analyzer.New(analyzer.Settings{}), "./...")
	marks := readMarks(t, dir)
	for _, e := range r.errors {
		m := marks[e.place()]
		switch {
		case e.fact() && !e.wantsFacts():
		case m == nil || !e.unexpected():
			t.Error(e)
		case m.miss:
			t.Errorf("%s\n\ta known miss is found: make the mark a want", e)
		default:
			m.seen = true
		}
	}
	count := map[string]known{}
	for _, place := range slices.Sorted(maps.Keys(marks)) {
		m := marks[place]
		k := count[m.theme]
		if m.miss {
			k.misses++
		} else {
			k.noise++
			if !m.seen {
				t.Errorf("%s: known noise is gone: remove the mark", place)
			}
		}
		count[m.theme] = k
	}
	for _, theme := range slices.Sorted(maps.Keys(count)) {
		k, c := count[theme], ceilings[theme]
		t.Logf("%s: known misses: %d, known noise: %d (ceiling %d, %d)", theme, k.misses, k.noise, c.misses, c.noise)
		if k.misses > c.misses || k.noise > c.noise {
			t.Errorf("%s: more is known to be wrong than the ceiling allows", theme)
		}
	}
}

// TestCorpusOnWindows checks the files that only Windows builds.
func TestCorpusOnWindows(t *testing.T) {
	t.Setenv("GOOS", "windows")
	t.Setenv("GOARCH", "amd64")
	const file = "refusals/codes_windows.go"
	text, err := os.ReadFile(filepath.Join(corpus, file))
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for i, line := range strings.Split(string(text), "\n") {
		if strings.Contains(line, "// want `KM001: ") {
			want = append(want, fmt.Sprintf("%s:%d", file, i+1))
		}
	}
	if len(want) == 0 {
		t.Fatalf("no wants in %s", file)
	}
	var got []string
	for _, line := range standAlone(t, corpus, analyzer.Settings{}, "./refusals") {
		if strings.HasPrefix(line, file) {
			got = append(got, lineOf(line))
		}
	}
	sameLines(t, "GOOS=windows", got, want)
}

var findingLine = regexp.MustCompile(`^(.*?:\d+):\d+: KM\d{3}: `)

// lineOf cuts a finding down to path and line.
func lineOf(finding string) string {
	if m := findingLine.FindStringSubmatch(finding); m != nil {
		return m[1]
	}
	return finding
}

func absolute(t testing.TB, dir string) string {
	t.Helper()
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
