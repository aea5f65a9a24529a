package intake

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tram/local/page"
	"tram/local/whole"
)

// MaxContainer is the largest scanner's PDF that is taken in, in bytes.
const MaxContainer = 512 << 20

// source is one of the clerk's files, open for reading.
type source struct {
	name string // for showing
	path string
	f    *os.File
	was  fs.FileInfo
	kind page.Kind
	err  error // the first failed read
}

// told is the latest time that the file tells of itself, of the disk or in it.
func (s *source) told() time.Time {
	at := s.was.ModTime()
	if inside := page.ToldTime(s, s.was.Size()); inside.After(at) {
		at = inside
	}
	return at.UTC().Truncate(time.Second)
}

// openSource looks at what lies at a path before opening it: a pipe would wait
// for ever.
func openSource(path string) (*source, error) {
	stat, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, reading(err)
	case stat.IsDir():
		return nil, IsFolder
	case !stat.Mode().IsRegular():
		return nil, NotAFile
	case stat.Size() == 0:
		return nil, page.Empty
	}
	f, err := whole.Open(path)
	if err != nil {
		return nil, reading(err)
	}
	s := &source{name: shown(path), path: path, f: f}
	if s.was, err = f.Stat(); err == nil {
		s.kind, err = page.SniffAt(s, s.was.Size())
	}
	if err == nil && s.kind == page.KindPDF && s.was.Size() > MaxContainer {
		err = ContainerTooLarge.About(MaxContainer >> 20)
	}
	if err != nil {
		f.Close()
		return nil, reading(err)
	}
	return s, nil
}

func (s *source) Size() int64 { return s.was.Size() }

// ReadAt remembers a failure, so that one of the clerk's disk is told from one
// of the tray's.
func (s *source) ReadAt(b []byte, at int64) (int, error) {
	n, err := s.f.ReadAt(b, at)
	if err != nil && !errors.Is(err, io.EOF) && s.err == nil {
		s.err = reading(err)
	}
	return n, err
}

// reader reads the file from its beginning.
func (s *source) reader() io.Reader { return io.NewSectionReader(s, 0, s.Size()) }

// unchanged looks whether the file is still what it was when it was opened.
func (s *source) unchanged() error {
	now, err := s.f.Stat()
	if err != nil {
		return reading(err)
	}
	if now.Size() != s.was.Size() || !now.ModTime().Equal(s.was.ModTime()) {
		return ChangedMeanwhile
	}
	return nil
}

// Close ends the reading, and tells if the file changed meanwhile.
func (s *source) Close() error {
	changed := s.unchanged()
	if err := s.f.Close(); err != nil {
		return reading(err)
	}
	return changed
}

// reading gives its sentence to an error of the operating system.
func reading(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return NoFile.Because(err)
	case errors.Is(err, fs.ErrPermission):
		return NotAllowed.Because(err)
	}
	var system *fs.PathError
	if errors.As(err, &system) {
		return page.Unreadable.Because(err)
	}
	return err
}

// shown is the last part of a path as the clerk knows it: in composed form,
// without signs that would disturb a line. It is never used as a path.
func shown(path string) string {
	name := norm.NFC.String(strings.ToValidUTF8(filepath.Base(path), "\ufffd"))
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, name)
}
