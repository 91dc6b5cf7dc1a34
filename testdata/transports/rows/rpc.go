// Package rows has one case for each row of the catalogue that no other theme shows: a call, or a command.
package rows

import (
	"context"
	"strings"

	"github.com/masterzen/winrm"
	"github.com/oiweiwei/go-msrpc/msrpc/dnsp"
	"github.com/oiweiwei/go-msrpc/msrpc/dnsp/dnsserver/v5"

	"transports/role"
)

// ComplexOperation is unsafe: the first version of the call.
func ComplexOperation(ctx context.Context, c dnsserver.DNSServerClient, zone string, key *dnsp.SKD) error {
	_, err := c.ComplexOperation(ctx, &dnsserver.ComplexOperationRequest{ // want `KM001: `
		Zone:      zone,
		Operation: "ModifyZoneSigningKeyDescriptor",
		TypeIn:    uint32(dnsp.TypeIDSKD),
		DataIn:    &dnsp.Union{Value: &dnsp.Union_SKD{SKD: key}},
	})
	return err
}

// Query is safe: the server that is to sign was asked.
func Query(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	answer, err := c.Query(ctx, &dnsserver.QueryRequest{Zone: zone, Operation: "IsKeymaster"})
	if err != nil {
		return err
	}
	if is, ok := answer.Data.GetValue().(uint32); !ok || is == 0 {
		return role.ErrElsewhere
	}
	_, err = c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"})
	return err
}

// Query3 is safe.
func Query3(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	answer, err := c.Query3(ctx, &dnsserver.Query3Request{Zone: zone, Operation: "IsKeymaster"})
	if err != nil {
		return err
	}
	if is, ok := answer.Data.GetValue().(uint32); !ok || is == 0 {
		return role.ErrElsewhere
	}
	_, err = c.Operation3(ctx, &dnsserver.Operation3Request{Zone: zone, Operation: "SignZone"})
	return err
}

// Query4 is safe: its name was read as the key master's.
func Query4(ctx context.Context, c dnsserver.DNSServerClient, zone, host string) error {
	answer, err := c.Query4(ctx, &dnsserver.Query4Request{Zone: zone, Operation: "Keymaster"})
	if err != nil {
		return err
	}
	if master, ok := answer.Data.GetValue().(string); !ok || !strings.EqualFold(master, host) {
		return role.ErrElsewhere
	}
	_, err = c.Operation4(ctx, &dnsserver.Operation4Request{Zone: zone, Operation: "SignZone"})
	return err
}

// RunWithContextWithString is unsafe: the script is what PowerShell reads.
func RunWithContextWithString(ctx context.Context, c *winrm.Client) error {
	_, _, _, err := c.RunWithContextWithString(ctx, "powershell -NoProfile -Command -", "Invoke-DnsServerZoneSign -ZoneName example.org\n") // want `KM001: `
	return err
}

// RunWithContextWithStringTested is safe: the text is tested for the refusal, on both of its ways.
func RunWithContextWithStringTested(ctx context.Context, c *winrm.Client, zone string) error {
	stdout, stderr, _, err := c.RunWithContextWithString(ctx, winrm.Powershell("Invoke-DnsServerZoneSign -ZoneName "+zone), "")
	if strings.Contains(stdout+stderr, "WIN32 9101") {
		return role.ErrElsewhere
	}
	return err
}
