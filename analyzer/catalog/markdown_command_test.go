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
		item(b, "zone", prefixed("parameter ", catalog.Quoted(strings.Fields(c.Zone), "")))
		if c.Shell == catalog.Dnscmd {
			item(b, "server", "the word before the verb, else this computer")
		} else if len(c.Server) > 0 {
			item(b, "server", "parameter "+catalog.Quoted(c.Server, ", else ")+", else this computer")
		}
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
		if c.Means == catalog.Operates {
			item(b, "the refusal arrives in", "the text that the command prints")
			item(b, "what tests it", "a text match on the code; for example `"+c.Handle+"`")
		}
		item(b, "basis", c.Basis)
		item(b, "source", c.Source)
	}
}
