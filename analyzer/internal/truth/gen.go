package truth

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
)

// A gen writes one case.
type gen struct {
	rng  *rand.Rand
	f    Features
	id   int
	next int // for names and for the numbers of opaque calls

	b      strings.Builder
	indent int
	latest string // the line just written

	fn      fn       // the function being written
	budget  int      // statements that may still be written
	errs    []string // error variables in scope
	bools   []string // bool variables in scope
	loops   []string // enclosing loops: their labels, or ""
	gotos   []string // labels that may be jumped to
	depth   int      // nesting of blocks
	helpers []fn     // what may be called from here
	funcs   []string // variables of type func() error in scope
	tags    []tag    // variables of a few values in scope
	breaks  []string // labels of the switches and selects around this place
	late    lateDecls

	level   level           // where what is written is
	path    []string        // the packages under the one that is judged
	exports map[string][]fn // their helpers
	named   int             // helpers with a letter
}

// A fn is a function as its callers see it.
type fn struct {
	name   string
	result string // "", "bool" or "error"; "never" if it does not return
	named  string // the name of the error result, if it has one
	first  string // a result before it: its zero value
	takes  bool   // an error parameter
	root   bool
}

// Generate returns the case number id of a seed.
func Generate(seed uint64, id int, f Features) Case {
	g := &gen{rng: rand.New(rand.NewPCG(seed, uint64(id))), f: f, id: id}
	if f.Imported {
		g.writeImports()
	}
	if f.Helpers {
		g.writeHelpers()
	}
	g.writeRoot()
	g.writeLate()
	src := pruned(g.b.String())
	return Case{Name: fmt.Sprintf("F%05d", id), Src: src}
}

const environment = "in *rt.Inputs, s *dns.RRSIG, k *dns.DNSKEY, srv *rt.Server"

func (g *gen) writeRoot() {
	g.fn = fn{name: fmt.Sprintf("F%05d", g.id), root: true}
	result := ""
	if g.chance(80) {
		g.fn.result, result = "error", " error"
		switch {
		case g.f.Defer && g.chance(40), g.f.named() && g.chance(60):
			g.fn.named, result = "err", " (err error)"
			if g.f.MultiNamed && g.chance(40) {
				g.fn.first = g.one("0", "false")
				result = map[string]string{"0": " (n int, err error)", "false": " (done bool, err error)"}[g.fn.first]
			}
		case g.f.MultiNamed && g.chance(30):
			g.fn.first, result = "0", " (int, error)"
		}
	}
	g.start(4 + g.rng.IntN(14))
	g.open("func %s(c0, c1, c2 bool, %s)%s {", g.fn.name, environment, result)
	g.body()
	g.close("}")
}

// start forgets the scope of the function before.
func (g *gen) start(budget int) {
	g.budget, g.errs, g.bools, g.loops, g.gotos, g.depth = budget, nil, nil, nil, nil, 0
	g.funcs, g.tags, g.breaks = nil, nil, nil
}

// body writes the statements of a function.
func (g *gen) body() {
	if g.fn.named != "" {
		g.errs = append(g.errs, g.fn.named)
		if g.f.Defer {
			g.deferred(g.fn.named)
		}
		if (g.f.DeferMore || g.f.Overwrite) && g.chance(60) {
			g.deferMore()
		}
	}
	if g.f.Recover && g.chance(50) {
		g.recovering()
	}
	if g.fn.takes {
		g.errs = append(g.errs, "e")
	}
	if g.f.Store && g.fn.root && g.chance(25) {
		g.line("box := new(%s)", g.box())
		g.errs = append(g.errs, "box.err")
	}
	if g.f.BoolVars && g.chance(40) {
		g.line("var ok bool")
		g.bools = append(g.bools, "ok")
	}
	if g.fn.named == "" && g.f.ErrMoves && g.chance(40) {
		g.line("var err error")
		g.errs = append(g.errs, "err")
	}
	for g.budget > 0 && !g.left() {
		g.stmt()
	}
	g.last()
}

var leaving = regexp.MustCompile(`^(\t*)(return|break|continue|goto|panic|os\.Exit|log\.Fatal|runtime\.Goexit)\b`)

// left reports whether the statement just written ends its block: what came
// after it would be dead.
func (g *gen) left() bool {
	m := leaving.FindStringSubmatch(g.latest)
	return m != nil && len(m[1]) == g.indent
}

// returned reports whether the statement just written is a return.
func (g *gen) returned() bool { return g.left() && strings.Contains(g.latest, "return") }

// last ends a function.
func (g *gen) last() {
	if g.returned() {
		return
	}
	switch g.fn.result {
	case "error":
		g.returns(g.result())
	case "bool":
		g.line("return %s", g.cond(2))
	}
}

// A weighted choice of what to write.
type weighted struct {
	weight int
	on     bool
	write  func()
}

func (g *gen) pick(options []weighted) {
	sum := 0
	for _, o := range options {
		if o.on {
			sum += o.weight
		}
	}
	n := g.rng.IntN(sum)
	for _, o := range options {
		if o.on {
			if n -= o.weight; n < 0 {
				o.write()
				return
			}
		}
	}
}

// one returns one of the options.
func (g *gen) one(options ...string) string { return options[g.rng.IntN(len(options))] }

// some returns one of the options, or the first if not all are on.
func (g *gen) some(all bool, options ...string) string {
	if !all {
		return options[0]
	}
	return g.one(options...)
}

func (g *gen) chance(percent int) bool { return g.rng.IntN(100) < percent }

// fresh returns a number that this case has not used.
func (g *gen) fresh() int {
	g.next++
	return g.next
}

func (g *gen) line(format string, args ...any) {
	g.latest = strings.Repeat("\t", g.indent) + fmt.Sprintf(format, args...)
	g.b.WriteString(g.latest + "\n")
}

func (g *gen) open(format string, args ...any) {
	g.line(format, args...)
	g.indent++
}

func (g *gen) close(format string, args ...any) {
	g.indent--
	g.line(format, args...)
}

// scope writes what do writes with variables of its own.
func (g *gen) scope(do func()) {
	errs, bools, funcs, tags := slices.Clone(g.errs), slices.Clone(g.bools), slices.Clone(g.funcs), slices.Clone(g.tags)
	g.depth++
	do()
	g.depth--
	g.errs, g.bools, g.funcs, g.tags = errs, bools, funcs, tags
}

// block writes up to n statements.
func (g *gen) block(n int) {
	g.scope(func() {
		if g.budget <= 0 {
			g.line("rt.Log(%d)", g.fresh())
		}
		for range n {
			if g.budget <= 0 || g.left() {
				break
			}
			g.stmt()
		}
	})
}

// newErr returns a name for an error variable and declares it in scope.
func (g *gen) newErr() string {
	name := fmt.Sprintf("err%d", g.fresh())
	g.errs = append(g.errs, name)
	return name
}

// target returns an error variable to assign to, with the operator: a known one or a new one.
func (g *gen) target() string {
	if len(g.errs) > 0 && g.f.ErrMoves && g.chance(35) {
		return g.one(g.errs...) + " ="
	}
	return g.newErr() + " :="
}
