package analyzer_test

import (
	"testing"

	"github.com/keymasterlint/keymaster/analyzer"
)

// A shell of one's own, and a cmdlet: nothing else of them is known.
const (
	acmeRows = `
rows:
  operations:
    - {func: (*m/acme.Shell).Run, command: [arg 0], reads: powershell, refusal: [{at: result 0, form: text}], nonNil: [1]}
  commands:
    - name: Publish-Zone
      shell: powershell
      means: operation
      does: publishes a zone
      why: its key master does that
      positional: [Name]
      switches: [WhatIf]
      zone: Name
      unless: [WhatIf]
      handle: strings.Contains(out, "9101")
`

	acme = `package acme

type Shell struct{ Ask func(string) (string, error) }

func (s *Shell) Run(script string) (string, error) { return s.Ask(script) }
`

	useOfAcme = `package p

import (
	"os/exec"
	"strings"

	"m/acme"
)

func Bare(s *acme.Shell) (string, error) { return s.Run("Publish-Zone example.org") } // want

func Process() error { return exec.Command("powershell", "-Command", "Publish-Zone example.org").Run() } // want

func Other(s *acme.Shell) (string, error) { return s.Run("Get-Date") }

func Trial(s *acme.Shell) (string, error) { return s.Run("Publish-Zone example.org -WhatIf") }

func Checked(s *acme.Shell, isKeyMaster func(zone string) bool) (string, error) {
	if !isKeyMaster("example.org") {
		return "", nil
	}
	return s.Run("Publish-Zone example.org")
}

func Tested(s *acme.Shell) (bool, error) {
	out, err := s.Run("Publish-Zone example.org")
	return strings.Contains(out, "9101"), err
}

func run(s *acme.Shell, script string) error {
	_, err := s.Run(script)
	return err
}

func Passed(s *acme.Shell) error { return run(s, "Publish-Zone example.org") } // want
`
)

// Rows of the settings about commands are as good as those of the catalogue.
func TestRowCommands(t *testing.T) {
	dir := module(t, map[string]string{"acme/acme.go": acme, "p/p.go": useOfAcme})
	s, err := analyzer.ParseSettings("rows.yml", []byte(acmeRows))
	if err != nil {
		t.Fatal(err)
	}
	want := marked("p/p.go", useOfAcme)
	both(t, dir, s, []string{"-settings=" + acmeRows}, want...)
	s.NoGate = true
	sameLines(t, "without the gate", places(standAlone(t, dir, s, "./...")), want)
	if n := len(standAlone(t, dir, analyzer.Settings{}, "./p")); n != 0 {
		t.Errorf("without rows there are %d findings in p", n)
	}
}
