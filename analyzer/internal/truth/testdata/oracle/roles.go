// Shapes of role checks.
package oracle

import (
	"github.com/miekg/dns"
	"truth.test/w/rt"
)

// verdict: safe
func HostInVariable(s *dns.RRSIG, srv *rt.Server) error {
	host := srv.KeyMasterServer
	if host != rt.Hostname {
		return nil
	}
	return s.Sign(nil, nil)
}

// verdict: safe
func RoleEqualsTrue(s *dns.RRSIG) error {
	if rt.IsKeyMaster() == true {
		return s.Sign(nil, nil)
	}
	return nil
}

// verdict: safe
func RoleSwitched(s *dns.RRSIG) error {
	switch rt.IsKeyMaster() {
	case false:
		return nil
	}
	return s.Sign(nil, nil)
}

// verdict: bad at 5
func RoleSwitchedOtherWay(s *dns.RRSIG) error {
	switch rt.IsKeyMaster() {
	case true:
	}
	return s.Sign(nil, nil)
}

// verdict: safe
type roleInField struct{ ok bool }

func RoleInField(s *dns.RRSIG) error {
	r := roleInField{ok: rt.IsKeyMaster()}
	if !r.ok {
		return nil
	}
	return s.Sign(nil, nil)
}

// verdict: bad at 8
func RoleTestedForReplica(s *dns.RRSIG) error {
	// A server without any role is no replica.
	role := rt.Role()
	if role == rt.RoleReplica {
		return nil
	}

	return s.Sign(nil, nil)
}
