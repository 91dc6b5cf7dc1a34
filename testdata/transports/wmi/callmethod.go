//go:build windows

// Package wmi calls the DNS server's WMI classes, through the CallMethod of
// yusufpapurcu/wmi and StackExchange/wmi, go-ole and microsoft/wmi.
package wmi

import (
	"errors"
	"fmt"
	"log"
	"strings"
	"syscall"

	stackexchange "github.com/StackExchange/wmi"
	ole "github.com/go-ole/go-ole"
	"github.com/yusufpapurcu/wmi"

	"transports/role"
)

const (
	namespace        = `root\Microsoft\Windows\DNS`
	zoneSign         = "PS_DnsServerZoneSign"
	keymasterHRESULT = -2147015795
	notKeyMaster     = 9101
)

var local = []any{nil, namespace}

// Sign is unsafe: class and method name the operation.
func Sign(zone string) error {
	_, err := wmi.CallMethod(local, "PS_DnsServerZoneSign", "Invoke", []any{zone, true}) // want `KM001: `
	return err
}

// SignClient is unsafe: the method of the client.
func SignClient(c *wmi.Client, server, zone string) error {
	ret, err := c.CallMethod([]any{server, namespace}, zoneSign, "Invoke", []any{zone}) // want `KM001: `
	if err != nil {
		return err
	}
	if ret != 0 {
		return fmt.Errorf("sign %s: %d", zone, ret)
	}
	return nil
}

// SignOld is unsafe: the module that it was forked from.
func SignOld(zone string) error {
	_, err := stackexchange.CallMethod(local, zoneSign, "Invoke", []any{zone}) // want `KM001: `
	return err
}

// Unsign is unsafe, though sources disagree.
func Unsign(zone string) error {
	_, err := wmi.CallMethod(local, "PS_DnsServerZoneUnsign", "Invoke", []any{zone}) // want `KM001: `
	return err
}

// KeyMethods is unsafe: each of the methods changes keys.
func KeyMethods(zone string) {
	const class = "PS_DnsServerSigningKey"
	for _, method := range []string{"Add", "Set", "Remove"} {
		wmi.CallMethod(local, class, method, []any{zone}) // want `KM001: `
	}
}

// Rollover is unsafe: the class's name is put together.
func Rollover(zone string) error {
	_, err := wmi.CallMethod(local, "PS_DnsServer"+"SigningKeyRollover", "Step", []any{zone}) // want `KM001: `
	return err
}

// Settings is unsafe.
func Settings(zone string) error {
	_, err := wmi.CallMethod(local, "PS_DnsServerDnsSecZoneSetting", "Set", []any{zone}) // want `KM001: `
	return err
}

// Metadata is silent: this is how a server becomes a primary that is not key master.
func Metadata(zone string) error {
	_, err := wmi.CallMethod(local, "PS_DnsServerDnsSecZoneSetting", "SetBySigningMetadata", []any{zone})
	return err
}

// Reads is silent.
func Reads(zone string) {
	wmi.CallMethod(local, "PS_DnsServerSigningKey", "Get", []any{zone})
	wmi.CallMethod(local, "PS_DnsServerDnsSecZoneSetting", "Get", []any{zone})
	wmi.CallMethod(local, "PS_DnsServerDnsSecZoneSetting", "Test", []any{zone})
	wmi.CallMethod(local, "PS_DnsServerTrustAnchor", "Add", []any{zone})
}

// Legacy is silent: the old namespace knows no DNSSEC.
func Legacy(zone string) error {
	_, err := wmi.CallMethod([]any{nil, `root\MicrosoftDNS`}, "MicrosoftDNS_Zone", "ReloadZone", []any{zone})
	return err
}

// OtherClass is silent: Invoke, Set and Remove are methods of many classes.
func OtherClass(name string) {
	wmi.CallMethod(nil, "PS_Example", "Invoke", []any{name})
	wmi.CallMethod(nil, "Win32_Share", "Delete", []any{name})
}

// Foreign is silent: class and method arrive from outside.
func Foreign(class, method string) error {
	_, err := wmi.CallMethod(local, class, method, nil)
	return err
}

// ReturnTested is safe: the method's return value is the code.
func ReturnTested(zone string) error {
	ret, err := wmi.CallMethod(local, zoneSign, "Invoke", []any{zone})
	if ret == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// ReturnHRESULT is safe: or the code in the form of COM.
func ReturnHRESULT(zone string) error {
	ret, err := wmi.CallMethod(local, zoneSign, "Invoke", []any{zone})
	if err != nil {
		return err
	}
	switch ret {
	case 0:
		return nil
	case notKeyMaster, keymasterHRESULT:
		return role.ErrElsewhere
	}
	return fmt.Errorf("sign: %d", ret)
}

// ReturnOther is unsafe: another code.
func ReturnOther(zone string) error {
	ret, err := wmi.CallMethod(local, zoneSign, "Invoke", []any{zone}) // want `KM001: `
	if ret == 9102 {
		return errors.New("signed already")
	}
	return err
}

// ReturnLogged is unsafe: the value is written down.
func ReturnLogged(zone string) error {
	ret, err := wmi.CallMethod(local, zoneSign, "Invoke", []any{zone}) // want `KM001: `
	log.Printf("sign: %d", ret)
	return err
}

// TextTested is safe: the text of the error holds the cause's text.
func TextTested(zone string) error {
	_, err := wmi.CallMethod(local, zoneSign, "Invoke", []any{zone})
	if err != nil && strings.Contains(err.Error(), "9101") {
		return role.ErrElsewhere
	}
	return err
}

// ErrorAs is unsafe: the cause is lost in the library.
func ErrorAs(zone string) error {
	_, err := wmi.CallMethod(local, zoneSign, "Invoke", []any{zone}) // want `KM004: `
	var oe *ole.OleError
	if errors.As(err, &oe) && oe.Code() == 0x8007238D {
		return role.ErrElsewhere
	}
	return err
}

// ErrorIs is unsafe.
func ErrorIs(zone string) error {
	_, err := stackexchange.CallMethod(local, zoneSign, "Invoke", []any{zone}) // want `KM004: `
	if errors.Is(err, syscall.Errno(9101)) {
		return role.ErrElsewhere
	}
	return err
}

// Guarded is safe.
func Guarded(r role.Roles, zone string) error {
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	_, err := wmi.CallMethod(local, zoneSign, "Invoke", []any{zone})
	return err
}

// GuardedMethod is safe: the method that writes is chosen under the check.
func GuardedMethod(r role.Roles, zone string, write bool) error {
	method := "Get"
	if write {
		if err := r.RequireKeyMaster(zone); err != nil {
			return err
		}
		method = "Remove"
	}
	_, err := wmi.CallMethod(local, "PS_DnsServerSigningKey", method, []any{zone})
	return err
}

// ChosenMethod is unsafe: Get needs no role, Remove does.
func ChosenMethod(zone string, remove bool) error {
	method := "Get"
	if remove {
		method = "Remove"
	}
	_, err := wmi.CallMethod(local, "PS_DnsServerSigningKey", method, []any{zone}) // want `KM001: `
	return err
}
