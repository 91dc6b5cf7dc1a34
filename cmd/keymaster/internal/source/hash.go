package source

import (
	"strconv"
	"unicode/utf16"
)

const (
	hashed = 100   // characters that count
	factor = 37    // of the polynomial
	eof    = 65535 // stands for the end of the file
)

// Hash returns GitHub's primaryLocationLineHash of a line, counted from 1: a hash of the 100 characters from
// its start on, without blanks, and which of the lines with that hash it is. It is the same wherever the line
// moves. Code scanning tells by it whether an alert is new; its upload action computes the same if there is
// none (src/fingerprints.ts of github/codeql-action), and its API does not.
func (f *Files) Hash(name string, line int) string {
	file := f.file(name)
	if file.hash == nil {
		file.hash = hashes(string(file.text))
	}
	if line < 1 || line > len(file.hash) {
		return ""
	}
	return file.hash[line-1]
}

// hashes returns the hash of each line. Lines are the compiler's: GitHub's algorithm ends some at carriage returns,
// too, which count but are not among the results.
func hashes(text string) []string {
	var starts []int // of lines, in kept
	var named []bool // whether the compiler knows the line
	var kept []uint16
	start, cr, known := true, false, true
	begin := func() {
		if start {
			starts, named = append(starts, len(kept)), append(named, known)
			start, known = false, false
		}
	}
	for _, c := range utf16.Encode([]rune(text)) {
		after := cr
		cr = c == '\r'
		if c == '\n' && after {
			known = true
		}
		if c == ' ' || c == '\t' || after && c == '\n' {
			continue
		}
		begin()
		if c == '\n' {
			known = true
		}
		if cr {
			c = '\n'
		}
		start = c == '\n'
		kept = append(kept, c)
	}
	begin()
	kept = append(kept, eof)
	kept = append(kept, make([]uint16, hashed)...)

	var list []string
	seen := make(map[uint64]int)
	for i, start := range starts {
		var h uint64
		for _, c := range kept[start : start+hashed] {
			h = h*factor + uint64(c)
		}
		seen[h]++
		if named[i] {
			list = append(list, strconv.FormatUint(h, 16)+":"+strconv.Itoa(seen[h]))
		}
	}
	return list
}
