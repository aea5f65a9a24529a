package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

type badFile struct {
	name, failure string
	bytes         []byte
}

func badFiles(t *testing.T) []badFile {
	jpg, png, pdf := grayJPEG(t), plainPNG(t), scannedPDF(t)
	bomb := zeros(500)
	list := []badFile{
		{"rỗng.jpg", "page.empty", nil},
		{"một byte.jpg", "page.not-an-image", []byte{0xFF}},
		{"chữ.jpg", "page.not-an-image", []byte("Kính gửi: Ủy ban nhân dân xã Mẫu Sơn")},
		{"nén.jpg", "page.is-office-file", []byte("PK\x03\x04 và những gì theo sau đó, đủ dài để đọc")},
		{"60000.jpg", "page.too-many-pixels", framed(t, jpg, 0xC0, 8, 60000, 60000)},
		{"60000.png", "page.too-many-pixels", pngOf(60000, 60000, 8, 2, zeros(1))},
		{"60000.tif", "page.too-many-pixels", tiffOf(60000, 60000, 8, 1, make([]byte, 500))},
		{"0×0.jpg", "page.damaged", framed(t, jpg, 0xC0, 8, 0, 0)},
		{"12 bit.jpg", "page.too-many-bits", framed(t, jpg, 0xC1, 12, 1165, 1654)},
		{"số học.jpg", "page.rare-coding", framed(t, jpg, 0xC9, 8, 1165, 1654)},
		{"16 bit.png", "page.too-many-bits", pngOf(100, 100, 16, 0, zeros(1))},
		{"16 bit.tif", "page.too-many-bits", tiffOf(1000, 1000, 16, 1, make([]byte, 2_000_000))},
		{"động.png", "page.animated", pngOf(1000, 1000, 8, 0, zeros(1), chunk("acTL", []byte{0, 0, 0, 2, 0, 0, 0, 0}))},
		{"động.gif", "page.other-image", animatedGIF(t)},
		{"động.webp", "page.other-image", []byte("RIFF\x24\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00ANIM and more")},
		{"bom hai lớp.pdf", "pdf.broken", pdfOf(wholePage, grayDict+"/Filter[/FlateDecode/DCTDecode]", bomb)},
		{"tự trỏ.pdf", "pdf.broken", bytes.Replace(pdf, []byte("[3 0 R]"), []byte("[2 0 R]"), 1)},
		{"mất đuôi.pdf", "pdf.cut", cut(pdf, 0.9)},
		{"mật khẩu.pdf", "pdf.locked", locked(t, "mở", "chủ")},
		{"khóa sửa.pdf", "pdf.locked", locked(t, "", "chủ")},
		{"soạn trên máy.pdf", "pdf.born-digital", pdfOf("BT /F1 12 Tf (Kinh gui) Tj ET", grayDict+"/Filter/DCTDecode", jpg)},
	}
	for i, part := range []float64{0.02, 0.3, 0.6, 0.95, 0.9999} {
		list = append(list,
			badFile{fmt.Sprintf("cụt %d.jpg", i), "page.truncated", cut(jpg, part)},
			badFile{fmt.Sprintf("cụt %d.png", i), "page.truncated", cut(png, part)})
	}
	return list
}

// stored lists every file of the vault and the trays, with what is half born.
func (d desk) stored() (files []string) {
	own := d.ownKey()
	filepath.WalkDir(d.home, func(path string, e fs.DirEntry, err error) error {
		if strings.HasPrefix(filepath.Base(path), own) {
			return nil
		}
		inside := strings.Contains(path, "vault") || strings.Contains(path, "captures")
		if err == nil && e.Type().IsRegular() && (inside || strings.HasSuffix(path, ".part")) {
			files = append(files, path)
		}
		return nil
	})
	return files
}

