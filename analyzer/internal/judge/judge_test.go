package judge

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A graph says who calls whom. Its calls are named by letters; a is the operation.
type graph struct {
	callers map[string]string // call -> the calls of the function that it stands in
	safe    string            // calls that are guarded or handled
	silent  string            // calls in silent files
	hidden  string            // calls in functions whose callers cannot all be seen
}

type call struct {
	name string
	g    *graph
}

func (c call) Safe() bool   { return strings.Contains(c.g.safe, c.name) }
func (c call) Silent() bool { return strings.Contains(c.g.silent, c.name) }

func (c call) Callers() (calls []Call, seen bool) {
	for _, up := range c.g.callers[c.name] {
		calls = append(calls, call{string(up), c.g})
	}
	return calls, len(calls) > 0 && !strings.Contains(c.g.hidden, c.name)
}

func TestPlaces(t *testing.T) {
	type callers = map[string]string
	for _, test := range []struct {
		name string
		g    graph
		want string
	}{
		{"an operation alone", graph{}, "a"},
		{"a safe operation alone", graph{safe: "a"}, ""},
		{"nobody is safe: one report, at the operation", graph{callers: callers{"a": "bc"}}, "a"},
		{"the only caller is safe", graph{callers: callers{"a": "b"}, safe: "b"}, ""},
		{"all callers are safe", graph{callers: callers{"a": "bc"}, safe: "bc"}, ""},
		{"some callers are safe: one report at each that is not", graph{callers: callers{"a": "bcd"}, safe: "c"}, "bd"},
		{"a function whose callers cannot be seen is reported, whatever the seen ones do",
			graph{callers: callers{"a": "b"}, safe: "b", hidden: "a"}, "a"},
		{"safe in a function whose callers cannot be seen", graph{callers: callers{"a": "b"}, safe: "a", hidden: "a"}, ""},
		{"two levels, nobody is safe", graph{callers: callers{"a": "b", "b": "c"}}, "a"},
		{"two levels, the top is safe", graph{callers: callers{"a": "b", "b": "c"}, safe: "c"}, ""},
		{"two levels, one of two at the top is safe", graph{callers: callers{"a": "b", "b": "cd"}, safe: "d"}, "c"},
		{"the lowest call above which none is safe", graph{callers: callers{"a": "bc", "b": "de", "c": "f"}, safe: "f"}, "b"},
		{"safe at different levels", graph{callers: callers{"a": "bc", "b": "de"}, safe: "cd"}, "e"},
		{"a middle call that is safe stops the climb", graph{callers: callers{"a": "b", "b": "c"}, safe: "b"}, ""},
		{"a silent operation moves to its callers", graph{callers: callers{"a": "bc"}, silent: "a"}, "bc"},
		{"a silent operation with a safe caller", graph{callers: callers{"a": "bc"}, silent: "a", safe: "b"}, "c"},
		{"a silent operation that nobody calls", graph{silent: "a"}, ""},
		{"silent up to the top", graph{callers: callers{"a": "b"}, silent: "ab"}, ""},
		{"silent twice, then not", graph{callers: callers{"a": "b", "b": "c"}, silent: "ab"}, "c"},
		{"a silent caller beside a safe one", graph{callers: callers{"a": "bc"}, silent: "b", safe: "c"}, ""},
		{"a silent exported function moves to the callers that are seen", graph{callers: callers{"a": "b"}, silent: "a", hidden: "a"}, "b"},
		{"recursion alone", graph{callers: callers{"a": "a"}}, "a"},
		{"recursion entered safely", graph{callers: callers{"a": "bc", "b": "bc"}, safe: "c"}, ""},
		{"recursion, one of two entries is safe", graph{callers: callers{"a": "bcd", "b": "bcd"}, safe: "c"}, "d"},
		{"mutual recursion, nobody safe", graph{callers: callers{"a": "b", "b": "c", "c": "bd"}}, "a"},
		{"mutual recursion entered safely", graph{callers: callers{"a": "b", "b": "c", "c": "bd"}, safe: "d"}, ""},
		{"what was judged inside a recursion is judged again outside of it",
			graph{callers: callers{"a": "bc", "b": "cd", "c": "be"}, safe: "d"}, "e"},
		{"a diamond is one place", graph{callers: callers{"a": "bcx", "b": "d", "c": "d"}, safe: "x"}, "bc"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, p := range Places(call{"a", &test.g}) {
				got = append(got, p.(call).name)
			}
			slices.Sort(got)
			got = slices.Compact(got)
			if s := strings.Join(got, ""); s != test.want {
				t.Errorf("reported at %q, want %q", s, test.want)
			}
		})
	}
}

func TestAbove(t *testing.T) {
	g := graph{callers: map[string]string{"a": "bc"}, hidden: "x"}
	if got := Above(call{"a", &g}); len(got) != 2 || got[0] != Call(call{"b", &g}) || got[1] != Call(call{"c", &g}) {
		t.Errorf("reported at %v, want b and c: some other way to a is safe", got)
	}
	if got := Above(call{"x", &g}); len(got) != 1 || got[0] != Call(call{"x", &g}) {
		t.Errorf("reported at %v, want x, whose callers cannot be seen", got)
	}
}

// A chain of diamonds has exponentially many paths, and is judged in no time.
func TestPlacesOfDiamonds(t *testing.T) {
	const n = 64
	g := &graph{callers: map[string]string{}, safe: "!"}
	letter := func(i int) string { return string(rune(0x4e00 + i)) }
	g.callers["a"] = letter(0) + "!"
	for i := range n {
		g.callers[letter(2*i)] = letter(2*i+2) + letter(2*i+3)
		g.callers[letter(2*i+1)] = letter(2*i+2) + letter(2*i+3)
	}
	if got := Places(call{"a", g}); len(got) != 1 || got[0] != Call(call{letter(0), g}) {
		t.Error(fmt.Sprint(len(got), " places, want the one call under all that are unsafe"))
	}
}
