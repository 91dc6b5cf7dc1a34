package catalog_test

import (
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// Every row is found by its name in any case, and only by the shell that reads it.
func TestCommand(t *testing.T) {
	c := catalog.Default()
	if c.Command(catalog.PowerShell, "Invoke-DnsServerZoneSign") == nil {
		t.Fatal("no commands")
	}
	other := map[catalog.Shell]catalog.Shell{catalog.PowerShell: catalog.Dnscmd, catalog.Dnscmd: catalog.PowerShell}
	for _, p := range c.Packs() {
		for i := range p.Commands {
			row := &p.Commands[i]
			for _, name := range []string{row.Name, strings.ToLower(row.Name), strings.ToUpper(row.Name)} {
				if have := c.Command(row.Shell, name); have != row {
					t.Errorf("%s: %v", name, have)
				}
				if have := c.Command(other[row.Shell], name); have != nil {
					t.Errorf("%s is a row of %s too", name, other[row.Shell])
				}
			}
		}
	}
	if c.Command(catalog.PowerShell, "Get-DnsServerSigningKey") != nil || c.Command(catalog.Dnscmd, "ZoneSign") != nil {
		t.Error("found what is no row")
	}
}

func TestOnly(t *testing.T) {
	config := catalog.Default().Command(catalog.Dnscmd, "/config")
	for word, want := range map[string]bool{"/SignWithNSEC3": true, "nsec3iterations": true, "/EnableDnsSec": false, "//SignWithNSEC3": false, "": false} {
		if config.Only.Holds(word) != want {
			t.Errorf("%q counts: %v", word, !want)
		}
	}
}
