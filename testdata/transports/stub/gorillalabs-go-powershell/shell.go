// Package powershell stands in for github.com/gorillalabs/go-powershell, of which
// the module proxy has no copy: the interface that runs commands, and nothing else.
package powershell

// A Shell is a running PowerShell.
type Shell interface {
	Execute(cmd string) (string, string, error)
	Exit()
}
