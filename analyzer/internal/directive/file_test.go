package directive

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// places has every place in which a directive can stand. In the line after it, or in its own,
// stands what it speaks of; the tests say what that is.
const places = `//keymaster:only -- above the package clause
package p //keymaster:assume -- on it

//keymaster:ignore KM001 -- an import
import "fmt"

// F is a function.
//
//keymaster:only -- a function
func F() {
	//keymaster:assume -- a statement
	fmt.Println(
		1,
		2, //keymaster:ignore KM002 -- a line inside
	)
	//keymaster:ignore KM001 -- a line, not the whole statement
	fmt.Println(
		1,
	) //keymaster:ignore KM003 -- where a statement ends
	if true { //keymaster:assume -- the if
		return
	} else if false { //keymaster:assume -- the second if
	} //keymaster:assume -- a brace
	switch {
	case true: fmt.Println() //keymaster:assume -- behind a case
	//keymaster:assume -- above a case
	default:
	}
	for { fmt.Println() } //keymaster:assume -- the loop
	//keymaster:assume -- a blank line below

	//keymaster:assume -- a label
L:
	for {
		break L
	}
	//keymaster:ignore KM001 -- a local variable
	var x = func() {
		fmt.Println()
	}
	x() // prose //keymaster:assume -- in prose
	//keymaster:assume -- at the end
} //keymaster:only -- behind a function

//keymaster:check true
//go:noinline
// More text.
func (T) Method() bool { return true } //keymaster:refusal

func G() { fmt.Println() } //keymaster:assume -- a line that a function begins

//keymaster:check
type T struct {
	//keymaster:check
	A bool
	B, C bool //keymaster:check false
	D struct {
		E bool //keymaster:check
	}
	fmt.Stringer //keymaster:check
	H bool //keymaster:refusal
}

type I interface {
	//keymaster:refusal
	M() bool
	fmt.Stringer //keymaster:check
	N(interface { O() }) //keymaster:only -- a method
	//keymaster:only -- twice
	//keymaster:only -- twice
	P()
}

type OneLine struct { A bool } //keymaster:check

//keymaster:ignore KM001 -- a group
var (
	v = 1 //keymaster:ignore KM002 -- a line of the group
	//keymaster:ignore KM003 -- a variable
	w = func() bool {
		return true
	}
	//keymaster:check
	y = 2
)

/*
A comment.
*/ //keymaster:only -- after a comment
func H(
	a struct { Q bool }, //keymaster:check
	//keymaster:check
	b bool,
) {
	c := struct { R bool }{} //keymaster:check
	_ = c
	{
		//keymaster:ignore KM001 -- above a brace
	}
	_ = ` + "`" + `
//keymaster:only -- in a string
` + "`" + ` //keymaster:ignore KM001 -- behind a string
}

//keymaster:only -- above nothing
`

// The directives of places by line, with what they speak of and the lines that an ignore covers,
// and the problems.
const wantPlaces = `
1: problem: //keymaster:only speaks of nothing: put it right above a function, a method or an interface's method
2: problem: //keymaster:assume speaks of nothing: put it right above a statement
4: ignore: an import, lines 5-5
9: only: a function F, lines 10-43
11: assume: a statement, lines 12-12
14: ignore: a line on which no declaration or statement begins, lines 14-14
16: ignore: a statement, lines 17-17
19: ignore: a line on which no declaration or statement begins, lines 19-19
20: assume: a statement, lines 20-20
22: assume: a statement, lines 22-22
23: problem: //keymaster:assume stands on a line on which no declaration or statement begins: it belongs on a statement
25: assume: a statement, lines 25-25
26: problem: //keymaster:assume stands on a line on which no declaration or statement begins: it belongs on a statement
29: assume: a statement, lines 29-29
30: problem: //keymaster:assume speaks of nothing: put it right above a statement
32: assume: a statement, lines 33-33
37: ignore: a variable, lines 38-40
42: problem: //keymaster:assume stands on a line on which no declaration or statement begins: it belongs on a statement
43: problem: //keymaster:only stands on a line on which no declaration or statement begins: it belongs on a function, a method or an interface's method
45: check: a function Method, lines 48-48
48: refusal: a function Method, lines 48-48
50: problem: //keymaster:assume stands on a function: it belongs on a statement
52: problem: //keymaster:check stands on a type: it belongs on a function, a method, an interface's method or a struct's field
54: check: a struct's field A, lines 55-55
56: check: a struct's field B, lines 56-56
58: check: a struct's field E, lines 58-58
60: check: a struct's field , lines 60-60
61: problem: //keymaster:refusal stands on a struct's field: it belongs on a function, a method or an interface's method
65: refusal: an interface's method M, lines 66-66
67: problem: //keymaster:check stands on an embedded interface: it belongs on a function, a method, an interface's method or a struct's field
68: only: an interface's method N, lines 68-68
69: only: an interface's method P, lines 71-71
70: problem: //keymaster:only stands here twice: remove one
74: problem: //keymaster:check stands on a type: it belongs on a function, a method, an interface's method or a struct's field
76: ignore: a variable, lines 77-85
78: ignore: a variable or constant, lines 78-78
79: ignore: a variable or constant, lines 80-82
83: problem: //keymaster:check stands on a variable or constant: it belongs on a function, a method, an interface's method or a struct's field
89: only: a function H, lines 90-103
91: problem: //keymaster:check stands on a line on which no declaration or statement begins: it belongs on a function, a method, an interface's method or a struct's field
92: problem: //keymaster:check stands on a line on which no declaration or statement begins: it belongs on a function, a method, an interface's method or a struct's field
95: problem: //keymaster:check stands on a statement: it belongs on a function, a method, an interface's method or a struct's field
98: ignore: a line on which no declaration or statement begins, lines 99-99
102: ignore: a line on which no declaration or statement begins, lines 102-102
105: problem: //keymaster:only speaks of nothing: put it right above a function, a method or an interface's method
`

