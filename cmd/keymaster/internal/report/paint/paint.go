// Package paint colours the parts of findings for people who read them on a terminal.
package paint

import (
	"io"
	"os"

	"github.com/fatih/color"
	"golang.org/x/term"

	"github.com/keymasterlint/keymaster/analyzer/driver"
)

// For returns what colours the text that is written to w; nil, which colours nothing, unless w is a terminal
// and its user has nothing against it (NO_COLOR, see no-color.org, or TERM=dumb).
func For(w io.Writer) func(driver.Part, string) string {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return nil
	}
	return paint
}

var styles = map[driver.Part]*color.Color{
	driver.PartPlace:   color.New(color.Bold),
	driver.PartCode:    color.New(color.FgRed, color.Bold),
	driver.PartRelated: color.New(color.FgCyan),
	driver.PartSource:  color.New(color.Faint),
}

func init() {
	for _, c := range styles {
		c.EnableColor() // whether to, is decided above
	}
}

func paint(part driver.Part, s string) string { return styles[part].Sprint(s) }
