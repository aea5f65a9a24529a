package naps2

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tram/local/child"
	"tram/local/office"
	"tram/local/scanning"
	"tram/local/scanning/pack"
	"tram/local/whole"
)

// Limits of what the program prints.
const (
	longestLine = 16 << 10 // bytes
	mostLines   = 100_000
)

var (
	errSilent = errors.New("no word from NAPS2 in time")
	errFlood  = errors.New("NAPS2 prints without end")
)

// ran is how a run of the program ended.
type ran struct{ err error }

// run has the program do something, hears each line, and ends it when it is silent for so
// long, or when ctx is done.
func (d *Driver) run(ctx context.Context, words []string, dir string, patience time.Duration, line func(string)) ran {
	watched, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	cmd := child.Command(watched, words[0], words[1:]...)
	cmd.Dir, cmd.WaitDelay = dir, d.letsGo
	read, write := io.Pipe()
	cmd.Stdout, cmd.Stderr = write, write
	if err := cmd.Start(); err != nil {
		return ran{err}
	}
	alive := child.Wait(patience, func() { stop(errSilent) })
	defer alive.End()
	heard := make(chan struct{})
	go func() {
		defer close(heard)
		if !hear(read, func(s string) { alive.Again(); line(s) }) {
			stop(errFlood)
		}
		_, _ = io.Copy(io.Discard, read)
	}()
	err := cmd.Wait()
	_ = write.Close() // which of a pipe never fails
	<-heard
	if cause := context.Cause(watched); cause != nil {
		err = errors.Join(cause, err)
	}
	return ran{err}
}

// hear gives each line that is not empty; false: there were too many, or one has no end.
func hear(from io.Reader, line func(string)) bool {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, longestLine)
	for range mostLines {
		if !lines.Scan() {
			return lines.Err() == nil
		}
		if s := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff")); s != "" {
			line(s)
		}
	}
	return false
}

// scan is one run that scans.
type scan struct {
	d    *Driver
	name string // of the device
	wish office.ScanWish
	dir  string
	came func(office.ScannedPage) error

	lines   []string // that may mean something
	scanned int      // pages that it says to have scanned
	summed  int      // that it says so at the end; -1: it does not
	pages   int      // that came
}

const mostKept = 50 // lines that may mean something

// Scan implements scanning.Driver.
func (d *Driver) Scan(ctx context.Context, wish office.ScanWish, dir string, came func(office.ScannedPage) error) (office.ScanEnd, error) {
	if ctx.Err() != nil {
		return office.ScanStopped, nil //nolint:nilerr // whoever stops it wants no error; nothing was begun
	}
	name, err := d.named(wish.Scanner)
	if err != nil {
		return "", err
	}
	words, err := d.program()
	if err != nil {
		return "", err
	}
	args, err := order(wish, name)
	if err != nil {
		return "", err
	}
	if err := whole.Takes(dir); err != nil {
		return "", err
	}
	lay, err := files(dir)
	if err != nil {
		return "", err
	}
	s := &scan{d: d, name: name, wish: wish, dir: dir, came: came, summed: -1}
	r := d.run(ctx, append(words, args...), dir, d.quiet, s.heard)
	return s.ended(ctx, r.err, lay)
}

// heard takes a line.
func (s *scan) heard(line string) {
	if n := numbered(line); n == s.scanned+1 {
		s.scanned = n
	}
	if n := counted(line); n >= 0 {
		s.summed = n
	} else if meaning(line, s.name, 0) != nil && len(s.lines) < mostKept {
		s.lines = append(s.lines, line)
	}
}

// files are those of pages in a folder, by their names, in the order of their numbers.
func files(dir string) (all []string, err error) {
	entries, err := os.ReadDir(dir)
	before, after, _ := strings.Cut(pages, "$(nnnn)")
	for _, e := range entries {
		number, is := strings.CutPrefix(e.Name(), before)
		if number, ends := strings.CutSuffix(number, after); is && ends && strings.Trim(number, "0123456789") == "" {
			all = append(all, e.Name())
		}
	}
	slices.SortFunc(all, func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	return all, whole.Tell(dir, err)
}

// take takes the files that were not there before. One that is none, or that nobody wants,
// ends it; what was not told goes away with its run.
func (s *scan) take(lay []string) error {
	all, err := files(s.dir)
	if err != nil {
		return err
	}
	for _, name := range all {
		if slices.Contains(lay, name) {
			continue
		}
		path := filepath.Join(s.dir, name)
		if err != nil {
			err = errors.Join(err, whole.Remove(path))
			continue
		}
		var told bool
		if told, err = s.one(path); err != nil && !told {
			err = errors.Join(err, whole.Remove(path))
		}
	}
	return err
}

func (s *scan) one(path string) (told bool, err error) {
	path, info, err := pack.Take(path)
	if err != nil {
		return false, scanning.Damaged(s.name, s.pages+1, err)
	}
	p := office.ScannedPage{Path: path, At: s.d.clock.Now(), DPI: info.DPIX}
	if p.DPI == 0 {
		p.DPI = float64(s.wish.DPI)
	}
	if err := s.came(p); err != nil {
		return true, err
	}
	s.pages++
	return true, nil
}

// ended takes what the program left, and judges how its run ended.
func (s *scan) ended(ctx context.Context, err error, lay []string) (office.ScanEnd, error) {
	taken := s.take(lay)
	stopped := ctx.Err() != nil
	if taken != nil && (err == nil || !errors.Is(taken, scanning.BadPage)) { // one that it was at when it ended is handed over by nobody
		return "", taken
	}
	cause := fmt.Errorf("NAPS2: %d pages told, %d at the end, %q: %w", s.scanned, s.summed, s.lines, errOr(err))
	switch {
	case (stopped || err != nil) && s.scanned > s.pages:
		return "", Unhanded.About(s.scanned, s.name, s.pages).Because(cause)
	case stopped:
		return office.ScanStopped, nil //nolint:nilerr // whoever stops it wants no error
	case errors.Is(err, errSilent):
		return "", gone(s.name, s.pages).Because(cause)
	case errors.Is(err, errFlood):
		return "", scanning.Unclear.About(s.name, scanning.Came(s.pages), "NAPS2 nói mãi không dừng").Because(cause)
	}
	return s.judge(err, cause)
}

func (s *scan) judge(err, cause error) (office.ScanEnd, error) {
	for _, line := range s.lines {
		f := meaning(line, s.name, s.pages)
		if f == nil || s.pages > 0 && errors.Is(*f, scanning.FeederEmpty) {
			continue
		}
		return "", f.Because(cause)
	}
	switch {
	case err != nil && len(s.lines) == 0:
		return "", scanning.Unclear.About(s.name, scanning.Came(s.pages), "NAPS2 tự dừng").Because(cause)
	case s.summed < 0 || s.summed != s.pages:
		return "", scanning.Unclear.About(s.name, scanning.Came(s.pages), fmt.Sprintf("NAPS2 nói có %d trang", max(s.summed, 0))).Because(cause)
	case s.wish.Source == office.Flatbed && s.pages == 1:
		return office.ScanAsked, nil
	case s.wish.Source == office.Flatbed || s.pages == 0:
		return "", scanning.Unclear.About(s.name, scanning.Came(s.pages), "NAPS2 xong mà số trang không đúng").Because(cause)
	}
	return office.ScanEmpty, nil
}

var errWell = errors.New("it ended well")

func errOr(err error) error {
	if err == nil {
		return errWell
	}
	return err
}
