package summary

import (
	"fmt"
	"slices"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// Empty reports whether f says nothing.
func (f *Function) Empty() bool {
	return f.Returns.Empty() && len(f.Passed) == 0 && len(f.Performs) == 0 && len(f.Guards) == 0 && len(f.Runs) == 0 &&
		len(f.Messages) == 0 && len(f.Makes) == 0 && len(f.Forwards) == 0 && len(f.Texts) == 0 && len(f.Moves) == 0
}

// Matters reports whether a package that uses f may have a finding because of it, and not only fewer:
// f is an operation, or has to do with roles or refusals. Else f is weak: what it says is of use to
// packages that matter for other reasons.
func (f *Function) Matters() bool {
	return len(f.Performs) > 0 || len(f.Moves) > 0 || len(f.Messages) > 0 || len(f.Guards) > 0 || f.Returns.asks(Held) ||
		slices.ContainsFunc(f.Passed, func(p Passed) bool { return p.Tests && !p.yielded() }) ||
		slices.ContainsFunc(f.Runs, Run.handles) ||
		slices.ContainsFunc(f.Makes, func(m Made) bool { return m.Matters() })
}

// Ends reports whether some calls of f may not return: because of that, neither may its callers'.
func (f *Function) Ends() bool {
	return f.Returns.Root == 0 || slices.ContainsFunc(f.Returns.Ports, func(p Port) bool { return p.Kind <= ParamAnswer })
}

// yielded reports whether the refusal is what a function yields that is given: then that tests it, if any does.
func (p Passed) yielded() bool { return strings.HasPrefix(p.Field, "()") }

// handles reports whether the error is tested, whatever happens, or the role looked at before.
func (r Run) handles() bool { return r.Tests && r.Root == 0 && r.Lost == 0 || r.asks(Held) }

func (r *Relation) asks(k Kind) bool {
	return slices.ContainsFunc(r.Ports, func(p Port) bool { return p.Kind == k })
}

// String says in words what a variable holds.
func (v *Variable) String() string {
	var words []string
	for _, f := range v.Is {
		words = append(words, "refusal("+string(f)+")")
	}
	for _, f := range v.Holds {
		words = append(words, "holds refusal("+string(f)+")")
	}
	return strings.Join(words, "; ")
}

// Lines says in words what a function means, sorted:
//
//	check(result 0 true)         its result implies the role: true, false or nil
//	establishes                  it returns only where the role is held
//	never returns
//	refusal test(parameter 0)    it applies a refusal test to its parameter, whatever happens
//	wraps(parameter 0, result 0) a refusal in its parameter is in its result
//	operation((*dns.RRSIG).Sign; result 0)  it performs an operation unguarded; the refusal is in the
//	                             result, or "lost"
//	runs((*exec.Cmd).Run; parameter 0)  it runs a command of which its callers give that part
//	guards(parameter 0)          it runs the function that it is given only where the role is held
//	handles(parameter 0)         it tests the error of the function that it is given, whatever happens
//	result 0: ...                what the function means that it returns
//	relates                      none of these; its results depend on its arguments
func (f *Function) Lines() []string {
	lines := f.Returns.Lines()
	for _, p := range f.Passed {
		switch {
		case p.Dropped || p.Field != "" || p.Form == catalog.Text:
		case p.Root == 0 && p.Lost == 0:
			lines = append(lines, fmt.Sprintf("refusal test(parameter %d)", p.Param))
		default:
			for _, n := range p.carrying() {
				lines = append(lines, fmt.Sprintf("wraps(parameter %d, result %d)", p.Param, n))
			}
		}
	}
	for _, o := range f.Performs {
		where := "lost"
		if n := o.carrying(); len(n) > 0 {
			where = fmt.Sprintf("result %d", slices.Min(n))
		}
		if o.Message > 0 {
			where += fmt.Sprintf("; for parameter %d", o.Message-1)
		}
		lines = append(lines, fmt.Sprintf("operation(%s; %s)", short(o.Func), where))
	}
	for _, c := range f.Forwards {
		lines = append(lines, fmt.Sprintf("runs(%s; %s)", short(c.Func), c.Command.holes()))
	}
	for _, m := range f.Messages {
		if m.Updates {
			lines = append(lines, fmt.Sprintf("makes an update of %s", m.of()))
		}
		if m.Records {
			lines = append(lines, fmt.Sprintf("puts DNSSEC records in %s", m.of()))
		}
	}
	if len(f.Moves) > 0 {
		lines = append(lines, "moves the role")
	}
	for _, n := range f.Guards {
		lines = append(lines, fmt.Sprintf("guards(parameter %d)", n))
	}
	for _, r := range f.Runs {
		if r.handles() {
			lines = append(lines, fmt.Sprintf("handles(parameter %d)", r.Param))
		}
	}
	for _, m := range f.Makes {
		for _, line := range m.Lines() {
			lines = append(lines, fmt.Sprintf("result %d: %s", m.Result, line))
		}
	}
	if len(lines) == 0 {
		return []string{"relates"}
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

func (m Message) of() string {
	if m.Param > 0 {
		return fmt.Sprintf("parameter %d", m.Param-1)
	}
	return fmt.Sprintf("result %d", m.Result-1)
}

// short cuts the directory off the import path in a function's name.
func short(fn string) string {
	i := strings.LastIndexByte(fn, '/') + 1
	return fn[:strings.IndexFunc(fn, func(r rune) bool { return r != '(' && r != '*' })] + fn[i:]
}

// Lines says in words what a return of the function implies about the role.
func (r *Relation) Lines() []string {
	held := func(h bool) func(Port) (bool, bool) {
		return func(p Port) (bool, bool) { return h, p.Kind == Held }
	}
	if r.Root == 0 {
		return []string{"never returns"}
	}
	if !r.asks(Held) || !r.possible(held(true)) {
		return nil
	}
	if !r.possible(held(false)) {
		return []string{"establishes"}
	}
	var lines []string
	for _, p := range r.Ports {
		for _, side := range []struct {
			kind Kind
			val  bool
			name string
		}{{ResultBool, true, "true"}, {ResultBool, false, "false"}, {ResultNil, true, "nil"}, {ResultNil, false, "non-nil"}} {
			if p.Kind != side.kind {
				continue
			}
			with := func(h bool) bool {
				return r.possible(func(q Port) (bool, bool) {
					if q == p {
						return side.val, true
					}
					return h, q.Kind == Held
				})
			}
			if !with(false) && with(true) {
				lines = append(lines, fmt.Sprintf("check(result %d %s)", p.N, side.name))
			}
		}
	}
	return lines
}

// possible reports whether a call may return where the ports have the values that fix gives some of them.
func (r *Relation) possible(fix func(Port) (val, fixed bool)) bool {
	reach := []bool{false, true}
	for _, n := range r.Nodes {
		val, fixed := fix(r.Ports[n.Port])
		reach = append(reach, reach[n.Lo] && !(fixed && val) || reach[n.Hi] && (!fixed || val))
	}
	return reach[r.Root]
}

// carrying returns the results that may carry the refusal.
func (r *Relation) carrying() []int {
	var results []int
	for _, p := range r.Ports {
		if p.Kind == ResultCarries && r.possible(func(q Port) (bool, bool) { return true, q == p }) {
			results = append(results, p.N)
		}
	}
	return results
}

// holes says which parameters a command depends on.
func (c Command) holes() string {
	var words []string
	for _, text := range append([]string{c.Text, c.Stdin}, c.List...) {
		for _, r := range text {
			n := int(r) - 0xF0000
			if n < 0 || n >= 256+len(c.Fields) {
				continue
			}
			word := fmt.Sprintf("parameter %d", n)
			if n >= 256 {
				f := c.Fields[n-256]
				word = fmt.Sprintf("parameter %d.%s", f.Param, strings.Join(f.Path, "."))
			}
			if !slices.Contains(words, word) {
				words = append(words, word)
			}
		}
	}
	return strings.Join(words, ", ")
}
