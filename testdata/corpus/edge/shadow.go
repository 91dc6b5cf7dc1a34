package edge

import (
	"errors"

	"github.com/miekg/dns"
)

type fakeDNS struct{}

func (fakeDNS) Sign(...any) error { return nil }

type fakeErrors struct{}

func (fakeErrors) Is(error, error) bool { return false }

// ShadowPackage is silent: dns is a variable here.
func ShadowPackage(key any) error {
	dns := fakeDNS{}
	return dns.Sign(key)
}

// ShadowErrors is unsafe: errors is a variable here, and its Is never answers yes.
func ShadowErrors(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	errors := fakeErrors{}
	if errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// ShadowTrue is unsafe: true is false here.
func ShadowTrue(j *Job) error {
	const true = false
	if isKeyMaster() == true {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
	}
	return nil
}

// ShadowPanic is unsafe: panic is a function here that returns.
func ShadowPanic(j *Job) error {
	panic := func(any) {}
	if !isKeyMaster() {
		panic("not the key master")
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// ShadowReceiver is safe: the shadowing variable is the check's answer.
func ShadowReceiver(j *Job) error {
	isKeyMaster := isKeyMaster()
	if isKeyMaster {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// ShadowNil is safe: the error is compared with nil under another name.
func ShadowNil(j *Job) error {
	var none error
	err := j.Sig.Sign(j.Key, j.Set)
	if err != none && errors.Is(err, errKM) {
		return errMoved
	}
	return err
}

// AndOperator is safe: the right operand runs behind the check.
func AndOperator(j *Job) bool {
	return isKeyMaster() && j.Sig.Sign(j.Key, j.Set) == nil
}

// OrOperator is unsafe: the right operand runs where the check failed.
func OrOperator(j *Job) bool {
	return isKeyMaster() || j.Sig.Sign(j.Key, j.Set) == nil // want `KM003: .*Sign`
}

// Arguments is unsafe: arguments are evaluated whatever they are.
func Arguments(j *Job) {
	note(isKeyMaster(), j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
}

// ForInit is unsafe: the init statement comes before the condition.
func ForInit(j *Job) {
	for err := j.Sig.Sign(j.Key, j.Set); err == nil && isKeyMaster(); { // want `KM001: .*Sign`
		note("again")
		break
	}
}

// ForCondition is safe: && in the condition.
func ForCondition(j *Job) {
	for isKeyMaster() && j.Sig.Sign(j.Key, j.Set) != nil {
		note("again")
	}
}

// Literal is unsafe inside a composite literal.
func Literal(j *Job) []error {
	return []error{
		nil,
		j.Sig.Sign(j.Key, j.Set), // want `KM001: .*Sign`
	}
}

// SendCase is unsafe: what a select sends is computed before it chooses.
func SendCase(j *Job, out chan<- error, stop <-chan bool) {
	select {
	case out <- j.Sig.Sign(j.Key, j.Set): // want `KM001: .*Sign`
	case <-stop:
	}
}

// ManyLines is unsafe: the call begins on the line of its name.
func ManyLines(j *Job) error {
	return j.Sig.Sign( // want `KM001: .*Sign`
		j.Key,
		append(
			[]dns.RR{},
			j.Set...,
		),
	)
}

// SameLine is unsafe twice on one line.
func SameLine(j, k *Job) error {
	return errors.Join(j.Sig.Sign(j.Key, j.Set), k.Sig.Sign(k.Key, k.Set)) // want `KM001: .*Sign` `KM001: .*Sign`
}

// NestedCall is unsafe: the key of one is made in the arguments of the other.
func NestedCall(j *Job) error {
	return sink(j.DK.Generate(256)) // want `KM001: .*Generate`
}

func sink(_ any, err error) error { return err }

// Long is safe: the check is the last of many operands.
func Long(j *Job, b [64]bool) error {
	if (b[0] || b[1]) && (b[2] || b[3]) && (b[4] || b[5]) && (b[6] || b[7]) && (b[8] || b[9]) &&
		(b[10] || b[11]) && (b[12] || b[13]) && (b[14] || b[15]) && (b[16] || b[17]) && (b[18] || b[19]) &&
		(b[20] || b[21]) && (b[22] || b[23]) && (b[24] || b[25]) && (b[26] || b[27]) && (b[28] || b[29]) &&
		(b[30] || b[31]) && (b[32] || b[33]) && (b[34] || b[35]) && (b[36] || b[37]) && (b[38] || b[39]) &&
		isKeyMaster() {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// LongHole is unsafe: one of many arms has no check.
func LongHole(j *Job, b [64]bool) error {
	if b[0] && isKeyMaster() || b[1] && isKeyMaster() || b[2] && isKeyMaster() || b[3] && isKeyMaster() ||
		b[4] && isKeyMaster() || b[5] && isKeyMaster() || b[6] && isKeyMaster() || b[7] && isKeyMaster() ||
		b[8] && isKeyMaster() || b[9] || b[10] && isKeyMaster() || b[11] && isKeyMaster() {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}
