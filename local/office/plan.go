package office

import "time"

// Plan (phương án ứng phó, duy trì hoạt động) is what the office does when something breaks
// off: who, in which order, by which steps (Điều 13.1; TT 20/2017/TT-BTTTT Điều 12). It holds
// from its approval until it is to be reviewed; a change of its words needs a new approval.
type Plan struct {
	ID         ID     `json:"id"`
	Version    int64  `json:"version"`
	Systems    string `json:"systems"`
	Principles string `json:"principles"` // conditions and priorities that keep work going
	Roles      string `json:"roles,omitempty"`
	Contacts   string `json:"contacts,omitempty"`
	RPO        string `json:"rpo,omitempty"` // hours of work that may be lost
	RTO        string `json:"rto,omitempty"` // hours until work goes on
	Power      string `json:"power,omitempty"`
	Network    string `json:"network,omitempty"`
	Disk       string `json:"disk,omitempty"`
	Ransom     string `json:"ransom,omitempty"`
	Flood      string `json:"flood,omitempty"`
	LostPC     string `json:"lost_pc,omitempty"`
	Approver   string `json:"approver,omitempty"`
	Number     string `json:"number,omitempty"`   // of the decision, with its symbol
	Approved   string `json:"approved,omitempty"` // yyyy-mm-dd
	Review     string `json:"review,omitempty"`   // yyyy-mm-dd
	State      State  `json:"state"`
}

// The states of a Plan.
const (
	PlanDraft    State = "draft"
	PlanApproved State = "approved"
)

// Trouble tells why a plan cannot be relied on at a moment, Vietnamese; empty: it can.
func (p Plan) Trouble(now time.Time) string {
	switch p.Stand(now) {
	case PlanUnapproved:
		return "Phương án ứng phó chưa được phê duyệt."
	case PlanOverdue:
		return "Phương án ứng phó đã quá ngày rà soát " + DaySaid(p.Review) + "."
	}
	return ""
}

// Recovered is one restore or drill whose time was measured.
type Recovered struct {
	ID      ID            `json:"id"`
	Version int64         `json:"version"`
	At      time.Time     `json:"at"`
	Took    time.Duration `json:"took"`
	Records int64         `json:"records"`
	From    string        `json:"from"` // where the copy lay
}

// PlanStand tells what is wrong with the plan of an office; empty: nothing.
type PlanStand string

// What can be.
const (
	PlanStands     PlanStand = ""
	PlanNone       PlanStand = "none"
	PlanUnapproved PlanStand = "unapproved"
	PlanOverdue    PlanStand = "overdue" // the day of its review is past
)

// Stand tells how a plan that there is stands.
func (p Plan) Stand(now time.Time) PlanStand {
	switch {
	case p.State != PlanApproved:
		return PlanUnapproved
	case p.Review < DayOf(now):
		return PlanOverdue
	}
	return PlanStands
}
