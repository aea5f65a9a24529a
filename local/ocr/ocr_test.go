package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"tram/local/office"
	"tram/local/page/pagetest"
	"tram/local/pdf"
	"tram/local/rows"
)

const letter = `Thực hiện Nghị định số 137/2024/NĐ-CP ngày 23 tháng 10 năm 2024 của Chính phủ quy định về giao dịch điện tử của cơ quan nhà nước và hệ thống thông tin phục vụ giao dịch điện tử, Ủy ban nhân dân xã Mẫu Sơn báo cáo kết quả như sau.
Trong quý vừa qua, bộ phận một cửa đã tiếp nhận 1.284 hồ sơ, giải quyết đúng hạn 1.259 hồ sơ, đạt tỷ lệ 98,05 %. Mười hai hồ sơ đang chờ bổ sung giấy tờ; mười ba hồ sơ quá hạn đã có thư xin lỗi.
Việc chuyển đổi văn bản giấy thành thông điệp dữ liệu được thực hiện tại chỗ, mỗi ngày trung bình 45 văn bản. Những văn bản có dấu đỏ, chữ viết tay hoặc bảng biểu đều được quét màu ở độ phân giải 300 dpi.
Kính đề nghị Ủy ban nhân dân tỉnh Mẫu xem xét, bố trí thêm một máy quét hai mặt và tập huấn nghiệp vụ lưu trữ cho công chức văn phòng trong tháng 12 năm 2026.`

// readsAll tells that whole pages are read, and many: make soak.
var readsAll = os.Getenv("TRAM_READ") == "all"

// short is what of a text is read otherwise: two paragraphs.
func short(text string) string {
	if parts := strings.SplitN(text, "\n", 3); !readsAll && len(parts) > 2 {
		return parts[0] + "\n" + parts[1]
	}
	return text
}

// typeset is a page of words as it prints, at 300 dpi.
func typeset(t testing.TB, words string) *image.Gray {
	t.Helper()
	dir, now := t.TempDir(), time.Date(2026, 11, 28, 8, 0, 0, 0, office.VietNam)
	set := rows.Setter{Width: 165 * office.PointsPerMM, Size: 13}
	for line := range strings.SplitSeq(words, "\n") {
		set.Para(line, 0, 8)
	}
	var out bytes.Buffer
	w := pdf.NewWriter(&out, pdf.About{ID: office.NewID(now).Bytes(), Title: "thử", Created: now})
	sheet := w.Sheet(210*office.PointsPerMM, 297*office.PointsPerMM)
	if err := errors.Join(w.Text(sheet, rows.LayOut(set.Rows, set.Width), 30, 20), w.Close(), os.WriteFile(filepath.Join(dir, "a.pdf"), out.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command("pdftoppm", "-r", "300", "-gray", "-png", "-singlefile", filepath.Join(dir, "a.pdf"), filepath.Join(dir, "a")).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm (Debian: poppler-utils): %v\n%s", err, said)
	}
	f, err := os.Open(filepath.Join(dir, "a.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	grey := image.NewGray(img.Bounds())
	draw.Draw(grey, grey.Rect, img, img.Bounds().Min, draw.Src)
	return grey
}

func reader(t testing.TB) *Reader {
	t.Helper()
	r, err := Find(t.Context())
	if err != nil {
		t.Fatalf("%v (Debian: tesseract-ocr, tesseract-ocr-vie)", err)
	}
	return r
}

// wrong is the share of letters that were read otherwise than they stand there, spaces and
// ends of lines counting for one.
func wrong(read, truth string) float64 {
	a, b := []rune(strings.Join(strings.Fields(read), " ")), []rune(strings.Join(strings.Fields(truth), " "))
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		before := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := before
			if x != y {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, before+1, row[j]+1)
		}
	}
	return float64(row[len(b)]) / float64(len(b))
}

// sealed lays a red seal, as wide as real ones are, over the words.
func sealed(on *image.Gray) image.Image {
	out := image.NewRGBA(on.Rect)
	draw.Draw(out, out.Rect, on, on.Rect.Min, draw.Src)
	const x0, y0, radius = 1100.0, 700.0, 212.0
	for y := range on.Rect.Dy() {
		for x := range on.Rect.Dx() {
			far := math.Hypot(float64(x)-x0, float64(y)-y0)
			if far > radius || far < radius-14 && (int(far)/9)%3 != 0 {
				continue
			}
			if on.GrayAt(x, y).Y > 120 { // red ink over black stays black
				out.SetRGBA(x, y, color.RGBA{205, 45, 55, 255})
			}
		}
	}
	return out
}

func worn(t testing.TB, on *image.Gray, degrees float64, o pagetest.Optics) image.Image {
	t.Helper()
	w, h := pagetest.Glass(float64(on.Rect.Dx()), float64(on.Rect.Dy()), degrees)
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return o.See(t, pagetest.Draw(w, h, on, 250, func(x, y float64) (float64, float64) {
		x, y = x-float64(w)/2, y-float64(h)/2
		return x*cos - y*sin + float64(on.Rect.Dx())/2, x*sin + y*cos + float64(on.Rect.Dy())/2
	}))
}

// TestNinetyEightLettersOfAHundredAreRead is the bar of the ministry's guide (11/2025), on
// clean pages and on worn ones.
func TestNinetyEightLettersOfAHundredAreRead(t *testing.T) {
	text := short(letter)
	r, clean := reader(t), typeset(t, text)
	for name, img := range map[string]image.Image{
		"clean": clean, "under a red seal": sealed(clean),
		"faint toner": worn(t, clean, 0, pagetest.Optics{Blur: 0.9, Noise: 8, Paper: 215, Ink: 120, Shade: 25, Dust: 60, Quality: 60, Seed: 2}),
		"askew":       worn(t, clean, 1.2, pagetest.Optics{Blur: 0.6, Noise: 5, Paper: 240, Ink: 40, Quality: 75, Seed: 3}),
	} {
		got, err := r.Read(t.Context(), img, 300)
		if err != nil {
			t.Fatal(err)
		}
		share := wrong(got.String(), text)
		t.Logf("%s: %.2f %% of letters wrong", name, share*100)
		if share > 0.02 {
			t.Errorf("%s: %.2f %% of letters wrong:\n%s", name, share*100, got)
		}
	}
}

// TestEachWordIsToldWhereItStands reads a page at twice the resolution that is looked at.
func TestEachWordIsToldWhereItStands(t *testing.T) {
	r, clean := reader(t), typeset(t, "ỦY BAN NHÂN DÂN XÃ MẪU SƠN\nSố: 15/QĐ-UBND")
	large := image.NewGray(image.Rect(0, 0, clean.Rect.Dx()*2, clean.Rect.Dy()*2))
	for y := range large.Rect.Dy() {
		for x := range large.Rect.Dx() {
			large.Pix[y*large.Stride+x] = clean.Pix[y/2*clean.Stride+x/2]
		}
	}
	small, err1 := r.Read(t.Context(), clean, 300)
	got, err2 := r.Read(t.Context(), large, 600)
	if err1 != nil || err2 != nil || small.String() != got.String() || got.W != large.Rect.Dx() || len(got.Lines) != 2 {
		t.Fatalf("%v %v\n%s\n%s", err1, err2, small, got)
	}
	box, twice := small.Lines[1].Box(), got.Lines[1].Box()
	inked := 0
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			if clean.GrayAt(x, y).Y < 100 {
				inked++
			}
		}
	}
	if off := twice.Min.Sub(box.Min.Mul(2)); off.X < -4 || off.X > 4 || off.Y < -4 || off.Y > 4 {
		t.Errorf("%v at 300 dpi, %v at 600", box, twice)
	}
	if share := float64(inked) / float64(box.Dx()*box.Dy()); share < 0.1 || share > 0.6 || small.Lines[1].Sure() <= 0 {
		t.Errorf("%v of %v is ink, sure %v", share, box, small.Lines[1].Sure())
	}
}

