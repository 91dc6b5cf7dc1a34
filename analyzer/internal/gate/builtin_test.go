package gate

import "go/ast"

// The built-in gate's answers, for the tests.

func Bytes(src []byte) Mark        { return Builtin().Bytes(src) }
func File(f *ast.File) Mark        { return Builtin().File(f) }
func Reach(importPath string) Mark { return Builtin().Reach(importPath) }

func Helpers(files []*ast.File, ends func(name string) bool) []*ast.FuncDecl {
	return Builtin().Helpers(files, ends)
}
