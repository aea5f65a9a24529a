package people

import (
	"context"
	"fmt"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// KindRenewal is that of a renewal of the sealing identity.
const KindRenewal office.Kind = "identity-renewal"

// Renewal (đổi chìa niêm phong) tells why and by whom the sealing identity of a station
// was renewed. It is begun before anything is changed; then either the new identity comes
// into force and in the end every file lies under it, or nothing was changed and it is
// given up. The journal names public halves only.
type Renewal struct {
	ID      office.ID     `json:"id"`
	Version int64         `json:"version"`
	State   office.State  `json:"state"`
	Reason  RenewalReason `json:"reason"`
	Why     string        `json:"why,omitempty"` // as a person gave it
	By      string        `json:"by"`
	Key     bool          `json:"by_key,omitempty"` // the recovery key was shown, and not a password
	Former  string        `json:"former"`           // public half
	Next    string        `json:"next"`
	Brought bool          `json:"brought,omitempty"` // from another station of the office, where it was made
	At      time.Time     `json:"at"`
	Ended   time.Time     `json:"ended,omitzero"`
	Files   int64         `json:"files,omitempty"` // sealed anew, since the program was last started
	Bytes   int64         `json:"bytes,omitempty"`
}

// The states of a renewal.
const (
	RenewalBegun office.State = "begun"
	RenewalEnded office.State = "ended"
	RenewalGiven office.State = "given-up"
)

func renewalSaid(state string) string {
	return map[office.State]string{
		RenewalBegun: "đã bắt đầu", RenewalEnded: "mọi tệp đã nằm dưới chìa mới", RenewalGiven: "không đổi gì, vẫn dùng chìa cũ",
	}[office.State(state)]
}

// Told is where a renewal stands, on screen.
func (r Renewal) Told() string { return renewalSaid(string(r.State)) }

// RenewalReason says what a renewal is for.
type RenewalReason string

// The reasons.
const (
	AfterTheft   RenewalReason = "theft"
	AfterLeaving RenewalReason = "leaving"
	AfterLoss    RenewalReason = "sheet-lost"
	ForOther     RenewalReason = "other"
)

var reasonSaid = map[RenewalReason]string{
	AfterTheft: "bị mất trộm", AfterLeaving: "người giữ khóa thôi việc", AfterLoss: "tờ khóa khôi phục thất lạc hoặc đã lộ", ForOther: "lý do khác",
}

// Said is the reason on screen; empty: there is no such reason.
func (r RenewalReason) Said() string { return reasonSaid[r] }

// The steps of a renewal.
const (
	StepRenew   = "renew-identity"
	StepRenewed = "identity-renewed"
	StepGiveUp  = "renewal-given-up"
)

var renewals = store.Kind[Renewal]{
	Name: KindRenewal, Said: "Đổi chìa niêm phong", Clash: store.Alone,
	Named: func(r *Renewal) (*office.ID, *int64) { return &r.ID, &r.Version },
	Steps: []store.Step{
		{Name: StepRenew, Said: "Đổi chìa niêm phong", From: []office.State{store.Unborn}, To: RenewalBegun, Needs: office.MayAdmit},
		{Name: StepRenewed, Said: "Mọi tệp đã nằm dưới chìa mới", From: []office.State{RenewalBegun}, To: RenewalEnded},
		{Name: StepGiveUp, Said: "Chưa đổi được chìa, vẫn dùng chìa cũ", From: []office.State{RenewalBegun}, To: RenewalGiven},
	},
	Line: func(r Renewal) store.Line {
		return store.Line{Title: "Đổi chìa niêm phong: " + r.Reason.Said(), Below: r.Why, State: r.State, At: r.At.UTC().Format(time.RFC3339)}
	},
	Values: map[string]func(string) string{
		"state": renewalSaid, "reason": func(s string) string { return RenewalReason(s).Said() },
	},
	Fields: map[string]string{
		"state": "Tình trạng", "reason": "Vì", "why": "Lý do", "by": "Người đổi", "by_key": "Bằng khóa khôi phục", "former": "Chìa cũ (phần công khai)", "next": "Chìa mới (phần công khai)",
		"brought": "Theo chìa của trạm khác", "at": "Lúc", "ended": "Xong lúc", "files": "Số tệp niêm phong lại", "bytes": "Số byte niêm phong lại",
	},
}

// Renewals lists those of every station of the office that are known here, oldest first.
func (s Stored) Renewals(ctx context.Context) ([]Renewal, error) {
	return store.All(ctx, s.Store, renewals)
}

// OwnRenewals lists those of this station.
func (s Stored) OwnRenewals(ctx context.Context) ([]Renewal, error) {
	return store.Here(ctx, s.Store, renewals)
}

// SaveRenewal keeps the next version of one.
func (s Stored) SaveRenewal(ctx context.Context, step string, r Renewal) (Renewal, error) {
	err := s.Store.Save(ctx, store.Act{Actor: s.Station, Step: step}, renewals.Put(&r))
	return r, err
}

// toldOfRenewals is what a person has to learn who was here last before a moment.
func toldOfRenewals(all []Renewal, before time.Time) (told []string) {
	for _, r := range all {
		if r.State == RenewalGiven || !r.At.After(before) {
			continue
		}
		told = append(told, fmt.Sprintf("%s đã đổi chìa niêm phong của cơ quan lúc %s (%s). Tờ khóa khôi phục cũ không còn mở được gì. Nếu cơ quan không biết việc này, hãy báo lãnh đạo ngay.",
			r.By, moment(r.At), r.Reason.Said()))
	}
	return told
}
