package office

import "time"

// MeetingEntry (diễn biến) is one thing that happened in a meeting. It is written once and never
// changes; what was written wrong is struck by another entry, with why.
type MeetingEntry struct {
	ID      ID          `json:"id"`
	Version int64       `json:"version"`
	Meeting ID          `json:"meeting"`
	Time    string      `json:"occurrence,omitempty"` // Occurrence.Of: which time of one that takes place again and again
	Deed    MeetingDeed `json:"deed"`
	At      time.Time   `json:"at"`             // when it happened
	By      RoutePerson `json:"by"`             // who wrote it down
	Of      ID          `json:"of,omitempty"`   // the entry that it belongs to: of a vote its motion, of a strike what is struck
	Item    ID          `json:"item,omitempty"` // of the agenda; empty: outside of it
	Seat    ID          `json:"seat,omitempty"` // whom it is about
	Say     string      `json:"say,omitempty"`  // words: a note, a question, a reason

	How       string   `json:"how,omitempty"`       // of attendance: one of Attendances; of a vote: how it is taken
	Deputy    string   `json:"deputy,omitempty"`    // who is there in their place
	Holder    ID       `json:"holder,omitempty"`    // the seat that holds their vote
	Authority string   `json:"authority,omitempty"` // the paper by which that may be
	Motion    Motion   `json:"motion,omitzero"`
	Choice    []int    `json:"choice,omitempty"` // of a vote: which of Motion.Choices, from 0
	May       []ID     `json:"may,omitempty"`    // of a vote that is opened: who may vote
	Counted   *Counted `json:"counted,omitempty"`
	Task      Duties   `json:"task,omitzero"`
	Paper     Minuted  `json:"paper,omitzero"`
	Sure      bool     `json:"sure,omitempty"`  // a person says so knowingly: of a strike of a secret count, that two counts beside each other may tell of a ballot; of minutes that were signed, that the certificate bears another name
	Frame     *Meeting `json:"frame,omitempty"` // of the opening: the meeting as it stood then, which what is changed later leaves alone
}

// MeetingDeed says what happened.
type MeetingDeed string

// What may happen.
const (
	MeetingOpened    MeetingDeed = "open"
	MeetingPaused    MeetingDeed = "pause"
	MeetingResumed   MeetingDeed = "resume"
	MeetingAttended  MeetingDeed = "attend"
	MeetingProxy     MeetingDeed = "proxy"
	MeetingItemBegun MeetingDeed = "item"
	MeetingSpoken    MeetingDeed = "speak"
	MeetingNoted     MeetingDeed = "note"
	MeetingMoved     MeetingDeed = "motion"
	MeetingVoteOpen  MeetingDeed = "vote-open"
	MeetingVoted     MeetingDeed = "vote"
	MeetingVoteClose MeetingDeed = "vote-close"
	MeetingTasked    MeetingDeed = "task"
	MeetingTaskDone  MeetingDeed = "task-done"
	MeetingStruck    MeetingDeed = "strike"
	MeetingClosed    MeetingDeed = "close"
	MeetingMinuted   MeetingDeed = "minutes"
	MeetingSigned    MeetingDeed = "minutes-signed"
)

var meetingDeedSaid = map[MeetingDeed]string{
	MeetingOpened: "Khai mạc", MeetingPaused: "Tạm nghỉ", MeetingResumed: "Họp tiếp", MeetingAttended: "Điểm danh", MeetingProxy: "Ủy quyền biểu quyết",
	MeetingItemBegun: "Vào mục chương trình", MeetingSpoken: "Phát biểu", MeetingNoted: "Ghi nội dung", MeetingMoved: "Nêu vấn đề biểu quyết",
	MeetingVoteOpen: "Bắt đầu biểu quyết", MeetingVoted: "Biểu quyết", MeetingVoteClose: "Kết thúc biểu quyết", MeetingTasked: "Giao việc",
	MeetingTaskDone: "Việc đã xong", MeetingStruck: "Bỏ điều ghi nhầm", MeetingClosed: "Bế mạc", MeetingMinuted: "Lập biên bản", MeetingSigned: "Ký biên bản",
}

// MeetingDeeds lists them.
var MeetingDeeds = []MeetingDeed{MeetingOpened, MeetingPaused, MeetingResumed, MeetingAttended, MeetingProxy, MeetingItemBegun, MeetingSpoken, MeetingNoted, MeetingMoved,
	MeetingVoteOpen, MeetingVoted, MeetingVoteClose, MeetingTasked, MeetingTaskDone, MeetingStruck, MeetingClosed, MeetingMinuted, MeetingSigned}

// Said is the Vietnamese name; empty: there is no such deed.
func (d MeetingDeed) Said() string { return meetingDeedSaid[d] }

