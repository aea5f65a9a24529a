package station

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/docx"
	"tram/local/pdf/pdftest"

	"tram/local/arrivalstamp"
	"tram/local/convert"
	"tram/local/documents"
	"tram/local/office"
	"tram/local/original"
	"tram/local/store"
)

// came is a document that comes in.
func came(number, subject string) office.Registered {
	return office.Registered{Flow: office.FlowIn, To: "Công chức Văn phòng",
		Document: office.Document{Number: number, Symbol: "UBND-VP", Issuer: "Ủy ban nhân dân tỉnh Mẫu", Issued: "2026-11-20", Subject: subject}}
}

// roomy is a scan of a page that is blank but for a grey bar at its head.
func roomy(t *testing.T) string {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 1654, 2339)) // A4 at 200 dpi
	for i := range img.Pix {
		if img.Pix[i] = 0xff; i/img.Stride > 150 && i/img.Stride < 170 {
			img.Pix[i] = 0x40
		}
	}
	path := filepath.Join(t.TempDir(), "thua.png")
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func content(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// arrives registers a document with its files.
func (d *desk) arrives(t *testing.T, r office.Registered, paths ...string) office.RegisteredWhole {
	t.Helper()
	r, err := d.RegisterWith(t.Context(), staff[0], r, office.Enclosing{Paths: paths}, nil)
	if err != nil {
		t.Fatal(err)
	}
	w, err := d.RegisteredWhole(t.Context(), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// holds checks that a document has these files as they came, and gives what was written out.
func (d *desk) holds(t *testing.T, id office.ID, want ...[]byte) (folder string, names []string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "ra")
	names, err := d.SaveEnclosed(t.Context(), id, folder)
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range want {
		if i >= len(names) || !bytes.Equal(content(t, filepath.Join(folder, names[i])), b) {
			t.Errorf("file %d of %v is not what came", i, names)
		}
	}
	return folder, names
}

// allThere starts the office anew, and checks that nothing in its vault is missing or strange.
func (d *desk) allThere(t *testing.T) {
	t.Helper()
	d.restart(t) // a key that the station is just making lies there before its record does
	missing, err := d.MissingFiles(t.Context())
	strange, failed := d.Orphans(t.Context())
	if err := errors.Join(err, failed); err != nil || len(missing)+len(strange) > 0 {
		t.Errorf("missing %v, strange %v, %v", missing, strange, err)
	}
}

// TestFilesAreWrittenOutUnderNamesThatEachSystemTakes has files come by names of Windows' devices,
// by the longest ones, and by one name twice.
func TestFilesAreWrittenOutUnderNamesThatEachSystemTakes(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	var paths []string
	var bodies [][]byte
	for i, name := range []string{"CON.pdf", "con.pdf", strings.Repeat("a", 251) + ".pdf", strings.Repeat("A", 251) + ".pdf", "cuối. .pdf"} {
		paths = append(paths, pdftest.Letter(t, name, fmt.Sprint("Văn bản ", i)))
		bodies = append(bodies, content(t, paths[i]))
	}
	w := d.arrives(t, came("137", "tên lạ"), paths...)
	folder, names := d.holds(t, w.ID, bodies...)
	taken := map[string]bool{}
	for _, name := range names {
		if err := office.FileNameTrouble(name); err != nil || taken[strings.ToLower(name)] {
			t.Errorf("%q: %v, or it is there twice", name, err)
		}
		taken[strings.ToLower(name)] = true
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != len(paths) {
		t.Errorf("the folder holds %v, %v", left, err)
	}
}

func TestFilesOfADocumentLieUntouchedWithItsNumber(t *testing.T) {
	d := newDesk(t)
	letter, picture := pdftest.Letter(t, "công văn.pdf", "Số: 137/UBND-VP"), samplePage(t)
	if _, err := d.RegisterWith(t.Context(), staff[0], came("137", "trước khi mở sổ"), office.Enclosing{Paths: []string{letter}}, nil); err == nil {
		t.Error("registered before numbers begin")
	}
	d.begins(t)
	if _, err := d.RegisterWith(t.Context(), staff[0], came("137", ""), office.Enclosing{Paths: []string{letter}}, nil); !errors.Is(err, documents.NoSubject) {
		t.Errorf("without a subject: %v", err)
	}
	d.allThere(t)
	w := d.arrives(t, came("137", "về việc ví dụ"), letter, picture)
	if w.Said() != "01" || len(w.Files) != 2 || w.Files[0].Message.File != office.DigestOf(content(t, letter)) || w.Files[0].Rank != 0 || w.Files[1].Message.Media != "jpeg" {
		t.Errorf("kept: %+v", w)
	}
	d.allThere(t)
	folder, names := d.holds(t, w.ID, content(t, letter), content(t, picture))
	if !slices.Equal(names, []string{"công văn.pdf", "1.jpg"}) {
		t.Errorf("written out as %q", names)
	}
	if _, err := d.SaveEnclosed(t.Context(), w.ID, folder); !errors.Is(err, FileExists) {
		t.Errorf("written over: %v", err)
	}
	if _, err := d.RegisterWith(t.Context(), staff[0], came("138", "tệp không có"), office.Enclosing{Paths: []string{letter, "/khong/co.pdf"}}, nil); !errors.Is(err, original.NoSuchFile) {
		t.Errorf("a file that is not there: %v", err)
	}
	if again := d.arrives(t, came("139", "sau đó")); again.Said() != "02" || len(again.Files) != 0 {
		t.Errorf("a refused one took a number, or a file: %+v", again)
	}
	later := pdftest.Letter(t, "công văn.pdf", "Số: 137/UBND-VP, gửi lại")
	more, err := d.Enclose(t.Context(), staff[0], w.ID, office.Enclosing{Paths: []string{later}}, nil)
	if err != nil || len(more.Files) != 3 || more.Files[2].Rank != 2 || len(more.There) > 0 {
		t.Fatalf("enclosed later: %+v %v", more, err)
	}
	if _, err := d.CancelRegistered(t.Context(), staff[0], w.ID, "vào sổ nhầm"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Enclose(t.Context(), staff[0], w.ID, office.Enclosing{Paths: []string{letter}}, nil); !errors.Is(err, documents.Cancelled) {
		t.Errorf("a file for a cancelled document: %v", err)
	}
	_, names = d.holds(t, w.ID, content(t, letter), content(t, picture), content(t, later))
	if !slices.Equal(names, []string{"công văn.pdf", "1.jpg", "công văn (2).pdf"}) {
		t.Errorf("of a cancelled document: %q", names)
	}
	if err := d.vault.Wipe(w.Files[1].Message.File); err != nil {
		t.Fatal(err)
	}
	missing, err := d.MissingFiles(t.Context())
	if err != nil || len(missing) != 1 || !strings.Contains(missing[0].Said(), "tệp của văn bản trong sổ") {
		t.Errorf("a file that is gone is told as %v, %v", missing, err)
	}
}

// TestAFileStandsOnceWithADocument puts one to a document again, beside another and by itself, and at two stations that do
// not know of each other: it stands once, whoever puts it there again is told, and what was submitted as a draft stays
// one.
func TestAFileStandsOnceWithADocument(t *testing.T) {
	a, b := twoThatMet(t)
	letter, other, draft := pdftest.Letter(t, "một.pdf", "một"), pdftest.Letter(t, "hai.pdf", "hai"), pdftest.Letter(t, "dự thảo.pdf", "ba")
	r := a.registers(t, decision("về việc ví dụ"))
	put := func(d *desk, want int, there []string, paths ...string) {
		t.Helper()
		w, err := d.Enclose(t.Context(), staff[0], r.ID, office.Enclosing{Paths: paths}, nil)
		if err != nil || len(w.Files) != want || !slices.Equal(w.There, there) {
			t.Fatalf("%d files, %q are said to have been there, %v", len(w.Files), w.There, err)
		}
	}
	put(a, 1, nil, letter)
	b.brings(t, a)
	a.brings(t, b)
	put(a, 1, []string{"một.pdf"}, letter)
	put(a, 2, []string{"một.pdf", "hai.pdf"}, letter, other, other)
	put(b, 2, nil, other)
	b.brings(t, a)
	a.brings(t, b)
	who := a.hired(t)
	a.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteTakeUp})
	for range 2 { // which nobody changed after it was sent back
		a.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteSubmit, To: who[0].ID, With: office.Enclosing{Paths: []string{draft}}})
		a.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteReturn, Say: "xem lại"})
	}
	a.brings(t, b)
	for name, d := range map[string]*desk{"where it was entered": a, "at the other station": b} {
		w, err := d.RegisteredWhole(t.Context(), r.ID)
		var names []string
		for _, e := range w.Files {
			names = append(names, e.Message.Name)
		}
		slices.Sort(names)
		if want := []string{"dự thảo.pdf", "dự thảo.pdf", "hai.pdf", "một.pdf"}; err != nil || !slices.Equal(names, want) {
			t.Errorf("%s it has %q, %v", name, names, err)
		}
	}
}

