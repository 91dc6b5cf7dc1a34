package sarif

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/keymasterlint/keymaster/analyzer/code"
	"github.com/keymasterlint/keymaster/analyzer/driver"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report/reporttest"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/source"
)

// A parsed log, as far as code scanning reads it.
type parsed struct {
	Runs []struct {
		ColumnKind        string
		AutomationDetails struct{ ID string }
		Invocations       []struct {
			ExecutionSuccessful        bool
			ToolExecutionNotifications []struct{ Message struct{ Text string } }
		}
		Tool struct {
			Driver struct {
				SemanticVersion string
				Rules           []struct {
					ID, Name                          string
					ShortDescription, FullDescription struct{ Text string }
					Help                              struct{ Text, Markdown string }
					Properties                        map[string]any
				}
			}
		}
		Results []struct {
			RuleID              string
			RuleIndex           int
			Level               string
			Message             struct{ Text string }
			Locations           []place
			PartialFingerprints map[string]string
			Fixes               []struct {
				Description     struct{ Text string }
				ArtifactChanges []struct {
					ArtifactLocation struct{ URI, URIBaseID string }
					Replacements     []struct {
						DeletedRegion   struct{ StartLine, StartColumn, EndLine, EndColumn int }
						InsertedContent struct{ Text string }
					}
				}
			}
			CodeFlows []struct {
				ThreadFlows []struct{ Locations []struct{ Location place } }
			}
		}
	}
}

type place struct {
	Message          struct{ Text string }
	PhysicalLocation struct {
		ArtifactLocation struct{ URI, URIBaseID string }
		Region           struct{ StartLine, StartColumn, EndLine, EndColumn int }
	}
}

func write(t *testing.T, check *jsonschema.Schema, log *Log) (string, parsed) {
	t.Helper()
	var b bytes.Buffer
	if err := log.Write(&b); err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatalf("%v:\n%s", err, &b)
	}
	if err := check.Validate(doc); err != nil {
		t.Errorf("against the schema: %v\n%s", err, &b)
	}
	var p parsed
	if err := json.Unmarshal(b.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	return b.String(), p
}

// The official schema finds what is wrong with a log; the tests below rely on that.
func TestSchema(t *testing.T) {
	check := official(t)
	for _, bad := range []string{
		`{"runs": []}`, `{"version": "2.1.0", "runs": [{}]}`,
		`{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"message": {"text": "x"}, "level": "fatal"}]}]}`,
	} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		if err != nil {
			t.Fatal(err)
		}
		if check.Validate(doc) == nil {
			t.Errorf("valid: %s", bad)
		}
	}
}

