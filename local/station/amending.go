package station

import (
	"context"
	"slices"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/store"
	"tram/local/workfiles"
)

// Amend recalls a document, or says by which other one it is updated or replaced (Nghị định 30/2020,
// Điều 18). The files in which a recalled one lies are frozen with it until a person has looked
// (Phụ lục VI, Phần I, III.8). It fails with documents.NoReasonToAmend, documents.NoOther,
// documents.Itself, documents.EndedAlready, documents.NoAmending and documents.Cancelled; nothing is
// kept then.
func (s *Documents) Amend(ctx context.Context, by office.Clerk, a office.Amended) (w office.RegisteredWhole, err error) {
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
