package retouch

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"

	"tram/local/office"
	"tram/local/page"
	"tram/local/page/pagetest"
)

// glass is a scanner's glass of A4 with a paper on it, and the box of the paper in pixels.
type glass struct {
	name    string
	lid     color.Color
	shadow  uint8 // levels that the edge of the paper is darker than the lid; 0: none
	paper   color.Color
	x, y    float64 // of the paper's corner, mm
	w, h    float64
	at      float64 // dpi
	has     bool    // an edge can be seen
	writing func(*pagetest.Sheet) *pagetest.Sheet
}

func text(s *pagetest.Sheet) *pagetest.Sheet { return s.Lines(12, 15, 90, 15, 11) }

func framed(s *pagetest.Sheet) *pagetest.Sheet {
	return text(s).Fill(5, 5, 120, 0.8, color.Black).Fill(5, 5, 0.8, 190, color.Black).Fill(5, 195, 120, 0.8, color.Black).Fill(125, 5, 0.8, 190, color.Black)
}

var glasses = []glass{
	{name: "A5 on a black lid", lid: color.Gray{20}, paper: color.Gray{240}, x: 30, y: 40, w: 148, h: 210, at: 150, has: true, writing: text},
	{name: "A5 in the corner, black lid", lid: color.Gray{35}, paper: color.Gray{240}, w: 148, h: 210, at: 150, has: true, writing: text},
	{name: "a card on a grey lid", lid: color.Gray{120}, paper: color.RGBA{235, 230, 205, 255}, x: 60, y: 50, w: 86, h: 54, at: 300, has: true, writing: func(s *pagetest.Sheet) *pagetest.Sheet { return s.Lines(8, 12, 60, 4, 9) }},
	{name: "yellowed on a white lid", lid: color.Gray{250}, paper: color.RGBA{232, 222, 190, 255}, x: 20, y: 25, w: 160, h: 240, at: 200, has: true, writing: text},
	{name: "white on a white lid, a shadow", lid: color.Gray{246}, shadow: 26, paper: color.Gray{246}, x: 18, y: 22, w: 148, h: 210, at: 200, has: true, writing: text},
	{name: "with a frame, black lid", lid: color.Gray{30}, paper: color.Gray{240}, x: 25, y: 30, w: 148, h: 210, at: 150, has: true, writing: framed},
	{name: "with a frame, white as the lid", lid: color.Gray{246}, paper: color.Gray{246}, x: 25, y: 30, w: 148, h: 210, at: 150, writing: framed},
	{name: "white as the lid, no shadow", lid: color.Gray{246}, paper: color.Gray{246}, x: 25, y: 30, w: 148, h: 210, at: 150, writing: text},
	{name: "as large as the glass", lid: color.Gray{20}, paper: color.Gray{240}, w: 210, h: 297, at: 150, writing: func(s *pagetest.Sheet) *pagetest.Sheet { return s.Lines(30, 30, 150, 40, 13) }},
	{name: "full of writing to its edge", lid: color.Gray{246}, paper: color.Gray{246}, w: 210, h: 297, at: 150, writing: func(s *pagetest.Sheet) *pagetest.Sheet {
		return s.Lines(4, 8, 200, 50, 13).Fill(0, 20, 210, 0.5, color.Black)
	}},
}

func (g glass) scan(t testing.TB) (image.Image, office.Box) {
	under := pagetest.NewSheet(t, 210, 297, g.at, g.lid)
	if g.shadow > 0 {
		dark := color.Gray{g.lid.(color.Gray).Y - g.shadow}
		under.Fill(g.x, g.y, g.w+0.4, g.h+0.4, dark) // the lamp stands at the other side
		under.Fill(g.x-0.3, g.y-0.3, g.w+0.3, g.h+0.3, dark)
	}
	paper := g.writing(pagetest.NewSheet(t, g.w, g.h, g.at, g.paper))
	box := image.Rect(0, 0, paper.Rect.Dx(), paper.Rect.Dy()).Add(image.Pt(under.Px(g.x), under.Px(g.y))).Intersect(under.Rect)
	draw.Draw(under, box, paper, image.Point{}, draw.Src)
	seen := pagetest.Optics{Blur: 0.7, Noise: 3, Ink: 0, Paper: 255, Quality: 85, Seed: 5}
	_, grey := g.lid.(color.Gray)
	if p, is := g.paper.(color.Gray); is && grey && p.Y > 0 {
		f := pagetest.Laid(under.Grey(), 0, false, 255)
		return seen.See(t, f), office.Box{X: box.Min.X, Y: box.Min.Y, W: box.Dx(), H: box.Dy()}
	}
	return seen.File(t, under), office.Box{X: box.Min.X, Y: box.Min.Y, W: box.Dx(), H: box.Dy()}
}

