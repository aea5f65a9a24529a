package station

import (
	"cmp"
	"context"
	"errors"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/store"
)

// FindRegistered finds documents on the registers, the newest first: keys for RegisteredRows.
func (s *Documents) FindRegistered(ctx context.Context, w office.RegisteredWish, most int) (keys []int64, more bool, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, false, err
	}
	return documents.Find(ctx, s.store, w, most)
}

// RegisteredRows are documents as a list shows them, in the order of their keys.
func (s *Documents) RegisteredRows(ctx context.Context, keys []int64) ([]office.RegisteredRow, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return documents.Rows(ctx, s.store, keys)
}

// RegisterWords are words that were entered on the registers of a flow of late.
func (s *Documents) RegisterWords(ctx context.Context, f office.Flow) (office.RegisterWords, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.RegisterWords{}, err
	}
	return documents.Words(ctx, s.store, f)
}

// NumbersStand tells how a year counts, of one that nobody opened yet how it would, and what keeps documents of it from
// being entered: it fails with YearNotOpen and numbering.NotBegun.
func (s *Documents) NumbersStand(ctx context.Context, year int) (c office.Counting, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return c, err
	}
	plan, err := documents.PlanOf(ctx, s.store, year)
	if err != nil {
		return c, err
	}
	opened, err := documents.Opened(ctx, s.store, year)
	if err != nil {
		return c, err
	}
	c, today := plan.Counting(s.types), s.today()
	c.Unsettled = !opened && year >= today.Year()
	return c, s.yearStands(ctx, year, today)
}

// OtherStations are those of the office that are known here beside this one.
func (s *Documents) OtherStations(ctx context.Context) (all []office.ID, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.others(ctx)
}

// EditRegistered puts right what was entered of a document. Its number stays, and with it what
// the number follows: its flow, and of what the office makes its type. It fails with
// documents.NumberStays and store.Stale, and where its day is another one as office.Registered.DayVouched does.
func (s *Documents) EditRegistered(ctx context.Context, by office.Clerk, r office.Registered) (office.Registered, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return r, err
	}
	was, err := store.One(ctx, s.store, documents.Registered, r.ID)
	if err != nil {
		return r, err
	}
	now, r := was, r.Tidy()
	now.Version, now.Entered, now.To, now.Signer, now.Note = r.Version, r.Entered, r.To, r.Signer, r.Note
	now.Copies, now.Keeper, now.Document, now.Why = r.Copies, r.Keeper, r.Document, r.Why
	if was.Flow != office.FlowIn && was.Flow != office.FlowPost {
		now.Document.Number = was.Document.Number
	}
	plan, err := documents.PlanOf(ctx, s.store, was.Year)
	if err != nil {
		return was, err
	}
	if plan.Series(was.Flow, was.Year, now.Document.Type) != plan.Series(was.Flow, was.Year, was.Document.Type) || r.Flow != was.Flow {
		return was, documents.NumberStays
	}
	if now.Document.Symbol != was.Document.Symbol {
		if err := s.ownSymbol(now); err != nil {
			return was, err
		}
	}
	if now.Entered != was.Entered {
		if err := enteredBy(now.Entered, s.today()); err != nil {
			return was, err
		}
	}
	if now.Document.Issued != was.Document.Issued {
		now.DaySure = r.DaySure
	}
	act := store.Act{Actor: s.entrance.own(ctx, by).Name, Step: documents.StepEdit}
	if err := parted(s.store.Save(ctx, act, documents.Registered.Put(&now))); err != nil || now.Number > 0 {
		return now, err
	}
	if err := s.finalise(ctx); err != nil { // what kept it from its number may have been put right
		return now, err
	}
	return store.One(ctx, s.store, documents.Registered, now.ID)
}

// RegisteredVersions are what stations made of a document apart, what is shown first; one where nothing
// is to be settled.
func (s *Documents) RegisteredVersions(ctx context.Context, id office.ID) (all []office.RegisteredVersion, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	defer s.entrance.seen(ctx, id, &err)
	versions, err := store.VersionsOf(ctx, s.store, documents.Registered, id)
	for _, v := range versions {
		all = append(all, office.RegisteredVersion{Registered: v.Is, Entry: v.Entry, By: v.By})
	}
	return all, err
}

// SettleRegistered keeps one of the versions of a document that stations made apart, by its entry; seen
// are the entries of all that the person saw. Its number is the one that it was given; a document that
// waited for one may get it then. The other versions stay in the journal. It fails with
// documents.OnePart, store.NoSuchVersion, and with store.Stale where another version came.
func (s *Documents) SettleRegistered(ctx context.Context, by office.Clerk, id, keep office.ID, seen []office.ID) (office.Registered, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return office.Registered{}, err
	}
	chosen, err := store.Chosen(ctx, s.store, documents.Registered, id, keep)
	if err != nil {
		return chosen, err
	}
	if versions, err := s.store.Versions(ctx, id); err != nil || len(versions) < 2 {
		return chosen, cmp.Or(err, error(documents.OnePart))
	}
	changes := []store.Change{documents.Registered.Put(&chosen)}
	if chosen.State == office.RegisteredCancelled {
		if changes, err = s.recalledIn(ctx, &chosen); err != nil {
			return chosen, err
		}
	}
	act := store.Act{Actor: s.entrance.own(ctx, by).Name, Step: store.SettleStep}
	if err := s.store.Settle(ctx, act, append([]office.ID{keep}, seen...), changes...); err != nil {
		return chosen, err
	}
	if err := s.finalise(ctx); err != nil {
		return chosen, err
	}
	return store.One(ctx, s.store, documents.Registered, id)
}

// parted tells of a document, where one of its versions is to be chosen first, how that is done.
func parted(err error) error {
	if errors.Is(err, store.Apart) {
		return documents.Parted.Because(err)
	}
	return err
}
