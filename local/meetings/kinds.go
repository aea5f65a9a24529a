package meetings

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"tram/local/calendar"
	"tram/local/office"
	"tram/local/store"
)

// The names of what is kept of meetings.
const (
	Kind                  = office.KindMeeting
	KindEntry office.Kind = "meeting-entry"
)

// Steps of a meeting.
const (
	StepArrange = "meeting-arrange"
	StepChange  = "meeting-change"
	StepMove    = "meeting-move"
	StepConfirm = "meeting-confirm"
	StepCancel  = "meeting-cancel"
	StepRevive  = "meeting-revive"
	StepTake    = "meeting-take"
	StepAgree   = "meeting-agree"
	StepPost    = "meeting-post"
	StepAnswer  = "meeting-answer"
)

// Facets.
const (
	FacetMeeting = store.FacetOf // of an entry
	FacetUID     = "uid"
	FacetLike    = "uid-like" // of a meeting: its UID in small letters
	FacetHolds   = "holds"    // of a meeting: what or whom it takes, with the month or Always
	FacetMonth   = "month"    // of a meeting: yyyy-mm in which it takes place, or Always
	FacetTask    = "task"     // of an entry: the person to whom a task was given
	FacetOver    = "over"     // of an entry that closes: the meeting and which time of it
	FacetTold    = "told"     // of minutes: likewise
	FacetPaper   = "paper"    // of minutes: the document that they are
)

// Always stands for the month of what takes place in more of them than are worth writing down.
const Always = "always"

// monthForm is how a month is written in a facet: in the order of time, and before Always.
const monthForm = "2006-01"

// mostMonths is in how many months a meeting is written down one by one.
const mostMonths = 24

// Step is what a deed is called in the journal.
func Step(d office.MeetingDeed) string { return "meeting-" + string(d) }

// Meetings are what was arranged.
var Meetings = store.Kind[office.Meeting]{
	Name: Kind, Said: "Cuộc họp", Clash: store.Fields, Only: []string{FacetUID}, Taken: UIDTaken, Gone: []office.State{office.MeetingCancelled}, Counts: []string{"sequence"},
	Named: func(m *office.Meeting) (*office.ID, *int64) { return &m.ID, &m.Version },
	Steps: []store.Step{
		{Name: StepArrange, Said: "Lập cuộc họp", From: []office.State{store.Unborn}, Needs: office.MayKeep},
		{Name: StepChange, Said: "Sửa cuộc họp", From: standing, Needs: office.MayKeep},
		{Name: StepMove, Said: "Dời cuộc họp", From: standing, Needs: office.MayKeep},
		{Name: StepConfirm, Said: "Chốt lịch họp", From: []office.State{office.MeetingTentative}, To: office.MeetingConfirmed, Needs: office.MayKeep},
		{Name: StepCancel, Said: "Hủy cuộc họp", From: standing, To: office.MeetingCancelled, Needs: office.MayKeep},
		{Name: StepRevive, Said: "Lập lại cuộc họp đã hủy", From: []office.State{office.MeetingCancelled}, To: office.MeetingTentative, Needs: office.MayKeep},
		{Name: StepTake, Said: "Nhận cuộc họp từ lịch khác", Needs: office.MayKeep},
		{Name: StepPost, Said: "Nhận từ thư đến"},
		{Name: StepAgree, Said: "Nhận thay đổi từ lịch chung trên máy chủ"},
		{Name: StepAnswer, Said: "Ghi trả lời giấy mời", Needs: office.MayKeep},
		{Name: store.MergeStep, Said: "Ghép hai bản sửa"}, {Name: store.SettleStep, Said: "Chọn giữa các bản khác nhau", Needs: office.MayKeep},
	},
	Beside: free,
	Check:  checkMeeting,
	Line:   meetingLine,
	Rev:    1,
	Fields: map[string]string{"title": "Tên cuộc họp", "sort": "Loại", "purpose": "Nội dung", "when": "Thời gian", "shifts": "Lần họp đổi khác", "way": "Hình thức", "place": "Địa điểm", "platform": "Nền tảng",
		"link": "Đường vào họp", "rooms": "Phòng, thiết bị", "people": "Người dự", "members": "Tổng số thành viên", "quorum": "Số người phải có mặt", "agenda": "Chương trình", "papers": "Tài liệu", "from": "Nơi mời",
		"free": "Không chiếm giờ", "state": "Tình trạng"},
	Values: map[string]func(string) string{"sort": saidOf(office.MeetingSorts), "way": saidOf(office.MeetingWays), "quorum": saidOf(office.MeetingQuorums), "state": store.Said(StateSaid)},
}

var standing = []office.State{office.MeetingTentative, office.MeetingConfirmed}

var stateSaid = map[office.State]string{office.MeetingTentative: "Dự kiến", office.MeetingConfirmed: "Đã chốt", office.MeetingCancelled: "Đã hủy"}

// StateSaid is the Vietnamese name of the state of a meeting.
func StateSaid(s office.State) string { return stateSaid[s] }

func saidOf(all []office.Choice) func(string) string {
	return func(key string) string { return cmp.Or(office.ChoiceSaid(all, key), key) }
}

