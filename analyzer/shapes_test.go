package analyzer_test

import (
	"fmt"
	"strings"
)

// moreShapes are functions of n branches, or packages, in which something else than plain branches is many.
var moreShapes = []shape{
	{"helpers", 0, func(w *strings.Builder, n int) {
		w.WriteString("func sign(s *dns.RRSIG) error { return s.Sign(nil, nil) }\n")
		w.WriteString("func F(s *dns.RRSIG) {\n")
		for range n {
			w.WriteString("\tif err := sign(s); errors.Is(err, syscall.Errno(9101)) {\n\t\treturn\n\t}\n")
		}
		w.WriteString("}\n")
	}},
	{"operations", 0, func(w *strings.Builder, n int) {
		w.WriteString("func F(s *dns.RRSIG) {\n")
		for range n {
			w.WriteString("\tif err := s.Sign(nil, nil); errors.Is(err, syscall.Errno(9101)) {\n\t\treturn\n\t}\n")
		}
		w.WriteString("}\n")
	}},
	{"findings", each, func(w *strings.Builder, n int) {
		w.WriteString("func F(s *dns.RRSIG) {\n")
		for range n {
			w.WriteString("\tif pick() {\n\t\ts.Sign(nil, nil)\n\t}\n")
		}
		w.WriteString("}\n")
	}},
	{"first-error", 0, func(w *strings.Builder, n int) {
		w.WriteString("func F(c []bool, s *dns.RRSIG) error {\n\tvar first error\n")
		for i := range n {
			fmt.Fprintf(w, "\tif first == nil && c[%d] {\n\t\tfirst = s.Sign(nil, nil)\n\t}\n", i)
		}
		w.WriteString("\tif errors.Is(first, syscall.Errno(9101)) {\n\t\treturn nil\n\t}\n\treturn first\n}\n")
	}},
	{"nested", 1, func(w *strings.Builder, n int) {
		w.WriteString("func F(c []bool, s *dns.RRSIG) {\n\tok := false\n")
		for i := range n {
			fmt.Fprintf(w, "\tif c[%d] {\n\t\tok = isKeyMaster()\n", i)
		}
		w.WriteString("s.Sign(nil, nil)\n")
		for range n {
			w.WriteString("}\n")
		}
		w.WriteString("\tif ok {\n\t\tnote()\n\t}\n}\n")
	}},
	{"conjunction", 0, func(w *strings.Builder, n int) {
		w.WriteString("func F(c []bool, s *dns.RRSIG) {\n\tif isKeyMaster()")
		for i := range n {
			fmt.Fprintf(w, " && c[%d]", i)
		}
		w.WriteString(" {\n\t\ts.Sign(nil, nil)\n\t}\n}\n")
	}},
	{"value-conjunction", 0, func(w *strings.Builder, n int) {
		w.WriteString("func F(c []bool, s *dns.RRSIG) {\n\tok := isKeyMaster()")
		for i := range n {
			fmt.Fprintf(w, " && c[%d]", i)
		}
		w.WriteString("\n\tif ok {\n\t\ts.Sign(nil, nil)\n\t}\n}\n")
	}},
	{"literal", 1, func(w *strings.Builder, n int) {
		w.WriteString("func F(s *dns.RRSIG) []bool {\n\ts.Sign(nil, nil)\n\treturn []bool{")
		for range n {
			w.WriteString("isKeyMaster(), ")
		}
		w.WriteString("}\n}\n")
	}},
	{"table", 1, func(w *strings.Builder, n int) {
		w.WriteString("var table = map[string]func() error{\n")
		for i := range n {
			fmt.Fprintf(w, "\t%q: func() error { if pick() { return nil }; return errors.New(\"x\") },\n", fmt.Sprint("k", i))
		}
		w.WriteString("}\nfunc F(s *dns.RRSIG) { s.Sign(nil, nil) }\n")
	}},
	{"else-if", 1, func(w *strings.Builder, n int) {
		w.WriteString("func F(c []bool, s *dns.RRSIG) (ok bool) {\n\t")
		for i := range n {
			fmt.Fprintf(w, "if c[%d] {\n\t\tok = isKeyMaster()\n\t} else ", i)
		}
		w.WriteString("{\n\t}\n\tif ok {\n\t\ts.Sign(nil, nil)\n\t}\n\ts.Sign(nil, nil)\n\treturn\n}\n")
	}},
	{"string-switch", 1, func(w *strings.Builder, n int) {
		w.WriteString("func F(x string, s *dns.RRSIG) (ok bool) {\n\tswitch x {\n")
		for i := range n {
			fmt.Fprintf(w, "\tcase \"k%d\":\n\t\tok = isKeyMaster()\n", i)
		}
		w.WriteString("\t}\n\tif ok {\n\t\ts.Sign(nil, nil)\n\t}\n\ts.Sign(nil, nil)\n\treturn\n}\n")
	}},
	{"return-switch", 0, func(w *strings.Builder, n int) {
		w.WriteString("func F(x int, s *dns.RRSIG) error {\n\tif !isKeyMaster() {\n\t\treturn nil\n\t}\n\tswitch x {\n")
		for i := range n {
			fmt.Fprintf(w, "\tcase %d:\n\t\treturn s.Sign(nil, nil)\n", i)
		}
		w.WriteString("\t}\n\treturn nil\n}\n")
	}},
	{"select", 1, func(w *strings.Builder, n int) {
		w.WriteString("func F(c []chan bool, s *dns.RRSIG) (ok bool) {\n\tselect {\n")
		for i := range n {
			fmt.Fprintf(w, "\tcase ok = <-c[%d]:\n", i)
		}
		w.WriteString("\t}\n\ts.Sign(nil, nil)\n\treturn\n}\n")
	}},
	{"machine", 0, func(w *strings.Builder, n int) {
		w.WriteString("func F(c []bool, s *dns.RRSIG) {\n\tstate := 0\n\tfor {\n\t\tswitch state {\n")
		for i := range n {
			fmt.Fprintf(w, "\t\tcase %d:\n\t\t\tif c[%[1]d] {\n\t\t\t\tstate = %d\n\t\t\t}\n", i, i*7%n)
		}
		w.WriteString("\t\tdefault:\n\t\t\ts.Sign(nil, nil)\n\t\t\treturn\n\t\t}\n\t}\n}\n")
	}},
	{"closures", 1, func(w *strings.Builder, n int) {
		w.WriteString("func F(s *dns.RRSIG) {\n\tok := false\n")
		for range n {
			w.WriteString("\tfunc() {\n\t\tif pick() {\n\t\t\tok = isKeyMaster()\n\t\t}\n\t}()\n")
		}
		w.WriteString("\tif ok {\n\t\ts.Sign(nil, nil)\n\t}\n\ts.Sign(nil, nil)\n}\n")
	}},
	{"functions", 1, func(w *strings.Builder, n int) {
		for i := range n {
			fmt.Fprintf(w, "func f%d(s *dns.RRSIG) error {\n\tif pick() {\n\t\treturn f%d(s)\n\t}\n\treturn nil\n}\n", i, i+1)
		}
		fmt.Fprintf(w, "func f%d(s *dns.RRSIG) error { return s.Sign(nil, nil) }\nfunc F(s *dns.RRSIG) { f0(s) }\n", n)
	}},
	{"elements", 0, func(w *strings.Builder, n int) {
		w.WriteString("func F(c []bool, s *dns.RRSIG) {\n")
		for i := range n {
			fmt.Fprintf(w, "\tc[%d] = isKeyMaster()\n\tif c[%[1]d] {\n\t\ts.Sign(nil, nil)\n\t}\n", i)
		}
		w.WriteString("}\n")
	}},
	{"map-elements", 0, func(w *strings.Builder, n int) {
		w.WriteString("func F(c map[string]bool, s *dns.RRSIG) {\n")
		for i := range n {
			fmt.Fprintf(w, "\tc[\"k%d\"] = isKeyMaster()\n\tif c[\"k%[1]d\"] {\n\t\ts.Sign(nil, nil)\n\t}\n", i)
		}
		w.WriteString("}\n")
	}},
	{"fields", 0, func(w *strings.Builder, n int) {
		w.WriteString("type T struct {\n")
		for i := range n {
			fmt.Fprintf(w, "\tf%d bool\n", i)
		}
		w.WriteString("}\nfunc F(t *T, s *dns.RRSIG) {\n")
		for i := range n {
			fmt.Fprintf(w, "\tt.f%d = isKeyMaster()\n\tif t.f%[1]d {\n\t\ts.Sign(nil, nil)\n\t}\n", i)
		}
		w.WriteString("}\n")
	}},
	{"globals", 0, func(w *strings.Builder, n int) {
		for i := range n {
			fmt.Fprintf(w, "var g%d bool\n", i)
		}
		w.WriteString("func F(s *dns.RRSIG) {\n")
		for i := range n {
			fmt.Fprintf(w, "\tg%d = isKeyMaster()\n\tif g%[1]d {\n\t\ts.Sign(nil, nil)\n\t}\n", i)
		}
		w.WriteString("}\n")
	}},
	{"pointers", 0, func(w *strings.Builder, n int) {
		w.WriteString("func F(p []*bool, s *dns.RRSIG) {\n")
		for i := range n {
			fmt.Fprintf(w, "\tp%d := new(bool)\n\t*p%[1]d = isKeyMaster()\n\tuse(p%[1]d)\n\tif *p%[1]d {\n\t\ts.Sign(nil, nil)\n\t}\n", i)
		}
		w.WriteString("}\nfunc use(*bool)\n")
	}},
	{"defers", 1, func(w *strings.Builder, n int) {
		w.WriteString("func F(c []bool, s *dns.RRSIG) (err error) {\n")
		for i := range n {
			fmt.Fprintf(w, "\tif c[%d] {\n\t\tdefer note()\n\t}\n", i)
		}
		w.WriteString("\treturn s.Sign(nil, nil)\n}\n")
	}},
	{"continues", 2, func(w *strings.Builder, n int) {
		w.WriteString("func F(c []bool, s *dns.RRSIG) {\n\tok := false\n\tfor range c {\n")
		for i := range n {
			fmt.Fprintf(w, "\t\tif c[%d] {\n\t\t\tok = isKeyMaster()\n\t\t\tcontinue\n\t\t}\n", i)
		}
		w.WriteString("\t}\n\tif ok {\n\t\ts.Sign(nil, nil)\n\t}\n\ts.Sign(nil, nil)\n}\n")
	}},
}
