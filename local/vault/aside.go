package vault

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"tram/local/office"
	"tram/local/whole"
)

// sound is what can be known of a file without reading it whole: it opens, its
// end is there, and its plaintext has so many bytes.
func (v *Vault) sound(d office.Digest, size int64) bool {
	r, err := v.Read(d)
	if err != nil {
		return false
	}
	defer r.Close()
	return r.Size() == size
}

// soundOrAside tells whether the vault has the content already. A damaged file
// of that name is moved out of the way. One at a time: a second writer must not
// move what the first has just put there.
func (v *Vault) soundOrAside(d office.Digest, path string, size int64) (bool, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.Has(d) {
		return false, nil
	}
	if v.sound(d, size) {
		return true, nil
	}
	return false, setAside(path)
}

// asideMark stands behind the name of a damaged file, before a number.
const asideMark = ".damaged-"

// setAside renames a damaged file so that Walk passes by it: it may be all that
// is left to learn from.
func setAside(path string) error {
	for n := 1; ; n++ {
		aside := fmt.Sprintf("%s%s%d", path, asideMark, n)
		if _, err := os.Lstat(aside); err == nil {
			continue
		}
		err := whole.Rename(path, aside)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return whole.Tell(path, err)
	}
}
