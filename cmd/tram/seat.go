package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"tram/local/whole"
)

// seat is the place of the one window of a data folder: a file in there that a window
// holds, and a door on this machine at which the next one knocks. The file alone says
// whether there is a window; who answers at the door is only asked to come forward.
type seat struct {
	home   string
	window chan func() bool // gets what brings this program's window forward, once there is one

	mu    sync.Mutex
	leave func() // nil: the seat is not taken
}

func newSeat(home string) *seat { return &seat{home: home, window: make(chan func() bool, 1)} }

const (
	seatName = "window.lock"
	// seatWait is how long a file that is held may be let go of meanwhile.
	seatWait = 100 * time.Millisecond
	// knockWait is how long a window may take to come forward.
	knockWait = 3 * time.Second
	// knockHeard is what is answered to who knocked.
	knockHeard = 'f'
)

// take sits down, and tells whether this program sits: false is another window's seat. A
// folder that is not there yet, or that takes no lock, keeps nobody out; nor does a
// scanner that reads the file.
func (s *seat) take() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.leave != nil {
		return true
	}
	ctx, stop := context.WithTimeout(context.Background(), seatWait)
	defer stop()
	release, err := whole.Turn(ctx, filepath.Join(s.home, seatName))
	if errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	if err == nil {
		shut := s.open()
		s.leave = func() {
			shut()
			release()
		}
	}
	return true
}

// up leaves the seat.
func (s *seat) up() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.leave != nil {
		s.leave()
		s.leave = nil
	}
}

// comeForward does what who knocked asks for. A window that is about to be is waited for.
func (s *seat) comeForward() bool {
	select {
	case forward := <-s.window:
		s.window <- forward
		return forward()
	case <-time.After(knockWait):
		return false
	}
}

// doorNumber is by what name the door of a folder is found, however the folder is named.
func (s *seat) doorNumber() string {
	real, err := filepath.EvalSymlinks(s.home)
	if err != nil {
		real = s.home
	}
	sum := sha256.Sum256([]byte(strings.ToLower(real)))
	const enough = 16
	return "tram-" + hex.EncodeToString(sum[:enough])
}
