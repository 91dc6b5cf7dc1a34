package catalog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Parse reads one pack, strictly. name is the file name that errors give. Every error is an
// [*ParseError]: an unknown or repeated key, a value of the wrong type, a place, form or function
// that cannot be read, a row without what it needs, or the same row twice.
func Parse(name string, data []byte) (*Pack, error) {
	d := Decoder{File: name}
	var p Pack
	if err := d.Decode(data, &p); err != nil {
		return nil, err
	}
	c := checker{rows: map[string]string{}}
	c.pack(&p)
	if c.err != nil {
		return nil, &ParseError{File: name, Line: d.Line(c.err.Path), Path: c.err.Path, Text: c.err.Text}
	}
	return &p, nil
}

// CheckRows returns the first mistake in a user's rows, with the path of its key, or nil. They need less
// than a built-in pack does: what a row does not say about its function, its signature says.
func (p *Pack) CheckRows() *ParseError {
	c := checker{rows: map[string]string{}, user: true}
	c.pack(p)
	return c.err
}

// A checker finds what is wrong in a pack that decoded well, and keeps the first finding.
type checker struct {
	rows map[string]string // identity of a row -> its path
	user bool              // see CheckRows
	err  *ParseError       // without file and line
}

// fail records a mistake at path.
func (c *checker) fail(path, format string, args ...any) {
	if c.err == nil {
		c.err = &ParseError{Path: path, Text: fmt.Sprintf(format, args...)}
	}
}

func (c *checker) pack(p *Pack) {
	if p.Pack == "" && !c.user || strings.Trim(p.Pack, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
		c.fail("pack", "want the pack's name, one word of lower-case letters and digits")
	}
	if c.user && p.Support {
		c.fail("support", "of built-in packs only")
	}
	if c.user && p.Direct {
		c.fail("direct", "of built-in packs only")
	}
	for i, path := range p.Packages {
		if !isPath(path) {
			c.fail(index("packages", i), "%q is no import path", path)
		}
	}
	if !c.user && len(p.Packages) == 0 && len(p.Operations)+len(p.Updates) > 0 {
		c.fail("packages", "missing: a pack of operations is within reach of what imports one of its packages")
	}
	for i := range p.Operations {
		c.operation(index("operations", i), &p.Operations[i])
	}
	for i := range p.Commands {
		c.command(index("commands", i), &p.Commands[i])
	}
	for i := range p.Updates {
		c.update(index("updates", i), &p.Updates[i])
	}
	for i := range p.Processes {
		c.process(index("processes", i), &p.Processes[i])
	}
	for i, t := range p.Texts {
		c.text(index("texts", i), t)
	}
	for i, e := range p.Errors {
		c.errorType(index("errors", i), e)
	}
	for i, f := range p.Flows {
		c.flow(index("flows", i), f)
	}
	for i, t := range p.Tests {
		c.test(index("tests", i), t)
	}
	for i, f := range p.NoReturn {
		at := index("noReturn", i)
		c.function(at, f)
		c.once(at, "noReturn "+f)
	}
	for i, f := range p.Unwinds {
		at := index("unwinds", i)
		c.once(at, "unwinds "+f)
		if !slices.Contains(p.NoReturn, f) {
			c.fail(at, "%q is not among noReturn", f)
		}
	}
	for i, r := range p.Runs {
		c.run(index("runs", i), r)
	}
	for i, f := range p.NonNil {
		at := index("nonNil", i)
		c.function(at, f)
		c.once(at, "nonNil "+f)
	}
	for i, k := range p.Checks {
		c.check(index("checks", i), k)
	}
	for i, e := range p.Establishes {
		c.establish(index("establishes", i), e)
	}
	for i, a := range p.Answers {
		c.answer(index("answers", i), a)
	}
	for i, t := range p.Triggers {
		if w := t.Word; strings.Trim(w, "-") != w || w == "" || strings.ToLower(w) != w {
			c.fail(index("triggers", i)+".word", "want a word in lower case, with - only inside")
		}
	}
}

func (c *checker) operation(at string, o *Operation) {
	c.function(at+".func", o.Func)
	c.once(at, "operation "+o.Func)
	c.subject(at, o.Zone, o.Server)
	if len(o.Refusal) == 0 && !c.user {
		c.fail(at+".refusal", "missing: where does the refusal arrive?")
	}
	for i, r := range o.Refusal {
		p := index(at+".refusal", i)
		c.required(p+".at", string(r.At))
		c.place(p+".at", r.At, Recv, Arg, Result)
		c.form(p+".form", r.Form)
		if r.Shell != "" {
			c.shell(p+".shell", r.Shell)
		}
	}
	c.results(at+".nonNil", o.NonNil)
	c.results(at+".nil", o.Nil)
	for i, n := range o.NonNil {
		if slices.Contains(o.Nil, n) {
			c.fail(index(at+".nonNil", i), "result %d cannot be nil and not nil", n)
		}
	}
	for i, t := range o.NotThrough {
		c.name(index(at+".notThrough", i), t)
	}
	if u := o.Unless; u != nil {
		c.fieldName(at+".unless.field", u.Field)
		if u.Lacks == 0 {
			c.fail(at+".unless.lacks", "missing: which bits?")
		}
	}
	c.place(at+".update", o.Update, Recv, Arg)
	c.runner(at, o)
	c.basis(at, o.Basis, o.Source)
}

