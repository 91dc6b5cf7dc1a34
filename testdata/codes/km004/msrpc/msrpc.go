// Package msrpc tests what go-msrpc leaves behind: Return in the answer, and an error that
// wraps the same number as an int32.
package msrpc

import (
	"context"
	stderrors "errors"
	"strings"
	"syscall"

	"github.com/oiweiwei/go-msrpc/dcerpc/errors"
	"github.com/oiweiwei/go-msrpc/msrpc/dnsp/dnsserver/v5"

	"codes/role"
)

func request(zone string) *dnsserver.OperationRequest {
	return &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"}
}

// Identity is KM004: no Errno is wrapped.
func Identity(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, request(zone)) // want `KM004: `
	if stderrors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return err
}

// ErrnoAs is KM004: the error is another type.
func ErrnoAs(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, request(zone)) // want `KM004: `
	var errno syscall.Errno
	if stderrors.As(err, &errno) && errno == role.Refused {
		return role.ErrElsewhere
	}
	return err
}

// Int is KM004: an untyped constant is an int in an interface, the value an int32.
func Int(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, request(zone)) // want `KM004: `
	var e *errors.Error
	if stderrors.As(err, &e) && e.Value == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// Unsigned is KM004: nor is it a uint32.
func Unsigned(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, request(zone)) // want `KM004: `
	var e *errors.Error
	if stderrors.As(err, &e) && e.Value == uint32(9101) {
		return role.ErrElsewhere
	}
	return err
}

// HResult is KM004: the procedure returns a Win32 code.
func HResult(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	resp, err := c.Operation(ctx, request(zone)) // want `KM004: `
	if resp != nil && uint32(resp.Return) == 0x8007238D {
		return role.ErrElsewhere
	}
	return err
}

// Hex is KM004: an int32 is printed in decimal.
func Hex(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, request(zone)) // want `KM004: `
	if err != nil && strings.Contains(strings.ToLower(err.Error()), "0x238d") {
		return role.ErrElsewhere
	}
	return err
}

// Equal is KM004: the error is wrapped, and is no Errno.
func Equal(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, request(zone)) // want `KM004: `
	if err == role.Refused {
		return role.ErrElsewhere
	}
	return err
}

// Return is safe: the answer is there beside the error.
func Return(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	resp, err := c.Operation(ctx, request(zone))
	if resp != nil && resp.Return == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// Signed is safe: the value is an int32.
func Signed(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, request(zone))
	var e *errors.Error
	if stderrors.As(err, &e) && e.Value == int32(9101) {
		return role.ErrElsewhere
	}
	return err
}

// SwitchSigned is safe: a case of the value's type.
func SwitchSigned(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, request(zone))
	var e *errors.Error
	if !stderrors.As(err, &e) {
		return err
	}
	switch e.Value {
	case int32(9101):
		return role.ErrElsewhere
	}
	return err
}

// Text is safe: the text ends in the code.
func Text(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, request(zone))
	if err != nil && strings.Contains(err.Error(), "9101") {
		return role.ErrElsewhere
	}
	return err
}

// Beside is safe: the dead test does not hinder the live one.
func Beside(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	resp, err := c.Operation(ctx, request(zone))
	if stderrors.Is(err, role.Refused) || resp != nil && resp.Return == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// SwitchMixed is safe: the other alternative is an int, and never holds.
func SwitchMixed(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, request(zone))
	var e *errors.Error
	if stderrors.As(err, &e) {
		switch e.Value {
		case 5, int32(9101):
			return role.ErrElsewhere
		}
	}
	return err
}
