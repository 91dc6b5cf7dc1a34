package lower

import (
	"go/ast"
	"slices"
	"testing"
)

// A marking marks some statements of the source.
type marking struct {
	testLibrary
	marks map[ast.Stmt]int
}

func (m marking) Marked(s ast.Stmt) int { return m.marks[s] }

// Each marked statement has its mark wherever it comes to stand, just before what is left of it: in the
// functions that stay, in literals, at labels, and in each copy of a body that is written out.
func TestMarks(t *testing.T) {
	s, err := check("p", map[string]string{"p.go": `package p

func mark(n int) {}

func Plain() { mark(1) }

func run(f func()) { mark(2); f() }

func Literals() {
	run(func() { mark(3) })
	run(func() { mark(4) })
	defer func() { mark(5) }()
}

func Label(n int) {
	if n > 0 {
		goto there
	}
there:
	mark(6)
}

func Branches(n int) func() {
	if n > 0 {
		return nil
	} else if n == 0 {
		mark(7)
	}
	return func() { mark(8) }
}
`})
	if err != nil {
		t.Fatal(err)
	}
	lib := marking{marks: map[ast.Stmt]int{}}
	for _, f := range s.files {
		ast.Inspect(f, func(n ast.Node) bool {
			if call := markCall(n); call != nil {
				lib.marks[n.(ast.Stmt)] = len(lib.marks) + 1
			}
			return true
		})
	}
	r := Package(s.pkg, s.files, s.info, lib)
	var got []int
	for _, f := range r.Files {
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && fd.Name.Name != "run" {
				got = append(got, found(fd, r.Marks)...)
			}
		}
	}
	slices.Sort(got)
	if want := []int{1, 2, 2, 3, 4, 5, 6, 7, 8}; !slices.Equal(got, want) {
		t.Errorf("marks are %v, want %v", got, want)
	}
}

// markCall returns the call that a statement consists of, if it is one of mark.
func markCall(n ast.Node) *ast.CallExpr {
	s, ok := n.(*ast.ExprStmt)
	if !ok {
		return nil
	}
	call, ok := s.X.(*ast.CallExpr)
	if !ok {
		return nil
	}
	if id, ok := call.Fun.(*ast.Ident); !ok || id.Name != "mark" {
		return nil
	}
	return call
}

// found returns the marks in a function.
func found(fd *ast.FuncDecl, marks map[ast.Expr]int) []int {
	var got []int
	ast.Inspect(fd, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok && marks[e] > 0 {
			got = append(got, marks[e])
		}
		return true
	})
	return got
}