func TestAPageWithoutWordsHasNone(t *testing.T) {
	r := reader(t)
	white := image.NewGray(image.Rect(0, 0, 800, 1100))
	draw.Draw(white, white.Rect, image.White, image.Point{}, draw.Src)
	for _, img := range []image.Image{white, image.NewGray(image.Rect(0, 0, 0, 0)), image.NewGray(image.Rect(0, 0, 1, 1))} {
		got, err := r.Read(t.Context(), img, 0)
		if err != nil || strings.ContainsFunc(got.String(), unicode.IsLetter) {
			t.Errorf("%v: %q, %v", img.Bounds(), got, err)
		}
	}
}

// TestAProgramThatFailsIsToldAndEnded: one that hangs, one that talks without end, one that
// says something else, one that breaks.
func TestAProgramThatFailsIsToldAndEnded(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 2000, 2000))
	for name, c := range map[string]struct {
		does string
		want office.Failure
	}{
		"hangs":           {"sleep 60", TooLong},
		"without end":     {"cat /dev/zero", Unread},
		"something else":  {`printf '5\t1\t1\t1\t1\t1\tx\t0\t0\t0\t0\tchữ\n'`, Unread},
		"breaks":          {"exit 1", Unread},
		"reads no pixels": {"exec <&-; exit 3", Unread},
	} {
		path := filepath.Join(t.TempDir(), "tesseract")
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"+c.does+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		r := &Reader{Path: path, Limit: 2 * time.Second}
		if _, err := r.Read(t.Context(), img, 300); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := reader(t).Read(ctx, img, 300); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// TestWhatWasReadFirstStandsWhereTheTimeOfAPageRunsOut: the second question of a page, of its
// doubted lines or of the page as the scanner gave it, is never answered.
func TestWhatWasReadFirstStandsWhereTheTimeOfAPageRunsOut(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 2000, 2000))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	for name, sure := range map[string]string{"a doubted line": "80", "a doubted page": "40"} {
		dir := t.TempDir()
		path := filepath.Join(dir, "tesseract")
		does := fmt.Sprintf(`if mkdir %[1]s/asked 2>/dev/null; then cat >/dev/null; printf '5\t1\t1\t1\t1\t1\t100\t100\t200\t40\t%[2]s\tQUYẾT\n'; else exec sleep 60; fi`, dir, sure)
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"+does+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		got, err := (&Reader{Path: path, Limit: 3 * time.Second}).Read(t.Context(), img, 300)
		if err != nil || got.String() != "QUYẾT\n" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func FuzzTheTableOfWords(f *testing.F) {
	f.Add([]byte("level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t96.5\tỦY\n"))
	f.Add([]byte("5\t1\t1\t1\t1\t1\t-10\t20\t30\t40\t-1\tx\ty\n"))
	f.Fuzz(func(t *testing.T, said []byte) {
		lines, err := parse(said)
		for _, l := range lines {
			if err == nil && (len(l.Words) == 0 || l.Sure() < 0 || l.Sure() > 1) {
				t.Errorf("%+v", l)
			}
		}
	})
}