func TestADocumentThatMayBeOnTheRegisterIsTold(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	letter, other := pdftest.Letter(t, "a.pdf", "một"), pdftest.Letter(t, "b.pdf", "hai")
	w := d.arrives(t, came("0137", "về việc ví dụ"), letter)
	spelt := came("137", "gõ khác")
	spelt.Document.Symbol, spelt.Document.Issuer = "ubnd - vp", "UỶ BAN NHÂN DÂN  TỈNH MẪU"
	withYear, yearly := came("137/2026", "năm sau số"), came("số 137", "năm trước ký hiệu")
	yearly.Document.Symbol = "2026/UBND-VP"
	nextYear := came("137", "năm khác")
	nextYear.Document.Issued = "2025-11-20"
	noIssuer := came("137", "không rõ cơ quan")
	noIssuer.Document.Issuer = ""
	goesOut := came("137", "văn bản đi")
	goesOut.Flow = office.FlowOut
	for name, c := range map[string]struct {
		r            office.Registered
		paths        []string
		file, number bool
	}{
		"the same file":          {came("9", "khác"), []string{letter}, true, false},
		"the same number":        {spelt, []string{other}, false, true},
		"its year behind it":     {withYear, nil, false, true},
		"a year in the symbol":   {yearly, nil, false, true},
		"both":                   {came("137", "cả hai"), []string{letter}, true, true},
		"neither":                {came("138", "khác"), []string{other}, false, false},
		"a number of last year":  {nextYear, nil, false, false},
		"whose issuer is unsaid": {noIssuer, nil, false, false},
		"what goes out":          {goesOut, nil, false, false},
		"itself":                 {w.Registered, []string{letter}, false, false},
	} {
		twins, err := d.Duplicates(t.Context(), c.r, c.paths)
		if err != nil {
			t.Fatal(err)
		}
		if !c.file && !c.number {
			if len(twins) != 0 {
				t.Errorf("%s: told as %+v", name, twins)
			}
			continue
		}
		if len(twins) != 1 || twins[0].Registered.ID != w.ID || twins[0].SameFile != c.file || twins[0].SameNumber != c.number {
			t.Errorf("%s: told as %+v", name, twins)
		}
	}
	if _, err := d.Duplicates(t.Context(), came("1", "x"), []string{"/khong/co"}); !errors.Is(err, original.NoSuchFile) {
		t.Errorf("a file that is not there: %v", err)
	}
	if _, err := d.CancelRegistered(t.Context(), staff[0], w.ID, "nhầm"); err != nil {
		t.Fatal(err)
	}
	if twins, err := d.Duplicates(t.Context(), spelt, []string{letter}); err != nil || len(twins) != 0 {
		t.Errorf("a cancelled one: %+v %v", twins, err)
	}
}

