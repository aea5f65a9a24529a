package station

import (
	"context"
	"slices"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/store"
)

// besideRoad are the steps in the journal that change a document on its register without leading it on.
var besideRoad = []string{documents.StepEdit, documents.StepNumber, documents.StepCancel, documents.StepUncancel, store.SettleStep, store.MergeStep}

// beside tells what was done with a document beside its road: its entry was put right, it was given a
// file. Whoever reads its history sees which words and files were there when it was decided and signed.
func (s *Routing) beside(ctx context.Context, is *office.RouteTold) error {
	for _, tell := range []func(context.Context, *office.RouteTold) error{s.putRight, s.given, s.tied} {
		if err := tell(ctx, is); err != nil {
			return err
		}
	}
	slices.SortStableFunc(is.Beside, func(a, b office.RouteBeside) int { return a.At.Compare(b.At) })
	for i := range is.Beside {
		is.Beside[i].After = sealedBefore(is.Steps, is.Beside[i])
	}
	return nil
}

// putRight tells how the entry of a document was changed.
func (s *Routing) putRight(ctx context.Context, is *office.RouteTold) error {
	all, err := s.store.Entries(ctx, is.Document.ID)
	if err != nil {
		return err
	}
	book := s.book()
	for _, e := range all {
		if !slices.Contains(besideRoad, e.Step) {
			continue
		}
		deed, err := book.Tell(ctx, e)
		if err != nil {
			return err
		}
		one := office.RouteBeside{At: deed.At, By: deed.Who, Said: deed.Did}
		for _, c := range deed.Changes {
			one.Say = append(one.Say, c.Said())
		}
		is.Beside = append(is.Beside, one)
	}
	return nil
}

// given tells which files a document was given after it had been entered. Those that came with a step
// are told with it.
func (s *Routing) given(ctx context.Context, is *office.RouteTold) error {
	w, err := documents.Whole(ctx, s.store, is.Document.ID)
	if err != nil {
		return err
	}
	for _, f := range w.Files {
		all, err := s.store.Entries(ctx, f.ID)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(e office.Entry) bool { return e.Step == documents.StepEnclose })
		if at >= 0 {
			is.Beside = append(is.Beside, office.RouteBeside{At: all[at].At, By: all[at].Actor, Said: documents.EncloseSaid, File: fileNamed(f)})
		}
	}
	return nil
}

// tied tells of what was written of a document being recalled, updated or replaced, or doing so to
// another, and of what was taken back.
func (s *Routing) tied(ctx context.Context, is *office.RouteTold) error {
	ties, err := documents.TiedOf(ctx, s.store, is.Document.ID)
	if err != nil {
		return err
	}
	book := s.book()
	for _, a := range ties {
		all, err := s.store.Entries(ctx, a.ID)
		if err != nil {
			return err
		}
		for _, e := range all {
			deed, err := book.Tell(ctx, e)
			if err != nil {
				return err
			}
			why := a.Why
			if e.Step == documents.StepTakeBack {
				why = a.Back
			}
			is.Beside = append(is.Beside, office.RouteBeside{At: deed.At, By: deed.Who, Said: deed.Did, Say: []string{why}})
		}
	}
	return nil
}

// sealedBefore is the last step before something that left nothing to be changed: the signing, the
// issuing.
func sealedBefore(steps []office.RouteStep, one office.RouteBeside) (deed office.RouteDeed) {
	for _, step := range steps {
		if step.At.After(one.At) {
			break
		}
		switch step.Deed {
		case office.RouteSign, office.RouteIssue:
			deed = step.Deed
		case office.RouteReturn:
			deed = ""
		}
	}
	return deed
}
