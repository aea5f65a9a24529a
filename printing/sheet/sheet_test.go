package sheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/job"
	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
)

// kinds are documents of every shape that comes to an office.
func kinds(t testing.TB) map[string][]byte {
	t.Helper()
	words := prose(80, 150, 520, 760)
	turned := func(by int) [2]string { return [2]string{fmt.Sprintf("/Rotate %d", by), words} }
	return map[string][]byte{
		"A4":        document(t, full, full, half),
		"mixed":     document(t, full, broad, leaf{297, 420, 300}, leaf{215.9, 279.4, 150}),
		"landscape": document(t, broad),
		"rotated":   odd(turned(90), turned(180), turned(270), turned(-90)),
		"cropped": odd([2]string{"/MediaBox [-100 -50 900 1100] /CropBox [0 0 595 842]", words},
			[2]string{"/CropBox [40 60 560 800] /Rotate 90", words}),
		"unit": odd([2]string{"/MediaBox [0 0 238 336.8] /UserUnit 2.5", "0.4 0 0 0.4 0 0 cm\n" + words}, [2]string{"/UserUnit 2 /Rotate 270", words}),
		"open": odd([2]string{"", "q 0.5 0 0 0.5 0 0 cm q\n" + words}, [2]string{"", "1 0 0 rg 0 0 m 10 10 l\n" + words}),
	}
}

func TestNothingOfTheDocumentChangesAndNothingIsPutOverIt(t *testing.T) {
	for name, file := range kinds(t) {
		c, after := made(t, file, order(t, office.TrueCopy))
		if !bytes.HasPrefix(after, file) {
			t.Errorf("%s: the original is no prefix of the copy", name)
		}
		if len(c.Unlined)+len(c.Unseen) > 0 {
			t.Errorf("%s: %v %v", name, c.Unlined, c.Unseen)
		}
		s := standing(t, after)
		for viewer, draw := range map[string]func(testing.TB, []byte, float64) []*image.Gray{"PDFium": shown, "poppler": poppler} {
			was, is := draw(t, file, seenDPI), draw(t, after, seenDPI)
			if len(is) != len(was)+c.Added || len(is) != c.Pages || len(s.Shapes) != c.Pages {
				t.Fatalf("%s: %d pages of %d, %d added", name, len(is), len(was), c.Added)
			}
			for i := range was {
				outside, covered := differences(was[i], is[i], s.Shapes[i].W, ofPage(c.Placed, i))
				if outside+covered > 0 {
					t.Errorf("%s, page %d in %s: %d pixels differ, %d are covered", name, i+1, viewer, outside, covered)
				}
			}
		}
		for i, shape := range s.Shapes {
			if len(ofPage(c.Placed, i)) == 0 {
				t.Errorf("%s: page %d bears nothing", name, i+1)
			}
			for _, p := range ofPage(c.Placed, i) {
				if min(p.X, p.Y, shape.W-p.X-p.W, shape.H-p.Y-p.H) < 5-1e-6 {
					t.Errorf("%s: %+v on %v: a printer leaves the edge white", name, p, shape)
				}
			}
		}
	}
}

