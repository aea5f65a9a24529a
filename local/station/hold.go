package station

import (
	"errors"

	"tram/local/people"
)

// hold keeps a key open until the log-in ends that opened it. A key takes seconds to open:
// where the log-in has ended meanwhile, it is put away at once (people.Ended).
func (s *Keys) hold(h *held) error {
	if err := s.swap(h).close(); err != nil {
		return errors.Join(err, s.drop(h))
	}
	h.by.OnEnd(func() {
		if err := s.drop(h); err != nil {
			s.log.Warn("the key of a log-in that ended stays open", "cause", err.Error())
		}
	})
	if h.by.Context().Err() != nil {
		return errors.Join(people.Ended, s.drop(h))
	}
	return nil
}

// swap puts a key, or none, in the place of the one that is open, and returns that.
func (s *Keys) swap(next *held) (before *held) {
	s.keyMu.Lock()
	defer s.keyMu.Unlock()
	before, s.key = s.key, next
	return before
}

// drop puts a key away if it is the one that is open.
func (s *Keys) drop(h *held) error {
	s.keyMu.Lock()
	is := s.key == h
	if is {
		s.key = nil
	}
	s.keyMu.Unlock()
	if !is {
		return nil
	}
	return h.close()
}

func (h *held) close() error {
	if h == nil || h.key == nil {
		return nil
	}
	return h.key.Close()
}
