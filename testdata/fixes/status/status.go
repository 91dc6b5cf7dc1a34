// Package status compares a status of type any.
package status

import (
	"context"
	stderrors "errors"

	"github.com/oiweiwei/go-msrpc/dcerpc/errors"
	"github.com/oiweiwei/go-msrpc/msrpc/dnsp/dnsserver/v5"
)

var errElsewhere = stderrors.New("another server is the key master")

func untyped(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"}) // want `KM004: `
	var e *errors.Error
	if stderrors.As(err, &e) && e.Value == 9101 {
		return errElsewhere
	}
	return err
}

func unsigned(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"}) // want `KM004: `
	var e *errors.Error
	if stderrors.As(err, &e) && uint32(9101) == e.Value {
		return errElsewhere
	}
	return err
}

func switched(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"}) // want `KM004: `
	var e *errors.Error
	if stderrors.As(err, &e) {
		switch e.Value {
		case 5, 9101:
			return errElsewhere
		}
	}
	return err
}
