package driver

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/token"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// What a step prints comes back as it was found.
func TestFindingsOverJSON(t *testing.T) {
	at := func(line, column int) token.Position {
		return token.Position{Filename: "/a b:3/x.go", Line: line, Column: column}
	}
	f := Finding{
		Package: "p [p.test]", Pos: at(3, 4), End: at(3, 9),
		Diagnostic: analysis.Diagnostic{Category: "KM001", Message: "KM001: x"},
		related:    []Related{{at(1, 2), at(1, 3), "first"}, {at(2, 2), at(2, 5), "second"}},
	}
	tree := make(jsonTree)
	tree.add(f.Package, "op", []Finding{f})
	var out strings.Builder
	if err := tree.print(&out); err != nil {
		t.Fatal(err)
	}
	roots := &vetTargets{named: map[string]vetTarget{"p": {tested: true}}}
	list, err := roots.findings([]byte("{}\n" + out.String() + "{}\n"))
	if err != nil || len(list) != 1 || fmt.Sprint(list[0]) != fmt.Sprint(f) {
		t.Errorf("%v, %v\nwant %v", err, list, f)
	}
	if _, err := roots.findings([]byte("{} what")); err == nil || !strings.HasPrefix(err.Error(), "cannot read what go vet printed: ") {
		t.Errorf("of no tree: %v", err)
	}
}

func TestVetTargets(t *testing.T) {
	roots := &vetTargets{named: map[string]vetTarget{"plain": {}, "tested": {tested: true}, "x_test": {}}}
	for id, want := range map[string]bool{
		"plain": true, "tested": false, "tested [tested.test]": true, "tested_test [tested.test]": true, "plain_test [plain.test]": true,
		"plain [tested.test]": false, "other": false, "other [other.test]": false, "other_test [other.test]": false, "x_test": true,
	} {
		if _, have := roots.target(id); have != want {
			t.Errorf("wants %q: %t", id, have)
		}
	}
}

func TestGoErrors(t *testing.T) {
	const said = `# m/p
vet: p/p.go:3:4: undeclared name: x
p/q.go:7: syntax error
	more of it
go: downloading example.org/x v1.0.0
keymaster: cannot read facts: damaged
`
	var have []string
	for _, err := range goErrors("/d", "keymaster", []byte(said), errors.New("exit status 1")) {
		have = append(have, err.Error())
	}
	want := []string{"/d/p/p.go:3:4: undeclared name: x", "/d/p/q.go:7: syntax error more of it", "cannot read facts: damaged"}
	if strings.Join(have, "\n") != strings.Join(want, "\n") {
		t.Errorf("have %q, want %q", have, want)
	}
	if errs := goErrors("/d", "keymaster", nil, errors.New("exit status 1")); len(errs) != 1 || errs[0].Error() != "cannot run the go command: exit status 1" {
		t.Errorf("of nothing: %v", errs)
	}
}

// Steps print the same whether facts alone are wanted or not, if dependencies are to print.
func TestDependenciesPrint(t *testing.T) {
	s := newStepper(t, module(t, chain))
	if _, _, err := s.step("c", vetxOnly); err != nil {
		t.Fatal(err)
	}
	for _, only := range []bool{true, false} {
		for _, dependencies := range []bool{true, false} {
			found, _, err := s.step("b", func(vet *vetConfig, cfg *UnitConfig) {
				vet.VetxOnly, cfg.Dependencies, cfg.JSON = only, dependencies, true
			}, "c")
			if err != nil {
				t.Fatal(err)
			}
			tree := make(jsonTree)
			if found != "" {
				if err := json.Unmarshal([]byte(found), &tree); err != nil {
					t.Fatalf("%v: %s", err, found)
				}
			}
			if want := !only || dependencies; len(tree) > 0 != want {
				t.Errorf("facts only: %t, dependencies: %t, prints %q", only, dependencies, found)
			}
		}
	}
}
