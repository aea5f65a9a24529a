// Package stack (chồng giấy) parts a pile of papers that was scanned in one go into the
// documents that lay in it: by sheets between them, by a code that each begins with, or by
// number. Which page lies where is the clerk's to correct; no page is ever dropped.
package stack

import (
	"context"
	"image"
	"slices"
	"strconv"
	"strings"

	"tram/local/office"
	"tram/local/page"
)

// By says what tells one document from the next.
type By string

// Sheets with the QR code of WriteSheet; sheets with the bars of Patch T; any QR code,
// which then stands on the first page of each document; so many pages each.
const (
	ByQR    By = "qr"
	ByPatch By = "patch"
	ByCode  By = "code"
	ByCount By = "count"
)

// Way is how a pile is parted.
type Way struct {
	By    By
	Every int // pages of a document; ByCount alone
}

// UnknownWay refuses words that name no way.
var UnknownWay = office.Failure{
	Name: "stack.unknown-way",
	Said: "Không có cách tách chồng giấy “%s”.",
	Next: "Hãy dùng qr, patch (tờ ngăn cách), code (mã ở trang đầu), hoặc một số trang.",
}

// Together tells that a pile was not parted within a file of several pages.
var Together = office.Failure{
	Name: "stack.together",
	Said: "Máy quét gửi nhiều trang trong một tệp, nên các trang trong mỗi tệp còn nằm liền nhau, chưa tách thành từng văn bản. Không mất trang nào.",
	Next: "Hãy xem các bản nháp vừa quét, kéo từng trang về đúng văn bản; hoặc quét lại từng văn bản một.",
}

// mostEvery is far above the pages of any document that is parted by number.
const mostEvery = 10_000

// ParseWay reads qr, patch, code, or a number of pages.
func ParseWay(s string) (Way, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	if by := By(s); by == ByQR || by == ByPatch || by == ByCode {
		return Way{By: by}, nil
	}
	if n, err := strconv.Atoi(s); err == nil && n > 0 && n <= mostEvery {
		return Way{ByCount, n}, nil
	}
	return Way{}, UnknownWay.About(s)
}

// Mark is what a page of the pile is.
type Mark struct {
	Sheet  bool // stands between documents and belongs to none
	Begins bool // is the first of a document
	Blank  bool
}

// Look tells what a page is, as far as this way asks. dpi is that of the picture, 0: not
// known. Whether it is blank is for others to say.
func (w Way) Look(ctx context.Context, img image.Image, dpi float64) (m Mark, err error) {
	switch w.By {
	case ByPatch:
		m.Sheet = page.Patch(img, dpi)
	case ByQR, ByCode:
		texts, err := page.FindCodes(ctx, img)
		if err != nil {
			return m, err
		}
		m.Sheet = slices.Contains(texts, SheetText)
		m.Begins = w.By == ByCode && len(texts) > 0 && !m.Sheet
	}
	return m, nil
}

// Parting parts a pile page by page, as it comes.
type Parting struct {
	Way       Way
	BothSides bool // of each sheet were scanned: the blank back of a sheet lies between, too
	Here      int  // pages of the document that is open

	came       int // pages of the pile
	afterSheet bool
}

// Next takes the next page: it lies between two documents, begins one, or goes on with the
// one that is open.
func (p *Parting) Next(m Mark) (between, begins bool) {
	p.came++
	back := p.BothSides && p.came%2 == 0 && p.afterSheet && m.Blank
	p.afterSheet = m.Sheet
	switch {
	case m.Sheet || back:
		p.Here = 0
		return true, false
	case p.Here == 0, m.Begins, p.Way.By == ByCount && p.Here == p.Way.Every:
		p.Here = 1
		return false, true
	}
	p.Here++
	return false, false
}
