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
	want := office.Heading{Type: "quyet-dinh", Number: "15", Symbol: "QĐ-UBND", Place: "Mẫu Sơn", Issued: "2026-03-05", Issuer: "Ủy ban nhân dân xã Mẫu Sơn",
		Subject: "Về việc kiện toàn Tổ công nghệ số cộng đồng xã Mẫu Sơn năm 2026"}
	if got := readFile(t, "quyet-dinh.pdf"); got.Said() != want {
		t.Errorf("read\n%+v, not\n%+v", got, want)
	}
}

func TestTheHeadOfALetterIsReadWithWhatItIsAbout(t *testing.T) {
	want := office.Heading{Type: "cong-van", Number: "207", Symbol: "SKHCN-CĐS", Place: "Mẫu", Issued: "2026-11-20", Issuer: "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
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
	want := office.Heading{Type: "quyet-dinh", Number: "16", Symbol: "QĐ-UBND", Place: "Mẫu Sơn", Issued: "2026-03-31", Issuer: "Ủy ban nhân dân xã Mẫu Sơn", Subject: "Về việc ví dụ",
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

// TestALetterThatLooksLikeADigitIsDoubted reads numbers of which the machine was sure.
func TestALetterThatLooksLikeADigitIsDoubted(t *testing.T) {
	line := func(text string, left, top, right float64) office.TextLine {
		return office.TextLine{Text: text, Box: [4]float64{left, top, right, top + 5}, Read: true, Sure: 0.99}
	}
	for said, want := range map[string]struct {
		number string
		doubt  bool
	}{"15": {"15", false}, "1O": {"1O", true}, "1o": {"1o", true}, "2l": {"2l", true}, "I5": {"I5", true}, "l5": {"l5", true}, "S": {"S", true}, "1B2": {"1B2", true}, "O5Z": {"O5Z", true}} {
		got := Read([]office.TextLine{line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 100, 20, 190), line("Số: "+said+"/QĐ-UBND", 30, 40, 80)}, office.PageShape{W: 210, H: 297}, nil, nil)
		if got.Number != want.number || got.Doubts.Number != want.doubt || got.Symbol != "QĐ-UBND" {
			t.Errorf("%s: read %+v", said, got.Said())
		}
	}
}

// TestALineOfTheNumberIsNoIssuer reads two of them one below the other, the first misread.
func TestALineOfTheNumberIsNoIssuer(t *testing.T) {
	line := func(text string, left, top, right float64) office.TextLine {
		return office.TextLine{Text: text, Box: [4]float64{left, top, right, top + 5}, Read: true, Sure: 0.99}
	}
	for _, above := range []string{"SỐ : 15/QĐĐ-UBND", "Số: 15/QĐĐ-UBND", "Số : 15/QĐ-UBND", ": 15/QĐĐ-UBND", "SO: /UBND", "Số 15 QĐ-UBND"} {
		got := Read([]office.TextLine{line("ỦY BAN NHÂN DÂN", 30, 20, 80), line("XÃ MẪU SƠN", 30, 26, 80), line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 100, 20, 190),
			line(above, 30, 34, 80), line("Số: 16/QĐ-UBND", 30, 41, 80)}, office.PageShape{W: 210, H: 297}, nil, nil)
		if got.Issuer != "Ủy ban nhân dân xã Mẫu Sơn" {
			t.Errorf("%q: whose it is: %q", above, got.Issuer)
		}
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
		Place:  office.Strip{Box: [4]float64{0.55, 0.1, 0.95, 0.1125}},
		Issued: office.Strip{Box: [4]float64{0.55, 0.1, 0.95, 0.1125}}, Type: office.Strip{Box: [4]float64{0.425, 0.15, 0.625, 0.1625}},
		Subject: office.Strip{Box: [4]float64{0.3, 0.165, 0.75, 0.1925}},
	}
	if got != want || !got.Subject.Known() || got.Signer.Known() {
		t.Errorf("seen at %+v\nnot at %+v", got, want)
	}
}

// TestWhoSignedIsReadAtTheFoot reads the foot of a last page, with what a pen and a seal left
// there.
func TestWhoSignedIsReadAtTheFoot(t *testing.T) {
	at := func(text string, mid, top, sure float64) office.TextLine {
		return office.TextLine{Text: text, Box: [4]float64{mid - 20, top, mid + 20, top + 5}, Read: true, Sure: sure}
	}
	page := office.PageShape{W: 200, H: 400}
	lines := []office.TextLine{at("Nơi nhận:", 50, 200, 0.96), at("KT. CHỦ TỊCH", 150, 200, 0.96), at("PHÓ CHỦ TICH", 150, 206, 0.87), at("ế ( ~", 140, 220, 0.4),
		at("Nguyễn Văn Lưu", 50, 240, 0.96), at("ThS. Trần Thị Mẫu ;", 151, 240, 0.96)}
	got := Foot(lines, page, 3)
	want := office.Heading{Post: "PHÓ CHỦ TỊCH", Signer: "Trần Thị Mẫu", Seen: office.Seen{
		Post:   office.Strip{Page: 3, Box: [4]float64{0.65, 0.515, 0.85, 0.5275}},
		Signer: office.Strip{Page: 3, Box: [4]float64{0.655, 0.6, 0.855, 0.6125}},
	}}
	if got != want {
		t.Errorf("read %+v\nnot %+v", got, want)
	}
	for name, spoil := range map[string]func(){
		"not sure of the name": func() { lines[5].Sure = 0.92 },
		"no family":            func() { lines[5].Text, lines[5].Sure = "Trân Thị Mẫu", 0.97 },
	} {
		if spoil(); !Foot(lines, page, 3).Doubts.Signer {
			t.Errorf("%s: certain", name)
		}
	}
	for _, ranked := range []string{"BSCKII. Trần Thị Mẫu", "PGS.TS. Trần Thị Mẫu", "TS Trần Thị Mẫu", "BSCKIL Trần Thị Mẫu", "Thượng tá Trần Thị Mẫu"} {
		lines[5].Text = ranked
		if got := Foot(lines, page, 3).Signer; got != "Trần Thị Mẫu" {
			t.Errorf("%q: %q", ranked, got)
		}
	}
	for _, none := range []string{"TRẦN THỊ MẪU", "Trần", "Kính đề nghị xem xét", "Trần Thị Mẫu 1234"} {
		lines[5].Text = none
		if got := Foot(lines, page, 3); got != (office.Heading{}) {
			t.Errorf("%q: %+v", none, got)
		}
	}
}

// TestAPageThatLeansIsReadAsALevelOne leans a head by two degrees: the day on the right comes to
// lie below what stands under the number on the left.
func TestAPageThatLeansIsReadAsALevelOne(t *testing.T) {
	const lean = 0.035
	page := office.PageShape{W: 210, H: 297}
	line := func(text string, mid, top, wide float64) office.TextLine {
		fall := (mid - page.W/2) * lean
		return office.TextLine{Text: text, Lean: lean, Box: [4]float64{mid - wide/2, top + fall - wide*lean/2, mid + wide/2, top + fall + wide*lean/2 + 5}}
	}
	got := Read([]office.TextLine{line("ỦY BAN NHÂN DÂN", 60, 20, 50), line("XÃ MẪU SƠN", 60, 25.5, 40), line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 145, 20, 90),
		line("Số: 16/UBND-VP", 60, 35, 40), line("Mẫu Sơn, ngày 31 tháng 3 năm 2026", 145, 35, 80), line("V/v ví dụ", 60, 40.5, 40), line("hai dòng", 60, 46, 30)}, page, nil, nil)
	want := office.Heading{Type: "cong-van", Number: "16", Symbol: "UBND-VP", Issuer: "Ủy ban nhân dân xã Mẫu Sơn", Place: "Mẫu Sơn", Issued: "2026-03-31", Subject: "Ví dụ hai dòng"}
	if got.Said() != want {
		t.Errorf("read %+v", got)
	}
	if box := got.Seen.Issued.Box; box[3] < 42/page.H {
		t.Errorf("the day is not seen where it lies: %v", box)
	}
}

