package catalog

import "strings"

// A Command is a cmdlet, or a verb of a command-line tool, that has to do with the role.
//
// Parameters are named by words. A parameter can stand in its place (Positional), by its name with a
// value (Positional, Options) or by its name alone (Switches). PowerShell takes names and aliases in
// any case, and cut short where that is not ambiguous.
type Command struct {
	Name       string   `yaml:"name"`       // canonical spelling, compared in any case: Invoke-DnsServerZoneSign, /ZoneSign
	Shell      Shell    `yaml:"shell"`      // who reads it
	Means      Effect   `yaml:"means"`      // what it has to do with the role
	Does       string   `yaml:"does"`       // a verb phrase: "signs a zone"
	Why        string   `yaml:"why"`        // why that needs the role
	Positional []string `yaml:"positional"` // parameters by place; for dnscmd the words after the verb
	Options    []string `yaml:"options"`    // parameters with a value and without a place
	Switches   []string `yaml:"switches"`   // parameters without a value
	Aliases    []string `yaml:"aliases"`    // other names of parameters: Cn=ComputerName
	Zone       string   `yaml:"zone"`       // the parameter that names the zone
	Server     []string `yaml:"server"`     // those that name the server, best first; dnscmd takes it before the verb
	Unless     []string `yaml:"unless"`     // parameters with which the row does not apply
	Only       *Only    `yaml:"only"`       // a restriction on an argument
	Yes        string   `yaml:"yes"`        // of a read: the field of its result that is true on the key master
	Master     string   `yaml:"master"`     // of a read: the field that names the key master
	To         string   `yaml:"to"`         // of a move: the parameter that names the next key master; the server addressed if empty
	Seizes     string   `yaml:"seizes"`     // of a move: the parameter that makes it a seizure, or "always"
	Contested  string   `yaml:"contested"`  // a sentence where sources differ on whether it needs the role
	Handle     string   `yaml:"handle"`     // of an operation: the refusal test to suggest, as Go code
	Basis      string   `yaml:"basis"`
	Source     string   `yaml:"source"`
}

// Only restricts a row to calls whose parameter Parameter is one of In, in any case, with or without
// a slash before it.
type Only struct {
	Parameter string   `yaml:"parameter"`
	In        []string `yaml:"in"`
}

// A Shell is the program that reads a command.
type Shell string

// The shells of commands.
const (
	PowerShell Shell = "powershell" // a cmdlet
	Dnscmd     Shell = "dnscmd"     // a verb of dnscmd.exe
	MSRPC      Shell = "msrpc"      // an operation of MS-DNSP, by its name on the wire
	WMI        Shell = "wmi"        // a method of a class of the DNS server provider: Class.Method
)

// An Effect says what a command has to do with the role.
type Effect string

// The effects of commands.
const (
	Operates Effect = "operation" // only the key master may do it
	Moves    Effect = "move"      // makes a server the key master
	Reads    Effect = "read"      // says who is
)

// Always, as Command.Seizes, says that a move is always a seizure.
const Always = "always"

// Refers reports whether the row speaks of the parameter name: canonical spelling, in any case.
func (c *Command) Refers(name string) bool {
	for _, list := range [][]string{c.Positional, c.Options, c.Switches} {
		for _, p := range list {
			if strings.EqualFold(p, name) {
				return true
			}
		}
	}
	return false
}

// Holds reports whether word is one that the restriction asks for.
func (o *Only) Holds(word string) bool {
	for _, in := range o.In {
		if strings.EqualFold(strings.TrimPrefix(word, "/"), in) {
			return true
		}
	}
	return false
}

// Command returns the row of a cmdlet or verb, written in any case, or nil.
func (c *Catalog) Command(shell Shell, name string) *Command {
	return c.commands[commandKey(shell, name)]
}

// NamesCommand reports whether a text contains the name of a command.
func (c *Catalog) NamesCommand(text string) bool {
	text = strings.ToLower(text)
	for k := range c.commands {
		if strings.Contains(text, k.name) {
			return true
		}
	}
	return false
}

type commandName struct {
	shell Shell
	name  string
}

func commandKey(shell Shell, name string) commandName {
	return commandName{shell, strings.ToLower(name)}
}
