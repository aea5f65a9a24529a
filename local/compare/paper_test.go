package compare

import (
	"fmt"
	"image"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"tram/assets"
)

// word is one word of a made-up decision, where it stands in millimetres.
type word struct {
	text string
	x, y float64 // of the base line's beginning
	pt   float64
	bold bool
	line int
}

// sheet is a page of a made-up decision.
type sheet struct {
	w, h  float64
	words []word
	rules [][4]float64 // x, y, w, h of black lines
	greys [][4]float64 // shaded areas
}

var parsed = sync.OnceValue(func() [2]*sfnt.Font {
	regular, err := opentype.Parse(assets.Serif)
	if err != nil {
		panic(err)
	}
	bold, err := opentype.Parse(assets.SerifBold)
	if err != nil {
		panic(err)
	}
	return [2]*sfnt.Font{regular, bold}
})

type faceKey struct {
	pt, dpi float64
	bold    bool
}

func faceOf(t testing.TB, faces map[faceKey]font.Face, k faceKey) font.Face {
	if f, ok := faces[k]; ok {
		return f
	}
	which := 0
	if k.bold {
		which = 1
	}
	f, err := opentype.NewFace(parsed()[which], &opentype.FaceOptions{Size: k.pt, DPI: k.dpi, Hinting: font.HintingNone})
	if err != nil {
		t.Fatal(err)
	}
	faces[k] = f
	return f
}

// drawn renders the page.
func (s *sheet) drawn(t testing.TB, dpi float64) *image.Gray {
	t.Helper()
	px := func(mm float64) int { return int(mm/25.4*dpi + 0.5) }
	img := image.NewGray(image.Rect(0, 0, px(s.w), px(s.h)))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	fill := func(r [4]float64, c uint8) { shade(img, r, dpi/25.4, c) }
	for _, r := range s.greys {
		fill(r, 215)
	}
	for _, r := range s.rules {
		fill(r, 0)
	}
	faces := map[faceKey]font.Face{}
	for _, w := range s.words {
		d := font.Drawer{Dst: img, Src: image.Black, Face: faceOf(t, faces, faceKey{w.pt, dpi, w.bold}),
			Dot: fixed.Point26_6{X: fixed.Int26_6(w.x / 25.4 * dpi * 64), Y: fixed.Int26_6(w.y / 25.4 * dpi * 64)}}
		for _, r := range w.text { // without kerning, which is rounded to the pixels of each resolution
			d.DrawString(string(r))
		}
	}
	return img
}

// shade darkens a rectangle, also where it covers a pixel in part.
func shade(img *image.Gray, r [4]float64, per float64, c uint8) {
	part := func(i int, from, length float64) float64 {
		return max(0, min(float64(i+1), (from+length)*per)-max(float64(i), from*per))
	}
	box := image.Rect(int(r[0]*per), int(r[1]*per), int((r[0]+r[2])*per)+1, int((r[1]+r[3])*per)+1).Intersect(img.Rect)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			at := y*img.Stride + x
			img.Pix[at] -= uint8(part(x, r[0], r[2]) * part(y, r[1], r[3]) * (float64(img.Pix[at]) - float64(c)))
		}
	}
}

var measured = map[faceKey]font.Face{}
var measuring sync.Mutex

func widthMM(t testing.TB, s string, pt float64, bold bool) float64 {
	measuring.Lock()
	defer measuring.Unlock()
	return float64(font.MeasureString(faceOf(t, measured, faceKey{pt, 720, bold}), s)) / 64 / 720 * 25.4
}

var vocabulary = strings.Fields(`Căn cứ Luật Tổ chức chính quyền địa phương ngày tháng năm của Chính phủ quy định về giao dịch điện tử cơ quan
nhà nước và hệ thống thông tin phục vụ theo đề nghị công chức Văn phòng Thống kê xã tại Tờ trình số kiện toàn Tổ công nghệ cộng đồng các
thôn danh sách thành viên có trong Phụ lục kèm Quyết định này hướng dẫn người dân nộp hồ sơ trực tuyến tra cứu kết quả giải quyết thủ tục
hành chính nhận bản giấy tờ đã được chuyển đổi từ văn phản ánh vướng mắc Ủy ban nhân dân trước hằng tháng giao hướng dẫn nghiệp vụ cung cấp
tài liệu tổ chức tập huấn mỗi ít nhất hai lần trưởng bố trí địa điểm thông báo lịch trực nhà văn hóa kinh phí hoạt động bảo đảm ngân sách
dự toán nguồn hợp pháp khác quy định pháp luật theo dõi tổng hợp báo cáo Chủ tịch quý tham mưu khen thưởng tập thể cá nhân thành tích hiệu
lực kể ký thay thế chịu trách nhiệm thi hành đồng bằng chữ mười hai triệu năm trăm nghìn ông bà sinh thường trú thửa đất diện tích mét vuông`)

