package screen

import (
	"fmt"
	"os/exec"
	"strconv"
	"syscall"
	"time"
)

// Process is a program with a window on the display.
type Process struct {
	*exec.Cmd

	on    *Display
	began time.Time
}

func (p *Process) drawn() (drawn, calm time.Duration, err error) {
	var last Picture
	for {
		now := time.Since(p.began)
		seen, err := p.on.Look()
		switch {
		case err != nil:
			return 0, 0, err
		case now > patience:
			return 0, 0, fmt.Errorf("%s: no window", p.Path)
		case seen.Colours < enough:
		case drawn == 0:
			drawn, calm, last = now, now, seen
		case seen.Sum != last.Sum:
			calm, last = now, seen
		case now-calm > atRest:
			return drawn, calm, nil
		}
		time.Sleep(polls)
	}
}

// End asks the program to end, and ends it where it does not.
func (p *Process) End() {
	_ = p.Process.Signal(syscall.SIGTERM)
	gone := time.AfterFunc(10*time.Second, func() { _ = p.Process.Kill() })
	_ = p.Wait()
	gone.Stop()
}

// Press gives keys to the window, as a hand does.
func (p *Process) Press(keys ...string) error {
	for _, key := range keys {
		if err := p.Hand("key", key); err != nil {
			return err
		}
	}
	return nil
}

// Type types; letters with accents get lost.
func (p *Process) Type(text string) error { return p.Hand("type", "--delay", "40", text) }

// Hand does with the window what xdotool is told.
func (p *Process) Hand(does ...string) error {
	c := exec.Command("xdotool", append([]string{"search", "--onlyvisible", "--pid", strconv.Itoa(p.Process.Pid), "windowfocus"}, does...)...)
	c.Env = p.on.env()
	return c.Run()
}
