package station

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"tram/local/convert"
	"tram/local/documents"
	"tram/local/job"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/routing"
	"tram/local/store"
)

// Incoming (tiếp nhận văn bản giấy đến) takes a paper in as one act: it is digitised (Nghị định
// 137/2024, Điều 4), gets its number on the register and the stamp ĐẾN, and goes to whoever deals
// with it (Nghị định 30/2020, Điều 22–24).
//
// The mark comes first, then the signature, then the number, then the stamp: the number is given to
// what is finished, and the stamp says it on a form beside the one that is signed. Each step is whole
// by itself and looks for what was done before it, so that whoever is stopped between two of them goes
// on by the same act, and no paper gets two numbers.
type Incoming struct {
	*ground
	entrance  *Entrance
	documents *Documents
	routing   *Routing
	signing   *Signing
}

// TakeIn takes a paper in, or goes on with one that was being taken in: a draft that was checked, or a
// conversion that is finished, with what is to be done as its Entering says. sign: it is signed as
// it is finished, by the key that is open; nil: it is not.
//
// It fails with NothingToEnter, documents.MaybeThere, the failures of Register, of Finish and of a step of
// routing; what was done before that is told all the same. That a stamp has no room, or that whoever
// it was to go to cannot have it, is no failure: the document is on its register, and why is told.
func (s *Incoming) TakeIn(ctx context.Context, by office.Clerk, id office.ID, sign *office.SigningWish, p *job.Progress) (is office.TakenIn, err error) {
	for _, right := range []office.Right{office.MayConvert, office.MayKeep} {
		if ctx, err = s.entrance.begins(ctx, right); err != nil {
			return is, err
		}
	}
	a := &takingIn{s: s, by: s.entrance.own(ctx, by), sign: sign, progress: p}
	if is.Conversion, err = s.store.Conversion(ctx, id); err != nil {
		return is, err
	}
	for _, step := range a.steps() {
		if err := step(ctx, &is); err != nil {
			return is, err
		}
		if is.Conversion.State == office.Finished { // a wish to stop comes too late
			ctx = context.WithoutCancel(ctx)
		}
	}
	return is, nil
}

// takingIn is one paper on its way.
type takingIn struct {
	s        *Incoming
	by       office.Clerk
	sign     *office.SigningWish
	progress *job.Progress
}

// steps are those of the act, in their order. A kill between two of them leaves what was done.
func (a *takingIn) steps() []func(context.Context, *office.TakenIn) error {
	return []func(context.Context, *office.TakenIn) error{a.weigh, a.mean, a.finish, a.enter, a.stamp, a.give}
}

// weigh finds the document where the paper is on the register already; else it looks whether all that
// comes can be done, before anything is.
func (a *takingIn) weigh(ctx context.Context, is *office.TakenIn) error {
	c := is.Conversion
	switch {
	case c.Entering == nil:
		return NothingToEnter.About(c.Code)
	case c.Direction == office.DataToPaper || c.State == office.Discarded:
		return NotDigitised.About(c.Code)
	}
	if _, there, err := a.there(ctx, is); err != nil || there {
		is.Before = there
		return err
	}
	r, err := a.document(ctx, c)
	if err != nil || c.Entering.Another {
		return err
	}
	twins, err := documents.Twins(ctx, a.s.store, r, nil)
	twins = slices.DeleteFunc(twins, func(t office.RegisteredTwin) bool { return t.Registered.From == c.ID }) // somebody who took the same paper in meanwhile
	if err != nil || len(twins) == 0 {
		return err
	}
	first := twins[0].Registered
	entered, _ := time.Parse(time.DateOnly, first.Entered)
	return documents.MaybeThere.About(first.Said(), entered.Format("02/01/2006"), twins[0].Said())
}