func TestInFile(t *testing.T) {
	have := strings.Split(strings.Trim(inFile(t, places), "\n"), "\n")
	want := strings.Split(strings.Trim(wantPlaces, "\n"), "\n")
	for i := range max(len(have), len(want)) {
		h, w := "nothing", "nothing"
		if i < len(have) {
			h = have[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if h != w {
			t.Fatalf("have %s\nwant %s", h, w)
		}
	}
}

// Line directives move what is printed, not what a directive speaks of.
func TestInFileMoved(t *testing.T) {
	moved := strings.Replace(places, "import \"fmt\"\n", "import \"fmt\"\n//line other.go:1\n", 1)
	have := inFile(t, moved)
	want := inFile(t, strings.Replace(moved, "//line", "//Line", 1))
	if have != want {
		t.Errorf("with a line directive\n%s\nwithout\n%s", have, want)
	}
}

// Lines that end as on Windows change nothing but positions.
func TestInFileCRLF(t *testing.T) {
	want := inFile(t, places)
	if have := inFile(t, strings.ReplaceAll(places, "\n", "\r\n")); have != want {
		t.Errorf("with carriage returns\n%s\nwithout\n%s", have, want)
	}
}

func TestCovers(t *testing.T) {
	fset, f := parse(t, "package p\n\n//keymaster:ignore KM001 -- x\nfunc F() {}\n\nvar x = 1 //keymaster:ignore KM001 -- x")
	directives, problems := InFile(fset, f)
	if len(directives) != 2 || len(problems) > 0 {
		t.Fatal(directives, problems)
	}
	file := fset.File(f.FileStart)
	for i, want := range [][2]int{{4, 4}, {6, 6}} {
		for line := 1; line <= 6; line++ {
			pos := file.LineStart(line)
			if have := directives[i].Target.Covers(pos); have != (want[0] <= line && line <= want[1]) {
				t.Errorf("%s covers line %d: %v", directives[i], line, have)
			}
		}
	}
	if last := directives[1]; !last.Target.Covers(token.Pos(file.Base()+file.Size())) || last.Target.Covers(token.NoPos) {
		t.Error("the last line does not end where the file does")
	}
}

// inFile writes down what InFile finds.
func inFile(t *testing.T, source string) string {
	t.Helper()
	fset, f := parse(t, source)
	line := func(pos token.Pos) int { return fset.PositionFor(pos, false).Line }
	type found struct {
		line int
		text string
	}
	var all []found
	directives, problems := InFile(fset, f)
	for _, d := range directives {
		what := d.Target.describe()
		switch n := d.Target.Decl.(type) {
		case *ast.FuncDecl:
			what += " " + n.Name.Name
		case *ast.Field:
			what += " "
			if len(n.Names) > 0 {
				what += n.Names[0].Name
			}
		}
		first, last := line(d.Target.Pos), line(d.Target.End-1)
		all = append(all, found{line(d.Comment.Pos()), fmt.Sprintf("%s: %s, lines %d-%d", d.Verb, what, first, last)})
	}
	for _, p := range problems {
		all = append(all, found{line(p.Pos), "problem: " + p.Text})
	}
	slices.SortStableFunc(all, func(a, b found) int { return a.line - b.line })
	var b strings.Builder
	for _, f := range all {
		fmt.Fprintf(&b, "%d: %s\n", f.line, f.text)
	}
	return b.String()
}

func parse(t *testing.T, source string) (*token.FileSet, *ast.File) {
	t.Helper()
	fset := token.NewFileSet()
	fset.AddFile("before.go", -1, 1000)
	f, err := parser.ParseFile(fset, "p.go", source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return fset, f
}
