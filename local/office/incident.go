package office

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Incident (sự cố) is one thing that broke off or threatened the work, from when it was
// detected until its lessons are written down (Điều 13.2c). When it was detected is not when
// it was written down: each time limit counts from the first. Moments are stored as
// RFC 3339, UTC.
type Incident struct {
	ID        ID     `json:"id"`
	Version   int64  `json:"version"`
	Name      string `json:"name"`
	Sort      string `json:"sort"`
	Level     string `json:"level,omitempty"`
	Beyond    string `json:"beyond,omitempty"` // IncidentBeyond: the office cannot deal with it alone
	Detected  string `json:"detected"`
	How       string `json:"how,omitempty"` // ways in which it was detected, a line each
	Described string `json:"described,omitempty"`
	Cause     string `json:"cause,omitempty"` // why the station itself wrote it down; empty: a person did
	System    string `json:"system,omitempty"`
	Spread    string `json:"spread,omitempty"`
	Effects   string `json:"effects,omitempty"`
	Measures  string `json:"measures,omitempty"`
	Proposals string `json:"proposals,omitempty"`

	Noticed    string `json:"noticed,omitempty"` // when the authority was told
	NoticedTo  string `json:"noticed_to,omitempty"`
	NoticedBy  string `json:"noticed_by,omitempty"` // by which way
	NoticedRef string `json:"noticed_ref,omitempty"`

	Reported    string `json:"reported,omitempty"` // when Biểu mẫu 03 was sent
	ReportedRef string `json:"reported_ref,omitempty"`

	Told    string `json:"told,omitempty"` // when users were told
	ToldHow string `json:"told_how,omitempty"`
	ToldNot string `json:"told_not,omitempty"` // why no user had to be told; empty: they have to be

	Ended    string `json:"ended,omitempty"`
	Result   string `json:"result,omitempty"`
	Final    string `json:"final,omitempty"` // when Biểu mẫu 04 was sent
	FinalRef string `json:"final_ref,omitempty"`
	Attached string `json:"attached,omitempty"`
	Lessons  string `json:"lessons,omitempty"`
	State    State  `json:"state"`
}

// The states of an Incident.
const (
	IncidentOpen   State = "open"
	IncidentClosed State = "closed"
)

// Answers that rules ask for.
const (
	IncidentBeyond = "beyond"
	IncidentOwn    = "own"
	AnswerYes      = "yes"
)

// IncidentNote (diễn biến) is one line of the timeline of an incident. It never changes.
type IncidentNote struct {
	ID       ID     `json:"id"`
	Version  int64  `json:"version"`
	Incident ID     `json:"incident"`
	At       string `json:"at"` // when it happened: RFC 3339, UTC
	Said     string `json:"said"`
	Clerk    string `json:"clerk"`
}

// Duty (việc phải làm trong hạn) is one thing that an incident, an outage or a plan owes.
type Duty struct {
	Said  string    `json:"said"`          // Vietnamese: what is to be done
	Basis string    `json:"basis"`         // where that is asked
	By    time.Time `json:"by,omitzero"`   // zero: no text sets a time
	Done  time.Time `json:"done,omitzero"` // zero: not yet

	// AtOnce: the text says “at once” and sets no hour; whether it was late nobody can count.
	AtOnce bool `json:"at_once,omitempty"`
}

// Owed tells that it is still to be done.
func (d Duty) Owed() bool { return d.Done.IsZero() }

// Late tells whether its time passed before it was done, or has passed by now.
func (d Duty) Late(now time.Time) bool {
	if d.By.IsZero() {
		return false
	}
	if !d.Owed() {
		now = d.Done
	}
	return now.After(d.By)
}

// Presses tells that it is to be done now: at once, or since its time has passed.
func (d Duty) Presses(now time.Time) bool { return d.Owed() && (d.AtOnce || d.Late(now)) }

// Stands tells in a sentence how it stands at a moment.
func (d Duty) Stands(now time.Time) string {
	switch {
	case !d.Owed() && d.Late(now):
		return fmt.Sprintf("%s: đã làm lúc %s, quá hạn %s.", d.Said, MomentSaid(d.Done), MomentSaid(d.By))
	case !d.Owed():
		return fmt.Sprintf("%s: đã làm lúc %s.", d.Said, MomentSaid(d.Done))
	case d.AtOnce:
		return d.Said + ": chưa làm, phải làm ngay."
	case d.By.IsZero():
		return d.Said + ": chưa làm."
	case d.Late(now):
		return fmt.Sprintf("%s: quá hạn từ %s.", d.Said, MomentSaid(d.By))
	}
	return fmt.Sprintf("%s: hạn %s.", d.Said, MomentSaid(d.By))
}

