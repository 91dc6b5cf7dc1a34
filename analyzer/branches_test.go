package analyzer_test

import (
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/keymasterlint/keymaster/analyzer"
)

// shapes are functions of n branches, as code generators write them. All sign
// unguarded on some path, or on none, as found says.
var shapes = []shape{
	{"counters", 1, func(w *strings.Builder, n int) {
		w.WriteString("func F(c []bool, s *dns.RRSIG) int {\n\tx := 0\n")
		for i := range n {
			fmt.Fprintf(w, "\tif c[%d] {\n\t\tx++\n\t}\n", i)
		}
		w.WriteString("\ts.Sign(nil, nil)\n\treturn x\n}\n")
	}},
	{"checks", 1, func(w *strings.Builder, n int) {
		w.WriteString("func F(c []bool, s *dns.RRSIG) {\n\tok := false\n")
		for i := range n {
			fmt.Fprintf(w, "\tif c[%d] {\n\t\tok = ok || isKeyMaster()\n\t}\n", i)
		}
		w.WriteString("\tif ok {\n\t\ts.Sign(nil, nil)\n\t}\n\ts.Sign(nil, nil)\n}\n")
	}},
	{"returns", 0, func(w *strings.Builder, n int) {
		w.WriteString("func F(c []bool, s *dns.RRSIG) error {\n\tif !isKeyMaster() {\n\t\treturn nil\n\t}\n")
		for i := range n {
			fmt.Fprintf(w, "\tif c[%d] {\n\t\treturn s.Sign(nil, nil)\n\t}\n", i)
		}
		w.WriteString("\treturn nil\n}\n")
	}},
	{"errors", 0, func(w *strings.Builder, n int) {
		w.WriteString("func F(c []bool, s *dns.RRSIG) error {\n\tvar err error\n")
		for i := range n {
			fmt.Fprintf(w, "\tif c[%d] {\n\t\terr = s.Sign(nil, nil)\n\t\tif errors.Is(err, syscall.Errno(9101)) {\n\t\t\treturn nil\n\t\t}\n\t}\n", i)
		}
		w.WriteString("\treturn err\n}\n")
	}},
	{"switch", 1, func(w *strings.Builder, n int) {
		const first = 10_000 // a case that is a code of the refusal would test for it
		w.WriteString("func F(x int, s *dns.RRSIG) (ok bool) {\n\tswitch x {\n")
		for i := range n {
			fmt.Fprintf(w, "\tcase %d:\n\t\tok = isKeyMaster()\n", first+i)
		}
		w.WriteString("\t}\n\tif ok {\n\t\ts.Sign(nil, nil)\n\t}\n\ts.Sign(nil, nil)\n\treturn\n}\n")
	}},
	{"pairs", 0, func(w *strings.Builder, n int) {
		w.WriteString("func F(c []bool, s *dns.RRSIG) {\n")
		for range n / 2 {
			w.WriteString("\tif c := pick(); c {\n\t\tif !isKeyMaster() {\n\t\t\treturn\n\t\t}\n\t\tnote()\n\t\tif c {\n\t\t\ts.Sign(nil, nil)\n\t\t}\n\t}\n")
		}
		w.WriteString("}\n")
	}},
	{"far-pairs", 0, func(w *strings.Builder, n int) {
		const open = 8 // conditions that are tested again this many branches later
		w.WriteString("func F(s *dns.RRSIG) {\n")
		for i := range n / 2 {
			fmt.Fprintf(w, "\tc%d := pick()\n\tif c%[1]d && !isKeyMaster() {\n\t\treturn\n\t}\n", i)
			if i >= open {
				fmt.Fprintf(w, "\tif c%d {\n\t\ts.Sign(nil, nil)\n\t}\n", i-open)
			}
		}
		fmt.Fprintf(w, "\t_ = []bool{")
		for i := range n / 2 {
			fmt.Fprintf(w, "c%d, ", i)
		}
		w.WriteString("}\n}\n")
	}},
	{"loops", 1, func(w *strings.Builder, n int) {
		w.WriteString("func F(c []bool, s *dns.RRSIG) {\n")
		for i := range n {
			fmt.Fprintf(w, "\tfor c[%d] {\n\t\tnote()\n\t}\n", i)
		}
		w.WriteString("\ts.Sign(nil, nil)\n}\n")
	}},
}

