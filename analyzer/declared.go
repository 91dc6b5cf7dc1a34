package analyzer

import (
	"github.com/keymasterlint/keymaster/analyzer/internal/declare"
)

// Declared is the fact of a function, method, interface method or field about which a directive says
// something: what it says, for other packages. Methods that a contract on an interface binds have it too.
// It must stay gob-compatible and deterministic; TestFactCodec says so.
type Declared struct {
	Only    bool   // calls are operations
	Reason  string // of Only
	Check   string // the outcome that shows the role: true, false or nil; or ""
	Refusal bool   // calls are refusal tests
}

// AFact implements analysis.Fact.
func (*Declared) AFact() {}

// String is the directive, as far as it counts for others.
func (d *Declared) String() string {
	switch {
	case d.Only:
		return "only -- " + d.Reason
	case d.Check != "":
		return "check " + d.Check
	}
	return "refusal"
}

func (d *Declared) meaning() *declare.Meaning {
	m := declare.Meaning(*d)
	return &m
}
