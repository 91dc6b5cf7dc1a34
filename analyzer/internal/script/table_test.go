package script_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/script"
)

var reader = script.Reader{Catalog: catalog.Default()}

// verdicts writes the calls of e that are operations or moves, one word each: what is said of them.
func verdicts(e script.Effects) string {
	var words []string
	for _, c := range e.Calls {
		w := ""
		switch {
		case c.Row.Means == catalog.Reads:
			continue
		case c.Row.Means == catalog.Moves:
			w = "move"
			for _, p := range []struct {
				is   bool
				name string
			}{{c.Moves == script.MoveHere, "here"}, {c.Moves == script.MoveAway, "away"}, {c.Seizes, "seized"}, {c.OnFailure, "onfailure"}} {
				if p.is {
					w += "+" + p.name
				}
			}
		default:
			for _, p := range []struct {
				is   bool
				name string
			}{{c.Guarded, "guarded"}, {c.Handled, "handled"}, {c.Safe && !c.Guarded && !c.Handled, "safe"},
				{c.WrongSubject, "wrong"}, {c.Inverted, "inverted"}, {c.Hidden, "hidden"}} {
				if p.is {
					w += "+" + p.name
				}
			}
			w = strings.TrimPrefix(w, "+")
			if w == "" {
				w = "open"
			}
		}
		words = append(words, w)
	}
	for _, h := range e.Open {
		words = append(words, fmt.Sprintf("hole%d", h))
	}
	return strings.Join(words, " ")
}

func run(t *testing.T, rows [][2]string, read func(string) script.Effects) {
	t.Helper()
	for _, row := range rows {
		if have := verdicts(read(row[0])); have != row[1] {
			t.Errorf("%s\n have %q\n want %q", row[0], have, row[1])
		}
	}
}

// O is an operation; K the check for its subject.
const (
	o = "Invoke-DnsServerZoneSign -ZoneName z"
	k = "(Get-DnsServerDnsSecZoneSetting -ZoneName z).IsKeyMasterServer"
)

// full replaces the short forms in a script.
func full(s string) string {
	return strings.NewReplacer("OP", o, "KM", k, "GET", "Get-DnsServerDnsSecZoneSetting -ZoneName z", "STOP", "-ErrorAction Stop", "CODE", "'WIN32 9101'", "FQ", "FullyQualifiedErrorId").Replace(s)
}

func powershell(s string) script.Effects { return reader.PowerShell(full(s)) }

