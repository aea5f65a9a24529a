package copying

import (
	"context"
	"errors"
	"fmt"
	"io"

	"tram/local/job"
	"tram/local/office"
	"tram/local/vault"
)

// Vault takes files as they lay sealed, and proves each.
type Vault interface {
	TakeSealed(ctx context.Context, d office.Digest, r io.Reader) error
}

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
	for _, d := range all {
		size, err := c.fillOne(ctx, into, d)
		switch {
		case err == nil:
			done.Files, done.Bytes = done.Files+1, done.Bytes+size
		case ctx.Err() == nil && (errors.Is(err, ErrNone) || errors.Is(err, vault.Damaged)):
			done.LeftOut = append(done.LeftOut, d)
		default:
			return done, errors.Join(ctx.Err(), err)
		}
		p.Did(1)
	}
	if n := len(done.LeftOut); n > 0 && !partial {
		return done, FilesBad.About(c.target.Said(), n, string(done.LeftOut[0][:12]))
	}
	return done, nil
}

func (c *Copy) fillOne(ctx context.Context, into Vault, d office.Digest) (size int64, err error) {
	r, size, err := c.File(ctx, d)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	if _, err := office.ParseDigest(string(d)); err != nil {
		return 0, fmt.Errorf("a segment names a file: %w", err)
	}
	return size, into.TakeSealed(ctx, d, r)
}
