// Package rdjson writes findings for reviewdog, one JSON object a line (rdjsonl).
package rdjson

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/keymasterlint/keymaster/analyzer/code"
	"github.com/keymasterlint/keymaster/analyzer/driver"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/source"
)

// A diagnostic is reviewdog's message of that name (proto/rdf/reviewdog.proto of reviewdog/reviewdog).
type diagnostic struct {
	Message          string       `json:"message"`
	Location         location     `json:"location"`
	Severity         string       `json:"severity"`
	Source           tool         `json:"source"`
	Code             ruleCode     `json:"code"`
	Suggestions      []suggestion `json:"suggestions,omitempty"`
	RelatedLocations []related    `json:"related_locations,omitempty"`
}

// A suggestion takes the place of a piece of the file that the diagnostic is in.
type suggestion struct {
	Range span   `json:"range"`
	Text  string `json:"text"`
}

type location struct {
	Path  string `json:"path"`
	Range span   `json:"range"`
}

type span struct {
	Start position `json:"start"`
	End   position `json:"end"` // exclusive
}

// A position's column counts bytes, as Go does.
type position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

type tool struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

type ruleCode struct {
	Value string `json:"value"`
	URL   string `json:"url,omitempty"`
}

type related struct {
	Message  string   `json:"message"`
	Location location `json:"location"`
}

// Write writes findings in files, with paths below root.
func Write(w io.Writer, root report.Root, files *source.Files, findings []report.Finding) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for i := range findings {
		f := &findings[i]
		d := diagnostic{
			Message:  f.Message,
			Location: locationOf(root, f.Place),
			Severity: severities[f.Severity()],
			Source:   tool{"keymaster", "https://github.com/keymasterlint/keymaster"},
			Code:     ruleCode{f.Code, f.URL},
		}
		for _, step := range f.Path {
			d.RelatedLocations = append(d.RelatedLocations, related{step.Message, locationOf(root, step.Place)})
		}
		for _, fix := range f.Fixes {
			if s, ok := suggest(files, f.File, fix); ok {
				d.Suggestions = append(d.Suggestions, s)
			}
		}
		if err := enc.Encode(d); err != nil {
			return err
		}
	}
	_, err := w.Write(driver.PrintableJSON(b.Bytes()))
	return err
}

// longest is how many lines a suggestion has at most: a reviewer sees all of it as changed.
const longest = 20

// suggest makes one edit of those of a fix, with what stands between them. It fails if they are not in the file or too
// far apart, as an import and what needs it may be.
func suggest(files *source.Files, file string, fix driver.Fix) (suggestion, bool) {
	if len(fix.Edits) == 0 {
		return suggestion{}, false
	}
	from, to := fix.Edits[0].Start, fix.Edits[0].Start
	text := ""
	for _, e := range fix.Edits {
		if e.Filename != file {
			return suggestion{}, false
		}
		text += files.Text(file, to, e.Start) + e.New
		to = e.End
	}
	var s suggestion
	s.Text = text
	s.Range.Start.Line, s.Range.Start.Column = files.Place(file, from)
	s.Range.End.Line, s.Range.End.Column = files.Place(file, to)
	return s, s.Range.End.Line-s.Range.Start.Line < longest
}

func locationOf(root report.Root, p report.Place) location {
	path, _ := root.Rel(p.File)
	return location{path, span{position{p.Line, p.Column}, position{p.EndLine, p.EndColumn}}}
}

var severities = map[code.Severity]string{code.Error: "ERROR", code.Warning: "WARNING", code.Note: "INFO"}
