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
	door     office.Door
	entered  func(told []string)

	who      *kit.Select
	password *kit.Secret
	field    *kit.Field
	open     *kit.Button
	content  fyne.CanvasObject
}

// New makes the screen; entered is called when somebody was let in, recover where nobody
// can be but the recovery key is at hand. The person who sat there last is offered first.
func New(d *kit.Desk, s Services, door office.Door, last office.ID, entered func(told []string), recover func()) *Page {
	p := &Page{desk: d, services: s, door: door, entered: entered}
	names := make([]string, len(door.People))
	chosen := 0
	for i, v := range door.People {
		names[i] = v.Called()
		if v.Account == last {
			chosen = i
		}
	}
	p.who = kit.NewSelect(names, func(string) { p.field.Clear() })
	p.password = kit.NewSecret(p.Try)
	p.field = kit.NewField(kit.T("unlock.password"), p.password, kit.T("unlock.hint"))
	p.open = kit.NewMainButton(kit.T("unlock.open"), kit.IconKey, p.Try)
	p.who.SetSelectedIndex(chosen)
	column := container.NewVBox(kit.Subheading(kit.T("unlock.title")), kit.Prose(door.Office), kit.NewField(kit.T("unlock.who"), p.who, ""), p.field,
		container.NewHBox(p.open, layout.NewSpacer(), kit.NewQuietButton(kit.T("unlock.recover"), nil, recover)))
	p.content = kit.NewFormScroll(kit.Padded(24, kit.Narrow(560, kit.Card(column))))
	return p
}

// Content is the whole screen.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter puts the cursor where the password is typed.
func (p *Page) Enter() { p.desk.Focus(p.password) }

// Try tries what was typed, away from the screen: to look at a password takes a moment.
func (p *Page) Try() {
	at := p.who.SelectedIndex()
	if at < 0 || p.open.Disabled() {
		return
	}
	account, typed := p.door.People[at].Account, p.password.Take()
	p.field.Clear()
	p.open.Disable()
	kit.Load(p.desk.Context(), func(ctx context.Context) ([]string, error) {
		defer clear(typed)
		return p.services.LetIn(ctx, account, typed)
	}, func(told []string, err error) {
		p.open.Enable()
		if p.field.Fail(err) {
			p.Enter()
			return
		}
		p.entered(told)
	})
}
