package station

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"tram/assets"
	"tram/local/ocr"
	"tram/local/office"
)

// TestTheHeadOfAScannedPageIsReadOnceAndOffered reads a real page with the Tesseract of this
// machine, again, turned on its head, and on a machine that has none.
func TestTheHeadOfAScannedPageIsReadOnceAndOffered(t *testing.T) {
	d := newDesk(t)
	c, err := d.Begin(t.Context(), staff[0])
	if err != nil {
		t.Fatal(err)
	}
	if h, err := d.DraftHeading(t.Context(), c.ID); err != nil || h != (office.Heading{}) {
		t.Errorf("without a page: %+v, %v", h, err)
	}
	b, err := assets.Samples.ReadFile("samples/quyet-dinh-mau-1.jpg")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "trang 1.jpg")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	pages, refused, err := d.Take(t.Context(), c.ID, -1, []string{path}, "", nil)
	if err != nil || len(refused) > 0 {
		t.Fatal(refused, err)
	}
	if h, err := d.DraftHeading(t.Context(), c.ID); !errors.Is(err, ocr.NoProgram) || h != (office.Heading{}) {
		t.Errorf("where none was handed in: %+v, %v", h, err)
	}
	found := 0
	d.Digitising.readings.find = func(ctx context.Context) (*ocr.Reader, error) { found++; return ocr.Find(ctx) }
	want := office.Heading{
		Type: "quyet-dinh", Number: "15", Symbol: "QĐ-UBND", Issued: "2026-11-09", Issuer: "Ủy ban nhân dân xã Mẫu Sơn",
		Subject: "Về việc kiện toàn Tổ công nghệ số cộng đồng các thôn trên địa bàn xã Mẫu Sơn",
	}
	for range 2 {
		if h, err := d.DraftHeading(t.Context(), c.ID); err != nil || h != want {
			t.Errorf("%+v, %v\nnot %+v (Debian: tesseract-ocr, tesseract-ocr-vie)", h, err, want)
		}
	}
	if found != 1 || len(d.Digitising.readings.pages) != 1 {
		t.Errorf("looked for %d times, %d pages read", found, len(d.Digitising.readings.pages))
	}
	if err := d.TurnPage(t.Context(), c.ID, pages[0].ID, 2); err != nil {
		t.Fatal(err)
	}
	if h, err := d.DraftHeading(t.Context(), c.ID); err != nil || h == want || len(d.Digitising.readings.pages) != 2 {
		t.Errorf("on its head: %+v, %v, %d pages read", h, err, len(d.Digitising.readings.pages))
	}
	c.Document.Secrecy = office.Secret
	if _, err := d.Describe(t.Context(), c); !errors.Is(err, office.SecretAtTheDoor) || len(d.Digitising.readings.pages) != 0 {
		t.Errorf("told secret: %v, and the words of %d pages are still held", err, len(d.Digitising.readings.pages))
	}
}
