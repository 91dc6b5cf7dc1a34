package powershell

import "strings"

// precedence of binary operators after a dash; all others that are letters compare.
func precedence(op string) int {
	switch op {
	case "and", "or", "xor":
		return 1
	case "band", "bor", "bxor":
		return 2
	case "f":
		return 6
	case "":
		return 0
	}
	if comparisons[op] {
		return 3
	}
	return 0
}

var comparisons = func() map[string]bool {
	m := map[string]bool{"is": true, "isnot": true, "as": true, "join": true, "shl": true, "shr": true}
	for _, op := range strings.Fields("eq ne gt ge lt le like notlike match notmatch contains notcontains in notin replace split") {
		m[op], m["i"+op], m["c"+op] = true, true, true
	}
	return m
}()

// plain takes off the letter that says whether case matters, which names and codes do not ask for.
func plain(op string) string {
	if len(op) > 2 && comparisons[op] && (op[0] == 'i' || op[0] == 'c') && comparisons[op[1:]] {
		return op[1:]
	}
	return op
}

// expression reads a whole expression.
func (p *parser) expression() Expr {
	if !p.enter() {
		return &Literal{}
	}
	defer p.leave()
	x := p.binary(1)
	p.skip(false)
	switch {
	case p.peek(0) == '?' && p.peek(1) == '?' && p.peek(2) != '=':
		p.at += 2
		p.skip(true)
		return &Binary{"??", x, p.expression()}
	case p.peek(0) == '?' && p.peek(1) != '.' && p.peek(1) != '[' && p.peek(1) != '?':
		p.at++
		p.skip(true)
		then := p.expression()
		p.skip(true)
		p.accept(':')
		p.skip(true)
		return &Ternary{x, then, p.expression()}
	}
	return x
}

// binary reads operators that bind as strongly as level or more.
func (p *parser) binary(level int) Expr {
	x := p.unary(level)
	for {
		p.skip(false)
		op, width, prec := p.infix()
		if prec == 0 || prec < level {
			return x
		}
		p.at += width
		p.skip(true)
		if op == "," {
			list := &Array{Elements: []Expr{x, p.binary(prec + 1)}}
			for p.skip(false); p.peek(0) == ','; p.skip(false) {
				p.at++
				p.skip(true)
				list.Elements = append(list.Elements, p.binary(prec+1))
			}
			x = list
			continue
		}
		x = &Binary{op, x, p.binary(prec + 1)}
	}
}

// infix returns the binary operator that stands here, its width and its precedence, 0 without one.
func (p *parser) infix() (op string, width, prec int) {
	r := p.peek(0)
	switch {
	case r == ',':
		return ",", 1, 8
	case r == '.' && p.peek(1) == '.':
		return "..", 2, 7
	case r == '*' || r == '/' || r == '%':
		if p.peek(1) != '=' {
			return string(r), 1, 5
		}
	case r == '+':
		if p.peek(1) != '=' && p.peek(1) != '+' {
			return "+", 1, 4
		}
	case isDash(r):
		if op := p.operator(); precedence(op) > 0 {
			return plain(op), 1 + len(op), precedence(op)
		}
		if p.peek(1) != '=' && !isDash(p.peek(1)) && !isLetter(p.peek(1)) {
			return "-", 1, 4
		}
	}
	return "", 0, 0
}

// unary reads prefix operators, conversions and a primary expression.
func (p *parser) unary(level int) Expr {
	if !p.enter() {
		return &Literal{}
	}
	defer p.leave()
	r := p.peek(0)
	switch {
	case r == '!':
		p.at++
		p.skip(true)
		return &Unary{"not", p.unary(level)}
	case r == ',':
		p.at++
		p.skip(true)
		return &Array{Elements: []Expr{p.unary(level)}}
	case r == '+' || isDash(r):
		op := p.operator()
		switch {
		case op == "not" || op == "bnot":
			p.at += 1 + len(op)
			p.skip(true)
			return &Unary{op, p.unary(level)}
		case plain(op) == "split" || op == "join":
			p.at += 1 + len(op)
			p.skip(true)
			return &Unary{plain(op), p.unary(level)}
		case op == "" || isDigit(rune(op[0])):
			p.at++
			if p.peek(0) == r {
				p.at++
				return &Unary{"++", p.unary(level)}
			}
			p.skip(false)
			x := p.unary(level)
			if l, ok := x.(*Literal); ok && l.Number && r != '+' {
				return &Literal{Text: "-" + l.Text, Number: true}
			}
			return &Unary{string(r), x}
		}
	case r == '[':
		name := p.typeName()
		if p.peek(0) == ':' && p.peek(1) == ':' {
			return p.postfix(&TypeName{name})
		}
		blanks := p.at
		p.skip(false)
		if n := p.peek(0); n == '$' || n == '(' || n == '@' || n == '{' || n == '[' || isSingleQuote(n) || isDoubleQuote(n) || isDigit(n) || isDash(n) && isDigit(p.peek(1)) {
			return &Convert{name, p.unary(level)}
		}
		p.at = blanks
		return &TypeName{name}
	}
	return p.postfix(p.primary())
}

