package sane

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
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

// pageStem is what the file of a page is called, which a clerk sees; pageName is its name
// until it is packed.
const (
	pageStem = "Trang quét %04d."
	pageName = pageStem + "tif"
)

// Why a run of scanimage is ended from here.
var (
	errQuiet = errors.New("scanimage tells nothing")
	errStays = errors.New("scanimage is done and does not end")
	errLong  = errors.New("a page has no end")
)

// run is one run of scanimage.
type run struct {
	d      *Driver
	dev    device
	wish   office.ScanWish
	dir    string
	came   func(office.ScannedPage) error
	stop   context.CancelCauseFunc
	first  int             // the number of the first page's file
	told   int             // pages of which came was told
	pages  int             // those that it took
	err    error           // of the page after those, or of who was told of it
	minute *child.Patience // of the page on its way
}

// Scan scans with scanimage until the paper ends.
func (d *Driver) Scan(ctx context.Context, wish office.ScanWish, dir string, came func(office.ScannedPage) error) (office.ScanEnd, error) {
	dev, err := d.named(ctx, wish.Scanner)
	if ctx.Err() != nil {
		return office.ScanStopped, nil //nolint:nilerr // whoever stops it wants no error; nothing was begun
	}
	if err != nil {
		return "", err
	}
	if err := whole.Takes(dir); err != nil {
		return "", err
	}
	first, err := unused(dir)
	if err != nil {
		return "", err
	}
	args, err := dev.order(wish, strings.ReplaceAll(dir, "%", "%%")+string(filepath.Separator)+pageName, first)
	if err != nil {
		return "", err
	}
	r := &run{d: d, dev: dev, wish: wish, dir: dir, first: first, came: came}
	end, err := r.do(ctx, args)
	return end, errors.Join(err, r.tidy())
}

// unused is the first number from which no page lies in a folder: scanimage writes over
// what is there.
func unused(dir string) (int, error) {
	lies, err := numbered(dir)
	return slices.Max(append(lies, 0)) + 1, err
}

// numbered are the numbers of the pages in a folder, also of those that are half there.
func numbered(dir string) (all []int, err error) {
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		var n int
		if _, err := fmt.Sscanf(e.Name(), pageStem, &n); err == nil {
			all = append(all, n)
		}
	}
	return all, whole.Tell(dir, err)
}

// tidy removes the pages of a run that nobody was told of: they are scanned again.
func (r *run) tidy() error {
	lies, err := numbered(r.dir)
	for _, n := range lies {
		if n < r.first+r.told {
			continue
		}
		for _, ending := range []string{"tif", "tif.part", "png"} {
			path := filepath.Join(r.dir, fmt.Sprintf(pageStem, n)+ending)
			if gone := whole.Remove(path); !errors.Is(gone, fs.ErrNotExist) {
				err = errors.Join(err, whole.Tell(path, gone))
			}
		}
	}
	return err
}

func (r *run) do(ctx context.Context, args []string) (office.ScanEnd, error) {
	if _, err := child.Find(program); err != nil {
		return "", scanning.NoProgram.About(program + " (gói sane-utils)").Because(err)
	}
	watched, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	r.stop = stop
	cmd := child.Command(watched, program, args...)
	cmd.Env = append(cmd.Env, "LC_ALL=C")
	cmd.Cancel = func() error {
		if errors.Is(context.Cause(watched), errStays) {
			return cmd.Process.Kill()
		}
		return cmd.Process.Signal(os.Interrupt) // it lets go of the device
	}
	cmd.WaitDelay = letsGo
	told := &telling{
		alive: child.Wait(r.d.quiet, func() { stop(errQuiet) }),
		begins: func() {
			if watched.Err() != nil { // the interrupt came between two pages, where it ends nothing
				time.AfterFunc(again, func() { _ = cmd.Process.Signal(os.Interrupt) }) // most often it is gone by then
			}
		},
		over: func() { time.AfterFunc(leaves, func() { stop(errStays) }) },
	}
	cmd.Stderr = told
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", fmt.Errorf("scan: %w", err)
	}
	r.minute = child.Wait(r.d.aPage, func() { stop(errLong) })
	defer r.minute.End()
	defer told.alive.End()
	if err := cmd.Start(); err != nil {
		return "", scanning.NoProgram.About(program).Because(err)
	}
	for names := bufio.NewScanner(out); names.Scan(); {
		r.named(names.Text())
	}
	err = cmd.Wait()
	e := ending{code: status(cmd.ProcessState.ExitCode()), told: told, err: err}
	if errors.Is(context.Cause(watched), errStays) {
		e.code = told.status
	}
	return r.ended(ctx, context.Cause(watched), e)
}

// named takes a page whose name scanimage told; it tells none twice, and none before its
// file is closed. After one that cannot be taken none is.
func (r *run) named(path string) {
	if r.err != nil {
		return
	}
	r.minute.Again()
	if r.err = r.take(path); r.err != nil {
		r.stop(r.err)
		return
	}
	r.pages++
}

