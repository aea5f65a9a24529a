package road

import (
	"context"
	"errors"
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/documents/called"
	"tram/ui/kit"
)

// Step asks for what a step needs: whom, by when, and which words. What was typed for a step of
// a document and not kept comes back when it is asked for again, also when the window was closed
// meanwhile.
type Step struct {
	Form    *kit.Form[office.RouteWish]
	Yes     *kit.Button
	Content *fyne.Container

	road    *Road
	way     office.RouteWay
	people  []office.Clerk // who can be chosen
	Whom    *kit.Select
	title   *widget.Label
	files   []string
	brought *widget.Label
	bring   *kit.Button
	doubted []string // files that a person is to look at first
	trouble *kit.Callout
	still   *kit.Button                  // takes them all the same
	waiting map[string]map[string]string // what was typed and not kept, by document and step
	half    *kit.HalfTyped[map[string]map[string]string]
}

const sayRows = 3

func newStep(r *Road) *Step {
	s := &Step{road: r, title: kit.Strong(""), brought: kit.Muted(""), waiting: map[string]map[string]string{}}
	s.Whom = kit.NewSelect(nil, func(string) { s.Form.Chosen() })
	whom := kit.Own{Shown: s.Whom, First: func() fyne.Focusable { return s.Whom }, Read: s.chosen, Write: s.choose}
	s.Form = kit.NewForm(
		kit.AskOwn("to", kit.T("documents.step-to"), whom, func(w office.RouteWish) string { return string(w.To) }, func(w *office.RouteWish, id string) { w.To = office.ID(id) }).
			When(func(office.RouteWish) bool { return s.way.To }).About("routing.no-person", "routing.own-opinion", "routing.asked-already"),
		kit.AskDay("due", kit.T("documents.step-due"), func(w *office.RouteWish) *string { return &w.Due }).
			When(func(office.RouteWish) bool { return s.way.Due }).About("routing.bad-due", "routing.past-due"),
		kit.AskProse("say", kit.T("documents.step-say"), sayRows, func(w *office.RouteWish) *string { return &w.Say }).About("routing.no-words", "routing.too-long"),
	)
	s.half = kit.NewHalfTyped(r.desk, "route", s.unkept)
	s.Form.OnTyped = s.half.Typed
	s.Form.OnEnter = func() { kit.Press(s.Yes) }
	s.Yes = kit.NewMainButton("", nil, s.press)
	r.desk.Guard(office.MayKeep, s.Yes)
	not := kit.NewButton(kit.T("kit.reason-not"), nil, func() { s.shut() })
	s.bring = kit.NewButton(kit.T("documents.step-files"), nil, func() { r.desk.PickFiles(kit.AnyFile, true, s.Bring) })
	s.trouble = kit.NewCallout()
	s.still = kit.NewButton(kit.T("documents.attach-still"), nil, func() { s.hold(s.doubted) })
	s.still.Hide()
	s.Content = container.NewVBox(s.title, s.Form.Content, s.bring, s.brought, s.trouble, kit.Flow(s.still), container.NewHBox(s.Yes, not))
	s.Content.Hide()
	return s
}

func (s *Step) chosen() string {
	if i := s.Whom.SelectedIndex(); i >= 0 && i < len(s.people) {
		return string(s.people[i].ID)
	}
	return ""
}

func (s *Step) choose(id string) {
	if i := slices.IndexFunc(s.people, func(c office.Clerk) bool { return string(c.ID) == id }); i >= 0 {
		s.Whom.SetSelectedIndex(i)
		return
	}
	s.Whom.ClearSelected()
}

// key names a step of a document.
func key(w office.RouteWish) string {
	return string(w.Document) + " " + string(w.Deed) + " " + string(w.Of)
}

// unkept is what was typed of each step and not kept.
func (s *Step) unkept() (map[string]map[string]string, bool) {
	all := maps.Clone(s.waiting)
	if s.Content.Visible() && s.Form.Differs() {
		all[key(s.Form.Stored())] = s.Form.Retyped()
	}
	return all, len(all) > 0
}

// opened takes up, once, what was left half typed when the window closed.
func (s *Step) opened() {
	if left, there := s.half.Open(); there {
		maps.Copy(s.waiting, left)
		s.road.desk.Good(kit.T("kit.half-typed"))
	}
}

