// Package execdnscmd runs dnscmd: DnsCmd [server] <command> [parameters].
package execdnscmd

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
)

const dnscmd = `C:\Windows\System32\dnscmd.exe`

const (
	verbSign = "/ZoneSign"
	verbInfo = "/ZoneInfo"
)

// Sign is unsafe: without a server the verb comes first.
func Sign(zone string) error {
	return exec.Command("dnscmd", "/ZoneSign", zone).Run() // want `KM001: `
}

// SignOn is unsafe: a server stands before the verb.
func SignOn(server, zone string) error {
	return exec.Command("dnscmd", server, "/ZoneSign", zone).Run() // want `KM001: `
}

// SignDot is unsafe: a dot is this machine.
func SignDot(zone string) error {
	return exec.Command("dnscmd.exe", ".", "/zonesign", zone).Run() // want `KM001: `
}

// Resign is unsafe: verbs know no case.
func Resign(ctx context.Context, zone string) error {
	return exec.CommandContext(ctx, "DnsCmd", "/ZONERESIGN", zone).Run() // want `KM001: `
}

// Unsign is unsafe, though sources disagree.
func Unsign(zone string) error {
	return exec.Command("dnscmd", "/ZoneUnsign", zone).Run() // want `KM001: `
}

// Keys is unsafe three times: each changes the signing keys.
func Keys(server, zone, key string) {
	exec.Command("dnscmd", server, "/ZoneAddSKD", zone).Run()         // want `KM001: `
	exec.Command("dnscmd", server, "/ZoneModifySKD", zone, key).Run() // want `KM001: `
	exec.Command("dnscmd", server, "/ZoneDeleteSKD", zone, key).Run() // want `KM001: `
}

// Rollover is unsafe twice.
func Rollover(zone, key string) {
	exec.Command("dnscmd", "/ZonePerformKeyRollover", zone, key).Run() // want `KM001: `
	exec.Command("dnscmd", "/ZonePokeKeyRollover", zone, key).Run()    // want `KM001: `
}

// State is unsafe: it sets what ZoneGetSKDState reads.
func State(zone, key string) error {
	return exec.Command("dnscmd", "/ZoneSetSKDState", zone, key).Run() // want `KM001: `
}

// FullPath is unsafe.
func FullPath(zone string) error {
	return exec.Command(dnscmd, "/ZoneSign", zone).Run() // want `KM001: `
}

// JoinedPath is unsafe.
func JoinedPath(root, zone string) error {
	return exec.Command(filepath.Join(root, "System32", "dnscmd.exe"), verbSign, zone).Run() // want `KM001: `
}

// LookedUp is unsafe.
func LookedUp(zone string) error {
	path, err := exec.LookPath("dnscmd")
	if err != nil {
		return err
	}
	return exec.Command(path, verbSign, zone).Run() // want `KM001: `
}

// Slice is unsafe: the server is left out where there is none.
func Slice(server, zone string) error {
	var args []string
	if server != "" {
		args = append(args, server)
	}
	args = append(args, "/ZoneSign", zone)
	return exec.Command("dnscmd", args...).Run() // want `KM001: `
}

// SliceLiteral is unsafe.
func SliceLiteral(zone string, extra ...string) error {
	args := []string{".", "/ZoneUnsign", zone}
	for _, arg := range extra {
		args = append(args, arg)
	}
	return exec.Command("dnscmd", args...).Run() // want `KM001: `
}

// Verb is unsafe: one of the verbs needs the role.
func Verb(zone string, write bool) error {
	verb := verbInfo
	if write {
		verb = verbSign
	}
	return exec.Command("dnscmd", verb, zone).Run() // want `KM001: `
}

// Concatenated is unsafe: the slash is put before a constant.
func Concatenated(zone string) error {
	const name = "ZoneSign"
	return exec.Command("dnscmd", "/"+name, zone).Run() // want `KM001: `
}

// Split is unsafe: the fields of a constant.
func Split() error {
	args := strings.Fields("dc1 /ZoneSign example.org")
	return exec.Command("dnscmd", args...).Run() // want `KM001: `
}

// Literal is unsafe.
func Literal(zone string) error {
	cmd := &exec.Cmd{Path: dnscmd, Args: []string{"dnscmd", "/ZoneSign", zone}}
	return cmd.Run() // want `KM001: `
}

// ArgsSet is unsafe.
func ArgsSet(zone string) error {
	cmd := exec.Command("dnscmd")
	cmd.Args = append(cmd.Args, "/ZoneResign")
	cmd.Args = append(cmd.Args, zone)
	return cmd.Run() // want `KM001: `
}
