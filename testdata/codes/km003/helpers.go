package km003

import (
	"os"

	"codes/role"
)

var host, _ = os.Hostname()

// replica is true where the role is elsewhere.
func replica(r role.Roles, zone string) bool { return !r.IsKeyMaster(zone) }

// Helper is KM003: the helper turns the check round.
func Helper(r role.Roles, j *role.Job) error {
	if replica(r, j.Zone) {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
	}
	return nil
}

// HelperRight is safe: false is the good outcome of the helper.
func HelperRight(r role.Roles, j *role.Job) error {
	if replica(r, j.Zone) {
		return role.ErrElsewhere
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// checkKeyMaster has the error on the key master: the body decides, not the name.
func checkKeyMaster(r role.Roles, zone string) error {
	if r.IsKeyMaster(zone) {
		return role.ErrElsewhere
	}
	return nil
}

// Trusted is KM003: nil is the bad outcome.
func Trusted(r role.Roles, j *role.Job) error {
	if err := checkKeyMaster(r, j.Zone); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
}

// sign is KM003: each of its callers is on the wrong side.
func sign(j *role.Job) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
}

// CalledNegated is KM003 in sign.
func CalledNegated(r role.Roles, j *role.Job) error {
	if !r.IsKeyMaster(j.Zone) {
		return sign(j)
	}
	return nil
}

// CalledElse is KM003 in sign.
func CalledElse(r role.Roles, j *role.Job) error {
	if r.IsKeyMaster(j.Zone) {
		return nil
	}
	return sign(j)
}

// resign is judged through its callers, of which one is safe.
func resign(j *role.Job) error { return j.Sig.Sign(j.Key, j.Set) }

// ResignRight is safe: it calls as the key master.
func ResignRight(r role.Roles, j *role.Job) error {
	if r.IsKeyMaster(j.Zone) {
		return resign(j)
	}
	return nil
}

// ResignWrong is KM003: it calls where the other one does not.
func ResignWrong(r role.Roles, j *role.Job) error {
	if r.IsKeyMaster(j.Zone) {
		return nil
	}
	return resign(j) // want `KM003: `
}

// Closure is KM003: the literal is made and called on the wrong side.
func Closure(r role.Roles, j *role.Job) error {
	if r.IsKeyMaster(j.Zone) {
		return nil
	}
	again := func() error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
	}
	return again()
}

// Deferred is KM003: the defer statement stands on the wrong side.
func Deferred(r role.Roles, j *role.Job) {
	if !r.IsKeyMaster(j.Zone) {
		defer j.Sig.Sign(j.Key, j.Set) // want `KM003: `
	}
}

// unlessKeyMaster runs fn on replicas.
func unlessKeyMaster(r role.Roles, zone string, fn func() error) error {
	if r.IsKeyMaster(zone) {
		return nil
	}
	return fn()
}

// Passed is KM003: the literal is run on replicas.
func Passed(r role.Roles, j *role.Job) error {
	return unlessKeyMaster(r, j.Zone, func() error {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
	})
}

// A Server knows what its zone's setting says.
type Server struct{ setting role.Setting }

// Sign is KM003: the field says that another server has the role.
func (s *Server) Sign(j *role.Job) error {
	if !s.setting.IsKeyMasterServer {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
	}
	return nil
}

// SignName is KM003: the names differ.
func (s *Server) SignName(j *role.Job) error {
	if s.setting.KeyMasterServer != host {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
	}
	return nil
}

// SignRight is safe: the names are the same.
func (s *Server) SignRight(j *role.Job) error {
	if s.setting.KeyMasterServer != host {
		return role.ErrElsewhere
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// A Role is what a server may be.
type Role int

// The roles of a server.
const (
	RoleUnknown Role = iota
	RoleReplica
	RoleKeyMaster
)

// Enum is KM003: everybody but the key master signs.
func Enum(current Role, j *role.Job) error {
	if current != RoleKeyMaster {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: `
	}
	return nil
}

// EnumOther is KM001: that it is no replica does not make it known.
func EnumOther(current Role, j *role.Job) error {
	if current != RoleReplica {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: `
	}
	return nil
}
