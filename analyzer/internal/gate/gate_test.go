package gate

import (
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

const miekg = Trigger << 1 // the only pack with operations

// mentions are pieces of a file's declarations and what each of File and Bytes says of it.
var mentions = []struct {
	code        string
	file, bytes Mark
}{
	// Words, in identifiers, comments and strings.
	{"var x int", 0, 0},
	{"func IsKeyMaster() {}", Trigger, Trigger},
	{"var is_KEY__master int", Trigger, Trigger},
	{"// the key master", Trigger, Trigger},
	{"//keymaster:only -- reason", Trigger, Trigger},
	{"/* Key-Master */", Trigger, Trigger},
	{"var keyMast int // er", 0, 0},
	{"var s = `json:\"KeyMasterServer\"`", Trigger, Trigger},
	{`var s = "Invoke-DnsServerZoneSign"`, Trigger, Trigger},
	{`var s = "DNSCMD.exe"`, Trigger, Trigger},
	{`var s = "DnsServerZoneSign"`, Trigger, Trigger},
	{"var s = `DnsServerZoneSign`", Trigger, Trigger},
	{`var s = "PS_DnsServerZone" + x`, Trigger, Trigger},
	{`var s = "Add\x2dDnsServerSigningKey"`, Trigger, Trigger},
	{`var s = "\tdnsserver"`, Trigger, Trigger},
	{`var s = "the DNS server, a dnsserver"`, 0, 0},
	{"type dnsServerAddr struct{ DnsServer dnsserver.Config }", 0, 0},
	{"import _ \"example.com/keymaster\"", Trigger, Trigger},
	{"var m struct{ key, master int }", 0, 0},
	{"// monkey, masters", 0, 0},

	// Words that the text hides.
	{`var s = "key\x6daster"`, Trigger, Trigger},
	{`var s = "\153eymaster"`, Trigger, Trigger},
	{`var s = "key\x20master"`, Trigger, Trigger},
	{`var s = "\u006bey\U0000006daster"`, Trigger, Trigger},
	{`var s = "\\x6beymaster"`, 0, 0},
	{`var s = "\\\x6beymaster"`, Trigger, Trigger},
	{`var s = "\n\x6beymaster"`, Trigger, Trigger},
	{"var s = `key\\x6daster`", 0, Trigger},
	{"var s = `key\rmaster`", Trigger, Trigger},
	{"// key\rmaster", Trigger, Trigger},
	{"var s = \"key\\tmaster\"", 0, 0},
	{`var s = "key" + "master"`, 0, 0},

	// The code, as a number.
	{"var n = 9101", Trigger, Trigger},
	{"var n = 9_101", Trigger, Trigger},
	{"var n = 0x238d", Trigger, Trigger},
	{"var n = 0X_23_8D", Trigger, Trigger},
	{"var n = 0o21615", Trigger, Trigger},
	{"var n = 021615", Trigger, Trigger},
	{"var n = 0b10001110001101", Trigger, Trigger},
	{"var n = 9101.0", Trigger, Trigger},
	{"var n = 9101.", Trigger, Trigger},
	{"var n = 9.101e3", Trigger, Trigger},
	{"var n = .9101e+4", Trigger, Trigger},
	{"var n = 0x471Ap-1", Trigger, Trigger},
	{"var n = 910100e-2", Trigger, Trigger},
	{"var n = '\u238d'", Trigger, Trigger},
	{`var n = '\u238d'`, Trigger, Trigger},
	{`var n = '\U0000238D'`, Trigger, Trigger},
	{"var n = 2147951501", Trigger, Trigger},
	{"var n = 0x8007238D", Trigger, Trigger},
	{"var n = -2147015795", Trigger, Trigger},
	{"var n = 9100 + 1", Trigger, Trigger},
	{"var n = 0x80070000 | 9101", Trigger, Trigger},
	{"var n = 9.101e3.x", Trigger, Trigger},
	{"var n = 9101i", 0, 0},
	{"var n = 9102", 0, 0},
	{"var n = 91010", 0, 0},
	{"var n = 0x9101", 0, 0},
	{"var n = 9.101", 0, 0},
	{"var x9101 int", 0, 0},
	{"var n = 18446744073709560717", 0, 0}, // 9101 modulo 2^64
	{"var n = 1e1000000", 0, 0},

	// The code, as text.
	{`var s = "WIN32 9101,"`, Trigger, Trigger},
	{`var s = "\n9101"`, Trigger, Trigger},
	{`var s = "\x009101"`, Trigger, Trigger},
	{`var s = "WIN32 91010"`, 0, 0},
	{`var s = "x9101"`, 0, 0},
	{`var s = "Status (0x0000238d)"`, Trigger, Trigger},
	{`var s = "\x39101"`, Trigger, Trigger},
	{"// RFC 9101", Trigger, Trigger},

	// Names of the miekg pack.
	{"func f() { x.Sign() }", miekg, miekg},
	{"func f() { x.Generate() }", miekg, miekg},
	{"func f() { x.ExchangeContext() }", miekg, miekg},
	{"func f() { x.WriteTo() }", miekg, miekg},
	{"func f() { x.SetUpdate() }", miekg, miekg},
	{"var x = y.Rcode", miekg, miekg},
	{"var x = y.RcodeNotAuth", miekg, miekg},
	{"var x = y.Msg{}", miekg, miekg},
	{"var x = y.Opcode", miekg, miekg},
	{"func f() { x.sign() }", 0, 0},
	{"func f() { x.Signs(); x.Design(); x.Sign_(); x.éSign(); x.Signé() }", 0, 0},
	{"var x = \"Sign\"", 0, miekg},
	{"// Sign here", 0, miekg},
	{"func IsKeyMaster() { x.Sign() }", Trigger | miekg, Trigger | miekg},
}

func TestMentions(t *testing.T) {
	for _, test := range mentions {
		src := "package p\n" + test.code + "\n"
		f, err := parser.ParseFile(token.NewFileSet(), "p.go", src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Errorf("%s: %v", test.code, err)
			continue
		}
		if have := File(f); have != test.file {
			t.Errorf("%s: File is %b, want %b", test.code, have, test.file)
		}
		if have := Bytes([]byte(src)); have != test.bytes {
			t.Errorf("%s: Bytes is %b, want %b", test.code, have, test.bytes)
		}
	}
}

func TestPass(t *testing.T) {
	for _, test := range []struct {
		mark, reach Mark
		facts, want bool
	}{
		{0, 0, false, false},
		{Trigger, 0, false, true},
		{miekg, 0, false, false},
		{miekg, miekg, false, true},
		{miekg, miekg << 1, false, false},
		{0, miekg, false, false},
		{0, Trigger, false, false},
		{0, 0, true, true},
	} {
		if have := Pass(test.mark, test.reach, test.facts); have != test.want {
			t.Errorf("Pass(%b, %b, %v) = %v", test.mark, test.reach, test.facts, have)
		}
	}
	for path, want := range map[string]Mark{
		"github.com/miekg/dns":           miekg,
		"codeberg.org/miekg/dns":         miekg,
		"codeberg.org/miekg/dns/dnsutil": 0,
		"github.com/miekg/dns/v2":        0,
		"fmt":                            0,
		"":                               0,
	} {
		if have := Reach(path); have != want {
			t.Errorf("Reach(%q) = %b", path, have)
		}
	}
}

// TestWords checks the automaton where needles overlap and where its input starts and ends.
func TestWords(t *testing.T) {
	needles := []needle{
		{word, "a-bc", "", 1}, {word, "abcd", "", 2}, {word, "bcd", "", 4}, {identifier, "Cd", "", 8},
		{text, "d1", "", 16}, {symbol, "é", "", 32}, {word, "x-y-z", "", 64}, {word, "pq-r", "-\"", 128},
	}
	a := compile(needles)
	for s, want := range map[string]Mark{
		"":         0,
		"a":        0,
		"abc":      1,
		"A -_bC":   1,
		"-bc":      0,
		"bc":       0,
		"abcd":     1 | 2 | 4,
		"aabcd":    1 | 2 | 4,
		"abbcd":    4,
		"a bcd":    1 | 4,
		"Cd":       8,
		"cd":       0,
		"xCd":      0,
		"Cd1":      0, // the text is inside a word, the identifier longer
		"d1":       16,
		"D1":       16,
		"1d1":      0,
		"d12":      0,
		"\\nd1":    16,
		".d1.":     16,
		"é":        32,
		"É":        0,
		"xyz":      64,
		"x_y-z":    64,
		"x y z y":  64,
		"pqr":      0,
		"xpqr":     0,
		"-pq_r":    128,
		"\"PQR":    128,
		"abcdé Cd": 1 | 2 | 4 | 32 | 8,
	} {
		if have := scan(a, s); have != want {
			t.Errorf("%q: %b, want %b", s, have, want)
		}
		if have := scan(a, []byte(s)); have != want {
			t.Errorf("bytes of %q: %b, want %b", s, have, want)
		}
	}
}

// TestLoneCR leaves CRLF files alone.
func TestLoneCR(t *testing.T) {
	for s, want := range map[string]bool{"": false, "\r": true, "\r\n": false, "a\r\nb\r\n": false, "a\r\r\n": true, "a\r\nb\rc": true} {
		if have := hasLoneCR([]byte(s)); have != want {
			t.Errorf("%q: %v", s, have)
		}
	}
}

func TestDecode(t *testing.T) {
	for s, want := range map[string]string{
		``: ``, `a`: `a`, `\`: `\`, `\\x41`: `\\x41`, `\x41`: `A`, `\x4`: `\x4`, `\101b`: `Ab`, `\400`: `\400`, `\u0041`: `A`, `\u00e9`: "é",
		`\xe9`: "\xe9", `\U0000238d`: "⎍", `\U00110000`: `\U00110000`, `\n\x41\"`: `\nA\"`, `\ud800`: "\uFFFD", strings.Repeat(`\x41`, 3): "AAA",
	} {
		if have := string(decode([]byte(s))); have != want {
			t.Errorf("%s: %q, want %q", s, have, want)
		}
	}
}
