package vault

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"tram/local/office"
	"tram/local/whole"
)

// Listing is what the folders of a vault tell of its files; no file is looked at.
type Listing struct {
	There map[office.Digest]bool
	Dark  map[string]bool // folders that cannot be read: nothing is known of their files
}

// List reads the folders. One that cannot be read stops nothing.
func (v *Vault) List(ctx context.Context) (Listing, error) {
	l := Listing{There: map[office.Digest]bool{}, Dark: map[string]bool{}}
	folders, err := os.ReadDir(v.dir)
	if err != nil {
		return l, fmt.Errorf("listing the vault: %w", whole.Tell(v.dir, err))
	}
	for _, folder := range folders {
		if ctx.Err() != nil {
			return l, ctx.Err()
		}
		if folder.IsDir() && len(folder.Name()) == 2 {
			l.read(v.dir, folder.Name())
		}
	}
	return l, nil
}

func (l Listing) read(dir, folder string) {
	files, err := os.ReadDir(filepath.Join(dir, folder))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		l.Dark[folder] = true
	}
	for _, f := range files {
		if d, ours := digestOf(folder, f); ours {
			l.There[d] = true
		}
	}
}

// Unknown tells that nothing is known of a file: its folder could not be read.
func (l Listing) Unknown(d office.Digest) bool { return len(d) > 2 && l.Dark[string(d[:2])] }

// Opens tells whether a file can be opened at all. Failures: Missing, NotReadable,
// and what the disk says. What is in it is Check's matter.
func (v *Vault) Opens(d office.Digest) error {
	path, err := v.path(d)
	if err != nil {
		return err
	}
	f, err := whole.Open(path)
	if err != nil {
		return tell(d, err)
	}
	return f.Close()
}
