package station

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"sync"
	"time"

	registers "tram/local/books"
	"tram/local/copying"
	"tram/local/guard"
	"tram/local/office"
	"tram/local/store"
	"tram/local/whole"
)

// The ransomware guard (canh mã độc): before a copy goes on, the sealed files are looked at.
// Where many vanished or were overwritten nothing is copied any more, so that what lies at
// the targets stays as it was; only a person who may run the office lets it go on, with a
// reason. Both stand in the journal, which every program of the station asks.

// guardRest is how much time passes at least between two looks.
const guardRest = 5 * time.Second

// guarding is what the guard of one program knows.
type guarding struct {
	mu     sync.Mutex
	watch  guard.Watch
	looked time.Time
	put    time.Time // when what the watch knows was put down last
	lifted office.ID // the word that was heeded last
}

// Steps of the guard's words.
const (
	stepGuardStop = "guard-stop"
	stepGuardLift = "guard-lift"
)

// guardedRound is a round of a copier, unless copying is stopped.
func (s *Copies) guardedRound(ctx context.Context, c *copying.Copier) (copying.Round, error) {
	if err := s.lookOut(ctx); err != nil {
		return copying.Round{}, err
	}
	return c.Round(ctx)
}

// lookOut fails with GuardStopped where copying was stopped, or is to be from here on.
func (s *Copies) lookOut(ctx context.Context) error {
	last, err := s.guardWord(ctx)
	if err != nil {
		return err
	}
	if last.Kind == office.NoticeGuard {
		return GuardStopped.About(len(last.Files), moment(last.At))
	}
	s.guarding.mu.Lock()
	defer s.guarding.mu.Unlock()
	if last.ID != s.guarding.lifted {
		s.guarding.watch.Forget(last.Files)
		s.guarding.lifted = last.ID
	}
	now := s.clock.Now()
	if now.Sub(s.guarding.looked).Abs() < guardRest {
		return nil
	}
	s.guarding.looked = now
	if err := s.beginWatch(ctx); err != nil {
		return err
	}
	found, err := s.guarding.watch.Look(ctx, s.vault, now)
	if err != nil {
		return err
	}
	if len(found) >= guard.Enough {
		if found, err = s.unexplained(ctx, found, last.Files); err != nil {
			return err
		}
		if len(found) >= guard.Enough {
			return s.stopCopying(ctx, found)
		}
	}
	if err := s.tellSlow(ctx, last.Files, now); err != nil {
		return err
	}
	return s.rememberWatch(ctx, now)
}

// guardName is the file in which the watch keeps what it knows for the next start. It holds
// names of files and times; where it is lost, what vanished before the start is not known.
const guardName = "canh-kho.json"

const (
	mostWatched = 64 << 20         // bytes of that file
	putEvery    = 10 * time.Minute // it is put down
)

// beginWatch has the watch go on from the last start: what vanished or was written to
// meanwhile is found by the first look.
func (s *Copies) beginWatch(ctx context.Context) error {
	if s.guarding.watch.Began() {
		return nil
	}
	var m guard.Memory
	if f, err := whole.Open(filepath.Join(s.home, guardName)); err == nil {
		defer f.Close()
		if json.NewDecoder(io.LimitReader(f, mostWatched)).Decode(&m) != nil {
			m = guard.Memory{}
		}
	}
	kept, err := s.keptFiles(ctx)
	if err == nil && !m.At.IsZero() {
		err = s.noteArrived(ctx, &m)
	}
	if err == nil {
		s.guarding.watch.Begin(m, kept)
	}
	return err
}

// noteArrived has a watch know which files of records that came from other stations since were
// not among what came: a bundle brings what its station has. Of one that came and vanished
// before anybody saw it here nothing else is known.
func (s *Copies) noteArrived(ctx context.Context, m *guard.Memory) error {
	lacked, place := map[office.Digest]bool{}, m.Place
	note := func(d office.Digest) {
		if !s.guarding.watch.Saw(d) && !s.vault.Has(d) {
			lacked[d] = true
		}
	}
	err := s.store.ArrivedAfter(ctx, m.Place, func(at int64, a store.Arrival) error {
		place = at
		store.DigestsIn([]byte(a.Entry.Body), note)
		store.DigestsIn(a.Words, note)
		return nil
	})
	if err == nil && len(lacked) > 0 {
		err = s.store.EachKept(ctx, func(d office.Digest) bool { return !lacked[d] }, func(g office.Gap) { m.Lacks(g.Digest) })
	}
	if err == nil {
		m.Place = place
	}
	return err
}

