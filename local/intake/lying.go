package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tram/local/job"
	"tram/local/office"
	"tram/local/whole"
)

// Lying is a tray as it lies sealed, for who copies it elsewhere.
type Lying struct {
	ID        office.ID
	Discarded bool
	Manifest  []byte          // sealed; empty: no page was acknowledged yet
	Captures  []office.Digest // that lie there, acknowledged or not
}

// mostManifest is more than a sealed manifest has, in bytes.
const mostManifest = 64 << 20

// Lie tells how each tray lies now, in the order of their IDs. Work on them goes on: what
// is acknowledged meanwhile is not among it, and a tray that goes away meanwhile neither.
func (in *Intake) Lie(ctx context.Context) (all []Lying, err error) {
	for _, discarded := range []bool{false, true} {
		dir := in.dir
		if discarded {
			dir = filepath.Join(dir, discardedDir)
		}
		entries, err := os.ReadDir(dir)
		if err != nil {
			return nil, fmt.Errorf("list the trays: %w", whole.Tell(dir, err))
		}
		for _, e := range entries {
			id, err := office.ParseID(e.Name())
			if err != nil || !e.IsDir() {
				continue
			}
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			l, err := lying(filepath.Join(dir, e.Name()))
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return nil, err
			}
			l.ID, l.Discarded = id, discarded
			all = append(all, l)
		}
	}
	return all, nil
}

func lying(dir string) (l Lying, err error) {
	f, err := whole.Open(filepath.Join(dir, manifestName))
	if err == nil {
		l.Manifest, err = io.ReadAll(io.LimitReader(f, mostManifest))
		f.Close()
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return l, whole.Tell(dir, err)
	}
	entries, err := os.ReadDir(filepath.Join(dir, capturesDir))
	for _, e := range entries {
		name, sealed := strings.CutSuffix(e.Name(), sealedExt)
		if d, err := office.ParseDigest(name); err == nil && sealed && e.Type().IsRegular() {
			l.Captures = append(l.Captures, d)
		}
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return l, whole.Tell(dir, err)
	}
	return l, nil
}

func lieIn(dir string, l Lying) string {
	if l.Discarded {
		dir = filepath.Join(dir, discardedDir)
	}
	return filepath.Join(dir, string(l.ID))
}

// Sealed opens a capture of a tray as it lies, with its size in bytes. One that is not
// there is fs.ErrNotExist.
func (in *Intake) Sealed(l Lying, d office.Digest) (io.ReadCloser, int64, error) {
	c := captures{dir: filepath.Join(lieIn(in.dir, l), capturesDir)}
	f, err := whole.Open(c.path(d))
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, info.Size(), nil
}

// PutBack lays a tray down in a folder of trays that nobody has open, as it lay elsewhere.
// Each capture must be what its name says.
func PutBack(ctx context.Context, dir string, s Sealer, l Lying, capture func(office.Digest) (io.ReadCloser, error)) error {
	into := lieIn(dir, l)
	c := captures{dir: filepath.Join(into, capturesDir), sealer: s}
	if err := whole.MakeDir(c.dir, dirPerm); err != nil {
		return err
	}
	for _, d := range l.Captures {
		if err := c.putBack(ctx, d, capture); err != nil {
			return err
		}
	}
	if len(l.Manifest) == 0 {
		return nil
	}
	return whole.Write(filepath.Join(into, manifestName), filePerm, func(w io.Writer) error {
		_, err := w.Write(l.Manifest)
		return err
	})
}

func (c captures) putBack(ctx context.Context, d office.Digest, capture func(office.Digest) (io.ReadCloser, error)) error {
	r, err := capture(d)
	if err != nil {
		return err
	}
	defer r.Close()
	f, err := whole.Create(c.path(d), filePerm)
	if err != nil {
		return err
	}
	defer f.Abort()
	size, err := io.Copy(job.Patient(ctx, f), r)
	if err != nil {
		return err
	}
	plain, err := c.sealer.Open(f, size)
	if err != nil {
		return fmt.Errorf("open a capture that was put back: %w", err)
	}
	sum := sha256.New()
	if _, err := io.Copy(job.Patient(ctx, sum), plain); err != nil {
		return fmt.Errorf("read a capture that was put back: %w", err)
	}
	if is := hex.EncodeToString(sum.Sum(nil)); is != string(d) {
		return fmt.Errorf("capture %s holds %s", d, is)
	}
	return f.Commit()
}
