package books

import (
	"strconv"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// Steps of emergencies and of pads. Those of Line are the station's own.
const (
	StepBegin     = "begin-emergency"
	StepEnd       = "end-emergency"
	StepClose     = "close-emergency"
	StepLineDown  = "line-down"
	StepLineBack  = "line-back"
	StepMakePad   = "make-pad"
	StepSpoilPad  = "spoil-pad"
	StepCountPad  = "count-pad"
	StepEndPad    = "end-pad"
	StepRecallPad = "recall-pad"
)

// Emergencies are the times in which the office worked without a line. Two stations may each
// have begun one; the later word on one is shown.
var Emergencies = store.Kind[office.Emergency]{
	Name: "emergency", Said: "Tình huống khẩn cấp", Clash: store.Newest, Silent: true,
	Named: func(e *office.Emergency) (*office.ID, *int64) { return &e.ID, &e.Version },
	Steps: []store.Step{
		{Name: StepBegin, Said: "Chuyển sang làm khi mất kết nối", From: []office.State{store.Unborn}, To: office.EmergencyOn, Needs: office.MayKeep},
		{Name: StepEnd, Said: "Ghi là đã có kết nối lại", From: []office.State{office.EmergencyOn}, To: office.EmergencyOver, Needs: office.MayKeep},
		{Name: StepLineDown, Said: "Trạm tự ghi là mất kết nối", From: []office.State{store.Unborn}, To: office.EmergencyOn},
		{Name: StepLineBack, Said: "Trạm tự ghi là có kết nối lại", From: []office.State{office.EmergencyOn}, To: office.EmergencyOver},
		{Name: StepClose, Said: "Đóng tình huống, đã đối chiếu xong", From: []office.State{office.EmergencyOver}, To: office.EmergencyClosed, Needs: office.MayKeep},
	},
	Check: checkEmergency,
	Line: func(e office.Emergency) store.Line {
		return store.Line{Title: e.Why, At: e.Begun, State: e.State, Words: []string{e.Cause}}
	},
	Fields: map[string]string{"why": "Lý do", "cause": "Trạm ghi vì", "begun": "Từ lúc", "ended": "Đến lúc", "state": "Tình trạng"},
	Values: map[string]func(string) string{"state": func(state string) string {
		return map[string]string{"on": "Đang mất kết nối", "over": "Đã có kết nối, chưa đối chiếu xong", "closed": "Đã đóng"}[state]
	}},
}

func checkEmergency(_ *office.Emergency, e office.Emergency, _ string) error {
	begun, ended := office.MomentOf(e.Begun), office.MomentOf(e.Ended)
	if !ended.IsZero() && ended.Before(begun.Truncate(time.Minute)) {
		return EmergencyBackwards.About(office.MomentSaid(ended), office.MomentSaid(begun))
	}
	return nil
}

// Pads are the pads of paper receipts. That a number is given once stands on how it is drawn,
// and on Only where it is known already.
var Pads = store.Kind[office.Pad]{
	Name: "receipt-pad", Said: "Quyển biên nhận giấy", Clash: store.Newest, Silent: true, Only: []string{FacetPad}, Taken: PadTaken,
	Named: func(p *office.Pad) (*office.ID, *int64) { return &p.ID, &p.Version },
	Steps: []store.Step{
		{Name: StepMakePad, Said: "Lập quyển biên nhận", From: []office.State{store.Unborn}, To: office.PadMade, Needs: office.MayKeep},
		{Name: StepSpoilPad, Said: "Không in được quyển biên nhận", From: []office.State{office.PadMade}, To: office.PadSpoilt},
		{Name: StepCountPad, Said: "Kiểm quyển biên nhận", From: []office.State{office.PadMade}, To: office.PadMade, Needs: office.MayKeep},
		{Name: StepEndPad, Said: "Thôi dùng quyển biên nhận", To: office.PadEnded, Needs: office.MayKeep},
		{Name: StepClose, Said: "Cất quyển, đã đối chiếu xong", To: office.PadClosed, Needs: office.MayKeep},
		{Name: StepRecallPad, Said: "Kiểm lại quyển đã thôi dùng", From: []office.State{office.PadSpoilt, office.PadEnded, office.PadClosed}, To: office.PadMade, Needs: office.MayKeep},
	},
	Check: checkPad,
	Line: func(p office.Pad) store.Line {
		return store.Line{Title: office.PadSaid(p.Number), Below: strconv.Itoa(p.Slips) + " tờ", State: p.State, Facts: map[string][]string{FacetPad: {p.Number}}}
	},
	Fields: map[string]string{"number": "Số quyển", "slips": "Số tờ", "used": "Đã viết tới tờ", "counted": "Kiểm lúc", "state": "Tình trạng"},
	Values: map[string]func(string) string{"state": func(state string) string {
		return map[string]string{"made": "Đang dùng", "spoilt": "Không in được", "ended": "Thôi dùng", "closed": "Đã cất"}[state]
	}},
}

func checkPad(_ *office.Pad, p office.Pad, _ string) error {
	switch {
	case len(p.Number) != office.PadDigits || p.Slips < 1 || p.Slips > office.MostSlips:
		return BadPad.About(office.MostSlips)
	case p.Used < 0 || p.Used > p.Slips:
		return BadUsed.About(p.Used, p.Slips)
	}
	return nil
}

// joinedBy joins what is not empty.
func joinedBy(by string, all ...string) string {
	var some []string
	for _, each := range all {
		if each != "" {
			some = append(some, each)
		}
	}
	return strings.Join(some, by)
}

// What can be wrong with an emergency or a pad.
var (
	EmergencyBackwards = office.Failure{
		Name: "books.emergency-backwards",
		Said: "Lúc có kết nối lại (%s) là trước lúc mất kết nối (%s).",
		Next: "Hãy xem lại giờ, ngày đã ghi.",
	}
	PadTaken = office.Failure{
		Name: "books.pad-taken",
		Said: "Đã có quyển biên nhận mang số này.",
		Next: "Hãy lập quyển khác.",
	}
	BadPad = office.Failure{
		Name: "books.bad-pad",
		Said: "Một quyển biên nhận có từ 1 đến %d tờ.",
		Next: "Hãy ghi lại số tờ.",
	}
	BadUsed = office.Failure{
		Name: "books.bad-used",
		Said: "Tờ số %d không có trong quyển: quyển có %d tờ.",
		Next: "Hãy xem lại quyển rồi ghi số của tờ cuối cùng đã viết; chưa viết tờ nào thì ghi 0.",
	}
)
