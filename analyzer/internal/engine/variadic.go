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
	at := fixed - 1
	if receiverFirst(c) {
		at++
	}
	k, ok := c.Args[at].(*ssa.Const)
	if !ok || k.Value == nil || k.Value.Kind() != constant.String {
		return 'v' // an unknown format: keep the text
	}
	operand := index - fixed
	format := constant.StringVal(k.Value)
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
