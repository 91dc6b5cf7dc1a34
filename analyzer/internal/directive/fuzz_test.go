package directive

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// FuzzDirective looks at any text as a comment; see check.
func FuzzDirective(f *testing.F) {
	for _, form := range forms {
		f.Add(form.example())
	}
	f.Add("//keymaster:check true -- \"x` // remark")
	f.Add("//keymaster:ignore KM001,KM005 --\u00a0-- //")
	f.Add("// keymaster:only")
	f.Fuzz(func(t *testing.T, text string) {
		check(t, text)
		check(t, prefix+text)
	})
}

// FuzzInFile wants of any file that each comment that means to be a directive comes out once, in
// order, and that what it speaks of lies in the file and not above it.
func FuzzInFile(f *testing.F) {
	f.Add(places)
	f.Add("//line x:1\npackage p;func F(){/*\n*/ //keymaster:assume -- x\n}//keymaster:only -- y")
	f.Fuzz(func(t *testing.T, source string) {
		fset := token.NewFileSet()
		fset.AddFile("before.go", -1, 1000)
		file, _ := parser.ParseFile(fset, "p.go", source, parser.ParseComments|parser.SkipObjectResolution)
		if file == nil || !file.Package.IsValid() {
			t.Skip()
		}
		want := 0
		for _, g := range file.Comments {
			for _, c := range g.List {
				if strings.HasPrefix(c.Text, prefix) {
					want++
				}
			}
		}
		directives, problems := InFile(fset, file)
		if len(directives)+len(problems) != want {
			t.Fatalf("%d comments give %d directives and %d problems", want, len(directives), len(problems))
		}
		last := token.NoPos
		for _, p := range problems {
			if p.Pos <= last {
				t.Fatal("problems are not in order")
			}
			last = p.Pos
		}
		last = token.NoPos
		for _, d := range directives {
			if d.Comment.Pos() <= last {
				t.Fatal("directives are not in order")
			}
			last = d.Comment.Pos()
			wellPlaced(t, fset.File(file.FileStart), d)
		}
	})
}

func wellPlaced(t *testing.T, file *token.File, d *Directive) {
	line := func(pos token.Pos) int { return file.PositionFor(pos, false).Line }
	target := d.Target
	if target.Pos < token.Pos(file.Base()) || target.End > token.Pos(file.Base()+file.Size()+1) || target.Pos >= target.End {
		t.Fatalf("%s covers %d-%d, which is not in the file", d, target.Pos, target.End)
	}
	if line(target.Pos) < line(d.Comment.Pos()) {
		t.Fatalf("%s in line %d speaks of line %d", d, line(d.Comment.Pos()), line(target.Pos))
	}
	for _, n := range []ast.Node{target.Decl, target.Statement} {
		if n != nil && line(n.Pos()) != line(target.Pos) {
			t.Fatalf("%s covers line %d and speaks of line %d", d, line(target.Pos), line(n.Pos()))
		}
	}
	if f, ok := formOf(string(d.Verb)); !ok || !f.fits(target) {
		t.Fatalf("%s stands on %s", d, target.describe())
	}
}
