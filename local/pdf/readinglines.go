package pdf

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"tram/local/office"
)

const (
	mostRead    = 4000   // letters of a page: its head has some hundreds
	mostWritten = 60_000 // letters of a page: full of the smallest print it has a third of it
	apart       = 6.0    // mm between two words that belong to different columns
)

// Lines reads the first letters of a page, from 0, line by line from the top; words that
// stand far apart on a line are told apart. A page without letters gives none. Letters that
// are never painted lie below the picture of a scan: some program read them off it, nobody
// knows how well, and a line of them is told as read and not sure at all.
func (b *Reading) Lines(ctx context.Context, page int) ([]office.TextLine, error) {
	all, _, err := b.lines(ctx, page, mostRead)
	return all, err
}

// Written reads a page as Lines does, all of its letters. all is false for a page that has more of
// them than can be read.
func (b *Reading) Written(ctx context.Context, page int) (lines []office.TextLine, all bool, err error) {
	return b.lines(ctx, page, mostWritten)
}

func (b *Reading) lines(ctx context.Context, page, most int) (lines []office.TextLine, all bool, err error) {
	if page < 0 || page >= len(b.shapes) {
		return nil, true, nil
	}
	lines, err = ask(ctx, b, func(v *eye) (lines []office.TextLine, err error) {
		err = v.withPage(page, func(p requests.Page) error {
			text, err := v.engine.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: p})
			if err != nil {
				return fmt.Errorf("reading the letters of a page: %w", err)
			}
			r := lineReader{v: v, page: p, text: text.TextPage, shape: b.shapes[page]}
			lines, all, err = r.read(most)
			if _, shut := v.engine.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage}); err == nil {
				err = shut
			}
			return err
		})
		return lines, err
	})
	return lines, all, err
}

// letterAt is a letter and the room that it takes on its line.
type letterAt struct {
	letter rune
	box    [4]float64
	unseen bool // it is not painted
}

func (l letterAt) middle() float64 { return (l.box[1] + l.box[3]) / 2 }

// lineReader puts the letters of a page together by where they stand: those with marks
// often come from another font, and after the others.
type lineReader struct {
	v     *eye
	page  requests.Page
	text  references.FPDF_TEXTPAGE
	shape office.PageShape
}

func (r *lineReader) read(most int) (lines []office.TextLine, whole bool, err error) {
	count, err := r.v.engine.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: r.text})
	if err != nil {
		return nil, false, fmt.Errorf("counting letters: %w", err)
	}
	var all []letterAt
	for i := range min(count.Count, most) {
		c, err := r.v.engine.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: r.text, Index: i})
		if err != nil {
			return nil, false, fmt.Errorf("reading a letter: %w", err)
		}
		letter := rune(c.Unicode)
		if unicode.IsSpace(letter) || unicode.IsControl(letter) || letter == 0 || letter == 0xa0 {
			continue
		}
		box, err := r.place(i)
		if err != nil {
			return nil, false, err
		}
		all = append(all, letterAt{letter, box, r.unseen(i)})
	}
	return linesOf(all), count.Count <= most, nil
}

// unseen tells a letter that is not painted, or of which that cannot be told.
func (r *lineReader) unseen(i int) bool {
	of, err := r.v.engine.FPDFText_GetTextObject(&requests.FPDFText_GetTextObject{TextPage: r.text, Index: i})
	if err != nil {
		return true
	}
	mode, err := r.v.engine.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: of.TextObject})
	return err != nil || mode.TextRenderMode == enums.FPDF_TEXTRENDERMODE_INVISIBLE || mode.TextRenderMode == enums.FPDF_TEXTRENDERMODE_CLIP
}

// place is where a letter stands on the page as it is seen.
func (r *lineReader) place(i int) (box [4]float64, err error) {
	at, err := r.v.engine.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: r.text, Index: i})
	if err != nil {
		return box, fmt.Errorf("placing a letter: %w", err)
	}
	one, e1 := r.v.seen(r.page, float64(at.Rect.Left), float64(at.Rect.Top))
	other, e2 := r.v.seen(r.page, float64(at.Rect.Right), float64(at.Rect.Bottom))
	return [4]float64{min(one[0], other[0]) * r.shape.W, min(one[1], other[1]) * r.shape.H,
		max(one[0], other[0]) * r.shape.W, max(one[1], other[1]) * r.shape.H}, errors.Join(e1, e2)
}

// linesOf sorts letters into lines, from the top, and within a line from the left.
func linesOf(letters []letterAt) (all []office.TextLine) {
	slices.SortStableFunc(letters, func(a, b letterAt) int { return cmp.Compare(a.middle(), b.middle()) })
	for len(letters) > 0 {
		first, n := letters[0], 1
		for n < len(letters) && letters[n].middle()-first.middle() < (first.box[3]-first.box[1])/2 {
			n++
		}
		line := letters[:n]
		letters = letters[n:]
		slices.SortStableFunc(line, func(a, b letterAt) int { return cmp.Compare(a.box[0], b.box[0]) })
		all = append(all, wordsOf(line)...)
	}
	return all
}

// wordsOf puts the letters of a line together, parted where they stand far apart.
func wordsOf(line []letterAt) (all []office.TextLine) {
	const space = 0.12 // of the height of a letter
	var text strings.Builder
	box, unseen := line[0].box, false
	end := func() {
		all = append(all, office.TextLine{Text: text.String(), Box: box, Read: unseen})
	}
	for i, l := range line {
		if i > 0 {
			switch gap := l.box[0] - line[i-1].box[2]; {
			case gap > apart:
				end()
				text.Reset()
				box, unseen = l.box, false
			case gap > space*(l.box[3]-l.box[1]):
				text.WriteByte(' ')
			}
		}
		text.WriteRune(l.letter)
		unseen = unseen || l.unseen
		box = [4]float64{min(box[0], l.box[0]), min(box[1], l.box[1]), max(box[2], l.box[2]), max(box[3], l.box[3])}
	}
	end()
	return all
}
