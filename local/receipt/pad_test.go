package receipt

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"tram/local/letter"
	"tram/local/letter/lettertest"
	"tram/local/office"
)

var (
	ours = letter.Of{Office: "Ủy ban nhân dân xã Mẫu Sơn", At: time.Date(2026, 11, 28, 3, 5, 0, 0, time.UTC)}
	pad  = office.Pad{Number: "471082359", Slips: 5}
)

// pages are the words of the pages of a pad, as a reader of PDFs has them.
func pages(t *testing.T, of letter.Of, p office.Pad) []string {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, of, "0200 000 000", p); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(lettertest.Text(t, out.Bytes()), "\f"), "\f")
}

// TestEachSlipStandsWholeOnItsSheetBesideItsStub counts the numbers on each page of pads of
// offices with short and long names.
func TestEachSlipStandsWholeOnItsSheetBesideItsStub(t *testing.T) {
	long := ours
	long.Office = strings.Repeat("Trung tâm Phục vụ hành chính công ", 3) + "xã Mẫu Sơn"
	for _, of := range []letter.Of{ours, long} {
		for slips := 1; slips <= 5; slips++ {
			p := pad
			p.Slips = slips
			all := pages(t, of, p)
			if len(all) != (slips+1)/2 {
				t.Fatalf("%d slips on %d pages", slips, len(all))
			}
			for n := 1; n <= slips; n++ {
				page := all[(n-1)/2]
				if number := office.ReceiptNumber(p.Number, n); strings.Count(page, number) != 2 {
					t.Errorf("slip %d of %d: %s stands %d times on its page", n, slips, number, strings.Count(page, number))
				}
			}
			for i, page := range all {
				want := min(2, slips-2*i)
				for _, words := range []string{"CUỐNG", "BIÊN NHẬN GIẤY TỜ", "Người nhận (ký", "Hỏi: 0200 000 000"} {
					if strings.Count(page, words) != want {
						t.Errorf("page %d of %d slips has %q %d times", i+1, slips, words, strings.Count(page, words))
					}
				}
			}
		}
	}
}

// TestThePadInTheDocsIsTheOneThatIsMade of an invented office.
func TestThePadInTheDocsIsTheOneThatIsMade(t *testing.T) {
	lettertest.Sample(t, "quyen-bien-nhan.pdf", func(w io.Writer) error {
		return Write(w, ours, "0200 000 000", office.Pad{Number: "471082359", Slips: 4})
	})
}
