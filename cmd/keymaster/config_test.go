package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// hsm is what the README's settings are about, with programs that use it.
var hsm = map[string]string{
	"log/log.go": "package log\n\nimport \"os\"\n\nvar exit = os.Exit\n\nfunc Die() { exit(1) }\n",
	"hsm/hsm.go": `package hsm

var ask func(string) error

type Client struct{}

func (*Client) Roll(zone string) error { return ask(zone) }
func Standby(zone string) bool         { return ask(zone) == nil }
func MustOwn(zone string)              { _ = ask(zone) }
func IsElsewhere(err error) bool       { return err == ask("") }
`,
	"use/use.go": `package use

import (
	"example.com/hsm"
	"example.com/log"
)

func Bare(c *hsm.Client) error { return c.Roll("a") } // want

func Checked(c *hsm.Client) error {
	if hsm.Standby("a") {
		log.Die()
	}
	return c.Roll("a")
}

func Owned(c *hsm.Client) error {
	hsm.MustOwn("a")
	return c.Roll("a")
}

func Told(c *hsm.Client) bool { return hsm.IsElsewhere(c.Roll("a")) }

func isZoneOwner() bool { return owner }

var owner bool

func Named(c *hsm.Client) error {
	if !isZoneOwner() {
		return nil
	}
	return c.Roll("a")
}
`,
}

// hsmModule is a module example.com of hsm's files and the README's settings, with one replacement.
func hsmModule(t *testing.T, old, new string) string {
	t.Helper()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(readme), "```yaml\n# .keymaster.yml\n")
	settings, _, closed := strings.Cut(rest, "```")
	if !ok || !closed || !strings.Contains(settings, old) {
		t.Fatalf("README.md shows no .keymaster.yml, or none with %q", old)
	}
	files := map[string]string{".keymaster.yml": strings.Replace(settings, old, new, 1)}
	for name, text := range hsm {
		files[name] = text
	}
	dir := module(t, files)
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com\n\ngo 1.26.0\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestReadmeSettings runs the README's example, from a file and by value under go vet.
func TestReadmeSettings(t *testing.T) {
	dir := hsmModule(t, "", "")
	for _, from := range []string{dir, filepath.Join(dir, "use")} {
		stdout, stderr, status := keymaster(t, from, "example.com/...")
		if status != statusFindings || stderr != "" || strings.Count(stdout, "\n") != 1 || !strings.Contains(stdout, "use.go:8:41: KM001: (*hsm.Client).Roll rolls a key over, ") {
			t.Errorf("in %s: status %d, %s%s", from, status, stdout, stderr)
		}
	}
	settings, err := os.ReadFile(filepath.Join(dir, ".keymaster.yml"))
	if err != nil {
		t.Fatal(err)
	}
	_, stderr, status := run(t, dir, exec.Command("go", "vet", "-vettool="+binary, "-settings="+string(settings), "./..."))
	if status != 1 || strings.Count(stderr, "KM001") != 1 || !strings.Contains(stderr, "use/use.go:8:41: KM001") {
		t.Errorf("go vet: status %d, %s", status, stderr)
	}
	// Without the file there is nothing to find; what a flag adds comes after it.
	if stdout, stderr, status := keymaster(t, dir, "-config="+os.DevNull, "./..."); status != statusClean || stdout+stderr != "" {
		t.Errorf("without settings: status %d, %s%s", status, stdout, stderr)
	}
	if stdout, _, _ := keymaster(t, dir, "-names=key master", "./..."); strings.Count(stdout, "\n") != 2 {
		t.Errorf("with other names: %s", stdout)
	}
}

