package office

import "time"

// RouteDeed (khâu) is one of the steps that a document takes through the office (Nghị định
// 137/2024, Điều 9.4b; Nghị định 30/2020, Điều 10–19 and 22–24).
type RouteDeed string

// The steps. Those of opinions go on beside the road: several may be asked at once.
const (
	RoutePresent RouteDeed = "present"       // to a leader, who says who deals with it
	RouteAssign  RouteDeed = "assign"        // to a person, with a direction and a deadline
	RouteTakeUp  RouteDeed = "take-up"       // begin, or go on
	RouteAsk     RouteDeed = "ask-opinion"   // of a person, with a deadline of its own
	RouteOpine   RouteDeed = "give-opinion"  // of whoever was asked
	RouteForgo   RouteDeed = "forgo-opinion" // wait for it no more, with a reason
	RouteSubmit  RouteDeed = "submit"        // upward
	RouteDecide  RouteDeed = "decide"
	RouteReturn  RouteDeed = "send-back" // with a reason
	RouteSign    RouteDeed = "sign-off"
	RouteIssue   RouteDeed = "issue"
	RouteFile    RouteDeed = "file-away"
	RouteSettle  RouteDeed = "settle-roads" // of two roads that stations took apart one stands
)

// RouteDeeds lists them in the order in which they are offered.
var RouteDeeds = []RouteDeed{RoutePresent, RouteAssign, RouteTakeUp, RouteAsk, RouteOpine, RouteForgo, RouteSubmit, RouteDecide, RouteReturn, RouteSign, RouteIssue, RouteFile, RouteSettle}

var routeDeedNames = map[RouteDeed]string{
	RoutePresent: "Trình xin chỉ đạo", RouteAssign: "Giao xử lý", RouteTakeUp: "Nhận xử lý",
	RouteAsk: "Xin ý kiến phối hợp", RouteOpine: "Cho ý kiến phối hợp", RouteForgo: "Thôi chờ ý kiến",
	RouteSubmit: "Trình duyệt", RouteDecide: "Cho ý kiến chỉ đạo, duyệt", RouteReturn: "Trả lại",
	RouteSign: "Ghi là đã ký", RouteIssue: "Ghi là đã phát hành", RouteFile: "Ghi là xong, đưa vào lưu",
	RouteSettle: "Chọn một hướng xử lý",
}

// Said is what people call the step.
func (d RouteDeed) Said() string { return routeDeedNames[d] }

// Beside tells of a step that leaves the document where it is.
func (d RouteDeed) Beside() bool { return d == RouteAsk || d == RouteOpine || d == RouteForgo }

// RouteStage (tình trạng xử lý) is where a document stands on its road.
type RouteStage string

// The stages. What is Received, Signed or Issued lies at the desk of văn thư, and whoever keeps
// the registers goes on with it.
const (
	StageReceived  RouteStage = "received"
	StagePresented RouteStage = "presented"
	StageAssigned  RouteStage = "assigned"
	StageInWork    RouteStage = "in-work"
	StageSubmitted RouteStage = "submitted"
	StageDecided   RouteStage = "decided"
	StageSigned    RouteStage = "signed"
	StageIssued    RouteStage = "issued"
	StageFiled     RouteStage = "filed"
)

var routeStageNames = map[RouteStage]string{
	StageReceived: "đã vào sổ, chưa chuyển xử lý", StagePresented: "đã trình, chờ chỉ đạo", StageAssigned: "đã giao, chờ nhận",
	StageInWork: "đang xử lý", StageSubmitted: "đã trình, chờ duyệt", StageDecided: "đã có ý kiến của lãnh đạo",
	StageSigned: "đã ký, chờ phát hành", StageIssued: "đã phát hành, chưa đưa vào lưu", StageFiled: "đã xử lý xong, đã đưa vào lưu",
}

// Said is how the stage is told.
func (s RouteStage) Said() string { return routeStageNames[s] }

// RoutePerson is a person on the road of a document, under the name that they had then.
type RoutePerson struct {
	ID   ID     `json:"id"`
	Name string `json:"name"`
}