// subject checks where a row says that zone and server are.
func (c *checker) subject(at string, zone, server []Place) {
	for i, p := range zone {
		c.place(index(at+".zone", i), p, Recv, Arg)
	}
	for i, p := range server {
		c.place(index(at+".server", i), p, Recv, Arg)
	}
}

func (c *checker) update(at string, u *Update) {
	c.name(at+".message", u.Message)
	c.once(at, "update "+u.Message)
	c.fieldName(at+".opcode", u.Opcode)
	c.fieldName(at+".section", u.Section)
	c.functions(at+".setters", u.Setters)
	c.functions(at+".adders", u.Adders)
	c.functions(at+".new", u.New)
	c.functions(at+".parsers", u.Parsers)
	if len(u.Records) == 0 {
		c.fail(at+".records", "missing: which record types make an update an operation?")
	}
	for i, r := range u.Records {
		c.name(index(at+".records", i), r)
	}
}

func (c *checker) flow(at string, f Flow) {
	c.function(at+".func", f.Func)
	c.once(at, fmt.Sprintf("flow %s from %s to %s", f.Func, f.From, f.To))
	c.required(at+".from", string(f.From))
	c.place(at+".from", f.From, Recv, Arg, Args, Format)
	c.required(at+".to", string(f.To))
	c.place(at+".to", f.To, Recv, Arg, Result)
	if f.Form != "" {
		c.form(at+".form", f.Form)
	}
}

func (c *checker) run(at string, r Run) {
	c.function(at+".func", r.Func)
	c.once(at, "run "+r.Func)
	if !slices.Contains([]How{Started, Once, Kept}, r.How) {
		c.fail(at+".how", "unknown way %q (want started, once, kept)", r.How)
	}
	if r.Error != "" {
		c.function(at+".error", r.Error)
	}
}

func (c *checker) test(at string, t Test) {
	c.function(at+".func", t.Func)
	c.once(at, "test "+t.Func)
	if t.whole() {
		return
	}
	c.required(at+".value", string(t.Value))
	c.place(at+".value", t.Value, Recv, Arg)
	c.place(at+".target", t.Target, Recv, Arg)
	c.place(at+".into", t.Into, Arg, Result)
	if (t.Target == "") == (t.Into == "") {
		c.fail(at, "want either target or into")
	}
	c.form(at+".form", t.Form)
}

func (c *checker) check(at string, k Check) {
	c.function(at+".func", k.Func)
	c.once(at, "check "+k.Func)
	c.place(at+".at", k.At, Result)
	if len(k.At.Spot().Fields) > 0 {
		c.fail(at+".at", "%q is a part of a result; want a result", string(k.At))
	}
	if k.Outcome != "" && !slices.Contains(Outcomes, k.Outcome) {
		c.fail(at+".outcome", "unknown outcome %q (want true, false, nil, non-nil)", string(k.Outcome))
	}
	c.subject(at, k.Zone, k.Server)
	c.basis(at, k.Basis, k.Source)
}

func (c *checker) establish(at string, e Establish) {
	c.function(at+".func", e.Func)
	c.once(at, "establish "+e.Func)
	c.subject(at, e.Zone, e.Server)
	c.basis(at, e.Basis, e.Source)
}

func (c *checker) answer(at string, a Answer) {
	c.required(at+".name", a.Name)
	c.once(at, "answer "+a.Name)
	if (a.Value == nil) == (a.Text == "") {
		c.fail(at, "want either value or text")
	}
	if len(a.Forms) == 0 {
		c.fail(at+".forms", "missing: in which forms does it occur?")
	}
	for i, f := range a.Forms {
		p := index(at+".forms", i)
		c.form(p, f)
		if (f == Text) != (a.Text != "") {
			c.fail(p, "form %q does not fit: a text has form text, a value any other", f)
		}
	}
	if !slices.Contains([]Meaning{Refused, Success, Base, Phantom}, a.Means) {
		c.fail(at+".means", "unknown meaning %q (want refused, success, base, phantom)", a.Means)
	}
	for i, n := range a.Consts {
		c.name(index(at+".consts", i), n)
	}
	c.basis(at, a.Basis, a.Source)
}

func index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }
