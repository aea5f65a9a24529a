package station

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"tram/local/copying"
	"tram/local/job"
	"tram/local/office"
	"tram/local/store"
	"tram/local/whole"
)

// Copies (bản sao) keeps what this station has at other places.
type Copies struct {
	*ground
	entrance *Entrance
	journal  *Journal

	mu        sync.Mutex
	followers map[office.ID]*follower
	leaveOff  context.CancelFunc // ends them; nil: none are at work
	working   sync.WaitGroup
	heeds     context.CancelFunc // ends heeding other programs; nil: they are not heeded
	heeding   sync.WaitGroup
	turn      sync.Mutex // held while following begins or ends, by none that is followed
	written   time.Time  // when what is known of the copies was put down last

	guarding guarding
	raise    func(context.Context, office.Incident) (office.Incident, error) // an incident that the station detected
	open     func(context.Context) ([]office.Incident, error)                // that are not closed
}

// How old the last verified copy may be.
const (
	amberAfter = 24 * time.Hour
	redAfter   = 72 * time.Hour
)

// copyLevel tells how well off a copy is: what is old is worse than what is silent.
func copyLevel(c office.CopyState, now time.Time) office.CopyLevel {
	switch age := now.Sub(c.Verified); {
	case c.Verified.IsZero() || age >= redAfter || c.Silent == GuardStopped.Name:
		return office.CopyRed
	case age >= amberAfter || c.Tour.Unmended() > 0 || c.Silent != "" && !copying.IsAway(c.Silent):
		return office.CopyAmber
	}
	return office.CopyGood
}

// quiet notes what keeps a copy from going on.
func quiet(c *office.CopyState, err error, now time.Time) {
	f, told := office.FailureIn(err)
	if !told {
		f = copyFailed.About(c.Where).Because(err)
	}
	if c.Silent != f.Name {
		c.Since = now
	}
	c.Silent, c.Said, c.Next = f.Name, f.Said, f.Next
}

// copiesName is the file in which it is put down, for other programs and the next start.
// Nothing is restored by it.
const copiesName = "copies.json"

const mostCopies = 1 << 20 // bytes of that file

// AddCopyTarget has this station copy to a folder of another disk, of a stick, of the
// network. A copy of this office that lies there already is gone on with.
func (s *Copies) AddCopyTarget(ctx context.Context, where string) (office.CopyTarget, error) {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return office.CopyTarget{}, err
	}
	if where = strings.TrimSpace(where); where == "" {
		return office.CopyTarget{}, copying.Gone.About("")
	}
	if where, err = filepath.Abs(where); err != nil {
		return office.CopyTarget{}, copying.Gone.About(where).Because(err)
	}
	if err := Outward(s.home, where); err != nil {
		return office.CopyTarget{}, err
	}
	place, err := copying.Prepare(ctx, copying.NewFolder(where), s.sealing, s.clock.Now())
	if err != nil {
		return office.CopyTarget{}, err
	}
	return s.choosePlace(ctx, office.CopyTarget{ID: place.ID, Where: where})
}

// CopyTargets lists the targets that are copied to, in the order in which they were chosen.
func (s *Copies) CopyTargets(ctx context.Context) ([]office.CopyTarget, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.targets(ctx)
}

func (s *Copies) targets(ctx context.Context) ([]office.CopyTarget, error) {
	all, err := store.Here(ctx, s.store, copying.Targets)
	return slices.DeleteFunc(all, func(c office.CopyTarget) bool { return c.GivenUp }), err
}

// target finds one by its ID or by where it is.
func (s *Copies) target(ctx context.Context, called string) (office.CopyTarget, error) {
	all, err := s.targets(ctx)
	if err != nil {
		return office.CopyTarget{}, err
	}
	full, _ := filepath.Abs(called) //nolint:errcheck // then it is none of them
	for _, c := range all {
		if string(c.ID) == called || c.Where == called || c.Where == full {
			return c, nil
		}
	}
	return office.CopyTarget{}, copying.NoSuchTarget.About(called)
}

// RemoveCopyTarget has this station copy to a target no more. What lies there stays.
func (s *Copies) RemoveCopyTarget(ctx context.Context, called string) (office.CopyTarget, error) {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return office.CopyTarget{}, err
	}
	c, err := s.target(ctx, called)
	if err != nil {
		return c, err
	}
	c.GivenUp = true
	if err := s.store.Save(ctx, store.Act{Actor: account(), Step: copying.StepGiveUp}, copying.Targets.Put(&c)); err != nil {
		return c, err
	}
	_ = whole.Remove(s.pagesOf(c.ID)) // what it remembers is of no use any more
	return c, errors.Join(s.forgetCopySecret(c.ID), s.refollow(ctx))
}

// pagesOf is the file in which the pages of the newest snapshot at a target are remembered.
func (s *Copies) pagesOf(id office.ID) string {
	return filepath.Join(s.home, "copies-"+string(id)+".pages")
}

// CopyNow brings every target up to what the station has, and tells how each stands. It
// fails with copying.NoTarget; what keeps a target from going on is told in its state.
func (s *Copies) CopyNow(ctx context.Context, p *job.Progress) ([]office.CopyState, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	all, err := s.targets(ctx)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, copying.NoTarget
	}
	p.Expect(int64(len(all)))
	for _, c := range all {
		p.Say("Đang sao tới " + c.Where)
		f := s.followerOf(ctx, c)
		f.recheck() // who asks now is told of now
		f.round(ctx)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		p.Did(1)
	}
	s.putDown(true)
	return s.copyStates(ctx)
}

// CopyStates tells how the copy at each target stands.
func (s *Copies) CopyStates(ctx context.Context) ([]office.CopyState, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.copyStates(ctx)
}

func (s *Copies) copyStates(ctx context.Context) (states []office.CopyState, err error) {
	all, err := s.targets(ctx)
	if err != nil {
		return nil, err
	}
	head, err := s.store.Head(ctx)
	if err != nil {
		return nil, err
	}
	known := s.known()
	now := s.clock.Now()
	folder, err := s.copyFolder()
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		state := known[c.ID]
		s.mu.Lock()
		f := s.followers[c.ID]
		s.mu.Unlock()
		if f != nil {
			state = f.told(now)
		}
		if state.Under.Folder != "" && state.Under.Folder != folder { // what the former identity opens is no copy any more
			state.Verified, state.Head = time.Time{}, office.JournalHead{}
		}
		state.ID, state.Where, state.HostKey = c.ID, c.Where, c.HostKey
		state.Behind = max(0, head.Seq-state.Head.Seq)
		state.Level = copyLevel(state, now)
		states = append(states, state)
	}
	heedDisk(states)
	return states, nil
}

// copyFolder is the folder at each place of what the identity in force opens.
func (s *Copies) copyFolder() (string, error) {
	if !s.Ready() {
		return "", nil
	}
	return copying.FolderOf(s.sealing)
}

// heedDisk has a copy on the disk of the data be amber while there is no good one elsewhere: it
// helps where something was deleted, and is gone when the disk breaks.
func heedDisk(all []office.CopyState) {
	if slices.ContainsFunc(all, func(c office.CopyState) bool { return c.Level == office.CopyGood && !c.SameDisk }) {
		return
	}
	for i := range all {
		if all[i].Level == office.CopyGood {
			all[i].Level = office.CopyAmber
		}
	}
}

// liesBeside tells whether a place is on the disk of the data.
func (s *Copies) liesBeside(where string) bool {
	return s.sameDisk != nil && !copying.IsFar(where) && s.sameDisk(s.home, where)
}

// known is what was put down of each copy.
func (s *Copies) known() map[office.ID]office.CopyState {
	known := map[office.ID]office.CopyState{}
	f, err := whole.Open(filepath.Join(s.home, copiesName))
	if err != nil {
		return known
	}
	defer f.Close()
	var all []office.CopyState
	if json.NewDecoder(io.LimitReader(f, mostCopies)).Decode(&all) == nil {
		for _, c := range all {
			known[c.ID] = c
		}
	}
	return known
}

// putDownEvery is how often it is put down while the work goes on.
const putDownEvery = 5 * time.Second

// putDown puts down what is known of the copies, not too often unless it must be now.
func (s *Copies) putDown(must bool) {
	now := s.clock.Now()
	s.mu.Lock()
	if !must && now.Sub(s.written).Abs() < putDownEvery {
		s.mu.Unlock()
		return
	}
	s.written = now
	all := []office.CopyState{}
	for _, f := range s.followers {
		all = append(all, f.told(now))
	}
	s.mu.Unlock()
	known := s.known()
	for _, c := range all {
		known[c.ID] = c
	}
	all = all[:0]
	for _, c := range known {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b office.CopyState) int { return strings.Compare(string(a.ID), string(b.ID)) })
	err := whole.Write(filepath.Join(s.home, copiesName), 0o600, func(w io.Writer) error { return json.NewEncoder(w).Encode(all) })
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		s.log.Warn("what is known of the copies was not put down", "cause", err.Error())
	}
}

// CheckedCopy tells what reading a copy back found.
type CheckedCopy struct {
	About copying.About      `json:"about"`
	Head  office.JournalHead `json:"head"`
	Torn  int64              `json:"torn,omitempty"`
	Lacks int64              `json:"lacks"` // entries of the own journal that it has not, or otherwise
	copying.Checked
}

// Good tells whether all of it was read and is what it was.
func (c CheckedCopy) Good() bool { return c.Torn == 0 && len(c.Bad) == 0 && len(c.BadBeside) == 0 }

// CheckCopy reads everything back that this station has at a target: each segment is proven
// and each file held against its name.
func (s *Copies) CheckCopy(ctx context.Context, called string, p *job.Progress) (is CheckedCopy, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return is, err
	}
	c, err := s.target(ctx, called)
	if err != nil {
		return is, err
	}
	t := s.targetOf(c)
	defer copying.Leave(t)
	from, err := copying.Read(ctx, t, s.sealing, copying.Wish{Station: s.store.Station()}, p)
	if err != nil {
		return is, err
	}
	is.About, is.Head, is.Torn = from.About, from.Head, from.Torn
	head, err := s.store.Head(ctx)
	if err != nil {
		return is, err
	}
	have, err := s.store.HashesAt(ctx, []int64{from.Head.Seq})
	if err != nil {
		return is, err
	}
	if have[from.Head.Seq] != from.Head.Hash {
		return is, copying.Ahead.About(c.Where, from.Head.Seq)
	}
	is.Lacks = head.Seq - from.Head.Seq
	is.Checked, err = from.Check(ctx, p)
	return is, err
}
