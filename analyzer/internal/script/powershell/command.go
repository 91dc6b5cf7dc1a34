package powershell

import "strings"

// pipeline reads a pipeline, an assignment, or pipelines joined by && and ||.
func (p *parser) pipeline() Statement {
	x := p.plainPipeline()
	for {
		p.skip(false)
		or := p.peek(0) == '|' && p.peek(1) == '|'
		if !or && !(p.peek(0) == '&' && p.peek(1) == '&') {
			return x
		}
		p.at += 2
		p.skip(true)
		x = &Chain{x, p.plainPipeline(), or}
	}
}

func (p *parser) plainPipeline() Statement {
	if !p.enter() {
		return &Pipeline{}
	}
	defer p.leave()
	pipe := &Pipeline{}
	for {
		p.skip(false)
		if p.startsExpression() {
			x := p.expression()
			p.skip(false)
			if op := p.assignment(); op != "" && len(pipe.Elements) == 0 {
				p.at += len(op)
				p.skip(true)
				return &Assign{x, op, p.statement()}
			}
			pipe.Elements = append(pipe.Elements, &Output{x, p.redirects()})
		} else {
			pipe.Elements = append(pipe.Elements, p.command())
		}
		p.skip(false)
		if p.peek(0) == '&' && p.peek(1) != '&' {
			p.at++
			pipe.Background = true
			return pipe
		}
		if p.peek(0) != '|' || p.peek(1) == '|' {
			if !p.continues() {
				return pipe
			}
		}
		p.at++
		p.skip(true)
	}
}

// continues reports whether the next line begins with a pipe, as PowerShell 7 lets it. It stays on the
// pipe then.
func (p *parser) continues() bool {
	if !isNewline(p.peek(0)) {
		return false
	}
	from := p.at
	for isNewline(p.peek(0)) || isBlank(p.peek(0)) {
		p.at++
	}
	if p.peek(0) == '|' && p.peek(1) != '|' {
		return true
	}
	p.at = from
	return false
}

// assignment returns the assignment operator that stands here, or "".
func (p *parser) assignment() string {
	r, s := p.peek(0), p.peek(1)
	switch {
	case r == '=' && s != '=':
		return "="
	case strings.ContainsRune("+-*/%", r) && s == '=':
		return string(r) + "="
	case r == '?' && s == '?' && p.peek(2) == '=':
		return "??="
	}
	return ""
}

// startsExpression reports whether what stands here is an expression and no command's name.
func (p *parser) startsExpression() bool {
	r := p.peek(0)
	switch {
	case r == '$' || r == '(' || r == '{' || r == '[' || r == '!' || r == ',' || isSingleQuote(r) || isDoubleQuote(r):
		return true
	case r == '@':
		return true
	case isDigit(r):
		n := 0
		for isWord(p.peek(n)) || p.peek(n) == '.' {
			n++
		}
		return !isDash(p.peek(n)) // 7-zip is a command
	case r == '+':
		return true
	case isDash(r):
		op := p.operator()
		return op == "" || isDigit(rune(op[0])) || op == "not" || op == "bnot" || op == "join" || plain(op) == "split"
	}
	return false
}

// command reads a command and its arguments.
func (p *parser) command() *Command {
	c := &Command{Line: p.lineAt()}
	if r := p.peek(0); (r == '&' && p.peek(1) != '&' || r == '.') && !isWord(p.peek(1)) && !strings.ContainsRune(`\/.`, p.peek(1)) || r == '&' && isWord(p.peek(1)) {
		c.Call = true
		p.at++
		p.skip(false)
	}
	c.Name = p.argumentPrimary()
	for {
		p.skip(false)
		r := p.peek(0)
		switch {
		case r == eof || isNewline(r) || strings.ContainsRune(";|)}&", r):
			return c
		case p.startsRedirect():
			c.Redir = append(c.Redir, p.redirects()...)
		case isDash(r) && isDash(p.peek(1)) && p.peek(2) == '%':
			p.at += 3
			from := p.at
			for p.at < len(p.src) && !isNewline(p.src[p.at]) && p.src[p.at] != '|' {
				p.at++
			}
			for _, w := range strings.Fields(string(p.src[from:p.at])) {
				c.Args = append(c.Args, Arg{Value: &Literal{Text: w, Bare: true}})
			}
		case isDash(r) && (isLetter(p.peek(1)) || p.peek(1) == '?'):
			c.Args = append(c.Args, p.parameter())
		default:
			from := p.at
			c.Args = append(c.Args, Arg{Value: p.argumentList()})
			if p.at == from {
				p.at++
			}
		}
	}
}

