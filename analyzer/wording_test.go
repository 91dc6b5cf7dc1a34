package analyzer_test

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/keymasterlint/keymaster/analyzer"
)

// TestMessages compares one message of each form with the golden file, and bounds the length of all: of the corpus
// of codes and of that of transports, whatever makes an operation safe.
func TestMessages(t *testing.T) {
	t.Setenv("GOOS", "windows")
	t.Setenv("GOARCH", "amd64")
	const longest = 400
	example := map[string]string{}
	for _, dir := range []string{codes, transports} {
		goCommand(t, dir, "mod", "download")
		for _, require := range []string{"either", "role", "refusal"} {
			for _, finding := range standAlone(t, dir, analyzer.Settings{Require: require}, "./...") {
				place, message, ok := strings.Cut(finding, ": ")
				if !ok {
					t.Fatalf("no message: %s", finding)
				}
				if n := utf8.RuneCountInString(message); n > longest {
					t.Errorf("%s: %d characters: %s", place, n, message)
				}
				form := formOf(message)
				if known, ok := example[form]; !ok || message < known {
					example[form] = message
				}
			}
		}
	}
	got := strings.Join(slices.Sorted(maps.Values(example)), "\n") + "\n"
	golden, err := os.ReadFile("testdata/messages.golden")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(golden) {
		t.Errorf("messages differ from testdata/messages.golden; they are\n%s", got)
	}
}

// formOf returns a message without what it says of one program.
func formOf(message string) string {
	for _, part := range []struct {
		is   *regexp.Regexp
		word string
	}{
		{regexp.MustCompile(`^(KM00[12347]): .*?, and .*?( \((?:inferred|sources disagree)\))?; `), "$1: OPERATION$2; "},
		{regexp.MustCompile(`^(KM005): \S+ `), "$1: CALL "},
		{regexp.MustCompile(`^(KM006): the refusal of .* in line`), "$1: the refusal of CALL in line"},
		{regexp.MustCompile(`^(KM008): \S+( \S+)* seizes (.*) whenever .* fails`), "$1: CALL seizes $3 whenever CALL fails"},
		{regexp.MustCompile(`^(KM008): \S+( \S+)* seizes`), "$1: CALL seizes"},
		{regexp.MustCompile(`start of \w+ \(`), "start of F ("},
		{regexp.MustCompile(`when (\.\.\., )?.* is (?:true|false)`), "when ${1}CONDITIONS"},
		{regexp.MustCompile(`is for .* and the call for [^;]*`), "is for X and the call for Y"},
		{regexp.MustCompile(`test the refusal: .*?(; or leave|$)`), "test the refusal: TEST$1"},
		{regexp.MustCompile(`line \d+( of \S+\.go)?`), "line N$1"},
	} {
		message = part.is.ReplaceAllString(message, part.word)
	}
	return message
}