// The periods that stand until an office sets its own: days from detection to the notice
// and from the end to the final report (TT 20/2017/TT-BTTTT Điều 9; QĐ 05/2017/QĐ-TTg Điều
// 11), and the hours of the stricter rule (QCVN 12:2026/BCA, 3.18.2.2.4).
const (
	NoticeDays  = 5
	FinalDays   = 5
	StrictHours = 24
)

const (
	basisNotice = "Thông tư 20/2017/TT-BTTTT, Điều 9"
	basisReport = "Quyết định 05/2017/QĐ-TTg, Điều 11"
	basisStrict = "QCVN 12:2026/BCA, 3.18.2.2.4"
	basisUsers  = "Nghị định 137/2024/NĐ-CP, Điều 13 khoản 2 điểm c"
)

// Duties are what an incident owes, in the order in which they come.
func (i Incident) Duties(r Response) (all []Duty) {
	detected := MomentOf(i.Detected)
	notice := Duty{Said: "Thông báo sự cố tới cơ quan có thẩm quyền", Basis: r.basis(basisNotice), By: after(detected, r.noticeDays()), Done: MomentOf(i.Noticed)}
	if r.Strict == AnswerYes {
		notice.Basis, notice.By = r.basis(basisStrict), later(detected, StrictHours*time.Hour)
	}
	all = append(all, notice)
	if i.Beyond == IncidentBeyond {
		all = append(all, Duty{Said: "Báo cáo ban đầu sự cố (Biểu mẫu 03)", Basis: r.basis(basisReport), AtOnce: true, Done: MomentOf(i.Reported)})
	}
	if i.Told != "" || i.ToldNot == "" {
		all = append(all, Duty{Said: "Báo cho người sử dụng", Basis: basisUsers, Done: MomentOf(i.Told)})
	}
	if ended := MomentOf(i.Ended); !ended.IsZero() && (i.Beyond == IncidentBeyond || i.Reported != "") {
		all = append(all, Duty{Said: "Báo cáo kết thúc sự cố (Biểu mẫu 04)", Basis: r.basis(basisReport), By: after(ended, r.finalDays()), Done: MomentOf(i.Final)})
	}
	return all
}

// after is the end of the day that comes so many days after the one of a moment: the day
// itself does not count, and the last one counts whole.
func after(from time.Time, days int) time.Time {
	if from.IsZero() {
		return from
	}
	y, m, d := from.In(VietNam).Date()
	return time.Date(y, m, d+days+1, 0, 0, 0, 0, VietNam).Add(-time.Second)
}

func later(from time.Time, by time.Duration) time.Time {
	if from.IsZero() {
		return from
	}
	return from.Add(by)
}

// momentForm is a moment as clerks write it, in Vietnamese time.
const momentForm = "15:04 02/01/2006"

// momentForms are all that is read.
var momentForms = []string{"15:4 2/1/2006", "15h4 2/1/2006", "15h 2/1/2006", "2/1/2006 15:4", "2006-1-2 15:4", "2006-01-02T15:04"}

// ParseMoment reads a day with its hour as a clerk types it ("14:05 28/11/2026", Vietnamese
// time), or as it is stored, and gives RFC 3339, UTC; nothing for nothing.
func ParseMoment(typed string) (string, error) {
	typed = strings.Join(strings.Fields(typed), " ")
	if typed == "" {
		return "", nil
	}
	if at, err := time.Parse(time.RFC3339, typed); err == nil {
		return at.UTC().Truncate(time.Minute).Format(time.RFC3339), nil // as exact as a form shows it
	}
	for _, form := range momentForms {
		if at, err := time.ParseInLocation(form, typed, VietNam); err == nil {
			return at.UTC().Format(time.RFC3339), nil
		}
	}
	return "", fmt.Errorf("%q is no moment", typed)
}

// MomentOf is a stored moment; zero: there is none.
func MomentOf(stored string) time.Time {
	at, err := time.Parse(time.RFC3339, stored)
	if err != nil {
		return time.Time{}
	}
	return at
}

// MomentSaid is a moment as it is read.
func MomentSaid(at time.Time) string { return at.In(VietNam).Format(momentForm) }

