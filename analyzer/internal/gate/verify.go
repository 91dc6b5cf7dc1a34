package gate

import "strings"

// holds reports whether needle n, whose key was found in s before end, is really there.
func holds[S []byte | string](n needle, s S, end int) bool {
	start := end - len(n.key())
	switch n.kind {
	case word:
		start, ok := before(s, start, n.text[:len(n.text)-len(n.key())])
		return ok && (n.after == "" || strings.IndexByte(n.after, at(s, start-1)) >= 0 || afterEscape(s, start))
	case text:
		return !isAlnum(at(s, end)) && (!isAlnum(at(s, start-1)) || afterEscape(s, start))
	case identifier:
		return string(s[start:end]) == n.text && !isIdent(at(s, start-1)) && !isIdent(at(s, end))
	}
	return string(s[start:end]) == n.text
}

// before reports whether s, up to end, ends with w in any case, a "-" of w standing for any
// number of blanks, "_", "-" and digits, and where that starts. Digits part the words of a name too.
func before[S []byte | string](s S, end int, w string) (start int, ok bool) {
	for j := len(w) - 1; j >= 0; j-- {
		if w[j] == '-' {
			for end > 0 && (s[end-1] == ' ' || s[end-1] == '_' || s[end-1] == '-' || isDigit(s[end-1])) {
				end--
			}
			continue
		}
		if end == 0 || lower(s[end-1]) != w[j] {
			return 0, false
		}
		end--
	}
	return end, true
}

// afterEscape reports whether the bytes before i may be an escape sequence, the longest of
// which is \U0010FFFF: in "\n9101" the n is no letter.
func afterEscape[S []byte | string](s S, i int) bool {
	for j := i - 1; j >= 0 && j >= i-10; j-- {
		if s[j] == '\\' {
			return true
		}
	}
	return false
}

// at returns s[i], or 0 beyond the ends.
func at[S []byte | string](s S, i int) byte {
	if i < 0 || i >= len(s) {
		return 0
	}
	return s[i]
}

func lower(b byte) byte {
	if 'A' <= b && b <= 'Z' {
		return b | 0x20
	}
	return b
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func isAlnum(b byte) bool { return isDigit(b) || 'a' <= lower(b) && lower(b) <= 'z' }

// isIdent reports whether b can be part of an identifier.
func isIdent(b byte) bool { return isAlnum(b) || b == '_' || b >= 0x80 }
