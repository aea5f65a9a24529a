package look

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"tram/local/office"
	"tram/local/pdf"
)

// inGap tells whether an image stands in the middle of the gap of decision.
func inGap(r Result, gap float64) bool {
	b := boxOf(r.Rect)
	return r.Look != nil && r.Free && near(b.middle(), 150, 1.5) && near((b[1]+b[3])/2, 128+gap/2, 1.5)
}

func TestASignatureStandsBetweenTitleAndName(t *testing.T) {
	img := picture(t, Person)
	for name, c := range map[string]struct {
		p   *paper
		gap float64
	}{
		"as the decree sets it":              {decision(100, 28), 28},
		"at a screen's resolution":           {decision(60, 28), 28},
		"a low gap":                          {decision(100, 20), 20},
		"a high gap":                         {decision(100, 44), 44},
		"a mark at the foot":                 {decision(100, 28).box(115, 200, 70, 3).box(115, 204, 70, 3).box(115, 208, 70, 3), 28},
		"a page number":                      {decision(100, 28).say(105, 285, 13, false, "5"), 28},
		"a short line at the side below":     {decision(100, 28).say(178, 192, 9, false, "Mã hồ sơ: 15"), 28},
		"a long line of recipients":          {decision(100, 28).say(76, 142, 11, false, "- Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân;"), 28},
		"a frame around the page":            {decision(100, 28).box(15, 15, 180, 0.5).box(15, 285, 180, 0.5).box(15, 15, 0.5, 270).box(195, 15, 0.5, 270), 28},
		"a gap below that is no signature's": {decision(100, 28).lines(110, 190, 190, 230), 28},
	} {
		r := placed(t, Wish{Layout: Person, Page: 4, Ink: c.p.ink(), Image: img})
		if !inGap(r, c.gap) || r.Page != 4 || c.p.covers(r, [4]float64{}) {
			t.Errorf("%s: %+v", name, boxOf(r.Rect))
		}
	}
}

func TestAnImageKeepsItsShapeAndIsNeverMadeTiny(t *testing.T) {
	img := picture(t, Person)
	low := boxOf(placed(t, Wish{Layout: Person, Ink: decision(100, 20).ink(), Image: img}).Rect)
	if !near(low.w()/low.h(), img.W/img.H, 0.01) || low.w() >= img.W || low.w() < leastScale*img.W {
		t.Errorf("%.1f × %.1f mm of %.1f × %.1f", low.w(), low.h(), img.W, img.H)
	}
	img.H = 40 // as high as a third of the gap can never be
	if r := placed(t, Wish{Layout: Person, Ink: decision(100, 20).ink(), Image: img}); inGap(r, 20) {
		t.Errorf("it was pressed into the gap: %.1f", boxOf(r.Rect))
	}
}

func TestDirtInTheGapIsStepped(t *testing.T) {
	p := decision(100, 36).box(150, 140, 0.4, 0.4)
	r := placed(t, Wish{Layout: Person, Ink: p.ink(), Image: picture(t, Person)})
	b := boxOf(r.Rect)
	if p.covers(r, [4]float64{}) || b[1] < 128 || b[3] > 128+36 || !near(b.middle(), 150, besideMM+1.5) {
		t.Errorf("%.1f", b)
	}
}

func TestTheGapIsFoundOnACrookedNoisyScan(t *testing.T) {
	for _, degrees := range []float64{-1, 0.7} {
		p := scanned(decision(150, 28), degrees)
		r := placed(t, Wish{Layout: Person, Ink: p.ink(), Image: picture(t, Person)})
		b := boxOf(r.Rect)
		if !near(b.middle(), 150, 4) || !near((b[1]+b[3])/2, 142, 3) {
			t.Errorf("%g°: %.1f", degrees, b)
		}
	}
}

// scanned turns a page a little round its middle and puts a scanner's grain on
// it.
func scanned(p *paper, degrees float64) *paper {
	w, h := p.sizeMM()
	out := newPaper(w, h, p.px*office.MMPerInch)
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	cx, cy := float64(p.Rect.Dx())/2, float64(p.Rect.Dy())/2
	turn := f64.Aff3{cos, -sin, cx - cos*cx + sin*cy, sin, cos, cy - sin*cx - cos*cy}
	draw.BiLinear.Transform(out.RGBA, turn, p.RGBA, p.Rect, draw.Src, nil)
	grain := rand.New(rand.NewPCG(3, 5))
	for i := range out.Pix {
		if i%4 < 3 {
			out.Pix[i] = uint8(min(max(float64(out.Pix[i])-8+3*grain.NormFloat64(), 0), 255))
		}
	}
	return out
}

