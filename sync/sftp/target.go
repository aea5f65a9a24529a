package sftp

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"

	"github.com/pkg/sftp"

	"tram/local/copying"
	"tram/local/office"
	"tram/local/whole"
)

// folderName is the folder in which a copy lies: what else is on a server stays its own.
const folderName = "tram-sao-luu"

// Names and sizes on a server.
const (
	dirPerm   = 0o700
	halfBegin = ".tram-" // of an object that is being born
	readAhead = 1 << 20  // bytes that are asked for at once
	mostFound = 1 << 24  // objects that a server may list

	// halfOld is after how long what is half written belongs to nobody any more, by the
	// server's own times.
	halfOld = 24 * time.Hour
)

// Target is a copy in a folder of a server. The folder itself is never made.
type Target struct {
	access   copying.Access
	address  copying.Address
	base     string
	patience time.Duration // without one byte; of a test it is less
	whole    time.Duration // for a question, beside what its bytes earn; of a test it is less
	longest  int64         // bytes of the list of a folder; of a test it is less
	line     *line         // nil: there is none now
	made     map[string]bool
	halves   map[string]time.Time // what lies half written, with its time
	newest   time.Time            // of the objects that were listed
}

// New is the target of an address. Nothing is asked of the server yet. It fails with
// copying.BadAddress.
func New(a copying.Access) (*Target, error) {
	address, err := copying.ParseAddress(a.Where)
	if err != nil {
		return nil, err
	}
	if address.Way != copying.SFTP {
		return nil, copying.BadAddress.About(a.Where)
	}
	return &Target{
		access: a, address: address, base: path.Join(address.Path, folderName), patience: patience, whole: copying.QuestionPatience, longest: mostListing,
		made: map[string]bool{}, halves: map[string]time.Time{},
	}, nil
}

// Said is the address.
func (t *Target) Said() string { return t.address.String() }

// Close ends the line to the server. The target can be used on, over another one.
func (t *Target) Close() error {
	t.drop()
	return nil
}

func (t *Target) path(name string) (string, error) {
	if !copying.GoodName(name) {
		return "", fmt.Errorf("%q is no name of an object", name)
	}
	return path.Join(t.base, name), nil
}

// Put writes beside and gives the name.
func (t *Target) Put(ctx context.Context, name string, size int64, r io.Reader) error {
	to, err := t.path(name)
	if err != nil {
		return err
	}
	var source error
	err = t.ask(ctx, size, func(c *sftp.Client) error {
		if _, err := c.Lstat(to); err == nil {
			return copying.ErrThere
		}
		if err := t.makeReady(c, path.Dir(to)); err != nil {
			return err
		}
		half := path.Join(path.Dir(to), halfBegin+rand.Text())
		from := &counting{ctx: ctx, r: r}
		err := t.write(c, half, size, from)
		source = from.err
		if err != nil {
			t.sweep(c, half)
			return err
		}
		return t.name(c, half, to)
	})
	if source != nil {
		return source
	}
	return t.told(ctx, err, size)
}

// counting reads a source, and keeps why that broke apart from what the server does.
type counting struct {
	ctx context.Context
	r   io.Reader
	n   int64
	err error
}

func (c *counting) Read(b []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(b)
	c.n += int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		c.err = err
	}
	return n, err
}

func (t *Target) write(c *sftp.Client, half string, size int64, from *counting) (err error) {
	f, err := c.OpenFile(half, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err := f.ReadFrom(&io.LimitedReader{R: from, N: size + 1}); err != nil {
		return err
	}
	if from.n != size {
		return wrongSize{from.n, size}
	}
	if _, offered := c.HasExtension("fsync@openssh.com"); offered {
		return f.Sync()
	}
	return nil
}

type wrongSize struct{ came, of int64 }

func (w wrongSize) Error() string { return fmt.Sprintf("%d bytes came of %d", w.came, w.of) }

// name gives what was written its name, unless another has it. Where the server makes a
// second name for a file, the first one need not be taken away for the object to be there.
func (t *Target) name(c *sftp.Client, half, to string) error {
	var err error = copying.ErrThere
	if _, offered := c.HasExtension("hardlink@openssh.com"); offered {
		if err = c.Link(half, to); err == nil {
			t.sweep(c, half)
			return nil
		}
		if isLost(err) {
			return err
		}
	}
	if _, there := c.Lstat(to); there != nil {
		err = c.Rename(half, to) // which overwrites nothing; what does is another question of the protocol
	}
	if err == nil {
		return nil
	}
	if _, there := c.Lstat(to); there == nil {
		err = copying.ErrThere
	}
	t.sweep(c, half)
	return err
}

// sweep takes away what is half written, as far as the server lets it be taken away.
func (t *Target) sweep(c *sftp.Client, half string) {
	if err := c.Remove(half); err == nil || errors.Is(err, fs.ErrNotExist) {
		delete(t.halves, half)
	}
}

// makeReady makes a folder below the one that was chosen, and takes away what nobody
// finished there.
func (t *Target) makeReady(c *sftp.Client, dir string) error {
	if t.made[dir] {
		return nil
	}
	if err := t.there(c); err != nil {
		return err
	}
	for at := t.base; ; at = path.Join(at, firstOf(strings.TrimPrefix(dir, at))) {
		if _, err := c.Lstat(at); err != nil {
			if err := c.Mkdir(at); err != nil {
				if _, made := c.Lstat(at); made != nil { // another program may just have made it
					return err
				}
			}
			_ = c.Chmod(at, dirPerm) // all is sealed; some servers have no permissions
		}
		if at == dir {
			break
		}
	}
	for half, at := range t.halves {
		if path.Dir(half) == dir && t.newest.Sub(at) > halfOld {
			t.sweep(c, half)
		}
	}
	t.made[dir] = true
	return nil
}

func firstOf(below string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(below, "/"), "/")
	return first
}

