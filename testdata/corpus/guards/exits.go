package guards

import (
	"log"
	"os"
	"runtime"
	"syscall"
	"testing"
	"time"
)

// ExitPanic is safe: the bad side panics.
func ExitPanic(j *Job) error {
	if !isKeyMaster() {
		panic("not the key master")
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ExitOS is safe: os.Exit does not return.
func ExitOS(j *Job) error {
	if !isKeyMaster() {
		os.Exit(3)
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ExitSyscall is safe: syscall.Exit does not return either.
func ExitSyscall(j *Job) error {
	if !isKeyMaster() {
		syscall.Exit(3)
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ExitFatal is safe: log.Fatal ends the program.
func ExitFatal(j *Job) error {
	if err := requireKeyMaster(); err != nil {
		log.Fatalf("sign: %v", err)
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ExitLoggerPanic is safe: Logger.Panicln panics.
func ExitLoggerPanic(l *log.Logger, j *Job) error {
	if !isKeyMaster() {
		l.Panicln("not the key master")
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ExitLoggerFatal is safe: Logger.Fatal ends the program.
func ExitLoggerFatal(l *log.Logger, j *Job) error {
	if !isKeyMaster() {
		l.Fatal("not the key master")
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ExitPrint is unsafe: Logger.Print returns.
func ExitPrint(l *log.Logger, j *Job) error {
	if !isKeyMaster() {
		l.Print("fatal: not the key master")
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// ExitGoexit is safe: the goroutine ends.
func ExitGoexit(j *Job) error {
	if !isKeyMaster() {
		runtime.Goexit()
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ExitTFatal is safe: t.Fatal ends the test's goroutine. The file is no test file.
func ExitTFatal(t *testing.T, j *Job) error {
	if !isKeyMaster() {
		t.Fatal("not the key master")
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ExitTBSkip is safe: Skip does not return, through the interface too.
func ExitTBSkip(t testing.TB, j *Job) error {
	if !isKeyMaster() {
		t.Skip("not the key master")
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ExitTError is unsafe: t.Error goes on.
func ExitTError(t *testing.T, j *Job) error {
	if !isKeyMaster() {
		t.Error("not the key master")
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// ExitForever is safe: the bad side never comes back.
func ExitForever(j *Job) error {
	if !isKeyMaster() {
		for {
			time.Sleep(time.Hour)
		}
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ExitSelect is safe: an empty select blocks for good.
func ExitSelect(j *Job) error {
	if !isKeyMaster() {
		select {}
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ExitOwn is safe: die never returns.
func ExitOwn(j *Job) error {
	if !isKeyMaster() {
		die("not the key master")
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// ExitOwnMaybe is unsafe: dieUnless returns on some of its paths.
func ExitOwnMaybe(j *Job, lenient bool) error {
	if !isKeyMaster() {
		dieUnless(lenient)
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

func die(msg string) {
	log.Print(msg)
	os.Exit(1)
}

func dieUnless(lenient bool) {
	if !lenient {
		os.Exit(1)
	}
}

// ExitGoto is safe: the bad side jumps over the call.
func ExitGoto(j *Job) (err error) {
	if !isKeyMaster() {
		goto done
	}
	err = j.Sig.Sign(j.Key, j.Set)
done:
	return err
}

// ExitGotoInto is unsafe: the jump ends before the call.
func ExitGotoInto(j *Job) error {
	if !isKeyMaster() {
		goto sign
	}
	note("key master")
sign:
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// ExitRecheck is safe: it goes round until the check is good (S24).
func ExitRecheck(j *Job) error {
	tries := 0
CHECK_KEY_MASTER:
	if isKeyMaster() {
		return j.Sig.Sign(j.Key, j.Set)
	}
	if tries++; tries < 5 {
		time.Sleep(time.Second)
		goto CHECK_KEY_MASTER
	}
	return errReplica
}

// ExitRecheckGivesUp is unsafe: after five tries it signs all the same.
func ExitRecheckGivesUp(j *Job) error {
	tries := 0
again:
	if !isKeyMaster() && tries < 5 {
		tries++
		goto again
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// After is unsafe: the check comes when all is done.
func After(j *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if !isKeyMaster() {
		return errReplica
	}
	return err
}

// Between is unsafe at the first call, safe at the second.
func Between(j, k *Job) error {
	err := j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	if err != nil || !isKeyMaster() {
		return err
	}
	return k.Sig.Sign(k.Key, k.Set)
}

// OneBranch is unsafe: the other branch does not ask.
func OneBranch(j *Job, remote bool) error {
	if remote {
		if !isKeyMaster() {
			return errReplica
		}
	} else {
		note("local")
	}
	return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
}

// BothBranches is safe: each branch asks in its own way.
func BothBranches(j *Job, remote bool) error {
	if remote {
		if !isKeyMaster() {
			return errReplica
		}
	} else if err := requireKeyMaster(); err != nil {
		return err
	}
	return j.Sig.Sign(j.Key, j.Set)
}

// Unreachable is silent: no execution reaches the call.
func Unreachable(j *Job) error {
	os.Exit(0)
	return j.Sig.Sign(j.Key, j.Set)
}

// ConstFalse is silent: no execution reaches the call.
func ConstFalse(j *Job) error {
	const enabled = false
	if enabled {
		return j.Sig.Sign(j.Key, j.Set)
	}
	return nil
}

// IfElseChain is unsafe in the arm before the check, safe after it.
func IfElseChain(j, k *Job, urgent bool) error {
	if urgent {
		return j.Sig.Sign(j.Key, j.Set) // want `KM001: .*Sign`
	} else if !isKeyMaster() {
		return errReplica
	} else {
		return k.Sig.Sign(k.Key, k.Set)
	}
}
