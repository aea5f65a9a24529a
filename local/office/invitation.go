package office

import "time"

// Invitation (thư mời họp) is a letter about a meeting that goes out by mail (RFC 6047): what it says, and
// what became of it for each of those whom it is for. It is kept before it is sent for the first time, and is
// the same one whenever it is sent.
type Invitation struct {
	ID       ID                `json:"id"`
	Version  int64             `json:"version"`
	Meeting  ID                `json:"meeting"`
	Title    string            `json:"title"` // of the meeting, as it was told
	Method   string            `json:"method"`
	Sequence int               `json:"sequence"` // of the meeting, as it was told
	Answer   string            `json:"answer,omitempty"`
	Of       string            `json:"of,omitempty"` // the time that is answered; empty: all
	From     MailAddress       `json:"from"`
	To       []InvitationGuest `json:"to"`
	Mail     string            `json:"message_id"`
	Written  time.Time         `json:"written"`
	Subject  string            `json:"subject"`
	Body     string            `json:"body"`
	Calendar string            `json:"calendar"` // iCalendar
	State    State             `json:"state"`
}

// MailAddress is of somebody who gets mail.
type MailAddress struct {
	Name string `json:"name,omitempty"`
	Mail string `json:"mail"`
}

// InvitationGuest is somebody a letter is for, and what became of it for them.
type InvitationGuest struct {
	MailAddress
	State State     `json:"state"`
	At    time.Time `json:"at,omitzero"`
	Said  string    `json:"said,omitempty"` // why it is not there; Vietnamese
	Next  string    `json:"next,omitempty"` // what to do about it
}

// KindInvitation is an Invitation in the journal.
const KindInvitation Kind = "invitation"

// The states of an Invitation, and of each of those whom it is for.
const (
	InvitationWaits     State = "waiting"   // nobody tried yet, or the server was not reached
	InvitationSent      State = "sent"      // the server took it
	InvitationUnsure    State = "unsure"    // the server had all of it and was not heard again
	InvitationRefused   State = "refused"   // the server said no for good
	InvitationOvertaken State = "overtaken" // another letter says what holds now
)

// What a letter asks (RFC 5546).
const (
	MailInvites = "REQUEST"
	MailCancels = "CANCEL"
	MailAnswers = "REPLY"
)

// MailLine (đường thư) is by which account this station sends letters, and reads those that come.
type MailLine struct {
	ID      ID          `json:"id"`
	Version int64       `json:"version"`
	From    MailAddress `json:"from"`
	Server  string      `json:"server"` // as post.Open reads it
	User    string      `json:"user,omitempty"`
	Box     string      `json:"box,omitempty"` // as post.OpenBox reads it; empty: nothing is read
	BoxUser string      `json:"box_user,omitempty"`
	State   State       `json:"state"`
}

// CalendarLine (lịch chung) is a calendar on a server that this station shares with others.
type CalendarLine struct {
	ID      ID     `json:"id"`
	Version int64  `json:"version"`
	Name    string `json:"name"`
	Address string `json:"address"` // as caldav.Open reads it
	User    string `json:"user"`
	State   State  `json:"state"`
}

// The kinds of lines in the journal, and their states.
const (
	KindMailLine     Kind = "mail-line"
	KindCalendarLine Kind = "calendar-line"

	LineUsed State = "used"
	LineOut  State = "out"
)

// LineSecret is what opens a line. It is kept sealed beside the data, never in the journal or a copy.
type LineSecret struct {
	Password    string `json:"password"`
	BoxPassword string `json:"box_password,omitempty"` // empty: Password
}

// MailWish is a line for letters as it is chosen.
type MailWish struct {
	Line   MailLine
	Secret LineSecret // empty: that of the line as it was
	Old    bool       // letters that lie in the box already are read, too
}

// ExchangeWish is how it is exchanged over the lines.
type ExchangeWish struct {
	Emptied bool // somebody said that what is missing in a calendar was removed there
}

// AnswerWish is an answer to whoever invited the office.
type AnswerWish struct {
	Meeting ID
	Of      string // which time of it; empty: all
	Seat    ID     // for whom; empty: whoever is invited under the address of the line, or who acts
	Answer  string // one of MeetingAnswers
	Said    string
}

// FoundCalendar is a calendar that a server has for an account.
type FoundCalendar struct {
	Address string `json:"address"`
	Name    string `json:"name"`
	Writes  bool   `json:"writes"` // the account may write into it
}

// LineStand is how a line stands.
type LineStand struct {
	ID    ID        `json:"id"`
	Said  string    `json:"name"` // Vietnamese
	Tried time.Time `json:"tried,omitzero"`
	Good  time.Time `json:"good,omitzero"`     // when it last went through
	Name  string    `json:"failure,omitempty"` // of what kept it from that since
	Why   string    `json:"trouble,omitempty"` // the same, Vietnamese
	Next  string    `json:"next,omitempty"`
}

// LinesDone is what one exchange over all lines did.
type LinesDone struct {
	Letters int            `json:"letters"` // that came and were read
	Sent    int            `json:"sent"`    // people whom a letter went out to
	Waiting int            `json:"waiting"` // people for whom one still waits
	Refused int            `json:"refused"`
	Came    []CalendarCame `json:"came,omitempty"` // out of mail
	Shared  []CalendarDone `json:"calendars,omitempty"`
	Odd     []string       `json:"odd,omitempty"` // Vietnamese
	Trouble []LineStand    `json:"trouble,omitempty"`
}

// CalendarDone is what one exchange with a calendar did.
type CalendarDone struct {
	Name    string `json:"name"`
	Sent    int    `json:"sent"`
	Taken   int    `json:"taken"`
	Merged  int    `json:"merged"`
	Removed int    `json:"removed"` // there
	Dropped int    `json:"dropped"` // here: cancelled, for it was removed there
	Clashes int    `json:"clashes"`
}