func TestWithoutAGapASignatureGoesToTheLowerRightOrStaysHidden(t *testing.T) {
	img := picture(t, Person)
	for name, c := range map[string]struct {
		p    *paper
		free bool
	}{
		"an empty page":                {newPaper(210, 297, 72), true},
		"text above":                   {newPaper(210, 297, 72).lines(30, 20, 190, 180), true},
		"title and name stand too far": {decision(72, 60), true},
		"a title and no name":          {newPaper(210, 297, 72).lines(30, 25, 192, 200).say(150, 215, 13, true, "CHỦ TỊCH"), true},
		"a full page":                  {newPaper(210, 297, 72).lines(10, 10, 205, 292), false},
		"blank in the upper half only": {newPaper(210, 297, 72).lines(10, 140, 205, 292), false},
		"a card":                       {newPaper(30, 20, 100), false},
	} {
		r := placed(t, Wish{Layout: Person, Ink: c.p.ink(), Image: img})
		b := boxOf(r.Rect)
		w, h := c.p.sizeMM()
		switch {
		case c.free != r.Free || c.free != (r.Look != nil) || c.free != (r.Said == ""):
			t.Errorf("%s: free %v, %q", name, r.Free, r.Said)
		case c.free && (b.middle() < w/2-1 || (b[1]+b[3])/2 < h/2-1 || b[2] > w-4 || b[3] > h-4 || c.p.covers(r, [4]float64{})):
			t.Errorf("%s: %.1f", name, b)
		case !c.free && r.Rect != [4]float64{}:
			t.Errorf("%s: hidden and yet at %v", name, r.Rect)
		}
	}
}

func TestTheShadeAtTheFootIsNoName(t *testing.T) {
	p := newPaper(210, 297, 100).lines(30, 20, 190, 100).box(120, 262, 40, 0.5).box(10, 288, 190, 4)
	r := placed(t, Wish{Layout: Person, Ink: p.ink(), Image: picture(t, Person)})
	if b := boxOf(r.Rect); !r.Free || b[3] > 262 {
		t.Errorf("%.1f", b)
	}
}

func TestTheWordsOfACopyStandAtTheTopRightOrNotAtAll(t *testing.T) {
	long, err := CopyLines(office.Extract, "Trung tâm Phục vụ hành chính công phường Mẫu Sơn thuộc Ủy ban nhân dân phường Mẫu Sơn, thành phố Mẫu", today)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		p    *paper
		wish Wish
		free bool
	}{
		"a copy":                 {firstPage(100, 20), Wish{Layout: Copy, Lines: copyLines(t)}, true},
		"a copy by a long name":  {firstPage(100, 20), Wish{Layout: Copy, Lines: long}, true},
		"an annex":               {firstPage(100, 20), Wish{Layout: Annex, Lines: annexLines(t)}, true},
		"an empty page":          {newPaper(210, 297, 72), Wish{Layout: Copy, Lines: copyLines(t)}, true},
		"a page across":          {newPaper(297, 210, 72).lines(20, 25, 280, 190), Wish{Layout: Annex, Lines: annexLines(t)}, true},
		"the motto stands high":  {firstPage(100, 9), Wish{Layout: Copy, Lines: copyLines(t)}, false},
		"a stamp at the top":     {firstPage(100, 20).box(110, 3, 95, 14), Wish{Layout: Annex, Lines: annexLines(t)}, false},
		"two lines need less":    {firstPage(100, 17), Wish{Layout: Annex, Lines: annexLines(t)}, true},
		"smaller than the words": {newPaper(40, 30, 100), Wish{Layout: Copy, Lines: copyLines(t)}, false},
	} {
		c.wish.Ink = c.p.ink()
		r := placed(t, c.wish)
		b := boxOf(r.Rect)
		w, _ := c.p.sizeMM()
		switch {
		case c.free != r.Free || c.free != (r.Look != nil) || c.free != (r.Said == ""):
			t.Errorf("%s: free %v, %q", name, r.Free, r.Said)
		case c.free && (b.middle() < w/2 || b[1] < 4 || b[3] > 24 || c.p.covers(r, [4]float64{})):
			t.Errorf("%s: %.1f", name, b)
		}
	}
}

