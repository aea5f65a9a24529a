//go:build !windows

package main

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"time"
)

// longestSocket is how long the path of a socket may be on every system, in bytes.
const longestSocket = 100

// sockets are where the door may be: in the folder itself, or where the path is too long
// or the disk takes none, among what this account has while it is logged in.
func (s *seat) sockets() (paths []string) {
	own := filepath.Join(s.home, "window.sock")
	runtime := os.Getenv("XDG_RUNTIME_DIR")
	for _, path := range []string{own, filepath.Join(runtime, s.doorNumber())} {
		if len(path) <= longestSocket && filepath.IsAbs(path) {
			paths = append(paths, path)
		}
	}
	return paths
}

// open opens the door. Without one, the next window says that there is another and no more.
func (s *seat) open() (shut func()) {
	for _, path := range s.sockets() {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) { // of one that was killed: the seat is ours
			continue
		}
		l, err := (&net.ListenConfig{}).Listen(context.Background(), "unix", path)
		if err != nil {
			continue
		}
		go s.answer(l)
		return func() { _ = l.Close() }
	}
	return func() {}
}

func (s *seat) answer(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		if s.comeForward() {
			_ = c.SetWriteDeadline(time.Now().Add(knockWait))
			_, _ = c.Write([]byte{knockHeard})
		}
		_ = c.Close()
	}
}

// knock asks the window that sits there to come forward, and tells whether it did.
func (s *seat) knock() bool {
	for _, path := range s.sockets() {
		c, err := (&net.Dialer{Timeout: knockWait}).DialContext(context.Background(), "unix", path)
		if err != nil {
			continue
		}
		defer c.Close()
		var said [1]byte
		_ = c.SetReadDeadline(time.Now().Add(knockWait))
		if n, _ := c.Read(said[:]); n == 1 && said[0] == knockHeard {
			return true
		}
	}
	return false
}
