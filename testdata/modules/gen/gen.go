// Package gen has a generated file: what it means is known all the same.
package gen

import "example.com/signer"

// Local is unsafe: the report moves here from the generated file.
func Local(j *signer.Job) error {
	return sign(j) // want `KM001: .*[sS]ign`
}

// LocalGuarded is safe.
func LocalGuarded(j *signer.Job) error {
	if !May() {
		return nil
	}
	return sign(j)
}

// Again is unsafe: it calls the generated file's exported function.
func Again(j *signer.Job) error {
	return Sign(j) // want `KM001: .*Sign`
}
