package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"tram/local/office"
	"tram/local/station"
)

// retouchedPages is how the pages of a draft lie, and what became of each wish.
type retouchedPages struct {
	Did   []wishDone  `json:"did"`
	Pages []pageLooks `json:"pages"`
	Undid bool        `json:"undid,omitempty"`
	Back  *tookBack   `json:"took_back,omitempty"` // nil: nothing was to be taken back
}

// tookBack is what an undo does to the pages of a draft, which are named by their files: some
// lie as they did before, come back, leave the draft, or lie in their former order.
type tookBack struct {
	Changed  []string `json:"changed"`
	Returned []string `json:"returned"`
	Gone     []string `json:"gone"`
	Moved    bool     `json:"moved"`
}

func takingBack(now, then []office.Page) *tookBack {
	b := &tookBack{Changed: []string{}, Returned: []string{}, Gone: []string{}}
	are, will := map[office.ID]office.Page{}, map[office.ID]bool{}
	for _, p := range now {
		are[p.ID] = p
	}
	var order []office.ID
	for _, p := range then {
		will[p.ID] = true
		switch was, is := are[p.ID]; {
		case !is:
			b.Returned = append(b.Returned, p.Name)
		default:
			order = append(order, p.ID)
			if was != p {
				b.Changed = append(b.Changed, p.Name)
			}
		}
	}
	var stay []office.ID
	for _, p := range now {
		if will[p.ID] {
			stay = append(stay, p.ID)
		} else {
			b.Gone = append(b.Gone, p.Name)
		}
	}
	b.Moved = !slices.Equal(order, stay)
	return b
}

// beyondRetouching tells what no wish about pages does: pages leave, or lie in another order.
func (b tookBack) beyondRetouching() bool { return len(b.Gone) > 0 || b.Moved }

// said tells it in Vietnamese.
func (b tookBack) said() string {
	var said []string
	for _, part := range []struct {
		what  string
		names []string
	}{{"trang trở lại như trước: ", b.Changed}, {"trang lấy lại: ", b.Returned}, {"trang bị lấy ra khỏi bản nháp: ", b.Gone}} {
		if len(part.names) > 0 {
			said = append(said, part.what+strings.Join(part.names, ", "))
		}
	}
	if b.Moved {
		said = append(said, "các trang nằm lại theo thứ tự trước")
	}
	return strings.Join(said, "; ")
}

// wishDone tells of one wish, by the numbers of the pages from 1.
type wishDone struct {
	Wish    office.Retouching `json:"wish"`
	Changed []int             `json:"changed"`
	Fine    []int             `json:"fine"`   // nothing to do
	Untold  []int             `json:"untold"` // nothing on the page tells
}

// pageLooks is how a page goes into the file.
type pageLooks struct {
	Page    int            `json:"page"`
	Turn    int            `json:"turn"` // quarters clockwise
	Tone    office.Tone    `json:"tone,omitempty"`
	Blank   office.Unsure  `json:"blank,omitempty"`
	Kept    bool           `json:"blank_kept,omitempty"`
	Retouch office.Retouch `json:"retouch,omitzero"`
	Said    string         `json:"said"`
}

func (r retouchedPages) print(w io.Writer) {
	if r.Back != nil {
		fmt.Fprintf(w, "Đã hoàn tác, %s\n", r.Back.said())
	}
	for _, d := range r.Did {
		for _, part := range []struct {
			said  string
			pages []int
		}{{"đã làm: trang ", d.Changed}, {"không phải làm gì: trang ", d.Fine}, {"không đo được từ hình, để nguyên: trang ", d.Untold}} {
			if len(part.pages) > 0 {
				fmt.Fprintf(w, "--%s: %s%s\n", d.Wish, part.said, strings.Trim(strings.ReplaceAll(fmt.Sprint(part.pages), " ", ", "), "[]"))
			}
		}
	}
	for _, p := range r.Pages {
		fmt.Fprintf(w, "Trang %d: %s\n", p.Page, p.Said)
	}
}

