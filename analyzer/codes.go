package analyzer

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/code"
	"github.com/keymasterlint/keymaster/analyzer/internal/engine"
)

// Off is what [Settings.Codes] says of a code that is not to be reported.
const Off code.Severity = "off"

// levels are what settings may say of a code.
var levels = append(slices.Clone(code.Severities), Off)

// Severity returns how bad a finding with a code is, by its ID: what the settings say, or else the code's
// own severity. It is [Off] for codes that are switched off.
func (s Settings) Severity(id string) code.Severity {
	if level, ok := s.Codes[id]; ok {
		return level
	}
	if c := code.Find(id); c != nil {
		return c.Severity
	}
	return code.Warning // as for SARIF a finding is that says nothing else
}

// Reports reports whether findings with a code are wanted.
func (s Settings) Reports(id string) bool { return s.Codes[id] != Off }

func (s Settings) checkCodes() error {
	for _, id := range slices.Sorted(maps.Keys(s.Codes)) {
		if code.Find(id) == nil {
			return s.errorAt("codes."+id, "unknown code%s", catalog.DidYouMean(strings.ToUpper(id), code.IDs()))
		}
		if level := s.Codes[id]; !slices.Contains(levels, level) {
			return s.errorAt("codes."+id, "unknown severity %q (want error, warning, note, off)", level)
		}
	}
	return nil
}

// What [Settings.Require] may ask of each operation.
const (
	RequireEither  = "either"  // it is guarded or handled
	RequireBoth    = "both"    // it is guarded and handled
	RequireRole    = "role"    // it is guarded, whatever becomes of its refusal
	RequireRefusal = "refusal" // it is handled, whatever is asked before
)

// requiring are all values of [Settings.Require].
var requiring = []string{RequireEither, RequireBoth, RequireRole, RequireRefusal}

// required is what is asked of each operation.
func (s Settings) required() string { return cmp.Or(s.Require, RequireEither) }

// checkRequire lets no file set nothing: the schema does not, either.
func (s Settings) checkRequire() error {
	if _, given := s.origins["require"]; s.Require == "" && !given || slices.Contains(requiring, s.Require) {
		return nil
	}
	return s.errorAt("require", "unknown requirement %q (want %s)", s.Require, strings.Join(requiring, ", "))
}

// requirements returns what the engine has to ask of operations, and what else: where a call has to be guarded and
// handled, these are two questions.
func (s Settings) requirements() (first engine.Requirement, more []engine.Requirement) {
	switch s.required() {
	case RequireRole:
		return engine.Role, nil
	case RequireRefusal:
		return engine.Refusal, nil
	case RequireBoth:
		return engine.Role, []engine.Requirement{engine.Refusal}
	}
	return engine.Either, nil
}
