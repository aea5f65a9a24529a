package station

import (
	"context"

	"tram/local/copying"
	"tram/local/job"
	"tram/local/office"
	"tram/local/seal"
)

// FindCopies tells whose copies lie at a place, as far as a recovery key opens them. It fails
// as copying.Find does, where the key is none, and as a server does that is asked.
func FindCopies(ctx context.Context, w office.ComeBackWish, o Outside) (all []office.CopyFound, err error) {
	identity, err := seal.FromRecoveryKey(w.Key)
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
		c := office.CopyFound{Station: a.Station, Office: a.Office, Code: a.Code, Begun: a.Begun, Bytes: weight}
		if err := foresee(ctx, t, w.Key, &c); err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

// foresee adds what a restore would bring back. A copy that cannot be read stays without it,
// since another beside it may be whole; why is told when it is chosen.
func foresee(ctx context.Context, t copying.Target, key string, c *office.CopyFound) error {
	v, err := PreviewRestore(ctx, RestoreWish{From: t, Key: key, Wish: copying.Wish{Station: c.Station}}, nil)
	if err == nil {
		c.Head, c.Records, c.Files, c.Missing, c.Torn = v.Head, v.Records, v.Files, int64(len(v.Missing)), v.Torn
	}
	return ctx.Err()
}

// ComeBack is Restore as a window asks for it: leave has it leave the data folder, where no
// office was set up. Nothing is left out of what the copy has.
func ComeBack(ctx context.Context, w office.ComeBackWish, into Options, leave func() error, p *job.Progress) (office.CameBack, error) {
	t := placeOf(w, into.Outside)
	defer copying.Leave(t)
	r, err := Restore(ctx, RestoreWish{From: t, Key: w.Key, Wish: copying.Wish{Station: w.Station}, Into: into, Leave: leave}, p)
	return office.CameBack{Office: r.Office, Head: r.Head, Files: r.Files, Bytes: r.Bytes, Torn: r.Torn, Trays: r.TraysLeftOut}, err
}

// placeOf is where the copy lies.
func placeOf(w office.ComeBackWish, o Outside) copying.Target {
	return o.targetFor(copying.Access{Where: w.Where, HostKey: w.HostKey, Secret: w.Secret})
}
