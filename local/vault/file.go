package vault

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"tram/local/office"
	"tram/local/whole"
)

// handedSize is how many bytes are handed over at a time: large enough that
// handing over costs nothing, small enough to lie in the processor's cache for
// the hash and the seal.
const handedSize = 256 << 10

// mostHanded is how many such pieces one file may use: one being filled, one
// waiting, one being sealed. A slow disk holds the writer up, not the memory.
const mostHanded = 3

var pieces = sync.Pool{New: func() any { return new([handedSize]byte) }}

// File is a file being born. The goroutine that writes hashes; another one
// seals and writes to the disk meanwhile. It ends once, by Commit or Abort, and
// one of them must be called. It is for one goroutine at a time.
type File struct {
	v    *Vault
	out  *whole.File
	hash hash.Hash
	size int64 // bytes of plaintext handed over

	piece  *[handedSize]byte
	filled int

	full   chan []byte
	free   chan *[handedSize]byte
	lent   int
	sealed chan struct{} // closed when the sealing goroutine has ended
	failed atomic.Pointer[error]
	ended  bool
}

// unnamed is what a file is called, also to a clerk whose disk is full, before
// its content has given it a name.
const unnamed = "kho tệp"

// Create begins a file. Failures: whole.DiskFull, whole.NoPermission and the
// like, here and in Write and Commit.
func (v *Vault) Create() (*File, error) {
	out, err := whole.Create(filepath.Join(v.dir, unnamed), filePerm)
	if err != nil {
		return nil, fmt.Errorf("beginning a file in the vault: %w", err)
	}
	w, err := v.sealer.Seal(out)
	if err != nil {
		out.Abort()
		return nil, fmt.Errorf("beginning a file in the vault: %w", err)
	}
	f := &File{
		v: v, out: out, hash: sha256.New(), lent: 1, piece: pieces.Get().(*[handedSize]byte),
		full: make(chan []byte, mostHanded), free: make(chan *[handedSize]byte, mostHanded),
		sealed: make(chan struct{}),
	}
	go f.seal(w)
	return f, nil
}

// seal runs beside the writer. After a failure it goes on taking pieces, so
// that the writer is never stuck, and drops them.
func (f *File) seal(w io.WriteCloser) {
	defer close(f.sealed)
	for b := range f.full {
		if f.failed.Load() == nil {
			if _, err := w.Write(b); err != nil {
				f.failed.Store(&err)
			}
		}
		f.free <- (*[handedSize]byte)(b[:handedSize])
	}
	if err := w.Close(); err != nil {
		f.failed.CompareAndSwap(nil, &err)
	}
}

// Write adds plaintext. It fails soon after the disk has, and Commit then too.
func (f *File) Write(b []byte) (int, error) {
	n := 0
	for n < len(b) {
		if err := f.trouble(); err != nil {
			return n, err
		}
		copied := copy(f.piece[f.filled:], b[n:])
		f.took(copied)
		n += copied
	}
	return n, f.trouble()
}

// ReadFrom adds all plaintext of r, without a copy in between.
func (f *File) ReadFrom(r io.Reader) (int64, error) {
	var n int64
	for {
		if err := f.trouble(); err != nil {
			return n, err
		}
		read, err := r.Read(f.piece[f.filled:])
		f.took(read)
		n += int64(read)
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}

func (f *File) trouble() error {
	if f.ended {
		return fmt.Errorf("writing a file that has ended: %w", os.ErrClosed)
	}
	if err := f.failed.Load(); err != nil {
		return fmt.Errorf("sealing a file: %w", *err)
	}
	return nil
}

func (f *File) took(n int) {
	f.filled += n
	if f.filled == handedSize {
		f.handOver()
		f.piece = f.another()
	}
}

// handOver lets the seal begin before it hashes: both only read.
func (f *File) handOver() {
	b := f.piece[:f.filled]
	f.full <- b
	f.hash.Write(b)
	f.size += int64(len(b))
	f.filled = 0
}

func (f *File) another() *[handedSize]byte {
	select {
	case p := <-f.free:
		return p
	default:
	}
	if f.lent < mostHanded {
		f.lent++
		return pieces.Get().(*[handedSize]byte)
	}
	return <-f.free
}

// Commit puts the file into the vault for good, and returns its name and the
// size of its plaintext in bytes. If the same content lies there already, that
// file stays.
func (f *File) Commit() (office.Digest, int64, error) {
	if err := f.trouble(); err != nil {
		f.Abort()
		return "", 0, err
	}
	if f.filled > 0 {
		f.handOver()
		f.piece = nil
	}
	f.finish()
	defer f.out.Abort()
	if err := f.failed.Load(); err != nil {
		return "", 0, fmt.Errorf("sealing a file: %w", *err)
	}
	d := office.Digest(hex.EncodeToString(f.hash.Sum(nil)))
	if err := f.settle(d); err != nil {
		return "", 0, fmt.Errorf("filing %s in the vault: %w", short(d), err)
	}
	return d, f.size, nil
}

// settle gives the file its name, or finds that the vault has it.
func (f *File) settle(d office.Digest) error {
	path, err := f.v.path(d)
	if err != nil {
		return err
	}
	folder := filepath.Dir(path)
	if err := f.v.makeReady(folder); err != nil {
		return err
	}
	there, err := f.v.soundOrAside(d, path, f.size)
	if err != nil {
		return err
	}
	if !there {
		err = f.out.CommitAs(path)
		there = errors.Is(err, fs.ErrExist) && f.v.sound(d, f.size) // another writer of the same content was quicker
	}
	if there {
		return whole.SyncDir(folder) // whoever put it there may not have done so yet
	}
	return err
}

// Abort drops the file and leaves nothing behind. After the file has ended it
// does nothing.
func (f *File) Abort() {
	if f.ended {
		return
	}
	f.finish()
	f.out.Abort()
}

// finish waits until everything handed over is sealed, and gives the pieces
// back.
func (f *File) finish() {
	f.ended = true
	close(f.full)
	<-f.sealed
	if f.piece != nil {
		pieces.Put(f.piece)
		f.piece = nil
	}
	close(f.free)
	for p := range f.free {
		pieces.Put(p)
	}
}
