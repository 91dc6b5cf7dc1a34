package analyzer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// ParseSettings reads the content of a settings file, YAML or JSON. file is the name that errors give. What
// is wrong, an unknown key, a value of the wrong type, a bad pattern, is an error of one line.
func ParseSettings(file string, data []byte) (Settings, error) {
	var s Settings
	err := s.read(source{name: file, lines: true}, data)
	return s, err
}

// DecodeSettings reads settings that another program's configuration holds, as golangci-lint's does: a value
// of maps, slices, strings, numbers and bools, or nil. It is as strict as [ParseSettings], but for the case
// of keys, which such programs tend not to keep.
func DecodeSettings(v any) (Settings, error) {
	var s Settings
	if v == nil {
		return s, nil
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(plain(v, 0)); err != nil {
		return s, fmt.Errorf("settings: %w", err)
	}
	err := s.read(source{fold: true}, text.Bytes())
	return s, err
}

// plain returns v with the maps that JSON does not know as those that it does, as deep as settings go.
func plain(v any, depth int) any {
	const deepest = 100 // a value may hold itself, of which package json tells
	if depth == deepest {
		return v
	}
	switch v := v.(type) {
	case map[any]any:
		m := make(map[string]any, len(v))
		for k, e := range v {
			m[fmt.Sprint(k)] = plain(e, depth+1)
		}
		return m
	case map[string]any:
		m := make(map[string]any, len(v))
		for k, e := range v {
			m[k] = plain(e, depth+1)
		}
		return m
	case []any:
		list := make([]any, len(v))
		for i, e := range v {
			list[i] = plain(e, depth+1)
		}
		return list
	}
	return v
}

// A source is a text of settings.
type source struct {
	name  string
	lines bool // the user sees its lines
	fold  bool // see catalog.Decoder
}

// mostText bounds the length of settings: what the parser needs for brackets in brackets it never gives up.
const mostText = 256 << 10

// read adds what a text says: what it sets takes the place of what was set, patterns of names as well, but
// packs and codes that it does not name stay as they were, and functions and rows are added. A text with a mistake
// changes nothing.
func (s *Settings) read(src source, data []byte) error {
	if len(data) > mostText {
		return &catalog.ParseError{File: src.name, Text: fmt.Sprintf("the settings are longer than %d bytes", mostText)}
	}
	d := catalog.Decoder{Empty: true, Fold: src.fold, OwnKey: ownKey}
	var in Settings
	if err := d.Decode(data, &in); err != nil {
		return src.place(err)
	}
	in.origins = map[string]origin{}
	here := func(path, at string) {
		o := origin{file: src.name, path: at}
		if src.lines {
			o.line = d.Line(at)
		}
		in.origins[path] = o
	}
	in.each(func(path string) {
		if d.Has(path) {
			here(path, path)
		}
	})
	if err := in.Check(); err != nil {
		return in.exact(err, &d, src)
	}
	out := s.with(in)
	if err := out.Check(); err != nil {
		return err
	}
	*s = out
	return nil
}

// ownKey returns a key as it was before its case was lost.
func ownKey(path, key string) string {
	if path == "codes" {
		return strings.ToUpper(key)
	}
	return key
}

// place says where in a text an error is.
func (src source) place(err error) error {
	if e, ok := errors.AsType[*catalog.ParseError](err); ok {
		at := *e
		at.File = src.name
		if !src.lines {
			at.Line = 0
		}
		return &at
	}
	return err
}

// exact gives an error about settings that come from one text the line of its key.
func (s *Settings) exact(err error, d *catalog.Decoder, src source) error {
	if e, ok := errors.AsType[*catalog.ParseError](err); ok {
		at := *e
		if at.File = src.name; src.lines {
			at.Line = d.Line(e.Path)
		}
		return &at
	}
	return err
}

// each calls f with the path of each setting, and of each element of the lists that are added to.
func (s *Settings) each(f func(path string)) {
	for _, key := range []string{"tests", "generated", "require", "names", "nogate", "rows.pack", "rows.doc"} {
		f(key)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Packs)) {
		f("packs." + name)
	}
	for _, id := range slices.Sorted(maps.Keys(s.Codes)) {
		f("codes." + id)
	}
	for i := range s.NoReturn {
		f(indexed("noreturn", i))
	}
	for _, l := range rowLists(&s.Rows) {
		for i := range l.value.Len() {
			f(indexed("rows."+l.key, i))
		}
	}
}
