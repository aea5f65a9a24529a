package station

import (
	"context"
	"errors"
	"slices"
	"time"

	"tram/local/copying"
	"tram/local/job"
	"tram/local/office"
	"tram/local/seal"
)

// FindCopies tells whose copies lie at a place, as far as a recovery key opens them, and what of
// them would come back at the moment that is wished for. It fails as copying.Find does, where the
// key is none, as a server does that is asked, and with RestoreUnread, RestoreAhead and
// RestoreBefore.
func FindCopies(ctx context.Context, w office.ComeBackWish, o Outside) (all []office.CopyFound, err error) {
	identity, err := seal.FromRecoveryKey(w.Key)
	if err != nil {
		return nil, err
	}
	until, err := momentOf(w.At, office.SystemClock{}.Now())
	if err != nil {
		return nil, err
	}
	t := placeOf(w, o)
	defer copying.Leave(t)
	found, err := copying.Find(ctx, t, identity)
	if err != nil {
		return nil, err
	}
	for _, a := range found {
		weight, err := copying.Weigh(ctx, t, identity, a.Station)
		if err != nil {
			return nil, err
		}
		c := office.CopyFound{Station: a.Station, Office: a.Office, Code: a.Code, Begun: a.Begun, Bytes: weight, Unsigned: a.Unsigned}
		if err := foresee(ctx, t, w.Key, until, &c); err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	if !slices.ContainsFunc(all, func(c office.CopyFound) bool { return !c.Nothing }) {
		return nil, RestoreBefore.About(moment(until), t.Said())
	}
	return all, nil
}

// momentOf reads the moment as of which an office is to come back; zero: at its newest entry. One
// that has not come would be told of what was not done yet.
func momentOf(wished string, now time.Time) (time.Time, error) {
	stored, err := office.ParseMoment(wished)
	if err != nil {
		return time.Time{}, RestoreUnread.About(wished).Because(err)
	}
	at := office.MomentOf(stored)
	if at.After(now) {
		return at, RestoreAhead.About(moment(at), moment(now))
	}
	return at, nil
}

// foresee adds what a restore would bring back. A copy that cannot be read stays without it,
// since another beside it may be whole; why is told when it is chosen.
func foresee(ctx context.Context, t copying.Target, key string, until time.Time, c *office.CopyFound) error {
	v, err := PreviewRestore(ctx, RestoreWish{From: t, Key: key, Wish: copying.Wish{Station: c.Station, Until: until, Partial: c.Unsigned}}, nil)
	c.Nothing = errors.Is(err, copying.NothingBefore)
	if err == nil {
		c.Head, c.Records, c.Files, c.Missing, c.Torn, c.Spanned, c.Past = v.Head, v.Records, v.Files, int64(len(v.Missing)), v.Torn, v.Spanned, v.Past
	}
	return ctx.Err()
}

// ComeBack is Restore as a window asks for it: leave has it leave the data folder, where no
// office was set up. Unless it is wished for nothing is left out of what the copy has.
func ComeBack(ctx context.Context, w office.ComeBackWish, into Options, leave func() error, p *job.Progress) (office.CameBack, error) {
	if into.Clock == nil {
		into.Clock = office.SystemClock{}
	}
	until, err := momentOf(w.At, into.Clock.Now())
	if err != nil {
		return office.CameBack{}, err
	}
	t := placeOf(w, into.Outside)
	defer copying.Leave(t)
	r, err := Restore(ctx, RestoreWish{From: t, Key: w.Key, Wish: copying.Wish{Station: w.Station, Until: until, Partial: w.Partial}, Into: into, Leave: leave}, p)
	return office.CameBack{Office: r.Office, Head: r.Head, Files: r.Files, Bytes: r.Bytes, Torn: r.Torn, Spanned: r.Spanned, Trays: r.TraysLeftOut}, err
}

// placeOf is where the copy lies.
func placeOf(w office.ComeBackWish, o Outside) copying.Target {
	return o.targetFor(copying.Access{Where: w.Where, HostKey: w.HostKey, Secret: w.Secret})
}
