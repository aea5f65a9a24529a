package routing

import (
	"fmt"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/workday"
)

var standingNotes = map[Standing]string{
	Aside: "Ở hướng xử lý khác, không được chọn.",
	Early: "Bước đứng trước chưa tới máy này.",
	Stray: "Không khớp với các bước đứng trước, nên không được tính.",
}

// Said is what a timeline notes beside a step; empty: there is nothing to note.
func (s Standing) Said() string { return standingNotes[s] }

// Note is Said for a step of this road: while nobody chose between roads none was left.
func (j Journey) Note(s Step) string {
	if s.How == Aside && j.Parted() {
		return "Ở một hướng xử lý khác; lãnh đạo chưa chọn hướng nào."
	}
	return s.How.Said()
}

// Weigh tells of a duty, and by how much it is late at a moment.
func Weigh(c *workday.Calendar, d Duty, at time.Time) office.RouteDuty {
	told := strings.Join(append([]string{d.By.Said()}, d.By.Told...), "; ")
	is := office.RouteDuty{Said: d.Said, Why: d.Why, Who: d.Who, By: d.By.By, Told: told}
	if late := c.Late(d.By, at); late.Late {
		is.Late = late.Said()
	}
	return is
}

// Sentence answers “Đã xử lý chưa?” in one that can be spoken: which document, at which step,
// who has it, and by when. It says nothing of what the document is about, or of whom.
func Sentence(r office.Registered, h office.RouteStands, parted bool, duties []office.RouteDuty) string {
	number := r.Numbered()
	if number == "" {
		number = r.Said()
	}
	entered := office.Ask{How: office.AskDay}.Told(r.Entered)
	said := fmt.Sprintf("Văn bản %s số %s, vào sổ ngày %s, ", r.Flow.Said(), number, entered)
	switch {
	case r.State == office.RegisteredCancelled:
		return said + "đã hủy trong sổ."
	case r.Brought.Run != "" && h.Stage == office.StageReceived:
		return said + "nhập từ sổ cũ; việc xử lý không ghi trong phần mềm này."
	case parted:
		return said + "đang chờ lãnh đạo chọn giữa các hướng xử lý."
	}
	said += h.Stage.Said()
	switch {
	case h.Stage == office.StageFiled:
		return said + " từ ngày " + h.Since.In(office.VietNam).Format("02/01/2006") + "."
	case h.Holder.Name != "":
		said += ", người giữ là " + h.Holder.Name
	default:
		said += ", đang ở văn thư"
	}
	for _, d := range duties {
		if d.Who != h.Holder { // an opinion: whoever is asked is nobody's business outside
			continue
		}
		said += fmt.Sprintf(", hạn %s là %s", d.Said, d.Told)
		if d.Late != "" {
			said += " (" + d.Late + ")"
		}
	}
	return said + "."
}
