package dayend

import (
	"bytes"
	"fmt"
	"image"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/papercode"
	"tram/local/pdf"
)

var at = time.Date(2026, 11, 28, 10, 5, 3, 123456789, time.UTC)

// example is a sheet with so many finished records.
func example(made int) Facts {
	s := office.DaySheet{
		ID: "0198f0aa-0000-7000-8000-000000000001", Station: "0198f0aa-0000-7000-8000-00000000abcd", Day: "2026-11-28", No: 2, Clerk: "Nguyễn Văn Mẫu", At: at.Add(time.Minute),
		Head: office.JournalHead{Seq: 1234, Hash: office.DigestOf([]byte("đầu")), At: at},
		Count: office.DayCount{First: 1101, Last: 1234, Entries: 134, Papers: made + 1, Messages: 1, Digitised: made, Sheets: 3 * made, Unsigned: 1, Open: 1, Refused: 1,
			WaitSigning: 4, MissingFiles: -1, Elsewhere: 3, Kinds: []office.KindCount{{Kind: "conversion", Said: "Hồ sơ", Entries: 120}, {Kind: "access", Said: "Lượt truy cập", Entries: 14}},
			Uncounted: []string{"Tệp thiếu trong kho: chưa đọc được thư mục của kho."}},
	}
	d := office.DayDraft{DaySheet: s, Grades: []string{"mật 1"}, Remarks: []string{"3 mục của trạm khác mang ngày này đã đến đây, không đếm ở trên: mỗi trạm khóa sổ của mình."},
		Open: []office.DayRecord{{Code: "7K4M-Q2XN-9RT3", Stands: "bản nháp"}}}
	for i := range made {
		d.Made = append(d.Made, office.DayRecord{Code: "7K4M-Q2XN-9RT2", Document: fmt.Sprintf("%d/QĐ-UBND · Về việc phê duyệt kế hoạch sử dụng đất năm 2027 của xã", i+1), Stands: "số hóa, đã ký số"})
	}
	former := s
	former.No = 1
	o := office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02"}
	return Facts{Office: o, Draft: d, QR: code(o, s), KeyID: "0123456789abcdef", Former: &former}
}

func code(o office.Office, s office.DaySheet) string {
	k, err := papercode.KeyFromSeed(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		panic(err)
	}
	text, err := papercode.Sign(Lines(o, s), k)
	if err != nil {
		panic(err)
	}
	return text
}

func written(t *testing.T, f Facts) (path string, pages int) {
	t.Helper()
	var out bytes.Buffer
	pages, err := Write(&out, f)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "tờ.pdf")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, pages
}

// run asks a program of others, whose Debian package is named where it is missing.
func run(t *testing.T, debian, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s (Debian: %s): %v\n%s", name, debian, err, out)
	}
	return string(out)
}

// TestTheSheetSaysTheHeadToWhoeverReadsIt has another program read the words, and a third
// one look at the file.
func TestTheSheetSaysTheHeadToWhoeverReadsIt(t *testing.T) {
	f := example(3)
	path, pages := written(t, f)
	run(t, "qpdf", "qpdf", "--check", path)
	words := strings.Join(strings.Fields(run(t, "poppler-utils", "pdftotext", "-layout", path, "-")), " ")
	for _, want := range []string{"Ủy ban nhân dân xã Mẫu Sơn", "H49.10.02", "TỜ KHÓA SỔ NGÀY 28/11/2026", "2 của ngày này", "Mục 1234, ghi lúc 17:05:03 ngày 28/11/2026", "0123456789abcdef",
		"NGƯỜI LẬP", "NGƯỜI PHỤ TRÁCH", "Nguyễn Văn Mẫu", "tờ số 1, lập lúc 17:06:03", "134 mục, từ mục 1101 đến mục 1234", "chưa đếm được", "Trang 1/1", "7K4M-Q2XN-9RT3 (bản nháp)", "mật 1"} {
		if !strings.Contains(words, want) {
			t.Errorf("the sheet does not say %q:\n%s", want, words)
		}
	}
	for _, group := range office.HashGroups(f.Draft.Head.Hash) {
		if !strings.Contains(words, group) {
			t.Errorf("the hash is not whole: %s is missing", group)
		}
	}
	if pages != 1 {
		t.Errorf("three records take %d pages", pages)
	}
}

// TestTheCodeStandsWhereItIsSaidToStand looks where the ink of the code begins and ends: it
// begins at the margin, and only its quiet zones, of four modules, are said beside it.
func TestTheCodeStandsWhereItIsSaidToStand(t *testing.T) {
	ctx := t.Context()
	path, _ := written(t, example(1))
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	r, err := pdf.OpenPrinted(ctx, f, info.Size())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	lines, err := r.Lines(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	var said []office.Difference
	for _, l := range lines {
		if area, is := CodeBeside(l); is {
			said = append(said, area)
		}
	}
	if len(said) != 1 {
		t.Fatalf("%d codes are said to stand on one page: %v", len(said), said)
	}
	const dpi = 300.0
	img, err := r.Picture(ctx, 0, dpi)
	if err != nil {
		t.Fatal(err)
	}
	area := said[0]
	dots := func(mm float64) int { return int(math.Round(mm * dpi / 25.4)) }
	within := image.Rect(dots(area.X), dots(area.Y), dots(area.X+area.W), dots(area.Y+area.H))
	ink := image.Rectangle{}
	for y := within.Min.Y; y < within.Max.Y; y++ {
		for x := within.Min.X; x < within.Max.X; x++ {
			if c, _, _, _ := img.At(x, y).RGBA(); c < 0x8000 {
				ink = ink.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	zone := 4 * modulePt / office.PointsPerMM
	for side, is := range map[string][2]int{
		"left": {0, ink.Min.X - within.Min.X}, "top": {dots(zone), ink.Min.Y - within.Min.Y},
		"right": {2 * dots(zone), within.Max.X - ink.Max.X}, "bottom": {dots(zone), within.Max.Y - ink.Max.Y},
	} {
		if is[1] < is[0]-2 || is[1] > is[0]+2 {
			t.Errorf("%s: %d dots of paper beside the code, wanted %d", side, is[1], is[0])
		}
	}
}

// TestNoCodeRunsIntoTheWordsBesideIt lists a record with the widest code that there may be.
func TestNoCodeRunsIntoTheWordsBesideIt(t *testing.T) {
	f := example(1)
	f.Draft.Made[0].Code, f.Draft.Made[0].Document = "WWWW-WWWW-WWWW", "15/QĐ-UBND"
	path, _ := written(t, f)
	if words := run(t, "poppler-utils", "pdftotext", "-layout", path, "-"); !strings.Contains(words, "WWWW-WWWW-WWWW ") {
		t.Errorf("the code and the number are one word:\n%s", words)
	}
}
