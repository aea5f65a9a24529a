package main

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// printed draws the first page of a PDF as a printer and a scanner would.
func printed(t *testing.T, pdf string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "giấy")
	tool(t, "pdftoppm", "-r", "200", "-png", "-singlefile", pdf, out)
	return out + ".png"
}

func paperOf(t *testing.T, proof map[string]any) map[string]any {
	t.Helper()
	paper, is := proof["paper"].(map[string]any)
	if !is {
		t.Fatalf("no paper in %v", proof)
	}
	return paper
}

// TestAPaperProvesItselfWithNoNetwork takes the paper to the station that made
// it, to one that knows its key, and to one that does not.
func TestAPaperProvesItselfWithNoNetwork(t *testing.T) {
	d := newDesk(t)
	made := convertAll(d, scans(t)[:1], "--qr")
	lines := markLines(made)
	paper := printed(t, d.exported(made["id"].(string)))
	crooked := filepath.Join(t.TempDir(), "nghiêng.jpg")
	tool(t, "convert", paper, "-rotate", "7", "-blur", "0x0.7", "-quality", "80", crooked)
	scanned := filepath.Join(t.TempDir(), "quét.pdf")
	tool(t, "img2pdf", crooked, "-o", scanned)
	for _, what := range []string{paper, crooked, scanned} {
		proof := d.must("verify", "--offline", what)
		got := paperOf(t, proof)
		if proof["verdict"] != "valid" || proof["code"] != made["code"] || got["ours"] != true || got["office"] != officeName ||
			strings.Join(texts(got["lines"]), "\n") != strings.Join(lines, "\n") {
			t.Errorf("%s: %v", filepath.Base(what), proof)
		}
	}
	elsewhere := newDesk(t)
	if proof := elsewhere.must("verify", paper); proof["verdict"] != "reservation" || paperOf(t, proof)["office"] != nil {
		t.Errorf("with an unknown key: %v", proof)
	}
	key := filepath.Join(t.TempDir(), "khóa.tramkey")
	d.must("trust", "export", "-o", key)
	elsewhere.must("trust", "add", key)
	proof := elsewhere.must("verify", "--offline", paper)
	if got := paperOf(t, proof); proof["verdict"] != "valid" || got["office"] != officeName || got["ours"] == true {
		t.Errorf("with the key: %v", proof)
	}
}

func texts(list any) (all []string) {
	for _, l := range list.([]any) {
		all = append(all, l.(string))
	}
	return all
}

func TestAWithdrawnPaperIsToldAndSoIsOneWithoutACode(t *testing.T) {
	d := newDesk(t)
	made := convertAll(d, scans(t)[:1], "--qr")
	paper := printed(t, d.exported(made["id"].(string)))
	d.must("withdraw", "--reason", "Quét nhầm", made["id"].(string))
	out, _, code := d.do("verify", paper)
	if proof := decoded(t, out); code != refused || proof["verdict"] != "invalid" || proof["withdrawn"] == nil {
		t.Errorf("withdrawn: exit %d, %s", code, out)
	}
	if name := d.refuses("verify", scans(t)[1]); name != "station.no-code" {
		t.Errorf("a page without a code: %s", name)
	}
	broken := lay(t, "hỏng.png", []byte("\x89PNG\r\n\x1a\nkhông phải ảnh"))
	if name := d.refuses("verify", broken); !strings.HasPrefix(name, "page.") {
		t.Errorf("a broken picture: %s", name)
	}
}

// TestAPaperWithAChangedLineIsRefused prints a forged code with the tools that
// anybody has.
func TestAPaperWithAChangedLineIsRefused(t *testing.T) {
	d := newDesk(t)
	made := convertAll(d, scans(t)[:1], "--qr")
	text := made["qr"].(string)
	for what, forged := range map[string]string{
		"another person": strings.Replace(text, "Nguyễn Văn Mẫu", "Nguyễn Văn Mậu", 1),
		"another time":   strings.Replace(text, "Thời gian chuyển đổi: 2", "Thời gian chuyển đổi: 3", 1),
	} {
		if forged == text {
			t.Fatalf("%s: nothing was forged in %q", what, text)
		}
		file := filepath.Join(t.TempDir(), "mã.png")
		if err := os.WriteFile(file+".txt", []byte(forged), 0o600); err != nil {
			t.Fatal(err)
		}
		tool(t, "qrencode", "-r", file+".txt", "-s", "4", "-o", file)
		out, _, code := d.do("verify", file)
		if code != refused || decoded(t, out)["verdict"] != "invalid" {
			t.Errorf("%s: exit %d, %s", what, code, out)
		}
	}
}

