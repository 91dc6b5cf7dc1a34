package driver

import (
	"encoding/json"
	"io"
)

// A jsonTree is what all analysis commands print for -json: package ID ->
// analyzer -> diagnostics. The go command reads it back.
type jsonTree map[string]map[string][]jsonDiagnostic

type jsonDiagnostic struct {
	Category       string        `json:"category,omitempty"`
	Posn           string        `json:"posn"`
	End            string        `json:"end"`
	Message        string        `json:"message"`
	SuggestedFixes []Fix         `json:"suggested_fixes,omitempty"`
	Related        []jsonRelated `json:"related,omitempty"`
}

type jsonRelated struct {
	Posn    string `json:"posn"`
	End     string `json:"end"`
	Message string `json:"message"`
}

func (t jsonTree) add(id, analyzer string, findings []Finding) {
	for _, f := range findings {
		if t[id] == nil {
			t[id] = make(map[string][]jsonDiagnostic)
		}
		t[id][analyzer] = append(t[id][analyzer], f.json())
	}
}

func (t jsonTree) print(w io.Writer) error {
	data, err := json.MarshalIndent(t, "", "\t")
	if err == nil {
		_, err = w.Write(append(PrintableJSON(data), '\n'))
	}
	return err
}

// The go command prints places and messages of the tree as they are, so they are
// made printable here.
func (f Finding) json() jsonDiagnostic {
	d := jsonDiagnostic{
		Category: f.Diagnostic.Category,
		Posn:     Printable(f.Pos.String()),
		End:      Printable(f.End.String()),
		Message:  Printable(f.Diagnostic.Message),
	}
	for _, rel := range f.Related() {
		d.Related = append(d.Related, jsonRelated{Printable(rel.Pos.String()), Printable(rel.End.String()), Printable(rel.Message)})
	}
	d.SuggestedFixes = f.Fixes()
	return d
}
