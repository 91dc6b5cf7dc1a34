package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// A config is a configuration of golangci-lint.
type config map[string]any

// page returns docs/golangci-lint.md.
func page(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "docs/golangci-lint.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// documented returns the block of the page that begins with a line, without that line.
func documented(t *testing.T, first string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page(t), "\n"+first+"\n")
	text, _, closed := strings.Cut(rest, "```\n")
	if !ok || !closed {
		t.Fatalf("docs/golangci-lint.md has no block that begins with %s", first)
	}
	return text
}

// documentedConfig returns the configuration that the page has, with other settings (YAML) if there are any, and
// printing as keymaster prints.
func documentedConfig(t *testing.T, settings string) config {
	t.Helper()
	var c config
	if err := yaml.Unmarshal([]byte(documented(t, "# .golangci.yml")), &c); err != nil {
		t.Fatal(err)
	}
	c.at("linters")["default"] = "none"
	if settings != "" {
		var v any
		if err := yaml.Unmarshal([]byte(settings), &v); err != nil {
			t.Fatal(err)
		}
		c.at("linters", "settings", "custom", "keymaster")["settings"] = v
	}
	c["run"] = map[string]any{"relative-path-mode": "wd"}
	c["output"] = map[string]any{"formats": map[string]any{"text": map[string]any{
		"path": "stdout", "print-linter-name": false, "print-issued-lines": false, "colors": false,
	}}}
	return c
}

// at returns the mapping at a path.
func (c config) at(path ...string) map[string]any {
	m := map[string]any(c)
	for _, key := range path {
		m, _ = m[key].(map[string]any)
	}
	return m
}

func (c config) text(t *testing.T) []byte {
	t.Helper()
	data, err := yaml.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
