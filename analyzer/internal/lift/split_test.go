package lift

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/printer"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
)

// long is a program that prints what functions with long switches and chains return.
func long() string {
	var w strings.Builder
	w.WriteString("package main\n\nimport \"fmt\"\n\n")
	w.WriteString("func tagged(x int) (r string) {\nagain:\n\tswitch x {\n")
	for i := range huge {
		fmt.Fprintf(&w, "\tcase %d, %d:\n\t\tr += fmt.Sprint(x, \" \")\n", i, 10*huge+i)
		switch {
		case i%7 == 0:
			w.WriteString("\t\tif r != \"\" {\n\t\t\tbreak\n\t\t}\n\t\tr = \"not here\"\n")
		case i%11 == 0:
			w.WriteString("\t\tx -= 63\n\t\tgoto again\n")
		case i%16 == 15:
			w.WriteString("\t\tfallthrough\n")
		}
	}
	w.WriteString("\tdefault:\n\t\tr += \"default\"\n\t}\n\treturn r + \"!\"\n}\n\n")
	w.WriteString("func tagless(x int) string {\n\tn := 0\n\tnext := func() int { n++; return n }\nout:\n\tfor {\n\t\tswitch {\n")
	for i := range huge {
		fmt.Fprintf(&w, "\t\tcase next()*x == %d:\n", 1000-i)
		if i%3 == 0 {
			w.WriteString("\t\t\tbreak out\n")
		} else if i%3 == 1 {
			w.WriteString("\t\t\tcontinue\n")
		}
	}
	w.WriteString("\t\t}\n\t\tif n > 3000 {\n\t\t\tbreak\n\t\t}\n\t}\n\treturn fmt.Sprint(n)\n}\n\n")
	w.WriteString("func chain(x int) (s string) {\n\t")
	for i := range huge {
		fmt.Fprintf(&w, "if y := x - %d; y == 0 {\n\t\ts = \"c%d\"\n\t} else ", i, i)
	}
	w.WriteString("{\n\t\ts = \"none\"\n\t}\n\treturn s + \"!\"\n}\n\n")
	w.WriteString("func ends(x int) string {\n\tswitch x {\n")
	for i := range huge {
		fmt.Fprintf(&w, "\tcase %d:\n\t\treturn \"e%d\"\n", i, i)
	}
	w.WriteString("\tdefault:\n\t\tpanic(x)\n\t}\n\tpanic(0)\n}\n\n")
	fmt.Fprintf(&w, "func main() {\n\tfor x := range %d {\n\t\tfmt.Println(tagged(x), tagless(x), chain(x), ends(x))\n\t}\n\tfmt.Println(tagged(-1), chain(-1))\n}\n", huge)
	return w.String()
}

// TestSplit runs a program before and after it is split.
func TestSplit(t *testing.T) {
	src := long()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "main.go", src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Instances: map[*ast.Ident]types.Instance{}, Implicits: map[ast.Node]types.Object{}}
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, err := conf.Check("main", fset, []*ast.File{f}, info)
	if err != nil {
		t.Fatal(err)
	}
	files, splitInfo := Split([]*ast.File{f}, info)
	if files[0] == f {
		t.Fatal("nothing is split")
	}
	var before, after bytes.Buffer
	if printer.Fprint(&before, fset, f) != nil || printer.Fprint(&after, token.NewFileSet(), files[0]) != nil {
		t.Fatal("cannot print")
	}
	if !strings.Contains(after.String(), "_ = struct") || strings.Contains(before.String(), "_ = struct") {
		t.Error("the source is changed, or not split")
	}
	prog := ssa.NewProgram(fset, ssa.GlobalDebug|ssa.NaiveForm|ssa.SanityCheckFunctions)
	for _, p := range pkg.Imports() {
		prog.CreatePackage(p, nil, nil, true)
	}
	built := prog.CreatePackage(pkg, files, splitInfo, false)
	built.Build() // panics where it finds something wrong
	for _, name := range []string{"tagged", "tagless", "chain", "ends"} {
		Function(built.Func(name))
	}
	want, got := run(t, before.Bytes()), run(t, after.Bytes())
	if want != got {
		t.Errorf("prints\n%s\nand not\n%s", got, want)
	}
}

func run(t *testing.T, src []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(name, src, 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "run", name).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%.2000s", err, out)
	}
	return string(out)
}
