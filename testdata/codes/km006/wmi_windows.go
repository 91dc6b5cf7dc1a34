//go:build windows

package km006

import (
	"fmt"

	"github.com/yusufpapurcu/wmi"
)

// Class is KM006: the return value is known, and the error is nil anyway.
func Class(zone string) error {
	ret, err := wmi.CallMethod([]any{nil, `root\Microsoft\Windows\DNS`}, "PS_DnsServerZoneSign", "Invoke", []any{zone})
	switch ret {
	case 0:
	case 9101: // want `KM006: `
	default:
		return fmt.Errorf("sign %s: %d", zone, ret)
	}
	return err
}

// ClassFailed is safe: each code that is not 0 is an error.
func ClassFailed(zone string) error {
	ret, err := wmi.CallMethod([]any{nil, `root\Microsoft\Windows\DNS`}, "PS_DnsServerZoneSign", "Invoke", []any{zone})
	if ret == 9101 {
		return fmt.Errorf("sign %s: the key master is another server", zone)
	}
	return err
}
