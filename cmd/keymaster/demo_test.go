package main

import (
	"bytes"
	"encoding/xml"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	// The demo is outside of every ./... pattern: go mod tidy sees what it
	// needs through these.
	_ "github.com/keymasterlint/keymaster/testdata/demo/publish"
	_ "github.com/keymasterlint/keymaster/testdata/demo/signer"
)

//go:generate go test -run ^TestDemo$ -update

var update = flag.Bool("update", false, "draw docs/demo.svg")

// TestDemo runs the command that README.md shows a picture of, and draws what it prints.
func TestDemo(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"-c=0", "./testdata/demo/..."}
	stdout, stderr, status := keymaster(t, root, args...)
	if status != statusFindings || stderr != "" {
		t.Errorf("status %d, want %d; standard error: %s", status, statusFindings, stderr)
	}
	picture := draw("$ keymaster "+strings.Join(args, " "), stdout)
	if err := xml.Unmarshal(picture, new(struct{})); err != nil {
		t.Errorf("the picture is no XML: %v", err)
	}
	name := filepath.Join(root, "docs", "demo.svg")
	if *update {
		if err := os.WriteFile(name, picture, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile(name); err != nil || !bytes.Equal(have, picture) {
		t.Errorf("docs/demo.svg does not show what the demo gives (%v): go generate ./cmd/keymaster; it prints\n%s", err, stdout)
	}
}

const columns = 112 // of the terminal that is drawn

var (
	finding = regexp.MustCompile(`^(\S+:\d+:\d+:) (KM\d+)(: .*)$`)
	excerpt = regexp.MustCompile(`^\d+ `)
)

// draw returns an SVG image of a terminal, as light or dark as its reader wants it.
func draw(command, output string) []byte {
	var lines []string // SVG
	add := func(class, text string) {
		lines = append(lines, fmt.Sprintf(`<tspan class="%s">%s</tspan>`, class, escaped(text)))
	}
	add("command", command)
	for line := range strings.Lines(output) {
		line = strings.ReplaceAll(strings.TrimRight(line, "\n"), "\t", "    ")
		if m := finding.FindStringSubmatch(line); m != nil {
			first, rest := wrap(m[1]+" "+m[2]+m[3], columns)
			lines = append(lines, fmt.Sprintf(`<tspan class="place">%s</tspan> <tspan class="code">%s</tspan>%s`, escaped(m[1]), m[2], escaped(first[len(m[1]+" "+m[2]):])))
			for rest != "" {
				first, rest = wrap(rest, columns-4)
				lines = append(lines, "    "+escaped(first))
			}
		} else if excerpt.MatchString(line) {
			add("source", "    "+line)
		} else {
			lines = append(lines, escaped(line))
		}
	}
	const em, leading, margin = 13, 18, 16
	width, height := columns*em*61/100+2*margin, len(lines)*leading+2*margin
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="What keymaster prints of the demo">
<style>
	rect { fill: #f6f8fa; stroke: #d0d7de }
	text { fill: #1f2328; font: %dpx ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: pre }
	.command { font-weight: bold }
	.place { font-weight: bold }
	.code { fill: #cf222e; font-weight: bold }
	.source { fill: #0969da }
	@media (prefers-color-scheme: dark) {
		rect { fill: #151b23; stroke: #3d444d }
		text { fill: #d1d7e0 }
		.code { fill: #ff7b72 }
		.source { fill: #79c0ff }
	}
</style>
<rect x="0.5" y="0.5" width="%d" height="%d" rx="6"/>
`, width, height, em, width-1, height-1)
	for i, line := range lines {
		fmt.Fprintf(&b, "<text xml:space=\"preserve\" x=\"%d\" y=\"%d\">%s</text>\n", margin, margin+em+i*leading, line)
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// wrap cuts a line at the last space that it has within a width.
func wrap(line string, width int) (first, rest string) {
	if len(line) <= width {
		return line, ""
	}
	i := strings.LastIndexByte(line[:width+1], ' ')
	if i <= 0 {
		i = width
	}
	return line[:i], strings.TrimLeft(line[i:], " ")
}

func escaped(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.String()
}
