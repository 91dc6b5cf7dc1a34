// Package fold works out which texts a function builds, as far as it shows: constants, concatenations,
// formats, joined lists, builders, templates, fields and package variables, and what other functions
// return. What it does not know is a hole in the text. It knows nothing of commands.
package fold

import (
	"slices"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// A Value is a text, a list of texts or a process to be started, in one of the ways in which the
// function may have built it.
type Value struct {
	Kind  Kind
	Text  string   // of a Text
	List  []string // of a List: its elements; of a Process: its arguments, the program first
	Stdin string   // of a Process: what it reads from its standard input, as far as that is known
	When  bdd.Ref  // the executions in which the value is this one
}

// A Kind says what a Value is.
type Kind uint8

// The kinds of values. A list has a hole of its own for elements that are not known.
const (
	Text Kind = iota
	List
	Process
)

// Holes are runes of a plane for private use, so that a text with holes is a text. The first numbers are
// what callers know: the parameters of the function, the receiver first, and then fields of them, of which
// the folder keeps a list. Further numbers are other values of the function.
const (
	firstHole = 0xF0000
	// FirstField is the first number of a field.
	FirstField = 1 << 8
	firstLocal = 1 << 10
	// Unknown is the hole of a value that nothing is known of.
	Unknown = 1<<15 - 1
)

// Hole returns the text that is hole number n.
func Hole(n int) string { return string(rune(firstHole + n)) }

// HoleNumber returns the number of the hole that r stands for.
func HoleNumber(r rune) (n int, ok bool) {
	n = int(r) - firstHole
	return n, n >= 0 && n <= Unknown
}

// Given reports whether hole number n is a parameter, or a field of one.
func Given(n int) bool { return n >= 0 && n < firstLocal }

// An Input is a parameter, or a field of what it is or points to.
type Input struct {
	Param int
	Path  []string // names of fields, outermost first
}

// Holes returns the numbers of the holes in a text, each once, in order.
func Holes(text string) []int {
	var found []int
	for _, r := range text {
		if n, ok := HoleNumber(r); ok && !slices.Contains(found, n) {
			found = append(found, n)
		}
	}
	return found
}

// texts returns all texts of which v consists.
func (v Value) texts() []string {
	switch v.Kind {
	case Text:
		return []string{v.Text}
	case List:
		if v.Stdin == "" {
			return v.List
		}
	}
	return append(slices.Clip(v.List), v.Stdin)
}

// Depends returns the holes of v that callers fill.
func (v Value) Depends() []int {
	var found []int
	for _, t := range v.texts() {
		for _, n := range Holes(t) {
			if Given(n) && !slices.Contains(found, n) {
				found = append(found, n)
			}
		}
	}
	return found
}

// apply returns v with each of its texts changed.
func (v Value) apply(change func(string) string) Value {
	v.Text, v.Stdin = change(v.Text), change(v.Stdin)
	if v.List != nil {
		list := make([]string, len(v.List))
		for i, t := range v.List {
			list[i] = change(t)
		}
		v.List = list
	}
	return v
}

// Forget returns v as callers know it: all holes are unknown but those that they fill.
func (v Value) Forget() Value { return v.without(func(n int) bool { return !Given(n) }) }

// Closed returns v as it is known where nothing of its function is.
func (v Value) Closed() Value { return v.without(func(int) bool { return true }) }

func (v Value) without(drop func(n int) bool) Value {
	v.When = bdd.True
	return v.apply(func(text string) string {
		return strings.Map(func(r rune) rune {
			if n, ok := HoleNumber(r); ok && drop(n) {
				return firstHole + Unknown
			}
			return r
		}, text)
	})
}

// Equal reports whether v and w are the same, whatever their conditions.
func (v Value) Equal(w Value) bool {
	return v.Kind == w.Kind && v.Text == w.Text && v.Stdin == w.Stdin && slices.Equal(v.List, w.List)
}

// Blank reports whether v is one hole of which nothing is known.
func (v Value) Blank() bool {
	return slices.ContainsFunc(v.texts(), func(t string) bool { return t == Hole(Unknown) }) && len(v.List) <= 1
}

// Line returns a text, or the words of a list with blanks between them.
func (v Value) Line() string {
	if v.Kind == Text {
		return v.Text
	}
	return strings.Join(v.List, " ")
}

// Fill returns v where parameter n holds one of the given values.
func (v Value) Fill(n int, with Value) Value {
	hole := Hole(n)
	switch with.Kind {
	case Text:
		return v.apply(func(text string) string { return strings.ReplaceAll(text, hole, with.Text) })
	case Process:
		if v.Kind == Process && v.Stdin == "" {
			v.Stdin = with.Stdin
		}
	}
	fill := func(text string) string { return strings.ReplaceAll(text, hole, strings.Join(with.List, " ")) }
	var list []string
	for _, t := range v.List {
		if t == hole {
			list = append(list, with.List...)
		} else {
			list = append(list, fill(t))
		}
	}
	v.Text, v.Stdin, v.List = fill(v.Text), fill(v.Stdin), list
	return v
}

// fillAll returns what v may be where its inputs are what given returns for them. Conditions are combined
// by and.
func (v Value) fillAll(given func(n int) []Value, and func(...bdd.Ref) bdd.Ref) []Value {
	all := []Value{v}
	for _, n := range v.Depends() {
		all = cross(all, protect(given(n)), func(x, a Value) Value {
			x = x.Fill(n, a)
			x.When = and(x.When, a.When)
			return x
		})
	}
	for i := range all {
		all[i] = all[i].apply(unprotect)
	}
	return all
}

// While parameters are filled in, those of the function that fills them are told apart from them: they are moved by half
// of the numbers that parameters have.
const moved = firstLocal / 2

func protect(vs []Value) []Value { return shift(vs, moved) }

func unprotect(text string) string { return shiftText(text, -moved) }

func shift(vs []Value, by int) []Value {
	out := make([]Value, len(vs))
	for i, v := range vs {
		out[i] = v.apply(func(text string) string { return shiftText(text, by) })
	}
	return out
}

func shiftText(text string, by int) string {
	return strings.Map(func(r rune) rune {
		if n, ok := HoleNumber(r); ok && Given(n) && (by > 0 || n >= moved) {
			return r + rune(by)
		}
		return r
	}, text)
}

// most is how many ways to build one value are told apart.
const most = 16

// cross combines each x with each y. What would be too much is nothing.
func cross[X, Y, Z any](xs []X, ys []Y, combine func(X, Y) Z) []Z {
	if len(xs)*len(ys) > most {
		return nil
	}
	var all []Z
	for _, x := range xs {
		for _, y := range ys {
			all = append(all, combine(x, y))
		}
	}
	return all
}
