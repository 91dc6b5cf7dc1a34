package directive

import "slices"

// A form is what docs/rule.md says of a verb.
type form struct {
	verb     Verb
	args     string // how arguments are written; "" for none
	optional bool   // the arguments may be missing
	reason   bool   // has to be given
	on       string // where it may stand, in words
	fits     func(Target) bool
}

var forms = []form{
	{verb: Only, reason: true, on: "a function, a method or an interface's method", fits: onFunc},
	{verb: Check, args: "true, false or nil", optional: true, on: "a function, a method, an interface's method or a struct's field", fits: onFuncOrField},
	{verb: Refusal, on: "a function, a method or an interface's method", fits: onFunc},
	{verb: Assume, reason: true, on: "a statement", fits: onStatement},
	{verb: Ignore, args: "codes", reason: true, on: "a line or a declaration", fits: func(Target) bool { return true }},
}

func formOf(name string) (form, bool) {
	i := slices.IndexFunc(forms, func(f form) bool { return string(f.verb) == name })
	if i < 0 {
		return form{}, false
	}
	return forms[i], true
}

func verbs() []string {
	var names []string
	for _, f := range forms {
		names = append(names, string(f.verb))
	}
	return names
}

// example is the verb as it is written with a reason, for messages.
func (f form) example() string {
	text := prefix + string(f.verb)
	if f.verb == Ignore {
		text += " KM001"
	}
	return text + " -- reason"
}

func onFunc(t Target) bool { return t.kind == function || t.kind == interfaceMethod }

func onFuncOrField(t Target) bool { return onFunc(t) || t.kind == structField }

func onStatement(t Target) bool { return t.Statement != nil }
