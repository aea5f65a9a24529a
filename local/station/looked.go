package station

import (
	"context"
	"slices"
	"sync"
	"time"

	"tram/local/office"
)

// lookAgain is how old a look at the whole vault may be before what waits has it looked at
// again: with a hundred thousand records it takes seconds.
const lookAgain = time.Hour

// looked remembers what the last looks at the vault found. What was found is asked again
// file by file each time that it is told; what is new comes with the next look.
type looked struct {
	mu      sync.Mutex // held while somebody looks: who comes meanwhile has the same answer
	gapsAt  time.Time  // when the look ended; zero: nobody has looked
	missing []office.Gap

	strangeMu sync.Mutex
	strangeAt time.Time
	strange   []office.Orphan
}

// lookForGaps looks for files that are away, unless somebody has since a time.
func (s *Files) lookForGaps(ctx context.Context, since time.Time, look func(context.Context) ([]office.Gap, error)) ([]office.Gap, error) {
	l := &s.looked
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.gapsAt.After(since) {
		return slices.Clone(l.missing), nil
	}
	found, err := look(ctx)
	if err == nil {
		l.missing, l.gapsAt = slices.Clone(found), s.clock.Now()
	}
	return found, err
}

// foundStrange remembers files that belong to no record; all: there are no others.
func (s *Files) foundStrange(found []office.Orphan, all bool, err error) {
	if err != nil {
		return
	}
	l := &s.looked
	l.strangeMu.Lock()
	defer l.strangeMu.Unlock()
	if !all {
		for _, o := range l.strange {
			if !slices.ContainsFunc(found, func(n office.Orphan) bool { return n.Digest == o.Digest }) {
				found = append(found, o)
			}
		}
	}
	l.strange, l.strangeAt = slices.Clone(found), s.clock.Now()
}

// dealtWith forgets a file that a person swept or adopted.
func (s *Files) dealtWith(d office.Digest) {
	s.looked.strangeMu.Lock()
	defer s.looked.strangeMu.Unlock()
	s.looked.strange = slices.DeleteFunc(s.looked.strange, func(o office.Orphan) bool { return o.Digest == d })
}

// known is what is missing or strange by now, of what the last look found.
func (s *Files) known(ctx context.Context) (gaps []office.Gap, strange []office.Orphan, err error) {
	gaps, err = s.lookForGaps(ctx, s.clock.Now().Add(-lookAgain), s.namesOf)
	if err != nil {
		return nil, nil, err
	}
	gaps = slices.DeleteFunc(gaps, func(g office.Gap) bool { return !s.stillAway(&g) })
	if strange, err = s.rememberedStrange(ctx); err != nil {
		return gaps, nil, err
	}
	return gaps, slices.DeleteFunc(strange, func(o office.Orphan) bool { return !s.vault.Has(o.Digest) }), nil
}

// rememberedStrange are those that lay there for long when they were found: a newer one may
// be of an act that was being done, and is looked for once more when that is over.
func (s *Files) rememberedStrange(ctx context.Context) ([]office.Orphan, error) {
	s.looked.strangeMu.Lock()
	at, known := s.looked.strangeAt, slices.Clone(s.looked.strange)
	s.looked.strangeMu.Unlock()
	if at.IsZero() {
		found, err := s.fresh(ctx)
		if err != nil {
			return nil, err
		}
		at, known = s.clock.Now(), found
	}
	young := func(o office.Orphan) bool { return at.Sub(o.At) < underWay }
	if s.clock.Now().Sub(at) >= underWay && slices.ContainsFunc(known, young) {
		found, err := s.orphans(ctx)
		if s.foundStrange(found, true, err); err != nil {
			return nil, err
		}
		at, known = s.clock.Now(), found
	}
	return slices.DeleteFunc(known, young), nil
}
