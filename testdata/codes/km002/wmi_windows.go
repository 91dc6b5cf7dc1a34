//go:build windows

package km002

import (
	"github.com/yusufpapurcu/wmi"

	"codes/role"
)

const namespace = `root\Microsoft\Windows\DNS`

// Class is KM002: the first parameter of the method is the zone.
func Class(r role.Roles, zone, child string) error {
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	_, err := wmi.CallMethod([]any{nil, namespace}, "PS_DnsServerZoneSign", "Invoke", []any{child}) // want `KM002: `
	return err
}

// ClassServer is KM002: the first argument of the connection is the server.
func ClassServer(r role.Roles, zone string) error {
	if !r.IsKeyMasterOn("dc1", zone) {
		return role.ErrElsewhere
	}
	_, err := wmi.CallMethod([]any{"dc2", namespace}, "PS_DnsServerZoneSign", "Invoke", []any{zone}) // want `KM002: `
	return err
}

// ClassSame is safe: zone and server are those asked for.
func ClassSame(r role.Roles, zone string) error {
	if !r.IsKeyMasterOn("dc2", zone) {
		return role.ErrElsewhere
	}
	_, err := wmi.CallMethod([]any{"dc2", namespace}, "PS_DnsServerZoneSign", "Invoke", []any{zone})
	return err
}
