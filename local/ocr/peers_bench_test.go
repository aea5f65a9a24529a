package ocr

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"tram/local/office"
	"tram/local/page"
	"tram/local/page/pagetest"
	"tram/local/pdf"
)

const order = `ỦY BAN NHÂN DÂN XÃ MẪU SƠN
QUYẾT ĐỊNH về việc kiện toàn Tổ công nghệ số cộng đồng các thôn trên địa bàn xã
Căn cứ Luật Tổ chức chính quyền địa phương; căn cứ Kế hoạch số 27/KH-UBND ngày 14 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh Mẫu; xét đề nghị của Trưởng phòng Văn hóa – Xã hội tại Tờ trình số 83/TTr-VHXH.
Điều 1. Kiện toàn 19 Tổ công nghệ số cộng đồng, mỗi tổ từ 05 đến 07 thành viên, do Trưởng thôn làm Tổ trưởng; các ông, bà có tên trong danh sách kèm theo chịu trách nhiệm hướng dẫn người dân nộp hồ sơ trực tuyến, thanh toán không dùng tiền mặt và bảo vệ dữ liệu cá nhân.
Điều 2. Kinh phí hoạt động 36.500.000 đồng trích từ ngân sách xã năm 2026; việc quyết toán thực hiện theo quy định hiện hành.
Điều 3. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 112/QĐ-UBND. Văn phòng, các phòng chuyên môn, Trưởng các thôn và những người có tên tại Điều 1 chịu trách nhiệm thi hành.`

// folded is a page that lay folded in three: along each fold it is darker, and the toner has
// come off.
func folded(on *image.Gray) *image.Gray {
	out := image.NewGray(on.Rect)
	copy(out.Pix, on.Pix)
	for _, fold := range []int{on.Rect.Dy() / 6, on.Rect.Dy() / 3, on.Rect.Dy() * 2 / 3} {
		for y := fold - 40; y < fold+40; y++ {
			far := math.Abs(float64(y - fold))
			for x := range on.Rect.Dx() {
				v := float64(out.GrayAt(x, y).Y)
				if far < 2 {
					v = max(v, 170)
				}
				out.Pix[out.PixOffset(x, y)] = uint8(v * (1 - 0.35*math.Exp(-far*far/300)))
			}
		}
	}
	return out
}

// peerPage is a page as a scanner gave it, and what stands on it.
type peerPage struct {
	kind, truth string
	jpeg        []byte
}

func peerPages(b *testing.B) (pages []peerPage) {
	b.Helper()
	for i, truth := range []string{letter, order} {
		clean, seed := typeset(b, truth), uint64(i+1)*100
		worse := func(degrees float64, o pagetest.Optics) image.Image {
			seed++
			o.Seed = seed
			return worn(b, clean, degrees, o)
		}
		for _, p := range []struct {
			kind string
			img  image.Image
		}{
			{"clean", clean},
			{"faint", worse(0, pagetest.Optics{Blur: 0.9, Noise: 8, Paper: 215, Ink: 120, Shade: 25, Dust: 60, Quality: 60})},
			{"askew", worse([]float64{1.2, -2.4}[i], pagetest.Optics{Blur: 0.6, Noise: 5, Paper: 240, Ink: 40, Quality: 75})},
			{"seal", sealed(clean)},
			{"folded", worn(b, folded(clean), 0.3, pagetest.Optics{Blur: 0.7, Noise: 5, Paper: 235, Ink: 50, Shade: 15, Quality: 75, Seed: seed + 50})},
			{"worst", worse([]float64{0.8, -1.1}[i], pagetest.Optics{Blur: 1.1, Noise: 10, Paper: 205, Ink: 130, Shade: 30, Streak: 0.15, Dust: 100, Quality: 50})},
		} {
			var out bytes.Buffer
			if err := jpeg.Encode(&out, p.img, &jpeg.Options{Quality: 90}); err != nil {
				b.Fatal(err)
			}
			pages = append(pages, peerPage{p.kind, truth, atDPI(out.Bytes(), 300)})
		}
	}
	for _, p := range wornPages(b, 101, 102) {
		var out bytes.Buffer
		if err := jpeg.Encode(&out, p.img, &jpeg.Options{Quality: 90}); err != nil {
			b.Fatal(err)
		}
		pages = append(pages, peerPage{p.kind, p.truth, atDPI(out.Bytes(), 300)})
	}
	return pages
}

// atDPI writes the resolution into a JPEG file that names none.
func atDPI(file []byte, dpi uint16) []byte {
	jfif := []byte{0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 1, byte(dpi >> 8), byte(dpi), byte(dpi >> 8), byte(dpi), 0, 0}
	return append(append([]byte{0xff, 0xd8}, jfif...), file[2:]...)
}

// recall is the share of the words that stand on a page that were read, each as often as it
// stands there.
func recall(read, truth string) float64 {
	left, found, all := map[string]int{}, 0, strings.Fields(truth)
	for _, w := range strings.Fields(read) {
		left[w]++
	}
	for _, w := range all {
		if left[w] > 0 {
			left[w]--
			found++
		}
	}
	return float64(found) / float64(len(all))
}

