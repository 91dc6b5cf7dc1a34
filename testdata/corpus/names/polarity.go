package names

import (
	"database/sql"
	"strings"
)

// Lost is unsafe on its true side: it must not be taken for a check.
func Lost(p Prober, j *Job) error {
	if p.LostKeyMaster() {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// LostNegated is unsafe: not having lost it is not having it; a negating word makes it no check.
func LostNegated(p Prober, j *Job) error {
	if !p.LostKeyMaster() {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// Not is unsafe on its true side.
func Not(p Prober, j *Job) error {
	if p.NotKeyMaster() {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// None is unsafe: where no key master exists nobody may sign.
func None(p Prober, j *Job) error {
	if p.NoKeyMaster() {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// lostKeyMaster has a body, and the body decides: false means that the role is held.
func lostKeyMaster(z ZoneInfo) bool { return z.KeyMasterServer != hostname }

// LostWithBody is safe: false means key master.
func LostWithBody(z ZoneInfo, j *Job) error {
	if lostKeyMaster(z) {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// LostWithBodyInverted is unsafe: true means another server.
func LostWithBodyInverted(z ZoneInfo, j *Job) error {
	if lostKeyMaster(z) {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
	}
	return nil
}

// checkKeyMaster answers with true where something is wrong: the body turns the name round.
func checkKeyMaster(z ZoneInfo) bool {
	if z.IsKeyMasterServer {
		return false
	}
	return true
}

// BodyInverted is safe: false is the good outcome.
func BodyInverted(z ZoneInfo, j *Job) error {
	if checkKeyMaster(z) {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// BodyInvertedTrusted is unsafe: by the name it would be safe.
func BodyInvertedTrusted(z ZoneInfo, j *Job) error {
	if checkKeyMaster(z) {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
	}
	return nil
}

// verifyNoKeyMaster returns an error exactly on the key master.
func verifyNoKeyMaster(z ZoneInfo) error {
	if z.IsKeyMasterServer {
		return ErrKeyMasterRequired
	}
	return nil
}

// ErrBodyInverted is safe: an error means key master here.
func ErrBodyInverted(z ZoneInfo, j *Job) error {
	if err := verifyNoKeyMaster(z); err == nil {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ErrBodyInvertedTrusted is unsafe: nil is the bad side.
func ErrBodyInvertedTrusted(z ZoneInfo, j *Job) error {
	if err := verifyNoKeyMaster(z); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
}

// ready has a neutral name; its body is a role check.
func ready(z ZoneInfo) bool { return strings.ToLower(z.KeyMasterServer) == strings.ToLower(hostname) }

// NeutralName is safe: the body shows what it means.
func NeutralName(z ZoneInfo, j *Job) error {
	if !ready(z) {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// LowerCase is safe: Keymaster is "key master" too.
func LowerCase(p Prober, j *Job) error {
	if p.IsKeymaster() {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// UpperSnake is safe: so is KEY_MASTER, as a constant that is compared.
func UpperSnake(j *Job) error {
	if thisRole == ROLE_KEY_MASTER {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// ROLE_KEY_MASTER is a role with a C name.
const ROLE_KEY_MASTER = "km"

// FieldOfParameter is safe: the field IsKeyMasterServer is the server's own answer.
func FieldOfParameter(z *ZoneInfo, j *Job) error {
	if z == nil || !z.IsKeyMasterServer {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ComparedMethod is safe: the name of the key master compared with the host's.
func ComparedMethod(p Prober, j *Job) error {
	if p.KeyMaster() == hostname {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// ComparedInverted is unsafe: it signs where the names differ.
func ComparedInverted(p Prober, j *Job) error {
	if p.KeyMasterName() != hostname {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
	}
	return nil
}

// NonEmptyAndCompared is safe: the comparison is the check, the emptiness does not hurt.
func NonEmptyAndCompared(z ZoneInfo, j *Job) error {
	if z.KeyMasterServer == "" || z.KeyMasterServer != hostname {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// EmptyOrCompared is unsafe: an unset name lets everybody sign.
func EmptyOrCompared(z ZoneInfo, j *Job) error {
	if z.KeyMasterServer == "" || z.KeyMasterServer == hostname {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// OnlineAndMaster is safe: the second operand is the check.
func OnlineAndMaster(z ZoneInfo, j *Job) error {
	if z.KeyMasterStatus == "Online" && z.IsKeyMasterServer {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// Scanned is safe: the variable has the name, and a query fills it (S22).
func Scanned(row *sql.Row, j *Job) error {
	var isKeyMaster bool
	if err := row.Scan(&isKeyMaster); err != nil {
		return err
	}
	if !isKeyMaster {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set)
}
