package station

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tram/local/ballotbox"
	"tram/local/documents"
	"tram/local/meetings"
	"tram/local/office"
	"tram/local/store"
)

// told reads what happened in a meeting as it is shown.
func (s *Sessions) told(ctx context.Context, id office.ID, at string) (is office.SessionTold, err error) {
	live, err := meetings.SessionOf(ctx, s.store, id, at)
	if err != nil {
		return is, err
	}
	if is.Meeting, err = s.meetings.told(ctx, id); err != nil {
		return is, err
	}
	now := s.clock.Now()
	if !live.Closed.IsZero() {
		now = live.Closed.Add(-time.Nanosecond)
	}
	is.Time, is.Stage, is.Said, is.Opened, is.Closed, is.Odd = at, string(live.Stage()), live.Stage().Said(), live.Opened, live.Closed, append(slices.Clone(live.Odd), openedShort(live)...)
	is.There, is.Needs, is.Enough = live.Quorum(now)
	is.People, is.Items = peopleTold(live, now), itemsTold(live)
	item, speaks := live.Now()
	is.Item, is.Speaks = item.Title, speaks
	for _, v := range live.Votes {
		is.Votes = append(is.Votes, s.voteTold(live, v))
	}
	is.Tasks, is.Entries = s.tasksTold(live), entriesTold(live)
	is.MayWrite = s.entrance.May(ctx, office.MayKeep) == nil
	for _, e := range live.Minutes {
		told, err := s.minutesTold(ctx, live, e)
		if err != nil {
			return is, err
		}
		is.Minutes = append(is.Minutes, told)
	}
	return is, nil
}

// openedShort says that a meeting was opened before those were there who must be: nothing can be voted on until then.
func openedShort(live meetings.Session) []string {
	if live.Opened.IsZero() {
		return nil
	}
	there, needs, enough := live.Quorum(live.Opened)
	if enough {
		return nil
	}
	return []string{fmt.Sprintf("Khai mạc lúc %s khi mới có %d người có quyền biểu quyết, cần %d: chưa đủ thì chưa biểu quyết được.", clockSaid(live.Opened), there, needs)}
}

// holderOf names who votes for somebody by a paper; empty: nobody does.
func holderOf(live meetings.Session, seat office.ID) string {
	for _, p := range live.Proxies {
		if p.Seat == seat {
			return live.NameOf(p.Holder)
		}
	}
	return ""
}

func peopleTold(live meetings.Session, now time.Time) (all []office.AttendTold) {
	voters := live.Voters(now)
	for _, a := range live.Attending {
		told := office.AttendTold{MeetingPerson: a.MeetingPerson, Deputy: a.Last().Deputy, May: slices.Contains(voters, a.Seat)}
		if n := len(a.Tours); n > 0 {
			told.How = a.Tours[n-1].How
			if !a.Tours[n-1].To.IsZero() {
				told.How = office.AttendLeft
			}
		} else if a.Gone {
			told.How = office.AttendAbsent
		}
		switch at, late := live.Came(a); {
		case told.How == office.AttendAbsent:
			told.Why = a.Absent
		case told.How == office.AttendLeft:
			told.Left = a.Left()
		case late && told.How != "":
			told.Late = at
		}
		told.Holder = holderOf(live, a.Seat)
		told.Said = attendSaid(live, a, told.How)
		all = append(all, told)
	}
	return all
}

// attendSaid is how somebody attends, in words: since when, in whose place, and when and why they were away.
func attendSaid(live meetings.Session, a meetings.Attending, how string) string {
	said := office.ChoiceSaid(office.Attendances, how)
	switch at, late := live.Came(a); {
	case how == "":
		return "Chưa điểm danh"
	case how == office.AttendAbsent:
		return withWhy(said, a.Absent)
	case how == office.AttendLeft:
		said = withWhy(said+" lúc "+clockSaid(a.Left()), a.Last().Why)
	case late:
		said += ", đến muộn lúc " + clockSaid(at)
	}
	for _, gap := range live.Gaps(a) {
		said += "; " + withWhy("vắng "+clockSaid(gap.From)+"–"+clockSaid(gap.To), gap.Why)
	}
	for _, d := range a.Deputies() {
		said += "; " + d.Who + " dự thay"
		if !d.From.IsZero() {
			said += " từ " + clockSaid(d.From)
		}
		if !d.To.IsZero() {
			said += " đến " + clockSaid(d.To)
		}
	}
	return said
}