// Whatever is in the findings, the log is valid and complete, and nothing in it has a meaning of its own.
func TestHostile(t *testing.T) {
	check := official(t)
	root := t.TempDir()
	link := regexp.MustCompile(`\]\(`)
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 2))
		log := &Log{Version: "v1.2.3", Root: report.RootOf(root), Files: source.NewFiles(), Findings: reporttest.Findings(t, root, r)}
		log.Errors = []string{driver.Printable(reporttest.Text(r))}
		text, p := write(t, check, log)
		if i := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsPrint(r) && r != '\n' || r == '<' || r == '>' }); i >= 0 {
			t.Errorf("seed %d: %q is not escaped", seed, text[i])
		}
		run := p.Runs[0]
		if len(p.Runs) != 1 || len(run.Results) != len(log.Findings) {
			t.Fatalf("seed %d: %d runs, %d results of %d findings", seed, len(p.Runs), len(run.Results), len(log.Findings))
		}
		for i, f := range log.Findings {
			res := run.Results[i]
			if res.RuleID != f.Code || run.Tool.Driver.Rules[res.RuleIndex].ID != f.Code || res.Level != string(code.Find(f.Code).Severity) {
				t.Errorf("seed %d: rule %s, %d, level %s of %s", seed, res.RuleID, res.RuleIndex, res.Level, f.Code)
			}
			if len(res.PartialFingerprints) != 2 || len(res.Locations) != 1 {
				t.Errorf("seed %d: %v, %v", seed, res.PartialFingerprints, res.Locations)
			}
			places, steps := []place{res.Locations[0]}, []report.Step{{Place: f.Place}}
			if len(f.Path) > 0 {
				steps = append(steps, f.Path...)
				steps = append(steps, report.Step{Place: f.Place, Message: f.Message})
				for _, l := range res.CodeFlows[0].ThreadFlows[0].Locations {
					places = append(places, l.Location)
				}
			}
			if len(places) != len(steps) {
				t.Fatalf("seed %d: %d places, want %d", seed, len(places), len(steps))
			}
			for i, step := range steps {
				if have := unbrace(places[i].Message.Text); have != link.ReplaceAllString(step.Message, "] (") {
					t.Errorf("seed %d: message %q, want %q", seed, have, step.Message)
				}
				samePlace(t, log, places[i], step.Place)
			}
			if len(res.Fixes) != len(f.Fixes) {
				t.Fatalf("seed %d: %d fixes, want %d", seed, len(res.Fixes), len(f.Fixes))
			}
			for n, fix := range f.Fixes {
				change := res.Fixes[n].ArtifactChanges[0]
				if change.ArtifactLocation.URI != res.Locations[0].PhysicalLocation.ArtifactLocation.URI || len(change.Replacements) != len(fix.Edits) {
					t.Fatalf("seed %d: change %v of %v", seed, change, fix)
				}
				for m, e := range fix.Edits {
					at := change.Replacements[m].DeletedRegion // of the first line, which is ASCII
					if at.StartLine != 1 || at.EndLine != 1 || at.StartColumn != e.Start+1 || at.EndColumn != e.End+1 ||
						change.Replacements[m].InsertedContent.Text != strings.ToValidUTF8(e.New, "\ufffd") {
						t.Errorf("seed %d: replacement %v of %+v", seed, change.Replacements[m], e)
					}
				}
			}
			if have := unbrace(res.Message.Text); have != link.ReplaceAllString(f.Message, "] (") {
				t.Errorf("seed %d: message %q, want %q", seed, have, f.Message)
			}
		}
	}
}

// unbrace returns the text that a viewer shows.
func unbrace(s string) string { return strings.NewReplacer("{{", "{", "}}", "}").Replace(s) }

func samePlace(t *testing.T, log *Log, have place, want report.Place) {
	t.Helper()
	at := have.PhysicalLocation
	if at.ArtifactLocation.URIBaseID != "%SRCROOT%" {
		t.Errorf("base %q", at.ArtifactLocation.URIBaseID)
	}
	u, err := url.Parse(at.ArtifactLocation.URI)
	if err != nil || u.IsAbs() || u.RawQuery != "" || u.Fragment != "" || filepath.Join(string(log.Root), filepath.FromSlash(u.Path)) != want.File {
		t.Errorf("%q is not the relative URI of %q: %v", at.ArtifactLocation.URI, want.File, err)
	}
	if at.Region.StartLine != want.Line || at.Region.EndLine != want.Line {
		t.Errorf("lines %v of %v", at.Region, want)
	}
	line := log.Files.Line(want.File, want.Line)
	if line == "" {
		return
	}
	runes := []rune(line)
	if from, to := at.Region.StartColumn-1, at.Region.EndColumn-1; from > to || to > len(runes) ||
		string(runes[from:to]) != string([]rune(line[want.Column-1:min(len(line), want.EndColumn-1)])) {
		t.Errorf("columns %v of %v in %q", at.Region, want, line)
	}
}

