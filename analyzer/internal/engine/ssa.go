package engine

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// refsOf returns the instructions that refer to a value; none for one that many functions share.
func refsOf(v ssa.Value) []ssa.Instruction {
	if refs := v.Referrers(); refs != nil {
		return *refs
	}
	return nil
}

func equality(op token.Token) bool { return op == token.EQL || op == token.NEQ }

func ordered(op token.Token) bool {
	return op == token.LSS || op == token.LEQ || op == token.GTR || op == token.GEQ
}