// What is wrong with settings is one line, and no package is analysed with such settings.
func TestBadSettings(t *testing.T) {
	for _, test := range []struct{ old, new, want string }{
		{"packs:", "pack:", `.keymaster.yml:1: pack: unknown key (did you mean "packs"?)`},
		{"miekg: true", "miekg: maybe", `.keymaster.yml:2: packs.miekg: want true or false, have the text "maybe"`},
		{"zone owner", "zone öwner", `.keymaster.yml:5: names[1]: "zone öwner": want words of letters a to z, or a regular expression between slashes`},
		{"log.Die", "log.Dye", `.keymaster.yml:7: noreturn[0]: example.com/log.Dye: no such name (did you mean "Die"?)`},
		{"Client).Roll", "Client).Rol", `.keymaster.yml:10: rows.operations[0].func: (*example.com/hsm.Client).Rol: no such method (did you mean "Roll"?)`},
		{"(*example.com/hsm.Client).Roll", "(example.com/hsm.Client).Roll", `.keymaster.yml:10: rows.operations[0].func: (example.com/hsm.Client).Roll is written (*example.com/hsm.Client).Roll`},
		{"zone: [arg 0]", "zone: [arg 1]", `.keymaster.yml:10: rows.operations[0].zone[0]: (*example.com/hsm.Client).Roll has no arg 1`},
		{"hsm.Standby", "hsm.Stanby", `.keymaster.yml:14: rows.checks[0].func: example.com/hsm.Stanby: no such name (did you mean "Standby"?)`},
		{"outcome: false ", "outcome: nil ", `.keymaster.yml:14: rows.checks[0]: example.com/hsm.Standby has no result there that may be nil`},
		{"hsm.MustOwn", "hsm.Client", `.keymaster.yml:17: rows.establishes[0].func: example.com/hsm.Client is no function`},
		{"hsm.IsElsewhere", "hsm.Isnt", `.keymaster.yml:19: rows.tests[0].func: example.com/hsm.Isnt: no such name`},
		{"KM005: note", "KM05: note", `.keymaster.yml:21: codes.KM05: unknown code (did you mean "KM005"?)`},
		{"KM005: note", "KM005: of", `.keymaster.yml:21: codes.KM005: unknown severity "of" (want error, warning, note, off)`},
		{"require: either", "require: neither", `.keymaster.yml:22: require: unknown requirement "neither" (want either, both, role, refusal)`},
		{"hsm.IsElsewhere", "hsm.IsElsewhere()", `.keymaster.yml:19: rows.tests[0].func: "example.com/hsm.IsElsewhere()" is no function: want path.Func, (path.Type).Method or (*path.Type).Method`},
	} {
		dir := hsmModule(t, test.old, test.new)
		stdout, stderr, status := keymaster(t, dir, "./...")
		if stderr != "keymaster: "+test.want+"\n" {
			t.Errorf("%s -> %s:\nhave %swant %s", test.old, test.new, stderr, test.want)
		}
		if status != statusError || stdout != "" {
			t.Errorf("%s -> %s: status %d, %s%s", test.old, test.new, status, stdout, stderr)
		}
	}
}

// A settings file that cannot be read, or has a name that is not read, is an error.
func TestBadSettingsFile(t *testing.T) {
	dir := module(t, map[string]string{"p/p.go": "package p\n", ".keymaster.yaml": "tests: true\n"})
	for _, test := range []struct{ arg, want string }{
		{"-config=nosuch.yml", "keymaster: cannot read the settings in nosuch.yml: no such file or directory\n"},
		{"-config=" + dir, "keymaster: cannot read the settings in " + dir + ": is a directory\n"},
		{"-tests", "keymaster: " + filepath.Join(dir, ".keymaster.yaml") + " would not be read: call it .keymaster.yml\n"},
	} {
		if stdout, stderr, status := keymaster(t, dir, test.arg, "./..."); status != statusError || stderr != test.want || stdout != "" {
			t.Errorf("%s: status %d, %s%swant %s", test.arg, status, stdout, stderr, test.want)
		}
	}
	outside := t.TempDir()
	if stdout, stderr, status := keymaster(t, outside, "-config-show"); status != statusClean || stderr != "" || !strings.Contains(stdout, "tests: false # default\n") {
		t.Errorf("outside of a module: status %d, %s%s", status, stdout, stderr)
	}
}

// -config-show prints a file that says the same, and where each setting is from.
func TestConfigShow(t *testing.T) {
	dir := hsmModule(t, "", "")
	stdout, stderr, status := keymaster(t, dir, "-config-show", "-tests", "-noreturn=os.Abort", "-codes=KM006=off", "-require=both")
	if status != statusClean || stderr != "" {
		t.Fatalf("status %d, %s", status, stderr)
	}
	for _, line := range []string{
		"  miekg: true # .keymaster.yml:2", "  windows: true # default", "tests: true # flag -tests", "generated: false # default",
		"names: [key master, zone owner] # .keymaster.yml:3",
		"  KM001: error # default", "  KM005: note # .keymaster.yml:21", "  KM006: \"off\" # flag -codes", "require: both # flag -require", "  - example.com/log.Die # .keymaster.yml:7", "  - os.Abort # flag -noreturn",
		"    # .keymaster.yml:10\n    - func: (*example.com/hsm.Client).Roll\n      does: rolls a key over\n      zone: [arg 0]",
	} {
		if !strings.Contains(stdout, line+"\n") {
			t.Errorf("no line %q in\n%s", line, stdout)
		}
	}
	shown := filepath.Join(dir, "shown.yml")
	if err := os.WriteFile(shown, []byte(stdout), 0o666); err != nil {
		t.Fatal(err)
	}
	again, stderr, _ := keymaster(t, dir, "-config-show", "-config=shown.yml")
	uncommented := func(s string) string {
		var b strings.Builder
		for line := range strings.Lines(s) {
			line, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "# ")
			b.WriteString(line + "\n")
		}
		return b.String()
	}
	if uncommented(again) != uncommented(stdout) {
		t.Errorf("shown again:\n%s%s\nfirst:\n%s", again, stderr, stdout)
	}
}

