//go:build windows

// Package cim tests the answers of microsoft/wmi.
package cim

import (
	"errors"
	"strings"

	wmierrors "github.com/microsoft/wmi/pkg/errors"
	cim "github.com/microsoft/wmi/pkg/wmiinstance"

	"codes/role"
)

// Identity is KM004: an OleError wraps nothing.
func Identity(key *cim.WmiSession, zone string) error {
	class, err := key.GetClass("PS_DnsServerZoneSign")
	if err != nil {
		return err
	}
	_, err = class.InvokeMethod("Invoke", zone) // want `KM004: `
	if errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return err
}

// MadeText is KM004: NewWMIError prints hexadecimal.
func MadeText(key *cim.WmiSession, zone string) error {
	class, err := key.GetClass("PS_DnsServerZoneSign")
	if err != nil {
		return err
	}
	values, err := class.InvokeMethod("Invoke", zone) // want `KM004: `
	if err != nil {
		return err
	}
	err = wmierrors.NewWMIError(uint16(values[0].(int32)))
	if err != nil && strings.Contains(err.Error(), "9101") {
		return role.ErrElsewhere
	}
	return err
}

// MadeIdentity is KM004: and has no cause.
func MadeIdentity(key *cim.WmiSession, zone string) error {
	class, err := key.GetClass("PS_DnsServerZoneUnsign")
	if err != nil {
		return err
	}
	values, err := class.InvokeMethod("Invoke", zone) // want `KM004: `
	if err != nil {
		return err
	}
	if err = wmierrors.NewWMIError(uint16(values[0].(int32))); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return err
}

// Return is safe: the first value is the return value.
func Return(key *cim.WmiSession, zone string) error {
	class, err := key.GetClass("PS_DnsServerZoneSign")
	if err != nil {
		return err
	}
	values, err := class.InvokeMethod("Invoke", zone)
	if err != nil {
		return err
	}
	if ret, ok := values[0].(int32); ok && ret == 9101 {
		return role.ErrElsewhere
	}
	return nil
}

// Unsigned is safe: as an unsigned number.
func Unsigned(key *cim.WmiSession, zone string) error {
	class, err := key.GetClass("PS_DnsServerZoneSign")
	if err != nil {
		return err
	}
	values, err := class.InvokeMethod("Invoke", zone)
	if err != nil {
		return err
	}
	if uint32(values[0].(int32)) == 0x8007238D {
		return role.ErrElsewhere
	}
	return nil
}
