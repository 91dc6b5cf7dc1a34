package engine

import (
	"go/constant"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// formatVerb returns the verb under which a printf-like call prints its operand number index, or 0.
func formatVerb(c *ssa.CallCommon, index int) byte {
	params := c.Signature().Params().Len()
	if !c.Signature().Variadic() || params < 2 {
		return 0
	}
	fixed := params - 1
	if index < fixed {
		return 0
	}
	format := formatOf(c)
	if format == "" {
		return 'v' // an unknown format: keep the text
	}
	operand := index - fixed
	for n := 0; ; n++ {
		i := strings.IndexByte(format, '%')
		if i < 0 {
			return 0
		}
		format = strings.TrimLeft(format[i+1:], "+-# 0123456789.[]")
		if format == "" {
			return 0
		}
		verb := format[0]
		format = format[1:]
		if verb == '%' || verb == '*' {
			n--
			continue
		}
		if n == operand {
			return verb
		}
	}
}

// variadic follows e, stored as one of the variadic arguments of a call.
func (r *run) variadic(e *elem, store *ssa.Store, args *ssa.Alloc, b int) {
	ia, ok := store.Addr.(*ssa.IndexAddr)
	if !ok {
		return
	}
	k, ok := ia.Index.(*ssa.Const)
	if !ok {
		return
	}
	for _, ref := range *args.Referrers() {
		sl, ok := ref.(*ssa.Slice)
		if !ok {
			continue
		}
		for _, use := range *sl.Referrers() {
			call, ok := use.(ssa.CallInstruction)
			if !ok || len(call.Common().Args) == 0 {
				continue
			}
			last := len(call.Common().Args) - 1
			at, ok := r.f.p.Index(use.Block())
			if ok && call.Common().Args[last] == sl {
				first := last
				if receiverFirst(call.Common()) {
					first--
				}
				r.pass(e, call, argument{index: first + int(k.Int64()), ssa: -1}, at)
			}
		}
	}
}

// formatOf returns the constant format of a printf-like call, or "".
func formatOf(c *ssa.CallCommon) string {
	at := c.Signature().Params().Len() - 2
	if receiverFirst(c) {
		at++
	}
	k, ok := c.Args[at].(*ssa.Const)
	if !ok || k.Value == nil || k.Value.Kind() != constant.String {
		return ""
	}
	return constant.StringVal(k.Value)
}

// variadicLiteral reports whether v is the slice that the compiler makes of variadic arguments.
func variadicLiteral(v ssa.Value) bool {
	s, ok := v.(*ssa.Slice)
	if !ok {
		return false
	}
	a, ok := s.X.(*ssa.Alloc)
	return ok && a.Comment == "varargs"
}
