// Package code has the metadata of keymaster's codes: what each means, how bad it is, examples, how to find
// out what is wrong and how to resolve it. The pages docs/KM*.md, the tables of codes in README.md and in
// package analyzer's manual, and what "keymaster -explain" prints are made from it.
//
// It is written in text/KM*.md, a file for each code. The settings at its head are fields of [Code]; the
// sections below are the others. A line like
//
//	<!-- role.md -->
//
// stands for the content of that file, which several codes share.
package code

import (
	"slices"
	"sync"
)

//go:generate go test -run ^TestGenerated$ -update

// A Severity says how bad it is what a code reports. The values are the levels of SARIF.
type Severity string

// The severities.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
)

// Severities are all severities, the worst first.
var Severities = []Severity{Error, Warning, Note}

// A Code is a kind of report.
type Code struct {
	ID       string // KM001
	Name     string // unguarded
	Summary  string // when it is reported, as docs/rule.md has it; no sentence
	Severity Severity
	Since    string // the first version that reports it: v0.1.0

	Text     string // what it means, in Markdown
	Examples []Example
	Before   string // Go source that is reported: that of the first example
	After    string // Go source that is not
	Diagnose string // how to find out what is wrong, in Markdown
	Resolve  string // what to do about it, in Markdown
	Silent   string // when it is not reported, in Markdown
	Sources  string // what the tags in the texts, like [DOC], stand for, and how sure that is; in Markdown
}

// An Example is a mistake, and how it is mended. Both are declarations of one package, which has those of
// testdata/shared.go too. A comment marks each line that is reported.
type Example struct {
	Title         string
	Before, After string // Go source
}

// All returns all codes, sorted by ID. They are not to be changed.
func All() []*Code { return slices.Clone(all()) }

// Find returns the code with an ID, or nil if there is none.
func Find(id string) *Code {
	i := slices.IndexFunc(all(), func(c *Code) bool { return c.ID == id })
	if i < 0 {
		return nil
	}
	return all()[i]
}

// IDs returns the IDs of all codes, sorted.
func IDs() []string {
	var ids []string
	for _, c := range all() {
		ids = append(ids, c.ID)
	}
	return ids
}

// all reads the texts when they are first needed: most packages have no findings.
var all = sync.OnceValue(func() []*Code {
	codes, err := read(texts)
	if err != nil {
		panic(err) // the texts are part of this package, and its tests read them all
	}
	return codes
})
