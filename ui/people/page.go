package people

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// Services is what this page asks of the station.
type Services interface {
	Staff(ctx context.Context) (office.Staff, error)
	AdmitUser(ctx context.Context, who office.Clerk, posts []office.Post, password []byte) error
	GivePosts(ctx context.Context, account office.ID, posts []office.Post) error
	LockUser(ctx context.Context, account office.ID, why string) error
	ReopenUser(ctx context.Context, account office.ID) error
	UserLeaves(ctx context.Context, account office.ID, why string) error
	SetUserPassword(ctx context.Context, account office.ID, before, password []byte) error
	HandOverTo(ctx context.Context, account, to office.ID, until time.Time, why string) error
	TakeWorkBack(ctx context.Context, account office.ID) error
	MakeToken(ctx context.Context, label string, rights []office.Right, until time.Time) (text string, err error)
	RevokeToken(ctx context.Context, account office.ID, token string) error
}

const (
	pageMargin = 8
	deedsWide  = 3 // buttons a row
)

// Page is the place "Người dùng".
type Page struct {
	// NameFirst leads to where the recovery key makes the first administrator.
	NameFirst func()

	desk     *kit.Desk
	services Services
	ctx      context.Context // ends when the clerk leaves the page
	leave    context.CancelFunc

	staff office.Staff
	users []office.User // of them, what the search chooses
	at    office.ID     // whose account is in sight; empty: none

	search *kit.Search
	count  *widget.Label
	list   *kit.List
	empty  *kit.EmptyState // in the place of all: nobody has an account
	read   *kit.Awaited
	admit  *kit.Button
	note   *kit.Callout
	title  *widget.Label
	facts  *fyne.Container
	deeds  *fyne.Container
	card   *fyne.Container
	form   *form

	manned  fyne.CanvasObject
	content fyne.CanvasObject
}

// New lays the page out; nothing is read before Enter.
func New(desk *kit.Desk, services Services) *Page {
	p := &Page{desk: desk, services: services, note: kit.NewCallout()}
	p.ctx, p.leave = context.WithCancel(desk.Context())
	p.count = kit.Muted("")
	p.count.Wrapping = fyne.TextWrapOff
	p.list = kit.NewList(func() int { return len(p.users) }, func() fyne.CanvasObject { return kit.NewRow() }, p.put)
	p.list.OnSelected = func(i int) { p.open(p.users[i]) }
	p.search = kit.NewSearch(kit.T("people.search"), p.choose, func() { p.desk.Focus(p.list) })
	p.empty = kit.NewEmptyState(kit.IconPerson, kit.T("people.unmanned"), kit.T("people.first"), func() { p.NameFirst() })
	p.admit = kit.NewMainButton(kit.T("people.do-admit"), theme.ContentAddIcon(), func() { p.begin(admission) })
	desk.Guard(office.MayAdmit, p.admit)
	p.admit.Hide()
	p.title, p.facts, p.deeds = kit.Subheading(""), container.New(layout.NewFormLayout()), kit.Abreast(deedsWide)
	p.card = kit.Card(p.title, p.facts, p.deeds)
	p.form = newForm(p)
	right := kit.Border(nil, p.form.foot, nil, nil, kit.NewFormScroll(kit.Column(p.card, p.form.card)))
	head := container.NewVBox(container.NewBorder(nil, nil, kit.Heading(kit.T("people.title")), container.NewHBox(container.NewCenter(p.count), container.NewCenter(p.admit))), p.search, p.note)
	p.manned = kit.Padded(pageMargin, kit.Border(head, nil, nil, nil, kit.Sides(p.list, right)))
	p.read = kit.NewAwaited(kit.T("people.reading"), container.NewStack(p.manned, p.empty))
	p.content = p.read.Content
	p.clear()
	return p
}

// Content is the page's widget tree.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter reads the accounts again.
func (p *Page) Enter() {
	p.leave()
	p.ctx, p.leave = context.WithCancel(p.desk.Context())
	p.reread()
}

// Leave drops what is being read.
func (p *Page) Leave() { p.leave() }

// Changed reads them again; what is being typed stays.
func (p *Page) Changed() { p.reread() }

// Search moves the keyboard to the search field.
func (p *Page) Search() { p.desk.Focus(p.search) }

// Begin asks for a new account (Ctrl+N).
func (p *Page) Begin() { kit.Press(p.admit) }

// Finish sends the form that is open (Ctrl+Enter).
func (p *Page) Finish() {
	if p.form.card.Visible() {
		kit.Press(p.form.act)
	}
}

// reread reads the accounts; what is being typed stays.
func (p *Page) reread() { kit.Await(p.ctx, p.desk, p.read, p.services.Staff, p.show) }

func (p *Page) show(staff office.Staff) {
	p.staff = staff
	kit.Seen(p.manned, !staff.Unmanned)
	kit.Seen(p.empty, staff.Unmanned)
	kit.Seen(p.admit, !staff.Unmanned)
	p.note.Say(kit.Warn, kit.Trouble{Said: kit.Said(staff.Note)})
	kit.Seen(p.note, staff.Note != "" && !p.form.card.Visible())
	p.choose()
	p.again()
	p.content.Refresh()
}

// choose lists whose name holds what was typed.
func (p *Page) choose() {
	p.users = nil
	for _, u := range p.staff.Users {
		if strings.Contains(office.Fold(u.Name), office.Fold(strings.TrimSpace(p.search.Text))) {
			p.users = append(p.users, u)
		}
	}
	p.count.SetText(kit.T("people.count", len(p.users)))
	p.list.Refresh()
}

