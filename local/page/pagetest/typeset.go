package pagetest

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/go-fonts/liberation/liberationserifregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// Sheet is a page that a test typesets, of a size in millimetres.
type Sheet struct {
	*image.RGBA
	DPI float64
	t   testing.TB
}

// NewSheet is a sheet of empty paper.
func NewSheet(t testing.TB, wMM, hMM, dpi float64, paper color.Color) *Sheet {
	s := &Sheet{t: t, DPI: dpi}
	s.RGBA = image.NewRGBA(image.Rect(0, 0, s.Px(wMM), s.Px(hMM)))
	draw.Draw(s, s.Rect, image.NewUniform(paper), image.Point{}, draw.Src)
	return s
}

// Px is a length in pixels.
func (s *Sheet) Px(mm float64) int { return int(math.Round(mm / 25.4 * s.DPI)) }

// Prose is what the lines of a test are made of.
const Prose = `Căn cứ Luật Tổ chức chính quyền địa phương; căn cứ Nghị định số 137/2024/NĐ-CP ngày 23 tháng 10 năm 2024 của Chính phủ quy định về giao dịch điện tử của cơ quan nhà nước và hệ thống thông tin phục vụ giao dịch điện tử; theo đề nghị của Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã tại Tờ trình số 15/TTr-VP; quyết định ban hành kèm theo Quy chế quản lý, sử dụng chữ ký số và chứng thư chữ ký số của Ủy ban nhân dân xã Mẫu Sơn. Văn phòng, các phòng chuyên môn, đơn vị sự nghiệp công lập thuộc xã và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành quyết định này kể từ ngày ký`

// Lines typesets so many lines of prose from a place on, in millimetres.
func (s *Sheet) Lines(x, y, width float64, count int, sizePt float64) *Sheet {
	s.t.Helper()
	f, err := opentype.Parse(liberationserifregular.TTF)
	if err != nil {
		s.t.Fatal(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: sizePt, DPI: s.DPI})
	if err != nil {
		s.t.Fatal(err)
	}
	words := strings.Fields(Prose)
	d := font.Drawer{Dst: s, Src: image.Black, Face: face}
	for line := range count {
		at := line * 11
		said := words[at%len(words)]
		for {
			at++
			more := said + " " + words[at%len(words)]
			if d.MeasureString(more).Ceil() > s.Px(width) {
				break
			}
			said = more
		}
		base := y + float64(line)*sizePt*0.3528*1.3
		d.Dot = fixed.P(s.Px(x), s.Px(base))
		d.DrawString(said)
	}
	return s
}

// Fill fills a box with a colour, in millimetres.
func (s *Sheet) Fill(x, y, w, h float64, c color.Color) *Sheet {
	box := image.Rect(s.Px(x), s.Px(y), max(s.Px(x)+1, s.Px(x+w)), max(s.Px(y)+1, s.Px(y+h)))
	draw.Draw(s, box, image.NewUniform(c), image.Point{}, draw.Src)
	return s
}

// Table rules a table of cells.
func (s *Sheet) Table(x, y, w, h float64, cols, rows int) *Sheet {
	const rule = 0.3
	for i := range rows + 1 {
		s.Fill(x, y+h*float64(i)/float64(rows), w, rule, color.Black)
	}
	for i := range cols + 1 {
		s.Fill(x+w*float64(i)/float64(cols), y, rule, h, color.Black)
	}
	return s
}

// Stamp prints a round seal that covers what is below it, as ink does.
func (s *Sheet) Stamp(x, y, across float64) *Sheet {
	red := color.RGBA{200, 40, 50, 255}
	r := across / 2
	for a := 0.0; a < 2*math.Pi; a += 0.002 {
		for _, at := range []float64{r, r - 0.4, r - 0.8, r * 0.62} {
			s.Fill(x+at*math.Cos(a), y+at*math.Sin(a), 0.3, 0.3, red)
		}
	}
	for i := range 5 {
		a := float64(i)*4*math.Pi/5 - math.Pi/2
		b := float64(i+1)*4*math.Pi/5 - math.Pi/2
		for part := 0.0; part <= 1; part += 0.005 {
			s.Fill(x+r*0.45*(math.Cos(a)*(1-part)+math.Cos(b)*part), y+r*0.45*(math.Sin(a)*(1-part)+math.Sin(b)*part), 0.5, 0.5, red)
		}
	}
	return s
}

// Photo pastes a photograph: soft shades with grain.
func (s *Sheet) Photo(x, y, w, h float64, seed uint64) *Sheet {
	r := rand.New(rand.NewPCG(seed, 2))
	box := image.Rect(s.Px(x), s.Px(y), s.Px(x+w), s.Px(y+h))
	for j := box.Min.Y; j < box.Max.Y; j++ {
		for i := box.Min.X; i < box.Max.X; i++ {
			u, v := float64(i-box.Min.X)/float64(box.Dx()), float64(j-box.Min.Y)/float64(box.Dy())
			shade := 120 + 70*math.Sin(5*u+3*v*v) + 40*math.Cos(9*v-4*u) + r.NormFloat64()*14
			g := uint8(min(max(shade, 0), 255))
			s.SetRGBA(i, j, color.RGBA{g, uint8(float64(g) * 0.9), uint8(float64(g) * 0.8), 255})
		}
	}
	return s
}

// Grey is the sheet in greys.
func (s *Sheet) Grey() *image.Gray {
	grey := image.NewGray(s.Rect)
	draw.Draw(grey, grey.Rect, s, image.Point{}, draw.Src)
	return grey
}

// Laid is a sheet as it lies on the glass, turned clockwise about its middle: as large as the
// sheet, or as large as it takes; around it is the lid.
func Laid(of *image.Gray, degrees float64, whole bool, lid float32) *Field {
	w, h := of.Rect.Dx(), of.Rect.Dy()
	glassW, glassH := w, h
	if whole {
		glassW, glassH = Glass(float64(w), float64(h), degrees)
	}
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return Draw(glassW, glassH, of, lid, func(x, y float64) (float64, float64) {
		ox, oy := x-float64(glassW)/2, y-float64(glassH)/2
		return ox*cos + oy*sin + float64(w)/2, -ox*sin + oy*cos + float64(h)/2
	})
}
