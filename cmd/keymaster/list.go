package main

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer"
)

// listCatalogue prints the rows that the settings leave in force, as text or as JSON.
func (c command) listCatalogue(s analyzer.Settings, form string) error {
	cat, err := s.Catalogue()
	if err != nil {
		return err
	}
	entries := cat.List()
	if form == "json" {
		enc := json.NewEncoder(c.stdout)
		enc.SetIndent("", "\t")
		enc.SetEscapeHTML(false)
		return enc.Encode(entries)
	}
	var b strings.Builder
	for i := range entries {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(entries[i].String())
	}
	_, err = io.WriteString(c.stdout, b.String())
	return err
}

// A listFlag is boolean, with one value more.
type listFlag string

func (l *listFlag) IsBoolFlag() bool { return true }
func (l *listFlag) String() string   { return string(*l) }

// Set takes the form of the list.
func (l *listFlag) Set(s string) error {
	switch s {
	case "true", "text":
		*l = "text"
	case "json":
		*l = "json"
	case "false":
		*l = ""
	default:
		return errors.New("use -list-catalogue or -list-catalogue=json")
	}
	return nil
}
