package catalog

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// A Spot is a Place taken apart.
type Spot struct {
	Kind   Kind
	Index  int      // of the argument (receiver not counted) or result; 0 for other kinds
	Fields []string // field names below it, outermost first; a name may be promoted
}

// A Kind says which value at a call a Place names.
type Kind int

// The kinds of places. None is the empty Place.
const (
	None   Kind = iota
	Recv        // "recv": the receiver
	Arg         // "arg N"
	Args        // "args": every argument; flows only
	Format      // "format": the last fixed parameter is a format, the variadic ones its operands; flows only
	Result      // "result N"
)

var errPlace = errors.New(`want recv, "arg N" or "result N", each with optional .Fields`)

// Spot takes p apart. A place that Parse would refuse gives the zero Spot.
func (p Place) Spot() Spot {
	s, err := p.parse()
	if err != nil {
		return Spot{}
	}
	return s
}

// parse reads the notation described at [Place], and "args" and "format".
func (p Place) parse() (Spot, error) {
	if p == "" {
		return Spot{}, nil
	}
	head, path, dotted := strings.Cut(string(p), ".")
	var s Spot
	if dotted {
		s.Fields = strings.Split(path, ".")
		for _, f := range s.Fields {
			if !isIdent(f) {
				return Spot{}, fmt.Errorf("%q is no place: %q is no field name", string(p), f)
			}
		}
	}
	word, num, numbered := strings.Cut(head, " ")
	switch word {
	case "recv":
		s.Kind = Recv
	case "args":
		s.Kind = Args
	case "format":
		s.Kind = Format
	case "arg":
		s.Kind = Arg
	case "result":
		s.Kind = Result
	}
	if indexed := s.Kind == Arg || s.Kind == Result; s.Kind == None || indexed != numbered {
		return Spot{}, fmt.Errorf("%q is no place: %w", string(p), errPlace)
	}
	if numbered {
		n, err := strconv.ParseUint(num, 10, 8)
		if err != nil || strconv.FormatUint(n, 10) != num {
			return Spot{}, fmt.Errorf("%q is no place: %w", string(p), errPlace)
		}
		s.Index = int(n)
	}
	return s, nil
}
