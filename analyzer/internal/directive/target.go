package directive

import (
	"go/ast"
	"go/token"
)

// A Target is what a directive speaks of: what begins on the next line of code if it is alone on
// its line, and on its own line otherwise.
type Target struct {
	Decl      ast.Node // *ast.FuncDecl, *ast.GenDecl, ast.Spec, or the *ast.Field of a struct or interface; may be nil
	Statement ast.Stmt // may be nil

	// What an Ignore covers: the declaration below, or else the line.
	Pos, End token.Pos

	kind kind
}

// Covers reports whether an Ignore with this target speaks of what stands at pos.
func (t Target) Covers(pos token.Pos) bool { return t.Pos <= pos && pos < t.End }

// A kind of declaration.
type kind int

const (
	none kind = iota
	function
	structField
	interfaceMethod
	embedded // in an interface
	other
)

// describe says what t is, for messages.
func (t Target) describe() string {
	switch t.kind {
	case function:
		return "a function"
	case structField:
		return "a struct's field"
	case interfaceMethod:
		return "an interface's method"
	case embedded:
		return "an embedded interface"
	}
	switch d := t.Decl.(type) {
	case *ast.GenDecl:
		switch d.Tok {
		case token.TYPE:
			return "a type"
		case token.CONST:
			return "a constant"
		case token.IMPORT:
			return "an import"
		}
		return "a variable"
	case *ast.TypeSpec:
		return "a type"
	case *ast.ImportSpec:
		return "an import"
	case *ast.ValueSpec:
		return "a variable or constant"
	}
	if t.Statement != nil {
		return "a statement"
	}
	return "a line on which no declaration or statement begins"
}
