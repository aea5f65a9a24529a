package whole

import (
	"bufio"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"unicode/utf8"
)

// bufferSize gathers small writes, in bytes; larger ones pass by it.
const bufferSize = 32 << 10

// flushEvery is how many bytes may wait in the system's memory before the disk
// is asked to begin with them, so that the sync at the end has little to do.
const flushEvery = 4 << 20

// longestStem is how much of a name goes into its temporary name, in bytes: a
// Vietnamese name in decomposed form easily fills the 255 that a disk allows.
const longestStem = 80

// File is a file being born. It ends once, by Commit, CommitAs, Replace or
// Abort; after any of them, failed or not, the temporary file is gone. It is
// for one goroutine at a time.
type File struct {
	path, temp string
	f          *os.File
	buf        *bufio.Writer
	size       int64 // bytes handed to the system
	flushed    int64 // bytes that the disk was asked to begin with
	err        error // the first failed write; a file with a hole is never committed
}

// Create begins a file that will be called path. The folder must exist. The
// permissions are those of os.OpenFile, before umask.
func Create(path string, perm os.FileMode) (*File, error) {
	dir, base := filepath.Split(path)
	for {
		temp := dir + tempName(base)
		var f *os.File
		err := roomy(temp, func() (err error) {
			f, err = os.OpenFile(temp, os.O_RDWR|os.O_CREATE|os.O_EXCL, perm)
			return err
		})
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil {
			return nil, Tell(path, err)
		}
		if !claim(f, temp) {
			f.Close()
			continue // a Sweep was quicker than the lock
		}
		w := &File{path: path, temp: temp, f: f}
		w.buf = bufio.NewWriterSize(disk{w}, bufferSize)
		return w, nil
	}
}

func tempName(base string) string {
	var b [8]byte
	rand.Read(b[:])
	return "." + stemOf(base) + "." + hex.EncodeToString(b[:]) + ".part"
}

// tempTail is how long the end of every temporary name is, in bytes.
const tempTail = 1 + 16 + len(".part")

// stemOf is the part of a name that goes into its temporary name.
func stemOf(base string) string {
	if len(base) <= longestStem {
		return base
	}
	stem := base[:longestStem]
	for len(stem) > 0 && !utf8.ValidString(stem) {
		stem = stem[:len(stem)-1]
	}
	return stem
}

var tempNames = regexp.MustCompile(`^\.(?s:.*)\.[0-9a-f]{16}\.part$`)

// disk is the File as its buffer sees it.
type disk struct{ w *File }

func (d disk) Write(b []byte) (n int, err error) {
	err = roomy(d.w.temp, func() error {
		more, err := d.w.f.Write(b[n:])
		n += more
		return err
	})
	d.w.size += int64(n)
	if d.w.size-d.w.flushed >= flushEvery {
		startFlush(d.w.f, d.w.flushed, d.w.size-d.w.flushed)
		d.w.flushed = d.w.size
	}
	return n, err
}

// Write adds to the file. A failure is remembered: Commit returns it too.
func (f *File) Write(b []byte) (int, error) {
	if f.f == nil {
		return 0, fmt.Errorf("writing a file that has ended: %w", os.ErrClosed)
	}
	if f.err != nil {
		return 0, f.err
	}
	n, err := f.write(b)
	if err != nil {
		f.err = Tell(f.path, err)
	}
	return n, f.err
}

func (f *File) write(b []byte) (int, error) {
	if len(b) < bufferSize {
		return f.buf.Write(b)
	}
	if err := f.buf.Flush(); err != nil {
		return 0, err
	}
	return disk{f}.Write(b)
}

// ReadAt reads what was written so far (io.ReaderAt), so that a file that comes from
// elsewhere can be looked at before it has a name.
func (f *File) ReadAt(b []byte, off int64) (int, error) {
	if f.f == nil {
		return 0, fmt.Errorf("reading a file that has ended: %w", os.ErrClosed)
	}
	if err := f.buf.Flush(); err != nil {
		f.err = Tell(f.path, err)
		return 0, f.err
	}
	return f.f.ReadAt(b, off)
}

// Commit gives the file its name, on the disk for good. If there is a file of
// that name already, it stays and the error is os.ErrExist.
func (f *File) Commit() error { return f.end(f.path, renameNew) }

// CommitAs is Commit under another name on the same disk, for a file whose
// name follows from its content. The folder must exist.
func (f *File) CommitAs(path string) error {
	f.path = path
	return f.end(path, renameNew)
}

// Replace is Commit that puts the file in the place of one of the same name.
// Until then, and if it fails, the old one is whole.
func (f *File) Replace() error { return f.end(f.path, renameOver) }

func (f *File) end(path string, rename func(f *os.File, from, to string) error) error {
	if err := f.named(path, rename, (*os.File).Sync); err != nil {
		return err
	}
	return SyncDir(filepath.Dir(path))
}

// named gives the file its name after it was handed to sync.
func (f *File) named(path string, rename func(f *os.File, from, to string) error, sync func(*os.File) error) error {
	defer f.Abort()
	if f.f == nil {
		return fmt.Errorf("committing a file that has ended: %w", os.ErrClosed)
	}
	if f.err != nil {
		return f.err
	}
	if err := f.buf.Flush(); err != nil {
		return Tell(path, err)
	}
	if err := sync(f.f); err != nil {
		return Tell(path, err)
	}
	if err := roomy(path, func() error { return rename(f.f, f.temp, path) }); err != nil {
		return Tell(path, err)
	}
	f.temp = ""
	return nil
}

// Abort drops the file and leaves nothing behind. After the file has ended it
// does nothing, so that it can be deferred.
func (f *File) Abort() {
	if f.f == nil {
		return
	}
	if f.temp != "" {
		discard(f.f, f.temp)
	}
	f.f.Close()
	f.f, f.buf = nil, nil
}

// WriteNew fills a file and gives it its name whole. A file of that name that is
// there stays, and the error says so.
func WriteNew(path string, perm os.FileMode, fill func(io.Writer) error) error {
	f, err := Create(path, perm)
	if err != nil {
		return err
	}
	defer f.Abort()
	if err := fill(f); err != nil {
		return err
	}
	return f.Commit()
}

// Write fills a file and puts it in its place whole, over an older one if
// there is one. If fill fails, nothing has changed.
func Write(path string, perm os.FileMode, fill func(io.Writer) error) error {
	f, err := Create(path, perm)
	if err != nil {
		return err
	}
	defer f.Abort()
	if err := fill(f); err != nil {
		return err
	}
	return f.Replace()
}