func TestTheWordsAreBlackUprightAndOfTenPoints(t *testing.T) {
	r := placed(t, Wish{Layout: Copy, Ink: firstPage(100, 20).ink(), Lines: copyLines(t)})
	want := []string{"SAO Y", "Ủy ban nhân dân xã Mẫu Sơn", "Thời gian ký: 2026-11-23T14:05:09+07:00"}
	for i, line := range r.Look.Layout.Lines() {
		if text := r.Look.Layout.Texts[i]; line != want[i] || text.Size != 10 || text.Bold {
			t.Errorf("%+v", text)
		}
	}
	if len(r.Look.Images) > 0 || len(r.Look.Layout.Lines()) != 3 {
		t.Errorf("%+v", r.Look)
	}
}

func TestASignatureOnOurMarkShowsNothingOfItsOwn(t *testing.T) {
	r := placed(t, Wish{Layout: OnMark, Mark: office.Spot{Page: 2, X: 100, Y: 10, W: 80, H: 20}})
	if b := boxOf(r.Rect); r.Page != 2 || !near(b[0], 100, 1e-9) || !near(b[3], 30, 1e-9) || r.Look == nil || !r.Free {
		t.Errorf("%+v", r)
	}
	for _, v := range Draw(r, 100).Pix {
		if v != 0 {
			t.Fatal("it shows")
		}
	}
	if _, err := Place(Wish{Layout: OnMark}); err == nil {
		t.Error("there was no mark")
	}
}

func TestAHiddenSignatureHasNoPlace(t *testing.T) {
	r := placed(t, Wish{Layout: Hidden})
	if f := r.Put(pdf.Field{Name: "A", Page: 3, Rect: [4]float64{1, 2, 3, 4}}); f.Name != "A" || f.Page != 0 || f.Look != nil || f.Rect != [4]float64{} {
		t.Errorf("%+v", f)
	}
	if !Draw(r, 100).Rect.Empty() || !r.Free {
		t.Error("it shows")
	}
}

func TestTheSealCoversAboutAThirdOfTheSignature(t *testing.T) {
	for _, gap := range []float64{24, 28, 32, 36, 44} {
		p := decision(100, gap)
		person := placed(t, Wish{Layout: Person, Ink: p.ink(), Image: picture(t, Person)})
		wish := Wish{Layout: Seal, Ink: p.ink(), Image: picture(t, Seal), Over: person.Rect}
		r := placed(t, wish)
		sig, b := boxOf(person.Rect), boxOf(r.Rect)
		share := (b[2] - sig[0]) / sig.w()
		if !r.Free || r.Covers != 0 || share < leastThird-0.01 || share > mostThird+0.01 || !near(b[1]+b[3], sig[1]+sig[3], 2*upDownMM) {
			t.Errorf("gap %g: %.2f of the signature, free %v, %.1f over %.1f", gap, share, r.Free, b, sig)
		}
		if !near(b.w(), SealWidthMM, 0.01) || p.covers(r, person.Rect) {
			t.Errorf("gap %g: %.1f mm wide, or over words", gap, b.w())
		}
		wish.Ink = p.with(person).ink() // the page as it shows once the person has signed
		if again := placed(t, wish); again.Rect != r.Rect {
			t.Errorf("gap %g: over the signature itself it went to %.1f from %.1f", gap, boxOf(again.Rect), b)
		}
	}
}

func TestASealThatWouldCoverWordsIsPlacedOnlyWhenAsked(t *testing.T) {
	p := decision(100, 28).box(98, 115, 24, 45)
	person := placed(t, Wish{Layout: Person, Ink: p.ink(), Image: picture(t, Person)})
	wish := Wish{Layout: Seal, Ink: p.ink(), Image: picture(t, Seal), Over: person.Rect}
	r := placed(t, wish)
	if r.Free || r.Look != nil || r.Rect != [4]float64{} || r.Said == "" || r.Covers < 0.1 || r.Covers > 0.9 {
		t.Errorf("not asked: %+v", r)
	}
	wish.Anyway = true
	anyway := placed(t, wish)
	if anyway.Free || anyway.Look == nil || anyway.Covers != r.Covers || !p.covers(anyway, person.Rect) || anyway.Said == "" {
		t.Errorf("asked: %+v", anyway)
	}
}

