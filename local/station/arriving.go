package station

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"tram/local/bundle"
	"tram/local/job"
	"tram/local/office"
	"tram/local/store"
	"tram/local/whole"
)

// A bundle of many entries is taken in by pieces, so that whoever works here meanwhile
// does not wait for all of them. Whole or not at all it comes in all the same: its
// entries are first written down, sealed, in one file; from that moment they all come
// in, whatever happens, for a start that finds the file goes on with it. In between the
// journal of the other station stands here as it was at some earlier time.

const (
	arrivingName = "arriving.bundle"
	arrivingTurn = "arriving.lock"

	// fewEntries come in in one transaction: some tenths of a second.
	fewEntries = 500
)

// arriving is entries on their way in.
type arriving struct {
	b       *bundle.Reader
	entries int64
}

// readThrough reads every entry of a bundle before any is taken in.
func readThrough(b *bundle.Reader) (arriving, error) {
	a := arriving{b: b}
	err := b.Lines(func(text []byte) error {
		a.entries++
		if _, err := store.ParseArrival(text); err != nil {
			return bundle.Spoiled.Because(err)
		}
		return nil
	})
	return a, err
}

func (a arriving) each(p *job.Progress) func(yield func(store.Arrival) error) error {
	return func(yield func(store.Arrival) error) error {
		return a.b.Lines(func(text []byte) error {
			arrival, err := store.ParseArrival(text)
			if err != nil {
				return bundle.Spoiled.Because(err)
			}
			p.Did(1)
			return yield(arrival)
		})
	}
}

// takeIn takes the entries of a bundle in. It fails with ArrivingLater where the rest of
// them comes in at the next start.
func (s *Exchange) takeIn(ctx context.Context, b *bundle.Reader, p *job.Progress) (entries int64, got store.Received, err error) {
	a, err := readThrough(b)
	if err != nil {
		return a.entries, got, err
	}
	p.Expect(a.entries)
	by := store.Act{Actor: account(), Step: "exchange"}
	if a.entries <= fewEntries {
		got, err = s.store.Receive(ctx, by, a.each(p))
		return a.entries, got, err
	}
	if err := s.endArriving(ctx, p); err != nil { // of a bundle before this one
		return a.entries, got, err
	}
	release, err := whole.Turn(ctx, filepath.Join(s.home, arrivingTurn))
	if err != nil {
		return a.entries, got, err
	}
	defer release()
	if err := s.writeDown(a); err != nil {
		return a.entries, got, err
	}
	if got, err = s.store.ReceiveByPieces(ctx, by, a.each(p)); err != nil {
		return a.entries, got, ArrivingLater.Because(err)
	}
	return a.entries, got, s.arrived()
}

func (s *Exchange) arrivingPath() string { return filepath.Join(s.home, arrivingName) }

// writeDown is the step from which on all entries come in.
func (s *Exchange) writeDown(a arriving) error {
	f, err := whole.Create(s.arrivingPath(), 0o600)
	if err != nil {
		return err
	}
	defer f.Abort()
	w, err := bundle.NewWriter(f, s.sealing, a.b.About)
	if err != nil {
		return err
	}
	if err := errors.Join(a.b.Lines(w.Line), w.Close()); err != nil {
		return err
	}
	return f.Commit()
}

// arrived forgets entries that are all here.
func (s *Exchange) arrived() error {
	if err := whole.Remove(s.arrivingPath()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return whole.Tell(s.arrivingPath(), err)
	}
	return whole.SyncDir(s.home)
}

// Arriving tells whether entries of another station are still on their way in.
func (s *Exchange) Arriving() bool {
	_, err := os.Lstat(s.arrivingPath())
	return err == nil
}

// endArriving takes the rest of a bundle in that was cut off.
func (s *Exchange) endArriving(ctx context.Context, p *job.Progress) error {
	if !s.Arriving() {
		return nil
	}
	release, err := whole.Turn(ctx, filepath.Join(s.home, arrivingTurn))
	if err != nil {
		return err
	}
	defer release()
	if !s.Arriving() {
		return nil // another program was at work on it
	}
	err = s.takeRest(ctx, p)
	if errors.Is(err, bundle.Spoiled) || errors.Is(err, bundle.NotOurs) || errors.Is(err, bundle.TooNew) {
		aside := fmt.Sprintf("%s.%s.hong", s.arrivingPath(), s.clock.Now().In(office.VietNam).Format("20060102-150405"))
		return ArrivingSpoiled.Because(errors.Join(err, whole.Rename(s.arrivingPath(), aside)))
	}
	return err
}

func (s *Exchange) takeRest(ctx context.Context, p *job.Progress) error {
	f, err := whole.Open(s.arrivingPath())
	if err != nil {
		return whole.Tell(s.arrivingPath(), err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return whole.Tell(s.arrivingPath(), err)
	}
	b, err := bundle.Open(ctx, f, info.Size(), s.sealing, p)
	if err != nil {
		return err
	}
	if _, err := s.store.ResumeReceiving(ctx, arriving{b: b}.each(p)); err != nil {
		return err
	}
	f.Close() // Windows removes no file that is open
	return s.arrived()
}

// named are the files that somebody's records or entries name, of those on their way in
// too.
func (s *ground) named(ctx context.Context) (map[office.Digest]bool, error) {
	named, err := s.store.NamedFiles(ctx)
	if err != nil {
		return nil, err
	}
	return named, s.namedOnTheWay(ctx, named)
}

func (s *ground) namedOnTheWay(ctx context.Context, named map[office.Digest]bool) error {
	f, err := whole.Open(filepath.Join(s.home, arrivingName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return whole.Tell(arrivingName, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return whole.Tell(arrivingName, err)
	}
	b, err := bundle.Open(ctx, f, info.Size(), s.sealing, nil)
	if err != nil {
		return ctx.Err() // what does not open names nothing
	}
	return b.Lines(func(text []byte) error {
		store.DigestsIn(text, func(d office.Digest) { named[d] = true })
		return nil
	})
}
