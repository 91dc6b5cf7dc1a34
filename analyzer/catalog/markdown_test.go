package catalog_test

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// markdown is docs/catalogue.md.
func markdown(packs []*catalog.Pack) []byte {
	var b strings.Builder
	b.WriteString("<!-- Generated from analyzer/catalog/packs/*.yml by go generate ./analyzer/catalog. Do not edit. -->\n\n")
	b.WriteString("# The catalogue\n\nWhat keymaster knows about functions and commands, by pack: what only a zone's key master may call, how the\n" +
		"refusal arrives, and which calls pass a refusal on, test for one, or never return.\n" +
		"Basis says how sure a row is: *spec-stated*, *documented* by the vendor, *inferred* from what is, or *decided* for this tool.\n")
	for _, p := range packs {
		fmt.Fprintf(&b, "\n## Pack `%s`\n\n%s\n", p.Pack, p.Doc)
		if len(p.Packages) > 0 {
			how := ", directly or not"
			if p.Direct {
				how = " itself"
			}
			fmt.Fprintf(&b, "\nWithin reach of code that imports %s%s.\n", catalog.Quoted(p.Packages, " or "), how)
		}
		operations(&b, p)
		commands(&b, p)
		processes(&b, p)
		updates(&b, p)
		roles(&b, p)
		answers(&b, p)
		flows(&b, p)
		errorTypes(&b, p)
		tests(&b, p)
		if len(p.NonNil) > 0 {
			fmt.Fprintf(&b, "\n### Calls that never yield nil\n\n%s\n", catalog.Quoted(p.NonNil, ", "))
		}
		if len(p.NoReturn) > 0 {
			fmt.Fprintf(&b, "\n### Calls that never return\n\n%s\n", catalog.Quoted(p.NoReturn, ", "))
		}
		if len(p.Unwinds) > 0 {
			fmt.Fprintf(&b, "\nOf these, run deferred calls: %s.\n", catalog.Quoted(p.Unwinds, ", "))
		}
		runs(&b, p)
		if len(p.Triggers) > 0 {
			fmt.Fprintf(&b, "\n### Words that make any package worth a look\n\nIn any case; `-` stands for blanks, `_` and `-`, or nothing.\n\n")
			for _, t := range p.Triggers {
				item(&b, "`"+t.Word+"`", cmp.Or(prefixed("after one of ", catalog.Quoted(split(t.After), " ")), "anywhere"))
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
		item(b, "`"+r.Func+"`", how[r.How]+prefixed("; the first error comes out of ", catalog.Quoted(strings.Fields(r.Error), "")))
	}
}

func operations(b *strings.Builder, p *catalog.Pack) {
	for _, o := range p.Operations {
		fmt.Fprintf(b, "\n### `%s`\n\n", o.Func)
		if len(o.Command) == 0 {
			fmt.Fprintf(b, "%s: %s.\n\n", capital(o.Does), o.Why)
		}
		item(b, "counts", o.Recognised())
		item(b, "zone", catalog.PlacesWords(o.Zone))
		item(b, "server", catalog.PlacesWords(o.Server))
		item(b, "the refusal arrives in", o.Arrives())
		item(b, "what tests it", o.TestedBy())
		item(b, "basis", o.Basis)
		item(b, "source", o.Source)
	}
}

// roles says what shows or establishes the role, and what knows the refusal by itself.
func roles(b *strings.Builder, p *catalog.Pack) {
	c, err := catalog.New(p)
	if err != nil {
		panic(err) // a built-in pack
	}
	for _, e := range c.List() {
		if e.Kind != "operation" && e.Kind != "command" {
			fmt.Fprintf(b, "\n### `%s`\n\n", e.Func)
			item(b, e.Kind, e.Does)
			item(b, "zone", e.Zone)
			item(b, "server", e.Server)
			item(b, "basis", e.Basis)
			item(b, "source", e.Source)
		}
	}
}

func updates(b *strings.Builder, p *catalog.Pack) {
	for _, u := range p.Updates {
		fmt.Fprintf(b, "\n### Dynamic updates: `%s`\n\n", u.Message)
		made := fmt.Sprintf("`%s` is %d", u.Opcode, u.Value)
		if len(u.Setters) > 0 {
			made += ", or " + catalog.Quoted(u.Setters, " or ") + " was called"
		}
		item(b, "an update where", made)
		item(b, "holds what is put in", "`"+u.Section+"`"+prefixed(", or given to ", catalog.Quoted(u.Adders, ", ")))
		item(b, "made by", catalog.Quoted(u.New, ", "))
		item(b, "records parsed from text by", catalog.Quoted(u.Parsers, ", "))
		item(b, "counts with a record of type", catalog.Quoted(u.Records, ", "))
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
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s | %s |\n", a.Name, value, strings.Join(forms, ", "), a.Means, catalog.Quoted(a.Consts, ", "), a.Basis, a.Source)
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
		return fmt.Sprintf("%s | %s | %s", f.From.Words(), f.To.Words(), form), f.Func
	})
}

func tests(b *strings.Builder, p *catalog.Pack) {
	if len(p.Tests) == 0 {
		return
	}
	b.WriteString("\n### Calls that test for a refusal\n\n| value | against | by | functions |\n|---|---|---|---|\n")
	by := map[catalog.Form]string{catalog.Error: "identity", catalog.Text: "text", catalog.Code: "an element of a list"}
	rows(b, p.Tests, func(t catalog.Test) (string, string) {
		against := t.Target.Words()
		if t.Into != "" {
			against = "its type, into " + t.Into.Words()
		}
		return fmt.Sprintf("%s | %s | %s", t.Value.Words(), against, by[t.Form]), t.Func
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
		fmt.Fprintf(b, "| %s | %s |\n", cells, catalog.Quoted(functions[cells], ", "))
	}
}

func item(b *strings.Builder, key, value string) {
	if value != "" {
		fmt.Fprintf(b, "- %s: %s\n", key, value)
	}
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
