package fold_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
	"github.com/keymasterlint/keymaster/analyzer/internal/fold"
	"github.com/keymasterlint/keymaster/analyzer/internal/program"
)

// A reader folds the functions of one package.
type reader struct {
	effects *program.Effects
	global  map[*ssa.Global]*ssa.Store
	folders map[*ssa.Function]*fold.Folder
}

func (r *reader) folder(fn *ssa.Function) *fold.Folder {
	if r.folders[fn] == nil {
		p := program.New(fn, r.effects, program.Facts{
			NonNil:   func(*types.Func) bool { return false },
			Sentinel: func(*ssa.Global) bool { return false },
		})
		r.folders[fn] = fold.New(p, fold.Env{
			Cat:      catalog.Default(),
			Chosen:   func(_, _ *program.Val) bdd.Ref { return bdd.True },
			Returned: r.returned,
			Stored: func(loc *program.Loc) []fold.Value {
				g, ok := loc.Root.SSA.(*ssa.Global)
				if !ok || r.global[g] == nil {
					return nil
				}
				s := r.global[g]
				return r.folder(s.Parent()).Values(s, s.Val)
			},
		})
	}
	return r.folders[fn]
}

func (r *reader) returned(call *ssa.Call, n int, path []string) ([]fold.Value, []fold.Input) {
	fn := call.Call.StaticCallee()
	if fn == nil || len(fn.Blocks) == 0 || fn.Pkg != call.Parent().Pkg {
		return nil, nil
	}
	return r.returns(fn, n, path), r.folder(fn).Inputs()
}

func (r *reader) returns(fn *ssa.Function, n int, path []string) []fold.Value {
	f := r.folder(fn)
	var all []fold.Value
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			for _, v := range f.At(ret, ret.Results[n], path) {
				all = append(all, v.Forget())
			}
		}
	}
	return all
}

// TestTexts folds what functions return and compares it with their comments.
func TestTexts(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "testdata/texts.go.txt", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	pkg, _, err := ssautil.BuildPackage(&types.Config{Importer: importer.ForCompiler(fset, "source", nil)}, fset, types.NewPackage("p", ""), []*ast.File{file}, 0)
	if err != nil {
		t.Fatal(err)
	}
	r := &reader{global: map[*ssa.Global]*ssa.Store{}, folders: map[*ssa.Function]*fold.Folder{}}
	var fns []*ssa.Function
	for _, m := range pkg.Members {
		if fn, ok := m.(*ssa.Function); ok {
			fns = append(fns, fn)
		}
	}
	r.effects = program.NewEffects(fns)
	for _, b := range pkg.Func("init").Blocks {
		for _, ins := range b.Instrs {
			if s, ok := ins.(*ssa.Store); ok {
				if g, ok := s.Addr.(*ssa.Global); ok {
					r.global[g] = s
				}
			}
		}
	}
	tested := 0
	for _, d := range file.Decls {
		d, ok := d.(*ast.FuncDecl)
		if !ok || d.Doc == nil {
			continue
		}
		tested++
		fn := pkg.Func(d.Name.Name)
		var have []string
		for _, v := range r.returns(fn, 0, nil) {
			have = append(have, words(v, r.folder(fn).Inputs()))
		}
		slices.Sort(have)
		want := strings.Split(strings.TrimSuffix(d.Doc.Text(), "\n"), "\n")
		if have = slices.Compact(have); !slices.Equal(have, want) {
			t.Errorf("%s:\n have %q\n want %q", d.Name.Name, have, want)
		}
	}
	if tested < 25 {
		t.Errorf("only %d functions", tested)
	}
}

// words writes a value so that its holes can be read.
func words(v fold.Value, inputs []fold.Input) string {
	text := v.Line()
	if v.Stdin != "" {
		text += " < " + v.Stdin
	}
	var b strings.Builder
	for _, r := range text {
		n, ok := fold.HoleNumber(r)
		switch {
		case !ok:
			b.WriteRune(r)
		case !fold.Given(n):
			b.WriteString("{}")
		case v.Kind != fold.Text && slices.Contains(v.List, fold.Hole(n)) && len(inputs[n].Path) == 0 && v.List[len(v.List)-1] == fold.Hole(n) && len(v.List) == 2:
			fmt.Fprintf(&b, "{%d*}", n)
		default:
			fmt.Fprintf(&b, "{%s}", strings.Join(append([]string{fmt.Sprint(inputs[n].Param)}, inputs[n].Path...), "."))
		}
	}
	return b.String()
}

// TestFill fills the inputs of values with values that have inputs of their own.
func TestFill(t *testing.T) {
	v := fold.Value{Kind: fold.List, List: []string{"a", fold.Hole(0), "b" + fold.Hole(1)}}
	if got := v.Fill(0, fold.Value{Kind: fold.List, List: []string{"x", "y"}}).Fill(1, fold.Value{Text: "z"}).List; !slices.Equal(got, []string{"a", "x", "y", "bz"}) {
		t.Errorf("a list in a list: %q", got)
	}
	script := fold.Value{Kind: fold.Process, List: []string{fold.Hole(2)}}.Fill(2, fold.Value{Kind: fold.Process, List: []string{"pwsh", "-"}, Stdin: "in"})
	if !slices.Equal(script.List, []string{"pwsh", "-"}) || script.Stdin != "in" {
		t.Errorf("a process for a process: %+v", script)
	}
}
