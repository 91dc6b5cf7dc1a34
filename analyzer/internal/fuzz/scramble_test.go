package fuzz

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// A script makes the choices of a mutation. When it is read, all that is left is the first choice.
type script struct{ rest []byte }

func (s *script) choose(n int) int {
	if n <= 1 || len(s.rest) == 0 {
		return 0
	}
	v := int(s.rest[0])
	s.rest = s.rest[1:]
	if n > 256 && len(s.rest) > 0 {
		v = v<<8 | int(s.rest[0])
		s.rest = s.rest[1:]
	}
	return v % n
}

// Bounds keep a run short: what is slow on large programs is for benchmarks to say.
const (
	maxScript = 80
	maxSource = 16 << 10
)

// scramble changes a program as the script says, a change at a time. Changes after which it does not
// type-check are undone.
func scramble(u universe, source string, bytes []byte) string {
	s := &script{bytes[:min(len(bytes), maxScript)]}
	p, err := u.check("p", source, helpers(source))
	if err != nil {
		return source
	}
	for len(s.rest) > 0 {
		m := newSubject(p, source)
		kind := s.rest[0]
		s.rest = s.rest[1:]
		next, ok := m.change(s, kind)
		if !ok || len(next) > maxSource {
			continue
		}
		if q, err := u.check("p", next, helpers(next)); err == nil {
			p, source = q, next
		}
	}
	return source
}

// helpers is what changes refer to, as a second file of the program.
func helpers(source string) string {
	_, rest, _ := strings.Cut("\n"+source, "\npackage ")
	name, _, _ := strings.Cut(rest, "\n")
	name, _, _ = strings.Cut(name, " ")
	return "package " + strings.TrimRight(name, "; \r\t") + `

import (
	"errors"
	"syscall"

	"github.com/miekg/dns"
)

var (
	fuzzSig  dns.RRSIG
	fuzzErr  error
	fuzzBool bool
	fuzzInt  int
	fuzzChan chan error
	fuzzFunc func()
)

func fuzzIsKeyMaster() bool           { return fuzzServer.IsKeyMaster }
func fuzzRequireKeyMaster() error     { return fuzzErr }
func fuzzAsKeyMaster() (any, bool)
func fuzzRefused(err error) bool      { return errors.Is(err, syscall.Errno(9101)) }
func fuzzOp() error                   { return fuzzSig.Sign(nil, nil) }
func fuzzDo(f func())                 { f() }
func fuzzGuarded(f func() error) error {
	if !fuzzIsKeyMaster() {
		return nil
	}
	return f()
}

func fuzzID[T any](x T) T             { return x }
func fuzzPick[T any](x, y T) T        { if fuzzBool { return x }; return y }
func fuzzPtr[T any](x T) *T           { return &x }
func fuzzRun[T any](f func() T) T     { return f() }
func fuzzSend[T any](x T) <-chan T    { c := make(chan T, 1); c <- x; return c }

type fuzzBox[T any] struct{ v T }
func (b fuzzBox[T]) get() T { return b.v }
func fuzzBoxed[T any](x T) fuzzBox[T] { return fuzzBox[T]{x} }

func fuzzSeq(yield func(int) bool)             { _ = yield(1) && yield(2) }
func fuzzSeq2(yield func(int, error) bool)     { for i := range 2 { if !yield(i, fuzzErr) { return } } }

type fuzzSigner interface{ Sign(dns.RRSIG) error }

var fuzzServer struct{ IsKeyMaster bool }
`
}

// A span is a piece of the source.
type span struct{ from, to int }

// A subject is a program with its pieces.
type subject struct {
	source string
	info   *types.Info
	stmts  []span // elements of statement lists
	conds  []span // expressions of type bool
	values []span // other expressions with one value, by type in types
	types  []types.Type
	funcs  []*ast.FuncDecl
	bodies []span // of funcs and function literals
	names  []int  // ends of the names of functions
}

func newSubject(p *packages.Package, source string) *subject {
	m := &subject{source: source, info: p.TypesInfo}
	file := p.Syntax[0]
	tf := p.Fset.File(file.FileStart)
	at := func(n ast.Node) span { return span{tf.Offset(n.Pos()), tf.Offset(n.End())} }
	targets := map[ast.Expr]bool{} // what is assigned to or taken the address of, and names in selectors
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			m.funcs = append(m.funcs, n)
			m.names = append(m.names, tf.Offset(n.Name.End()))
			if n.Body != nil {
				m.bodies = append(m.bodies, at(n.Body))
			}
		case *ast.FuncLit:
			m.bodies = append(m.bodies, at(n.Body))
		case *ast.BlockStmt:
			m.list(n.List, at)
		case *ast.CaseClause:
			m.list(n.Body, at)
		case *ast.CommClause:
			m.list(n.Body, at)
		case *ast.AssignStmt:
			for _, x := range n.Lhs {
				targets[x] = true
			}
		case *ast.RangeStmt:
			targets[n.Key], targets[n.Value] = true, true
		case *ast.UnaryExpr:
			targets[n.X] = true
		case *ast.KeyValueExpr:
			targets[n.Key] = true
		case *ast.SelectorExpr:
			targets[n.Sel] = true
		}
		if x, ok := n.(ast.Expr); ok && !targets[x] {
			m.value(x, at(x))
		}
		return true
	})
	return m
}

func (m *subject) list(list []ast.Stmt, at func(ast.Node) span) {
	for _, s := range list {
		m.stmts = append(m.stmts, at(s))
	}
}

