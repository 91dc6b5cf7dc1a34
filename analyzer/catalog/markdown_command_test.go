package catalog_test

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// commands writes the rows about cmdlets and verbs.
func commands(b *strings.Builder, p *catalog.Pack) {
	effects := map[catalog.Effect]string{
		catalog.Operates: "an operation",
		catalog.Moves:    "a move of the role",
		catalog.Reads:    "a read of the role",
	}
	for _, c := range p.Commands {
		fmt.Fprintf(b, "\n### `%s`\n\n%s%s.\n\n", c.Name, capital(c.Does), prefixed(": ", c.Why))
		item(b, "is", effects[c.Means])
		if c.Only != nil {
			item(b, "counts", "where `"+c.Only.Parameter+"` is "+catalog.Quoted(c.Only.In, ", "))
		}
		item(b, "does not count with", catalog.Quoted(c.Unless, " or "))
		item(b, "zone", c.ZoneWords())
		item(b, "server", c.ServerWords())
		item(b, "parameters by place", catalog.Quoted(c.Positional, ", "))
		item(b, "other parameters", catalog.Quoted(append(c.Options[:len(c.Options):len(c.Options)], c.Switches...), ", "))
		item(b, "short names", catalog.Quoted(c.Aliases, ", "))
		if c.Means == catalog.Moves {
			item(b, "the next key master is", cmp.Or(prefixed("parameter ", catalog.Quoted(strings.Fields(c.To), "")), "the server addressed"))
		}
		if c.Seizes == catalog.Always {
			item(b, "seizes", "always")
		} else {
			item(b, "seizes", prefixed("with ", catalog.Quoted(strings.Fields(c.Seizes), "")))
		}
		item(b, "true on the key master", catalog.Quoted(strings.Fields(c.Yes), ""))
		item(b, "names the key master", catalog.Quoted(strings.Fields(c.Master), ""))
		item(b, "contested", c.Contested)
		item(b, "the refusal arrives in", c.Arrives())
		item(b, "what tests it", c.TestedBy())
		item(b, "basis", c.Basis)
		item(b, "source", c.Source)
	}
}

// processes writes the rows about how processes are described, and what a command's text is made of.
func processes(b *strings.Builder, p *catalog.Pack) {
	for _, r := range p.Processes {
		fmt.Fprintf(b, "\n### Processes: `%s`\n\n", r.Type)
		item(b, "the program is", "`"+r.Path+"`, or the first of `"+r.Args+"`")
		item(b, "the arguments are", "`"+r.Args+"`")
		item(b, "reads", "`"+r.Stdin+"`"+prefixed(", or what is written to the result of ", catalog.Quoted(r.Pipes, ", ")))
		for _, s := range r.New {
			item(b, "made by `"+s.Func+"`", "the program is "+s.Program.Words()+", the arguments are "+s.Args.Words())
		}
	}
	if len(p.Texts) == 0 {
		return
	}
	ways := map[catalog.As]string{
		catalog.Same:           "unchanged",
		catalog.First:          "the first of them",
		catalog.EncodedCommand: "a command line that runs it as a PowerShell script",
	}
	b.WriteString("\n### Calls that make a command, or a part of one\n\n| of | in | as | functions |\n|---|---|---|---|\n")
	rows(b, p.Texts, func(t catalog.TextOf) (string, string) {
		return fmt.Sprintf("%s | %s | %s", t.From.Words(), t.To.Words(), ways[t.As]), t.Func
	})
}

// errorTypes writes the rows about errors that hold a refusal in their fields.
func errorTypes(b *strings.Builder, p *catalog.Pack) {
	if len(p.Errors) == 0 {
		return
	}
	b.WriteString("\n### Errors that hold a refusal\n\n")
	forms := map[catalog.Form]string{catalog.Text: "as text", catalog.Code: "as an integer"}
	for _, e := range p.Errors {
		item(b, "`"+e.Type+"`", forms[e.Form]+", of operations of "+catalog.Quoted(e.Of, ", "))
	}
}
