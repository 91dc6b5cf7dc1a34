package catalog

import (
	"slices"
	"strings"
)

// The checks of single values that the rows share.

func (c *checker) required(at, value string) {
	if value == "" {
		c.fail(at, "missing")
	}
}

// once fails when a row with the same identity came before.
func (c *checker) once(at, identity string) {
	if first, ok := c.rows[identity]; ok {
		c.fail(at, "the same row as %s", first)
		if c.err.Path == at {
			c.err.Same = first
		}
		return
	}
	c.rows[identity] = at
}

func (c *checker) function(at, f string) {
	if _, err := parseFunc(f); err != nil {
		c.fail(at, "%q is no function: %v", f, err)
	}
}

func (c *checker) functions(at string, list []string) {
	for i, f := range list {
		c.function(index(at, i), f)
	}
}

func (c *checker) name(at, n string) {
	if _, err := parseName(n, errName); err != nil {
		c.fail(at, "%q is no name: %v", n, err)
	}
}

func (c *checker) fieldName(at, f string) {
	if !isIdent(f) {
		c.fail(at, "%q is no field name", f)
	}
}

// place checks p, which may be empty and is of one of the given kinds otherwise.
func (c *checker) place(at string, p Place, kinds ...Kind) {
	s, err := p.parse()
	if err != nil {
		c.fail(at, "%v", err)
		return
	}
	if s.Kind != None && !slices.Contains(kinds, s.Kind) {
		c.fail(at, "%q cannot stand here", string(p))
	}
	if len(s.Fields) > 0 && (s.Kind == Args || s.Kind == Format) {
		c.fail(at, "%q has no fields", string(p))
	}
}

func (c *checker) form(at string, f Form) {
	if !slices.Contains([]Form{Error, Text, Rcode, Code}, f) {
		c.fail(at, "unknown form %q (want error, text, rcode, code)", string(f))
	}
}

func (c *checker) results(at string, list []int) {
	for i, n := range list {
		if n < 0 || slices.Contains(list[:i], n) {
			c.fail(index(at, i), "want distinct result numbers from 0")
		}
	}
}

var bases = []string{"spec-stated", "documented", "inferred", "decided"}

// basis checks how sure a row is. A user need not say.
func (c *checker) basis(at, basis, source string) {
	if c.user && basis == "" {
		return
	}
	if !slices.Contains(bases, basis) {
		c.fail(at+".basis", "unknown basis %q (want %s)", basis, strings.Join(bases, ", "))
	}
	if !c.user {
		c.required(at+".source", source)
	}
}
