package catalog_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// markdown is docs/catalogue.md.
func markdown(packs []*catalog.Pack) []byte {
	var b strings.Builder
	b.WriteString("<!-- Generated from analyzer/catalog/packs/*.yml by go generate ./analyzer/catalog. Do not edit. -->\n\n")
	b.WriteString("# The catalogue\n\nWhat keymaster knows about functions, by pack: which calls only a zone's key master may make, how their\n" +
		"refusal arrives, and which calls pass a refusal on, test for one, or never return.\n" +
		"Basis says how sure a row is: *spec-stated*, *documented* by the vendor, *inferred* from what is, or *decided* for this tool.\n")
	for _, p := range packs {
		fmt.Fprintf(&b, "\n## Pack `%s`\n\n%s\n", p.Pack, p.Doc)
		if len(p.Packages) > 0 {
			fmt.Fprintf(&b, "\nWithin reach of code that imports %s, directly or not.\n", code(p.Packages, " or "))
		}
		operations(&b, p)
		commands(&b, p)
		updates(&b, p)
		answers(&b, p)
		flows(&b, p)
		tests(&b, p)
		if len(p.NonNil) > 0 {
			fmt.Fprintf(&b, "\n### Calls that never yield nil\n\n%s\n", code(p.NonNil, ", "))
		}
		if len(p.NoReturn) > 0 {
			fmt.Fprintf(&b, "\n### Calls that never return\n\n%s\n", code(p.NoReturn, ", "))
		}
		if len(p.Unwinds) > 0 {
			fmt.Fprintf(&b, "\nOf these, run deferred calls: %s.\n", code(p.Unwinds, ", "))
		}
		runs(&b, p)
		if len(p.Triggers) > 0 {
			fmt.Fprintf(&b, "\n### Words that make any package worth a look\n\nIn any case; `-` stands for blanks, `_` and `-`, or nothing.\n\n")
			for _, t := range p.Triggers {
				item(&b, "`"+t.Word+"`", cmp.Or(prefixed("after one of ", code(split(t.After), " ")), "anywhere"))
			}
		}
	}
	return []byte(b.String())
}

func runs(b *strings.Builder, p *catalog.Pack) {
	if len(p.Runs) == 0 {
		return
	}
	fmt.Fprintf(b, "\n### Calls that run a function\n\n")
	how := map[catalog.How]string{
		catalog.Started: "in a goroutine",
		catalog.Once:    "now, unless one was run before",
		catalog.Kept:    "when its result is called first",
	}
	for _, r := range p.Runs {
		item(b, "`"+r.Func+"`", how[r.How]+prefixed("; the first error comes out of ", code(strings.Fields(r.Error), "")))
	}
}

func operations(b *strings.Builder, p *catalog.Pack) {
	for _, o := range p.Operations {
		fmt.Fprintf(b, "\n### `%s`\n\n%s: %s.\n\n", o.Func, capital(o.Does), o.Why)
		item(b, "counts", recognised(o))
		item(b, "zone", places(o.Zone))
		item(b, "server", places(o.Server))
		var arrives []string
		for _, r := range o.Refusal {
			arrives = append(arrives, fmt.Sprintf("%s, as %s", spot(r.At), formWords[r.Form]))
		}
		item(b, "the refusal arrives in", strings.Join(arrives, "; ")+results(", with %s not nil", o.NonNil)+results(", with %s nil", o.Nil))
		item(b, "what tests it", testWords[o.Refusal[0].Form]+"; for example `"+o.Handle+"`")
		item(b, "basis", o.Basis)
		item(b, "source", o.Source)
	}
}

func recognised(o catalog.Operation) string {
	s := "every call"
	if o.Update != "" {
		s = "a call whose message (" + spot(o.Update) + ") is a dynamic update of DNSSEC records"
	}
	if len(o.NotThrough) > 0 {
		s += ", but not on or through " + code(o.NotThrough, " or ")
	}
	if u := o.Unless; u != nil {
		s += fmt.Sprintf(", unless the receiver's `%s` is a constant without the bits %d", u.Field, u.Lacks)
	}
	return s
}

var formWords = map[catalog.Form]string{
	catalog.Error: "an error", catalog.Text: "text", catalog.Rcode: "a response code", catalog.Code: "an integer status",
}

var testWords = map[catalog.Form]string{
	catalog.Error: "`==`, `switch`, `errors.Is`, `errors.As` and a comparison, or a text match on the code 9101",
	catalog.Text:  "a text match on the code",
	catalog.Rcode: "any comparison that tells the refusal from NOERROR",
	catalog.Code:  "any comparison with the code",
}

