package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tram/local/anchor"
)

// flipped counts what became of flipped bits in one sort of file.
type flipped struct {
	of    string
	times int

	unasked, asked int // told by an office that was only open; told by what somebody has to ask
	harmless       int // told by nothing, and none of what the office has: see isHarmless
	unproven       int // told by nothing, and not known to be harmless
	wrong          int // shown otherwise, and nothing told

	byItself, byHand, not int // of those that were told: made good by itself, by a command, not at all
	examples              []string
	kinds                 tally // of what is not told, or not made good
}

func (f *flipped) miss(what, file string, at int, bit byte) {
	f.kinds[what+" "+kindOf(file)]++
	f.examples = append(f.examples, fmt.Sprintf("%s: %s at %d, bit %d", what, file, at, bit))
}

func (f *flipped) String() string {
	return fmt.Sprintf("%s: %d bit; tự báo %d, hỏi mới báo %d, vô hại %d, không báo %d, hiện sai %d; tự sửa %d, sửa bằng lệnh %d, chưa sửa %d (%v)",
		f.of, f.times, f.unasked, f.asked, f.harmless, f.unproven, f.wrong, f.byItself, f.byHand, f.not, f.kinds)
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
	if _, err := b.tramctl("verify", "--database"); err != nil { // each page has its tag
		return "", err
	}
	if err := os.Remove(filepath.Join(b.home, checkFile)); err != nil {
		return "", err
	}
	kept := filepath.Join(b.aside, "gốc")
	if err := errors.Join(os.Mkdir(kept, 0o700), ran("cp", "-a", b.home, b.state, b.target, kept)); err != nil {
		return "", err
	}
	sorts := []struct {
		of, below string
		fits      func(name string) bool
	}{
		{"cơ sở dữ liệu", b.home, func(name string) bool {
			return strings.HasPrefix(filepath.Base(name), "office.db") && !strings.HasSuffix(name, "-tags")
		}},
		{"dấu trang của cơ sở dữ liệu", b.home, func(name string) bool { return strings.HasSuffix(name, "office.db-tags") }},
		{"sổ mốc của nhật ký", b.home, func(name string) bool { return strings.HasPrefix(filepath.Base(name), "journal.") }},
		{"kho tệp", b.home, func(name string) bool { return strings.HasSuffix(name, ".age") && strings.Contains(name, "/vault/") }},
		{"bản sao", b.target, func(string) bool { return true }},
	}
	var said []string
	var failed error
	for _, s := range sorts {
		f := &flipped{of: s.of, kinds: tally{}}
		files, err := filesIn(s.below, s.fits) // before anything else is opened, which may make more
		if err != nil || len(files) == 0 {
			return "", fmt.Errorf("%s: %d files: %w", s.of, len(files), err)
		}
		if err := b.asItWas(kept); err != nil {
			return "", err
		}
		was, err := b.stayDays()
		if err != nil || was.tells() || !was.proven {
			return "", fmt.Errorf("before a bit is flipped it tells %v, %q: %w", was.refused, was.told, err)
		}
		for range times / len(sorts) {
			if err := b.flipOne(f, kept, files[b.random.IntN(len(files))], was); err != nil {
				return "", err
			}
		}
		if f.wrong+f.unproven+f.asked+f.not > 0 {
			failed = errors.Join(failed, fmt.Errorf("%s: %v", s.of, f.examples))
		}
		said = append(said, f.String())
		fmt.Println(f)
		if err := b.asItWas(kept); err != nil {
			return "", err
		}
	}
	return strings.Join(said, "; "), failed
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

// flipOne flips a bit of a file, and has the office be opened twice, as on two days, before
// anybody asks for anything.
func (b *bureau) flipOne(f *flipped, kept, file string, was stayed) error {
	f.times++
	if err := b.asItWas(kept); err != nil {
		return err
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	at, bit := b.random.IntN(len(content)), byte(1)<<b.random.IntN(8)
	content[at] ^= bit
	if err := os.WriteFile(file, content, 0o600); err != nil {
		return err
	}
	first, err := b.stayDays()
	if err != nil {
		return err
	}
	second, err := b.stayDays()
	if err != nil {
		return err
	}
	same := second.refused == nil && second.shown == was.shown && second.proven
	if first.tells() || second.tells() {
		f.unasked++
		return b.madeGood(f, file, at, bit, was, same)
	}
	if b.tellsOf(true) || b.tellsOf(false) {
		f.asked++
		f.miss("hỏi mới báo", file, at, bit)
		return b.madeGood(f, file, at, bit, was, same)
	}
	switch {
	case !same:
		f.wrong++
		f.miss("hiện sai", file, at, bit)
	case b.isHarmless(file, content, at, bit):
		f.harmless++
		f.kinds["vô hại "+kindOf(file)]++
	default:
		f.unproven++
		f.miss("không báo", file, at, bit)
	}
	return nil
}

// isHarmless tells whether a bit of which nothing was told is none of what the office has. No
// page of the database is read that is not what was written last, so that one that holds now
// was written anew as a whole; a tag that rotted speaks against no page, and was made anew. A
// book of heads or marks may say the same as before.
func (b *bureau) isHarmless(file string, flipped []byte, at int, bit byte) bool {
	switch base := filepath.Base(file); {
	case base == "office.db":
		now, err := os.ReadFile(file) // it lies there no more
		if err == nil && at < len(now) && bytes.Equal(now[at:at+1], flipped[at:at+1]) {
			return false
		}
		fallthrough
	case strings.HasPrefix(base, "office.db"):
		out, err := b.tramctl("verify", "--database")
		var is struct {
			Bad  []string
			Bare int64
		}
		return err == nil && json.Unmarshal(out, &is) == nil && len(is.Bad) == 0 && is.Bare == 0
	case strings.HasPrefix(base, "journal."):
		was := bytes.Clone(flipped)
		was[at] ^= bit
		return b.readAlike(flipped, was)
	}
	return false
}

// readAlike tells whether two books of heads or marks say the same, line by line.
func (b *bureau) readAlike(one, other []byte) bool {
	path := filepath.Join(b.aside, "sổ")
	defer os.Remove(path)
	said := func(book []byte) string {
		if marks, strange := anchor.ReadBrought(book); len(marks) > 0 {
			return fmt.Sprintf("%d %+v", strange, marks)
		}
		if err := os.WriteFile(path, book, 0o600); err != nil {
			return err.Error()
		}
		heads, strange, err := anchor.NewHeads(path).Counted()
		return fmt.Sprintf("%d %+v %v", strange, heads, err)
	}
	return said(one) == said(other)
}

// madeGood tells whether all is as it was again, by itself or once it was asked for.
func (b *bureau) madeGood(f *flipped, file string, at int, bit byte, was stayed, same bool) error {
	if same && !b.tellsOf(true) && !b.tellsOf(false) {
		f.byItself++
		return nil
	}
	_, _ = b.tramctl("repair") // it may have nothing to do
	_, _ = b.tramctl("backup", "now")
	after, err := b.stayDays()
	if err != nil {
		return err
	}
	if after.refused == nil && after.shown == was.shown && after.proven && !b.tellsOf(true) && !b.tellsOf(false) {
		f.byHand++
		f.kinds["sửa bằng lệnh "+kindOf(file)]++
		return nil
	}
	f.not++
	f.miss(fmt.Sprintf("chưa sửa (%v %q)", after.refused, after.told), file, at, bit)
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
	for _, each := range []string{"--journal", "--database"} {
		if _, err := b.tramctl("verify", each); err != nil {
			return true
		}
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
