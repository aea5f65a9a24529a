package invitations

import (
	"slices"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// Steps.
const (
	StepWrite = "invitation-write"
	StepSend  = "invitation-send"
	StepLine  = "mail-line"
	StepShare = "calendar-line"
	StepOut   = "line-out"
)

// FacetMeeting is the meeting of a letter.
const FacetMeeting = store.FacetOf

// Letters are those that were written. The station that wrote one sends it.
var Letters = store.Kind[office.Invitation]{
	Name: office.KindInvitation, Said: "Thư mời họp", Clash: store.Alone, Silent: true,
	Named: func(i *office.Invitation) (*office.ID, *int64) { return &i.ID, &i.Version },
	Steps: []store.Step{
		{Name: StepWrite, Said: "Viết thư mời họp", From: []office.State{store.Unborn}, Needs: office.MayKeep},
		{Name: StepSend, Said: "Gửi thư mời họp", From: []office.State{office.InvitationWaits}},
	},
	Line: func(i office.Invitation) store.Line {
		return store.Line{Title: i.Subject, Below: i.Title, State: i.State, At: i.Written.UTC().Format(time.RFC3339), Facts: map[string][]string{FacetMeeting: {string(i.Meeting)}}}
	},
	Fields: map[string]string{"subject": "Tiêu đề", "to": "Người nhận", "state": "Tình trạng", "method": "Loại thư", "answer": "Trả lời"},
	Values: map[string]func(string) string{"state": store.Said(StateSaid), "method": methodSaid},
}

var stateSaid = map[office.State]string{
	office.InvitationWaits: "Chờ gửi", office.InvitationSent: "Đã gửi", office.InvitationUnsure: "Chưa rõ đã đi chưa", office.InvitationRefused: "Máy chủ không nhận",
	office.InvitationOvertaken: "Đã có thư mới hơn",
}

// StateSaid is the Vietnamese name of what became of a letter.
func StateSaid(s office.State) string { return stateSaid[s] }

func methodSaid(method string) string {
	return map[string]string{office.MailInvites: "Mời", office.MailCancels: "Báo hủy", office.MailAnswers: "Trả lời"}[method]
}

// stateOf is what a letter as a whole is, by what became of it for each.
func stateOf(to []office.InvitationGuest) office.State {
	for _, s := range []office.State{office.InvitationWaits, office.InvitationUnsure, office.InvitationRefused, office.InvitationSent} {
		if slices.ContainsFunc(to, func(g office.InvitationGuest) bool { return g.State == s }) {
			if s == office.InvitationUnsure {
				return office.InvitationWaits // it is sent again under its name
			}
			return s
		}
	}
	return office.InvitationOvertaken
}

// MailLines and CalendarLines are the lines of this station.
var (
	MailLines = store.Kind[office.MailLine]{
		Name: office.KindMailLine, Said: "Đường thư", Clash: store.Local, Gone: []office.State{office.LineOut},
		Named: func(l *office.MailLine) (*office.ID, *int64) { return &l.ID, &l.Version },
		Steps: []store.Step{{Name: StepLine, Said: "Chọn đường thư", To: office.LineUsed, Needs: office.MayRun}, {Name: StepOut, Said: "Thôi dùng", To: office.LineOut, Needs: office.MayRun}},
		Line: func(l office.MailLine) store.Line {
			return store.Line{Title: "Đường thư " + l.From.Mail, Below: l.Server, State: l.State}
		},
		Fields: map[string]string{"from": "Người gửi", "server": "Máy chủ gửi", "user": "Tài khoản", "box": "Máy chủ nhận", "box_user": "Tài khoản hộp thư", "state": "Tình trạng"},
		Values: map[string]func(string) string{"state": store.Said(LineSaid)},
	}
	CalendarLines = store.Kind[office.CalendarLine]{
		Name: office.KindCalendarLine, Said: "Lịch chung", Clash: store.Local, Gone: []office.State{office.LineOut},
		Named: func(l *office.CalendarLine) (*office.ID, *int64) { return &l.ID, &l.Version },
		Steps: []store.Step{{Name: StepShare, Said: "Chọn lịch chung", To: office.LineUsed, Needs: office.MayRun}, {Name: StepOut, Said: "Thôi dùng", To: office.LineOut, Needs: office.MayRun}},
		Line: func(l office.CalendarLine) store.Line {
			return store.Line{Title: "Lịch chung " + l.Name, Below: l.Address, State: l.State}
		},
		Fields: map[string]string{"name": "Tên", "address": "Địa chỉ", "user": "Tài khoản", "state": "Tình trạng"},
		Values: map[string]func(string) string{"state": store.Said(LineSaid)},
	}
)

// LineSaid is the Vietnamese name of the state of a line.
func LineSaid(s office.State) string {
	return map[office.State]string{office.LineUsed: "Đang dùng", office.LineOut: "Thôi dùng"}[s]
}

// Kinds are those of this room.
func Kinds() []store.AnyKind { return []store.AnyKind{Letters, MailLines, CalendarLines} }
