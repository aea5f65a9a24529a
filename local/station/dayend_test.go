package station

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/dayend"
	"tram/local/office"
	"tram/local/papercode"
	"tram/local/store"
	"tram/local/store/storetest"
	"tram/local/whole"
)

// closes closes today and saves the sheet.
func (d *desk) closes(t *testing.T) (office.DaySheet, string) {
	t.Helper()
	s, err := d.CloseDay(t.Context(), staff[0], "")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "tờ.pdf")
	if err := d.SaveDaySheet(t.Context(), s.ID, path); err != nil {
		t.Fatal(err)
	}
	return s, path
}

// reads proves a sheet, and tells what was found.
func (d *desk) reads(t *testing.T, path string) office.Proof {
	t.Helper()
	p, err := d.ProveFile(t.Context(), path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (d *desk) finds(t *testing.T, path string, found office.SheetFinding, answer office.Answer) office.Proof {
	t.Helper()
	p := d.reads(t, path)
	if p.Sheet == nil || p.Sheet.Finding != found || p.Answer() != answer {
		t.Fatalf("found %+v, answer %s; wanted %q, %s\n%+v", p.Sheet, p.Answer(), found, answer, p.Paper)
	}
	return p
}

// photographed is what a telephone makes of a sheet: askew, grey, noisy, a JPEG.
func photographed(t *testing.T, path string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "ảnh")
	run(t, "pdftoppm", "-r", "150", "-png", "-singlefile", path, to)
	run(t, "convert", to+".png", "-background", "gray70", "-rotate", "2.3", "-seed", "3", "-attenuate", "0.35", "+noise", "Gaussian", "-modulate", "92", "-blur", "0x0.5", "-quality", "60", to+".jpg")
	return to + ".jpg"
}

func run(t *testing.T, program string, args ...string) string {
	t.Helper()
	out, err := exec.Command(program, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s (Debian: poppler-utils, imagemagick): %v\n%s", program, err, out)
	}
	return string(out)
}

// TestAPaperThatIsReadBackStandsInTheJournalThatPrintedIt reads a sheet back from its file
// and from a photo of it, twice and after more was written.
func TestAPaperThatIsReadBackStandsInTheJournalThatPrintedIt(t *testing.T) {
	d := newDesk(t)
	c := d.act(t)
	s, path := d.closes(t)
	if s.Count.Papers != 1 || s.Count.Digitised != 1 || s.Count.Sheets != 1 || s.Count.Made() != 1 || s.Pages != 1 || s.No != 1 {
		t.Errorf("the figures of one paper: %+v", s.Count)
	}
	total := int64(0)
	for _, k := range s.Count.Kinds {
		total += k.Entries
	}
	if total != s.Count.Entries || s.Count.First != 1 || s.Count.Last != s.Head.Seq || s.Count.Entries != s.Head.Seq {
		t.Errorf("%d entries by kind; counted %+v up to %d", total, s.Count, s.Head.Seq)
	}
	p := d.finds(t, path, office.SheetStands, office.AnswerSheetStands)
	says(t, p, "Tệp", office.IsMet, string(s.PDF))
	says(t, p, "Mục khóa sổ", office.IsMet, staff[0].Name)
	if p.Sheet.Head.Hash != s.Head.Hash || p.Sheet.Station != d.store.Station() || !strings.Contains(p.Sheet.Said, office.DaySaid(s.Day)) {
		t.Errorf("%+v", p.Sheet)
	}
	d.act(t)
	d.restart(t)
	photo := d.finds(t, photographed(t, path), office.SheetStands, office.AnswerSheetStands)
	if len(photo.Paper.Lines) != len(p.Paper.Lines) || !photo.Comparable() {
		t.Errorf("the lines to compare with the paper: %v", photo.Paper.Lines)
	}
	words, err := exec.Command("pdftotext", path, "-").Output()
	if err != nil || !strings.Contains(string(words), string(c.Code)) {
		t.Errorf("the record that was made is not on the sheet: %v", err)
	}
	says(t, d.proof(t, JournalProofWish{}), "Mốc trên giấy đã đọc lại", office.IsMet, "Mục 1–")
}

// TestASheetPrintsTheSameBytesEachTime saves a sheet twice and has it sent to a printer.
func TestASheetPrintsTheSameBytesEachTime(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	s, path := d.closes(t)
	again := filepath.Join(t.TempDir(), "lại.pdf")
	if err := d.SaveDaySheet(ctx, s.ID, again); err != nil {
		t.Fatal(err)
	}
	spool := &taking{}
	d.printing.Spool = spool
	printed, err := d.PrintDaySheet(ctx, s.ID, staff[1], office.PrintWish{Printer: "thử", Copies: 1})
	if err != nil {
		t.Fatal(err)
	}
	one, _ := os.ReadFile(path)
	two, _ := os.ReadFile(again)
	if !bytes.Equal(one, two) || !bytes.Equal(one, spool.got) || office.DigestOf(one) != s.PDF {
		t.Error("the sheet is not the same each time")
	}
	if len(printed.Prints) != 1 || printed.Prints[0].Clerk != staff[1].Name || printed.Prints[0].Job.State != office.JobPrinted {
		t.Errorf("%+v", printed.Prints)
	}
	spool.fails = errors.New("hết giấy")
	if _, err := d.PrintDaySheet(ctx, s.ID, staff[1], office.PrintWish{Printer: "thử", Copies: 1}); !errors.Is(err, spool.fails) {
		t.Errorf("a printer that refuses: %v", err)
	}
	if s, err = d.DaySheet(ctx, string(s.ID)); err != nil || len(s.Prints) != 2 || s.Prints[1].Job.State != office.JobFailed {
		t.Errorf("%v, %+v", err, s.Prints)
	}
	if err := d.SaveDaySheet(ctx, s.ID, filepath.Join(d.home, "trong.pdf")); err == nil {
		t.Error("a sheet was saved among the data")
	}
	if err := d.SaveDaySheet(ctx, s.ID, path); !errors.Is(err, FileExists) && !errors.Is(err, whole.AlreadyThere) {
		t.Errorf("over a file that is there: %v", err)
	}
	if p := d.proof(t, JournalProofWish{}); p.Verdict != office.Proven {
		t.Errorf("%s", p.Said)
	}
}

// TestASecondSheetOfADayNamesTheFirst closes a day twice.
func TestASecondSheetOfADayNamesTheFirst(t *testing.T) {
	d := newDesk(t)
	first, one := d.closes(t)
	d.act(t)
	second, two := d.closes(t)
	if second.No != 2 || second.Former != first.ID || second.Count.Digitised != 1 || first.Count.Digitised != 0 {
		t.Errorf("%+v after %+v", second, first)
	}
	words, err := exec.Command("pdftotext", "-layout", two, "-").Output()
	if err != nil || !strings.Contains(strings.Join(strings.Fields(string(words)), " "), strings.Join(office.HashGroups(first.Head.Hash)[:4], " ")) {
		t.Errorf("the second does not name the head of the first: %v\n%s", err, words)
	}
	later := func(c office.Condition) bool { return c.Point == "Tờ sau" }
	if told := d.finds(t, one, office.SheetStands, office.AnswerSheetStands).Checks; !slices.ContainsFunc(told, func(c office.Condition) bool { return later(c) && strings.Contains(c.Evidence, "tờ số 2") }) {
		t.Errorf("the first does not tell of the second: %+v", told)
	}
	if told := d.finds(t, two, office.SheetStands, office.AnswerSheetStands).Checks; slices.ContainsFunc(told, later) {
		t.Errorf("the last tells of a later one: %+v", told)
	}
	last, err := d.DaySheet(t.Context(), first.Day)
	if err != nil || last.ID != second.ID {
		t.Errorf("the last sheet of the day: %v, %v", last.No, err)
	}
}

// TestThePaperTellsOfAJournalThatWasWrittenAnew changes the journal with all that lies on
// the disk, as somebody with the whole PC could, and reads the paper.
func TestThePaperTellsOfAJournalThatWasWrittenAnew(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	_, path := d.closes(t)
	d.attacked(t, func() {
		d.rewrite(t)()
		d.forgetsHeads(t)
	})
	p := d.finds(t, path, office.SheetGone, office.AnswerSheetGone)
	if p.Relied() != office.SignatureInvalid || !strings.Contains(p.Sheet.Said, "viết lại") {
		t.Errorf("%s: %s", p.Relied(), p.Sheet.Said)
	}
}

// forgetsHeads takes away all that is known of the journal outside of the database.
func (d *desk) forgetsHeads(t *testing.T) {
	t.Helper()
	for _, f := range []string{headsName, marksName, papersName} {
		if err := os.RemoveAll(filepath.Join(d.home, f)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.RemoveAll(d.state); err != nil {
		t.Fatal(err)
	}
}

// TestThePaperTellsOfDataFromBeforeIt puts back a copy from before the closing.
func TestThePaperTellsOfDataFromBeforeIt(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(t.TempDir(), "cũ")
	copied(t, d.home, old)
	d.start(t)
	d.act(t)
	_, path := d.closes(t)
	d.attacked(t, func() {
		if err := os.RemoveAll(d.home); err != nil {
			t.Fatal(err)
		}
		copied(t, old, d.home)
		d.forgetsHeads(t)
	})
	if p := d.finds(t, path, office.SheetGone, office.AnswerSheetGone); !strings.Contains(p.Sheet.Said, "chỉ tới mục") {
		t.Errorf("%s", p.Sheet.Said)
	}
}

// TestAClosingThatWasCutOffAloneIsTold leaves the head of the sheet in the journal and
// takes away the entry by which the sheet was made.
func TestAClosingThatWasCutOffAloneIsTold(t *testing.T) {
	d := newDesk(t)
	s, path := d.closes(t)
	d.attacked(t, func() {
		storetest.Run(t, d.database(), `DELETE FROM lines WHERE kind = 'day-sheet'`, `DELETE FROM facts WHERE kind = 'day-sheet'`, `DELETE FROM records WHERE kind = 'day-sheet'`,
			`DELETE FROM journal WHERE seq > (SELECT min(seq) - 1 FROM journal WHERE kind = 'day-sheet')`)
		d.forgetsHeads(t)
	})
	if head, err := d.store.Head(t.Context()); err != nil || head.Seq < s.Head.Seq {
		t.Fatalf("%d, %v", head.Seq, err)
	}
	d.finds(t, path, office.SheetCut, office.AnswerSheetGone)
}

// TestWhatIsWrongBeforeTheHeadIsTold changes a record and leaves the journal as it is: the
// head stands, and what it vouches for is not what is shown.
func TestWhatIsWrongBeforeTheHeadIsTold(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	_, path := d.closes(t)
	d.attacked(t, func() {
		storetest.Run(t, d.database(), `UPDATE records SET body = replace(body, 'ví dụ', 'khác') WHERE kind = 'conversion'`)
	})
	if p := d.finds(t, path, office.SheetBroken, office.AnswerBroken); !strings.Contains(p.Sheet.Said, "trước nó có chỗ không đúng") {
		t.Errorf("%s", p.Sheet.Said)
	}
}

// TestAForgedSheetIsNotBelieved signs a sheet of this station by a key that it never had,
// changes a letter of a genuine one, leaves the proof out, and moves a sheet to another
// station.
func TestAForgedSheetIsNotBelieved(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	s, _ := d.closes(t)
	o, err := d.store.Office(ctx)
	if err != nil {
		t.Fatal(err)
	}
	key, err := papercode.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	lines := dayend.Lines(o, s)
	by := func(lines []string) string {
		text, err := papercode.Sign(lines, key)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	genuine, err := d.Trust.code(ctx, lines)
	if err != nil {
		t.Fatal(err)
	}
	moved := s
	moved.Station = office.NewID(d.clock.Now())
	elsewhere, err := d.Trust.code(ctx, dayend.Lines(o, moved))
	if err != nil {
		t.Fatal(err)
	}
	another := moved
	for name, c := range map[string]struct {
		qr     string
		answer office.Answer
		said   string
	}{
		"by a key that this station never had": {by(lines), office.AnswerPaperInvalid, "không phải khóa nào trạm này từng có"},
		"another figure":                       {strings.Replace(genuine, "chưa ký 0", "chưa ký 9", 1), office.AnswerPaperInvalid, "không khớp với chữ ký"},
		"another head":                         {strings.Replace(genuine, string(s.Head.Hash[:8]), "00000000", 1), office.AnswerPaperInvalid, "không khớp với chữ ký"},
		"without a proof":                      {strings.Join(lines, "\n"), office.AnswerPaperInvalid, "không có dòng chứng minh"},
		"of a station that has not this key":   {elsewhere, office.AnswerPaperInvalid, "ký."},
		"of another station by a strange key":  {by(dayend.Lines(o, another)), office.AnswerPaperUnknown, "chưa có khóa đó"},
		"lines that no station writes":         {by(append(lines, "Thêm một dòng")), office.AnswerPaperInvalid, "không viết như"},
	} {
		if c.qr == genuine {
			t.Fatalf("%s: nothing was changed", name)
		}
		p := d.reads(t, sheetOf(t, o, s, c.qr))
		if p.Answer() != c.answer || p.Sheet != nil && p.Sheet.Finding != "" || !strings.Contains(p.Paper.Said, c.said) {
			t.Errorf("%s: %s, %+v, %+v", name, p.Answer(), p.Sheet, p.Paper)
		}
	}
	d.finds(t, sheetOf(t, o, s, genuine), office.SheetDiffers, office.AnswerSheetDiffers) // it lacks the key beside the code
}

// TestWordsThatWereChangedOnASheetAreTold changes one figure outside of the code on a scan,
// signs another scan by hand, and shows one page of two.
func TestWordsThatWereChangedOnASheetAreTold(t *testing.T) {
	d := newDesk(t)
	c := d.act(t)
	s, path := d.closes(t)
	flat := filepath.Join(t.TempDir(), "phẳng")
	run(t, "pdftoppm", "-r", "200", "-singlefile", path, flat)
	scan := func(name string, more ...string) string {
		to := filepath.Join(t.TempDir(), name)
		// no scanner gives edges as sharp as those of a renderer
		run(t, "convert", append(append([]string{flat + ".ppm"}, more...), "-stroke", "none", "-blur", "0x0.7", "-seed", "3", "-attenuate", "0.2", "+noise", "Gaussian", "-quality", "80", to+".jpg")...)
		return to + ".jpg"
	}
	x, y, w, h := wordAt(t, path, string(c.Code))
	last := fmt.Sprintf("rectangle %.0f,%.0f %.0f,%.0f", x+w*0.72, y, x+w, y+h)
	for name, c := range map[string]struct {
		more []string
		said string
	}{
		"a code painted over": {[]string{"-fill", "white", "-draw", last}, "1 chỗ chữ trông khác (trang 1 cách mép trên"},
		"other letters":       {[]string{"-fill", "white", "-draw", last, "-fill", "black", "-pointsize", "26", "-annotate", fmt.Sprintf("+%.0f+%.0f", x+w*0.74, y+h*0.85), "8888"}, "chữ trông khác"},
		"covered by ink":      {[]string{"-fill", "#2030a0", "-draw", last}, "nét thêm trên chữ in hoặc sát chữ in"},
		"a figure before it":  {[]string{"-fill", "#2030a0", "-pointsize", "26", "-annotate", fmt.Sprintf("+%.0f+%.0f", x+w+3, y+h*0.85), "9"}, "1 chỗ"},
	} {
		p := d.finds(t, scan(name, c.more...), office.SheetDiffers, office.AnswerSheetDiffers)
		says(t, p, "Chữ trên tờ", office.IsMissed, c.said)
	}
	sx, sy, _, _ := wordAt(t, path, "họ")
	for name, at := range map[string][2]int{"in the free": {1200, freeBand(t, path)}, "where people sign": {int(sx), int(sy) + 60}} {
		signed := []string{"-fill", "none", "-stroke", "#2030a0", "-strokewidth", "4", "-draw",
			fmt.Sprintf("path 'M %[1]d,%[2]d C %[3]d,%[4]d %[3]d,%[5]d %[6]d,%[2]d'", at[0]-150, at[1], at[0], at[1]-70, at[1]+70, at[0]+150)}
		p := d.finds(t, scan(name, signed...), office.SheetStands, office.AnswerSheetStands)
		says(t, p, "Chữ trên tờ", office.IsMet, "giấy có thêm 1 chỗ")
	}
	sharp := filepath.Join(t.TempDir(), "sắc nét") // as a renderer draws it, with no scanner between
	run(t, "pdftoppm", "-r", "300", "-png", "-singlefile", path, sharp)
	says(t, d.finds(t, sharp+".png", office.SheetStands, office.AnswerSheetStands), "Chữ trên tờ", office.IsMet, "khớp bản trong kho")
	worn := scan("mã mòn", "-fill", "white", "-draw", "rectangle 433,2063 449,2079", "-fill", "black", "-draw", "rectangle 393,2023 401,2031")
	says(t, d.finds(t, worn, office.SheetStands, office.AnswerSheetStands), "Chữ trên tờ", office.IsMet, "khớp bản trong kho")
	small := filepath.Join(t.TempDir(), "nhỏ.png")
	run(t, "convert", sharp+".png", "-resize", "900x", small)
	says(t, d.finds(t, small, office.SheetUnseen, office.AnswerSheetUnseen), "Chữ trên tờ", office.IsOwed, "chưa so được")
	if s.Pages != 1 {
		t.Fatalf("%d pages", s.Pages)
	}
	if err := os.Remove(d.sealed(s.PDF)); err != nil {
		t.Fatal(err)
	}
	p := d.finds(t, scan("không còn bản trong kho"), office.SheetUnseen, office.AnswerSheetUnseen)
	says(t, p, "Chữ trên tờ", office.IsOwed, "chưa so được")
}

// freeBand is the middle of the widest band without words on the first page, in pixels at
// 200 dpi from the top: there people sign.
func freeBand(t *testing.T, path string) int {
	t.Helper()
	var taken []float64
	for line := range strings.Lines(run(t, "pdftotext", "-bbox", "-l", "1", path, "-")) {
		var x, y, x1, y1 float64
		if n, _ := fmt.Sscanf(strings.TrimSpace(line), `<word xMin="%f" yMin="%f" xMax="%f" yMax="%f">`, &x, &y, &x1, &y1); n == 4 {
			taken = append(taken, (y+y1)/2)
		}
	}
	slices.Sort(taken)
	at, widest := 0.0, 0.0
	for i := 1; i < len(taken); i++ {
		if band := taken[i] - taken[i-1]; band > widest {
			at, widest = (taken[i]+taken[i-1])/2, band
		}
	}
	const dot, least = 200.0 / 72, 80.0
	if widest*dot < least {
		t.Fatalf("the widest band has %.0f pixels", widest*dot)
	}
	return int(at * dot)
}

// wordAt is where a word stands on the first page that has it, in pixels at 200 dpi.
func wordAt(t *testing.T, path, word string) (x, y, w, h float64) {
	t.Helper()
	for line := range strings.Lines(run(t, "pdftotext", "-bbox", path, "-")) {
		var x1, y1 float64
		if !strings.Contains(line, ">"+word+"<") {
			continue
		}
		if _, err := fmt.Sscanf(strings.TrimSpace(line), `<word xMin="%f" yMin="%f" xMax="%f" yMax="%f">`, &x, &y, &x1, &y1); err != nil {
			t.Fatal(err)
		}
		const dot = 200.0 / 72
		return x * dot, y * dot, (x1 - x) * dot, (y1 - y) * dot
	}
	t.Fatalf("%q does not stand on the sheet", word)
	return x, y, w, h
}

// sheetOf is a sheet that bears a code of somebody's making.
func sheetOf(t *testing.T, o office.Office, s office.DaySheet, qr string) string {
	t.Helper()
	var out bytes.Buffer
	if _, err := dayend.Write(&out, dayend.Facts{Office: o, Draft: office.DayDraft{DaySheet: s}, QR: qr}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "giả.pdf")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestASheetOfAnotherStationIsHeldAgainstWhatArrived reads a sheet at another station of
// the office: before its entries came, after, and at another office that took its key in.
func TestASheetOfAnotherStationIsHeldAgainstWhatArrived(t *testing.T) {
	first := newDesk(t)
	second := secondDesk(t, first)
	first.act(t)
	first.brings(t, second)
	first.act(t)
	_, path := first.closes(t)
	if p := second.reads(t, path); p.Relied() != office.SignatureReserved {
		t.Errorf("of a station whose key or entries are not here: %s, %+v", p.Answer(), p.Sheet)
	}
	first.brings(t, second)
	second.finds(t, path, office.SheetElsewhere, office.AnswerSheetStands)
	first.act(t)
	_, later := first.closes(t)
	if p := second.finds(t, later, office.SheetNotHere, office.AnswerSheetOpen); !strings.Contains(p.Sheet.Said, "chưa so được") {
		t.Errorf("%s", p.Sheet.Said)
	}
	strange := newDesk(t)
	if p := strange.reads(t, path); p.Sheet == nil || p.Sheet.Finding != "" || p.Relied() != office.SignatureReserved {
		t.Errorf("at an office that knows nothing of it: %s, %+v", p.Answer(), p.Sheet)
	}
	file := filepath.Join(t.TempDir(), "khóa.json")
	b, err := first.ExportStationKey(t.Context())
	if err = errors.Join(err, os.WriteFile(file, b, 0o600)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := strange.ImportStationKey(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	strange.finds(t, path, office.SheetForeign, office.AnswerSheetOpen)
}

// TestASheetThatWhatArrivedContradictsIsTold prints at a copy of a station, while another
// station has the entries of the first.
func TestASheetThatWhatArrivedContradictsIsTold(t *testing.T) {
	first := newDesk(t)
	second := secondDesk(t, first)
	first.closes(t) // so that both sign by one key
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	clone := &desk{home: filepath.Join(t.TempDir(), "bản sao"), state: filepath.Join(t.TempDir(), "ngoài")}
	copied(t, first.home, clone.home)
	first.start(t)
	clone.start(t)
	clone.act(t)
	_, path := clone.closes(t)
	for range 3 {
		first.act(t)
	}
	first.brings(t, second)
	second.finds(t, path, office.SheetParted, office.AnswerSheetGone)
}

// TestASheetOfACloneIsNotThisJournals lets a copy of the whole PC go on by itself.
func TestASheetOfACloneIsNotThisJournals(t *testing.T) {
	d := newDesk(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	clone := &desk{home: filepath.Join(t.TempDir(), "bản sao"), state: filepath.Join(t.TempDir(), "ngoài")}
	copied(t, d.home, clone.home)
	d.start(t)
	clone.start(t)
	clone.act(t)
	_, path := clone.closes(t)
	d.act(t)
	d.act(t)
	d.finds(t, path, office.SheetGone, office.AnswerSheetGone)
	clone.finds(t, path, office.SheetStands, office.AnswerSheetStands)
	_, own := d.closes(t)
	d.finds(t, own, office.SheetStands, office.AnswerSheetStands)
	clone.brings(t, d)
	if p := d.finds(t, path, office.SheetTwin, office.AnswerSheetOpen); !strings.Contains(p.Sheet.Said, "máy khác mang tên") {
		t.Errorf("%s", p.Sheet.Said)
	}
}

// TestWhatCameAfterARememberedPaperIsTold reads a sheet back and cuts the journal later.
func TestWhatCameAfterARememberedPaperIsTold(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	_, path := d.closes(t)
	d.finds(t, path, office.SheetStands, office.AnswerSheetStands)
	d.attacked(t, func() {
		d.rewrite(t)()
		for _, f := range []string{headsName, marksName} {
			if err := os.Remove(filepath.Join(d.home, f)); err != nil {
				t.Fatal(err)
			}
		}
	})
	trouble, is := d.JournalTrouble()
	if !is || !strings.Contains(trouble.By, byPaper) {
		t.Errorf("%v %+v", is, trouble)
	}
	if p := d.proof(t, JournalProofWish{}); p.Verdict != office.Broken {
		t.Errorf("%s", p.Said)
	}
	if _, err := d.CloseDay(t.Context(), staff[0], ""); !errors.Is(err, TurnedBack) {
		t.Errorf("a day was closed over data that were turned back: %v", err)
	}
}

// TestADayIsTheOfficesDay works over midnight in Việt Nam, which is 17:00 UTC, and closes
// both days.
func TestADayIsTheOfficesDay(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	midnight := time.Now().In(office.VietNam).Truncate(time.Hour).Add(48 * time.Hour)
	midnight = time.Date(midnight.Year(), midnight.Month(), midnight.Day(), 0, 0, 0, 0, office.VietNam)
	d.openAt(t, midnight.Add(-time.Minute))
	before := d.act(t)
	d.openAt(t, midnight.Add(time.Minute))
	after := d.act(t)
	yesterday, today := office.DayOf(midnight.Add(-time.Hour)), office.DayOf(midnight)
	open, err := d.OpenDays(ctx)
	if err != nil || len(open) != 1 || open[0].Day != yesterday || open[0].Sheets != 0 {
		t.Errorf("%v, %+v", err, open)
	}
	if w := d.waits(t, "day-end"); w.Count != 1 || len(w.Newest) != 1 || office.DayOf(w.Newest[0].Since) != yesterday || w.Newest[0].To != office.ToDayEnd {
		t.Errorf("what waits: %+v", w)
	}
	late, err := d.DayToClose(ctx, office.DaySaid(yesterday))
	if err != nil || len(late.Made) != 1 || late.Made[0].ID != before.ID || !late.Late {
		t.Errorf("yesterday: %v, %+v", err, late.Made)
	}
	now, err := d.DayToClose(ctx, "")
	if err != nil || len(now.Made) != 1 || now.Made[0].ID != after.ID || now.Late || now.Day != today {
		t.Errorf("today: %v, %+v", err, now.Made)
	}
	if len(now.Remarks) != 1 || !strings.Contains(now.Remarks[0], "không nằm trong tờ khóa sổ nào") {
		t.Errorf("what no sheet holds is not told: %q", now.Remarks)
	}
	if _, err := d.CloseDay(ctx, staff[0], yesterday); err != nil {
		t.Fatal(err)
	}
	if open, err = d.OpenDays(ctx); err != nil || len(open) != 0 || d.waits(t, "day-end").Count != 0 {
		t.Errorf("%v, %+v", err, open)
	}
	if now, err = d.DayToClose(ctx, ""); err != nil || now.Count.Entries != late.Count.Entries && now.Count.First == 0 {
		t.Errorf("%v %+v", err, now.Count)
	}
	for typed, want := range map[string]error{
		office.DaySaid(office.DayOf(midnight.AddDate(0, 0, 1))): dayend.DayToCome, "01/01/2001": dayend.DayBeforeBirth, "31/02/2026": dayend.NoDay, "hôm kia": dayend.NoDay,
	} {
		if _, err := d.DayToClose(ctx, typed); !errors.Is(err, want) {
			t.Errorf("%q: %v", typed, err)
		}
	}
	d.openAt(t, midnight.Add(-3*time.Hour))
	if _, err := d.CloseDay(ctx, staff[0], ""); !errors.Is(err, DayClockBehind) {
		t.Errorf("a clock that was set back: %v", err)
	}
}

// TestWorkAfterADayWasClosedIsTold works on after the sheet was made.
func TestWorkAfterADayWasClosedIsTold(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	day := time.Now().AddDate(0, 0, 2)
	d.openAt(t, day)
	d.act(t)
	if _, err := d.CloseDay(ctx, staff[0], ""); err != nil {
		t.Fatal(err)
	}
	d.openAt(t, day.Add(time.Minute))
	d.openAt(t, day.AddDate(0, 0, 1))
	open, err := d.OpenDays(ctx)
	if err != nil || len(open) != 1 || open[0].Sheets != 1 || open[0].Entries == 0 || !strings.Contains(open[0].Said(), "rồi còn ghi thêm") {
		t.Errorf("%v, %+v", err, open)
	}
}

// TestTheWordsOfADraftNeverStandOnPaper types words into a draft, refuses another document
// for its secrecy, and reads the sheet.
func TestTheWordsOfADraftNeverStandOnPaper(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	begin := func(subject string, grade office.Secrecy) office.Conversion {
		c, err := d.Begin(ctx, staff[0])
		if err != nil {
			t.Fatal(err)
		}
		c.Document = office.Document{Type: "cong-van", Subject: subject, Number: "77", Symbol: "BM-UBND", Secrecy: grade}
		c.Form = office.Plain
		if c, err = d.Describe(ctx, c); err != nil && !errors.Is(err, office.SecretAtTheDoor) && !errors.Is(err, office.SecretWiped) {
			t.Fatal(err)
		}
		return c
	}
	draft := begin("về khoai lang tím", office.Ordinary)
	begin("về măng le nướng", office.Secret)
	s, path := d.closes(t)
	if s.Count.Papers != 2 || s.Count.Open != 1 || s.Count.Refused != 1 || s.Count.Discarded != 0 {
		t.Errorf("%+v", s.Count)
	}
	words, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil || !strings.Contains(string(words), string(draft.Code)) {
		t.Errorf("%v\n%s", err, words)
	}
	for _, word := range []string{"khoai lang", "măng le", "BM-UBND"} {
		if strings.Contains(string(words), word) {
			t.Errorf("%q stands on paper", word)
		}
	}
}

// TestWhatCannotBeCountedIsSaid takes the folder of the vault away.
func TestWhatCannotBeCountedIsSaid(t *testing.T) {
	d := newDesk(t)
	c := d.act(t)
	if err := os.Remove(d.sealed(c.PDF)); err != nil {
		t.Fatal(err)
	}
	s, _ := d.closes(t)
	if s.Count.MissingFiles != 1 || len(s.Count.Uncounted) != 0 {
		t.Errorf("a file that is gone: %+v", s.Count)
	}
	if err := os.WriteFile(d.sealed(c.PDF), []byte("không phải tệp niêm phong"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(d.sealed(s.PDF)); err != nil {
		t.Fatal(err)
	}
	if gaps, err := d.MissingFiles(t.Context()); err != nil || len(gaps) != 1 || gaps[0].Kind != office.KindDaySheet || !strings.Contains(gaps[0].Said(), "tờ khóa sổ") {
		t.Errorf("a sheet that is gone is not missed: %v, %+v", err, gaps)
	}
}

// TestASheetNeverChanges has somebody write another figure into a sheet.
func TestASheetNeverChanges(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	s, _ := d.closes(t)
	s.Count.Papers = 9
	err := d.store.Save(ctx, store.Act{Actor: staff[0].Name, Step: dayend.StepPrint}, dayend.Sheets.Put(&s))
	if !errors.Is(err, dayend.SheetStays) {
		t.Errorf("%v", err)
	}
}

// taking is a printer that keeps what it gets, or fails.
type taking struct {
	got   []byte
	fails error
}

func (p *taking) Printers(context.Context) ([]office.Printer, error) { return nil, p.fails }

func (p *taking) Print(_ context.Context, w office.PrintWish, file io.ReaderAt, size int64) (office.PrintJob, error) {
	if p.fails != nil {
		return office.PrintJob{}, p.fails
	}
	p.got = make([]byte, size)
	_, err := file.ReadAt(p.got, 0)
	return office.PrintJob{Printer: w.Printer, Title: w.Title, State: office.JobPrinted}, err
}

func (p *taking) Job(_ context.Context, j office.PrintJob) (office.PrintJob, error)    { return j, nil }
func (p *taking) Cancel(_ context.Context, j office.PrintJob) (office.PrintJob, error) { return j, nil }

// A draft that was put away is counted where pages lay in it, as the journal of a station
// tells it; one of which no file could be taken in was no paper.
func TestADraftThatWasPutAwayIsOnTheSheet(t *testing.T) {
	d := newDesk(t)
	begun := func(files ...string) {
		c, err := d.Begin(t.Context(), staff[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := d.Take(t.Context(), c.ID, -1, files, "", nil); err != nil {
			t.Fatal(err)
		}
		if err := d.Discard(t.Context(), c.ID); err != nil {
			t.Fatal(err)
		}
	}
	begun(samplePage(t), samplePage(t))
	broken := filepath.Join(t.TempDir(), "hỏng.jpg")
	if err := os.WriteFile(broken, []byte("không phải ảnh"), 0o600); err != nil {
		t.Fatal(err)
	}
	begun(broken)
	sheet, _ := d.closes(t)
	if sheet.Count.Discarded != 1 || sheet.Count.Papers != 1 {
		t.Errorf("%d put away of %d papers; wanted 1 of 1", sheet.Count.Discarded, sheet.Count.Papers)
	}
}
