// Package remote runs what it is given on another server, by WinRM or ssh. It forwards
// texts through the methods of several types.
package remote

import (
	"context"
	"fmt"

	"github.com/masterzen/winrm"
	"golang.org/x/crypto/ssh"

	"transports/role"
	"transports/runners/shell"
)

// A Host is a server that is reached by WinRM.
type Host struct{ client *winrm.Client }

// NewHost returns a host behind a client.
func NewHost(c *winrm.Client) *Host { return &Host{client: c} }

// Run runs a script.
func (h *Host) Run(ctx context.Context, script string) (string, error) {
	stdout, stderr, _, err := h.client.RunPSWithContext(ctx, script)
	return stdout + stderr, err
}

// Checked runs a script and tells refusals apart.
func (h *Host) Checked(ctx context.Context, script string) error {
	text, err := h.Run(ctx, script)
	if shell.Refused(text) {
		return role.ErrElsewhere
	}
	return err
}

// A Login is a server that is reached by ssh.
type Login struct{ Client *ssh.Client }

// Run runs a script in a session of its own.
func (l *Login) Run(ctx context.Context, script string) (string, error) {
	session, err := l.Client.NewSession()
	if err != nil {
		return "", err
	}
	defer session.Close()
	out, err := session.CombinedOutput(fmt.Sprintf("powershell -Command \"%s\"", script))
	return string(out), err
}

// A Script is a text that has yet to be run.
type Script struct{ text string }

// NewScript returns a script.
func NewScript(format string, args ...any) *Script {
	return &Script{text: fmt.Sprintf(format, args...)}
}

// RunOn runs the script.
func (s *Script) RunOn(c *winrm.Client) (int, error) {
	_, _, code, err := c.RunWithString(winrm.Powershell(s.text), "")
	return code, err
}
