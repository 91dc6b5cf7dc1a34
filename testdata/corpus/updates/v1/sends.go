package v1

import (
	"context"
	"net"

	"github.com/miekg/dns"
)

// PackageExchange is unsafe: the function of the package.
func PackageExchange(ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	_, err := dns.Exchange(m, addr) // want `KM001: .*Exchange`
	return err
}

// PackageExchangeContext is unsafe.
func PackageExchangeContext(ctx context.Context, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	_, err := dns.ExchangeContext(ctx, m, addr) // want `KM001: .*ExchangeContext`
	return err
}

// PackageExchangeConn is unsafe.
func PackageExchangeConn(conn net.Conn, ds *dns.DS) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	_, err := dns.ExchangeConn(conn, m) // want `KM001: .*ExchangeConn`
	return err
}

// ClientContext is unsafe.
func ClientContext(ctx context.Context, c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	_, _, err := c.ExchangeContext(ctx, m, addr) // want `KM001: .*ExchangeContext`
	return err
}

// ClientConn is unsafe.
func ClientConn(c *dns.Client, conn *dns.Conn, ds *dns.DS) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	_, _, err := c.ExchangeWithConn(m, conn) // want `KM001: .*ExchangeWithConn`
	return err
}

// ClientConnContext is unsafe.
func ClientConnContext(ctx context.Context, c *dns.Client, conn *dns.Conn, ds *dns.DS) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	_, _, err := c.ExchangeWithConnContext(ctx, m, conn) // want `KM001: .*ExchangeWithConnContext`
	return err
}

// ConnWriteMsg is unsafe: written, and the reply is never read.
func ConnWriteMsg(conn *dns.Conn, ds *dns.DS) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	return conn.WriteMsg(m) // want `KM001: .*WriteMsg`
}

// ConnWriteMsgGuarded is safe: the role is checked before.
func ConnWriteMsgGuarded(conn *dns.Conn, ds *dns.DS) error {
	if !isKeyMaster(zone) {
		return errMoved
	}
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	return conn.WriteMsg(m)
}

// TransferWriteMsg is unsafe: Transfer has a WriteMsg too.
func TransferWriteMsg(t *dns.Transfer, ds *dns.DS) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	return t.WriteMsg(m) // want `KM001: .*WriteMsg`
}

// Reply is silent: a server's answer to an update is no update.
func Reply(w dns.ResponseWriter, req *dns.Msg, ds *dns.DS) error {
	m := new(dns.Msg)
	m.SetReply(req)
	m.Ns = append(m.Ns, ds)
	return w.WriteMsg(m)
}

// Guarded is safe.
func Guarded(c *dns.Client, ds *dns.DS, addr string) error {
	if !isKeyMaster(zone) {
		return errMoved
	}
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	_, _, err := c.Exchange(m, addr)
	return err
}

// GuardedBuild is unsafe: the check is around the building, not the sending.
func GuardedBuild(c *dns.Client, ds *dns.DS, addr string) error {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	if isKeyMaster(zone) {
		note("building", m.Id)
	}
	_, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	return err
}

// Built is silent: it builds a message and sends nothing.
func Built(ds *dns.DS) *dns.Msg {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	return m
}

// Packed is silent: it packs a message and sends nothing.
func Packed(ds *dns.DS) ([]byte, error) {
	m := new(dns.Msg).SetUpdate(zone)
	m.Insert([]dns.RR{ds})
	return m.Pack()
}
