package entering

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/office"
	"tram/ui/kit"
)

// Counts is how a year is to count that is opened: told in a line, and changed by who wants it otherwise.
type Counts struct {
	Content  fyne.CanvasObject
	Change   *kit.Button // shows what can be changed
	Together *kit.Entry  // the types that share a row of numbers
	Internal *kit.Check  // what stays counts with what goes out

	said func(string)
	asks fyne.CanvasObject
}

func newCounts() *Counts {
	c := &Counts{Together: kit.NewEntry(), Internal: kit.NewCheck(kit.T("documents.counts-internal"), nil)}
	line := kit.Prose("")
	c.said = line.SetText
	c.Together.SetPlaceHolder(kit.T("documents.counts-example"))
	asks := container.NewVBox(kit.Muted(kit.T("documents.counts-together")), c.Together, c.Internal, kit.Muted(kit.T("documents.counts-for-good")))
	asks.Hide()
	c.asks = asks
	c.Change = kit.NewButton(kit.T("documents.counts-change"), nil, func() {
		kit.Seen(c.asks, true)
		kit.Seen(c.Change, false)
		c.Content.Refresh()
	})
	c.Content = container.NewVBox(line, kit.Flow(c.Change), asks)
	return c
}

// stands shows how the year counts where nobody says otherwise. What is being changed stays.
func (c *Counts) stands(is office.Counting) {
	c.said(kit.T("documents.counts", kit.Said(is.Said)))
	if !c.asks.Visible() {
		c.Together.SetText(is.Together)
		c.Internal.SetChecked(is.Internal)
	}
}

// wish is how the year is to count; nil: as is said.
func (c *Counts) wish() *office.Counting {
	if !c.asks.Visible() {
		return nil
	}
	return &office.Counting{Together: c.Together.Text, Internal: c.Internal.Checked}
}
