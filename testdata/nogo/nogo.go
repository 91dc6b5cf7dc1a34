// Package nogo imports what the main program of Bazel's nogo does, which the tests compile: it is in no package
// that the go command could build.
package nogo

import (
	_ "github.com/aymanbagabas/go-udiff"
	_ "github.com/bazelbuild/rules_go/go/runfiles" // of the module that has the program
	_ "golang.org/x/tools/go/analysis"

	_ "github.com/keymasterlint/keymaster/analyzer"
)
