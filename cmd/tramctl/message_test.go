package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/station"
)

const (
	sentBy  = "Hệ thống quản lý văn bản tỉnh Mẫu"
	ownedBy = "Ủy ban nhân dân tỉnh Mẫu"
)

// received is a PDF as another office would send it: here, one that an office of
// its own has made.
func received(t *testing.T) string {
	t.Helper()
	d := newDesk(t)
	return d.exported(convertAll(d, scans(t))["id"].(string))
}

func (d desk) imported(file string, more ...string) map[string]any {
	d.t.Helper()
	args := []string{"import", file, "--system", sentBy, "--owner", ownedBy, "--type", "cong-van", "--secrecy", "thuong", "--subject", "về việc ví dụ"}
	return d.must(append(args, more...)...)
}

// sheetsOf rasterises a PDF as a scanner would see its print.
func sheetsOf(t *testing.T, pdf string) (sheets []string) {
	t.Helper()
	dir := t.TempDir()
	tool(t, "pdftoppm", "-r", "200", "-png", pdf, filepath.Join(dir, "t"))
	found, err := filepath.Glob(filepath.Join(dir, "t-*.png"))
	if err != nil || len(found) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for i, from := range found {
		to := filepath.Join(dir, fmt.Sprintf("quét-%d.jpg", i))
		tool(t, "convert", from, "-virtual-pixel", "white", "-rotate", "0.6", "-resize", "99%", "-quality", "85", "-density", "200", "-units", "PixelsPerInch", to)
		sheets = append(sheets, to)
	}
	return sheets
}

// TestADataMessageBecomesPaperAndIsReadBack is the whole of Điều 5 as an office
// does it: bring in, print, say what came out, find it again by the code on the
// paper, and compare the paper with what was printed.
func TestADataMessageBecomesPaperAndIsReadBack(t *testing.T) {
	d, original := newDesk(t), received(t)
	m := d.imported(original, "--address", "https://vanban.example/15")
	code, out := m["code"].(string), filepath.Join(t.TempDir(), "bản in.pdf")
	made := d.must("print", code, "--to-file", out, "--qr")
	if made["state"] != "printed" || made["printed"] != float64(0) || made["copy_pages"].(float64) < made["pages"].(float64) {
		t.Fatalf("%v", made)
	}
	was, err := os.ReadFile(original)
	if err != nil {
		t.Fatal(err)
	}
	copied, err := os.ReadFile(out)
	if err != nil || !strings.HasPrefix(string(copied), string(was)) {
		t.Errorf("the original does not begin the print copy: %v", err)
	}
	if said := tool(t, "qpdf", "--check", out); !strings.Contains(said, "No syntax or stream encoding errors found") {
		t.Errorf("qpdf says %s", said)
	}
	words := strings.Join(strings.Fields(tool(t, "pdftotext", "-layout", out, "-")), " ")
	for _, want := range []string{"VĂN BẢN GIẤY ĐƯỢC CHUYỂN ĐỔI TỪ THÔNG ĐIỆP DỮ LIỆU", officeName, sentBy, code} {
		if !strings.Contains(words, want) {
			t.Errorf("the print copy does not say %q", want)
		}
	}
	if order := made["printout"].(map[string]any); order["job"].(map[string]any)["state"] != "filed" || order["came"] != float64(0) || order["told"] == nil {
		t.Errorf("a file is told as %v", order)
	}
	if flags := fmt.Sprint(made["flags"]); !strings.Contains(flags, "Chưa có bản nào trên giấy") || strings.Contains(flags, "Đếm giấy") {
		t.Errorf("of a file that was written it says %s", flags)
	}
	if done := d.must("confirm", code, "--came", "1"); done["state"] != "finished" || done["printed"] != float64(1) {
		t.Fatalf("%v", done)
	}
	found := filepath.Join(t.TempDir(), "gốc.pdf")
	d.must("lookup", strings.ToLower(strings.ReplaceAll(code, "-", "")), "-o", found)
	if back, err := os.ReadFile(found); err != nil || string(back) != string(was) {
		t.Errorf("the code opens another file: %v", err)
	}
	if proof := d.must("verify", code); proof["proof"] != "proven" {
		t.Errorf("%v", proof)
	}
	if proof := d.must("verify", out); proof["proof"] != "proven" || proof["code"] != code {
		t.Errorf("the print copy itself: %v", proof)
	}

	sheets := sheetsOf(t, out)
	if same := d.must(append([]string{"compare"}, sheets...)...); same["same"] != true || same["code"] != code {
		t.Errorf("a clean scan: %v", same)
	}
	spoiled := filepath.Join(t.TempDir(), "sửa.jpg")
	tool(t, "convert", sheets[0], "-fill", "white", "-draw", "rectangle 500,900 760,960", spoiled)
	answer, _, exit := d.do(append([]string{"compare", code, spoiled}, sheets[1:]...)...)
	if exit != refused || !strings.Contains(answer, `"same":false`) && !strings.Contains(answer, `"same": false`) {
		t.Errorf("a line was wiped out: exit %d, %s", exit, answer)
	}
	answer, _, exit = d.do("compare", code, sheets[0])
	if exit != refused || !strings.Contains(answer, `"missing"`) {
		t.Errorf("pages are missing: exit %d, %s", exit, answer)
	}
	if n := d.unseen(); n != 3 {
		t.Errorf("a script compared thrice, and of %d results somebody is told", n)
	}
	var read bytes.Buffer
	reader := terminal{in: strings.NewReader(""), out: &read, err: &read, env: func(string) string { return "" }}
	if reader.run(t.Context(), append([]string{"--home", d.home, "compare"}, sheets...)); d.unseen() != 0 {
		t.Errorf("a person read it, and it goes on waiting: %s", read.String())
	}
}

