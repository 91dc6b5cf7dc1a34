package truth

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A Verdict is what the executions say about a case.
type Verdict int

// Unclear is the verdict where a reading of docs/rule.md decides that the truth test
// does not want to decide, or where there were too many executions.
const (
	Safe Verdict = iota
	Bad
	Unclear
)

func (v Verdict) String() string { return [...]string{"safe", "bad", "unclear"}[v] }

// A Kind names how the analyzer and the executions disagree.
type Kind string

// The kinds of disagreement.
const (
	Miss  Kind = "MISS"  // an execution is bad, and nothing is reported
	Noise Kind = "NOISE" // no execution is bad, and something is reported
	Place Kind = "PLACE" // reported, but not where it belongs: a miss and a noise in one case
)

// An Outcome is the verdict on one case from both sides.
type Outcome struct {
	Case     Case
	Verdict  Verdict
	Kind     Kind // "" if the two sides agree
	Chains   []Chain
	Want     []int // lines of the expected reports, if the executions settle them
	Reports  []Report
	Execs    int
	Over     bool // not every assignment was tried
	Panics   string
	firstRow int
	static   []path // the chains that the source shows
}

// String shows a disagreement with all that is needed to understand it.
func (o Outcome) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: executions say %s", o.Kind, o.Case.Name, o.Verdict)
	if o.Kind == Place {
		fmt.Fprintf(&b, ", reports belong at lines %v", o.Want)
	}
	b.WriteString("\n")
	for i, line := range lines(o.Case.Src) {
		fmt.Fprintf(&b, "%4d\t%s\n", i+1, line)
	}
	for _, c := range o.Chains {
		if c.Strict {
			fmt.Fprintf(&b, "  lost at %v when %s\n", c.Lines, c.Trace)
		}
	}
	for _, r := range o.Reports {
		fmt.Fprintf(&b, "  reported line %d: %s\n", r.Line, r.Message)
	}
	return b.String()
}

// Default bounds, and those that a noise must survive before it is called one.
var (
	usual  = Limit{Execs: 4000, Loops: 2}
	deeper = Limit{Execs: 100_000, Loops: 3}
)

// Compare judges every case by executions and, unless a is nil, by the analyzer.
func (w *World) Compare(a *analysis.Analyzer, cases []Case) ([]Outcome, error) {
	b, err := w.newBatch(cases)
	if err != nil {
		return nil, err
	}
	defer w.remove(b)
	static := staticChains(b.pkg)
	out := make([]Outcome, len(cases))
	for i, c := range cases {
		out[i] = Outcome{Case: c, firstRow: b.from[i]}
		for _, name := range exportedIn(c.Src) {
			for _, p := range static[name] {
				if seen, ok := b.visible(p.lines); ok {
					p.made = p.made && p.literal >= len(seen)
					p.indirect = len(seen) > 1 || 0 <= p.literal && p.literal < len(seen)
					p.lines = shifted(seen, 1-b.from[i])
					out[i].static = append(out[i].static, p)
				}
			}
		}
	}
	if a != nil {
		reports, err := w.analyze(a, b)
		if err != nil {
			return nil, err
		}
		for _, r := range reports {
			o := &out[b.at(r.Line)]
			r.Line -= o.firstRow - 1
			o.Reports = append(o.Reports, r)
		}
	}
	prog, err := w.compile(b)
	if err != nil {
		return nil, err
	}
	runs, err := prog.run(usual)
	if err != nil {
		return nil, err
	}
	var doubtful []string
	for i := range out {
		out[i].settle(b, runs)
		if a != nil && out[i].disagree() && out[i].Kind != Miss {
			doubtful = append(doubtful, exportedIn(out[i].Case.Src)...)
		}
	}
	if len(doubtful) == 0 {
		return out, nil
	}
	// The bounds hide executions. Look further before blaming the analyzer.
	again, err := prog.run(deeper, doubtful...)
	if err != nil {
		return nil, err
	}
	for i := range out {
		if out[i].Kind == Noise || out[i].Kind == Place {
			out[i].settle(b, again)
			out[i].disagree()
		}
	}
	return out, nil
}

var lineNumber = regexp.MustCompile(`line \d+`)

// settle takes the runs of the case's functions over.
func (o *Outcome) settle(b *batch, runs map[string]Run) {
	o.Verdict, o.Chains, o.Execs = Safe, nil, 0
	o.Over = false
	for _, name := range exportedIn(o.Case.Src) {
		r := runs[name]
		for _, c := range r.Chains {
			seen, ok := b.visible(c.Lines)
			if !ok {
				continue
			}
			c.Lines = shifted(seen, 1-o.firstRow)
			c.Trace = lineNumber.ReplaceAllStringFunc(c.Trace, func(s string) string {
				n, _ := strconv.Atoi(s[len("line "):])
				return fmt.Sprint("line ", n-o.firstRow+1)
			})
			o.merge(c)
		}
		o.Over = o.Over || r.Over
		o.Execs += r.Execs
		o.Panics += r.Panics
	}
	strict := slices.ContainsFunc(o.Chains, func(c Chain) bool { return c.Strict })
	lenient := slices.ContainsFunc(o.Chains, func(c Chain) bool { return c.Lenient })
	switch {
	case lenient:
		o.Verdict = Bad
	case strict || o.Over:
		o.Verdict = Unclear
	}
}

// merge adds a chain. Those that part in other packages are one, which loses a
// refusal if any of them does.
func (o *Outcome) merge(c Chain) {
	for i := range o.Chains {
		if have := &o.Chains[i]; slices.Equal(have.Lines, c.Lines) {
			if c.Lenient && !have.Lenient || c.Strict && !have.Strict {
				have.Trace = c.Trace
			}
			have.Strict, have.Lenient, have.Mixed = have.Strict || c.Strict, have.Lenient || c.Lenient, have.Mixed || c.Mixed
			return
		}
	}
	o.Chains = append(o.Chains, c)
}

// disagree sets the kind of disagreement and reports whether there is one.
func (o *Outcome) disagree() bool {
	var got []int
	for _, r := range o.Reports {
		if r.isVerdict() {
			got = append(got, r.Line)
		}
	}
	o.Kind = ""
	want, settled := places(o.Chains, o.static)
	switch {
	case o.Panics != "": // the generator's fault
	case o.Verdict == Bad && len(got) == 0:
		o.Kind = Miss
	case o.Verdict == Safe && len(got) > 0 && settled:
		o.Kind = Noise
	case o.Verdict == Bad && settled && !o.Over:
		if slices.Sort(got); !slices.Equal(slices.Compact(got), want) {
			o.Kind, o.Want = Place, want
		}
	}
	return o.Kind != ""
}

func keyOf(lines []int) string { return fmt.Sprint(lines) }

// shifted adds by to each line.
func shifted(lines []int, by int) []int {
	out := make([]int, len(lines))
	for i, line := range lines {
		out[i] = line + by
	}
	return out
}
