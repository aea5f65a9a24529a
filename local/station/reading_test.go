package station

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
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
	held := func() int {
		t.Helper()
		kept, err := d.store.ReadOf(t.Context(), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		return len(kept)
	}
	d.words.Find = func(ctx context.Context) (*ocr.Reader, error) { found++; return ocr.Find(ctx) }
	want := office.Heading{
		Type: "quyet-dinh", Number: "15", Symbol: "QĐ-UBND", Place: "Mẫu Sơn", Issued: "2026-11-09", Issuer: "Ủy ban nhân dân xã Mẫu Sơn",
		Subject: "Về việc kiện toàn Tổ công nghệ số cộng đồng các thôn trên địa bàn xã Mẫu Sơn",
	}
	for range 2 {
		if h, err := d.DraftHeading(t.Context(), c.ID); err != nil || h.Said() != want {
			t.Errorf("%+v, %v\nnot %+v (Debian: tesseract-ocr, tesseract-ocr-vie)", h, err, want)
		}
	}
	rows, err := d.Drafts(t.Context())
	if err != nil || len(rows) != 1 || rows[0].Name != "trang 1.jpg" || !strings.HasPrefix(rows[0].Head, "15/QĐ-UBND · Về việc kiện toàn") || rows[0].Subject != "" {
		t.Errorf("among drafts: %+v, %v", rows, err)
	}
	if found != 1 || held() != 1 {
		t.Errorf("looked for %d times, the words of %d pages are kept", found, held())
	}
	if err := d.TurnPage(t.Context(), c.ID, pages[0].ID, 2); err != nil {
		t.Fatal(err)
	}
	if h, err := d.DraftHeading(t.Context(), c.ID); err != nil || h.Said() == want || held() != 1 {
		t.Errorf("on its head: %+v, %v, the words of %d pages are kept", h, err, held())
	}
	if lying, err := d.Lying(t.Context(), c.ID); err != nil || len(lying) != 1 || lying[pages[0].ID] != 2 {
		t.Errorf("on its head: %v, %v", lying, err)
	}
	for _, wanting := range []int{1, 3} { // from its head onto one side, and upright again onto the other
		if err := d.TurnPage(t.Context(), c.ID, pages[0].ID, 1); err != nil {
			t.Fatal(err)
		}
		if lying, err := d.Lying(t.Context(), c.ID); err != nil || len(lying) > 0 {
			t.Errorf("not read as it lies: %v, %v", lying, err)
		}
		if err := d.ReadDraft(t.Context(), c.ID, nil); err != nil {
			t.Fatal(err)
		}
		lying, err := d.Lying(t.Context(), c.ID)
		if err != nil || lying[pages[0].ID] != wanting {
			t.Fatalf("on a side: %v, %v", lying, err)
		}
		if err := d.TurnPage(t.Context(), c.ID, pages[0].ID, wanting); err != nil {
			t.Fatal(err)
		}
		if h, err := d.DraftHeading(t.Context(), c.ID); err != nil || h.Number != want.Number {
			t.Errorf("turned as told: %+v, %v", h, err)
		}
		if lying, err := d.Lying(t.Context(), c.ID); err != nil || len(lying) > 0 {
			t.Errorf("upright: %v, %v", lying, err)
		}
	}
	c.Document.Secrecy = office.Secret
	if _, err := d.Describe(t.Context(), c); !errors.Is(err, office.SecretAtTheDoor) || held() != 0 {
		t.Errorf("told secret: %v, and the words of %d pages are still held", err, held())
	}
}

// TestAPaperIsFoundByItsWordsAndShowsThem reads the pages of a draft before it is finished
// and those of a record afterwards, and finds both by words that nobody typed.
func TestAPaperIsFoundByItsWordsAndShowsThem(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	d.words.Find = ocr.Find
	before, after := d.act(t), d.act(t)
	all, err := d.ReadPages(ctx, after.ID, nil)
	if err != nil || len(all) != len(after.Pages) || !strings.Contains(all[0].String(), "kiện toàn Tổ công nghệ số") {
		t.Fatalf("%v, %+v", err, all)
	}
	keys, _, err := d.Find(ctx, "to truong to cong nghe", 10)
	if err != nil || len(keys) != 1 {
		t.Errorf("found %v, %v", keys, err)
	}
	for typed, is := range map[string]bool{"to truong to cong nghe": true, `"công nghệ số cộng đồng"`: true, `"cộng đồng công nghệ"`: false} {
		hits, err := hitsOf(ctx, d, typed, 10)
		told := len(hits) == 1 && hits[0].ID == after.ID && strings.Contains(office.Fold(hits[0].Excerpt.Line), "cong nghe")
		if err != nil || told != is {
			t.Errorf("%s: %+v, %v", typed, hits, err)
		}
	}
	if before.WordsBelow != 0 || after.WordsBelow != 0 {
		t.Error("an act waited for its pages to be read")
	}
	marked, err := d.OnPages(ctx, after.ID, "công nghệ số")
	if err != nil || len(marked[0]) < 3 {
		t.Errorf("marked %v, %v", marked, err)
	}
	if marked, err := d.OnPages(ctx, before.ID, "công nghệ số"); err != nil || len(marked) > 0 {
		t.Errorf("on a page that was not read: %v, %v", marked, err)
	}
	if proof, err := d.Prove(ctx, after.ID, nil); err != nil || proof.Verdict != office.Proven {
		t.Errorf("after its pages were read: %v, %v", proof.Said, err)
	}
}

// TestWhoSignedIsOfferedFromTheLastPage reads a draft of two pages, of which the second one bears
// a foot alone.
func TestWhoSignedIsOfferedFromTheLastPage(t *testing.T) {
	d, dir := newDesk(t), t.TempDir()
	d.words.Find = ocr.Find
	c, err := d.Begin(t.Context(), staff[0])
	if err != nil {
		t.Fatal(err)
	}
	first, err := assets.Samples.ReadFile("samples/quyet-dinh-mau-1.jpg")
	if err != nil {
		t.Fatal(err)
	}
	last, err := assets.Samples.ReadFile("samples/quyet-dinh-mau-2.jpg")
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{filepath.Join(dir, "1.jpg"), filepath.Join(dir, "2.jpg")}
	if err := errors.Join(os.WriteFile(paths[0], first, 0o600), os.WriteFile(paths[1], last, 0o600)); err != nil {
		t.Fatal(err)
	}
	if _, refused, err := d.Take(t.Context(), c.ID, -1, paths, "", nil); err != nil || len(refused) > 0 {
		t.Fatal(refused, err)
	}
	h, err := d.DraftHeading(t.Context(), c.ID)
	if err != nil || h.Number != "15" || h.Post != "CHỦ TỊCH" || h.Signer != "Nguyễn Văn Mẫu" || h.Seen.Signer.Page != 1 || !h.Seen.Signer.Known() {
		t.Errorf("%v, %+v", err, h)
	}
}