// unseen is of how many comparisons the window says that nobody looked at them.
func (d desk) unseen() int {
	d.t.Helper()
	s, err := station.Open(d.t.Context(), station.Options{Home: d.home, MustExist: true})
	if err != nil {
		d.t.Fatal(err)
	}
	defer s.Close()
	w, err := s.WaitingOf(d.t.Context(), "compared")
	if err != nil {
		d.t.Fatal(err)
	}
	return w.Count
}

func TestACopyOfDecree30TakesItsNumberAndWaitsForInk(t *testing.T) {
	d, original := newDesk(t), received(t)
	m := d.imported(original, "--form", "sao-y")
	code, dir := m["code"].(string), t.TempDir()
	if why := d.refuses("print", code, "--to-file", filepath.Join(dir, "a.pdf")); why != "hardcopy.condition-missing" {
		t.Errorf("a copy without a signer: %s", why)
	}
	made := d.must("print", code, "--to-file", filepath.Join(dir, "a.pdf"), "--place", "Mẫu Sơn", "--position", "CHỦ TỊCH", "--signer", "Trần Thị Ví Dụ", "--recipients", "Phòng Văn hóa")
	if made["number"] != "01/SY-UBND" {
		t.Errorf("the number is %v", made["number"])
	}
	if done := d.must("confirm", code, "--came", "1"); done["state"] != "unsealed" {
		t.Errorf("%v", done["state"])
	}
	if why := d.refuses("confirm", code, "--signed", "Trần Thị Ví Dụ"); why != "hardcopy.not-sealed" {
		t.Errorf("without the seal: %s", why)
	}
	if done := d.must("confirm", code, "--signed", "Trần Thị Ví Dụ", "--position", "Chủ tịch", "--sealed"); done["state"] != "finished" {
		t.Errorf("%v", done["state"])
	}
	again := d.must("print", code, "--to-file", filepath.Join(dir, "b.pdf"))
	if printout := again["printout"].(map[string]any); printout["first"] != float64(2) {
		t.Errorf("a further copy is number %v", printout["first"])
	}
}

