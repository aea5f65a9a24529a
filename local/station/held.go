package station

import (
	"context"
	"time"

	"tram/local/documents"
	"tram/local/office"
)

// FindHeld finds, of the documents with which somebody has something to do (RoutesHeld), those
// that a wish is about: keys for RegisteredRows, what falls due first before the others.
func (s *Routing) FindHeld(ctx context.Context, by office.Clerk, w office.RegisteredWish) ([]int64, error) {
	all, err := s.RoutesHeld(ctx, s.entrance.own(ctx, by))
	if err != nil {
		return nil, err
	}
	return s.among(ctx, all, w)
}

// FindLate finds, of the documents that are late or of which an opinion is (RoutesOverdue), those
// that a wish is about, as FindHeld does.
func (s *Routing) FindLate(ctx context.Context, w office.RegisteredWish) ([]int64, error) {
	all, err := s.RoutesOverdue(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	return s.among(ctx, all, w)
}

// among are the keys of the documents of a list that a wish is about, in its order.
func (s *Routing) among(ctx context.Context, all []office.RouteItem, w office.RegisteredWish) ([]int64, error) {
	var ids []office.ID
	seen := map[office.ID]bool{}
	for _, i := range all {
		if id := i.Document.ID; !seen[id] {
			seen[id], ids = true, append(ids, id)
		}
	}
	known, err := s.store.KeysOf(ctx, documents.Registered.Name, ids)
	if err != nil {
		return nil, err
	}
	isAll := w == office.RegisteredWish{}
	wished := map[int64]bool{}
	if !isAll {
		found, _, err := documents.Find(ctx, s.store, w, 0)
		if err != nil {
			return nil, err
		}
		for _, key := range found {
			wished[key] = true
		}
	}
	var keys []int64
	for _, id := range ids {
		if key, is := known[id]; is && (isAll || wished[key]) {
			keys = append(keys, key)
		}
	}
	return keys, nil
}
