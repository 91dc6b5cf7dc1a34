package script_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/internal/script"
)

// FuzzReader wants an end and no panic, whatever it is given, and the same answer twice.
func FuzzReader(f *testing.F) {
	for _, s := range []string{
		"if (KM) { OP }", "try { OP STOP } catch { if ($_.FQ -match CODE) { exit 9 }; throw }", "$p = @{A=1}; OP @p",
		"foreach ($x in 1..3) { OP }", "switch -Regex (KM) { 'a' { } default { } }", "GET | ? IsKeyMasterServer | % { OP }",
		"@\"\n$(OP)\n\"@", "function f($a) { f $a }; f 1", "((((", "}}}}", "\"$($(\"$(", "a`", "@'", "[[[", "powershell -enc ZAA=",
		"dnscmd a /ZoneSign b && c | d", "param([string]$z = 'a')", "trap { } throw 1", "cmd /c cmd /c cmd /c cmd /c x", "$a.b.c[0]::d(1, {2})",
	} {
		f.Add(full(s))
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, read := range []func(string) script.Effects{
			reader.PowerShell, reader.Line,
			func(s string) script.Effects { return reader.Argv(strings.Split(s, " "), s) },
		} {
			if a, b := verdicts(read(text)), verdicts(read(text)); a != b {
				t.Fatalf("%q, then %q", a, b)
			}
		}
	})
}

// shapes grow with n; each is a shape that a careless reader takes quadratic or exponential time for.
var shapes = map[string]func(n int) string{
	"flat": func(n int) string { return strings.Repeat(o+"\n", n) },
	"guards": func(n int) string {
		return lines(n, "if (-not (Get-DnsServerDnsSecZoneSetting z%d).IsKeyMasterServer) { return }")
	},
	"branches": func(n int) string { return lines(n, "if ($c%d) { $x = %[1]d; "+o+" }") },
	"flags":    func(n int) string { return lines(n, "if ($c%d -and $ok) { $ok = $d%[1]d }") + "if ($ok) { " + o + " }" },
	"tries": func(n int) string {
		return lines(n, "try { $v%d = 1; "+o+" -ErrorAction Stop } catch { if ($_ -match '9101') { $n++ } }")
	},
	"onetry":    func(n int) string { return "try {" + lines(n, "$v%d = 1; Get-Date") + "} catch { }" },
	"variables": func(n int) string { return lines(n, "$v%d = $v0") + lines(n, "if ($v%d) { $v%[1]d = 2 }") },
	"functions": func(n int) string {
		return "function f0 { " + o + " }\n" + lines(n, "function g%d { f0; f0 }") + lines(n, "g%d")
	},
	"doubling": func(n int) string {
		var b strings.Builder
		b.WriteString("function f0 { " + o + " }\n")
		for i := range n {
			fmt.Fprintf(&b, "function f%d { f%d; f%d }\n", i+1, i, i)
		}
		return b.String() + fmt.Sprintf("f%d", n)
	},
	"loops":  func(n int) string { return lines(n, "foreach ($x in $xs) { if ($x) { break }; $y = $x }") },
	"nested": func(n int) string { return strings.Repeat("if ($a) { ", n) + o + strings.Repeat(" }", n) },
	"open":   func(n int) string { return strings.Repeat("(", n) },
	"quotes": func(n int) string { return strings.Repeat("\"$(", n) },
	"words":  func(n int) string { return strings.Repeat("a ", n) },
	"sum":    func(n int) string { return "$x = 1" + strings.Repeat(" + 1", n) },
	"append": func(n int) string { return lines(n, "$x += 'a%d'") },
	"pipes":  func(n int) string { return "Get-Date" + strings.Repeat(" | Where-Object { $_ }", n) },
	"errors": func(n int) string {
		return strings.Repeat(o+" -ErrorVariable +e\n", n) + "if ($e -match '9101') { exit }"
	},
	"moves": func(n int) string { return lines(n, "Reset-DnsServerZoneKeyMasterRole z%d -KeyMasterServer dc%[1]d") },
	"zones": func(n int) string {
		return lines(n, "if ((Get-DnsServerDnsSecZoneSetting z%d).IsKeyMasterServer) { Invoke-DnsServerZoneSign z%[1]d }")
	},
}

func lines(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format+"\n", i)
	}
	return b.String()
}

// Eight times the text may take little more than eight times the memory, which, other than time, is the same
// on a busy machine.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	cost := func(text string) float64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		reader.PowerShell(text)
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	for name, shape := range shapes {
		small, large := shape(500), shape(4000)
		bytes := float64(len(large)) / float64(len(small))
		if ratio := cost(large) / max(cost(small), 1<<20); ratio > 2*bytes {
			t.Errorf("%s: %.1f times the bytes take %.1f times as much", name, bytes, ratio)
		}
	}
}

func BenchmarkReader(b *testing.B) {
	for _, name := range []string{"flat", "guards", "tries", "zones"} {
		for _, n := range []int{10, 100, 1000} {
			text := shapes[name](n)
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					reader.PowerShell(text)
				}
			})
		}
	}
}
