package mutate

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ast/astutil"
)

// A Move takes functions of a package to another one, which it imports. They are functions that need nothing
// else of their package than each other.
type Move struct {
	Name string
	// Path is that of the other package, behind that of the package itself if it starts with a slash.
	Path string
	// Helpers says that functions go which are not exported, and are then. Otherwise exported ones do, with what
	// only they need.
	Helpers bool
}

// Moves returns all moves.
func Moves() []Move {
	return []Move{
		{Name: "move to another package", Path: "/lower"},
		{Name: "move helpers to another package", Path: "other.test/lower", Helpers: true},
	}
}

// Moved is a package from which functions were moved.
type Moved struct {
	*Package
	Lower *Package            // where they are now
	Names map[string]string   // what they are called there: what they were called before
	Calls map[string][]string // by names before: those that each function uses of them
}

// lowerName is what the other package is called where it is imported.
const lowerName = "mutlower"

// Mutate moves the functions of s that take accepts, and all that can be moved with them.
func (m Move) Mutate(s *Source, take func(name string) bool) (*Moved, error) {
	p, wrong, err := s.check()
	if err == nil && len(wrong) > 0 {
		err = wrong[0]
	}
	if err != nil {
		return nil, err
	}
	set := p.movable(m.Helpers, take)
	moved := &Moved{Names: map[string]string{}, Calls: p.callsOf(set)}
	for obj := range set {
		moved.Names[m.nameOf(obj)] = obj.Name()
	}
	lower := &Source{Path: m.Path, Importer: s.Importer, Sizes: s.Sizes}
	if strings.HasPrefix(m.Path, "/") {
		lower.Path = s.Path + m.Path
	}
	for _, f := range p.Files {
		var stay, leave []ast.Decl
		for _, d := range f.Decls {
			fd, isFunc := d.(*ast.FuncDecl)
			_, leaves := set[p.Info.Defs[nameIn(d)]]
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
				leave = append(leave, d)
				stay = append(stay, d)
				continue
			}
			p.rename(d, set, func(obj types.Object) ast.Expr {
				name := ast.NewIdent(m.nameOf(obj))
				if leaves {
					return name
				}
				return &ast.SelectorExpr{X: ast.NewIdent(lowerName), Sel: name}
			})
			if isFunc && leaves {
				fd.Name = ast.NewIdent(m.nameOf(p.Info.Defs[fd.Name]))
				leave = append(leave, d)
			} else {
				stay = append(stay, d)
			}
		}
		f.Decls = append([]ast.Decl{importOf(lowerName, lower.Path)}, stay...)
		text, err := p.print(f, leave)
		if err != nil {
			return nil, err
		}
		lower.Files = append(lower.Files, File{"lower_" + p.names[f][strings.LastIndexByte(p.names[f], '/')+1:], text})
	}
	if moved.Lower, wrong, err = lower.check(); err == nil && len(wrong) > 0 {
		err = wrong[0]
	}
	if err != nil {
		return nil, err
	}
	upper, err := p.Text()
	if err != nil {
		return nil, err
	}
	upper.Importer = with{s.Importer, moved.Lower.Types}
	if moved.Package, wrong, err = upper.check(); err == nil && len(wrong) > 0 {
		err = wrong[0]
	}
	return moved, err
}

// nameOf returns the name of a function in the other package.
func (m Move) nameOf(obj types.Object) string {
	if m.Helpers {
		return strings.ToUpper(obj.Name()[:1]) + obj.Name()[1:]
	}
	return obj.Name()
}

func nameIn(d ast.Decl) *ast.Ident {
	if d, ok := d.(*ast.FuncDecl); ok {
		return d.Name
	}
	return nil
}

