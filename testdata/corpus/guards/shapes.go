package guards

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
)

// Node is a server with everything that can tell its role.
type Node struct {
	mu              sync.Mutex
	keyMaster       atomic.Bool
	IsKeyMaster     bool
	Standby         bool
	Role            role
	KeyMasterServer string
	Options         map[option]bool
	flags           uint32
	set             RoleSet
	zones           map[string]bool
	keyMasterZones  map[string]struct{}
	roles           Roles
}

type option int

const (
	optOnline option = iota
	optKeyMaster
)

const (
	flagSigned uint32 = 1 << iota
	flagKeyMaster
)

// RoleSet is a set of roles.
type RoleSet uint8

// The roles in a set.
const (
	RoleSecondary RoleSet = 1 << iota
	RoleKeyMaster
)

// Has tells whether r is in the set.
func (s RoleSet) Has(r RoleSet) bool { return s&r != 0 }

func (n *Node) state() role { return n.Role }

// FieldFlag is safe: a struct field with the name of the role (S6).
func (n *Node) FieldFlag(j *Job) error {
	if !n.IsKeyMaster {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// TwoFlags is unsafe: outside standby the role is not looked at (S6).
func (n *Node) TwoFlags(j *Job) error {
	if n.Standby && !n.IsKeyMaster {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// TwoFlagsOr is safe: both flags must be right (S6).
func (n *Node) TwoFlagsOr(j *Job) error {
	if n.Standby || !n.IsKeyMaster {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// Enum is safe: the role compared under a lock that is given back first (S8).
func (n *Node) Enum(j *Job) error {
	n.mu.Lock()
	if n.Role != roleKeyMaster {
		n.mu.Unlock()
		return errReplica
	}
	n.mu.Unlock()
	return j.Sig.Sign(j.Key, j.Set)
}

// EnumOther is unsafe: everybody but the replicas signs, the unknown ones too.
func (n *Node) EnumOther(j *Job) error {
	if n.Role == roleReplica {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// EnumInverted is unsafe: the comparison is the wrong way round.
func (n *Node) EnumInverted(j *Job) error {
	if n.Role != roleKeyMaster {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
	}
	return nil
}

// EnumSwitch is safe in one case and unsafe in another (S10).
func (n *Node) EnumSwitch(j, k *Job) error {
	switch n.state() {
	case roleKeyMaster:
		return j.Sig.Sign(j.Key, j.Set)
	case roleReplica:
		return k.Sig.Sign(k.Key, k.Set) // want `KM003: .*Sign`
	}
	return nil
}

// EnumSwitchTwo is unsafe: the case is shared with another role.
func (n *Node) EnumSwitchTwo(j *Job) error {
	switch n.Role {
	case roleKeyMaster, roleUnknown:
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// EnumLoop is safe: the loop runs while the state is key master (S10).
func (n *Node) EnumLoop(next func() *Job) {
	for n.state() == roleKeyMaster {
		j := next()
		note(j.Sig.Sign(j.Key, j.Set))
	}
}

// EnumLoopAfter is unsafe: the loop is also left where the state is another one.
func (n *Node) EnumLoopAfter(j *Job) error {
	for n.state() == roleKeyMaster {
		note("key master")
		break
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Identity is safe: the zone's key master is this host (S5).
func (n *Node) Identity(j *Job, hostname string) error {
	if n.KeyMasterServer != hostname {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// IdentityFold is safe: host names are compared without case (S5).
func (n *Node) IdentityFold(j *Job) error {
	if strings.EqualFold(n.KeyMasterServer, localHost) {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// IdentityFoldInverted is unsafe: another host's zone.
func (n *Node) IdentityFoldInverted(j *Job) error {
	if strings.EqualFold(n.KeyMasterServer, localHost) {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
}

// Mask is safe: the bit is set (S7).
func (n *Node) Mask(j *Job) error {
	if n.flags&flagKeyMaster != 0 {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// MaskZero is safe: the bit is not missing.
func (n *Node) MaskZero(j *Job) error {
	if n.flags&flagKeyMaster == 0 {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// MaskEqual is safe: the masked value is the bit itself.
func (n *Node) MaskEqual(j *Job) error {
	if n.flags&flagKeyMaster != flagKeyMaster {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// MaskOther is unsafe: another bit is looked at.
func (n *Node) MaskOther(j *Job) error {
	if n.flags&flagSigned == 0 {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// MaskInverted is unsafe: it signs where the bit is missing.
func (n *Node) MaskInverted(j *Job) error {
	if n.flags&flagKeyMaster == 0 {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
	}
	return nil
}

// HasRole is safe: the set has the role (S7).
func (n *Node) HasRole(j *Job) error {
	if !n.set.Has(RoleKeyMaster) {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// HasOther is unsafe: the set has another role.
func (n *Node) HasOther(j *Job) error {
	if !n.set.Has(RoleSecondary) {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Option is safe: the option is the role (S9).
func (n *Node) Option(j *Job) error {
	if !n.Options[optOnline] || !n.Options[optKeyMaster] {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// OptionEither is unsafe: online alone is enough to go on (S9).
func (n *Node) OptionEither(j *Job) error {
	if !n.Options[optOnline] && !n.Options[optKeyMaster] {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// CommaOK is safe: the zone is among those this server is key master of.
func (n *Node) CommaOK(j *Job, zone string) error {
	if _, ok := n.keyMasterZones[zone]; !ok {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// CommaOKOther is unsafe: the map knows zones, not roles.
func (n *Node) CommaOKOther(j *Job, zone string) error {
	if _, ok := n.zones[zone]; !ok {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Atomic is safe: the flag is loaded (S20).
func (n *Node) Atomic(j *Job) error {
	if !n.keyMaster.Load() {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// AtomicStored is unsafe: storing is not asking (S20).
func (n *Node) AtomicStored(j *Job) error {
	n.keyMaster.Store(false)
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// OnChange is safe: the parameter is the role (S21).
func (n *Node) OnChange(newKeyMaster bool, j *Job) error {
	if newKeyMaster {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// OnChangeBoth is unsafe: demoted servers sign too (S21).
func (n *Node) OnChangeBoth(newKeyMaster bool, j *Job) error {
	if newKeyMaster {
		note("promoted")
	} else {
		note("demoted")
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// VerifyFuture is safe: the future's error is nil on the key master (S16).
func (n *Node) VerifyFuture(j *Job) error {
	if err := n.roles.VerifyKeyMaster().Error(); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// AskServer is safe: the query's answer decides (S22).
func (n *Node) AskServer(ctx context.Context, j *Job, zone string) (err error) {
	if err = n.roles.RequireKeyMaster(ctx, zone); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// requireKeyMasterOK answers the client itself; true means go on (S12).
func requireKeyMasterOK(w http.ResponseWriter) bool {
	if !isKeyMaster() {
		answer(w)
		return false
	}
	return true
}

// keyMasterRefuses answers the client itself; true means that it has refused (S12).
func keyMasterRefuses(w http.ResponseWriter) bool {
	if isKeyMaster() {
		return false
	}
	answer(w)
	return true
}

// AnsweredGoOn is safe: true is the good side (S12).
func AnsweredGoOn(w http.ResponseWriter, j *Job) {
	if !requireKeyMasterOK(w) {
		return
	}
	note(j.Sig.Sign(j.Key, j.Set))
}

// AnsweredRefused is safe: true is the bad side, as the body shows (S12).
func AnsweredRefused(w http.ResponseWriter, j *Job) {
	if keyMasterRefuses(w) {
		return
	}
	note(j.Sig.Sign(j.Key, j.Set))
}

// AnsweredMistaken is unsafe: it takes the second for the first.
func AnsweredMistaken(w http.ResponseWriter, j *Job) {
	if !keyMasterRefuses(w) {
		return
	}
	note(j.Sig.Sign(j.Key, j.Set)) // want `KM003: .*Sign`
}

// forwardToKeyMaster sends the request on; done is false on the key master itself (S15).
func forwardToKeyMaster() (done bool, err error) {
	if isKeyMaster() {
		return false, nil
	}
	return true, other()
}

// Forwarded is safe: not done means that this is the key master (S15).
func Forwarded(j *Job) error {
	if done, err := forwardToKeyMaster(); done {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ForwardedOnlyErr is unsafe: a request that was forwarded well is signed here too (S15).
func ForwardedOnlyErr(j *Job) error {
	if _, err := forwardToKeyMaster(); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}
