package page_test

import (
	"image"
	"image/color"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"

	"tram/local/page"
	"tram/local/page/pagetest"
)

// back is the back of a sheet as it comes through a feeder, by chance: what is on it, nobody
// wrote.
func back(t testing.TB, r *rand.Rand, dpi float64) *pagetest.Sheet {
	tones := []color.RGBA{{250, 250, 250, 255}, {238, 238, 234, 255}, {232, 222, 190, 255}, {214, 198, 160, 255}, {205, 205, 205, 255}}
	paper := tones[r.IntN(len(tones))]
	s := pagetest.NewSheet(t, 148, 210, dpi, paper)
	if r.IntN(2) == 0 {
		through(t, s, paper, 0.01+0.05*r.Float64())
	}
	if r.IntN(2) == 0 {
		for _, y := range []float64{65, 145} {
			hole(s, 10+2*r.Float64(), y, 2.5+0.6*r.Float64())
		}
	}
	if r.IntN(3) == 0 {
		s.Fill(0, 0, 1+2*r.Float64(), 210, color.RGBA{90, 90, 90, 255}) // the edge of the glass
	}
	if r.IntN(4) == 0 {
		s.Fill(0, 0, 148, 1+2*r.Float64(), color.RGBA{40, 40, 40, 255})
	}
	for range r.IntN(12) {
		s.Fill(6+135*r.Float64(), 6+195*r.Float64(), 0.15+0.35*r.Float64(), 0.15+0.35*r.Float64(), color.RGBA{90, 80, 70, 255})
	}
	return s
}

// through lets the front of the sheet show through: mirrored, faint and soft.
func through(t testing.TB, s *pagetest.Sheet, paper color.RGBA, strength float64) {
	front := pagetest.NewSheet(t, 148, 210, s.DPI, color.White).Lines(20, 25, 110, 30, 12).Grey()
	w := front.Rect.Dx()
	for y := range front.Rect.Dy() {
		for x := 2; x < w-2; x++ {
			sum := 0
			for d := -2; d <= 2; d++ {
				sum += int(front.GrayAt(w-1-x+d, min(max(y+d, 0), front.Rect.Dy()-1)).Y)
			}
			dim := 1 - strength*(1-float64(sum)/5/255)
			s.SetRGBA(x, y, color.RGBA{uint8(float64(paper.R) * dim), uint8(float64(paper.G) * dim), uint8(float64(paper.B) * dim), 255})
		}
	}
}

func hole(s *pagetest.Sheet, x, y, radius float64) {
	for d := -radius; d <= radius; d += 0.1 {
		for e := -radius; e <= radius; e += 0.1 {
			if d*d+e*e <= radius*radius {
				s.Fill(x+d, y+e, 0.1, 0.1, color.RGBA{30, 30, 30, 255})
			}
		}
	}
}

func stroke(s *pagetest.Sheet, r *rand.Rand, x, y float64, steps int, c color.Color) *pagetest.Sheet {
	for range steps {
		x, y = x+r.NormFloat64()*0.25+0.06, y+r.NormFloat64()*0.3
		s.Fill(x, y, 0.35, 0.35, c)
	}
	return s
}

