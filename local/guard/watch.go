package guard

import (
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"slices"
	"time"

	"tram/local/office"
	"tram/local/vault"
)

const (
	// Enough is how many files must have vanished or been overwritten.
	Enough = 5

	// within is the time in which so many must vanish.
	within = 10 * time.Minute

	// heads is how many files are looked into at one look, so that a look stays short however
	// many there are; of a vault that has more, others come at the next.
	heads = 2_000

	sealedSign = "age-encryption.org/v1"
)

// Vault is what is watched.
type Vault interface {
	List(ctx context.Context) (vault.Listing, error)
	Sealed(d office.Digest) (io.ReadCloser, int64, error)
}

// Watch remembers what lay in a vault when it was looked at last. It is for one goroutine at
// a time.
type Watch struct {
	seen   map[office.Digest]bool // nil: nobody looked yet
	gone   map[office.Digest]time.Time
	spoilt map[office.Digest]bool
	order  []office.Digest // in which files are looked into
}

// Look compares a vault with the last look. It returns the files that vanished not long ago
// and those that are no sealed files any more, sorted; a few of them are no reason to stop.
// Files of a folder that cannot be read are neither.
func (w *Watch) Look(ctx context.Context, v Vault, now time.Time) ([]office.Digest, error) {
	listed, err := v.List(ctx)
	if err != nil {
		return nil, err
	}
	if w.seen == nil {
		w.gone, w.spoilt = map[office.Digest]time.Time{}, map[office.Digest]bool{}
	}
	for d := range w.seen {
		switch {
		case listed.There[d] || listed.Unknown(d):
			delete(w.gone, d)
		case w.gone[d].IsZero():
			w.gone[d] = now
		}
	}
	for d, at := range w.gone {
		if now.Sub(at) > within || listed.There[d] {
			delete(w.gone, d)
			delete(w.seen, d)
		}
	}
	if w.seen == nil {
		w.seen = map[office.Digest]bool{}
	}
	maps.Copy(w.seen, listed.There)
	if err := w.lookInto(ctx, v, listed); err != nil {
		return nil, err
	}
	all := slices.AppendSeq(slices.Collect(maps.Keys(w.gone)), maps.Keys(w.spoilt))
	slices.Sort(all)
	return slices.Compact(all), nil
}

// Forget takes files for what they are from now on: somebody answers for them.
func (w *Watch) Forget(all []office.Digest) {
	for _, d := range all {
		delete(w.gone, d)
		delete(w.seen, d)
		delete(w.spoilt, d)
	}
}

// lookInto looks at the beginning of the next files.
func (w *Watch) lookInto(ctx context.Context, v Vault, listed vault.Listing) error {
	if len(w.order) == 0 {
		w.order = slices.Collect(maps.Keys(listed.There)) // in no order: not folder by folder
	}
	for range min(heads, len(w.order)) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		d := w.order[0]
		w.order = w.order[1:]
		if !listed.There[d] {
			continue
		}
		switch is, err := isSealed(v, d); {
		case err != nil: // it cannot be read now: nothing is known of it
		case is:
			delete(w.spoilt, d)
		default:
			w.spoilt[d] = true
		}
	}
	return nil
}

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
