package analyzer

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/code"
)

// A codesFlag gives codes other severities, or switches them off.
type codesFlag struct{ s *Settings }

func (f *codesFlag) String() string {
	if f.s == nil {
		return ""
	}
	var parts []string
	for _, id := range slices.Sorted(maps.Keys(f.s.Codes)) {
		parts = append(parts, id+"="+string(f.s.Codes[id]))
	}
	return strings.Join(parts, ",")
}

// Set takes codes, each with its severity; an empty text has none. A list with a mistake changes nothing.
func (f *codesFlag) Set(text string) error {
	if text == "" {
		return nil
	}
	next := f.s.clone()
	for entry := range strings.SplitSeq(text, ",") {
		id, level, given := strings.Cut(entry, "=")
		if !given {
			return fmt.Errorf("%q: want a code with error, warning, note or off: KM005=off", entry)
		}
		if next.Codes == nil {
			next.Codes = map[string]code.Severity{}
		}
		next.Codes[id] = code.Severity(level)
		next.from("codes", "codes."+id)
	}
	if err := (Settings{Codes: next.Codes}).checkCodes(); err != nil {
		return err
	}
	*f.s = next
	return nil
}

// A requireFlag says what is asked of each operation.
type requireFlag struct{ s *Settings }

func (f *requireFlag) String() string {
	if f.s == nil {
		return RequireEither
	}
	return f.s.required()
}

// Set takes one of the requirements.
func (f *requireFlag) Set(text string) error {
	if !slices.Contains(requiring, text) {
		return fmt.Errorf("want one of %s", strings.Join(requiring, ", "))
	}
	f.s.Require = text
	f.s.from("require", "require")
	return nil
}
