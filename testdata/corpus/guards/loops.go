package guards

import "time"

// LoopContinue is safe: each iteration passes the check (S3).
func LoopContinue(jobs []*Job) {
	for _, j := range jobs {
		if !isKeyMaster() {
			continue
		}
		note(j.Sig.Sign(j.Key, j.Set))
	}
}

// LoopBreak is safe: the first bad outcome ends the loop.
func LoopBreak(jobs []*Job) {
	for _, j := range jobs {
		if !isKeyMaster() {
			break
		}
		note(j.Sig.Sign(j.Key, j.Set))
	}
}

// LoopBefore is safe: a check before the loop guards what is in it.
func LoopBefore(jobs []*Job) {
	if !isKeyMaster() {
		return
	}
	for _, j := range jobs {
		note(j.Sig.Sign(j.Key, j.Set))
	}
}

// LoopAfterBreak is unsafe: breaking out leads to the call.
func LoopAfterBreak(jobs []*Job, last *Job) error {
	for range jobs {
		if !isKeyMaster() {
			break
		}
	}
	return last.Sig.Sign(last.Key, last.Set) // want `KM001: .*Sign`
}

// LoopMaybeEmpty is unsafe: with no jobs nothing is asked before the last one.
func LoopMaybeEmpty(jobs []*Job, last *Job) error {
	for range jobs {
		if !isKeyMaster() {
			return errReplica
		}
	}
	return last.Sig.Sign(last.Key, last.Set) // want `KM001: .*Sign`
}

// LoopCheckLast is unsafe: the first iteration signs before it asks.
func LoopCheckLast(jobs []*Job) {
	for _, j := range jobs {
		note(j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
		if !isKeyMaster() {
			return
		}
	}
}

// LoopCondition is safe: the body runs only while the check holds.
func LoopCondition(next func() *Job) {
	for isKeyMaster() {
		j := next()
		note(j.Sig.Sign(j.Key, j.Set))
	}
}

// LoopConditionOr is unsafe: pending alone keeps it going.
func LoopConditionOr(next func() *Job, pending bool) {
	for isKeyMaster() || pending {
		j := next()
		pending = false
		note(j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
	}
}

// LoopWait is safe: only the check's good side leaves the loop.
func LoopWait(j *Job) error {
	for !isKeyMaster() {
		time.Sleep(time.Second)
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// LoopWaitBreak is safe: the only way out is the good side.
func LoopWaitBreak(j *Job) error {
	for {
		if err := requireKeyMaster(); err == nil {
			break
		}
		time.Sleep(time.Second)
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// LoopWaitLimited is unsafe: the tries run out.
func LoopWaitLimited(j *Job) error {
	for range 3 {
		if isKeyMaster() {
			break
		}
		time.Sleep(time.Second)
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// LoopWaitCondition is unsafe: the loop also ends with i == 3.
func LoopWaitCondition(j *Job) error {
	for i := 0; i < 3 && !isKeyMaster(); i++ {
		time.Sleep(time.Second)
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// LoopFound is safe: found is true only behind a good outcome.
func LoopFound(j *Job, r Roles, zones []string) error {
	found := false
	for _, zone := range zones {
		if r.IsKeyMaster(zone) {
			found = true
			break
		}
	}
	if !found {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// LoopNoneBad is unsafe: with no zones, bad stays false.
func LoopNoneBad(j *Job, r Roles, zones []string) error {
	bad := false
	for _, zone := range zones {
		if !r.IsKeyMaster(zone) {
			bad = true
		}
	}
	if bad {
		return errReplica
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// LoopOnce is safe: asked turns true only behind a good outcome.
func LoopOnce(jobs []*Job) {
	asked := false
	for _, j := range jobs {
		if !asked {
			if !isKeyMaster() {
				return
			}
			asked = true
		}
		note(j.Sig.Sign(j.Key, j.Set))
	}
}

// LoopOnceWrong is unsafe: asked turns true on the bad side too.
func LoopOnceWrong(jobs []*Job) {
	asked := false
	for _, j := range jobs {
		if !asked {
			asked = true
			if !isKeyMaster() {
				continue
			}
		}
		note(j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
	}
}

// LoopOuter is safe: the labelled continue skips the inner call.
func LoopOuter(batches [][]*Job) {
outer:
	for _, batch := range batches {
		for _, j := range batch {
			if !isKeyMaster() {
				continue outer
			}
			note(j.Sig.Sign(j.Key, j.Set))
		}
	}
}

// LoopInnerContinue is unsafe: continue stays in the inner loop, the call is behind it.
func LoopInnerContinue(batches [][]*Job, j *Job) {
	for _, batch := range batches {
		for range batch {
			if !isKeyMaster() {
				continue
			}
		}
		note(j.Sig.Sign(j.Key, j.Set)) // want `KM001: .*Sign`
	}
}

// LoopPost is unsafe: the post statement signs after a continue.
func LoopPost(j *Job, n int) {
	for i := 0; i < n; note(j.Sig.Sign(j.Key, j.Set)) { // want `KM001: .*Sign`
		i++
		if !isKeyMaster() {
			continue
		}
		note("key master")
	}
}

// LoopRefreshed is safe: the variable is asked anew before each call.
func LoopRefreshed(jobs []*Job) {
	master := isKeyMaster()
	for _, j := range jobs {
		if !master {
			time.Sleep(time.Second)
			master = isKeyMaster()
			continue
		}
		note(j.Sig.Sign(j.Key, j.Set))
	}
}
