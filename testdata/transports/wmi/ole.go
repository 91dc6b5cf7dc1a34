//go:build windows

package wmi

import (
	"errors"
	"syscall"

	ole "github.com/go-ole/go-ole"
	"github.com/go-ole/go-ole/oleutil"
	"golang.org/x/sys/windows"

	"transports/role"
)

// signClass returns the class of the operation in this file.
func signClass(service *ole.IDispatch) (*ole.IDispatch, error) {
	class, err := oleutil.CallMethod(service, "Get", "PS_DnsServerZoneSign")
	if err != nil {
		return nil, err
	}
	return class.ToIDispatch(), nil
}

// OleInvoke is unsafe: the class was got from the service by its name.
func OleInvoke(service *ole.IDispatch, zone string) error {
	class, err := oleutil.CallMethod(service, "Get", "PS_DnsServerZoneSign")
	if err != nil {
		return err
	}
	_, err = oleutil.CallMethod(class.ToIDispatch(), "Invoke", zone) // want `KM001: `
	return err
}

// OleDispatch is unsafe: the same without oleutil.
func OleDispatch(service *ole.IDispatch, zone string) error {
	class, err := service.CallMethod("Get", "PS_DnsServerSigningKeyRollover")
	if err != nil {
		return err
	}
	_, err = class.ToIDispatch().CallMethod("Disable", zone) // want `KM001: `
	return err
}

// OleMust is unsafe: it panics with the error, which nobody recovers.
func OleMust(service *ole.IDispatch, zone string) {
	class := oleutil.MustCallMethod(service, "Get", "PS_DnsServerSigningKey").ToIDispatch()
	oleutil.MustCallMethod(class, "Remove", zone) // want `KM001: `
}

// OleExecMethod is unsafe: class and method are arguments of ExecMethod_.
func OleExecMethod(service, params *ole.IDispatch) error {
	_, err := oleutil.CallMethod(service, "ExecMethod_", "PS_DnsServerZoneSign", "Invoke", params) // want `KM001: `
	return err
}

// OleHelper is unsafe: a function returns the class.
func OleHelper(service *ole.IDispatch, zone string) error {
	class, err := signClass(service)
	if err != nil {
		return err
	}
	defer class.Release()
	_, err = oleutil.CallMethod(class, "Invoke", zone) // want `KM001: `
	return err
}

// OleRead is silent: Get of the class that it got.
func OleRead(service *ole.IDispatch, zone string) error {
	class, err := oleutil.CallMethod(service, "Get", "PS_DnsServerDnsSecZoneSetting")
	if err != nil {
		return err
	}
	_, err = oleutil.CallMethod(class.ToIDispatch(), "Get", zone)
	return err
}

// OleForeign is silent: whose Invoke that is arrives from outside.
func OleForeign(object *ole.IDispatch, zone string) error {
	_, err := oleutil.CallMethod(object, "Invoke", zone)
	return err
}

// OleOther is silent: Excel has no zones.
func OleOther(object *ole.IDispatch) error {
	books, err := oleutil.CallMethod(object, "Get", "Workbooks")
	if err != nil {
		return err
	}
	_, err = oleutil.CallMethod(books.ToIDispatch(), "Add")
	return err
}

// OleSubError is safe: the code is in the exception.
func OleSubError(service *ole.IDispatch, zone string) error {
	class, err := signClass(service)
	if err != nil {
		return err
	}
	_, err = oleutil.CallMethod(class, "Invoke", zone)
	var oe *ole.OleError
	if errors.As(err, &oe) {
		if info, ok := oe.SubError().(ole.EXCEPINFO); ok && info.SCODE() == 0x8007238D {
			return role.ErrElsewhere
		}
	}
	return err
}

// OleCode is safe: the code itself is a weak test after a method call, but a test.
func OleCode(service *ole.IDispatch, zone string) error {
	class, err := signClass(service)
	if err != nil {
		return err
	}
	_, err = oleutil.CallMethod(class, "Invoke", zone)
	if oe, ok := err.(*ole.OleError); ok && oe.Code() == 0x8007238D {
		return role.ErrElsewhere
	}
	return err
}

// OleMasked is safe: the code without facility and severity.
func OleMasked(service *ole.IDispatch, zone string) error {
	class, err := signClass(service)
	if err != nil {
		return err
	}
	_, err = oleutil.CallMethod(class, "Invoke", zone)
	var oe *ole.OleError
	if errors.As(err, &oe) && oe.Code()&0xffff == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// OleErrno is unsafe: OleError wraps nothing.
func OleErrno(service *ole.IDispatch, zone string) error {
	class, err := signClass(service)
	if err != nil {
		return err
	}
	_, err = oleutil.CallMethod(class, "Invoke", zone) // want `KM004: `
	if errors.Is(err, windows.DNS_ERROR_KEYMASTER_REQUIRED) {
		return role.ErrElsewhere
	}
	return err
}

// OleErrnoAs is unsafe.
func OleErrnoAs(service *ole.IDispatch, zone string) error {
	class, err := signClass(service)
	if err != nil {
		return err
	}
	_, err = oleutil.CallMethod(class, "Invoke", zone) // want `KM004: `
	var errno syscall.Errno
	if errors.As(err, &errno) && errno == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// OleCodeAny is unsafe: any exception has this code.
func OleCodeAny(service *ole.IDispatch, zone string) error {
	class, err := signClass(service)
	if err != nil {
		return err
	}
	_, err = oleutil.CallMethod(class, "Invoke", zone) // want `KM001: `
	if oe, ok := err.(*ole.OleError); ok && oe.Code() == 0x80020009 {
		return errors.New("not signed")
	}
	return err
}

// OleGuarded is safe.
func OleGuarded(r role.Roles, service *ole.IDispatch, zone string) error {
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	class, err := signClass(service)
	if err != nil {
		return err
	}
	_, err = oleutil.CallMethod(class, "Invoke", zone)
	return err
}
