package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"tram/local/store/veil"
	"tram/local/whole"
)

// How a database comes under a key, whole or not at all:
//  1. Its log is moved into it, and it is held so that no other process has it open,
//     of whatever version of this program. Where one has, it stays as it is.
//  2. It is copied page by page into a new file, which is synced and takes its name.
//     Up to that moment the old one is the database; a cut of power leaves either.
//  3. The old one, which until it is wiped lies beside under a name of its own, is
//     overwritten and removed. A start that finds it goes on with that.
//
// Windows renames no file that is open: there the database is let go between 1 and 2,
// and stays as it is if somebody wrote to it meanwhile.

// oldEnding is the name of a database that was carried over, until it is wiped.
const oldEnding = ".plain"

// carryOver brings the database under a key; nobody of this process has it open.
func (l *layer) carryOver(ctx context.Context, key []byte) error {
	path, err := filepath.EvalSymlinks(l.path)
	if errors.Is(err, fs.ErrNotExist) {
		return bornUnder(l.path, key)
	}
	if err != nil {
		return err
	}
	whole.SweepFor(path)
	h, err := l.holdAlone(ctx)
	if err != nil {
		return err
	}
	defer h.end()
	if h.file, err = whole.OpenFile(path, os.O_RDWR, 0); err != nil {
		return err
	}
	f, err := whole.Create(path, 0o600)
	if err != nil {
		return err
	}
	defer f.Abort()
	if err := copyUnder(ctx, f, h.file, l.key, key); err != nil {
		return err
	}
	return h.replaceBy(f, path)
}

func bornUnder(path string, key []byte) error {
	page, err := veil.Empty(key)
	if err != nil {
		return err
	}
	if err := whole.MakeDir(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return whole.WriteNew(path, 0o600, func(w io.Writer) error {
		_, err := w.Write(page)
		return err
	})
}

func copyUnder(ctx context.Context, w io.Writer, old *os.File, from, to []byte) error {
	info, err := old.Stat()
	if err != nil {
		return err
	}
	if info.Size() > 0 {
		return veil.Cover(w, patient{ctx, old}, from, to)
	}
	page, err := veil.Empty(to)
	if err == nil {
		_, err = w.Write(page)
	}
	return err
}

// patient is a reader that ends with a context.
type patient struct {
	ctx context.Context
	r   io.Reader
}

func (p patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.r.Read(b)
}

// alone is a database that nobody else has open, and its file. The file is closed last:
// closing it lets go of the locks of this process.
type alone struct {
	db   *sql.DB
	conn *sql.Conn
	file *os.File
}

// holdAlone waits a moment for others to close the database, no more: they may have
// it open all day.
func (l *layer) holdAlone(ctx context.Context) (*alone, error) {
	dsn, err := l.dsn("_pragma=synchronous(FULL)&_busy_timeout=500", "", l.key)
	if err != nil {
		return nil, err
	}
	h := &alone{}
	if h.db, err = sql.Open("sqlite", dsn); err != nil {
		return nil, err
	}
	if h.conn, err = h.db.Conn(ctx); err == nil {
		err = h.takeAll(ctx)
	}
	if err != nil {
		h.end()
		return nil, told("holding the database alone", err)
	}
	return h, nil
}

func (h *alone) takeAll(ctx context.Context) error {
	if err := ours(ctx, h.conn); err != nil {
		return err
	}
	var mode string
	// Only who is alone may leave the log. It is moved into the database by that.
	if err := h.conn.QueryRowContext(ctx, `PRAGMA journal_mode = DELETE`).Scan(&mode); err != nil {
		return err
	}
	if mode != "delete" {
		return fmt.Errorf("the journal stayed in mode %q", mode)
	}
	_, err := h.conn.ExecContext(ctx, `BEGIN EXCLUSIVE`)
	return err
}

func (h *alone) letGo() {
	if h.conn != nil {
		_ = h.conn.Close() // the handle below it is closed, too
	}
	h.db.Close()
	h.conn = nil
}

func (h *alone) end() {
	h.letGo()
	if h.file != nil {
		h.file.Close()
	}
}

func (h *alone) replaceBy(f *whole.File, path string) error {
	old := path + oldEnding
	if err := forget(path, old); err != nil {
		return err
	}
	// Where the disk has no second names, a cut of power leaves the old one's bytes in free space.
	linked := os.Link(path, old) == nil
	if runtime.GOOS == "windows" {
		if err := h.letGoUnchanged(path); err != nil {
			return err
		}
	}
	if err := f.Replace(); err != nil {
		if linked {
			_ = whole.Remove(old)
		}
		return err
	}
	if runtime.GOOS != "windows" {
		wipe(h.file) // while it is held: who waits for it finds no database
	} else if linked {
		wipeNamed(old)
	}
	if linked {
		_ = whole.Remove(old)
	}
	return nil
}

// letGoUnchanged lets go of the file so that it may be replaced.
func (h *alone) letGoUnchanged(path string) error {
	before, err := h.file.Stat()
	h.end()
	h.file = nil
	if err != nil {
		return err
	}
	after, err := os.Stat(path)
	if err != nil {
		return err
	}
	if _, err := os.Stat(path + "-wal"); err == nil || after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) {
		return errors.New("somebody opened the database while it was being encrypted")
	}
	return nil
}

// forget removes the second name of a database that was not replaced.
func forget(path, old string) error {
	is, err := os.Stat(path)
	if err != nil {
		return err
	}
	was, err := os.Lstat(old)
	if err == nil && os.SameFile(is, was) {
		return whole.Remove(old)
	}
	return nil
}

// wipeOld ends what a start that was cut off has left to be wiped.
func (l *layer) wipeOld() {
	path, err := filepath.EvalSymlinks(l.path)
	if err != nil {
		return
	}
	old := path + oldEnding
	if was, err := os.Lstat(old); err != nil || !was.Mode().IsRegular() || forget(path, old) != nil {
		return
	}
	wipeNamed(old)
	_ = whole.Remove(old)
}

func wipeNamed(path string) {
	f, err := whole.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return
	}
	defer f.Close()
	wipe(f)
}

// wipe overwrites a file, as far as its disk does that. What it cannot wipe lies in
// free space as everything that was ever deleted does: no reason to stop.
func wipe(f *os.File) {
	info, err := f.Stat()
	if err != nil {
		return
	}
	zeros := make([]byte, 1<<20)
	for at := int64(0); at < info.Size(); at += int64(len(zeros)) {
		if _, err := f.WriteAt(zeros[:min(int64(len(zeros)), info.Size()-at)], at); err != nil {
			return
		}
	}
	_ = f.Sync() // it is removed all the same
}
