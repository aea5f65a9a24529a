//go:build windows

// Command hold does to a folder what a virus scanner, an indexer and a program that
// copies folders elsewhere do: it opens each file that is new or was written, alone, and
// keeps it for a while. hold DIR [SHORTEST [LONGEST]]; it ends with its input.
package main

import (
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/windows"
)

// state is what is known of a file when it was last held.
type state struct {
	size  int64
	wrote time.Time
}

var (
	held    atomic.Int64
	letting sync.WaitGroup // what is still held
)

func main() {
	shortest, longest := 200*time.Millisecond, 400*time.Millisecond
	for n, to := range []*time.Duration{&shortest, &longest} {
		if len(os.Args) > n+2 {
			if d, err := time.ParseDuration(os.Args[n+2]); err == nil {
				*to = d
			}
		}
	}
	ended := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		close(ended)
	}()
	for seen := map[string]state{}; ; {
		select {
		case <-ended:
			letting.Wait()
			fmt.Println(held.Load(), "files were held")
			return
		default:
		}
		look(os.Args[1], seen, func() time.Duration { return shortest + rand.N(longest-shortest+1) })
		time.Sleep(2 * time.Millisecond)
	}
}

// look holds what changed since it looked last.
func look(dir string, seen map[string]state, length func() time.Duration) {
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // a folder that goes away meanwhile
		}
		info, err := d.Info()
		if err != nil {
			return nil
		}
		now := state{info.Size(), info.ModTime()}
		if seen[path] != now && hold(path, length()) {
			seen[path] = now
		}
		return nil
	})
}

// hold opens a file without sharing it; false: somebody has it open.
func hold(path string, length time.Duration) bool {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return false
	}
	h, err := windows.CreateFile(name, windows.GENERIC_READ, 0, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		return false
	}
	fmt.Println(time.Now().Format("15:04:05.000"), length.Round(time.Millisecond), path)
	held.Add(1)
	letting.Add(1)
	time.AfterFunc(length, func() {
		defer letting.Done()
		windows.CloseHandle(h)
	})
	return true
}
