package wia

import (
	"context"
	"errors"
	"fmt"
	"io"
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

// run is one worker at one order.
type run struct {
	ctx      context.Context
	stop     context.CancelCauseFunc
	out      io.Reader
	wait     func() error    // until it is gone
	patience *child.Patience // until it tells anything
	letsGo   time.Duration   // of one that is done, and stays
}

// run starts a worker. It is asked to stop when ctx is done, and ended when it does not.
func (d *Driver) run(ctx context.Context, o order) (*run, error) {
	watched, stop := context.WithCancelCause(ctx)
	r, err := begin(watched, d.letsGo, d.worker, o)
	if err != nil {
		stop(nil)
		return nil, scanning.NoProgram.About(system).Because(err)
	}
	r.stop = stop
	return r, nil
}

func begin(ctx context.Context, letsGo time.Duration, worker func() ([]string, error), o order) (*run, error) {
	words, err := worker()
	if err != nil {
		return nil, err
	}
	cmd := child.Command(ctx, words[0], words[1:]...)
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	cmd.Cancel, cmd.WaitDelay = in.Close, letsGo
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	_ = tell(in, o) // a worker that does not take it is heard to end
	return &run{ctx: ctx, out: out, wait: cmd.Wait, letsGo: letsGo}, nil
}

// hear hears the worker out, and has it gone afterwards.
func (r *run) hear(take func(said) error) (*over, error) {
	o, err := hear(r.out, func(s said) error {
		r.patience.Again()
		return take(s)
	})
	r.patience.End()
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		r.stop(err)
		_, _ = io.Copy(io.Discard, r.out) // one that goes on telling ends all the same
	}
	stays := time.AfterFunc(r.letsGo, func() { r.stop(nil) })
	defer stays.Stop()
	gone := r.wait()
	r.stop(nil)
	if errors.Is(err, io.ErrUnexpectedEOF) && gone != nil {
		err = fmt.Errorf("%w: %w", err, gone)
	}
	return o, err
}

// stopped is why a worker was stopped from here; nil: it was not.
func (r *run) stopped() error {
	if cause := context.Cause(r.ctx); !errors.Is(cause, context.Canceled) {
		return cause
	}
	return nil
}

// pageStem is what the file of a page is called, which a clerk sees; pageName is its name
// until it is packed.
const (
	pageStem = "Trang quét %04d."
	pageName = pageStem + "bmp"
)

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

var errLong = errors.New("a page has no end")

// taking is one scan on its way into a folder.
type taking struct {
	d     *Driver
	name  string // of the device
	order *job
	came  func(office.ScannedPage) error
	page  *child.Patience // until it is whole
	told  int             // pages of which came was told
	pages int             // those that it took
	err   error           // of the page after those
}

// Scan implements scanning.Driver.
func (d *Driver) Scan(ctx context.Context, wish office.ScanWish, dir string, came func(office.ScannedPage) error) (office.ScanEnd, error) {
	if ctx.Err() != nil {
		return office.ScanStopped, nil //nolint:nilerr // whoever stops it wants no error; nothing was begun
	}
	if err := whole.Takes(dir); err != nil {
		return "", err
	}
	lies, err := numbered(dir)
	if err != nil {
		return "", err
	}
	o, err := d.asked(wish, dir, slices.Max(append(lies, 0))+1)
	if err != nil {
		return "", err
	}
	t := &taking{d: d, name: d.named(o.Device), order: o, came: came}
	end, err := t.scan(ctx)
	return end, errors.Join(err, t.tidy())
}

func (t *taking) scan(ctx context.Context) (office.ScanEnd, error) {
	r, err := t.d.run(ctx, order{Scan: t.order})
	if err != nil {
		return "", err
	}
	r.patience = child.Wait(t.d.quiet, func() { r.stop(errSilent) })
	t.page = child.Wait(t.d.aPage, func() { r.stop(errLong) })
	defer t.page.End()
	o, err := r.hear(func(s said) error {
		if s.Page == "" {
			return nil
		}
		t.page.Again()
		t.err = t.take(s.Page)
		return t.err
	})
	return t.ended(ctx, r, o, err)
}

