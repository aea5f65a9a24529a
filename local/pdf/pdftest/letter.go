// Package pdftest makes PDF files for tests of other rooms.
package pdftest

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
)

// Letter is a page of A4 with a text layer, one line below the other from its head on, in a file of a
// folder that goes with the test.
func Letter(t testing.TB, name string, lines ...string) (path string) {
	t.Helper()
	var out bytes.Buffer
	w := pdf.NewWriter(&out, pdf.About{Title: name})
	w.Sheet(210*office.PointsPerMM, 297*office.PointsPerMM)
	for i, s := range lines {
		l := mark.Layout{W: 400, H: 20, Texts: []mark.Text{{Y: 14, Size: 13, S: s, Line: i}}}
		if err := w.Text(0, l, 30, 20+float64(8*i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
