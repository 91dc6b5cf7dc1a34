package catalog

import "slices"

// A FieldForm is a field in which a refusal arrives, and its form there.
type FieldForm struct {
	Field string
	Form  Form
}

// Fields returns the fields of results in which refusals arrive: the Rcode of a response.
func (c *Catalog) Fields() []FieldForm { return c.fields }

func fieldsOf(packs []*Pack) []FieldForm {
	var fields []FieldForm
	for _, p := range packs {
		for _, op := range p.Operations {
			for _, r := range op.Refusal {
				path := r.At.Spot().Fields
				if len(path) == 0 {
					continue
				}
				if f := (FieldForm{path[len(path)-1], r.Form}); !slices.Contains(fields, f) {
					fields = append(fields, f)
				}
			}
		}
	}
	return fields
}