// ask asks for a step. Taking a document up needs nothing, can be sent back, and is done at once;
// what is written down for good is asked about, with room for words.
func (s *Step) ask(w office.RouteWay) {
	s.shut()
	s.way = w
	if w.Deed == office.RouteTakeUp {
		s.road.take(s.wish(), func() {})
		return
	}
	s.people = s.road.stands.People
	var names []string
	for _, c := range s.people {
		names = append(names, kit.Joined(c.Name, c.Position))
	}
	s.Whom.Offer(names, -1)
	s.title.SetText(wayWord(w, s.road.stands.Told))
	s.Yes.SetText(kit.Said(w.Said))
	wish := s.wish()
	s.Form.Fill(wish)
	typed := s.waiting[key(wish)]
	delete(s.waiting, key(wish))
	s.hold(nil)
	kit.Seen(s.bring, w.Deed == office.RouteSubmit)
	s.Content.Show()
	s.Form.Type(typed)
	s.road.Card.Refresh()
	s.road.desk.Focus(s.Form.First())
}

// wish is the step before anything is typed.
func (s *Step) wish() office.RouteWish {
	return office.RouteWish{Document: s.road.stands.Told.Document.ID, Deed: s.way.Deed, Of: s.way.Of.Entry, Seen: s.road.head()}
}

// Bring takes files for the version that is submitted. One on whose head a grade of secrecy stands is
// asked about first.
func (s *Step) Bring(paths []string) {
	s.hold(nil)
	document := s.Form.Stored().Document
	s.road.desk.Run(kit.T("documents.looking"), false, func(ctx context.Context, _ *job.Progress) error {
		return called.Ungraded(ctx, s.road.services.GradeOnPaper, paths)
	}, func(err error) {
		var doubt called.Doubt
		switch {
		case !s.Bringing() || s.Form.Stored().Document != document:
			return
		case err == nil:
			s.hold(paths)
		default:
			if errors.As(err, &doubt) {
				s.doubted = paths
				s.still.Show()
			}
			s.trouble.Fail(err)
			s.road.Card.Refresh()
		}
	})
}

// hold has files for what is submitted; none: nothing is brought.
func (s *Step) hold(paths []string) {
	s.files, s.doubted = paths, nil
	s.still.Hide()
	s.trouble.Say(kit.Warn, kit.Trouble{})
	if s.brought.SetText(""); len(paths) > 0 {
		s.brought.SetText(kit.T("documents.step-brought", len(paths)))
	}
	s.road.Card.Refresh()
}

// Bringing tells that files are taken for what is submitted.
func (s *Step) Bringing() bool { return s.Content.Visible() && s.bring.Visible() }

// renew keeps what is typed while its step can be taken, and puts it away where it cannot.
func (s *Step) renew(ways []office.RouteWay) {
	same := func(w office.RouteWay) bool { return w.Deed == s.way.Deed && w.Of.Entry == s.way.Of.Entry }
	if s.Content.Visible() && (s.Form.Stored().Document != s.road.stands.Told.Document.ID || !slices.ContainsFunc(ways, same)) {
		s.shut()
	}
}

// shut puts the questions away; what was typed waits.
func (s *Step) shut() {
	if !s.Content.Visible() {
		return
	}
	if s.Form.Differs() {
		s.waiting[key(s.Form.Stored())] = s.Form.Retyped()
	}
	s.Content.Hide()
	s.half.Typed()
	s.road.Card.Refresh()
}

// press takes the step, or leads to what is wrong with it.
func (s *Step) press() {
	if !s.Form.Check(s.road.desk) {
		return
	}
	w, by := s.Form.Value(), s.road.By()
	w.With = office.Enclosing{Paths: s.files}
	s.Yes.Disable()
	s.road.desk.Run(kit.T("kit.saving"), true, func(ctx context.Context, _ *job.Progress) error {
		_, err := s.road.services.Route(ctx, by, w)
		return err
	}, func(err error) {
		kit.Able(s.Yes, true)
		if err != nil {
			s.Form.Tell(s.road.desk, err)
			return
		}
		s.road.desk.Good(kit.T("documents.step-kept", called.Number(s.road.stands.Told.Document), kit.Said(w.Deed.Said())))
		defer s.half.Typed()
		defer delete(s.waiting, key(w)) // where the document was read anew meanwhile, it was put away
		if now := s.Form.Stored(); now.Document == w.Document && now.Deed == w.Deed {
			s.Form.Fill(now) // it was kept: nothing of it waits
			s.shut()
		}
	})
}
