//go:build windows

package km003

import (
	"errors"

	"github.com/go-ole/go-ole"
	"github.com/go-ole/go-ole/oleutil"
	"github.com/yusufpapurcu/wmi"

	"codes/role"
)

// ClassInverted is KM003: a method of the provider, called on replicas.
func ClassInverted(r role.Roles, zone string) error {
	if r.IsKeyMaster(zone) {
		return nil
	}
	_, err := wmi.CallMethod([]any{nil, `root\Microsoft\Windows\DNS`}, "PS_DnsServerZoneSign", "Invoke", []any{zone}) // want `KM003: `
	return err
}

// ClassElse is KM003: the else of a good outcome.
func ClassElse(r role.Roles, zone string) (err error) {
	if ok, ask := r.AskKeyMaster(zone); ask != nil {
		return ask
	} else if !ok {
		_, err = wmi.CallMethod([]any{nil, `root\Microsoft\Windows\DNS`}, "PS_DnsServerZoneUnsign", "Invoke", []any{zone}) // want `KM003: `
	}
	return err
}

// DispatchInverted is KM003: the same by a dispatch interface.
func DispatchInverted(r role.Roles, class *ole.IDispatch, zone string) error {
	if err := r.RequireKeyMaster(zone); err == nil {
		return errors.New("not here")
	}
	service, err := oleutil.CallMethod(class, "ExecMethod_", "PS_DnsServerZoneSign", "Invoke", zone) // want `KM003: `
	if err != nil {
		return err
	}
	return service.Clear()
}

// ClassGuarded is safe: the key master goes on.
func ClassGuarded(r role.Roles, zone string) error {
	if !r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	_, err := wmi.CallMethod([]any{nil, `root\Microsoft\Windows\DNS`}, "PS_DnsServerZoneSign", "Invoke", []any{zone})
	return err
}

// ClassTested is safe: it is called on a replica, and the refusal is told apart.
func ClassTested(r role.Roles, zone string) error {
	if r.IsKeyMaster(zone) {
		return nil
	}
	ret, err := wmi.CallMethod([]any{nil, `root\Microsoft\Windows\DNS`}, "PS_DnsServerZoneSign", "Invoke", []any{zone})
	if ret == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// ClassSome is KM001: replicas call it, and so does who is in a hurry.
func ClassSome(r role.Roles, zone string, hurry bool) error {
	if !hurry && r.IsKeyMaster(zone) {
		return nil
	}
	_, err := wmi.CallMethod([]any{nil, `root\Microsoft\Windows\DNS`}, "PS_DnsServerZoneSign", "Invoke", []any{zone}) // want `KM001: `
	return err
}
