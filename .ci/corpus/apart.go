package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	mostTime   = 60 * time.Second // for what the program does
	mostJudged = 10 * time.Minute // with all that others say of it
	mostMemory = 1536 << 20       // bytes resident
	lookEvery  = 50 * time.Millisecond
)

// apart judges a file in a process of its own.
func apart(work, file string) end {
	var out, said bytes.Buffer
	c := exec.CommandContext(context.Background(), os.Args[0], work, file)
	c.Stdout, c.Stderr = &out, &said
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := c.Start(); err != nil {
		return end{File: file, Outcome: "crash", Why: err.Error(), Defect: true}
	}
	over := make(chan struct{})
	go func() {
		_ = c.Wait() // what it printed tells how it ended
		close(over)
	}()
	if why := watch(c.Process.Pid, over); why != "" {
		return end{File: file, Outcome: "hang", Why: why, Defect: true}
	}
	e := end{File: file}
	if err := json.Unmarshal(out.Bytes(), &e); err != nil {
		first, _, _ := strings.Cut(said.String(), "\n")
		return end{File: file, Outcome: "crash", Why: first, Defect: true}
	}
	return e
}

// watch waits for a process and kills it, with all that it started, when it takes
// too long or too much.
func watch(pid int, over <-chan struct{}) (why string) {
	late := time.After(mostJudged)
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		select {
		case <-over:
			return ""
		case <-late:
			why = fmt.Sprintf("more than %v", mostJudged)
		case <-look.C:
			if resident(pid) > mostMemory {
				why = fmt.Sprintf("more than %d MB", mostMemory>>20)
			}
		}
		if why != "" {
			_ = syscall.Kill(-pid, syscall.SIGKILL) // it may be gone by now
			<-over
			return why
		}
	}
}

// resident is how much memory a process holds; 0 where it is gone.
func resident(pid int) int64 {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(b))
	if len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseInt(fields[1], 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}