// How somebody attends.
const (
	AttendHere   = "here"
	AttendRemote = "remote"
	AttendLeft   = "left"
	AttendAbsent = "absent"
)

// Attendances are what MeetingEntry.How may be of attendance.
var Attendances = []Choice{{Key: AttendHere, Said: "Có mặt tại phòng"}, {Key: AttendRemote, Said: "Có mặt từ xa"}, {Key: AttendLeft, Said: "Đã rời cuộc họp"}, {Key: AttendAbsent, Said: "Vắng mặt"}}

// Motion (vấn đề biểu quyết) is what is put to the vote.
type Motion struct {
	Title   string   `json:"title"`
	Choices []string `json:"choices,omitempty"` // empty: VoteChoices
	Most    int      `json:"most,omitempty"`    // how many of them one may choose; 0: one
	Rule    string   `json:"rule,omitempty"`    // one of VoteRules
	Secret  bool     `json:"secret,omitempty"`
	Subject ID       `json:"subject,omitempty"` // a document of the registers that is voted on
}

// VoteChoices are those of a motion that names none: for it, against it, neither.
var VoteChoices = []string{"Tán thành", "Không tán thành", "Không có ý kiến"}

// All are the choices of a motion.
func (m Motion) All() []string {
	if len(m.Choices) == 0 {
		return VoteChoices
	}
	return m.Choices
}

// AtMost is how many of the choices one may choose.
func (m Motion) AtMost() int { return max(m.Most, 1) }

// By which majority something is carried.
const (
	VotePresentHalf      = "present-half"
	VotePresentTwoThirds = "present-two-thirds"
	VoteMembersHalf      = "members-half"
	VoteMembersTwoThirds = "members-two-thirds"
	VoteMore             = "more"
	VoteMost             = "most"
)

// VoteRules are what Motion.Rule may be.
var VoteRules = []Choice{
	{Key: VoteMembersHalf, Said: "Quá nửa tổng số thành viên"}, {Key: VoteMembersTwoThirds, Said: "Ít nhất hai phần ba tổng số thành viên"},
	{Key: VotePresentHalf, Said: "Quá nửa số có mặt"}, {Key: VotePresentTwoThirds, Said: "Ít nhất hai phần ba số có mặt"},
	{Key: VoteMore, Said: "Tán thành nhiều hơn không tán thành"}, {Key: VoteMost, Said: "Nhiều phiếu nhất"},
}

// Counted is what a vote came to. Of a secret one it holds nothing that would lead from a person to
// a choice: who voted stands in the order of the list, and the sums of all ballots together.
type Counted struct {
	Voters  []ID  `json:"voters,omitempty"`  // who voted, themselves or by whoever holds their vote
	Hands   bool  `json:"hands,omitempty"`   // hands were counted: nobody wrote down whose
	Given   int   `json:"given,omitempty"`   // ballots that were given out on paper
	Back    int   `json:"back,omitempty"`    // of them, those that came back
	Invalid int   `json:"invalid,omitempty"` // ballots that count for nothing
	Tally   []int `json:"tally"`             // for each of Motion.All
}

// Duties (việc được giao) is what somebody is to do after a meeting.
type Duties struct {
	Who RoutePerson `json:"who"`           // empty ID: somebody who does not work here
	Due string      `json:"due,omitempty"` // yyyy-mm-dd; empty: nobody said
}

// Minuted is the paper that tells what happened.
type Minuted struct {
	Document ID     `json:"document,omitempty"` // the outgoing document of the register that it is
	File     Digest `json:"file,omitempty"`     // of the file as it was written
	Words    Digest `json:"words,omitempty"`    // of what happened, as it is told in a wording
	Wording  int    `json:"wording,omitempty"`  // which one (minutes.Wording); 0: of a program that kept none
	Facts    Digest `json:"facts,omitempty"`    // of what happened, however it is told (minutes.Facts)
	Last     []ID   `json:"entries,omitempty"`  // those that it tells of
}

