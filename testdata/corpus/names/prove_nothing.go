package names

import "errors"

// StatusOnline is unsafe: it says that the key master answers, not who it is.
func StatusOnline(z ZoneInfo, j *Job) error {
	if z.KeyMasterStatus != "Online" {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// StatusSwitch is unsafe: the same in a switch.
func StatusSwitch(z ZoneInfo, j *Job) error {
	switch z.KeyMasterStatus {
	case "Online":
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// ServerNonEmpty is unsafe: the zone has a key master, this server need not be it.
func ServerNonEmpty(z ZoneInfo, j *Job) error {
	if z.KeyMasterServer == "" {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// ServerLen is unsafe: merely non-empty, said with len.
func ServerLen(z ZoneInfo, j *Job) error {
	if len(z.KeyMasterServer) > 0 {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// HasOne is unsafe: the zone has a key master.
func HasOne(p Prober, j *Job) error {
	if !p.HasKeyMaster() {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// HasOneVariable is unsafe: a variable with that name, from a parameter.
func HasOneVariable(hasKeyMaster bool, j *Job) error {
	if hasKeyMaster {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// RefusalOfOther is unsafe: a refusal test on another error is no role check.
func RefusalOfOther(last error, j *Job) error {
	if IsKeyMasterRequired(last) {
		return last
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// SentinelOfOther is unsafe: nor is a sentinel.
func SentinelOfOther(last error, j *Job) error {
	if errors.Is(last, ErrKeyMasterRequired) {
		return last
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// Primary is unsafe: primary servers are many, the default names are key master only.
func Primary(p Prober, j *Job) error {
	if p.IsPrimary() {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// Master is unsafe: master alone is not key master.
func Master(p Prober, j *Job) error {
	if p.IsMaster() {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// Monkey is unsafe: "key master" must be words of the name, not letters.
func Monkey(p Prober, j *Job) error {
	if p.IsMonkeyMaster() {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// ReceiverName is unsafe: the receiver's name is no check.
func ReceiverName(keyMaster KeyMasterClient, j *Job) error {
	if !keyMaster.Ping() {
		return nil
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// ReceiverConnect is unsafe: a connection to the key master is no proof about this call.
func ReceiverConnect(keymaster KeyMasterClient, j *Job) error {
	if err := keymaster.Connect(); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// ReceiverNil is unsafe: that there is a client proves nothing.
func ReceiverNil(keyMaster KeyMasterClient, j *Job) error {
	if keyMaster != nil {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// ComparedWithConst is unsafe: the key master's name is compared with the zone's.
func ComparedWithConst(z ZoneInfo, j *Job) error {
	if z.KeyMasterServer != z.ZoneName {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// isKeyMasterKnown is a check of the configuration, as its body shows.
func isKeyMasterKnown(z ZoneInfo) bool { return z.KeyMasterServer != "" }

// Known is unsafe: the body proves nothing about this server.
func Known(z ZoneInfo, j *Job) error {
	if isKeyMasterKnown(z) {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// LocalConst is unsafe: a constant is no question.
func LocalConst(j *Job) error {
	const isKeyMaster = true
	if isKeyMaster {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// LocalLiteral is unsafe: a variable with the name, set to true by hand.
func LocalLiteral(j *Job) error {
	isKeyMaster := true
	if isKeyMaster {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}

// KeyMasterJob is unsafe: the function's own name is no check.
func KeyMasterJob(j *Job, isReady bool) error {
	if isReady {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	}
	return nil
}
