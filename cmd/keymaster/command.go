package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer"
	"github.com/keymasterlint/keymaster/analyzer/driver"
)

// Exit statuses, as all analysis commands have them.
const (
	statusClean    = 0
	statusError    = 1
	statusFindings = 3
)

const usage = "usage: keymaster [vet] [flags] packages, as in keymaster ./...; keymaster help says more"

type command struct{ stdout, stderr io.Writer }

func (c command) run(ctx context.Context, args []string) int {
	vet := len(args) > 0 && args[0] == "vet"
	if vet {
		args = args[1:]
	}
	a := analyzer.New(analyzer.Settings{})
	opts, flags := newOptions(a)
	opts.vet = vet
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp), err == nil && flags.Arg(0) == "help":
		return c.done(c.help(a, flags))
	case err != nil:
		return c.fail(err)
	case opts.version != "":
		return c.done(c.printVersion(opts.version))
	case opts.printFlags:
		return c.done(driver.PrintFlags(c.stdout, flags, standAloneFlags...))
	case opts.explain != "":
		return c.done(c.explain(opts.explain))
	}
	if err := opts.check(); err != nil {
		return c.fail(err)
	}
	if flags.NArg() == 1 && strings.HasSuffix(flags.Arg(0), ".cfg") {
		return c.unit(a, opts, flags.Arg(0)) // it is cached by its flags, so no file can say more
	}
	dir, err := os.Getwd()
	if err != nil {
		return c.fail(err)
	}
	settings, text, err := opts.readSettings(dir)
	if err != nil {
		return c.fail(err)
	}
	// Flags count after the file, which they name.
	a = analyzer.New(settings)
	opts, flags = newOptions(a)
	opts.vet = vet
	if err := flags.Parse(args); err != nil {
		return c.fail(err)
	}
	if text != "" {
		opts.given = append([]string{"-settings=" + text}, opts.given...)
	}
	switch {
	case opts.showConfig:
		return c.done(analyzer.SettingsOf(a).Show(c.stdout))
	case opts.list != "":
		return c.done(c.listCatalogue(analyzer.SettingsOf(a), string(opts.list)))
	case flags.NArg() == 0:
		return c.fail(errors.New(usage))
	}
	return c.packages(ctx, a, opts, dir, flags.Args())
}

// packages analyses packages and reports what is found.
func (c command) packages(ctx context.Context, a *analysis.Analyzer, opts *options, dir string, patterns []string) int {
	delayGC(runMemory)
	pick, err := newSelection(ctx, opts, dir)
	if err != nil {
		return c.fail(err)
	}
	var result *driver.Result
	if opts.vet {
		result, err = driver.Vet(ctx, driver.VetConfig{
			Dir: dir, Patterns: patterns, BuildFlags: opts.buildFlags(), Flags: opts.given, Analyzer: a,
		})
	} else {
		result, err = c.analyse(ctx, a, opts, dir, patterns)
	}
	if errors.Is(err, context.Canceled) {
		err = errors.New("interrupted")
	}
	if err != nil {
		return c.fail(err)
	}
	driver.PrintErrors(c.stderr, "keymaster", dir, result.Errors...)
	gone, err := pick.apply(result)
	if err != nil {
		return c.fail(err)
	}
	driver.PrintErrors(c.stderr, "keymaster", dir, gone...)
	if opts.fix {
		err = result.Fix(c.stdout, opts.diff)
	} else {
		err = c.print(&output{result: result, dir: dir, context: opts.context}, opts.outputFormat(), opts.file)
	}
	switch {
	case err != nil:
		return c.fail(err)
	case len(result.Errors) > 0:
		return statusError
	case (len(result.Findings) > 0 || len(gone) > 0) && !opts.fix && !opts.json:
		return statusFindings
	}
	return statusClean
}

// analyse analyses packages in this process.
func (c command) analyse(ctx context.Context, a *analysis.Analyzer, opts *options, dir string, patterns []string) (*driver.Result, error) {
	settings := analyzer.SettingsOf(a)
	gate, err := settings.Gate()
	if err != nil {
		return nil, err
	}
	bar := newProgress(c.stderr)
	defer bar.clear()
	return driver.Run(ctx, driver.Config{
		Dir:        dir,
		Patterns:   patterns,
		Tests:      opts.test,
		BuildFlags: opts.buildFlags(),
		Analyzer:   a,
		NoGate:     settings.NoGate,
		Gate:       gate,
		Progress:   bar.update,
	})
}

// unit is one step of go vet or go fix.
func (c command) unit(a *analysis.Analyzer, opts *options, file string) int {
	delayGC(stepMemory)
	settings := analyzer.SettingsOf(a)
	gate, err := settings.Gate()
	if err != nil {
		return c.fail(err)
	}
	findings, err := driver.Unit(file, driver.UnitConfig{
		Analyzer: a,
		NoGate:   settings.NoGate,
		Gate:     gate,
		JSON:     opts.json,
		Fix:      opts.fix,
		Diff:     opts.diff,
		Context:  opts.context,

		Dependencies: opts.dependencies,
	}, c.stdout, c.stderr)
	if err != nil {
		return c.fail(err)
	}
	if findings > 0 {
		return statusError // vet tools know no other
	}
	return statusClean
}

func (c command) fail(err error) int {
	driver.PrintErrors(c.stderr, "keymaster", "", err)
	return statusError
}

func (c command) done(err error) int {
	if err != nil {
		return c.fail(err)
	}
	return statusClean
}

func (c command) printVersion(which string) error {
	if which == "full" {
		return driver.PrintVersion(c.stdout)
	}
	_, err := fmt.Fprintln(c.stdout, "keymaster version", version())
	return err
}

// version returns the version of the module that the command was built from.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

func (c command) help(a *analysis.Analyzer, flags *flag.FlagSet) error {
	var b strings.Builder
	fmt.Fprintf(&b, "keymaster: %s\n\n%s\n\nFlags:\n", a.Doc, usage)
	flags.SetOutput(&b)
	flags.PrintDefaults()
	_, err := io.WriteString(c.stdout, b.String())
	return err
}
