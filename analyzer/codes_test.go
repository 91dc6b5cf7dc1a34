package analyzer_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer"
)

// codes is the corpus of the codes that say more than KM001. See its NOTES.md.
const codes = "../testdata/codes"

// codesKnown is what is known to be wrong in each theme of the codes: see transportsKnown.
var codesKnown = map[string]known{
	"debatable": {misses: 4, noise: 3},
	"km002":     {misses: 3},
	"km003":     {misses: 1, noise: 1}, // KM001
	"km004":     {misses: 3, noise: 2}, // two are KM001
	"km006":     {misses: 2},
	"km007":     {misses: 5, noise: 3}, // three are KM001
	"km008":     {misses: 4},
}

// TestCodes compares the findings with the wants.
func TestCodes(t *testing.T) {
	goCommand(t, codes, "mod", "download")
	t.Setenv("GOOS", "windows")
	t.Setenv("GOARCH", "amd64")
	readLabels(t, codes).knownBy(t, standAlone(t, codes, analyzer.Settings{}, "./..."), codesKnown)
}

// codeVerdict is what a function's comment says first. A verdict about another function is
// none about this one.
var codeVerdict = regexp.MustCompile(`^(\w+) is (safe|silent|KM\d{3}(?: and KM\d{3})*)( in \w+)?[.:]`)

// A labelled is a function of the codes with what its comment says.
type labelled struct {
	name string   // with its package: km004/winrm.Identity
	says []string // the codes, sorted; none if it is safe or silent
}

// TestCodesLabels: the wants of a function have exactly the codes of its comment, and each
// code has enough functions that have it and that must not.
func TestCodesLabels(t *testing.T) {
	const enough, nearMisses = 25, 10
	themes, without := map[string]int{}, map[string]int{}
	for _, fn := range labelledCodes(t) {
		code := strings.ToUpper(fn.name[:len("km002")])
		themes[code]++
		if !slices.Contains(fn.says, code) {
			without[code]++
		}
	}
	for n := 2; n <= 8; n++ {
		code := fmt.Sprintf("KM%03d", n)
		if themes[code]-without[code] < enough-nearMisses || themes[code] < enough || without[code] < nearMisses {
			t.Errorf("%s: %d functions, %d of them without it; want %d and %d", code, themes[code], without[code], enough, nearMisses)
		}
	}
}

// labelledCodes returns the functions whose comment is about themselves, and fails where a
// comment and the wants differ.
func labelledCodes(t *testing.T) []labelled {
	t.Helper()
	wants := readLabels(t, codes).wants
	inside := map[string]bool{}
	var found []labelled
	fset := token.NewFileSet()
	err := filepath.WalkDir(codes, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && entry.Name() == "live" { // it executes, nothing is labelled there
			return filepath.SkipDir
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		file, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			var wanted []string
			for line := fset.Position(fn.Pos()).Line; line <= fset.Position(fn.End()).Line; line++ {
				place := fmt.Sprintf("%s:%d", relative(t, codes, name), line)
				inside[place] = true
				for _, want := range wants[place] {
					wanted = append(wanted, strings.TrimSuffix(want.String(), ": "))
				}
			}
			slices.Sort(wanted)
			m := codeVerdict.FindStringSubmatch(fn.Doc.Text())
			var says []string
			switch {
			case m == nil: // it is judged through others, or is a fixture
			case m[1] != fn.Name.Name:
				t.Errorf("%s: the comment speaks of %s", fset.Position(fn.Pos()), m[1])
			case strings.HasPrefix(m[2], "KM") && m[3] == "":
				says = strings.Split(m[2], " and ")
				slices.Sort(says)
			}
			if !slices.Equal(says, wanted) {
				t.Errorf("%s: the comment of %s says %v, its wants %v", fset.Position(fn.Pos()), fn.Name.Name, says, wanted)
			}
			if m != nil && m[3] == "" {
				found = append(found, labelled{relative(t, codes, filepath.Dir(name)) + "." + fn.Name.Name, says})
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, place := range slices.Sorted(maps.Keys(wants)) {
		if !inside[place] {
			t.Errorf("%s: a want that is in no function", place)
		}
	}
	return slices.DeleteFunc(found, func(fn labelled) bool { return !strings.HasPrefix(fn.name, "km") })
}