// typeName reads [Name], in lower case.
func (p *parser) typeName() string {
	from, depth := p.at+1, 0
	for p.at < len(p.src) {
		switch p.src[p.at] {
		case '[':
			depth++
		case ']':
			depth--
		}
		p.at++
		if depth == 0 {
			return strings.ToLower(strings.TrimSpace(string(p.src[from : p.at-1])))
		}
	}
	return strings.ToLower(string(p.src[min(from, len(p.src)):]))
}

// primary reads a literal, a variable, or something in brackets. It passes over one character at
// least, unless one stands here that ends what is around it.
func (p *parser) primary() Expr {
	r := p.peek(0)
	switch {
	case isSingleQuote(r):
		return p.single()
	case isDoubleQuote(r):
		return p.double()
	case r == '$' && p.startsVariable():
		return p.dollar()
	case r == '@':
		return p.atSign()
	case r == '(':
		p.at++
		b := p.statements(')')
		p.accept(')')
		return &Sub{Body: b}
	case r == '{':
		p.at++
		b := p.block()
		p.accept('}')
		return &ScriptBlock{b}
	case isDigit(r) || r == '.' && isDigit(p.peek(1)):
		return p.number()
	}
	return p.bare()
}

// atSign reads what begins with @.
func (p *parser) atSign() Expr {
	switch r := p.peek(1); {
	case isSingleQuote(r) || isDoubleQuote(r):
		return p.here()
	case r == '(':
		p.at += 2
		b := p.statements(')')
		p.accept(')')
		return &Sub{Body: b, Array: true}
	case r == '{':
		p.at += 2
		return p.hash()
	case isWord(r):
		return &Variable{Name: p.variableName(), Splat: true}
	}
	p.at++
	return &Literal{Text: "@", Bare: true}
}

func (p *parser) hash() Expr {
	h := &Hash{}
	for {
		p.skip(true)
		for p.accept(';') {
			p.skip(true)
		}
		if p.peek(0) == eof || p.accept('}') {
			return h
		}
		from := p.at
		key := p.hashKey()
		p.skip(true)
		p.accept('=')
		p.skip(true)
		h.Keys = append(h.Keys, key)
		h.Values = append(h.Values, p.statement())
		if p.at == from {
			p.at++
		}
	}
}

func (p *parser) hashKey() Expr {
	if !isLetter(p.peek(0)) {
		return p.postfix(p.primary())
	}
	from := p.at
	for isWord(p.peek(0)) || isDash(p.peek(0)) {
		p.at++
	}
	return &Literal{Text: string(p.src[from:p.at])}
}

func (p *parser) number() Expr {
	from := p.at
	for isWord(p.peek(0)) || p.peek(0) == '.' && isDigit(p.peek(1)) {
		p.at++
	}
	return &Literal{Text: string(p.src[from:p.at]), Number: true}
}

// postfix reads members, calls and indexes after x.
func (p *parser) postfix(x Expr) Expr {
	for {
		r := p.peek(0)
		if r == '?' && (p.peek(1) == '.' || p.peek(1) == '[') {
			p.at++
			r = p.peek(0)
		}
		switch {
		case r == '[':
			p.at++
			p.skip(true)
			at := p.expression()
			p.skip(true)
			p.accept(']')
			x = &Index{x, at}
		case r == ':' && p.peek(1) == ':':
			p.at += 2
			x = p.member(x, true)
		case r == '.' && p.startsMember():
			p.at++
			x = p.member(x, false)
		case r == '+' && p.peek(1) == '+' || isDash(r) && isDash(p.peek(1)):
			p.at += 2
			return &Unary{"++", x}
		default:
			return x
		}
	}
}

func (p *parser) startsMember() bool {
	r := p.peek(1)
	return isLetter(r) || r == '$' || r == '(' || isSingleQuote(r) || isDoubleQuote(r)
}

func (p *parser) member(x Expr, static bool) Expr {
	var name Expr
	if r := p.peek(0); r == '$' || r == '(' || isSingleQuote(r) || isDoubleQuote(r) {
		name = p.primary()
	} else {
		from := p.at
		for isWord(p.peek(0)) {
			p.at++
		}
		name = &Literal{Text: string(p.src[from:p.at])}
	}
	if p.peek(0) != '(' {
		return &Member{x, name, static}
	}
	p.at++
	call := &Invoke{X: x, Name: name, Static: static}
	for {
		p.skip(true)
		if p.peek(0) == eof || p.accept(')') {
			return call
		}
		from := p.at
		call.Args = append(call.Args, p.argument())
		p.skip(true)
		p.accept(',')
		if p.at == from {
			p.at++
		}
	}
}

// argument reads an argument of a method: an expression in which commas part arguments.
func (p *parser) argument() Expr {
	if !p.enter() {
		return &Literal{}
	}
	defer p.leave()
	x := p.unary(9)
	for {
		p.skip(true)
		op, width, prec := p.infix()
		if prec == 0 || op == "," {
			return x
		}
		p.at += width
		p.skip(true)
		x = &Binary{op, x, p.unary(9)}
	}
}
