package v1

import (
	"errors"
	"fmt"
	"slices"

	"github.com/miekg/dns"
)

// OnlyErr is unsafe: the error is nil where the server refuses.
func OnlyErr(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	_, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	if err != nil {
		return errMoved
	}
	return nil
}

// ErrFirst is unsafe: a refused update leaves as a success before the test.
func ErrFirst(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	if err == nil {
		return nil
	}
	if r != nil && r.Rcode == dns.RcodeRefused {
		return errMoved
	}
	return err
}

// ErrAndRcode is unsafe: with a refusal the left operand is false.
func ErrAndRcode(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	if err != nil && r.Rcode == dns.RcodeRefused {
		return errMoved
	}
	return err
}

// ErrOrRcode is safe: with a refusal the right operand is reached.
func ErrOrRcode(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr)
	if err != nil || r.Rcode != dns.RcodeSuccess {
		return errMoved
	}
	return nil
}

// ReplyNotNil is safe: where there is a refusal there is a reply.
func ReplyNotNil(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr)
	if r != nil && r.Rcode != dns.RcodeSuccess {
		return errMoved
	}
	return err
}

// Helper is safe: the helper tests the reply's rcode.
func Helper(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr)
	if err != nil {
		return err
	}
	if refused(r) {
		return errMoved
	}
	return nil
}

// HelperCode is safe: the helper tests the rcode it is given.
func HelperCode(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr)
	if err != nil || failed(r.Rcode) {
		return errMoved
	}
	return nil
}

// Slice is safe: the slice holds both rcodes.
func Slice(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr)
	if err != nil {
		return err
	}
	if slices.Contains([]int{dns.RcodeRefused, dns.RcodeNotAuth}, r.Rcode) {
		return errMoved
	}
	return nil
}

// Printed is unsafe: the rcode's name is only shown.
func Printed(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	if err != nil {
		return err
	}
	note("rcode", dns.RcodeToString[r.Rcode])
	return nil
}

// Appended is unsafe: the rcode is added to the output and success goes on.
func Appended(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	if err != nil {
		return err
	}
	out := []string{zone}
	out = append(out, fmt.Sprint(r.Rcode))
	note(out)
	return nil
}

// RcodeThrown is unsafe: the outcome is thrown away.
func RcodeThrown(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	if err != nil {
		return err
	}
	_ = r.Rcode != dns.RcodeSuccess
	return nil
}

// RcodeVerbose is unsafe: only some refused paths are tested.
func RcodeVerbose(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	if err != nil {
		return err
	}
	if len(ds.Digest) > 64 && r.Rcode != dns.RcodeSuccess {
		return errMoved
	}
	return nil
}

// RcodeOfOther is unsafe: it is another message's rcode.
func RcodeOfOther(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	_, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	if err != nil {
		return err
	}
	if m.Rcode != dns.RcodeSuccess {
		return errMoved
	}
	return nil
}

// Errno is unsafe: 9101 never crosses the wire.
func Errno(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	_, _, err := c.Exchange(m, addr) // want `KM004: .*Exchange`
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// ErrnoRcode is unsafe: an rcode is never 9101.
func ErrnoRcode(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr) // want `KM004: .*Exchange`
	if err == nil && r.Rcode == 9101 {
		return errMoved
	}
	return err
}

// ErrnoAndRcode is safe: the dead test does not hinder the live one.
func ErrnoAndRcode(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr)
	if errors.Is(err, errKM) {
		return err
	}
	if err == nil && r.Rcode == dns.RcodeRefused {
		return errMoved
	}
	return err
}

// Extended is safe: the rcode travels through a variable.
func Extended(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr)
	if err != nil {
		return err
	}
	rcode := r.Rcode
	note(rcode)
	if rcode == dns.RcodeNotAuth {
		return errMoved
	}
	return nil
}

// Opcode is unsafe: the reply's opcode is no rcode.
func Opcode(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	if err != nil {
		return err
	}
	if r.Opcode != dns.OpcodeUpdate || !r.Response {
		return errMoved
	}
	return nil
}

// Replied is unsafe: the reply goes to callers that cannot be seen.
func Replied(c *dns.Client, ds *dns.DS, addr string) (*dns.Msg, error) {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	return r, err
}

// RcodeReturned is safe: the outcome of the test goes out.
func RcodeReturned(c *dns.Client, ds *dns.DS, addr string) (bool, error) {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr)
	if err != nil {
		return false, err
	}
	return r.Rcode == dns.RcodeSuccess, nil
}

// RcodeFirst is unsafe: of two updates only the second reply is looked at.
func RcodeFirst(c *dns.Client, ds *dns.DS, addr1, addr2 string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr1) // want `KM001: .*Exchange`
	if err != nil {
		return err
	}
	r, _, err = c.Exchange(m, addr2)
	if err != nil || r.Rcode != dns.RcodeSuccess {
		return errMoved
	}
	return nil
}
