//go:build !windows

package main

import (
	"runtime"
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
	select {
	case err := <-ended:
		if err != nil {
			return NoViewer.About(path).Because(err)
		}
	case <-time.After(openerPatience):
	}
	return nil
}