func (r *run) take(path string) error {
	number := r.pages + 1
	if path != filepath.Join(r.dir, fmt.Sprintf(pageName, r.first+r.pages)) {
		return scanning.Unclear.About(r.dev.name, scanning.Came(r.pages), "tên trang không đúng thứ tự").Because(fmt.Errorf("page %d is told as %q", number, path))
	}
	path, info, err := pack.Take(path)
	if err != nil {
		return scanning.Damaged(r.dev.name, number, err)
	}
	p := office.ScannedPage{Path: path, At: r.d.clock.Now(), DPI: info.DPIX}
	if p.DPI == 0 {
		p.DPI = float64(r.wish.DPI)
	}
	r.told++
	return r.came(p)
}

// ending is how scanimage ended.
type ending struct {
	code status // -1 where it was killed
	told *telling
	err  error
}

// ended judges how a run ended: why it was stopped from here, else what it says, held
// against what came.
func (r *run) ended(ctx context.Context, stopped error, e ending) (office.ScanEnd, error) {
	switch {
	case r.err != nil:
		return "", r.err
	case ctx.Err() != nil && e.code == -1:
		return "", scanning.Unclear.About(r.dev.name, scanning.Came(r.pages), "máy quét không dừng khi được yêu cầu").Because(e.err)
	case ctx.Err() != nil:
		return office.ScanStopped, nil //nolint:nilerr // whoever stops it wants no error
	case errors.Is(stopped, errQuiet):
		return "", scanning.Gone.About(r.dev.name, fmt.Sprintf("máy im lặng %.0f giây", r.d.quiet.Seconds()), scanning.Came(r.pages)).Because(stopped)
	case errors.Is(stopped, errLong):
		return "", scanning.Endless.About(r.pages+1, r.dev.name).Because(stopped)
	}
	cause := fmt.Errorf("scanimage: %w: %s", errOr(e.err), e.told.last)
	cut := e.told.begun > e.told.done // the device ended instead of beginning a page
	switch {
	case e.code == good && r.pages == pages(r.wish):
		return office.ScanAsked, nil
	case e.code == noDocs && !cut:
		return "", scanning.Unclear.About(r.dev.name, scanning.Came(r.pages), fmt.Sprintf("máy báo hết giấy giữa trang thứ %d", r.pages+1)).Because(cause)
	case e.code == noDocs && r.pages == 0:
		return "", scanning.FeederEmpty.About(r.dev.name).Because(cause)
	case e.code == noDocs && e.told.begun == r.first+r.pages:
		return office.ScanEmpty, nil
	case e.told.begun == 0: // it did not come to scanning
		r.d.forget(r.dev)
		return "", r.refused(e.told.last).Because(cause)
	}
	if f := e.code.failure(r.dev.name, r.pages); f != nil {
		return "", f.Because(cause)
	}
	return "", scanning.Unclear.About(r.dev.name, scanning.Came(r.pages), "chương trình quét tự dừng").Because(cause)
}

var errWell = errors.New("it ended well")

func errOr(err error) error {
	if err == nil {
		return errWell
	}
	return err
}

// refused tells why no scan was begun.
func (r *run) refused(line string) office.Failure {
	if strings.Contains(line, "setting of option") {
		return scanning.Refused.About(r.dev.name, "máy không nhận "+office.Visible(line[strings.Index(line, "option")+len("option"):], longestName))
	}
	return notOpened(r.dev.name, line)
}

// telling is what scanimage tells of its work while it lasts.
type telling struct {
	alive       *child.Patience
	line        []byte
	begun, done int    // the page that was begun last, and that was done with, well or not
	status      status // of that page, or of beginning it; -1 until it is known
	last        string // what it complained of last
	begins      func() // is called with each page that is begun
	over        func() // is called when no more pages come
}

const longestLine = 4 << 10 // bytes

// Write takes what scanimage prints, in lines that end either way.
func (t *telling) Write(b []byte) (int, error) {
	t.alive.Again()
	for _, c := range b {
		switch {
		case c == '\n' || c == '\r':
			t.heard(string(t.line))
			t.line = t.line[:0]
		case len(t.line) < longestLine:
			t.line = append(t.line, c)
		}
	}
	return len(b), nil
}

func (t *telling) heard(line string) {
	if at := strings.Index(line, "Scanned page "); at >= 0 { // behind the progress where there is one
		line = line[at:]
	}
	var n, s int
	if _, err := fmt.Sscanf(line, "Scanned page %d. (scanner status = %d)", &n, &s); err == nil {
		if t.done, t.status = n, status(s); t.status == endOfPage {
			t.status = good
		}
	} else if _, err := fmt.Sscanf(line, "Scanning page %d", &n); err == nil {
		t.begun, t.status = n, -1
		t.begins()
	} else if strings.HasPrefix(line, "Batch terminated") {
		t.over()
	} else if said, ours := strings.CutPrefix(line, program+": "); ours && !strings.HasPrefix(said, "rounded value") {
		t.last = said
		if words, starts := strings.CutPrefix(said, "sane_start: "); starts {
			t.status = statusWords[words]
		}
	}
}
