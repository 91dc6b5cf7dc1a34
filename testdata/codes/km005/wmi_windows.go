//go:build windows

package km005

import (
	"github.com/yusufpapurcu/wmi"

	"codes/role"
)

// Class is KM005: the same class on the same server.
func Class(zone string) error {
	for range 3 {
		ret, err := wmi.CallMethod([]any{nil, `root\Microsoft\Windows\DNS`}, "PS_DnsServerZoneSign", "Invoke", []any{zone}) // want `KM005: `
		if ret != 9101 {
			return err
		}
	}
	return role.ErrElsewhere
}

// ClassEach is safe: each round calls another server.
func ClassEach(servers []string, zone string) error {
	for _, server := range servers {
		ret, err := wmi.CallMethod([]any{server, `root\Microsoft\Windows\DNS`}, "PS_DnsServerZoneSign", "Invoke", []any{zone})
		if ret != 9101 {
			return err
		}
	}
	return role.ErrElsewhere
}
