package truth

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// An edit makes a case smaller: it replaces the bytes [from, to) by text.
type edit struct {
	from, to int
	text     string
}

// edits lists every way to make src a little smaller.
func edits(src string) []edit {
	const head = "package p\n"
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", head+src, parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	offset := func(p token.Pos) int { return fset.Position(p).Offset - len(head) }
	text := func(n ast.Node) string { return src[offset(n.Pos()):offset(n.End())] }
	inner := func(list []ast.Stmt) string {
		if len(list) == 0 {
			return ""
		}
		return src[offset(list[0].Pos()):offset(list[len(list)-1].End())]
	}
	var out []edit
	replace := func(n ast.Node, by string) {
		out = append(out, edit{offset(n.Pos()), offset(n.End()), by})
	}
	list := func(l []ast.Stmt) {
		for i, s := range l {
			replace(s, "")
			if n := len(l) - i; n > 2 {
				out = append(out, edit{offset(s.Pos()), offset(l[i+n/2].End()), ""})
			}
		}
	}
	plain := map[ast.Node]bool{}  // statements of a list, as opposed to bodies
	wayOut := map[ast.Node]bool{} // keeps an endless loop from becoming one
	ast.Inspect(f, func(n ast.Node) bool {
		if wayOut[n] {
			return false
		}
		if loop, ok := n.(*ast.ForStmt); ok && loop.Cond == nil && len(loop.Body.List) > 0 {
			wayOut[loop.Body.List[0]] = true
		}
		for _, s := range listOf(n) {
			plain[s] = true
		}
		switch n := n.(type) {
		case *ast.GenDecl:
			if n.Tok == token.TYPE {
				replace(n, "")
			}
		case *ast.AssignStmt:
			if _, ok := n.Rhs[0].(*ast.CallExpr); ok && len(n.Rhs) == 1 {
				replace(n, text(n.Rhs[0]))
			}
		case *ast.BlockStmt:
			if plain[n] {
				replace(n, inner(n.List))
			}
			if len(n.List) > 0 && wayOut[n.List[0]] {
				list(n.List[1:])
			} else {
				list(n.List)
			}
		case *ast.CaseClause:
			replace(n, "")
			list(n.Body)
		case *ast.IfStmt:
			init := ""
			if n.Init != nil {
				init = text(n.Init) + "\n"
				out = append(out, edit{offset(n.Init.Pos()), offset(n.Cond.Pos()), ""})
			}
			replace(n, init+inner(n.Body.List))
			if n.Else != nil {
				replace(n, init+text(n.Else))
				out = append(out, edit{offset(n.Body.End()), offset(n.Else.End()), ""})
			}
		case *ast.ForStmt:
			replace(n, inner(n.Body.List))
		case *ast.RangeStmt:
			replace(n, inner(n.Body.List))
		case *ast.SwitchStmt:
			for _, c := range n.Body.List {
				replace(n, inner(c.(*ast.CaseClause).Body))
			}
		case *ast.LabeledStmt:
			replace(n, text(n.Stmt))
		case *ast.BinaryExpr:
			if n.Op == token.LAND || n.Op == token.LOR {
				replace(n, text(n.X))
				replace(n, text(n.Y))
			}
		case *ast.UnaryExpr:
			if n.Op == token.NOT {
				replace(n, text(n.X))
			}
		case *ast.ParenExpr:
			replace(n, text(n.X))
		case *ast.ReturnStmt:
			if len(n.Results) == 1 && text(n.Results[0]) != "nil" {
				replace(n.Results[0], "nil")
			}
		case *ast.CallExpr:
			// A role check, a helper or an opaque value may be simpler than it is.
			switch fun := text(n.Fun); {
			case fun == "rt.Role" || fun == "rt.CheckKeyMaster" || fun == "rt.AsKeyMaster":
			case strings.HasPrefix(fun, "rt.") && fun != "rt.Log" && fun != "rt.IsKeyMaster" && fun != "rt.Cond":
				replace(n, "rt.IsKeyMaster()")
			case fun == "fmt.Errorf" && len(n.Args) == 2:
				replace(n, text(n.Args[1]))
			case token.IsIdentifier(fun) && !token.IsExported(fun):
				replace(n, "rt.IsKeyMaster()")
				replace(n, "s.Sign(nil, nil)")
			}
		}
		return true
	})
	return out
}

// listOf returns the statement list that n is, if it is one.
func listOf(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	}
	return nil
}

// apply makes several edits that do not overlap.
func apply(src string, es ...edit) string {
	slices.SortFunc(es, func(a, b edit) int { return b.from - a.from })
	for _, e := range es {
		src = src[:e.from] + e.text + src[e.to:]
	}
	return src
}

// A shrinking follows one disagreement down.
type shrinking struct {
	kind Kind
	best Outcome
	done bool
}

