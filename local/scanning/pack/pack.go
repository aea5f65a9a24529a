package pack

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"tram/local/page"
	"tram/local/whole"
)

const ending = ".png"

// Take has a page on the disk, and looks whether it is one and whole. Its path ends in .png
// where it was packed; a TIFF that finds no room beside it for that stays as it came.
// Errors are Failures of page and whole.
func Take(path string) (string, page.Info, error) {
	p, info, err := look(path)
	if err != nil {
		return path, page.Info{}, err
	}
	if p == nil {
		return path, info, settle(path)
	}
	if err := p.replace(path); err != nil {
		if info.TIFF != nil {
			return path, info, settle(path)
		}
		return path, page.Info{}, err
	}
	packed := strings.TrimSuffix(path, filepath.Ext(path)) + ending
	if err := errors.Join(whole.Rename(path, packed), whole.SyncDir(filepath.Dir(path))); err != nil {
		return path, page.Info{}, whole.Tell(path, err)
	}
	_, info, err = look(packed)
	return packed, info, err
}

// look opens a page: as bare pixels, or nil where it is none that can be packed.
func look(path string) (*pixels, page.Info, error) {
	f, err := whole.Open(path)
	if err != nil {
		return nil, page.Info{}, err
	}
	defer f.Close()
	at, err := f.Stat()
	if err != nil {
		return nil, page.Info{}, whole.Tell(path, err)
	}
	if p, err := bitmap(f, at.Size()); p != nil || err != nil {
		return p, page.Info{}, err
	}
	all, err := page.ProbeAll(f, at.Size())
	if err == nil && len(all) != 1 {
		err = page.Damaged.Because(fmt.Errorf("%d images in one page", len(all)))
	}
	if err != nil {
		return nil, page.Info{}, err
	}
	return plainTIFF(all[0]), all[0], nil
}

// settle has a page that stays as it came on the disk.
func settle(path string) error {
	f, err := whole.OpenFile(path, writing, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil {
		return whole.Tell(path, err)
	}
	return whole.SyncDir(filepath.Dir(path))
}

// replace puts the packed page in the place of the file.
func (p *pixels) replace(path string) error {
	from, err := whole.Open(path)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := whole.Create(path, 0o600)
	if err != nil {
		return err
	}
	defer to.Abort()
	if err := p.write(to, from); err != nil {
		return err
	}
	if err := from.Close(); err != nil { // Windows replaces no file that is open
		return whole.Tell(path, err)
	}
	return to.Replace()
}
