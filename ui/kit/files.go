package kit

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"tram/local/office"
)

// PageFiles are the endings of files that pages come in.
var PageFiles = []string{".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf"}

// ProofFiles are those of files that can be proven: papers, and exports of journals.
var ProofFiles = append(slices.Clone(PageFiles), ".json")

// MessageFiles are the endings of files that data messages come in.
var MessageFiles = append(slices.Clone(PageFiles), ".docx", ".doc", ".odt", ".rtf", ".xlsx", ".xls", ".ods", ".pptx", ".ppt", ".odp")

// PDFFiles is the ending of a PDF.
var PDFFiles = []string{".pdf"}

// KeyFiles are the endings of files that hold a key for signing.
var KeyFiles = []string{".p12", ".pfx"}

// entry is one line of a folder.
type entry struct {
	name   string
	folder bool
	size   int64
	when   time.Time
}

// readFolder lists a folder: folders first, then the files with one of the
// endings, the newest first, or in the order in which a person counts (trang 2
// before trang 10). Hidden ones are left out. It touches no widget.
func readFolder(_ context.Context, dir string, endings []string, newest bool) ([]entry, error) {
	all, err := os.ReadDir(dir)
	if err != nil {
		return nil, FolderClosed.About(dir).Because(err)
	}
	var found []entry
	for _, d := range all {
		if strings.HasPrefix(d.Name(), ".") {
			continue
		}
		if e, ok := entryOf(dir, d, endings); ok {
			found = append(found, e)
		}
	}
	slices.SortFunc(found, func(a, b entry) int {
		if a.folder != b.folder {
			if a.folder {
				return -1
			}
			return 1
		}
		if newest && !a.folder && !a.when.Equal(b.when) {
			return b.when.Compare(a.when)
		}
		return asCounted(a.name, b.name)
	})
	return found, nil
}

func entryOf(dir string, d fs.DirEntry, endings []string) (entry, bool) {
	info, err := os.Stat(filepath.Join(dir, d.Name())) // follows links
	if err != nil {
		return entry{}, false
	}
	e := entry{name: d.Name(), folder: info.IsDir(), size: info.Size(), when: info.ModTime()}
	fits := len(endings) == 0 || slices.Contains(endings, strings.ToLower(filepath.Ext(e.name)))
	return e, e.folder || fits && info.Mode().IsRegular()
}

// asCounted compares names as a person does: without case or accents, and
// numbers by their value.
func asCounted(a, b string) int {
	x, y := []rune(office.Fold(a)), []rune(office.Fold(b))
	for len(x) > 0 && len(y) > 0 {
		m, n := digits(x), digits(y)
		if m > 0 && n > 0 {
			if c := compareNumbers(string(x[:m]), string(y[:n])); c != 0 {
				return c
			}
			x, y = x[m:], y[n:]
			continue
		}
		if x[0] != y[0] {
			return int(x[0]) - int(y[0])
		}
		x, y = x[1:], y[1:]
	}
	if len(x) != len(y) {
		return len(x) - len(y)
	}
	return strings.Compare(a, b)
}

func digits(r []rune) int {
	n := 0
	for n < len(r) && r[n] >= '0' && r[n] <= '9' {
		n++
	}
	return n
}

func compareNumbers(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// place is a folder where a clerk's files usually lie.
type place struct{ name, dir string }

// usualPlaces are the clerk's own folders that exist, and what is plugged in.
func usualPlaces() []place {
	home, err := os.UserHomeDir()
	if err != nil {
		return drives()
	}
	found := []place{}
	for _, p := range []place{
		{T("files.desktop"), "Desktop"}, {T("files.documents"), "Documents"}, {T("files.downloads"), "Downloads"},
		{T("files.pictures"), "Pictures"}, {T("files.home"), ""},
	} {
		p.dir = filepath.Join(home, p.dir)
		if info, err := os.Stat(p.dir); err == nil && info.IsDir() {
			found = append(found, p)
		}
	}
	return append(found, drives()...)
}

// drives are the disks of Windows, or the sticks that are plugged in.
func drives() []place {
	var found []place
	if runtime.GOOS == "windows" {
		for letter := 'C'; letter <= 'Z'; letter++ {
			dir := string(letter) + `:\`
			if _, err := os.Stat(dir); err == nil {
				found = append(found, place{T("files.drive", string(letter)), dir})
			}
		}
		return found
	}
	for _, pattern := range []string{"/media/*/*", "/run/media/*/*", "/Volumes/*"} {
		mounted, _ := filepath.Glob(pattern)
		for _, dir := range mounted {
			found = append(found, place{filepath.Base(dir), dir})
		}
	}
	return found
}

// Sized writes a file's size as a person reads it.
func Sized(bytes int64) string {
	const kilo = 1 << 10
	switch {
	case bytes < kilo:
		return fmt.Sprintf("%d B", bytes)
	case bytes < kilo*kilo:
		return fmt.Sprintf("%d KB", bytes/kilo)
	}
	return strings.Replace(fmt.Sprintf("%.1f MB", float64(bytes)/kilo/kilo), ".", ",", 1)
}
