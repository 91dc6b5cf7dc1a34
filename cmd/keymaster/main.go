// Keymaster finds calls that only a DNS zone's key master may make.
//
//	keymaster [flags] packages              analyse packages
//	keymaster vet [flags] packages          the same, with results cached by the go command
//	go vet -vettool=$(which keymaster) ./...
//	go fix -fixtool=$(which keymaster) ./...
//	keymaster help                          describe the check and all flags
//
// Stand-alone it exits with status 0 if there is nothing to report, 3 if there
// are findings, and 1 if something could not be analysed. With -json, findings
// do not count.
package main

import (
	"context"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second interrupt does not wait for the package at hand
	status := command{stdout: os.Stdout, stderr: os.Stderr}.run(ctx, os.Args[1:])
	stop()
	os.Exit(status)
}
