package vault

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"tram/local/office"
	"tram/local/whole"
)

// Sealer seals on the way in and opens on the way out. Close of the writer ends
// the sealed stream and not what is below it.
type Sealer interface {
	Seal(io.Writer) (io.WriteCloser, error)
	Open(io.ReaderAt, int64) (*io.SectionReader, error)
	OpenStream(io.Reader) (io.Reader, error)
}

// Permissions: the files are sealed, and nobody else's business all the same.
const (
	dirPerm  = 0o700
	filePerm = 0o600
)

const suffix = ".age"

// Vault is one folder of sealed files. Several goroutines and several processes
// may use it at once.
type Vault struct {
	dir    string
	sealer Sealer

	batch *whole.Batch // in which received files come to the disk together; nil: each by itself

	mu    sync.Mutex
	ready map[string]bool // folders that are on the disk for good
}

// Open makes the folder if it is missing, and clears what a crash left of files
// that were being born.
func Open(dir string, s Sealer) (*Vault, error) {
	if err := whole.MakeDir(dir, dirPerm); err != nil {
		return nil, fmt.Errorf("making the vault: %w", err)
	}
	if err := whole.Sweep(dir); err != nil {
		return nil, fmt.Errorf("opening the vault: %w", err)
	}
	return &Vault{dir: dir, sealer: s, ready: map[string]bool{}}, nil
}

// Has tells whether there is a file of that name. It does not look inside.
func (v *Vault) Has(d office.Digest) bool {
	path, err := v.path(d)
	if err != nil {
		return false
	}
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular()
}

// Walk yields the name of each file, in order, until yield returns false. What
// is in the vault and in no record is found by asking the records for each.
func (v *Vault) Walk(yield func(office.Digest) bool) error {
	folders, err := os.ReadDir(v.dir)
	if err != nil {
		return fmt.Errorf("walking through the vault: %w", whole.Tell(v.dir, err))
	}
	for _, folder := range folders {
		if !folder.IsDir() || len(folder.Name()) != 2 {
			continue
		}
		files, err := os.ReadDir(filepath.Join(v.dir, folder.Name()))
		if err != nil {
			return fmt.Errorf("walking through the vault: %w", whole.Tell(folder.Name(), err))
		}
		for _, f := range files {
			d, ours := digestOf(folder.Name(), f)
			if ours && !yield(d) {
				return nil
			}
		}
	}
	return nil
}

func digestOf(folder string, f fs.DirEntry) (office.Digest, bool) {
	name, sealed := strings.CutSuffix(f.Name(), suffix)
	d, err := office.ParseDigest(name)
	return d, err == nil && sealed && f.Type().IsRegular() && name[:2] == folder
}

// path refuses whatever is not a digest, so that no name leads out of the vault.
func (v *Vault) path(d office.Digest) (string, error) {
	if _, err := office.ParseDigest(string(d)); err != nil {
		return "", fmt.Errorf("looking for a file in the vault: %w", err)
	}
	return filepath.Join(v.dir, string(d[:2]), string(d)+suffix), nil
}

// makeReady makes the folder of a file. Another process may have made it and
// not yet synced the vault, so the first use here does.
func (v *Vault) makeReady(folder string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.ready[folder] {
		return nil
	}
	err := os.Mkdir(folder, dirPerm)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return whole.Tell(folder, err)
	}
	if err := whole.SyncDir(v.dir); err != nil {
		return err
	}
	v.ready[folder] = true
	return nil
}
