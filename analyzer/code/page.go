package code

import (
	"fmt"
	"regexp"
	"strings"
)

const docs = "https://github.com/keymasterlint/keymaster/blob/main/docs/"

// URL returns the address of the code's page.
func (c *Code) URL() string { return docs + c.ID + ".md" }

// Page returns all that is known of the code as a document in Markdown. Its links are relative to the
// directory docs.
func (c *Code) Page() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s: %s\n\nReported when %s. Severity: %s. Since: %s.\n\n%s\n", c.ID, c.Name, c.Summary, c.Severity, c.Since, c.Text)
	fmt.Fprintf(&b, "\n## %s\n\nThey share [some declarations](../analyzer/code/testdata/shared.go): `roles` tells who the key master is, "+
		"`redirect` goes there. A test runs keymaster over each.\n", examples)
	for _, e := range c.Examples {
		fmt.Fprintf(&b, "\n### %s\n\n```go\n%s```\n\nInstead:\n\n```go\n%s```\n", e.Title, e.Before, e.After)
	}
	for _, p := range []part{{diagnose, c.Diagnose}, {resolve, c.Resolve}, {silent, c.Silent}, {"Sources", c.Sources}} {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", p.title, p.text)
	}
	return b.String()
}

var link = regexp.MustCompile(`\]\(([^):\s]+\.(?:md|go)[^)\s]*)\)`)

// Help returns [Code.Page] with links that work everywhere.
func (c *Code) Help() string { return absolute(c.Page()) }

// absolute gives links of the page the addresses that they have from everywhere.
func absolute(text string) string {
	return link.ReplaceAllStringFunc(text, func(l string) string {
		to := link.FindStringSubmatch(l)[1]
		if rest, ok := strings.CutPrefix(to, "../"); ok {
			return "](" + strings.TrimSuffix(docs, "docs/") + rest + ")"
		}
		return "](" + docs + to + ")"
	})
}
