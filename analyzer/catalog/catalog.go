// Package catalog says which calls only a zone's key master may make, how their
// refusal arrives, and which calls carry a refusal on or test for it. It is data:
// one YAML file per pack, in the format that users write too. The package knows
// go/types and nothing of SSA.
package catalog

// A Pack is one file of rows about one transport.
type Pack struct {
	Pack       string      `yaml:"pack"`
	Doc        string      `yaml:"doc"`
	Direct     bool        `yaml:"direct"`     // only what imports one of Packages itself calls its functions
	Packages   []string    `yaml:"packages"`   // import paths whose presence brings the pack within reach
	Operations []Operation `yaml:"operations"` // calls that need the role
	Commands   []Command   `yaml:"commands"`   // cmdlets and verbs of command-line tools
	Updates    []Update    `yaml:"updates"`    // how dynamic update messages are built
	Processes  []Process   `yaml:"processes"`  // how processes are described before they are started
	Texts      []TextOf    `yaml:"texts"`      // calls that make a command's text of another
	Errors     []ErrorType `yaml:"errors"`     // error types that hold the refusal in fields
	Flows      []Flow      `yaml:"flows"`      // calls that pass a refusal on
	Tests      []Test      `yaml:"tests"`      // calls that tell a refusal apart
	NoReturn   []string    `yaml:"noReturn"`   // functions that never return
	Unwinds    []string    `yaml:"unwinds"`    // those of them that run deferred calls first
	Runs       []Run       `yaml:"runs"`       // functions that run what they are given
	NonNil     []string    `yaml:"nonNil"`     // functions whose only result is never nil
	Answers    []Answer    `yaml:"answers"`    // values that say how an operation ended
	Triggers   []Trigger   `yaml:"triggers"`   // words that make any code worth a look

	Checks      []Check     `yaml:"checks"`      // calls whose answer shows who is the key master
	Establishes []Establish `yaml:"establishes"` // calls that return only where this is the key master
	Support     bool        `yaml:"support"`     // other packs need it: it cannot be switched off
}

// An Operation is a function that only the key master may call.
type Operation struct {
	Func       string      `yaml:"func"`       // as types.Func.FullName: (*github.com/miekg/dns.RRSIG).Sign
	Does       string      `yaml:"does"`       // a verb phrase: "signs an RRset"
	Why        string      `yaml:"why"`        // why that needs the role: "only the key master holds the zone's private keys"
	Zone       []Place     `yaml:"zone"`       // where the zone is named, best first
	Server     []Place     `yaml:"server"`     // where the server is named, best first
	Refusal    []Carrier   `yaml:"refusal"`    // where the refusal arrives
	NonNil     []int       `yaml:"nonNil"`     // results that are not nil, or not zero, when the call is refused
	Nil        []int       `yaml:"nil"`        // results that are nil when the call is refused
	NotThrough []string    `yaml:"notThrough"` // embedding types whose promoted or explicit call does not count
	Unless     *FieldLacks `yaml:"unless"`     // a receiver that provably makes the call harmless
	Update     Place       `yaml:"update"`     // the message argument; the call counts only if it is a DNSSEC update
	Command    []Place     `yaml:"command"`    // what it runs; the call counts only if that is a command of the catalogue
	Stdin      Place       `yaml:"stdin"`      // what the command reads from its standard input
	Reads      Reading     `yaml:"reads"`      // how the command is read
	With       []Place     `yaml:"with"`       // of a named operation: what its arguments are taken from
	Indirect   string      `yaml:"indirect"`   // the method that takes class and method as its first arguments
	Status     string      `yaml:"status"`     // the type of the status in a field of type any
	Lacks      []string    `yaml:"lacks"`      // names of answers that look like the refusal and that this transport does not give
	AnyTest    bool        `yaml:"anyTest"`    // which tests work is not known: none is called dead
	Asks       bool        `yaml:"asks"`       // the call only asks: commands that do more are none
	Either     bool        `yaml:"either"`     // it is not established which of the carriers has the refusal: only one has
	Handle     string      `yaml:"handle"`     // the refusal test to suggest, as Go code
	Runs       *Command    `yaml:"-"`          // the command that a call runs, once that is known
	Basis      string      `yaml:"basis"`      // spec-stated, documented, inferred, decided
	Source     string      `yaml:"source"`
}

// A Place names a value at a call: "recv", "arg N", "result N", each optionally followed by
// fields (".Hdr.Name"). Arguments do not count the receiver.
type Place string

// A Carrier is a result that carries the refusal.
type Carrier struct {
	At    Place `yaml:"at"`    // "result 0", "result 0.Rcode", or "recv" where a later read of the receiver yields it
	Form  Form  `yaml:"form"`  // in which form
	Shell Shell `yaml:"shell"` // of a runner: only where this shell reads the command
}

