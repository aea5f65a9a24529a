package office

import (
	"strconv"
	"strings"
	"time"
)

// Procedure (thủ tục hành chính) is what a citizen, an organisation or the office itself may
// ask for: which papers it asks, in what time it is settled, and how far that goes without
// paper (Nghị định 137/2024, Điều 8.1–8.3, 9.1a and 9.2).
type Procedure struct {
	ID      ID     `json:"id"`
	Version int64  `json:"version"`
	Code    string `json:"code"` // as the national list has it: 1.004082
	Name    string `json:"name"`
	Sort    string `json:"sort"`            // ProcedureForCitizens or ProcedureInternal
	Field   string `json:"field,omitempty"` // lĩnh vực, in words
	Inner   string `json:"inner,omitempty"` // of an internal one, by its key in InnerFields

	Medium string `json:"medium"`           // one of ProcedureMedia
	Notice string `json:"notice,omitempty"` // where the public was told that it is not wholly electronic (Điều 8.3)
	Basis  string `json:"basis,omitempty"`  // the law by which it may not be electronic (Điều 8.1)

	Papers string `json:"papers,omitempty"` // what is asked, a line each
	Term   string `json:"term,omitempty"`   // a number, by Unit
	Unit   string `json:"unit,omitempty"`   // one of TermUnits
	Desk   string `json:"desk,omitempty"`   // who settles it
	Result string `json:"result,omitempty"` // what comes out of it
	Fee    string `json:"fee,omitempty"`

	Reviewed  string `json:"reviewed,omitempty"` // yyyy-mm-dd
	Outcome   string `json:"outcome,omitempty"`
	ReviewDue string `json:"review_due,omitempty"` // yyyy-mm-dd

	Note  string `json:"note,omitempty"`
	State State  `json:"state"`
}

// Who asks for a procedure.
const (
	ProcedureForCitizens = "citizens"
	ProcedureInternal    = "internal"
)

// ProcedureSorts are what Procedure.Sort may be.
var ProcedureSorts = []Choice{{Key: ProcedureForCitizens, Said: "Cho người dân, tổ chức"}, {Key: ProcedureInternal, Said: "Nội bộ cơ quan (Điều 9.2)"}}

// InnerFields are the fields of internal procedures (Điều 9.1a).
var InnerFields = []Choice{
	{Key: "plan", Said: "Kế hoạch"}, {Key: "strategy", Said: "Chiến lược"}, {Key: "staff", Said: "Nhân sự"}, {Key: "finance", Said: "Tài chính - kế toán"},
	{Key: "records", Said: "Văn thư lưu trữ"}, {Key: "assets", Said: "Tài sản"}, {Key: "merit", Said: "Thi đua - khen thưởng"}, {Key: "general", Said: "Hành chính, tổng hợp"},
	{Key: "other", Said: "Lĩnh vực khác"},
}

// How far a procedure goes without paper.
const (
	WhollyOnline  = "whole"
	PartlyOnline  = "part"
	NotElectronic = "paper"
)

// ProcedureMedia are what Procedure.Medium may be.
var ProcedureMedia = []Choice{{Key: WhollyOnline, Said: "Trực tuyến toàn trình"}, {Key: PartlyOnline, Said: "Chưa toàn trình"}, {Key: NotElectronic, Said: "Không bằng phương tiện điện tử"}}

// What the number of a term counts.
const (
	TermHours       = "hours"
	TermWorkingDays = "working-days"
	TermDays        = "days"
)

// TermUnits are what Procedure.Unit may be.
var TermUnits = []Choice{{Key: TermWorkingDays, Said: "ngày làm việc"}, {Key: TermHours, Said: "giờ làm việc"}, {Key: TermDays, Said: "ngày"}}

// MostTerm bounds a term, in its unit.
const MostTerm = 2_000

// TermNumber is the number of the term; 0: none is set, or it is none.
func (p Procedure) TermNumber() int {
	n, err := strconv.Atoi(p.Term)
	if err != nil || n < 1 || n > MostTerm {
		return 0
	}
	return n
}

// TermSaid is the term in words; empty: none is set.
func (p Procedure) TermSaid() string { return termSaid(p.TermNumber(), p.Unit) }

// TermSaid is the term in words, as it was on the day of the receipt; empty: there was none.
func (a Asked) TermSaid() string { return termSaid(a.Term, a.Unit) }

func termSaid(n int, unit string) string {
	if said := ChoiceSaid(TermUnits, unit); n > 0 && said != "" {
		return strconv.Itoa(n) + " " + said
	}
	return ""
}

// PapersAsked are the papers that it asks, in order.
func (p Procedure) PapersAsked() []string {
	return strings.FieldsFunc(p.Papers, func(r rune) bool { return r == '\n' })
}

// The states of a procedure.
const (
	ProcedureInForce State = "in-force"
	ProcedureEnded   State = "ended"
)

// Wants tells what is missing in a procedure that is in force, and whether its review is overdue,
// at a moment.
func (p Procedure) Wants(now time.Time) (said []string) {
	if p.State != ProcedureInForce {
		return nil
	}
	want := func(missing bool, words string) {
		if missing {
			said = append(said, words)
		}
	}
	want(p.Medium == PartlyOnline && p.Notice == "", "Chưa toàn trình mà chưa ghi đã thông báo ở đâu (Điều 8.3).")
	want(p.Medium == NotElectronic && p.Basis == "", "Chưa ghi luật nào quy định không làm bằng phương tiện điện tử (Điều 8.1).")
	want(p.Sort == ProcedureInternal && p.Inner == "", "Chưa chọn lĩnh vực của thủ tục nội bộ (Điều 9.1a).")
	want(p.TermSaid() == "", "Chưa ghi thời hạn giải quyết: chưa tính được ngày hẹn trả.")
	want(p.Papers == "", "Chưa ghi thành phần hồ sơ.")
	switch today := now.In(VietNam).Format(time.DateOnly); {
	case p.ReviewDue != "" && p.ReviewDue < today:
		said = append(said, "Đã quá hạn rà soát ngày "+DaySaid(p.ReviewDue)+" (Điều 8.2, 9.2).")
	case p.Medium == PartlyOnline && p.Reviewed == "" && p.ReviewDue == "":
		said = append(said, "Chưa toàn trình mà chưa ghi lần rà soát nào (Điều 8.2).")
	}
	return said
}