// keptFiles are those that records stand on, and that nobody removed for good.
func (s *Copies) keptFiles(ctx context.Context) ([]office.Digest, error) {
	return keptFiles(ctx, s.store)
}

func keptFiles(ctx context.Context, s *store.Store) (all []office.Digest, err error) {
	wiped, err := s.Wiped(ctx)
	if err != nil {
		return nil, err
	}
	err = s.EachKept(ctx, func(d office.Digest) bool { return wiped[d] }, func(g office.Gap) { all = append(all, g.Digest) })
	slices.Sort(all)
	return slices.Compact(all), err
}

// rememberWatch puts down what the watch knows, once all was looked at. What was never here is
// no loss.
func (s *Copies) rememberWatch(ctx context.Context, now time.Time) error {
	w := &s.guarding.watch
	if !w.Round() || !s.guarding.put.IsZero() && now.Sub(s.guarding.put).Abs() < putEvery {
		return nil
	}
	if err := s.noteLacked(ctx); err != nil {
		return err
	}
	w.At, s.guarding.put = now, now
	err := whole.Write(filepath.Join(s.home, guardName), 0o600, func(to io.Writer) error { return json.NewEncoder(to).Encode(w.Memory) })
	if err != nil { // the guard goes on; the next start knows less
		s.log.WarnContext(ctx, "what the guard knows is not put down", "cause", err.Error())
	}
	return nil
}

// noteLacked has the watch know which files never were here.
func (s *Copies) noteLacked(ctx context.Context) error {
	w := &s.guarding.watch
	if !w.At.IsZero() {
		return s.noteArrived(ctx, &w.Memory)
	}
	place, err := s.store.LastPlace(ctx)
	if err != nil {
		return err
	}
	kept, err := s.keptFiles(ctx)
	if err != nil {
		return err
	}
	for _, d := range kept {
		if !s.vault.Has(d) {
			w.Lost[d] = time.Time{}
		}
	}
	w.Place = place
	return nil
}

// tellSlow tells of files that vanish one by one over days: a disk that fails, somebody who
// takes them. Copying goes on, for what was copied is what brings them back.
func (s *Copies) tellSlow(ctx context.Context, answered []office.Digest, now time.Time) error {
	w := &s.guarding.watch
	slow := w.Slow(now)
	if len(slow) < guard.Enough {
		return nil
	}
	slow, err := s.unexplained(ctx, slow, answered)
	if err != nil || len(slow) < guard.Enough {
		return err
	}
	_, err = s.raise(ctx, office.Incident{Sort: "data", Cause: guardSlow, Name: "Tệp trong kho mất dần",
		Described: fmt.Sprintf("%d tệp của kho biến mất trong 7 ngày qua, mỗi lúc một ít. Sao vẫn chạy; lượt đọc lại lấy tệp về từ bản sao nếu nơi đó có.", len(slow))})
	if err != nil {
		return err
	}
	s.tellBeside(ctx, "", LosingFiles.About(len(slow)))
	w.Told(slow)
	s.guarding.put = time.Time{} // that it was told is to be known at once
	return nil
}

// What raises an incident here.
const (
	guardFast = "canh kho tệp"
	guardSlow = "canh kho tệp: mất dần"
)

// unexplained leaves out what the journal says was removed for good, what belongs to no
// record, and what a person has answered for.
func (s *Copies) unexplained(ctx context.Context, found, answered []office.Digest) ([]office.Digest, error) {
	wiped, err := s.store.Wiped(ctx)
	if err != nil {
		return nil, err
	}
	kept := map[office.Digest]bool{}
	err = s.store.EachKept(ctx, func(d office.Digest) bool { return !slices.Contains(found, d) }, func(g office.Gap) { kept[g.Digest] = true })
	return slices.DeleteFunc(found, func(d office.Digest) bool { return wiped[d] || !kept[d] || slices.Contains(answered, d) }), err
}

