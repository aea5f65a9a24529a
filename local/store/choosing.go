package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"tram/local/office"
)

// VersionOf is what a record was made by an entry that stands: T as it was kept, and whose it is.
type VersionOf[T any] struct {
	Is    T
	Entry office.ID
	By    string // who made it, when, and at which station; Vietnamese
	Apart int    // how many others stand beside it
}

// VersionsOf are what stations made of a record apart, what is shown first; one where nothing is to
// be settled.
func VersionsOf[T any](ctx context.Context, s *Store, k Kind[T], id office.ID) (all []VersionOf[T], err error) {
	entries, err := s.Versions(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		v := VersionOf[T]{Entry: e.ID, By: s.whose(e), Apart: len(entries) - 1}
		if e.Kind == k.Name && json.Unmarshal(e.Body, &v.Is) == nil {
			all = append(all, v)
		}
	}
	return all, nil
}

// whose tells who made a version, when and at which station.
func (s *Store) whose(e office.Entry) string {
	where := "Trạm này"
	if e.Station != s.Station() {
		where = office.StationSaid(e.Station)
	}
	return fmt.Sprintf("%s, %s, %s", e.Actor, e.At.In(office.VietNam).Format("15:04 02/01/2006"), where)
}

// Chosen is the version of a record that a person keeps of those that stand apart, by its entry, to be
// kept by Settle in place of the one that is shown. It fails with NoSuchVersion.
func Chosen[T any](ctx context.Context, s *Store, k Kind[T], id, keep office.ID) (chosen T, err error) {
	all, err := VersionsOf(ctx, s, k, id)
	if err != nil {
		return chosen, err
	}
	which := slices.IndexFunc(all, func(v VersionOf[T]) bool { return v.Entry == keep })
	if which < 0 {
		return chosen, NoSuchVersion
	}
	shown, err := One(ctx, s, k, id)
	if err != nil {
		return chosen, err
	}
	chosen = all[which].Is
	_, version := k.Named(&shown)
	_, next := k.Named(&chosen)
	*next = *version
	return chosen, nil
}

// Choose keeps one of the versions of a record that stand apart, by its entry; seen are the entries
// of all that the person saw. What is kept follows them all, and the others stay in the journal. It
// fails with NoSuchVersion, and with Stale where another one came.
func Choose[T any](ctx context.Context, s *Store, by Act, k Kind[T], id, keep office.ID, seen []office.ID) (chosen T, err error) {
	if chosen, err = Chosen(ctx, s, k, id, keep); err != nil {
		return chosen, err
	}
	return chosen, s.Settle(ctx, by, append([]office.ID{keep}, seen...), k.Put(&chosen))
}
