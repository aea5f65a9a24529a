package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// disk is a real ext4 on a file, mounted through a loop device, which root alone may. It can
// lose its power: what was not synced is forgotten, as the journal of ext4 has it.
type disk struct {
	image, at string
}

// newDisk makes one of so many bytes.
func newDisk(folder, name string, size int64) (*disk, error) {
	d := &disk{image: filepath.Join(folder, name+".ext4"), at: filepath.Join(folder, name)}
	f, err := os.Create(d.image)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(f.Truncate(size), f.Close(), os.MkdirAll(d.at, 0o700)); err != nil {
		return nil, err
	}
	if err := ran("mkfs.ext4", "-q", "-F", d.image); err != nil {
		return nil, err
	}
	return d, d.plugIn()
}

// ran runs a program of the system to its end.
func ran(name string, args ...string) error {
	if said, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s %v: %w: %s", name, args, err, said)
	}
	return nil
}

func (d *disk) plugIn() error { return ran("mount", "-o", "loop", d.image, d.at) }

// cut takes the power away: nothing more gets to the disk, and what waited in memory to be
// written never does (EXT4_IOC_SHUTDOWN, EXT4_GOING_FLAGS_NOLOGFLUSH). From here on each
// read that is not remembered and each write fails.
func (d *disk) cut() error {
	f, err := os.Open(d.at)
	if err != nil {
		return err
	}
	defer f.Close()
	const shutdown, noLogFlush = 0x8004587d, 2
	return unix.IoctlSetPointerInt(int(f.Fd()), shutdown, noLogFlush)
}

// pullOut takes a disk away from under a program that may have files open on it, and waits
// until the program has let it go: before, what comes back would be the disk that was cut.
func (d *disk) pullOut() error {
	if err := unix.Unmount(d.at, unix.MNT_DETACH); err != nil {
		return err
	}
	for range 1000 {
		if !d.isInUse() {
			return nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return errors.New("a program holds on to a disk that was pulled out")
}

// isInUse tells whether a loop device has the disk.
func (d *disk) isInUse() bool {
	all, err := filepath.Glob("/sys/block/loop*/loop/backing_file")
	for _, path := range all {
		if b, gone := os.ReadFile(path); gone == nil && strings.HasPrefix(string(b), d.image) {
			return true
		}
	}
	return err != nil
}

// comeBack has a disk whose power was cut mounted again, which replays its journal.
func (d *disk) comeBack() error {
	var err error
	for range 100 { // until who had it open is gone
		if err = unix.Unmount(d.at, 0); err == nil || errors.Is(err, unix.EINVAL) {
			return d.plugIn()
		}
		time.Sleep(10 * time.Millisecond)
	}
	return err
}

func (d *disk) drop() error {
	return errors.Join(unix.Unmount(d.at, unix.MNT_DETACH), os.Remove(d.image))
}
