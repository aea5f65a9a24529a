package copying

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"tram/local/job"
	"tram/local/whole"
)

// folderName is the folder in which a copy lies: what else is on a stick stays the clerk's.
const folderName = "tram-sao-luu"

// Permissions: all is sealed, and nobody else's business all the same.
const (
	dirPerm  = 0o700
	filePerm = 0o600
)

// Folder is a target in a folder of this machine: of another disk, a stick, a share of the
// network. The folder itself is never made: an empty mount point is not the stick.
type Folder struct {
	dir  string // which must be there
	base string

	mu     sync.Mutex
	rooted bool            // base was there: whoever finds it gone does not make it again
	made   map[string]bool // folders below base that are on the disk for good
	batch  *whole.Batch    // of what is gathered; nil: each object is settled by itself
}

// Gather has what is put from here on settled together, by settle: until then an object may be
// lost, and none is there that is not whole.
func (f *Folder) Gather() (settle func() error) {
	batch := &whole.Batch{}
	f.gathers(batch)
	return func() error {
		f.gathers(nil)
		return f.told(batch.Settle())
	}
}

func (f *Folder) gathers(b *whole.Batch) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.batch = b
}

// commit gives an object its name.
func (f *Folder) commit(to *whole.File, path string) error {
	f.mu.Lock()
	batch := f.batch
	f.mu.Unlock()
	if batch == nil {
		return to.Commit()
	}
	return batch.Commit(to, path)
}

// AtOnce is how many goroutines may ask it: a disk that is told of several files to sync
// syncs them in one go.
func (f *Folder) AtOnce() int { return 8 }

// NewFolder is the target in a folder.
func NewFolder(dir string) *Folder {
	return &Folder{dir: dir, base: filepath.Join(dir, folderName), made: map[string]bool{}}
}

// Said is the folder.
func (f *Folder) Said() string { return f.dir }

// there fails with Gone where the folder is not.
func (f *Folder) there() error {
	info, err := os.Stat(f.dir)
	if err != nil || !info.IsDir() {
		f.unmake(false)
		return Gone.About(f.dir).Because(errors.Join(err, errNoFolder))
	}
	return nil
}

// unmake forgets what was there; stays: not that there was a copy.
func (f *Folder) unmake(stays bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rooted = f.rooted && stays
	clear(f.made)
}

var errNoFolder = errors.New("no such folder")

// path is where an object lies. No link on the way is followed: who can write a stick must
// not have this program write elsewhere.
func (f *Folder) path(name string) (string, error) {
	if !GoodName(name) {
		return "", fmt.Errorf("%q is no name of an object", name)
	}
	path := f.base
	for _, part := range append([]string{""}, strings.Split(name, "/")...) {
		path = filepath.Join(path, part)
		info, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return "", f.told(err)
		}
		if info.Mode()&fs.ModeSymlink != 0 {
			return "", whole.NotAFile.About(part).Because(errors.New("a link lies in the target"))
		}
	}
	return filepath.Join(f.base, filepath.FromSlash(name)), nil
}

// Put writes beside, syncs, and gives the name.
func (f *Folder) Put(ctx context.Context, name string, size int64, r io.Reader) error {
	if err := f.there(); err != nil {
		return err
	}
	path, err := f.path(name)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(path); err == nil {
		if err := whole.Regular(path); err != nil {
			return err
		}
		return ErrThere
	}
	if err := f.makeReady(filepath.Dir(path)); err != nil {
		return f.told(err)
	}
	to, err := whole.Create(path, filePerm)
	if err != nil {
		return f.told(err)
	}
	defer to.Abort()
	n, err := io.Copy(job.Patient(ctx, to), r)
	if err == nil && n != size {
		err = fmt.Errorf("%d bytes came of %d", n, size)
	}
	if err != nil {
		return f.told(err)
	}
	err = f.commit(to, path)
	if errors.Is(err, fs.ErrExist) {
		return ErrThere
	}
	return f.told(err)
}

// makeReady makes the folder of an object. What holds the copy is made once: where it is gone,
// only the mount point is left.
func (f *Folder) makeReady(dir string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, err := os.Lstat(dir); err == nil && f.made[dir] { // a disk that came back may have lost it
		return nil
	}
	if !f.rooted {
		if err := whole.MakeDir(f.base, dirPerm); err != nil {
			return err
		}
		f.rooted = true
	}
	below, err := filepath.Rel(f.base, dir)
	if err != nil {
		return err
	}
	path := f.base
	for part := range strings.SplitSeq(below, string(filepath.Separator)) {
		above := path
		path = filepath.Join(path, part)
		if err := os.Mkdir(path, dirPerm); errors.Is(err, fs.ErrNotExist) {
			return Gone.About(f.dir).Because(err)
		} else if errors.Is(err, fs.ErrExist) {
			continue
		} else if err != nil {
			return err
		}
		if err := whole.SyncDir(above); err != nil {
			return err
		}
	}
	if err := whole.Sweep(dir); err != nil {
		return err
	}
	f.made[dir] = true
	return nil
}

// told tells of a folder that went away as Gone, and of the rest what the disk says. A disk
// that fails may be another, or as it was before, when it comes back to its mount point.
func (f *Folder) told(err error) error {
	if err == nil {
		return nil
	}
	f.unmake(true)
	if gone := f.there(); gone != nil {
		return gone
	}
	return whole.Tell(f.dir, err)
}

// Get opens an object; what the system remembers of it is forgotten first, where it lets
// itself be told so.
func (f *Folder) Get(_ context.Context, name string) (io.ReadCloser, int64, error) {
	if err := f.there(); err != nil {
		return nil, 0, err
	}
	path, err := f.path(name)
	if err != nil {
		return nil, 0, err
	}
	file, err := whole.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, ErrNone
	}
	if err != nil {
		return nil, 0, f.told(err)
	}
	info, err := file.Stat()
	if err != nil {
		file.Close()
		return nil, 0, f.told(err)
	}
	forget(file)
	return &reading{f, file}, info.Size(), nil
}

// reading tells what happens to an object while it is read as the folder does.
type reading struct {
	f *Folder
	*os.File
}

func (r *reading) Read(b []byte) (int, error) {
	n, err := r.File.Read(b)
	if err != nil && err != io.EOF {
		err = r.f.told(err)
	}
	return n, err
}

// List walks a folder. Files that are being born, and what has no name of ours, are passed by.
func (f *Folder) List(ctx context.Context, folder string, yield func(name string, size int64) error) error {
	if err := f.there(); err != nil {
		return err
	}
	top := f.base
	if folder != "" {
		var err error
		if top, err = f.path(folder); err != nil {
			return err
		}
	}
	var asked error
	err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		below, err := filepath.Rel(f.base, path)
		name := filepath.ToSlash(below)
		if err != nil || !d.Type().IsRegular() || !GoodName(name) {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		asked = yield(name, info.Size())
		return asked
	})
	if ctx.Err() != nil || asked != nil {
		return errors.Join(ctx.Err(), asked)
	}
	return f.told(err)
}

// Remove takes a file away for good.
func (f *Folder) Remove(_ context.Context, name string) error {
	if err := f.there(); err != nil {
		return err
	}
	path, err := f.path(name)
	if err != nil {
		return err
	}
	if err := whole.Remove(path); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return f.told(err)
	}
	return f.told(whole.SyncDir(filepath.Dir(path)))
}
