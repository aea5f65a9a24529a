package heading

import (
	"os"
	"path/filepath"
	"testing"

	"tram/assets"
	"tram/local/office"
	"tram/local/pdf"
)

// readFile reads the head of a PDF that LibreOffice made.
func readFile(t *testing.T, name string, known ...string) office.Heading {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	book, err := pdf.Open(t.Context(), f, info.Size(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	lines, err := book.Lines(t.Context(), 0)
	if err != nil || len(lines) < 3 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	types, err := office.DecodeTypes(assets.Types)
	if err != nil {
		t.Fatal(err)
	}
	return Read(lines, book.Shapes()[0], types, known)
}

func TestTheHeadOfADecisionIsReadAsTheDecreeLaysItOut(t *testing.T) {
	want := office.Heading{Type: "quyet-dinh", Number: "15", Symbol: "QĐ-UBND", Issued: "2026-03-05", Issuer: "Ủy ban nhân dân xã Mẫu Sơn",
		Subject: "Về việc kiện toàn Tổ công nghệ số cộng đồng xã Mẫu Sơn năm 2026"}
	if got := readFile(t, "quyet-dinh.pdf"); got.Said() != want {
		t.Errorf("read\n%+v, not\n%+v", got, want)
	}
}

func TestTheHeadOfALetterIsReadWithWhatItIsAbout(t *testing.T) {
	want := office.Heading{Type: "cong-van", Number: "207", Symbol: "SKHCN-CĐS", Issued: "2026-11-20", Issuer: "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
		Subject: "Hướng dẫn chuyển đổi văn bản giấy"}
	if got := readFile(t, "cong-van.pdf"); got.Said() != want {
		t.Errorf("read\n%+v, not\n%+v", got, want)
	}
	want.Issuer = "Sở Khoa học và Công nghệ"
	if got := readFile(t, "cong-van.pdf", "Ủy ban nhân dân xã Mẫu Sơn", want.Issuer); got.Said() != want {
		t.Errorf("with a name that is known: %+v", got)
	}
}

func TestOfAnotherLayoutNothingIsGuessed(t *testing.T) {
	if got := readFile(t, "tho.pdf"); got != (office.Heading{}) {
		t.Errorf("guessed %+v", got)
	}
}

func TestADayThatIsNoneAndANumberThatIsMissingAreLeftOut(t *testing.T) {
	line := func(text string, left, top, right float64) office.TextLine {
		return office.TextLine{Text: text, Box: [4]float64{left, top, right, top + 5}}
	}
	got := Read([]office.TextLine{line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 100, 20, 190), line("Số:      /QĐ-UBND", 30, 40, 80),
		line("Mẫu Sơn, ngày 31 tháng 2 năm 2026", 110, 40, 190)}, office.PageShape{W: 210, H: 297}, nil, nil)
	if got.Said() != (office.Heading{Symbol: "QĐ-UBND"}) {
		t.Errorf("read %+v", got)
	}
}

// TestWhatAMachineIsNotSureOfIsDoubted reads a head off a picture, of which two lines were
// not read surely.
func TestWhatAMachineIsNotSureOfIsDoubted(t *testing.T) {
	line := func(text string, left, top, right, sure float64) office.TextLine {
		return office.TextLine{Text: text, Box: [4]float64{left, top, right, top + 5}, Read: true, Sure: sure}
	}
	lines := []office.TextLine{line("ỦY BAN NHÂN DÂN", 30, 20, 80, 0.95), line("XÃ MẪU SƠN", 30, 26, 80, 0.95), line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 100, 20, 190, 0.95),
		line("Số: 16/QĐ-UBND", 30, 40, 80, 0.7), line("Mẫu Sơn, ngày 31 tháng 3 năm 2026", 110, 40, 190, 0.95), line("QUYẾT ĐỊNH", 85, 60, 125, 0.95), line("Về việc ví dụ", 80, 66, 130, 0.7)}
	types := []office.DocumentType{{Code: "quyet-dinh", Name: "Quyết định"}}
	want := office.Heading{Type: "quyet-dinh", Number: "16", Symbol: "QĐ-UBND", Issued: "2026-03-31", Issuer: "Ủy ban nhân dân xã Mẫu Sơn", Subject: "Về việc ví dụ",
		Doubts: office.Doubts{Number: true, Symbol: true, Subject: true}}
	if got := Read(lines, office.PageShape{W: 210, H: 297}, types, nil); got.Said() != want {
		t.Errorf("read %+v", got)
	}
	for i := range lines {
		lines[i].Read = false
	}
	want.Doubts = office.Doubts{}
	if got := Read(lines, office.PageShape{W: 210, H: 297}, types, nil); got.Said() != want {
		t.Errorf("letters of the file are doubted: %+v", got)
	}
}

// TestEachFieldIsToldWhereItWasRead reads a head whose issuer and subject take two lines each.
func TestEachFieldIsToldWhereItWasRead(t *testing.T) {
	line := func(text string, left, top, right float64) office.TextLine {
		return office.TextLine{Text: text, Box: [4]float64{left, top, right, top + 5}}
	}
	lines := []office.TextLine{line("ỦY BAN NHÂN DÂN", 20, 20, 80), line("XÃ MẪU SƠN", 30, 26, 70), line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 100, 20, 190),
		line("Số: 16/QĐ-UBND", 30, 40, 80), line("Mẫu Sơn, ngày 31 tháng 3 năm 2026", 110, 40, 190), line("QUYẾT ĐỊNH", 85, 60, 125), line("Về việc ví dụ dài", 60, 66, 150), line("hai dòng", 90, 72, 120)}
	got := Read(lines, office.PageShape{W: 200, H: 400}, []office.DocumentType{{Code: "quyet-dinh", Name: "Quyết định"}}, nil).Seen
	number := office.Strip{Box: [4]float64{0.15, 0.1, 0.4, 0.1125}}
	want := office.Seen{
		Issuer: office.Strip{Box: [4]float64{0.1, 0.05, 0.4, 0.0775}}, Number: number, Symbol: number,
		Issued: office.Strip{Box: [4]float64{0.55, 0.1, 0.95, 0.1125}}, Type: office.Strip{Box: [4]float64{0.425, 0.15, 0.625, 0.1625}},
		Subject: office.Strip{Box: [4]float64{0.3, 0.165, 0.75, 0.1925}},
	}
	if got != want || !got.Subject.Known() || got.Signer.Known() {
		t.Errorf("seen at %+v\nnot at %+v", got, want)
	}
}
