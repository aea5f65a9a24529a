package spool

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"unsafe"

	"golang.org/x/sys/windows"

	"tram/local/office"
)

// painter draws a document on a printer, band by band. A document that cannot be
// drawn to its end is called off: nothing of it comes out.
type painter struct {
	q     queue
	wish  office.PrintWish
	pages Pages
	touch func()

	dc   uintptr
	mode []byte // DEVMODEW and what its driver adds
}

// print gives the number of the job.
func (p *painter) print(ctx context.Context) (id uint32, err error) {
	runtime.LockOSThread() // a device context belongs to its thread
	defer runtime.UnlockOSThread()
	wanted, err := p.sheets()
	if err != nil {
		return 0, err
	}
	if err := p.open(wanted[0]); err != nil {
		return 0, err
	}
	defer deleteDC.Call(p.dc)
	if id, err = p.start(); err != nil {
		return 0, err
	}
	for i, s := range wanted {
		if err = p.page(ctx, s, i > 0); err != nil {
			abortDoc.Call(p.dc)
			return 0, err
		}
	}
	if r, _, err := endDoc.Call(p.dc); int32(r) <= 0 {
		return 0, fmt.Errorf("EndDoc: %w", err)
	}
	return id, nil
}

// A sheet is a page with the paper that it goes on.
type sheet struct {
	page  int // from 0
	w, h  float64
	paper int16
}

// sheets measures the pages before anything is handed over, so that one which has
// no room on any paper is told first.
func (p *painter) sheets() (out []sheet, err error) {
	for i := range p.pages.Count() {
		if !wanted(p.wish.Pages, i+1) {
			continue
		}
		w, h, err := p.pages.Size(i)
		if err != nil {
			return nil, err
		}
		key := p.wish.Paper
		if key == "" && len(p.q.Papers) > 0 {
			best, is := smallest(p.q.Printer, min(w, h), max(w, h))
			if !is {
				return nil, NoPaperForPage.About(i+1, w, h, p.q.Name)
			}
			key = best.Key
		}
		id, _ := strconv.Atoi(key) // 0: as the printer likes
		out = append(out, sheet{page: i, w: w, h: h, paper: int16(id)})
		p.touch()
	}
	if len(out) == 0 {
		return nil, NothingToPrint
	}
	return out, nil
}

// open makes the device context, for the first sheet.
func (p *painter) open(first sheet) error {
	h, err := openPrinter(p.q.Key)
	if err != nil {
		return err
	}
	defer h.close()
	if p.mode, err = h.mode(p.q.Key); err != nil {
		return err
	}
	d := p.devmode()
	d.copies, d.collate = int16(p.wish.Copies), 1
	d.duplex = map[office.Sides]int16{office.OneSide: 1, office.LongEdge: 2, office.ShortEdge: 3}[p.wish.Sides]
	d.color = 1
	if p.wish.Colour {
		d.color = 2
	}
	d.scale = 100
	d.fields |= dmCopies | dmCollate | dmDuplex | dmColor | dmScale
	if tray, err := strconv.Atoi(p.wish.Tray); err == nil {
		d.defaultSource = int16(tray)
		d.fields |= dmDefaultSource
	}
	p.turn(first)
	if p.mode, err = h.agreed(p.q.Key, p.mode); err != nil {
		return err
	}
	p.dc, _, err = createDC.Call(uintptr(unsafe.Pointer(wide("WINSPOOL"))), uintptr(unsafe.Pointer(wide(p.q.Key))), 0, uintptr(unsafe.Pointer(&p.mode[0])))
	if p.dc == 0 {
		return fmt.Errorf("CreateDC: %w", err)
	}
	return nil
}

func (p *painter) devmode() *devMode { return (*devMode)(unsafe.Pointer(&p.mode[0])) }

