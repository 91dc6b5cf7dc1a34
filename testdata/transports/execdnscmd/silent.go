package execdnscmd

import (
	"fmt"
	"os/exec"
)

// Reads is silent.
func Reads(server, zone, key string) {
	exec.Command("dnscmd", server, "/ZoneInfo", zone).Run()
	exec.Command("dnscmd", server, "/EnumZones").Run()
	exec.Command("dnscmd", server, "/ZoneEnumSKDs", zone).Run()
	exec.Command("dnscmd", server, "/ZoneGetSKDState", zone, key).Run()
	exec.Command("dnscmd", server, "/ZoneValidateSigningParameters", zone).Run()
	exec.Command("dnscmd", server, "/EnumKSPs").Run()
}

// Records is silent: records need no key master.
func Records(zone string) {
	exec.Command("dnscmd", "/RecordAdd", zone, "www", "A", "192.0.2.1").Run()
	exec.Command("dnscmd", "/recorddelete", zone, "www", "A", "/f").Run()
}

// RecordText is silent: the verb is RecordAdd, and the record's text is a word.
func RecordText(server, zone string) error {
	return exec.Command("dnscmd", server, "/RecordAdd", zone, "note", "TXT", "/ZoneSign").Run()
}

// TrustStore is silent.
func TrustStore() {
	exec.Command("dnscmd", "/RetrieveRootTrustAnchors").Run()
	exec.Command("dnscmd", "/TrustAnchorAdd", "example.org", "DS").Run()
	exec.Command("dnscmd", "/ActiveRefreshAllTrustPoints").Run()
}

// Offline is silent: a zone file is signed, by no server.
func Offline(file string) error {
	return exec.Command("dnscmd", "/OfflineSign", "/SignZone", file).Run()
}

// ServerProperty is silent: no property of DNSSEC.
func ServerProperty(zone string) error {
	return exec.Command("dnscmd", "/Config", zone, "/AllowUpdate", "1").Run()
}

// Similar is silent: verbs that are none of them.
func Similar(zone string) {
	exec.Command("dnscmd", "/ZoneSigned", zone).Run()
	exec.Command("dnscmd", "/EnumZoneSign", zone).Run()
	exec.Command("dnscmd", "ZoneSign").Run()
}

// OtherProgram is silent: the verb is another program's argument.
func OtherProgram(zone string) {
	exec.Command("dnscmd-report", "/ZoneSign", zone).Run()
	exec.Command("logger", "dnscmd", "/ZoneSign", zone).Run()
}

// Foreign is silent: the verb arrives from outside.
func Foreign(verb, zone string) error {
	return exec.Command("dnscmd", verb, zone).Run()
}

// ForeignAll is silent.
func ForeignAll(args []string) error { return exec.Command("dnscmd", args...).Run() }

// Usage is silent: a line of help.
func Usage(zone string) {
	fmt.Printf("dnscmd /ZoneSign %s\n", zone)
	exec.Command("dnscmd", "/?").Run()
}

// Mailed is silent: the words are an argument of a mailer.
func Mailed() error {
	return exec.Command("mail", "-s", "dnscmd dc1 /ZoneSign example.org", "hostmaster").Run()
}