func meetingLine(m office.Meeting) store.Line {
	line := store.Line{Title: m.Title, State: m.State, At: m.When.Start, Below: joined(" · ", office.ChoiceSaid(office.MeetingWays, m.Way), m.Place, m.Chair().Name),
		Words: []string{m.Purpose, m.Place, m.Platform}, Facts: map[string][]string{FacetUID: {m.UID}, FacetLike: {strings.ToLower(m.UID)}, FacetMonth: months(m)}}
	if at, _, err := calendar.First(m); err == nil {
		line.At = at.UTC().Format(time.RFC3339)
	}
	for _, p := range m.People {
		line.Words = append(line.Words, p.Name)
	}
	for _, a := range m.Agenda {
		line.Words = append(line.Words, a.Title)
	}
	if !m.Free && m.State != office.MeetingCancelled {
		for _, h := range holds(m) {
			for _, month := range line.Facts[FacetMonth] {
				line.Facts[FacetHolds] = append(line.Facts[FacetHolds], held(h.key, month))
			}
		}
	}
	return line
}

func held(what office.ID, month string) string { return string(what) + " " + month }

// months are those in which a meeting takes place, in the office's time.
func months(m office.Meeting) (all []string) {
	first, _, err := calendar.First(m)
	last, never, failed := calendar.Ends(m)
	if err != nil || failed != nil || never {
		return []string{Always}
	}
	at, end := monthOf(first), monthOf(last)
	for ; !at.After(end); at = at.AddDate(0, 1, 0) {
		if all = append(all, at.Format(monthForm)); len(all) > mostMonths {
			return []string{Always}
		}
	}
	return all
}

func monthOf(at time.Time) time.Time {
	at = at.In(office.VietNam)
	return time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, office.VietNam)
}

func joined(by string, words ...string) string {
	var all []string
	for _, w := range words {
		if w != "" {
			all = append(all, w)
		}
	}
	return strings.Join(all, by)
}

// Entries are what happened. None is ever changed.
var Entries = store.Kind[office.MeetingEntry]{
	Name: KindEntry, Said: "Diễn biến cuộc họp", Clash: store.Alone, Silent: true, Rev: 1,
	Named: func(e *office.MeetingEntry) (*office.ID, *int64) { return &e.ID, &e.Version },
	Steps: entrySteps(),
	Beside: func(in *store.Inside, e *office.MeetingEntry) error {
		s, err := liveIn(in, e.Meeting, e.Time)
		if err != nil {
			return err
		}
		if err := s.takesPlace(); err != nil {
			return err
		}
		return s.Check(*e, in.Time())
	},
	Line: func(e office.MeetingEntry) store.Line {
		line := store.Line{Title: e.Deed.Said(), Below: e.By.Name, At: e.At.UTC().Format(time.RFC3339), Words: []string{e.Say, e.Motion.Title}, Facts: map[string][]string{FacetMeeting: {string(e.Meeting)}}}
		if e.Deed == office.MeetingTasked && e.Task.Who.ID != "" {
			line.Due, line.Facts[FacetTask] = e.Task.Due, []string{string(e.Task.Who.ID)}
		}
		switch key := string(e.Meeting) + " " + e.Time; e.Deed {
		case office.MeetingClosed:
			line.Facts[FacetOver] = []string{key}
		case office.MeetingMinuted:
			line.Facts[FacetTold], line.Facts[FacetPaper] = []string{key}, []string{string(e.Paper.Document)}
		}
		return line
	},
	Fields: map[string]string{"deed": "Diễn biến", "say": "Nội dung", "how": "Điểm danh", "deputy": "Người dự thay", "authority": "Giấy ủy quyền", "by.name": "Người ghi", "motion.title": "Vấn đề biểu quyết",
		"task.who.name": "Giao cho", "task.due": "Hạn"},
	Values: map[string]func(string) string{"deed": store.Said(office.MeetingDeed.Said), "how": saidOf(office.Attendances)},
}

func entrySteps() (all []store.Step) {
	for _, d := range office.MeetingDeeds {
		all = append(all, store.Step{Name: Step(d), Said: d.Said(), From: []office.State{store.Unborn}, Needs: office.MayKeep})
	}
	return all
}

// Kinds are those of this room.
func Kinds() []store.AnyKind { return []store.AnyKind{Meetings, Entries} }

func liveIn(in *store.Inside, meeting office.ID, at string) (s Session, err error) {
	m, err := store.OneOf[office.Meeting](in, Kind, meeting)
	if err != nil {
		return s, err
	}
	all, err := store.EveryBy[office.MeetingEntry](in, KindEntry, FacetMeeting, string(meeting))
	return Live(m, at, all), err
}

// SessionOf reads what happened in a meeting; at names which time of one that takes place again and
// again. It fails with NoSuchMeeting and NoSuchTime.
func SessionOf(ctx context.Context, s *store.Store, meeting office.ID, at string) (is Session, err error) {
	err = s.Within(ctx, func(in *store.Inside) (err error) {
		is, err = liveIn(in, meeting, at)
		return err
	})
	if errors.Is(err, store.NoSuchRecord) {
		return is, NoSuchMeeting.Because(err)
	}
	return is, err
}
