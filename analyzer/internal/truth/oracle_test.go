package truth

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// oracleCases reads the hand-written cases and those kept from earlier
// disagreements. A case starts at its verdict; "(known)" after it says that the analyzer is known to
// disagree, and docs/soundness.md why.
func oracleCases(t *testing.T) (cases []Case, verdicts []string, known map[string]bool) {
	t.Helper()
	known = map[string]bool{}
	files, err := filepath.Glob("testdata/oracle/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		parts := strings.Split(string(data), "\n// verdict: ")
		for _, p := range parts[1:] {
			verdict, src, _ := strings.Cut(p, "\n")
			verdict, wrong := strings.CutSuffix(verdict, " (known)")
			cases = append(cases, Case{exportedIn(src)[0], src + "\n"})
			known[exportedIn(src)[0]] = wrong
			verdicts = append(verdicts, verdict)
		}
	}
	return cases, verdicts, known
}

func newWorld(t testing.TB) *World {
	t.Helper()
	w, err := NewWorld(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestOracle shows that executions alone give the verdicts that docs/rule.md asks for.
func TestOracle(t *testing.T) {
	w := newWorld(t)
	cases, want, _ := oracleCases(t)
	out, err := w.Compare(nil, cases)
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range out {
		got := o.Verdict.String()
		if lines, settled := places(o.Chains, o.static); settled && o.Verdict == Bad {
			got += " at " + strings.Trim(fmt.Sprint(lines), "[]")
		}
		if got != want[i] {
			t.Errorf("%s: got %s, want %s\n%s", o.Case.Name, got, want[i], o)
		}
	}
}

// Ways to take the protection out of a safe case. Each must flip the oracle.
var guards = []*regexp.Regexp{
	regexp.MustCompile(`!?rt\.IsKeyMaster\(\)`),
	regexp.MustCompile(`!?srv\.IsKeyMaster`),
	regexp.MustCompile(`rt\.RequireKeyMaster\(\) [!=]= nil`),
	regexp.MustCompile(`err != nil \|\| !ok`),
	regexp.MustCompile(`err == syscall\.Errno\(9101\)`),
	regexp.MustCompile(`errors\.Is\((err|e|r\.Err), syscall\.Errno\(9101\)\)`),
	regexp.MustCompile(`strings\.Contains\(err\.Error\(\), "9101"\)`),
	regexp.MustCompile(`errors\.As\(err, &n\) && n == 9101`),
	regexp.MustCompile(`ok && n == 9101`),
	regexp.MustCompile(`case syscall\.Errno\(9101\)`),
	regexp.MustCompile(`isRefusal\(err\) \{`),
	regexp.MustCompile(`refusals\[n\]`),
	regexp.MustCompile(`slices\.Contains\([^)]*, n\)`),
	regexp.MustCompile(`errors\.Is\(err, errRefusedHere\)`),
	regexp.MustCompile(`strings\.Contains\((text|fmt\.Sprint\(err(\.Error\(\))?\)), "9101"\)`),
	regexp.MustCompile(`host != rt\.Hostname`),
}

// TestOracleNoticesMutants drops one guard of a safe case at a time.
func TestOracleNoticesMutants(t *testing.T) {
	w := newWorld(t)
	cases, verdicts, _ := oracleCases(t)
	var mutants []Case
	for i, c := range cases {
		if verdicts[i] != "safe" {
			continue
		}
		n := len(mutants)
		for _, g := range guards {
			for _, at := range g.FindAllStringIndex(c.Src, -1) {
				with := "rt.Cond(9)"
				switch text := c.Src[at[0]:at[1]]; {
				case strings.HasPrefix(text, "case"):
					with = "case syscall.Errno(7)"
				case strings.HasSuffix(text, "{"):
					with += " {"
				}
				src := c.Src[:at[0]] + with + c.Src[at[1]:]
				m, err := w.repaired(Case{c.Name, src}.renamed(fmt.Sprintf("_%d", len(mutants))))
				if err != nil {
					t.Fatalf("%v\n%s", err, src)
				}
				mutants = append(mutants, m)
			}
		}
		if len(mutants) == n {
			t.Errorf("%s: no guard found to drop", c.Name)
		}
	}
	out, err := w.Compare(nil, mutants)
	if err != nil {
		t.Fatal(err)
	}
	survivors := slices.DeleteFunc(out, func(o Outcome) bool { return o.Verdict != Safe })
	for _, o := range survivors {
		t.Errorf("still safe without its guard:\n%s", o)
	}
	t.Logf("%d mutants", len(mutants))
}
