// Golangci-lint-keymaster is golangci-lint with one linter more, keymaster. Commands, flags and configuration are
// golangci-lint's.
//
//	golangci-lint-keymaster run ./...
//
// It is a module of its own: golangci-lint is under GPL-3.0, keymaster is not.
package main

import (
	"os"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/keymasterlint/keymaster/analyzer/gclplugin" // is found by its name
)

func main() {
	if commands.Execute(buildInfo()) != nil { // which it has printed
		os.Exit(exitcodes.Failure)
	}
}
