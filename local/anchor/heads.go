package anchor

import (
	"bufio"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"tram/local/office"
	"tram/local/whole"
)

const (
	filePerm = 0o600
	dirPerm  = 0o700

	// mostHeads is the size at which a file of heads is thinned out, in bytes: some
	// 4,000 lines.
	mostHeads = 512 << 10
	// longestHead is more than a line of heads has, in bytes.
	longestHead = bufio.MaxScanTokenSize
)

// Heads is one file of heads. It is for many goroutines and many processes: each
// line goes in by one write at the end. Of what it read before it reads only what was added.
type Heads struct {
	path string

	mu    sync.Mutex
	dirty bool

	reading sync.Mutex
	known   grown
	heads   []office.JournalHead
}

// NewHeads names a file; it need not be there, nor its folder.
func NewHeads(path string) *Heads { return &Heads{path: path} }

// Path is where the file lies.
func (h *Heads) Path() string { return h.path }

// line is how a head is written, with a sum that tells whether it rotted: one that reads
// otherwise would accuse the journal.
func line(at office.JournalHead) string {
	said := fmt.Sprintf("%d %s %s", at.Seq, at.Hash, at.At.UTC().Format(time.RFC3339Nano))
	return said + " " + sumOf(said) + "\n"
}

func sumOf(said string) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(said))) }

// Add writes a head at the end. It is on the disk after the next Sync.
func (h *Heads) Add(at office.JournalHead) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	f, err := appending(h.path)
	if err != nil {
		return err
	}
	defer f.Close()
	// A line that a crash cut off must not swallow this one.
	if _, err := io.WriteString(f, "\n"+line(at)); err != nil {
		return whole.Tell(h.path, err)
	}
	h.dirty = true
	return nil
}

// appending opens a file to write at its end, and makes it and its folder.
func appending(path string) (*os.File, error) {
	const flags = os.O_CREATE | os.O_WRONLY | os.O_APPEND
	f, err := whole.OpenFile(path, flags, filePerm)
	if errors.Is(err, fs.ErrNotExist) {
		if err := whole.MakeDir(filepath.Dir(path), dirPerm); err != nil {
			return nil, err
		}
		f, err = whole.OpenFile(path, flags, filePerm)
	}
	if err != nil {
		return nil, whole.Tell(path, err)
	}
	return f, nil
}

// Sync brings what was added to the disk.
func (h *Heads) Sync() error {
	h.mu.Lock()
	was := h.dirty
	h.dirty = false
	h.mu.Unlock()
	if !was {
		return nil
	}
	return h.Settle()
}

// Settle brings what lies in the file to the disk, whichever program added it.
func (h *Heads) Settle() error {
	f, err := whole.OpenFile(h.path, os.O_WRONLY, filePerm)
	if err != nil {
		return whole.Tell(h.path, err)
	}
	defer f.Close()
	if err := f.Sync(); err != nil {
		return whole.Tell(h.path, err)
	}
	return whole.SyncDir(filepath.Dir(h.path))
}

// All reads the heads in the order in which they were written. Lines that are none
// are passed over. Of a file that is not there the error is fs.ErrNotExist.
func (h *Heads) All() (all []office.JournalHead, err error) {
	all, _, err = h.Counted()
	return all, err
}

// Counted is All with the number of lines that are no heads: cut off by a crash, or rotten.
func (h *Heads) Counted() (all []office.JournalHead, other int, err error) {
	b, err := whole.ReadFile(h.path)
	if err != nil {
		return nil, 0, fmt.Errorf("reading heads of the journal: %w", err)
	}
	h.reading.Lock()
	defer h.reading.Unlock()
	err = h.known.read(b, longestHead, func() { h.heads = nil }, func(line []byte) bool {
		at, is := headIn(string(line))
		if is {
			h.heads = append(h.heads, at)
		}
		return is
	})
	return slices.Clone(h.heads), h.known.other, err
}

// headIn reads a line. Those of older programs have no sum.
func headIn(s string) (at office.JournalHead, is bool) {
	parts := strings.Fields(s)
	const seq, hash, moment, sum = 0, 1, 2, 3
	if len(parts) == sum+1 {
		if sumOf(strings.Join(parts[:sum], " ")) != parts[sum] {
			return at, false
		}
		parts = parts[:sum]
	}
	if len(parts) != moment+1 {
		return at, false
	}
	var errs [3]error
	at.Seq, errs[seq] = strconv.ParseInt(parts[seq], 10, 64)
	at.Hash, errs[hash] = office.ParseDigest(parts[hash])
	at.At, errs[moment] = time.Parse(time.RFC3339Nano, parts[moment])
	return at, errors.Join(errs[:]...) == nil && at.Seq > 0
}

// Replace has these be all heads of the file. What another program adds meanwhile is lost.
func (h *Heads) Replace(all []office.JournalHead) error {
	return whole.Write(h.path, filePerm, func(w io.Writer) error {
		for _, at := range all {
			if _, err := io.WriteString(w, line(at)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Thin keeps the file small: of the days that are over the last head stays, and
// the newest part of it whole.
func (h *Heads) Thin() error {
	info, err := os.Stat(h.path)
	if err != nil || info.Size() < mostHeads {
		return nil //nolint:nilerr // a file that is not there is small
	}
	all, err := h.All()
	if err != nil {
		return err
	}
	return h.Replace(thinned(all, func(at office.JournalHead) time.Time { return at.At }, nil))
}

// newest is how many lines stay whole when a file is thinned out.
const newest = 500

// thinned keeps the newest, the last of each day, and what must stay.
func thinned[T any](all []T, at func(T) time.Time, stays func(T) bool) (kept []T) {
	for i, each := range all {
		last := i+1 == len(all) || day(at(all[i+1])) != day(at(each))
		if last || len(all)-i <= newest || stays != nil && stays(each) {
			kept = append(kept, each)
		}
	}
	return kept
}

func day(t time.Time) string { return t.In(office.VietNam).Format(time.DateOnly) }
