// Package debatable holds what docs/rule.md leaves open about codes, or what two people may
// read in two ways. ../NOTES.md gives the reasons.
package debatable

import (
	"errors"
	"fmt"
	"os/exec"
	"strings"

	"github.com/miekg/dns"

	"codes/role"
)

// C1 is KM001: on one path the right zone was asked for, so the wrong one is not the only one.
func C1(r role.Roles, zone, parent string) error {
	if !r.IsKeyMaster(parent) && !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", "/ZoneSign", zone).Run() // want `KM001: `
}

// C2 is KM001: one path has the wrong zone's check, the other has none.
func C2(r role.Roles, zone, parent string, force bool) error {
	if !force && !r.IsKeyMaster(parent) {
		return role.ErrElsewhere
	}
	return exec.Command("dnscmd", "/ZoneSign", zone).Run() // want `KM001: `
}

// signBoth is judged through its callers, of which one is safe.
func signBoth(j *role.Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil {
		return fmt.Errorf("sign: %v", err)
	}
	return nil
}

// C3Text is safe: the text is kept and tested.
func C3Text(j *role.Job) error {
	if err := signBoth(j); err != nil && strings.Contains(err.Error(), "9101") {
		return role.ErrElsewhere
	}
	return nil
}

// C3 is KM007: of two callers this is the one that is not safe.
func C3(j *role.Job) error {
	if err := signBoth(j); errors.Is(err, role.Refused) { // want `KM007: `
		return role.ErrElsewhere
	}
	return nil
}

// upper is KM007: it hands on, and what drops the refusal stands above it (C4).
func upper(j *role.Job) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM007: `
}

func flatten(j *role.Job) error {
	if err := upper(j); err != nil {
		return fmt.Errorf("zone: %v", err)
	}
	return nil
}

// C4 is KM007 in upper: the lowest call above which none is safe.
func C4(j *role.Job) error {
	if err := flatten(j); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}

// retry is KM005: it runs fn again where that was refused (C5).
func retry(fn func() error) error {
	for range 3 {
		err := fn() // want `KM005: `
		if !errors.Is(err, role.Refused) {
			return err
		}
	}
	return role.ErrElsewhere
}

// C5 is KM005 in retry.
func C5(j *role.Job) error {
	return retry(func() error { return j.Sig.Sign(j.Key, j.Set) })
}

// C6 is KM003: an error of a (bool, error) check is its bad side too.
func C6(r role.Roles, j *role.Job) error {
	_, err := r.AskKeyMaster(j.Zone)
	if err != nil {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
	}
	return nil
}

// C7 is KM001: the empty catch takes every error, and nothing knows the refusal.
func C7() error {
	const script = `try { Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop } catch { }`
	return exec.Command("powershell", "-Command", script).Run() // want `KM001: `
}

// C8 is KM006: whatever is not NOERROR passes for it.
func C8(c *dns.Client, key *dns.DNSKEY, addr string) error {
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	r, _, err := c.Exchange(m, addr)
	if err == nil && r.Rcode != dns.RcodeSuccess { // want `KM006: `
		return nil
	}
	return err
}

// C9 is safe: the outcome of the test is the function's result.
func C9(j *role.Job) bool {
	err := j.Sig.Sign(j.Key, j.Set)
	return err == nil || errors.Is(err, role.Refused)
}

// C10 is KM006: the script's exit code says that all is well.
func C10() error {
	const script = `
try { Invoke-DnsServerZoneSign -ZoneName example.org -ErrorAction Stop }
catch {
	if ($_.FullyQualifiedErrorId -like 'WIN32 9101,*') { exit 0 }
	throw
}`
	return exec.Command("powershell", "-Command", script).Run() // want `KM006: `
}

// C11 is KM001: one path has the dead test, the other has none.
func C11(verbose bool) error {
	err := exec.Command("powershell", "-Command", "Invoke-DnsServerZoneSign -ZoneName example.org").Run() // want `KM001: `
	if verbose && errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return err
}

// C12 is KM008: what was found offline was looked for before the operation, not after the failure.
func C12(d role.Directory, zone string) error {
	offline := d.Setting(zone).KeyMasterStatus == "Offline"
	if !offline {
		return nil
	}
	out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput()
	if strings.Contains(string(out), "9101") {
		return exec.Command("dnscmd", "/ZoneSeizeKeymasterRole", zone).Run() // want `KM008: `
	}
	return err
}

// C13 is KM005: the role was asked for again, and nothing depends on the answer.
func C13(r role.Roles, j *role.Job) error {
	for range 3 {
		err := j.Sig.Sign(j.Key, j.Set) // want `KM005: `
		if !errors.Is(err, role.Refused) {
			return err
		}
		_ = r.IsKeyMaster(j.Zone)
	}
	return role.ErrElsewhere
}
