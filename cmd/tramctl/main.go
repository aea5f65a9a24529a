// Command tramctl is the same office from a terminal, with no display and no
// cgo: what scripts, servers and tests use.
//
// Every verb takes --home DIR and --json. Results go to stdout, messages to
// stderr. It exits with 0 when all went well, 1 when the office refused or
// something failed, 2 when the command was typed wrong, 3 when nothing vouches for
// the file that is to be verified.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"tram/cmd/machine"
)

func main() {
	if code, is := machine.Worker(os.Args[1:]); is {
		os.Exit(code)
	}
	machine.KeepSmall()
	// Who closes the pipe that this prints into does not end an act between its entry
	// and its mark: the print fails, and is told.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	t := terminal{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv}
	code := t.run(ctx, os.Args[1:])
	if t.log != nil {
		_ = t.log.Close() // each line is written by itself
	}
	stop()
	os.Exit(code)
}
