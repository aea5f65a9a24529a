// Package unlock is the lock screen (màn hình khóa): it shows no record and no picture,
// and lets a person of the office in.
package unlock

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tram/local/office"
	"tram/ui/kit"
)

// Services is what the lock screen asks of the station.
type Services interface {
	LetIn(ctx context.Context, account office.ID, password []byte) (told []string, err error)
	NameAdministrator(ctx context.Context, key string, who office.Clerk, posts []office.Post, password []byte) (sheet []byte, err error)
}

// Page asks who is there, and for their password.
type Page struct {
	desk     *kit.Desk
	services Services
	entered  func(told []string)

	form    *kit.Form[coming]
	open    *kit.Button
	content fyne.CanvasObject
}

// coming is who wants to come in.
type coming struct {
	Account  office.ID
	Password []byte
}

// New makes the screen; entered is called when somebody was let in, recover where nobody
// can be but the recovery key is at hand. The person who sat there last is offered first.
func New(d *kit.Desk, s Services, door office.Door, last office.ID, entered func(told []string), recover func()) *Page {
	p := &Page{desk: d, services: s, entered: entered}
	who := make([]office.Choice, len(door.People))
	first := coming{Account: door.People[0].Account}
	for i, v := range door.People {
		who[i] = office.Choice{Key: string(v.Account), Said: v.Called()}
		if v.Account == last {
			first.Account = last
		}
	}
	p.form = kit.NewForm(
		kit.AskOne("who", kit.T("unlock.who"), who, func(c *coming) *office.ID { return &c.Account }),
		kit.AskPassword("password", kit.T("unlock.password"), func(c *coming) *[]byte { return &c.Password }).Hinted(kit.T("unlock.hint")).About("*"),
	)
	p.form.Fill(first)
	p.form.OnEnter = p.Try
	// Whoever sees the wrong name, after they have typed, goes on where they typed.
	p.form.OnPicked = func(string) { p.form.Focus(p.desk, "password") }
	p.open = kit.NewMainButton(kit.T("unlock.open"), kit.IconKey, p.Try)
	column := container.NewVBox(kit.Subheading(kit.T("unlock.title")), kit.Prose(door.Office), p.form.Content,
		container.NewHBox(p.open, layout.NewSpacer(), kit.NewQuietButton(kit.T("unlock.recover"), nil, recover)))
	p.content = kit.NewFormScroll(kit.Padded(24, kit.Narrow(560, kit.Card(column))))
	return p
}

// Content is the whole screen.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter puts the cursor where the password is typed.
func (p *Page) Enter() { p.form.Focus(p.desk, "password") }

// Try tries what was typed, away from the screen: to look at a password takes a moment.
func (p *Page) Try() {
	if p.open.Disabled() {
		return
	}
	who := p.form.Hand()
	p.open.Disable()
	kit.Load(p.desk.Context(), func(ctx context.Context) ([]string, error) {
		defer clear(who.Password)
		return p.services.LetIn(ctx, who.Account, who.Password)
	}, func(told []string, err error) {
		p.open.Enable()
		if err != nil {
			p.form.Tell(p.desk, err)
			return
		}
		p.entered(told)
	})
}
