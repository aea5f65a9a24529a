package pdf

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"tram/local/pdf/cos"
)

func TestAPlaceOnThePageIsFoundOnItsPicture(t *testing.T) {
	seen, place := box{10, 20, 605, 862}, box{30, 40, 130, 90}
	for turn := range 4 {
		back := offPage(onPage(place, seen, turn), seen, turn)
		for i := range place {
			if math.Abs(back[i]-place[i]) > 1e-9 {
				t.Errorf("turned %d times: %v", turn, back)
				break
			}
		}
	}
}

// inked is a picture for a look: one colour, or a frame of it on nothing.
func inked(c color.Color, frame bool) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, 60, 20))
	for y := range 20 {
		for x := range 60 {
			if !frame || x < 2 || x > 57 || y < 2 || y > 17 {
				img.Set(x, y, c)
			}
		}
	}
	return img
}

func TestASignatureThatHidesWordsIsContentHoweverThePageIsTurned(t *testing.T) {
	words, seen := box{50, 690, 230, 720}, box{0, 0, 595, 842}
	for turn := range 4 {
		base := tampered(t, victim(t), with(attackedPage, cos.Set{Key: "Rotate", Value: fmt.Sprint(90 * turn)}))
		once := signed(t, base, Field{Name: "Mot"})
		over, beside := offPage(words, seen, turn), offPage(box{50, 190, 230, 220}, seen, turn)
		around := offPage(box{10, 675, 310, 735}, seen, turn)
		for _, c := range []struct {
			name  string
			place box
			look  image.Image
			said  string
		}{
			{"white over words", over, inked(color.White, false), hiddenSaid},
			{"black over words", over, inked(color.Gray{Y: 0x30}, false), hiddenSaid},
			{"a frame on words", over, inked(color.NRGBA{R: 0xc0, A: 0xff}, true), changeSaid[Beside]},
			{"a frame round words", around, inked(color.NRGBA{R: 0xc0, A: 0xff}, true), changeSaid[AnotherSignature]},
			{"white beside words", beside, inked(color.White, false), changeSaid[AnotherSignature]},
		} {
			twice := signed(t, once, Field{Name: "Hai", Rect: c.place, Look: &Look{Images: []LookImage{
				{Image: c.look, Rect: [4]float64{0, 0, c.place.width(), c.place.height()}}}}})
			s := readSignatures(t, twice)[0]
			if last := s.Since[len(s.Since)-1]; !strings.HasPrefix(last.Said, c.said) {
				t.Errorf("turned %d times, %s: %v", turn, c.name, s.Since)
			}
		}
	}
}

// The decree lays the office's seal over the signature of a person: what that
// shows is no content of the page.
func TestASealOverASignatureLeavesItAsItIs(t *testing.T) {
	blue, red := color.NRGBA{B: 0xc0, A: 0xff}, color.NRGBA{R: 0xd0, A: 0xff}
	person := Field{Name: "Nguoi", Rect: [4]float64{300, 600, 420, 640}, Look: &Look{Images: []LookImage{{Image: inked(blue, true), Rect: [4]float64{0, 0, 120, 40}}}}}
	file := signed(t, victim(t), person)
	for name, seal := range map[string]image.Image{"clear": inked(red, true), "on a white ground": inked(color.White, false)} {
		more := map[string]int{"on a white ground": 1}[name]
		office := Field{Name: "Co quan", Rect: [4]float64{260, 580, 350, 610}, Look: &Look{Images: []LookImage{{Image: seal, Rect: [4]float64{0, 0, 90, 30}}}}}
		for _, s := range readSignatures(t, signed(t, file, office)) {
			if kinds := kindsOf(s); len(s.Faults) > 0 || len(kinds) > 0 && (len(kinds) > 1+more || kinds[0] != AnotherSignature || more > 0 && kinds[more] != SealOver) {
				t.Errorf("%s, %s: %v %v", name, s.Field, s.Since, s.Faults)
			}
		}
	}
}

// TestWhatCouldNotBeLookedUnderIsTold: more pages are covered than are drawn.
func TestWhatCouldNotBeLookedUnderIsTold(t *testing.T) {
	const most = witnessPages + 1 // behind the first, which has the signature
	objects, kids := []string{"<< /Type /Catalog /Pages 2 0 R >>", ""}, ""
	for n := range most + 1 {
		objects = append(objects, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] >>")
		kids += fmt.Sprintf("%d 0 R ", n+3)
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", most+1, kids)
	file := signed(t, scannerPDF(objects...), Field{Name: "Mot"})
	for _, covered := range []int{1, most} {
		marked := tampered(t, file, func(d *draft) {
			for n := range covered {
				note := d.add("<< /Type /Annot /Subtype /Highlight /C [1 1 0] /Rect [50 50 90 60] /QuadPoints [50 60 90 60 50 50 90 50] >>")
				with(n+4, cos.Set{Key: "Annots", Value: "[" + pointer(note) + "]"})(d)
			}
		})
		got := kindsOf(readSignatures(t, marked)[0])
		if slices.Contains(got, Content) || slices.Contains(got, Overlaid) != (covered == most) {
			t.Errorf("%d pages covered: %v", covered, got)
		}
	}
}
