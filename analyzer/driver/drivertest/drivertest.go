// Package drivertest runs keymaster in drivers, for tests that compare what these find.
package drivertest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/keymasterlint/keymaster/analyzer"
)

// Analysistest returns what analysistest finds and what it cannot analyse, a line each, with paths relative to dir.
// Comments that want something else are another test's business.
func Analysistest(t testing.TB, dir string, s analyzer.Settings, patterns ...string) string {
	t.Helper()
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	var said complaints
	results := analysistest.Run(&said, dir, analyzer.New(s), patterns...)
	if len(results) == 0 {
		t.Fatalf("analysistest: %s", strings.Join(said, "\n"))
	}
	var b strings.Builder
	for _, result := range results {
		if err := result.Action.Err; err != nil {
			fmt.Fprintln(&b, err)
		}
		for _, d := range result.Action.Diagnostics {
			// As it stands, whatever a //line directive says.
			posn := result.Action.Package.Fset.PositionFor(d.Pos, false)
			name, err := filepath.Rel(dir, posn.Filename)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "%s:%d:%d: %s\n", name, posn.Line, posn.Column, d.Message)
		}
	}
	return b.String()
}

type complaints []string

func (c *complaints) Errorf(format string, args ...any) {
	*c = append(*c, fmt.Sprintf(format, args...))
}

// GoCommand runs the go command in dir and returns what it prints, whatever its status. A tool that it runs finds
// the settings in its flags only.
func GoCommand(t testing.TB, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	if err != nil && len(Lines(string(out))) == 0 {
		t.Fatalf("go %s: %v\n%s", args, err, out)
	}
	return string(out)
}

// Lines returns the lines of a driver's output but for those with which the go command names packages, sorted, none
// twice.
func Lines(output string) []string {
	var lines []string
	for line := range strings.Lines(output) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "# ") {
			lines = append(lines, strings.TrimPrefix(line, "./"))
		}
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}
