package copies

import (
	"context"
	"fmt"
	"io"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// hostUnknown is the name of what is told of a server that was never met.
const hostUnknown = "copying.host-unknown"

const mostKeyFile = 1 << 20 // bytes

// server is the card on which a server becomes a place for copies.
type server struct {
	p    *Section
	form *kit.Form[asked]
	add  *kit.Button
	met  *fyne.Container // a server that was never met, with its key; hidden: there is none
	card fyne.CanvasObject
}

// asked is what is typed of a server.
type asked struct {
	Where, KeyFile string
	Password       []byte
}

func newServer(p *Section) *server {
	s := &server{p: p, met: container.NewVBox()}
	s.form = kit.NewForm(
		kit.AskWords("where", kit.T("copies.far-where"), func(a *asked) *string { return &a.Where }).
			Like("sftp://saoluu@may-chu.example.vn/ban-sao").Hinted(kit.T("copies.far-where-hint")).About("copying.bad-address", "copying.secret-in-address", "copying.no-host", "copying.line-refused", "copying.no-such-folder"),
		kit.AskPassword("password", kit.T("copies.far-password"), func(a *asked) *[]byte { return &a.Password }).
			Hinted(kit.T("copies.far-password-hint")).About("copying.secret-missing", "copying.sign-in-refused"),
		kit.AskWords("key", kit.T("copies.far-key"), func(a *asked) *string { return &a.KeyFile }).
			Hinted(kit.T("copies.far-key-hint")).About("copying.key-file-unfit", "ui.copies.key-unread"),
	)
	s.form.OnTyped = s.forget
	s.add = kit.NewButton(kit.T("copies.far-add"), nil, s.connect)
	p.desk.Guard(office.MayRun, s.add)
	s.met.Hide()
	s.card = kit.Card(kit.Subheading(kit.T("copies.far")), s.form.Content, s.met, container.NewHBox(s.add))
	return s
}

// forget takes the question about a server away: the answers are others now.
func (s *server) forget() {
	s.met.RemoveAll()
	s.met.Hide()
}

// place is what was typed.
func (s *server) place(a asked, hostKey string) (office.FarPlace, error) {
	f := office.FarPlace{Where: a.Where, HostKey: hostKey, Secret: office.CopySecret{Password: string(a.Password)}}
	if a.KeyFile == "" {
		return f, nil
	}
	file, err := os.Open(a.KeyFile)
	if err != nil {
		return f, kit.Refused("copies.key-unread", kit.Foreign(a.KeyFile)).Because(err)
	}
	defer file.Close()
	b, err := io.ReadAll(io.LimitReader(file, mostKeyFile))
	f.Secret.Key = string(b)
	return f, err
}

// connect tries the server that was typed.
func (s *server) connect() {
	if !s.add.Disabled() && s.form.Check(s.p.desk) {
		s.try(s.form.Hand(), "")
	}
}

// try makes a server a place for copies; one that was never met is shown by its key first.
func (s *server) try(a asked, hostKey string) {
	s.add.Disable()
	var at office.CopyTarget
	var all []office.CopyState
	s.p.desk.Run(kit.T("copies.adding"), false, func(ctx context.Context, progress *job.Progress) error {
		f, err := s.place(a, hostKey)
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
		if f, told := office.FailureIn(err); told && f.Name == hostUnknown && len(f.Args()) > 1 {
			s.ask(f, a)
			return
		}
		clear(a.Password)
		s.forget()
		if err != nil {
			if !s.form.Place(s.p.desk, err) {
				s.p.desk.Tell(err)
			}
			return
		}
		s.form.Wipe()
		s.form.Fill(asked{})
		s.p.tell(onlyOf(all, at.ID), kit.T("copies.added", at.Where))
		s.p.again()
	})
}

// ask shows the key of a server that was never met, and goes on when a person confirms it.
func (s *server) ask(f office.Failure, a asked) {
	key := fmt.Sprint(f.Args()[1])
	s.met.RemoveAll()
	s.met.Add(kit.Prose(kit.T("copies.far-met", kit.Foreign(key))))
	s.met.Add(container.NewHBox(kit.NewMainButton(kit.T("copies.far-right"), nil, func() { s.try(a, key) })))
	s.met.Show()
	s.card.Refresh()
}