// RouteEntry (bước) is one step that was taken. It is written once and never changes.
type RouteEntry struct {
	ID       ID          `json:"id"`
	Version  int64       `json:"version"`
	Document ID          `json:"document"` // a Registered
	Deed     RouteDeed   `json:"deed"`
	After    []ID        `json:"after,omitempty"` // the steps that it follows; none: the first
	Of       ID          `json:"of,omitempty"`    // of an opinion: its question; of a settlement: the step that stands
	By       RoutePerson `json:"by"`
	To       RoutePerson `json:"to,omitzero"` // who has the document then, or is asked
	At       time.Time   `json:"at"`
	Due      string      `json:"due,omitempty"`    // yyyy-mm-dd
	Say      string      `json:"say,omitempty"`    // direction, opinion, reason, what was done
	Record   ID          `json:"record,omitempty"` // of a signature: the conversion that bears it here
	Files    []ID        `json:"files,omitempty"`  // of what was submitted: the Enclosed that are this version

	Actor RouteActor `json:"-"` // whose step it is to be; never kept
}

// RouteActor is who takes a step, with what they may.
type RouteActor struct {
	RoutePerson
	Leads bool     // may decide
	Keeps bool     // may keep the registers: the desk is theirs
	For   []string // names of those in whose place they act today
}

// Is tells whether a person is the actor, or one in whose place they act.
func (a RouteActor) Is(p RoutePerson) bool {
	if p.ID == "" {
		return false
	}
	if p.ID == a.ID {
		return true
	}
	for _, name := range a.For {
		if name == p.Name {
			return true
		}
	}
	return false
}

// RouteStands is where a document stands: a function of the steps that are known here.
type RouteStands struct {
	Stage      RouteStage  `json:"stage"`
	Holder     RoutePerson `json:"holder,omitzero"` // nobody: the desk of văn thư
	Since      time.Time   `json:"since"`
	Due        string      `json:"due,omitempty"`        // yyyy-mm-dd, of the whole work
	Head       ID          `json:"head,omitempty"`       // the step that led here; empty: none was taken
	Electronic bool        `json:"electronic,omitempty"` // its signature is on record here
	Returned   bool        `json:"returned,omitempty"`   // it came back, and waits to be done anew
	Submitted  int         `json:"submitted,omitempty"`  // how often it was submitted: the number of the version
}

// RouteQuestion is an opinion that was asked for.
type RouteQuestion struct {
	Entry ID          `json:"entry"`
	By    RoutePerson `json:"by"`
	To    RoutePerson `json:"to"`
	Asked time.Time   `json:"asked"`
	Due   string      `json:"due,omitempty"` // yyyy-mm-dd
	Say   string      `json:"say,omitempty"`
}

// RouteWish is a step that somebody wishes to take.
type RouteWish struct {
	Document ID
	Deed     RouteDeed
	To       ID     // a Clerk: who has the document then, or is asked
	Due      string // yyyy-mm-dd, or as clerks write a day; empty: none
	Say      string
	Of       ID        // of an opinion its question, where several wait; of a settlement the last step of the road that stands
	Record   ID        // of a signature: the conversion that bears it here; empty: it is on paper, or elsewhere
	Seen     ID        // the last step that the person saw; empty: they saw none
	With     Enclosing // of what is submitted: this version of it
}

// RouteWay is a step that somebody may take now, with what it needs.
type RouteWay struct {
	Deed  RouteDeed     `json:"deed"`
	Said  string        `json:"said"`
	To    bool          `json:"to,omitempty"`    // a person is named
	Words bool          `json:"words,omitempty"` // it needs some
	Due   bool          `json:"due,omitempty"`   // a day may be named
	Waits bool          `json:"waits,omitempty"` // opinions are to come before it
	Of    RouteQuestion `json:"of,omitzero"`     // of an opinion
}

