package meetings

import (
	"slices"
	"strings"
	"time"

	"tram/local/office"
)

// mayMove asks that a motion can be voted on: words, choices that differ, a rule that counts them.
func mayMove(m office.Motion) error {
	switch {
	case strings.TrimSpace(m.Title) == "":
		return NoWords
	case len([]rune(m.Title)) > mostTitle:
		return TooLong.About(mostTitle)
	case !oneOf(office.VoteRules, m.Rule):
		return NoRule
	case len(m.Choices) == 1 || len(m.Choices) > mostChoices:
		return BadChoices.About(mostChoices)
	case m.Rule == office.VoteMore && len(m.Choices) > 0:
		return MoreOfTwo
	case m.Rule == office.VoteMost && len(m.Choices) == 0:
		return MostOfNames
	case m.Most < 0 || m.AtMost() > len(m.All()) || len(m.Choices) == 0 && m.AtMost() > 1:
		return BadMost.About(len(m.All()))
	}
	seen := map[string]bool{}
	for _, c := range m.Choices {
		c = strings.ToLower(strings.TrimSpace(c))
		if c == "" || seen[c] || len([]rune(c)) > mostTitle {
			return BadChoices.About(mostChoices)
		}
		seen[c] = true
	}
	return nil
}

func (s Session) checkVote(e office.MeetingEntry) error {
	v, is := s.VoteOf(e.Of)
	switch {
	case !is:
		return NoMotion
	case e.Deed == office.MeetingVoteOpen:
		return s.mayOpenVote(v, e)
	case v.Opened == nil:
		return VoteNotOpen.About(v.Motion.Title)
	case v.Closed != nil:
		return VoteOver
	case e.At.Before(v.Opened.At):
		return VoteNotOpen.About(v.Motion.Title)
	case e.Deed == office.MeetingVoteClose:
		return s.mayCloseVote(v, e)
	}
	return s.mayVote(v, e)
}

func (s Session) mayOpenVote(v Vote, e office.MeetingEntry) error {
	switch stage := s.Stage(); {
	case stage == ToCome:
		return NotOpened
	case stage != GoesOn:
		return NotGoingOn
	case v.Opened != nil:
		return VoteOpened.About(v.Motion.Title)
	}
	if err := s.noVoteOpen(); err != nil {
		return err
	}
	there, needs, enough := s.Quorum(e.At)
	switch {
	case !enough:
		return NoQuorum.About(there, needs)
	case len(e.May) == 0:
		return NobodyVotes
	case !slices.Equal(e.May, s.Voters(e.At)):
		return OthersVote
	case v.Motion.Secret && s.hands(e.May, e.At) < LeastSecret:
		return TooFewForSecret.About(LeastSecret)
	}
	return s.mayRepeat(v, e)
}

// mayVote asks of one open vote that whoever gives it may.
func (s Session) mayVote(v Vote, e office.MeetingEntry) error {
	switch {
	case v.Motion.Secret:
		return IsSecret
	case !slices.Contains(v.May, e.Seat) || !slices.Contains(s.Voters(e.At), e.Seat): // who went out since
		return NoVote.About(s.NameOf(e.Seat))
	case !takes(v.Motion, e.Choice):
		return BadChoice.About(v.Motion.AtMost())
	}
	return nil
}

// mayCloseVote asks that the figures of a vote can be: nobody counts twice, and no more is counted than
// there were people and ballots.
func (s Session) mayCloseVote(v Vote, e office.MeetingEntry) error {
	c := e.Counted
	if c == nil || len(c.Tally) != len(v.Motion.All()) || c.Given < 0 || c.Back < 0 || c.Invalid < 0 {
		return BadCount
	}
	sum := 0
	for _, n := range c.Tally {
		if n < 0 {
			return BadCount
		}
		sum += n
	}
	voted := len(c.Voters)
	if !slices.Equal(c.Voters, InListOrder(v.May, c.Voters)) {
		return BadVoters
	}
	switch {
	case v.Motion.Secret && c.Hands:
		return IsSecret
	case c.Hands && len(v.Ballots) > 0:
		return NamesThere.About(v.Motion.Title)
	case c.Hands:
		if sum+c.Invalid > len(v.May)*v.Motion.AtMost() || slices.Max(c.Tally) > len(v.May) || len(c.Voters) > 0 || c.Given > 0 {
			return TooManyVotes.About(sum, len(v.May))
		}
		return nil
	case !v.Motion.Secret && len(v.Ballots) == 0:
		return NobodyVoted.About(v.Motion.Title)
	case !v.Motion.Secret:
		if is := v.Count(); !slices.Equal(is.Tally, c.Tally) || !slices.Equal(is.Voters, c.Voters) || c.Given > 0 || c.Invalid > 0 {
			return BadCount
		}
		return nil
	case c.Back > c.Given || c.Given > voted:
		return BadPaper
	}
	return ballotsAddUp(v.Motion, *c)
}

