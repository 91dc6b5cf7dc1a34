package script

import (
	"slices"
	"unicode/utf8"
)

// The characters of plane 15, of private use, stand for text that is not known.
const (
	firstHole = 0xF0000
	lastHole  = 0xFFFFD
)

// Hole returns the text that stands for the unknown value number i. Numbers beyond 65533 share the last one.
func Hole(i int) string { return string(rune(min(firstHole+max(i, 0), lastHole))) }

// Holes returns the numbers of the holes in text, sorted, each once.
func Holes(text string) []int {
	var list []int
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		if firstHole <= r && r <= lastHole {
			list = append(list, int(r-firstHole))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// hasHole reports whether part of text is not known.
func hasHole(text string) bool {
	for _, r := range text {
		if firstHole <= r && r <= lastHole {
			return true
		}
	}
	return false
}

// onlyHole returns the number of the hole that text is.
func onlyHole(text string) (int, bool) {
	r, n := utf8.DecodeRuneInString(text)
	if n != len(text) || r < firstHole || r > lastHole {
		return 0, false
	}
	return int(r - firstHole), true
}