// Shrink makes the cases of disagreements as small as single edits can while
// each still disagrees in its way. All of them share the builds.
func (w *World) Shrink(a *analysis.Analyzer, outs []Outcome) ([]Outcome, error) {
	var all []*shrinking
	for _, o := range outs {
		all = append(all, &shrinking{kind: o.Kind, best: o})
	}
	for range 40 {
		if err := w.shrinkRound(a, all); err != nil {
			return nil, err
		}
	}
	var res []Outcome
	for _, s := range all {
		res = append(res, s.best)
	}
	return res, nil
}

// A variant is one candidate of a round.
type variant struct {
	of   *shrinking
	edit edit
	name string
}

func (w *World) shrinkRound(a *analysis.Analyzer, all []*shrinking) error {
	var cases []Case
	var variants []variant
	try := func(s *shrinking, e edit, src string) {
		c := Case{s.best.Case.Name, pruned(tidy(src))}
		c, err := w.repaired(c)
		if err != nil || size(c.Src) >= size(s.best.Case.Src) || dropsTest(c.Src) {
			return
		}
		variants = append(variants, variant{s, e, c.Name})
		cases = append(cases, c.renamed(fmt.Sprintf("_%d", len(cases))))
	}
	for _, s := range all {
		if !s.done {
			for _, e := range edits(s.best.Case.Src) {
				try(s, e, apply(s.best.Case.Src, e))
			}
		}
		s.done = true // until a candidate keeps the disagreement
	}
	if len(cases) == 0 {
		return nil
	}
	out, err := w.Compare(a, cases)
	if err != nil {
		return err
	}
	kept := map[*shrinking][]int{}
	for i, o := range out {
		if o.Kind == variants[i].of.kind {
			kept[variants[i].of] = append(kept[variants[i].of], i)
		}
	}
	var together []Case
	var owners []*shrinking
	for _, s := range all {
		good := kept[s]
		if len(good) == 0 {
			continue
		}
		s.done = false
		slices.SortStableFunc(good, func(i, j int) int {
			return cmp.Compare(size(out[i].Case.Src), size(out[j].Case.Src))
		})
		// What works alone often works together: that saves rounds.
		var combined []edit
		for _, i := range good {
			if e := variants[i].edit; !slices.ContainsFunc(combined, e.overlaps) {
				combined = append(combined, e)
			}
		}
		src := s.best.Case.Src
		s.best = out[good[0]]
		s.best.Case = Case{variants[good[0]].name, unsuffixed(s.best.Case.Src)}
		c, err := w.repaired(Case{s.best.Case.Name, pruned(tidy(apply(src, combined...)))})
		if err == nil && len(combined) > 1 && !dropsTest(c.Src) {
			together = append(together, c.renamed(fmt.Sprintf("_%d", len(together))))
			owners = append(owners, s)
		}
	}
	if len(together) == 0 {
		return nil
	}
	out, err = w.Compare(a, together)
	if err != nil {
		return err
	}
	for i, o := range out {
		if s := owners[i]; o.Kind == s.kind && size(o.Case.Src) < size(unsuffixed(s.best.Case.Src)) {
			name := s.best.Case.Name
			s.best = o
			s.best.Case = Case{name, unsuffixed(o.Case.Src)}
		}
	}
	return nil
}

func (e edit) overlaps(o edit) bool { return e.from < o.to && o.from < e.to || e.from == o.from }

// quieting matches what repaired adds; it comes back where it is needed.
var quieting = regexp.MustCompile(`^\t*_ = \w+$`)

var (
	attempts = regexp.MustCompile(`[hp][1-4]Attempt\w*\(in, s`)
	refuses  = regexp.MustCompile(`\.Refused \{`)
	empty    = regexp.MustCompile(`switch [^\n]*\{\s*(default:|\})`)
)

// dropsTest reports whether a candidate calls a function that says in a field whether it was refused, and
// reads no such field: the generator always does, and to an analyzer of packages the outcome of the test
// is a result of that function like any other. The same goes for a switch without cases on what it sorts
// an error into.
func dropsTest(src string) bool {
	return empty.MatchString(src) || strings.Contains(src, ", Refused: ") && len(attempts.FindAllString(src, -1)) != len(refuses.FindAllString(src, -1))
}

// tidy formats declarations and drops lines that say nothing.
func tidy(src string) string {
	out, err := format.Source([]byte(src))
	if err != nil {
		return src
	}
	var kept []string
	for _, line := range lines(string(out)) {
		if strings.TrimSpace(line) != "" && !quieting.MatchString(line) {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n") + "\n"
}

// size orders candidates: first by what they hold, not by the names in it.
func size(src string) int { return len(strings.Join(strings.Fields(src), "")) }
