//go:build !windows

package main

import (
	"errors"
	"runtime"
	"slices"
	"time"

	"tram/local/child"
)

// view opens a file or a folder with the system's own program, and waits for word
// whether there was one.
func view(path string) error {
	opener := "xdg-open"
	if runtime.GOOS == "darwin" {
		opener = "open"
	}
	cmd := child.Viewer(opener, path)
	if err := cmd.Start(); err != nil {
		return NoViewer.About(path).Because(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	if err := refusal(ended); err != nil {
		return NoViewer.About(path).Because(err)
	}
	return nil
}

const (
	// openerPatience is how long the opener looks for a program: until then each failure
	// is its own.
	openerPatience = 3 * time.Second
	// openerLimit is how long an opener may take that looks in vain, on a slow machine.
	// Until then it counts what it says of itself: some openers stay as long as the program
	// that they found, and end as that does.
	openerLimit = time.Minute
)

// openersOwn are the exit codes by which xdg-open itself says that it opened nothing.
var openersOwn = []int{2, 3, 4}

// refusal waits for word from an opener; nil: it has found a program.
func refusal(ended <-chan error) error {
	soon, late := time.After(openerPatience), time.After(openerLimit)
	for looks := true; ; {
		select {
		case err := <-ended:
			var exit interface{ ExitCode() int }
			if looks || errors.As(err, &exit) && slices.Contains(openersOwn, exit.ExitCode()) {
				return err
			}
			return nil
		case <-soon:
			looks = false
		case <-late:
			return nil
		}
	}
}
