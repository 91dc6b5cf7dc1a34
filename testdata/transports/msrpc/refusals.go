package msrpc

import (
	"context"
	stderrors "errors"
	"fmt"
	"log"
	"strings"
	"syscall"

	"github.com/oiweiwei/go-msrpc/dcerpc/errors"
	"github.com/oiweiwei/go-msrpc/msrpc/dnsp/dnsserver/v5"

	"transports/role"
)

const refused = 9101

func signRequest(zone string) *dnsserver.OperationRequest {
	return &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"}
}

// ReturnTested is safe: the answer is there beside the error.
func ReturnTested(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	resp, err := c.Operation(ctx, signRequest(zone))
	if resp != nil && resp.Return == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// ReturnSwitched is safe.
func ReturnSwitched(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	resp, err := c.Operation(ctx, signRequest(zone))
	if resp == nil {
		return err
	}
	switch resp.Return {
	case 0:
		return nil
	case refused:
		return role.ErrElsewhere
	default:
		return err
	}
}

// ReturnFailed is safe: the error carries the refusal, and the answer is tested there.
func ReturnFailed(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	resp, err := c.Operation(ctx, signRequest(zone))
	if err != nil {
		if resp != nil && resp.Return == 0x238D {
			return role.ErrElsewhere
		}
		return fmt.Errorf("sign %s: %w", zone, err)
	}
	return nil
}

// ReturnTooLate is unsafe: a refusal is an error, so the test is never reached.
func ReturnTooLate(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	resp, err := c.Operation(ctx, signRequest(zone)) // want `KM001: `
	if err != nil {
		return err
	}
	if resp.Return == 9101 {
		return role.ErrElsewhere
	}
	return nil
}

// ReturnNotZero is unsafe: any code.
func ReturnNotZero(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	resp, err := c.Operation(ctx, signRequest(zone)) // want `KM001: `
	if resp != nil && resp.Return != 0 {
		return fmt.Errorf("sign %s: code %d", zone, resp.Return)
	}
	return err
}

// ReturnOther is unsafe: 9121 is another code.
func ReturnOther(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	resp, err := c.Operation(ctx, signRequest(zone)) // want `KM001: `
	if resp != nil && resp.Return == 9121 {
		return stderrors.New("the zone is not signed")
	}
	return err
}

// AsValue is safe: the value is an int32.
func AsValue(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, signRequest(zone))
	var e *errors.Error
	if stderrors.As(err, &e) && e.Value == int32(9101) {
		return role.ErrElsewhere
	}
	return err
}

// AsSwitched is safe.
func AsSwitched(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, signRequest(zone))
	var e *errors.Error
	if !stderrors.As(err, &e) {
		return err
	}
	switch e.Value {
	case int32(9101):
		return role.ErrElsewhere
	case int32(9601):
		return stderrors.New("no such zone")
	}
	return err
}

// AsAsserted is safe: the value is taken out as what it is.
func AsAsserted(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, signRequest(zone))
	var e *errors.Error
	if stderrors.As(err, &e) {
		if code, ok := e.Value.(int32); ok && code == 9101 {
			return role.ErrElsewhere
		}
	}
	return err
}

// AsInt is unsafe: the constant is an int, the value an int32.
func AsInt(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, signRequest(zone)) // want `KM004: `
	var e *errors.Error
	if stderrors.As(err, &e) && e.Value == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// AsUnsigned is unsafe.
func AsUnsigned(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, signRequest(zone)) // want `KM004: `
	var e *errors.Error
	if stderrors.As(err, &e) && e.Value == uint32(9101) {
		return role.ErrElsewhere
	}
	return err
}

// Errno is unsafe: no Errno is wrapped.
func Errno(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, signRequest(zone)) // want `KM004: `
	if stderrors.Is(err, syscall.Errno(9101)) {
		return role.ErrElsewhere
	}
	return err
}

// ErrnoAs is unsafe.
func ErrnoAs(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, signRequest(zone)) // want `KM004: `
	var errno syscall.Errno
	if stderrors.As(err, &errno) && errno == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// Text is safe: the text ends in the code.
func Text(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, signRequest(zone))
	if err != nil && strings.Contains(err.Error(), "9101") {
		return role.ErrElsewhere
	}
	return err
}

// TextHex is unsafe: an int32 is printed in decimal.
func TextHex(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, signRequest(zone)) // want `KM004: `
	if err != nil && strings.Contains(err.Error(), "0x238d") {
		return role.ErrElsewhere
	}
	return err
}

// Logged is unsafe.
func Logged(ctx context.Context, c dnsserver.DNSServerClient, zone string) {
	if resp, err := c.Operation(ctx, signRequest(zone)); err != nil { // want `KM001: `
		log.Printf("sign %s: %v (%+v)", zone, err, resp)
	}
}

// Complex is safe: complex operations answer alike.
func Complex(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	resp, err := c.ComplexOperation2(ctx, &dnsserver.ComplexOperation2Request{Zone: zone, Operation: "ModifyZoneSigningKeyDescriptor"})
	if resp != nil && resp.Return == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// Predicate is safe: a function of the package tests the error that it is given.
func Predicate(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, signRequest(zone))
	if isRefusal(err) {
		return role.ErrElsewhere
	}
	return err
}

func isRefusal(err error) bool {
	e, ok := stderrors.AsType[*errors.Error](err)
	return ok && e.Value == int32(9101)
}
