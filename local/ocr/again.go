package ocr

import (
	"context"
	"image"
	"slices"

	"golang.org/x/image/draw"
)

// The marks over Vietnamese letters are a few pixels, and the program, which brings each line to a
// height of its own, takes an ổ for an ố on one picture of a line and not on another. A line with a
// word of which it is not sure is read on two more, about as high as it would make them, the paper
// evened but the grain left. What most readings have counts, and where they differ, the word is as
// doubtful as that.
const (
	sureEnough = 0.95 // of a word, and surer: its line is read once
	mostAgain  = 60   // lines of a page
	margin     = 16   // pixels of paper about a line, as it is read again
	around     = 4    // and of the page
	mostGrown  = 1.3  // times the size on the page
)

// heights are those to which lines are brought, in pixels.
var heights = [...]float64{37, 43}

// doubted are lines with a word that may be another one.
func doubted(lines []Line) (which []Line) {
	for _, l := range lines {
		kept := slices.ContainsFunc(l.Words, func(w Word) bool { return w.Sure >= leastKept })
		if kept && l.Sure() < sureEnough && len(which) < mostAgain {
			which = append(which, l)
		}
	}
	return which
}

// again reads doubted lines of a picture more often, and puts each of their words to the vote.
// Where the time of the page runs out meanwhile, the lines stand as they were read first.
func (r *Reader) again(ctx context.Context, p prepared, lines []Line, dpi float64) error {
	which := doubted(lines)
	if len(which) == 0 {
		return nil
	}
	grainy := even(&image.Gray{Pix: slices.Clone(p.level.Pix), Stride: p.level.Stride, Rect: p.level.Rect})
	others := make([][]Word, len(which))
	for _, high := range heights {
		s := cut(grainy, which, high)
		said, err := r.ask(ctx, s.img, dpi, uniform)
		if err != nil && outOfTime(ctx) {
			return nil
		}
		if err != nil {
			return err
		}
		read, err := parse(said)
		if err != nil {
			return err
		}
		s.sort(read, others)
	}
	for i, l := range which {
		for j := range l.Words {
			l.Words[j].vote(others[i])
		}
	}
	return nil
}

// strips are lines of a page one below the other.
type strips struct {
	img  *image.Gray
	from []image.Rectangle // on the page
	by   []float64         // times as large
	tops []int             // in img
}

// cut brings lines to one height and lays them one below the other.
func cut(grey *image.Gray, lines []Line, high float64) (s strips) {
	wide, top := 0, margin
	for _, l := range lines {
		box := l.Box().Inset(-around).Intersect(grey.Rect)
		by := min(high/float64(max(1, l.Box().Dy())), mostGrown)
		s.from, s.by, s.tops = append(s.from, box), append(s.by, by), append(s.tops, top)
		wide, top = max(wide, int(float64(box.Dx())*by)), top+int(float64(box.Dy())*by)+margin
	}
	s.img = image.NewGray(image.Rect(0, 0, wide+2*margin, top))
	draw.Draw(s.img, s.img.Rect, image.White, image.Point{}, draw.Src)
	for i, box := range s.from {
		size := image.Pt(int(float64(box.Dx())*s.by[i]), int(float64(box.Dy())*s.by[i]))
		at := image.Pt(margin, s.tops[i])
		draw.CatmullRom.Scale(s.img, image.Rectangle{Min: at, Max: at.Add(size)}, grey, box, draw.Src, nil)
	}
	return s
}

// sort adds what was read on strips to the line that each is of, from where to where it reaches
// along the page.
func (s strips) sort(read []Line, to [][]Word) {
	for _, l := range read {
		for _, w := range l.Words {
			at, _ := slices.BinarySearch(s.tops, (w.Box.Min.Y+w.Box.Max.Y)/2+1)
			if at--; at < 0 {
				continue
			}
			along := func(x int) int { return s.from[at].Min.X + int(float64(x-margin)/s.by[at]) }
			w.Box.Min.X, w.Box.Max.X = along(w.Box.Min.X), along(w.Box.Max.X)
			to[at] = append(to[at], w)
		}
	}
}

// vote makes a word what most readings of its line have in its place, each counting as much as
// it is sure. A word that was kept stays kept, and one that all have is not doubted for that they
// were asked.
func (w *Word) vote(others []Word) {
	votes := []Word{*w}
	for _, v := range others {
		if v.inPlaceOf(*w) {
			votes = append(votes, v)
		}
	}
	most, best, agree := 0.0, *w, true
	for _, v := range votes {
		sum := 0.0
		for _, other := range votes {
			if other.S == v.S {
				sum += other.Sure
			}
		}
		if sum > most {
			most, best = sum, v
		}
		agree = agree && v.S == w.S
	}
	least := min(w.Sure, besideLost)
	if agree {
		least = w.Sure
	}
	w.S, w.Sure = best.S, max(most/float64(len(votes)), least)
}

// inPlaceOf tells that two words reach from about the same place to about the same along a line.
func (w Word) inPlaceOf(other Word) bool {
	const most = 0.8 // of the longer
	both := min(w.Box.Max.X, other.Box.Max.X) - max(w.Box.Min.X, other.Box.Min.X)
	return float64(both) > most*float64(max(w.Box.Dx(), other.Box.Dx()))
}

// Dashes by how long they are to the height of the words of their line: the program takes one
// for another.
const (
	longHyphen = 0.42
	longDash   = 0.85
)

// measured makes words that are nothing but dashes those that they are by their length.
func measured(lines []Line) {
	for _, l := range lines {
		high := l.high()
		for i, w := range l.Words {
			if high == 0 || !isDash(w.S) {
				continue
			}
			switch long := float64(w.Box.Dx()) / float64(high); {
			case long < longHyphen:
				l.Words[i].S = "-"
			case long < longDash:
				l.Words[i].S = "–"
			default:
				l.Words[i].S = "—"
			}
		}
	}
}

func isDash(s string) bool {
	return !slices.ContainsFunc([]rune(s), func(r rune) bool { return r != '-' && r != '–' && r != '—' })
}

// high is the height that three of four words of a line do not exceed, dashes not counted.
func (l Line) high() int {
	var all []int
	for _, w := range l.Words {
		if !isDash(w.S) {
			all = append(all, w.Box.Dy())
		}
	}
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[len(all)*3/4]
}