// stopCopying puts down that copying is stopped, and has an incident raised.
func (s *Copies) stopCopying(ctx context.Context, found []office.Digest) error {
	stopped := GuardStopped.About(len(found), moment(s.clock.Now()))
	n := office.Notice{Kind: office.NoticeGuard, Clerk: program, At: s.clock.Now(), Files: found[:min(len(found), mostAccepted)],
		Found: fmt.Sprintf("%d tệp của kho biến mất hoặc không còn là tệp đã niêm phong trong thời gian ngắn; ngừng sao.", len(found))}
	if _, err := s.store.SaveNotice(ctx, actOf(guardFast, stepGuardStop), n); err != nil {
		s.log.ErrorContext(ctx, "that copying is stopped is not journalled", "cause", err.Error())
		return stopped
	}
	s.tellBeside(ctx, "", stopped)
	if _, err := s.raise(ctx, office.Incident{Sort: "malware", Cause: guardFast, Name: "Nhiều tệp trong kho biến mất hoặc bị ghi đè", Described: n.Found}); err != nil {
		s.log.ErrorContext(ctx, "an incident is not written down", "cause", err.Error())
	}
	return stopped
}

// guardWord is the newest word on the guard; the zero value: there is none.
func (s *Copies) guardWord(ctx context.Context) (last office.Notice, err error) {
	all, err := s.store.Notices(ctx)
	for _, n := range all {
		if n.Kind == office.NoticeGuard || n.Kind == office.NoticeGuardLifted {
			last = n
		}
	}
	return last, err
}

// LetCopyingGoOn takes back that copying was stopped, by the word of a person who answers for
// the files as they are. A false alarm closes the incident that was raised for it, with that
// reason. It fails with NotStopped and NoReason.
func (s *Copies) LetCopyingGoOn(ctx context.Context, clerk office.Clerk, why string, falseAlarm bool) error {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return err
	}
	last, err := s.guardWord(ctx)
	if err != nil {
		return err
	}
	if last.Kind != office.NoticeGuard {
		return NotStopped
	}
	clerk = s.entrance.own(ctx, clerk)
	clerk.Name = cmp.Or(clerk.Name, account())
	if why, err = reasonGiven(clerk, why); err != nil {
		return err
	}
	s.guarding.mu.Lock()
	now, err := s.guarding.watch.Look(ctx, s.vault, s.clock.Now()) // what happened since is answered for, too
	s.guarding.mu.Unlock()
	if err != nil {
		return err
	}
	all := slices.Concat(last.Files, now)
	slices.Sort(all)
	n := office.Notice{Kind: office.NoticeGuardLifted, Why: why, Clerk: clerk.Name, At: s.clock.Now(), Found: last.Found, Files: newestOf(slices.Compact(all), mostAccepted)}
	if _, err := s.store.SaveNotice(ctx, store.Act{Actor: clerk.Name, Step: stepGuardLift}, n); err != nil {
		return err
	}
	s.wake()
	if !falseAlarm {
		return nil
	}
	return s.closeAlarm(ctx, clerk, why)
}

// closeAlarm closes the incident of an alarm that was false; one that a person closed already
// stays as it is.
func (s *Copies) closeAlarm(ctx context.Context, clerk office.Clerk, why string) error {
	all, err := s.open(ctx)
	if err != nil {
		return err
	}
	for _, i := range all {
		if i.Cause != guardFast {
			continue
		}
		i.Result, i.Ended, i.State = "Báo nhầm: "+why, s.clock.Now().UTC().Truncate(time.Minute).Format(time.RFC3339), office.IncidentClosed
		if err := s.store.Save(ctx, store.Act{Actor: clerk.Name, Step: registers.StepFalseAlarm}, registers.Incidents.Kind.Put(&i)); err != nil {
			return err
		}
	}
	return nil
}
