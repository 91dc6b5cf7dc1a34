package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/code"
)

// explain prints what is known of a code, or a list of all.
func (c command) explain(what string) error {
	if what == "list" {
		return c.listCodes()
	}
	id := strings.ToUpper(what)
	found := code.Find(id)
	if found == nil {
		return fmt.Errorf("-explain: unknown code %q%s: -explain list names all", what, catalog.DidYouMean(id, code.IDs()))
	}
	_, err := io.WriteString(c.stdout, found.Help())
	return err
}

// listCodes prints one line a code.
func (c command) listCodes() error {
	var b strings.Builder
	for _, found := range code.All() {
		fmt.Fprintf(&b, "%s  %-17s  %-7s  %s\n", found.ID, found.Name, found.Severity, found.Summary)
	}
	_, err := io.WriteString(c.stdout, b.String())
	return err
}
