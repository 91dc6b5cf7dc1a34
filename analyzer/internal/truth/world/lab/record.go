package lab

import (
	"crypto"
	"fmt"
	"io"
	"slices"
)

// A refusal is one refused call of an operation.
type refusal struct {
	chain           []int // lines of the calls that led here, the operation last
	strict, lenient bool  // tested, by either reading of "applied"
}

var (
	refusals []refusal            // index = ID-1
	frames   [][]int              // the tests made in each open expression: whether they count depends on its value
	pending  = map[string][]int{} // tests whose outcome sits in a bool variable
	calls    []int
	// contrived marks an execution in which an operation fails with an error that
	// wraps the refusal's code and is no refusal of this call. Whether it has to be
	// reckoned with is open, so such an execution is bad by the strict reading only.
	contrived bool
	reached   = map[chainKey][]int{} // every chain of calls that ended at an operation
)

// tested records a test of refusal id; its outcome belongs to the innermost expression.
func tested(id int) {
	if id == 0 || ended {
		return
	}
	if len(frames) == 0 {
		commit([]int{id})
		return
	}
	f := &frames[len(frames)-1]
	*f = append(*f, id)
}

func commit(ids []int) {
	if ended {
		return
	}
	for _, id := range ids {
		refusals[id-1].strict = true
		refusals[id-1].lenient = true
	}
}

// Begin opens an expression; exactly one of Use, Set, Drop closes it.
func Begin() int {
	frames = append(frames, nil)
	return 0
}

// lenient records what only the lenient reading takes for a test.
func lenient(ids []int) {
	for _, id := range ids {
		if !ended && id > 0 {
			refusals[id-1].lenient = true
		}
	}
}

func end() []int {
	f := frames[len(frames)-1]
	frames = frames[:len(frames)-1]
	return f
}

// Use closes an expression on whose value the program depends.
func Use(_ int, v bool) bool {
	commit(end())
	return v
}

// Vain closes the condition of a branch that does nothing: strictly read it is thrown away.
func Vain(_ int, v bool) bool {
	lenient(end())
	return v
}

// Drop closes an expression whose value is thrown away.
func Drop(_ int, v bool) bool {
	end()
	return v
}

// Set closes an expression whose value goes into the variable name. Strictly
// read, a test counts once the variable is read; leniently it counts here,
// provided that the function reads the variable anywhere.
func Set(_ int, name string, read, v bool) bool {
	ids := end()
	pending[name] = ids
	if read {
		lenient(ids)
	}
	return v
}

// Get is a read of the variable name.
func Get(name string, v bool) bool {
	for _, id := range pending[name] {
		tested(id)
	}
	return v
}

// Operation decides how a call of an operation at site ends.
func Operation(site int) error {
	if ended {
		return nil
	}
	chain := append(slices.Clone(calls), site)
	if key := keyOf(chain); reached[key] == nil {
		reached[key] = chain
	}
	outcomes := 5
	if Held {
		outcomes = 4
	}
	switch choose(outcomes, askOperation, site) {
	case 1:
		return errOther
	case 2:
		return Code(5)
	case 3:
		contrived = true
		return fmt.Errorf("elsewhere: %w", Code(Refused))
	case 4:
		refusals = append(refusals, refusal{chain: chain})
		return Errno{Code: Refused, ID: len(refusals)}
	}
	return nil
}

// A chainKey is a chain as the key of a map.
type chainKey [12]int

func keyOf(chain []int) (k chainKey) {
	if copy(k[:], chain) < len(chain) {
		panic("helpers call each other too deep")
	}
	return k
}

// Call notes the call of a helper at line site while it runs.
func Call(site int) func() {
	calls = append(calls, site)
	n, depth := len(calls)-1, len(frames)
	return func() {
		calls = calls[:n]
		// A panic leaves expressions of the helper open.
		if len(frames) > depth {
			frames = frames[:depth]
		}
	}
}

// Signer carries the line of a call to the stand-in.
type Signer struct {
	crypto.Signer
	Site int
}

// Public is there to make a Signer.
func (Signer) Public() crypto.PublicKey { return nil }

// Sign is there to make a Signer.
func (Signer) Sign(io.Reader, []byte, crypto.SignerOpts) ([]byte, error) { return nil, nil }
