package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is a program with a window on the display.
type process struct {
	*exec.Cmd

	on    *display
	began time.Time
}

func (p *process) drawn() (drawn, calm time.Duration, err error) {
	var last picture
	for {
		now := time.Since(p.began)
		seen, err := p.on.look()
		switch {
		case err != nil:
			return 0, 0, err
		case now > patience:
			return 0, 0, fmt.Errorf("%s: no window", p.Path)
		case seen.colours < enough:
		case drawn == 0:
			drawn, calm, last = now, now, seen
		case seen.sum != last.sum:
			calm, last = now, seen
		case now-calm > atRest:
			return drawn, calm, nil
		}
		time.Sleep(polls)
	}
}

func (p *process) end() {
	_ = p.Process.Signal(syscall.SIGTERM)
	gone := time.AfterFunc(10*time.Second, func() { _ = p.Process.Kill() })
	_ = p.Wait()
	gone.Stop()
}

// press gives keys to the window, as a hand does.
func (p *process) press(keys ...string) error {
	for _, key := range keys {
		if err := p.hand("key", key); err != nil {
			return err
		}
	}
	return nil
}

func (p *process) typed(text string) error { return p.hand("type", "--delay", "40", text) }

func (p *process) hand(does ...string) error {
	c := exec.Command("xdotool", append([]string{"search", "--onlyvisible", "--pid", strconv.Itoa(p.Process.Pid), "windowfocus"}, does...)...)
	c.Env = p.on.env()
	return c.Run()
}

// tick is the unit of processor time in /proc, 1/100 s on Linux.
const tick = 10 * time.Millisecond

// cpu is the processor time that the program took so far.
func (p *process) cpu() (time.Duration, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.Process.Pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(b), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0, errors.New("/proc/PID/stat is short")
	}
	user, err1 := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	return time.Duration(user+system) * tick, errors.Join(err1, err2)
}

// memory is what a program holds, in bytes: all that is resident, what no other program
// shares, and what of that the system could not read again from a file.
type memory struct{ resident, own, written int64 }

func (p *process) memory() (m memory, err error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", p.Process.Pid))
	if err != nil {
		return m, err
	}
	for line := range strings.Lines(string(b)) {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		kb, _ := strconv.ParseInt(fields[1], 10, 64)
		switch fields[0] {
		case "Rss:":
			m.resident = kb << 10
		case "Private_Clean:":
			m.own += kb << 10
		case "Private_Dirty:":
			m.own += kb << 10
			m.written = kb << 10
		}
	}
	return m, nil
}

// busy tells how busy the machine is.
func busy() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "?"
	}
	one, _, _ := strings.Cut(string(b), " ")
	return one
}
