// Package sarif writes findings in SARIF 2.1.0, as GitHub's code scanning and other viewers of static analysis
// read it.
package sarif

import (
	"bytes"
	"io"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"golang.org/x/mod/semver"

	"github.com/keymasterlint/keymaster/analyzer/code"
	"github.com/keymasterlint/keymaster/analyzer/driver"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/identity"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/source"
)

const (
	schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	home   = "https://github.com/keymasterlint/keymaster"
	root   = "%SRCROOT%" // what GitHub calls the root of the repository
)

// A Log is what is written.
type Log struct {
	Version  string // of keymaster
	Root     report.Root
	Files    *source.Files
	Findings []report.Finding
	Errors   []string // what kept packages from being analysed, printable
}

// Write writes the log.
func (l *Log) Write(w io.Writer) error {
	run := sarif.NewRun().WithTool(sarif.NewTool().WithDriver(l.driver())).WithColumnKind("unicodeCodePoints").
		WithAutomationDetails(sarif.NewRunAutomationDetails().WithID("keymaster/")).
		WithOriginalUriBaseIds(map[string]sarif.ArtifactLocation{root: *sarif.NewArtifactLocation().WithDescription(sarif.NewTextMessage("the root of the repository"))})
	invocation := sarif.NewInvocation().WithExecutionSuccessful(len(l.Errors) == 0)
	for _, err := range l.Errors {
		invocation.AddToolExecutionNotification(sarif.NewNotification().WithLevel("error").WithMessage(message(err)))
	}
	run.AddInvocation(invocation)
	ids := identity.Of(l.Findings, l.Root, l.Files)
	for i := range l.Findings {
		run.AddResult(l.result(&l.Findings[i], ids[i]))
	}
	log := sarif.NewReport()
	log.Schema = schema
	var b bytes.Buffer
	if err := log.AddRun(run).PrettyWrite(&b); err != nil {
		return err
	}
	_, err := w.Write(append(driver.PrintableJSON(b.Bytes()), '\n'))
	return err
}

func (l *Log) driver() *sarif.ToolComponent {
	d := sarif.NewToolComponent().WithName("keymaster").WithInformationURI(home).WithVersion(l.Version)
	if semver.IsValid(l.Version) {
		d.WithSemanticVersion(strings.TrimPrefix(l.Version, "v"))
	}
	for _, c := range code.All() {
		d.AddRule(rule(c))
	}
	return d
}

func rule(c *code.Code) *sarif.ReportingDescriptor {
	return sarif.NewReportingDescriptor().WithID(c.ID).WithName(c.Name).
		WithShortDescription(text(c.Summary)).
		WithFullDescription(text(c.Summary)).
		WithHelp(text(help(c)).WithMarkdown(help(c))).
		WithHelpURI(c.URL()).
		WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel(string(c.Severity))).
		WithProperties(properties(map[string]any{
			"tags":             []string{"dns", "dnssec", "reliability"},
			"precision":        "high",
			"problem.severity": problem(c.Severity),
		}))
}

func properties(values map[string]any) *sarif.PropertyBag {
	bag := sarif.NewPropertyBag()
	for key, value := range values {
		bag.Add(key, value)
	}
	return bag
}

// help is Markdown that can be read as it is, too.
func help(c *code.Code) string {
	return c.Text + "\n```go\n" + c.Before + "```\n\nInstead:\n\n```go\n" + c.After + "```\n\nMore: <" + c.URL() + ">\n"
}

// problem is GitHub's word for a severity.
func problem(s code.Severity) string {
	if s == code.Note {
		return "recommendation"
	}
	return string(s)
}

func text(s string) *sarif.MultiformatMessageString {
	return sarif.NewMultiformatMessageString().WithText(s)
}

func (l *Log) result(f *report.Finding, id identity.Identity) *sarif.Result {
	r := sarif.NewResult().WithRuleID(f.Code).WithLevel(string(f.Severity())).WithMessage(message(f.Message)).
		WithLocations([]*sarif.Location{l.location(f.Place)})
	for i, c := range code.All() {
		if c.ID == f.Code {
			r.WithRuleIndex(i)
		}
	}
	prints := map[string]string{"keymaster/v1": id.Hash()}
	if hash := l.Files.Hash(f.File, f.Line); hash != "" {
		prints["primaryLocationLineHash"] = hash
	}
	r.WithPartialFingerprints(prints)
	if len(f.Path) > 0 {
		flow := sarif.NewThreadFlow()
		for _, step := range f.Path {
			at := l.location(step.Place).WithMessage(message(step.Message))
			flow.AddLocation(sarif.NewThreadFlowLocation().WithLocation(at))
		}
		flow.AddLocation(sarif.NewThreadFlowLocation().WithLocation(l.location(f.Place).WithMessage(message(f.Message))))
		r.AddCodeFlow(sarif.NewCodeFlow().WithThreadFlows([]*sarif.ThreadFlow{flow}))
	}
	for _, fix := range f.Fixes {
		r.AddFixe(l.fix(fix))
	}
	return r
}

// fix has one change for each file, since the edits of a fix are in the order of files.
func (l *Log) fix(fix driver.Fix) *sarif.Fix {
	to := sarif.NewFix().WithDescription(message(driver.Printable(fix.Message)))
	var change *sarif.ArtifactChange
	last := ""
	for _, e := range fix.Edits {
		if change == nil || e.Filename != last {
			change = sarif.NewArtifactChange().WithArtifactLocation(l.artifact(e.Filename))
			to.AddArtifactChange(change)
			last = e.Filename
		}
		line, column := l.Files.Place(e.Filename, e.Start)
		endLine, endColumn := l.Files.Place(e.Filename, e.End)
		change.Replacements = append(change.Replacements, sarif.NewReplacement().
			WithDeletedRegion(l.region(report.Place{File: e.Filename, Line: line, Column: column, EndLine: endLine, EndColumn: endColumn})).
			WithInsertedContent(sarif.NewArtifactContent().WithText(strings.ToValidUTF8(e.New, "\ufffd"))))
	}
	return to
}

func (l *Log) location(p report.Place) *sarif.Location {
	return sarif.NewLocation().WithPhysicalLocation(sarif.NewPhysicalLocation().WithArtifactLocation(l.artifact(p.File)).WithRegion(l.region(p)))
}

func (l *Log) artifact(file string) *sarif.ArtifactLocation {
	uri, inside := l.Root.URI(file)
	artifact := sarif.NewArtifactLocation().WithURI(uri)
	if inside {
		artifact.WithURIBaseID(root)
	}
	return artifact
}

func (l *Log) region(p report.Place) *sarif.Region {
	return sarif.NewRegion().WithStartLine(p.Line).WithStartColumn(l.Files.Column(p.File, p.Line, p.Column)).
		WithEndLine(p.EndLine).WithEndColumn(l.Files.Column(p.File, p.EndLine, p.EndColumn))
}

// message makes a message of text in which nothing has a meaning of its own. In SARIF braces hold placeholders
// (section 3.11.5), and [text](target) is a link (3.11.6), which a program could forge.
var message = func() func(string) *sarif.Message {
	plain := strings.NewReplacer("{", "{{", "}", "}}", "](", "] (")
	return func(s string) *sarif.Message { return sarif.NewTextMessage(plain.Replace(s)) }
}()
