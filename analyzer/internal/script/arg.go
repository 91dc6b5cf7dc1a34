package script

import (
	"net/netip"
	"strings"
)

// An Arg is the zone or the server of a command.
type Arg struct {
	Text   string // if Known; with holes where the program's value is not known
	Known  bool
	Local  bool // of a server: the computer that runs the script
	Master bool // of a server: named by the zone's own settings as its key master
	key    string
	param  bool // one of the script's own inputs, which differ unless a program makes them equal
}

// A sameness says whether two arguments name one thing.
type sameness int

const (
	maybe sameness = iota
	same
	differ
)

// compare compares a and b; name puts a known text in the form that is compared.
func (r Reader) compare(a, b Arg, name func(string) string) sameness {
	switch {
	case a.Local || b.Local || a.Master || b.Master:
		if a.Local && b.Local || a.Master && b.Master {
			return same
		}
		return maybe
	case a.Known && b.Known:
		x, y := name(a.Text), name(b.Text)
		if x == y {
			return same
		}
		if !hasHole(x) && !hasHole(y) {
			return differ
		}
		i, ok := onlyHole(x)
		j, also := onlyHole(y)
		if ok && also && r.Differ != nil && r.Differ(i, j) {
			return differ
		}
		return maybe
	case a.Known || b.Known || a.key == "" || b.key == "":
		return maybe
	case a.key == b.key:
		return same
	case a.param && b.param:
		return differ
	}
	return maybe
}

func (r Reader) zones(a, b Arg) sameness   { return r.compare(a, b, zoneName) }
func (r Reader) servers(a, b Arg) sameness { return r.compare(a, b, serverName) }

// zoneName is a zone's name as zones are compared: case and the final dot do not matter.
func zoneName(s string) string { return strings.ToLower(strings.TrimSuffix(strings.TrimSpace(s), ".")) }

// serverName is a server's name as servers are compared: by its first label, an address whole.
func serverName(s string) string {
	s = strings.ToLower(strings.Trim(strings.TrimSpace(s), `\^*`))
	if _, err := netip.ParseAddr(s); err == nil {
		return s
	}
	s, _, _ = strings.Cut(s, ".")
	return s
}

// server returns the argument that names a server, by its text.
func serverArg(text string) Arg {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case ".", "localhost", "127.0.0.1", "::1", "":
		return Arg{Local: true}
	}
	return Arg{Text: text, Known: true}
}

// identity tells arguments apart that are surely not the same.
func (a Arg) identity(name func(string) string) string {
	switch {
	case a.Local:
		return "local"
	case a.Master:
		return "master"
	case a.Known:
		return "=" + name(a.Text)
	}
	return "?" + a.key
}