func withWhy(said, why string) string {
	if why == "" {
		return said
	}
	return said + ": " + why
}

func clockSaid(at time.Time) string { return at.In(office.VietNam).Format("15:04") }

func itemsTold(live meetings.Session) (all []office.ItemTold) {
	for _, it := range live.Items {
		all = append(all, office.ItemTold{AgendaItem: it.AgendaItem, Begun: it.Begun, Ended: it.Ended})
	}
	return all
}

// The stages of a vote as it is told.
const (
	voteMoved  = "moved"
	voteOpen   = "open"
	voteClosed = "closed"
)

// againFromStart is the way out of a secret vote whose count was struck.
const againFromStart = "Kết quả lần trước đã bỏ: bỏ phiếu lại từ đầu vào hòm mới, ai cũng bỏ lại."

func (s *Sessions) voteTold(live meetings.Session, v meetings.Vote) office.VoteTold {
	told := office.VoteTold{ID: v.Moved.ID, Motion: v.Motion, Stage: voteMoved, May: v.May}
	if v.Closed == nil && len(live.StruckCounts(v.Moved.ID)) > 0 {
		told.Again = againFromStart
	}
	switch {
	case v.Closed != nil:
		told.Stage = voteClosed
		if r, is := live.Result(v); is {
			told.Tally, told.Result, told.Won = r.Tally, r.Said, len(r.Carried) > 0
			told.Of, told.Needs, told.Carried, told.Tied = r.Of, r.Needs, r.Carried, r.Tied
		}
		if c := v.Counted(); c != nil {
			told.Voted = c.Voters
		}
	case v.Opened != nil:
		told.Stage = voteOpen
		if v.Motion.Secret {
			s.boxTold(v, &told)
			break
		}
		told.Voted = v.Count().Voters
	}
	return told
}

// boxTold tells who put a ballot into the box of this machine; never what the ballots come to so far.
func (s *Sessions) boxTold(v meetings.Vote, told *office.VoteTold) {
	box, err := s.box(v)
	told.Locked = errors.Is(err, BoxLocked)
	told.Here = err == nil || told.Locked
	if err == nil {
		told.Voted, _ = box.Voters() // a box that cannot be read tells of nobody
	}
}

func (s *ground) tasksTold(live meetings.Session) (all []office.TaskTold) {
	today := s.clock.Now().In(office.VietNam).Format(time.DateOnly)
	for _, t := range live.Tasks {
		e := t.Entry
		all = append(all, office.TaskTold{ID: e.ID, Meeting: e.Meeting, Time: e.Time, Title: live.Meeting.Title, Say: e.Say, Who: e.Task.Who, Due: e.Task.Due, Done: t.Done != nil, Late: t.Done == nil && e.Task.Due != "" && e.Task.Due < today})
	}
	return all
}

