// Package update sends dynamic updates, whose refusal is the answer's rcode.
package update

import (
	"context"
	"errors"
	"fmt"

	mdns "github.com/miekg/dns"
)

func message(zone string, ds *mdns.DS) *mdns.Msg {
	m := new(mdns.Msg)
	m.SetUpdate(zone)
	m.Insert([]mdns.RR{ds})
	return m
}

func answerUnread(c *mdns.Client, zone, addr string, ds *mdns.DS) error {
	_, _, err := c.Exchange(message(zone, ds), addr) // want `KM001: `
	return err
}

func behindErrorCheck(ctx context.Context, c *mdns.Client, zone, addr string, ds *mdns.DS) error {
	answer, _, err := c.ExchangeContext(ctx, message(zone, ds), addr) // want `KM001: `
	if err != nil {
		return fmt.Errorf("update %s: %w", zone, err)
	}
	fmt.Println(answer.Id)
	return nil
}

// No fix: there are more branches.
func inIf(c *mdns.Client, zone, addr string, ds *mdns.DS) error {
	if r, _, err := c.Exchange(message(zone, ds), addr); err != nil { // want `KM001: `
		return err
	} else if r == nil {
		return errors.New("no answer")
	}
	return nil
}

func returned(zone, addr string, ds *mdns.DS) (*mdns.Msg, error) {
	return mdns.Exchange(message(zone, ds), addr) // want `KM001: `
}

// No fix: the answer is nowhere.
func ignored(c *mdns.Client, zone, addr string, ds *mdns.DS) (err error) {
	_, _, err = c.Exchange(message(zone, ds), addr) // want `KM001: `
	return
}
