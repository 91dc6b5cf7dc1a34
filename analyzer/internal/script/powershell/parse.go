package powershell

import "strings"

// Parse reads a script. Characters of plane 15 stand for text that is not known and belong to words.
func Parse(text string) *Block {
	p := &parser{src: []rune(text), line: 1}
	b := &Block{}
	for p.at < len(p.src) {
		rest := p.block()
		b.Params = append(b.Params, rest.Params...)
		b.Statements = append(b.Statements, rest.Statements...)
		p.at++ // a bracket too many
	}
	return b
}

// block reads statements up to a closing brace, with the parameters that may stand before them.
func (p *parser) block() *Block {
	if !p.enter() {
		return &Block{}
	}
	defer p.leave()
	p.skip(true)
	for p.peek(0) == '[' && p.attributesBefore("param") {
		p.skip(true)
	}
	var params []Param
	if p.keyword("param") {
		params = p.params()
	}
	b := p.statements('}')
	b.Params = params
	return b
}

// attributesBefore passes over attributes in brackets if the word follows them.
func (p *parser) attributesBefore(word string) bool {
	from := p.at
	for p.peek(0) == '[' {
		p.typeName()
		p.skip(true)
	}
	if strings.EqualFold(p.word(), word) {
		return true
	}
	p.at = from
	return false
}

// params reads a list of parameters in parentheses.
func (p *parser) params() []Param {
	p.skip(true)
	if !p.accept('(') {
		return nil
	}
	var list []Param
	for {
		p.skip(true)
		if p.peek(0) == eof || p.accept(')') {
			return list
		}
		from := p.at
		var param Param
		for p.peek(0) == '[' {
			if t := p.typeName(); t == "switch" || t == "switchparameter" {
				param.Switch = true
			}
			p.skip(true)
		}
		if p.peek(0) == '$' && isWord(p.peek(1)) || p.peek(0) == '$' && p.peek(1) == '{' {
			param.Name = p.variableName()
			p.skip(true)
			if p.accept('=') {
				p.skip(true)
				param.Default = p.argument()
				p.skip(true)
			}
			list = append(list, param)
		}
		p.accept(',')
		if p.at == from {
			p.at++
		}
	}
}

// statements reads statements up to the bracket end, which it leaves, or the end of the text.
func (p *parser) statements(end rune) *Block {
	b := &Block{}
	if !p.enter() {
		return b
	}
	defer p.leave()
	for {
		p.skip(true)
		r := p.peek(0)
		if r == eof || r == end {
			return b
		}
		if r == ';' {
			p.at++
			continue
		}
		if r == '}' && end == ')' {
			return b // a parenthesis is missing; the brace ends what is around it
		}
		from := p.at
		if s := p.statement(); s != nil && p.at > from {
			b.Statements = append(b.Statements, s)
		}
		if p.at == from {
			p.at++
		}
	}
}

// body reads a block in braces.
func (p *parser) body() *Block {
	p.skip(true)
	if !p.accept('{') {
		return &Block{}
	}
	b := p.block()
	p.accept('}')
	return b
}

// condition reads a statement in parentheses.
func (p *parser) condition() Statement {
	p.skip(true)
	if !p.accept('(') {
		return nil
	}
	b := p.statements(')')
	p.accept(')')
	if len(b.Statements) == 1 {
		return b.Statements[0]
	}
	return &Group{b}
}

// statement reads one statement.
func (p *parser) statement() Statement {
	if !p.enter() {
		return nil
	}
	defer p.leave()
	label := ""
	if p.peek(0) == ':' && isLetter(p.peek(1)) {
		p.at++
		label = strings.ToLower(p.word())
		p.at += len([]rune(label))
		p.skip(true)
	}
	w := strings.ToLower(p.word())
	if read := keywords[w]; read != nil && p.keyword(w) {
		return read(p, w, label)
	}
	return p.pipeline()
}

// keywords are the words that begin a statement. They are set in init because the functions refer to
// statement.
var keywords map[string]func(p *parser, word, label string) Statement

func init() {
	keywords = map[string]func(p *parser, word, label string) Statement{
		"if": (*parser).ifs, "while": (*parser).while, "do": (*parser).do, "for": (*parser).fors,
		"foreach": (*parser).foreach, "switch": (*parser).switches, "try": (*parser).try, "trap": (*parser).trap,
		"function": (*parser).function, "filter": (*parser).function,
		"return": (*parser).jump, "exit": (*parser).jump, "throw": (*parser).jump, "break": (*parser).jump, "continue": (*parser).jump,
		"begin": (*parser).part, "process": (*parser).part, "end": (*parser).part, "clean": (*parser).part, "dynamicparam": (*parser).part,
	}
}

func (p *parser) ifs(_, _ string) Statement {
	s := &If{}
	for {
		s.Conds = append(s.Conds, p.condition())
		s.Bodies = append(s.Bodies, p.body())
		from := p.at
		p.skip(true)
		switch {
		case p.keyword("elseif"):
		case p.keyword("else"):
			p.skip(true)
			if !p.keyword("if") { // else if is no PowerShell, but its meaning is plain
				s.Else = p.body()
				return s
			}
		default:
			p.at = from
			return s
		}
	}
}