func TestNames(t *testing.T) {
	run(t, [][2]string{
		{"OP", "open"},
		{"invoke-dnsserverzonesign z", "open"},
		{"DnsServer\\Invoke-DnsServerZoneSign z", "open"},
		{"& 'Invoke-DnsServerZoneSign' z", "open"},
		{"& \"Invoke-DnsServer$('ZoneSign')\" z", "open"},
		{"$c = 'Invoke-DnsServerZoneSign'; & $c z", "open"},
		{"$c = 'Invoke-DnsServerZoneSign'; & \"$c\" z", "open"},
		{"& ('Invoke-' + 'DnsServerZoneSign') z", "open"},
		{"& ('Invoke-{0}' -f 'DnsServerZoneSign') z", "open"},
		{"& ('Invoke', 'DnsServerZoneSign' -join '-') z", "open"},
		{"$v = 'Sign'; & \"Invoke-DnsServerZone$v\" z", ""},
		{"$v = 'Sign'; & \"Invoke-DnsServerZone$($v)\" z", ""},
		{"$v = 'Sign'; & ('Invoke-DnsServerZone' + $v) z", ""},
		{"$v = 'Sign'; & ('Invoke-DnsServerZone{0}' -f $v) z", ""},
		{"$v = 'Sign'; & ('Invoke', \"DnsServerZone$v\" -join '-') z", ""},
		{"$v = 'Sign'; $c = \"Invoke-DnsServerZone$v\"; & $c z", ""},
		{"$v = 'Sign'; $c = \"Invoke-DnsServerZone$v\"; & \"$c\" z", ""},
		{"$c = 'Invoke-DnsServerZone'; $c += 'Sign'; & $c z", ""},
		{"$v = '" + script.Hole(1) + "'; & \"Invoke-DnsServerZone$v\" z", ""},
		{"$v = '/ZoneSign'; dnscmd $v z", "open"},
		{"$v = 'Sign'; dnscmd \"/Zone$v\" z", ""},
		{"$v = 'z'; Invoke-DnsServerZoneSign \"$v.example\"", "open"},
		{". Invoke-DnsServerZoneSign z", "open"},
		{"$r = OP", "open"},
		{"[void](OP)", "open"},
		{"OP | Out-Null", "open"},
		{"Import-Module DnsServer; OP", "open"},
		{"OP; OP", "open open"},
		{"OP\nAdd-DnsServerSigningKey z -Type ZoneSigningKey", "open open"},
		{"# OP", ""},
		{"<# OP\n#> Get-Date", ""},
		{"Get-Date # OP", ""},
		{"'OP'", ""},
		{"Write-Host \"OP\"", ""},
		{"Write-Output 'Invoke-DnsServerZoneSign'", ""},
		{"$s = @'\nOP\n'@", ""},
		{"$s = @\"\nOP\n\"@; Write-Host $s", ""},
		{"$s = @\"\n$(OP)\n\"@", "open"},
		{"\"result: $(OP)\"", "open"},
		{"'result: $(OP)'", ""},
		{"Invoke-DnsServerZoneSign `\n -ZoneName z `\n -Force", "open"},
		{"Get-DnsServerSigningKey z; Test-DnsServerDnsSecZoneSetting z; Export-DnsServerDnsSecPublicKey z", ""},
		{"Invoke-DnsServerZoneSigning z", ""},
		{"My-Invoke-DnsServerZoneSign z", ""},
		{"OP -WhatIf", ""},
		{"OP -wi", ""},
		{"OP -What", ""},
		{"OP -WhatIf:$true", ""},
		{"OP -WhatIf:$false", "open"},
		{"OP -WhatIf:$x", "open"},
		{"Invoke-Expression 'OP'", "open"},
		{"iex \"Invoke-DnsServerZoneSign $z\"", ""},
		{"function Sign($zone) { Invoke-DnsServerZoneSign $zone }; Sign z", "open"},
		{"function Sign($zone) { Invoke-DnsServerZoneSign $zone }", ""},
		{"1..3 | ForEach-Object { OP }", "open"},
		{"1..3 | % { OP }", "open"},
		{"foreach ($x in $xs) { Remove-DnsServerSigningKey z $x }", "open"},
		{"& { OP }", "open"},
		{"$b = { OP }; & $b", "open"},
		{"$b = { OP }", ""},
		{"if ($false) { OP }", ""},
		{"Set-DnsServerDnsSecZoneSetting z -NSec3Iterations 5", "open"},
		{"Set-DnsServerDnsSecZoneSetting z NSec3", "open"},
		{"Set-DnsServerDnsSecZoneSetting z -InputObject $m", ""},
		{"Get-DnsServerDnsSecZoneSetting z -SigningMetadata | Set-DnsServerDnsSecZoneSetting z", ""},
		{"$m = Get-DnsServerDnsSecZoneSetting z -SigningMetadata; Set-DnsServerDnsSecZoneSetting z $m", ""},
		{"GET | Set-DnsServerDnsSecZoneSetting -NSec3Iterations 5", "open"},
		{"Start-Process dnscmd -ArgumentList '. /ZoneSign z'", "open"},
		{"dnscmd dc1 /ZoneSign z", "open"},
		{"cmd /c dnscmd /ZoneSign z", "open"},
		{"powershell -Command \"OP\"", "open"},
		{script.Hole(3) + " z", "hole3"},
		{"& '" + script.Hole(3) + "' z", "hole3"},
		{"Invoke-DnsServer" + script.Hole(2) + " -ZoneName z", "hole2"},
		{"iex '" + script.Hole(1) + "'", "hole1"},
		{"Invoke-DnsServerZoneSign -ZoneName " + script.Hole(0), "open"},
		{"Write-Host '" + script.Hole(0) + "'", ""},
	}, powershell)
}

