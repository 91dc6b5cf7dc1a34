package catalog

import (
	"errors"
	"go/token"
	"go/types"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A symbol names a function, method, type, constant or variable as types.Func.FullName does,
// without type parameters and without saying whether the receiver is a pointer: no type has two
// methods of one name. It is comparable and built without allocating.
type symbol struct {
	pkg  string // import path; "" for the predeclared error
	recv string // type name of a method's receiver, or ""
	name string
}

var errFunc = errors.New("want path.Func, (path.Type).Method or (*path.Type).Method")

// CheckFunc returns an error unless name has the form in which rows name functions, that of
// types.Func.FullName without type parameters. Whether there is such a function it cannot say.
func CheckFunc(name string) error {
	_, err := parseFunc(name)
	return err
}

// parseFunc reads the form of types.Func.FullName.
func parseFunc(s string) (symbol, error) {
	if !strings.HasPrefix(s, "(") {
		return parseName(s, errFunc)
	}
	recv, method, ok := strings.Cut(s[1:], ").")
	if !ok || !isIdent(method) {
		return symbol{}, errFunc
	}
	recv = strings.TrimPrefix(recv, "*")
	if recv == "error" {
		return symbol{recv: recv, name: method}, nil
	}
	typ, err := parseName(recv, errFunc)
	if err != nil {
		return symbol{}, err
	}
	return symbol{pkg: typ.pkg, recv: typ.name, name: method}, nil
}

var errName = errors.New("want path.Name")

// parseName reads path.Name, the form of a package-level object; bad is the error for anything else.
func parseName(s string, bad error) (symbol, error) {
	dot := strings.LastIndexByte(s, '.')
	if dot <= 0 || !isIdent(s[dot+1:]) || !isPath(s[:dot]) {
		return symbol{}, bad
	}
	return symbol{pkg: s[:dot], name: s[dot+1:]}, nil
}

// isPath reports whether s can be an import path in a row: no blanks, quotes or brackets.
func isPath(s string) bool {
	return s != "" && !strings.ContainsAny(s, "\"'`()[]{}*,;:\\") && !strings.ContainsFunc(s, isInvisible) && !strings.HasPrefix(s, "/") && !strings.HasSuffix(s, "/")
}

func isInvisible(r rune) bool {
	return !unicode.IsGraphic(r) || unicode.IsSpace(r) || r == utf8.RuneError
}

func isIdent(s string) bool { return token.IsIdentifier(s) }

// symbolOf returns the symbol of a function or method; ok is false for methods of
// unnamed types, which no row can name.
func symbolOf(fn *types.Func) (s symbol, ok bool) {
	s.name = fn.Name()
	if fn.Pkg() != nil {
		s.pkg = fn.Pkg().Path()
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return s, true
	}
	named := namedOf(recv.Type())
	if named == nil {
		return symbol{}, false
	}
	s.recv = named.Name()
	return s, true
}

// namedOf returns the type name of t behind aliases and pointers, or nil.
func namedOf(t types.Type) *types.TypeName {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if n, ok := t.(*types.Named); ok {
		return n.Obj()
	}
	return nil
}
