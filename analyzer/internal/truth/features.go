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

	Structs     bool // structs with an error field, by value and by pointer, also through helpers
	Slices      bool // slices of errors
	Maps        bool // maps of errors
	Pointers    bool // pointers to error variables
	PointerArgs bool // helpers that write and test errors behind pointers

	Elements bool // several elements of a slice or map, of which the wrong one may be tested
	Presence bool // conditions that hold because something is in a map or channel, or is not

	Chans      bool // channels of errors
	RangeChan  bool // range over a closed channel
	Goroutines bool // go statements
	Select     bool // select with opaque readiness or default

	FuncVars  bool // literals in variables, called several times
	FuncSwaps bool // variables that hold one of two literals
	Captures  bool // literals that write captured variables or test them
	Runners   bool // helpers that run a function that they are given
	CondLits  bool // literals called in conditions

	TagSwitch  bool // strings, ints and enums set on branches, switches and comparisons of them
	TypeSwitch bool // switch err.(type)
	Breaks     bool // labelled switch and select
	GotoBack   bool // goto that makes a loop
	RangeKnown bool // loops of known length
	RangeFunc  bool // range over iterators of the case
	Values     bool // range over slices.Values

	Tuples    bool // helpers with two results
	Kinds     bool // helpers that return strings and enums to be compared
	Params    bool // helpers whose parameter decides what they do
	Recursion bool // recursive helpers, also mutually
	Variadic  bool // helpers that take any number of errors
	Methods   bool // methods of a struct that holds the state
	Rings     bool // recursion of up to four functions that an argument bounds

	RoleForms bool // less common shapes of role checks

	Lookup    bool // maps and slices of codes
	Unwrapped bool // errors.Unwrap, errors.As to a wrapper and its cause
	Parts     bool // the parts of a joined error
	Sentinels bool // package variables that hold errors
	CustomIs  bool // error types with Is and Unwrap
	TextMore  bool // texts made by package fmt
	WrapMore  bool // several %w, wrappers in wrappers

	Updates bool // dynamic updates, whose refusal is an rcode

	DeferMore  bool // conditional and several deferred calls, of literals and helpers
	Overwrite  bool // deferred closures that change the named result
	Recover    bool // panics and recover
	MultiNamed bool // several named results

	Imported         bool // helpers in a package of another module
	ImportedDeep     bool // which calls others, up to four of them
	ImportedPointers bool // role checks that return a pointer or nil
	ImportedTypes    bool // structs with the error in them, error types with Unwrap
	ImportedMethods  bool // methods of exported types
	ImportedGenerics bool // generic functions
	ImportedWrappers bool // functions that return a function that runs theirs
	SameModule       bool // some of these helpers in the module of what is judged
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

	// What follows widens the language beyond "all". A group can be used alone;
	// together with others it meets more.
	"memory":   "Structs,Slices,Maps,Pointers,PointerArgs",
	"channels": "Chans,RangeChan,Goroutines,Select",
	"closures": "FuncVars,FuncSwaps,Captures,Runners,CondLits",
	"defers":   "DeferMore,Overwrite,Recover,MultiNamed",
	"contents": "Elements,Presence",
	"control":  "TagSwitch,TypeSwitch,Breaks,GotoBack,RangeKnown,RangeFunc,Values",
	"results":  "Tuples,Kinds,Params,Recursion,Variadic,Methods",
	"roles":    "RoleForms",
	"refusals": "Lookup,Unwrapped,Parts,Sentinels,CustomIs,TextMore,WrapMore",
	"updates":  "Updates",
	"packages": "Imported,ImportedDeep,ImportedPointers,ImportedTypes,ImportedMethods,ImportedGenerics,Rings," +
		"ImportedWrappers,SameModule,Runners,Tuples,Kinds,Params,NoReturn,Wrap,Join,Lose,Else,BoolOps,ErrorChecks",
	"full": "all,updates,memory,channels,contents,closures,defers,control,results,roles,refusals",
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
