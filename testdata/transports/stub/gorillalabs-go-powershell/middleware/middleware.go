// Package middleware stands in for that of github.com/gorillalabs/go-powershell.
package middleware

// Middleware is a shell around another one: a session on another computer.
type Middleware interface {
	Execute(cmd string) (string, string, error)
	Exit()
}
