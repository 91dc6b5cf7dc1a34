package fix

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"go/version"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"
)

// Wrap makes the calls of fmt.Errorf whose left parentheses are at the given places wrap the errors that they
// print: %w for %v and %s. It returns nil unless it can do so in each of them.
func (s *Source) Wrap(calls []token.Pos) []analysis.TextEdit {
	var all []analysis.TextEdit
	for _, pos := range calls {
		edits := s.wrap(pos)
		if edits == nil {
			return nil
		}
		all = append(all, edits...)
	}
	return all
}

func (s *Source) wrap(pos token.Pos) []analysis.TextEdit {
	call, _, _ := s.call(pos)
	if call == nil || len(call.Args) < 2 || call.Ellipsis.IsValid() {
		return nil
	}
	if fn := typeutil.StaticCallee(s.Info, call); fn == nil || fn.FullName() != "fmt.Errorf" {
		return nil
	}
	lit, ok := ast.Unparen(call.Args[0]).(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING || s.Info.Types[lit].Value == nil {
		return nil
	}
	// In the literal as it is written, so that an offset is one of the source; an escape that makes a percent
	// sign, or a verb, is nobody's format.
	if value := constant.StringVal(s.Info.Types[lit].Value); strings.Count(value, "%") != strings.Count(lit.Value, "%") {
		return nil
	}
	verbs, ok := plainVerbs(lit.Value)
	if !ok || len(verbs) != len(call.Args)-1 {
		return nil
	}
	var edits []analysis.TextEdit
	for i, at := range verbs {
		verb, arg := lit.Value[at], call.Args[i+1]
		if verb == 'w' && !s.joins() {
			return nil
		}
		if verb != 'v' && verb != 's' {
			continue
		}
		shown := s.shownError(arg)
		if shown == nil {
			continue
		}
		if len(edits) > 0 {
			return nil
		}
		p := lit.Pos() + token.Pos(at)
		edits = append(edits, analysis.TextEdit{Pos: p, End: p + 1, NewText: []byte("w")})
		if shown != arg {
			edits = append(edits, analysis.TextEdit{Pos: shown.End(), End: arg.End()})
		}
	}
	return edits
}

// joins reports whether an error may wrap several, in the version of Go that the package is written for.
func (s *Source) joins() bool {
	v := s.Pkg.GoVersion()
	return v == "" || version.Compare(v, "go1.20") >= 0
}

// plainVerbs returns the offsets of the verbs in a quoted format that has verbs without flags alone.
func plainVerbs(quoted string) ([]int, bool) {
	if _, err := strconv.Unquote(quoted); err != nil {
		return nil, false
	}
	var at []int
	for i := 0; i < len(quoted); i++ {
		if quoted[i] != '%' {
			continue
		}
		i++
		switch {
		case i < len(quoted) && quoted[i] == '%':
		case i < len(quoted) && ('a' <= quoted[i] && quoted[i] <= 'z' || 'A' <= quoted[i] && quoted[i] <= 'Z'):
			at = append(at, i)
		default:
			return nil, false
		}
	}
	return at, true
}

// shownError returns the error that an operand prints: the operand, or what its method Error is called of.
func (s *Source) shownError(arg ast.Expr) ast.Expr {
	if isError(s.Info.TypeOf(arg)) {
		return arg
	}
	call, ok := ast.Unparen(arg).(*ast.CallExpr)
	if !ok || call != arg || len(call.Args) > 0 {
		return nil
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Error" || !isError(s.Info.TypeOf(sel.X)) {
		return nil
	}
	if _, static := s.Info.TypeOf(sel.X).Underlying().(*types.Interface); !static {
		return nil
	}
	return sel.X
}
