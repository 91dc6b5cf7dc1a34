package analyzer_test

import (
	"go/ast"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// showsCommands fails for each command of the catalogue that the transports do not show: an operation by a finding that
// is wanted and names it, a move or a read by a function with a label that has its name.
func showsCommands(t *testing.T, findings []string) {
	t.Helper()
	wants := readLabels(t, transports).wants
	var operations []string // the messages of the wanted findings
	for _, f := range findings {
		place := filepath.ToSlash(lineOf(f))
		if slices.ContainsFunc(wants[place], func(want *regexp.Regexp) bool { return want.MatchString(f) }) {
			operations = append(operations, f)
		}
	}
	others := labelledTexts(t)
	for _, p := range catalog.Default().Packs() {
		for _, c := range p.Commands {
			if c.Means == catalog.Operates {
				name := regexp.MustCompile(`\bof ` + regexp.QuoteMeta(c.Name) + ` `)
				if !slices.ContainsFunc(operations, name.MatchString) {
					t.Errorf("%s of pack %s: no wanted finding names it", c.Name, p.Pack)
				}
			} else if !hasCommand(others, &c) {
				t.Errorf("%s of pack %s: in no function of the transports that has a label", c.Name, p.Pack)
			}
		}
	}
}

// hasCommand reports whether some function has the words of a command's name, each in a text of its own or
// among others.
func hasCommand(functions []string, c *catalog.Command) bool {
	var words []*regexp.Regexp
	name := c.Name
	if c.Shell == catalog.WMI {
		class, method, _ := strings.Cut(name, ".")
		words = append(words, word(class))
		name = method
	}
	words = append(words, word(name))
	return slices.ContainsFunc(functions, func(text string) bool {
		return !slices.ContainsFunc(words, func(w *regexp.Regexp) bool { return !w.MatchString(text) })
	})
}

func word(name string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(^|[^\w/-])` + regexp.QuoteMeta(name) + `($|[^\w-])`)
}

// labelledTexts returns the texts in each function of the transports that has a label, a line for each.
func labelledTexts(t *testing.T) []string {
	t.Helper()
	var functions []string
	for _, file := range transportFiles(t, token.NewFileSet()) {
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || !verdict.MatchString(fn.Doc.Text()) {
				continue
			}
			var b strings.Builder
			ast.Inspect(fn, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					s, err := strconv.Unquote(lit.Value)
					if err != nil {
						t.Fatal(err)
					}
					b.WriteString(s + "\n")
				}
				return true
			})
			functions = append(functions, b.String())
		}
	}
	return functions
}
