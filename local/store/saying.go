package store

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
)

// quest is a question for what says phrases and meets a step.
type quest struct {
	in      index
	step    step
	phrases []phrase
	by      string // what narrows either table of the index
	at      place
	limit   int            // keys that are wanted; less than 0: all
	known   map[int64]bool // keys that are not wanted any more
	look    looking
	enough  int // of those that are looked into; less than 0: all
	most    int // records that are looked into
}

// looking are those of some keys, in their order, whose records say what was asked for.
type looking func(ctx context.Context, keys []int64) ([]int64, error)

// saying asks for records that say phrases, the newest first. cut: not all that may say them were
// looked into.
func (s *Store) saying(ctx context.Context, q quest) (keys []int64, cut bool, err error) {
	whole, err := s.indexAnswers(ctx)
	if err != nil {
		return nil, false, err
	}
	if !whole {
		return s.lookedInto(ctx, q, func(at place, limit int) ([]int64, error) {
			return s.hits(ctx, q.in.words, narrowed(q.step.match, q.by), at, limit)
		})
	}
	words, sure, maybe := q.step.without(q.phrases), sureOf(q.phrases), maybeOf(q.phrases)
	if keys, err = s.hitsOfBoth(ctx, q.in, words, sure, q.by, q.at, q.limit); err != nil || maybe == "" {
		return keys, false, err
	}
	if q.limit >= 0 && len(keys) >= q.limit { // what is older is not wanted
		q.at = q.at.between(keys[len(keys)-1], math.MaxInt64)
	}
	others, cut, err := s.lookedInto(ctx, q, func(at place, limit int) ([]int64, error) {
		return s.hitsOfBoth(ctx, q.in, words, "("+maybe+") NOT ("+sure+")", q.by, at, limit)
	})
	keys = append(keys, others...)
	slices.SortFunc(keys, newerFirst)
	return firstOf(keys, q.limit), cut, err
}

func newerFirst(a, b int64) int { return cmp.Compare(b, a) }

// lookedInto are those of the records that may say phrases which do.
func (s *Store) lookedInto(ctx context.Context, q quest, may func(at place, limit int) ([]int64, error)) (met []int64, cut bool, err error) {
	const together = 50 // records that are in memory at a time
	looked := 0
	after, below := q.at.ends()
	for piece := narrow; ; piece *= widened {
		some, err := may(q.at.between(after, below), piece)
		if err != nil {
			return nil, false, err
		}
		wanted := slices.DeleteFunc(slices.Clone(some), func(key int64) bool { return q.known[key] })
		for keys := range slices.Chunk(wanted, together) {
			if q.enough >= 0 && len(met) >= q.enough {
				return met, false, nil
			}
			if looked += len(keys); looked > q.most {
				return met, true, nil
			}
			found, err := q.look(ctx, keys)
			if err != nil {
				return nil, false, err
			}
			met = append(met, found...)
		}
		if len(some) < piece {
			return met, false, nil
		}
		below = some[len(some)-1]
	}
}

// without is the question of a step to the words of an index, but for words that phrases say
// anyway; empty: it asks for no others.
func (s step) without(phrases []phrase) string {
	if s.terms == nil {
		return s.match
	}
	said := map[string]bool{}
	for _, p := range phrases {
		for _, w := range p.words {
			said[w.plain] = said[w.plain] || !p.begun && !startsWithDigit(w.plain)
		}
	}
	return matching(slices.DeleteFunc(slices.Clone(s.terms), func(t term) bool {
		return t.key == "" && !slices.ContainsFunc(t.words, func(w word) bool { return !said[w.plain] })
	}), s.as)
}

// sureOf is the question to an index with positions that is answered by nothing but what says
// phrases.
func sureOf(phrases []phrase) string {
	var all []string
	for _, p := range phrases {
		all = append(all, p.asked())
	}
	return strings.Join(all, " AND ")
}

// asked is the question for a phrase as it was typed.
func (p phrase) asked() string {
	var plain []string
	for _, w := range p.words {
		plain = append(plain, w.plain)
	}
	if len(plain) == 1 && p.begun && len(plain[0]) >= leastBegun {
		return asked(plain[0], true)
	}
	return inARow(plain)
}

// inARow asks for words one behind the other.
func inARow(plain []string) string {
	if len(plain) == 1 {
		return asked(plain[0]+pairSign, true)
	}
	var pairs []string
	for i := range len(plain) - 1 {
		pairs = append(pairs, plain[i]+pairSign+plain[i+1])
	}
	return asked(strings.Join(pairs, " "), false)
}

// maybeOf is the question that all answer which say phrases, and others: a number in groups may have
// any signs between. Empty: no number is typed that has groups.
func maybeOf(phrases []phrase) string {
	var all []string
	any := false
	for _, p := range phrases {
		var begun []string // of words that stand in one way
		for _, w := range p.words {
			groups := groupsOf(w.exact)
			if len(groups) == 0 {
				begun = append(begun, w.plain)
				continue
			}
			any = true
			if len(begun) > 0 {
				all = append(all, inARow(begun))
			}
			for i, g := range groups {
				groups[i] = fold(g)
			}
			all, begun = append(all, "("+phrase{words: []word{w}, begun: p.begun}.asked()+" OR "+inARow(groups)+")"), nil
		}
		if len(begun) > 0 {
			all = append(all, inARow(begun))
		}
	}
	if !any {
		return ""
	}
	return strings.Join(all, " AND ")
}
