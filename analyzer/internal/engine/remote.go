package engine

import (
	"slices"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/fold"
	"github.com/keymasterlint/keymaster/analyzer/internal/script"
)

// Operations that a program names to a server have no script around them: a name, and what comes with it.

// named says what a call does that gives a server the words, of which those of the name together name the
// operation.
func (pkg *Package) named(op *catalog.Operation, shell catalog.Shell, words, name []string) script.Effects {
	var e script.Effects
	for _, w := range name {
		e.Open = append(e.Open, fold.Holes(w)...)
	}
	if len(e.Open) > 0 {
		return e
	}
	row := pkg.Cat.Command(shell, strings.Join(name, "."))
	if row == nil || op.Asks != (row.Means == catalog.Reads) || row.Only != nil && !slices.ContainsFunc(words, row.Only.Holds) {
		return script.Effects{}
	}
	if row.Means == catalog.Reads {
		e.Answer = &script.Answer{Master: row.Master != ""}
		if row.Yes != "" {
			e.Answer.Yes, e.Answer.No = []string{"1"}, []string{"0"}
		}
	}
	e.Calls = []*script.Call{{Row: row}}
	return e
}
