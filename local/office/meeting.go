package office

import "time"

// Meeting (cuộc họp) is one that the office arranges, or to which it is invited: in a room, at a
// distance, or both (Nghị định 137/2024, Điều 9.1d and 9.5). It is followed until its minutes are signed.
type Meeting struct {
	ID      ID     `json:"id"`
	Version int64  `json:"version"`
	UID     string `json:"uid"`  // the same wherever it is written down (RFC 5545)
	Sort    string `json:"sort"` // one of MeetingSorts
	Title   string `json:"title"`
	Purpose string `json:"purpose,omitempty"` // what it is about, and what is asked of who comes

	Secrecy Secrecy `json:"secrecy"` // only what is ordinary is arranged here

	When   Timing  `json:"when"`
	Shifts []Shift `json:"shifts,omitempty"`

	Way      string `json:"way"`                // one of MeetingWays
	Place    string `json:"place,omitempty"`    // in words; of a room of the register: its name
	Platform string `json:"platform,omitempty"` // of one at a distance
	Link     string `json:"link,omitempty"`     // https
	Rooms    []ID   `json:"rooms,omitempty"`    // of the register of rooms and equipment (Điều 9.5b)

	People  []MeetingPerson `json:"people,omitempty"`
	Members int             `json:"members,omitempty"` // of a body: how many it has, who are not all invited; 0: those who may vote
	Quorum  string          `json:"quorum,omitempty"`  // one of MeetingQuorums; empty: none is asked
	Agenda  []AgendaItem    `json:"agenda,omitempty"`
	Papers  []ID            `json:"papers,omitempty"` // documents of the registers that lie before all

	From     MeetingPerson `json:"from,omitzero"`      // who invited the office; empty Name and Mail: the office arranges it, or it Came and does not say who
	Came     bool          `json:"came,omitempty"`     // it came in from another calendar, which may not say who invites
	Sequence int           `json:"sequence,omitempty"` // how often whoever is invited was told anew (RFC 5546)
	Free     bool          `json:"free,omitempty"`     // takes nobody's time (TRANSP:TRANSPARENT)
	Foreign  string        `json:"foreign,omitempty"`  // what another program wrote that nothing here stands for, as iCalendar
	Why      string        `json:"why,omitempty"`      // why it was cancelled
	State    State         `json:"state"`
}

// KindMeeting is a Meeting in the journal.
const KindMeeting Kind = "meeting"

// The states of a Meeting.
const (
	MeetingTentative State = "tentative" // the hour or the room may change
	MeetingConfirmed State = "confirmed"
	MeetingCancelled State = "cancelled"
)

// What sort of meeting it is.
const (
	MeetingPlain     = "meeting"
	MeetingCouncil   = "council"
	MeetingReception = "reception"
)

// MeetingSorts are what Meeting.Sort may be. Of a reception at a distance Nghị định 154/2026 asks more.
var MeetingSorts = []Choice{{Key: MeetingPlain, Said: "Cuộc họp"}, {Key: MeetingCouncil, Said: "Kỳ họp Hội đồng nhân dân"}, {Key: MeetingReception, Said: "Tiếp công dân trực tuyến"}}

// How people meet (Điều 9.5a).
const (
	MeetingHere   = "here"
	MeetingRemote = "remote"
	MeetingBoth   = "both"
)

// MeetingWays are what Meeting.Way may be.
var MeetingWays = []Choice{{Key: MeetingHere, Said: "Họp tại phòng"}, {Key: MeetingRemote, Said: "Họp từ xa"}, {Key: MeetingBoth, Said: "Vừa tại phòng vừa từ xa"}}

// Distant tells that somebody takes part over a line.
func (m Meeting) Distant() bool { return m.Way == MeetingRemote || m.Way == MeetingBoth }

// Chair is who leads it; the zero value: nobody was named.
func (m Meeting) Chair() MeetingPerson { return m.OfRole(MeetingChair) }

// OfRole is the first of a role; the zero value: nobody has it.
func (m Meeting) OfRole(role string) MeetingPerson {
	for _, p := range m.People {
		if p.Role == role {
			return p
		}
	}
	return MeetingPerson{}
}

// MeetingPerson is who is invited, or who invites.
type MeetingPerson struct {
	Seat   ID        `json:"seat,omitempty"` // how what happens in the meeting names them
	ID     ID        `json:"id,omitempty"`   // of an account; empty: somebody who does not work here
	Name   string    `json:"name"`
	Unit   string    `json:"unit,omitempty"`  // office and position, in words
	Mail   string    `json:"mail,omitempty"`  // empty: not told by mail
	Zone   string    `json:"zone,omitempty"`  // where they read the hour, as the IANA names it; empty: where the office is
	Role   string    `json:"role,omitempty"`  // one of MeetingRoles; empty: a guest
	Votes  bool      `json:"votes,omitempty"` // may vote
	Freely bool      `json:"freely,omitempty"`
	Answer string    `json:"answer,omitempty"`   // one of MeetingAnswers; empty: none came
	Said   string    `json:"said,omitempty"`     // what came with the answer
	At     time.Time `json:"answered,omitzero"`  // by the clock of whoever answered (DTSTAMP)
	Told   int       `json:"sequence,omitempty"` // the Sequence that was answered
	Set    ID        `json:"set,omitempty"`      // equipment of the register that they take part with
}

