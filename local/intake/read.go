package intake

import (
	"context"
	"io"

	"tram/local/office"
	"tram/local/page"
)

// pageOf makes a page of what its file says. The clerk's paper counts where
// the resolution is not known.
func pageOf(id office.ID, info page.Info, paper string) office.Page {
	x, y := info.Believed()
	p := sizedPage(id, info, x, y, paper)
	p.Photo = info.Camera
	p.Rendered = info.JPEG != nil && !info.JPEG.Portable()
	return p
}

// Signs of a camera that was not held straight over the page, in degrees. A scanner
// turns a page, and keeps what is parallel so.
const leastTogether = 1.0

// photographed looks at a page that no scanner vouches for: how askew a camera was held. Whose
// lines run together was taken with one, whatever its file tells.
func photographed(ctx context.Context, p office.Page, info page.Info, r io.ReaderAt, size int64) office.Page {
	if x, _ := info.Believed(); x > 0 {
		return p
	}
	s, told := page.SlantIn(ctx, r, size, info)
	if !told {
		return p
	}
	if s.Together >= leastTogether {
		p.Photo, p.Together = true, s.Together
	}
	if p.Photo {
		p.Turned = s.Turned
	}
	return p
}

// pageOn makes a page of what was lifted from a sheet.
func pageOn(id office.ID, l Lifted, info page.Info, paper string) office.Page {
	info.Camera = false // what was made a sheet of a PDF has its size from there
	x, y := info.OnSheet()
	p := sizedPage(id, info, x, y, paper)
	p.Sheet, p.Rendered, p.Finest = l.Sheet, l.Rendered, l.Finest
	return p
}

func sizedPage(id office.ID, info page.Info, x, y float64, paper string) office.Page {
	p := office.Page{ID: id, Media: info.Media, Frame: info.Frame, Width: info.Width, Height: info.Height, Orientation: info.Orientation,
		DPIX: x, DPIY: y, Tone: toneOf(info)}
	if p.SizeKnown() || paper == "" {
		return p
	}
	p.DPIX, p.DPIY = info.DPIX, info.DPIY // not believed, but for the shape of a pixel
	p, _ = p.OnPaper(paper)
	return p
}

// toneOf tells in which colours a device captured a page, by what its file has of each pixel.
func toneOf(info page.Info) office.Tone {
	switch {
	case info.Palette || info.Components > 2:
		return ""
	case info.Bits == 1:
		return office.LineartTone
	}
	return office.GreyTone
}

// lifted puts what the sheet of the PDF says over what the image says of
// itself: a reader of PDF goes by the sheet alone.
func (l Lifted) over(info page.Info) page.Info {
	if l.DPIX > 0 && l.DPIY > 0 {
		info.DPIX, info.DPIY = l.DPIX, l.DPIY
	}
	info.Orientation = l.Orientation
	if l.Orientation < 1 || l.Orientation > 8 {
		info.Orientation = 1
	}
	return info
}

// knownPaper finds the paper that was typed; none is none.
func knownPaper(typed string) (string, error) {
	if typed == "" {
		return "", nil
	}
	paper, known := office.PaperNamed(typed)
	if !known {
		return "", UnknownPaper.About(typed)
	}
	return paper, nil
}
