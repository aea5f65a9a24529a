package stationtest

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"tram/local/office"
)

// TestAPaperThatMustBeSignedIsSignedBeforeItsNumberAndItsStamp takes a licence in with the key of the
// office open: without a wish to sign it stays a draft; with one the signature is on record, the stamp
// lies on the signed file as a note, and the digitised file still proves.
func TestAPaperThatMustBeSignedIsSignedBeforeItsNumberAndItsStamp(t *testing.T) {
	s, ctx := New(t), t.Context()
	by := Clerk(t, s)
	if err := s.OpenYear(ctx, by, office.YearWish{Year: time.Now().In(office.VietNam).Year(), Anew: true}); err != nil {
		t.Fatal(err)
	}
	c := Checked(t, s, office.Document{Type: "giay-phep", Number: "137", Symbol: "GP-UBND", Issuer: "Ủy ban nhân dân tỉnh Mẫu", Subject: "Về việc cấp phép", Secrecy: office.Ordinary}, office.Plain)
	c.Entering = &office.Entering{}
	if _, err := s.Describe(ctx, c); err != nil {
		t.Fatal(err)
	}
	if is, err := s.TakeIn(ctx, by, c.ID, nil, nil); err == nil || is.Document.ID != "" || is.Conversion.State == office.Finished {
		t.Fatalf("unsigned it is %s, number %q, %v", is.Conversion.State, is.Document.Said(), err)
	}
	wish := &office.SigningWish{Role: office.ByOffice, Clerk: by}
	if is, err := s.TakeIn(ctx, by, c.ID, wish, nil); err == nil || is.Document.ID != "" {
		t.Fatalf("without a key: %q %v", is.Document.Said(), err)
	}
	if _, err := s.OpenKey(ctx, office.KeySource{Place: office.KeyInFile, Path: KeyFile(t)}, []byte(Password)); err != nil {
		t.Fatal(err)
	}
	is, err := s.TakeIn(ctx, by, c.ID, wish, nil)
	if err != nil || is.Document.Said() != "01" || is.Conversion.Signed == nil {
		t.Fatalf("number %q, signed %v, %v", is.Document.Said(), is.Conversion.Signed, err)
	}
	if is.Stamp == nil || !is.Stamp.Note || len(is.Stamp.Base) < 2 || is.Stamp.Base[0] != is.Conversion.PDF {
		t.Errorf("the stamp: %+v, %v", is.Stamp, is.NotStamped)
	}
	file := filepath.Join(t.TempDir(), "so-hoa.pdf")
	if err := s.Export(ctx, c.ID, file); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || info.Size() <= is.Conversion.PDFSize {
		t.Errorf("the exported file is not the signed one: %v", err)
	}
	if p, err := s.Prove(ctx, c.ID, nil); err != nil || p.Verdict != office.Proven {
		t.Errorf("it proves as %s: %s, %v", p.Verdict, p.Said, err)
	}
}
