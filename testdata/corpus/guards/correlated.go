package guards

// CorrelatedParam is safe: c is the same both times.
func CorrelatedParam(j *Job, c bool) error {
	if c {
		if !isKeyMaster() {
			return errReplica
		}
	}
	note("between")
	if c {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// CorrelatedOpposite is unsafe: it signs exactly where it did not ask.
func CorrelatedOpposite(j *Job, c bool) error {
	if c {
		if !isKeyMaster() {
			return errReplica
		}
	}
	if !c {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// CorrelatedReassigned is unsafe: c is another value the second time.
func CorrelatedReassigned(j *Job, c, d bool) error {
	if c {
		if !isKeyMaster() {
			return errReplica
		}
	}
	c = d
	if c {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// CorrelatedWidened is unsafe: c may have become true in between.
func CorrelatedWidened(j *Job, c, d bool) error {
	if c && !isKeyMaster() {
		return errReplica
	}
	c = c || d
	if c {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// CorrelatedNarrowed is safe: c && d implies the c that was asked for.
func CorrelatedNarrowed(j *Job, c, d bool) error {
	if c && !isKeyMaster() {
		return errReplica
	}
	if c && d {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// CorrelatedNegative is safe: the early return takes the paths that did not ask.
func CorrelatedNegative(j *Job, dry bool) error {
	if !dry {
		if err := requireKeyMaster(); err != nil {
			return err
		}
	}
	if dry {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// CorrelatedOther is unsafe: another variable decides.
func CorrelatedOther(j *Job, c, d bool) error {
	if c && !isKeyMaster() {
		return errReplica
	}
	if d {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// CorrelatedCompare is safe: the same comparison of the same parameter.
func CorrelatedCompare(j *Job, mode string) error {
	if mode == "sign" && !isKeyMaster() {
		return errReplica
	}
	if mode == "sign" {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// CorrelatedCompareOther is unsafe: mode is compared with another constant.
func CorrelatedCompareOther(j *Job, mode string) error {
	if mode == "sign" && !isKeyMaster() {
		return errReplica
	}
	if mode == "resign" {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// CorrelatedSwitch is safe: the second switch signs only in a case that asked.
func CorrelatedSwitch(j *Job, mode int) error {
	switch mode {
	case 1, 2:
		if !isKeyMaster() {
			return errReplica
		}
	}
	switch mode {
	case 1:
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// CorrelatedSwitchMore is unsafe: case 3 did not ask.
func CorrelatedSwitchMore(j *Job, mode int) error {
	switch mode {
	case 1, 2:
		if !isKeyMaster() {
			return errReplica
		}
	}
	switch mode {
	case 2, 3:
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// CorrelatedNil is safe: a nil-ness tested twice on one pointer.
func CorrelatedNil(r Roles, j *Job) error {
	if r != nil {
		if !r.IsKeyMaster("example.org.") {
			return errReplica
		}
	}
	if r == nil {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// Bypass is unsafe: without a cluster nobody is asked.
func Bypass(r Roles, j *Job) error {
	if r != nil && !r.IsKeyMaster("example.org.") {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Config has fields that are conditions.
type Config struct {
	Prod, Strict bool
	Calls        int
}

var live Config

// count writes a field, but not the one that is tested.
func (c *Config) count() { c.Calls++ }

// reload writes the tested field.
func (c *Config) reload() { c.Prod = c.Calls > 3 }

func strict() bool { return len(localHost)%2 == 0 }

// FieldUnchanged is safe: nothing writes Prod in between.
func (c *Config) FieldUnchanged(j *Job) error {
	if c.Prod && !isKeyMaster() {
		return errReplica
	}
	c.count()
	c.Strict = true
	if c.Prod {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// FieldWritten is unsafe: Prod is written in between.
func (c *Config) FieldWritten(j *Job, prod bool) error {
	if c.Prod && !isKeyMaster() {
		return errReplica
	}
	c.Prod = prod
	if c.Prod {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// FieldWrittenByCall is unsafe: reload writes Prod.
func (c *Config) FieldWrittenByCall(j *Job) error {
	if c.Prod && !isKeyMaster() {
		return errReplica
	}
	c.reload()
	if c.Prod {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// FieldOfOther is unsafe: the two reads are of two objects.
func FieldOfOther(c, d *Config, j *Job) error {
	if c.Prod && !isKeyMaster() {
		return errReplica
	}
	if d.Prod {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// GlobalUnchanged is safe: nothing writes the package variable in between.
func GlobalUnchanged(j *Job) error {
	if live.Prod && !isKeyMaster() {
		return errReplica
	}
	note("between")
	if live.Prod {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// GlobalWritten is unsafe: reload writes live.Prod.
func GlobalWritten(j *Job) error {
	if live.Prod && !isKeyMaster() {
		return errReplica
	}
	live.reload()
	if live.Prod {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// LocalCopy is safe: the copy keeps the old value, whatever happens to the field.
func LocalCopy(c *Config, j *Job) error {
	prod := c.Prod
	if prod && !isKeyMaster() {
		return errReplica
	}
	c.reload()
	if prod {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// TwoCalls is unsafe: two calls of one function are two values.
func TwoCalls(j *Job) error {
	if strict() && !isKeyMaster() {
		return errReplica
	}
	if strict() {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// OneCall is safe: one call, its value used twice.
func OneCall(j *Job) error {
	s := strict()
	if s && !isKeyMaster() {
		return errReplica
	}
	if s {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// TwoChecks is safe: of two calls of the check the second decides here.
func TwoChecks(j *Job) error {
	if !isKeyMaster() {
		note("not yet")
	}
	if isKeyMaster() {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// ErrCorrelated is safe: err is nil only where the check was good or not needed.
func ErrCorrelated(j *Job, need bool) error {
	var err error
	if need {
		err = requireKeyMaster()
	}
	if err == nil && need {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return err
}

// ErrNotNeeded is unsafe: where need is false nobody asked.
func ErrNotNeeded(j *Job, need bool) error {
	var err error
	if need {
		err = requireKeyMaster()
	}
	if err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// PointerChosen is safe: j is replaced by nil on the paths that failed the check.
func PointerChosen(j *Job) error {
	if !isKeyMaster() {
		j = nil
	}
	if j == nil {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// State is safe: the number 2 is reached only behind the good outcome.
func State(j *Job) error {
	state := 0
	if isKeyMaster() {
		state = 2
	} else if requireKeyMaster() != nil {
		state = 1
	}
	if state == 2 {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// StateMixed is unsafe: state 1 belongs to the replicas.
func StateMixed(j *Job) error {
	state := 0
	if isKeyMaster() {
		state = 2
	} else {
		state = 1
	}
	if state == 1 {
		return j.Sig.Sign(j.Key, j.Set) // want `KM003: .*Sign`
	}
	return nil
}

// FieldTurnedInLoop is unsafe: the second iteration finds what the first one left.
func FieldTurnedInLoop(jobs []*Job, cfg *Config) {
	if !cfg.Prod {
		return
	}
	for _, j := range jobs {
		was := cfg.Prod
		if !was {
			note(j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
		}
		cfg.Prod = !was
	}
}
