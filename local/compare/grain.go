package compare

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"tram/local/office"
)

// Looking closely takes a second a page: what cannot be told apart is said before.

// tooCoarse are sheets with the pixels of a millimetre that they have.
type tooCoarse map[int]float64

// failure names them all; nil: there is none.
func (t tooCoarse) failure() error {
	const mostNamed = 10
	if len(t) == 0 {
		return nil
	}
	least, named := leastDPI, []string{}
	for _, sheet := range slices.Sorted(maps.Keys(t)) {
		least = min(least, t[sheet]*office.MMPerInch)
		if len(named) < mostNamed {
			named = append(named, fmt.Sprint(sheet+1))
		}
	}
	said := strings.Join(named, ", ")
	if more := len(t) - len(named); more > 0 {
		said += fmt.Sprintf(" và %d ảnh nữa", more)
	}
	return TooCoarse.About(said, int(math.Round(least)))
}

// fineAsSaid looks at what the files say, before any is opened: a sheet is too coarse
// where it says so and has too few pixels to show any page more finely.
func (c *comparison) fineAsSaid(context.Context) error {
	coarse := tooCoarse{}
	for i := range c.scan.Sheets() {
		w, h, dpi := c.scan.Grain(i)
		if dpi <= 0 || dpi >= leastDPI || w <= 0 || h <= 0 {
			continue
		}
		if most := c.mostPerMM(w, h); most*office.MMPerInch < leastDPI {
			coarse[i] = min(most, dpi/office.MMPerInch)
		}
	}
	return coarse.failure()
}

// mostPerMM is how finely so many pixels show a page that they hold whole, whichever
// way it is turned.
func (c *comparison) mostPerMM(w, h int) (most float64) {
	for i := range c.print.Pages() {
		pageW, pageH := c.print.SizeMM(i)
		most = max(most, min(float64(max(w, h))/max(pageW, pageH), float64(min(w, h))/min(pageW, pageH)))
	}
	return most
}

// fineAsSeen looks at how finely each sheet shows its page, before the first pair is
// looked at closely.
func (c *comparison) fineAsSeen(context.Context) error {
	coarse := tooCoarse{}
	for page, sheet := range c.sheetOf {
		if sheet < 0 || c.pages[page].blank || c.sheets[sheet].blank() {
			continue
		}
		if at := c.place(page, sheet); at.tooCoarse() {
			coarse[sheet] = at.perMM()
		}
	}
	return coarse.failure()
}

// tooCoarse tells a place where letters cannot be told from each other.
func (p place) tooCoarse() bool { return p.perMM() < leastDPI/office.MMPerInch }