func TestASealAloneStandsWhereASignatureWould(t *testing.T) {
	img := picture(t, Seal)
	if r := placed(t, Wish{Layout: Seal, Ink: decision(100, 42).ink(), Image: img}); !inGap(r, 42) {
		t.Errorf("%.1f", boxOf(r.Rect))
	}
	p := decision(100, 28)
	r := placed(t, Wish{Layout: Seal, Ink: p.ink(), Image: img})
	if b := boxOf(r.Rect); !r.Free || p.covers(r, [4]float64{}) || b.middle() < 105 || (b[1]+b[3])/2 < 148 {
		t.Errorf("%.1f", b)
	}
}

func TestALookGoesWhereItIsDraggedOrToTheNearestBlank(t *testing.T) {
	p := decision(100, 28)
	wish := Wish{Layout: Person, Ink: p.ink(), Image: picture(t, Person)}
	r := placed(t, wish)
	for name, c := range map[string]struct{ x, y, wantX, wantY float64 }{
		"blank":        {40, 220, 40, 220},
		"over a name":  {128, 155, 128, 163},
		"off the page": {900, 900, 210 - 5 - r.width(), 297 - 5 - r.height()},
	} {
		m, err := Move(wish, r, c.x, c.y)
		b := boxOf(m.Rect)
		if err != nil || !near(b[0], c.wantX, 1.5) || !near(b[1], c.wantY, 3) || !m.Free || p.covers(m, [4]float64{}) || !near(b.w(), r.width(), 1e-6) {
			t.Errorf("%s: %.1f, %v", name, b, err)
		}
	}
	full := Wish{Layout: Person, Ink: newPaper(210, 297, 72).box(0, 0, 210, 297).ink(), Image: wish.Image}
	if m, err := Move(full, r, 10, 10); err != nil || m.Rect != r.Rect {
		t.Errorf("no room, and yet it went to %.1f: %v", boxOf(m.Rect), err)
	}
	for _, w := range append(wishes(t), Wish{Layout: OnMark}, Wish{Layout: Hidden}) {
		w.Ink = p.ink()
		if m, err := Move(w, Result{Layout: w.Layout}, 40, 220); err != nil || (m.Look != nil) != (w.Layout != OnMark && w.Layout != Hidden) || m.Look != nil && !m.Free {
			t.Errorf("%s, which had found no room, dragged to blank paper: %+v, %v", w.Layout, m, err)
		}
	}
	if m, err := Move(wish, r, math.NaN(), 10); err != nil || m.Rect != r.Rect {
		t.Errorf("no place, and yet it went to %.1f: %v", boxOf(m.Rect), err)
	}
}

func (r Result) width() float64  { return boxOf(r.Rect).w() }
func (r Result) height() float64 { return boxOf(r.Rect).h() }

func TestWhatALookLacksIsAskedFor(t *testing.T) {
	ink := firstPage(72, 20).ink()
	for name, c := range map[string]struct {
		wish Wish
		want error
	}{
		"no words":       {Wish{Layout: Copy, Ink: ink}, EmptyFact},
		"no image":       {Wish{Layout: Person, Ink: ink}, NoPicture},
		"no seal":        {Wish{Layout: Seal, Ink: ink}, NoPicture},
		"a letter":       {Wish{Layout: Annex, Ink: ink, Lines: []string{"15/汉"}}, NoGlyph},
		"a long word":    {Wish{Layout: Annex, Ink: ink, Lines: []string{strings.Repeat("W", 300)}}, LineTooLong},
		"no layout":      {Wish{Layout: "other", Ink: ink}, nil},
		"no page":        {Wish{Layout: Copy, Lines: copyLines(t)}, nil},
		"no page either": {Wish{Layout: Person, Image: picture(t, Person)}, nil},
	} {
		if r, err := Place(c.wish); err == nil || (c.want != nil && !errors.Is(err, c.want)) || r.Look != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func BenchmarkPlacePerson(b *testing.B) {
	ink, image := decision(150, 28).ink(), picture(b, Person)
	for b.Loop() {
		placed(b, Wish{Layout: Person, Ink: ink, Image: image})
	}
}

func BenchmarkPlaceSeal(b *testing.B) {
	for name, gap := range map[string]float64{"free": 28, "not free": 20} {
		b.Run(name, func(b *testing.B) {
			ink, image := decision(150, gap).ink(), picture(b, Seal)
			person := placed(b, Wish{Layout: Person, Ink: ink, Image: picture(b, Person)})
			for b.Loop() {
				placed(b, Wish{Layout: Seal, Ink: ink, Image: image, Over: person.Rect})
			}
		})
	}
}
