package script_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/script"
)

func TestSubjects(t *testing.T) {
	type names struct{ zone, server string }
	for text, want := range map[string]names{
		"Invoke-DnsServerZoneSign -ZoneName a.b -ComputerName dc1":                         {"a.b", "dc1"},
		"Invoke-DnsServerZoneSign a.b -Cn:dc1":                                             {"a.b", "dc1"},
		"Invoke-DnsServerZoneSign -Zone a.b -Comp dc1":                                     {"a.b", "dc1"},
		"Invoke-DnsServerZoneSign -PassThru a.b":                                           {"a.b", "local"},
		"$z = 'a.b'; $p = @{ZoneName = $z; Cn = 'dc1'}; Invoke-DnsServerZoneSign @p":       {"a.b", "dc1"},
		"$z = 'b'; Invoke-DnsServerZoneSign \"a.$z\" -Cn .":                                {"a.b", "local"},
		"Invoke-DnsServerZoneSign ('a.{0}' -f 'b')":                                        {"a.b", "local"},
		"$p = @{}; $p.ZoneName = 'a.b'; Invoke-DnsServerZoneSign @p":                       {"a.b", "local"},
		"Add-DnsServerSigningKey -ComputerName dc1 a.b ZoneSigningKey":                     {"a.b", "dc1"},
		"icm dc1 { Invoke-DnsServerZoneSign a.b }":                                         {"a.b", "dc1"},
		"icm -Cn dc1 { param($n) Invoke-DnsServerZoneSign $n } -ArgumentList a.b":          {"a.b", "dc1"},
		"$s = New-CimSession dc1; Invoke-DnsServerZoneSign a.b -CimSession $s":             {"a.b", "dc1"},
		"Invoke-DnsServerZoneSign -ZoneName " + script.Hole(1) + " -Cn x" + script.Hole(2): {script.Hole(1), "x" + script.Hole(2)},
		"Invoke-DnsServerZoneSign $x":                                                      {"?", "local"},
		"dnscmd dc1 /ZoneSign a.b":                                                         {"a.b", "dc1"},
	} {
		e := reader.PowerShell(text)
		if len(e.Calls) != 1 {
			t.Errorf("%s: %d calls", text, len(e.Calls))
			continue
		}
		say := func(a script.Arg) string {
			switch {
			case a.Known:
				return a.Text
			case a.Local:
				return "local"
			}
			return "?"
		}
		if have := (names{say(e.Calls[0].Zone), say(e.Calls[0].Server)}); have != want {
			t.Errorf("%s: have %v, want %v", text, have, want)
		}
	}
}

func TestDiffer(t *testing.T) {
	text := full("if ((Get-DnsServerDnsSecZoneSetting '" + script.Hole(0) + "').IsKeyMasterServer) { Invoke-DnsServerZoneSign '" + script.Hole(1) + "' }")
	for differ, want := range map[bool]string{false: "guarded", true: "wrong"} {
		r := script.Reader{Catalog: catalog.Default(), Differ: func(i, j int) bool { return differ }}
		if have := verdicts(r.PowerShell(text)); have != want {
			t.Errorf("holes differ %v: %q", differ, have)
		}
	}
}

func TestAnswers(t *testing.T) {
	for text, want := range map[string]string{
		"KM":                                  "yes[True] no[False]",
		"(GET).IsKeyMasterServer":             "yes[True] no[False]",
		"-not KM":                             "yes[False] no[True]",
		"if (KM) { 'here' } else { 'there' }": "yes[here] no[there]",
		"if (KM) { Write-Host here }":         "yes[here] no[]",
		"if (!KM) { exit 1 }":                 "yes[] no[] success",
		"if (!KM) { throw 'no' }; 'ok'":       "yes[ok] no[] success",
		"GET | ConvertTo-Json":                "yes[] no[] settings",
		"(GET).KeyMasterServer":               "yes[] no[] master",
		"(GET).IsSigned":                      "",
		"Get-Date":                            "",
		"KM | Out-Null":                       "",
		"if (KM) { exit 1 }":                  "",
	} {
		a, have := powershell(text).Answer, ""
		if a != nil {
			slices.Sort(a.Yes)
			have = fmt.Sprintf("yes%v no%v", a.Yes, a.No)
			for name, is := range map[string]bool{" success": a.Success, " settings": a.Settings, " master": a.Master} {
				if is {
					have += name
				}
			}
		}
		if have != want {
			t.Errorf("%s: have %q, want %q", text, have, want)
		}
	}
}

func TestHoles(t *testing.T) {
	text := "a" + script.Hole(2) + script.Hole(0) + "b" + script.Hole(2)
	if have := script.Holes(text); !slices.Equal(have, []int{0, 2}) {
		t.Error(have)
	}
}
