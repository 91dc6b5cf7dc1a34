package analyzer_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/keymasterlint/keymaster/analyzer"
)

// TestMessages compares one message of each form, the first of each package in the corpus of codes with each code,
// with the golden file, and bounds the length of all.
func TestMessages(t *testing.T) {
	t.Setenv("GOOS", "windows")
	t.Setenv("GOARCH", "amd64")
	goCommand(t, codes, "mod", "download")
	const longest = 420
	var first []string
	seen := map[string]bool{}
	for _, finding := range standAlone(t, codes, analyzer.Settings{}, "./...") {
		place, message, ok := strings.Cut(finding, ": ")
		if !ok {
			t.Fatalf("no message: %s", finding)
		}
		if n := utf8.RuneCountInString(message); n > longest {
			t.Errorf("%s: %d characters: %s", place, n, message)
		}
		theme, code := themeOf(place), message[:len("KM001")]
		if !seen[theme+code] {
			seen[theme+code] = true
			first = append(first, theme+": "+message)
		}
	}
	slices.Sort(first)
	golden, err := os.ReadFile("testdata/messages.golden")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(first, "\n") + "\n"; got != string(golden) {
		t.Errorf("messages differ from testdata/messages.golden; they are\n%s", got)
	}
}
