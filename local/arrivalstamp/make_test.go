package arrivalstamp

import (
	"bytes"
	"errors"
	"image"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/pdf"
)

// pages are first pages of every size and turn, with room for a stamp.
func pages(t testing.TB) map[string][]byte {
	return map[string][]byte{
		"a decision": document(t, decision), "a letter": document(t, letter), "a short letter": document(t, short),
		"A5": document(t, smallA5), "A3": document(t, largeA3), "A4 lying": document(t, lying),
		"turned once":            odd("/MediaBox [0 0 842 595] /Rotate 90", 50, 50, 545, 560),
		"turned twice":           odd("/MediaBox [0 0 595 842] /Rotate 180", 50, 300, 545, 800),
		"turned back":            odd("/MediaBox [0 0 842 595] /Rotate 270", 300, 50, 800, 545),
		"a part of a sheet":      odd("/MediaBox [-100 -50 700 900] /CropBox [0 0 595 842]", 50, 300, 545, 800),
		"a part of a turned one": odd("/MediaBox [-100 -50 900 700] /CropBox [0 0 842 595] /Rotate 90", 300, 50, 800, 545),
		"in units of its own":    odd("/MediaBox [0 0 297.5 421] /UserUnit 2", 25, 200, 272, 400),
		"with nothing written":   odd("/MediaBox [0 0 595 842]", 0, 842, 0, 842),
	}
}

// TestAStampStandsOnBlankPaperAlone compares each page as two other programs draw it, before and
// after: under the stamp there was nothing, and around it nothing changed. It is 50 by 35 mm, and
// upright, for its words are read in their order within it.
func TestAStampStandsOnBlankPaperAlone(t *testing.T) {
	for name, file := range pages(t) {
		stamp, err := Layout(facts)
		if err != nil {
			t.Fatal(err)
		}
		standing, err := pdf.Inspect(t.Context(), bytes.NewReader(file), int64(len(file)), "")
		if err != nil {
			t.Fatal(err)
		}
		before := drawn(t, file)
		for _, note := range []bool{false, true} {
			spot, err := room(t.Context(), bytes.NewReader(file), int64(len(file)), standing.Shapes[0], nil)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			more, err := appended(t.Context(), bytes.NewReader(file), int64(len(file)), pdf.Addition{Layout: stamp, X: spot.X, Y: spot.Y}, note)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			after := append(bytes.Clone(file), more...)
			for i, img := range drawn(t, after) {
				if strings.Contains(name, "units") && i == 0 {
					continue // poppler does not know the units of a page
				}
				covered, outside, frame := compared(before[i], img, spot)
				if covered > 0 || outside > 0 {
					t.Errorf("%s, note %v, program %d: %d dark pixels under the stamp, %d others changed around it", name, note, i, covered, outside)
				}
				const near = 0.4 // mm: a pixel and a half
				for side, want := range []float64{spot.X, spot.Y, WidthMM, HeightMM} {
					if math.Abs(frame[side]-want) > near {
						t.Errorf("%s, note %v, program %d: the frame is seen at %.1f, want %v", name, note, i, frame, spot)
						break
					}
				}
			}
			tool(t, after, "qpdf", "--check", "FILE")
			if !note {
				within(t, name, after, spot)
			}
		}
	}
}

