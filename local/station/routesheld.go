package station

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/routing"
	"tram/local/store"
)

// RoutesHeld are the documents with which somebody has something to do: those that they have,
// those that lie at the desk of who keeps the registers, and the opinions that they are asked for.
// What falls due first comes first.
func (s *Routing) RoutesHeld(ctx context.Context, by office.Clerk) ([]office.RouteItem, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	a, err := s.actor(ctx, s.entrance.own(ctx, by))
	if err != nil {
		return nil, err
	}
	all, err := s.held(ctx, a)
	return s.named(ctx, all, err)
}

// open are all the documents and opinions that are not done.
func (s *Routing) open(ctx context.Context, at time.Time) ([]office.RouteItem, error) {
	roads, err := documents.RoadsBy(ctx, s.store, documents.FacetOpen, documents.Open)
	if err != nil {
		return nil, err
	}
	asked, err := documents.QuestionsBy(ctx, s.store, documents.FacetOpen, documents.Open)
	if err != nil {
		return nil, err
	}
	return s.items(ctx, roads, asked, at)
}

func (s *Routing) held(ctx context.Context, a office.RouteActor) ([]office.RouteItem, error) {
	roads, err := documents.RoadsBy(ctx, s.store, documents.FacetHolder, string(a.ID))
	if err != nil {
		return nil, err
	}
	if a.Keeps {
		desk, err := documents.RoadsBy(ctx, s.store, documents.FacetHolder, documents.AtDesk)
		if err != nil {
			return nil, err
		}
		roads = append(roads, desk...)
	}
	asked, err := documents.QuestionsBy(ctx, s.store, documents.FacetAsked, string(a.ID))
	if err != nil {
		return nil, err
	}
	return s.items(ctx, roads, asked, s.clock.Now())
}

// RoutesOverdue are the documents and opinions that are late at a moment; the zero time: now.
func (s *Routing) RoutesOverdue(ctx context.Context, at time.Time) ([]office.RouteItem, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	if at.IsZero() {
		at = s.clock.Now()
	}
	all, err := s.overdue(ctx, at)
	return s.named(ctx, all, err)
}

func (s *Routing) overdue(ctx context.Context, at time.Time) ([]office.RouteItem, error) {
	all, err := s.open(ctx, at)
	return slices.DeleteFunc(all, func(i office.RouteItem) bool { return i.Duty.Late == "" }), err
}

// items tells of roads and questions of documents that stand, what falls due first before the
// others. Of each document it knows the ID alone: a list of thousands reads none of them (named).
func (s *Routing) items(ctx context.Context, roads []documents.Road, asked []documents.Question, at time.Time) (all []office.RouteItem, err error) {
	cancelled, err := documents.AllCancelled(ctx, s.store)
	if err != nil {
		return nil, err
	}
	ended, err := documents.AllEnded(ctx, s.store)
	if err != nil {
		return nil, err
	}
	add := func(is office.RouteItem, id office.ID, way routing.Road, open ...office.RouteQuestion) {
		duties, failed := s.duties(way, is.Stands, open, at)
		if failed != nil {
			err = failed
		}
		if is.Document.ID = id; len(duties) > 0 && !ended[id] {
			is.Duty = slices.MinFunc(duties, func(a, b office.RouteDuty) int { return a.By.Compare(b.By) })
		}
		if !cancelled[id] {
			all = append(all, is)
		}
	}
	for _, road := range roads {
		add(office.RouteItem{Stands: road.RouteStands}, road.Document, road.Way)
	}
	for _, q := range asked {
		question := office.RouteQuestion{Entry: q.Step, By: q.By, To: q.To, Asked: q.Asked, Due: q.Due, Say: q.Say}
		add(office.RouteItem{Question: question}, q.Document, "", question)
	}
	slices.SortStableFunc(all, func(a, b office.RouteItem) int {
		return cmp.Or(cmp.Compare(dueLast(a), dueLast(b)), a.Duty.By.Compare(b.Duty.By))
	})
	return all, err
}

// named reads the documents of a list.
func (s *Routing) named(ctx context.Context, all []office.RouteItem, err error) ([]office.RouteItem, error) {
	for i := range all {
		r, failed := store.One(ctx, s.store, documents.Registered, all[i].Document.ID)
		if failed != nil {
			return nil, failed
		}
		all[i].Document = r
	}
	return all, err
}

func dueLast(i office.RouteItem) int {
	if i.Duty.Said == "" {
		return 1
	}
	return 0
}
