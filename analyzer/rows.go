package analyzer

import (
	"go/types"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/declare"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// What rows of the catalogue say of functions, as directives would. They count before directives.

// operationRow returns the row for calls of fn, if directives' ways are needed for it: fn is of the package
// itself, so that its body is a contract, or the row leaves to the signature what that says. Else nil.
func (d *declarations) operationRow(fn *types.Func) *catalog.Operation {
	row := d.cat.Operation(fn)
	if row == nil || len(row.Refusal) > 0 && row.Does != "" && fn.Pkg() != d.pass.Pkg {
		return nil
	}
	return declare.Complete(fn, row)
}

// answerOf returns which result of a check's function answers, and what its good outcome is.
func answerOf(fn *types.Func, row *catalog.Check) (result int, good role.Outcome, ok bool) {
	at := row.At.Spot()
	if at.Kind != catalog.Result {
		return role.Answer(fn.Type(), string(row.Outcome))
	}
	results := fn.Signature().Results()
	if at.Index >= results.Len() {
		return 0, role.True, false
	}
	_, good, ok = role.Answer(types.NewSignatureType(nil, nil, nil, nil, types.NewTuple(results.At(at.Index)), false), string(row.Outcome))
	return at.Index, good, ok
}

// places returns where calls of a function name zone and server, if a row says that it is a check.
func (d *declarations) places(fn *types.Func) (zone, server []catalog.Place, ok bool) {
	row := d.cat.Check(fn)
	if row == nil {
		return nil, nil, false
	}
	zone, server = declare.Subject(fn, row.Zone, row.Server)
	return zone, server, true
}

// establishes reports whether a row says that a function returns only where the role is held, and returns
// where calls of it name zone and server.
func (d *declarations) establishes(fn *types.Func) (zone, server []catalog.Place, ok bool) {
	row := d.cat.Establish(fn)
	if row == nil {
		return nil, nil, false
	}
	zone, server = declare.Subject(fn, row.Zone, row.Server)
	return zone, server, true
}

// saysByRow reports whether a row says of fn what a directive may say, but for operations.
func (d *declarations) saysByRow(fn *types.Func) bool {
	return d.cat.Check(fn) != nil || d.cat.Establish(fn) != nil || d.cat.Refusal(fn)
}

// says reports whether it is declared what calls of fn do, so that its body does not.
func (d *declarations) says(fn *types.Func) bool {
	return d.of(fn) != nil || d.saysByRow(fn) || d.cat.Operation(fn) != nil
}
