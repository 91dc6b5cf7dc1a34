package lab

import (
	"crypto"
	"fmt"
	"io"
)

// A refusal is one refused call of an operation.
type refusal struct {
	chain           []int // lines of the calls that led here, the operation last
	route           chainKey
	strict, lenient bool // tested, by either reading of "applied"
}

var (
	refusals []refusal            // index = ID-1
	frames   []*[]int             // the tests made in each open expression: whether they count depends on its value
	pending  = map[string][]int{} // tests whose outcome sits in a bool variable
	// contrived marks an execution in which an operation fails with an error that
	// wraps the refusal's code and is no refusal of this call. Whether it has to be
	// reckoned with is open, so such an execution is bad by the strict reading only.
	contrived bool
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
	f := frames[len(frames)-1]
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

// Begin opens an expression; exactly one of Use, Vain, Drop, Set, Bind closes it.
func Begin() int {
	frames = append(frames, new([]int))
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
	return *f
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

// Stored closes a value that goes where reads are not followed.
func Stored(_ int, v bool) bool { return Vain(0, v) }

// Drop closes an expression whose value is thrown away.
func Drop(_ int, v bool) bool {
	end()
	return v
}

// Set closes an expression whose value goes into the variable name. Strictly
// read, a test counts once the variable is read; leniently it counts here,
// provided that the function reads the variable anywhere.
func Set(_ int, name string, read, v bool) bool {
	Bind(name, read)
	return v
}

// Bind is Set for a call with several results, of which name takes a bool.
func Bind(name string, read bool) {
	ids := end()
	pending[name] = ids
	if read {
		lenient(ids)
	}
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
	chain := reach(site)
	outcomes := 6
	if Held {
		outcomes = 5
	}
	switch choose(outcomes, askOperation, site) {
	case 1:
		return Other
	case 2:
		return Code(5)
	case 3:
		contrived = true
		return fmt.Errorf("elsewhere: %w", Code(Refused))
	case 4:
		return Code(unnamed)
	case 5:
		return Errno{Code: Refused, ID: refuse(chain)}
	}
	return nil
}

// refuse notes a new refusal and returns its ID.
func refuse(chain []int) int {
	refusals = append(refusals, refusal{chain: chain, route: keyOf(route)})
	return len(refusals)
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
