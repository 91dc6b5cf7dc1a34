package driver

import (
	"fmt"
	"go/ast"
	"go/format"
	"go/token"
	"io"
	"os"
	"slices"
	"sort"

	"github.com/aymanbagabas/go-udiff"
	"golang.org/x/tools/go/analysis"
)

// validFix reports whether a fix's edits are each inside one file of the
// package and do not overlap, which is what [analysis.SuggestedFix] demands.
func validFix(p *checkedPackage, fix analysis.SuggestedFix) bool {
	edits := slices.Clone(fix.TextEdits)
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].Pos < edits[j].Pos })
	last := token.NoPos
	for _, e := range edits {
		end := editEnd(e)
		file := p.fset.File(e.Pos)
		if file == nil || end < e.Pos || int(end) > file.Base()+file.Size() || e.Pos < last {
			return false
		}
		if !slices.ContainsFunc(p.files, func(f *ast.File) bool { return p.fset.File(f.FileStart) == file }) {
			return false
		}
		last = end
	}
	return true
}

func editEnd(e analysis.TextEdit) token.Pos {
	if !e.End.IsValid() {
		return e.Pos
	}
	return e.End
}

// A fixer gathers the first fix of each diagnostic. A fix is taken as a whole or
// not at all; one that conflicts with those before it is left for the next run.
type fixer struct {
	files   map[string]*fixedFile
	skipped int
	seen    map[string]bool
}

type fixedFile struct {
	before []byte
	edits  []udiff.Edit
}

func newFixer() *fixer {
	return &fixer{files: make(map[string]*fixedFile), seen: make(map[string]bool)}
}

// addFinding gathers the finding's first fix, if it has one.
func (x *fixer) addFinding(f Finding) error {
	if len(f.Diagnostic.SuggestedFixes) == 0 {
		return nil
	}
	return x.addFix(f.pkg, f.Diagnostic.SuggestedFixes[0])
}

func (x *fixer) addFix(p *checkedPackage, fix analysis.SuggestedFix) error {
	byFile := make(map[string][]udiff.Edit)
	for _, e := range fix.TextEdits {
		file := p.fset.File(e.Pos)
		if isGenerated(p, file) {
			return nil // its source is elsewhere
		}
		if err := x.open(file); err != nil {
			return err
		}
		byFile[file.Name()] = append(byFile[file.Name()], udiff.Edit{
			Start: file.Offset(e.Pos), End: file.Offset(editEnd(e)), New: string(e.NewText),
		})
	}
	// Files that two packages share yield the same fix twice.
	id := fmt.Sprint(byFile)
	if x.seen[id] {
		return nil
	}
	x.seen[id] = true
	merged := make(map[string][]udiff.Edit)
	for name, edits := range byFile {
		udiff.SortEdits(edits)
		// What two fixes insert at one place, such as an import, is there once, in whatever order each has it.
		edits = slices.DeleteFunc(edits, func(e udiff.Edit) bool {
			return e.Start == e.End && slices.Contains(x.files[name].edits, e)
		})
		all, ok := udiff.Merge(x.files[name].edits, edits)
		if !ok {
			x.skipped++
			return nil
		}
		merged[name] = all
	}
	for name, edits := range merged {
		x.files[name].edits = edits
	}
	return nil
}

func isGenerated(p *checkedPackage, file *token.File) bool {
	return slices.ContainsFunc(p.files, func(f *ast.File) bool {
		return p.fset.File(f.FileStart) == file && ast.IsGenerated(f)
	})
}

func (x *fixer) open(file *token.File) error {
	if x.files[file.Name()] != nil {
		return nil
	}
	before, err := os.ReadFile(file.Name())
	if err != nil {
		return readError(err)
	}
	if len(before) != file.Size() {
		return &Error{Msg: fmt.Sprintf("%s changed during the analysis; run again", Printable(file.Name()))}
	}
	x.files[file.Name()] = &fixedFile{before: before}
	return nil
}

// A fixedText is a file before and after the fixes.
type fixedText struct {
	name          string
	before, after []byte
}

func (t fixedText) diff() string {
	return udiff.Unified(t.name+" (old)", t.name+" (new)", string(t.before), string(t.after))
}

// texts returns the files that change, by name.
func (x *fixer) texts() ([]fixedText, error) {
	var texts []fixedText
	for name, f := range x.files {
		if len(f.edits) == 0 {
			continue
		}
		after, err := udiff.ApplyBytes(f.before, f.edits)
		if err != nil {
			return nil, &Error{Msg: fmt.Sprintf("cannot fix %s: %v", Printable(name), err)}
		}
		if formatted, err := format.Source(after); err == nil {
			after = formatted
		}
		texts = append(texts, fixedText{name, f.before, after})
	}
	sort.Slice(texts, func(i, j int) bool { return texts[i].name < texts[j].name })
	return texts, nil
}

// deliver hands each changed file to write, or, if diff is set, its change to w.
func (x *fixer) deliver(w io.Writer, diff bool, write func(fixedText) error) error {
	texts, err := x.texts()
	if err != nil {
		return err
	}
	for _, t := range texts {
		if diff {
			_, err = io.WriteString(w, t.diff())
		} else {
			err = write(t)
		}
		if err != nil {
			return err
		}
	}
	if x.skipped > 0 {
		return &Error{Msg: fmt.Sprintf("%d fixes conflict with others and were left out; run again to apply them", x.skipped)}
	}
	return nil
}
