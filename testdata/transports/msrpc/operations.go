// Package msrpc manages the DNS server by remote procedure calls, through
// github.com/oiweiwei/go-msrpc.
package msrpc

import (
	"context"

	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/msrpc/dnsp"
	"github.com/oiweiwei/go-msrpc/msrpc/dnsp/dnsserver/v5"
)

const (
	opSign   = "SignZone"
	opUnsign = "UnsignZone"
)

// Sign is unsafe: the request names the operation.
func Sign(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"}) // want `KM001: `
	return err
}

// Resign is unsafe.
func Resign(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation2(ctx, &dnsserver.Operation2Request{Zone: zone, Operation: "ResignZone"}) // want `KM001: `
	return err
}

// Unsign is unsafe: a constant of this package.
func Unsign(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation3(ctx, &dnsserver.Operation3Request{Zone: zone, Operation: opUnsign}) // want `KM001: `
	return err
}

// Rollover is unsafe: the request is made before the call.
func Rollover(ctx context.Context, c dnsserver.DNSServerClient, zone, key string) error {
	request := &dnsserver.Operation4Request{
		Zone:      zone,
		Operation: "PerformZoneKeyRollover",
		TypeID:    uint32(dnsp.TypeIDUnicodeString),
		Data:      &dnsp.Union{Value: &dnsp.Union_UnicodeString{UnicodeString: key}},
	}
	_, err := c.Operation4(ctx, request) // want `KM001: `
	return err
}

// Poke is unsafe: the fields are set one by one.
func Poke(ctx context.Context, c dnsserver.DNSServerClient, zone, key string) error {
	var request dnsserver.Operation2Request
	request.Zone = zone
	request.Operation = "PokeZoneKeyRollover"
	request.TypeID = uint32(dnsp.TypeIDUnicodeString)
	request.Data = &dnsp.Union{Value: &dnsp.Union_UnicodeString{UnicodeString: key}}
	_, err := c.Operation2(ctx, &request) // want `KM001: `
	return err
}

// Descriptor is unsafe: a key is created, changed or deleted.
func Descriptor(ctx context.Context, c dnsserver.DNSServerClient, zone string, key *dnsp.SKD) error {
	request := &dnsserver.ComplexOperation2Request{
		Zone:      zone,
		Operation: "ModifyZoneSigningKeyDescriptor",
		TypeIn:    uint32(dnsp.TypeIDSKD),
		DataIn:    &dnsp.Union{Value: &dnsp.Union_SKD{SKD: key}},
	}
	_, err := c.ComplexOperation2(ctx, request) // want `KM001: `
	return err
}

// State is unsafe.
func State(ctx context.Context, c dnsserver.DNSServerClient, zone string, state *dnsp.SKDState) error {
	request := dnsserver.ComplexOperation3Request{Zone: zone, Operation: "SetZoneSigningKeyDescriptorState"}
	request.TypeIn = uint32(dnsp.TypeIDSKDState)
	request.DataIn = &dnsp.Union{Value: &dnsp.Union_SKDState{SKDState: state}}
	_, err := c.ComplexOperation3(ctx, &request) // want `KM001: `
	return err
}

// Property is unsafe: a property of DNSSEC.
func Property(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	data := &dnsp.Union{Value: &dnsp.Union_NameAndParam{
		NameAndParam: &dnsp.NameAndParam{NodeName: "NSEC3RandomSaltLength", Param: 8},
	}}
	request := &dnsserver.Operation2Request{Zone: zone, Operation: "ResetDwordProperty", TypeID: uint32(dnsp.TypeIDNameAndParam), Data: data}
	_, err := c.Operation2(ctx, request) // want `KM001: `
	return err
}

// OtherProperty is silent: scavenging needs no key master.
func OtherProperty(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	data := &dnsp.Union{Value: &dnsp.Union_NameAndParam{
		NameAndParam: &dnsp.NameAndParam{NodeName: "Aging", Param: 1},
	}}
	request := &dnsserver.Operation2Request{Zone: zone, Operation: "ResetDwordProperty", TypeID: uint32(dnsp.TypeIDNameAndParam), Data: data}
	_, err := c.Operation2(ctx, request)
	return err
}

