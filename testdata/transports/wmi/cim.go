//go:build windows

package wmi

import (
	"errors"
	"fmt"
	"strings"
	"syscall"

	wmierrors "github.com/microsoft/wmi/pkg/errors"
	cim "github.com/microsoft/wmi/pkg/wmiinstance"

	"transports/role"
)

// CimStatic is unsafe: a static method of the class.
func CimStatic(session *cim.WmiSession, zone string) error {
	class, err := session.GetClass("PS_DnsServerZoneSign")
	if err != nil {
		return err
	}
	defer class.Close()
	_, err = class.InvokeMethod("Invoke", zone) // want `KM001: `
	return err
}

// CimTested is safe: the first value is the return value.
func CimTested(session *cim.WmiSession, zone string) error {
	class, err := session.GetClass("PS_DnsServerZoneSign")
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

// CimTestedHRESULT is safe: the value as an unsigned number.
func CimTestedHRESULT(session *cim.WmiSession, zone string) error {
	class, err := session.GetClass("PS_DnsServerZoneUnsign")
	if err != nil {
		return err
	}
	values, err := class.InvokeMethod("Invoke", zone)
	if err != nil {
		return err
	}
	switch code := uint32(values[0].(int32)); code {
	case 0:
		return nil
	case 9101, 0x8007238D:
		return role.ErrElsewhere
	default:
		return fmt.Errorf("unsign %s: %#x", zone, code)
	}
}

// CimNotZero is unsafe: anything but 0.
func CimNotZero(session *cim.WmiSession, zone string) error {
	class, err := session.GetClass("PS_DnsServerZoneSign")
	if err != nil {
		return err
	}
	values, err := class.InvokeMethod("Invoke", zone) // want `KM001: `
	if err != nil {
		return err
	}
	if ret := uint32(values[0].(int32)); ret != 0 {
		return fmt.Errorf("sign %s: %d", zone, ret)
	}
	return nil
}

// CimInstance is unsafe: the instance is made from the class.
func CimInstance(session *cim.WmiSession, zone string) (int32, error) {
	class, err := session.GetClass("PS_DnsServerSigningKey")
	if err != nil {
		return 0, err
	}
	instance, err := class.MakeInstance()
	if err != nil {
		return 0, err
	}
	return instance.InvokeMethodWithReturn("Add", zone) // want `KM001: `
}

// CimInstanceTested is safe.
func CimInstanceTested(session *cim.WmiSession, zone string) error {
	class, err := session.GetClass("PS_DnsServerSigningKey")
	if err != nil {
		return err
	}
	instance, err := class.MakeInstance()
	if err != nil {
		return err
	}
	ret, err := instance.InvokeMethodWithReturn("Set", zone)
	if ret == 9101 || ret == -2147015795 {
		return role.ErrElsewhere
	}
	return err
}

// CimWMIError is unsafe: the error that is made holds the code as hexadecimal text and
// nothing else, so the test never matches.
func CimWMIError(session *cim.WmiSession, zone string) error {
	class, err := session.GetClass("PS_DnsServerZoneSign")
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

// CimErrno is unsafe: COM's errors are no Errno.
func CimErrno(session *cim.WmiSession, zone string) error {
	class, err := session.GetClass("PS_DnsServerZoneSign")
	if err != nil {
		return err
	}
	_, err = class.InvokeMethod("Invoke", zone) // want `KM004: `
	if errors.Is(err, syscall.Errno(9101)) {
		return role.ErrElsewhere
	}
	return err
}

// CimGuarded is safe.
func CimGuarded(r role.Roles, session *cim.WmiSession, zone string) error {
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	class, err := session.GetClass("PS_DnsServerSigningKeyRollover")
	if err != nil {
		return err
	}
	_, err = class.InvokeMethod("Invoke", zone)
	return err
}

// CimReads is silent.
func CimReads(session *cim.WmiSession, zone string) error {
	class, err := session.GetClass("PS_DnsServerDnsSecZoneSetting")
	if err != nil {
		return err
	}
	_, err = class.InvokeMethod("Get", zone)
	return err
}

// CimForeign is silent: nobody here knows the class.
func CimForeign(class *cim.WmiClass, zone string) error {
	_, err := class.InvokeMethod("Invoke", zone)
	return err
}

// CimClient is silent: the DNS client's cache.
func CimClient(session *cim.WmiSession) error {
	class, err := session.GetClass("MSFT_DNSClientCache")
	if err != nil {
		return err
	}
	_, err = class.InvokeMethod("Clear")
	return err
}
