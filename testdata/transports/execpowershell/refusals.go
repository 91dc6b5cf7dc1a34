package execpowershell

import (
	"bytes"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"

	"transports/role"
)

const sign = "Invoke-DnsServerZoneSign -ZoneName example.org -Force"

var refusedID = regexp.MustCompile(`WIN32 9101\b`)

func signCommand() *exec.Cmd { return exec.Command("powershell", "-Command", sign) }

// Combined is safe: the code is in the id of the PowerShell error.
func Combined() error {
	out, err := signCommand().CombinedOutput()
	if strings.Contains(string(out), "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}

// CombinedBare is safe: the code alone is a test too.
func CombinedBare() error {
	out, err := signCommand().CombinedOutput()
	if err != nil && bytes.Contains(out, []byte("9101")) {
		return role.ErrElsewhere
	}
	return err
}

// CombinedFailed is safe: a refused command fails, and the output of a failed one is tested.
func CombinedFailed() error {
	out, err := signCommand().CombinedOutput()
	if err != nil {
		if strings.Contains(string(out), "WIN32 9101") {
			return role.ErrElsewhere
		}
		return fmt.Errorf("sign: %w: %s", err, out)
	}
	return nil
}

// CombinedPrinted is unsafe: the output is shown, not tested.
func CombinedPrinted() error {
	out, err := signCommand().CombinedOutput() // want `KM001: `
	if err != nil {
		return fmt.Errorf("sign: %w: %s", err, out)
	}
	return nil
}

// CombinedOther is unsafe: WIN32 9102 is another error.
func CombinedOther() error {
	out, err := signCommand().CombinedOutput() // want `KM001: `
	if strings.Contains(string(out), "WIN32 9102") {
		return errors.New("the zone is signed already")
	}
	return err
}

// CombinedTooLate is unsafe: a failed command never comes to the test.
func CombinedTooLate() error {
	out, err := signCommand().CombinedOutput() // want `KM001: `
	if err != nil {
		return err
	}
	if strings.Contains(string(out), "WIN32 9101") {
		return role.ErrElsewhere
	}
	return nil
}

// CombinedVerbose is unsafe: without verbose the output is not looked at.
func CombinedVerbose(verbose bool) error {
	out, err := signCommand().CombinedOutput() // want `KM001: `
	if verbose && strings.Contains(string(out), "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}

// CombinedThrownAway is unsafe: nobody asks for the outcome of the test.
func CombinedThrownAway() error {
	out, err := signCommand().CombinedOutput() // want `KM001: `
	_ = strings.Contains(string(out), "WIN32 9101")
	return err
}

// Pattern is safe: a regular expression over the output.
func Pattern() error {
	out, err := signCommand().CombinedOutput()
	if refusedID.Match(out) {
		return role.ErrElsewhere
	}
	return err
}

// Sentence is unsafe: the English sentence is not what PowerShell prints.
func Sentence() error {
	out, err := signCommand().CombinedOutput() // want `KM004: `
	if strings.Contains(string(out), "Only the DNS server acting as the key master for the zone") {
		return role.ErrElsewhere
	}
	return err
}

// ExitStderr is safe: Output keeps the end of standard error in the error.
func ExitStderr() error {
	_, err := signCommand().Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && strings.Contains(string(exit.Stderr), "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}

// ExitStderrAsserted is safe: the same with an assertion.
func ExitStderrAsserted() error {
	_, err := signCommand().Output()
	if exit, ok := err.(*exec.ExitError); ok {
		if bytes.Contains(exit.Stderr, []byte("WIN32 9101")) {
			return role.ErrElsewhere
		}
	}
	return err
}

// ExitBare is unsafe: that the command failed is all that is asked.
func ExitBare() error {
	_, err := signCommand().Output() // want `KM001: `
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return errors.New("not signed")
	}
	return err
}

// ExitNotZero is unsafe: a bare exit code tells nothing apart.
func ExitNotZero() error {
	cmd := signCommand()
	err := cmd.Run() // want `KM001: `
	if cmd.ProcessState.ExitCode() != 0 {
		return errors.New("not signed")
	}
	return err
}

// ExitIsCode is unsafe: PowerShell does not exit with the code.
func ExitIsCode() error {
	err := signCommand().Run() // want `KM004: `
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// Errno is unsafe: an error of os/exec is never an Errno 9101.
func Errno() error {
	err := signCommand().Run() // want `KM004: `
	if errors.Is(err, syscall.Errno(9101)) {
		return role.ErrElsewhere
	}
	return err
}

// StderrBuffer is safe: standard error is kept and tested.
func StderrBuffer() error {
	var stderr bytes.Buffer
	cmd := signCommand()
	cmd.Stderr = &stderr
	err := cmd.Run()
	if strings.Contains(stderr.String(), "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}

// StderrBuilder is safe: a strings.Builder for both streams.
func StderrBuilder() error {
	var both strings.Builder
	cmd := signCommand()
	cmd.Stdout, cmd.Stderr = &both, &both
	if err := cmd.Run(); err != nil {
		if strings.Contains(both.String(), "9101") {
			return role.ErrElsewhere
		}
		return err
	}
	return nil
}

// StderrLogged is unsafe: standard error is kept and shown only.
func StderrLogged() error {
	var stderr bytes.Buffer
	cmd := signCommand()
	cmd.Stderr = &stderr
	err := cmd.Run() // want `KM001: `
	if stderr.Len() > 0 {
		log.Print(stderr.String())
	}
	return err
}

// StderrPassed is unsafe: a person may read it, the program does not.
func StderrPassed() error {
	cmd := signCommand()
	cmd.Stderr = os.Stderr
	return cmd.Run() // want `KM001: `
}

// StartedWaited is safe: what was printed is tested when the command has ended.
func StartedWaited() error {
	var stderr bytes.Buffer
	cmd := signCommand()
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	err := cmd.Wait()
	if strings.Contains(stderr.String(), "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}

// Started is unsafe: nobody waits for the outcome.
func Started() error {
	return signCommand().Start() // want `KM001: `
}

// Classified is safe: a function of the package tests the text.
func Classified() error {
	out, err := signCommand().CombinedOutput()
	return classify(string(out), err)
}

func classify(text string, err error) error {
	switch {
	case strings.Contains(text, "WIN32 9101"):
		return role.ErrElsewhere
	case strings.Contains(text, "WIN32 9601"):
		return errors.New("no such zone")
	}
	return err
}
