package driver

import (
	"context"
	"errors"
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer/internal/gate"
)

// A Config says what [Run] analyses, and how.
type Config struct {
	Dir        string   // where patterns are resolved; empty means the working directory
	Patterns   []string // as for "go list"
	Tests      bool     // analyse packages together with their tests, and external tests
	BuildFlags []string // flags for the go command, such as "-tags=x"
	Analyzer   *analysis.Analyzer
	NoGate     bool                  // analyse every package, dependencies too
	Gate       *gate.Gate            // of the analyzer's settings; nil: of the default ones
	Progress   func(done, total int) // told, one call at a time, how many packages are dealt with

	gate *gatekeeper
}

// A Result is what [Run] found.
type Result struct {
	Findings []Finding // sorted by file, line, column and message, none twice
	Errors   []error   // each one line; what kept packages from being analysed
	Dirs     []string  // of the packages that findings were looked for in, sorted

	analyzer *analysis.Analyzer
}

// Run analyses the packages that match the patterns. It fails only if nothing
// could be analysed at all; problems with single packages are in the result.
func Run(ctx context.Context, cfg Config) (*Result, error) {
	if err := cfg.complete(); err != nil {
		return nil, err
	}
	g, err := listGraph(ctx, &cfg)
	if err != nil {
		return nil, err
	}
	r := &run{cfg: &cfg, graph: g, fset: token.NewFileSet()}
	r.exports = newExports(ctx, &cfg, g, r.fset)
	r.errs = g.errs
	r.decide()
	r.analyseAll(ctx)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return &Result{
		Findings: sortFindings(r.findings),
		Errors:   sortErrors(r.errs),
		Dirs:     g.dirs(),
		analyzer: cfg.Analyzer,
	}, nil
}

// dirs returns the directories of the packages that are reported on.
func (g *graph) dirs() []string {
	var dirs []string
	for _, n := range g.nodes {
		if n.report {
			dirs = append(dirs, n.pkg.Dir)
		}
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

func (cfg *Config) complete() error {
	if err := analysis.Validate([]*analysis.Analyzer{cfg.Analyzer}); err != nil {
		return &Error{Msg: oneLine(err.Error())}
	}
	if len(cfg.Patterns) == 0 {
		return &Error{Msg: "no packages given; name some, as in ./..."}
	}
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return &Error{Msg: oneLine(err.Error())}
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return &Error{Msg: "no directory " + Printable(dir)}
	}
	cfg.Dir = dir
	if cfg.gate == nil {
		cfg.gate = realGate(cfg.Gate)
	}
	if cfg.NoGate {
		cfg.gate = openGate()
	}
	return nil
}

type run struct {
	cfg     *Config
	graph   *graph
	exports *exports
	fset    *token.FileSet

	mu       sync.Mutex
	finished int
	findings []Finding
	errs     []error
}

// decide puts all packages before the gate, reading files on all cores.
func (r *run) decide() {
	each(r.graph.nodes, func(n *node) { n.likely = n.relevance.passes(false) || n.relevance.helps(nil) })
}

// each calls f for every element, on as many goroutines as there are cores.
func each[T any](list []T, f func(T)) {
	work := make(chan T)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for x := range work {
				f(x)
			}
		})
	}
	for _, x := range list {
		work <- x
	}
	close(work)
	wg.Wait()
}

// analyseAll deals with every package as soon as its imports are dealt with.
func (r *run) analyseAll(ctx context.Context) {
	busy := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for _, n := range r.graph.nodes {
		wg.Go(func() {
			defer close(n.done)
			var tables []factTable
			for _, imp := range n.imports {
				<-imp.done
				tables = append(tables, imp.facts)
			}
			n.facts = mergeFacts(tables...)
			if ctx.Err() == nil {
				busy <- struct{}{}
				r.dealWith(n)
				<-busy
			}
			r.progress()
		})
	}
	wg.Wait()
}

func (r *run) progress() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.finished++
	if r.cfg.Progress != nil {
		r.cfg.Progress(r.finished, len(r.graph.nodes))
	}
}

func (r *run) dealWith(n *node) {
	if n.relevance.passes(n.facts.matter()) {
		r.analyse(n, false)
	} else if n.relevance.helps(n.facts) {
		r.analyse(n, true)
	}
}

// analyse runs the analyzer on a package that passed the gate, or helps those that do.
func (r *run) analyse(n *node, helps bool) {
	if n.broken || len(n.pkg.GoFiles) == 0 {
		return // what is wrong has been said; the compiler would say it again in other words
	}
	if err := r.exports.prepare(n); err != nil {
		r.fail(err)
		return
	}
	p, errs := checkNode(r.exports, n, true)
	if len(errs) > 0 {
		if !helps {
			r.fail(errs...)
		}
		return
	}
	if variant := n.variant(); variant != "" {
		r.exports.universe(variant).addFirst(p.types)
	}
	out, err := runPackage(r.cfg.Analyzer, p, n.facts)
	if err != nil {
		r.fail(err)
		return
	}
	n.facts = n.facts.withFacts(p.path, out.facts)
	if own := (factTable{p.path: out.facts}); own.matter() {
		r.exports.mu.Lock()
		n.matters = true
		r.exports.mu.Unlock()
	}
	if n.report {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.findings = append(r.findings, newFindings(n.pkg.ID, p, out.diagnostics)...)
	}
}

func (r *run) fail(errs ...error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.errs = append(r.errs, errs...)
}

// checkNode parses and type-checks a package of the graph.
func checkNode(x *exports, n *node, bodies bool) (*checkedPackage, []error) {
	files, errs := parseFiles(x.fset, n.pkg.GoFiles, n.relevance.sources)
	if slices.ContainsFunc(files, importsC) {
		var names []string
		if names, errs = compiledFiles(x.ctx, x.cfg, n); len(errs) == 0 {
			files, errs = parseFiles(x.fset, names, n.relevance.sources)
		}
	}
	if len(errs) > 0 {
		return nil, errs
	}
	p := &checkedPackage{
		path:    barePath(n.pkg.PkgPath),
		dir:     n.pkg.Dir,
		fset:    x.fset,
		files:   files,
		sizes:   x.typesSizes(),
		other:   n.pkg.OtherFiles,
		ignored: n.pkg.IgnoredFiles,
	}
	goVersion := ""
	if m := n.pkg.Module; m != nil {
		p.module = &analysis.Module{
			Path: m.Path, Version: m.Version, Time: m.Time, Main: m.Main, Indirect: m.Indirect,
			Dir: m.Dir, GoMod: m.GoMod,
		}
		if m.GoVersion != "" {
			goVersion = "go" + m.GoVersion
			p.module.GoVersion = goVersion
		}
	}
	var broken []error
	imports := x.importer(n, func(errs []error) { broken = append(broken, errs...) })
	errs = typeCheck(p, goVersion, bodies, imports)
	if len(broken) > 0 {
		return nil, broken
	}
	if len(errs) > 0 {
		return nil, errs
	}
	return p, nil
}

func importsC(f *ast.File) bool {
	return slices.ContainsFunc(f.Imports, func(s *ast.ImportSpec) bool { return s.Path.Value == `"C"` })
}

// sortErrors sorts by text and drops repetitions, which come from files that
// belong to several packages.
func sortErrors(errs []error) []error {
	slices.SortStableFunc(errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return slices.CompactFunc(errs, func(a, b error) bool { return a.Error() == b.Error() })
}

// asError returns err as an [*Error].
func asError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Msg: oneLine(err.Error())}
}
