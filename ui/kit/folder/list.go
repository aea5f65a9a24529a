package folder

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// Entry is one line of a folder.
type Entry struct {
	Name   string // as the disk holds it, which may be no text at all
	Folder bool
	Size   int64 // bytes
	At     time.Time
	Away   bool // its content lies in a cloud, and comes when it is read
}

// Wish is what a person wants to see of a folder.
type Wish struct {
	Endings     []string // of files, with their dot; none: all
	FoldersOnly bool
	ByName      bool // the newest first where it is not set
	Hidden      bool // also what is hidden
}

// Listing is what lies in a folder.
type Listing struct {
	Entries []Entry // those that were wished for, in order
	Others  int     // files of other kinds
	More    bool    // there are more than Most: those are not listed

	names map[string]bool
}

// Most is how many entries of a folder are looked at.
const Most = 200_000

// portion is how many of them are read between two looks at the context.
const portion = 2048

// Has tells whether a name is taken in the folder, whatever is listed of it.
func (l Listing) Has(name string) bool { return l.names[sameName(name)] }

// Take notes that a name is taken, which it was not when the folder was read.
func (l Listing) Take(name string) { l.names[sameName(name)] = true }

// Read lists a folder. Hidden entries are left out, and what nothing can be told of: links
// that lead nowhere or in a circle. A folder that does not answer is waited for until ctx
// ends. Failures: Gone, Forbidden, NotFolder, Closed.
func Read(ctx context.Context, dir string, w Wish) (Listing, error) {
	type answer struct {
		l   Listing
		err error
	}
	got, err := through(ctx, dir, func() answer {
		l, err := read(ctx, dir, w)
		return answer{l, err}
	})
	if err != nil {
		return Listing{}, err
	}
	return got.l, told(dir, got.err)
}

func read(ctx context.Context, dir string, w Wish) (Listing, error) {
	l := Listing{names: map[string]bool{}}
	d, err := os.Open(dir)
	if err != nil {
		return l, err
	}
	defer d.Close()
	for {
		some, err := d.ReadDir(portion)
		for _, each := range some {
			l.add(dir, each, w)
		}
		switch {
		case ctx.Err() != nil:
			return l, ctx.Err()
		case len(l.names) >= Most:
			l.More = true
			fallthrough
		case errors.Is(err, io.EOF):
			l.Entries = ordered(l.Entries, w.ByName)
			return l, nil
		case err != nil:
			return l, err
		}
	}
}

func (l *Listing) add(dir string, d fs.DirEntry, w Wish) {
	l.names[sameName(d.Name())] = true
	if strings.HasPrefix(d.Name(), ".") && !w.Hidden {
		return
	}
	info, err := d.Info()
	if err != nil || hidden(info) && !w.Hidden {
		return
	}
	away := lies(info)
	if d.Type()&fs.ModeSymlink != 0 || d.Type()&fs.ModeIrregular != 0 {
		if info, err = os.Stat(filepath.Join(dir, d.Name())); err != nil {
			return
		}
	}
	e := Entry{Name: d.Name(), Folder: info.IsDir(), Size: info.Size(), At: info.ModTime(), Away: away}
	switch {
	case e.Folder:
		l.Entries = append(l.Entries, e)
	case w.FoldersOnly || !info.Mode().IsRegular():
	case Fits(e.Name, w.Endings):
		l.Entries = append(l.Entries, e)
	default:
		l.Others++
	}
}

// Fits tells whether a file has one of the endings; none ask for nothing.
func Fits(name string, endings []string) bool {
	return len(endings) == 0 || slices.Contains(endings, strings.ToLower(filepath.Ext(name)))
}

// Look tells what lies at a path. Failures: as Read.
func Look(ctx context.Context, path string) (Entry, error) {
	type answer struct {
		info fs.FileInfo
		err  error
	}
	got, err := through(ctx, path, func() answer {
		info, err := os.Stat(path)
		return answer{info, err}
	})
	switch {
	case err != nil:
		return Entry{}, err
	case got.err != nil:
		return Entry{}, told(path, got.err)
	}
	return Entry{Name: got.info.Name(), Folder: got.info.IsDir(), Size: got.info.Size(), At: got.info.ModTime()}, nil
}

// Taken tells whether something lies at a path, and whether that is a folder.
func Taken(ctx context.Context, path string) (taken, isFolder bool) {
	type answer struct{ taken, folder bool }
	got, _ := through(ctx, path, func() answer {
		info, err := os.Lstat(path)
		return answer{err == nil, err == nil && info.IsDir()}
	})
	return got.taken, got.folder
}

// told gives a sentence to what the system says of a folder.
func told(dir string, err error) error {
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, syscall.ENOTDIR), isFile(dir): // of which Windows says that there is no such path
		return NotFolder.About(shown(dir)).Because(err)
	case errors.Is(err, fs.ErrNotExist):
		return Gone.About(shown(dir)).Because(err)
	case errors.Is(err, fs.ErrPermission):
		return Forbidden.About(shown(dir)).Because(err)
	}
	return Closed.About(shown(dir)).Because(err)
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