// there reads what is known of the paper, and the document where it is on the register.
func (a *takingIn) there(ctx context.Context, is *office.TakenIn) (m documents.Meant, entered bool, err error) {
	m, _, err = documents.MeantOf(ctx, a.s.store, is.Conversion.ID)
	if err != nil || !m.Entered() {
		return m, false, err
	}
	is.Document, err = store.One(ctx, a.s.store, documents.Registered, m.Document)
	return m, err == nil, err
}

// document is a conversion as it will stand on the register, but for its number; who it is to go to
// is somebody who can have it.
func (a *takingIn) document(ctx context.Context, c office.Conversion) (office.Registered, error) {
	e := *c.Entering
	r := office.Registered{Flow: office.FlowIn, Document: c.Document, To: e.To, From: c.ID, DaySure: e.DaySure != "" && e.DaySure == c.Document.Issued}
	if day := c.Finished.In(office.VietNam); !c.Finished.IsZero() && day.Year() == a.s.documents.today().Year() {
		r.Entered = day.Format(time.DateOnly) // where somebody goes on on another day
	}
	if e.Give != "" {
		to, err := a.goesTo(ctx, e)
		if err != nil {
			return r, err
		}
		r.To = cmp.Or(r.To, to.Name)
	}
	r, err := a.s.documents.prepared(ctx, a.by, r)
	if err != nil {
		return r, err
	}
	return r, documents.Registered.Check(nil, r, documents.StepRegister)
}

// goesTo is the person to whom a document that was just entered is to go.
func (a *takingIn) goesTo(ctx context.Context, e office.Entering) (to office.RoutePerson, err error) {
	if to, err = a.s.routing.person(ctx, e.Give); err != nil {
		return to, err
	}
	step := office.RouteEntry{Deed: office.RouteAssign, To: to, Due: e.Due}
	if step.Actor, err = a.s.routing.actor(ctx, a.s.entrance.own(ctx, a.by)); err != nil {
		return to, err
	}
	way, err := routing.RoadOf(office.FlowIn)
	if err != nil {
		return to, err
	}
	_, err = routing.Walk(way, a.s.clock.Now(), nil).Grow(step, a.s.clock.Now())
	return to, err
}

// mean notes that the paper is meant for the register, before it is finished.
func (a *takingIn) mean(ctx context.Context, is *office.TakenIn) error {
	if is.Document.ID != "" {
		return nil
	}
	return documents.Mean(ctx, a.s.store, a.s.entrance.own(ctx, a.by).Name, is.Conversion.ID)
}

// finish carries the conversion out, with its mark, and its signature where one is wished for.
func (a *takingIn) finish(ctx context.Context, is *office.TakenIn) error {
	if is.Conversion.State == office.Finished {
		return nil
	}
	id := is.Conversion.ID
	c, err := a.finished(pdf.OneAct(ctx), is.Conversion)
	if err != nil {
		return err
	}
	is.Conversion = c
	a.s.finished(ctx, id, nil)
	return nil
}

func (a *takingIn) finished(ctx context.Context, c office.Conversion) (office.Conversion, error) {
	if a.sign == nil {
		return a.s.desk.Finish(ctx, c.ID, nil, a.progress)
	}
	ctx, err := a.s.entrance.begins(ctx, office.MaySign)
	if err != nil {
		return c, err
	}
	hand, err := a.s.signing.sit(ctx)
	if err != nil {
		return c, err
	}
	wish, err := a.s.signing.settled(ctx, c, *a.sign)
	if err != nil {
		return c, err
	}
	if c, err = a.s.desk.Finish(ctx, c.ID, &convert.Signing{Wish: wish, Hand: hand}, a.progress); err != nil {
		return c, err
	}
	_, err = hand.extend(ctx, office.SigningResult{ID: c.ID, Code: c.Code}, wish)
	a.s.tellBeside(ctx, c.ID, err) // it is signed by now
	return c, nil
}

