package analyzer

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/keymasterlint/keymaster/analyzer/internal/engine"
	"github.com/keymasterlint/keymaster/analyzer/internal/summary"
)

// Summary is the fact of a function that means something for its callers. If its Matters says no, it
// makes no package worth a look.
type Summary struct{ summary.Function }

// AFact implements analysis.Fact.
func (*Summary) AFact() {}

// Ends reports whether a function of the user's own packages that calls this one, by its name alone, may be
// worth a summary: it may not return, or runs the command that it is given.
func (s *Summary) Ends() bool { return s.Function.Ends() || len(s.Forwards) > 0 }

// String returns [summary.Function.Lines] in one line.
func (s *Summary) String() string { return strings.Join(s.Lines(), "; ") }

// Sentinel is the fact of a package variable that holds the refusal for ever.
type Sentinel struct{ summary.Variable }

// AFact implements analysis.Fact.
func (*Sentinel) AFact() {}

func (s *Sentinel) String() string { return s.Variable.String() }

// Analysed is the fact of every package that was looked at, whatever came of it: where it is missing, so are
// facts that tell operations and checks apart from other functions.
type Analysed struct{}

// AFact implements analysis.Fact.
func (*Analysed) AFact() {}

func (*Analysed) String() string { return "analysed" }

// Matters says that the fact makes no package worth a look.
func (*Analysed) Matters() bool { return false }

// EveryPackage tells package driver that it need not keep the fact of each package.
func (*Analysed) EveryPackage() {}

// imports looks facts up for the engine.
func (r *runner) imports(j *job) engine.Imports {
	return engine.Imports{
		Function: func(fn *types.Func) *summary.Function { return importSummary(j.pass, fn) },
		Variable: func(v *types.Var) *summary.Variable {
			var s Sentinel
			if !j.pass.ImportObjectFact(v, &s) {
				return nil
			}
			return &s.Variable
		},
		// docs/rule.md section 8: where an exported function is reported itself, its callers in the same
		// module are not.
		Reported: func(f *summary.Function, op summary.Operation) bool {
			return !op.Silent && f.Module == j.module()
		},
	}
}

// importSummary returns what another package says of its function, or nil.
func importSummary(pass *analysis.Pass, fn *types.Func) *summary.Function {
	var s Summary
	if !pass.ImportObjectFact(fn.Origin(), &s) {
		return nil
	}
	return &s.Function
}

// module returns the path of the module that the package belongs to, "" if the driver does not say.
func (j *job) module() string {
	if j.pass.Module == nil {
		return ""
	}
	return j.pass.Module.Path
}

// exportFacts says what the package's exported functions and variables mean for packages that import it,
// but for what directives say. Weak facts are for the packages that matter: one that does not exports
// those of helpers, and a dependency none at all, so that facts of a dependency always mean that it matters.
func (j *job) exportFacts(v *engine.Verdict, decl *declarations) {
	facts := map[types.Object]*Summary{}
	matters := j.exportSentinels() || len(decl.own) > 0
	for _, fn := range j.pkg.Funcs {
		if !j.pkg.Shared(fn) || decl.says(fn.Object().(*types.Func)) {
			continue
		}
		if s := v.Summarize(fn); s != nil {
			s.Module = j.module()
			facts[fn.Object()] = &Summary{*s}
			matters = matters || s.Matters()
		}
	}
	j.exportMethods()
	for _, fn := range j.pkg.Funcs {
		obj := fn.Object()
		if s := facts[obj]; s != nil && (matters || len(s.Forwards) > 0 || j.own && (j.passed || j.helpers[obj])) {
			j.pass.ExportObjectFact(obj, s)
		}
	}
}

// exportForwards says which of the package's functions run commands that they are given: of a dependency that
// has nothing else to do with the role.
func (j *job) exportForwards() {
	for _, fn := range j.pkg.Funcs {
		if j.pkg.Shared(fn) {
			if s := j.pkg.SummarizeForwards(fn); s != nil {
				s.Module = j.module()
				j.pass.ExportObjectFact(fn.Object(), &Summary{*s})
			}
		}
	}
	j.exportMethods()
}

// exportMethods says which methods of the package's interfaces run commands, as the package implements them.
func (j *job) exportMethods() {
	scope := j.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		t, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || !t.Exported() || !types.IsInterface(t.Type()) {
			continue
		}
		for m := range t.Type().Underlying().(*types.Interface).ExplicitMethods() {
			if !m.Exported() || m.Pkg() != j.pass.Pkg {
				continue
			}
			if s := j.pkg.SummarizeMethod(m, t.Type()); s != nil {
				s.Module = j.module()
				j.pass.ExportObjectFact(m, &Summary{*s})
			}
		}
	}
}

// exportSentinels reports whether there are any.
func (j *job) exportSentinels() bool {
	found := false
	scope := j.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		if obj, ok := scope.Lookup(name).(*types.Var); ok && obj.Exported() {
			if s := j.pkg.SummarizeVariable(obj); !s.Empty() {
				j.pass.ExportObjectFact(obj, &Sentinel{*s})
				found = true
			}
		}
	}
	return found
}
