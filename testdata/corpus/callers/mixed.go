package callers

import "errors"

// signThree is called by one that asks, one that tests, and two that do neither.
func signThree(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

// ThreeAsks is safe.
func ThreeAsks(j *Job) error {
	if !isKeyMaster() {
		return errMoved
	}
	return signThree(j)
}

// ThreeTests is safe.
func ThreeTests(j *Job) error {
	if err := signThree(j); errors.Is(err, errKM) {
		return errMoved
	}
	return nil
}

// ThreeBare is unsafe: one report for each unsafe caller.
func ThreeBare(j *Job) error {
	return signThree(j) // want `KM001: .*(signThree|Sign)`
}

// ThreeFailed is unsafe: one report for each unsafe caller.
func ThreeFailed(j *Job) {
	if err := signThree(j); err != nil { // want `KM001: .*(signThree|Sign)`
		note(err)
	}
}

// signTwo has two operations and no safe caller: each is reported.
func signTwo(j, k *Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM001: .*Sign`
		return err
	}
	return k.Sig.Sign(k.Key, k.Set) // want `KM001: .*Sign`
}

// TwoBare is unsafe, reported in the helper.
func TwoBare(j, k *Job) error { return signTwo(j, k) }

// signPair has two operations and one safe caller: one problem at the other caller.
func signPair(j, k *Job) error {
	if err := j.Sig.Sign(j.Key, j.Set); err != nil {
		return err
	}
	return k.Sig.Sign(k.Key, k.Set)
}

// PairAsks is safe.
func PairAsks(j, k *Job) error {
	if isKeyMaster() {
		return signPair(j, k)
	}
	return nil
}

// PairBare is unsafe: one report for the call, though it signs twice.
func PairBare(j, k *Job) error {
	return signPair(j, k) // want `KM001: .*(signPair|Sign)`
}

// bottom, middle and top are three levels; only at the top somebody asks.
func bottom(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

func middle(j *Job) error { return bottom(j) }

func top(j *Job) error { return middle(j) }

// TopAsks is safe.
func TopAsks(j *Job) error {
	if isKeyMaster() {
		return top(j)
	}
	return nil
}

// TopBare is unsafe: the lowest call above which no call is safe.
func TopBare(j *Job) error {
	return top(j) // want `KM001: .*(top|Sign)`
}

// low is called by two; above one of them somebody asks.
func low(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

func lowAsked(j *Job) error { return low(j) }

// lowBare is unsafe: above this call no call is safe.
func lowBare(j *Job) error {
	return low(j) // want `KM001: .*(low|Sign)`
}

// LowAsks is safe.
func LowAsks(j *Job) error {
	if isKeyMaster() {
		return lowAsked(j)
	}
	return nil
}

// LowA is unsafe, reported in lowBare.
func LowA(j *Job) error { return lowBare(j) }

// LowB is unsafe, reported in lowBare.
func LowB(j *Job) { note(lowBare(j)) }

// shared is called by an exported function that is reported itself, and by a safe one.
func shared(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

// SharedOut is unsafe: reported at its call.
func SharedOut(j *Job) error {
	return shared(j) // want `KM001: .*(shared|Sign)`
}

// SharedAsks is safe.
func SharedAsks(j *Job) error {
	if !isKeyMaster() {
		return errMoved
	}
	return shared(j)
}

// SharedOutCaller is silent: SharedOut is reported.
func SharedOutCaller(j *Job) error { return SharedOut(j) }

// signSome asks on one path only: the other is the callers' business.
func signSome(j *Job, force bool) error {
	if !force && !isKeyMaster() {
		return errMoved
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// SomeAsks is safe.
func SomeAsks(j *Job) error {
	if isKeyMaster() {
		return signSome(j, true)
	}
	return nil
}

// SomeForced is unsafe.
func SomeForced(j *Job) error {
	return signSome(j, true) // want `KM001: .*(signSome|Sign)`
}

//keymaster:only -- the callers know
func signContract(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

// ContractA is unsafe: a contract is judged at its callers, even if none is safe.
func ContractA(j *Job) error {
	return signContract(j) // want `KM001: .*(signContract|Sign)`
}

// ContractB is unsafe.
func ContractB(j *Job) {
	note(signContract(j)) // want `KM001: .*(signContract|Sign)`
}

// Contract is silent: exported, and a contract.
//
//keymaster:only -- the callers know
func Contract(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

// ContractAsks is safe.
func ContractAsks(j *Job) error {
	if isKeyMaster() {
		return Contract(j)
	}
	return nil
}

// ContractNot is unsafe: also in the package of the contract.
func ContractNot(j *Job) error {
	return Contract(j) // want `KM001: .*(Contract|Sign)`
}

func init() {
	note(signInit(new(Job)))
}

// signInit is unsafe: init does not ask.
func signInit(j *Job) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

func signInits(j *Job) error { return j.Sig.Sign(j.Key, j.Set) }

func init() {
	if isKeyMaster() {
		note(signInits(new(Job)))
	}
	note(signInits(new(Job))) // want `KM001: .*(signInits|Sign)`
}
