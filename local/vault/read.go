package vault

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"

	"tram/local/job"
	"tram/local/office"
	"tram/local/whole"
)

// Reader is a file of the vault, open: its plaintext in order and anywhere
// inside. ReadAt is safe for many goroutines. Where a chunk is damaged the
// error is Damaged; the bytes before it are what was stored.
type Reader struct {
	d     office.Digest
	f     *os.File
	plain *io.SectionReader
}

// Read opens a file. Failures: Missing, Damaged, NotReadable. That each chunk is
// what was sealed is seen when it is read, that the whole is what its name
// says by Check.
func (v *Vault) Read(d office.Digest) (*Reader, error) {
	path, err := v.path(d)
	if err != nil {
		return nil, err
	}
	f, err := whole.Open(path)
	if err != nil {
		return nil, tell(d, err)
	}
	plain, err := v.open(f)
	if err != nil {
		f.Close()
		return nil, tell(d, err)
	}
	return &Reader{d, f, plain}, nil
}

func (v *Vault) open(f *os.File) (*io.SectionReader, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("not a regular file")
	}
	return v.sealer.Open(f, info.Size())
}

// Size is that of the plaintext, in bytes.
func (r *Reader) Size() int64 { return r.plain.Size() }

// Read reads on.
func (r *Reader) Read(b []byte) (int, error) {
	n, err := r.plain.Read(b)
	return n, tell(r.d, err)
}

// ReadAt reads anywhere.
func (r *Reader) ReadAt(b []byte, off int64) (int, error) {
	n, err := r.plain.ReadAt(b, off)
	return n, tell(r.d, err)
}

// Seek moves to where Read reads on.
func (r *Reader) Seek(offset int64, whence int) (int64, error) { return r.plain.Seek(offset, whence) }

// WriteTo writes the rest to w in pieces that spare the memory.
func (r *Reader) WriteTo(w io.Writer) (int64, error) {
	piece := pieces.Get().(*[handedSize]byte)
	defer pieces.Put(piece)
	var n int64
	for {
		read, err := r.Read(piece[:])
		if read > 0 {
			written, err := w.Write(piece[:read])
			n += int64(written)
			if err != nil {
				return n, err
			}
		}
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}

// Close closes the file.
func (r *Reader) Close() error { return r.f.Close() }

// Check reads a file whole and compares it with its name (Luật GDĐT Điều 10:
// unchanged since it was first complete). A flipped bit, a missing end, a file
// under another's name: Damaged. No file: Missing. Both name it.
func (v *Vault) Check(ctx context.Context, d office.Digest) error {
	r, err := v.Read(d)
	if err != nil {
		return err
	}
	defer r.Close()
	sum := sha256.New()
	if _, err := r.WriteTo(job.Patient(ctx, sum)); err != nil {
		return err
	}
	if is := hex.EncodeToString(sum.Sum(nil)); is != string(d) {
		return Damaged.About(short(d)).Because(fmt.Errorf("it holds %s", short(office.Digest(is))))
	}
	return nil
}

// tell names the file in the sentence. An error of the disk is not damage.
func tell(d office.Digest, err error) error {
	var fromSystem syscall.Errno
	switch {
	case err == nil || err == io.EOF:
		return err
	case errors.Is(err, fs.ErrNotExist):
		return Missing.About(short(d)).Because(err)
	case errors.Is(err, fs.ErrPermission):
		return NotReadable.About(short(d)).Because(err)
	case errors.As(err, &fromSystem) || errors.Is(err, os.ErrClosed):
		return whole.Tell(short(d), err)
	}
	return Damaged.About(short(d)).Because(err)
}

// short is how a file is named to a clerk: the first 12 of its 64 digits.
func short(d office.Digest) string { return string(d[:min(len(d), 12)]) }
