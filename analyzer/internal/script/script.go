// Package script reads what a program hands to PowerShell, to dnscmd or to a shell on another computer, and
// says which of its commands have to do with the key master role and what the script itself does about
// the role and about a refusal. It knows texts and the catalogue's rows, and nothing of the program
// around them: what is not known there is a hole in the text.
package script

import (
	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/script/powershell"
)

// A Reader reads scripts and commands.
type Reader struct {
	Catalog *catalog.Catalog
	// Differ reports whether the values of two holes are known to differ. It may be nil.
	Differ func(i, j int) bool
}

// Effects is what a script does, as far as the role goes.
type Effects struct {
	Calls []*Call // in the order of their lines
	// Open lists the holes of which the content is run, or decides what is run.
	Open []int
	// Answer says what the script's output and exit code tell about the role, nil if nothing.
	Answer *Answer
}

// A Call is a command of the script that has a row.
type Call struct {
	Row    *catalog.Command
	Zone   Arg
	Server Arg // where it acts
	Line   int // in the script, counted from 1

	// Of operations, in the terms of docs/rule.md, on every path of the script that reaches it.
	Guarded bool // a role check for its subject had a good outcome
	Handled bool // a refusal meets a test before it is lost
	Safe    bool // each path has the one or the other
	// WrongSubject says that it is not guarded, but would be if a check for another zone or server counted.
	WrongSubject bool
	// Inverted says that it runs exactly where a check said that this is not the key master.
	Inverted bool
	// Hidden says that on some path nothing that the script prints, or leaves as an error, carries the refusal.
	Hidden bool

	// Of moves.
	To        Arg  // the next key master
	Moves     Move // what it means for the server addressed
	Seizes    bool
	OnFailure bool // it answers the failure of an operation, with no other condition in between

	// Metadata says that a read asks for signing metadata and not for the role.
	Metadata bool

	first *Call // the call at the same place that was walked before
}

// A Move says what moving the role means for the server that the script talks to.
type Move int

// The moves.
const (
	MoveUnknown Move = iota
	MoveHere         // the role is there from now on
	MoveAway         // the role is elsewhere from now on
)

// An Answer is what a script's output and exit code say about the role of Server in Zone.
type Answer struct {
	Zone, Server Arg
	Yes, No      []string // texts that it prints exactly where the role is there, or is not
	// Success says that the script ends with exit code 0 only where the role is there.
	Success bool
	// Master says that it prints the name of the zone's key master.
	Master bool
	// Settings says that it prints the zone's settings, the answer among them, as an object or JSON.
	Settings bool
}

// PowerShell reads a script.
func (r Reader) PowerShell(text string) Effects {
	m := newMachine(r)
	m.script(powershell.Parse(text))
	return m.effects()
}
