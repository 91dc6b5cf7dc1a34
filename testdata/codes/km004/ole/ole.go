//go:build windows

// Package ole tests the errors of github.com/go-ole/go-ole.
package ole

import (
	"errors"
	"syscall"

	"github.com/go-ole/go-ole"
	"github.com/go-ole/go-ole/oleutil"
	"golang.org/x/sys/windows"

	"codes/role"
)

// Identity is KM004: an OleError wraps nothing.
func Identity(service *ole.IDispatch, params *ole.IDispatch) error {
	_, err := oleutil.CallMethod(service, "ExecMethod_", "PS_DnsServerZoneSign", "Invoke", params) // want `KM004: `
	if errors.Is(err, windows.DNS_ERROR_KEYMASTER_REQUIRED) {
		return role.ErrElsewhere
	}
	return err
}

// As is KM004: an OleError is no Errno.
func As(service *ole.IDispatch, params *ole.IDispatch) error {
	_, err := oleutil.CallMethod(service, "ExecMethod_", "PS_DnsServerZoneSign", "Invoke", params) // want `KM004: `
	var errno syscall.Errno
	if errors.As(err, &errno) && errno == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// Equal is KM004: an error of another type.
func Equal(service *ole.IDispatch, params *ole.IDispatch) error {
	_, err := oleutil.CallMethod(service, "ExecMethod_", "PS_DnsServerZoneSign", "Invoke", params) // want `KM004: `
	if err == windows.DNS_ERROR_KEYMASTER_REQUIRED {
		return role.ErrElsewhere
	}
	return err
}

// Code is safe: a weak test, and accepted.
func Code(service *ole.IDispatch, params *ole.IDispatch) error {
	_, err := oleutil.CallMethod(service, "ExecMethod_", "PS_DnsServerZoneSign", "Invoke", params)
	var oe *ole.OleError
	if errors.As(err, &oe) && oe.Code() == 0x8007238D {
		return role.ErrElsewhere
	}
	return err
}

// Masked is safe: without facility and severity.
func Masked(service *ole.IDispatch, params *ole.IDispatch) error {
	_, err := oleutil.CallMethod(service, "ExecMethod_", "PS_DnsServerZoneSign", "Invoke", params)
	var oe *ole.OleError
	if errors.As(err, &oe) && oe.Code()&0xffff == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// SubError is safe: the exception's own code.
func SubError(service *ole.IDispatch, params *ole.IDispatch) error {
	_, err := oleutil.CallMethod(service, "ExecMethod_", "PS_DnsServerZoneSign", "Invoke", params)
	var oe *ole.OleError
	if errors.As(err, &oe) {
		if info, ok := oe.SubError().(ole.EXCEPINFO); ok && info.SCODE() == 0x8007238D {
			return role.ErrElsewhere
		}
	}
	return err
}

// AnyException is KM001: every exception has this code.
func AnyException(service *ole.IDispatch, params *ole.IDispatch) error {
	_, err := oleutil.CallMethod(service, "ExecMethod_", "PS_DnsServerZoneSign", "Invoke", params) // want `KM001: `
	var oe *ole.OleError
	if errors.As(err, &oe) && oe.Code() == 0x80020009 {
		return role.ErrElsewhere
	}
	return err
}
