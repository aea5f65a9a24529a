package calsynctest

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"maps"
	"slices"

	"tram/local/calsync"
)

// station is what is held in one place: its disk, and what its people were told.
type station struct {
	name  string
	items map[string]calsync.Item
	state []byte // as JSON, as it was last kept
	told  []calsync.Clash
	life  string
}

func newStation(name string) *station {
	return &station{name: name, items: map[string]calsync.Item{}}
}

func (s *station) copied() map[string]calsync.Item {
	all := map[string]calsync.Item{}
	for uid, it := range s.items {
		it.Fields = maps.Clone(it.Fields)
		all[uid] = it
	}
	return all
}

// standing are the UIDs of what is held, in their order.
func (s *station) standing() (all []string) {
	for uid, it := range s.items {
		if !it.Gone {
			all = append(all, uid)
		}
	}
	slices.Sort(all)
	return all
}

func (s *station) last() (is calsync.State, err error) {
	if s.state != nil {
		err = json.Unmarshal(s.state, &is)
	}
	return is, err
}

func (s *station) Life() string { return s.life }

func (s *station) Items(context.Context) iter.Seq2[calsync.Item, error] {
	all := s.copied()
	return func(yield func(calsync.Item, error) bool) {
		for _, uid := range slices.Sorted(maps.Keys(all)) {
			if !yield(all[uid], nil) {
				return
			}
		}
	}
}

func (s *station) Read(text string) (calsync.Item, error) { return Item(text) }

func (s *station) Write(it calsync.Item) (string, error) { return Text(it), nil }

func (s *station) Take(_ context.Context, it calsync.Item, was int64, _ string) (int64, error) {
	now := s.items[it.UID]
	if !now.Gone && now.Version != was || now.Gone && was != 0 {
		return 0, calsync.ErrMoved
	}
	it.Version, it.Fields = now.Version+1, maps.Clone(it.Fields)
	s.items[it.UID] = it
	return it.Version, nil
}

func (s *station) Drop(_ context.Context, uid string, was int64) error {
	now := s.items[uid]
	if now.Version != was {
		return calsync.ErrMoved
	}
	s.items[uid] = calsync.Item{UID: uid, Version: now.Version + 1, Gone: true}
	return nil
}

func (s *station) Stays(context.Context, string) (bool, error) { return false, nil }

func (s *station) Tell(_ context.Context, c calsync.Clash) error {
	s.told = append(s.told, c)
	return nil
}

func (s *station) Keep(_ context.Context, is calsync.State) error {
	b, err := json.Marshal(is)
	s.state = b
	return err
}

// ErrKilled is a program that is not there any more, or a line that is gone.
var ErrKilled = errors.New("calsynctest: killed")

// Shake is both sides of an exchange that ends with an ErrKilled before or after the step of which step
// says so; from then on nothing is done any more.
func Shake(far calsync.Far, near calsync.Near, step func() (before, after bool)) (calsync.Far, calsync.Near) {
	k := &shaken{Far: far, Near: near, step: step}
	return k, k
}

// shaken is both sides of an exchange in which anything may happen between two steps.
type shaken struct {
	calsync.Far
	calsync.Near
	step func() (before, after bool) // killed before the next step, after it
	dead bool
}

func (k *shaken) do(step func() error) error {
	if k.dead {
		return ErrKilled
	}
	before, after := k.step()
	if before {
		k.dead = true
		return ErrKilled
	}
	err := step()
	if after {
		k.dead = true
		return ErrKilled
	}
	return err
}

func (k *shaken) Changes(ctx context.Context, token string) (c calsync.Changes, err error) {
	err = k.do(func() (err error) { c, err = k.Far.Changes(ctx, token); return err })
	return c, err
}

func (k *shaken) Fetch(ctx context.Context, hrefs []string) iter.Seq2[calsync.Object, error] {
	return func(yield func(calsync.Object, error) bool) {
		for o, err := range k.Far.Fetch(ctx, hrefs) {
			if err := k.do(func() error { return err }); err != nil {
				yield(calsync.Object{}, err)
				return
			}
			if !yield(o, err) {
				return
			}
		}
	}
}

func (k *shaken) Put(ctx context.Context, href, text, etag string) (is string, err error) {
	err = k.do(func() (err error) { is, err = k.Far.Put(ctx, href, text, etag); return err })
	return is, err
}

func (k *shaken) Remove(ctx context.Context, href, etag string) error {
	return k.do(func() error { return k.Far.Remove(ctx, href, etag) })
}

func (k *shaken) Take(ctx context.Context, it calsync.Item, was int64, text string) (is int64, err error) {
	err = k.do(func() (err error) { is, err = k.Near.Take(ctx, it, was, text); return err })
	return is, err
}

func (k *shaken) Drop(ctx context.Context, uid string, was int64) error {
	return k.do(func() error { return k.Near.Drop(ctx, uid, was) })
}

func (k *shaken) Tell(ctx context.Context, c calsync.Clash) error {
	return k.do(func() error { return k.Near.Tell(ctx, c) })
}

func (k *shaken) Keep(ctx context.Context, s calsync.State) error {
	return k.do(func() error { return k.Near.Keep(ctx, s) })
}
