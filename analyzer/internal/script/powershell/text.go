package powershell

import "strings"

// single reads a text in single quotes.
func (p *parser) single() Expr {
	p.at++
	var b strings.Builder
	for p.at < len(p.src) {
		r := p.src[p.at]
		p.at++
		if isSingleQuote(r) {
			if !isSingleQuote(p.peek(0)) {
				break
			}
			p.at++
		}
		b.WriteRune(r)
	}
	return &Literal{Text: b.String()}
}

// double reads a text in double quotes.
func (p *parser) double() Expr {
	p.at++
	return p.expandable(func() bool {
		if !isDoubleQuote(p.peek(0)) {
			return false
		}
		if isDoubleQuote(p.peek(1)) {
			p.at++ // two for one
			return false
		}
		p.at++
		return true
	})
}

// here reads a here-string, whose header ends the line.
func (p *parser) here() Expr {
	quote := isSingleQuote
	if isDoubleQuote(p.peek(1)) {
		quote = isDoubleQuote
	}
	expand := isDoubleQuote(p.peek(1))
	p.at += 2
	for p.at < len(p.src) && p.src[p.at] != '\n' {
		p.at++
	}
	p.accept('\n')
	first := true
	end := func() bool { // a newline, the quote and @
		n := 0
		if !first || !quote(p.peek(0)) {
			if p.peek(n) == '\r' {
				n++
			}
			if p.peek(n) != '\n' {
				first = false
				return false
			}
			n++
		}
		first = false
		if quote(p.peek(n)) && p.peek(n+1) == '@' {
			p.at += n + 2
			return true
		}
		return false
	}
	if expand {
		return p.expandable(end)
	}
	var b strings.Builder
	for p.at < len(p.src) && !end() {
		b.WriteRune(p.src[p.at])
		p.at++
	}
	return &Literal{Text: b.String()}
}

// expandable reads text with variables and subexpressions in it, until end passes over its end.
func (p *parser) expandable(end func() bool) Expr {
	var parts parts
	for p.at < len(p.src) && !end() {
		switch r := p.src[p.at]; {
		case r == '`' && p.at+1 < len(p.src):
			p.at++
			parts.rune(escaped(p.src[p.at]))
			p.at++
		case r == '$' && p.startsVariable():
			parts.expr(p.dollar())
		default:
			parts.rune(r)
			p.at++
		}
	}
	return parts.join(false)
}

// escaped returns the character that r means after a backtick.
func escaped(r rune) rune {
	switch r {
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case '0':
		return 0
	}
	return r
}

// parts collects the parts of a text.
type parts struct {
	list []Expr
	text strings.Builder
}

func (p *parts) rune(r rune) { p.text.WriteRune(r) }

func (p *parts) expr(x Expr) {
	p.flush()
	p.list = append(p.list, x)
}

func (p *parts) flush() {
	if p.text.Len() > 0 {
		p.list = append(p.list, &Literal{Text: p.text.String()})
		p.text.Reset()
	}
}

func (p *parts) join(bare bool) Expr {
	if len(p.list) == 0 {
		return &Literal{Text: p.text.String(), Bare: bare}
	}
	p.flush()
	return &Expandable{p.list}
}

// startsVariable reports whether the dollar here begins a variable or a subexpression.
func (p *parser) startsVariable() bool {
	r := p.peek(1)
	return isWord(r) || strings.ContainsRune("({?$^", r) || r == ':' && isWord(p.peek(2))
}

// dollar reads $name, ${name} or $( statements ).
func (p *parser) dollar() Expr {
	if p.peek(1) == '(' {
		p.at += 2
		b := p.statements(')')
		p.accept(')')
		return &Sub{Body: b}
	}
	return &Variable{Name: p.variableName()}
}

// variableName reads a variable's name after its sigil, in lower case.
func (p *parser) variableName() string {
	p.at++
	from := p.at
	if p.accept('{') {
		for p.at < len(p.src) && p.src[p.at] != '}' {
			if p.src[p.at] == '`' {
				p.at++
			}
			p.at++
		}
		p.at = min(p.at, len(p.src))
		name := string(p.src[from+1 : p.at])
		p.accept('}')
		return scopeless(name)
	}
	if strings.ContainsRune("?$^", p.peek(0)) {
		p.at++
		return string(p.src[from:p.at])
	}
	for isWord(p.peek(0)) || p.peek(0) == ':' && isWord(p.peek(1)) && p.peek(1) != ':' {
		p.at++
	}
	return scopeless(string(p.src[from:p.at]))
}

// scopeless puts a name in lower case and takes off the scopes that do not name another variable
// as far as one script goes.
func scopeless(name string) string {
	name = strings.ToLower(name)
	scope, rest, ok := strings.Cut(name, ":")
	if ok && rest != "" {
		switch scope {
		case "script", "global", "local", "private", "using", "variable":
			return rest
		}
	}
	return name
}
