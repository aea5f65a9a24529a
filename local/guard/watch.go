package guard

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"slices"
	"time"

	"tram/local/office"
	"tram/local/vault"
)

const (
	// Enough is how many files must have vanished or been overwritten.
	Enough = 5

	// within is the time in which so many must vanish for the copying to stop, and Slowly that
	// in which it is told that they do.
	within = 10 * time.Minute
	Slowly = 7 * 24 * time.Hour

	// heads is how many files are looked into at one look, so that a look stays short however
	// many there are; of a vault that has more, others come at the next.
	heads = 2_000

	// mostRead is how much is read whole at one look, in bytes, of files that somebody wrote to.
	mostRead = 64 << 20

	sealedSign = "age-encryption.org/v1"
)

// Vault is what is watched.
type Vault interface {
	List(ctx context.Context) (vault.Listing, error)
	Sealed(d office.Digest) (io.ReadCloser, int64, error)
	Stat(d office.Digest) (fs.FileInfo, error)
	Check(ctx context.Context, d office.Digest) error
}

// Memory is what a watch knows from one start of the program to the next.
type Memory struct {
	At   time.Time                   `json:"at"`   // when all was looked at last: what was written since is read
	Lost map[office.Digest]time.Time `json:"lost"` // since when a file is not there; zero: it was told, or nobody ever saw it

	Place int64 `json:"place"` // up to which files were looked for that entries of other stations name
}

// Lacks notes a file that was never here: who names it did not have it, either.
func (m *Memory) Lacks(d office.Digest) {
	if _, known := m.Lost[d]; known {
		return
	}
	if m.Lost == nil {
		m.Lost = map[office.Digest]time.Time{}
	}
	m.Lost[d] = time.Time{}
}

// Watch remembers what lay in a vault when it was looked at last. It is for one goroutine at
// a time.
type Watch struct {
	Memory
	seen    map[office.Digest]bool // nil: nobody looked yet
	gone    map[office.Digest]time.Time
	spoilt  map[office.Digest]bool
	written map[office.Digest]written // as it was when it was found sound
	order   []office.Digest           // in which files are looked into
}

// written is what the disk tells of a file that is written once.
type written struct {
	size int64
	at   time.Time
}

// Begin goes on from what an earlier start knew, with the files that records stand on: those
// that are not there any more vanished meanwhile. Where nothing is remembered nothing is
// known of what was before.
func (w *Watch) Begin(m Memory, kept []office.Digest) {
	w.Memory = m
	if m.At.IsZero() {
		return
	}
	w.start()
	for _, d := range kept {
		if _, known := m.Lost[d]; !known {
			w.seen[d] = true
		}
	}
}

// Saw tells whether a file lay here, as far as is known.
func (w *Watch) Saw(d office.Digest) bool { return w.seen[d] }

// Began tells whether the watch has begun.
func (w *Watch) Began() bool { return w.seen != nil }

func (w *Watch) start() {
	w.seen, w.gone, w.spoilt, w.written = map[office.Digest]bool{}, map[office.Digest]time.Time{}, map[office.Digest]bool{}, map[office.Digest]written{}
	if w.Lost == nil {
		w.Lost = map[office.Digest]time.Time{}
	}
}

// Look compares a vault with the last look. It returns the files that vanished not long ago
// and those that are not what was sealed any more, sorted; a few of them are no reason to
// stop. Files of a folder that cannot be read are neither.
func (w *Watch) Look(ctx context.Context, v Vault, now time.Time) ([]office.Digest, error) {
	listed, err := v.List(ctx)
	if err != nil {
		return nil, err
	}
	if w.seen == nil {
		w.start()
	}
	w.compare(listed, now)
	w.meet(v, listed)
	maps.Copy(w.seen, listed.There)
	if err := w.lookInto(ctx, v, listed); err != nil {
		return nil, err
	}
	all := slices.AppendSeq(slices.Collect(maps.Keys(w.gone)), maps.Keys(w.spoilt))
	slices.Sort(all)
	return slices.Compact(all), nil
}

