// Package rdjson writes findings for reviewdog, one JSON object a line (rdjsonl).
package rdjson

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/keymasterlint/keymaster/analyzer/code"
	"github.com/keymasterlint/keymaster/analyzer/driver"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report"
)

// A diagnostic is reviewdog's message of that name (proto/rdf/reviewdog.proto of reviewdog/reviewdog).
type diagnostic struct {
	Message          string    `json:"message"`
	Location         location  `json:"location"`
	Severity         string    `json:"severity"`
	Source           source    `json:"source"`
	Code             ruleCode  `json:"code"`
	RelatedLocations []related `json:"related_locations,omitempty"`
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

type source struct {
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

// Write writes findings, with paths below root.
func Write(w io.Writer, root report.Root, findings []report.Finding) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for i := range findings {
		f := &findings[i]
		d := diagnostic{
			Message:  f.Message,
			Location: locationOf(root, f.Place),
			Severity: severities[f.Severity()],
			Source:   source{"keymaster", "https://github.com/keymasterlint/keymaster"},
			Code:     ruleCode{f.Code, f.URL},
		}
		for _, step := range f.Path {
			d.RelatedLocations = append(d.RelatedLocations, related{step.Message, locationOf(root, step.Place)})
		}
		if err := enc.Encode(d); err != nil {
			return err
		}
	}
	_, err := w.Write(driver.PrintableJSON(b.Bytes()))
	return err
}

func locationOf(root report.Root, p report.Place) location {
	path, _ := root.Rel(p.File)
	return location{path, span{position{p.Line, p.Column}, position{p.EndLine, p.EndColumn}}}
}

var severities = map[code.Severity]string{code.Error: "ERROR", code.Warning: "WARNING", code.Note: "INFO"}
