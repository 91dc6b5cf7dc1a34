package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/driver"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report/annotation"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report/paint"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report/rdjson"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report/sarif"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/source"
)

// An output is the findings of a run, to be written in one of the formats.
type output struct {
	result  *driver.Result
	dir     string // the working directory
	context int
}

// formats are the values of -f.
var formats = map[string]func(o *output, w io.Writer) error{
	"text":  (*output).text,
	"json":  func(o *output, w io.Writer) error { return o.result.PrintJSON(w) },
	"sarif": (*output).sarif,
	"rdjsonl": func(o *output, w io.Writer) error {
		return rdjson.Write(w, report.RootOf(o.dir), source.NewFiles(), o.findings())
	},
	"github": func(o *output, w io.Writer) error {
		return annotation.Write(w, report.RootOf(o.dir), source.NewFiles(), o.findings())
	},
}

func (o *output) findings() []report.Finding { return report.Findings(o.result.Findings) }

func (o *output) text(w io.Writer) error {
	return o.result.PrintPainted(w, o.dir, o.context, paint.For(w))
}

func (o *output) sarif(w io.Writer) error {
	var errs bytes.Buffer
	driver.PrintErrors(&errs, "keymaster", o.dir, o.result.Errors...)
	log := sarif.Log{Version: version(), Root: report.RootOf(o.dir), Files: source.NewFiles(), Findings: o.findings()}
	for line := range strings.Lines(errs.String()) {
		log.Errors = append(log.Errors, strings.TrimSuffix(line, "\n"))
	}
	return log.Write(w)
}

// print writes the findings to where -o says.
func (c command) print(o *output, format, file string) error {
	write := formats[format]
	if file == "" {
		return write(o, c.stdout)
	}
	var b bytes.Buffer
	if err := write(o, &b); err != nil {
		return err
	}
	return writeFile(file, b.Bytes())
}

func writeFile(name string, data []byte) error {
	if err := os.WriteFile(name, data, 0o666); err != nil {
		return fmt.Errorf("cannot write %s: %w", name, pathless(err))
	}
	return nil
}

// pathless returns the cause of an error about a file that the caller names.
func pathless(err error) error {
	if e, ok := errors.AsType[*os.PathError](err); ok {
		return e.Err
	}
	return err
}
