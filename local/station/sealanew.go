package station

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"tram/local/anchor"
	"tram/local/job"
	"tram/local/people"
	"tram/local/whole"
)

// tally counts what was sealed anew.
type tally struct{ files, bytes int64 }

// pass is one walk through all that is sealed.
type pass struct {
	*Renewing
	p       *job.Progress
	done    tally
	left    int64 // files that could not be replaced now
	because error // the first of them
}

// end seals anew what only the former identity opens, and removes that identity. The
// caller has the turn. What it leaves undone the next start or renewal goes on with.
func (s *Renewing) end(ctx context.Context, p *job.Progress) error {
	if !s.sealing.Follows() {
		return nil
	}
	if err := s.exchange.endArriving(ctx, p); err != nil { // the former identity vouched for them
		return err
	}
	var all tally
	for {
		one := pass{Renewing: s, p: p}
		if err := one.walk(ctx); err != nil {
			return err
		}
		all.files, all.bytes = all.files+one.done.files, all.bytes+one.done.bytes
		if one.left > 0 {
			return RenewalLeft.About(one.left).Because(one.because)
		}
		if one.done.files == 0 { // nothing came in under the former one meanwhile
			break
		}
	}
	if err := s.tellEnded(ctx, all); err != nil {
		return err
	}
	if err := s.keeper.Forget(); err != nil {
		return err
	}
	s.sealing.Forget()
	return nil
}

// tellEnded has the journal tell that everything lies under the new identity.
func (s *Renewing) tellEnded(ctx context.Context, all tally) error {
	r, err := s.newest(ctx)
	if err != nil || r.State != people.RenewalBegun {
		return err
	}
	r.State, r.Ended, r.Files, r.Bytes = people.RenewalEnded, s.clock.Now(), all.files, all.bytes
	_, err = s.stored().SaveRenewal(ctx, people.StepRenewed, r)
	return err
}

func (s *pass) walk(ctx context.Context) error {
	s.p.Say("Đang niêm phong lại bằng chìa mới")
	if there, err := s.vault.List(ctx); err == nil {
		s.p.Expect(int64(len(there.There)))
	}
	for _, dir := range []string{s.home, filepath.Join(s.home, vaultName)} {
		if err := whole.Sweep(dir); err != nil {
			return err
		}
	}
	if err := errors.Join(s.besides(ctx), s.marks(), s.keepFormer()); err != nil {
		return err
	}
	err := s.vault.EachSealed(ctx, func(path string, alone func(func() error) error) error {
		s.p.Did(1)
		return s.one(ctx, path, alone)
	})
	if err != nil {
		return err
	}
	busy, err := s.trays.EachSealed(ctx, func(path string) error { return s.one(ctx, path, atOnce) })
	if busy > 0 {
		s.leave(int64(busy), errors.New("trays are open elsewhere"))
	}
	return err
}

func atOnce(do func() error) error { return do() }

// besides seals anew what lets people in, which bears a witness, and whatever else lies in
// the data folder itself, what was set aside too.
func (s *pass) besides(ctx context.Context) error {
	if err := s.entrance.people.Book.Reseal(ctx); err != nil {
		return err
	}
	files, err := os.ReadDir(s.home)
	if err != nil {
		return HomeUnusable.About(s.home).Because(err)
	}
	for _, f := range files {
		if !f.Type().IsRegular() || strings.HasPrefix(f.Name(), databaseName) { // closing it would end SQLite's locks
			continue
		}
		if err := s.one(ctx, filepath.Join(s.home, f.Name()), atOnce); err != nil {
			return err
		}
	}
	return nil
}

// marks has the new identity vouch for the marks that the former one vouched for. What
// a time stamp is made of does not change by that.
func (s *pass) marks() error {
	watch := s.journal.watch
	watch.working.Lock()
	defer watch.working.Unlock()
	for _, f := range watch.marks {
		err := f.Rewrite(func(m anchor.Mark) (anchor.Mark, error) {
			if !s.journal.genuine(m) {
				return m, nil
			}
			var err error
			m.Witness, err = s.sealing.Witness(m.Statement())
			return m, err
		})
		if err != nil && watch.isDark() == nil { // one that cannot be read is told as that
			return err
		}
	}
	return nil
}

// one seals a file anew. A full disk ends the walk; a file that another program holds
// is left for the next one.
func (s *pass) one(ctx context.Context, path string, alone func(func() error) error) error {
	n, err := s.sealing.WrapAnew(ctx, path, alone)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, whole.DiskFull):
		return err
	case err != nil:
		s.leave(1, err)
	case n > 0:
		s.done.files, s.done.bytes = s.done.files+1, s.done.bytes+n
	}
	return nil
}

func (s *pass) leave(n int64, why error) {
	s.left += n
	if s.because == nil {
		s.because = why
	}
}
