package catalog

import "strings"

// Name returns the operation's function as its users write it: (*dns.RRSIG).Sign.
func (op *Operation) Name() string {
	name := op.Func
	prefix := ""
	if strings.HasPrefix(name, "(*") {
		prefix, name = "(*", name[2:]
	} else if strings.HasPrefix(name, "(") {
		prefix, name = "(", name[1:]
	}
	return prefix + name[strings.LastIndexByte(name, '/')+1:]
}

// Values returns the codes by which results of the given form say m, in the order of the packs.
func (c *Catalog) Values(form Form, m Meaning) []int64 {
	var vs []int64
	for _, p := range c.packs {
		for i := range p.Answers {
			a := &p.Answers[i]
			if a.Means != m || a.Value == nil {
				continue
			}
			for _, f := range a.Forms {
				if f == form {
					vs = append(vs, *a.Value)
				}
			}
		}
	}
	return vs
}
