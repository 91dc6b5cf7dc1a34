package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// signs is a function that signs a zone with nobody asked, in one line.
const signs = `func Sign%s() error { return exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName a").Run() }` + "\n"

func signer(names ...string) string {
	text := "package p\n\nimport \"os/exec\"\n\n"
	for _, name := range names {
		text += strings.Replace(signs, "%s", name, 1)
	}
	return text
}

// All formats have the same findings, on standard output and in a file, and the status does not depend on
// them. The exception is -json, which go vet prints too.
func TestFormats(t *testing.T) {
	dir := module(t, map[string]string{"p/p.go": signer("A", "B"), "q/q.go": "package q // keymaster\n\nfunc F() int { return \"x\" }\n"})
	text, _, _ := keymaster(t, dir, "./p")
	for format, count := range map[string]string{"text": ": KM001: ", "json": `"category": "KM001"`, "sarif": `"ruleId": "KM001"`, "rdjsonl": `"value":"KM001"`, "github": "::error file=p/p.go,line="} {
		stdout, stderr, status := keymaster(t, dir, "-f", format, "./p")
		if status != statusFindings || stderr != "" || strings.Count(stdout, count) != 2 || format == "text" && stdout != text {
			t.Errorf("%s: status %d, %s%s", format, status, stdout, stderr)
		}
		file := filepath.Join(dir, "out."+format)
		out, stderr, status := keymaster(t, dir, "-f="+format, "-o="+file, "./p")
		if data, err := os.ReadFile(file); err != nil || string(data) != stdout || out != "" || stderr != "" || status != statusFindings {
			t.Errorf("%s in a file: status %d, %s%s; %v, %s", format, status, out, stderr, err, data)
		}
		// Errors leave the findings.
		if again, stderr, status := keymaster(t, dir, "-f", format, "./..."); status != statusError || !strings.HasPrefix(stderr, "q/q.go:3:23: ") ||
			format == "sarif" != strings.Contains(again, `q/q.go:3:23: cannot use`) || strings.Count(again, count) != 2 {
			t.Errorf("%s with an error: status %d, %s%s", format, status, again, stderr)
		}
	}
	asVet, _, status := keymaster(t, dir, "-json", "./p")
	if asJSON, _, _ := keymaster(t, dir, "-f", "json", "./p"); status != statusClean || asJSON != asVet {
		t.Errorf("-json: status %d, %s\n-f json: %s", status, asVet, asJSON)
	}
	for _, test := range []struct{ args, want string }{
		{"-f=xml", `unknown format "xml": use -f text, json, sarif, rdjsonl or github`},
		{"-f=sarif -json", "-json and -f exclude each other; -f json prints the same and exits with status 3 if there are findings"},
		{"-f=sarif -fix", "-fix prints no findings, so leave out -f and -o"},
		{"-o=/nosuch/x -f=sarif", "cannot write /nosuch/x: no such file or directory"},
	} {
		stdout, stderr, status := keymaster(t, dir, append(strings.Fields(test.args), "./p")...)
		if stdout != "" || stderr != "keymaster: "+test.want+"\n" || status != statusError {
			t.Errorf("%s: status %d, %s%s", test.args, status, stdout, stderr)
		}
	}
}

// sourceLine is a line of the program in text output.
var sourceLine = regexp.MustCompile(`(?m)^\d+\t.*$`)

// What a program is called and what stands in it cannot move a terminal's cursor, command a runner or a
// browser, or hide a finding.
func TestHostileProgram(t *testing.T) {
	// The go command takes such names of files.
	names := []string{"a\x1b[31m.go", "b\n::error::x.go", "c%0A,line=1.go", "d<i>.go", "e\u202e.go"}
	dir := module(t, map[string]string{
		"f.go": `package p

import "os/exec"

const x = "##[add-mask]y ::error::z <script>\x1b[31m"

//line /elsewhere/evil.go:1
func Cond(s string) error {
	if s == "##[add-mask]\x1b" || s == "<b>&%0A{0}[a](b)" {
/*line ::error::.go:1:1*/		return exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName a").Run()
	}
	return nil
}
`,
	})
	for i, name := range names {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(signer(string(rune('A'+i)))), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	check := func(format, out string) {
		if strings.ContainsFunc(out, func(r rune) bool { return !unicode.IsPrint(r) && r != '\n' && r != '\t' }) || strings.Contains(out, "##[") {
			t.Errorf("%s lets something through:\n%q", format, out)
		}
		places := sourceLine.ReplaceAllString(out, "") // the directive itself may be shown
		if !strings.Contains(places, "f.go") || strings.Contains(places, "evil.go") {
			t.Errorf("%s lost a finding in f.go:\n%s", format, out)
		}
	}
	for format := range formats {
		stdout, stderr, status := keymaster(t, dir, "-c=1", "-f", format, ".")
		if status != statusFindings || stderr != "" {
			t.Errorf("%s: status %d, %s", format, status, stderr)
		}
		check(format, stdout)
		switch format {
		case "text":
			if strings.Count(stdout, ": KM001: ") != 6 || !strings.Contains(stdout, "f.go:10:35: KM001: ") {
				t.Errorf("text:\n%s", stdout)
			}
		case "github":
			for line := range strings.Lines(stdout) {
				if !strings.HasPrefix(line, "::error file=") || strings.Count(line, "::") != 2 {
					t.Errorf("github: %s", line)
				}
			}
			if strings.Count(stdout, "\n") != 6 {
				t.Errorf("github:\n%s", stdout)
			}
		case "sarif", "json":
			if want := map[string]string{"sarif": `"codeFlows"`, "json": `"related"`}[format]; strings.Count(stdout, want) != 6 {
				t.Errorf("%s does not have %s of each:\n%s", format, want, stdout)
			}
			if !json.Valid([]byte(stdout)) || strings.ContainsAny(stdout, "<>") {
				t.Errorf("%s:\n%s", format, stdout)
			}
		}
	}
	stdout, stderr, status := run(t, dir, exec.Command("go", "vet", "-vettool="+binary, "."))
	if status != 1 || stdout != "" || strings.Count(stderr, ": KM001: ") != 6 {
		t.Errorf("go vet: status %d, %s", status, stderr)
	}
	check("go vet", stderr)
}

// Text is coloured on a terminal, and nowhere else.
func TestColour(t *testing.T) {
	dir := module(t, map[string]string{"p.go": signer("A")})
	if _, err := exec.LookPath("script"); err != nil {
		t.Skip("script, which makes a terminal, is not installed")
	}
	for _, test := range []struct {
		env  string
		want bool
	}{{"TERM=xterm", true}, {"TERM=dumb", false}, {"NO_COLOR=1", false}} {
		stdout, _, _ := run(t, dir, exec.Command("env", "TERM=xterm", test.env, "script", "-qec", binary+" .", "/dev/null"))
		if strings.Contains(stdout, "\x1b[1mp.go:5:29:") != test.want || !strings.Contains(stdout, "KM001") {
			t.Errorf("%s: %q", test.env, stdout)
		}
	}
	if stdout, _, _ := keymaster(t, dir, "."); strings.Contains(stdout, "\x1b") {
		t.Errorf("without a terminal: %q", stdout)
	}
}
