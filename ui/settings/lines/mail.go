package lines

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// mailAsked is what is typed of the account for letters.
type mailAsked struct {
	line                  office.MailLine
	password, boxPassword []byte
	old                   bool
}

// mailCard is the account by which letters go out and come in.
type mailCard struct {
	p    *Section
	form *kit.Form[mailAsked]
	keep *kit.Button
	drop *kit.Button
	card fyne.CanvasObject
}

func newMailCard(p *Section) *mailCard {
	m := &mailCard{p: p}
	m.form = kit.NewForm(
		kit.AskWords("address", kit.T("lines.address"), func(a *mailAsked) *string { return &a.line.From.Mail }).Like("vanthu@xamau.gov.vn").About("station.bad-sender", "mailing.sender-refused"),
		kit.AskWords("name", kit.T("lines.name"), func(a *mailAsked) *string { return &a.line.From.Name }).Hinted(kit.T("lines.name-hint")),
		kit.AskWords("server", kit.T("lines.server"), func(a *mailAsked) *string { return &a.line.Server }).Like("smtps://thu.xamau.gov.vn").About("post.bad-server", "post.secret-in-server"),
		kit.AskWords("user", kit.T("lines.user"), func(a *mailAsked) *string { return &a.line.User }).About("post.sign-in-refused"),
		kit.AskPassword("password", kit.T("lines.password"), func(a *mailAsked) *[]byte { return &a.password }).Hinted(kit.T("lines.password-hint")),
		kit.AskWords("box", kit.T("lines.box"), func(a *mailAsked) *string { return &a.line.Box }).Like("pop3s://thu.xamau.gov.vn").Hinted(kit.T("lines.box-hint")).About("post.box-shut", "post.no-host", "post.line-refused", "post.no-answer", "post.not-sealed", "post.unvouched", "post.not-mail-server"),
		kit.AskWords("box-user", kit.T("lines.box-user"), func(a *mailAsked) *string { return &a.line.BoxUser }).Hinted(kit.T("lines.box-user-hint")),
		kit.AskPassword("box-password", kit.T("lines.box-password"), func(a *mailAsked) *[]byte { return &a.boxPassword }),
		kit.AskCheck("old", kit.T("lines.old"), func(a *mailAsked) *bool { return &a.old }),
	)
	m.keep = kit.NewButton(kit.T("lines.mail-keep"), nil, m.choose)
	m.drop = kit.NewQuietButton(kit.T("lines.mail-drop"), nil, m.giveUp)
	p.desk.Guard(office.MayRun, m.keep, m.drop)
	m.card = kit.Card(kit.Subheading(kit.T("lines.mail")), kit.Muted(kit.T("lines.mail-note")), m.form.Content, container.NewHBox(m.keep, m.drop))
	return m
}

// show shows the account as it is; what is being typed stays.
func (m *mailCard) show(l office.MailLine) {
	kit.Seen(m.drop, l.ID != "")
	if !m.form.Differs() {
		m.form.Fill(mailAsked{line: l})
	}
}

func (m *mailCard) choose() {
	if m.keep.Disabled() || !m.form.Check(m.p.desk) {
		return
	}
	a := m.form.Hand()
	m.keep.Disable()
	var is office.MailLine
	m.p.desk.Run(kit.T("lines.trying"), false, func(ctx context.Context, _ *job.Progress) (err error) {
		is, err = m.p.services.ChooseMailLine(ctx, office.MailWish{Line: a.line, Secret: office.LineSecret{Password: string(a.password), BoxPassword: string(a.boxPassword)}, Old: a.old})
		return err
	}, func(err error) {
		clear(a.password)
		clear(a.boxPassword)
		m.keep.Enable()
		if err != nil {
			if !m.form.Place(m.p.desk, err) {
				m.p.desk.Tell(err)
			}
			return
		}
		m.form.Wipe()
		m.form.Fill(mailAsked{line: is})
		m.p.desk.Good(kit.T("lines.mail-kept", is.From.Mail))
		m.p.again()
	})
}

func (m *mailCard) giveUp() {
	m.p.act(kit.T("kit.saving"), m.p.services.GiveUpMailLine, func() {
		m.form.Wipe()
		m.form.Fill(mailAsked{})
		m.p.desk.Good(kit.T("lines.mail-dropped"))
	})
}