// compared counts the pixels that were dark under a stamp, those that changed around it, and
// finds where it is seen: left, top, width and height in mm.
func compared(before, after *image.Gray, spot office.Spot) (covered, outside int, frame [4]float64) {
	const white, px = 250, seenDPI / office.MMPerInch
	inside := func(x, y int, round float64) bool {
		mx, my := (float64(x)+0.5)/px, (float64(y)+0.5)/px
		return mx > spot.X-round && mx < spot.X+spot.W+round && my > spot.Y-round && my < spot.Y+spot.H+round
	}
	changed := image.Rectangle{}
	for y := range before.Rect.Dy() {
		for x := range before.Rect.Dx() {
			is := before.GrayAt(x, y) != after.GrayAt(x, y)
			if inside(x, y, 0) && before.GrayAt(x, y).Y < white {
				covered++
			}
			if is && !inside(x, y, 1/px) {
				outside++
			}
			if is && after.GrayAt(x, y).Y < 128 {
				changed = changed.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return covered, outside, [4]float64{float64(changed.Min.X) / px, float64(changed.Min.Y) / px, float64(changed.Dx()) / px, float64(changed.Dy()) / px}
}

var boxed = regexp.MustCompile(`<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">([^<]*)</word>`)

// within asks pdftotext where the words of a stamp stand.
func within(t *testing.T, name string, file []byte, spot office.Spot) {
	t.Helper()
	var inside []string
	for _, m := range boxed.FindAllStringSubmatch(tool(t, file, "pdftotext", "-bbox", "-cropbox", "-f", "1", "-l", "1", "FILE", "-"), -1) {
		var at [4]float64
		for i := range at {
			at[i], _ = strconv.ParseFloat(m[i+1], 64)
			at[i] /= office.PointsPerMM
		}
		if strings.Contains(name, "units") {
			for i := range at {
				at[i] *= 2 // poppler tells the units of the page
			}
		}
		if at[0] >= spot.X && at[1] >= spot.Y-1 && at[2] <= spot.X+spot.W && at[3] <= spot.Y+spot.H+1 {
			inside = append(inside, m[5])
		}
	}
	said := strings.Join(inside, " ")
	for _, want := range []string{"ỦY BAN NHÂN", "ĐẾN", "Số: 05", "Ngày: 23/11/2026", "Chuyển: Công chức Văn phòng", "Số và ký hiệu HS:"} {
		if !strings.Contains(said, want) {
			t.Errorf("%s: %q does not stand within the stamp: %s", name, want, said)
		}
	}
}

func TestAPageWithoutRoomGetsNoStamp(t *testing.T) {
	for name, file := range map[string][]byte{
		"a full page": document(t, full), "a small one": odd("/MediaBox [0 0 150 150]", 10, 10, 20, 20),
		"a note all over it": odd("/MediaBox [0 0 595 842] /Annots [<< /Type /Annot /Subtype /Square /Rect [5 5 590 837] /IC [1 0 0] /C [1 0 0] /F 4 >>]", 50, 800, 545, 840),
	} {
		_, err := Make(t.Context(), bytes.NewReader(file), int64(len(file)), Order{Facts: facts})
		if !errors.Is(err, NoRoom) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAPageLargerThanPaperIsNotSearched: a file that says to be larger than a town kept the program
// looking for blank paper without end. Two sheets of A0 side by side are paper.
func TestAPageLargerThanPaperIsNotSearched(t *testing.T) {
	for box, want := range map[string]error{"0 0 1000000000 1000000000": NoPaper, "0 0 14400 842": NoPaper, "0 0 595 6800": NoPaper, "0 0 6740 4767": nil} {
		file := odd("/MediaBox ["+box+"]", 50, 400, 545, 440)
		if _, err := Make(t.Context(), bytes.NewReader(file), int64(len(file)), Order{Facts: facts}); !errors.Is(err, want) {
			t.Errorf("a page of %s: %v", box, err)
		}
	}
}

// Room between paragraphs in the lower part of a page, and beside a name, is where somebody is yet
// to sign.
func TestNoStampStandsWhereSomebodyIsToSign(t *testing.T) {
	p := full
	p.to = 200
	file := document(t, p)
	block, err := Layout(facts)
	if err != nil {
		t.Fatal(err)
	}
	for name, xs := range map[string][]float64{"between paragraphs": {30, 80, 130}, "beside a name": {130}} {
		var below []pdf.Addition
		for _, x := range xs {
			below = append(below, pdf.Addition{Layout: block, X: x, Y: 242})
		}
		inc, err := pdf.PrepareOverlay(t.Context(), bytes.NewReader(file), int64(len(file)), pdf.Overlay{Draw: below})
		if err != nil {
			t.Fatal(err)
		}
		toSign := append(bytes.Clone(file), inc.Bytes...)
		if s, err := Make(t.Context(), bytes.NewReader(toSign), int64(len(toSign)), Order{Facts: facts}); !errors.Is(err, NoRoom) {
			t.Errorf("%s: stamped at %+v, %v", name, s.Spot, err)
		}
	}
	s, _ := stampedAs(t, file, Order{Facts: facts})
	if s.Spot.Y < 250 || s.Spot.X > 30 {
		t.Errorf("at the foot of the page: at %+v", s.Spot)
	}
}

func TestAClerkChoosesWhereAStampStands(t *testing.T) {
	file := document(t, short)
	for _, at := range [][2]float64{{100, 200}, {100, 100}, {-10, 400}, {180, 280}} {
		s, after := stampedAs(t, file, Order{Facts: facts, At: &at})
		if !s.Spot.Moved || s.Spot.X < edgeMM || s.Spot.Y+s.Spot.H > short.h-edgeMM+0.01 {
			t.Errorf("%v: at %+v", at, s.Spot)
		}
		covered, outside, _ := compared(drawn(t, file)[0], drawn(t, after)[0], s.Spot)
		if covered+outside > 0 {
			t.Errorf("%v: %d dark pixels under the stamp, %d changed around it", at, covered, outside)
		}
	}
	at := [2]float64{100, 200}
	if s, _ := stampedAs(t, file, Order{Facts: facts, At: &at}); s.Spot.X != 100 || s.Spot.Y != 200 {
		t.Errorf("a free place is not kept: %+v", s.Spot)
	}
}

func TestTheSameStampIsMadeOfTheSame(t *testing.T) {
	file := document(t, decision)
	first, whole := stampedAs(t, file, Order{Facts: facts})
	second, _ := stampedAs(t, file, Order{Facts: facts})
	if !bytes.Equal(first.More, second.More) || first.Note {
		t.Error("two stamps of the same document differ, or lie on it as notes")
	}
	if !bytes.HasPrefix(whole, file) {
		t.Error("the bytes of the document are no prefix")
	}
}

func TestWhatIsNoPDFIsNotStamped(t *testing.T) {
	for name, file := range map[string][]byte{"nothing": nil, "words": []byte("đây không phải PDF"), "the half of one": document(t, decision)[:500]} {
		_, err := Make(t.Context(), bytes.NewReader(file), int64(len(file)), Order{Facts: facts})
		if _, told := office.FailureIn(err); !told {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A signature that anything but a drawing is told of, or that forbids one, bears no stamp.
func TestASignatureBearsAStampOnlyWhereItsSignerLetsIt(t *testing.T) {
	drawnOn, content := pdf.Change{Kind: pdf.DrawnOn}, pdf.Change{Kind: pdf.Content}
	for _, c := range []struct {
		before, after pdf.Signature
		bears         bool
	}{
		{pdf.Signature{}, pdf.Signature{Since: []pdf.Change{drawnOn}}, true},
		{pdf.Signature{}, pdf.Signature{Since: []pdf.Change{drawnOn, content}}, false},
		{pdf.Signature{Since: []pdf.Change{content}}, pdf.Signature{Since: []pdf.Change{drawnOn, content}}, true},
		{pdf.Signature{}, pdf.Signature{Since: []pdf.Change{drawnOn}, Faults: []pdf.Fault{pdf.NotAllowed}}, false},
	} {
		if err := bears(c.before, c.after); (err == nil) != c.bears || err != nil && !errors.Is(err, SignerForbids) {
			t.Errorf("%+v to %+v: %v", c.before, c.after, err)
		}
	}
}