func (p *parser) while(_, label string) Statement {
	return &Loop{Cond: p.condition(), Body: p.body(), Label: label}
}

func (p *parser) do(_, label string) Statement {
	s := &Loop{Body: p.body(), BodyFirst: true, Label: label}
	p.skip(true)
	if p.keyword("until") {
		s.Until = true
	} else {
		p.keyword("while")
	}
	s.Cond = p.condition()
	return s
}

func (p *parser) fors(_, label string) Statement {
	s := &Loop{Label: label}
	p.skip(true)
	if p.accept('(') {
		for _, part := range []*Statement{&s.Init, &s.Cond, &s.Next} {
			p.skip(true)
			if r := p.peek(0); r != ';' && r != ')' && r != eof {
				*part = p.statement()
				p.skip(true)
			}
			p.accept(';')
		}
		p.skip(true)
		p.accept(')')
	}
	s.Body = p.body()
	return s
}

func (p *parser) foreach(_, label string) Statement {
	p.skip(true)
	if isDash(p.peek(0)) && p.word() == "" { // foreach -Parallel of workflows
		p.at++
		p.at += len([]rune(p.word()))
		p.skip(true)
	}
	if p.peek(0) != '(' { // the alias of ForEach-Object
		c := p.command()
		c.Args = append([]Arg{{Value: c.Name}}, c.Args...)
		c.Name = &Literal{Text: "foreach", Bare: true}
		return &Pipeline{Elements: []Element{c}}
	}
	p.at++
	s := &ForEach{Label: label}
	p.skip(true)
	if p.peek(0) == '$' {
		s.Var = p.variableName()
	}
	p.skip(true)
	p.keyword("in")
	p.skip(true)
	s.In = p.statement()
	p.skip(true)
	p.accept(')')
	s.Body = p.body()
	return s
}

func (p *parser) switches(_, label string) Statement {
	s := &Switch{Label: label}
	p.skip(true)
	for isDash(p.peek(0)) {
		p.at++
		w := strings.ToLower(p.word())
		p.at += len([]rune(w))
		for _, mode := range []string{"regex", "wildcard", "exact", "file"} {
			if w != "" && strings.HasPrefix(mode, w) {
				s.Mode = mode
			}
		}
		p.skip(true)
	}
	s.Value = p.condition()
	p.skip(true)
	if !p.accept('{') {
		return s
	}
	for {
		p.skip(true)
		for p.accept(';') {
			p.skip(true)
		}
		if p.peek(0) == eof || p.accept('}') {
			return s
		}
		from := p.at
		pattern := p.argumentPrimary()
		body := p.body()
		if l, ok := pattern.(*Literal); ok && l.Bare && strings.EqualFold(l.Text, "default") {
			s.Default = body
		} else {
			s.Cases = append(s.Cases, Case{pattern, body})
		}
		if p.at == from {
			p.at++
		}
	}
}

func (p *parser) types() []string {
	var types []string
	for p.skip(true); p.peek(0) == '['; p.skip(true) {
		types = append(types, p.typeName())
		p.skip(true)
		p.accept(',')
	}
	return types
}

func (p *parser) try(_, _ string) Statement {
	s := &Try{Body: p.body()}
	for {
		from := p.at
		p.skip(true)
		switch {
		case p.keyword("catch"):
			s.Catches = append(s.Catches, Catch{p.types(), p.body()})
			continue
		case p.keyword("finally"):
			s.Finally = p.body()
		default:
			p.at = from
		}
		return s
	}
}

func (p *parser) trap(_, _ string) Statement { return &Trap{p.types(), p.body()} }

func (p *parser) function(_, _ string) Statement {
	p.skip(true)
	from := p.at
	for r := p.peek(0); r != eof && !isBlank(r) && !isNewline(r) && r != '{' && r != '('; r = p.peek(0) {
		p.at++
	}
	name := strings.ToLower(string(p.src[from:p.at]))
	if scope, rest, ok := strings.Cut(name, ":"); ok && scope != "" {
		name = rest
	}
	p.skip(true)
	var params []Param
	if p.peek(0) == '(' {
		params = p.params()
	}
	body := p.body()
	body.Params = append(params, body.Params...)
	return &Function{name, body}
}

func (p *parser) jump(word, _ string) Statement {
	s := &Jump{Kind: word}
	p.skip(false)
	r := p.peek(0)
	if r == eof || isNewline(r) || strings.ContainsRune(";}|)", r) {
		return s
	}
	if word == "break" || word == "continue" {
		s.Label = strings.ToLower(p.word())
		p.at += len([]rune(s.Label))
		return s
	}
	s.Value = p.statement()
	return s
}

// part reads begin, process or end. Without a brace the word is a command.
func (p *parser) part(word, _ string) Statement {
	p.skip(true)
	if p.peek(0) != '{' {
		return p.pipeline()
	}
	return &Group{p.body()}
}
