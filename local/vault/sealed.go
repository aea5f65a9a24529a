package vault

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
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
	path, err := v.path(d)
	if err != nil {
		return err
	}
	to, err := whole.Create(filepath.Join(v.dir, unnamed), filePerm)
	if err != nil {
		return err
	}
	defer to.Abort()
	size, err := io.Copy(job.Patient(ctx, to), r)
	if err != nil {
		return err
	}
	plain, err := v.sealer.Open(to, size)
	if err != nil {
		return Damaged.About(short(d)).Because(err)
	}
	sum := sha256.New()
	if _, err := io.Copy(job.Patient(ctx, sum), plain); err != nil {
		return Damaged.About(short(d)).Because(err)
	}
	if is := hex.EncodeToString(sum.Sum(nil)); is != string(d) {
		return Damaged.About(short(d)).Because(fmt.Errorf("it holds %s", short(office.Digest(is))))
	}
	if err := v.makeReady(filepath.Dir(path)); err != nil {
		return err
	}
	return to.CommitAs(path)
}