func updates(b *strings.Builder, p *catalog.Pack) {
	for _, u := range p.Updates {
		fmt.Fprintf(b, "\n### Dynamic updates: `%s`\n\n", u.Message)
		made := fmt.Sprintf("`%s` is %d", u.Opcode, u.Value)
		if len(u.Setters) > 0 {
			made += ", or " + code(u.Setters, " or ") + " was called"
		}
		item(b, "an update where", made)
		item(b, "holds what is put in", "`"+u.Section+"`"+prefixed(", or given to ", code(u.Adders, ", ")))
		item(b, "made by", code(u.New, ", "))
		item(b, "records parsed from text by", code(u.Parsers, ", "))
		item(b, "counts with a record of type", code(u.Records, ", "))
	}
}

func answers(b *strings.Builder, p *catalog.Pack) {
	if len(p.Answers) == 0 {
		return
	}
	b.WriteString("\n### Answers\n\n| name | value | forms | means | constants | basis | source |\n|---|---|---|---|---|---|---|\n")
	for _, a := range p.Answers {
		value := "text `" + a.Text + "`"
		if a.Value != nil {
			value = fmt.Sprintf("%d (%s)", *a.Value, hex(*a.Value))
		}
		var forms []string
		for _, f := range a.Forms {
			forms = append(forms, string(f))
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s | %s |\n", a.Name, value, strings.Join(forms, ", "), a.Means, code(a.Consts, ", "), a.Basis, a.Source)
	}
}

// hex prints n as a code is written: negative ones as the uint32 of the same bits.
func hex(n int64) string {
	if n < 0 {
		n = int64(uint32(n))
	}
	return fmt.Sprintf("0x%X", n)
}

func flows(b *strings.Builder, p *catalog.Pack) {
	if len(p.Flows) == 0 {
		return
	}
	b.WriteString("\n### Calls that pass a refusal on\n\n| from | to | as | functions |\n|---|---|---|---|\n")
	rows(b, p.Flows, func(f catalog.Flow) (string, string) {
		form := string(f.Form)
		switch {
		case form == "" && f.From == "format":
			form = "unchanged by `%w`, else text"
		case form == "":
			form = "unchanged"
		}
		return fmt.Sprintf("%s | %s | %s", spot(f.From), spot(f.To), form), f.Func
	})
}

func tests(b *strings.Builder, p *catalog.Pack) {
	if len(p.Tests) == 0 {
		return
	}
	b.WriteString("\n### Calls that test for a refusal\n\n| value | against | by | functions |\n|---|---|---|---|\n")
	by := map[catalog.Form]string{catalog.Error: "identity", catalog.Text: "text", catalog.Code: "an element of a list"}
	rows(b, p.Tests, func(t catalog.Test) (string, string) {
		against := spot(t.Target)
		if t.Into != "" {
			against = "its type, into " + spot(t.Into)
		}
		return fmt.Sprintf("%s | %s | %s", spot(t.Value), against, by[t.Form]), t.Func
	})
}

// rows writes a table with one row for all elements that say the same of their functions.
func rows[R any](b *strings.Builder, list []R, describe func(R) (cells, function string)) {
	var order []string
	functions := map[string][]string{}
	for _, r := range list {
		cells, function := describe(r)
		if functions[cells] == nil {
			order = append(order, cells)
		}
		functions[cells] = append(functions[cells], function)
	}
	for _, cells := range order {
		fmt.Fprintf(b, "| %s | %s |\n", cells, code(functions[cells], ", "))
	}
}

func item(b *strings.Builder, key, value string) {
	if value != "" {
		fmt.Fprintf(b, "- %s: %s\n", key, value)
	}
}

func places(list []catalog.Place) string {
	var out []string
	for _, p := range list {
		out = append(out, spot(p))
	}
	return strings.Join(out, ", else ")
}

// spot puts a place into words; arguments and results count from 1 there.
func spot(p catalog.Place) string {
	s := p.Spot()
	var words string
	switch s.Kind {
	case catalog.Recv:
		words = "the receiver"
	case catalog.Args:
		return "all arguments"
	case catalog.Format:
		return "the format's operands"
	case catalog.Arg:
		words = fmt.Sprintf("argument %d", s.Index+1)
	case catalog.Result:
		words = fmt.Sprintf("result %d", s.Index+1)
	}
	if len(s.Fields) > 0 {
		words = "`" + strings.Join(s.Fields, ".") + "` of " + words
	}
	return words
}

func results(format string, list []int) string {
	if len(list) == 0 {
		return ""
	}
	var out []string
	for _, n := range slices.Sorted(slices.Values(list)) {
		out = append(out, fmt.Sprintf("result %d", n+1))
	}
	return fmt.Sprintf(format, strings.Join(out, " and "))
}

func code(list []string, sep string) string {
	var out []string
	for _, s := range list {
		if strings.Contains(s, "`") {
			s = "` " + s + " `" // Markdown's way to quote a backquote
		}
		out = append(out, "`"+s+"`")
	}
	return strings.Join(out, sep)
}

// split is strings.Split by characters, but of nothing makes nothing.
func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "")
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
