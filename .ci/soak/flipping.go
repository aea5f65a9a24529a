package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// flipped counts what became of flipped bits in one sort of file.
type flipped struct {
	of             string
	times          int
	found, aside   int // told; nothing was told, and everything was shown as before
	wrong          int // shown otherwise, and nothing told
	examples       []string
	unfoundBecause tally
}

func (f flipped) String() string {
	return fmt.Sprintf("%s: %d bit, báo %d, không báo mà không gì hiện khác %d %v, hiện sai %d", f.of, f.times, f.found, f.aside, f.unfoundBecause, f.wrong)
}

// flips flips single bits in the database, the books of the journal, the vault and the copy.
func (t *table) flips(times int) (string, error) {
	b, gone, err := t.newOffice("", "")
	if err != nil {
		return "", err
	}
	defer gone()
	if _, err := b.learn(); err != nil {
		return "", err
	}
	if err := errors.Join(b.copies(), b.copies()); err != nil {
		return "", err
	}
	want, err := b.shown()
	if err != nil {
		return "", err
	}
	kept := filepath.Join(b.aside, "gốc")
	if err := errors.Join(os.Mkdir(kept, 0o700), ran("cp", "-a", b.home, b.state, b.target, kept)); err != nil {
		return "", err
	}
	if err := b.asItWas(kept); err != nil {
		return "", err
	}
	if b.tellsOf(false) || b.tellsOf(true) {
		return "", errors.New("something is told before a bit is flipped")
	}
	sorts := []struct {
		of, below string
		fits      func(name string) bool
	}{
		{"cơ sở dữ liệu", b.home, func(name string) bool { return strings.HasPrefix(filepath.Base(name), "office.db") }},
		{"sổ mốc của nhật ký", b.home, func(name string) bool { return strings.HasPrefix(filepath.Base(name), "journal.") }},
		{"kho tệp", b.home, func(name string) bool { return strings.HasSuffix(name, ".age") && strings.Contains(name, "/vault/") }},
		{"bản sao", b.target, func(string) bool { return true }},
	}
	var said []string
	var failed error
	for _, s := range sorts {
		f := flipped{of: s.of, unfoundBecause: tally{}}
		files, err := filesIn(s.below, s.fits)
		if err != nil || len(files) == 0 {
			return "", fmt.Errorf("%s: %d files: %w", s.of, len(files), err)
		}
		for range times / len(sorts) {
			if err := b.flipOne(&f, kept, files[b.random.IntN(len(files))], s.below == b.target, want); err != nil {
				return "", err
			}
		}
		if f.wrong > 0 {
			failed = errors.Join(failed, fmt.Errorf("%s shown otherwise: %v", s.of, f.examples))
		}
		said = append(said, f.String())
	}
	return strings.Join(said, "; ") + "; tự sửa: chưa có", failed
}

func filesIn(dir string, fits func(string) bool) (all []string, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if info, err := d.Info(); err == nil && info.Size() > 0 && fits(path) {
			all = append(all, path)
		}
		return nil
	})
	slices.Sort(all)
	return all, err
}

func (b *bureau) flipOne(f *flipped, kept, file string, inCopy bool, want string) error {
	f.times++
	if err := b.asItWas(kept); err != nil {
		return err
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	at := b.random.IntN(len(content))
	content[at] ^= 1 << b.random.IntN(8)
	if err := os.WriteFile(file, content, 0o600); err != nil {
		return err
	}
	if told := b.tellsOf(inCopy); told {
		f.found++
		return nil
	}
	is, err := b.shown()
	switch {
	case err != nil:
		f.found++
	case is != want:
		f.wrong++
		f.examples = append(f.examples, fmt.Sprintf("%s at %d", file, at))
	default:
		f.aside++
		f.unfoundBecause[kindOf(file)]++
	}
	return nil
}

// asItWas puts everything back that was kept.
func (b *bureau) asItWas(kept string) (err error) {
	for _, dir := range []string{b.home, b.state, b.target} {
		err = errors.Join(err, os.RemoveAll(dir), ran("cp", "-a", filepath.Join(kept, filepath.Base(dir)), dir))
	}
	return err
}

// kindOf is what a file is of its sort.
func kindOf(file string) string {
	dir := filepath.Base(filepath.Dir(file))
	switch base := filepath.Base(file); {
	case strings.Contains(file, "/w/"):
		return "w (lời)"
	case len(dir) == 1 || strings.HasSuffix(dir, "usb"):
		return dir
	default:
		return base[:min(len(base), 14)]
	}
}

// tellsOf tells whether a check says that something is wrong.
func (b *bureau) tellsOf(inCopy bool) bool {
	if inCopy {
		_, err := b.tramctl("verify", "--backup", b.target)
		return err != nil || b.copies() != nil
	}
	if _, err := b.tramctl("verify", "--journal"); err != nil {
		return true
	}
	for id, r := range b.records {
		if len(r.states) == 1 && !r.states["draft"] {
			if _, err := b.tramctl("verify", "--offline", string(id)); err != nil {
				return true
			}
		}
	}
	return false
}
