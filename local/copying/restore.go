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

// filledAtOnce is how many files are read, proven and synced at the same time, as far as the
// target lets itself be read by several.
const filledAtOnce = 8

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
	f := filling{done: &done, reading: make(chan struct{}, atOnce(c.target))}
	err = together(ctx, filledAtOnce, all, func(ctx context.Context, d office.Digest) error {
		defer p.Did(1)
		size, err := c.fillOne(ctx, into, d, &f)
		return f.took(ctx, d, size, err)
	})
	slices.Sort(done.LeftOut)
	if err != nil {
		return done, err
	}
	if n := len(done.LeftOut); n > 0 && !partial {
		return done, FilesBad.About(c.target.Said(), n, string(done.LeftOut[0][:12]))
	}
	return done, nil
}

// filling is a vault being filled.
type filling struct {
	reading chan struct{} // by whom the target is asked just now

	mu   sync.Mutex
	done *Filled
}

// took takes down how it went with a file. What it fails with ends all.
func (f *filling) took(ctx context.Context, d office.Digest, size int64, err error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case err == nil:
		f.done.Files, f.done.Bytes = f.done.Files+1, f.done.Bytes+size
	case ctx.Err() == nil && (errors.Is(err, ErrNone) || errors.Is(err, vault.Damaged)):
		f.done.LeftOut = append(f.done.LeftOut, d)
	default:
		return err
	}
	return nil
}

// fillOne brings a file, and tells its size as it lies sealed.
func (c *Copy) fillOne(ctx context.Context, into Vault, d office.Digest, f *filling) (int64, error) {
	if _, err := office.ParseDigest(string(d)); err != nil {
		return 0, fmt.Errorf("a segment names a file: %w", err)
	}
	settle, size, err := c.received(ctx, into, d, f)
	if err != nil {
		return 0, err
	}
	return size, settle(ctx)
}

// received reads a file while the target may be asked for it.
func (c *Copy) received(ctx context.Context, into Vault, d office.Digest, f *filling) (settle func(context.Context) error, size int64, err error) {
	f.reading <- struct{}{}
	defer func() { <-f.reading }()
	r, size, err := c.File(ctx, d)
	if err != nil {
		return nil, 0, err
	}
	defer r.Close()
	settle, err = into.ReceiveSealed(ctx, d, r)
	return settle, size, err
}
