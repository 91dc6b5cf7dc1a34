package program

import (
	"math/bits"
	"slices"
)

// loops are the retreating edges: some block between head and last jumps back to head.
type loops struct {
	heads []int // in order
	// farthest[k][i] is the greatest last of the loops number i to i+2^k-1: a variable that lives
	// long passes many loops, and asking each would take the square of the function's size.
	farthest [][]int
}

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
	ends := make([]int, len(heads))
	for i, h := range heads {
		ends[i] = last[h]
	}
	p.loops = loops{heads: heads, farthest: [][]int{ends}}
	for n := 1; 2*n <= len(ends); n *= 2 {
		half := p.loops.farthest[len(p.loops.farthest)-1]
		row := make([]int, len(ends)-2*n+1)
		for i := range row {
			row[i] = max(half[i], half[i+n])
		}
		p.loops.farthest = append(p.loops.farthest, row)
	}
}

// until returns the last block of those loops whose heads are among the blocks from first to last;
// -1 if there are none.
func (l *loops) until(first, last int) int {
	i, _ := slices.BinarySearch(l.heads, first)
	j, _ := slices.BinarySearch(l.heads, last+1)
	if i >= j {
		return -1
	}
	k := bits.Len(uint(j-i)) - 1
	row := l.farthest[k]
	return max(row[i], row[j-1<<k])
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
	for {
		last := p.loops.until(s.First+1, s.Last)
		if last <= s.Last {
			return s
		}
		s.Last = last
	}
}
