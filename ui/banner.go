package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/emergency"
	"tram/ui/kit"
)

// banner stands above every page while there is no line: since when and why, and in one line
// what waits and what still works. What has no room there stands where it leads.
type banner struct {
	services Services
	said     *widget.Label
	waits    *widget.Label
	content  *fyne.Container
}

func newBanner(services Services, lead func()) *banner {
	b := &banner{services: services, said: widget.NewLabel(""), waits: widget.NewLabel("")}
	b.said.TextStyle.Bold = true
	for _, l := range []*widget.Label{b.said, b.waits} {
		l.Truncation = fyne.TextTruncateEllipsis
	}
	sign := container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(bannerSign), widget.NewIcon(kit.ToneIcon(kit.Warn))))
	more := container.NewCenter(kit.NewButton(kit.T("emergency.more-of-it"), theme.NavigateNextIcon(), lead))
	row := kit.Border(nil, nil, sign, more, kit.Lines(b.said, b.waits))
	b.content = container.NewStack(kit.NewGround(kit.ColorWarnGround, 0).Bordered(theme.ColorNameSeparator), container.New(layout.NewCustomPaddedLayout(2, 2, bannerMargin, bannerMargin), row))
	b.content.Hide()
	return b
}

const (
	bannerSign   = 26
	bannerMargin = 8 // to the edges of the page, as its own head has
)

// read shows whether there is a line.
func (b *banner) read(ctx context.Context, changed func()) {
	kit.Load(ctx, b.services.EmergencyStands, func(is office.EmergencyStands, err error) {
		if err != nil {
			kit.Explain(err) // the page in front tells it; here it only goes to the log
			return
		}
		b.said.SetText(emergency.Since(is))
		b.waits.SetText(bannerWaits(is))
		if b.content.Visible() != is.On {
			kit.Seen(b.content, is.On)
			changed()
		}
	})
}

// bannerWaits says what waits, each counted where it waits, and then what works.
func bannerWaits(is office.EmergencyStands) string {
	var waits []string
	for _, w := range is.Waits {
		waits = append(waits, emergency.HeldSaid(w))
	}
	if is.Slips > 0 {
		waits = append(waits, kit.T("emergency.slips-open", is.Slips))
	}
	return strings.Join(append(waits, kit.T("emergency.works")), " ")
}
