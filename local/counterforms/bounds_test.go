package counterforms

import (
	"fmt"
	"image"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/letter/lettertest"
	"tram/local/office"
	"tram/local/page"
)

// long is so many letters of words that are told from each other.
func long(letters int) string {
	var b strings.Builder
	for i := 0; b.Len() < letters*2; i++ {
		fmt.Fprintf(&b, "nghiêng%d ", i)
	}
	return strings.TrimSpace(string([]rune(b.String())[:letters]))
}

// TestNothingLongIsLostOnPaper: names of 300 letters, 40 papers, a reason of 2,000 letters and 30 times
// from hand to hand are read back whole, over as many pages as they need.
func TestNothingLongIsLostOnPaper(t *testing.T) {
	of := refused()
	of.Request.From.Name, of.Request.Asked.Name, of.Request.From.Mail = long(300), long(250), strings.Repeat("x", 80)+"@mau.example"
	of.Request.Papers = nil
	for i := range 40 {
		of.Request.Papers = append(of.Request.Papers, office.RequestPaper{Name: fmt.Sprintf("Giấy tờ ví dụ P%02d của người nộp, kèm bản dịch có chứng thực", i), Form: "certified"})
	}
	of.Steps[1].Say = long(2_000)
	hands := told()
	hands.Steps = nil
	for i := range 30 {
		to := office.RoutePerson{ID: office.ID(fmt.Sprint("p", i)), Name: fmt.Sprintf("Người Mẫu Thứ %d", i)}
		hands.Steps = append(hands.Steps, entry(office.ID(fmt.Sprint("h", i)), office.RequestHand, at(23, 9, i), func(s *office.RequestStep) { s.To, s.Say = to, long(100) }))
	}
	asked := told()
	asked.Steps[3].Lacks = nil
	for i := range 60 {
		asked.Steps[3].Lacks = append(asked.Steps[3].Lacks, fmt.Sprintf("Trang P%02d của tờ khai, có chữ ký ở từng trang và dấu giáp lai", i))
	}
	for name, c := range map[string]struct {
		of    office.RequestTold
		says  []string
		pages int
	}{
		Receipt:    {of, append(papers(of.Request.Papers), of.Request.From.Name, of.Request.Asked.Name, "17 giờ 00 phút, ngày 26 tháng 11 năm 2026", "NGƯỜI TIẾP NHẬN HỒ SƠ"), 2},
		Refusal:    {of, []string{of.Steps[1].Say, of.Request.From.Name}, 2},
		Supplement: {asked, asked.Steps[3].Lacks, 2},
		Control:    {hands, []string{"Người Mẫu Thứ 29", "23/11/2026"}, 6},
	} {
		pdf := made(t, name, facts(c.of))
		got := words(t, pdf)
		for i, want := range c.says {
			want = strings.Join(strings.Fields(want), " ")
			if !strings.Contains(unpaged(got), want) {
				t.Errorf("%s lacks %d, %q:\n%s", name, i, want, got)
				break
			}
		}
		text := lettertest.Text(t, pdf)
		if n := strings.Count(text, "\f"); n < c.pages {
			t.Errorf("%s has %d pages, and %d are needed", name, n, c.pages)
		}
		if name != Control {
			continue
		}
		sheets := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
		for i, sheet := range sheets {
			if tabled := strings.Contains(sheet, "1. Giao:"); tabled != strings.Contains(sheet, "Tên đơn vị") {
				t.Errorf("page %d of the slip has its table without its head:\n%s", i+1, sheet)
			}
			if strings.Count(sheet, "1. Giao:") != strings.Count(sheet, "Người giao") {
				t.Errorf("page %d parts a block:\n%s", i+1, sheet)
			}
		}
		for i := range 30 { // each is on the slip twice: who took it, and who signs for it
			if n := strings.Count(text, fmt.Sprintf("2. Nhận: Người Mẫu Thứ %d\n", i)) + strings.Count(text, fmt.Sprintf("2. Nhận: Người Mẫu Thứ %d ", i)); n != 1 {
				t.Errorf("person %d took it %d times", i, n)
			}
		}
	}
}

// unpaged is what is read without the numbers of pages.
func unpaged(read string) string {
	fields := strings.Fields(read)
	kept := fields[:0]
	for _, word := range fields {
		if len(word) > 1 || word < "0" || word > "9" {
			kept = append(kept, word)
		}
	}
	return strings.Join(kept, " ")
}

// TestAReaderTypesTheCodeOfTheReceipt as it stands beside its words, and it names the request.
func TestAReaderTypesTheCodeOfTheReceipt(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.pdf")
	if err := os.WriteFile(path, made(t, Receipt, facts(told())), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("pdftoppm", "-r", "200", "-png", "-f", "1", "-l", "1", path, filepath.Join(dir, "a")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	file, err := os.Open(filepath.Join(dir, "a-1.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	img, _, err := image.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	codes, err := page.FindCodes(t.Context(), img)
	if err != nil || len(codes) != 1 || codes[0] != told().Request.Code {
		t.Fatalf("read %q", codes)
	}
	if digits, is := office.ParseRequestCode(codes[0]); !is || digits != "482913077" {
		t.Errorf("%q names %q", codes[0], digits)
	}
}
