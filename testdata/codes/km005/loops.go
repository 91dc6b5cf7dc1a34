// Package km005 repeats what was refused, against the same server.
package km005

import (
	"context"
	"errors"
	"log"
	"os/exec"
	"strings"
	"time"

	"github.com/miekg/dns"

	"codes/role"
)

// Backoff is KM005: the loop waits and asks the same signer again.
func Backoff(j *role.Job) error {
	for {
		err := j.Sig.Sign(j.Key, j.Set) // want `KM005: `
		if !errors.Is(err, role.Refused) {
			return err
		}
		time.Sleep(time.Second)
	}
}

// Continue is KM005: the branch of the refusal goes round.
func Continue(j *role.Job) error {
	for range 5 {
		err := j.Sig.Sign(j.Key, j.Set) // want `KM005: `
		if errors.Is(err, role.Refused) {
			log.Print("refused, once more")
			continue
		}
		return err
	}
	return role.ErrElsewhere
}

// Condition is KM005: the loop's condition is the test.
func Condition(j *role.Job) error {
	err := error(role.Refused)
	for err == role.Refused {
		err = j.Sig.Sign(j.Key, j.Set) // want `KM005: `
	}
	return err
}

// Goto is KM005: a loop without the word.
func Goto(j *role.Job) error {
again:
	err := j.Sig.Sign(j.Key, j.Set) // want `KM005: `
	if err == role.Refused {
		goto again
	}
	return err
}

// Ticker is KM005: the case of the refusal waits for the next tick.
func Ticker(ctx context.Context, j *role.Job, tick <-chan time.Time) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick:
		}
		switch err := j.Sig.Sign(j.Key, j.Set); err { // want `KM005: `
		case nil:
			return nil
		case role.Refused:
			log.Print("refused")
		default:
			return err
		}
	}
}

// Update is KM005: the same address, after the rcode of the refusal.
func Update(c *dns.Client, key *dns.DNSKEY, addr string) error {
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{key})
	for range 3 {
		r, _, err := c.Exchange(m, addr) // want `KM005: `
		if err != nil {
			return err
		}
		if r.Rcode != dns.RcodeNotAuth && r.Rcode != dns.RcodeRefused {
			return nil
		}
		time.Sleep(time.Second)
	}
	return role.ErrElsewhere
}

// Dnscmd is KM005: the text says that it was refused.
func Dnscmd(server, zone string) error {
	for range 3 {
		out, err := exec.Command("dnscmd", server, "/ZoneSign", zone).CombinedOutput() // want `KM005: `
		if strings.Contains(string(out), "KEYMASTER_REQUIRED") {
			time.Sleep(time.Minute)
			continue
		}
		return err
	}
	return role.ErrElsewhere
}

// Any is KM001: whatever the error was, the loop goes on, and nothing knows the refusal.
func Any(j *role.Job) (err error) {
	for range 3 {
		if err = j.Sig.Sign(j.Key, j.Set); err == nil { // want `KM001: `
			return nil
		}
		time.Sleep(time.Second)
	}
	return err
}

// Others is safe: all errors but the refusal are worth another try.
func Others(j *role.Job) error {
	for {
		err := j.Sig.Sign(j.Key, j.Set)
		if errors.Is(err, role.Refused) {
			return role.ErrElsewhere
		}
		if err == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
}

// NextZone is safe: the next round is about another zone.
func NextZone(zones []string) (refused []string) {
	for _, zone := range zones {
		out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput()
		if strings.Contains(string(out), "9101") {
			refused = append(refused, zone)
			continue
		}
		if err != nil {
			log.Print(zone, err)
		}
	}
	return refused
}

// NextServer is safe: the next round is about another server.
func NextServer(servers []string, zone string) error {
	for _, server := range servers {
		out, err := exec.Command("dnscmd", server, "/ZoneSign", zone).CombinedOutput()
		if strings.Contains(string(out), "9101") {
			continue
		}
		return err
	}
	return role.ErrElsewhere
}

// NextJob is safe: each signature is made once.
func NextJob(jobs []*role.Job) (refused int) {
	for _, j := range jobs {
		if err := j.Sig.Sign(j.Key, j.Set); errors.Is(err, role.Refused) {
			refused++
			continue
		}
	}
	return refused
}

// OtherCode is KM001: what is repeated is another error, and nothing knows the refusal.
func OtherCode(zone string) error {
	for {
		out, err := exec.Command("dnscmd", "/ZoneSign", zone).CombinedOutput() // want `KM001: `
		if !strings.Contains(string(out), "9116") {                            // a rollover is in progress
			return err
		}
		time.Sleep(time.Minute)
	}
}
