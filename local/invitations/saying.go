package invitations

import (
	"fmt"
	"strings"
	"time"

	"tram/local/meetings"
	"tram/local/office"
)

// What was answered, and what became of that letter: whole sentences, for a window says them in its language.
var (
	answerSaid = map[string]string{
		office.MeetingAccepted: "Đã trả lời nơi mời: dự.", office.MeetingDeclined: "Đã trả lời nơi mời: không dự.",
		office.MeetingMaybe: "Đã trả lời nơi mời: chưa chắc.", office.MeetingDelegated: "Đã trả lời nơi mời: cử người khác.",
	}
	replySaid = map[office.State]string{
		office.InvitationWaits: "Thư trả lời chờ gửi.", office.InvitationSent: "Thư trả lời đã gửi.", office.InvitationUnsure: "Thư trả lời chưa rõ đã đi chưa.",
		office.InvitationRefused: "Máy chủ không nhận thư trả lời.", office.InvitationOvertaken: "Đã có thư trả lời mới hơn.",
	}
)

// Said is what of a meeting was sent, waits, or has to be sent, in words; empty: nothing was written of it.
func Said(m office.Meeting, letters []office.Invitation, now time.Time) string {
	var lines []string
	for _, l := range letters {
		if l.Method == office.MailAnswers {
			lines = []string{answerSaid[l.Answer], replySaid[l.State]}
		}
	}
	if !meetings.Ours(m) || len(letters) == 0 {
		return strings.Join(lines, " ")
	}
	count := latest(letters)
	for _, one := range []struct {
		state office.State
		said  string
	}{
		{office.InvitationSent, "Đã gửi thư cho %d người."}, {office.InvitationWaits, "Thư chờ gửi cho %d người."},
		{office.InvitationUnsure, "Chưa rõ thư đã đi chưa với %d người, sẽ gửi lại."}, {office.InvitationRefused, "Máy chủ không nhận thư gửi %d người."},
	} {
		if n := count[one.state]; n > 0 {
			lines = append(lines, fmt.Sprintf(one.said, n))
		}
	}
	if invited, cancelled := Owing(m, letters, now); len(invited)+len(cancelled) > 0 {
		lines = append(lines, fmt.Sprintf("Chưa báo cho %d người lịch như hiện nay.", len(invited)+len(cancelled)))
	}
	return strings.Join(lines, " ")
}

// latest counts people by what became of the last letter for each.
func latest(letters []office.Invitation) map[office.State]int {
	last := map[string]office.State{}
	for _, l := range letters {
		for _, g := range l.To {
			if g.State != office.InvitationOvertaken {
				last[strings.ToLower(g.Mail)] = g.State
			}
		}
	}
	count := map[office.State]int{}
	for _, s := range last {
		count[s]++
	}
	return count
}

// Owing is who has to hear something of a meeting of which letters went out, and that is not over.
func Owing(m office.Meeting, letters []office.Invitation, now time.Time) (invited, cancelled []office.MeetingPerson) {
	if len(letters) == 0 || !meetings.Ours(m) || meetings.Passed(m, now) {
		return nil, nil
	}
	return Owed(m, letters, Wish{})
}
