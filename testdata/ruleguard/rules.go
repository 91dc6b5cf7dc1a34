// Package rules holds the two rules that one would write for ruleguard, to compare keymaster with them.
package rules

import "github.com/quasilyte/go-ruleguard/dsl"

// Mentioned reports functions that sign and name neither the role nor the refusal.
func Mentioned(m dsl.Matcher) {
	m.Match(`func $_($*_) $*_ { $*body }`, `func ($_ $_) $_($*_) $*_ { $*body }`).
		Where(m["body"].Contains(`$_.Sign($_, $_)`) && !m["$$"].Text.Matches(`(?i)key_?master|9101|0x238D`)).
		Report(`signs, and does not speak of the key master`)
}

// Shaped reports functions that sign and have none of the usual checks, and none of the usual tests of the refusal.
func Shaped(m dsl.Matcher) {
	m.Match(`func $_($*_) $*_ { $*body }`, `func ($_ $_) $_($*_) $*_ { $*body }`).
		Where(m["body"].Contains(`$_.Sign($_, $_)`) &&
			!m["body"].Contains(`if isKeyMaster($*_) { $*_ }`) &&
			!m["body"].Contains(`if !isKeyMaster($*_) { $*_; return $*_ }`) &&
			!m["body"].Contains(`if err := requireKeyMaster($*_); err != nil { $*_; return $*_ }`) &&
			!m["body"].Contains(`if errors.Is($_, syscall.Errno(9101)) { $*_ }`)).
		Report(`signs without a check of the role or a test of the refusal`)
}
