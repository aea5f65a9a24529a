package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// ClerkChoice says who works at a page, of those who work here.
type ClerkChoice struct {
	OnChosen func(office.Clerk) // by the clerk, not by Choose
	Content  fyne.CanvasObject

	clerks []office.Clerk
	list   *Select
	by     office.Clerk // who works here
	deeds  *Deeds       // nil: a choice is no deed
	lies   func() bool  // something lies on the desk
}

// NewClerkChoice offers nobody yet; name stands before the list.
func NewClerkChoice(name string, chosen func(office.Clerk)) *ClerkChoice {
	c := &ClerkChoice{OnChosen: chosen}
	c.list = NewSelect(nil, c.picked)
	caption := widget.NewLabel(name)
	caption.SizeName = theme.SizeNameCaptionText
	c.Content = container.New(clerkLayout{}, caption, c.list)
	return c
}

// Offer takes those who work here; whoever has left is not offered.
func (c *ClerkChoice) Offer(clerks []office.Clerk) {
	c.clerks = slices.DeleteFunc(slices.Clone(clerks), func(each office.Clerk) bool { return each.Left })
	names := c.Names()
	c.list.Offer(names, slices.Index(names, c.list.Selected))
}

// Offered are those who can be chosen.
func (c *ClerkChoice) Offered() []office.Clerk { return c.clerks }

// Names are theirs.
func (c *ClerkChoice) Names() []string {
	names := make([]string, len(c.clerks))
	for i, each := range c.clerks {
		names[i] = each.Name
	}
	return names
}

// Choose shows who works here without telling anyone.
func (c *ClerkChoice) Choose(clerk office.Clerk) {
	c.by = clerk
	names := c.Names()
	c.list.Offer(names, slices.Index(names, clerk.Name))
}

// Chosen is who works here.
func (c *ClerkChoice) Chosen() office.Clerk { return c.by }

// Seat offers those who work here and chooses one: the one who worked until now, or the
// first where that one does not work here. It tells whom it chose.
func (c *ClerkChoice) Seat(clerks []office.Clerk, by office.Clerk) office.Clerk {
	c.Offer(clerks)
	if len(c.clerks) > 0 && !slices.ContainsFunc(c.clerks, func(each office.Clerk) bool { return each.ID == by.ID }) {
		by = c.clerks[0]
	}
	c.Choose(by)
	return by
}

// Field is where the keyboard chooses.
func (c *ClerkChoice) Field() fyne.Focusable { return c.list }

func (c *ClerkChoice) picked(name string) {
	for _, each := range c.clerks {
		if each.Name == name {
			c.Pick(each)
		}
	}
}

// Remember makes each choice a deed that can be taken back, while something lies on the
// desk.
func (c *ClerkChoice) Remember(deeds *Deeds, lies func() bool) { c.deeds, c.lies = deeds, lies }

// Pick takes another person as who works here, as a clerk does.
func (c *ClerkChoice) Pick(clerk office.Clerk) {
	was := c.by
	c.by = clerk
	c.OnChosen(clerk)
	if c.deeds == nil || !c.lies() || was.ID == clerk.ID {
		return
	}
	put := func(one office.Clerk) func(func(bool)) {
		return func(ended func(bool)) {
			c.Choose(one)
			c.OnChosen(one)
			ended(true)
		}
	}
	c.deeds.Did(Deed{Said: T("kit.did-clerk"), Back: put(was), Again: put(clerk)})
}

// clerkLayout sets the list of clerks, wide enough for a full name, right of
// its name and level with it.
type clerkLayout struct{}

const clerkWide = 210

func (clerkLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width+clerkWide, o[1].MinSize().Height)
}

func (clerkLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	name := o[0].MinSize()
	o[0].Resize(name)
	o[0].Move(fyne.NewPos(0, (size.Height-name.Height)/2))
	o[1].Move(fyne.NewPos(name.Width, 0))
	o[1].Resize(fyne.NewSize(clerkWide, size.Height))
}
