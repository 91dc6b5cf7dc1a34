package msrpc

import (
	"context"
	"os"
	"strings"

	"github.com/oiweiwei/go-msrpc/msrpc/dnsp"
	"github.com/oiweiwei/go-msrpc/msrpc/dnsp/dnsserver/v5"

	"transports/role"
)

// Guarded is safe.
func Guarded(ctx context.Context, c dnsserver.DNSServerClient, r role.Roles, zone string) error {
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	_, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"})
	return err
}

// GuardedOther is unsafe: another zone.
func GuardedOther(ctx context.Context, c dnsserver.DNSServerClient, r role.Roles) error {
	if !r.IsKeyMaster("example.com") {
		return role.ErrElsewhere
	}
	_, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: "example.org", Operation: "SignZone"}) // want `KM002: `
	return err
}

// GuardedChoice is safe: the operation is chosen under the check.
func GuardedChoice(ctx context.Context, c dnsserver.DNSServerClient, r role.Roles, zone string) error {
	request := &dnsserver.OperationRequest{Zone: zone, Operation: "ReloadZone"}
	if r.IsKeyMaster(zone) {
		request.Operation = "ResignZone"
	}
	_, err := c.Operation(ctx, request)
	return err
}

// Queried is safe: the server that is to sign was asked.
func Queried(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	answer, err := c.Query2(ctx, &dnsserver.Query2Request{Zone: zone, Operation: "IsKeymaster"})
	if err != nil {
		return err
	}
	if is, ok := answer.Data.GetValue().(uint32); !ok || is == 0 {
		return role.ErrElsewhere
	}
	_, err = c.Operation2(ctx, &dnsserver.Operation2Request{Zone: zone, Operation: "SignZone"})
	return err
}

// QueriedOnly is unsafe: the answer is not looked at.
func QueriedOnly(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	if _, err := c.Query2(ctx, &dnsserver.Query2Request{Zone: zone, Operation: "IsKeymaster"}); err != nil {
		return err
	}
	_, err := c.Operation2(ctx, &dnsserver.Operation2Request{Zone: zone, Operation: "SignZone"}) // want `KM001: `
	return err
}

// QueriedOther is unsafe: whether the zone is signed says nothing of the role.
func QueriedOther(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	answer, err := c.Query2(ctx, &dnsserver.Query2Request{Zone: zone, Operation: "IsSigned"})
	if err != nil {
		return err
	}
	if is, ok := answer.Data.GetValue().(uint32); !ok || is == 0 {
		return role.ErrElsewhere
	}
	_, err = c.Operation2(ctx, &dnsserver.Operation2Request{Zone: zone, Operation: "ResignZone"}) // want `KM001: `
	return err
}

// QueriedName is safe: the key master's name is this host's.
func QueriedName(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	answer, err := c.Query2(ctx, &dnsserver.Query2Request{Zone: zone, Operation: "Keymaster"})
	if err != nil {
		return err
	}
	host, err := os.Hostname()
	if err != nil {
		return err
	}
	if master, ok := answer.Data.GetValue().(string); !ok || !strings.EqualFold(master, host) {
		return role.ErrElsewhere
	}
	_, err = c.Operation2(ctx, &dnsserver.Operation2Request{Zone: zone, Operation: "SignZone"})
	return err
}

// QueriedZone is unsafe: the server was asked about another zone.
func QueriedZone(ctx context.Context, c dnsserver.DNSServerClient) error {
	answer, err := c.Query2(ctx, &dnsserver.Query2Request{Zone: "example.com", Operation: "IsKeymaster"})
	if err != nil {
		return err
	}
	if is, ok := answer.Data.GetValue().(uint32); !ok || is == 0 {
		return role.ErrElsewhere
	}
	_, err = c.Operation2(ctx, &dnsserver.Operation2Request{Zone: "example.org", Operation: "SignZone"}) // want `KM002: `
	return err
}

// dword makes the argument of a transfer.
func dword(v uint32) *dnsp.Union { return &dnsp.Union{Value: &dnsp.Union_Dword{Dword: v}} }

// Transferred is safe: the server that signs has taken the role.
func Transferred(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	move := &dnsserver.Operation2Request{Zone: zone, Operation: "TransferKeymasterRole", TypeID: uint32(dnsp.TypeIDDword), Data: dword(1)}
	if _, err := c.Operation2(ctx, move); err != nil {
		return err
	}
	_, err := c.Operation2(ctx, &dnsserver.Operation2Request{Zone: zone, Operation: "SignZone"})
	return err
}

// Seized is safe: seizing is transferring with 2.
func Seized(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	data := &dnsp.Union{Value: &dnsp.Union_Dword{Dword: 2}}
	if _, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "TransferKeymasterRole", TypeID: 1, Data: data}); err != nil {
		return err
	}
	_, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"})
	return err
}

// SeizedUnchecked is safe: 4 seizes without looking at the keys.
func SeizedUnchecked(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	data := &dnsp.Union{Value: &dnsp.Union_Dword{Dword: 4}}
	if _, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "TransferKeymasterRole", TypeID: 1, Data: data}); err != nil {
		return err
	}
	_, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "ResignZone"})
	return err
}

// Polled is unsafe: 3 reads the role again and moves nothing.
func Polled(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	data := &dnsp.Union{Value: &dnsp.Union_Dword{Dword: 3}}
	if _, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "TransferKeymasterRole", TypeID: 1, Data: data}); err != nil {
		return err
	}
	_, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"}) // want `KM001: `
	return err
}

// TransferDropped is unsafe: the move may have failed.
func TransferDropped(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	data := &dnsp.Union{Value: &dnsp.Union_Dword{Dword: 1}}
	c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "TransferKeymasterRole", TypeID: 1, Data: data})
	_, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"}) // want `KM001: `
	return err
}

// TransferAlone is silent: moving the role needs no role.
func TransferAlone(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "TransferKeymasterRole", TypeID: 1, Data: dword(1)})
	return err
}
