package analyzer_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// known counts marks.
type known struct{ misses, noise int }

// A mark is a comment in the corpus on a finding that is known to be wrong:
//
//	// known-miss: KM001 ...    it is missing here
//	// known-noise: KM001 ...   it is made here
type mark struct {
	theme string
	miss  bool
	seen  bool // the noise is still made
}

var markComment = regexp.MustCompile(`// known-(miss|noise): KM\d{3}\b`)

// readMarks returns the marks below dir by "path:line".
func readMarks(t *testing.T, dir string) map[string]*mark {
	t.Helper()
	marks := map[string]*mark{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		theme, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
		for i, line := range strings.Split(string(text), "\n") {
			if m := markComment.FindStringSubmatch(line); m != nil {
				marks[fmt.Sprintf("%s:%d", name, i+1)] = &mark{theme: theme, miss: m[1] == "miss"}
			} else if strings.Contains(line, "// known-") {
				t.Errorf("%s:%d: a mark reads // known-miss: KM001 or // known-noise: KM001", name, i+1)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return marks
}

// A recorder keeps what analysistest has to say. Files that belong to a package and to
// its test variant are spoken of once.
type recorder struct{ errors []complaint }

func (r *recorder) Errorf(format string, args ...any) {
	c := complaint(fmt.Sprintf(format, args...))
	if !slices.Contains(r.errors, c) {
		r.errors = append(r.errors, c)
	}
}

// A complaint of analysistest: "path:line:col: unexpected diagnostic: ...",
// "path:line: no diagnostic was reported matching ...", or another.
type complaint string

var complaintParts = regexp.MustCompile(`^(.*?:\d+)(?::\d+)?: (.*)`)

func (c complaint) place() string {
	if m := complaintParts.FindStringSubmatch(string(c)); m != nil {
		return m[1]
	}
	return ""
}

// unexpected reports whether the complaint is about a diagnostic that no want asks for.
func (c complaint) unexpected() bool {
	m := complaintParts.FindStringSubmatch(string(c))
	return m != nil && strings.HasPrefix(m[2], "unexpected diagnostic: KM")
}

// fact reports whether the complaint is about a fact that no want asks for.
func (c complaint) fact() bool {
	m := complaintParts.FindStringSubmatch(string(c))
	return m != nil && strings.HasPrefix(m[2], "unexpected fact: ")
}

var factWant = regexp.MustCompile("// want (.* )?\\w+:[`\"]")

// wantsFacts reports whether the complaint's file has a want for a fact: only such
// files are to name them all.
func (c complaint) wantsFacts() bool {
	name, _, _ := strings.Cut(c.place(), ".go:")
	text, err := os.ReadFile(name + ".go")
	return err == nil && factWant.Match(text) // a line directive names files that are not there
}