func TestABadFileGetsASentenceAndLeavesNothing(t *testing.T) {
	d, good := newDesk(t), scans(t)[0]
	for _, bad := range badFiles(t) {
		file := lay(t, bad.name, bad.bytes)
		for what, order := range map[string][]string{
			"alone": {"--seen", "--secrecy", "thuong", "--pages", "1", file}, "after a good page": {"--seen", "--secrecy", "thuong", "--pages", "2", good, file}, "into a draft": {good, file},
		} {
			out, messages, code := d.do(append([]string{"convert", "--type", "QĐ", "--paper", "A5"}, order...)...)
			if code != refused || out != "" || !strings.Contains(messages, `"`+bad.failure+`"`) || !strings.Contains(messages, bad.name) {
				t.Errorf("%s %s: exit %d, %q, want %s", bad.name, what, code, messages, bad.failure)
			}
		}
		if !bytes.Equal(read(t, file), bad.bytes) {
			t.Errorf("%s was changed", bad.name)
		}
	}
	if left := d.stored(); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if rows := d.must("list")["rows"].([]any); len(rows) > 0 {
		t.Errorf("records of refused files: %v", rows)
	}
}

// Pixels are looked at to the last row as a page is taken.
func TestAPageThatLacksPixelsOrHasTooManyIsNamed(t *testing.T) {
	d := newDesk(t)
	for name, b := range map[string][]byte{
		"cao hơn ảnh.jpg": framed(t, grayJPEG(t), 0xC0, 8, 1165, 3000), "bom.png": pngOf(1165, 1654, 8, 0, zeros(500)),
	} {
		_, messages, code := d.do("convert", "--type", "QĐ", "--seen", "--secrecy", "thuong", "--pages", "1", lay(t, name, b))
		if code != refused || !strings.Contains(messages, "page.damaged") || !strings.Contains(messages, "“"+name+"”: ") {
			t.Errorf("%s: exit %d, %s", name, code, messages)
		}
	}
	if rows := d.must("list")["rows"].([]any); len(rows) > 0 {
		t.Errorf("records of refused files: %v", rows)
	}
}

func TestWhatIsMislabelledIsTakenForWhatItIs(t *testing.T) {
	d := newDesk(t)
	for name, b := range map[string][]byte{
		"ảnh PNG.jpg": plainPNG(t), "tệp PDF.jpg": scannedPDF(t), "ảnh JPEG.pdf": grayJPEG(t), "không đuôi": grayJPEG(t),
		"rác phía sau.jpg": append(grayJPEG(t), make([]byte, 5000)...), "rác phía trước.pdf": append([]byte("rác\n"), scannedPDF(t)...),
	} {
		made := d.must("convert", "--type", "QĐ", "--paper", "A5", "--seen", "--secrecy", "thuong", "--pages", "1", lay(t, name, b))
		if proof := d.must("verify", made["id"].(string)); proof["proof"] != "proven" || proof["verdict"] != "valid" {
			t.Errorf("%s: %v", name, proof)
		}
	}
}

