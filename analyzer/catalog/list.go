package catalog

import (
	"cmp"
	"strings"
)

// An Entry is a row that gives rise to findings or keeps them away, for readers.
type Entry struct {
	Func       string `json:"func"` // of a command, its name
	Pack       string `json:"pack"`
	Kind       string `json:"kind"`       // operation, command, check, establishes, refusal test
	Does       string `json:"does"`       // what calls do, or say
	Why        string `json:"why"`        // why an operation needs the role
	Recognised string `json:"recognised"` // which calls count
	Zone       string `json:"zone"`       // where the zone is named
	Server     string `json:"server"`
	Refusal    string `json:"refusal"`   // where an operation's refusal arrives
	Tests      string `json:"tests"`     // what tests that
	Contested  string `json:"contested"` // where sources differ on whether it needs the role
	Basis      string `json:"basis"`
	Source     string `json:"source"`
}

// bySignature stands for what a user's row leaves out.
const bySignature = "as the function's signature says"

// List returns c's entries in the order of the packs and their rows.
func (c *Catalog) List() []Entry {
	var list []Entry
	for _, p := range c.packs {
		add := func(e Entry) {
			e.Pack = p.Pack
			list = append(list, e)
		}
		for _, o := range p.Operations {
			add(Entry{
				Func: o.Func, Kind: "operation", Does: o.Does, Why: o.Why, Recognised: o.Recognised(), Zone: PlacesWords(o.Zone),
				Server: PlacesWords(o.Server), Refusal: cmp.Or(o.Arrives(), bySignature), Tests: cmp.Or(o.TestedBy(), bySignature),
				Basis: o.Basis, Source: o.Source,
			})
		}
		for _, k := range p.Commands {
			add(Entry{
				Func: k.Name, Kind: "command", Does: k.Does, Why: k.Why, Recognised: k.Recognised(), Zone: k.ZoneWords(),
				Server: k.ServerWords(), Refusal: k.Arrives(), Tests: k.TestedBy(), Contested: k.Contested, Basis: k.Basis, Source: k.Source,
			})
		}
		for _, k := range p.Checks {
			add(Entry{
				Func: k.Func, Kind: "check", Does: k.says(), Recognised: "every call", Zone: PlacesWords(k.Zone),
				Server: PlacesWords(k.Server), Basis: k.Basis, Source: k.Source,
			})
		}
		for _, e := range p.Establishes {
			add(Entry{
				Func: e.Func, Kind: "establishes", Does: "returns only where the role is held", Recognised: "every call",
				Zone: PlacesWords(e.Zone), Server: PlacesWords(e.Server), Basis: e.Basis, Source: e.Source,
			})
		}
		for _, t := range p.Refusals() {
			add(Entry{Func: t.Func, Kind: "refusal test", Does: "tells the refusal apart in what it is given", Recognised: "every call"})
		}
	}
	return list
}

// says says what a check's answer means.
func (k *Check) says() string {
	if k.At == "" && k.Outcome == "" {
		return "shows the role, " + bySignature
	}
	return "shows the role where " + cmp.Or(k.At.Words(), "its result") + " is " + cmp.Or(string(k.Outcome), "as its type suggests")
}

// String is the entry as a paragraph of lines.
func (e *Entry) String() string {
	var b strings.Builder
	b.WriteString(e.Func + " [" + e.Pack + "] " + e.Kind + "\n")
	does := e.Does
	if e.Why != "" {
		does += ": " + e.Why
	}
	source := e.Basis
	if e.Basis != "" && e.Source != "" {
		source += ": "
	}
	for _, line := range [][2]string{
		{"", does}, {"counts", e.Recognised}, {"zone", e.Zone}, {"server", e.Server}, {"refusal", e.Refusal},
		{"tested by", e.Tests}, {"contested", e.Contested}, {"basis", source + e.Source},
	} {
		if text := oneLine(line[1]); text != "" {
			b.WriteString("    ")
			if line[0] != "" {
				b.WriteString(line[0] + ": ")
			}
			b.WriteString(text + "\n")
		}
	}
	return b.String()
}
