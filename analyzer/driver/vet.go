package driver

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A VetConfig says how [Vet] runs the go command.
type VetConfig struct {
	Dir        string   // where patterns are resolved
	Patterns   []string // as for "go list"
	BuildFlags []string // flags for the go command, such as "-tags=x"
	Flags      []string // flags for the tool
	Analyzer   *analysis.Analyzer
}

// DependenciesFlag is the tool's flag that sets [UnitConfig].Dependencies.
const DependenciesFlag = "dependencies"

// Vet analyses packages with "go vet", whose tool is this executable, and gives what [Run] gives. The go
// command caches the result of each package.
//
// What is cached must not depend on why a package was analysed, and with a plain "go vet" it does: of a
// dependency only facts are wanted, nothing is printed, and the go command (1.26) finds that nothing again when
// the package itself is named. So all packages print, and what comes from others than those named is dropped
// here. A cache can therefore be shared, and filled in any order. All settings are flags, which the go command
// takes into account.
func Vet(ctx context.Context, cfg VetConfig) (*Result, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, &Error{Msg: "cannot run go vet: " + oneLine(err.Error())}
	}
	roots, err := vetRoots(ctx, &cfg)
	if err != nil {
		return nil, err
	}
	args := slices.Concat([]string{"vet"}, cfg.BuildFlags, []string{"-vettool=" + exe, "-json", "-" + DependenciesFlag}, cfg.Flags, []string{"--"}, cfg.Patterns)
	stdout, stderr, failed := goCommand(ctx, cfg.Dir, args...)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	result := &Result{analyzer: cfg.Analyzer, Dirs: roots.dirs}
	if failed != nil {
		result.Errors = sortErrors(goErrors(cfg.Dir, cfg.Analyzer.Name, stderr, failed))
	}
	if result.Findings, err = roots.findings(stdout); err != nil {
		return nil, err
	}
	return result, nil
}

func goCommand(ctx context.Context, dir string, args ...string) (stdout, stderr []byte, err error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	err = cmd.Run()
	return out.Bytes(), errOut.Bytes(), err
}

// The packages that patterns name.
type vetTargets struct {
	named map[string]vetTarget // by import path
	dirs  []string
}

type vetTarget struct {
	dir    string
	tested bool // whether there are tests in the package
}

func vetRoots(ctx context.Context, cfg *VetConfig) (*vetTargets, error) {
	args := slices.Concat([]string{"list", "-e", "-json=ImportPath,Dir,TestGoFiles"}, cfg.BuildFlags, []string{"--"}, cfg.Patterns)
	stdout, stderr, err := goCommand(ctx, cfg.Dir, args...)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, errors.Join(goErrors(cfg.Dir, cfg.Analyzer.Name, stderr, err)...)
	}
	t := &vetTargets{named: make(map[string]vetTarget)}
	for dec := json.NewDecoder(bytes.NewReader(stdout)); ; {
		var p struct {
			ImportPath, Dir string
			TestGoFiles     []string
		}
		if err := dec.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			return nil, &Error{Msg: "cannot list packages: " + oneLine(err.Error())}
		}
		t.named[p.ImportPath] = vetTarget{p.Dir, len(p.TestGoFiles) > 0}
		t.dirs = append(t.dirs, p.Dir)
	}
	slices.Sort(t.dirs)
	t.dirs = slices.Compact(t.dirs)
	return t, nil
}

// target returns which of the packages named the findings of a unit are findings of. A package with tests of its own
// counts together with them, as in [Run]; without them it is a dependency.
func (t *vetTargets) target(id string) (target vetTarget, ok bool) {
	path, variant, isVariant := strings.Cut(id, " [")
	forTest, _ := strings.CutSuffix(variant, ".test]")
	if isVariant && strings.TrimSuffix(path, "_test") == forTest {
		path = forTest
	} else if isVariant {
		return target, false // a dependency of another package's test; what is found in it is found without that, too
	}
	target, named := t.named[path]
	return target, named && (isVariant || !target.tested)
}

// findings reads what the steps printed.
func (t *vetTargets) findings(stdout []byte) ([]Finding, error) {
	var list []Finding
	for dec := json.NewDecoder(bytes.NewReader(stdout)); ; {
		var tree jsonTree
		if err := dec.Decode(&tree); err == io.EOF {
			return sortFindings(list), nil
		} else if err != nil {
			return nil, &Error{Msg: "cannot read what go vet printed: " + oneLine(err.Error())}
		}
		for id, byAnalyzer := range tree {
			target, ok := t.target(id)
			if !ok {
				continue
			}
			for _, diags := range byAnalyzer {
				for _, d := range diags {
					f := d.finding(id)
					f.moveTo(target.dir)
					list = append(list, f)
				}
			}
		}
	}
}

// finding is the inverse of Finding.json.
func (d *jsonDiagnostic) finding(id string) Finding {
	f := Finding{
		Package:    id,
		Pos:        listedPosition("", d.Posn),
		End:        listedPosition("", d.End),
		Diagnostic: analysis.Diagnostic{Category: d.Category, Message: d.Message},
		fixes:      d.SuggestedFixes,
	}
	for _, rel := range d.Related {
		f.related = append(f.related, Related{listedPosition("", rel.Posn), listedPosition("", rel.End), rel.Message})
	}
	return f
}

// moveTo gives the finding's files, which are all of its package, the directory that the package has here. It had
// another where a cache got the finding, if -trimpath keeps directories out of the cache's keys. A file that is not in
// the directory stays where it is: an overlay put it there.
func (f *Finding) moveTo(dir string) {
	if filepath.Dir(f.Pos.Filename) == dir {
		return
	}
	here := func(name *string) {
		moved := filepath.Join(dir, filepath.Base(*name))
		if _, err := os.Stat(moved); err == nil {
			*name = moved
		}
	}
	here(&f.Pos.Filename)
	here(&f.End.Filename)
	for i := range f.related {
		here(&f.related[i].Pos.Filename)
		here(&f.related[i].End.Filename)
	}
	for _, fix := range f.fixes {
		for i := range fix.Edits {
			here(&fix.Edits[i].Filename)
		}
	}
}

// goErrors reads what the go command says when it fails: headings, which begin with a number sign, and errors
// with a place or without, which can have further lines; what the tool says begins with its name.
func goErrors(dir, tool string, stderr []byte, failed error) []error {
	var errs []error
	for line := range strings.Lines(string(stderr)) {
		text := strings.TrimSpace(line)
		switch {
		case text == "" || strings.HasPrefix(text, "# ") || strings.HasPrefix(text, "go: downloading "):
		case strings.HasPrefix(line, "\t") && len(errs) > 0:
			last := asError(errs[len(errs)-1])
			last.Msg += " " + text
		default:
			text = strings.TrimPrefix(text, "vet: ")
			errs = append(errs, placedError(dir, strings.TrimPrefix(text, tool+": ")))
		}
	}
	if len(errs) == 0 {
		errs = append(errs, &Error{Msg: "cannot run the go command: " + oneLine(failed.Error())})
	}
	return errs
}

// placedError reads "file:line:col: message".
func placedError(dir, text string) *Error {
	place, msg, ok := strings.Cut(text, ": ")
	if pos := listedPosition(dir, place); ok && pos.IsValid() && filepath.Ext(pos.Filename) == ".go" {
		return &Error{Pos: pos, Msg: msg}
	}
	return &Error{Msg: text}
}
