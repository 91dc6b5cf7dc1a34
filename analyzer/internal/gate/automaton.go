package gate

// A needle is something to look for.
type needle struct {
	kind  kind
	text  string // word: in lower case, "-" for separators or nothing; text: in lower case
	after string // word: what may stand before it; empty if anything may
	mark  Mark
}

type kind uint8

const (
	word       kind = iota // anywhere, in any case: IsKeyMasterServer, "key master"
	text                   // in any case, no letter or digit beside it: "WIN32 9101"
	symbol                 // as it is: a rune literal's character
	identifier             // as it is, and whole
)

// An automaton finds all needles in one pass: Aho-Corasick over lower-cased bytes in
// classes, as a table. What precedes the last "-" of a word, and what stands beside a
// hit, is looked at only when the rest was found.
type automaton struct {
	class  [256]uint8 // byte -> column; 0 for bytes in no needle; both cases of a letter in one
	stride uint32     // columns in a row
	next   []uint32   // row + column -> next row, with found set if a needle ends there
	ends   map[uint32][]needle
}

// found marks a transition into a row where needles end. Rows are offsets into next, so the
// table may have 2^31 entries.
const found = 1 << 31

// key is the part of the needle that the automaton itself looks for.
func (n needle) key() string {
	if n.kind == word {
		for i := len(n.text) - 1; i >= 0; i-- {
			if n.text[i] == '-' {
				return n.text[i+1:]
			}
		}
	}
	return n.text
}

func compile(needles []needle) *automaton {
	a := &automaton{stride: 1, ends: map[uint32][]needle{}}
	size := 1 // rows
	for _, n := range needles {
		for _, b := range []byte(n.key()) {
			size++
			if b = lower(b); a.class[b] == 0 {
				a.class[b] = uint8(a.stride)
				a.stride++
			}
		}
	}
	for b := 'A'; b <= 'Z'; b++ {
		a.class[b] = a.class[lower(byte(b))]
	}
	// The trie; row 0 is its root, and a zero entry for now says that there is no child.
	a.next = make([]uint32, a.stride, a.stride*uint32(size))
	for _, n := range needles {
		row := uint32(0)
		for _, b := range []byte(n.key()) {
			at := row + uint32(a.class[b])
			if a.next[at] == 0 {
				a.next[at] = uint32(len(a.next))
				a.next = a.next[:len(a.next)+int(a.stride)]
			}
			row = a.next[at]
		}
		a.ends[row] = append(a.ends[row], n)
	}
	a.link()
	return a
}

// link turns the trie into the automaton, breadth first: a missing child is where the row's
// longest proper suffix that is in the trie would go.
func (a *automaton) link() {
	suffix := make(map[uint32]uint32, len(a.next)/int(a.stride))
	queue := make([]uint32, 1, cap(a.next)/int(a.stride)) // rows; the root first
	for i := 0; i < len(queue); i++ {
		row := queue[i]
		back := suffix[row]
		a.ends[row] = append(a.ends[row], a.ends[back]...)
		for c := uint32(1); c < a.stride; c++ {
			child, onward := a.next[row+c], a.next[back+c]&^found
			switch {
			case child == 0:
				a.next[row+c] = onward
			default:
				if row != 0 {
					suffix[child] = onward
				}
				queue = append(queue, child)
			}
		}
	}
	for i, row := range a.next {
		if len(a.ends[row]) > 0 {
			a.next[i] = row | found
		}
	}
}

// scan returns the union of the marks of the needles that s holds.
func scan[S []byte | string](a *automaton, s S) (m Mark) {
	var row uint32
	next := a.next
	for i := 0; i < len(s); i++ {
		row = next[row+uint32(a.class[s[i]])]
		if row&found == 0 {
			continue
		}
		row &^= found
		for _, n := range a.ends[row] {
			if m&n.mark != n.mark && holds(n, s, i+1) {
				m |= n.mark
			}
		}
	}
	return m
}