// parameter reads -Name or -Name:value.
func (p *parser) parameter() Arg {
	p.at++
	from := p.at
	for r := p.peek(0); isWord(r) || r == '?' || isDash(r); r = p.peek(0) {
		p.at++
	}
	a := Arg{Name: string(p.src[from:p.at])}
	if r := p.peek(0); r == ':' {
		p.at++
		p.skip(false)
		a.Colon = true
		if r := p.peek(0); r != eof && !isNewline(r) && !strings.ContainsRune(";|)}&", r) {
			a.Value = p.argumentList()
		}
	} else if r != eof && !isNewline(r) && !isBlank(r) && !strings.ContainsRune(`;|)}&,<>{('"$@`+"`", r) {
		// Not a parameter after all: -a/b, -x=y
		for r := p.peek(0); endsWord(r); r = p.peek(0) {
			p.at++
		}
		return Arg{Value: &Literal{Text: "-" + string(p.src[from:p.at]), Bare: true}}
	}
	return a
}

func endsWord(r rune) bool {
	return r != eof && !isNewline(r) && !isBlank(r) && !strings.ContainsRune(`;|)}&,<>{('"`+"`", r)
}

// argumentList reads an argument: one value, or several with commas between them.
func (p *parser) argumentList() Expr {
	x := p.argumentPrimary()
	var list *Array
	for {
		from := p.at
		p.skip(false)
		if p.peek(0) != ',' {
			if list == nil {
				p.at = from
			}
			break
		}
		p.at++
		p.skip(true)
		if list == nil {
			list = &Array{Elements: []Expr{x}}
		}
		list.Elements = append(list.Elements, p.argumentPrimary())
	}
	if list != nil {
		return list
	}
	return x
}

// argumentPrimary reads one value in a command: an expression in brackets, quotes or behind a sigil,
// or a word.
func (p *parser) argumentPrimary() Expr {
	if !p.enter() {
		return &Literal{}
	}
	defer p.leave()
	var x Expr
	r := p.peek(0)
	switch {
	case r == '(' || r == '{' || r == '$' && p.startsVariable():
		x = p.postfix(p.primary())
	case r == '@' && strings.ContainsRune(`({"'`, p.peek(1)) || r == '@' && isWord(p.peek(1)):
		x = p.primary()
	case isSingleQuote(r) || isDoubleQuote(r):
		x = p.postfix(p.primary())
	default:
		return p.bare()
	}
	switch x.(type) {
	case *Variable, *Literal, *Expandable, *Member:
		if wordGoesOn(p.peek(0)) {
			var parts parts
			parts.expr(x)
			return p.bareFrom(&parts)
		}
	}
	return x
}

// wordGoesOn reports whether r, right behind a value, makes it the beginning of a word.
func wordGoesOn(r rune) bool {
	return r != eof && !isNewline(r) && !isBlank(r) && !strings.ContainsRune(";|)}&,<>({[=`", r)
}

// bare reads a word without quotes around it; quotes and variables inside belong to it.
func (p *parser) bare() Expr { return p.bareFrom(&parts{}) }

func (p *parser) bareFrom(parts *parts) Expr {
	for {
		r := p.peek(0)
		switch {
		case r == eof || isNewline(r) || isBlank(r) || strings.ContainsRune(";|)}&,<>({", r):
			return parts.join(true)
		case r == '`':
			if n := p.peek(1); n == eof || isNewline(n) {
				return parts.join(true)
			}
			p.at++
			parts.rune(escaped(p.src[p.at]))
			p.at++
		case isSingleQuote(r):
			parts.expr(p.single())
		case isDoubleQuote(r):
			parts.expr(p.double())
		case r == '$' && p.startsVariable():
			parts.expr(p.dollar())
		default:
			parts.rune(r)
			p.at++
		}
	}
}

func (p *parser) startsRedirect() bool {
	r := p.peek(0)
	return r == '>' || r == '<' && p.peek(1) != '#' || (isDigit(r) || r == '*') && p.peek(1) == '>'
}

// redirects reads redirections.
func (p *parser) redirects() []Redirect {
	var list []Redirect
	for p.skip(false); p.startsRedirect(); p.skip(false) {
		d := Redirect{From: 1}
		switch r := p.peek(0); {
		case r == '*':
			d.From = 0
			p.at++
		case isDigit(r):
			d.From = int(r - '0')
			p.at++
		}
		p.at++
		p.accept('>')
		if p.peek(0) == '&' && isDigit(p.peek(1)) {
			d.To = int(p.peek(1) - '0')
			p.at += 2
		} else {
			p.skip(false)
			d.File = p.argumentPrimary()
		}
		list = append(list, d)
	}
	return list
}