func TestTheStampSaysTheNumberOfTheRegisterAndTheDocumentStays(t *testing.T) {
	d := newDesk(t)
	b := secondDesk(t, d)
	d.begins(t)
	letter := pdftest.Letter(t, "a.pdf", "ỦY BAN NHÂN DÂN TỈNH MẪU", "Số: 137/UBND-VP")
	w := d.arrives(t, came("137", "về việc ví dụ"), letter)
	if err := d.SaveStamped(t.Context(), w.ID, filepath.Join(t.TempDir(), "x.pdf")); !errors.Is(err, documents.NotStamped) {
		t.Errorf("saved before it is stamped: %v", err)
	}
	made, err := d.StampArrival(t.Context(), staff[0], w.ID, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	said := strings.Join(made.Lines, "\n")
	for _, want := range []string{strings.ToUpper(ours.Name), "ĐẾN", "Số: 01", "Ngày: " + d.today().Format("02/01/2006"), "Chuyển: Công chức Văn phòng"} {
		if !strings.Contains(said, want) {
			t.Errorf("the stamp does not say %q:\n%s", want, said)
		}
	}
	again, err := d.StampArrival(t.Context(), staff[0], w.ID, &[2]float64{100, 200}, nil)
	if err != nil || again.ID != made.ID || again.Spot != made.Spot {
		t.Errorf("stamped twice: %+v %v", again, err)
	}
	out := filepath.Join(t.TempDir(), "dau.pdf")
	if err := d.SaveStamped(t.Context(), w.ID, out); err != nil {
		t.Fatal(err)
	}
	stamped := content(t, out)
	if !bytes.HasPrefix(stamped, content(t, letter)) || len(stamped) <= len(content(t, letter)) || office.DigestOf(stamped) != made.PDF {
		t.Error("the stamped form is not the document with something behind it")
	}
	d.holds(t, w.ID, content(t, letter), stamped)
	d.allThere(t)

	goesOut, err := d.Register(t.Context(), staff[0], decision("đi"))
	if err != nil {
		t.Fatal(err)
	}
	bare := d.arrives(t, came("138", "chưa có tệp"))
	gone := d.arrives(t, came("139", "đã hủy"), letter)
	if _, err := d.CancelRegistered(t.Context(), staff[0], gone.ID, "nhầm"); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[office.ID]error{goesOut.ID: documents.NotArrived, bare.ID: documents.NoPDF, gone.ID: documents.Cancelled} {
		if _, err := d.StampArrival(t.Context(), staff[0], id, nil, nil); !errors.Is(err, want) {
			t.Errorf("want %v: %v", want, err)
		}
	}
	// A station that gives no numbers stamps none of its provisional ones, and what it gets keeps
	// its stamp.
	b.brings(t, d)
	d.brings(t, b)
	waits := b.arrives(t, came("140", "ở máy hai"), letter)
	if _, err := b.StampArrival(t.Context(), staff[0], waits.ID, nil, nil); waits.Number != 0 || !errors.Is(err, documents.Provisional) {
		t.Errorf("a provisional number %q: %v", waits.Said(), err)
	}
	forged := made
	forged.ID, forged.Version, forged.Document, forged.Number = "", 0, waits.ID, 0
	if err := b.store.Save(t.Context(), store.Act{Actor: "x", Step: documents.StepStamp}, documents.Stamped.Put(&forged)); !errors.Is(err, documents.Provisional) {
		t.Errorf("a stamp of a provisional number is kept: %v", err)
	}
	b.holds(t, w.ID, content(t, letter), stamped)
	b.allThere(t)
	b.brings(t, d)
	d.brings(t, b)
	if now, err := b.StampArrival(t.Context(), staff[0], waits.ID, nil, nil); err != nil || now.Number == 0 || !slices.Contains(now.Lines, "Số: 04") {
		t.Errorf("with its number: %+v %v", now, err)
	}
}

func TestAStampGoesOnNoFullPage(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	var rows []string
	for range 32 {
		rows = append(rows, strings.Repeat("Văn bản kín trang ", 5))
	}
	w := d.arrives(t, came("1", "kín trang"), pdftest.Letter(t, "kin.pdf", rows...))
	if _, err := d.StampArrival(t.Context(), staff[0], w.ID, nil, nil); !errors.Is(err, arrivalstamp.NoRoom) {
		t.Errorf("stamped: %v", err)
	}
	d.allThere(t)
}

// The files and the stamp of a document come back from a copy, and nothing of them is missing.
func TestFilesAndStampsComeBackFromACopy(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	c, err := d.CarryOut(t.Context(), convert.Order{Clerk: staff[0], Document: office.Document{Secrecy: office.Ordinary, Type: "cong-van", Subject: "về việc ví dụ"},
		Form: office.Plain, Seen: true, Counted: 1, Paper: "A4", Files: []string{roomy(t)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	letter := pdftest.Letter(t, "a.pdf", "Số: 137/UBND-VP")
	w := d.arrives(t, came("137", "về việc ví dụ"), letter)
	digitised, err := d.RegisterWith(t.Context(), staff[0], came("138", "số hóa"), office.Enclosing{Conversion: string(c.Code)}, nil)
	if err != nil || digitised.From != c.ID {
		t.Fatalf("of a conversion: %+v %v", digitised, err)
	}
	for _, id := range []office.ID{w.ID, digitised.ID} {
		if _, err := d.StampArrival(t.Context(), staff[0], id, nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	finished := content(t, exportedOf(t, d, c.ID))
	folder, names := d.holds(t, digitised.ID, finished)
	stamped := content(t, filepath.Join(folder, names[1]))
	if !bytes.HasPrefix(stamped, finished) {
		t.Error("the bytes of the conversion are no prefix")
	}
	where, key := d.firstCopy(t), d.sealing.RecoveryKey()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	fresh := &desk{home: filepath.Join(t.TempDir(), "nhà mới"), state: t.TempDir()}
	if r, err := Restore(t.Context(), restoreInto(fresh.home, fresh.state, where, key), nil); err != nil || len(r.LeftOut) > 0 {
		t.Fatalf("restored: %+v %v", r, err)
	}
	fresh.start(t)
	fresh.holds(t, w.ID, content(t, letter))
	fresh.holds(t, digitised.ID, finished, stamped)
	fresh.allThere(t)
	if proof, err := fresh.Prove(t.Context(), c.ID, nil); err != nil || proof.Verdict != office.Proven {
		t.Errorf("the conversion: %+v %v", proof, err)
	}
	for _, name := range []string{string(w.ID), "không có"} {
		if _, err := fresh.RegisterWith(t.Context(), staff[0], came("139", "x"), office.Enclosing{Conversion: name}, nil); err == nil {
			t.Errorf("%q is taken for a conversion", name)
		}
	}
}

func TestASecretDocumentLeavesALineAndNoFile(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	secret := came("137", "việc mật")
	secret.Document.Secrecy = office.TopSecret
	if _, err := d.RegisterWith(t.Context(), staff[0], secret, office.Enclosing{Paths: []string{pdftest.Letter(t, "a.pdf", "TỐI MẬT")}}, nil); !errors.Is(err, office.SecretAtTheDoor) {
		t.Fatal(err)
	}
	refused, err := d.Refusals(t.Context())
	if err != nil || len(refused) != 1 || refused[0].Secrecy != office.TopSecret || refused[0].Number != "137" {
		t.Errorf("refused: %+v %v", refused, err)
	}
	d.allThere(t)
	for words, want := range map[string]office.Secrecy{
		"MẬT": office.Secret, "TỐI MẬT": office.TopSecret, "TUYỆT MẬT": office.Absolute, "Độ mật: thường": "", "Về việc bảo vệ bí mật": "", "BẢO MẬT": "",
	} {
		if got, err := d.GradeOnPaper(t.Context(), pdftest.Letter(t, "a.pdf", "ỦY BAN NHÂN DÂN TỈNH MẪU", words)); err != nil || got != want {
			t.Errorf("%q: %q %v", words, got, err)
		}
	}
	for words, want := range map[string]office.Secrecy{"HỎA TỐC - MẬT": office.Secret, "Về công tác bảo mật": ""} {
		var text bytes.Buffer
		if err := docx.Write(t.Context(), &text, docx.Document{Blocks: []docx.Block{docx.Text("ỦY BAN NHÂN DÂN XÃ MẪU"), docx.Text(words)}}); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "du-thao.docx")
		if err := os.WriteFile(path, text.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := d.GradeOnPaper(t.Context(), path); err != nil || got != want {
			t.Errorf("a text of %q: %q, %v", words, got, err)
		}
	}
	if got, err := d.GradeOnPaper(t.Context(), samplePage(t)); err != nil || got != "" {
		t.Errorf("a picture: %q %v", got, err)
	}
}

// TestFilesThatAreSaidToBeSecretComeInByNoDoor neither with a document, nor behind it, nor as a draft;
// each leaves its line.
func TestFilesThatAreSaidToBeSecretComeInByNoDoor(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	people := d.hired(t)
	secret := office.Enclosing{Paths: []string{pdftest.Letter(t, "a.pdf", "MẬT")}, Secrecy: office.Secret}
	if _, err := d.RegisterWith(t.Context(), staff[0], came("1", "một"), secret, nil); !errors.Is(err, office.SecretAtTheDoor) {
		t.Errorf("with a document: %v", err)
	}
	r := d.registers(t, decision("hai"))
	if _, err := d.Enclose(t.Context(), staff[0], r.ID, secret, nil); !errors.Is(err, office.SecretAtTheDoor) {
		t.Errorf("behind a document: %v", err)
	}
	if _, err := d.Route(t.Context(), people[0], office.RouteWish{Deed: office.RouteSubmit, Document: r.ID, To: people[1].ID, With: secret}); !errors.Is(err, office.SecretAtTheDoor) {
		t.Errorf("as a draft: %v", err)
	}
	if w, err := d.RegisteredWhole(t.Context(), r.ID); err != nil || len(w.Files) != 0 {
		t.Errorf("it has %v, %v", w.Files, err)
	}
	refused, err := d.Refusals(t.Context())
	if err != nil || len(refused) != 3 {
		t.Errorf("refused: %+v %v", refused, err)
	}
	d.allThere(t)
}
