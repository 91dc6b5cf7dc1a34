// Package role answers one question: does this program talk to a zone's key
// master? In this deployment the zone itself says so: the TXT record
// _keymaster.<zone> holds the host name of the server that owns its keys.
package role

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"

	"github.com/miekg/dns"
)

// KeyMasterRequired is the refusal: what a key service answers, as an error,
// when it is not the key master of the zone it is asked to act on.
const KeyMasterRequired = syscall.Errno(9101)

// ErrElsewhere says that another server is the key master.
var ErrElsewhere = errors.New("role: the zone's key master is another server")

// Client asks a name server who the key master of a zone is.
type Client struct {
	Server string // the name server to ask, with its port
	Host   string // the name of this host
	DNS    *dns.Client
}

// KeyMasterServer returns the host name of the key master of zone.
func (c *Client) KeyMasterServer(ctx context.Context, zone string) (string, error) {
	q := new(dns.Msg).SetQuestion("_keymaster."+dns.Fqdn(zone), dns.TypeTXT)
	r, _, err := c.DNS.ExchangeContext(ctx, q, c.Server)
	if err != nil {
		return "", fmt.Errorf("role: key master of %s: %w", zone, err)
	}
	for _, rr := range r.Answer {
		if txt, ok := rr.(*dns.TXT); ok && len(txt.Txt) > 0 {
			return txt.Txt[0], nil
		}
	}
	return "", fmt.Errorf("role: %s has no key master", zone)
}

// IsKeyMaster reports whether this host is the key master of zone. A host that
// cannot find out is not.
func (c *Client) IsKeyMaster(ctx context.Context, zone string) bool {
	master, err := c.KeyMasterServer(ctx, zone)
	return err == nil && strings.EqualFold(master, c.Host)
}

// RequireKeyMaster returns nil if this host is the key master of zone, and
// otherwise an error that says what it is instead.
func (c *Client) RequireKeyMaster(ctx context.Context, zone string) error {
	master, err := c.KeyMasterServer(ctx, zone)
	if err != nil {
		return err
	}
	if !strings.EqualFold(master, c.Host) {
		return fmt.Errorf("%w: %s is signed on %s", ErrElsewhere, zone, master)
	}
	return nil
}
