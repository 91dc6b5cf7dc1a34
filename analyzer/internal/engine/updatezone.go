package engine

import (
	"go/constant"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// sentZone takes the zone of a site from the message that is handed to the function which sends it.
func (f *Func) sentZone(s *Site) {
	if s.sent == nil || s.subject.zone != (name{}) {
		return
	}
	if upd := f.pkg.Cat.UpdateOf(namedType(s.sent.Type())); upd != nil {
		s.subject.zone = zoneName(f.updateZone(s.sent, upd))
	}
}

// updateZone returns the zone of an update message: what its setter or constructor was given.
func (f *Func) updateZone(v ssa.Value, upd *catalog.Update) *program.Val {
	for _, w := range f.p.Same(f.p.Of(v)) {
		if c, ok := w.(*ssa.Call); ok {
			if zone := f.zoneArgument(c, upd, w); zone != nil {
				return zone
			}
		}
		for _, ref := range refsOf(w) {
			if c, ok := ref.(*ssa.Call); ok {
				if zone := f.zoneArgument(c, upd, w); zone != nil {
					return zone
				}
			}
		}
	}
	return nil
}

// zoneArgument returns the zone that a call makes the message v an update of.
func (f *Func) zoneArgument(c *ssa.Call, upd *catalog.Update, v ssa.Value) *program.Val {
	fn := callee(&c.Call)
	if fn == nil {
		return nil
	}
	switch {
	case slices.Contains(upd.Setters, fn.FullName()) && len(c.Call.Args) > 1:
		return f.p.Of(c.Call.Args[1])
	case slices.Contains(upd.New, fn.FullName()) && len(c.Call.Args) > 0:
		return f.p.Of(c.Call.Args[0])
	}
	return f.saidZone(c, v)
}

// saidZone returns the zone that a function makes or takes a message for, or nil.
func (f *Func) saidZone(c *ssa.Call, v ssa.Value) *program.Val {
	said := f.pkg.saidOf(c, 0, 1)
	for i, a := range c.Call.Args {
		if a == v {
			said = f.pkg.saidOf(c, 1+i, 0)
		}
	}
	switch {
	case said == nil:
	case said.Zone.Param > 0:
		return f.argument(c, said.Zone.Param-1)
	case said.Zone.Text != "":
		return f.p.Of(ssa.NewConst(constant.MakeString(said.Zone.Text), types.Typ[types.String]))
	}
	return nil
}
