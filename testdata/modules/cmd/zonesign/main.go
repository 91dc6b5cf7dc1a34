// Command zonesign is package main: its functions have callers that can be seen.
package main

import (
	"log"
	"os"

	"example.com/signer"
	"example.com/signer/answers"
	"example.com/signer/authority"
	"example.com/zones/chain/three"
	"example.com/zones/contracts/low"
	"example.com/zones/internal/duty"
	"example.com/zones/ops"
)

func main() {
	j := new(signer.Job)
	if len(os.Args) > 1 {
		note(signer.Sign(j))   // want `KM001: .*Sign`
		note(low.Sign(j))      // want `KM001: .*Sign`
		note(ops.Bare(j))      // silent: reported in ops
		note(three.Sign(j))    // silent: reported in chain/one
		note(Mixed(j))         // want `KM001: .*(Mixed|Sign)`
		note(Alone(j))         // silent: reported in Alone
		note(ops.Guarded(j))   // silent: it asks
		note(three.Broken(j))  // silent: reported in chain/two
		note(signer.SignOK(j)) // want `KM001: .*Sign`
	}
	if err := Handled(j); answers.Moved(err) {
		log.Fatal("ask the key master")
	}
	duty.Require()
	note(Guarded(j), Mixed(j))
	note(low.Sign(j), signer.Sign(j))
}

func note(args ...any) { log.Println(args...) }

// Guarded is safe: its only caller has the role.
func Guarded(j *signer.Job) error { return signer.Sign(j) }

// Handled is safe: its only caller tests the refusal.
func Handled(j *signer.Job) error { return signer.Sign(j) }

// Mixed is judged at its callers.
func Mixed(j *signer.Job) error { return low.Sign(j) }

// Alone is unsafe: its only caller is.
func Alone(j *signer.Job) error {
	return low.Sign(j) // want `KM001: .*Sign`
}

// Uncalled is unsafe: nobody calls it.
func Uncalled(j *signer.Job) error {
	if authority.Wait() {
		return signer.Sign(j) // want `KM003: .*Sign`
	}
	return nil
}
