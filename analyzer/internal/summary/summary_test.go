package summary

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// distinct wants different keys of values that differ from v, and from each other, in what one field
// holds, and of more; it returns how many there are.
func distinct[T interface{ Key() string }](t *testing.T, v T, more ...T) int {
	t.Helper()
	keys := map[string]string{}
	try := func(v T) {
		text := fmt.Sprintf("%#v", v)
		if other, ok := keys[v.Key()]; ok {
			t.Errorf("%s and %s have the key %s", text, other, v.Key())
		}
		keys[v.Key()] = text
	}
	try(v)
	vary(reflect.ValueOf(&v).Elem(), func() { try(v) })
	for _, v := range more {
		try(v)
	}
	return len(keys)
}

// vary gives each field of v other values in turn, calls try, and puts the field back.
func vary(v reflect.Value, try func()) {
	old := reflect.ValueOf(v.Interface())
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			vary(v.Field(i), try)
		}
		return
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		vary(v.Index(0), try)
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		try()
	case reflect.String:
		for _, s := range []string{"a", "b", "a b", "a 0", `"a"`} {
			v.SetString(s)
			try()
		}
	case reflect.Bool:
		v.SetBool(!v.Bool())
		try()
	case reflect.Int, reflect.Int64:
		for _, n := range []int64{-1, 2, 10} {
			v.SetInt(n)
			try()
		}
	case reflect.Uint8:
		v.SetUint(v.Uint() + 1)
		try()
	default:
		panic(v.Kind())
	}
	v.Set(old)
}

func TestKeys(t *testing.T) {
	ports := distinct(t, Port{Kind: ResultIs},
		Port{Kind: ParamAnswer, Question: Question{Type: "a", Text: "b c"}},
		Port{Kind: ParamAnswer, Question: Question{Type: "a b", Text: "c"}},
		Port{Kind: ResultIs, Field: "a", Const: "b c"},
		Port{Kind: ResultIs, Field: "a b", Const: "c"},
		Port{Kind: Held, Zone: Name{Text: "a 0} {b"}},
		Port{Kind: Held, Zone: Name{Text: "a"}, Server: Name{Text: "b"}},
	)
	ops := distinct(t, Operation{Func: "p.F"},
		Operation{Func: "p.F", Does: "signs it", Why: "so"},
		Operation{Func: "p.F", Does: "signs", Why: "it so"},
	)
	if ports < 50 || ops < 90 {
		t.Errorf("only %d ports, %d operations", ports, ops)
	}
}

func TestEmpty(t *testing.T) {
	says := Relation{Ports: []Port{{Kind: ResultNil}}, Nodes: []Node{{0, 0, 1}}, Root: 2}
	lets := Relation{Root: True}
	held := Relation{Ports: []Port{{Kind: Held}}, Nodes: []Node{{0, 0, 1}}, Root: 2}
	for _, test := range []struct {
		name           string
		f              Function
		empty, matters bool
	}{
		{"nothing", Function{Returns: lets}, true, false},
		{"of a module", Function{Returns: lets, Module: "m"}, true, false},
		{"pure", Function{Returns: lets, Pure: true}, true, false},
		{"never returns", Function{}, false, false},
		{"ends the program", Function{Returns: Relation{Root: True, Lost: True}}, false, false},
		{"its result is nil", Function{Returns: says}, false, false},
		{"implies the role", Function{Returns: held}, false, true},
		{"passes an error", Function{Returns: lets, Passed: []Passed{{Relation: says}}}, false, false},
		{"passes an error on the key master", Function{Returns: lets, Passed: []Passed{{Relation: held}}}, false, false},
		{"tests an error", Function{Returns: lets, Passed: []Passed{{Relation: lets}, {Tests: true, Relation: lets}}}, false, true},
		{"performs", Function{Returns: lets, Performs: []Operation{{Func: "f", Relation: lets}}}, false, true},
		{"guards", Function{Returns: lets, Guards: []int{0}}, false, true},
		{"runs", Function{Returns: lets, Runs: []Run{{Relation: lets}}}, false, false},
		{"runs and tests", Function{Returns: lets, Runs: []Run{{Relation: lets}, {Tests: true}}}, false, true},
		{"runs and loses", Function{Returns: lets, Runs: []Run{{Relation: Relation{Lost: True}}}}, false, false},
		{"runs on the key master", Function{Returns: lets, Runs: []Run{{Relation: held}}}, false, true},
		{"sends", Function{Returns: lets, Messages: []Message{{Param: 1}}}, false, true},
		{"returns a function", Function{Returns: lets, Makes: []Made{{Function: Function{Returns: says}}}}, false, false},
		{"returns an operation", Function{Returns: lets, Makes: []Made{{Function: Function{Performs: []Operation{{}}}}}}, false, true},
	} {
		if test.f.Empty() != test.empty || test.f.Matters() != test.matters {
			t.Errorf("%s: empty %v, matters %v; want %v, %v", test.name, test.f.Empty(), test.f.Matters(), test.empty, test.matters)
		}
	}
	for _, test := range []struct {
		v     Variable
		empty bool
	}{
		{Variable{}, true},
		{Variable{Is: []catalog.Form{catalog.Error}}, false},
		{Variable{Holds: []catalog.Form{catalog.Code}}, false},
	} {
		if test.v.Empty() != test.empty {
			t.Errorf("%q is empty: %v", &test.v, !test.empty)
		}
	}
}

