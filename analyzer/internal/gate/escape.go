package gate

import (
	"bytes"
	"unicode/utf8"
)

// hides reports whether src has an escape sequence for a character that can be part of a
// needle.
func (g *Gate) hides(src []byte) bool {
	for {
		i := bytes.IndexByte(src, '\\')
		if i < 0 {
			return false
		}
		r, _, n := escape(src[i:])
		if r == ' ' || r == '-' || g.runes[r] || 0 <= r && r < utf8.RuneSelf && isIdent(byte(r)) {
			return true
		}
		src = src[i+n:]
	}
}

// decode returns src with all escape sequences decoded, as if everything were one
// interpreted string. That is right within interpreted strings and runes, wherever they
// are: a run of backslashes never extends over the border of one.
func decode(src []byte) []byte {
	out := make([]byte, 0, len(src))
	for {
		i := bytes.IndexByte(src, '\\')
		if i < 0 {
			return append(out, src...)
		}
		out = append(out, src[:i]...)
		r, isByte, n := escape(src[i:])
		switch {
		case r < 0:
			out = append(out, src[i:i+n]...)
		case isByte:
			out = append(out, byte(r))
		default:
			out = utf8.AppendRune(out, r)
		}
		src = src[i+n:]
	}
}

// escape reads the escape sequence that s starts with: its character, or -1 when it is none
// or stands for a control character, a quote or a backslash, whether it is a byte rather
// than a character, and its length.
func escape(s []byte) (r rune, isByte bool, n int) {
	base, digits, skip := rune(16), 0, 2
	switch c := at(s, 1); c {
	case '\\', '\'', '"', 'a', 'b', 'f', 'n', 'r', 't', 'v':
		return -1, false, 2
	case 'x':
		digits, isByte = 2, true
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	case '0', '1', '2', '3':
		base, digits, skip, isByte = 8, 3, 1, true
	}
	if digits == 0 || len(s) < skip+digits {
		return -1, false, 1
	}
	for _, b := range s[skip : skip+digits] {
		d := rune(digit(b))
		if d >= base {
			return -1, false, 1
		}
		if r = r*base + d; r > utf8.MaxRune {
			return -1, false, 1
		}
	}
	return r, isByte, skip + digits
}
