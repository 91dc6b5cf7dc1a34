package analyzer_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/keymasterlint/keymaster/analyzer"
)

// TestGoldenFixes compares the fixes in testdata/fixes, all of one message at a time, with golden files.
func TestGoldenFixes(t *testing.T) {
	downloadCorpus(t)
	var r recorder
	analysistest.RunWithSuggestedFixes(&r, absolute(t, "../testdata/fixes"), analyzer.New(analyzer.Settings{}), "./...")
	for _, e := range r.errors {
		if !e.fact() {
			t.Error(e)
		}
	}
}
