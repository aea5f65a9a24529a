package station

import (
	"context"
	"path/filepath"
	"slices"

	"tram/local/ballotbox"
	"tram/local/meetings"
	"tram/local/office"
)

// A secret vote leaves no trace: a ballot goes into the box and nowhere else. No door here writes an
// entry, a look or a line of the log that tells of one.

func (s *Sessions) boxFolder() string { return filepath.Join(s.home, ballotFolder) }

// ballotFolder holds the boxes of secret votes that go on. It is in no copy.
const ballotFolder = "ballots"

func askOf(v meetings.Vote) ballotbox.Ask {
	return ballotbox.Ask{Vote: v.Moved.ID, May: v.May, Choices: len(v.Motion.All()), Most: v.Motion.AtMost()}
}

// openBox sets the box of a vote up and opens the vote; where that is refused, there is no box.
func (s *Sessions) openBox(ctx context.Context, by office.Clerk, live meetings.Session, v meetings.Vote, e office.MeetingEntry) (string, error) {
	if err := live.Check(e, s.clock.Now()); err != nil {
		return "", err
	}
	v.May = e.May
	box, key, err := ballotbox.New(s.boxFolder(), askOf(v))
	if err != nil {
		return "", err
	}
	if _, err := s.noted(ctx, by, e); err != nil {
		s.forgetBox(v.Moved.ID)
		return "", err
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	s.boxes[v.Moved.ID] = box
	return string(key), nil
}

// UnlockBox opens the box of a secret vote with the key from the paper, after the program was started anew.
// It fails with ballotbox.NotAKey, WrongKey and None.
func (s *Sessions) UnlockBox(ctx context.Context, id office.ID, at string, motion office.ID, typed string) error {
	if err := s.entrance.May(ctx, office.MayKeep); err != nil {
		return err
	}
	v, err := s.secretVote(ctx, id, at, motion)
	if err != nil {
		return err
	}
	key, err := ballotbox.ParseKey(typed)
	if err != nil {
		return err
	}
	box, err := ballotbox.Open(s.boxFolder(), askOf(v), key)
	if err != nil {
		return err
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	s.boxes[motion] = box
	return nil
}

// CastBallot puts a ballot into the box: that of somebody who may vote, or whose vote they hold; no
// choice: a blank one. Who voted so far comes back, in the order of the list. It fails with ballotbox.Voted, MayNot,
// BadBallot, meetings.NoVote, and with BoxLocked.
func (s *Sessions) CastBallot(ctx context.Context, id office.ID, at string, motion, seat office.ID, choice []int) (voted []office.ID, err error) {
	if err := s.entrance.May(ctx, office.MayKeep); err != nil {
		return nil, err
	}
	v, err := s.secretVote(ctx, id, at, motion)
	if err != nil {
		return nil, err
	}
	box, err := s.box(v)
	if err != nil {
		return nil, err
	}
	if err := s.thereToVote(ctx, id, at, seat); err != nil {
		return nil, err
	}
	if err := box.Cast(ctx, seat, choice); err != nil {
		return nil, err
	}
	return box.Voters()
}

// thereToVote asks that somebody is there now, or who holds their vote is: whoever went out since a vote was
// opened votes again once they are back. It fails with meetings.NoVote.
func (s *Sessions) thereToVote(ctx context.Context, id office.ID, at string, seat office.ID) error {
	live, err := meetings.SessionOf(ctx, s.store, id, at)
	if err == nil && !slices.Contains(live.Voters(s.clock.Now()), seat) {
		err = meetings.NoVote.About(live.NameOf(seat))
	}
	return err
}

// secretVote is one that goes on.
func (s *Sessions) secretVote(ctx context.Context, id office.ID, at string, motion office.ID) (v meetings.Vote, err error) {
	live, err := meetings.SessionOf(ctx, s.store, id, at)
	if err != nil {
		return v, err
	}
	v, is := live.VoteOf(motion)
	switch {
	case !is || !v.Motion.Secret:
		return v, meetings.NoMotion
	case v.Closed != nil:
		return v, meetings.VoteOver
	case v.Opened == nil:
		return v, meetings.VoteNotOpen.About(v.Motion.Title)
	}
	return v, nil
}

// box is the open box of a vote. It fails with BoxLocked, and ballotbox.NoBox.
func (s *Sessions) box(v meetings.Vote) (*ballotbox.Box, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if b := s.boxes[v.Moved.ID]; b != nil {
		return b, nil
	}
	if ballotbox.There(s.boxFolder(), v.Moved.ID) {
		return nil, BoxLocked
	}
	return nil, ballotbox.NoBox
}

// BoxLocked tells that the program was started anew since a secret vote was opened.
var BoxLocked = office.Failure{
	Name: "station.box-locked",
	Said: "Hòm phiếu đang khóa vì phần mềm đã mở lại từ lúc bắt đầu bỏ phiếu.",
	Next: "Hãy gõ mã hòm phiếu trên tờ giấy của tổ kiểm phiếu.",
}

// counted is what the box and the ballots on paper come to together. The figures of the paper are asked
// before the box is looked into: nothing that is refused tells what lies there. Who took a ballot on paper
// and voted on the computer, too, is told (meetings.PaperAndBox).
func (s *Sessions) counted(v meetings.Vote, paper *office.Counted) (*office.Counted, error) {
	if paper != nil {
		if err := meetings.CheckPaper(v, *paper); err != nil {
			return nil, err
		}
	}
	box, err := s.box(v)
	if err != nil {
		return nil, err
	}
	c, err := box.Count()
	if err != nil || paper == nil {
		return &c, err
	}
	if n := len(c.Voters); n > 0 && n < meetings.LeastSecret {
		return nil, meetings.TooFewBallots.About(n, meetings.LeastSecret)
	}
	return meetings.WithPaper(v, c, *paper)
}

// forgetBox takes the box of a vote away that is written down, or was struck.
func (s *Sessions) forgetBox(motion office.ID) {
	s.lock.Lock()
	delete(s.boxes, motion)
	s.lock.Unlock()
	if err := ballotbox.Remove(s.boxFolder(), motion); err != nil {
		s.log.Warn("a ballot box could not be taken away", "cause", err.Error())
	}
}

// forgetStruck takes the boxes of votes away that do not stand any more.
func (s *Sessions) forgetStruck(ctx context.Context, id office.ID, at string) {
	live, err := meetings.SessionOf(ctx, s.store, id, at)
	if err != nil {
		return
	}
	for _, struck := range live.Struck {
		motion := struck.Was.ID
		if struck.Was.Deed == office.MeetingVoteOpen {
			motion = struck.Was.Of
		}
		if v, is := live.VoteOf(motion); (!is || v.Opened == nil) && ballotbox.There(s.boxFolder(), motion) {
			s.forgetBox(motion)
		}
	}
}
