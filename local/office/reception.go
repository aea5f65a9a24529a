package office

import (
	"strconv"
	"time"
)

// Reception (lượt tiếp công dân) is one time that the office hears a citizen, who complains, denounces,
// proposes or reflects: at its place or online (Nghị định 154/2026, Điều 12–15, 23, 24 and 27, Mẫu
// số 03/TCD). One that is to come is entered with the hour that was agreed.
type Reception struct {
	ID      ID     `json:"id"`
	Version int64  `json:"version"`
	At      string `json:"at"` // RFC 3339, UTC
	By      string `json:"by"` // who receives
	Way     string `json:"way"`
	Sort    string `json:"sort"` // one: what is of two sorts is parted (Điều 14.4)

	// Who comes is kept secret (Điều 12.2): none of it is a word of a search or of a list.
	Name      string `json:"name"`
	Address   string `json:"address,omitempty"`
	Number    string `json:"number,omitempty"`    // of a card, a person or a passport
	Agent     string `json:"agent,omitempty"`     // who speaks for them
	Authority string `json:"authority,omitempty"` // the paper by which they may

	Matter    string `json:"matter"`              // in short
	People    string `json:"people,omitempty"`    // a number: who have petitions of the same content; empty: one
	Statement string `json:"statement,omitempty"` // what they said, written down (Điều 14.1)
	Papers    string `json:"papers,omitempty"`    // information and papers that were taken, a line each (Điều 15.2)

	Before   string `json:"before,omitempty"`   // the body that settled it to the end of its authority
	Handling string `json:"handling,omitempty"` // one of ReceptionHandlings
	To       string `json:"to,omitempty"`       // where they were guided, or the petition was passed
	Ref      string `json:"ref,omitempty"`      // number and symbol of the paper by which that was done
	Result   string `json:"result,omitempty"`   // what became of it
	Updated  string `json:"updated,omitempty"`  // yyyy-mm-dd, in the national database (Điều 27.1)

	Refusal string `json:"refusal,omitempty"` // why nobody received them
	Ground  string `json:"ground,omitempty"`  // one of RefusalGrounds
	Grounds string `json:"grounds,omitempty"` // yyyy-mm-dd, from which there were grounds enough (Điều 4.3)
	Notice  string `json:"notice,omitempty"`  // yyyy-mm-dd, of the letter that refuses (Mẫu số 01/TCD)

	Told     string `json:"told,omitempty"`     // RFC 3339, UTC: when citizen and bodies were told (Điều 23.1)
	Tested   string `json:"tested,omitempty"`   // RFC 3339, UTC: when the connection was tried
	Trial    string `json:"trial,omitempty"`    // one of ReceptionTrials
	Joined   string `json:"joined,omitempty"`   // RFC 3339, UTC: when all points saw and heard each other
	Recorded string `json:"recorded,omitempty"` // of ReceptionRecordings, a line each (Điều 24.1)
	Stored   string `json:"stored,omitempty"`   // where the recording lies

	Note  string `json:"note,omitempty"`
	State State  `json:"state"`
}

// How somebody is received.
const (
	ReceptionHere   = "here"
	ReceptionOnline = "online"
)

// ReceptionWays are what Reception.Way may be.
var ReceptionWays = []Choice{{Key: ReceptionHere, Said: "Trực tiếp"}, {Key: ReceptionOnline, Said: "Trực tuyến"}}

// ReceptionSorts are what Reception.Sort may be.
var ReceptionSorts = []Choice{{Key: "complaint", Said: "Khiếu nại"}, {Key: "denunciation", Said: "Tố cáo"}, {Key: "proposal", Said: "Kiến nghị"}, {Key: "reflection", Said: "Phản ánh"}}

// What is done with a matter (Điều 15.2).
const (
	ReceptionAccepted = "accepted"
	ReceptionGuided   = "guided"
	ReceptionPassed   = "passed"
	ReceptionAnswered = "answered"
)

// ReceptionHandlings are what Reception.Handling may be.
var ReceptionHandlings = []Choice{
	{Key: ReceptionAccepted, Said: "Thuộc thẩm quyền, tiếp nhận để giải quyết"}, {Key: ReceptionGuided, Said: "Hướng dẫn đến nơi có thẩm quyền"},
	{Key: ReceptionPassed, Said: "Chuyển đến nơi có thẩm quyền"}, {Key: ReceptionAnswered, Said: "Đã giải thích, trả lời tại chỗ"},
}

// On which ground somebody is not received. Of RefusalTold nobody writes: it is explained face to face
// (Điều 4.2).
const (
	RefusalFinal    = "final"
	RefusalRepeated = "repeated"
	RefusalTold     = "told"
)

// RefusalGrounds are what Reception.Ground may be: the first two ask for a letter (Điều 4.3).
var RefusalGrounds = []Choice{
	{Key: RefusalFinal, Said: "Luật Tiếp công dân, Điều 9 khoản 3"}, {Key: RefusalRepeated, Said: "Nghị định 154/2026/NĐ-CP, Điều 4 khoản 1 điểm h"}, {Key: RefusalTold, Said: "Trường hợp khác, đã giải thích trực tiếp"},
}

const trialWorked = "worked"

// ReceptionTrials are what Reception.Trial may be.
var ReceptionTrials = []Choice{{Key: trialWorked, Said: "Thành công"}, {Key: "failed", Said: "Không thành công"}}

// ReceptionRecorded is the key of ReceptionRecordings that the decree asks for.
const ReceptionRecorded = "recorded"

// ReceptionRecordings are what Reception.Recorded may hold.
var ReceptionRecordings = []Choice{{Key: ReceptionRecorded, Said: "Đã ghi âm, ghi hình"}, {Key: "told", Said: "Đã báo mọi người biết là có ghi"}}

// The states of a Reception.
const (
	ReceptionOpen    State = "open"
	ReceptionSettled State = "settled"
	ReceptionRefused State = "refused"
	ReceptionOff     State = "called-off" // nobody came, or it was put off
)

// Periods of Điều 4.3 and 23.1.
const (
	ReceptionNoticeDays = 5             // working days before an online one, by which all are told
	ReceptionTrialDays  = 1             // working days before it, by which the connection was tried
	ReceptionJoining    = 1 * time.Hour // before it, by which all points are joined
	RefusalNoticeDays   = 3             // working days in which a refusal is written
)

// Online tells whether it goes over a line.
func (r Reception) Online() bool { return r.Way == ReceptionOnline }

// Connected is when the trial connection worked; zero: none did.
func (r Reception) Connected() time.Time {
	if r.Trial != trialWorked {
		return time.Time{}
	}
	return MomentOf(r.Tested)
}

// OwesNotice tells that a refusal is to be written, and from which day on the term runs; zero: none is.
func (r Reception) OwesNotice() (from time.Time) {
	if r.State != ReceptionRefused || r.Ground == "" || r.Ground == RefusalTold {
		return from
	}
	if from, err := time.ParseInLocation(time.DateOnly, r.Grounds, VietNam); err == nil {
		return from
	}
	return MomentOf(r.At)
}

// MostTogether bounds how many people have petitions of the same content.
const MostTogether = 100_000

// Together is how many people have petitions of the same content; 0: what was typed is no number.
func (r Reception) Together() int {
	if r.People == "" {
		return 1
	}
	n, err := strconv.Atoi(r.People)
	if err != nil || n < 1 || n > MostTogether {
		return 0
	}
	return n
}
