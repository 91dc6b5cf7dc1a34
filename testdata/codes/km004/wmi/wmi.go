//go:build windows

// Package wmi tests the answers of CallMethod of yusufpapurcu/wmi: the return value carries
// the refusal, and the error keeps the text of its cause only.
package wmi

import (
	"errors"
	"strings"

	"github.com/go-ole/go-ole"
	"github.com/yusufpapurcu/wmi"

	"codes/role"
)

var local = []any{nil, `root\Microsoft\Windows\DNS`}

// Identity is KM004: the cause is lost in the library.
func Identity(zone string) error {
	_, err := wmi.CallMethod(local, "PS_DnsServerZoneSign", "Invoke", []any{zone}) // want `KM004: `
	if errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return err
}

// As is KM004: so no OleError is found.
func As(zone string) error {
	_, err := wmi.CallMethod(local, "PS_DnsServerZoneSign", "Invoke", []any{zone}) // want `KM004: `
	var oe *ole.OleError
	if errors.As(err, &oe) && oe.Code() == 0x8007238D {
		return role.ErrElsewhere
	}
	return err
}

// Assert is KM004: nor is the error one itself.
func Assert(zone string) error {
	_, err := wmi.CallMethod(local, "PS_DnsServerZoneSign", "Invoke", []any{zone}) // want `KM004: `
	if oe, ok := err.(*ole.OleError); ok && oe.Code()&0xffff == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// Return is safe: the method's return value.
func Return(zone string) error {
	ret, err := wmi.CallMethod(local, "PS_DnsServerZoneSign", "Invoke", []any{zone})
	if ret == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// HResult is safe: the same as an HRESULT.
func HResult(zone string) error {
	ret, err := wmi.CallMethod(local, "PS_DnsServerZoneSign", "Invoke", []any{zone})
	if ret == -2147015795 {
		return role.ErrElsewhere
	}
	return err
}

// Text is safe: the cause's text is kept.
func Text(zone string) error {
	_, err := wmi.CallMethod(local, "PS_DnsServerZoneSign", "Invoke", []any{zone})
	if err != nil && strings.Contains(err.Error(), "9101") {
		return role.ErrElsewhere
	}
	return err
}