// Code scanning wants rules with help, none twice; texts have limits.
func TestRules(t *testing.T) {
	_, p := write(t, official(t), &Log{Version: "(devel)", Root: report.RootOf(t.TempDir()), Files: source.NewFiles()})
	run := p.Runs[0]
	if run.ColumnKind != "unicodeCodePoints" || run.AutomationDetails.ID != "keymaster/" || run.Tool.Driver.SemanticVersion != "" ||
		run.Results == nil || !run.Invocations[0].ExecutionSuccessful {
		t.Errorf("run %+v", run)
	}
	seen := map[string]bool{}
	for _, r := range run.Tool.Driver.Rules {
		if seen[r.ID] || r.Name == "" || r.Name == r.ID {
			t.Errorf("rule %s, %q", r.ID, r.Name)
		}
		seen[r.ID] = true
		if n := len(r.ShortDescription.Text); n == 0 || n > 1024 || r.FullDescription.Text == "" || len(r.FullDescription.Text) > 1024 {
			t.Errorf("%s: descriptions of %d and %d bytes", r.ID, n, len(r.FullDescription.Text))
		}
		if !strings.Contains(r.Help.Markdown, "```go\n") || r.Help.Text == "" {
			t.Errorf("%s: help %q, %q", r.ID, r.Help.Text, r.Help.Markdown)
		}
		if problem := r.Properties["problem.severity"]; problem != "error" && problem != "warning" && problem != "recommendation" {
			t.Errorf("%s: problem.severity %v", r.ID, problem)
		}
		if tags, _ := r.Properties["tags"].([]any); len(tags) == 0 || len(tags) > 10 {
			t.Errorf("%s: tags %v", r.ID, tags)
		}
	}
	for _, c := range code.All() {
		if !seen[c.ID] {
			t.Errorf("no rule for %s", c.ID)
		}
	}
}

// Fingerprints survive what happens to the lines around, and tell findings apart.
func TestFingerprints(t *testing.T) {
	check := official(t)
	root := t.TempDir()
	file := filepath.Join(root, "x.go")
	prints := func(before string, lines ...int) (list []string) {
		text := "package p\n" + before + "\nfunc F() {\n\tsign()\n\tsign()\n}\n\nfunc G() { sign() }\n"
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		log := &Log{Root: report.RootOf(root), Files: source.NewFiles()}
		shift := strings.Count(before, "\n")
		for _, line := range lines {
			line += shift
			log.Findings = append(log.Findings, report.Finding{Code: "KM001", Place: report.Place{File: file, Line: line, Column: 2, EndLine: line, EndColumn: 8}})
		}
		_, p := write(t, check, log)
		for _, r := range p.Runs[0].Results {
			list = append(list, fmt.Sprint(r.PartialFingerprints["primaryLocationLineHash"], " ", r.PartialFingerprints["keymaster/v1"]))
		}
		return list
	}
	first := prints("", 4, 5, 8)
	for _, before := range []string{"\n\n", "// sign\nvar x = 1\n", "func H() {}\n\n"} {
		if moved := prints(before, 4, 5, 8); fmt.Sprint(moved) != fmt.Sprint(first) {
			t.Errorf("after %q:\n%s\nbefore:\n%s", before, moved, first)
		}
	}
	for i := range first {
		for j := range i {
			if strings.Fields(first[i])[0] == strings.Fields(first[j])[0] || strings.Fields(first[i])[1] == strings.Fields(first[j])[1] {
				t.Errorf("findings %d and %d have the fingerprint %s", i, j, first[i])
			}
		}
	}
}

// A file outside of the repository is named by its own URI; a failure shows.
func TestOutside(t *testing.T) {
	other := filepath.Join(t.TempDir(), "a b.go")
	log := &Log{Version: "v1.2.3-rc.1", Root: report.RootOf(t.TempDir()), Files: source.NewFiles(), Errors: []string{"p: does not compile {0}"},
		Findings: []report.Finding{{Code: "KM001", Message: "x", Place: report.Place{File: other, Line: 1, Column: 1, EndLine: 1, EndColumn: 2}}}}
	_, p := write(t, official(t), log)
	at := p.Runs[0].Results[0].Locations[0].PhysicalLocation.ArtifactLocation
	if at.URIBaseID != "" || !strings.HasPrefix(at.URI, "file:///") || !strings.HasSuffix(at.URI, "/a%20b.go") {
		t.Errorf("location %+v", at)
	}
	inv := p.Runs[0].Invocations[0]
	if inv.ExecutionSuccessful || len(inv.ToolExecutionNotifications) != 1 || inv.ToolExecutionNotifications[0].Message.Text != "p: does not compile {{0}}" {
		t.Errorf("invocation %+v", inv)
	}
	if v := p.Runs[0].Tool.Driver.SemanticVersion; v != "1.2.3-rc.1" {
		t.Errorf("version %q", v)
	}
}
