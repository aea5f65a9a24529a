package meetings

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// Services is what this page asks of the station.
type Services interface {
	ArrangeMeeting(ctx context.Context, by office.Clerk, m office.Meeting) (office.MeetingTold, error)
	ChangeMeeting(ctx context.Context, by office.Clerk, m office.Meeting) (office.MeetingTold, error)
	MoveMeeting(ctx context.Context, by office.Clerk, id office.ID, of string, to office.Shift) (office.MeetingTold, error)
	ConfirmMeeting(ctx context.Context, by office.Clerk, id office.ID) (office.MeetingTold, error)
	CancelMeeting(ctx context.Context, by office.Clerk, id office.ID, of, why string) (office.MeetingTold, error)
	ReviveMeeting(ctx context.Context, by office.Clerk, id office.ID) (office.MeetingTold, error)
	Meeting(ctx context.Context, id office.ID) (office.MeetingTold, error)
	MeetingsBetween(ctx context.Context, from, to time.Time) ([]office.Occurrence, error)
	CalendarDays(ctx context.Context, from, to time.Time) ([]office.CalendarDay, error)
	ImportCalendar(ctx context.Context, by office.Clerk, path string) (office.CalendarRead, error)
	ExportMeeting(ctx context.Context, id office.ID, path string) error
	InviteTo(ctx context.Context, by office.Clerk, meeting office.ID, again bool) ([]office.Invitation, error)
	AnswerInvitation(ctx context.Context, by office.Clerk, w office.AnswerWish) (office.Invitation, error)
	ExchangeNow(ctx context.Context, w office.ExchangeWish) (office.LinesDone, error)
	MeetingVersions(ctx context.Context, id office.ID) ([]office.Version, error)
	SettleMeeting(ctx context.Context, by office.Clerk, id, keep office.ID, seen []office.ID) (office.MeetingTold, error)
	MeetingRooms(ctx context.Context) ([]office.MeetingRoom, error)
	MeetingPlatforms(ctx context.Context) ([]string, error)
	FreeTimes(ctx context.Context, w office.FreeWish) ([]office.FreeTime, error)
	MeetingSession(ctx context.Context, id office.ID, at string) (office.SessionTold, error)
	NoteInMeeting(ctx context.Context, by office.Clerk, e office.MeetingEntry) (office.SessionTold, error)
	OpenVote(ctx context.Context, by office.Clerk, id office.ID, at string, motion office.ID) (is office.SessionTold, key string, err error)
	UnlockBox(ctx context.Context, id office.ID, at string, motion office.ID, typed string) error
	CastBallot(ctx context.Context, id office.ID, at string, motion, seat office.ID, choice []int) ([]office.ID, error)
	CloseVote(ctx context.Context, by office.Clerk, id office.ID, at string, motion office.ID, counted *office.Counted) (office.SessionTold, error)
	SaveMinutes(ctx context.Context, id office.ID, at, path string) error
	SaveVotes(ctx context.Context, id office.ID, at, path, by string) error
	MinuteMeeting(ctx context.Context, by office.Clerk, w office.MinutesWish) (office.SessionTold, error)
	SignMinutes(ctx context.Context, by office.Clerk, id office.ID, at string) (office.SessionTold, error)
	SignMinutesSure(ctx context.Context, by office.Clerk, id office.ID, at string) (office.SessionTold, error)
	ProveMinutes(ctx context.Context, id office.ID, at string) (office.Proof, error)
	HeldKey() (office.HeldKey, bool)
	History(ctx context.Context, id office.ID) ([]office.Deed, error)
	Clerks(ctx context.Context) ([]office.Clerk, error)    // in whose name an act can be done
	AllClerks(ctx context.Context) ([]office.Clerk, error) // whom it may be about
	FindRegistered(ctx context.Context, w office.RegisteredWish, most int) (keys []int64, more bool, err error)
	RegisteredRows(ctx context.Context, keys []int64) ([]office.RegisteredRow, error)
}

const pageMargin = 8

// Page is the place "Họp".
type Page struct {
	// OpenDocument leads to a document of the registers: the minutes.
	OpenDocument func(office.ID)
	// OpenLines leads to where the account for letters is chosen.
	OpenLines func()
	// OpenKeys leads to where a key to sign with is opened.
	OpenKeys func()

	desk     *kit.Desk
	services Services
	visit    kit.Latest
	by       office.Clerk
	clerks   []office.Clerk

	agenda  *agenda
	both    *kit.Bench
	detail  *detail
	plan    *planning
	held    *session
	clerk   *kit.ClerkChoice
	plans   fyne.CanvasObject // what is arranged: list, drawn days, detail, form
	content fyne.CanvasObject
}

// New lays the page out; nothing is read before Enter.
func New(desk *kit.Desk, services Services) *Page {
	p := &Page{desk: desk, services: services}
	hanger := kit.NewHanger()
	hanger.Above = true
	p.clerk = kit.NewClerkChoice(kit.T("meetings.by"), func(c office.Clerk) { p.by = c })
	p.agenda = newAgenda(p)
	p.detail, p.plan, p.held = newDetail(p), newPlanning(p, hanger), newSession(p, hanger)
	p.both = kit.Sides(p.agenda.finder.Body, container.NewStack(p.faces()...))
	fresh := kit.NewMainButton(kit.T("meetings.new"), theme.ContentAddIcon(), p.Begin)
	bring := kit.NewButton(kit.T("meetings.import"), nil, p.bring)
	desk.Guard(office.MayKeep, fresh, bring)
	p.agenda.search = p.agenda.finder.Head
	head := container.NewVBox(kit.Head(kit.Heading(kit.T("meetings.title")), append(p.agenda.deeds(), bring, fresh)...), p.agenda.search)
	p.plans = kit.Border(head, nil, nil, nil, container.NewStack(p.both, p.agenda.sheet))
	p.content = container.NewStack(kit.Padded(pageMargin, kit.Border(nil, p.clerk.Content, nil, nil, container.NewStack(p.plans, p.held.content))), hanger)
	p.show(p.detail.Content)
	return p
}