func TestEnds(t *testing.T) {
	ports := func(kinds ...Kind) (r Relation) {
		for _, k := range kinds {
			r.Ports = append(r.Ports, Port{Kind: k})
		}
		r.Root = 2
		return r
	}
	for _, test := range []struct {
		name    string
		returns Relation
		ends    bool
	}{
		{"never returns", Relation{}, true},
		{"always returns", Relation{Root: True}, false},
		{"returns for some arguments", ports(ParamNil), true},
		{"depends on an error", ports(ResultNil, ParamAnswer), true},
		{"says something of results", ports(ResultBool, ResultNil, ResultAnswer, ResultIs), false},
		{"returns on the key master", ports(Held), false},
	} {
		if f := (Function{Returns: test.returns}); f.Ends() != test.ends {
			t.Errorf("%s: ends %v", test.name, f.Ends())
		}
	}
}

func TestRelations(t *testing.T) {
	f := Function{Passed: make([]Passed, 2), Performs: make([]Operation, 3), Runs: make([]Run, 1)}
	all := f.Relations()
	for i, r := range all {
		r.Root = 10 + i
	}
	got := []int{f.Returns.Root, f.Passed[0].Root, f.Passed[1].Root, f.Performs[0].Root, f.Performs[1].Root, f.Performs[2].Root, f.Runs[0].Root}
	if want := []int{10, 11, 12, 13, 14, 15, 16}; len(all) != 7 || !slices.Equal(got, want) {
		t.Errorf("of %d relations, those of the function are %v, want %v", len(all), got, want)
	}
}

// relation returns the relation that holds where f does of the ports' values.
func relation(ports []Port, f func(v map[Port]bool) bool) Relation {
	r := Relation{Ports: ports}
	v := map[Port]bool{}
	at := map[Node]int{}
	var build func(i int) int
	build = func(i int) int {
		if i == len(ports) {
			if f(v) {
				return True
			}
			return 0
		}
		v[ports[i]] = false
		n := Node{Port: i, Lo: build(i + 1)}
		v[ports[i]] = true
		n.Hi = build(i + 1)
		if n.Lo == n.Hi {
			return n.Lo
		}
		if at[n] == 0 {
			r.Nodes = append(r.Nodes, n)
			at[n] = 1 + len(r.Nodes)
		}
		return at[n]
	}
	r.Root = build(0)
	return r
}

// TestPossible compares possible with a look at all values of the ports.
func TestPossible(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	ports := []Port{{Kind: ParamNil}, {Kind: ResultNil}, {Kind: ResultBool, N: 1}, {Kind: Held}, {Kind: ResultIs, Const: "1"}}
	values := func(i int) map[Port]bool {
		v := map[Port]bool{}
		for j, p := range ports {
			v[p] = i>>j&1 == 1
		}
		return v
	}
	yes := 0
	for range 2000 {
		var table uint32
		for range 1 + rnd.IntN(3) {
			table |= 1 << rnd.IntN(32)
		}
		if rnd.IntN(2) == 0 {
			table = ^table
		}
		index := func(v map[Port]bool) (i int) {
			for j, p := range ports {
				if v[p] {
					i |= 1 << j
				}
			}
			return i
		}
		r := relation(ports, func(v map[Port]bool) bool { return table>>index(v)&1 == 1 })
		fixed, val := values(rnd.IntN(32)), values(rnd.IntN(32))
		want := false
		for i := range 32 {
			v := values(i)
			fits := !slices.ContainsFunc(ports, func(p Port) bool { return fixed[p] && v[p] != val[p] })
			want = want || fits && table>>i&1 == 1
		}
		if got := r.possible(func(p Port) (bool, bool) { return val[p], fixed[p] }); got != want {
			t.Fatalf("table %032b, fixed %v to %v: possible %v, want %v", table, fixed, val, got, want)
		}
		if want {
			yes++
		}
	}
	if yes < 200 || yes > 1800 {
		t.Errorf("%d of 2000 are possible", yes)
	}
}