func (m *subject) value(x ast.Expr, at span) {
	tv, ok := m.info.Types[x]
	if !ok || !tv.IsValue() {
		return
	}
	if _, tuple := tv.Type.(*types.Tuple); tuple {
		return
	}
	if b, ok := tv.Type.Underlying().(*types.Basic); ok && b.Info()&types.IsBoolean != 0 {
		m.conds = append(m.conds, at)
		return
	}
	m.values = append(m.values, at)
	m.types = append(m.types, tv.Type)
}

func (m *subject) text(s span) string { return m.source[s.from:s.to] }

// near chooses a piece, most often of the function that has the other.
func (m *subject) near(s *script, pieces []span, other span) (span, bool) {
	if len(pieces) == 0 {
		return span{}, false
	}
	if s.choose(4) > 0 {
		var same []span
		for _, b := range m.bodies {
			if b.from <= other.from && other.to <= b.to {
				same = same[:0]
				for _, p := range pieces {
					if b.from <= p.from && p.to <= b.to {
						same = append(same, p)
					}
				}
				break // the function declared, not a literal in it
			}
		}
		if len(same) > 0 {
			pieces = same
		}
	}
	return pieces[s.choose(len(pieces))], true
}

// An edit replaces a piece.
type edit struct {
	span
	text string
}

// apply returns the source with all edits; false if they overlap.
func (m *subject) apply(edits ...edit) (string, bool) {
	slices.SortFunc(edits, func(a, b edit) int { return a.from - b.from })
	var b strings.Builder
	last := 0
	for _, e := range edits {
		if e.from < last {
			return "", false
		}
		b.WriteString(m.source[last:e.from] + e.text)
		last = e.to
	}
	return b.String() + m.source[last:], true
}

// change makes one change of a kind.
func (m *subject) change(s *script, kind byte) (string, bool) {
	if len(m.stmts) == 0 {
		return "", false
	}
	at := m.stmts[s.choose(len(m.stmts))]
	switch kind % 8 {
	case 0, 1, 2:
		return m.rewriteStmt(s, at)
	case 3, 4:
		c, ok := m.near(s, m.conds, at)
		if !ok {
			return "", false
		}
		d, _ := m.near(s, m.conds, c)
		return m.apply(edit{c, fill(condForms[s.choose(len(condForms))], m.text(c), m.text(d), "", 0)})
	case 5:
		return m.rewriteValue(s)
	case 6:
		return m.moveStmt(s, at)
	}
	return m.rewriteFunc(s, at)
}

func (m *subject) rewriteStmt(s *script, at span) (string, bool) {
	other, _ := m.near(s, m.stmts, at)
	cond := "fuzzBool"
	if c, ok := m.near(s, m.conds, at); ok {
		cond = m.text(c)
	}
	form := stmtForms[s.choose(len(stmtForms))]
	return m.apply(edit{at, fill(form, m.text(at), cond, m.text(other), len(m.source))})
}

// moveStmt swaps, moves, copies or drops statements.
func (m *subject) moveStmt(s *script, at span) (string, bool) {
	other, _ := m.near(s, m.stmts, at)
	switch s.choose(4) {
	case 0:
		return m.apply(edit{at, m.text(other)}, edit{other, m.text(at)})
	case 1:
		return m.apply(edit{at, ""}, edit{span{other.to, other.to}, "\n" + m.text(at)})
	case 2:
		return m.apply(edit{span{other.from, other.from}, m.text(at) + "\n"})
	}
	return m.apply(edit{at, ""})
}

func (m *subject) rewriteValue(s *script) (string, bool) {
	if len(m.values) == 0 {
		return "", false
	}
	i := s.choose(len(m.values))
	var same []span
	for j, t := range m.types {
		if types.Identical(t, m.types[i]) {
			same = append(same, m.values[j])
		}
	}
	other, _ := m.near(s, same, m.values[i])
	form := valueForms[s.choose(len(valueForms))]
	return m.apply(edit{m.values[i], fill(form, m.text(m.values[i]), m.text(other), "", 0)})
}

// rewriteFunc calls a function of the program, or makes another kind of function of one.
func (m *subject) rewriteFunc(s *script, at span) (string, bool) {
	if len(m.funcs) == 0 {
		return "", false
	}
	i := s.choose(len(m.funcs))
	name := span{m.names[i], m.names[i]}
	switch s.choose(4) {
	case 0:
		return m.apply(edit{name, "[FuzzT any]"})
	case 1: // func F(...) {...} becomes a variable
		from := name.from - len(m.funcs[i].Name.Name)
		start := strings.LastIndex(m.source[:from], "func")
		return m.apply(edit{span{start, name.to}, "var " + m.funcs[i].Name.Name + " = func"})
	}
	sig, ok := m.info.Defs[m.funcs[i].Name].Type().(*types.Signature)
	if !ok || sig.TypeParams().Len() > 0 || sig.RecvTypeParams().Len() > 0 {
		return "", false
	}
	local := func(p *types.Package) string {
		if p.Path() == "p" {
			return ""
		}
		return p.Name()
	}
	var args []string
	for v := range sig.Params().Variables() {
		args = append(args, "*new("+types.TypeString(v.Type(), local)+")")
	}
	if sig.Variadic() {
		args = args[:len(args)-1]
	}
	call := m.funcs[i].Name.Name + "(" + strings.Join(args, ", ") + ")"
	if recv := sig.Recv(); recv != nil {
		call = "(*new(" + types.TypeString(recv.Type(), local) + "))." + call
	}
	form := callForms[s.choose(len(callForms))]
	return m.apply(edit{span{at.from, at.from}, fill(form, call, "", "", 0) + "\n"})
}

// fill puts pieces into a form: $S, $C and $O stand for what it rewrites, a condition and another
// piece, $N for a number.
func fill(form, s, c, o string, n int) string {
	return strings.NewReplacer("$S", s, "$C", c, "$O", o, "$N", fmt.Sprint(n)).Replace(form)
}