// movable returns the functions that can go together.
func (p *Package) movable(helpers bool, take func(string) bool) map[types.Object]*ast.FuncDecl {
	set := map[types.Object]*ast.FuncDecl{}
	users := map[types.Object][]types.Object{} // nil: what is no function of the package
	valued := map[types.Object]bool{}          // used other than by a call
	for _, f := range p.Files {
		silent := p.marked[f] || strings.HasSuffix(p.names[f], "_test.go")
		for _, d := range f.Decls {
			fd, ok := d.(*ast.FuncDecl)
			var obj types.Object
			if ok {
				obj = p.Info.Defs[fd.Name]
			}
			p.uses(d, func(used types.Object, call bool) {
				users[used] = append(users[used], obj)
				valued[used] = valued[used] || !call
			})
			if ok && !silent && p.plain(fd) && take(fd.Name.Name) && !(helpers && p.exports(obj)) {
				set[obj] = fd
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for obj, d := range set {
			stays := helpers && valued[obj]
			p.uses(d, func(used types.Object, _ bool) { stays = stays || set[used] == nil })
			if !helpers && !p.exports(obj) {
				stays = stays || slices.ContainsFunc(users[obj], func(user types.Object) bool { return set[user] == nil })
			}
			if stays {
				delete(set, obj)
				changed = true
			}
		}
	}
	return set
}

// exports reports whether other packages may call a function.
func (p *Package) exports(obj types.Object) bool { return obj.Exported() && p.Types.Name() != "main" }

// plain reports whether a declaration is of a function that names nothing of its package but functions.
func (p *Package) plain(d *ast.FuncDecl) bool {
	if d.Body == nil || d.Recv != nil || d.Name.Name == "main" || d.Name.Name == "init" || d.Name.Name == "_" {
		return false
	}
	plain := true
	ast.Inspect(d, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		obj := origin(p.Info.Uses[id])
		if obj == nil || obj.Pkg() != p.Types || d.Pos() <= obj.Pos() && obj.Pos() < d.End() {
			return true
		}
		_, isImport := obj.(*types.PkgName)
		plain = plain && (isImport || p.isFunction(obj))
		return true
	})
	return plain
}

func (p *Package) isFunction(obj types.Object) bool {
	fn, ok := obj.(*types.Func)
	return ok && obj.Parent() == p.Types.Scope() && fn.Signature().Recv() == nil
}

// uses calls visit for the functions of the package that stand in n; call says that one is called there.
func (p *Package) uses(n ast.Node, visit func(obj types.Object, call bool)) {
	called := map[*ast.Ident]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if id, ok := ast.Unparen(n.Fun).(*ast.Ident); ok {
				called[id] = true
			}
		case *ast.Ident:
			if obj := origin(p.Info.Uses[n]); obj != nil && p.isFunction(obj) {
				visit(obj, called[n])
			}
		}
		return true
	})
}

// callsOf returns, by the names of all functions, which of those in set they name.
func (p *Package) callsOf(set map[types.Object]*ast.FuncDecl) map[string][]string {
	calls := map[string][]string{}
	for name, d := range p.Functions() {
		p.uses(d, func(obj types.Object, _ bool) {
			if set[obj] != nil && !slices.Contains(calls[name], obj.Name()) {
				calls[name] = append(calls[name], obj.Name())
			}
		})
	}
	return calls
}

// rename replaces the names of the functions in set where d uses them.
func (p *Package) rename(d ast.Decl, set map[types.Object]*ast.FuncDecl, by func(types.Object) ast.Expr) {
	astutil.Apply(d, func(c *astutil.Cursor) bool {
		if id, ok := c.Node().(*ast.Ident); ok {
			if obj := origin(p.Info.Uses[id]); obj != nil && set[obj] != nil {
				c.Replace(by(obj))
				return false
			}
		}
		return true
	}, nil)
}

// print writes a file of some of the declarations of f.
func (p *Package) print(f *ast.File, decls []ast.Decl) ([]byte, error) {
	var b bytes.Buffer
	err := format.Node(&b, p.Fset, &ast.File{Package: f.Package, Name: f.Name, Decls: p.needed(decls)})
	return b.Bytes(), err
}

func importOf(name, path string) ast.Decl {
	return &ast.GenDecl{Tok: token.IMPORT, Specs: []ast.Spec{
		&ast.ImportSpec{Name: ast.NewIdent(name), Path: &ast.BasicLit{Kind: token.STRING, Value: strconv.Quote(path)}},
	}}
}

// with imports one more package.
type with struct {
	types.Importer
	pkg *types.Package
}

func (w with) Import(path string) (*types.Package, error) {
	if path == w.pkg.Path() {
		return w.pkg, nil
	}
	return w.Importer.Import(path)
}

// Reaches returns the functions that were moved to which a function that stays gets through their calls.
func (m *Moved) Reaches(fn string) []string {
	seen := map[string]bool{}
	var visit func(string)
	visit = func(name string) {
		for _, next := range m.Calls[name] {
			if !seen[next] {
				seen[next] = true
				visit(next)
			}
		}
	}
	visit(fn)
	return slices.Sorted(maps.Keys(seen))
}

// Show prints what has become of a function, and all that was moved of what it gets to.
func (m *Moved) Show(fn string) string {
	upper, lower := &Mutant{Package: m.Package}, &Mutant{Package: m.Lower}
	text := upper.Show(fn)
	for name, before := range m.Names {
		if before == fn || slices.Contains(m.Reaches(fn), before) {
			text += "\n" + lower.Show(name)
		}
	}
	return text
}
