package copying

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"tram/local/job"
	"tram/local/office"
	"tram/local/vault"
)

// Vault takes files as they lay sealed, and proves each: what was received is settled, by
// several goroutines at a time.
type Vault interface {
	ReceiveSealed(ctx context.Context, d office.Digest, r io.Reader) (settle func(context.Context) error, err error)
}

// settledAtOnce is how many files are proven and synced at the same time: one is read from the
// target meanwhile.
const settledAtOnce = 8

// Fetch opens a file of the office as it lies on a target. It fails with ErrNone.
func Fetch(ctx context.Context, t Target, id Identity, d office.Digest) (io.ReadCloser, error) {
	n, err := namesOf(id)
	if err != nil {
		return nil, err
	}
	r, _, err := t.Get(ctx, n.file(d))
	return r, err
}

// Filled tells what of a copy came into a vault.
type Filled struct {
	Files   int64           `json:"files"`
	Bytes   int64           `json:"bytes"` // of them, as they lie sealed
	LeftOut []office.Digest `json:"left_out,omitempty"`
}

// Fill puts every file of the copy into a vault. Without partial all of them must be there
// and whole: FilesBad.
func (c *Copy) Fill(ctx context.Context, into Vault, partial bool, p *job.Progress) (done Filled, err error) {
	return c.FillThese(ctx, into, c.Files(), partial, p)
}

// FillThese puts some files of the copy into a vault, as Fill does with all.
func (c *Copy) FillThese(ctx context.Context, into Vault, all []office.Digest, partial bool, p *job.Progress) (done Filled, err error) {
	p.Say("Đang lấy lại từng tệp")
	p.Expect(int64(len(all)))
	f := filling{done: &done, free: make(chan struct{}, settledAtOnce)}
	for _, d := range all {
		if f.over(ctx) {
			break
		}
		f.took(ctx, d, 0, c.fillOne(ctx, into, d, &f, p))
	}
	f.working.Wait()
	slices.Sort(done.LeftOut)
	if err := errors.Join(ctx.Err(), f.failed); err != nil {
		return done, err
	}
	if n := len(done.LeftOut); n > 0 && !partial {
		return done, FilesBad.About(c.target.Said(), n, string(done.LeftOut[0][:12]))
	}
	return done, nil
}

// filling is a vault being filled.
type filling struct {
	free    chan struct{}
	working sync.WaitGroup

	mu     sync.Mutex
	done   *Filled
	failed error // nothing more is taken
}

func (f *filling) over(ctx context.Context) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.failed != nil || ctx.Err() != nil
}

// took takes down how it went with a file; size 0 and no error: it is not settled yet.
func (f *filling) took(ctx context.Context, d office.Digest, size int64, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case err == nil && size > 0:
		f.done.Files, f.done.Bytes = f.done.Files+1, f.done.Bytes+size
	case err == nil:
	case ctx.Err() == nil && (errors.Is(err, ErrNone) || errors.Is(err, vault.Damaged)):
		f.done.LeftOut = append(f.done.LeftOut, d)
	case f.failed == nil:
		f.failed = err
	}
}

// fillOne reads a file, and has it settled beside the reading of the next ones.
func (c *Copy) fillOne(ctx context.Context, into Vault, d office.Digest, f *filling, p *job.Progress) error {
	if _, err := office.ParseDigest(string(d)); err != nil {
		return fmt.Errorf("a segment names a file: %w", err)
	}
	r, size, err := c.File(ctx, d)
	if err != nil {
		return err
	}
	defer r.Close()
	settle, err := into.ReceiveSealed(ctx, d, r)
	if err != nil {
		return err
	}
	f.free <- struct{}{}
	f.working.Go(func() {
		f.took(ctx, d, size, settle(ctx))
		<-f.free
		p.Did(1)
	})
	return nil
}
