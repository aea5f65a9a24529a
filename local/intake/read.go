package intake

import (
	"tram/local/office"
	"tram/local/page"
)

// pageOf makes a page of what its file says. The clerk's paper counts where
// the resolution is not known.
func pageOf(id office.ID, info page.Info, paper string) office.Page {
	p := office.Page{ID: id, Media: info.Media, Frame: info.Frame, Width: info.Width, Height: info.Height, Orientation: info.Orientation}
	p.DPIX, p.DPIY = info.Believed()
	if !p.SizeKnown() && paper != "" {
		p, _ = p.OnPaper(paper)
	}
	return p
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
