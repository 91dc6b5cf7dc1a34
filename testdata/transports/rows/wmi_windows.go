//go:build windows

package rows

import (
	"github.com/StackExchange/wmi"
	ole "github.com/go-ole/go-ole"
	"github.com/go-ole/go-ole/oleutil"
	cim "github.com/microsoft/wmi/pkg/wmiinstance"

	"transports/role"
)

const (
	namespace = `root\Microsoft\Windows\DNS`
	rollover  = "PS_DnsServerSigningKeyRollover"
)

var local = []any{nil, namespace}

// SetKey is unsafe: a method of the client.
func SetKey(c *wmi.Client, zone string) error {
	_, err := c.CallMethod(local, "PS_DnsServerSigningKey", "Set", []any{zone}) // want `KM001: `
	return err
}

// SetKeyTested is safe.
func SetKeyTested(c *wmi.Client, zone string) error {
	ret, err := c.CallMethod(local, "PS_DnsServerSigningKey", "Set", []any{zone})
	if ret == 9101 {
		return role.ErrElsewhere
	}
	return err
}

// AddKey is unsafe: nothing is chosen at run time.
func AddKey(c *wmi.Client, zone string) error {
	_, err := c.CallMethod(local, "PS_DnsServerSigningKey", "Add", []any{zone}) // want `KM001: `
	return err
}

// RemoveKey is unsafe.
func RemoveKey(c *wmi.Client, zone string) error {
	_, err := c.CallMethod(local, "PS_DnsServerSigningKey", "Remove", []any{zone}) // want `KM001: `
	return err
}

// Optional is unsafe: the parameters are a list.
func Optional(service *ole.IDispatch, zone string) error {
	class, err := oleutil.CallMethod(service, "Get", rollover)
	if err != nil {
		return err
	}
	_, err = class.ToIDispatch().InvokeWithOptionalArgs("Enable", ole.DISPATCH_METHOD, []any{zone}) // want `KM001: `
	return err
}

// Instance is unsafe: an instance's method.
func Instance(session *cim.WmiSession, zone string) error {
	class, err := session.GetClass(rollover)
	if err != nil {
		return err
	}
	instance, err := class.MakeInstance()
	if err != nil {
		return err
	}
	_, err = instance.InvokeMethod("Invoke", zone) // want `KM001: `
	return err
}

// InstanceTested is safe: the first value is the return value.
func InstanceTested(session *cim.WmiSession, zone string) error {
	class, err := session.GetClass(rollover)
	if err != nil {
		return err
	}
	instance, err := class.MakeInstance()
	if err != nil {
		return err
	}
	values, err := instance.InvokeMethod("Invoke", zone)
	if err != nil {
		return err
	}
	if ret, ok := values[0].(int32); ok && ret == 9101 {
		return role.ErrElsewhere
	}
	return nil
}

// Async is unsafe: it waits for the result all the same.
func Async(session *cim.WmiSession, action cim.UserAction, zone string) error {
	class, err := session.GetClass(rollover)
	if err != nil {
		return err
	}
	instance, err := class.MakeInstance()
	if err != nil {
		return err
	}
	_, err = instance.InvokeMethodAsync("Disable", action, 0, 60, zone) // want `KM001: `
	return err
}