// layers is what another program reads in the text layer of each page of a file, in the order
// in which it was written.
func layers(b *testing.B, path string) []string {
	b.Helper()
	said, err := exec.Command("pdftotext", "-raw", "-enc", "UTF-8", path, "-").Output()
	if err != nil {
		b.Fatal(err)
	}
	return strings.Split(string(said), "\f")
}

// readByUs reads files as the desk of the program does, as many at a time as there are
// processors, and writes the PDF of two layers.
func readByUs(b *testing.B, r *Reader, paths []string, to string) {
	b.Helper()
	read := make([]Text, len(paths))
	leaves := make([]pdf.Leaf, len(paths))
	var work errgroup.Group
	work.SetLimit(runtime.NumCPU())
	for i, path := range paths {
		work.Go(func() error {
			file, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			info, err := page.Probe(bytes.NewReader(file), int64(len(file)))
			if err != nil {
				return err
			}
			img, err := jpeg.Decode(bytes.NewReader(file))
			if err != nil {
				return err
			}
			leaves[i] = pdf.Leaf{Info: info, Content: bytes.NewReader(file), Size: int64(len(file)), DPIX: 300, DPIY: 300, Orientation: 1}
			read[i], err = r.Read(b.Context(), img, 300)
			return err
		})
	}
	if err := work.Wait(); err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	now := time.Date(2026, 11, 28, 8, 0, 0, 0, office.VietNam)
	w := pdf.NewWriter(&out, pdf.About{ID: office.NewID(now).Bytes(), Title: "thử", Created: now})
	for i, l := range leaves {
		if _, err := w.Page(b.Context(), l); err != nil {
			b.Fatal(err)
		}
		if err := w.Words(i, read[i].Read()); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(to, out.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
}

// readByThem has the same pages read by ocrmypdf, which is spared what is not reading: it
// makes no PDF/A and packs no picture.
func readByThem(b *testing.B, in, to string) {
	b.Helper()
	if said, err := exec.Command("ocrmypdf", "-q", "-l", "vie", "-j", strconv.Itoa(runtime.NumCPU()), "--output-type", "pdf", "-O", "0", in, to).CombinedOutput(); err != nil {
		b.Fatalf("ocrmypdf (Debian: ocrmypdf): %v\n%s", err, said)
	}
}

func load() string {
	said, _ := os.ReadFile("/proc/loadavg")
	return strings.Join(strings.Fields(string(said))[:1], "")
}

// BenchmarkWornPages reads pages of seeds that nothing was tuned by, and tells of each wear how
// many reach the bar of 98 letters of a hundred, and the worst of them.
func BenchmarkWornPages(b *testing.B) {
	const first, seeds = 201, 12
	r := reader(b)
	for b.Loop() {
		reach, all, worst := map[string]int{}, map[string]float64{}, map[string]float64{}
		for seed := range uint64(seeds) {
			for _, p := range wornPages(b, first+seed) {
				got, err := r.Read(b.Context(), p.img, 300)
				if err != nil {
					b.Fatal(err)
				}
				share := wrong(got.String(), p.truth)
				all[p.kind] += share / seeds
				worst[p.kind] = max(worst[p.kind], share)
				if share <= 0.02 {
					reach[p.kind]++
				}
			}
		}
		for kind := range all {
			b.Logf("%-7s %d of %d pages, %.2f %% of letters right, worst page %.2f %%", kind, reach[kind], seeds, 100-100*all[kind], 100-100*worst[kind])
		}
	}
}

// BenchmarkReadingBesideAPeer has 24 pages at 300 dpi read by this room and by ocrmypdf,
// in turns, and tells the letters and words of each kind that stand in the text layer of both,
// and the pages a minute, from files to one PDF.
func BenchmarkReadingBesideAPeer(b *testing.B) {
	r, pages, dir := reader(b), peerPages(b), b.TempDir()
	var paths []string
	for i, p := range pages {
		paths = append(paths, filepath.Join(dir, fmt.Sprintf("%02d.jpg", i)))
		if err := os.WriteFile(paths[i], p.jpeg, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	stack, our, their := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "ours.pdf"), filepath.Join(dir, "theirs.pdf")
	if said, err := exec.Command("img2pdf", append(paths, "-o", stack)...).CombinedOutput(); err != nil {
		b.Fatalf("img2pdf (Debian: img2pdf): %v\n%s", err, said)
	}
	var us, them time.Duration
	n := 0
	for b.Loop() {
		begun := time.Now()
		readByUs(b, r, paths, our)
		mid := time.Now()
		readByThem(b, stack, their)
		us, them, n = us+mid.Sub(begun), them+time.Since(mid), n+len(pages)
		b.Logf("ours %.1f s, ocrmypdf %.1f s, load %s", mid.Sub(begun).Seconds(), time.Since(mid).Seconds(), load())
	}
	b.ReportMetric(float64(n)/us.Minutes(), "ours-pages/min")
	b.ReportMetric(float64(n)/them.Minutes(), "ocrmypdf-pages/min")
	ours, theirs := layers(b, our), layers(b, their)
	for i, p := range pages {
		b.Logf("%-7s letters right %6.2f %% / %6.2f %%, words found %6.2f %% / %6.2f %%", p.kind,
			100-100*wrong(ours[i], p.truth), 100-100*wrong(theirs[i], p.truth), 100*recall(ours[i], p.truth), 100*recall(theirs[i], p.truth))
	}
}
