package sheet

import (
	"context"
	"errors"
	"slices"

	"tram/local/job"
	"tram/local/mark"
	"tram/local/office"
	"tram/local/page"
	"tram/local/pdf"
)

// Where things go, in this order, since each leaves less room for the next:
//
//  1. the mark on the first page, where the clerk dragged it or where
//     mark.PlacePrinted finds room; else on a sheet of its own;
//  2. the block of a copy behind the last line of the last page; else on a sheet
//     of its own, which the mark shares;
//  3. a slim line on every page that does not bear the mark.
//
// Nothing is put where there is ink, and a page that cannot be looked at bears
// nothing.

// laying is one document as it is laid out.
type laying struct {
	ctx      context.Context
	order    Order
	shapes   []office.PageShape
	sight    *pdf.Sight
	progress *job.Progress

	marks []mark.Layout // shapes of the mark
	inks  map[int]*page.Ink

	draw   []pdf.Addition
	sheets [][2]float64
	out    Copy
}

const sheetAirMM = 12.0 // between a block and a mark on one sheet

var sheetMM = office.Papers["A4"]

func (l *laying) lay() error {
	l.progress.Expect(int64(len(l.shapes)))
	l.progress.Say("Đang tìm chỗ trống trên các trang")
	var err error
	if l.out.Mark, l.marks, err = l.order.mark(); err != nil {
		return err
	}
	homeless, err := l.mark()
	if err != nil {
		return err
	}
	if l.order.Conversion.Form.IsCopy() {
		if err := l.block(); err != nil {
			return err
		}
	}
	if homeless {
		l.markOnSheet()
	}
	l.out.Added, l.out.Pages = len(l.sheets), len(l.shapes)+len(l.sheets)
	return l.lines()
}

// put draws a layout on a page and keeps its place.
func (l *laying) put(what mark.Layout, at office.Spot) {
	l.draw = append(l.draw, pdf.Addition{Page: at.Page, Layout: what, X: at.X, Y: at.Y})
	l.out.Placed = append(l.out.Placed, at)
}

// taken lists what was put on a page.
func (l *laying) taken(index int) (all [][4]float64) {
	for _, s := range l.out.Placed {
		if s.Page == index {
			all = append(all, [4]float64{s.X, s.Y, s.W, s.H})
		}
	}
	return all
}

// ink looks at a page of the document; nil: it cannot be seen.
func (l *laying) ink(index int) (*page.Ink, error) {
	if ink, known := l.inks[index]; known {
		return ink, nil
	}
	ink, err := l.sight.Ink(l.ctx, index, l.shapes[index])
	if err != nil && !errors.Is(err, pdf.Unseeable) {
		return nil, err
	}
	if ink == nil {
		l.unseen(index)
		return nil, nil
	}
	l.keep(index, ink)
	return ink, nil
}

// unseen notes a page that cannot be seen.
func (l *laying) unseen(index int) {
	l.out.Unseen = append(l.out.Unseen, index)
	l.keep(index, nil)
}

// keep remembers the two pages that are looked at more than once.
func (l *laying) keep(index int, ink *page.Ink) {
	l.progress.Did(1)
	if index > 0 && index < len(l.shapes)-1 {
		return
	}
	if l.inks == nil {
		l.inks = map[int]*page.Ink{}
	}
	l.inks[index] = ink
}

// mark puts the mark on the first page, or tells that it has no room there.
func (l *laying) mark() (homeless bool, err error) {
	ink, err := l.ink(0)
	if err != nil || ink == nil {
		return true, err
	}
	spot, free := settle(ink, l.marks, l.order.Moved)
	if !free {
		return true, nil
	}
	l.out.Mark.Spot = spot
	l.put(l.marks[spot.Shape], spot)
	return false, nil
}

// settle keeps the place that the clerk chose while it is free, and finds one
// otherwise.
func settle(ink *page.Ink, shapes []mark.Layout, moved *office.Spot) (office.Spot, bool) {
	if moved != nil && moved.Moved && moved.Where == office.OnPage && moved.Shape >= 0 && moved.Shape < len(shapes) {
		if spot, free := move(ink, shapes, moved.Shape, moved.X, moved.Y); free {
			return spot, true
		}
	}
	return mark.PlacePrinted(ink, shapes)
}

