package kit

import (
	"slices"

	"fyne.io/fyne/v2"

	"tram/local/office"
)

// PrinterChoice offers the printers of this computer that put something on paper; it takes
// no room where there is none.
type PrinterChoice struct {
	Content  fyne.CanvasObject
	OnChosen func()         // another one; may be nil
	ToFile   office.Printer // the one that writes files, which is not offered; without a key: there is none

	all  []office.Printer
	list *Select
}

// NewPrinterChoice offers none yet; name stands before the list.
func NewPrinterChoice(name string) *PrinterChoice {
	c := &PrinterChoice{}
	c.list = NewSelect(nil, func(string) {
		if c.OnChosen != nil {
			c.OnChosen()
		}
	})
	c.Content = FormRow(name, c.list)
	c.Content.Hide()
	return c
}

// Offer takes the printers that there are, without telling anyone. The one chosen before
// stays chosen, else it is the usual one.
func (c *PrinterChoice) Offer(printers []office.Printer) {
	was := c.Chosen().Key
	c.all, c.ToFile = nil, office.Printer{}
	var names []string
	for _, p := range printers {
		if p.ToFile {
			c.ToFile = p
			continue
		}
		c.all, names = append(c.all, p), append(names, Joined(p.Name, p.Where))
	}
	at := slices.IndexFunc(c.all, func(p office.Printer) bool { return p.Key == was })
	if at < 0 {
		at = max(0, slices.IndexFunc(c.all, func(p office.Printer) bool { return p.Usual }))
	}
	c.list.Offer(names, min(at, len(names)-1))
	Seen(c.Content, c.Any())
}

// Any tells whether there is one.
func (c *PrinterChoice) Any() bool { return len(c.all) > 0 }

// Chosen is the one to print on; without a key there is none.
func (c *PrinterChoice) Chosen() office.Printer {
	if at := c.list.SelectedIndex(); at >= 0 && at < len(c.all) {
		return c.all[at]
	}
	return office.Printer{}
}

// Field is where the keyboard chooses.
func (c *PrinterChoice) Field() *Select { return c.list }
