package copies

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// former tells what a place has that former sealing identities sealed. It goes once a person was
// asked: nobody can take that back.
func (p *Section) former(c office.CopyState) fyne.CanvasObject {
	said := kit.T("copies.former", kit.Sized(c.Former.Bytes), kit.At(c.Former.Since))
	if c.Former.Shared {
		said += " " + kit.T("copies.former-shared")
	}
	var question *fyne.Container
	drop := kit.NewButton(kit.T("copies.former-drop"), theme.DeleteIcon(), nil)
	yes := kit.NewButton(kit.T("copies.former-yes"), nil, func() { p.removeFormer(c) })
	no := kit.NewButton(kit.T("copies.former-no"), nil, nil)
	question = container.NewVBox(kit.Prose(kit.T("copies.former-about")), container.NewHBox(no, yes))
	question.Hide()
	drop.OnTapped = func() {
		kit.Seen(drop, false)
		question.Show()
		p.desk.Focus(no)
	}
	no.OnTapped = func() {
		question.Hide()
		kit.Seen(drop, true)
		p.desk.Focus(drop)
	}
	p.desk.Guard(office.MayRun, drop, yes)
	return container.NewVBox(kit.Prose(said), container.NewHBox(drop), question)
}

// removeFormer reads back what the identity in force opens, and then removes what it does not.
func (p *Section) removeFormer(c office.CopyState) {
	var gone office.FormerCopy
	p.desk.Run(kit.T("copies.former-working"), true, func(ctx context.Context, progress *job.Progress) (err error) {
		gone, err = p.services.RemoveFormerCopy(ctx, string(c.ID), progress)
		return err
	}, func(err error) {
		p.desk.Tell(err)
		if err == nil {
			p.desk.Good(kit.T("copies.former-gone", kit.Sized(gone.Bytes), c.Where))
		}
		p.again()
	})
}
