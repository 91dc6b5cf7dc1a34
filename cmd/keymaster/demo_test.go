package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	// The demo is outside of every ./... pattern: go mod tidy sees what it
	// needs through these.
	_ "github.com/keymasterlint/keymaster/testdata/demo/publish"
	_ "github.com/keymasterlint/keymaster/testdata/demo/signer"
)

// TestDemo runs the README's first command and compares what it prints with what the README shows.
func TestDemo(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "```text\n")
	want, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("README.md shows no output: it has no ```text block")
	}
	got, stderr, status := keymaster(t, root, "./testdata/demo/...")
	if status != statusFindings || stderr != "" {
		t.Errorf("status %d, want %d; standard error: %s", status, statusFindings, stderr)
	}
	if got != want {
		t.Errorf("README.md shows\n%s\nbut the demo gives\n%s", want, got)
	}
}