// A Form is how a transport says "refused"; it decides which tests can see it.
type Form string

// The forms of docs/rule.md section 1.
const (
	Error Form = "error" // an error value, tested by ==, errors.Is, errors.As, or by its text
	Text  Form = "text"  // text only
	Rcode Form = "rcode" // a DNS response code; NOTAUTH or REFUSED
	Code  Form = "code"  // an integer status
)

// FieldLacks holds when a field of the receiver is a constant without any of the bits Lacks.
type FieldLacks struct {
	Field string `yaml:"field"`
	Lacks uint64 `yaml:"lacks"`
}

// An Update says how one library builds a dynamic update and when it carries DNSSEC records.
type Update struct {
	Message string   `yaml:"message"` // the message type: github.com/miekg/dns.Msg
	Setters []string `yaml:"setters"` // functions that make a message an update of the zone in their first argument
	Opcode  string   `yaml:"opcode"`  // field that holds the opcode: "Opcode"
	Value   int64    `yaml:"value"`   // the opcode of an update: 5
	Section string   `yaml:"section"` // field that holds the update section: "Ns"
	Adders  []string `yaml:"adders"`  // methods that add their record argument to it
	New     []string `yaml:"new"`     // constructors that take the zone as first argument
	Parsers []string `yaml:"parsers"` // functions that parse a record from the text in their first argument
	Records []string `yaml:"records"` // record types that make it an operation: github.com/miekg/dns.DNSKEY
}

// A Flow is a call whose result carries the refusal that its argument carries.
type Flow struct {
	Func string `yaml:"func"`
	From Place  `yaml:"from"` // "arg 0", "args" for all of them, "format" for a format and its verbs, "recv"
	To   Place  `yaml:"to"`   // "result 0"; "arg 1" for a pointer that receives it
	Form Form   `yaml:"form"` // the form it has from here on, if that changes
	// Wraps says that the result is another error in which errors.Is finds the argument; == does not.
	Wraps bool `yaml:"wraps"`
}

// A Run is a function that runs its first argument, a function without parameters.
type Run struct {
	Func string `yaml:"func"`
	How  How    `yaml:"how"`
	// Error is the method of the same receiver that returns the first error that one of the functions
	// has returned, and waits for them.
	Error string `yaml:"error"`
}

// How says how a function is run.
type How string

// The ways in which a Run runs its argument.
const (
	Started How = "started" // in a goroutine
	Once    How = "once"    // now, unless the receiver has run one before
	Kept    How = "kept"    // when its result is called first; that gives the same again then
)

// A Test is a call that tells a refusal in one argument apart from other outcomes: it compares it with
// Target, or puts it into Into to be compared. A row with a function alone says that it knows the refusal
// itself, in whatever it is given.
type Test struct {
	Func   string `yaml:"func"`
	Value  Place  `yaml:"value"`  // what is tested
	Target Place  `yaml:"target"` // what it is compared with
	Form   Form   `yaml:"form"`   // error: identity; text: substring; code: element of a list
	Into   Place  `yaml:"into"`   // errors.As: the pointer that receives it
}

// whole reports whether the function knows the refusal itself.
func (t *Test) whole() bool { return *t == Test{Func: t.Func} }

// An Answer is a value by which transports say how an operation ended: a code, in Value, or
// a piece of text, in Text.
type Answer struct {
	Name   string   `yaml:"name"`   // as its source writes it: DNS_ERROR_KEYMASTER_REQUIRED
	Forms  []Form   `yaml:"forms"`  // the forms in which it occurs
	Value  *int64   `yaml:"value"`  // the code; a uint32 above 2^31 is a row of its own beside the int32
	Text   string   `yaml:"text"`   // found in any case, not inside a longer word or number
	Means  Meaning  `yaml:"means"`  // what it says
	Consts []string `yaml:"consts"` // Go constants that have the value: github.com/miekg/dns.RcodeRefused
	Basis  string   `yaml:"basis"`
	Source string   `yaml:"source"`
}

// A Trigger is a word that makes code worth a look, whatever that imports.
type Trigger struct {
	Word  string `yaml:"word"`  // in lower case, found in any; "-" stands for blanks, "_" and "-", or nothing
	After string `yaml:"after"` // characters of which one stands before it; empty if anything may
}

// A Meaning is what an Answer says about the operation.
type Meaning string

// The meanings of an Answer.
const (
	Refused Meaning = "refused" // this server is not the key master
	Success Meaning = "success" // done; a comparison with it separates a refusal from success
	Base    Meaning = "base"    // no answer itself: programs count from it up to one
	Phantom Meaning = "phantom" // looks like the refusal, and no transport gives it: who looks for it finds nothing
)
