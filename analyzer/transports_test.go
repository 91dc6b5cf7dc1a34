package analyzer_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer"
)

// transports is the corpus of operations that are texts and messages: processes, remote
// shells, WMI and remote procedure calls. See its NOTES.md.
const transports = "../testdata/transports"

// transportsKnown is what is known to be wrong in each theme of the transports: how many
// wants nothing meets, and how many findings nobody wants. Fewer is progress, and is to be
// written down here: a number that is too high would let something be lost again.
var transportsKnown = map[string]known{
	"debatable": {misses: 3, noise: 3}, // one is KM004
	"roles":     {misses: 1},
	"wmi":       {misses: 1, noise: 1}, // KM001
}

// TestTransports compares the findings for Windows with the wants, and those for this system
// with them: where a program is built for does not matter.
func TestTransports(t *testing.T) {
	goCommand(t, transports, "mod", "download")
	var found []string
	t.Run("windows", func(t *testing.T) {
		t.Setenv("GOOS", "windows")
		t.Setenv("GOARCH", "amd64")
		found = standAlone(t, transports, analyzer.Settings{}, "./...")
		readLabels(t, transports).knownBy(t, found, transportsKnown)
	})
	t.Run("rows", func(t *testing.T) { showsCommands(t, found) })
	t.Run("host", func(t *testing.T) {
		var want []string
		for _, finding := range found {
			if !onlyWindows(t, finding) {
				want = append(want, finding)
			}
		}
		sameLines(t, "this system", standAlone(t, transports, analyzer.Settings{}, "./..."), want)
	})
}

var verdict = regexp.MustCompile(`^(\w+) is (safe|unsafe|silent)\b( in )?`)

// TestTransportsLabels: a function has a want if and only if its comment says that it is
// unsafe, so that none is forgotten and none is left behind.
func TestTransportsLabels(t *testing.T) {
	wants := readLabels(t, transports).wants
	inside := map[string]bool{} // the places of wants in functions
	fset := token.NewFileSet()
	files := transportFiles(t, fset)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		for _, decl := range files[name].Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			wanted := false
			for line := fset.Position(fn.Pos()).Line; line <= fset.Position(fn.End()).Line; line++ {
				place := fmt.Sprintf("%s:%d", relative(t, transports, name), line)
				if wants[place] != nil {
					wanted, inside[place] = true, true
				}
			}
			m := verdict.FindStringSubmatch(fn.Doc.Text())
			switch {
			case m == nil: // it is judged through others
			case m[1] != fn.Name.Name:
				t.Errorf("%s: the comment speaks of %s", fset.Position(fn.Pos()), m[1])
			case wanted != (m[2] == "unsafe" && m[3] == ""):
				t.Errorf("%s: %s is said to be %s; wants: %t", fset.Position(fn.Pos()), m[1], m[2], wanted)
			}
		}
	}
	for place := range wants {
		if !inside[place] {
			t.Errorf("%s: a want that is in no function", place)
		}
	}
}

// transportFiles returns the files of the themes, by name.
func transportFiles(t *testing.T, fset *token.FileSet) map[string]*ast.File {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(transports, "*", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*ast.File{}
	for _, name := range names {
		file, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = file
	}
	return files
}

// knownBy fails unless, in each theme, as many wants are not met by the findings, and as many
// findings are not wanted, as is known.
func (l *labels) knownBy(t *testing.T, findings []string, expected map[string]known) {
	t.Helper()
	missing := map[string][]*regexp.Regexp{}
	for place, wants := range l.wants {
		missing[place] = slices.Clone(wants)
	}
	count := map[string]known{}
	for _, finding := range findings {
		place := filepath.ToSlash(lineOf(finding))
		i := slices.IndexFunc(missing[place], func(want *regexp.Regexp) bool { return want.MatchString(finding) })
		if i >= 0 {
			missing[place] = slices.Delete(missing[place], i, i+1)
			continue
		}
		k := count[themeOf(place)]
		k.noise++
		count[themeOf(place)] = k
		t.Logf("nobody wants: %s", finding)
	}
	for _, place := range slices.Sorted(maps.Keys(missing)) {
		for _, want := range missing[place] {
			k := count[themeOf(place)]
			k.misses++
			count[themeOf(place)] = k
			t.Logf("%s: nothing is found that matches %s", place, want)
		}
	}
	themes := slices.Concat(slices.Collect(maps.Keys(count)), slices.Collect(maps.Keys(expected)))
	slices.Sort(themes)
	for _, theme := range slices.Compact(themes) {
		k, e := count[theme], expected[theme]
		t.Logf("%s: known misses: %d, known noise: %d", theme, k.misses, k.noise)
		switch {
		case k.misses > e.misses || k.noise > e.noise:
			t.Errorf("%s: more is wrong than is known: %+v, want %+v", theme, k, e)
		case k != e:
			t.Errorf("%s: less is wrong than is known: lower the numbers from %+v to %+v", theme, e, k)
		}
	}
}

// themeOf returns the theme of a place: its first directory.
func themeOf(place string) string {
	theme, _, _ := strings.Cut(place, "/")
	return theme
}

// onlyWindows reports whether the file of a finding in the transports is built for Windows
// only.
func onlyWindows(t *testing.T, finding string) bool {
	t.Helper()
	name, _, _ := strings.Cut(finding, ".go:")
	text, err := os.ReadFile(filepath.Join(transports, name+".go"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.HasPrefix(string(text), "//go:build windows\n")
}
