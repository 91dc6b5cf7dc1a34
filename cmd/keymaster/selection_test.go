package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func git(t *testing.T, dir string, args ...string) {
	t.Helper()
	args = append([]string{"-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"}, args...)
	if stdout, stderr, status := run(t, dir, exec.Command("git", args...)); status != 0 {
		t.Fatalf("git %v: %s%s", args, stdout, stderr)
	}
}

func replaceIn(t *testing.T, name, old, new string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil || !strings.Contains(string(data), old) {
		t.Fatalf("%s has no %q: %v", name, old, err)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(data), old, new, 1)), 0o666); err != nil {
		t.Fatal(err)
	}
}

// expect runs keymaster and wants findings on the given functions' lines, and nothing else.
func expect(t *testing.T, what, dir string, args []string, wantStderr string, wantStatus int, places ...string) {
	t.Helper()
	stdout, stderr, status := keymaster(t, dir, args...)
	var have []string
	for line := range strings.Lines(stdout) {
		place, _, _ := strings.Cut(line, ": KM001: ")
		have = append(have, place)
	}
	if strings.Join(have, " ") != strings.Join(places, " ") || stderr != wantStderr || status != wantStatus {
		t.Errorf("%s: keymaster %v: status %d, want %d; findings at %v, want %v; says %q, want %q", what, args, status, wantStatus, have, places, stderr, wantStderr)
	}
}

func TestNewFrom(t *testing.T) {
	dir := module(t, map[string]string{"p/p.go": signer("A", "B"), "p/clean.go": "package p\n"})
	git(t, dir, "init", "-q", "-b", "main")
	git(t, dir, "add", "-A")
	git(t, dir, "commit", "-qm", "base")
	sub := filepath.Join(dir, "p")
	expect(t, "no change", dir, []string{"-new-from=main", "./..."}, "", statusClean)

	replaceIn(t, filepath.Join(dir, "p/p.go"), "func SignB", "// moved\n\nfunc SignB")
	expect(t, "moved", dir, []string{"-new-from=main", "./..."}, "", statusClean)
	replaceIn(t, filepath.Join(dir, "p/p.go"), "func SignA() error", "func SignA() (e error)")
	if err := os.WriteFile(filepath.Join(dir, "p/new.go"), []byte(signer("C")), 0o666); err != nil {
		t.Fatal(err)
	}
	expect(t, "not committed", sub, []string{"-new-from=main", "."}, "", statusFindings, "new.go:5:29", "p.go:5:33")
	git(t, dir, "checkout", "-qb", "topic")
	git(t, dir, "add", "-A")
	git(t, dir, "commit", "-qm", "topic")
	expect(t, "committed", dir, []string{"-new-from=main", "./..."}, "", statusFindings, "p/new.go:5:29", "p/p.go:5:33")
	expect(t, "since HEAD", dir, []string{"-new-from=HEAD", "./..."}, "", statusClean)
	expect(t, "no revision", dir, []string{"-new-from=\x1b", "./..."},
		`keymaster: cannot tell what changed since \x1b: there is no such commit here; fetch it, or correct the name`+"\n", statusError)

	// A directive cannot take a finding out of sight.
	replaceIn(t, filepath.Join(dir, "p/new.go"), "func", "//line p.go:7\nfunc")
	expect(t, "directive", dir, []string{"-new-from=main", "./..."}, "", statusFindings, "p/new.go:6:29", "p/p.go:5:33")
}

func TestBaseline(t *testing.T) {
	dir := module(t, map[string]string{"p/p.go": signer("A", "B"), "q/q.go": signer("Q")})
	expect(t, "write", dir, []string{"-write-baseline=b.json", "./..."}, "", statusClean)
	expect(t, "known", dir, []string{"-baseline=b.json", "./..."}, "", statusClean)
	written, err := os.ReadFile(filepath.Join(dir, "b.json"))
	if err != nil || strings.Count(string(written), `"code": "KM001"`) != 3 {
		t.Fatalf("%v, %s", err, written)
	}

	// Lines move, and declarations to other files.
	replaceIn(t, filepath.Join(dir, "p/p.go"), "func SignA", "// above\n\nfunc  SignA")
	if err := os.Rename(filepath.Join(dir, "q/q.go"), filepath.Join(dir, "q/r.go")); err != nil {
		t.Fatal(err)
	}
	expect(t, "moved", dir, []string{"-baseline=b.json", "./..."}, "", statusClean)
	expect(t, "moved, from elsewhere", filepath.Join(dir, "q"), []string{"-baseline=../b.json", "m/..."}, "", statusClean)

	// One is new, one is gone; it is gone only where somebody looks, and where all can be seen.
	replaceIn(t, filepath.Join(dir, "p/p.go"), "func SignB", "func SignNew")
	const gone = "keymaster: b.json: no longer found: KM001 in SignB of p: \"func SignB() error { return exec.Command(\\\"powershell\\\", \\\"-Command\\\", \\\"Invoke-DnsServerZoneSign -ZoneName a\\\").Run() }\"; run again with -write-baseline b.json\n"
	expect(t, "one for another", dir, []string{"-baseline=b.json", "./..."}, gone, statusFindings, "p/p.go:8:31")
	expect(t, "looking elsewhere", dir, []string{"-baseline=b.json", "./q"}, "", statusClean)
	broken := filepath.Join(dir, "q/broken.go")
	if err := os.WriteFile(broken, []byte("package p\n\nvar x int = \"\"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	const cause = "q/broken.go:3:13: cannot use \"\" (untyped string constant) as int value in variable declaration\n"
	expect(t, "not compiling", dir, []string{"-baseline=b.json", "./..."}, cause, statusError, "p/p.go:8:31")
	expect(t, "not compiling", dir, []string{"-write-baseline=b.json", "./..."}, cause+"keymaster: did not write b.json: findings may be missing because of errors\n", statusError)
	if err := os.Remove(broken); err != nil {
		t.Fatal(err)
	}

	// With both, the list can only shrink: what is new is not written, what nobody looked for stays.
	expect(t, "shrink", dir, []string{"-baseline=b.json", "-write-baseline=b.json", "./p"}, "", statusFindings, "p/p.go:8:31")
	expect(t, "shrunk", dir, []string{"-baseline=b.json", "./..."}, "", statusFindings, "p/p.go:8:31")
	if data, _ := os.ReadFile(filepath.Join(dir, "b.json")); strings.Count(string(data), "KM001") != 2 || strings.Contains(string(data), "SignNew") || strings.Contains(string(data), "SignB") {
		t.Errorf("shrunk to\n%s", data)
	}
	// A directory that is gone takes its findings with it.
	if err := os.RemoveAll(filepath.Join(dir, "q")); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, status := keymaster(t, dir, "-baseline=b.json", "./...")
	if strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "b.json: no longer found: KM001 in SignQ of q: ") || status != statusFindings {
		t.Errorf("without q: status %d, %s%s", status, stdout, stderr)
	}

	for _, test := range []struct{ args, want string }{
		{"-baseline=nosuch.json", "cannot read the baseline in nosuch.json: no such file or directory"},
		{"-baseline=go.mod", "cannot read the baseline in go.mod: no baseline: invalid character 'm' looking for beginning of value; -write-baseline writes one"},
		{"-write-baseline=x -new-from=main", "-write-baseline wants all findings, so leave out -new-from and -fix"},
		{"-write-baseline=/nosuch/x", "cannot write /nosuch/x: no such file or directory"},
	} {
		expect(t, "mistake", dir, append(strings.Fields(test.args), "./..."), "keymaster: "+test.want+"\n", statusError)
	}
}
