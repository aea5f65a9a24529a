package look

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"
	"testing"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/page"
)

// paper is a page that a test writes on, and that remembers each pixel that was
// written, so that a test need not ask the ink map.
type paper struct {
	*image.RGBA
	px      float64 // to a millimetre
	written []bool
}

func newPaper(wMM, hMM, dpi float64) *paper {
	px := dpi / office.MMPerInch
	r := image.Rect(0, 0, max(1, int(wMM*px)), max(1, int(hMM*px)))
	p := &paper{image.NewRGBA(r), px, make([]bool, r.Dx()*r.Dy())}
	draw.Draw(p, r, image.White, image.Point{}, draw.Src)
	return p
}

func (p *paper) dot(x, y int, c color.Color) {
	if (image.Point{X: x, Y: y}).In(p.Rect) {
		p.Set(x, y, c)
		p.written[y*p.Rect.Dx()+x] = true
	}
}

// box writes a rectangle, in millimetres.
func (p *paper) box(x, y, w, h float64) *paper {
	for py := int(y * p.px); py <= int((y+h)*p.px); py++ {
		for qx := int(x * p.px); qx <= int((x+w)*p.px); qx++ {
			p.dot(qx, py, color.Gray{Y: 30})
		}
	}
	return p
}

// lay puts a picture on the page with its top left at x, y in millimetres.
func (p *paper) lay(img image.Image, x, y float64) *paper {
	at := image.Pt(int(math.Round(x*p.px)), int(math.Round(y*p.px)))
	draw.Draw(p, img.Bounds().Add(at), img, image.Point{}, draw.Over)
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			to := image.Pt(x, y).Add(at)
			if _, _, _, a := img.At(x, y).RGBA(); a>>8 >= seenAlpha && to.In(p.Rect) {
				p.written[to.Y*p.Rect.Dx()+to.X] = true
			}
		}
	}
	return p
}

// say writes a line of letters in the middle of x, its letters ending at y.
func (p *paper) say(x, y, size float64, bold bool, s string) *paper {
	w := mark.Width(s, size, bold)
	l := mark.Layout{W: w, H: 1.3 * size, Texts: []mark.Text{{Y: size, Size: size, Bold: bold, S: s}}}
	return p.lay(mark.Ink(l, p.px*office.MMPerInch), x-w/office.PointsPerMM/2, y-size/office.PointsPerMM)
}

// lines writes lines of a text between two margins.
func (p *paper) lines(left, top, right, bottom float64) *paper {
	for y := top; y+3 <= bottom; y += 7 {
		for x := left; x+9 <= right; x += 11 {
			p.box(x, y, 9, 2.5)
		}
	}
	return p
}

func (p *paper) ink() *page.Ink { d := p.px * office.MMPerInch; return page.InkOf(p.RGBA, d, d, 1) }

func (p *paper) sizeMM() (w, h float64) {
	return float64(p.Rect.Dx()) / p.px, float64(p.Rect.Dy()) / p.px
}

// covers looks for written pixels under what shows of a look, but for those in
// a rectangle in points.
func (p *paper) covers(r Result, but [4]float64) bool {
	const dpi = 150
	shown := Draw(r, dpi)
	for y := range shown.Rect.Dy() {
		for x := range shown.Rect.Dx() {
			if shown.NRGBAAt(x, y).A < seenAlpha {
				continue
			}
			atX := r.Rect[0] + (float64(x)+0.5)/dpi*office.PointsPerInch
			atY := r.Rect[1] + (float64(y)+0.5)/dpi*office.PointsPerInch
			own := atX >= but[0] && atX < but[2] && atY >= but[1] && atY < but[3]
			px, py := int(atX/office.PointsPerMM*p.px), int(atY/office.PointsPerMM*p.px)
			if !own && (image.Point{X: px, Y: py}).In(p.Rect) && p.written[py*p.Rect.Dx()+px] {
				return true
			}
		}
	}
	return false
}

// with is a copy of the page that shows a look.
func (p *paper) with(r Result) *paper {
	pixels := *p.RGBA
	pixels.Pix = slices.Clone(p.Pix)
	shown := &paper{&pixels, p.px, slices.Clone(p.written)}
	return shown.lay(Draw(r, p.px*office.MMPerInch), r.Rect[0]/office.PointsPerMM, r.Rect[1]/office.PointsPerMM)
}

// decision is the last page of a decision as Nghị định 30 sets it, with a gap of
// that height between title and name, and what else a test writes.
func decision(dpi, gap float64) *paper {
	const middle = 150.0
	p := newPaper(210, 297, dpi).lines(30, 25, 192, 110)
	p.say(middle, 122, 13, true, "TM. ỦY BAN NHÂN DÂN").say(middle, 128, 13, true, "CHỦ TỊCH")
	p.say(middle, 128+gap+letters, 14, true, "Nguyễn Văn Mẫu")
	for i, to := range []string{"Nơi nhận:", "- Như Điều 3;", "- Sở Nội vụ;", "- Lưu: VT."} {
		p.say(44, 122+5*float64(i), 11, i == 0, to)
	}
	return p
}

// letters is how high the capitals of a name stand with their accents, in
// millimetres: the gap above ends there.
const letters = 4.5

// firstPage is page one as Nghị định 30 sets it.
func firstPage(dpi, top float64) *paper {
	p := newPaper(210, 297, dpi)
	p.say(60, top+4, 12, false, "ỦY BAN NHÂN DÂN").say(60, top+9, 12, true, "XÃ MẪU SƠN").say(60, top+17, 12, false, "Số: 15/QĐ-UBND")
	p.say(145, top+4, 12, true, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").say(145, top+9, 12, true, "Độc lập - Tự do - Hạnh phúc")
	return p.say(105, top+32, 14, true, "QUYẾT ĐỊNH").lines(30, top+45, 192, 280)
}

func copyLines(t testing.TB) []string {
	t.Helper()
	lines, err := CopyLines(office.TrueCopy, "Ủy ban nhân dân xã Mẫu Sơn", today)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func annexLines(t testing.TB) []string {
	t.Helper()
	lines, err := AnnexLines("15", "QĐ-UBND", today)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func placed(t testing.TB, w Wish) Result {
	t.Helper()
	r, err := Place(w)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
