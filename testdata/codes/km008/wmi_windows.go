//go:build windows

package km008

import (
	"github.com/yusufpapurcu/wmi"

	"codes/role"
)

var local = []any{nil, `root\Microsoft\Windows\DNS`}

// Class is KM008: SeizeRole is the fourth parameter of Reset.
func Class(zone string) error {
	ret, err := wmi.CallMethod(local, "PS_DnsServerZoneSign", "Invoke", []any{zone})
	if ret == 9101 {
		_, err = wmi.CallMethod(local, "PS_DnsServerZoneKeyMasterRole", "Reset", []any{zone, true, "dc1", true}) // want `KM008: `
	}
	return err
}

// ClassGraceful is safe: SeizeRole is false.
func ClassGraceful(zone string) error {
	ret, err := wmi.CallMethod(local, "PS_DnsServerZoneSign", "Invoke", []any{zone})
	if ret == 9101 {
		_, err = wmi.CallMethod(local, "PS_DnsServerZoneKeyMasterRole", "Reset", []any{zone, true, "dc1", false})
	}
	return err
}

// ClassGuarded is safe: nothing was refused, the role was asked for.
func ClassGuarded(r role.Roles, zone string) error {
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	_, err := wmi.CallMethod(local, "PS_DnsServerZoneSign", "Invoke", []any{zone})
	return err
}