// Response (cấu hình ứng phó) is how the office answers for what happens: whom it tells,
// in what time, and what its forms say of itself. Nothing here is fixed by the program:
// whether QĐ 05/2017 and TT 20/2017 still stand after Luật An ninh mạng 116/2025 is not
// established.
type Response struct {
	ID         ID     `json:"id"`
	Version    int64  `json:"version"`
	Recipients string `json:"recipients,omitempty"` // whom notices and reports go to, a line each
	Email      string `json:"email,omitempty"`      // of those
	Notice     string `json:"notice_days,omitempty"`
	FinalIn    string `json:"final_days,omitempty"`
	Strict     string `json:"strict,omitempty"` // AnswerYes: 24 hours
	Basis      string `json:"basis,omitempty"`  // instead of the program's own

	Address   string `json:"address,omitempty"`
	Phone     string `json:"phone,omitempty"`
	OwnEmail  string `json:"own_email,omitempty"`
	Contact   string `json:"contact,omitempty"`
	Post      string `json:"post,omitempty"`
	CPhone    string `json:"contact_phone,omitempty"`
	CEmail    string `json:"contact_email,omitempty"`
	Operator  string `json:"operator,omitempty"`
	Systems   string `json:"systems,omitempty"` // name, domain, address
	Grade     string `json:"grade,omitempty"`   // 1 to 5
	Security  string `json:"security,omitempty"`
	Line      string `json:"line,omitempty"` // who provides the line
	Suppliers string `json:"suppliers,omitempty"`
	Software  string `json:"software,omitempty"` // operating system and version
	Services  string `json:"services,omitempty"`
	Guards    string `json:"guards,omitempty"`
	Purpose   string `json:"purpose,omitempty"`
	DaysOff   string `json:"days_off,omitempty"`    // working days of the week that are off, a line each
	DaysOn    string `json:"days_worked,omitempty"` // days of a weekend that are worked
	State     State  `json:"state"`
}

// ResponseStands is the one state of a Response.
const ResponseStands State = "stands"

func (r Response) basis(own string) string {
	if r.Basis != "" {
		return r.Basis
	}
	return own
}

func (r Response) noticeDays() int { return daysOr(r.Notice, NoticeDays) }
func (r Response) finalDays() int  { return daysOr(r.FinalIn, FinalDays) }

// mostDays bounds a period that an office sets, in days.
const mostDays = 365

func daysOr(typed string, usual int) int {
	if n, err := strconv.Atoi(strings.TrimSpace(typed)); err == nil && ADays(typed) {
		return n
	}
	return usual
}

// ADays tells whether what was typed is a period in days, or nothing.
func ADays(typed string) bool {
	typed = strings.TrimSpace(typed)
	n, err := strconv.Atoi(typed)
	return typed == "" || err == nil && n >= 1 && n <= mostDays
}

// BadDays names the first line of some days, a line each with words after it, that begins
// with no day; empty: there is none.
func BadDays(lines string) string {
	for line := range strings.SplitSeq(lines, "\n") {
		if strings.TrimSpace(line) != "" && dayAt(line) == "" {
			return line
		}
	}
	return ""
}

// dayAt is the day with which a line begins, yyyy-mm-dd.
func dayAt(line string) string {
	word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	day, err := ParseDate(word)
	if err != nil {
		return ""
	}
	return day
}

func daysOf(lines string) (all []string) {
	for line := range strings.SplitSeq(lines, "\n") {
		if day := dayAt(line); day != "" {
			all = append(all, day)
		}
	}
	return all
}

// Works tells whether a day, yyyy-mm-dd, is a working day of the office: Monday to Friday
// without those that it has off, and what it works besides.
func (r Response) Works(day string) bool {
	at, err := time.Parse(time.DateOnly, day)
	switch {
	case err != nil:
		return false
	case slices.Contains(daysOf(r.DaysOn), day):
		return true
	case slices.Contains(daysOf(r.DaysOff), day):
		return false
	}
	return at.Weekday() != time.Saturday && at.Weekday() != time.Sunday
}

// mostBack bounds how far back working days are counted, in days.
const mostBack = 400

// WorkingDaysBefore is the last day on which something can be announced so that so many
// whole working days lie between it and another day, neither counted; empty: it is too far
// back. Both are yyyy-mm-dd.
func (r Response) WorkingDaysBefore(day string, n int) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	for back := 0; back < mostBack; back++ {
		at = at.AddDate(0, 0, -1)
		if n == 0 {
			return at.Format(time.DateOnly)
		}
		if r.Works(at.Format(time.DateOnly)) {
			n--
		}
	}
	return ""
}
