package requests

import (
	"context"
	"maps"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// step asks what a deed needs, and has the station do it.
type step struct {
	page    *Page
	hanger  *kit.Hanger
	deed    office.RequestDeed
	of      office.RequestTold // as it lay open
	records *recordPick

	title, about *widget.Label
	form         *kit.Form[office.RequestEntry]
	yes          *kit.Button
	scroll       *container.Scroll
	content      fyne.CanvasObject

	waiting map[string]map[string]string // what was typed and not sent, by request and deed
	half    *kit.HalfTyped[map[string]map[string]string]
}

func newStep(p *Page, h *kit.Hanger) *step {
	s := &step{page: p, hanger: h, title: kit.Subheading(""), about: kit.Muted(""), form: kit.NewForm[office.RequestEntry](), waiting: map[string]map[string]string{}}
	s.title.Wrapping = fyne.TextWrapWord
	s.records = newRecordPick(s)
	s.yes = kit.NewMainButton("", kit.IconMet, s.press)
	s.half = kit.NewHalfTyped(p.desk, "request-step", s.unsent)
	s.form.OnEnter, s.form.OnTyped = s.press, s.half.Typed
	s.scroll = kit.NewFormScroll(kit.Card(s.title, s.about, s.form.Content))
	s.content = kit.Border(nil, container.NewHBox(s.yes, kit.NewButton(kit.T("kit.reason-not"), nil, s.back)), nil, nil, s.scroll)
	return s
}

// key names a deed of a request.
func (s *step) key() string { return string(s.of.Request.ID) + " " + string(s.deed) }

// unsent is what was typed of each deed and not sent.
func (s *step) unsent() (map[string]map[string]string, bool) {
	all := maps.Clone(s.waiting)
	if s.of.Request.ID != "" && s.form.Differs() {
		all[s.key()] = s.form.Retyped()
	}
	return all, len(all) > 0
}

// opened takes up, once, what was left half typed when the window closed.
func (s *step) opened() {
	if left, there := s.half.Open(); there {
		maps.Copy(s.waiting, left)
		s.page.desk.Good(kit.T("kit.half-typed"))
	}
}

// putAway remembers what was typed for the deed in the form, which makes room for another.
func (s *step) putAway() {
	if s.of.Request.ID != "" && s.form.Differs() {
		s.waiting[s.key()] = s.form.Retyped()
	}
}

// open asks for a deed of the request that lies open, with what was typed for it before.
func (s *step) open(d office.RequestDeed, said string, of office.RequestTold) {
	s.putAway()
	s.deed, s.of = d, of
	s.title.SetText(kit.Joined(said, office.RequestCodeSpoken(of.Request.Code)))
	s.about.SetText(kit.Joined(of.Request.Asked.Name, of.Request.From.Name))
	s.yes.SetText(said)
	s.page.desk.Guard(rightOf(d), s.yes)
	s.form.Lay(s.asks()...)
	s.records.begin()
	s.form.Fill(s.first())
	typed := s.waiting[s.key()]
	delete(s.waiting, s.key())
	s.form.Type(typed)
	s.page.desk.News.Clear() // it spoke of what lay there before
	s.scroll.ScrollToTop()
	s.page.face(s.content)
	s.page.desk.Focus(s.form.First())
}

// rightOf is the right that a deed needs: an apology is the word of who leads.
func rightOf(d office.RequestDeed) office.Right {
	if d == office.RequestExtend || d == office.RequestSettle {
		return office.MayDecide
	}
	return office.MayKeep
}

// press sends what was typed, or leads to what is missing.
func (s *step) press() {
	p := s.page
	if err := s.form.Unclear(p.desk); err != nil {
		p.desk.Tell(err)
		return
	}
	if s.yes.Disabled() || !s.form.Check(p.desk) {
		return
	}
	e, seen, by, said := s.form.Value(), s.of.Head, p.by, s.yes.Text
	s.yes.Disable() // it is sent once
	p.desk.Act(func(ctx context.Context) error {
		_, err := p.services.DoWithRequest(ctx, by, e, seen)
		return err
	}, func(err error) {
		s.yes.Enable()
		if err != nil {
			s.form.Tell(p.desk, err)
			return
		}
		s.form.Fill(s.first()) // it was sent: nothing waits
		s.half.Typed()
		p.desk.Good(kit.T("requests.done", said, office.RequestCodeSpoken(s.of.Request.Code)))
		p.detail.lead = s.of.Request.ID
		s.back()
		p.Changed()
	})
}

// back puts the form away.
func (s *step) back() { s.page.face(s.page.detail.Content) }
