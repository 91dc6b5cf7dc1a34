package km008

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"codes/role"
)

// seize takes the role by force, whoever asks.
func seize(zone string) error {
	return exec.Command("dnscmd", "/ZoneSeizeKeymasterRole", zone).Run()
}

// ask says whether a person agrees.
func ask(question string) bool {
	fmt.Print(question, " [y/N] ")
	line, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	return line == "y\n"
}

// Helper is KM008: at the helper's call.
func Helper(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, role.Refused) {
		return seize(j.Zone) // want `KM008: `
	}
	return err
}

// HelperAsked is safe: a person says yes.
func HelperAsked(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, role.Refused) {
		if ask("seize the role?") {
			return seize(j.Zone)
		}
		return role.ErrElsewhere
	}
	return err
}

// ensure seizes and says what became of it.
func ensure(zone string) error {
	if err := seize(zone); err != nil {
		return fmt.Errorf("seize %s: %w", zone, err)
	}
	return nil
}

// Deeper is KM008: the seizing call is two functions away.
func Deeper(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if err == role.Refused {
		return ensure(j.Zone) // want `KM008: `
	}
	return err
}

// sign is judged through its callers.
func sign(j *role.Job) error { return j.Sig.Sign(j.Key, j.Set) }

// Above is KM008: the operation is in a function, the seizing in its caller.
func Above(j *role.Job) error {
	err := sign(j)
	if errors.Is(err, role.Refused) {
		if err = seize(j.Zone); err == nil { // want `KM008: `
			err = sign(j)
		}
	}
	return err
}

// AboveReported is safe: the caller only says so.
func AboveReported(j *role.Job) error {
	err := sign(j)
	if errors.Is(err, role.Refused) {
		return fmt.Errorf("%s: run the seize command: %w", j.Zone, role.ErrElsewhere)
	}
	return err
}

// Deferred is KM008: in answer to the refusal, a little later.
func Deferred(j *role.Job) (err error) {
	defer func() {
		if errors.Is(err, role.Refused) {
			err = seize(j.Zone) // want `KM008: `
		}
	}()
	return j.Sig.Sign(j.Key, j.Set)
}

// Waited is KM008: that time has passed asks nobody.
func Waited(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, role.Refused) {
		time.Sleep(time.Minute)
		return seize(j.Zone) // want `KM008: `
	}
	return err
}

// Background is KM008: a goroutine seizes.
func Background(j *role.Job) error {
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, role.Refused) {
		go seize(j.Zone) // want `KM008: `
		return role.ErrElsewhere
	}
	return err
}

// Closure is KM008: a literal seizes.
func Closure(j *role.Job) error {
	take := func() error { return seize(j.Zone) }
	err := j.Sig.Sign(j.Key, j.Set)
	if errors.Is(err, role.Refused) {
		return take() // want `KM008: `
	}
	return err
}

// A Manager signs, and seizes where its settings say so.
type Manager struct {
	AutoSeize bool
	job       *role.Job
}

func (m *Manager) take() error { return seize(m.job.Zone) }

// Sign is KM008: a method seizes.
func (m *Manager) Sign() error {
	err := m.job.Sig.Sign(m.job.Key, m.job.Set)
	if errors.Is(err, role.Refused) {
		return m.take() // want `KM008: `
	}
	return err
}

// SignSettings is safe: somebody has switched it on.
func (m *Manager) SignSettings() error {
	err := m.job.Sig.Sign(m.job.Key, m.job.Set)
	if errors.Is(err, role.Refused) && m.AutoSeize {
		return m.take()
	}
	return err
}
