package role

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

// What the expressions of TestFind are about.
const world = `package p

import (
	"strings"
	"sync/atomic"
)

var _ = strings.EqualFold

type Role int

const (
	RolePrimary Role = iota
	RoleKeyMaster
)

const flagKeyMaster = 4

type Zone struct {
	Name, KeyMasterServer string
	IsKeyMaster           bool
	KeyMasterStatus       bool
	role                  Role
}

func (z *Zone) CheckKeyMaster() error         { return nil }
func (z *Zone) Has(r Role) bool               { return false }
func (z *Zone) KeyMasterName() (string, error) { return "", nil }

type Future struct{}

func (Future) Error() error { return nil }

var (
	zone, other    *Zone
	host           string
	role           Role
	flags          int
	isKeyMaster    bool
	elected        atomic.Bool
	keyMasterNow   atomic.Bool
	keyMasterZones map[string]bool
	keyMasterHosts map[string]string
	keyMasterList  []string
	options        map[int]bool
	err            error
)

func IsKeyMaster(zoneName, server string) bool             { return false }
func QueryKeyMaster(zoneName string) (bool, error)          { return false, nil }
func RequireKeyMaster(zone *Zone) error                     { return nil }
func HasKeyMaster() bool                                    { return false }
func IsKeyMasterRequired(err error) bool                    { return false }
func KeyMasterServer(zone string) string                    { return "" }
func KeyMasterCount() int                                   { return 0 }
func VerifyKeyMaster() Future                               { return Future{} }
func isKeyMasterOf[T any](zone T) bool                      { return false }

func use(...any) {}

func f(server string) {
	%s
}
`

// TestFind is a table of the forms of RULE.md sections 1 and 7.
func TestFind(t *testing.T) {
	for _, test := range []struct {
		stmt string
		want string // checks in source order: expression, outcome, subject
	}{
		{`use(IsKeyMaster("a", server))`, `IsKeyMaster("a", server) 0 true zone="a" server=server`},
		{`use(QueryKeyMaster("a"))`, `QueryKeyMaster("a") 0 true zone="a"`},
		{`use(RequireKeyMaster(other))`, `RequireKeyMaster(other) 0 nil zone=other`},
		{`use(zone.CheckKeyMaster())`, `zone.CheckKeyMaster() 0 nil zone=zone`},
		{`use(VerifyKeyMaster().Error())`, `VerifyKeyMaster().Error() 0 nil`},
		{`use(isKeyMasterOf[int](3))`, `isKeyMasterOf[int](3) 0 true zone=3`},
		{`use(HasKeyMaster())`, ``},
		{`use(IsKeyMasterRequired(err))`, ``},
		{`use(KeyMasterCount() > 0)`, ``},
		{`use(isKeyMaster)`, `isKeyMaster 0 true`},
		{`use(zone.IsKeyMaster)`, `zone.IsKeyMaster 0 true zone=zone`},
		{`use(zone.KeyMasterStatus)`, ``},
		{`use(role == RoleKeyMaster)`, `role == RoleKeyMaster 0 true`},
		{`use(RoleKeyMaster != role)`, `RoleKeyMaster != role 0 false`},
		{`use(role == RolePrimary)`, ``},
		{`use(role >= RoleKeyMaster)`, ``},
		{`use(zone.Has(RoleKeyMaster))`, `zone.Has(RoleKeyMaster) 0 true zone=zone`},
		{`use(flags&flagKeyMaster != 0)`, `flags & flagKeyMaster != 0 0 true`},
		{`use(flags&flagKeyMaster == 0)`, `flags & flagKeyMaster == 0 0 false`},
		{`use(flags&flagKeyMaster == flagKeyMaster)`, `flags & flagKeyMaster == flagKeyMaster 0 true`},
		{`use(zone.KeyMasterServer == host)`, `zone.KeyMasterServer == host 0 true zone=zone`},
		{`use(host != KeyMasterServer("a"))`, `host != KeyMasterServer("a") 0 false zone="a"`},
		{`use(zone.KeyMasterServer != "")`, ``},
		{`use(strings.ToLower(zone.KeyMasterServer) == host)`, `strings.ToLower(zone.KeyMasterServer) == host 0 true`},
		{`use(strings.EqualFold(host, zone.KeyMasterServer))`, `strings.EqualFold(host, zone.KeyMasterServer) 0 true`},
		{`use(strings.EqualFold(zone.KeyMasterServer, ""))`, ``},
		{`use(keyMasterNow.Load(), elected.Load())`, `keyMasterNow.Load() 0 true`},
		{`use(keyMasterZones["a"])`, `keyMasterZones["a"] 0 true zone="a"`},
		{`_, ok := keyMasterZones["a"]; use(ok)`, `keyMasterZones["a"] 0 true zone="a"`},
		{`_, ok := keyMasterHosts["a"]; use(ok)`, `keyMasterHosts["a"] 1 true zone="a"`},
		{`use(keyMasterHosts["a"], keyMasterList[0])`, ``},
		{`use(options[flagKeyMaster], options[3])`, `options[flagKeyMaster] 0 true`},
		{`switch role { case RolePrimary: case RoleKeyMaster: }`, `RoleKeyMaster 0 true case`},
		{`switch zone.KeyMasterServer { case "": case host: }`, `host 0 true case`},
		{`use(bool(isKeyMaster), len(keyMasterList) > 0)`, `isKeyMaster 0 true`},
	} {
		if got := found(t, test.stmt); got != test.want {
			t.Errorf("%s: checks\n\t%s\nwant\n\t%s", test.stmt, got, test.want)
		}
	}
}

var (
	fset = token.NewFileSet()
	std  = importer.ForCompiler(fset, "source", nil)
)

func found(t *testing.T, stmt string) string {
	t.Helper()
	f, err := parser.ParseFile(fset, "p.go", fmt.Sprintf(world, stmt), 0)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Instances: map[*ast.Ident]types.Instance{},
	}
	cfg := types.Config{Importer: std}
	if _, err := cfg.Check("p", fset, []*ast.File{f}, info); err != nil {
		t.Fatalf("%s: %v", stmt, err)
	}
	body := f.Decls[len(f.Decls)-1].(*ast.FuncDecl).Body
	checks := Find(body, info, Names{}, nil)
	var lines []string
	ast.Inspect(body, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok && checks[e] != nil {
			lines = append(lines, describe(checks[e]))
		}
		return true
	})
	return strings.Join(lines, "; ")
}

func describe(c *Check) string {
	s := fmt.Sprintf("%s %d %s", types.ExprString(c.Expr), c.Result, c.Good)
	if c.Zone != nil {
		s += " zone=" + types.ExprString(c.Zone)
	}
	if c.Server != nil {
		s += " server=" + types.ExprString(c.Server)
	}
	if c.Case {
		s += " case"
	}
	return s
}