func TestWhatIsNoFileIsRefusedAtOnce(t *testing.T) {
	d, dir := newDesk(t), t.TempDir()
	for name, make := range map[string]func(string) error{
		"thư mục":    func(p string) error { return os.Mkdir(p, 0o700) },
		"liên kết":   func(p string) error { return os.Symlink("không có", p) },
		"vòng":       func(p string) error { return os.Symlink(p, p) },
		"không có":   func(string) error { return nil },
		"ống":        func(p string) error { tool(t, "mkfifo", p); return nil },
		"%s%d%n.jpg": func(string) error { return nil },
	} {
		path := filepath.Join(dir, name)
		if err := make(path); err != nil {
			t.Fatal(err)
		}
		for _, order := range [][]string{{"convert", "--type", "QĐ", "--seen", "--secrecy", "thuong", "--pages", "1", path}, {"convert", "--type", "QĐ", path}, {"verify", path}} {
			_, messages, code := d.do(order...)
			if code != refused || !strings.Contains(messages, name) && !strings.Contains(messages, "station.nothing-to-prove") {
				t.Errorf("%s %s: exit %d, %s", order[0], name, code, messages)
			}
		}
	}
	if left := d.stored(); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// everyLetter is each Vietnamese letter with a mark.
const everyLetter = "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđ"

func TestAFileMayBeCalledAnything(t *testing.T) {
	d, b := newDesk(t), grayJPEG(t)
	all := []rune(everyLetter + strings.ToUpper(everyLetter))
	names := []string{"  hai  cách .jpg", "dòng\nmới.jpg", `"nháy' $ \ %s.jpg`, strings.Repeat("a", 251) + ".jpg", "sai \xff\xfe mã.jpg"}
	for at := 0; at < len(all); at += 30 {
		part := string(all[at:min(at+30, len(all))])
		names = append(names, norm.NFC.String(part), norm.NFD.String(part))
	}
	for _, name := range names {
		made := d.must("convert", "--type", "QĐ", "--seen", "--secrecy", "thuong", "--pages", "1", lay(t, name, b))
		if made["state"] != "finished" {
			t.Errorf("%q: %v", name, made["state"])
		}
	}
	t.Chdir(filepath.Dir(lay(t, "-gạch.jpg", b)))
	if made := d.must("convert", "--type", "QĐ", "--seen", "--secrecy", "thuong", "--pages", "1", "--", "-gạch.jpg"); made["state"] != "finished" {
		t.Errorf("after “--”: %v", made)
	}
	if _, messages, code := d.do("convert", "--type", "QĐ", "--seen", "--secrecy", "thuong", "--pages", "1", "-gạch.jpg"); code != usage || !strings.Contains(messages, "“--”") {
		t.Errorf("without “--”: exit %d, %s", code, messages)
	}
}

func TestNoMistakeIsAnsweredInEnglish(t *testing.T) {
	d := newDesk(t)
	english := regexp.MustCompile(`(?i)\b(usage|flag|invalid|error|no such|open|file|argument|string|parse|failed)\b`)
	for _, args := range [][]string{
		{}, {"convrt"}, {"convert"}, {"convert", "--type"}, {"list", "--no-such"}, {"list", "--limit", "abc"}, {"list", "--limit", "0"}, {"list", "x"},
		{"show"}, {"show", "abc"}, {"types", "x"}, {"export", "x"}, {"export", "-o", "y", "x"}, {"verify"}, {"verify", "không có"}, {"list", "--json=x"},
		{"convert", "--help"}, {"help"}, {"recover", "x"}, {"search"}, {"convert", "--type", "QĐ", "--paper", "B9", "--seen", "--secrecy", "thuong", "--pages", "1", "x.jpg"},
	} {
		var out, messages bytes.Buffer
		term := terminal{in: strings.NewReader(""), out: &out, err: &messages, env: func(string) string { return "" }}
		full := args
		if len(args) > 0 {
			full = append([]string{"--home", d.home}, args...)
		}
		code := term.run(context.Background(), full)
		said := out.String() + messages.String()
		if said == "" || english.MatchString(strings.NewReplacer("--json", "", "tramctl help", "", "--help", "", "\n  file ", "\n").Replace(said)) {
			t.Errorf("%q: exit %d, said %q", args, code, said)
		}
	}
}

// full is a place that takes nothing more.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestAResultThatCannotBePrintedIsNoSuccess(t *testing.T) {
	d := newDesk(t)
	var messages bytes.Buffer
	term := terminal{in: strings.NewReader(""), out: full{}, err: &messages, env: func(string) string { return "" }}
	if code := term.run(context.Background(), []string{"list", "--home", d.home}); code != refused || !strings.Contains(messages.String(), "không in được") {
		t.Errorf("exit %d, %s", code, messages.String())
	}
}

func TestOnlySetupMakesADataFolder(t *testing.T) {
	d := desk{t: t, home: filepath.Join(t.TempDir(), "gõ nhầm")}
	for _, args := range [][]string{{"list"}, {"show", "7K4M"}, {"verify", "--journal"}, {"convert", "--type", "QĐ", "--seen", "--secrecy", "thuong", "--pages", "1", scans(t)[0]}} {
		if name := d.refuses(args...); name != "station.not-ready" {
			t.Errorf("%q: %s", args, name)
		}
	}
	if _, err := os.Stat(d.home); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder was made: %v", err)
	}
}

// What an image holds behind its last pixel no reader shows: the page is kept as it
// is seen, and nothing of the rest.
func TestAnImageThatHoldsMoreThanItsPixelsIsKeptAsItIsSeen(t *testing.T) {
	d := newDesk(t)
	file := lay(t, "thừa.pdf", pdfOf(wholePage, grayDict+"/Filter/FlateDecode", zeros(500)))
	made := d.must("convert", "--type", "QĐ", "--paper", "A5", "--seen", "--secrecy", "thuong", "--pages", "1", file)
	out := filepath.Join(t.TempDir(), "ra.pdf")
	d.must("export", made["id"].(string), "-o", out)
	if size := len(read(t, out)); size > 8<<20 {
		t.Errorf("%d bytes were kept", size)
	}
	d.must("verify", made["id"].(string))
}