func entriesTold(live meetings.Session) (all []office.EntryTold) {
	for _, e := range live.Entries() {
		all = append(all, office.EntryTold{MeetingEntry: e, Said: entrySaid(live, e)})
	}
	for _, st := range live.Struck {
		if live.SecretCount(st.Was) { // nobody is shown its sums beside those of the repeat
			st.Was.Counted = nil
		}
		all = append(all, office.EntryTold{MeetingEntry: st.Was, Said: entrySaid(live, st.Was), Struck: st.By.Say})
	}
	slices.SortStableFunc(all, func(a, b office.EntryTold) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return all
}

// entrySaid is what was written down, in one line. Of a secret vote it holds no more than the entry does.
func entrySaid(live meetings.Session, e office.MeetingEntry) string {
	name := cmp.Or(live.NameOf(e.Seat), e.Say)
	switch e.Deed {
	case office.MeetingAttended:
		said := name + ": " + strings.ToLower(office.ChoiceSaid(office.Attendances, e.How))
		if e.Deputy != "" {
			said += "; " + e.Deputy + " dự thay"
		}
		if e.How == office.AttendLeft || e.How == office.AttendAbsent {
			return withWhy(said, e.Say)
		}
		return said
	case office.MeetingProxy:
		return name + " ủy quyền cho " + live.NameOf(e.Holder)
	case office.MeetingMoved:
		return "Vấn đề biểu quyết: " + e.Motion.Title
	case office.MeetingVoteOpen, office.MeetingVoteClose:
		v, _ := live.VoteOf(e.Of)
		if r, is := live.Result(v); is && v.Closed.ID == e.ID {
			return v.Motion.Title + ": " + r.Said
		}
		return e.Deed.Said() + ": " + v.Motion.Title
	case office.MeetingVoted:
		v, _ := live.VoteOf(e.Of)
		return live.NameOf(e.Seat) + " biểu quyết: " + choicesSaid(v.Motion, e.Choice)
	case office.MeetingTasked:
		return "Giao " + e.Task.Who.Name + ": " + e.Say
	case office.MeetingSpoken:
		if e.Seat != "" && e.Say != "" {
			return live.NameOf(e.Seat) + ": " + e.Say
		}
		return name + " phát biểu"
	case office.MeetingItemBegun:
		for _, it := range live.Items {
			if it.ID == e.Item {
				return "Mục: " + it.Title
			}
		}
	case office.MeetingNoted:
		return e.Say
	}
	return e.Deed.Said()
}

func choicesSaid(m office.Motion, choice []int) string {
	var names []string
	for _, c := range choice {
		if all := m.All(); c >= 0 && c < len(all) {
			names = append(names, all[c])
		}
	}
	return strings.Join(names, ", ")
}

// forgetLost takes the boxes away of which the vote is over, or was not opened: a program that was killed as
// it ended, struck or opened one.
func (s *Sessions) forgetLost(ctx context.Context) error {
	all, err := ballotbox.Kept(s.boxFolder())
	if err != nil {
		return err
	}
	for _, motion := range all {
		e, err := store.One(ctx, s.store, meetings.Entries, motion)
		if errors.Is(err, store.NoSuchRecord) {
			continue // it may come from a copy that is brought back
		}
		if err != nil {
			return err
		}
		live, err := meetings.SessionOf(ctx, s.store, e.Meeting, e.Time)
		if err != nil {
			return err
		}
		if v, is := live.VoteOf(motion); !is || v.Opened == nil || v.Closed != nil {
			s.forgetBox(motion)
		}
	}
	return nil
}

// minutesTold tells how minutes stand, by what was found out when their files came in. Whether all of it
// still holds is proved by a door of its own (ProveMinutes).
func (s *Sessions) minutesTold(ctx context.Context, live meetings.Session, e office.MeetingEntry) (told office.MinutesTold, err error) {
	told = office.MinutesTold{ID: e.ID, Document: e.Paper.Document, File: e.Paper.File}
	if wrong := wordsDiffer(live, e); wrong != "" && wrong != wordsUnknown {
		told.Wrong = append(told.Wrong, wrong)
	}
	w, err := documents.Whole(ctx, s.store, e.Paper.Document)
	if errors.Is(err, store.NoSuchRecord) {
		told.Wrong = append(told.Wrong, "Văn bản của biên bản chưa có ở máy này.")
		return told, nil
	}
	if err != nil {
		return told, err
	}
	told.Number = w.Numbered()
	comments, err := documents.Comments(ctx, s.store, e.Paper.Document)
	if err != nil {
		return told, err
	}
	told.Comments = len(comments)
	if w.State != office.RegisteredStands {
		told.Wrong = append(told.Wrong, "Số của biên bản đã hủy trong sổ.")
	}
	told.File = newestMinutes(live, e)
	for _, f := range w.Files {
		if f.Message == nil || f.Message.Signatures == nil || f.Message.File != told.File {
			continue
		}
		for _, found := range f.Message.Signatures.Signatures {
			if role, is := minutesRoles[found.Field]; is {
				told.Signed = append(told.Signed, fmt.Sprintf("%s: %s", role, found.Signer))
			}
		}
	}
	told.Agrees = len(told.Wrong) == 0
	return told, nil
}