// SessionTold is what happened in a meeting, as it is shown.
type SessionTold struct {
	Meeting  MeetingTold   `json:"meeting"`
	Time     string        `json:"time,omitempty"`  // Occurrence.Of
	Stage    string        `json:"stage,omitempty"` // "to-come", "goes-on", "rests", "over", "minuted"
	Said     string        `json:"said,omitempty"`  // the stage in words
	Opened   time.Time     `json:"opened,omitzero"`
	Closed   time.Time     `json:"closed,omitzero"`
	There    int           `json:"there,omitempty"`  // of those who may vote, now or at the end
	Needs    int           `json:"needs,omitempty"`  // of a quorum; 0: none is asked
	Enough   bool          `json:"enough,omitempty"` // there are as many as are needed
	People   []AttendTold  `json:"people,omitempty"`
	Items    []ItemTold    `json:"items,omitempty"`
	Item     string        `json:"item,omitempty"`   // what is dealt with now
	Speaks   string        `json:"speaks,omitempty"` // who has the word
	Votes    []VoteTold    `json:"votes,omitempty"`
	Tasks    []TaskTold    `json:"tasks,omitempty"`
	Entries  []EntryTold   `json:"entries,omitempty"` // all, the first first, also those that were struck
	Odd      []string      `json:"odd,omitempty"`     // what cannot both be, Vietnamese
	Minutes  []MinutesTold `json:"minutes,omitempty"`
	MayWrite bool          `json:"may_write,omitempty"` // whoever asks may write down what happens
}

// AttendTold is who was invited, and how they attend.
type AttendTold struct {
	MeetingPerson
	How    string `json:"how,omitempty"`  // one of Attendances; empty: nobody said
	Said   string `json:"said,omitempty"` // in words: "có mặt từ 8 giờ 05, đến muộn"
	Deputy string `json:"deputy,omitempty"`
	Holder string `json:"holder,omitempty"` // who votes for them, by a paper
	May    bool   `json:"may,omitempty"`    // votes now

	Late time.Time `json:"late,omitzero"` // when they came; zero: not late
	Left time.Time `json:"left,omitzero"`
	Why  string    `json:"why,omitempty"` // they are absent
}

// ItemTold is an item of the agenda as it was dealt with.
type ItemTold struct {
	AgendaItem
	Begun time.Time `json:"begun,omitzero"`
	Ended time.Time `json:"ended,omitzero"`
}

// VoteTold is a vote as it stands.
type VoteTold struct {
	ID     ID     `json:"id,omitempty"`
	Motion Motion `json:"motion,omitzero"`
	Stage  string `json:"stage,omitempty"` // "moved", "open", "closed"
	May    []ID   `json:"may,omitempty"`
	Voted  []ID   `json:"voted,omitempty"`  // who voted so far; of a secret one only on the machine that holds the box
	Here   bool   `json:"here,omitempty"`   // of a secret one: this machine holds the box
	Locked bool   `json:"locked,omitempty"` // it does, and its key is to be typed first
	Tally  []int  `json:"tally,omitempty"`  // once it is closed
	Result string `json:"result,omitempty"`
	Won    bool   `json:"won,omitempty"`   // something was carried
	Again  string `json:"again,omitempty"` // that a count of it was struck and what is to be done, Vietnamese; empty: none was

	Of      int   `json:"of,omitempty"`      // how many its majority is counted of; 0: of nobody
	Needs   int   `json:"needs,omitempty"`   // how many a choice needs
	Carried []int `json:"carried,omitempty"` // the choices that have it
	Tied    []int `json:"tied,omitempty"`    // the choices between which nothing is decided
}

// TaskTold is what somebody was given to do.
type TaskTold struct {
	ID      ID          `json:"id,omitempty"`
	Meeting ID          `json:"meeting,omitempty"`
	Time    string      `json:"time,omitempty"`  // Occurrence.Of
	Title   string      `json:"title,omitempty"` // of the meeting
	Say     string      `json:"say,omitempty"`
	Who     RoutePerson `json:"who,omitempty"`
	Due     string      `json:"due,omitempty"`
	Done    bool        `json:"done,omitempty"`
	Late    bool        `json:"late,omitempty"`
}

// EntryTold is what was written down, in words.
type EntryTold struct {
	MeetingEntry
	Said   string `json:"said,omitempty"`
	Struck string `json:"struck,omitempty"` // why it counts for nothing; empty: it counts
}

// MinutesTold is the paper that tells of a meeting, and how it stands.
type MinutesTold struct {
	ID       ID       `json:"id,omitempty"`
	Document ID       `json:"document,omitempty"`
	Number   string   `json:"number,omitempty"` // with its notation
	File     Digest   `json:"file,omitempty"`   // the newest, with the signatures so far
	Signed   []string `json:"signed,omitempty"`
	Agrees   bool     `json:"agrees,omitempty"`   // what the entries tell today are the same words
	Wrong    []string `json:"wrong,omitempty"`    // what does not agree, Vietnamese
	Comments int      `json:"comments,omitempty"` // what was said of the drafts of its document
}

// MinutesWish is how minutes are put on the register of what goes out.
type MinutesWish struct {
	Meeting ID
	Time    string // Occurrence.Of
	Symbol  string // empty: as the office writes it
	To      string // recipients
	Place   string // where it is made; empty: where the office is
}
