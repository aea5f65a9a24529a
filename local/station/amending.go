package station

import (
	"context"
	"slices"
	"strings"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/store"
	"tram/local/workfiles"
)

// Amending is what is done with documents that were sent, or came, with mistakes, and taking that back
// (Nghị định 30/2020, Điều 18).
type Amending struct {
	*ground
	entrance *Entrance
}

// Amend recalls a document, or says by which other one it is updated or replaced (Nghị định 30/2020,
// Điều 18). The files in which a recalled one lies are frozen with it until a person has looked
// (Phụ lục VI, Phần I, III.8). It fails with documents.NoReasonToAmend, documents.NoOther,
// documents.Itself, documents.OtherForm, documents.OtherFormReplaces, documents.EndedAlready, documents.NoAmending
// and documents.Cancelled; nothing is kept then.
func (s *Amending) Amend(ctx context.Context, by office.Clerk, a office.Amended) (w office.RegisteredWhole, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayWithdraw)
	if err != nil {
		return w, err
	}
	if !slices.Contains(office.Businesses, a.Business) {
		return w, documents.NoSuchBusiness.About(a.Business)
	}
	a.ID, a.Version, a.At, a.Clerk = "", 0, s.clock.Now(), s.entrance.own(ctx, by).Name
	changes := []store.Change{documents.Amendments.Put(&a)}
	if a.Business == office.BusinessRecall {
		frozen, err := workfiles.Recalled(ctx, s.store, a.Document)
		if err != nil {
			return w, err
		}
		changes = append(changes, frozen...)
	}
	if err := s.store.Save(ctx, store.Act{Actor: a.Clerk, Step: documents.AmendStep(a.Business)}, changes...); err != nil {
		return w, parted(err)
	}
	return documents.Whole(ctx, s.store, a.Document)
}

// TakeBackAmended takes back what was written by mistake of a recall, an update or a replacement, by its
// ID: the documents are again as they were, and the journal keeps both. Files that a recall froze stay
// frozen until a person has looked. It fails with documents.NoReasonToAmend and store.WrongState.
func (s *Amending) TakeBackAmended(ctx context.Context, by office.Clerk, id office.ID, why string) (w office.RegisteredWhole, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayWithdraw)
	if err != nil {
		return w, err
	}
	a, err := store.One(ctx, s.store, documents.Amendments, id)
	if err != nil {
		return w, err
	}
	a.State, a.Back = office.AmendedBack, why
	act := store.Act{Actor: s.entrance.own(ctx, by).Name, Step: documents.StepTakeBack}
	if err := s.store.Save(ctx, act, documents.Amendments.Put(&a)); err != nil {
		return w, err
	}
	return documents.Whole(ctx, s.store, a.Document)
}

// UncancelRegistered lets a document that was cancelled stand again, with why, where another station had
// issued it without knowing. It fails with documents.NotOut and documents.NoReason.
func (s *Amending) UncancelRegistered(ctx context.Context, by office.Clerk, id office.ID, why string) (office.Registered, error) {
	ctx, err := s.entrance.begins(ctx, office.MayWithdraw)
	if err != nil {
		return office.Registered{}, err
	}
	r, err := store.One(ctx, s.store, documents.Registered, id)
	if err != nil {
		return r, err
	}
	r.State, r.Reason, r.Why = office.RegisteredStands, "", strings.TrimSpace(why)
	return r, parted(s.store.Save(ctx, store.Act{Actor: s.entrance.own(ctx, by).Name, Step: documents.StepUncancel}, documents.Registered.Put(&r)))
}
