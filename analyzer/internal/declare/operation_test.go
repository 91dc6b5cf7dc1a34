package declare

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

const source = `package p

type Status int32
type Fail struct{ zone string }

func (*Fail) Error() string { return "" }

type Server struct {
	zoneName string
	host     string
}

func Err(zone string) error               { return nil }
func Pair(zone string) (int, error)       { return 0, nil }
func Two() (error, error)                 { return nil, nil }
func Own(f *Fail) *Fail                   { return f }
func Code(server, zone string) Status     { return 0 }
func Small() uint8                        { return 0 }
func Both() (int, string)                 { return 0, "" }
func Mute(zone string, hosts ...string)   {}
func (s *Server) Sign(name string) error  { return nil }
func (zone *Server) Roll() error          { return nil }
func (s Server) Copy(zone, host string)   {}
`

// What carries the refusal, where zone and server are named, and the test to suggest.
var operations = map[string]string{
	"Err":   `[{result 0 error}] [0] zone [arg 0] server [] errors.Is(err, syscall.Errno(9101))`,
	"Pair":  `[{result 1 error}] [1] zone [arg 0] server [] errors.Is(err, syscall.Errno(9101))`,
	"Two":   `[{result 0 error} {result 1 error}] [] zone [] server [] errors.Is(err, syscall.Errno(9101))`,
	"Own":   `[{result 0 error}] [0] zone [arg 0.zone] server [] errors.Is(err, syscall.Errno(9101))`,
	"Code":  `[{result 0 code}] [] zone [arg 1] server [arg 0] code == 9101`,
	"Small": `[] [] zone [] server [] `,
	"Both":  `[{result 0 code} {result 1 text}] [] zone [] server [] code == 9101`,
	"Mute":  `[] [] zone [arg 0] server [] `,
	"Sign":  `[{result 0 error}] [0] zone [recv.zoneName] server [recv.host] errors.Is(err, syscall.Errno(9101))`,
	"Roll":  `[{result 0 error}] [0] zone [recv recv.zoneName] server [recv.host] errors.Is(err, syscall.Errno(9101))`,
	"Copy":  `[] [] zone [arg 0] server [arg 1] `,
}

func TestOperation(t *testing.T) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Defs: map[*ast.Ident]types.Object{}}
	if _, err := (&types.Config{Importer: importer.Default()}).Check("p", fset, []*ast.File{f}, info); err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, obj := range info.Defs {
		fn, ok := obj.(*types.Func)
		if !ok || operations[fn.Name()] == "" {
			continue
		}
		seen++
		op := Operation(fn, &Meaning{Only: true, Reason: "why"})
		have := fmt.Sprintf("%v %v zone %v server %v %s", carriers(op.Refusal), op.NonNil, op.Zone, op.Server, op.Handle)
		if have != operations[fn.Name()] {
			t.Errorf("%s:\nhave %s\nwant %s", fn.Name(), have, operations[fn.Name()])
		}
		for _, c := range op.Refusal {
			if c.At.Spot().Kind != catalog.Result {
				t.Errorf("%s: %s is no result", fn.Name(), c.At)
			}
		}
	}
	if seen != len(operations) {
		t.Errorf("%d functions, want %d", seen, len(operations))
	}
}

// carriers writes places and forms.
func carriers(cs []catalog.Carrier) string {
	var words []string
	for _, c := range cs {
		words = append(words, fmt.Sprintf("{%s %s}", c.At, c.Form))
	}
	return fmt.Sprint(words)
}
