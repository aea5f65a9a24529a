package lettertest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Text is what a reader of PDFs (pdftotext) has of a paper, laid out as on its pages, each of
// which ends with a form feed.
func Text(t *testing.T, pdf []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "giay.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Fatal("Debian: poppler-utils: ", err)
	}
	read, err := exec.Command(tool, "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(read)
}
