package catalog

import (
	"slices"
	"strings"
)

// A runner is an [Operation] that runs a command: its row says how the command is given and where the
// answer arrives, and a [Command] what that does.

// A Reading says how the command of a runner is read.
type Reading string

// The readings of commands.
const (
	ReadProcess Reading = "process"    // a process that is described by a value: see Process
	ReadLine    Reading = "line"       // a command line
	ReadScript  Reading = "powershell" // a PowerShell script
	ReadRPC     Reading = "msrpc"      // the name of an operation of MS-DNSP
	ReadWMI     Reading = "wmi"        // a class, and a method of it
)

var readings = []Reading{ReadProcess, ReadLine, ReadScript, ReadRPC, ReadWMI}

// A Process says how one library describes a process before it is started.
type Process struct {
	Type  string   `yaml:"type"`  // os/exec.Cmd
	Path  string   `yaml:"path"`  // the field that holds the program
	Args  string   `yaml:"args"`  // the field that holds the arguments, the program first
	Stdin string   `yaml:"stdin"` // the field that holds what the process reads
	Pipes []string `yaml:"pipes"` // methods that return what the process reads, to be written to
	New   []Start  `yaml:"new"`   // functions that describe a process
}

// A Start is a function that describes a process.
type Start struct {
	Func    string `yaml:"func"`
	Program Place  `yaml:"program"`
	Args    Place  `yaml:"args"` // the list of the arguments, without the program
}

// A TextOf is a function whose result is a command, or a part of one, made of a text.
type TextOf struct {
	Func string `yaml:"func"`
	From Place  `yaml:"from"`
	To   Place  `yaml:"to"`
	As   As     `yaml:"as"`
}

// An ErrorType is the type of an error in which a program that asks for it finds the refusal.
type ErrorType struct {
	Type string   `yaml:"type"` // *os/exec.ExitError
	Of   []string `yaml:"of"`   // packages whose operations fail with such errors
	Form Form     `yaml:"form"` // the form that it has in fields of the error
}

// name returns the name of the type that errors have, and whether they are pointers to it.
func (e *ErrorType) name() (name string, pointer bool) { return strings.CutPrefix(e.Type, "*") }

// As says what becomes of a text.
type As string

// What becomes of a text.
const (
	Same           As = "same"            // nothing that matters
	First          As = "first"           // the first of a list of them is taken
	EncodedCommand As = "encoded-command" // a command line that runs it as a PowerShell script
)

// runner checks that a row says what the call does, or else how to read what it runs.
func (c *checker) runner(at string, o *Operation) {
	if len(o.Command) == 0 {
		if o.Reads != "" {
			c.fail(at+".reads", "nothing is read: the row has no command")
		}
		if !c.user {
			c.required(at+".does", o.Does)
			c.required(at+".why", o.Why)
			c.required(at+".handle", o.Handle)
		}
		return
	}
	for i, p := range o.Command {
		c.place(index(at+".command", i), p, Recv, Arg)
	}
	c.place(at+".stdin", o.Stdin, Recv, Arg)
	for i, p := range o.With {
		c.place(index(at+".with", i), p, Recv, Arg)
	}
	if !slices.Contains(readings, o.Reads) {
		c.fail(at+".reads", "unknown reading %q (want %s)", string(o.Reads), list(readings))
	}
	for _, x := range []struct{ key, value string }{{".does", o.Does}, {".why", o.Why}, {".handle", o.Handle}, {".update", string(o.Update)}} {
		if x.value != "" {
			c.fail(at+x.key, "the command says that")
		}
	}
}

func (c *checker) process(at string, p *Process) {
	c.name(at+".type", p.Type)
	c.once(at, "process "+p.Type)
	c.fieldName(at+".path", p.Path)
	c.fieldName(at+".args", p.Args)
	c.fieldName(at+".stdin", p.Stdin)
	c.functions(at+".pipes", p.Pipes)
	for i, s := range p.New {
		p := index(at+".new", i)
		c.function(p+".func", s.Func)
		c.place(p+".program", s.Program, Recv, Arg)
		c.place(p+".args", s.Args, Recv, Arg)
	}
}

func (c *checker) text(at string, t TextOf) {
	c.function(at+".func", t.Func)
	c.once(at, "text "+t.Func)
	c.required(at+".from", string(t.From))
	c.place(at+".from", t.From, Recv, Arg)
	c.required(at+".to", string(t.To))
	c.place(at+".to", t.To, Result)
	if ways := []As{Same, First, EncodedCommand}; !slices.Contains(ways, t.As) {
		c.fail(at+".as", "unknown way %q (want %s)", string(t.As), list(ways))
	}
}

func (c *checker) errorType(at string, e ErrorType) {
	name, _ := e.name()
	c.name(at+".type", name)
	c.once(at, "error "+e.Type)
	if len(e.Of) == 0 {
		c.fail(at+".of", "missing: whose errors are of the type?")
	}
	for i, path := range e.Of {
		if !isPath(path) {
			c.fail(index(at+".of", i), "%q is no import path", path)
		}
	}
	c.form(at+".form", e.Form)
}
