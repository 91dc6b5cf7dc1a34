package program

import "slices"

// A loop is a retreating edge: some block between head and last jumps back to head.
type loop struct{ head, last int }

func (p *Program) findLoops() {
	last := map[int]int{}
	var heads []int
	for u := range p.Blocks {
		for _, h := range p.Succs(u) {
			if h <= u {
				if _, ok := last[h]; !ok {
					heads = append(heads, h)
				}
				last[h] = max(last[h], u)
			}
		}
	}
	slices.Sort(heads)
	for _, h := range heads {
		p.loops = append(p.loops, loop{h, last[h]})
	}
}

// A Span is where a variable matters, in reverse postorder: it is live on entry
// to the blocks after First, up to and including Last. It may be wider than
// needed: keeping a variable loses nothing.
type Span struct {
	First int  // where it is defined; -1: the entry
	Phi   bool // it is assigned on the edges into First, so it lives on entry to First too
	Last  int  // where it is last used
}

// Live reports whether the span covers the entry of block b.
func (s Span) Live(b int) bool {
	return b <= s.Last && (b > s.First || s.Phi && b == s.First)
}

// Extend widens s over the loops that it enters from outside: a use in a loop
// is a use after every jump back.
func (p *Program) Extend(s Span) Span {
	for changed := true; changed; {
		changed = false
		i, _ := slices.BinarySearchFunc(p.loops, s.First+1, func(l loop, b int) int { return l.head - b })
		for ; i < len(p.loops) && p.loops[i].head <= s.Last; i++ {
			if l := p.loops[i]; l.last > s.Last {
				s.Last, changed = l.last, true
			}
		}
	}
	return s
}
