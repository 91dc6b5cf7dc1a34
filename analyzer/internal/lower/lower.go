// Package lower rewrites functions into simpler ones that do the same: what a function literal
// does that is called where it stands, or through a variable that holds nothing but known functions, or
// deferred, or by a function of the package that it is given to, is written out in the place where it
// happens. Where a variable may hold one of several functions, its call becomes a choice between them.
// What analyses the result path by path then sees one function where the source has several.
//
// What comes out does the same when it is executed, but for this: goroutines run where they start, those
// that may wait for ever perhaps not at all; a loop over an iterator that is not known goes round any number
// of times, and one that is known is trusted to stop when it is told to; panics that no one writes, and those
// in calls that stay, go past the deferred calls that are written out; a deferred function value that is not
// known is taken not to recover; a function that is run but once may have run before, and one that a variable of
// the package keeps the results of runs each time.
//
// The rewriting shares syntax and positions with the source and never changes it. It knows nothing
// of roles or refusals.
package lower

import (
	"cmp"
	"go/ast"
	"go/types"
	"go/version"
	"maps"
	"slices"
)

// A Library is what must be known of functions elsewhere.
type Library interface {
	// Unwinds reports whether calls of fn never return and yet run deferred calls: panics do, and
	// what ends a goroutine.
	Unwinds(fn *types.Func) bool
	// Performs reports whether calls of fn are what the rewriting is for: functions that perform such
	// a call, themselves or through others, are written out for each of their calls if the package
	// shows all of these, and stay functions otherwise.
	Performs(fn *types.Func) bool
	// Runs says how fn, of another package, runs what it is given; nil if it does not.
	Runs(fn *types.Func) *Run
	// Matters reports whether the body of fn, a function of the package, says something of importance
	// to what performs such a call.
	Matters(fn *types.Func) bool
	// Stays reports whether calls of fn, a function of the package, stay calls: its name says
	// something that its body may not.
	Stays(fn *types.Func) bool
	// Apart reports whether calls in fn, a function of the package, do not count: in tests.
	Apart(fn *types.Func) bool
	// Marked returns the number, from 1, of a statement whose place has to be known in what comes out;
	// else 0.
	Marked(s ast.Stmt) int
}

// A Result is what became of a package.
type Result struct {
	Files []*ast.File
	Info  *types.Info
	// Gone are the unexported functions of which no use is left: each call is written out.
	Gone map[*types.Func]bool
	// Written says of the calls in a body that was written out for which call that was: a body that is
	// called twice is there twice.
	Written map[*ast.CallExpr]*ast.CallExpr
	// Stands says what the source writes where a variable stands that the source does not have.
	Stands map[*types.Var]ast.Expr
	// Circuits are the branches that compute y of x && y or x || y where x leaves the outcome open, with
	// the variables that get it.
	Circuits map[*ast.IfStmt]*types.Var
	// Marks are expressions that mean nothing. Each is evaluated just before a marked statement, or before
	// what was written out for it, and says which.
	Marks map[ast.Expr]int
}

// Package rewrites the functions of a package that have something to rewrite.
func Package(pkg *types.Package, files []*ast.File, info *types.Info, lib Library) Result {
	var todo []*ast.FuncDecl
	l := &lowerer{
		pkg:         pkg,
		info:        info,
		lib:         lib,
		decls:       map[*types.Func]*ast.FuncDecl{},
		sharesLoops: map[*types.Func]bool{},
		tables:      map[*types.Var]*table{},
		bound:       map[*types.Var]ast.Expr{},
		choices:     map[*types.Var]*choice{},
		once:        map[*types.Var]bool{},
		wanted:      map[*ast.CallExpr]bool{},
		makers:      map[*ast.BlockStmt]bool{},
		movables:    map[*ast.BlockStmt]bool{},
		copies:      map[ast.Node]ast.Node{},
		within:      map[ast.Node][]ast.Node{},
		waiters:     map[string]bool{},
		standsFor:   map[*ast.FuncLit]bool{},
		later:       map[*ast.FuncLit]*frame{},
		written:     map[*ast.CallExpr]*ast.CallExpr{},
		stands:      map[*types.Var]ast.Expr{},
		thrown:      map[*ast.CallExpr]bool{},
		circuits:    map[*ast.IfStmt]*types.Var{},
		marked:      map[ast.Stmt]int{},
		marks:       map[ast.Expr]int{},
	}
	for _, f := range files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Body != nil {
				if fn, ok := info.Defs[d.Name].(*types.Func); ok {
					l.decls[fn] = d
					l.sharesLoops[fn] = sharesLoops(info.FileVersions[f])
				}
			}
		}
	}
	l.findTables(files)
	l.reach = l.findReach(files)
	for fn, d := range l.decls {
		if !lib.Apart(fn) && (l.callsWorth(fn) || concerned(d.Body, info) || l.readsTables(d.Body) || l.hasMarks(d.Body)) {
			todo = append(todo, d)
		}
	}
	slices.SortFunc(todo, func(a, b *ast.FuncDecl) int { return cmp.Compare(a.Pos(), b.Pos()) })
	if len(todo) == 0 {
		return Result{Files: files, Info: info}
	}
	l.info = &types.Info{
		Types:        maps.Clone(info.Types),
		Instances:    maps.Clone(info.Instances),
		Defs:         maps.Clone(info.Defs),
		Uses:         maps.Clone(info.Uses),
		Implicits:    maps.Clone(info.Implicits),
		Selections:   maps.Clone(info.Selections),
		Scopes:       info.Scopes,
		InitOrder:    info.InitOrder,
		FileVersions: maps.Clone(info.FileVersions),
	}
	l.helpers = l.findHelpers()
	lowered := map[ast.Decl]ast.Decl{}
	for _, d := range todo {
		lowered[d] = l.rewrite(d)
	}
	l.strip(files, lowered)
	r := Result{Info: l.info, Gone: l.gone(files, lowered), Written: l.written, Stands: l.stands, Circuits: l.circuits, Marks: l.marks}
	for _, f := range files {
		r.Files = append(r.Files, l.file(f, lowered))
	}
	return r
}

