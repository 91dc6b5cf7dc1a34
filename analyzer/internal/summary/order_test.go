package summary

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
)

// TestOrder hands an error on: what the result answers the parameter answers. In the order of the keys the
// relation grows by three nodes with each question.
func TestOrder(t *testing.T) {
	var ports []Port
	for i := range 8 {
		q := Question{Kind: uint8(i % 3), Var: fmt.Sprintf("p.Err%d", i)}
		ports = append(ports, Port{Kind: ParamAnswer, Question: q}, Port{Kind: ResultAnswer, N: 1, Question: q})
	}
	for i := range 2 {
		is := fmt.Sprint(i)
		ports = append(ports, Port{Kind: ParamIs, N: 1, Const: is}, Port{Kind: ResultIs, Const: is})
	}
	slices.SortFunc(ports, func(a, b Port) int { return cmp.Compare(a.Key(), b.Key()) })
	r := relation(ports, func(v map[Port]bool) bool {
		for i := 0; i < len(ports); i += 2 {
			if v[ports[i]] != v[ports[i+1]] {
				return false
			}
		}
		return true
	})
	for i := 0; i < len(ports); i += 2 {
		if a, b := ports[i], ports[i+1]; a.Question != b.Question || a.Const != b.Const {
			t.Errorf("%+v is beside %+v", a, b)
		}
	}
	if n := len(r.Nodes); n != 3*len(ports)/2 {
		t.Errorf("%d nodes for %d ports", n, len(ports))
	}
}