// TestWhatNothingBearsOutIsDoubted: a machine that is sure of a name that stands nowhere else, and
// a kind that its symbol does not bear.
func TestWhatNothingBearsOutIsDoubted(t *testing.T) {
	line := func(text string, left, top, right float64) office.TextLine {
		return office.TextLine{Text: text, Box: [4]float64{left, top, right, top + 5}, Read: true, Sure: 0.97}
	}
	types := []office.DocumentType{{Code: "quyet-dinh", Abbrev: "QĐ", Name: "Quyết định"}, {Code: "thong-bao", Abbrev: "TB", Name: "Thông báo"}}
	lines := []office.TextLine{line("ỦY BAN NHÂN DÂN", 30, 20, 80), line("XÃ MÃU SƠN", 30, 26, 80), line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 100, 20, 190),
		line("Số: 16/QĐ-UBND", 30, 40, 80), line("Mẫu Sơn, ngày 31 tháng 3 năm 2026", 110, 40, 190), line("THÔNG BÁO", 85, 60, 125)}
	page := office.PageShape{W: 210, H: 297}
	if got := Read(lines, page, types, nil).Doubts; got != (office.Doubts{Issuer: true, Place: true, Type: true, Symbol: true}) {
		t.Errorf("doubted: %+v", got)
	}
	lines[1].Text, lines[5].Text = "XÃ MẪU SƠN", "QUYẾT ĐỊNH"
	if got := Read(lines, page, types, nil).Doubts; got != (office.Doubts{}) {
		t.Errorf("doubted, though all is borne out: %+v", got)
	}
	lines = append(lines, line("Về việc trồng rừng tại xã Mẫu Sơn", 70, 66, 140))
	for subject, doubted := range map[string]bool{lines[6].Text: false, "Về việc trồng rừng tại xã Mâu Sơn": true} {
		if lines[6].Text = subject; Read(lines, page, types, nil).Doubts.Subject != doubted {
			t.Errorf("%s: doubted is not %v", subject, doubted)
		}
	}
	lines = lines[:5]
	if got := Read(lines, page, types, nil); got.Type != "quyet-dinh" || !got.Doubts.Type {
		t.Errorf("by its symbol alone: %+v", got)
	}
}

