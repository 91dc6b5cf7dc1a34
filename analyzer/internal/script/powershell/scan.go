package powershell

import (
	"strings"
	"unicode"
)

// maxDepth bounds nesting. PowerShell's own parser gives up at some depth too; people stay far below.
const maxDepth = 200

// A parser reads text from left to right and never goes back further than one word, so that its time
// is linear. What words mean depends on where they stand, so there is no separate list of tokens.
type parser struct {
	src   []rune
	at    int
	line  int
	upTo  int // line counts the newlines before it
	depth int
}

const eof = rune(-1)

func (p *parser) peek(n int) rune {
	if p.at+n < len(p.src) {
		return p.src[p.at+n]
	}
	return eof
}

func (p *parser) accept(r rune) bool {
	if p.peek(0) == r {
		p.at++
		return true
	}
	return false
}

// lineAt returns the line of the current position.
func (p *parser) lineAt() int {
	for ; p.upTo < p.at && p.upTo < len(p.src); p.upTo++ {
		if p.src[p.upTo] == '\n' {
			p.line++
		}
	}
	return p.line
}

// enter counts a level of nesting and reports whether there may be one more. Past the limit the rest
// of the text is dropped.
func (p *parser) enter() bool {
	p.depth++
	if p.depth > maxDepth {
		p.at = len(p.src)
		return false
	}
	return true
}

func (p *parser) leave() { p.depth-- }

// PowerShell takes typographic quotes and dashes for the plain ones.
func isSingleQuote(r rune) bool { return r == '\'' || '\u2018' <= r && r <= '\u201b' }
func isDoubleQuote(r rune) bool { return r == '"' || '\u201c' <= r && r <= '\u201e' }
func isDash(r rune) bool        { return r == '-' || '\u2013' <= r && r <= '\u2015' }

func isNewline(r rune) bool { return r == '\n' || r == '\r' }
func isBlank(r rune) bool {
	return r != '\n' && r != '\r' && (r == ' ' || r == '\t' || unicode.IsSpace(r))
}

func isLetter(r rune) bool { return r == '_' || unicode.IsLetter(r) || isHole(r) }
func isDigit(r rune) bool  { return '0' <= r && r <= '9' }
func isWord(r rune) bool   { return isLetter(r) || isDigit(r) }

// isHole reports whether r stands for text that is not known: a character of plane 15.
func isHole(r rune) bool { return 0xF0000 <= r && r <= 0xFFFFD }

// skip passes over blanks, comments and continued lines, and over newlines if they mean nothing here.
func (p *parser) skip(newlines bool) {
	for {
		switch r := p.peek(0); {
		case r == eof:
			return
		case isNewline(r):
			if !newlines {
				return
			}
			p.at++
		case isBlank(r):
			p.at++
		case r == '`' && isNewline(p.peek(1)):
			p.at += 2
			if p.src[p.at-1] == '\r' && p.peek(0) == '\n' {
				p.at++
			}
		case r == '#':
			for p.at < len(p.src) && !isNewline(p.src[p.at]) {
				p.at++
			}
		case r == '<' && p.peek(1) == '#':
			p.at += 2
			for p.at < len(p.src) && !(p.src[p.at] == '#' && p.peek(1) == '>') {
				p.at++
			}
			p.at = min(p.at+2, len(p.src))
		default:
			return
		}
	}
}

// word returns the letters and digits at the current position without passing over them.
func (p *parser) word() string {
	n := 0
	for n < 64 && isWord(p.peek(n)) {
		n++
	}
	return string(p.src[p.at : p.at+n])
}

// keyword passes over the word w, in any case, if it stands here alone.
func (p *parser) keyword(w string) bool {
	if !strings.EqualFold(p.word(), w) || isDash(p.peek(len(w))) {
		return false
	}
	p.at += len(w)
	return true
}

// operator returns the operator after a dash, in lower case, or "".
func (p *parser) operator() string {
	if !isDash(p.peek(0)) {
		return ""
	}
	n := 1
	for n < 16 && isWord(p.peek(n)) {
		n++
	}
	return strings.ToLower(string(p.src[p.at+1 : p.at+n]))
}
