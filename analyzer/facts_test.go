package analyzer_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/keymasterlint/keymaster/analyzer"
)

// TestFacts compares facts and whole messages; elsewhere in the corpus facts have no wants.
func TestFacts(t *testing.T) {
	downloadCorpus(t)
	analysistest.Run(t, absolute(t, corpus), analyzer.New(analyzer.Settings{}), "./facts")
}
