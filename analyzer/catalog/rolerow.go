package catalog

import "go/types"

// A Check is a function whose answer shows whether this program talks to the zone's key master.
type Check struct {
	Func    string  `yaml:"func"`
	At      Place   `yaml:"at"`      // "result N"; the result that has the outcome, if nothing is said
	Outcome Outcome `yaml:"outcome"` // which shows the role: true, false, nil, non-nil; as the result's type suggests, if nothing is said
	Zone    []Place `yaml:"zone"`    // where the zone is named, best first; by the names of parameters, if nothing is said
	Server  []Place `yaml:"server"`  // the same of the server
	Basis   string  `yaml:"basis"`
	Source  string  `yaml:"source"`
}

// An Establish is a function that returns normally only where the role is held: it panics or exits elsewhere.
type Establish struct {
	Func   string  `yaml:"func"`
	Zone   []Place `yaml:"zone"` // as of a Check
	Server []Place `yaml:"server"`
	Basis  string  `yaml:"basis"`
	Source string  `yaml:"source"`
}

// An Outcome is what a result is where the role is held.
type Outcome string

// Outcomes are the outcomes that there are.
var Outcomes = []Outcome{"true", "false", "nil", "non-nil"}

// Check returns the row of a function whose answer shows the role, or nil.
func (c *Catalog) Check(fn *types.Func) *Check { return lookup(c, c.checks, fn) }

// Establish returns the row of a function that returns only where the role is held, or nil.
func (c *Catalog) Establish(fn *types.Func) *Establish { return lookup(c, c.establishes, fn) }

// Refusal reports whether fn tests what it is given for the refusal, by itself.
func (c *Catalog) Refusal(fn *types.Func) bool { return lookup(c, c.refusals, fn) != nil }