// RouteStep is a step as a timeline (diễn biến xử lý) tells of it.
type RouteStep struct {
	RouteEntry
	Said  string   `json:"said"`
	Files []string `json:"file_names,omitempty"` // of a version that was submitted, as the clerk knows them
	Draft int      `json:"draft,omitempty"`      // the number of that version, from 1; 0: it has no files
	Note  string   `json:"note,omitempty"`       // that it counts for nothing, or not yet; Vietnamese
	About string   `json:"about,omitempty"`      // of a decision: which version lay before, and what was open on it; Vietnamese
}

// RouteDuty is something that is to be done by a moment.
type RouteDuty struct {
	Said string      `json:"said"` // "phát hành"
	Why  string      `json:"why"`  // the article, or whose word
	Who  RoutePerson `json:"who,omitzero"`
	By   time.Time   `json:"by"`
	Told string      `json:"told"`           // "hết ngày 30/11/2026", with what is not known of its year
	Late string      `json:"late,omitempty"` // by how much; empty: it is in time
}

// RouteTold is the road of a document (diễn biến xử lý văn bản).
type RouteTold struct {
	Document Registered      `json:"document"`
	Said     string          `json:"said"`           // one sentence, to be spoken
	Ends     []RouteStands   `json:"ends"`           // where it stands; several: stations took it apart
	Open     []RouteQuestion `json:"open,omitempty"` // opinions that are still to come
	Duties   []RouteDuty     `json:"duties,omitempty"`
	Tasks    []TaskTold      `json:"tasks,omitempty"` // of minutes: what they give people to do
	Steps    []RouteStep     `json:"steps"`
	Beside   []RouteBeside   `json:"beside,omitempty"`   // what was done with it meanwhile that is no step, in its order
	Comments []DraftComment  `json:"comments,omitempty"` // on versions of its draft, the first first
	Amended  []AmendedTold   `json:"amended,omitempty"`  // that it was recalled, updated, replaced; or does so to another

	Torn         string `json:"torn,omitempty"`          // what stations wrote of it that cannot both be; Vietnamese
	OpenComments int    `json:"open_comments,omitempty"` // of all versions
	Readable     bool   `json:"readable"`                // it has something to be read: a file, or its digitised paper
}

// RouteBeside is what was done with a document that is no step of its road: its entry was put right, it
// was given a file.
type RouteBeside struct {
	At    time.Time `json:"at"`
	By    string    `json:"by"`
	Said  string    `json:"said"`            // "Sửa trong sổ"
	Say   []string  `json:"say,omitempty"`   // what changed, from what to what
	File  string    `json:"file,omitempty"`  // that it was given
	After RouteDeed `json:"after,omitempty"` // the signing or issuing behind which it was done; empty: before
}

// Did is what was done, in words, with what had gone before: what was signed stands on the paper.
func (b RouteBeside) Did() string {
	switch b.After {
	case RouteSign:
		return b.Said + " (sau khi ký)"
	case RouteIssue:
		return b.Said + " (sau khi phát hành)"
	}
	return b.Said
}

// Past are the steps of a road and what was done beside it, in the order of their time; each calls one.
func (t RouteTold) Past(step func(RouteStep), beside func(RouteBeside)) {
	rest := t.Beside
	for _, s := range t.Steps {
		for len(rest) > 0 && rest[0].At.Before(s.At) {
			beside(rest[0])
			rest = rest[1:]
		}
		step(s)
	}
	for _, b := range rest {
		beside(b)
	}
}

// RouteItem is a document in a list of what is to be done.
type RouteItem struct {
	Document Registered    `json:"document"`
	Stands   RouteStands   `json:"stands"`
	Duty     RouteDuty     `json:"duty,omitzero"`     // the first that falls due; none: Said is empty
	Question RouteQuestion `json:"question,omitzero"` // it is an opinion that is asked for
}

// RouteQuery asks whether a document was dealt with (Đã xử lý chưa?).
type RouteQuery struct {
	Number string // 15, 15/QĐ-UBND, or as whoever sent it numbered it
	Flow   Flow   // empty: any
	Year   int    // of the register
	Issuer string // a part of its name; empty: any
}
