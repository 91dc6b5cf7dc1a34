package declare

import (
	"fmt"
	"go/types"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// Operation returns the row for calls of a function that is declared to be an operation.
func Operation(fn *types.Func, m *Meaning) *catalog.Operation {
	sig := fn.Signature()
	op := &catalog.Operation{
		Func:   fn.FullName(),
		Does:   fmt.Sprintf("needs the key master, as declared (//keymaster:only -- %s)", m.Reason),
		Why:    "its callers have to see to that",
		Zone:   places(sig, role.NamesZone),
		Server: places(sig, role.NamesServer),
	}
	refusal(op, sig)
	return op
}

// Complete returns a row for calls of fn with what it lacks filled in as [Operation] does it.
func Complete(fn *types.Func, row *catalog.Operation) *catalog.Operation {
	op := *row
	sig := fn.Signature()
	op.Zone, op.Server = Subject(fn, row.Zone, row.Server)
	if op.Does == "" {
		op.Does = "needs the key master, as the settings say"
	}
	if op.Why == "" {
		op.Why = "its callers have to see to that"
	}
	if len(op.Refusal) == 0 {
		known := op
		refusal(&op, sig)
		if known.Handle != "" {
			op.Handle = known.Handle
		}
		if len(known.NonNil)+len(known.Nil) > 0 {
			op.NonNil, op.Nil = known.NonNil, known.Nil
		}
	}
	return &op
}

// Subject returns where calls of fn name zone and server: where a row says, or by names.
func Subject(fn *types.Func, zone, server []catalog.Place) (zones, servers []catalog.Place) {
	if len(zone) == 0 {
		zone = places(fn.Signature(), role.NamesZone)
	}
	if len(server) == 0 {
		server = places(fn.Signature(), role.NamesServer)
	}
	return zone, server
}

// refusal says which results carry the refusal, and how it is found there: errors, or else codes and
// texts.
func refusal(op *catalog.Operation, sig *types.Signature) {
	kinds := []struct {
		is     func(types.Type) bool
		form   catalog.Form
		handle string
	}{
		{isError, catalog.Error, "errors.Is(err, syscall.Errno(9101))"},
		{isCode, catalog.Code, "code == 9101"},
		{isText, catalog.Text, `strings.Contains(text, "WIN32 9101")`},
	}
	for _, k := range kinds {
		if k.form != catalog.Error && len(op.Refusal) > 0 && op.Refusal[0].Form == catalog.Error {
			break
		}
		for i := range sig.Results().Len() {
			if k.is(sig.Results().At(i).Type()) {
				op.Refusal = append(op.Refusal, catalog.Carrier{At: catalog.Place(fmt.Sprintf("result %d", i)), Form: k.form})
				if op.Handle == "" {
					op.Handle = k.handle
				}
			}
		}
	}
	if len(op.Refusal) == 1 && op.Refusal[0].Form == catalog.Error {
		op.NonNil = []int{op.Refusal[0].At.Spot().Index}
	}
}

func isError(t types.Type) bool {
	return types.Implements(t, types.Universe.Lookup("error").Type().Underlying().(*types.Interface))
}

func isText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// places returns where a call says what the operation acts on, best first: in parameters of such a name,
// in the receiver, in fields of it, in fields of what the parameters point to.
func places(sig *types.Signature, says func(string) bool) []catalog.Place {
	var found []catalog.Place
	params := sig.Params().Len()
	if sig.Variadic() {
		params--
	}
	for i := range params {
		if says(sig.Params().At(i).Name()) {
			found = append(found, catalog.Place(fmt.Sprintf("arg %d", i)))
		}
	}
	if recv := sig.Recv(); recv != nil {
		if says(recv.Name()) {
			found = append(found, "recv")
		}
		found = append(found, fields("recv", recv.Type(), says)...)
	}
	for i := range params {
		found = append(found, fields(fmt.Sprintf("arg %d", i), sig.Params().At(i).Type(), says)...)
	}
	return found
}

// fields returns the places of the fields, of such a name, of the struct that t points to.
func fields(base string, t types.Type, says func(string) bool) []catalog.Place {
	ptr, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return nil
	}
	s, ok := ptr.Elem().Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	var found []catalog.Place
	for f := range s.Fields() {
		if says(f.Name()) {
			found = append(found, catalog.Place(strings.Join([]string{base, f.Name()}, ".")))
		}
	}
	return found
}
