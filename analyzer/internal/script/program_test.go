package script_test

import (
	"encoding/base64"
	"testing"
	"unicode/utf16"

	"github.com/keymasterlint/keymaster/analyzer/internal/script"
)

func TestLines(t *testing.T) {
	run(t, [][2]string{
		{"dnscmd /ZoneSign z", "open"},
		{"dnscmd.exe dc1 /zonesign z", "open"},
		{`C:\Windows\System32\dnscmd.exe . /ZoneUnsign z`, "open"},
		{"dnscmd /ZoneEnumSKDs z", ""},
		{"dnscmd /OfflineSign /SignZone z", ""},
		{"dnscmd dc1 /Config z /SignWithNSEC3 1", "open"},
		{"dnscmd dc1 /Config z /AllowUpdate 1", ""},
		{"dnscmd /Config z NSEC3Iterations 10", "open"},
		{"echo dnscmd /ZoneSign z", ""},
		{"echo a && dnscmd /ZoneSign z", "open"},
		{"dnscmd /ZoneSign z | findstr 9101", "handled"},
		{"dnscmd /ZoneSign z | findstr 9714", "open"},
		{`cmd /c "dnscmd /ZoneSign z && echo ok"`, "open"},
		{`powershell -Command "OP"`, "open"},
		{`powershell.exe -NoProfile -ExecutionPolicy Bypass -c OP`, "open"},
		{"powershell -Command Import-Module DnsServer; OP", "open"},
		{`powershell "if (KM) { exit 0 } else { exit 1 }" && dnscmd /ZoneSign z`, "guarded"},
		{`powershell "if (KM) { exit 0 } else { exit 1 }" & dnscmd /ZoneSign z`, "open"},
		{"powershell -File sign.ps1 OP", ""},
		{"pwsh -c 'OP'", "open"},
		{"OP", "open"},
		{"if (KM) { OP }", "guarded"},
		{"dnscmd " + script.Hole(1) + " /ZoneSign " + script.Hole(2), "open"},
		{"dnscmd dc1 " + script.Hole(1) + " z", "hole1"},
		{script.Hole(7), "hole7"},
	}, func(s string) script.Effects { return reader.Line(full(s)) })
}

func TestArgv(t *testing.T) {
	for _, test := range []struct {
		argv  []string
		stdin string
		want  string
	}{
		{[]string{"powershell", "-Command", o}, "", "open"},
		{[]string{"PowerShell.EXE", "-NoProfile", "-NonInteractive", "-c", o}, "", "open"},
		{[]string{`C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`, "/c", o}, "", "open"},
		{[]string{"/usr/bin/pwsh", "-CommandWithArgs", o}, "", "open"},
		{[]string{"powershell", o}, "", "open"},
		{[]string{"pwsh", o}, "", ""},
		{[]string{"powershell", "-enc", encode(o)}, "", "open"},
		{[]string{"powershell", "-EncodedCommand", encode(o)}, "", "open"},
		{[]string{"powershell", "-e", encode("if (" + k + ") { " + o + " }")}, "", "guarded"},
		{[]string{"powershell", "-ex", "Bypass", "-ec", encode(o)}, "", "open"},
		{[]string{"powershell", "-enc", "not base64"}, "", ""},
		{[]string{"powershell", "-enc", script.Hole(4)}, "", "hole4"},
		{[]string{"powershell", "-Command", "-"}, o, "open"},
		{[]string{"powershell", "-NoProfile"}, o, "open"},
		{[]string{"powershell", "-Command", "Get-Date"}, o, ""},
		{[]string{"powershell", "-File", "x.ps1"}, "", ""},
		{[]string{"powershell", "-Command", "Invoke-DnsServerZoneSign", "-ZoneName", "z"}, "", "open"},
		{[]string{"powershell", "-Command", script.Hole(0)}, "", "hole0"},
		{[]string{script.Hole(5), "/ZoneSign", "z"}, "", "open"}, // no other program has such a verb
		{[]string{script.Hole(5), "-EncodedCommand", encode(o)}, "", "open"},
		{[]string{script.Hole(5), "/query", "z"}, "", "hole5"},
		{[]string{"dnscmd", "/ZoneSign", "z"}, "", "open"},
		{[]string{"dnscmd", "dc1", "/ZoneResign", "z"}, "", "open"},
		{[]string{"dnscmd", script.Hole(0), "/ZoneSign", "z"}, "", "open"},
		{[]string{"dnscmd", "/zoneadd", "/ZoneSign", "z"}, "", ""},
		{[]string{"dnscmd", "dc1", "dc2", "/ZoneSign"}, "", ""},
		{[]string{"sudo", "dnscmd", "/ZoneSign", "z"}, "", ""},
		{[]string{"cmd", "/c", "dnscmd /ZoneSign z"}, "", "open"},
		{[]string{"cmd.exe", "/C", "dnscmd", "/ZoneSign", "z"}, "", "open"},
		{[]string{"sh", "-c", "pwsh -c '" + o + "'"}, "", "open"},
		{[]string{"echo", "dnscmd", "/ZoneSign"}, "", ""},
		{nil, "", ""},
	} {
		if have := verdicts(reader.Argv(test.argv, test.stdin)); have != test.want {
			t.Errorf("%q: have %q, want %q", test.argv, have, test.want)
		}
	}
}

func encode(s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return base64.StdEncoding.EncodeToString(b)
}
