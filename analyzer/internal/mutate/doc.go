// Package mutate rewrites type-checked Go packages, to test an analyzer of them: a [Rewrite]
// keeps what each function does, so it must not change a verdict; a [Fault] takes away what
// makes a function right, so it must be reported.
//
// A mutant is source text again, parsed and type-checked like any other: it has no more
// information than a user's program has, and it can be shown.
package mutate