// meet takes the files that are new here as they are: who wrote them was at work until now.
func (w *Watch) meet(v Vault, listed vault.Listing) {
	if w.At.IsZero() {
		return // nothing was seen before
	}
	for d := range listed.There {
		if w.seen[d] {
			continue
		}
		if info, err := v.Stat(d); err == nil {
			w.written[d] = written{info.Size(), info.ModTime()}
		}
	}
}

// compare notes what vanished since the last look, and what is back.
func (w *Watch) compare(listed vault.Listing, now time.Time) {
	for d := range w.seen {
		switch {
		case listed.There[d] || listed.Unknown(d):
			delete(w.gone, d)
		case w.gone[d].IsZero():
			w.gone[d], w.Lost[d] = now, now
		}
	}
	for d, at := range w.gone {
		if now.Sub(at) > within || listed.There[d] {
			delete(w.gone, d)
			delete(w.seen, d)
		}
	}
	for d := range w.Lost {
		if listed.There[d] {
			delete(w.Lost, d)
		}
	}
}

// Slow are the files that vanished one by one over days and of which nobody was told.
func (w *Watch) Slow(now time.Time) (all []office.Digest) {
	for d, at := range w.Lost {
		if !at.IsZero() && now.Sub(at) <= Slowly {
			all = append(all, d)
		}
	}
	slices.Sort(all)
	return all
}

// Told notes that a person was told of files that are not there.
func (w *Watch) Told(all []office.Digest) {
	for _, d := range all {
		if _, lost := w.Lost[d]; lost {
			w.Lost[d] = time.Time{}
		}
	}
}

// Forget takes files for what they are from now on: somebody answers for them.
func (w *Watch) Forget(all []office.Digest) {
	for _, d := range all {
		delete(w.gone, d)
		delete(w.seen, d)
		delete(w.spoilt, d)
	}
	w.Told(all)
}

// lookInto looks at the next files. Once it came round, all was looked at.
func (w *Watch) lookInto(ctx context.Context, v Vault, listed vault.Listing) error {
	if len(w.order) == 0 {
		w.order = slices.Collect(maps.Keys(listed.There)) // in no order: not folder by folder
	}
	room := int64(mostRead)
	for range min(heads, len(w.order)) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if room <= 0 {
			break
		}
		d := w.order[0]
		w.order = w.order[1:]
		if !listed.There[d] {
			continue
		}
		switch is, err := w.isSound(ctx, v, d, &room); {
		case err != nil: // it cannot be read now: nothing is known of it
		case is:
			delete(w.spoilt, d)
		default:
			w.spoilt[d] = true
		}
	}
	return ctx.Err()
}

// isSound tells whether a file begins as a sealed one does and, where somebody wrote to it
// since it was found sound, whether it still holds what it is named after.
func (w *Watch) isSound(ctx context.Context, v Vault, d office.Digest, room *int64) (bool, error) {
	if is, err := isSealed(v, d); err != nil || !is {
		delete(w.written, d)
		return false, err
	}
	info, err := v.Stat(d)
	if err != nil {
		return false, err
	}
	is := written{info.Size(), info.ModTime()}
	was, known := w.written[d]
	if known && was == is && !w.spoilt[d] {
		return true, nil
	}
	if known || w.spoilt[d] || !w.At.IsZero() && is.at.After(w.At) {
		*room -= is.size
		err := v.Check(ctx, d)
		if errors.Is(err, vault.Damaged) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
	}
	w.written[d] = is
	return true, nil
}

// Round tells whether every file was looked at since the last round.
func (w *Watch) Round() bool { return len(w.order) == 0 }

// isSealed tells whether a file begins as a sealed one does.
func isSealed(v Vault, d office.Digest) (bool, error) {
	f, _, err := v.Sealed(d)
	if err != nil {
		return false, err
	}
	defer f.Close()
	head := make([]byte, len(sealedSign))
	_, err = io.ReadFull(f, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return false, nil
	}
	return bytes.Equal(head, []byte(sealedSign)), err
}
