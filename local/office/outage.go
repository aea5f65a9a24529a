package office

import "time"

// Outage (tạm ngừng có kế hoạch) is a time in which the office means to offer nothing on
// line, announced beforehand (Nghị định 224/2026/NĐ-CP, Điều 13).
type Outage struct {
	ID        ID     `json:"id"`
	Version   int64  `json:"version"`
	Name      string `json:"name"`
	Why       string `json:"why"`
	Services  string `json:"services"`
	From      string `json:"from"` // RFC 3339, UTC
	Back      string `json:"back"` // when all is expected to work again
	Instead   string `json:"instead,omitempty"`
	Forced    string `json:"forced,omitempty"` // why it could not be announced in time; empty: it could
	Announced string `json:"announced,omitempty"`
	Where     string `json:"where,omitempty"`
	Ended     string `json:"ended,omitempty"`
	State     State  `json:"state"`
}

// The states of an Outage.
const (
	OutagePlanned State = "planned"
	OutageOver    State = "over"
	OutageOff     State = "called-off"
)

// OutageNotice is how many working days before an outage it is announced.
const OutageNotice = 7

const basisOutage = "Nghị định 224/2026/NĐ-CP, Điều 13 khoản 1 điểm a"

// Duties are what an outage owes: to be announced in time.
func (o Outage) Duties(r Response) []Duty {
	d := Duty{Said: "Thông báo công khai việc tạm ngừng", Basis: basisOutage, Done: MomentOf(o.Announced)}
	if from := MomentOf(o.From); !from.IsZero() && o.Forced == "" {
		if last := r.WorkingDaysBefore(DayOf(from), OutageNotice); last != "" {
			day, _ := time.ParseInLocation(time.DateOnly, last, VietNam) //nolint:errcheck // it was made above
			d.By = after(day, 0)
		}
	}
	return []Duty{d}
}