// otherTrades are codes that papers bear for other ends, some of which name the
// office.
var otherTrades = map[string]string{
	"a link":             "https://hoadon.example/tra-cuu?ma=15",
	"a link in capitals": "HTTPS://MAUSON.EXAMPLE/CHUYEN DOI",
	"a payment": "00020101021138570010A00000072701270006970436011300110012345670208QRIBFTTA53037045802VN62" +
		"34" + "NOP PHI CHO " + officeName + ".6304A1B2",
	"an identity card": "001099012345|123456789|Nguyễn Văn Mẫu|01011990|Nam|Nhà công vụ " + officeName + "|10102021",
	"a business card":  "BEGIN:VCARD\nVERSION:3.0\nN:Mẫu;Nguyễn Văn\nORG:" + officeName + "\nTITLE:Tổ chuyển đổi số\nEND:VCARD",
	"a network":        "WIFI:S:" + officeName + ";T:WPA;P:mat-khau;;",
	"some words":       "Bàn 15",
	"a programme":      "Ngày hội Chuyển đổi số xã",
}

// TestACodeOfAnotherTradeSaysNothingOfAFile: an invoice or a notice bears a link, and is
// as unsigned as without it; a code that names the office is not passed over.
func TestACodeOfAnotherTradeSaysNothingOfAFile(t *testing.T) {
	d := newDesk(t)
	named := "Cơ quan: " + officeName + "\nSố: 15/QĐ-UBND"
	texts := maps.Clone(otherTrades)
	texts["the office"] = named
	for name, text := range texts {
		file := filepath.Join(t.TempDir(), "mã.eps")
		if err := os.WriteFile(file+".txt", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		tool(t, "qrencode", "-r", file+".txt", "-s", "6", "-m", "8", "-t", "EPS", "-o", file)
		tool(t, "gs", "-q", "-dEPSCrop", "-sDEVICE=pdfwrite", "-o", file+".pdf", file)
		out, _, _ := d.do("verify", "--offline", file+".pdf")
		if got := decoded(t, out)["verdict"]; (got == "unsigned") == (text == named) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestACodeOfAnotherTradeSaysNothingOfAPicture either: it is named as what it is, and
// beside a mark, on the same page or before it, the mark alone counts.
func TestACodeOfAnotherTradeSaysNothingOfAPicture(t *testing.T) {
	d := newDesk(t)
	genuine := convertAll(d, scans(t)[:1], "--qr")["qr"].(string)
	for name, text := range otherTrades {
		if got := d.refuses("verify", "--offline", codes(t, text)); got != "station.other-code" {
			t.Errorf("%s: %s", name, got)
		}
		if proof := d.must("verify", "--offline", codes(t, text, genuine)); proof["verdict"] != "valid" || paperOf(t, proof)["others"] != nil {
			t.Errorf("a mark and %s: %v", name, proof)
		}
	}
	forged := strings.Replace(genuine, "Nguyễn Văn Mẫu", "Nguyễn Văn Mậu", 1)
	pages := func(texts ...string) string {
		file := filepath.Join(t.TempDir(), "trang.tif")
		var sheets []string
		for _, text := range texts {
			sheets = append(sheets, codes(t, text))
		}
		tool(t, "convert", append(sheets, file)...)
		return file
	}
	link := otherTrades["a link"]
	if proof := d.must("verify", "--offline", pages(link, genuine)); proof["verdict"] != "valid" {
		t.Errorf("a link before a mark: %v", proof)
	}
	for name, text := range map[string]string{"a forged one": forged, "rubbish for a proof": genuine[:strings.LastIndexByte(genuine, '\n')] + "\n" + strings.Repeat("A1B2C3", 21)} {
		if out, _, code := d.do("verify", "--offline", pages(link, text)); code != refused || decoded(t, out)["verdict"] != "invalid" {
			t.Errorf("a link before %s: exit %d, %s", name, code, out)
		}
	}
	for sheet, want := range map[string]string{codes(t, link): "station.no-record-of-code", scans(t)[1]: "station.no-code"} {
		if got := d.refuses("compare", sheet); got != want {
			t.Errorf("compared: %s, want %s", got, want)
		}
	}
	if got := d.refuses("verify", "--offline", pages(link, link)); got != "station.other-code" {
		t.Errorf("nothing but links: %s", got)
	}
}

// TestTheOfficesCertificateVouchesForTheKeyOfItsStation: whoever trusts the root
// knows whose key it is, and a file that was touched is refused.
func TestTheOfficesCertificateVouchesForTheKeyOfItsStation(t *testing.T) {
	w, d := inWorld(t)
	signer, _ := w.KeyFile(officeName, nil)
	d.must("trust", "certify", "--key", signer)
	file := filepath.Join(t.TempDir(), "khóa.tramkey")
	d.must("trust", "export", "-o", file)
	trusting, strange := newDesk(t), newDesk(t)
	trusting.must("trust", "add", w.RootPEM)
	key := func(d desk) map[string]any { return d.must("trust", "add", file)["keys"].([]any)[0].(map[string]any) }
	if by := key(trusting)["certified_by"]; by != officeName {
		t.Errorf("vouched for by %v", by)
	}
	if by := key(strange)["certified_by"]; by != nil {
		t.Errorf("vouched for by %v, whom nobody here knows", by)
	}
	touched := lay(t, "sửa.tramkey", []byte(strings.Replace(string(read(t, file)), "Mẫu Sơn", "Mẫu Sởn", 1)))
	if name := trusting.refuses("trust", "add", touched); name != "station.key-not-vouched" {
		t.Errorf("a touched file: %s", name)
	}
	id := key(trusting)["id"].(string)
	trusting.must("trust", "remove", id)
	for _, k := range trusting.must("trust", "list")["keys"].([]any) {
		if k.(map[string]any)["ours"] != true {
			t.Errorf("still trusted: %v", k)
		}
	}
	if proof := d.must("verify", "--journal"); proof["verdict"] != "valid" {
		t.Errorf("journal: %v", proof)
	}
}

// codes draws texts as codes, one below another on a sheet.
func codes(t *testing.T, texts ...string) string {
	t.Helper()
	dir := t.TempDir()
	args := []string{"-append", "-bordercolor", "white", "-border", "40"}
	var pictures []string
	for i, text := range texts {
		file := filepath.Join(dir, string(rune('a'+i))+".png")
		if err := os.WriteFile(file+".txt", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		tool(t, "qrencode", "-r", file+".txt", "-s", "3", "-m", "4", "-o", file)
		pictures = append(pictures, file)
	}
	sheet := filepath.Join(dir, "tờ.png")
	tool(t, "convert", append(append(pictures, args...), sheet)...)
	return sheet
}

// TestACodeThatNamesThisOfficeNeedsItsProof, and of several codes the worst leads
// while each is told.
func TestACodeThatNamesThisOfficeNeedsItsProof(t *testing.T) {
	d, files := newDesk(t), scans(t)
	genuine := convertAll(d, files[:1], "--qr")["qr"].(string)
	second := convertAll(d, files[1:2], "--qr")["qr"].(string)
	bare := genuine[:strings.LastIndexByte(genuine, '\n')]
	invented := "VĂN BẢN ĐIỆN TỬ ĐƯỢC CHUYỂN ĐỔI TỪ VĂN BẢN GIẤY\nThời gian chuyển đổi: 2020-01-01T00:00:00+07:00\nCơ quan thực hiện: " + officeName +
		"\nNgười thực hiện: Nguyễn Văn Mẫu, Chủ tịch\nMã tra cứu: AAAA-BBBB-CCCC"
	named := func(name string) string { return strings.Replace(invented, officeName, name, 1) }
	earlier := strings.Replace(bare, "Thời gian chuyển đổi: 2", "Thời gian chuyển đổi: 1", 1)
	elsewhere := newDesk(t)
	theirs := convertAll(elsewhere, files[:1], "--qr")["qr"].(string)
	withdrawn := convertAll(d, files[2:3], "--qr")
	d.must("withdraw", "--reason", "Quét nhầm", withdrawn["id"].(string))
	const website = "https://dichvucong.example/?id=1"
	for name, c := range map[string]struct {
		texts   []string
		verdict string
		told    int // other codes
	}{
		"genuine":                            {[]string{genuine}, "valid", 0},
		"the same twice":                     {[]string{genuine, genuine}, "valid", 0},
		"with a website's":                   {[]string{genuine, website}, "valid", 0},
		"two genuine ones":                   {[]string{genuine, second}, "valid", 1},
		"invented, no proof":                 {[]string{invented}, "invalid", 0},
		"invented, an empty proof":           {[]string{invented + "\n"}, "invalid", 0},
		"invented, rubbish for a proof":      {[]string{invented + "\nRRQT 9P60GO0R3LUDVSRPT69VFK27B"}, "invalid", 0},
		"invented, a proof's length of it":   {[]string{invented + "\n" + strings.Repeat("A1B2C3", 21)}, "invalid", 0},
		"in other letters":                   {[]string{named("uỷ  ban nhân dân XÃ " + strings.TrimPrefix(officeName, "Ủy ban nhân dân xã "))}, "invalid", 0},
		"with its province":                  {[]string{named(officeName + " tỉnh Mẫu")}, "invalid", 0},
		"another office, no proof":           {[]string{named("Ủy ban nhân dân xã Khác")}, "reservation", 0},
		"an office whose name begins so":     {[]string{named(officeName + " Đông")}, "reservation", 0},
		"a genuine one without its proof":    {[]string{bare}, "invalid", 0},
		"a genuine one's lines, another day": {[]string{earlier}, "invalid", 0},
		"genuine and forged":                 {[]string{genuine, earlier}, "invalid", 1},
		"forged and genuine":                 {[]string{invented, genuine}, "invalid", 1},
		"three, one of a stranger":           {[]string{genuine, theirs, second}, "reservation", 2},
		"genuine, one of a withdrawn act":    {[]string{genuine, withdrawn["qr"].(string)}, "invalid", 1},
	} {
		out, messages, code := d.do("verify", "--offline", codes(t, c.texts...))
		proof := decoded(t, out)
		others, _ := paperOf(t, proof)["others"].([]any)
		if proof["verdict"] != c.verdict || len(others) != c.told || (code == refused) != (c.verdict == "invalid") {
			t.Errorf("%s: exit %d, %v, %d others: %v %s", name, code, proof["verdict"], len(others), paperOf(t, proof), messages)
		}
	}
}

// TestPapersThatGotAWrongAnswerGetTheRightOne: a photo of a genuine and a forged
// code, and a picture that names this office and proves nothing.
func TestPapersThatGotAWrongAnswerGetTheRightOne(t *testing.T) {
	d := newDesk(t)
	for file, want := range map[string]string{"F15-two-codes-one-forged.jpg": "reservation", "forged2.png": "invalid"} {
		out, _, _ := d.do("verify", "--offline", filepath.Join("testdata", file))
		if proof := decoded(t, out); proof["verdict"] != want {
			t.Errorf("%s: %v", file, proof)
		}
	}
	theirs := desk{t: t, home: t.TempDir()}
	theirs.must("setup", "--office", "Ủy ban nhân dân xã Thử Nghiệm", "--code", "H49.10.03", "--system", "Trạm", "--owner", "Ủy ban nhân dân tỉnh Mẫu", "--clerk", "Trần Thị Thử")
	out, _, code := theirs.do("verify", "--offline", filepath.Join("testdata", "F15-two-codes-one-forged.jpg"))
	if paper := paperOf(t, decoded(t, out)); code != refused || paper["key_id"] != nil || len(paper["others"].([]any)) != 1 {
		t.Errorf("at the office that both name: exit %d, %v", code, paper)
	}
}