func (p *Page) faces() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.detail.Content, p.plan.content, p.plan.papers.chooser}
}

// face brings one of the parts at the right to the front, over the list where there is no room beside it.
func (p *Page) face(of fyne.CanvasObject) {
	p.agenda.list()
	p.show(of)
	p.both.Turn(kit.TheChosen)
}

// show puts one of the parts in front; the meeting that goes on takes the whole page.
func (p *Page) show(of fyne.CanvasObject) {
	held := of == p.held.content
	kit.Seen(p.held.content, held)
	kit.Seen(p.plans, !held)
	for _, each := range p.faces() {
		kit.Seen(each, each == of)
	}
	p.content.Refresh()
	p.desk.Faced()
}

// Content is the page's widget tree.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter reads again what is listed and what lies open, and takes up what was left half typed.
func (p *Page) Enter() {
	ctx := p.visit.Next(p.desk.Context())
	kit.Load(ctx, p.services.Clerks, func(clerks []office.Clerk, err error) {
		p.desk.Tell(err)
		p.by = p.clerk.Seat(clerks, p.by)
		kit.Seen(p.clerk.Content, len(clerks) > 1)
	})
	kit.Load(ctx, p.services.AllClerks, func(all []office.Clerk, err error) {
		p.desk.Tell(err)
		p.clerks = all
		p.plan.people.know(all)
	})
	p.detail.Enter(ctx)
	p.agenda.enter(ctx)
	p.plan.enter(ctx)
	p.held.enter(ctx)
}

// Leave drops what is being read.
func (p *Page) Leave() {
	p.visit.Drop()
	p.agenda.finder.Leave()
	p.plan.papers.finder.Leave()
}

// Changed reads again; what is being typed stays.
func (p *Page) Changed() {
	p.agenda.read()
	p.detail.Renew()
	p.held.renew()
}

// bring takes calendar files of other programs in, one after the other, and tells what came.
func (p *Page) bring() {
	p.desk.PickFiles([]string{".ics"}, false, func(paths []string) {
		by := p.by
		kit.Do(p.desk, func(ctx context.Context) (office.CalendarRead, error) {
			return p.services.ImportCalendar(ctx, by, paths[0])
		}, func(is office.CalendarRead, err error) {
			if err != nil {
				p.desk.Tell(err)
				return
			}
			p.tellCame(is)
			p.Changed()
		})
	})
}

// The sheet that tells what came in, in units of the screen.
const (
	cameWide = 640
	cameTall = 460
)

// tellCame lays over the page what a calendar file held, and what was odd about it.
func (p *Page) tellCame(is office.CalendarRead) {
	lines := container.NewVBox()
	for _, c := range is.Came {
		lines.Add(kit.Prose(kit.Joined(cameSaid(c.What), c.Title, kit.Said(c.Said))))
	}
	for _, odd := range is.Odd {
		lines.Add(kit.Muted(kit.Said(odd)))
	}
	if len(is.Came) == 0 {
		lines.Add(kit.Prose(kit.T("meetings.came-none")))
	}
	var over *kit.Over
	shut := kit.NewMainButton(kit.T("meetings.proof-shut"), nil, func() { over.Hide() })
	over = p.desk.LayOver(kit.T("meetings.import"), lines, cameWide, cameTall, shut, shut)
}

func cameSaid(what string) string {
	return map[string]string{
		office.CameNew: kit.T("meetings.came-new"), office.CameChanged: kit.T("meetings.came-changed"), office.CameSame: kit.T("meetings.came-same"),
		office.CameCancelled: kit.T("meetings.came-cancelled"), office.CameAnswer: kit.T("meetings.came-answer"), office.CameNot: kit.T("meetings.came-not"),
	}[what]
}

// Search moves the keyboard to the search field.
func (p *Page) Search() {
	if p.held.content.Visible() {
		p.face(p.detail.Content)
	}
	p.agenda.list()
	p.both.Turn(kit.TheList)
	p.desk.Focus(p.agenda.finder.Search)
}

// Begin asks for a new meeting (Ctrl+N).
func (p *Page) Begin() { p.plan.begin(office.Meeting{}) }

// Finish keeps what was typed (Ctrl+Enter).
func (p *Page) Finish() {
	switch {
	case p.plan.content.Visible():
		kit.Press(p.plan.kept.Save)
	case p.plan.papers.chooser.Visible():
		p.plan.papers.back()
	case p.held.content.Visible():
		p.held.finish()
	}
}

// Open shows a meeting.
func (p *Page) Open(id office.ID) {
	p.agenda.finder.Choose(id)
	p.detail.at = ""
	p.face(p.detail.Content)
	p.detail.Open(id)
}

// openTime shows one time of a meeting.
func (p *Page) openTime(o office.Occurrence) {
	p.detail.at = o.Of
	p.face(p.detail.Content)
	p.detail.Open(o.Meeting)
}
