package gate

import (
	"go/parser"
	"go/token"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// ownNames is a gate with a user's patterns of names, and a row.
func ownNames(t *testing.T) (*Gate, role.Names) {
	t.Helper()
	names, _, err := role.ParseNames([]string{"zone owner", "/^[Oo]wns[A-Z]/", "/ß$/"})
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Default().With(&catalog.Pack{Pack: "user", Checks: []catalog.Check{{Func: "example.com/p.Standby"}}})
	if err != nil {
		t.Fatal(err)
	}
	return New(c, names, "example.com/p"), names
}

// A file with a name that speaks of the role is let in, as text and parsed.
func TestNames(t *testing.T) {
	own, names := ownNames(t)
	t.Run("own", func(t *testing.T) { hears(t, own, names) })
	t.Run("default", func(t *testing.T) { hears(t, Builtin(), role.Names{}) })
}

// hears makes names of which many speak of the role.
func hears(t *testing.T, g *Gate, names role.Names) {
	parts := []string{"zone", "Zone", "ZONE", "owner", "Owner", "key", "Key", "master", "Master", "_", "2", "Owns", "owns", "X", "Straß", "é", "is", "not"}
	r := rand.New(rand.NewPCG(9101, 1))
	spoken := 0
	for range 100_000 {
		var b strings.Builder
		for range 1 + r.IntN(4) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		name := b.String()
		src := "package p\n\nfunc _() { _ = x." + name + "(1) }\n"
		f, err := parser.ParseFile(token.NewFileSet(), "p.go", src, parser.ParseComments)
		if err != nil {
			continue
		}
		file, bytes := g.File(f), g.Bytes([]byte(src))
		if file&^bytes != 0 {
			t.Fatalf("%s: File says %b, Bytes only %b", name, file, bytes)
		}
		if says := names.Hints(name) || names.HintsRefusal(name); says && file&Trigger == 0 {
			t.Fatalf("%s speaks of the role, and the gate does not hear it", name)
		} else if says {
			spoken++
		}
	}
	if spoken < 500 {
		t.Errorf("only %d names speak of the role", spoken)
	}
}

// The function of a user's row lets in who has its package within reach and mentions it.
func TestUserRows(t *testing.T) {
	g, _ := ownNames(t)
	src := "package q\n\nvar _ = p.Standby\n"
	f, err := parser.ParseFile(token.NewFileSet(), "q.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, mark := range []Mark{g.File(f), g.Bytes([]byte(src))} {
		if !Pass(mark, g.Reach("example.com/p"), false) {
			t.Error("a package that mentions example.com/p.Standby does not pass")
		}
		if Pass(mark, g.Reach("example.com/other"), false) || Pass(mark, g.Reach("github.com/miekg/dns"), false) {
			t.Error("a package that cannot mean example.com/p passes")
		}
	}
	if !g.Named("example.com/p") || g.Named("example.com/other") || Builtin().Named("example.com/p") {
		t.Error("example.com/p is not named, or something else is")
	}
}

// The name of a cmdlet of a user's row lets in who has it in a text, however it came there.
func TestUserCommands(t *testing.T) {
	c, err := catalog.Default().With(&catalog.Pack{Pack: "user", Commands: []catalog.Command{{Name: "Publish-Zone", Shell: catalog.PowerShell}}})
	if err != nil {
		t.Fatal(err)
	}
	g := New(c, role.Names{})
	for text, want := range map[string]bool{
		`"Publish-Zone x"`: true, "`Get-Date; publish-zone`": true, `"Acme\\PUBLISH-ZONE"`: true, `"Publish\x2dZone"`: true,
		`"Publish-Zones"`: false, `"Publish"`: false,
	} {
		src := "package q\n\nfunc f(c cmd) { c.Args = append(c.Args, " + text + ") }\n"
		f, err := parser.ParseFile(token.NewFileSet(), "q.go", src, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, mark := range []Mark{g.File(f), g.Bytes([]byte(src))} {
			if (mark&Trigger != 0) != want {
				t.Errorf("%s: let in: %t", text, !want)
			}
		}
		if Bytes([]byte(src))&Trigger != 0 {
			t.Errorf("%s is let in without the row", text)
		}
	}
}