// Who is who in a meeting.
const (
	MeetingChair     = "chair"
	MeetingSecretary = "secretary"
	MeetingMember    = "member"
	MeetingGuest     = "guest"
)

// MeetingRoles are what MeetingPerson.Role may be.
var MeetingRoles = []Choice{{Key: MeetingChair, Said: "Chủ trì"}, {Key: MeetingSecretary, Said: "Thư ký"}, {Key: MeetingMember, Said: "Thành viên"}, {Key: MeetingGuest, Said: "Khách mời"}}

// Outdated tells that somebody's answer is to the meeting as it was before it was changed last.
func (m Meeting) Outdated(p MeetingPerson) bool {
	return p.Answer != "" && !p.At.IsZero() && p.Told < m.Sequence
}

// How an invitation is answered (RFC 5545, PARTSTAT).
const (
	MeetingAccepted  = "accepted"
	MeetingDeclined  = "declined"
	MeetingMaybe     = "tentative"
	MeetingDelegated = "delegated"
)

// MeetingAnswers are what MeetingPerson.Answer may be.
var MeetingAnswers = []Choice{{Key: MeetingAccepted, Said: "Dự"}, {Key: MeetingDeclined, Said: "Không dự"}, {Key: MeetingMaybe, Said: "Chưa chắc"}, {Key: MeetingDelegated, Said: "Cử người khác"}}

// How many must be there, of those who may vote or of Meeting.Members.
const (
	QuorumHalf      = "half"
	QuorumTwoThirds = "two-thirds"
)

// MeetingQuorums are what Meeting.Quorum may be. A council meets with two thirds of its delegates.
var MeetingQuorums = []Choice{{Key: QuorumHalf, Said: "Quá nửa số thành viên"}, {Key: QuorumTwoThirds, Said: "Ít nhất hai phần ba số thành viên"}}

// AgendaItem (mục chương trình) is what is dealt with in a meeting, one after the other.
type AgendaItem struct {
	ID     ID     `json:"id"`
	Title  string `json:"title"`
	Lasts  int    `json:"minutes,omitempty"` // 0: nobody said
	Who    string `json:"who,omitempty"`     // who presents it
	Papers []ID   `json:"papers,omitempty"`  // documents of the registers
}

// Occurrence (lần họp) is one time that a meeting takes place.
type Occurrence struct {
	Meeting ID        `json:"meeting,omitempty"`
	UID     string    `json:"uid"`
	Of      string    `json:"of,omitempty"` // Shift.Of of what is not as the others are, or the Start by the rule; empty: it takes place once
	Title   string    `json:"title,omitempty"`
	Place   string    `json:"place,omitempty"`
	Start   time.Time `json:"start,omitzero"` // of whole days: midnight in the office's zone
	End     time.Time `json:"end,omitzero"`   // the first moment after it
	AllDay  bool      `json:"all_day,omitempty"`
	Free    bool      `json:"free,omitempty"`
	State   State     `json:"state,omitempty"`
}

// MeetingTold is a meeting with what follows from it.
type MeetingTold struct {
	Meeting
	Times   []Occurrence `json:"times,omitempty"`   // those that are to come, and the last ones, a few
	Lacks   []string     `json:"lacks,omitempty"`   // what a room, a set or somebody wants for a meeting at a distance (Điều 9.5b), and who invites where nobody is named, Vietnamese
	Clashes []string     `json:"clashes,omitempty"` // who or what others took at the same time, apart from here, Vietnamese
	Again   string       `json:"again,omitempty"`   // its rule in words; empty: it takes place once
	Lie     []PaperTold  `json:"lie,omitempty"`     // the documents that lie before all, also those of the agenda
	Sent    string       `json:"sent,omitempty"`    // what of it waits to be sent, or was sent last, Vietnamese; empty: nothing
	Parted  bool         `json:"parted,omitempty"`  // stations wrote it otherwise, and a person says which stands
	Held    []HeldTime   `json:"held,omitempty"`    // those of Times that were opened
}

// HeldTime is a time of a meeting that was opened, and how far it is.
type HeldTime struct {
	Of   string `json:"of,omitempty"` // Occurrence.Of
	Said string `json:"said"`         // in words: "Đang họp"
}

// PaperTold is a document of the registers that lies before a meeting.
type PaperTold struct {
	ID   ID     `json:"id"`
	Said string `json:"said"` // its number and what it is about
}

// FreeWish asks when all that a meeting takes is free.
type FreeWish struct {
	Meeting Meeting // its people, rooms and length count
	From    time.Time
	Days    int // that are looked through
	Most    int // times that are told
}

// FreeTime is a time that is free.
type FreeTime struct{ From, To time.Time }

// MeetingRoom is a room or a set of equipment that a meeting may take.
type MeetingRoom struct {
	ID    ID       `json:"id,omitempty"`
	Name  string   `json:"name,omitempty"`
	Room  bool     `json:"room,omitempty"` // a room; else equipment for a person
	Lacks []string `json:"lacks,omitempty"`
}

// CalendarDay is what a day is called in the calendar of meetings.
type CalendarDay struct {
	Day     string // yyyy-mm-dd
	Lunar   string // of the Vietnamese calendar: "15/7", the first of a month with its month
	Holiday string // name of a day off; empty: it has none
	Off     bool   // the office does not work
}
