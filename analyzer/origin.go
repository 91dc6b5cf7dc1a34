package analyzer

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// An origin says where a setting was made.
type origin struct {
	file string // as the user named it; "flag -tests"; "" for a value that a program gave
	line int    // 0: unknown
	path string // there
}

func (o origin) String() string {
	if o.line > 0 {
		return o.file + ":" + strconv.Itoa(o.line)
	}
	return o.file
}

// Origin says where the setting at path was made, for example packs.miekg or rows.operations[0]: in which
// line of a file, by which flag, or "default".
func (s Settings) Origin(path string) string {
	switch o, _, known := s.origin(path); {
	case !known:
		return "default"
	case o.file == "":
		return "program"
	default:
		return o.String()
	}
}

// where returns a path with the place where the setting at it was made, if that is known.
func (s Settings) where(path string) string {
	if o, rest, known := s.origin(path); known && o.file != "" {
		return o.path + rest + " (" + o.String() + ")"
	}
	return path
}

// origin returns where the setting at path, or what it is in, was made; rest is what path has beyond that.
func (s Settings) origin(path string) (o origin, rest string, known bool) {
	for at := path; at != ""; at = outer(at) {
		if o, ok := s.origins[at]; ok {
			return o, path[len(at):], true
		}
	}
	return origin{}, "", false
}

func indexed(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// outer returns the path of what the key or element at path is in.
func outer(path string) string {
	return path[:max(strings.LastIndexByte(path, '.'), strings.LastIndexByte(path, '['), 0)]
}

// errorAt is an error about the setting at path, in terms of where the user made it.
func (s Settings) errorAt(path, format string, args ...any) error {
	e := &catalog.ParseError{Path: path, Text: fmt.Sprintf(format, args...)}
	if o, rest, known := s.origin(path); known {
		e.File, e.Line, e.Path = o.file, o.line, o.path+rest
	}
	return e
}