// enter gives the paper its number, once: of two who do so at a time the second finds the document
// of the first.
func (a *takingIn) enter(ctx context.Context, is *office.TakenIn) error {
	a.progress.Say("Đang vào sổ")
	for range numberTries {
		m, there, err := a.there(ctx, is)
		if err != nil || there {
			return err
		}
		c, err := a.s.documents.digitised(ctx, string(is.Conversion.ID))
		if err != nil {
			return err
		}
		r, err := a.document(ctx, c)
		if err != nil {
			return err
		}
		r, err = a.s.documents.numbered(ctx, registering(a.s.entrance.own(ctx, a.by)), r, &m, office.Enclosed{Conversion: c.ID})
		if errors.Is(err, store.Stale) {
			continue
		}
		if err == nil {
			is.Document = r
		}
		return err
	}
	return store.Stale
}

// stamp puts the stamp on where there is room for it.
func (a *takingIn) stamp(ctx context.Context, is *office.TakenIn) error {
	made, err := a.s.documents.StampArrival(ctx, a.by, is.Document.ID, nil, a.progress)
	if is.NotStamped = err; err == nil {
		is.Stamp = &made
	}
	return nil
}

// give passes the document on, unless somebody did by now.
func (a *takingIn) give(ctx context.Context, is *office.TakenIn) error {
	told, err := a.s.routing.told(ctx, is.Document.ID)
	if err != nil {
		return err
	}
	e := is.Conversion.Entering
	if len(told.Steps) == 0 && e.Give != "" && is.Document.State == office.RegisteredStands {
		told, err = a.s.routing.Route(ctx, a.by, office.RouteWish{Document: is.Document.ID, Deed: office.RouteAssign, To: e.Give, Due: e.Due})
	}
	if is.NotGiven = err; err == nil && len(told.Ends) > 0 {
		is.Given = told.Ends[0].Holder
	}
	return nil
}

// awaiting are the finished conversions whose papers are meant for the register and are not there yet,
// the newest first.
func (s *Incoming) awaiting(ctx context.Context) (all []office.Conversion, err error) {
	meant, _, err := documents.Awaiting(ctx, s.store, mostAwaiting)
	if err != nil {
		return nil, err
	}
	for _, m := range meant {
		c, err := s.store.Conversion(ctx, m.Conversion)
		if err != nil {
			return nil, err
		}
		if c.State != office.Finished || c.Entering == nil {
			continue // it waits among the drafts, or is to stay off the register
		}
		if _, err := s.store.WithdrawalOf(ctx, c.ID); errors.Is(err, store.NoSuchRecord) {
			all = append(all, c)
		} else if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// mostAwaiting is how many papers that are meant for the register are looked at.
const mostAwaiting = 200

func (s *Incoming) waits() []wait {
	return []wait{{sort: "unentered", needs: office.MayKeep, all: office.ToDigitise, ask: s.unentered}}
}

// unentered tells of papers that are digitised and were not entered: something came between.
func (s *Incoming) unentered(ctx context.Context) (is office.Waiting, err error) {
	all, err := s.awaiting(ctx)
	is.Count = len(all)
	for _, c := range all[:min(len(all), office.WaitsTold)] {
		row := store.RowOf(c)
		is.Newest = append(is.Newest, office.Wait{Row: &row, Record: c.ID, Since: c.Finished, Grave: office.Wanting, To: office.ToEntering,
			Below: "Đã số hóa, chưa vào sổ văn bản đến."})
	}
	return is, err
}

// NothingToEnter stands where of a conversion nobody said that it is to come on the register.
var NothingToEnter = office.Failure{
	Name: "station.nothing-to-enter",
	Said: "Hồ sơ %s chưa được ghi là văn bản đến cần vào sổ.",
	Next: "Hãy đánh dấu “Vào sổ văn bản đến” ở hồ sơ rồi làm lại. Hồ sơ đã hoàn thành thì vào sổ ở trang Sổ văn bản, kèm mã hồ sơ.",
}
