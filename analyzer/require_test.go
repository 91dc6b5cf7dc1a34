package analyzer_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer"
	"github.com/keymasterlint/keymaster/analyzer/code"
)

// TestRequire analyses the corpus under each requirement. Where nobody tests refusals it does not matter that no
// test counts, and where nobody asks for the role not that no check does; and who requires both gets what either
// misses.
func TestRequire(t *testing.T) {
	downloadCorpus(t)
	verdicts := map[string]map[string]bool{}
	for _, require := range []string{analyzer.RequireEither, analyzer.RequireRole, analyzer.RequireRefusal, analyzer.RequireBoth} {
		verdicts[require] = map[string]bool{}
		settings := analyzer.Settings{Require: require, Codes: off(slices.Concat(beside, []string{"KM009"})...)}
		for _, finding := range standAlone(t, corpus, settings, "./...") {
			verdicts[require][lineOf(finding)] = true
		}
	}
	either, role, refusal := verdicts[analyzer.RequireEither], verdicts[analyzer.RequireRole], verdicts[analyzer.RequireRefusal]
	sameLines(t, "guards: role", themeLines(role, "guards/"), withLines(themeLines(either, "guards/"),
		"guards/branches.go:234", // handled in one branch
	))
	sameLines(t, "refusals: refusal", themeLines(refusal, "refusals/"), themeLines(either, "refusals/"))
	all := maps.Clone(role)
	maps.Copy(all, refusal)
	sameLines(t, "both", themeLines(verdicts[analyzer.RequireBoth], ""), themeLines(all, ""))
	// Most functions of these themes are safe in one way alone.
	for theme, safe := range map[string]map[string]bool{"guards/": refusal, "refusals/": role} {
		before, now := len(themeLines(either, theme)), len(themeLines(safe, theme))
		t.Logf("%s %d findings become %d", theme, before, now)
		if now < 2*before {
			t.Errorf("%s: %d findings become %d, want twice as many at least", theme, before, now)
		}
	}
}

// themeLines returns the lines of a theme, sorted.
func themeLines(lines map[string]bool, theme string) []string {
	var found []string
	for _, line := range slices.Sorted(maps.Keys(lines)) {
		if strings.HasPrefix(line, theme) {
			found = append(found, line)
		}
	}
	return found
}

func withLines(lines []string, more ...string) []string {
	all := slices.Concat(lines, more)
	slices.Sort(all)
	return all
}

// off switches codes off.
func off(ids ...string) map[string]code.Severity {
	codes := map[string]code.Severity{}
	for _, id := range ids {
		codes[id] = analyzer.Off
	}
	return codes
}
