package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tram/local/office"
	"tram/local/whole"
)

const (
	capturesDir = "captures"
	sealedExt   = ".age"
)

// unnamed is what a capture is called, also to a clerk whose disk is full,
// before its content has given it a name.
const unnamed = "trang đang đưa vào"

// captures are the sealed files of one tray, each under the SHA-256 of what is
// sealed in it.
type captures struct {
	dir    string
	sealer Sealer
}

func (c captures) path(d office.Digest) string { return filepath.Join(c.dir, string(d)+sealedExt) }

// kept is a file in the tray.
type kept struct {
	digest office.Digest
	size   int64
	born   bool // by this call: it was not there before
}

// keep hashes and seals a stream in one pass. Content that is there already is
// not stored twice.
func (c captures) keep(src io.Reader) (k kept, err error) {
	f, err := whole.Create(filepath.Join(c.dir, unnamed), filePerm)
	if err != nil {
		return kept{}, err
	}
	defer f.Abort()
	sealed, err := c.sealer.Seal(f)
	if err != nil {
		return kept{}, fmt.Errorf("seal a capture: %w", err)
	}
	hash := sha256.New()
	if k.size, err = io.Copy(io.MultiWriter(hash, sealed), src); err != nil {
		return kept{}, fmt.Errorf("store a capture: %w", err)
	}
	if err := sealed.Close(); err != nil {
		return kept{}, fmt.Errorf("seal a capture: %w", err)
	}
	k.digest, k.born = office.Digest(hex.EncodeToString(hash.Sum(nil))), true
	err = f.CommitAs(c.path(k.digest))
	if errors.Is(err, fs.ErrExist) {
		k.born = false
		err = whole.SyncDir(c.dir)
	}
	return k, err
}

// drop removes files that were born for a page that was never acknowledged.
func (c captures) drop(files []kept) {
	for _, k := range files {
		if k.born {
			_ = whole.Remove(c.path(k.digest))
		}
	}
}

// open unseals one file for reading at any place.
func (c captures) open(d office.Digest) (*sealedFile, error) {
	f, err := whole.Open(c.path(d))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, CaptureLost.Because(err)
	}
	if err != nil {
		return nil, fmt.Errorf("open a capture: %w", reading(err))
	}
	opened, err := unseal(f, c.sealer)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("open a capture: %w", err)
	}
	return opened, nil
}

// list gives the digests of all files in the tray.
func (c captures) list() ([]office.Digest, error) {
	entries, err := os.ReadDir(c.dir)
	if err != nil {
		return nil, fmt.Errorf("list the captures: %w", whole.Tell(c.dir, err))
	}
	var found []office.Digest
	for _, e := range entries {
		name, sealed := strings.CutSuffix(e.Name(), sealedExt)
		if d, err := office.ParseDigest(name); sealed && err == nil {
			found = append(found, d)
		}
	}
	return found, nil
}

// Content is the bytes of one capture or container.
type Content interface {
	io.ReaderAt
	io.Closer
	Size() int64
}

// sealedFile reads a sealed file in the clear.
type sealedFile struct {
	*io.SectionReader
	f *os.File
}

func unseal(f *os.File, s Sealer) (*sealedFile, error) {
	stat, err := f.Stat()
	if err != nil {
		return nil, err
	}
	plain, err := s.Open(f, stat.Size())
	if err != nil {
		return nil, TrayUnreadable.Because(err)
	}
	return &sealedFile{plain, f}, nil
}

// Close ends the reading.
func (s *sealedFile) Close() error { return s.f.Close() }