// each is the number of findings where each branch has one.
const each = -1

type shape struct {
	name  string
	found int
	write func(w *strings.Builder, n int)
}

const shapeHeader = `package p

import (
	"errors"
	"syscall"

	"github.com/miekg/dns"
)

var (
	_ = errors.Is
	_ syscall.Errno

	role int
)

const roleKeyMaster = 1

func isKeyMaster() bool { return role == roleKeyMaster }
func pick() bool        { return role > 7 }
func note()

`

// BenchmarkBranches measures functions of many branches.
func BenchmarkBranches(b *testing.B) { benchmarkShapes(b, shapes, 1<<12) }

// BenchmarkShapes measures what else there may be much of.
func BenchmarkShapes(b *testing.B) { benchmarkShapes(b, moreShapes, 1<<10) }

// benchmarkShapes analyses each shape with n branches and with four times as many: where time and memory are
// linear, growth is 4. It takes the fastest run of each, in turn, so that what else the machine does weighs least;
// parsing and type-checking do not count. Both packages are there all the time, and each run starts from a
// clean heap, so that the collector has the same to do besides.
//
// A larger function fits less well into the caches of the machine, so that even a single walk through it takes
// more than four times as long. How much more is told by types-growth: that of parsing and type-checking alone.
func benchmarkShapes(b *testing.B, shapes []shape, n int) {
	from := load(b, "./refusals")[0]
	for _, shape := range shapes {
		b.Run(shape.name, func(b *testing.B) {
			a := analyzer.New(analyzer.Settings{})
			few, many := newTrial(b, from, shape, n), newTrial(b, from, shape, 4*n)
			for b.Loop() {
				few.run(b, a, from)
				many.run(b, a, from)
			}
			b.ReportMetric(few.perBranch(), fmt.Sprintf("ns/branch-%d", few.branches))
			b.ReportMetric(many.perBranch(), fmt.Sprintf("ns/branch-%d", many.branches))
			b.ReportMetric(float64(many.fastest)/float64(few.fastest), "growth")
			b.ReportMetric(float64(many.checked)/float64(few.checked), "types-growth")
			b.ReportMetric(float64(many.allocated)/float64(few.allocated), "memory-growth")
			b.ReportMetric(0, "ns/op") // of both sizes together: says nothing
		})
	}
}

// A trial is a shape of one size, and what its analysis took at best.
type trial struct {
	source    string
	pkg       *packages.Package
	branches  int
	found     int
	fastest   time.Duration
	checked   time.Duration // the same for parsing and type-checking
	allocated uint64        // bytes, by the analysis
}

func newTrial(b *testing.B, from *packages.Package, s shape, n int) *trial {
	b.Helper()
	var w strings.Builder
	w.WriteString(shapeHeader)
	s.write(&w, n)
	found := s.found
	if found == each {
		found = n
	}
	return &trial{
		source: w.String(), pkg: check(b, from, w.String()), branches: n, found: found,
		fastest: math.MaxInt64, checked: math.MaxInt64, allocated: math.MaxUint64,
	}
}

func (t *trial) run(b *testing.B, a *analysis.Analyzer, from *packages.Package) {
	b.Helper()
	runtime.GC()
	start := time.Now()
	check(b, from, t.source)
	t.checked = min(t.checked, time.Since(start))
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start = time.Now()
	found := analyse(b, a, t.pkg)
	t.fastest = min(t.fastest, time.Since(start))
	runtime.ReadMemStats(&after)
	t.allocated = min(t.allocated, after.TotalAlloc-before.TotalAlloc)
	if found != t.found {
		b.Fatalf("%d findings of %d branches, want %d", found, t.branches, t.found)
	}
}

func (t *trial) perBranch() float64 { return float64(t.fastest.Nanoseconds()) / float64(t.branches) }