// ballotsAddUp asks that what came out of a box is what went in: of each voter one ballot, but for those
// on paper that never came back; a valid one names at least one choice and at most as many as it may.
func ballotsAddUp(m office.Motion, c office.Counted) error {
	ballots := len(c.Voters) - (c.Given - c.Back)
	if ballots > 0 && ballots < LeastSecret {
		return TooFewBallots.About(ballots, LeastSecret)
	}
	return sumsUp(m, ballots, c.Invalid, c.Tally)
}

// InListOrder are those seats, in the order of a list, each once.
func InListOrder(list, of []office.ID) (all []office.ID) {
	for _, seat := range list {
		if slices.Contains(of, seat) {
			all = append(all, seat)
		}
	}
	return all
}

// CheckPaper asks of ballots on paper, before anybody looks into the box, that their figures can be: what
// is refused never depends on what lies in the box, which would tell of it. It fails with BadPaper,
// BallotsDiffer and TooFewBallots.
func CheckPaper(v Vote, paper office.Counted) error {
	if len(paper.Tally) != len(v.Motion.All()) || paper.Given != len(paper.Voters) || paper.Back < 0 || paper.Back > paper.Given || paper.Invalid < 0 || paper.Invalid > paper.Back {
		return BadPaper
	}
	if !slices.Equal(paper.Voters, InListOrder(v.May, paper.Voters)) {
		return BadVoters
	}
	if paper.Back > 0 && paper.Back < LeastSecret {
		return TooFewBallots.About(paper.Back, LeastSecret)
	}
	return sumsUp(v.Motion, paper.Back, paper.Invalid, paper.Tally)
}

// sumsUp asks that figures are those of so many ballots: each valid one names at least one choice, none
// twice, and at most as many as it may.
func sumsUp(m office.Motion, ballots, invalid int, tally []int) error {
	sum, valid := 0, ballots-invalid
	for _, n := range tally {
		if n < 0 || n > valid {
			return BallotsDiffer.About(ballots, invalid, n)
		}
		sum += n
	}
	if valid < 0 || sum < valid || sum > valid*m.AtMost() {
		return BallotsDiffer.About(ballots, invalid, sum)
	}
	return nil
}

// WithPaper is what a box and ballots on paper come to together. It fails with PaperAndBox where somebody
// voted by both.
func WithPaper(v Vote, box, paper office.Counted) (*office.Counted, error) {
	for _, seat := range paper.Voters {
		if slices.Contains(box.Voters, seat) {
			return nil, PaperAndBox
		}
	}
	c := office.Counted{Given: paper.Given, Back: paper.Back, Invalid: box.Invalid + paper.Invalid, Tally: slices.Clone(box.Tally)}
	c.Voters = InListOrder(v.May, append(slices.Clone(box.Voters), paper.Voters...))
	for i, n := range paper.Tally {
		c.Tally[i] += n
	}
	return &c, nil
}

// hands are how many different people vote for those seats at a moment: whoever holds the votes of others
// knows their ballots.
func (s Session) hands(seats []office.ID, at time.Time) int { return len(s.handsOf(seats, at)) }

// handsOf names those people.
func (s Session) handsOf(seats []office.ID, at time.Time) map[string]bool {
	seen := map[string]bool{}
	for _, seat := range seats {
		key := string(seat)
		if holder := s.holder(seat, at); holder != "" {
			key = string(holder)
		}
		if i := s.seat(office.ID(key)); i >= 0 {
			if t, _ := s.Attending[i].tourAt(at); t.Deputy != "" {
				key = s.deputyKey(t.Deputy, at)
			}
		}
		seen[key] = true
	}
	return seen
}

// deputyKey names a deputy: who sits there for themselves, too, by their own seat.
func (s Session) deputyKey(name string, at time.Time) string {
	for _, a := range s.Attending {
		if t, there := a.tourAt(at); there && t.Deputy == "" && sameWords(a.Name, name) {
			return string(a.Seat)
		}
	}
	return byName + strings.Join(strings.Fields(office.Fold(name)), "-")
}