// written is the least that a person or a machine writes on a page.
var written = map[string]func(s *pagetest.Sheet, r *rand.Rand) *pagetest.Sheet{
	"a page number":        func(s *pagetest.Sheet, r *rand.Rand) *pagetest.Sheet { return s.Lines(70+5*r.Float64(), 15, 6, 1, 12) },
	"a number in the foot": func(s *pagetest.Sheet, r *rand.Rand) *pagetest.Sheet { return s.Lines(70, 200, 6, 1, 11) },
	"a word": func(s *pagetest.Sheet, r *rand.Rand) *pagetest.Sheet {
		return s.Lines(20+80*r.Float64(), 30+140*r.Float64(), 9, 1, 10)
	},
	"initials": func(s *pagetest.Sheet, r *rand.Rand) *pagetest.Sheet {
		return stroke(s, r, 90, 160, 40, color.RGBA{30, 40, 130, 255})
	},
	"a pencil note": func(s *pagetest.Sheet, r *rand.Rand) *pagetest.Sheet {
		return stroke(s, r, 60, 90, 60, color.RGBA{130, 130, 130, 255})
	},
	"a faint stamp": func(s *pagetest.Sheet, r *rand.Rand) *pagetest.Sheet {
		return s.Fill(80, 140, 30, 0.6, color.RGBA{190, 140, 140, 255}).Fill(80, 152, 30, 0.6, color.RGBA{190, 140, 140, 255}).Lines(84, 148, 20, 1, 9)
	},
	"a seal": func(s *pagetest.Sheet, r *rand.Rand) *pagetest.Sheet { return s.Stamp(100, 150, 34) },
	"a number beside a hole": func(s *pagetest.Sheet, r *rand.Rand) *pagetest.Sheet {
		hole(s, 11, 65, 2.8)
		return s.Lines(16, 66, 6, 1, 11)
	},
	"an underline": func(s *pagetest.Sheet, r *rand.Rand) *pagetest.Sheet {
		return s.Fill(40, 100, 25, 0.3, color.RGBA{60, 60, 60, 255})
	},
	"a note at the foot": func(s *pagetest.Sheet, r *rand.Rand) *pagetest.Sheet {
		return s.Lines(15+60*r.Float64(), 203+2*r.Float64(), 30, 1, 9)
	},
	"a note at the top": func(s *pagetest.Sheet, r *rand.Rand) *pagetest.Sheet {
		return s.Lines(15+60*r.Float64(), 6.5+r.Float64(), 30, 1, 10)
	},
	"figures at the rim": func(s *pagetest.Sheet, r *rand.Rand) *pagetest.Sheet {
		for row := range 5 {
			s.Lines(140, 40+8*float64(row), 3, 1, 10)
		}
		return s
	},
	"a seal over the rim": func(s *pagetest.Sheet, r *rand.Rand) *pagetest.Sheet { return s.Stamp(146, 80+60*r.Float64(), 30) },
	"lines":               func(s *pagetest.Sheet, r *rand.Rand) *pagetest.Sheet { return s.Lines(20, 30, 110, 4, 12) },
}

// through the optics of scanners, good and bad.
func seenBy(t testing.TB, r *rand.Rand, s *pagetest.Sheet) image.Image {
	o := pagetest.Optics{Blur: 0.4 + 0.6*r.Float64(), Noise: 1 + 4*r.Float64(), Paper: 255, Shade: 25 * r.Float64(), Quality: 65 + r.IntN(25), Seed: r.Uint64()}
	if r.IntN(2) == 0 { // in colour: without what a grey sensor does
		return o.File(t, s.RGBA)
	}
	grey := s.Grey()
	f := &pagetest.Field{W: grey.Rect.Dx(), H: grey.Rect.Dy(), V: make([]float32, len(grey.Pix))}
	for i, v := range grey.Pix {
		f.V[i] = float32(v)
	}
	return o.See(t, f)
}

// wanted is a number that a longer run, or one that is to see other sheets, sets in the
// environment.
func wanted(t *testing.T, name string, usual uint64) uint64 {
	said := os.Getenv(name)
	if said == "" {
		return usual
	}
	n, err := strconv.ParseUint(said, 10, 32)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestBlankSidesAreFoundAndWritingNever: of what nobody wrote on at least 98 in 100 are found;
// not one page with anything written is called blank. TRAM_BLANKS is how many of each are
// looked at, TRAM_BLANK_SEED which thousand of seeds they begin with.
func TestBlankSidesAreFoundAndWritingNever(t *testing.T) {
	const dpi = 150
	sheets, first := wanted(t, "TRAM_BLANKS", 60), wanted(t, "TRAM_BLANK_SEED", 0)*1000
	kinds := slices.Sorted(maps.Keys(written))
	var found atomic.Uint64
	t.Run("sheets", func(t *testing.T) {
		for i := range sheets {
			t.Run(strconv.FormatUint(first+i, 10), func(t *testing.T) {
				t.Parallel()
				r := rand.New(rand.NewPCG(11, first+i))
				if page.Blank(seenBy(t, r, back(t, r, dpi)), dpi) {
					found.Add(1)
				} else {
					t.Log("a blank side is taken for a written one")
				}
				kind := kinds[i%uint64(len(kinds))]
				s := back(t, r, dpi)
				if page.Blank(seenBy(t, r, written[kind](s, r)), dpi) {
					t.Errorf("%s is taken for a blank side", kind)
				}
			})
		}
	})
	t.Logf("%d of %d blank sides are found", found.Load(), sheets)
	if found.Load()*100 < sheets*98 {
		t.Errorf("%d of %d blank sides are found", found.Load(), sheets)
	}
}