// turn sets paper and orientation for a sheet.
func (p *painter) turn(s sheet) {
	d := p.devmode()
	d.orientation = 1
	if s.w > s.h {
		d.orientation = 2
	}
	d.fields |= dmOrientation
	if s.paper != 0 {
		d.paperSize = s.paper
		d.fields = d.fields&^(dmPaperLength|dmPaperWidth) | dmPaperSize
	}
}

func (p *painter) start() (uint32, error) {
	info := docInfo{size: uint32(unsafe.Sizeof(docInfo{})), name: wide(p.wish.Title)}
	r, _, err := startDoc.Call(p.dc, uintptr(unsafe.Pointer(&info)))
	if int32(r) <= 0 {
		return 0, fmt.Errorf("StartDoc: %w", err)
	}
	return uint32(r), nil
}

func (p *painter) page(ctx context.Context, s sheet, reset bool) error {
	if reset {
		p.turn(s)
		if r, _, err := resetDC.Call(p.dc, uintptr(unsafe.Pointer(&p.mode[0]))); r == 0 {
			return fmt.Errorf("ResetDC: %w", err)
		}
	}
	if r, _, err := startPage.Call(p.dc); int32(r) <= 0 {
		return fmt.Errorf("StartPage: %w", err)
	}
	setStretchBltMode.Call(p.dc, halftone)
	setBrushOrg.Call(p.dc, 0, 0, 0)
	l := lay(s.w, s.h, p.caps(logPixelsX), p.caps(logPixelsY), p.caps(physicalWidth), p.caps(physicalHeight), p.caps(physicalOffsetX), p.caps(physicalOffsetY))
	if err := p.bands(ctx, s.page, l); err != nil {
		return err
	}
	if r, _, err := endPage.Call(p.dc); int32(r) <= 0 {
		return fmt.Errorf("EndPage: %w", err)
	}
	p.touch()
	return nil
}

func (p *painter) caps(what uintptr) int {
	r, _, _ := getDeviceCaps.Call(p.dc, what)
	return int(int32(r))
}

// bandDots is how many dots are drawn at once: 16 MB.
const bandDots = 4_000_000

func (p *painter) bands(ctx context.Context, page int, l plane) error {
	w, h := l.w/l.fine, l.h/l.fine
	if w < 1 || h < 1 {
		return NothingDrawn.About(page + 1)
	}
	step := max(1, bandDots/w)
	for y := 0; y < h; y += step {
		next := min(h, y+step)
		rows, err := p.pages.Band(ctx, page, w, h, y, next)
		if err != nil {
			return err
		}
		p.touch()
		if white(rows) {
			continue
		}
		if err := p.stretch(rows, w, next-y, l.x, l.y+y*l.h/h, l.w, next*l.h/h-y*l.h/h); err != nil {
			return err
		}
		p.touch()
	}
	return nil
}

// white tells whether there is nothing in a band; most of a letter is paper.
func white(rows []byte) bool {
	return !slices.ContainsFunc(rows, func(b byte) bool { return b != 0xff })
}

// stretch puts rows on the sheet.
func (p *painter) stretch(rows []byte, w, h, x, y, toW, toH int) error {
	head := bitmapHeader{size: uint32(unsafe.Sizeof(bitmapHeader{})), width: int32(w), height: int32(-h), planes: 1, bits: 32}
	r, _, err := stretchDIBits.Call(p.dc, uintptr(int32(x)), uintptr(int32(y)), uintptr(toW), uintptr(toH), 0, 0, uintptr(w), uintptr(h),
		uintptr(unsafe.Pointer(&rows[0])), uintptr(unsafe.Pointer(&head)), 0, srcCopy)
	runtime.KeepAlive(rows)
	if r == 0 || r == gdiError {
		return fmt.Errorf("StretchDIBits: %w", err)
	}
	return nil
}

func wide(s string) *uint16 {
	p, err := windows.UTF16PtrFromString(s)
	if err != nil {
		return nil // cleaned words hold no zero
	}
	return p
}
