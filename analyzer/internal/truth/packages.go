package truth

import (
	"fmt"
	"go/ast"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// A case is one text, also where it is of several packages: the name of a
// declaration says which one it belongs to. What starts with h1 to h4 is in a
// package of another module, what starts with p1 to p4 in another package of the
// module of the function that is judged; h1Check is declared as Check in h1 and
// called h1.Check elsewhere. Executions are the same in one package as in several, so
// only the analyzer gets to see them apart, in files with the same lines.

var (
	foreign = regexp.MustCompile(`(\.?)\b([hp][1-4])([A-Z_]\w*)`)
	prefix  = regexp.MustCompile(`^[hp][1-4][A-Z_]`)
)

// packageOf returns the package to which the name of a declaration says that it belongs, or "".
func packageOf(name string) string {
	if prefix.MatchString(name) {
		return name[:2]
	}
	return ""
}

// A span is the lines of a declaration, and its package.
type span struct {
	from, to int
	pkg      string
}

// spans lists what belongs to other packages, in order of lines.
func (b *batch) spans() []span {
	var out []span
	fset := b.pkg.Fset
	for _, d := range b.pkg.Syntax[0].Decls {
		names := declared(d)
		if fd, ok := d.(*ast.FuncDecl); ok && fd.Recv != nil {
			names = []string{receiver(fd)}
		}
		for _, name := range names {
			if pkg := packageOf(name); pkg != "" {
				out = append(out, span{fset.Position(d.Pos()).Line, fset.Position(d.End()).Line, pkg})
			}
		}
	}
	return out
}

// owner returns the package of a line, or "" for the one that is judged.
func (b *batch) owner(line int) string {
	for _, s := range b.others {
		if s.from <= line && line <= s.to {
			return s.pkg
		}
	}
	return ""
}

// visible cuts a chain of calls where it leaves the package that is judged: an
// operation of another module is one at its call. It returns false for what another
// package of this module answers for.
func (b *batch) visible(lines []int) ([]int, bool) {
	for i, line := range lines {
		if pkg := b.owner(line); pkg != "" {
			return lines[:i], pkg[0] == 'h'
		}
	}
	return lines, true
}

// split returns the package of b that is judged, with what it imports apart.
func (w *World) split(b *batch) (*packages.Package, error) {
	if len(b.others) == 0 {
		return b.pkg, w.write(b.pkg.PkgPath[len(module)+1:]+"/cases.go", b.src)
	}
	texts := map[string][]string{"": lines(b.src)[1:]}
	for _, s := range b.others {
		if texts[s.pkg] == nil {
			texts[s.pkg] = make([]string, len(texts[""]))
		}
		for i := s.from - 2; i < s.to-1; i++ {
			texts[s.pkg][i], texts[""][i] = texts[""][i], ""
		}
	}
	// Packages import those with higher numbers, and the one that is judged imports all.
	names := slices.Sorted(maps.Keys(texts))
	slices.Reverse(names)
	dir := filepath.Base(b.pkg.PkgPath)
	apart := map[string]*packages.Package{}
	for _, name := range names {
		decls := qualified(strings.Join(texts[name], "\n")+"\n", name)
		path, of, pkgName := module+"/"+dir, module, "cases"
		if name != "" {
			if pkgName = name; name[0] == 'h' {
				of = otherModule
			}
			path = of + "/" + dir + "/" + name
		}
		src := file(pkgName, decls, apart)
		if err := w.write(dir+"/"+name+"/cases.go", src); err != nil {
			return nil, err
		}
		pkg, errs, err := w.checkPackage(path, filepath.Join(w.dir, dir, name, "cases.go"), src, apart)
		if err != nil {
			return nil, err
		}
		if len(errs) > 0 {
			return nil, fmt.Errorf("%s: %w", w.fset.Position(errs[0].Pos), errs[0])
		}
		pkg.Module = &packages.Module{Path: of, Main: of == module, GoVersion: "1.26"}
		apart[name] = pkg
	}
	return apart[""], nil
}

// qualified writes the names in src as package pkg sees them.
func qualified(src, pkg string) string {
	return foreign.ReplaceAllStringFunc(src, func(s string) string {
		m := foreign.FindStringSubmatch(s)
		if m[1] == "." || m[2] == pkg {
			return m[1] + m[3]
		}
		return m[2] + "." + m[3]
	})
}
