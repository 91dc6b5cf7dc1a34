package analyzer_test

import (
	"fmt"
	"strings"
	"testing"

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
		w.WriteString("func F(x int, s *dns.RRSIG) (ok bool) {\n\tswitch x {\n")
		for i := range n {
			fmt.Fprintf(w, "\tcase %d:\n\t\tok = isKeyMaster()\n", i)
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

// BenchmarkBranches measures functions of many branches: where time is linear,
// ns/branch is about the same for both sizes.
func BenchmarkBranches(b *testing.B) { benchmarkShapes(b, shapes, 1<<12, 1<<14) }

// BenchmarkShapes measures what else there may be much of.
func BenchmarkShapes(b *testing.B) { benchmarkShapes(b, moreShapes, 1<<10, 1<<12) }

func benchmarkShapes(b *testing.B, shapes []shape, sizes ...int) {
	from := load(b, "./refusals")[0]
	for _, shape := range shapes {
		for _, n := range sizes {
			b.Run(fmt.Sprintf("%s/%d", shape.name, n), func(b *testing.B) {
				var w strings.Builder
				w.WriteString(shapeHeader)
				shape.write(&w, n)
				p := check(b, from, w.String())
				a := analyzer.New(analyzer.Settings{})
				want := shape.found
				if want == each {
					want = n
				}
				b.ReportAllocs()
				for b.Loop() {
					if found := analyse(b, a, p); found != want {
						b.Fatalf("%d findings, want %d", found, want)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/branch")
			})
		}
	}
}
