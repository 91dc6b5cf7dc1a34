package gate

import "bytes"

// Bytes returns the mark of a file from its source text alone. It includes every bit of
// File(parse(src)) for every src that parses, and some that only comments and strings
// give rise to.
//
// It does not tell code from strings and comments: it looks for the needles everywhere, which
// can only add to what File sees. Where the text does not show what a literal means, a copy
// that does is searched too: escapes such as "key\x6daster" decoded, and carriage
// returns removed, which a raw string does not contain although its text does.
func (g *Gate) Bytes(src []byte) Mark {
	m := g.mark(src)
	if g.hides(src) {
		m |= g.mark(decode(src))
	}
	if hasLoneCR(src) {
		m |= g.mark(bytes.ReplaceAll(src, []byte{'\r'}, nil))
	}
	return m
}

func (g *Gate) mark(src []byte) Mark {
	m := scan(g.words, src)
	if m&Trigger == 0 && (g.numbers(src) || g.identifiersSpeak(src)) {
		m |= Trigger
	}
	return m
}

// hasLoneCR reports whether src has a carriage return that no line feed follows.
func hasLoneCR(src []byte) bool {
	for {
		i := bytes.IndexByte(src, '\r')
		if i < 0 {
			return false
		}
		if at(src, i+1) != '\n' {
			return true
		}
		src = src[i+1:]
	}
}
