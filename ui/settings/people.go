package settings

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"tram/local/office"
	"tram/ui/kit"
)

// peopleSection lists who converts, adds people, and marks those who left.
// Nobody is deleted: old records keep their names.
type peopleSection struct {
	*kit.Ledger[office.Clerk]
	left *kit.Button
}

func newPeopleSection(d *kit.Desk, s Staff) *peopleSection {
	p := &peopleSection{}
	p.left = kit.NewButton(kit.T("settings.person-left"), nil, p.toggleLeft)
	d.Guard(office.MayAdmit, p.left)
	form := kit.NewForm(
		kit.AskWords("name", kit.T("settings.person-name"), func(c *office.Clerk) *string { return &c.Name }).Judged(office.Clerk.Validate),
		kit.AskWords("position", kit.T("settings.person-position"), func(c *office.Clerk) *string { return &c.Position }).Hinted(kit.T("settings.person-position-hint")),
	)
	p.Ledger = kit.NewLedger(d, form, kit.LedgerOf[office.Clerk]{
		KeepingOf: kit.KeepingOf[office.Clerk]{
			Name: "clerks", Word: kit.T("settings.person-save"), May: office.MayAdmit, Is: func(c office.Clerk) string { return string(c.ID) },
			Save: s.SaveClerk, After: func(before *office.Clerk, after office.Clerk) { before.Version = after.Version },
			Said: func(c office.Clerk) string { return kit.T("settings.person-saved", c.Name) },
		},
		All: func(ctx context.Context) ([]office.Clerk, error) { return here(s.AllClerks(ctx)) }, Row: row, Title: func(c office.Clerk) string { return c.Name },
		New: kit.T("settings.person-new"), Add: kit.T("settings.person-add"), Acts: []*kit.Button{p.left}, Picked: p.picked,
		Note: kit.T("settings.people-note"), Reads: kit.T("settings.reading"),
	})
	return p
}

// here sets those who work here before those who have left.
func here(all []office.Clerk, err error) ([]office.Clerk, error) {
	slices.SortStableFunc(all, func(a, b office.Clerk) int { return cmp.Compare(whetherLeft(a), whetherLeft(b)) })
	return all, err
}

func whetherLeft(c office.Clerk) int {
	if c.Left {
		return 1
	}
	return 0
}

func row(c office.Clerk, r *kit.Row) {
	r.Set(c.Name, c.Position, "")
	if c.Left {
		r.Chip.Set(kit.Neutral, nil, kit.T("settings.has-left"))
	} else {
		r.Chip.Set(kit.Good, nil, kit.T("settings.works-here"))
	}
}

func (p *peopleSection) Content() fyne.CanvasObject { return p.Ledger.Content }

func (p *peopleSection) Main() *kit.Button { return p.Save }

func (p *peopleSection) picked(c office.Clerk) {
	if c.Left {
		p.left.SetText(kit.T("settings.person-back"))
	} else {
		p.left.SetText(kit.T("settings.person-left"))
	}
}

func (p *peopleSection) toggleLeft() {
	c := p.Now()
	c.Left = !c.Left
	said := kit.T("settings.person-is-back", c.Name)
	if c.Left {
		said = kit.T("settings.person-has-left", c.Name)
	}
	p.Keep(c, said)
}