// token is a random word, or now and then a number.
func token(r *rand.Rand) string {
	switch r.IntN(14) {
	case 0:
		return fmt.Sprint(1 + r.IntN(99))
	case 1:
		return fmt.Sprintf("%d.%03d.000", 1+r.IntN(99), r.IntN(1000))
	case 2:
		return fmt.Sprintf("%02d/%02d/20%02d", 1+r.IntN(28), 1+r.IntN(12), 10+r.IntN(16))
	case 3:
		return fmt.Sprintf("%d/2026/QĐ-UBND,", 1+r.IntN(400))
	}
	w := vocabulary[r.IntN(len(vocabulary))]
	switch r.IntN(20) {
	case 0:
		return w + ","
	case 1:
		return w + ";"
	}
	return w
}

// decision makes up a page of text; each seed another.
func decision(t testing.TB, seed uint64, w, h float64) *sheet {
	r := rand.New(rand.NewPCG(seed, 21))
	s := &sheet{w: w, h: h}
	line := 0
	centred := func(text string, x, y, pt float64, bold bool) {
		at := x - widthMM(t, text, pt, bold)/2
		for _, word1 := range strings.Fields(text) {
			s.words = append(s.words, word{word1, at, y, pt, bold, line})
			at += widthMM(t, word1+" ", pt, bold)
		}
		line++
	}
	y := 24.0
	if r.IntN(2) == 0 {
		centred("ỦY BAN NHÂN DÂN", w*0.27, y, 13, true)
		centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", w*0.67, y, 13*w/210, true)
		centred("XÃ MẪU SƠN", w*0.27, y+6, 13, true)
		centred("Độc lập - Tự do - Hạnh phúc", w*0.67, y+6, 14*w/210, true)
		s.rules = append(s.rules, [4]float64{w*0.67 - 30, y + 8, 60, 0.25}, [4]float64{w*0.27 - 9, y + 8, 18, 0.25})
		centred(fmt.Sprintf("Số: %d/QĐ-UBND", 1+r.IntN(300)), w*0.27, y+14, 13, false)
		centred(fmt.Sprintf("Mẫu Sơn, ngày %02d tháng %02d năm 2026", 1+r.IntN(28), 1+r.IntN(12)), w*0.67, y+14, 13*w/210, false)
		y += 26
	} else {
		centred(fmt.Sprint(1+r.IntN(9)), w/2, y-8, 13, false)
	}
	pt := []float64{14, 14, 13, 13, 12, 11, 10, 8.5}[r.IntN(8)]
	left, right := 30*w/210, w-18
	bottom := h - 25 - r.Float64()*h/2
	if r.IntN(4) == 0 {
		y = s.table(t, r, left, right, y, &line) + 10
	}
	for y < bottom {
		end := r.IntN(3) == 0
		s.line(t, r, left, right, y, pt, line, end)
		line++
		y += pt * 0.353 * 1.35
		if end {
			y += 2
		}
	}
	return s
}

func (s *sheet) line(t testing.TB, r *rand.Rand, left, right, y, pt float64, line int, end bool) {
	var words []string
	total, space := 0.0, widthMM(t, " ", pt, false)
	limit := right - left
	if end {
		limit *= 0.3 + 0.6*r.Float64()
	}
	for {
		w := token(r)
		more := widthMM(t, w, pt, false)
		if total+more+float64(len(words))*space > limit {
			break
		}
		words = append(words, w)
		total += more
	}
	if len(words) == 0 {
		return
	}
	gap := space
	if !end && len(words) > 1 {
		gap = (right - left - total) / float64(len(words)-1)
	}
	x := left
	for _, w := range words {
		s.words = append(s.words, word{w, x, y, pt, false, line})
		x += widthMM(t, w, pt, false) + gap
	}
}

const tablePt = 11.5

// table is ruled, its head shaded.
func (s *sheet) table(t testing.TB, r *rand.Rand, left, right, y float64, line *int) float64 {
	columns := []float64{left, left + 10, left + 60, left + 90, right}
	rows := 4 + r.IntN(8)
	s.greys = append(s.greys, [4]float64{left, y, right - left, 7})
	for row := range rows + 1 {
		s.rules = append(s.rules, [4]float64{left, y + 7*float64(row), right - left, 0.2})
		if row == rows {
			break
		}
		for c := range 4 {
			text := fmt.Sprint(row)
			switch c {
			case 1:
				text = vocabulary[r.IntN(len(vocabulary))] + " " + vocabulary[r.IntN(len(vocabulary))]
			case 2:
				text = fmt.Sprintf("%d.%03d", r.IntN(90), r.IntN(1000))
			case 3:
				text = token(r) + " " + token(r)
			}
			at := columns[c] + 1.5
			for _, w := range strings.Fields(text) {
				if at+widthMM(t, w, tablePt, row == 0) > columns[c+1] {
					break
				}
				s.words = append(s.words, word{w, at, y + 7*float64(row) + 5, tablePt, row == 0, *line})
				at += widthMM(t, w+" ", tablePt, row == 0)
			}
			*line++
		}
	}
	for _, x := range columns {
		s.rules = append(s.rules, [4]float64{x, y, 0.2, 7 * float64(rows)})
	}
	return y + 7*float64(rows)
}
