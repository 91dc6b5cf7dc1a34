package guards

// IfPositive is safe: the call stands in the true branch of the check.
func IfPositive(j *Job) error {
	if isKeyMaster() {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// IfNegatedReturn is safe: the false side has left.
func IfNegatedReturn(j *Job) error {
	if !isKeyMaster() {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// NoCheck is unsafe: nothing is asked at all.
func NoCheck(j *Job) error {
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Ignored is unsafe: the answer is dropped.
func Ignored(j *Job) error {
	isKeyMaster()
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Blank is unsafe: the answer goes to the blank identifier.
func Blank(j *Job) error {
	_ = isKeyMaster()
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// OnlyLogs is unsafe: the bad side logs and goes on.
func OnlyLogs(j *Job) error {
	if !isKeyMaster() {
		note("not the key master")
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// AnswerLogged is unsafe: the answer is printed, no path depends on it.
func AnswerLogged(j *Job) error {
	note("key master:", isKeyMaster())
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// EmptyBranch is unsafe: both sides of the test meet again.
func EmptyBranch(j *Job) error {
	if isKeyMaster() {
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// WrongPolarity is unsafe: the key master leaves, the others sign.
func WrongPolarity(j *Job) error {
	if isKeyMaster() {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
}

// NegatedBranch is unsafe: it signs exactly where it must not.
func NegatedBranch(j *Job) error {
	if !isKeyMaster() {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
	}
	return nil
}

// ElseBranch is unsafe in its else only.
func ElseBranch(j, k *Job) error {
	if isKeyMaster() {
		return j.Sig.Sign(j.Key, j.Set)
	} else {
		return k.Sig.Sign(k.Key, k.Set) // want `KM003: .*Sign`
	}
}

// DoubleNegation is safe: !! is nothing.
func DoubleNegation(j *Job) error {
	if !!isKeyMaster() {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// AndRight is safe: both operands hold in the branch.
func AndRight(j *Job, ready bool) error {
	if ready && isKeyMaster() {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// AndElse is unsafe: the false side of && says nothing of the check.
func AndElse(j *Job, ready bool) error {
	if ready && !isKeyMaster() {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// OrRight is unsafe: forced runs are not checked.
func OrRight(j *Job, forced bool) error {
	if forced || isKeyMaster() {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// OrReturn is safe: passing || means that both operands were false.
func OrReturn(j *Job, dry bool) error {
	if dry || !isKeyMaster() {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// DeMorgan is safe: !(a || !check) is !a && check.
func DeMorgan(j *Job, dry bool) error {
	if !(dry || !isKeyMaster()) {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// DeMorganAnd is unsafe: !(a && !check) holds wherever a is false.
func DeMorganAnd(j *Job, strict bool) error {
	if !(strict && !isKeyMaster()) {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// BothArms is safe: (a && check) || (b && check) holds only with the check.
func BothArms(j *Job, a, b bool) error {
	if (a && isKeyMaster()) || (b && isKeyMaster()) {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// OneArm is unsafe: the second arm has no check.
func OneArm(j *Job, a, b bool) error {
	if (a && isKeyMaster()) || (b && !a) {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// EqualTrue is safe: == true keeps the polarity.
func EqualTrue(j *Job) error {
	if isKeyMaster() == true {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// EqualFalse is safe: == false turns it, and the branch leaves.
func EqualFalse(j *Job) error {
	if isKeyMaster() == false {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// NotEqualTrue is unsafe: != true selects the replicas.
func NotEqualTrue(j *Job) error {
	if isKeyMaster() != true {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
	}
	return nil
}

// NotEqualFalse is safe: != false is the true side.
func NotEqualFalse(j *Job) error {
	if false != isKeyMaster() {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// EqualWanted is unsafe: with wanted false it signs on a replica.
func EqualWanted(j *Job, wanted bool) error {
	if isKeyMaster() == wanted {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// EqualConst is safe: the constant is true.
func EqualConst(j *Job) error {
	const wanted = true
	if isKeyMaster() == wanted {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// Named is safe: the variable is the check's answer.
func Named(j *Job) error {
	master := isKeyMaster()
	note("asked")
	if master {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// NamedNegated is safe: the name says the opposite, the value decides.
func NamedNegated(j *Job) error {
	replica := !isKeyMaster()
	if replica {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// NamedExpression is safe: the named value is check && ready.
func NamedExpression(j *Job, ready bool) error {
	may := ready && isKeyMaster()
	if !may {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// NamedOr is unsafe: the named value is check || forced.
func NamedOr(j *Job, forced bool) error {
	may := isKeyMaster() || forced
	if !may {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Overwritten is unsafe: the answer is replaced before it is used.
func Overwritten(j *Job, forced bool) error {
	may := isKeyMaster()
	may = forced
	if !may {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Inner is unsafe: the answer lands in a shadowing variable, the outer one is asked.
func Inner(j *Job, may bool) error {
	{
		may := isKeyMaster()
		note(may)
	}
	if !may {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// AssignedInBranches is safe: the variable is true only after a good outcome.
func AssignedInBranches(j *Job, kind int) error {
	var may bool
	switch kind {
	case 0:
		may = isKeyMaster()
	case 1:
		may = false
	default:
		if isKeyMaster() {
			may = true
		}
	}
	if may {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// AssignedTrueOnce is unsafe: kind 1 sets the variable without asking.
func AssignedTrueOnce(j *Job, kind int) error {
	may := false
	if kind == 0 {
		may = isKeyMaster()
	} else if kind == 1 {
		may = true
	}
	if may {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// Accumulated is safe: &= can only take away.
func Accumulated(j *Job, checks []bool) error {
	may := isKeyMaster()
	for _, c := range checks {
		may = may && c
	}
	if may {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// AccumulatedOr is unsafe: any other source can make it true.
func AccumulatedOr(j *Job, sources []bool) error {
	may := isKeyMaster()
	for _, s := range sources {
		may = may || s
	}
	if may {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// ByPointer is safe: the variable's address is only used to read it.
func ByPointer(j *Job) error {
	may := isKeyMaster()
	p := &may
	if *p {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// Twice is safe: the first check has left already, the second is idle.
func Twice(j *Job) error {
	if !isKeyMaster() {
		return nil
	}
	if !isKeyMaster() {
		note("lost")
	}
	return j.Sig.Sign(j.Key, j.Set)
}