func standing(t testing.TB, file []byte) pdf.Standing {
	t.Helper()
	s, err := pdf.Inspect(t.Context(), bytes.NewReader(file), int64(len(file)), "")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTheWordsOnPaperCanBeReadOutAgain(t *testing.T) {
	for _, form := range []office.Form{office.Plain, office.Dossier, office.TrueCopy} {
		c, after := made(t, document(t, half, full, half), order(t, form))
		read := strings.Join(strings.Fields(run(t, "poppler-utils", after, "pdftotext", "-raw", "-", "-")), " ")
		want := append([]string{"Mã tra cứu: 7K4M-Q2XN-9RT2 · Trang 2/3", "Mã tra cứu: 7K4M-Q2XN-9RT2 · Trang 3/3"}, c.Mark.Lines...)
		if form.IsCopy() {
			want = append(want, "ỦY BAN NHÂN DÂN XÃ MẪU SƠN", "SAO Y", "Số: 05/SY-UBND", "Mẫu Sơn, ngày 25 tháng 11 năm 2026", "Nơi nhận:",
				"- Sở Mẫu tỉnh Mẫu;", "- Các thôn, bản trong xã;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Thị Ví Dụ")
		}
		for _, line := range want {
			if !strings.Contains(read, line) {
				t.Errorf("%s: %q is not in\n%s", form, line, read)
			}
		}
	}
}

func TestTheCodeOnPaperReadsAsItWasGiven(t *testing.T) {
	o := order(t, office.Plain).withQR(t)
	for name, file := range map[string][]byte{"on the page": document(t, half), "on a sheet of its own": document(t, full)} {
		_, after := made(t, file, o)
		dir := t.TempDir()
		run(t, "poppler-utils", after, "pdftoppm", "-gray", "-r", "200", "-png", "-", dir+"/page")
		last := fmt.Sprintf("%s/page-%d.png", dir, len(shown(t, after, 20)))
		if got := run(t, "zbar-tools", nil, "zbarimg", "--raw", "-q", last); strings.TrimSpace(got) != o.QR {
			t.Errorf("%s: read %q", name, got)
		}
	}
}

func TestTheSameOrderGivesTheSameBytes(t *testing.T) {
	file := document(t, full, broad, half)
	for _, form := range []office.Form{office.Plain, office.Extract} {
		_, one := made(t, file, order(t, form).withQR(t))
		_, other := made(t, file, order(t, form).withQR(t))
		if !bytes.Equal(one, other) {
			t.Errorf("%s: %d and %d bytes differ", form, len(one), len(other))
		}
	}
}

func TestAFullFirstPageSendsTheMarkToASheetOfItsOwn(t *testing.T) {
	crowded := leaf{210, 297, 290}
	c, after := made(t, document(t, crowded, half), order(t, office.Plain).withQR(t))
	if c.Added != 1 || c.Pages != 3 || c.Mark.Spot.Where != office.OwnSheet || c.Mark.Spot.Page != 2 {
		t.Fatalf("%d sheets, mark %+v", c.Added, c.Mark.Spot)
	}
	for page := range 2 {
		read := run(t, "poppler-utils", after, "pdftotext", "-f", fmt.Sprint(page+1), "-l", fmt.Sprint(page+1), "-raw", "-", "-")
		if want := fmt.Sprintf("Mã tra cứu: 7K4M-Q2XN-9RT2 · Trang %d/3", page+1); !strings.Contains(read, want) {
			t.Errorf("page %d does not lead back to the record", page+1)
		}
	}
}

func TestABlockWithoutRoomSharesTheSheetOfTheMark(t *testing.T) {
	c, _ := made(t, document(t, leaf{210, 297, 288}), order(t, office.CopyOf))
	if c.Added != 1 || c.Block.Where != office.OwnSheet || c.Block.Page != 1 || c.Mark.Spot.Page != 1 {
		t.Fatalf("block %+v, mark %+v", c.Block, c.Mark.Spot)
	}
	if c.Mark.Spot.Y < c.Block.Y+c.Block.H {
		t.Error("the mark lies on the block")
	}
	c, _ = made(t, document(t, half, full), order(t, office.CopyOf))
	if c.Added != 1 || c.Block.Page != 2 || c.Mark.Spot.Page != 0 || len(ofPage(c.Placed, 2)) != 2 {
		t.Errorf("block %+v, mark %+v, %v", c.Block, c.Mark.Spot, c.Placed)
	}
}

func TestTheBlockFollowsTheEndOfTheDocument(t *testing.T) {
	for _, end := range []float64{60, 120, 170} {
		c, _ := made(t, document(t, full, leaf{210, 297, end}), order(t, office.TrueCopy))
		if c.Block == nil || c.Block.Page != 1 || c.Block.Y < end-6 || c.Block.Y > end+8 {
			t.Errorf("text ends at %g, block %+v", end, c.Block)
		}
	}
	c, _ := made(t, document(t, half), order(t, office.TrueCopy)) // one page bears both
	if c.Added != 0 || c.Block == nil || c.Block.Page != 0 || c.Mark.Spot.Where != office.OnPage {
		t.Errorf("block %+v, mark %+v", c.Block, c.Mark.Spot)
	}
}

func TestPagesFullOfInkBearNoLineAndAreTold(t *testing.T) {
	black := [2]string{"", "0.3 g -10 -10 700 900 re f"}
	plain := [2]string{"", prose(80, 150, 520, 760)}
	c, _ := made(t, odd(plain, black, black, plain, black), order(t, office.Plain))
	if fmt.Sprint(c.Unlined) != "[1 2 4]" || len(c.Unseen) > 0 {
		t.Errorf("unlined %v, unseen %v", c.Unlined, c.Unseen)
	}
	if said := office.PageRuns(c.Unlined); said != "2–3, 5" {
		t.Errorf("told as %q", said)
	}
}

func TestStampsAndFieldsCountAsInk(t *testing.T) {
	const stamped = "/Annots [<< /Type /Annot /Subtype /%s /Rect [0 0 595 90] /F 4 %s /AP << /N 6 0 R >> >>]"
	for _, kind := range []string{"Stamp", "Widget"} {
		more := ""
		if kind == "Widget" {
			more = "/FT /Tx /T (o)"
		}
		file := odd([2]string{"", prose(80, 150, 520, 760)}, [2]string{fmt.Sprintf(stamped, kind, more), prose(80, 150, 520, 760)})
		look := "<< /Type /XObject /Subtype /Form /BBox [0 0 595 90] /Length 23 >>\nstream\n0.5 g 0 0 595 90 re f  \nendstream"
		file = append(file, fmt.Appendf(nil, "\n")...)
		c, _ := made(t, withObject(file, 8, look, "6 0 R", "8 0 R"), order(t, office.Plain))
		line := ofPage(c.Placed, 1)
		if len(line) != 1 || line[0].Y+line[0].H > 297-90/office.PointsPerMM {
			t.Errorf("%s: the line stands at %+v", kind, line)
		}
	}
}

// withObject adds an object to a file of odd, by increment, and names it where
// another was named.
func withObject(file []byte, number int, body, was, is string) []byte {
	file = bytes.Replace(file, []byte(was+" >> >>]"), []byte(is+" >> >>]"), 1)
	at := len(file)
	start := bytes.LastIndex(file, []byte("startxref"))
	previous := strings.Fields(string(file[start:]))[1]
	file = fmt.Appendf(file, "%d 0 obj\n%s\nendobj\n", number, body)
	xref := len(file)
	return fmt.Appendf(file, "xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root 1 0 R /Prev %s >>\nstartxref\n%d\n%%%%EOF\n",
		number, at, number+1, previous, xref)
}

func TestAFileToWhichNothingCanBeAppendedIsWrittenAnew(t *testing.T) {
	file := document(t, full, half)
	start := bytes.LastIndex(file, []byte("startxref"))
	broken := append(bytes.Clone(file[:start]), "startxref\n7\n%%EOF\n"...)
	path := filepath.Join(t.TempDir(), "document.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	locked := run(t, "qpdf", nil, "qpdf", "--encrypt", "", "owner", "256", "--", path, "-")
	for name, other := range map[string][]byte{"broken": broken, "restricted": []byte(locked)} {
		c, after := made(t, other, order(t, office.TrueCopy))
		if c.Rewritten == nil || c.More != nil || c.Pages != 2 {
			t.Fatalf("%s: rewritten %v, %d pages", name, c.Rewritten != nil, c.Pages)
		}
		was, is := shown(t, file, seenDPI), shown(t, after, seenDPI)
		for i := range was {
			if outside, covered := differences(was[i], is[i], 210, ofPage(c.Placed, i)); outside+covered > 0 {
				t.Errorf("%s, page %d: %d pixels differ, %d are covered", name, i+1, outside, covered)
			}
		}
	}
}

func TestTheMarkStandsWhereTheClerkDraggedIt(t *testing.T) {
	file := document(t, half)
	o := order(t, office.Plain)
	front, err := LookAt(t.Context(), bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	found, err := front.View(o)
	if err != nil || math.Abs(found.SheetW-210) > 0.01 || math.Abs(found.SheetH-297) > 0.01 || found.Picture == nil || found.Mark.Spot.Moved {
		t.Fatalf("%+v, %v", found, err)
	}
	moved, free, err := front.Move(o, 40, 170)
	if err != nil || !free || !moved.Mark.Spot.Moved {
		t.Fatalf("%+v, %v, %v", moved.Mark.Spot, free, err)
	}
	o.Moved = &moved.Mark.Spot
	c, _ := made(t, file, o)
	again, err := front.View(o)
	if err != nil || c.Mark.Spot != moved.Mark.Spot || again.Mark.Spot != moved.Mark.Spot {
		t.Errorf("moved to %+v, made at %+v, shown at %+v, %v", moved.Mark.Spot, c.Mark.Spot, again.Mark.Spot, err)
	}
	o.Moved = &office.Spot{Where: office.OnPage, X: 40, Y: 60, Shape: 99, Moved: true} // a shape that there is no more
	if c, _ = made(t, file, o); c.Mark.Spot != found.Mark.Spot {
		t.Errorf("%+v instead of %+v", c.Mark.Spot, found.Mark.Spot)
	}
}

func TestTheViewIsWhatIsMade(t *testing.T) {
	for name, file := range map[string][]byte{"on the page": document(t, half, full), "on a sheet of its own": document(t, full, half)} {
		o := order(t, office.Dossier).withQR(t)
		front, err := LookAt(t.Context(), bytes.NewReader(file), int64(len(file)))
		if err != nil {
			t.Fatal(err)
		}
		seen, err := front.View(o)
		if err != nil {
			t.Fatal(err)
		}
		if c, _ := made(t, file, o); c.Mark.Spot != seen.Mark.Spot {
			t.Errorf("%s: shown at %+v, made at %+v", name, seen.Mark.Spot, c.Mark.Spot)
		}
	}
}

func TestACopyWithoutNumberOrSignerIsRefused(t *testing.T) {
	file := document(t, half)
	for name, spoil := range map[string]struct {
		by   func(*Order)
		want office.Failure
	}{
		"no number":    {func(o *Order) { o.Conversion.Print.Number = nil }, NoNumber},
		"no symbol":    {func(o *Order) { o.Conversion.Print.Number.Symbol = " " }, NoNumber},
		"no signer":    {func(o *Order) { o.Conversion.Print.Signer = nil }, NoSigner},
		"no name":      {func(o *Order) { o.Conversion.Print.Signer.Name = "" }, NoSigner},
		"no place":     {func(o *Order) { o.Conversion.Print.Signer.Place = "" }, NoSigner},
		"no position":  {func(o *Order) { o.Conversion.Print.Signer.Position = "\n" }, NoSigner},
		"no system":    {func(o *Order) { o.Conversion.Message.Systems = nil }, mark.EmptyFact},
		"no message":   {func(o *Order) { o.Conversion.Message = nil }, NotToPaper},
		"no glyph":     {func(o *Order) { o.Conversion.Print.Signer.Name = "漢" }, mark.NoGlyph},
		"too many get": {func(o *Order) { o.Conversion.Print.Signer.Recipients = make150() }, BlockTooLong},
	} {
		o := order(t, office.TrueCopy)
		spoil.by(&o)
		_, err := Make(t.Context(), bytes.NewReader(file), int64(len(file)), o, nil)
		if !errors.Is(err, spoil.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func make150() []string {
	all := make([]string, 150)
	for i := range all {
		all[i] = fmt.Sprintf("Thôn Mẫu %d", i+1)
	}
	return all
}

func TestWorkIsCountedAndCanBeStopped(t *testing.T) {
	file := document(t, full, full, half)
	var p job.Progress
	if _, err := Make(t.Context(), bytes.NewReader(file), int64(len(file)), order(t, office.TrueCopy), &p); err != nil {
		t.Fatal(err)
	}
	if done, total, doing := p.Read(); done != 3 || total != 3 || doing == "" {
		t.Errorf("%d of %d, %q", done, total, doing)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Make(stopped, bytes.NewReader(file), int64(len(file)), order(t, office.Plain), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}