func TestWhatTheImportLeftOpenIsGivenBeforeThePrintCopyIsMade(t *testing.T) {
	d, dir := newDesk(t), t.TempDir()
	code := d.must("import", received(t))["code"].(string)
	out := filepath.Join(dir, "a.pdf")
	if why := d.refuses("print", code, "--to-file", out); why != "hardcopy.condition-missing" {
		t.Errorf("without a type: %s", why)
	}
	if why := d.refuses("print", code, "--to-file", out, "--type", "không có"); why != "office.unknown-type" {
		t.Errorf("a type that there is not: %s", why)
	}
	if why := d.refuses("print", code, "--to-file", out, "--type", "cong-van"); why != "hardcopy.condition-missing" {
		t.Errorf("without a system: %s", why)
	}
	if why := d.refuses("print", code, "--to-file", out, "--system", sentBy, "--owner", ownedBy); why != "hardcopy.condition-missing" {
		t.Fatalf("a grade that nobody told: %s", why)
	}
	made := d.must("print", code, "--to-file", out, "--secrecy", "thuong")
	if made["state"] != "printed" || made["record"].(map[string]any)["document"].(map[string]any)["type"] != "cong-van" {
		t.Errorf("%v", made)
	}
	d.must("confirm", code, "--came", "1")
	if why := d.refuses("print", code, "--to-file", filepath.Join(dir, "b.pdf"), "--type", "quyet-dinh"); why != "hardcopy.copy-is-made" {
		t.Errorf("another type once the print copy is made: %s", why)
	}
}

// TestASecretMessageIsWipedWhetherOrNotThereIsAnythingToPrintOn is Điều 6.1 before every
// other question.
func TestASecretMessageIsWipedWhetherOrNotThereIsAnythingToPrintOn(t *testing.T) {
	taken := filepath.Join(t.TempDir(), "có rồi.pdf")
	if err := os.WriteFile(taken, []byte("của người khác"), 0o600); err != nil {
		t.Fatal(err)
	}
	d, original := newDesk(t), received(t)
	for _, to := range [][]string{{"--printer", "khong-co-may-nay"}, {"--to-file", taken}} {
		code := d.imported(original)["code"].(string)
		before := len(wipedLines(d))
		if why := d.refuses(append([]string{"print", code, "--secrecy", "mat"}, to...)...); why != "office.secret-wiped" {
			t.Errorf("%v: %s", to, why)
		}
		if now := len(wipedLines(d)); now != before+1 {
			t.Errorf("%v: the register has %d lines, and had %d", to, now, before)
		}
	}
}

func wipedLines(d desk) []any {
	lines, _ := d.must("refusals")["refusals"].([]any)
	return lines
}

func TestALockedMessageAsksForItsPassword(t *testing.T) {
	d, locked := newDesk(t), filepath.Join(t.TempDir(), "khóa.pdf")
	tool(t, "qpdf", "--encrypt", "mo-ra", "chu", "256", "--print=none", "--", received(t), locked)
	if why := d.refuses("import", locked, "--system", sentBy, "--owner", ownedBy); why == "" {
		t.Error("no reason")
	}
	d.pin = "mo-ra"
	m := d.imported(locked)
	code, out := m["code"].(string), filepath.Join(t.TempDir(), "a.pdf")
	if why := d.refuses("print", code, "--to-file", out); why != "hardcopy.decision-needed" {
		t.Errorf("the owner forbids printing: %s", why)
	}
	d.must("print", code, "--to-file", out, "--because", "Nơi gửi đồng ý cho in")
	if said := tool(t, "qpdf", "--check", out); !strings.Contains(said, "not encrypted") {
		t.Errorf("%s", said)
	}
	for _, name := range []string{"office.db", "office.db-wal"} {
		if b, err := os.ReadFile(filepath.Join(d.home, name)); err == nil && strings.Contains(string(b), "mo-ra") {
			t.Errorf("%s keeps the password", name)
		}
	}
}

func TestWhatIsTypedWrongIsToldBeforeAnythingIsDone(t *testing.T) {
	d := newDesk(t)
	for _, args := range [][]string{
		{"import"}, {"import", "a.pdf", "--owner", ownedBy}, {"print"}, {"print", "X", "--duplex", "around"}, {"print", "X", "--pages", "3-1"},
		{"print", "X", "--printer", "p", "--to-file", "f"}, {"confirm", "X"}, {"lookup"}, {"compare"},
	} {
		if _, said, code := d.do(args...); code != usage {
			t.Errorf("%q: exit %d, %s", args, code, said)
		}
	}
}
