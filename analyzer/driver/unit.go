package driver

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"go/build"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/gcexportdata"

	"github.com/keymasterlint/keymaster/analyzer/internal/gate"
)

// A UnitConfig says how [Unit] answers.
type UnitConfig struct {
	Analyzer *analysis.Analyzer
	NoGate   bool       // analyse every package, dependencies too
	Gate     *gate.Gate // as in Config
	JSON     bool       // print a tree instead of text
	Fix      bool       // apply fixes instead of printing diagnostics
	Diff     bool       // with Fix: print the change instead
	// Dependencies prints findings also where the go command wants facts alone, so that its cache holds the same
	// in both cases, and with findings the places that belong to them; see [Vet].
	Dependencies bool
	Context      int // in text, how many lines to show around a finding's; negative for none

	gate *gatekeeper
}

// A vetConfig is the go command's description of one package.
type vetConfig struct {
	ID                        string
	Compiler                  string
	Dir                       string
	ImportPath                string
	GoVersion                 string
	GoFiles                   []string
	NonGoFiles                []string
	IgnoredFiles              []string
	ModulePath                string
	ModuleVersion             string
	Module                    *analysis.Module
	ImportMap                 map[string]string // import path in the source -> package path
	PackageFile               map[string]string // package path -> file with export data
	PackageVetx               map[string]string // package path -> what the import's step wrote
	VetxOnly                  bool              // only the facts are wanted
	VetxOutput                string
	Stdout                    string // file that takes the place of standard output
	FixArchive                string // zip file that takes the fixed files
	SucceedOnTypecheckFailure bool
}

// Unit is one step of go vet or go fix: it analyses the package that the file
// describes. It returns the number of findings that it printed as text, for which
// vet tools exit with status 1; fixes and trees count as none.
func Unit(file string, cfg UnitConfig, stdout, stderr io.Writer) (findings int, err error) {
	if cfg.gate == nil {
		cfg.gate = realGate(cfg.Gate)
	}
	if cfg.NoGate {
		cfg.gate = openGate()
	}
	u := &unit{cfg: cfg, fset: token.NewFileSet(), stdout: stdout, stderr: stderr}
	if err := analysis.Validate([]*analysis.Analyzer{cfg.Analyzer}); err != nil {
		return 0, &Error{Msg: oneLine(err.Error())}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return 0, readError(err)
	}
	if err := json.Unmarshal(data, &u.vet); err != nil {
		return 0, &Error{Msg: fmt.Sprintf("cannot read %s: not a go vet configuration: %v", Printable(file), err)}
	}
	err = u.run()
	return u.found, err
}

type unit struct {
	cfg            UnitConfig
	vet            vetConfig
	fset           *token.FileSet
	stdout, stderr io.Writer

	imports map[string]*vetx // by package path
	result  vetx             // what this step writes
	found   int
}

func (u *unit) run() error {
	if err := u.readImports(); err != nil {
		return err
	}
	if len(u.vet.GoFiles) == 0 {
		return u.finish(nil, nil)
	}
	rel := &relevance{gate: u.cfg.gate, reach: u.result.reach, files: u.vet.GoFiles, own: u.own(), named: u.cfg.gate.names(barePath(u.vet.ImportPath))}
	passes := rel.passes(u.result.facts.matter())
	helps := !passes && rel.helps(u.result.facts)
	if !passes && !helps && !u.makesTypes() {
		return u.finish(nil, nil)
	}
	p, errs := u.check(rel, passes || helps)
	if len(errs) > 0 {
		// Types and weak facts are wanted only if somebody imports the package;
		// whoever does will not compile either.
		if !passes || u.vet.SucceedOnTypecheckFailure {
			return u.finish(nil, nil)
		}
		return errors.Join(errs...)
	}
	if u.makesTypes() {
		var buf bytes.Buffer
		if err := gcexportdata.Write(&buf, u.fset, p.types); err != nil {
			return &Error{Msg: fmt.Sprintf("cannot export the types of %s: %v", u.vet.ImportPath, err)}
		}
		u.result.types = buf.Bytes()
	}
	if !passes && !helps {
		return u.finish(nil, nil)
	}
	out, err := runPackage(u.cfg.Analyzer, p, u.result.facts)
	if err != nil {
		return err
	}
	u.result.facts = u.result.facts.withFacts(p.path, out.facts)
	return u.finish(p, out.diagnostics)
}

