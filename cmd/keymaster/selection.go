package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/keymasterlint/keymaster/analyzer/driver"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/baseline"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/changed"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/identity"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/source"
)

// A selection says which findings are reported: all, those of a change, those that are not known.
type selection struct {
	opts    *options
	root    report.Root
	known   *baseline.Baseline // nil: there is none
	changes *changed.Changes   // nil: all count
}

// newSelection reads what the selection needs, before the analysis takes its time.
func newSelection(ctx context.Context, opts *options, dir string) (*selection, error) {
	s := &selection{opts: opts, root: report.RootOf(dir)}
	if opts.baseline != "" {
		data, err := os.ReadFile(opts.baseline)
		if err != nil {
			return nil, fmt.Errorf("cannot read the baseline in %s: %w", opts.baseline, pathless(err))
		}
		if s.known, err = baseline.Read(data); err != nil {
			return nil, fmt.Errorf("cannot read the baseline in %s: %w", opts.baseline, err)
		}
	}
	if opts.newFrom != "" {
		var err error
		if s.changes, err = changed.Since(ctx, dir, opts.newFrom); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// apply leaves in result what is to be reported, and returns an error for each entry of the baseline that is
// gone.
func (s *selection) apply(result *driver.Result) (gone []error, err error) {
	if s.known == nil && s.changes == nil && s.opts.writeBaseline == "" {
		return nil, nil
	}
	if s.opts.writeBaseline != "" && len(result.Errors) > 0 {
		return nil, fmt.Errorf("did not write %s: findings may be missing because of errors", s.opts.writeBaseline)
	}
	files := source.NewFiles()
	findings := report.Findings(result.Findings)
	ids := identity.Of(findings, s.root, files)
	// Nothing can be said of what is gone where something could not be analysed.
	if s.known != nil && len(result.Errors) == 0 {
		entries := s.known.Gone(ids, s.looked(result.Dirs))
		if s.opts.writeBaseline != "" {
			return nil, s.keep(result, findings, ids, files, s.known.Without(entries))
		}
		for _, e := range entries {
			gone = append(gone, fmt.Errorf("%s: no longer found: %s; run again with -write-baseline %s", s.opts.baseline, e, s.opts.baseline))
		}
	}
	if s.known == nil && s.opts.writeBaseline != "" {
		return nil, s.keep(result, findings, ids, files, baseline.Of(ids))
	}
	s.drop(result, findings, ids, files, s.known)
	return gone, nil
}

// keep writes a baseline and drops what it knows.
func (s *selection) keep(result *driver.Result, findings []report.Finding, ids []identity.Identity, files *source.Files, b *baseline.Baseline) error {
	data, err := b.Write()
	if err != nil {
		return err
	}
	s.drop(result, findings, ids, files, b)
	return writeFile(s.opts.writeBaseline, driver.PrintableJSON(data))
}

// drop leaves the findings that b does not know and that concern the changes.
func (s *selection) drop(result *driver.Result, findings []report.Finding, ids []identity.Identity, files *source.Files, b *baseline.Baseline) {
	var left []driver.Finding
	for i, f := range result.Findings {
		if (b == nil || !b.Knows(ids[i])) && (s.changes == nil || s.changes.Concern(&findings[i], files)) {
			left = append(left, f)
		}
	}
	result.Findings = left
}

// looked returns a function that reports whether findings of a directory would have been seen.
func (s *selection) looked(dirs []string) func(dir string) bool {
	var names []string
	for _, dir := range dirs {
		name, _ := s.root.Rel(dir)
		names = append(names, name)
	}
	return func(dir string) bool {
		if slices.Contains(names, dir) {
			return true
		}
		name := filepath.FromSlash(dir)
		if !filepath.IsAbs(name) {
			name = filepath.Join(string(s.root), name)
		}
		return !exists(name) // with all that was in it
	}
}
