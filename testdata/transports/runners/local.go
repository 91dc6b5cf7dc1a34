package runners

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"

	"github.com/masterzen/winrm"

	"transports/role"
	"transports/runners/remote"
)

// run is a runner of this package.
func run(script string) (string, error) {
	out, err := exec.Command("powershell", "-Command", script).CombinedOutput()
	if err != nil {
		return string(out), fmt.Errorf("powershell: %w", err)
	}
	return string(out), nil
}

// runf is a runner above it.
func runf(format string, args ...any) (string, error) { return run(fmt.Sprintf(format, args...)) }

// Run is unsafe.
func Run(zone string) error {
	_, err := run("Invoke-DnsServerZoneSign -ZoneName " + zone) // want `KM001: `
	return err
}

// RunTested is safe.
func RunTested(zone string) error {
	out, err := run("Invoke-DnsServerZoneSign -ZoneName " + zone)
	if err != nil && strings.Contains(out, "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}

// Runf is unsafe.
func Runf(zone string) error {
	_, err := runf("Invoke-DnsServerZoneSign -ZoneName %s -Force", zone) // want `KM001: `
	return err
}

// RunfRead is silent.
func RunfRead(zone string) (string, error) {
	return runf("Get-DnsServerDnsSecZoneSetting -ZoneName %s", zone)
}

// RunBoth is unsafe at the first call: the second reads.
func RunBoth(zone string) error {
	if _, err := runf("Invoke-DnsServerZoneUnsign -ZoneName %s", zone); err != nil { // want `KM001: `
		return err
	}
	_, err := runf("Get-DnsServerZone -Name %s", zone)
	return err
}

// sign is judged through its callers.
func sign(zone string) error {
	_, err := run("Invoke-DnsServerZoneSign -ZoneName " + zone)
	return err
}

// SignGuarded is safe.
func SignGuarded(r role.Roles, zone string) error {
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	return sign(zone)
}

// SignUnguarded is unsafe: the other caller of sign checks the role.
func SignUnguarded(zone string) error {
	return sign(zone) // want `KM001: `
}

// roll is judged through its callers, of which none is safe: the report is here.
func roll(zone string) error {
	_, err := run("Invoke-DnsServerSigningKeyRollover -ZoneName " + zone) // want `KM001: `
	return err
}

// RollNow is unsafe in roll.
func RollNow(zone string) error { return roll(zone) }

// RollLater is unsafe in roll.
func RollLater(zone string) error {
	if err := roll(zone); err != nil {
		return errors.Join(errors.New("rollover"), err)
	}
	return nil
}

// A Server holds its runner in a field.
type Server struct {
	host *remote.Host
	exec func(script string) (string, error)
	zone string
}

// NewServer returns a server behind WinRM, whose scripts run here.
func NewServer(c *winrm.Client, zone string) *Server {
	return &Server{host: remote.NewHost(c), exec: run, zone: zone}
}

// Field is unsafe: the runner is a field.
func (s *Server) Field(ctx context.Context) error {
	_, err := s.host.Run(ctx, "Invoke-DnsServerZoneSign -ZoneName "+s.zone) // want `KM001: `
	return err
}

// FieldRead is silent.
func (s *Server) FieldRead(ctx context.Context) (string, error) {
	return s.host.Run(ctx, "Get-DnsServerSigningKey -ZoneName "+s.zone)
}

// FieldGuarded is safe.
func (s *Server) FieldGuarded(ctx context.Context, r role.Roles) error {
	if !r.IsKeyMaster(s.zone) {
		return role.ErrElsewhere
	}
	_, err := s.host.Run(ctx, "Invoke-DnsServerZoneSign -ZoneName "+s.zone)
	return err
}

// FuncField is unsafe: the package puts nothing but run into the field.
func (s *Server) FuncField() error {
	_, err := s.exec("Step-DnsServerSigningKeyRollover -ZoneName " + s.zone) // want `KM001: `
	return err
}

// FuncFieldRead is silent.
func (s *Server) FuncFieldRead() (string, error) {
	return s.exec("Get-DnsServerZone -Name " + s.zone)
}

// FuncFieldTested is safe.
func (s *Server) FuncFieldTested() error {
	out, err := s.exec("Step-DnsServerSigningKeyRollover -ZoneName " + s.zone)
	if strings.Contains(out, "9101") {
		return role.ErrElsewhere
	}
	return err
}

// FuncVariable is unsafe: a func value that holds run.
func FuncVariable(zone string) error {
	execute := run
	_, err := execute("Invoke-DnsServerZoneSign -ZoneName " + zone) // want `KM001: `
	return err
}

// FuncLiteral is unsafe at the second call: the literal runs what it is given.
func FuncLiteral(zone string) error {
	execute := func(cmdlet string) error {
		return exec.Command("powershell", "-Command", cmdlet+" -ZoneName "+zone).Run()
	}
	if err := execute("Get-DnsServerSigningKey"); err != nil {
		return err
	}
	return execute("Invoke-DnsServerZoneSign") // want `KM001: `
}

// A job builds its text in one method and runs it in another.
type job struct {
	zone  string
	lines []string
	text  string
}

func (j *job) build(cmdlet string) {
	j.text = cmdlet + " -ZoneName " + j.zone
}

func (j *job) run() error {
	return exec.Command("powershell", "-Command", j.text).Run()
}

// Built is unsafe: the field holds the text that build put there.
func Built(zone string) error {
	j := &job{zone: zone}
	j.build("Invoke-DnsServerZoneSign")
	return j.run() // want `KM001: `
}

// BuiltGuarded is safe.
func BuiltGuarded(r role.Roles, zone string) error {
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	j := &job{zone: zone}
	j.build("Invoke-DnsServerZoneSign")
	return j.run()
}

func (j *job) add(format string, args ...any) *job {
	j.lines = append(j.lines, fmt.Sprintf(format, args...))
	return j
}

// start performs what was added; the text is its receiver's, so its caller performs it.
func (j *job) start() error {
	return exec.Command("powershell", "-Command", strings.Join(j.lines, "\n")).Run()
}

// Chained is unsafe.
func Chained(zone string) error {
	j := &job{zone: zone}
	return j.add("$ErrorActionPreference = 'Stop'").add("Invoke-DnsServerZoneSign -ZoneName %s", zone).start() // want `KM001: `
}

// ChainedGuarded is safe.
func ChainedGuarded(r role.Roles, zone string) error {
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	j := &job{zone: zone}
	return j.add("Invoke-DnsServerZoneSign -ZoneName %s", zone).start()
}
