// Package gclplugin is keymaster as a module plugin of golangci-lint: a golangci-lint that imports it knows a
// custom linter keymaster. docs/golangci-lint.md says how to get one.
package gclplugin

import (
	"fmt"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer"
)

// Name is what golangci-lint's configuration and //nolint comments call the linter. It is the analyzer's name too:
// were it another, golangci-lint would put that before each message.
const Name = "keymaster"

func init() { register.Plugin(Name, New) }

// New returns a plugin with the settings of linters.settings.custom.keymaster.settings, or nil for none. One program
// may make several.
func New(conf any) (register.LinterPlugin, error) {
	settings, err := analyzer.DecodeSettings(conf)
	if err != nil {
		return nil, fmt.Errorf("linters.settings.custom.%s.settings: %w", Name, err)
	}
	return &plugin{settings}, nil
}

type plugin struct{ settings analyzer.Settings }

// BuildAnalyzers returns a fresh analyzer each time.
func (p *plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	return []*analysis.Analyzer{adapted(analyzer.New(p.settings))}, nil
}

// GetLoadMode asks for types, without which golangci-lint hands on no facts.
func (p *plugin) GetLoadMode() string { return register.LoadModeTypesInfo }

// adapted reports what golangci-lint can do with. Of related information it makes an issue for each entry, so there is
// none: the message says all that one needs. For fixes see [fixer].
func adapted(a *analysis.Analyzer) *analysis.Analyzer {
	run := a.Run
	a.Run = func(pass *analysis.Pass) (any, error) {
		var fixes fixer
		own := *pass
		own.Report = func(d analysis.Diagnostic) {
			d.Related = nil
			d.SuggestedFixes = fixes.pick(d.SuggestedFixes)
			pass.Report(d)
		}
		return run(&own)
	}
	return a
}