// there fails where the folder that was chosen is not.
func (t *Target) there(c *sftp.Client) error {
	info, err := c.Stat(t.address.Path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return copying.NoRoomThere.About(t.address.Host, t.address.Path).Because(err)
	}
	return err
}

// told is what a server did, in a sentence. OpenSSH has one answer for a full disk and for
// whatever else went wrong, so that the room is asked for.
func (t *Target) told(ctx context.Context, err error, size int64) error {
	if err == nil || errors.Is(err, copying.ErrThere) || errors.Is(err, copying.ErrNone) || errors.As(err, new(wrongSize)) || ctx.Err() != nil {
		return err
	}
	if _, told := office.FailureIn(err); told {
		return err
	}
	if errors.Is(err, fs.ErrPermission) {
		return copying.NoRight.About(t.Said()).Because(err)
	}
	full := false
	_ = t.ask(ctx, 0, func(c *sftp.Client) error { // the answer only chooses the sentence
		room, err := c.StatVFS(t.address.Path)
		full = err == nil && room.Bavail*room.Frsize <= uint64(size)
		return err
	})
	if full {
		return copying.ServerFull.About(t.Said()).Because(err)
	}
	return whole.Tell(t.Said(), err)
}

// Get opens an object. A server is asked anew each time; what it remembers is its own affair.
func (t *Target) Get(ctx context.Context, name string) (io.ReadCloser, int64, error) {
	from, err := t.path(name)
	if err != nil {
		return nil, 0, err
	}
	var f *sftp.File
	var size int64
	err = t.ask(ctx, 0, func(c *sftp.Client) (err error) {
		if f, err = c.Open(from); errors.Is(err, fs.ErrNotExist) {
			if err := t.there(c); err != nil {
				return err
			}
			return copying.ErrNone
		}
		if err != nil {
			return err
		}
		info, err := f.Stat()
		if err == nil && !info.Mode().IsRegular() {
			err = whole.NotAFile.About(name)
		}
		if err != nil {
			_ = f.Close()
			return err
		}
		size = info.Size()
		return nil
	})
	if err != nil {
		return nil, 0, t.told(ctx, err, 0)
	}
	r := &reading{t: t, ctx: ctx, f: f}
	ahead := int(max(16, min(size, readAhead)))
	return body{io.LimitReader(bufio.NewReaderSize(r, ahead), size), r}, size, nil
}

type body struct {
	io.Reader
	io.Closer
}

// reading is an object that is read, each piece a question of its own.
type reading struct {
	t   *Target
	ctx context.Context
	f   *sftp.File
}

func (r *reading) Read(b []byte) (n int, err error) {
	end := false
	err = r.t.ask(r.ctx, int64(len(b)), func(*sftp.Client) error {
		var err error
		if n, err = r.f.Read(b); err == io.EOF { //nolint:errorlint // a broken line is an error of its own, which may have this within
			end, err = true, nil
		}
		return err
	})
	if err != nil {
		return n, r.t.told(r.ctx, err, 0)
	}
	if end {
		return n, io.EOF
	}
	return n, nil
}

func (r *reading) Close() error { return r.f.Close() }

// List walks the folders below one.
func (t *Target) List(ctx context.Context, folder string, yield func(name string, size int64) error) error {
	top := t.base
	if folder != "" {
		var err error
		if top, err = t.path(folder); err != nil {
			return err
		}
	}
	found := 0
	for left := []string{top}; len(left) > 0; {
		dir := left[len(left)-1]
		left = left[:len(left)-1]
		all, err := t.readDir(ctx, dir)
		if err != nil {
			return err
		}
		if found += len(all); found > mostFound {
			return copying.NotSuchServer.About(t.address.Host).Because(errors.New("it lists more than any copy has"))
		}
		for _, info := range all {
			at := path.Join(dir, info.Name())
			name := strings.TrimPrefix(at, t.base+"/")
			switch {
			case strings.HasPrefix(info.Name(), halfBegin) && info.Mode().IsRegular():
				t.halves[at] = info.ModTime()
			case !copying.GoodName(name) || info.Name() != path.Base(at):
			case info.IsDir():
				left = append(left, at)
			case info.Mode().IsRegular():
				if info.ModTime().After(t.newest) {
					t.newest = info.ModTime()
				}
				if err := yield(name, info.Size()); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (t *Target) readDir(ctx context.Context, dir string) (all []fs.FileInfo, err error) {
	tooLong := false
	err = t.ask(ctx, t.longest, func(c *sftp.Client) (err error) {
		done := t.line.listing(t.longest)
		all, err = c.ReadDirContext(ctx, dir)
		tooLong = done()
		if errors.Is(err, fs.ErrNotExist) {
			return t.there(c)
		}
		return err
	})
	if tooLong {
		return nil, copying.NotSuchServer.About(t.address.Host).Because(errors.New("a list is longer than any"))
	}
	return all, t.told(ctx, err, 0)
}

// Remove takes an object away. One that the server does not let be taken away is kept:
// copying.ErrKept.
func (t *Target) Remove(ctx context.Context, name string) error {
	at, err := t.path(name)
	if err != nil {
		return err
	}
	err = t.ask(ctx, 0, func(c *sftp.Client) error {
		err := c.Remove(at)
		if errors.Is(err, fs.ErrNotExist) {
			return t.there(c)
		}
		if err == nil || isLost(err) {
			return err
		}
		if _, gone := c.Lstat(at); errors.Is(gone, fs.ErrNotExist) {
			return nil
		}
		return errors.Join(copying.ErrKept, err)
	})
	if errors.Is(err, copying.ErrKept) {
		return err
	}
	return t.told(ctx, err, 0)
}