// Dialled is unsafe: the client is made here.
func Dialled(ctx context.Context, server, zone string) error {
	cc, err := dcerpc.Dial(ctx, server)
	if err != nil {
		return err
	}
	defer cc.Close(ctx)
	c, err := dnsserver.NewDNSServerClient(ctx, cc, dcerpc.WithSign())
	if err != nil {
		return err
	}
	_, err = c.Operation2(ctx, &dnsserver.Operation2Request{Zone: zone, Operation: opSign}) // want `KM001: `
	return err
}

// A Manager keeps a client.
type Manager struct {
	client dnsserver.DNSServerClient
	zone   string
}

// Sign is unsafe: the client is a field.
func (m *Manager) Sign(ctx context.Context) error {
	request := &dnsserver.OperationRequest{Zone: m.zone}
	request.Operation = opSign
	_, err := m.client.Operation(ctx, request) // want `KM001: `
	return err
}

// Either is unsafe: one of the operations needs the role.
func Either(ctx context.Context, c dnsserver.DNSServerClient, zone string, sign bool) error {
	request := &dnsserver.OperationRequest{Zone: zone, Operation: "ReloadZone"}
	if sign {
		request.Operation = "SignZone"
	}
	_, err := c.Operation(ctx, request) // want `KM001: `
	return err
}

// request makes a message and sends nothing.
func request(zone, operation string) *dnsserver.Operation2Request {
	return &dnsserver.Operation2Request{Zone: zone, Operation: operation}
}

// Built is unsafe: a function of the package makes the request.
func Built(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation2(ctx, request(zone, "ResignZone")) // want `KM001: `
	return err
}

// BuiltOther is silent: the same function, another operation.
func BuiltOther(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation2(ctx, request(zone, "PauseZone"))
	return err
}

// Reads is silent.
func Reads(ctx context.Context, c dnsserver.DNSServerClient, zone string) {
	c.Query(ctx, &dnsserver.QueryRequest{Zone: zone, Operation: "IsSigned"})
	c.Query2(ctx, &dnsserver.Query2Request{Zone: zone, Operation: "ZoneInfo"})
	c.ComplexOperation2(ctx, &dnsserver.ComplexOperation2Request{Zone: zone, Operation: "EnumZoneSigningKeyDescriptors"})
	c.ComplexOperation2(ctx, &dnsserver.ComplexOperation2Request{Zone: zone, Operation: "ValidateZoneSigningParameters"})
	c.EnumRecords2(ctx, &dnsserver.EnumRecords2Request{Zone: zone, NodeName: "@", RecordType: 0x00ff})
}

// Imports is silent: settings are imported by a primary that is not key master.
func Imports(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.ComplexOperation2(ctx, &dnsserver.ComplexOperation2Request{Zone: zone, Operation: "ImportZoneSigningSettings"})
	return err
}

// TrustStore is silent.
func TrustStore(ctx context.Context, c dnsserver.DNSServerClient) {
	c.Operation2(ctx, &dnsserver.Operation2Request{Zone: "TrustAnchors", Operation: "RetrieveRootTrustAnchors"})
	c.Operation2(ctx, &dnsserver.Operation2Request{Operation: "ActiveRefreshAllTrustPoints"})
}

// SwitchNames is silent: the spelling of dnscmd is no operation on the wire.
func SwitchNames(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "ZoneSign"})
	return err
}

// QueryNames is silent: Query reads whatever it is asked for.
func QueryNames(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Query(ctx, &dnsserver.QueryRequest{Zone: zone, Operation: "SignZone"})
	return err
}

// Foreign is silent: the operation arrives from outside.
func Foreign(ctx context.Context, c dnsserver.DNSServerClient, zone, operation string) error {
	_, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: operation})
	return err
}

// Prepared is silent: the request goes nowhere.
func Prepared(zone string) *dnsserver.OperationRequest {
	return &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"}
}

// local has methods of the same names.
type local struct{}

func (local) Operation(_ context.Context, in *dnsserver.OperationRequest, _ ...dcerpc.CallOption) (*dnsserver.OperationResponse, error) {
	return &dnsserver.OperationResponse{Return: int32(len(in.Operation))}, nil
}

// OtherType is silent: this Operation is a method of another type.
func OtherType(ctx context.Context, zone string) error {
	_, err := local{}.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"})
	return err
}
