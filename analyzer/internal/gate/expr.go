package gate

// speaks returns the trigger for an identifier that a user's regular expression matches.
func (g *Gate) speaks(name string) Mark {
	for _, re := range g.exprs {
		if re.MatchString(name) {
			return Trigger
		}
	}
	return 0
}

// identifiersSpeak reports whether speaks does of some identifier in a file. It takes words in strings
// and comments for identifiers too.
func (g *Gate) identifiersSpeak(src []byte) bool {
	if len(g.exprs) == 0 {
		return false
	}
	seen := map[string]bool{}
	for start := 0; start < len(src); start++ {
		end := start
		for end < len(src) && isIdent(src[end]) {
			end++
		}
		if word := src[start:end]; end > start && !seen[string(word)] {
			seen[string(word)] = true
			if g.speaks(string(word)) != 0 {
				return true
			}
		}
		start = end
	}
	return false
}
