package vault

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"

	"tram/local/job"
	"tram/local/office"
	"tram/local/whole"
)

// Sealed opens a file as it lies, sealed, with its size in bytes. Failures: Missing,
// NotReadable.
func (v *Vault) Sealed(d office.Digest) (io.ReadCloser, int64, error) {
	path, err := v.path(d)
	if err != nil {
		return nil, 0, err
	}
	f, err := whole.Open(path)
	if err != nil {
		return nil, 0, tell(d, err)
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, 0, tell(d, err)
	}
	return f, info.Size(), nil
}

// TakeSealed puts a file into the vault as it lay sealed elsewhere, once it opened whole as
// what its name says. It fails with Damaged otherwise, and nothing is kept.
func (v *Vault) TakeSealed(ctx context.Context, d office.Digest, r io.Reader) error {
	settle, err := v.ReceiveSealed(ctx, d, r)
	if err != nil {
		return err
	}
	return settle(ctx)
}

// ReceiveSealed reads what TakeSealed takes, to the end; settle does the rest, and must be
// called. Many may settle at the same time, so that they share the waiting for the disk.
func (v *Vault) ReceiveSealed(ctx context.Context, d office.Digest, r io.Reader) (settle func(context.Context) error, err error) {
	return v.receive(ctx, d, r, func(to *whole.File, path string) error {
		if v.batch != nil {
			return v.batch.Commit(to, path)
		}
		return to.CommitAs(path)
	})
}

// Filling is a vault that does not count until all of it is there: what it receives comes to
// the disk when it is settled.
type Filling struct{ *Vault }

// Fill begins to fill a vault that nobody else uses.
func (v *Vault) Fill() Filling {
	return Filling{&Vault{dir: v.dir, sealer: v.sealer, ready: map[string]bool{}, batch: whole.NewBatch(v.dir)}}
}

// Settle brings what was received to the disk for good.
func (f Filling) Settle() error { return f.batch.Settle() }

// Mend puts a file back that is missing or damaged, as TakeSealed does. What is damaged is set
// aside once the other is proven; one that is whole stays.
func (v *Vault) Mend(ctx context.Context, d office.Digest, r io.Reader) error {
	if v.Check(ctx, d) == nil {
		return nil
	}
	settle, err := v.receive(ctx, d, r, func(to *whole.File, path string) error {
		return v.alone(func() error {
			if err := v.Check(ctx, d); errors.Is(err, Damaged) {
				if err := setAside(path); err != nil {
					return err
				}
			}
			return to.CommitAs(path)
		})
	})
	if err == nil {
		err = settle(ctx)
	}
	if errors.Is(err, fs.ErrExist) { // another program was quicker
		return v.Check(ctx, d)
	}
	return err
}

// receive reads a file to the end and proves it. settle has end give it its name.
func (v *Vault) receive(ctx context.Context, d office.Digest, r io.Reader, end func(to *whole.File, path string) error) (settle func(context.Context) error, err error) {
	path, err := v.path(d)
	if err != nil {
		return nil, err
	}
	to, err := whole.Create(filepath.Join(v.dir, unnamed), filePerm)
	if err != nil {
		return nil, err
	}
	if err := v.prove(ctx, d, r, to); err != nil {
		to.Abort()
		return nil, err
	}
	return func(context.Context) error {
		defer to.Abort()
		if err := v.makeReady(filepath.Dir(path)); err != nil {
			return err
		}
		return end(to, path)
	}, nil
}

// prove writes a sealed file down and fails with Damaged unless it opens whole as what a name
// says. It is proven as it comes: of a file that somebody made endless little is written.
func (v *Vault) prove(ctx context.Context, d office.Digest, r io.Reader, to io.Writer) error {
	in := &passing{r: r, to: to}
	sum := sha256.New()
	plain, err := v.sealer.OpenStream(in)
	if err == nil {
		_, err = io.Copy(job.Patient(ctx, sum), plain)
	}
	if in.err != nil || ctx.Err() != nil {
		return errors.Join(in.err, ctx.Err())
	}
	if err != nil {
		return Damaged.About(short(d)).Because(err)
	}
	if is := hex.EncodeToString(sum.Sum(nil)); is != string(d) {
		return Damaged.About(short(d)).Because(fmt.Errorf("it holds %s", short(office.Digest(is))))
	}
	return nil
}

// passing writes what is read of a file down beside, and remembers what kept it from that,
// which is no fault of the file.
type passing struct {
	r   io.Reader
	to  io.Writer
	err error
}

func (p *passing) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	if err != nil && err != io.EOF {
		p.err = err
	}
	if _, failed := p.to.Write(b[:n]); failed != nil {
		p.err, err = failed, failed
	}
	return n, err
}
