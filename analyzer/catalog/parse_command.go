package catalog

import (
	"slices"
	"strings"
)

// command checks one row of commands.
func (c *checker) command(at string, r *Command) {
	c.required(at+".name", r.Name)
	if strings.ContainsAny(r.Name, " \t\\") {
		c.fail(at+".name", "%q is no name: want one word, without its module", r.Name)
	}
	c.shell(at+".shell", r.Shell)
	c.once(at, "command "+string(r.Shell)+" "+strings.ToLower(r.Name))
	if r.Shell == Dnscmd {
		if !strings.HasPrefix(r.Name, "/") {
			c.fail(at+".name", "%q is no verb of dnscmd: want a slash before it", r.Name)
		}
		if len(r.Server) > 0 {
			c.fail(at+".server", "dnscmd takes the server before the verb")
		}
	}
	c.parameters(at, r)
	c.effect(at, r)
	if r.Shell == PowerShell || r.Shell == Dnscmd {
		if r.Means != Reads {
			c.required(at+".zone", r.Zone) // elsewhere the call's row says where the zone is
		}
	}
	c.required(at+".does", r.Does)
	c.basis(at, r.Basis, r.Source)
}

func (c *checker) shell(at string, s Shell) {
	if shells := []Shell{PowerShell, Dnscmd, MSRPC, WMI}; !slices.Contains(shells, s) {
		c.fail(at, "unknown shell %q (want %s)", string(s), list(shells))
	}
}

// parameters checks that each parameter is listed once, and that what refers to one does.
func (c *checker) parameters(at string, r *Command) {
	seen := map[string]bool{}
	enter := func(at, name string) {
		if !isIdent(name) {
			c.fail(at, "%q is no parameter: want its name without a dash", name)
		}
		if k := strings.ToLower(name); seen[k] {
			c.fail(at, "the parameter %s is given twice", name)
		} else {
			seen[k] = true
		}
	}
	for _, list := range []struct {
		key   string
		names []string
	}{{".positional", r.Positional}, {".options", r.Options}, {".switches", r.Switches}} {
		for i, p := range list.names {
			enter(index(at+list.key, i), p)
		}
	}
	refer := func(at, name string) {
		if name != "" && !r.Refers(name) {
			c.fail(at, "%q is not among the row's parameters", name)
		}
	}
	for i, a := range r.Aliases {
		p := index(at+".aliases", i)
		alias, of, ok := strings.Cut(a, "=")
		if !ok {
			c.fail(p, "%q is no alias: want alias=parameter", a)
		}
		enter(p, alias)
		refer(p, of)
	}
	refer(at+".zone", r.Zone)
	refer(at+".to", r.To)
	for i, s := range r.Server {
		refer(index(at+".server", i), s)
	}
	for i, s := range r.Unless {
		refer(index(at+".unless", i), s)
	}
	if r.Seizes != Always {
		refer(at+".seizes", r.Seizes)
	}
	if o := r.Only; o != nil {
		c.required(at+".only.parameter", o.Parameter)
		refer(at+".only.parameter", o.Parameter)
		if len(o.In) == 0 {
			c.fail(at+".only.in", "missing: which values count?")
		}
	}
}

// effect checks that a row has what its effect needs and nothing that belongs to another.
func (c *checker) effect(at string, r *Command) {
	belongs := func(key, value string, to ...Effect) {
		if value != "" && !slices.Contains(to, r.Means) {
			c.fail(at+key, "a row that means %s has none", r.Means)
		}
	}
	switch r.Means {
	case Operates:
		c.required(at+".why", r.Why)
		c.required(at+".handle", r.Handle)
	case Moves:
	case Reads:
		if r.Shell == PowerShell && r.Yes == "" && r.Master == "" {
			c.fail(at+".yes", "missing: which field of the result says who is key master?")
		}
	default:
		c.fail(at+".means", "unknown effect %q (want operation, move, read)", string(r.Means))
		return
	}
	belongs(".why", r.Why, Operates)
	belongs(".handle", r.Handle, Operates)
	belongs(".contested", r.Contested, Operates)
	belongs(".to", r.To, Moves)
	belongs(".seizes", r.Seizes, Moves)
	belongs(".yes", r.Yes, Reads)
	belongs(".master", r.Master, Reads)
}

// list joins words for an error.
func list[S ~string](words []S) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = string(w)
	}
	return strings.Join(texts, ", ")
}