func TestGuards(t *testing.T) {
	const g = "guarded"
	run(t, [][2]string{
		{"if (KM) { OP }", g},
		{"if (-not KM) { throw 'no' }; OP", g},
		{"if (!KM) { exit 1 }\nOP", g},
		{"if (!KM) { return }\nOP", g},
		{"if (KM -eq $true) { OP }", g},
		{"if ($true -eq KM) { OP }", g},
		{"if (KM -eq $false) { return }; OP", g},
		{"if (KM -ne $true) { return }; OP", g},
		{"if (KM -eq 'True') { OP }", g},
		{"if ([bool]KM) { OP }", g},
		{"if (KM -and $x) { OP }", g},
		{"if ($x -and KM) { OP }", g},
		{"if (KM -or $x) { OP }", "open"},
		{"if (-not (KM -or $false)) { return }; OP", g},
		{"if ($x -or -not KM) { return }; OP", g},
		{"if ($x) { if (!KM) { return } } else { return }; OP", g},
		{"if ($x) { if (!KM) { return } }; OP", "open"},
		{"if ($x -eq 1) { if (!KM) { return } }; if ($x -eq 1) { OP }", g},
		{"if ($x) { if (!KM) { return } }; if ($x) { OP }", g},
		{"$s = GET; if ($s.IsKeyMasterServer) { OP }", g},
		{"$ok = KM; if (-not $ok) { return }; OP", g},
		{"$ok = $false; if ($x) { $ok = KM }; if ($ok) { OP }", g},
		{"$ok = $false; if (KM) { $ok = $true }; if ($ok) { OP }", g},
		{"$ok = $true; if (KM) { $ok = $true }; if ($ok) { OP }", "open"},
		{"$ok = KM; $ok = $true; if ($ok) { OP }", "open"},
		{"KM; OP", "open"},
		{"$ok = KM; OP", "open"},
		{"if (!KM) { Write-Warning 'not here' }; OP", "open"},
		{"if (!KM) { Write-Error 'not here' }; OP", "open"},
		{"if (!KM) { Write-Error 'not here' -ErrorAction Stop }; OP", g},
		{"if (KM) { } else { OP }", "inverted"},
		{"if (!KM) { OP }", "inverted"},
		{"if (KM) { return }; OP", "inverted"},
		{"if (KM) { } elseif ($x) { OP }", "inverted"},
		{"if ($x) { } elseif (KM) { OP }", g},
		{"switch (KM) { $true { OP } default { } }", g},
		{"switch (KM) { $false { return } }; OP", g},
		{"while (-not KM) { Start-Sleep 5 }; OP", g},
		{"do { Start-Sleep 5 } until (KM)\nOP", g},
		{"for ($i = 0; $i -lt 3; $i++) { if (KM) { OP } }", g},
		{"foreach ($x in $xs) { if (!KM) { continue }; OP }", g},
		{"foreach ($x in $xs) { if (!KM) { break }; OP }", g},
		{"if (!KM) { return }; foreach ($x in $xs) { OP }", g},
		{"foreach ($x in $xs) { if (!KM) { break } }; OP", "open"},
		{"KM ? (OP) : 0", g},
		{"GET | Where-Object { $_.IsKeyMasterServer } | Invoke-DnsServerZoneSign", g},
		{"GET | ? IsKeyMasterServer | Invoke-DnsServerZoneSign", g},
		{"GET | where IsKeyMasterServer -eq $true | % { Invoke-DnsServerZoneSign $_.ZoneName }", g},
		{"GET | ? { !$_.IsKeyMasterServer } | Invoke-DnsServerZoneSign", "inverted"},
		{"GET | ? { $_.IsSigned } | Invoke-DnsServerZoneSign", "open"},
		{"if (GET | ? IsKeyMasterServer) { OP }", g},
		{"if (GET | Select-Object -ExpandProperty IsKeyMasterServer) { OP }", g},
		{"if ((GET).KeyMasterServer -eq $env:COMPUTERNAME) { OP }", g},
		{"if ($env:COMPUTERNAME -ne (GET).KeyMasterServer) { return }; OP", g},
		{"if ((GET).KeyMasterServer -eq (hostname)) { OP }", g},
		{"if ((GET).KeyMasterServer -like \"$env:COMPUTERNAME*\") { OP }", g},
		{"if ((GET).KeyMasterServer.Split('.')[0] -eq $env:COMPUTERNAME) { OP }", g},
		{"if ((GET).KeyMasterServer -eq [System.Net.Dns]::GetHostByName($env:COMPUTERNAME).HostName) { OP }", g},
		{"if ((GET).KeyMasterServer -eq 'dc1') { OP -ComputerName dc1 }", g},
		{"if ((GET).KeyMasterServer) { OP }", "open"},
		{"if ((GET).KeyMasterServer -ne '') { OP }", "open"},
		{"if ($null -ne (GET).KeyMasterServer) { OP }", "open"},
		{"if ((GET).KeyMasterStatus -eq 'Online') { OP }", "open"},
		{"if ((GET).IsSigned) { OP }", "open"},
		{"if (GET) { OP }", "open"},
		{"OP -ComputerName (GET).KeyMasterServer", g},
		{"$m = (GET).KeyMasterServer; OP -Cn $m", g},
		{"$p = @{ ZoneName = 'z'; ComputerName = (GET).KeyMasterServer }; Invoke-DnsServerZoneSign @p", g},
		{"Invoke-Command -ComputerName (GET).KeyMasterServer -ScriptBlock { OP }", g},
		{"$s = New-CimSession -ComputerName (GET).KeyMasterServer; OP -CimSession $s", g},
		{"Invoke-DnsServerZoneSign y -ComputerName (GET).KeyMasterServer", "wrong"},
		{"Reset-DnsServerZoneKeyMasterRole z -KeyMasterServer $env:COMPUTERNAME -SeizeRole -Force; OP", "move+here+seized guarded"},
		{"Reset-DnsServerZoneKeyMasterRole z -KeyMasterServer dc1 -Force; OP -ComputerName dc1", "move guarded"},
		{"if (!KM) { return }; Reset-DnsServerZoneKeyMasterRole z -KeyMasterServer dc2 -Force; OP -ComputerName dc1", "move wrong"},
		{"dnscmd /ZoneSeizeKeymasterRole z; OP", "move+here+seized guarded"},
		{"function IsKm($n) { return (Get-DnsServerDnsSecZoneSetting -ZoneName $n).IsKeyMasterServer }; if (IsKm z) { OP }", g},
		{"function Need($n) { if (-not (Get-DnsServerDnsSecZoneSetting $n).IsKeyMasterServer) { throw 'x' } }; Need z; OP", g},
		{"function Need($n) { if (-not (Get-DnsServerDnsSecZoneSetting $n).IsKeyMasterServer) { return } }; Need z; OP", "open"},
		{"function Do-It { OP }; if (KM) { Do-It }", g},
		{"function Do-It { OP }; if (KM) { Do-It }; Do-It", "open"},
		{"param($z) if ((Get-DnsServerDnsSecZoneSetting -ZoneName $z).IsKeyMasterServer) { Invoke-DnsServerZoneSign -ZoneName $z }", g},
		{"param($a, $b) if ((Get-DnsServerDnsSecZoneSetting -ZoneName $a).IsKeyMasterServer) { Invoke-DnsServerZoneSign -ZoneName $b }", "wrong"},
		{"if ((Get-DnsServerDnsSecZoneSetting y).IsKeyMasterServer) { OP }", "wrong"},
		{"if ((Get-DnsServerDnsSecZoneSetting Z.).IsKeyMasterServer) { OP }", g},
		{"if ((Get-DnsServerDnsSecZoneSetting z -Cn dc1).IsKeyMasterServer) { OP -Cn dc2 }", "wrong"},
		{"if ((Get-DnsServerDnsSecZoneSetting z -Cn dc1.a.b).IsKeyMasterServer) { OP -ComputerName:DC1 }", g},
		{"if (KM) { try { OP } finally { Get-Date } }", g},
		{"try { if (!KM) { throw 'x' } } catch { exit 1 }; OP", g},
		{"try { if (!KM) { throw 'x' } } catch { }; OP", "open"},
		{"try { Get-Foo } catch { OP }", "open"},
		{"KM -and (OP)", g},
		{"if ((Get-DnsServerDnsSecZoneSetting '" + script.Hole(0) + "').IsKeyMasterServer) { Invoke-DnsServerZoneSign '" + script.Hole(0) + "' }", g},
	}, powershell)
}