func TestADeputySignsAsSuch(t *testing.T) {
	for text, want := range map[string]string{"PHÓ CHÁNH THANH TRA": "PHÓ CHÁNH THANH TRA", "PHO CHU TICH": "PHÓ CHỦ TỊCH", "TRƯỞNG CÔNG AN XÃ": "TRƯỞNG CÔNG AN XÃ",
		"KT. CHỦ TỊCH": "", "Phó Chủ tịch dự họp": "", "NƠI NHẬN": ""} {
		if got := postOf(text); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}

// TestASymbolIsHeldAgainstItsKind reads symbols of a Tờ trình, of which a machine is sure or not.
func TestASymbolIsHeldAgainstItsKind(t *testing.T) {
	types := []office.DocumentType{{Code: "to-trinh", Abbrev: "TTr", Name: "Tờ trình"}, {Code: "quyet-dinh", Abbrev: "QĐ", Name: "Quyết định"}}
	for _, c := range []struct {
		symbol, title string
		sure          float64
		want          string
		doubt         bool
	}{
		{"TIT-TYT", "TỜ TRÌNH", 0.7, "TTr-TYT", true},
		{"TTr-TYT", "TỜ TRÌNH", 0.97, "TTr-TYT", false},
		{"QD-UBND", "QUYẾT ĐỊNH", 0.8, "QĐ-UBND", true},
		{"QĐ-TT.HĐND", "QUYẾT ĐỊNH", 0.97, "QĐ-TT.HĐND", false},
		{"QD-UBND", "QUYẾT ĐỊNH", 0.97, "QD-UBND", false}, // so it may stand there
		{"BC-TYT", "TỜ TRÌNH", 0.7, "BC-TYT", true},
		{"UBND-VP", "TỜ TRÌNH", 0.7, "UBND-VP", true},
	} {
		line := func(text string, left, top, right, sure float64) office.TextLine {
			return office.TextLine{Text: text, Box: [4]float64{left, top, right, top + 5}, Read: true, Sure: sure}
		}
		got := Read([]office.TextLine{line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 100, 20, 190, 0.97), line("Số: 16/"+c.symbol, 30, 40, 80, c.sure), line(c.title, 85, 60, 125, 0.97)},
			office.PageShape{W: 210, H: 297}, types, nil)
		if got.Symbol != c.want || got.Doubts.Symbol != c.doubt || got.Number != "16" {
			t.Errorf("%s under %s, %.2f sure: %+v", c.symbol, c.title, c.sure, got)
		}
	}
}

