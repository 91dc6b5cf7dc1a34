package analyzer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer"
)

// Many variables may hold the refusal, each where another one does: exact, that takes 2^n. With the
// twenty-four here the test would not come to an end.
func TestManyCarriers(t *testing.T) {
	const n = 24
	var w strings.Builder
	w.WriteString(shapeHeader)
	w.WriteString("func F(c, d []bool, s *dns.RRSIG) error {\n\terr := s.Sign(nil, nil)\n")
	var names []string
	for i := range n {
		fmt.Fprintf(&w, "\tvar a%d, b%[1]d error\n", i)
		names = append(names, fmt.Sprintf("a%d, b%[1]d", i))
	}
	for i := range n {
		fmt.Fprintf(&w, "\tif c[%d] {\n\t\ta%[1]d = err\n\t}\n", i)
	}
	for i := range n {
		fmt.Fprintf(&w, "\tif d[%d] {\n\t\tb%[1]d = a%[1]d\n\t}\n", i)
	}
	fmt.Fprintf(&w, "\treturn errors.Join(%s)\n}\n", strings.Join(names, ", "))
	dir := module(t, map[string]string{"p.go": w.String(), "p.s": ""}) // a function without a body needs p.s
	found := standAlone(t, dir, analyzer.Settings{}, ".")
	if len(found) != 1 || !strings.Contains(found[0], ": KM001: ") {
		t.Errorf("found %q, want one KM001", found)
	}
}
