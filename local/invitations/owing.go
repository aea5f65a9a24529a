package invitations

import (
	"slices"
	"strings"
	"time"

	"tram/local/meetings"
	"tram/local/office"
)

// Wish is what is written for.
type Wish struct {
	Again bool // whoever heard of the meeting as it stands is invited once more
}

// heard is what somebody was told last of a meeting.
type heard struct {
	office.MailAddress
	method   string
	sequence int
	waits    bool // the letter that says so has not gone out
}

// hearing is what each heard, by address, of letters in the order in which they were written.
func hearing(letters []office.Invitation) map[string]heard {
	all := map[string]heard{}
	for _, l := range letters {
		if l.Method == office.MailAnswers {
			continue
		}
		for _, g := range l.To {
			if g.State == office.InvitationOvertaken || g.State == office.InvitationRefused {
				continue
			}
			all[strings.ToLower(g.Mail)] = heard{g.MailAddress, l.Method, l.Sequence, g.State == office.InvitationWaits}
		}
	}
	return all
}

// Owed is who has to hear what of a meeting, given the letters that were written of it: who is invited, and
// who is told that it is off for them.
func Owed(m office.Meeting, letters []office.Invitation, w Wish) (invited, cancelled []office.MeetingPerson) {
	told := hearing(letters)
	stands := m.State != office.MeetingCancelled
	for _, p := range m.People {
		if p.Mail == "" || !stands {
			continue
		}
		h, heard := told[strings.ToLower(p.Mail)]
		if !heard || h.method != office.MailInvites || h.sequence < m.Sequence || w.Again {
			invited = append(invited, p)
		}
	}
	for mail, h := range told {
		still := stands && slices.ContainsFunc(m.People, func(p office.MeetingPerson) bool { return strings.EqualFold(p.Mail, mail) })
		if still || h.method != office.MailInvites || h.waits && !wentOut(letters, mail) {
			continue
		}
		cancelled = append(cancelled, personOf(m, h.MailAddress))
	}
	slices.SortFunc(cancelled, func(a, b office.MeetingPerson) int { return strings.Compare(a.Mail, b.Mail) })
	return invited, cancelled
}

// wentOut tells that any invitation reached an address, or may have.
func wentOut(letters []office.Invitation, mail string) bool {
	return slices.ContainsFunc(letters, func(l office.Invitation) bool {
		return l.Method == office.MailInvites && slices.ContainsFunc(l.To, func(g office.InvitationGuest) bool {
			return strings.EqualFold(g.Mail, mail) && (g.State == office.InvitationSent || g.State == office.InvitationUnsure)
		})
	})
}

func personOf(m office.Meeting, a office.MailAddress) office.MeetingPerson {
	for _, p := range m.People {
		if strings.EqualFold(p.Mail, a.Mail) {
			return p
		}
	}
	return office.MeetingPerson{Name: a.Name, Mail: a.Mail}
}

// Stale tells whether a letter that waits says for somebody what does not hold any more: to what is over nobody
// is invited, however long there was no line.
func Stale(l office.Invitation, g office.InvitationGuest, m office.Meeting, now time.Time) bool {
	invited := m.State != office.MeetingCancelled && slices.ContainsFunc(m.People, func(p office.MeetingPerson) bool { return strings.EqualFold(p.Mail, g.Mail) })
	switch l.Method {
	case office.MailInvites:
		return !invited || l.Sequence < m.Sequence || meetings.Passed(m, now)
	case office.MailCancels:
		return invited
	}
	return false
}
