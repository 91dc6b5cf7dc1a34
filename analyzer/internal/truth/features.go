package truth

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Features switch parts of the generated language on, so that an engine can
// learn one after another. Without any there are if/else on opaque conditions,
// early returns, IsKeyMaster, Sign and whole and partial errors.Is tests.
type Features struct {
	Correlated  bool // the same opaque conditions again and again
	BoolOps     bool // && || ! of any shape
	BoolVars    bool // bool variables assigned on several branches
	Fields      bool // opaque conditions that are fields
	Else        bool // else branches and else-if chains
	IfInit      bool // if err := op(); cond
	ErrorChecks bool // RequireKeyMaster, CheckKeyMaster
	CommaOk     bool // AsKeyMaster
	FieldChecks bool // srv.IsKeyMaster, srv.KeyMasterServer == rt.Hostname
	EnumChecks  bool // rt.Role() == rt.RoleKeyMaster, switch on it
	Generate    bool // (*DNSKEY).Generate
	OtherCodes  bool // tests of codes that are no refusal
	TextTests   bool // strings.Contains(err.Error(), "9101")
	AsTests     bool // errors.As and errors.AsType followed by a comparison
	SwitchErr   bool // switch err { case ... }
	ErrMoves    bool // errors reassigned and moved through variables
	OpaqueErrs  bool // errors of other calls
	Wrap        bool // fmt.Errorf("%w"), a wrapper type
	Join        bool // errors.Join
	Lose        bool // %v and fresh errors
	Store       bool // struct fields that hold errors
	Loops       bool // for, range, break, continue
	Labels      bool // labelled break and continue
	Switch      bool // tagless switch
	Fallthrough bool // fallthrough in it
	Goto        bool // forward goto
	NoReturn    bool // panic, os.Exit, log.Fatal
	Helpers     bool // unexported functions, one level
	Deep        bool // helpers that call helpers
	Bodies      bool // helpers with random bodies
	Closures    bool // function literals called at once or later
	Defer       bool // deferred closures and named results
}

// each calls f with every feature.
func (f *Features) each(do func(name string, on *bool)) {
	v := reflect.ValueOf(f).Elem()
	for i := range v.NumField() {
		do(v.Type().Field(i).Name, v.Field(i).Addr().Interface().(*bool))
	}
}

// groups are shorthands for sets of features.
var groups = map[string]string{
	"none":   "",
	"flow":   "Correlated,BoolOps,BoolVars,Fields,Else,IfInit",
	"checks": "ErrorChecks,CommaOk,FieldChecks,EnumChecks",
	"tests":  "Generate,OtherCodes,TextTests,AsTests,SwitchErr",
	"errors": "ErrMoves,OpaqueErrs,Wrap,Join,Lose,Store",
	"jumps":  "Loops,Labels,Switch,Fallthrough,Goto,NoReturn",
	"calls":  "Helpers,Deep,Bodies,Closures,Defer",
	"local":  "flow,checks,tests,errors,jumps",
	"all":    "local,calls",
}

// ParseFeatures reads a list such as "flow,checks,-CommaOk". Names of groups are
// in lower case; a minus takes away; what comes later wins.
func ParseFeatures(list string) (Features, error) {
	var f Features
	for item := range strings.SplitSeq(list, ",") {
		name, off := strings.CutPrefix(strings.TrimSpace(item), "-")
		if err := f.set(name, !off); err != nil {
			return f, err
		}
	}
	return f, nil
}

func (f *Features) set(name string, on bool) error {
	if members, ok := groups[name]; ok {
		for member := range strings.SplitSeq(members, ",") {
			if err := f.set(member, on); err != nil {
				return err
			}
		}
		return nil
	}
	var known []string
	f.each(func(n string, p *bool) {
		known = append(known, n)
		if n == name {
			*p = on
		}
	})
	if name != "" && !slices.Contains(known, name) {
		return fmt.Errorf("unknown feature %q; known: %s", name, strings.Join(known, " "))
	}
	return nil
}
