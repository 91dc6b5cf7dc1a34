package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"

	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer/driver"
)

// standAloneFlags are no business of go vet and go fix: it has flags of the same
// names that say the same to the go command, or the tool is told unasked, or they are about files, which its
// cache does not see.
var standAloneFlags = []string{"fix", "tags", "test", "config", "config-show", "list-catalogue", "explain", "f", "o", "new-from", "baseline", "write-baseline"}

type options struct {
	vet             bool // the subcommand
	json, fix, diff bool
	test            bool
	tags            string
	context         int
	format, file    string
	newFrom         string
	baseline        string
	writeBaseline   string
	dependencies    bool
	given           []string // the analyzer's flags, as they were given
	version         string
	printFlags      bool
	config          string
	showConfig      bool
	list            listFlag
	explain         string
}

// newOptions defines the command's flags; the analyzer's stand among them.
func newOptions(a *analysis.Analyzer) (*options, *flag.FlagSet) {
	o := new(options)
	flags := flag.NewFlagSet("keymaster", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // an error is one line, printed by the caller
	flags.BoolVar(&o.json, "json", false, "print findings and fixes as JSON; findings do not change the exit status")
	flags.BoolVar(&o.fix, "fix", false, "apply the first suggested fix of each finding instead of printing findings")
	flags.BoolVar(&o.diff, "diff", false, "with -fix, print the changes instead of making them")
	flags.IntVar(&o.context, "c", -1, "show the finding's line with `N` lines around it")
	flags.StringVar(&o.format, "f", "", "`format` of findings: text (the default), json, sarif, rdjsonl (reviewdog) or github (annotations)")
	flags.StringVar(&o.file, "o", "", "write findings to `file` instead of standard output")
	flags.StringVar(&o.newFrom, "new-from", "", "report only what has to do with changes since the history parted from that of `revision`")
	flags.StringVar(&o.baseline, "baseline", "", "report only what is not in `file`, and what is there and no more in the program")
	flags.StringVar(&o.writeBaseline, "write-baseline", "", "write findings to `file` for -baseline; with -baseline, only those that it has")
	flags.BoolVar(&o.test, "test", true, "load packages with their tests; -tests makes findings in test files appear")
	flags.StringVar(&o.tags, "tags", "", "comma-separated `list` of build tags")
	flags.StringVar(&o.config, "config", "", "read settings from `file` instead of "+configName+" beside go.mod")
	flags.BoolVar(&o.showConfig, "config-show", false, "print the settings, and where each was made")
	flags.Var(&o.list, "list-catalogue", "print the calls that the catalogue knows; -list-catalogue=json as JSON")
	flags.StringVar(&o.explain, "explain", "", "print what a `code` means and how to resolve it; -explain list names all codes")
	flags.BoolVar(&o.printFlags, "flags", false, "print the flags as JSON, for the go command")
	flags.Var((*versionFlag)(&o.version), "V", "print the version; -V=full for the go command")
	flags.BoolVar(&o.dependencies, driver.DependenciesFlag, false, "print findings in dependencies too (for keymaster vet)")
	a.Flags.VisitAll(func(f *flag.Flag) { flags.Var(&givenFlag{f.Value, f.Name, &o.given}, f.Name, f.Usage) })
	return o, flags
}

func (o *options) check() error {
	switch {
	case o.diff && !o.fix:
		return errors.New("-diff needs -fix")
	case o.fix && o.json:
		return errors.New("-fix and -json exclude each other")
	case o.json && o.format != "":
		return errors.New("-json and -f exclude each other; -f json prints the same and exits with status 3 if there are findings")
	case o.fix && (o.format != "" || o.file != ""):
		return errors.New("-fix prints no findings, so leave out -f and -o")
	case o.vet && (o.fix || !o.test || o.dependencies):
		return errors.New("keymaster vet knows no -fix, -test and -dependencies; keymaster does without vet")
	case o.writeBaseline != "" && (o.newFrom != "" || o.fix):
		return errors.New("-write-baseline wants all findings, so leave out -new-from and -fix")
	case formats[o.outputFormat()] == nil:
		return fmt.Errorf("unknown format %q: use -f text, json, sarif, rdjsonl or github", o.format)
	}
	return nil
}

func (o *options) outputFormat() string {
	if o.json {
		return "json"
	}
	return cmp.Or(o.format, "text")
}

func (o *options) buildFlags() []string {
	if o.tags == "" {
		return nil
	}
	return []string{"-tags=" + o.tags}
}

// A versionFlag is boolean, with one value more.
type versionFlag string

func (v *versionFlag) IsBoolFlag() bool { return true }
func (v *versionFlag) String() string   { return string(*v) }
func (v *versionFlag) Set(s string) error {
	if s != "true" && s != "full" {
		return fmt.Errorf("use -V or -V=full")
	}
	*v = versionFlag(s)
	return nil
}

// A givenFlag notes what it was given, for the go command.
type givenFlag struct {
	flag.Value
	name  string
	given *[]string
}

// IsBoolFlag reports whether the flag may stand alone.
func (f *givenFlag) IsBoolFlag() bool {
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// String is also called on the zero value, by package flag.
func (f *givenFlag) String() string {
	if f.Value == nil {
		return ""
	}
	return f.Value.String()
}

// Set passes the text on.
func (f *givenFlag) Set(text string) error {
	*f.given = append(*f.given, "-"+f.name+"="+text)
	return f.Value.Set(text)
}
