package pdf

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

// Words are found whatever their case, and however the letters with marks are
// put together. Words typed without any mark are found with every mark; words
// typed with marks only with the same ones, wherever in the syllable the tone
// stands: hoà is hòa.

const (
	mostLetters = 1_000_000 // of a page
	mostHits    = 2000      // on a page
	mostKept    = 32 << 20  // letters of pages that were searched once
)

// Find searches the pages from one, from 0, to the last. It stops after the page
// on which it has found as many as asked for, and gives all that are on that
// page. A page that cannot be read is passed over. Errors are those of the
// context, or that of a reading that is closed.
func (b *Reading) Find(ctx context.Context, words string, from, most int) ([]office.TextHit, error) {
	wanted := newWanted(words)
	if len(wanted.letters) == 0 {
		return nil, nil
	}
	var found []office.TextHit
	for i := max(0, from); i < len(b.shapes) && len(found) < most; i++ {
		hits, err := ask(ctx, b, func(v *eye) ([]office.TextHit, error) { return b.findOn(v, i, wanted) })
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.Is(err, ReadingClosed):
			return nil, err
		}
		found = append(found, hits...)
	}
	return found, nil
}

func (b *Reading) findOn(v *eye, i int, wanted wanted) (hits []office.TextHit, err error) {
	kept, known := b.texts.pages[i]
	if known && len(kept.find(wanted)) == 0 {
		return nil, nil
	}
	err = v.withPage(i, func(p requests.Page) error {
		text, err := v.engine.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: p})
		if err != nil {
			return fmt.Errorf("reading the letters of a page: %w", err)
		}
		if !known {
			if kept, err = v.letters(text.TextPage); err != nil {
				return err
			}
			b.texts.keep(i, kept)
		}
		for _, s := range kept.find(wanted) {
			hit, err := b.boxes(v, p, text.TextPage, i, s)
			if err != nil {
				return err
			}
			hits = append(hits, hit)
		}
		_, err = v.engine.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
		return err
	})
	return hits, err
}

// boxes tells where letters stand on the page as it is seen.
func (b *Reading) boxes(v *eye, p requests.Page, text references.FPDF_TEXTPAGE, i int, s span) (office.TextHit, error) {
	hit := office.TextHit{Page: i}
	count, err := v.engine.FPDFText_CountRects(&requests.FPDFText_CountRects{TextPage: text, StartIndex: s.from, Count: s.to - s.from})
	if err != nil {
		return hit, fmt.Errorf("placing words: %w", err)
	}
	for k := range count.Count {
		r, err := v.engine.FPDFText_GetRect(&requests.FPDFText_GetRect{TextPage: text, Index: k})
		if err != nil {
			return hit, fmt.Errorf("placing words: %w", err)
		}
		one, e1 := v.seen(p, r.Left, r.Top)
		other, e2 := v.seen(p, r.Right, r.Bottom)
		if err := errors.Join(e1, e2); err != nil {
			return hit, err
		}
		shape := b.shapes[i]
		hit.Boxes = append(hit.Boxes, [4]float64{min(one[0], other[0]) * shape.W, min(one[1], other[1]) * shape.H,
			max(one[0], other[0]) * shape.W, max(one[1], other[1]) * shape.H})
	}
	return hit, nil
}

// letters reads a page's text.
func (v *eye) letters(text references.FPDF_TEXTPAGE) (pageText, error) {
	count, err := v.engine.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text})
	if err != nil {
		return pageText{}, fmt.Errorf("counting letters: %w", err)
	}
	var t writing
	for i := range min(count.Count, mostLetters) {
		c, err := v.engine.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
		if err != nil {
			return pageText{}, fmt.Errorf("reading a letter: %w", err)
		}
		t.add(rune(c.Unicode), i)
	}
	return t.text, nil
}

// texts keeps the letters of pages that were searched, so that the next search
// is at once.
type texts struct {
	pages   map[int]pageText
	letters int
}

func newTexts() texts { return texts{pages: map[int]pageText{}} }

func (t *texts) keep(page int, text pageText) {
	if t.letters += len(text.letters); t.letters > mostKept {
		*t = newTexts()
		t.letters = len(text.letters)
	}
	t.pages[page] = text
}

// pageText is the text of a page without marks and in lower case, one space
// between words, and of each letter its marks and where it came from.
type pageText struct {
	letters []rune
	marks   []string // NFD; empty: none
	at      []int32  // index in PDFium's text
}

// writing puts a pageText together.
type writing struct{ text pageText }

func (w *writing) add(r rune, at int) {
	t := &w.text
	if unicode.IsSpace(r) || r == 0 || r == 0xad || unicode.IsControl(r) {
		if n := len(t.letters); n == 0 || t.letters[n-1] == ' ' {
			return
		}
		t.letters, t.marks, t.at = append(t.letters, ' '), append(t.marks, ""), append(t.at, int32(at))
		return
	}
	for _, part := range norm.NFD.String(string(r)) {
		if unicode.Is(unicode.Mn, part) {
			if n := len(t.letters); n > 0 {
				t.marks[n-1] += string(part)
			}
			continue
		}
		mark := ""
		if part == 'đ' || part == 'Đ' {
			mark = "-"
		}
		for _, folded := range office.Fold(string(part)) {
			t.letters, t.marks, t.at = append(t.letters, folded), append(t.marks, mark), append(t.at, int32(at))
		}
	}
}

// wanted are words that are looked for.
type wanted struct {
	pageText
	marked bool
}

func newWanted(words string) wanted {
	var w writing
	for i, r := range []rune(strings.TrimSpace(words)) {
		w.add(r, i)
	}
	return wanted{pageText: w.text, marked: strings.Join(w.text.marks, "") != ""}
}

// span is a run of letters in PDFium's text.
type span struct{ from, to int }

// find gives the places of words, from the first to the last.
func (t pageText) find(w wanted) (found []span) {
	n := len(w.letters)
	for i := 0; i+n <= len(t.letters) && len(found) < mostHits; i++ {
		if t.letters[i] != w.letters[0] || string(t.letters[i:i+n]) != string(w.letters) || w.marked && !t.sameMarks(i, w) {
			continue
		}
		found = append(found, span{int(t.at[i]), int(t.at[i+n-1]) + 1})
		i += n - 1
	}
	return found
}

// tones are the marks that may stand over one vowel of a syllable or another.
const tones = "\u0300\u0301\u0303\u0309\u0323"

// sameMarks compares the marks of equal letters, those of the tone by syllable.
func (t pageText) sameMarks(at int, w wanted) bool {
	var mine, theirs string
	for k := range w.letters {
		if w.letters[k] == ' ' {
			if mine != theirs {
				return false
			}
			mine, theirs = "", ""
			continue
		}
		a, b := t.marks[at+k], w.marks[k]
		if withoutTone(a) != withoutTone(b) {
			return false
		}
		mine, theirs = mine+toneOf(a), theirs+toneOf(b)
	}
	return mine == theirs
}

func withoutTone(marks string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(tones, r) {
			return -1
		}
		return r
	}, marks)
}

func toneOf(marks string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(tones, r) {
			return r
		}
		return -1
	}, marks)
}
