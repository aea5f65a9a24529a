package kit

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
)

// PageFiles are the endings of files that pages come in.
var PageFiles = []string{".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf"}

// ProofFiles are those of files that can be proven: papers, and exports of journals.
var ProofFiles = append(slices.Clone(PageFiles), ".json")

// MessageFiles are the endings of files that data messages come in.
var MessageFiles = append(slices.Clone(PageFiles), ".docx", ".doc", ".odt", ".rtf", ".xlsx", ".xls", ".ods", ".pptx", ".ppt", ".odp")

// AnyFile asks for no ending: what belongs to a document is kept whatever it is.
var AnyFile []string

// PDFFiles is the ending of a PDF.
var PDFFiles = []string{".pdf"}

// KeyFiles are the endings of files that hold a key for signing.
var KeyFiles = []string{".p12", ".pfx"}

// What the picker remembers for the next time, also after a restart: where the clerk last
// chose, for each purpose and for any, and in which order.
const (
	prefFolder = "files.folder"
	prefByName = "files.by-name"
)

// purpose is by what the last folder is remembered: what is saved, or which files are
// opened.
func (p *picker) purpose() string {
	if p.saving != nil {
		return "save" + p.saving.purpose()
	}
	return strings.Join(p.endings, "")
}

func prefOf(purpose string) string {
	if purpose == "" {
		return prefFolder
	}
	return prefFolder + "/" + purpose
}

func lastFolder(purpose string) string {
	return fyne.CurrentApp().Preferences().String(prefOf(purpose))
}

func rememberFolder(purpose, dir string) {
	for _, key := range []string{prefOf(purpose), prefFolder} {
		fyne.CurrentApp().Preferences().SetString(key, dir)
	}
}

func newestFirst() bool { return !fyne.CurrentApp().Preferences().Bool(prefByName) }

// endingsSaid names kinds of files as a person does: PDF, JPG.
func endingsSaid(endings []string) string {
	names := make([]string, len(endings))
	for i, e := range endings {
		names[i] = strings.ToUpper(strings.TrimPrefix(e, "."))
	}
	return strings.Join(names, ", ")
}

// Sized writes a file's size as a person reads it.
func Sized(bytes int64) string {
	const kilo = 1 << 10
	size, unit := float64(bytes)/kilo/kilo, "MB"
	switch {
	case bytes < kilo:
		return fmt.Sprintf("%d B", bytes)
	case bytes < kilo*kilo:
		return fmt.Sprintf("%d KB", bytes/kilo)
	case bytes >= kilo*kilo*kilo:
		size, unit = size/kilo, "GB"
	}
	return strings.Replace(fmt.Sprintf("%.1f %s", size, unit), ".", ",", 1)
}
