package station

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"tram/local/copying"
	"tram/local/office"
	"tram/local/store"
	"tram/local/whole"
)

// A place on a server is chosen by its address, which stands in the journal. What opens it
// lies sealed beside the data, on this station alone: it is in no copy.

// targetFor is the target of a place: a folder, or a server that is reached with what opens
// it. One that cannot be reached at all answers so to whatever is asked.
func (o Outside) targetFor(a copying.Access) copying.Target {
	if !copying.IsFar(a.Where) {
		return copying.NewFolder(a.Where)
	}
	if o.Target == nil {
		return barred{a.Where, copying.NoNetwork.About(a.Where)}
	}
	t, err := o.Target(a)
	if err != nil {
		return barred{a.Where, err}
	}
	return t
}

// targetOf is that of a place which was chosen. Who asked leaves it (copying.Leave).
func (s *ground) targetOf(c office.CopyTarget) copying.Target {
	if !copying.IsFar(c.Where) {
		return copying.NewFolder(c.Where)
	}
	secret, err := s.copySecret(c.ID)
	if err != nil {
		return barred{c.Where, copying.SecretMissing.About(c.Where).Because(err)}
	}
	return s.outside.targetFor(copying.Access{Where: c.Where, HostKey: c.HostKey, Secret: secret})
}

// barred is a target that nobody gets to, and why.
type barred struct {
	where string
	why   error
}

func (t barred) Put(context.Context, string, int64, io.Reader) error { return t.why }

func (t barred) Get(context.Context, string) (io.ReadCloser, int64, error) { return nil, 0, t.why }

func (t barred) List(context.Context, string, func(string, int64) error) error { return t.why }

func (t barred) Remove(context.Context, string) error { return t.why }

func (t barred) Said() string { return t.where }

func (s *ground) copySecretPath(id office.ID) string {
	return filepath.Join(s.home, "copies-"+string(id)+".secret")
}

// keepCopySecret seals what opens a server.
func (s *ground) keepCopySecret(id office.ID, secret office.CopySecret) error {
	return s.keepSecret(s.copySecretPath(id), secret)
}

func (s *ground) copySecret(id office.ID) (secret office.CopySecret, err error) {
	err = s.secretIn(s.copySecretPath(id), &secret)
	return secret, err
}

// AddFarPlace has this station copy to a server. A server that was never met fails with
// copying.HostUnknown, which names its key: a person confirms that, and it is given along.
// It fails with copying.BadAddress, copying.SecretInAddress, copying.SecretMissing, and with
// whatever keeps the server from being written to.
func (s *Copies) AddFarPlace(ctx context.Context, f office.FarPlace) (office.CopyTarget, error) {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return office.CopyTarget{}, err
	}
	address, err := copying.ParseAddress(f.Where)
	if err != nil {
		return office.CopyTarget{}, err
	}
	f.Where = address.String()
	t := s.outside.targetFor(copying.Access{Where: f.Where, HostKey: f.HostKey, Secret: f.Secret})
	defer copying.Leave(t)
	place, err := copying.Prepare(ctx, t, s.sealing, s.clock.Now())
	if err != nil {
		return office.CopyTarget{}, err
	}
	if err := s.keepCopySecret(place.ID, f.Secret); err != nil { // before it is copied to
		return office.CopyTarget{}, err
	}
	return s.choosePlace(ctx, office.CopyTarget{ID: place.ID, Where: f.Where, HostKey: f.HostKey})
}

// choosePlace puts on record that a place is copied to, and does so from here on.
func (s *Copies) choosePlace(ctx context.Context, c office.CopyTarget) (office.CopyTarget, error) {
	all, err := store.Here(ctx, s.store, copying.Targets)
	if err != nil {
		return c, err
	}
	where, hostKey := c.Where, c.HostKey
	c.Added = s.clock.Now()
	if i := slices.IndexFunc(all, func(each office.CopyTarget) bool { return each.ID == c.ID }); i >= 0 {
		if c = all[i]; c.Where == where && c.HostKey == hostKey && !c.GivenUp {
			return c, s.refollow(ctx) // what opens it may be another now
		}
	}
	c.Where, c.HostKey, c.GivenUp = where, hostKey, false
	if err := s.store.Save(ctx, store.Act{Actor: account(), Step: copying.StepAdd}, copying.Targets.Put(&c)); err != nil {
		return c, err
	}
	return c, s.refollow(ctx)
}

// secretAwaited is for how long a secret may wait for the record of its place, which is written
// after it, maybe by another program.
const secretAwaited = 24 * time.Hour

// sweepCopySecrets removes what opens servers that are copied to no more, or never were because
// who added one was killed before it was on record. What cannot be removed now is removed by
// another start.
func (s *Copies) sweepCopySecrets(ctx context.Context) error {
	all, err := store.Here(ctx, s.store, copying.Targets)
	if err != nil {
		return err
	}
	lie, err := filepath.Glob(s.copySecretPath("*"))
	if err != nil {
		return err
	}
	for _, path := range lie {
		info, err := os.Stat(path)
		if err != nil {
			continue
		}
		i := slices.IndexFunc(all, func(c office.CopyTarget) bool { return s.copySecretPath(c.ID) == path })
		if i >= 0 && all[i].GivenUp || i < 0 && time.Since(info.ModTime()) > secretAwaited {
			_ = whole.Remove(path)
		}
	}
	return nil
}

// forgetCopySecret removes what opened a server that is copied to no more.
func (s *ground) forgetCopySecret(id office.ID) error { return forgetSecret(s.copySecretPath(id)) }