// TestABodyWithoutItsPlaceIsDoubted reads a head of whose issuer the line with the place was lost.
func TestABodyWithoutItsPlaceIsDoubted(t *testing.T) {
	line := func(text string, left, top, right, sure float64) office.TextLine {
		return office.TextLine{Text: text, Box: [4]float64{left, top, right, top + 5}, Read: true, Sure: sure}
	}
	lines := []office.TextLine{line("ỦY BAN NHÂN DÂN", 30, 20, 80, 0.97), line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 100, 20, 190, 0.97), line("Số: 16/QĐ-UBND", 30, 40, 80, 0.97),
		line("Nấm Dần, ngày 31 tháng 3 năm 2026", 110, 40, 190, 0.4)}
	page := office.PageShape{W: 210, H: 297}
	if got := Read(lines, page, nil, nil); got.Issuer != "ỦY BAN NHÂN DÂN" || !got.Doubts.Issuer || got.Place != "Nấm Dẩn" || !got.Doubts.Place {
		t.Errorf("%+v", got)
	}
	lines[3].Read = false
	if got := Read(lines, page, nil, nil); got.Place != "Nấm Dần" {
		t.Errorf("what the file itself says: %+v", got)
	}
}

// TestASubjectInCapitalsEndsWhereWhoeverDecidesStands reads one of two lines over whoever decides.
func TestASubjectInCapitalsEndsWhereWhoeverDecidesStands(t *testing.T) {
	line := func(text string, left, top, right float64) office.TextLine {
		return office.TextLine{Text: text, Box: [4]float64{left, top, right, top + 5}}
	}
	lines := []office.TextLine{line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 100, 20, 190), line("Số: 16/QĐ-UBND", 30, 40, 80), line("QUYẾT ĐỊNH", 85, 60, 125),
		line("VỀ VIỆC PHÒNG, CHỐNG DỊCH", 65, 66, 145), line("TẢ LỢN CHÂU PHI", 80, 72, 130), line("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ", 60, 78, 150)}
	types := []office.DocumentType{{Code: "quyet-dinh", Name: "Quyết định"}}
	for _, whose := range []string{lines[5].Text, "ỦY BAN NHÂN DÂN TỈNH", "Căn cứ Luật"} {
		lines[5].Text = whose
		if got := Read(lines, office.PageShape{W: 210, H: 297}, types, nil).Subject; got != "VỀ VIỆC PHÒNG, CHỐNG DỊCH TẢ LỢN CHÂU PHI" {
			t.Errorf("over %s: %q", whose, got)
		}
	}
	lines[3].Text = "KHÓA XXI, KỲ HỌP THỨ BA"
	if got := Read(lines, office.PageShape{W: 210, H: 297}, types, nil).Subject; got != "" {
		t.Errorf("of no subject: %q", got)
	}
}
