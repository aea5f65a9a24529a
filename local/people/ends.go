package people

import (
	"context"
	"errors"
	"slices"
	"time"
)

// What ends by time, a token or a loan, ends once. It is held against the later of the
// time of the PC and the newest time that the journal has had since it was made: a clock
// that is set back makes nothing live again. What the journal had before does not count,
// so that an hour of a wrong clock ends nothing that is made after it.

// timeSince is the later of the time of the PC and that of the entries after one.
func (d *Desk) timeSince(ctx context.Context, entry int64) (time.Time, error) {
	now := d.Clock.Now()
	newest, err := d.Records.TimeAfter(ctx, entry)
	if newest.After(now) {
		now = newest
	}
	return now, err
}

// Running are accounts without the tokens and the loans that have ended.
func (d *Desk) Running(ctx context.Context, accounts []Account) ([]Account, error) {
	var failed error
	over := func(until time.Time, since int64) bool {
		now, err := d.timeSince(ctx, since)
		failed = errors.Join(failed, err)
		return !now.Before(until)
	}
	all := slices.Clone(accounts)
	for i := range all {
		all[i].Standing = all[i].clone()
		all[i].Lent = slices.DeleteFunc(all[i].Lent, func(h Handover) bool { return over(h.Until, h.Since) })
		all[i].Tokens = slices.DeleteFunc(all[i].Tokens, func(t Token) bool { return over(t.Until, t.Since) })
	}
	return all, failed
}

// elapse takes from a log-in what the journal has seen the end of.
func (d *Desk) elapse(ctx context.Context, l *Login) error {
	times := map[int64]time.Time{}
	for _, g := range l.all() {
		if _, known := times[g.since]; known || g.until.IsZero() {
			continue
		}
		now, err := d.timeSince(ctx, g.since)
		if err != nil {
			return err
		}
		times[g.since] = now
	}
	l.drop(func(g grant) bool { return !g.until.IsZero() && !times[g.since].Before(g.until) })
	return nil
}

// drop takes grants from the log-in for good.
func (l *Login) drop(over func(grant) bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if slices.ContainsFunc(l.grants, over) {
		l.grants = slices.DeleteFunc(slices.Clone(l.grants), over)
	}
}

// now is the latest time that the log-in has seen.
func (l *Login) now() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now := l.clock.Now(); now.After(l.latest) {
		l.latest = now
	}
	return l.latest
}
