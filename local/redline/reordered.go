package redline

import "tram/local/office"

// onBoth counts, page by page, words that went and came on the same page: as many as both have.
type onBoth struct {
	gone, came map[onPage]int
	pages      [2][]int // of the passages of both versions
}

// onPage is a word of a page.
type onPage struct {
	page int
	said string
}

// onBothPages finds them among what went and came.
func (c *comparison) onBothPages() *onBoth {
	both := &onBoth{map[onPage]int{}, map[onPage]int{}, pagesOf(c.was, c.is)}
	gone, came := map[onPage]int{}, map[onPage]int{}
	for _, r := range c.runs {
		switch r.how {
		case office.DraftGone:
			both.counted(gone, c.a[r.a0:r.a1], 0)
		case office.DraftCame:
			both.counted(came, c.b[r.b0:r.b1], 1)
		}
	}
	for w, n := range gone {
		if n = min(n, came[w]); n > 0 {
			both.gone[w], both.came[w] = n, n
		}
	}
	return both
}

// pagesOf are the pages of passages; where one of them is on none, all are on one.
func pagesOf(was, is []Passage) (pages [2][]int) {
	known := true
	for i, all := range [][]Passage{was, is} {
		pages[i] = make([]int, len(all))
		for n, p := range all {
			pages[i][n], known = p.Page, known && p.Page > 0
		}
	}
	if !known {
		clear(pages[0])
		clear(pages[1])
	}
	return pages
}

func (o *onBoth) counted(of map[onPage]int, words []word, version int) {
	for _, w := range words {
		of[onPage{o.pages[version][w.passage], w.said}]++
	}
}

// without are the words of those that went, or came, that the other version has not on the page; each
// of both stands for one. nil: order is compared, and they are all.
func (o *onBoth) without(words []word, gone bool) (rest []word) {
	if o == nil {
		return words
	}
	left, version := o.came, 1
	if gone {
		left, version = o.gone, 0
	}
	for _, w := range words {
		at := onPage{o.pages[version][w.passage], w.said}
		if left[at]--; left[at] < 0 {
			rest = append(rest, w)
		}
	}
	return rest
}
