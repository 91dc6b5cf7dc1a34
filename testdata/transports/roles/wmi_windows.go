//go:build windows

package roles

import (
	"github.com/yusufpapurcu/wmi"

	"transports/role"
)

// zoneSetting is what WMI tells of a zone.
type zoneSetting struct {
	ZoneName          string
	IsKeyMasterServer bool
}

const dnsNamespace = `root\Microsoft\Windows\DNS`

// WMI is safe: whatever is queried, the field is the role.
func WMI(query, zone string) error {
	var settings []zoneSetting
	if err := wmi.QueryNamespace(query, &settings, dnsNamespace); err != nil {
		return err
	}
	if len(settings) != 1 || !settings[0].IsKeyMasterServer {
		return role.ErrElsewhere
	}
	_, err := wmi.CallMethod([]any{nil, dnsNamespace}, "PS_DnsServerZoneSign", "Invoke", []any{zone})
	return err
}

// WMIReset is safe: the role was moved to the server that signs.
func WMIReset(server, zone string) error {
	connection := []any{server, dnsNamespace}
	ret, err := wmi.CallMethod(connection, "PS_DnsServerZoneKeyMasterRole", "Reset", []any{zone, true, server, false})
	if err != nil {
		return err
	}
	if ret != 0 {
		return role.ErrElsewhere
	}
	_, err = wmi.CallMethod(connection, "PS_DnsServerZoneSign", "Invoke", []any{zone})
	return err
}

// WMIResetUnknown is unsafe: a return value other than 0 says that nothing was moved.
func WMIResetUnknown(server, zone string) error {
	connection := []any{server, dnsNamespace}
	if _, err := wmi.CallMethod(connection, "PS_DnsServerZoneKeyMasterRole", "Reset", []any{zone, true, server, false}); err != nil {
		return err
	}
	_, err := wmi.CallMethod(connection, "PS_DnsServerZoneSign", "Invoke", []any{zone}) // want `KM001: `
	return err
}
