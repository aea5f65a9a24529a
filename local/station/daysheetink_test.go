package station

import (
	"testing"

	"tram/local/office"
)

func TestWhatWasSeenOfASheetIsSaidAndNoMore(t *testing.T) {
	place := func(page int) office.Place {
		return office.Place{Page: page, Difference: office.Difference{Kind: office.Gone, X: 30.4, Y: 102.2, W: 2, H: 3}}
	}
	for said, c := range map[string]struct {
		ink     sheetInk
		differs bool
	}{
		"Chữ in trên các trang có ở đây khớp bản trong kho.":                                      {sheetInk{pages: 2}, false},
		"Ở đây chỉ có 1 trong 2 trang của tờ; chữ in trên các trang có ở đây khớp bản trong kho.": {sheetInk{pages: 2, missing: []int{1}}, false},
		"Ở đây chỉ có 2 trong 3 trang của tờ; 1 chỗ chữ trông khác (trang 1 cách mép trên 102 mm, mép trái 30 mm).": {
			sheetInk{pages: 3, missing: []int{2}, changed: []office.Place{place(0)}}, true},
		"1 chỗ nét thêm trên chữ in hoặc sát chữ in (trang 2 cách mép trên 102 mm, mép trái 30 mm); 1 trang không có trong tờ; các trang nằm sai thứ tự.": {
			sheetInk{pages: 2, over: []office.Place{place(1)}, strange: 1, swapped: true}, true},
		"Chữ in trên các trang có ở đây khớp bản trong kho; giấy có thêm 2 chỗ ngoài chữ in, hãy nhìn xem đó có đúng là chữ ký, con dấu không.": {sheetInk{pages: 1, added: 2}, false},
	} {
		if c.ink.said() != said || c.ink.differs() != c.differs {
			t.Errorf("%+v: %q, differs %v", c.ink, c.ink.said(), c.ink.differs())
		}
	}
}
