package driver

import (
	"archive/zip"
	"io"
	"os"
	"slices"
	"strings"
)

// print writes a unit's results: fixes, a tree, or text. As with all vet tools,
// text goes to standard error.
func (u *unit) print(w io.Writer, findings []Finding) error {
	switch {
	case u.cfg.Fix:
		return u.fix(w, findings)
	case u.cfg.JSON:
		if !u.cfg.Dependencies {
			findings = alone(findings)
		}
		tree := make(jsonTree)
		tree.add(u.id(), u.cfg.Analyzer.Name, findings)
		return tree.print(w)
	default:
		u.found = len(findings)
		Text{Context: u.cfg.Context}.Print(u.stderr, findings)
		return nil
	}
}

// alone returns findings without the places that belong to them: the go command prints each of these as a line of
// its own, and the messages have the way in short.
func alone(findings []Finding) []Finding {
	list := slices.Clone(findings)
	for i := range list {
		list[i].Diagnostic.Related = nil
	}
	return list
}

// id is the unit's ID in the tree. Under go vet a package with its tests has the ID that the package has alone;
// where dependencies print too, they are told apart as they are stand-alone.
func (u *unit) id() string {
	tests := 0
	for _, name := range u.vet.GoFiles {
		if strings.HasSuffix(name, "_test.go") {
			tests++
		}
	}
	id := u.vet.ID
	if !u.cfg.Dependencies || tests == 0 || strings.Contains(id, " [") {
		return id
	}
	tested := id
	if tests == len(u.vet.GoFiles) {
		tested = strings.TrimSuffix(id, "_test")
	}
	return id + " [" + tested + ".test]"
}

// fix applies the fixes. The go command wants the fixed files in an archive, so
// that no file changes while other steps still read it; it caches the archive,
// an empty one too.
func (u *unit) fix(w io.Writer, findings []Finding) error {
	x := newFixer()
	for _, f := range findings {
		if err := x.addFinding(f); err != nil {
			return err
		}
	}
	if u.cfg.Diff || u.vet.FixArchive == "" {
		return x.deliver(w, u.cfg.Diff, func(t fixedText) error { return overwrite(t.name, t.after) })
	}
	f, err := os.Create(u.vet.FixArchive)
	if err != nil {
		return &Error{Msg: "cannot create the archive of fixes: " + oneLine(err.Error())}
	}
	zw := zip.NewWriter(f)
	err = zw.SetComment(u.vet.ID)
	if err == nil {
		err = x.deliver(w, false, func(t fixedText) error {
			entry, err := zw.Create(t.name)
			if err == nil {
				_, err = entry.Write(t.after)
			}
			return err
		})
	}
	for _, closer := range []io.Closer{zw, f} {
		if cerr := closer.Close(); err == nil && cerr != nil {
			err = &Error{Msg: "cannot write the archive of fixes: " + oneLine(cerr.Error())}
		}
	}
	return err
}