func looksOf(i int, p office.Page) pageLooks {
	l := pageLooks{Page: i + 1, Turn: p.Turn, Tone: p.Tone, Blank: p.Blank, Kept: p.BlankKept, Retouch: p.Retouch, Said: "như máy quét"}
	switch {
	case p.Retouched():
		l.Said = p.Retouch.Said()
	case !p.Retouch.None():
		l.Said += " (để sẵn: " + p.Retouch.Said() + ")"
	}
	if p.Blank == office.Yes {
		l.Said += "; mặt trắng"
		if p.BlankKept {
			l.Said += ", giữ lại"
		}
	}
	return l
}

func pages(set *flag.FlagSet) action {
	said := map[office.Retouching]string{
		office.Upright: "xoay theo chiều chữ", office.Straighten: "làm thẳng theo dòng chữ", office.Crop: "cắt theo mép giấy", office.Lighten: "làm nền đều và trắng",
		office.AsScanned: "đưa vào tệp như máy quét", office.AsRetouched: "đưa vào tệp như đã chỉnh", office.DropBlank: "bỏ các mặt trắng", office.KeepBlank: "giữ các mặt trắng",
	}
	wished := map[office.Retouching]*bool{}
	for _, wish := range office.Retouchings {
		wished[wish] = set.Bool(string(wish), false, said[wish])
	}
	undo := set.Bool("undo", false, "hoàn tác bước chỉnh vừa làm")
	undoAny := set.Bool("undo-any", false, "hoàn tác bước vừa làm, kể cả bước thêm, thay hay sắp lại trang")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) == 0 || *wished[office.AsScanned] && *wished[office.AsRetouched] || *wished[office.DropBlank] && *wished[office.KeepBlank] {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			c, err := s.Named(ctx, args[0])
			if err != nil {
				return nil, err
			}
			if c, err = s.Resume(ctx, c.ID); err != nil { // refuses what is finished
				return nil, err
			}
			r := retouchedPages{Did: []wishDone{}, Pages: []pageLooks{}}
			if *undo || *undoAny {
				if err := r.undo(ctx, s, c.ID, *undoAny); err != nil {
					return nil, err
				}
			}
			if err := r.retouch(ctx, s, c.ID, args[1:], wished); err != nil {
				return nil, err
			}
			now, err := s.Pages(ctx, c.ID)
			for i, p := range now {
				r.Pages = append(r.Pages, looksOf(i, p))
			}
			return r, err
		})
	}
}

// undo takes the last step back; one that is no retouching only where that is told.
func (r *retouchedPages) undo(ctx context.Context, s *station.Station, id office.ID, anything bool) error {
	now, err := s.Pages(ctx, id)
	if err != nil {
		return err
	}
	then, is, err := s.Undone(ctx, id)
	switch {
	case err != nil:
		return err
	case !is:
		return nothingToUndo
	}
	back := takingBack(now, then)
	if back.beyondRetouching() && !anything {
		return undoesMore.About(back.said())
	}
	r.Back = back
	r.Undid, err = s.Undo(ctx, id)
	return err
}

// retouch does the wishes in their order. Pages are named by their numbers before the first.
func (r *retouchedPages) retouch(ctx context.Context, s *station.Station, id office.ID, typed []string, wished map[office.Retouching]*bool) error {
	list, err := s.Pages(ctx, id)
	if err != nil {
		return err
	}
	if *wished[office.DropBlank] && len(typed) == 0 {
		return dropUnnamed
	}
	number := map[office.ID]int{}
	var named []office.ID
	for i, p := range list {
		number[p.ID] = i + 1
	}
	for _, word := range typed {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 || n > len(list) {
			return noSuchPage.About(word, len(list))
		}
		named = append(named, list[n-1].ID)
	}
	if *wished[office.DropBlank] || *wished[office.KeepBlank] {
		if err := s.Look(ctx, id, nil); err != nil {
			return err
		}
	}
	numbers := func(ids []office.ID) []int {
		found := []int{}
		for _, id := range ids {
			found = append(found, number[id])
		}
		return found
	}
	for _, wish := range office.Retouchings {
		if !*wished[wish] {
			continue
		}
		told, err := s.Retouch(ctx, id, named, wish, nil)
		if err != nil {
			return err
		}
		r.Did = append(r.Did, wishDone{wish, numbers(told.Changed), numbers(told.Fine), numbers(told.Untold)})
	}
	return nil
}