// readImports reads what the steps of the direct imports wrote.
func (u *unit) readImports() error {
	u.imports = make(map[string]*vetx, len(u.vet.PackageVetx))
	u.result.reach = u.cfg.gate.reach(barePath(u.vet.ImportPath))
	for _, path := range u.vet.ImportMap {
		if _, ok := u.vet.PackageVetx[path]; !ok && path != "unsafe" && path != "C" {
			u.result.reach = ^gate.Mark(0) // the import's step failed: nothing is known of it
		}
	}
	paths := make([]string, 0, len(u.vet.PackageVetx))
	for path := range u.vet.PackageVetx {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	var tables []factTable
	for _, path := range paths {
		v, err := readVetx(u.vet.PackageVetx[path])
		if err != nil {
			return err
		}
		u.imports[path] = v
		u.result.reach |= v.reach
		tables = append(tables, v.facts)
	}
	u.result.facts = mergeFacts(tables...)
	return nil
}

// makesTypes reports whether the go command compiles no export data, so that
// the steps have to hand on types themselves. If nothing is imported one cannot
// know, and hands them on.
func (u *unit) makesTypes() bool {
	if len(u.vet.PackageFile) == 0 {
		return true
	}
	for path := range u.imports {
		if u.vet.PackageFile[path] == "" {
			return true
		}
	}
	return false
}

func (u *unit) check(rel *relevance, bodies bool) (*checkedPackage, []error) {
	files, errs := parseFiles(u.fset, u.vet.GoFiles, rel.sources)
	if len(errs) > 0 {
		return nil, errs
	}
	p := &checkedPackage{
		analysed: u.analysed,
		path:     barePath(u.vet.ImportPath),
		dir:      filepath.Clean(u.vet.Dir),
		fset:     u.fset,
		files:    files,
		sizes:    types.SizesFor(cmp.Or(u.vet.Compiler, "gc"), build.Default.GOARCH),
		module:   u.module(),
		other:    u.vet.NonGoFiles,
		ignored:  u.vet.IgnoredFiles,
	}
	known := newUniverse(u.fset)
	imports := func(path string) (*types.Package, error) {
		if mapped, ok := u.vet.ImportMap[path]; ok {
			path = mapped
		}
		return known.load(barePath(path), func() ([]byte, error) { return u.exportData(path) })
	}
	return p, typeCheck(p, u.vet.GoVersion, bodies, imports)
}

// module returns nil if the package belongs to none.
func (u *unit) module() *analysis.Module {
	if u.vet.Module == nil && u.vet.ModulePath != "" {
		return &analysis.Module{Path: u.vet.ModulePath, Version: u.vet.ModuleVersion, GoVersion: u.vet.GoVersion}
	}
	return u.vet.Module
}

func (u *unit) own() bool {
	module, version := "", ""
	if m := u.module(); m != nil {
		module, version = m.Path, m.Version
	}
	return gate.Own(module, version, barePath(u.vet.ImportPath), u.vet.GoFiles)
}

// analysed reports whether a direct import had a step: it wrote a vetx, even if the
// gate dropped it.
func (u *unit) analysed(pkgPath string) bool {
	for path := range u.imports {
		if barePath(path) == pkgPath {
			return true
		}
	}
	return false
}

func (u *unit) exportData(path string) ([]byte, error) {
	if file := u.vet.PackageFile[path]; file != "" {
		return readExport(file)
	}
	if v := u.imports[path]; v != nil && len(v.types) > 0 {
		return v.types, nil
	}
	return nil, fmt.Errorf("the go command hands over no types for package %s", path)
}

// finish writes what the step has to say to the steps after it and to the user.
func (u *unit) finish(p *checkedPackage, diags []analysis.Diagnostic) error {
	if u.vet.VetxOutput != "" {
		if err := os.WriteFile(u.vet.VetxOutput, u.result.encode(), 0o666); err != nil {
			return &Error{Msg: "cannot write facts: " + oneLine(err.Error())}
		}
	}
	if u.vet.VetxOnly && (!u.cfg.Dependencies || len(diags) == 0) {
		return nil
	}
	var findings []Finding
	if p != nil {
		findings = newFindings(u.vet.ID, p, diags)
	}
	var out bytes.Buffer
	if err := u.print(&out, findings); err != nil {
		return err
	}
	return u.write(out.Bytes())
}

// write sends the output to where the go command wants it.
func (u *unit) write(out []byte) error {
	var err error
	if u.vet.Stdout != "" {
		err = os.WriteFile(u.vet.Stdout, out, 0o666)
	} else {
		_, err = u.stdout.Write(out)
	}
	if err != nil {
		return &Error{Msg: "cannot write the results: " + oneLine(err.Error())}
	}
	return nil
}