// take takes a page that the worker told.
func (t *taking) take(name string) error {
	number := t.pages + 1
	if name != fmt.Sprintf(pageName, t.order.First+t.pages) {
		return scanning.Unclear.About(t.name, scanning.Came(t.pages), "tên trang không đúng thứ tự").Because(fmt.Errorf("page %d is told as %.80q", number, name))
	}
	path, info, err := pack.Take(filepath.Join(t.order.Dir, name))
	if err != nil {
		return scanning.Damaged(t.name, number, err)
	}
	p := office.ScannedPage{Path: path, At: t.d.clock.Now(), DPI: info.DPIX}
	if p.DPI == 0 {
		p.DPI = float64(t.order.DPI)
	}
	t.told++
	if err := t.came(p); err != nil {
		return err
	}
	t.pages++
	return nil
}

// ended judges how a scan ended: why it was stopped from here, else what the worker says,
// held against what came.
func (t *taking) ended(ctx context.Context, r *run, o *over, err error) (office.ScanEnd, error) {
	switch {
	case t.err != nil:
		return "", t.err
	case ctx.Err() != nil && o == nil:
		return "", scanning.Unclear.About(t.name, scanning.Came(t.pages), "máy quét không dừng khi được yêu cầu").Because(err)
	case ctx.Err() != nil:
		return office.ScanStopped, nil //nolint:nilerr // whoever stops it wants no error
	case o != nil:
		return t.judge(*o)
	case errors.Is(r.stopped(), errSilent):
		return "", gone(t.name, t.pages, fmt.Sprintf("máy im lặng %.0f giây", t.d.quiet.Seconds())).Because(errSilent)
	case errors.Is(r.stopped(), errLong):
		return "", scanning.Endless.About(t.pages+1, t.name).Because(errLong)
	case errors.Is(err, errFlood), errors.Is(err, errGarbled):
		return "", scanning.Unclear.About(t.name, scanning.Came(t.pages), "chương trình quét nói những điều không hiểu được").Because(err)
	}
	return "", scanning.Unclear.About(t.name, scanning.Came(t.pages), "chương trình quét tự dừng").Because(err)
}

func (t *taking) judge(o over) (office.ScanEnd, error) {
	cause := o.cause()
	if o.Step != transfer {
		if f := o.began(t.name); f != nil {
			return "", f.Because(cause)
		}
	}
	well := o.Code == 0
	switch f := failure(o.Code, t.name, t.pages); {
	case o.Half && (well || o.Code == paperEmpty):
		return "", scanning.Unclear.About(t.name, scanning.Came(t.pages), fmt.Sprintf("máy ngừng giữa trang thứ %d", t.pages+1)).Because(cause)
	case f != nil:
		return "", f.Because(cause)
	case t.order.Most > 0 && t.pages == t.order.Most:
		return office.ScanAsked, nil
	case t.order.Source == office.Flatbed:
	case o.Code == paperEmpty:
		return t.empty(cause)
	case well && trouble(o.Feeder, t.name, t.pages) != nil:
		return "", trouble(o.Feeder, t.name, t.pages).Because(cause)
	case well && o.Feeder != unknown && o.Feeder&feedReady == 0:
		return t.empty(cause)
	case well && o.Feeder != unknown:
		return "", scanning.Unclear.About(t.name, scanning.Came(t.pages), "máy ngừng khi khay nạp còn giấy").Because(cause)
	}
	return "", scanning.Unclear.About(t.name, scanning.Came(t.pages), fmt.Sprintf("WIA trả lời 0x%08X", o.Code)).Because(cause)
}

func (t *taking) empty(cause error) (office.ScanEnd, error) {
	if t.pages == 0 {
		return "", scanning.FeederEmpty.About(t.name).Because(cause)
	}
	return office.ScanEmpty, nil
}

// tidy removes the pages that nobody was told of: they are scanned again.
func (t *taking) tidy() error {
	lies, err := numbered(t.order.Dir)
	for _, n := range lies {
		if n < t.order.First+t.told {
			continue
		}
		for _, ending := range []string{"bmp", "part", "png"} {
			path := filepath.Join(t.order.Dir, strings.TrimSuffix(fmt.Sprintf(pageName, n), "bmp")+ending)
			if gone := whole.Remove(path); !errors.Is(gone, fs.ErrNotExist) {
				err = errors.Join(err, whole.Tell(path, gone))
			}
		}
	}
	return err
}