// concerned reports whether a body has anything that is rewritten: function literals, deferred
// calls, loops over functions, functions and methods as values, or addresses of variables given to functions.
func concerned(body *ast.BlockStmt, info *types.Info) bool {
	found := false
	called := map[ast.Expr]bool{}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.DeferStmt:
			found = true
		case *ast.RangeStmt:
			found = found || isFunc(info.TypeOf(n.X))
		case *ast.CallExpr:
			called[ast.Unparen(n.Fun)] = true
			for _, a := range n.Args {
				found = found || addressed(a, info) != nil
			}
		case *ast.SelectorExpr:
			if called[n] {
				called[n.Sel] = true
			}
		case *ast.Ident:
			_, isFunc := info.Uses[n].(*types.Func)
			found = found || isFunc && !called[n]
		}
		return !found
	})
	return found
}

type lowerer struct {
	pkg     *types.Package
	info    *types.Info
	lib     Library
	decls   map[*types.Func]*ast.FuncDecl
	tables  map[*types.Var]*table
	reach   *reach
	helpers map[*types.Func]bool // functions that may panic: see findHelpers
	written map[*ast.CallExpr]*ast.CallExpr
	stands  map[*types.Var]ast.Expr
	thrown  map[*ast.CallExpr]bool // calls whose results are thrown away: what they tell is not told
	marked  map[ast.Stmt]int       // copies of statements that the library marks
	marks   map[ast.Expr]int

	circuits map[*ast.IfStmt]*types.Var

	// sharesLoops are the functions in files of old versions of Go, where all rounds of a loop share
	// its variables: what they do is not the same elsewhere.
	sharesLoops map[*types.Func]bool
	bound       map[*types.Var]ast.Expr // variables that certainly hold a function: a literal or its name
	choices     map[*types.Var]*choice  // variables that hold one of several
	once        map[*types.Var]bool     // variables of function types that never change
	wanted      map[*ast.CallExpr]bool  // calls whose results are called
	makers      map[*ast.BlockStmt]bool // what makes has found
	movables    map[*ast.BlockStmt]bool // what movable has found
	copies      map[ast.Node]ast.Node   // literals of the source, by their copies
	within      map[ast.Node][]ast.Node // of the literals in bound: see frame
	standsFor   map[*ast.FuncLit]bool   // literals of method values that variables keep
	waiters     map[string]bool         // methods that give the first error of a group
	names       int

	later    map[*ast.FuncLit]*frame // literals to be rewritten if they stay
	function *types.Func             // the one in hand
	size     int                     // nodes written so far for it
}

func sharesLoops(goVersion string) bool {
	return goVersion != "" && version.Compare(goVersion, "go1.22") < 0
}

// Beyond its limits calls stay calls: docs/soundness.md. Literals called from literals would double a
// function with each level.
type limits struct {
	nodes   int // that a function may grow by
	deep    int // how many functions and literals may be written out within each other
	helper  int // nodes of a function that is written out for the panic alone
	helpers int // nodes that a function may grow by where one is added still
	small   int // nodes of a function that is written out whatever it says
	worth   int // nodes that a function may grow by where a call is written out for what it says
	options int // functions that one variable may hold
}

var bounds = limits{nodes: 20_000, deep: 12, helper: 120, helpers: 2_000, small: 60, worth: 6_000, options: 6}

// rewrite returns d rewritten.
func (l *lowerer) rewrite(d *ast.FuncDecl) *ast.FuncDecl {
	out := *d
	out.Body = clone(l, d.Body)
	l.spellOut(out.Body)
	l.function = l.info.Defs[d.Name].(*types.Func)
	l.size = 0
	f := &frame{l: l, sig: l.function.Signature(), running: []ast.Node{d}, within: []ast.Node{d}}
	f.body(out.Body, d.Type)
	l.sweep(out.Body)
	for l.rewriteLiterals(out.Body) {
		l.sweep(out.Body)
	}
	clear(l.later)
	return &out
}

// rewriteLiterals rewrites the literals that are left in a body, and reports whether there were any.
func (l *lowerer) rewriteLiterals(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		lit, ok := n.(*ast.FuncLit)
		if !ok {
			return true
		}
		g := l.later[lit]
		if g == nil {
			return true
		}
		found = true
		delete(l.later, lit)
		g.body(lit.Body, lit.Type)
		return false
	})
	return found
}

// file returns f with its declarations replaced.
func (l *lowerer) file(f *ast.File, lowered map[ast.Decl]ast.Decl) *ast.File {
	out := *f
	out.Decls = nil
	for _, d := range f.Decls {
		if lowered[d] != nil {
			d = lowered[d]
		}
		out.Decls = append(out.Decls, d)
	}
	if v, ok := l.info.FileVersions[f]; ok {
		l.info.FileVersions[&out] = v
	}
	return &out
}

// withCallers adds to found, which has what is in work already, what calls that.
func withCallers(found map[*types.Func]bool, work []*types.Func, callers map[*types.Func][]*types.Func) map[*types.Func]bool {
	for len(work) > 0 {
		fn := work[len(work)-1]
		work = work[:len(work)-1]
		for _, c := range callers[fn] {
			if !found[c] {
				found[c] = true
				work = append(work, c)
			}
		}
	}
	return found
}
