package v1

import (
	"errors"
	"fmt"

	"github.com/miekg/dns"
)

// NotSuccess is safe: the form of public code.
func NotSuccess(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr)
	if err != nil {
		return err
	}
	if r.Rcode != dns.RcodeSuccess {
		return errMoved
	}
	return nil
}

// NotZero is safe: 0 is NOERROR.
func NotZero(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr)
	if err != nil {
		return err
	} else if r.Rcode != 0 {
		return fmt.Errorf("rcode %d", r.Rcode)
	}
	return nil
}

// IsSuccess is safe: the same, positive.
func IsSuccess(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr)
	if err == nil && r.Rcode == dns.RcodeSuccess {
		return nil
	}
	return errors.Join(err, errMoved)
}

// NotAuth is safe: of the two rcodes one is enough.
func NotAuth(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr)
	if err == nil && r.Rcode == dns.RcodeNotAuth {
		return errMoved
	}
	return err
}

// Refused is safe: the other of the two.
func Refused(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, err := dns.Exchange(m, addr)
	if err != nil {
		return err
	}
	if dns.RcodeRefused == r.MsgHdr.Rcode {
		return errMoved
	}
	return nil
}

// Switch is safe: a case names the refusal.
func Switch(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr)
	if err != nil {
		return err
	}
	switch r.Rcode {
	case dns.RcodeNotAuth, dns.RcodeRefused:
		return errMoved
	case dns.RcodeServerFailure:
		return errors.New("later")
	}
	return nil
}

// SwitchSuccess is safe: the default is apart from NOERROR.
func SwitchSuccess(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr)
	if err != nil {
		return err
	}
	switch r.Rcode {
	case dns.RcodeSuccess:
		return nil
	default:
		return errMoved
	}
}

// SwitchOther is unsafe: NOTAUTH and REFUSED go with NOERROR.
func SwitchOther(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	if err != nil {
		return err
	}
	switch r.Rcode {
	case dns.RcodeNameError, dns.RcodeNotZone:
		return errMoved
	}
	return nil
}

// OtherRcode is unsafe: NXDOMAIN is no refusal.
func OtherRcode(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	if err == nil && r.Rcode == dns.RcodeNameError {
		return errMoved
	}
	return err
}

// Greater is safe: above 0 is apart from NOERROR.
func Greater(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	r, _, err := c.Exchange(m, addr)
	if err != nil {
		return err
	}
	if r.Rcode > dns.RcodeSuccess {
		return errMoved
	}
	return nil
}
