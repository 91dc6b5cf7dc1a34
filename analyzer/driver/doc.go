// Package driver runs one analyzer over whole programs, loading as little of
// them as the analyzer's gate allows.
//
// There are two ways in, and both give the same findings:
//
//   - [Run] is the stand-alone tool. It lists the import graph without types,
//     asks the gate about each package's bytes, dependencies included, and
//     parses and type-checks only what passes. All other packages come in as the
//     compiler's export data, and only where a passing package imports them.
//   - [Unit] is one step of "go vet -vettool" or "go fix -fixtool": the go command
//     calls the tool once for each package, dependencies first. A package that
//     the gate drops is answered without being parsed.
//
// [Vet] runs the second for the first's callers: the go command caches the results.
//
// # Facts
//
// A package sees the object facts and package facts of all its dependencies,
// direct or not, in both ways. (golang.org/x/tools/go/analysis/unitchecker
// forgets facts about functions of indirect dependencies; this driver hands
// them on.) Facts about objects that no other package can name, such as local
// variables, stay in their package.
//
// Facts whose method Matters says no are weak: they make no package pass the gate.
// A package of the user's own that the gate drops is parsed, and analysed for weak
// facts if its syntax shows helpers; see [gate.Helpers].
//
// A package fact with the method EveryPackage is taken to hold of every package, also
// of those that the gate drops. None is kept: that an import had its turn, the
// drivers know.
//
// # Positions
//
// A finding is placed by the file that holds the source text: //line directives
// are ignored, since what they name may be out of the reader's reach and the
// gate judged the real text. The exception is a file outside its package's
// directory, which the go command generated there: cgo's output. That is compared
// with the file that the user wrote, whose directives have no say either.
//
// # Test variants
//
// As under go vet, a package with in-package tests is reported on once, together
// with its tests; the plain package is analysed for its facts alone, and only
// if something imports it.
//
// # Errors
//
// Every problem is an [Error] of one line. A package that does not type-check
// yields its errors; the findings in all other packages are still given. A
// package that the gate drops is not type-checked, so its type errors are not
// seen: there is nothing in it to be missed.
package driver
