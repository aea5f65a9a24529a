package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"tram/.ci/screen"
)

// tick is the unit of processor time in /proc, 1/100 s on Linux.
const tick = 10 * time.Millisecond

// cpu is the processor time that the program took so far.
func cpu(p *screen.Process) (time.Duration, error) {
	_, took, err := ran(fmt.Sprintf("/proc/%d/stat", p.Process.Pid))
	return took, err
}

// painters is what of the processor time went into the threads that draw in the place of a graphics card: on a
// computer that has one they are not there.
func painters(p *screen.Process) (took time.Duration, err error) {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", p.Process.Pid))
	if err != nil {
		return 0, err
	}
	for _, thread := range threads {
		name, one, err := ran(thread)
		if err == nil && strings.HasPrefix(name, "llvmpipe") {
			took += one
		}
	}
	return took, nil
}

// ran reads whose time a stat file of /proc tells, and how much it is.
func ran(stat string) (name string, took time.Duration, err error) {
	b, err := os.ReadFile(stat)
	if err != nil {
		return "", 0, err
	}
	head, rest, _ := strings.Cut(string(b), ") ")
	_, name, _ = strings.Cut(head, "(")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return "", 0, fmt.Errorf("%s is short", stat)
	}
	user, err1 := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	return name, time.Duration(user+system) * tick, errors.Join(err1, err2)
}

// memory is what a program holds, in bytes: all that is resident, what no other program
// shares, and what of that the system could not read again from a file.
type memory struct{ resident, own, written int64 }

func memoryOf(p *screen.Process) (m memory, err error) {
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
