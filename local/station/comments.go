package station

import (
	"context"
	"slices"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/store"
)

// CommentDraft says something of a version of a draft. Whoever may read it may. It fails with
// OneDraft and NoSuchDraft, documents.NothingSaid, documents.NoSuchPage and documents.TooLong.
func (s *Routing) CommentDraft(ctx context.Context, by office.Clerk, w office.DraftNoteWish) (is office.RouteTold, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	told, err := s.told(ctx, w.Document)
	if err != nil {
		return is, err
	}
	has, err := documents.Whole(ctx, s.store, w.Document)
	if err != nil {
		return is, err
	}
	all := drafts(told, has.Files)
	n := w.Draft
	if n == 0 {
		n = len(all)
	}
	switch {
	case len(all) == 0:
		return is, documents.NoVersion
	case n < 1 || n > len(all):
		return is, NoSuchDraft.About(n, len(all))
	}
	if most := pagesOf(all[n-1].files); most > 0 && w.Page > most {
		return is, documents.NoSuchPage.About(w.Page)
	}
	return s.note(ctx, s.entrance.own(ctx, by), office.DraftNote{Document: w.Document, Draft: all[n-1].step, Page: w.Page, Quote: w.Quote, Say: w.Say})
}

// pagesOf are the pages of the longest of the files that have any; 0: of one nobody knows.
func pagesOf(files []office.Enclosed) (most int) {
	for _, f := range files {
		if !hasWords(f) { // it is only kept
			continue
		}
		if f.Message == nil || f.Message.Pages == 0 {
			return 0
		}
		most = max(most, f.Message.Pages)
	}
	return most
}

// AnswerComment answers a comment; one that settles it is a drafter's. It fails with
// documents.NoComment, documents.SettledAlready and documents.NotDrafter, and as CommentDraft does.
func (s *Routing) AnswerComment(ctx context.Context, by office.Clerk, w office.DraftNoteWish) (is office.RouteTold, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	all, err := documents.Comments(ctx, s.store, w.Document)
	if err != nil {
		return is, err
	}
	i := slices.IndexFunc(all, func(c office.DraftComment) bool { return c.ID == w.Of })
	if i < 0 {
		return is, documents.NoComment
	}
	return s.note(ctx, s.entrance.own(ctx, by), office.DraftNote{Document: w.Document, Draft: all[i].Draft, Of: w.Of, Settles: w.Settles, Say: w.Say})
}

func (s *Routing) note(ctx context.Context, by office.Clerk, n office.DraftNote) (is office.RouteTold, err error) {
	if n.Actor, err = s.actor(ctx, by); err != nil {
		return is, err
	}
	if err := s.store.Save(ctx, store.Act{Actor: n.Actor.Name, Step: documents.NoteStep(n)}, documents.DraftNotes.Put(&n)); err != nil {
		return is, err
	}
	return s.told(ctx, n.Document)
}

// commented puts the comments of a document to the versions that they are about.
func (s *Routing) commented(ctx context.Context, is *office.RouteTold) (err error) {
	is.Comments, err = documents.Comments(ctx, s.store, is.Document.ID)
	for i, c := range is.Comments {
		at := slices.IndexFunc(is.Steps, func(step office.RouteStep) bool { return step.ID == c.Draft })
		if at >= 0 {
			is.Comments[i].Number = is.Steps[at].Draft
		}
		if c.Open {
			is.OpenComments++
		}
	}
	return err
}