// -list-catalogue prints built-in rows and the user's, as text and as JSON.
func TestListCatalogue(t *testing.T) {
	dir := hsmModule(t, "", "")
	text, stderr, status := keymaster(t, dir, "-list-catalogue")
	if status != statusClean || stderr != "" {
		t.Fatalf("status %d, %s", status, stderr)
	}
	for _, line := range []string{
		"(*github.com/miekg/dns.RRSIG).Sign [miekg] operation\n    signs an RRset: only the key master holds the zone's private keys\n",
		"Invoke-DnsServerZoneUnsign [powershell] command\n    unsigns a zone: the protocol lets only the key master unsign a zone\n" +
			"    counts: the cmdlet `Invoke-DnsServerZoneUnsign`, but not with `WhatIf`\n    zone: parameter `ZoneName`\n" +
			"    server: parameter `ComputerName`, else `CimSession`, else this computer\n    refusal: the text that the command prints\n" +
			"    tested by: a text match on the code; for example `strings.Contains(out, \"WIN32 9101\")`\n    contested: MS-DNSP makes the server check the role",
		"/ZoneSign [dnscmd] command\n    signs a zone: ", "    counts: the verb of dnscmd `/ZoneSign`\n",
		"(*os/exec.Cmd).Run [runners] operation\n    counts: a call that runs a command of this catalogue: the process described in the receiver\n",
		"(*example.com/hsm.Client).Roll [settings] operation\n    rolls a key over\n    counts: every call\n    zone: argument 1\n    refusal: as the function's signature says\n",
		"example.com/hsm.Standby [settings] check\n    shows the role where its result is false\n",
		"example.com/hsm.MustOwn [settings] establishes\n", "example.com/hsm.IsElsewhere [settings] refusal test\n",
	} {
		if !strings.Contains(text, line) {
			t.Errorf("no %q in\n%s", line, text)
		}
	}
	out, _, _ := keymaster(t, dir, "-list-catalogue=json", "-packs=miekg=false")
	var entries []catalog.Entry
	if err := json.Unmarshal([]byte(out), &entries); err != nil {
		t.Fatal(err)
	}
	var own []string
	packs := map[string]int{}
	for _, e := range entries {
		packs[e.Pack+" "+e.Kind]++
		if e.Pack == "settings" {
			own = append(own, e.Func)
		}
		refused := e.Kind == "operation" || e.Kind == "command" && e.Why != ""
		if e.Func == "" || e.Recognised == "" || (e.Refusal == "" || e.Tests == "") != !refused || (e.Basis == "" || e.Source == "") != (e.Pack == "settings") {
			t.Errorf("have %+v", e)
		}
	}
	if !slices.Equal(own, []string{"(*example.com/hsm.Client).Roll", "example.com/hsm.Standby", "example.com/hsm.MustOwn", "example.com/hsm.IsElsewhere"}) {
		t.Errorf("of the settings: %q", own)
	}
	for _, p := range catalog.Default().Packs() {
		if p.Pack == "miekg" {
			p = &catalog.Pack{Pack: p.Pack} // switched off
		}
		if have := [2]int{packs[p.Pack+" operation"], packs[p.Pack+" command"]}; have != [2]int{len(p.Operations), len(p.Commands)} {
			t.Errorf("of pack %s: %v, want %d operations and %d commands", p.Pack, have, len(p.Operations), len(p.Commands))
		}
	}
	if _, stderr, status := keymaster(t, dir, "-list-catalogue=xml"); status != statusError || !strings.Contains(stderr, "use -list-catalogue or -list-catalogue=json") {
		t.Errorf("status %d, %s", status, stderr)
	}
}
