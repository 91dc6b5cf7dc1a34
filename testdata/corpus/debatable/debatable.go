// Package debatable holds cases whose label the rule leaves open. NOTES.md
// gives the reasons; a number there is the number here. Nothing else in the
// corpus depends on these.
package debatable

import (
	"crypto"
	"errors"
	"fmt"
	"log"
	"os"
	"strings"
	"syscall"

	"github.com/miekg/dns"
)

// Job is one signature to make.
type Job struct {
	Sig *dns.RRSIG
	Key crypto.Signer
	Set []dns.RR
}

const (
	roleKeyMaster = 1
	errKM         = syscall.Errno(9101)
)

var (
	localRole   int
	hostname, _ = os.Hostname()
	errMoved    = errors.New("the key master is elsewhere")
)

func isKeyMaster() bool { return localRole == roleKeyMaster }

func note(args ...any) { log.Println(args...) }

// Info is what a server says of a zone.
type Info struct {
	KeyMasterServer string
	KeymasterCount  int
	IsPrimary       func() bool
}

// N1 is safe: a variable's name is a hint, and IsPrimary shows nothing else.
func N1(z Info, j *Job) error {
	isKeyMaster := z.IsPrimary()
	if isKeyMaster {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// N2 is unsafe: a count is no role.
func N2(z Info, j *Job) error {
	if z.KeymasterCount > 0 {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// N3 is unsafe: a local function with the name, whose body asks something else.
func N3(j *Job) error {
	isKeyMaster := func() bool { return j != nil }
	if !isKeyMaster() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

func checkKeyMasterFile(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// N4 is unsafe: the body looks for a file.
func N4(j *Job) error {
	if !checkKeyMasterFile("key.pem") {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set) // known-miss: KM001 Sign
}

// N5 is safe: a prefix comparison of the server's name is a comparison.
func N5(z Info, j *Job) error {
	if strings.HasPrefix(z.KeyMasterServer, hostname+".") {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// N6 is unsafe: a string is no name.
func N6(roles map[string]bool, j *Job) error {
	if roles["keymaster"] {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// N7 is safe: where the role was not held, the refusal is tested.
func N7(j *Job) error {
	master := isKeyMaster()
	err := j.Sig.Sign(j.Key, j.Set)
	if !master && errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// N8 is safe: the first iteration asks, and the role holds from there on.
func N8(jobs []*Job) {
	for i, j := range jobs {
		if i == 0 && !isKeyMaster() {
			return
		}
		note(j.Sig.Sign(j.Key, j.Set))
	}
}

func must(ok bool) {
	if !ok {
		panic("not the key master")
	}
}

// N9 is safe: must returns only where its argument, the check, is true.
func N9(j *Job) error {
	must(isKeyMaster())
	return j.Sig.Sign(j.Key, j.Set)
}

func pick(j *Job) *Job {
	if !isKeyMaster() {
		return nil
	}
	return j
}

// N10 is safe: a result that is not nil implies the role.
func N10(j *Job) error {
	if p := pick(j); p != nil {
		return p.Sig.Sign(p.Key, p.Set)
	}
	return nil
}

// N11 is safe: the outcome is used, if only to log it.
func N11(j *Job) {
	err := j.Sig.Sign(j.Key, j.Set)
	note("refused:", errors.Is(err, errKM))
}

// N12 is safe: the arguments are swapped, and for a bare Errno that is the same.
func N12(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // known-noise: KM001 Sign
	if err != nil && errors.Is(errKM, err) {
		return errMoved
	}
	return err
}

// N13 is unsafe: what a callback's name promises is no check.
func N13(j *Job, register func(Callbacks)) {
	register(Callbacks{OnKeyMaster: func() {
		note(j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
	}})
}

// Callbacks are called on changes of the role.
type Callbacks struct{ OnKeyMaster func() }

// N14 is unsafe: receiving from a channel has no outcome.
func N14(keyMasterElected <-chan struct{}, j *Job) error {
	<-keyMasterElected
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// N15 is silent: flags that are left out are the constant 0, without ZONE.
func N15() (crypto.PrivateKey, error) {
	k := &dns.DNSKEY{Protocol: 3, Algorithm: dns.ED25519}
	return k.Generate(256) // known-noise: KM001 Generate
}

// N16 is silent: a method value that leaves is no call.
func N16(j *Job) func(crypto.Signer, []dns.RR) error { return j.Sig.Sign }

func signAtStart(s *dns.RRSIG) error {
	return s.Sign(nil, nil) // want `KM001: .*Sign`
}

// N17 is unsafe, reported in the helper, as for any caller.
var N17 = signAtStart(&dns.RRSIG{})

// N18 is unsafe: RemoveName is given a DNSKEY, though only its name is sent.
func N18(c *dns.Client, k *dns.DNSKEY, addr string) error {
	m := new(dns.Msg).SetUpdate("example.org.")
	m.RemoveName([]dns.RR{k})
	_, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	return err
}

// N19 is unsafe: the header says DNSKEY, and the RRset of that type goes.
func N19(c *dns.Client, addr string) error {
	m := new(dns.Msg).SetUpdate("example.org.")
	m.RemoveRRset([]dns.RR{&dns.ANY{Hdr: dns.RR_Header{Name: "example.org.", Rrtype: dns.TypeDNSKEY}}})
	_, _, err := c.Exchange(m, addr) // known-miss: KM001 Exchange
	return err
}

// N20 is safe: the reply to WriteMsg is read and its rcode tested.
func N20(conn *dns.Conn, ds *dns.DS) error {
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{ds})
	if err := conn.WriteMsg(m); err != nil {
		return err
	}
	r, err := conn.ReadMsg()
	if err != nil {
		return err
	}
	if r.Rcode != dns.RcodeSuccess {
		return errMoved
	}
	return nil
}

// N21 is silent: the text is not constant, though its format is.
func N21(c *dns.Client, tag int, addr string) error {
	rr, err := dns.NewRR(fmt.Sprintf("example.org. IN DS %d 13 2 00", tag))
	if err != nil {
		return err
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{rr})
	_, _, err = c.Exchange(m, addr) // known-noise: KM001 Exchange
	return err
}

// N22 is unsafe: on one path the record is a DS.
func N22(c *dns.Client, ds *dns.DS, a *dns.A, secure bool, addr string) error {
	var rr dns.RR = a
	if secure {
		rr = ds
	}
	m := new(dns.Msg).SetUpdate("example.org.")
	m.Insert([]dns.RR{rr})
	_, _, err := c.Exchange(m, addr) // want `KM001: .*Exchange`
	return err
}
