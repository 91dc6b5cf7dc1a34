package live

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"codes/km004/dnscmd"
	"codes/km004/goposh"
	"codes/km004/powershell"

	goposhell "github.com/bhendo/go-powershell"
	"github.com/bhendo/go-powershell/backend"
)

// What the programs print, in the form of the transcripts of other codes.
const (
	shown = `Invoke-DnsServerZoneSign : Failed to sign zone example.org on server DC1.
    + CategoryInfo          : NotSpecified: (example.org:root/Microsoft/...sServerZoneSign) [Invoke-DnsServerZoneSign], CimException
    + FullyQualifiedErrorId : WIN32 9101,Invoke-DnsServerZoneSign
`
	status = `DNS Server failed to sign zone example.org.
    Status = 9101 (0x0000238d)
Command failed:  DNS_ERROR_KEYMASTER_REQUIRED     9101    0x238D
`
)

// interactive is PowerShell that reads commands on standard input: each line names what is
// to be printed on each stream when the command is done.
const interactive = `#!/bin/sh
case "$2" in
*Invoke-*) cat >&2 <<'TEXT'
` + shown + `TEXT
	exit 1 ;;
esac
while IFS= read -r line; do
	case "$line" in
	exit*) exit 0 ;;
	esac
	out=${line#*echo \'}
	err=${line#*WriteLine(\'}
	cat >&2 <<'TEXT'
` + shown + `TEXT
	printf '%s\r\n' "${err%%\'*}" >&2
	printf '%s\r\n' "${out%%\'*}"
done
`

// programs puts a PowerShell and a dnscmd first into the search path that are refused.
func programs(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the programs are shell scripts")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"powershell":     interactive,
		"powershell.exe": interactive,
		"dnscmd":         "#!/bin/sh\ncat <<'TEXT'\n" + status + "TEXT\nexit 1\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// commands are the functions that run a program.
func commands() map[string]run {
	simple := func(fn func() error) run { return func(*testing.T) error { return fn() } }
	zone := func(fn func(string) error) run { return func(*testing.T) error { return fn("example.org") } }
	return map[string]run{
		"powershell.Identity":   simple(powershell.Identity),
		"powershell.Equal":      simple(powershell.Equal),
		"powershell.As":         simple(powershell.As),
		"powershell.Switch":     simple(powershell.Switch),
		"powershell.ExitCode":   simple(powershell.ExitCode),
		"powershell.Sentence":   simple(powershell.Sentence),
		"powershell.Predicate":  simple(powershell.Predicate),
		"powershell.Text":       simple(powershell.Text),
		"powershell.Stderr":     simple(powershell.Stderr),
		"powershell.Both":       simple(powershell.Both),
		"powershell.OtherCode":  simple(powershell.OtherCode),
		"powershell.NotReached": simple(powershell.NotReached),
		"dnscmd.Identity":       zone(dnscmd.Identity),
		"dnscmd.Equal":          zone(func(zone string) error { return dnscmd.Equal("dc1", zone) }),
		"dnscmd.As":             zone(dnscmd.As),
		"dnscmd.Sentence":       zone(dnscmd.Sentence),
		"dnscmd.Number":         zone(dnscmd.Number),
		"dnscmd.Name":           zone(dnscmd.Name),
		"dnscmd.Hex":            zone(dnscmd.Hex),
	}
}

// gopowershell are the functions that go through github.com/bhendo/go-powershell.
func gopowershell() map[string]run {
	with := func(fn func(goposhell.Shell) error) run {
		return func(t *testing.T) error {
			sh, err := goposhell.New(&backend.Local{})
			if err != nil {
				t.Fatal(err)
			}
			defer sh.Exit()
			return fn(sh)
		}
	}
	return map[string]run{
		"goposh.Identity":  with(goposh.Identity),
		"goposh.As":        with(goposh.As),
		"goposh.Text":      with(goposh.Text),
		"goposh.ErrorText": with(goposh.ErrorText),
	}
}
