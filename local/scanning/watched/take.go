package watched

import (
	"bytes"
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
	"time"

	"tram/local/office"
	"tram/local/whole"
)

// pdfEnds looks for the end of a PDF.
func pdfEnds(r io.ReaderAt, size int64) error {
	tail := make([]byte, min(size, pdfTail))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if !bytes.Contains(tail, []byte("%%EOF")) {
		return errNoEnd
	}
	return nil
}

// claimed does work on a file that this station has, and makes it so where nobody has it.
// Of several that try at once, one can move it.
func (f *Folder) claimed(c candidate, work func(candidate) bool) (soon bool) {
	if c.claim != "" {
		return work(c)
	}
	c.claim = office.NewID(f.Clock.Now())
	dir := filepath.Join(f.claims(), string(c.claim))
	to := filepath.Join(dir, c.name())
	err := whole.MakeDir(dir, 0o755)
	if err == nil {
		err = whole.Rename(c.path, to)
	}
	if err != nil {
		_ = os.Remove(dir)
		if !errors.Is(err, fs.ErrNotExist) {
			f.trouble(c.name(), Locked.About(c.name()).Because(err))
		}
		return false
	}
	_, _ = whole.SyncDir(dir), whole.SyncDir(f.Dir) // a share may have nothing to sync; a claim that is lost in a power cut is a file that nobody has taken yet
	was := f.seen[c.path]
	c.path = to
	f.seen[to] = was
	if now, err := os.Stat(to); err != nil || now.Size() != was.size || !now.ModTime().Equal(was.mod) {
		return true // it was written on: its rest begins anew
	}
	return work(c)
}

// take takes a file that this station has claimed.
func (f *Folder) take(ctx context.Context, c candidate, rests time.Duration) (soon bool) {
	content, err := digest(c.path)
	if err != nil {
		f.trouble(c.name(), Locked.About(c.name()).Because(err))
		return false
	}
	first, err := f.mark(content, c)
	if err != nil {
		f.trouble(c.name(), err)
		return false
	}
	if first != "" {
		return f.aside(c, SameContent.About(first))
	}
	pages, refused, err := f.Take(ctx, c.claim, c.path)
	switch {
	case ctx.Err() != nil:
		return true // its claim stays for the next start
	case err != nil:
		f.trouble(c.name(), err)
		return false
	case refused != nil && rests < f.Times.Broken:
		r := f.seen[c.path]
		r.refused = true
		f.seen[c.path] = r
		return true
	case refused != nil:
		_ = whole.Remove(f.markOf(content)) // what was not taken is no reason to refuse another
		return f.aside(c, refused)
	}
	if _, err := f.moveTo(takenDir, c); err != nil {
		f.trouble(c.name(), err)
		return false
	}
	f.tell(Event{Name: c.name(), Claim: c.claim, Pages: pages})
	return false
}

func digest(path string) (office.Digest, error) {
	r, err := whole.Open(path)
	if err != nil {
		return "", err
	}
	defer r.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, r); err != nil {
		return "", err
	}
	return office.Digest(hex.EncodeToString(hash.Sum(nil))), nil
}

func (f *Folder) markOf(content office.Digest) string {
	return filepath.Join(f.marks(), string(content))
}

// mark marks content as that of a claim. first is the name of the file that had it before.
func (f *Folder) mark(content office.Digest, c candidate) (first string, err error) {
	path := f.markOf(content)
	err = whole.WriteNew(path, 0o644, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s %s", c.claim, c.name())
		return err
	})
	if !errors.Is(err, fs.ErrExist) {
		return "", err
	}
	b, err := whole.ReadFile(path)
	if err != nil {
		return "", whole.Tell(path, err)
	}
	claim, name, _ := strings.Cut(string(b), " ")
	if claim == string(c.claim) {
		return "", nil
	}
	return name, nil
}

// aside sets a file aside that cannot be taken, and writes down why.
func (f *Folder) aside(c candidate, why error) (soon bool) {
	told, is := office.FailureIn(why)
	if !is {
		told.Said, told.Next = "Không lấy được tệp này.", "Hãy mở thử tệp; nếu mở được, hãy thêm nó bằng tay ở cửa sổ Số hóa."
	}
	name, err := f.moveTo(asideDir, c)
	if err == nil {
		path := filepath.Join(f.Dir, asideDir, name+reasonExt)
		err = whole.Write(path, 0o644, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "%s\r\n\r\n%s\r\n%s\r\n", name, told.Said, told.Next)
			return err
		})
	}
	if err != nil {
		f.trouble(c.name(), err)
		return false
	}
	f.tell(Event{Name: c.name(), Claim: c.claim, Err: why, Aside: true})
	return false
}
