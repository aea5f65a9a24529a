package copies

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/farplace"
)

// server is the card on which a server becomes a place for copies.
type server struct {
	p    *Section
	form *kit.Form[farplace.Asked]
	add  *kit.Button
	met  farplace.Met
	card fyne.CanvasObject
}

func newServer(p *Section) *server {
	s := &server{p: p, met: farplace.NewMet()}
	where := kit.AskWords("where", kit.T("copies.far-where"), func(a *farplace.Asked) *string { return &a.Where }).
		Like("sftp://saoluu@may-chu.example.vn/ban-sao").Hinted(kit.T("copies.far-where-hint")).About("copying.bad-address", "copying.secret-in-address", "copying.no-host", "copying.line-refused", "copying.no-such-folder")
	s.form = kit.NewForm(append([]*kit.Ask[farplace.Asked]{where}, farplace.Opening(kit.T("copies.far-password-hint"))...)...)
	s.form.OnTyped = s.met.Forget
	s.add = kit.NewButton(kit.T("copies.far-add"), nil, s.connect)
	p.desk.Guard(office.MayRun, s.add)
	s.card = kit.Card(kit.Subheading(kit.T("copies.far")), s.form.Content, s.met.Content, container.NewHBox(s.add))
	return s
}

// connect tries the server that was typed.
func (s *server) connect() {
	if !s.add.Disabled() && s.form.Check(s.p.desk) {
		s.try(s.form.Hand(), "")
	}
}

// try makes a server a place for copies; one that was never met is shown by its key first.
func (s *server) try(a farplace.Asked, hostKey string) {
	s.add.Disable()
	var at office.CopyTarget
	var all []office.CopyState
	s.p.desk.Run(kit.T("copies.adding"), false, func(ctx context.Context, progress *job.Progress) error {
		f, err := a.Place(hostKey)
		if err != nil {
			return err
		}
		if at, err = s.p.services.AddFarPlace(ctx, f); err != nil {
			return err
		}
		all, err = s.p.services.CopyNow(ctx, progress)
		return err
	}, func(err error) {
		s.add.Enable()
		if key, is := farplace.Unmet(err); is {
			s.met.Ask(key, func() { s.try(a, key) })
			s.card.Refresh()
			return
		}
		clear(a.Password)
		s.met.Forget()
		if err != nil {
			if !s.form.Place(s.p.desk, err) {
				s.p.desk.Tell(err)
			}
			return
		}
		s.form.Wipe()
		s.form.Fill(farplace.Asked{})
		s.p.tell(onlyOf(all, at.ID), kit.T("copies.added", at.Where))
		s.p.again()
	})
}