// again shows the account in sight as it is by now.
func (p *Page) again() {
	for i, u := range p.users {
		switch {
		case u.Account == p.at:
			p.lay(u)
		case p.at == "" && u.Own && !p.form.card.Visible():
			p.list.Select(i) // one's own account is the first in sight
		}
	}
}

// put fills a line of the list.
func (p *Page) put(i int, o fyne.CanvasObject) {
	u, row := p.users[i], o.(*kit.Row)
	when := ""
	if u.Own {
		when = kit.T("people.own")
	}
	row.Set(u.Name, below(u), when)
	tone, icon, said := stands(u)
	row.Chip.Set(tone, icon, said)
	row.Refresh()
}

func below(u office.User) string {
	if u.Position == "" {
		return posts(u)
	}
	return posts(u) + " · " + u.Position
}

func posts(u office.User) string {
	return strings.Join(kit.NamesOf(u.Posts), ", ")
}

// stands tells the state of an account, what keeps it from working before the rest.
func stands(u office.User) (tone kit.Tone, icon fyne.Resource, said string) {
	switch {
	case u.Left:
		return kit.Neutral, nil, kit.T("people.left")
	case u.Locked:
		return kit.Warn, nil, kit.T("people.locked")
	case len(u.Lent) > 0:
		return kit.Info, kit.IconOwed, kit.T("people.away", office.LastDay(u.Lent[0].Until)[:len("31/12")])
	case !u.HasPassword:
		return kit.Warn, nil, kit.T("people.bare")
	}
	return kit.Good, nil, kit.T("people.works")
}

// clear shows no account.
func (p *Page) clear() {
	p.at = ""
	p.list.UnselectAll()
	p.card.Hide()
	p.form.shut()
}

// open brings an account into sight; a form that was open is put away.
func (p *Page) open(u office.User) {
	if u.Account != p.at {
		p.form.shut()
	}
	p.at = u.Account
	p.lay(u)
}

func (p *Page) lay(u office.User) {
	p.title.SetText(u.Name)
	p.facts.RemoveAll()
	tone, icon, said := stands(u)
	p.fact(kit.T("people.state"), container.NewHBox(kit.NewChip(tone, icon, said)))
	p.line("posts", posts(u))
	p.line("position", u.Position)
	if u.Locked || u.Left {
		p.line("why", u.Why)
	}
	for _, l := range u.Lent {
		p.line("lent", kit.T("people.lent-to", l.With, office.LastDay(l.Until), l.Why))
	}
	for _, l := range u.Takes {
		p.line("takes", kit.T("people.lent-to", l.With, office.LastDay(l.Until), l.Why))
	}
	for _, t := range u.Tokens {
		p.token(u, t)
	}
	if len(u.Denied) > 0 {
		p.line("denied", strings.Join(u.Denied, "\n"))
	}
	p.offer(u)
	p.card.Show()
	p.card.Refresh()
}

func (p *Page) line(key, said string) {
	if said != "" {
		p.fact(kit.T("people."+key), kit.Prose(said))
	}
}

func (p *Page) fact(name string, o fyne.CanvasObject) {
	said := kit.Muted(name)
	said.Wrapping = fyne.TextWrapOff
	p.facts.Add(container.NewVBox(said))
	p.facts.Add(o)
}

// token tells of a token of a script, with the button that ends it.
func (p *Page) token(u office.User, t office.ScriptToken) {
	said := kit.T("people.token-said", t.Label, strings.ToLower(strings.Join(kit.NamesOf(t.Rights), ", ")), office.LastDay(t.Until), t.ID)
	end := kit.NewQuietButton(kit.T("people.revoke"), theme.DeleteIcon(), func() {
		p.send(kit.T("people.done-revoke"), func(ctx context.Context) error { return p.services.RevokeToken(ctx, u.Account, t.ID) }, p.desk.Tell)
	})
	if !u.Own {
		p.desk.Guard(office.MayAdmit, end)
	}
	p.fact(kit.T("people.token"), container.NewBorder(nil, nil, nil, container.NewVBox(end), kit.Prose(said)))
}

// offer puts the deeds below an account that can be done to it as it stands.
func (p *Page) offer(u office.User) {
	p.deeds.RemoveAll()
	for _, d := range deeds {
		if d.offered(u) {
			b := kit.NewButton(kit.T("people.do-"+d.key), nil, func() { p.begin(d) })
			if !d.own || !u.Own {
				p.desk.Guard(office.MayAdmit, b)
			}
			p.deeds.Add(b)
		}
	}
}

// begin opens the form of a deed, or does it where nothing is asked.
func (p *Page) begin(d deed) {
	if d.key == admission.key {
		p.clear()
	}
	u := newcomer
	if i := slices.IndexFunc(p.staff.Users, func(u office.User) bool { return u.Account == p.at }); i >= 0 {
		u = p.staff.Users[i]
	}
	p.form.open(d, u)
}

// send has the station do something, reads the accounts again, and says so.
func (p *Page) send(done string, do func(context.Context) error, failed func(error)) {
	p.form.act.Disable() // it is sent once
	p.desk.Act(do, func(err error) {
		p.form.act.Enable()
		if err != nil {
			failed(err)
			return
		}
		p.form.shut()
		p.reread()
		p.desk.Good(done)
	})
}