func TestThePaperIsFoundOnTheGlassOrLeftAsItLies(t *testing.T) {
	for _, g := range glasses {
		img, want := g.scan(t)
		got, found := Paper(img, img.Bounds().Size())
		if found != g.has {
			t.Errorf("%s: found %v %v", g.name, found, got)
			continue
		}
		off := 1.0 * g.at / office.MMPerInch
		if far := math.Max(math.Max(math.Abs(float64(got.X-want.X)), math.Abs(float64(got.Y-want.Y))),
			math.Max(math.Abs(float64(got.X+got.W-want.X-want.W)), math.Abs(float64(got.Y+got.H-want.Y-want.H)))); found && far > off {
			t.Errorf("%s: %+v, not %+v: %.1f pixels off", g.name, got, want, far)
		}
	}
}

// TestAPaperThatLiesAskewIsStraightenedAndCropped: what is left is the paper, upright.
func TestAPaperThatLiesAskewIsStraightenedAndCropped(t *testing.T) {
	const dpi = 150
	for _, degrees := range []float64{-3.3, 1.2, 4} {
		under := pagetest.NewSheet(t, 210, 297, dpi, color.Gray{30})
		paper := text(pagetest.NewSheet(t, 148, 210, dpi, color.Gray{240}))
		at := image.Pt(under.Px(31), under.Px(43.5)) // its middle is that of the glass
		draw.Draw(under, paper.Rect.Add(at), paper, image.Point{}, draw.Src)
		img := pagetest.Optics{Blur: 0.7, Noise: 3, Paper: 255, Quality: 85, Seed: 6}.See(t, pagetest.Laid(under.Grey(), degrees, false, 30))
		full := img.Bounds().Size()
		got, told := Skew(img)
		if !told || math.Abs(got-degrees) > 0.1 {
			t.Errorf("%.1f°: %.2f° %v", degrees, got, told)
		}
		r, found := Cropped(img, Straight(img, got, full), full)
		if !found || math.Abs(float64(r.Box.W-paper.Rect.Dx())) > 8 || math.Abs(float64(r.Box.H-paper.Rect.Dy())) > 8 {
			t.Errorf("%.1f°: %+v of a paper of %v", degrees, r, paper.Rect)
		}
		out := Apply(img, r, full)
		if left, told := Skew(out); out.Bounds().Dx() != r.Box.W || !told || math.Abs(left) > 0.1 {
			t.Errorf("%.1f°: what came is %v, and leans by %.2f° %v", degrees, out.Bounds(), left, told)
		}
	}
}

// lying is a capture that is shown as img by an EXIF orientation.
func lying(img image.Image, orientation int) image.Image {
	back := map[int]int{6: 8, 8: 6}[orientation]
	if back == 0 {
		back = orientation
	}
	return page.Upright(img, back)
}

// TestASheetIsCroppedAlikeHoweverItLay: turned and mirrored as a device may tell, straightened
// and not, what is left is the same picture.
func TestASheetIsCroppedAlikeHoweverItLay(t *testing.T) {
	img, _ := glasses[2].scan(t)
	for _, degrees := range []float64{0, 1.5} {
		var first image.Image
		for orientation := 1; orientation <= 8; orientation++ {
			capture := lying(img, orientation)
			r := office.Retouch{Straightened: degrees}
			if Mirrored(orientation) {
				r.Straightened = -degrees
			}
			full := capture.Bounds().Size()
			r, found := CroppedLying(capture, r, full, orientation)
			if !found {
				t.Fatalf("orientation %d, %.1f°: no paper is found", orientation, degrees)
			}
			shown := page.Upright(Apply(capture, r, full), orientation)
			if first == nil {
				first = shown
				continue
			}
			if shown.Bounds() != first.Bounds() {
				t.Errorf("orientation %d, %.1f°: %v is left, not %v", orientation, degrees, shown.Bounds(), first.Bounds())
				continue
			}
			if far := distance(first, shown, first.Bounds()); far > 0.7 {
				t.Errorf("orientation %d, %.1f°: what is left is %.2f levels away", orientation, degrees, far)
			}
		}
	}
}
