package station

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	registers "tram/local/books"
	"tram/local/documents"
	"tram/local/office"
	"tram/local/routing"
	"tram/local/store"
)

// Routing (luân chuyển văn bản) is the road of each document on a register: who has it, what may
// be done with it and by whom, and by when (Nghị định 137/2024, Điều 9.4b).
type Routing struct {
	*ground
	entrance  *Entrance
	documents *Documents
	begun     atomic.Bool // the roads of what came in before the first step
}

// calendar is when the office works, by the days off that the program brings.
var calendar = registers.OfficeDays

// Route takes a step with a document. It fails with UnknownClerk, NotSignedHere, routing.Moved and
// the other failures of routing; nothing is changed then.
func (s *Routing) Route(ctx context.Context, by office.Clerk, w office.RouteWish) (is office.RouteTold, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	e := office.RouteEntry{Document: w.Document, Deed: w.Deed, Say: w.Say, Of: w.Of}
	if e.Actor, err = s.actor(ctx, s.entrance.own(ctx, by)); err != nil {
		return is, err
	}
	if e.To, err = s.person(ctx, w.To); err != nil {
		return is, err
	}
	if e.Due, err = office.ParseDate(w.Due); err != nil {
		return is, routing.BadDue.About(w.Due)
	}
	if e.Record, err = s.signedHere(ctx, w); err != nil {
		return is, err
	}
	bring, err := s.version(ctx, by, w)
	if err != nil {
		return is, err
	}
	if _, err = documents.TakeStep(ctx, s.store, e.Actor.Name, e, w.Seen, bring); err != nil {
		return is, err
	}
	s.beginEarlier(ctx, e.Actor.Name)
	return s.told(ctx, w.Document)
}

// beginEarlier has what came in before the office's first step wait at the desk: once while the program
// runs, for by then every document has its road when it is registered. The step that was taken stands
// whatever comes of it; what failed is tried again with the next one.
func (s *Routing) beginEarlier(ctx context.Context, actor string) {
	if s.begun.Load() {
		return
	}
	if err := documents.BeginEarlier(ctx, s.store, actor); err != nil {
		slog.Warn("beginning the roads of earlier documents", "cause", err)
		return
	}
	s.begun.Store(true)
}

// actor is who acts by a context, with what they may. It fails with UnknownClerk where nobody is
// named.
func (s *Routing) actor(ctx context.Context, who office.Clerk) (a office.RouteActor, err error) {
	l, err := s.entrance.persons.Ahead(ctx)
	if err != nil {
		return a, err
	}
	a.ID, a.Name, a.For = who.ID, who.Name, l.Lenders()
	a.Leads, a.Keeps = l.May(office.MayDecide) == nil, l.May(office.MayKeep) == nil
	if a.ID == "" {
		return a, routing.NoActor
	}
	return a, nil
}

// person is somebody who works here; empty: nobody is named.
func (s *Routing) person(ctx context.Context, id office.ID) (p office.RoutePerson, err error) {
	if id == "" {
		return p, nil
	}
	all, err := s.store.Clerks(ctx)
	if err != nil {
		return p, err
	}
	i := slices.IndexFunc(all, func(c office.Clerk) bool { return c.ID == id && !c.Left })
	if i < 0 {
		return p, routing.NoPerson.About(office.RouteAssign.Said())
	}
	return office.RoutePerson{ID: all[i].ID, Name: all[i].Name}, nil
}

// signedHere is the conversion whose signature is on record, where one is named.
func (s *Routing) signedHere(ctx context.Context, w office.RouteWish) (office.ID, error) {
	if w.Record == "" || w.Deed != office.RouteSign {
		return "", nil
	}
	_, err := s.store.SignedOf(ctx, w.Record)
	if errors.Is(err, store.NoSuchRecord) {
		return "", NotSignedHere
	}
	return w.Record, err
}

// version brings the files in that are submitted, behind those that the document has; nil: there
// are none. It fails with routing.NoFiles, and with office.SecretAtTheDoor where they are said to be secret.
func (s *Routing) version(ctx context.Context, by office.Clerk, w office.RouteWish) (func() ([]office.Enclosed, error), error) {
	if w.With.Empty() {
		return nil, nil
	}
	if w.Deed != office.RouteSubmit {
		return nil, routing.NoFiles.About(w.Deed.Said())
	}
	if w.With.Secrecy.Secret() {
		r, err := store.One(ctx, s.store, documents.Registered, w.Document)
		if err == nil {
			err = s.documents.openly(ctx, by, r.Document, w.With)
		}
		return nil, err
	}
	return func() ([]office.Enclosed, error) {
		has, err := documents.Whole(ctx, s.store, w.Document)
		if err != nil {
			return nil, err
		}
		files, err := s.documents.enclosed(ctx, w.With, nil)
		for i := range files {
			files[i].Rank += len(has.Files)
		}
		return files, err
	}, nil
}

// RouteAsked answers “Đã xử lý chưa?” for each document that a number names: one sentence with
// step, holder and deadline, and nothing of what stands in it. It fails with NoSuchNumber.
func (s *Routing) RouteAsked(ctx context.Context, q office.RouteQuery) (said []string, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	if q.Year == 0 {
		q.Year = s.clock.Now().In(office.VietNam).Year()
	}
	all, err := documents.Called(ctx, s.store, q.Number, q.Year)
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		if q.Flow != "" && r.Flow != q.Flow || !strings.Contains(office.Fold(r.Document.Issuer), office.Fold(q.Issuer)) {
			continue
		}
		if _, err := routing.RoadOf(r.Flow); err != nil {
			continue
		}
		is, err := s.RouteOf(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		numbers, err := documents.NumbersGiven(ctx, s.store, r.ID)
		if err != nil {
			return nil, err
		}
		if len(numbers) > 1 {
			is.Said += " " + documents.EachNumberSaid(r, numbers) + "."
		}
		said = append(said, is.Said)
	}
	if len(said) == 0 {
		return nil, NoSuchNumber.About(q.Number, strconv.Itoa(q.Year))
	}
	return said, nil
}

// What can be wrong when somebody asks for a document, or tells that it was signed.
var (
	NotSignedHere = office.Failure{
		Name: "station.not-signed-here",
		Said: "Kho của trạm không có chữ ký số nào của hồ sơ đã ghi.",
		Next: "Hãy xem lại mã hồ sơ; nếu văn bản ký trên giấy hay ở nơi khác thì bỏ trống mã.",
	}
	NoSuchNumber = office.Failure{
		Name: "station.no-such-number",
		Said: "Máy này không thấy văn bản nào mang số “%s” trong các sổ năm %s.",
		Next: "Hãy hỏi lại số, năm và cơ quan ban hành; văn bản vào sổ ở máy khác cần trao đổi gói trước.",
	}
)
