package analyzer_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer"
	"github.com/keymasterlint/keymaster/analyzer/code"
)

// TestExamples analyses the examples of all codes: before they are mended, exactly the lines that they mark are
// reported, with the code of which they are an example; afterwards nothing is.
func TestExamples(t *testing.T) {
	t.Setenv("GOOS", "windows") // COM is nowhere else
	t.Setenv("GOARCH", "amd64")
	sources := map[string]map[string]string{corpus: {}, transports: {}} // by module, then by file
	for _, c := range code.All() {
		for i, e := range c.Examples {
			for when, source := range map[string]string{"before": e.Before, "after": e.After} {
				name := fmt.Sprintf("%s/%s%d/example.go", c.ID, when, i)
				module, text := exampleFile(t, source)
				sources[module][name] = text
				sources[module][filepath.Dir(name)+"/shared.go"] = sharedFile(t)
			}
		}
	}
	found := map[string][]string{} // by file
	for module, files := range sources {
		for _, line := range standAlone(t, exampleModule(t, module, files), analyzer.Settings{}, "./...") {
			m := exampleFinding.FindStringSubmatch(line)
			if m == nil {
				t.Fatalf("no finding: %s", line)
			}
			found[m[1]] = append(found[m[1]], m[2]+" "+m[3])
		}
	}
	for _, c := range code.All() {
		for i, e := range c.Examples {
			before, after := fmt.Sprintf("%s/before%d/example.go", c.ID, i), fmt.Sprintf("%s/after%d/example.go", c.ID, i)
			if len(found[after]) > 0 {
				t.Errorf("%s, %s: after it is mended, this is reported: %q:\n%s", c.ID, e.Title, found[after], e.After)
			}
			_, text := exampleFile(t, e.Before)
			if want := markedLines(text, c.ID); len(want) == 0 || !slices.Equal(found[before], want) {
				t.Errorf("%s, %s: reported is %q, want %q:\n%s", c.ID, e.Title, found[before], want, text)
			}
		}
	}
}

var exampleFinding = regexp.MustCompile(`^(.*?):(\d+):\d+: (KM\d{3}): `)

// markedLines returns the lines that a comment marks with a code.
func markedLines(text, id string) []string {
	var lines []string
	for i, line := range strings.Split(text, "\n") {
		if strings.Contains(line, "// "+id) {
			lines = append(lines, fmt.Sprintf("%d %s", i+1, id))
		}
	}
	return lines
}

// exampleImports are the packages that examples use, by their names.
var exampleImports = map[string]string{
	"context": "context", "crypto": "crypto", "errors": "errors", "exec": "os/exec", "fmt": "fmt", "log": "log", "strings": "strings", "syscall": "syscall", "time": "time",
	"dns":         "github.com/miekg/dns",
	"dnsserver":   "github.com/oiweiwei/go-msrpc/msrpc/dnsp/dnsserver/v5",
	"ole":         "github.com/go-ole/go-ole",
	"oleutil":     "github.com/go-ole/go-ole/oleutil",
	"powershell":  "github.com/bhendo/go-powershell",
	"ssh":         "golang.org/x/crypto/ssh",
	"winrm":       "github.com/masterzen/winrm",
	"wmi":         "github.com/yusufpapurcu/wmi",
	"wmiinstance": "github.com/microsoft/wmi/pkg/wmiinstance",
}

// exampleFile makes a file of an example, and returns the module that has what it imports.
func exampleFile(t *testing.T, source string) (module, text string) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "example.go", "package example\n"+source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("%v:\n%s", err, source)
	}
	module = transports
	used := map[string]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok && exampleImports[x.Name] != "" {
				used[x.Name] = true
			}
		}
		return true
	})
	text = "package example\n\n"
	for _, name := range slices.Sorted(maps.Keys(used)) {
		text += fmt.Sprintf("import %s %q\n", name, exampleImports[name])
	}
	if used["dns"] {
		module = corpus
	}
	return module, text + "\n" + source
}

// sharedFile is what the examples share, as a file of their package.
func sharedFile(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("code/testdata/shared.go")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Replace(string(text), "\npackage shared\n", "\npackage example\n", 1)
}

// exampleModule writes a module of files that requires what a nested module does, and returns its directory.
func exampleModule(t *testing.T, like string, files map[string]string) string {
	t.Helper()
	goCommand(t, like, "mod", "download")
	dir := t.TempDir()
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join(like, name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, name), strings.ReplaceAll(string(text), "=> ./", "=> "+absolute(t, like)+"/"))
	}
	for name, text := range files {
		write(t, filepath.Join(dir, name), text)
	}
	return dir
}
