package analyzer

import (
	"encoding/json"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/code"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// Show writes the settings as a settings file that says the same, in which comments say where each was made.
func (s Settings) Show(w io.Writer) error {
	var b strings.Builder
	say := func(indent, text, path string) { b.WriteString(indent + text + " # " + s.Origin(path) + "\n") }
	b.WriteString("packs:\n")
	for _, p := range catalog.Default().Packs() {
		on, given := s.Packs[p.Pack]
		say("  ", p.Pack+": "+scalar(on || !given), "packs."+p.Pack)
	}
	say("", "tests: "+scalar(s.Tests), "tests")
	say("", "generated: "+scalar(s.Generated), "generated")
	b.WriteString("codes:\n")
	for _, c := range code.All() {
		say("  ", c.ID+": "+scalar(string(s.Severity(c.ID))), "codes."+c.ID)
	}
	say("", "require: "+scalar(s.required()), "require")
	names := s.Names
	if names == nil {
		names = []string{role.DefaultName}
	}
	say("", "names: "+flow(reflect.ValueOf(names)), "names")
	if len(s.NoReturn) > 0 {
		b.WriteString("noreturn:\n")
		for i, name := range s.NoReturn {
			say("  - ", scalar(name), indexed("noreturn", i))
		}
	}
	s.showRows(&b)
	say("", "nogate: "+scalar(s.NoGate), "nogate")
	_, err := io.WriteString(w, b.String())
	return err
}

func (s Settings) showRows(b *strings.Builder) {
	lists := slices.DeleteFunc(rowLists(&s.Rows), func(l rowList) bool { return l.value.Len() == 0 })
	if len(lists) == 0 && s.Rows.Pack == "" {
		return
	}
	b.WriteString("rows:\n")
	if s.Rows.Pack != "" {
		b.WriteString("  pack: " + scalar(s.Rows.Pack) + " # " + s.Origin("rows.pack") + "\n")
	}
	if s.Rows.Doc != "" {
		b.WriteString("  doc: " + scalar(s.Rows.Doc) + " # " + s.Origin("rows.doc") + "\n")
	}
	for _, l := range lists {
		b.WriteString("  " + l.key + ":\n")
		for i := range l.value.Len() {
			b.WriteString("    # " + s.Origin(indexed("rows."+l.key, i)) + "\n")
			writeRow(b, l.value.Index(i))
		}
	}
}

// writeRow writes a row, without what it does not say, one field a line.
func writeRow(b *strings.Builder, row reflect.Value) {
	lead := "    - "
	if row.Kind() != reflect.Struct {
		b.WriteString(lead + flow(row) + "\n")
		return
	}
	for i := range row.NumField() {
		if f := row.Field(i); !f.IsZero() {
			b.WriteString(lead + row.Type().Field(i).Tag.Get("yaml") + ": " + flow(f) + "\n")
			lead = "      "
		}
	}
	if lead == "    - " {
		b.WriteString(lead + "{}\n")
	}
}

// flow writes a value on one line.
func flow(v reflect.Value) string {
	var parts []string
	switch v.Kind() {
	case reflect.Pointer:
		return flow(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); !f.IsZero() {
				parts = append(parts, v.Type().Field(i).Tag.Get("yaml")+": "+flow(f))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case reflect.Slice:
		for i := range v.Len() {
			parts = append(parts, flow(v.Index(i)))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case reflect.String:
		return scalar(v.String())
	}
	return scalar(v.Interface())
}

// plainText are texts that YAML reads as such without quotes, wherever they stand.
var plainText = regexp.MustCompile(`^[a-zA-Z(][a-zA-Z0-9_./()*-]*( [a-zA-Z0-9_./()*-]+)*$`)

// keywords are those of them that it does not, or that people may read otherwise.
var keywords = []string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}

// scalar writes a bool or a text as YAML does.
func scalar(v any) string {
	if s, ok := v.(string); ok && plainText.MatchString(s) && !slices.Contains(keywords, strings.ToLower(s)) {
		return s
	}
	var text strings.Builder
	enc := json.NewEncoder(&text) // which is YAML, on one line
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return "" // neither fails
	}
	return strings.TrimSpace(text.String())
}
