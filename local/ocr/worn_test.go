package ocr

import (
	"fmt"
	"image"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/sync/errgroup"

	"tram/local/page"
	"tram/local/page/pagetest"
)

const minutes = `Hội nghị đã nghe đồng chí Chủ tịch Ủy ban nhân dân xã trình bày dự thảo Quy chế làm việc; 23 trên 25 đại biểu biểu quyết tán thành, đạt 92 %.
Các ý kiến tập trung vào việc tu sửa đường liên thôn Khuổi Tẳng – Bản Khoai dài 2,7 km, kinh phí dự toán 1.845.000.000 đồng, trong đó nhân dân đóng góp 15 %.
Trạm Y tế xã được giao tiêm chủng cho 318 trẻ dưới 5 tuổi trước ngày 30/11/2026; Trường Tiểu học số 2 báo cáo việc xóa phòng học tạm.
Ông Nguyễn Văn Hưởng đề nghị làm rõ quyền sử dụng thửa đất số 47, tờ bản đồ số 12, diện tích 362,5 m2 tại thôn Nà Mìu; bà Lường Thị Xuyến kiến nghị về giá nước sạch.
Kết luận: giao Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phối hợp với Phòng Kinh tế hoàn thiện hồ sơ, gửi về trước 17 giờ ngày 05 tháng 12 năm 2026.`

// prose is a page of paragraphs out of three papers, others for each seed.
func prose(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 7))
	all := strings.Split(letter+"\n"+order+"\n"+minutes, "\n")
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return strings.Join(all[:5+r.IntN(5)], "\n")
}

// wornPage is a page that is worn, and what stands on it.
type wornPage struct {
	kind, truth string
	img         image.Image
}

// wornPages are pages of each wear for each seed.
func wornPages(t testing.TB, seeds ...uint64) (pages []wornPage) {
	t.Helper()
	for _, seed := range seeds {
		truth := prose(seed)
		clean := typeset(t, truth)
		pages = append(pages, wornPage{"clean", truth, clean})
		for i, w := range pagetest.Wears {
			pages = append(pages, wornPage{string(w), truth, w.On(t, clean, seed*10+uint64(i))})
		}
	}
	return pages
}

// TestWornPagesAreReadAsCleanOnes holds the bar of the guide on pages that lean, lay folded, and
// bear all wear at once; of many of them it lets one of six fall short of it.
func TestWornPagesAreReadAsCleanOnes(t *testing.T) {
	const bar = 0.02
	seeds, mostBelow := []uint64{13}, int32(0)
	if readsAll {
		seeds, mostBelow = []uint64{1, 2, 3, 4, 13, 14}, 3
	}
	r := reader(t)
	var below atomic.Int32
	var work errgroup.Group
	work.SetLimit(2)
	for _, seed := range seeds {
		truth := short(prose(seed))
		clean := typeset(t, truth)
		for _, w := range []pagetest.Wear{pagetest.Askew, pagetest.Folded, pagetest.Worst} {
			img := w.On(t, clean, seed)
			work.Go(func() error {
				got, err := r.Read(t.Context(), img, 300)
				if share := wrong(got.String(), truth); share > bar {
					below.Add(1)
					t.Logf("%s, seed %d: %.2f %% of letters wrong:\n%s", w, seed, share*100, got)
				}
				return err
			})
		}
	}
	if err := work.Wait(); err != nil || below.Load() > mostBelow {
		t.Errorf("%d pages fall short, %v", below.Load(), err)
	}
}

// TestAPageThatLiesOtherwiseIsReadTheRightWay reads a page that leans, lies on either side and
// on its head, and holds each box against the ink that it must hold.
func TestAPageThatLiesOtherwiseIsReadTheRightWay(t *testing.T) {
	text := short(letter)
	r, clean := reader(t), typeset(t, text)
	for quarters, orientation := range []int{1, 8, 3, 6} { // as it lies when so many quarters are wanting
		img := page.Upright(worn(t, clean, 2.2, pagetest.Optics{Paper: 240, Ink: 40}), orientation)
		got, err := r.Read(t.Context(), img, 300)
		if err != nil {
			t.Fatal(err)
		}
		if share := wrong(got.String(), text); share > 0.02 || Turned(got.Read()) != quarters {
			t.Errorf("%d quarters, told %d: %.2f %% of letters wrong:\n%.200s", quarters, Turned(got.Read()), share*100, got)
		}
		size := img.Bounds()
		if got.W != size.Dx() || got.H != size.Dy() {
			t.Errorf("%d quarters: a page of %d × %d, not %v", quarters, got.W, got.H, size)
		}
		if missed := unheld(got, img); missed > 0.01 {
			t.Errorf("%d quarters: %.2f of the ink lies in no word", quarters, missed)
		}
	}
}

// unheld is the share of the ink of a page that lies in the box of no word.
func unheld(text Text, img image.Image) float64 {
	held, size := map[image.Point]bool{}, img.Bounds()
	for _, l := range text.Lines {
		for _, w := range l.Words {
			for y := w.Box.Min.Y; y < w.Box.Max.Y; y++ {
				for x := w.Box.Min.X; x < w.Box.Max.X; x++ {
					held[image.Pt(x, y)] = true
				}
			}
		}
	}
	ink, missed := 0, 0
	for y := 0; y < size.Dy(); y++ {
		for x := 0; x < size.Dx(); x++ {
			if grey, _, _, _ := img.At(x, y).RGBA(); grey>>8 < 100 {
				ink++
				if !held[image.Pt(x, y)] {
					missed++
				}
			}
		}
	}
	return float64(missed) / float64(max(ink, 1))
}

// TestWhatTheProgramHardlyBelievesIsLeftOut parses what it says of words that it is sure of in
// several ways.
func TestWhatTheProgramHardlyBelievesIsLeftOut(t *testing.T) {
	said := ""
	for i, sure := range []string{"96.5", "nan", "-nan", "29.9", "30", "inf", "-1"} {
		said += fmt.Sprintf("5\t1\t1\t1\t1\t%d\t10\t20\t30\t40\t%s\tw%d\n", i, sure, i)
	}
	read, err := parse([]byte(said))
	lines := sifted(read)
	if err != nil || len(lines) != 1 || lines[0].String() != "w0 w4 w5" ||
		lines[0].Words[0].Sure != besideLost || lines[0].Words[1].Sure != 0.3 || lines[0].Words[2].Sure != besideLost {
		t.Errorf("%+v, %v", lines, err)
	}
}