// move is the free place nearest to one that the clerk chose.
func move(ink *page.Ink, shapes []mark.Layout, shape int, x, y float64) (office.Spot, bool) {
	x, y, free := mark.Move(ink, shapes[shape], x, y)
	w, h := shapes[shape].SizeMM()
	return office.Spot{Where: office.OnPage, X: x, Y: y, W: w, H: h, Shape: shape, Moved: true}, free
}

// block puts the block of a copy behind the end of the document.
func (l *laying) block() error {
	last := len(l.shapes) - 1
	ink, err := l.ink(last)
	if err != nil {
		return err
	}
	if ink != nil {
		if what, spot, free := mark.PlaceBlock(ink, l.order.block, l.markOn(last)); free {
			spot.Page = last
			l.out.Block = &spot
			l.put(what, spot)
			return nil
		}
	}
	what, spot, err := mark.BlockOnSheet(l.order.block)
	if errors.Is(err, mark.TooMuch) {
		return BlockTooLong.Because(err)
	}
	if err != nil {
		return err
	}
	spot.Page = l.sheet()
	l.out.Block = &spot
	l.put(what, spot)
	return nil
}

// markOn is the place of the mark, if it stands on that page.
func (l *laying) markOn(index int) *office.Spot {
	if spot := l.out.Mark.Spot; spot.Where == office.OnPage && spot.Page == index {
		return &spot
	}
	return nil
}

// sheet adds an upright A4 sheet behind the last page and gives its index.
func (l *laying) sheet() int {
	l.sheets = append(l.sheets, sheetMM)
	return len(l.shapes) + len(l.sheets) - 1
}

// markOnSheet puts the mark on a sheet behind the document: below the block that
// stands there already, if both have room.
func (l *laying) markOnSheet() {
	spot := mark.OnOwnSheet(l.marks)
	if block := l.out.Block; block != nil && block.Where == office.OwnSheet {
		if y := block.Y + block.H + sheetAirMM; y+spot.H <= sheetMM[1]-block.Y {
			spot.Page, spot.X, spot.Y = block.Page, block.X+block.W-spot.W, y
		}
	}
	if spot.Page == 0 {
		spot.Page = l.sheet()
	}
	l.out.Mark.Spot = spot
	l.put(l.marks[spot.Shape], spot)
}

// lines puts the slim line on each page that does not bear the mark.
func (l *laying) lines() error {
	for i := range l.out.Pages {
		if i == l.out.Mark.Spot.Page {
			continue
		}
		if err := l.slim(i); err != nil {
			return err
		}
	}
	slices.Sort(l.out.Unseen)
	return nil
}

func (l *laying) slim(index int) error {
	shapes, rows := mark.SlimLayouts(l.order.Conversion.Code, index+1, l.out.Pages)
	spot, free, sure, err := l.glimpsed(index, shapes, rows)
	if errors.Is(err, pdf.Unseeable) {
		l.unseen(index)
		return nil
	}
	if err != nil {
		return err
	}
	if !sure {
		ink, err := l.paper(index)
		if err != nil || ink == nil {
			return err
		}
		spot, free = mark.PlaceSlim(ink.With(l.taken(index)...), shapes, rows)
	}
	if !free {
		l.out.Unlined = append(l.out.Unlined, index)
		return nil
	}
	spot.Page = index
	l.put(shapes[spot.Shape], spot)
	return nil
}

// paper is the ink of a page, or of a sheet of its own.
func (l *laying) paper(index int) (*page.Ink, error) {
	if index >= len(l.shapes) {
		return page.NoInk(sheetMM[0], sheetMM[1]), nil
	}
	return l.ink(index)
}

// glimpsed finds the place of a line by a part of a page. It is sure where the least
// ink that the page can have leaves the same place as the most.
func (l *laying) glimpsed(index int, shapes []mark.Layout, rows int) (spot office.Spot, free, sure bool, err error) {
	if _, known := l.inks[index]; known || index >= len(l.shapes) {
		return spot, false, false, nil
	}
	least, most, err := l.sight.Glimpse(l.ctx, index, l.shapes[index])
	if err != nil || least == nil {
		return spot, false, false, err
	}
	taken := l.taken(index)
	spot, free = mark.PlaceSlim(most.With(taken...), shapes, rows)
	other, also := mark.PlaceSlim(least.With(taken...), shapes, rows)
	if sure = free && also && spot == other; sure {
		l.progress.Did(1)
	}
	return spot, free, sure, nil
}
