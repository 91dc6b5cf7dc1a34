// Package summary holds what one package tells the packages that import it: what its functions and
// variables mean for roles, operations and refusals (docs/rule.md section 5). It is data only, so that
// drivers can write it down: no maps, no pointers into a program, everything in a fixed order.
package summary

import (
	"fmt"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// A Function says what calls of a function mean. Parameters are counted as go/ssa does: the receiver
// first, from 0.
type Function struct {
	Module   string      // the path of the module that declares it
	Returns  Relation    // how calls return, and which do
	Passed   []Passed    // what becomes of a refusal in an argument, where that is more than nothing
	Performs []Operation // what it performs without seeing to the role and the refusal itself
	Guards   []int       // parameters that hold functions, which run only where the role is held
	Runs     []Run       // parameters that hold functions, of which it deals with the errors
	Messages []Message   // what it does with messages that it is given, or makes
	Makes    []Made      // functions that it returns
	Forwards []Forward   // commands that it runs for its callers
	Texts    []Text      // texts and processes that it returns
	Moves    []Subject   // where it moves the role to
	Pure     bool        // it does nothing but compute its results
}

// Made says what calls of a function mean that another returns. Behind its own parameters come those of
// the function that returned it, as they were then.
type Made struct {
	Result int // which result it is
	Function
}

// Relations returns all that f says of its calls.
func (f *Function) Relations() []*Relation {
	all := []*Relation{&f.Returns}
	for i := range f.Passed {
		all = append(all, &f.Passed[i].Relation)
	}
	for i := range f.Performs {
		all = append(all, &f.Performs[i].Relation)
	}
	for i := range f.Forwards {
		all = append(all, &f.Forwards[i].Relation)
	}
	for i := range f.Runs {
		all = append(all, &f.Runs[i].Relation)
	}
	return all
}

// A Variable says what a package variable holds for ever.
type Variable struct {
	Is    []catalog.Form // it is the refusal, in these forms
	Holds []catalog.Form // it holds the refusal as a key or an element, in these forms
}

// Empty reports whether v says nothing.
func (v *Variable) Empty() bool { return len(v.Is) == 0 && len(v.Holds) == 0 }

// Passed says what becomes of a refusal that a function is given.
type Passed struct {
	Param   int
	Form    catalog.Form
	Field   string // only this field of the argument holds it; "?" if some part of it does, "()0" if calling it yields it
	Dropped bool   // the caller ignores the results
	Tests   bool   // the function applies a refusal test to it, on some path at least
	Relation
}

// An Operation says how a function leaves the refusal of an operation that it performs: Relation holds
// between its arguments, its results and which of them carry the refusal.
type Operation struct {
	Func string // the operation's function: (*github.com/miekg/dns.RRSIG).Sign
	// The command that the function runs, if it runs one.
	Shell, Command string
	// What the catalogue says of it, for one that the catalogue does not have: a declared one.
	Does, Why, Handle string
	Zone,
	Server Name
	Message int  // it is one if this parameter, counted from 1, is an update of DNSSEC records; else 0
	Silent  bool // it stands in a file in which nothing is reported
	Relation
}

// A Subject is a zone and a server.
type Subject struct{ Zone, Server Name }

// A Forward is a command that a function runs, of which its callers give parts. Relation is that of an
// Operation.
type Forward struct {
	Func string // what runs it: (*os/exec.Cmd).Run
	Command
	Relation
}

// A Text is a text, or a process to be started, that a function returns in a result, or in a field of what a
// result is or points to.
type Text struct {
	Result int
	Path   string // the field; "" for the result
	Command
}

// A Command is a command, or a part of one: a text, a list of texts, or a process with arguments and what it
// reads. Holes in the texts are numbers of Unicode's plane 15: below 256 parameters, and then Fields.
type Command struct {
	Kind        uint8
	Text, Stdin string
	List        []string
	Fields      []Field
}

// A Field is a field of a parameter, or of what that points to.
type Field struct {
	Param int
	Path  []string
}

// A Message says what a function makes of a message: of a parameter, or a result, both counted from 1; the
// other is 0.
type Message struct {
	Param, Result int
	Updates       bool // a dynamic update
	Records       bool // one that holds DNSSEC records
	Zone          Name // of this zone
}

// A Run says what becomes of a refusal that a function gets from a function which it is given.
type Run struct {
	Param  int // the function
	Result int // the result of it that carries the refusal; -1: when it is called, Lost says
	Form   catalog.Form
	Tests  bool // a refusal test is applied to it, on some path at least
	Relation
}

// A Relation is a boolean function over ports, as a decision diagram: what holds of arguments and
// results of the calls that return. In the zero Relation none does.
type Relation struct {
	Ports []Port
	Nodes []Node
	// Root holds for the calls that return; Lost, where the refusal is lost although the call may not
	// return.
	Root, Lost int
}

// True is the number of the node that always holds.
const True = 1

// Empty reports whether r says nothing: all calls return, whatever holds.
func (r *Relation) Empty() bool { return r.Root == True && r.Lost == 0 }

// A Node is a decision on Ports[Port]. Lo and Hi are 0 for false, 1 for true, and else 2 + the number
// of a node; nodes refer to nodes before them.
type Node struct{ Port, Lo, Hi int }

// A Port is a fact that caller and function both know.
type Port struct {
	Kind
	N        int          // which parameter or result
	Question Question     // of ParamAnswer and ResultAnswer
	Form     catalog.Form // of ResultCarries
	Field    string       // of results: only this field of it
	Const    string       // of ParamIs and ResultIs: the constant, exactly
	Zone     Name         // of Held
	Server   Name         // of Held
}

// A Kind says what a port stands for.
type Kind uint8

// The kinds of ports.
const (
	ParamBool     Kind = iota // a parameter is true
	ParamNil                  // a parameter is nil
	ParamAnswer               // a parameter answers yes to a question
	ResultBool                // a result is true
	ResultNil                 // a result is nil
	ResultAnswer              // a result answers yes to a question
	ResultCarries             // a result carries the refusal
	Held                      // the role is held for a zone and a server
	ParamIs                   // a parameter is a constant
	ResultIs                  // a result is a constant
)

// A Name is a zone or a server: a constant, a parameter, or, if it is zero, unknown.
type Name struct {
	Text  string
	Param int // 1 + the number of the parameter
}

// Key is a text that orders ports, and tells different ones apart. Ports that ask the same of different
// parameters and results are beside each other: where a function hands on what it is given, they are
// equal, and a decision diagram that looks at all parameters first doubles with each question.
func (p Port) Key() string {
	return fmt.Sprintf("%#v %q %d %d %#v", p.Question, p.Const, p.Kind, p.N, p)
}

// Key is a text that orders operations, and tells different ones apart.
func (o Operation) Key() string { return fmt.Sprintf("%s %#v", o.Func, o) }

// A Question is something that a program asks of errors: is it this value, of this type, does it say this?
type Question struct {
	Kind uint8
	Type string // a type, or the type of a constant
	Text string // a constant, exactly; a piece of text
	Code int64  // that constant, if it is a number
	Var  string // a package variable: path.Name
}
