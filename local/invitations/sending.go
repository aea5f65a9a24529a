package invitations

import (
	"context"
	"errors"
	"slices"
	"strings"

	"tram/local/mailing"
	"tram/local/meetings"
	"tram/local/office"
	"tram/local/store"
)

// Of are the letters that were written of a meeting, in their order.
func Of(ctx context.Context, s *store.Store, meeting office.ID) ([]office.Invitation, error) {
	all, err := store.By(ctx, s, Letters, FacetMeeting, string(meeting))
	slices.SortFunc(all, func(a, b office.Invitation) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return all, err
}

// Write keeps the letters that a meeting owes, before any is sent: invitations, and cancellations for those
// whom it does not concern any more. Letters that wait and say otherwise are overtaken. It fails with Passed
// and NotOurs.
func Write(ctx context.Context, s *store.Store, actor string, from Sender, m office.Meeting, w Wish) ([]office.Invitation, error) {
	switch {
	case !meetings.Ours(m):
		return nil, NotOurs
	case meetings.Passed(m, from.Now):
		return nil, Passed
	}
	old, err := Of(ctx, s, m.ID)
	if err != nil {
		return nil, err
	}
	invited, cancelled := Owed(m, old, w)
	var all []office.Invitation
	told := hearing(old)
	for _, again := range []bool{false, true} {
		some := slices.DeleteFunc(slices.Clone(invited), func(p office.MeetingPerson) bool {
			h, heard := told[strings.ToLower(p.Mail)]
			return (heard && h.method == office.MailInvites && wentOut(old, p.Mail)) != again
		})
		letters, err := from.Invite(m, some, again)
		if err != nil {
			return nil, err
		}
		all = append(all, letters...)
	}
	if len(cancelled) > 0 {
		l, err := from.Cancel(m, cancelled)
		if err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	return all, keep(ctx, s, actor, m, all, old)
}

// keep writes new letters down, and lets go of what they overtake: in one step, so that nobody hears both.
func keep(ctx context.Context, s *store.Store, actor string, m office.Meeting, all, old []office.Invitation) error {
	if len(all) > 0 {
		var changes []store.Change
		for i := range all {
			changes = append(changes, Letters.Put(&all[i]))
		}
		if err := s.Save(ctx, store.Act{Actor: actor, Step: StepWrite}, changes...); err != nil {
			return err
		}
	}
	mine, err := store.Here(ctx, s, Letters)
	if err != nil {
		return err
	}
	for _, l := range old {
		here := slices.ContainsFunc(mine, func(o office.Invitation) bool { return o.ID == l.ID })
		if here && l.State == office.InvitationWaits {
			if _, err := refreshed(ctx, s, actor, l, m, all); err != nil {
				return err
			}
		}
	}
	return nil
}

// refreshed is a letter without those for whom it says what does not hold any more, or for whom a newer one
// says the same.
func refreshed(ctx context.Context, s *store.Store, actor string, l office.Invitation, m office.Meeting, newer []office.Invitation) (office.Invitation, error) {
	changed := false
	l.To = slices.Clone(l.To)
	for i, g := range l.To {
		again := slices.ContainsFunc(newer, func(n office.Invitation) bool {
			return slices.ContainsFunc(n.To, func(o office.InvitationGuest) bool { return strings.EqualFold(o.Mail, g.Mail) })
		})
		if (g.State == office.InvitationWaits || g.State == office.InvitationUnsure) && l.Method != office.MailAnswers && (again || Stale(l, g, m, s.Time())) {
			l.To[i].State, l.To[i].Said, l.To[i].Next, changed = office.InvitationOvertaken, "", "", true
		}
	}
	if !changed {
		return l, nil
	}
	l.State = stateOf(l.To)
	return l, s.Save(ctx, store.Act{Actor: actor, Step: StepSend}, Letters.Put(&l))
}

// Waiting are the letters of this station that are still to be sent, the oldest first, without what does not
// hold any more.
func Waiting(ctx context.Context, s *store.Store, actor string) (all []office.Invitation, err error) {
	mine, err := store.Here(ctx, s, Letters)
	if err != nil {
		return nil, err
	}
	for _, l := range mine {
		if l.State != office.InvitationWaits {
			continue
		}
		m, err := meetings.MeetingOf(ctx, s, l.Meeting)
		if err != nil {
			return nil, err
		}
		if l, err = refreshed(ctx, s, actor, l, m, nil); err != nil {
			return nil, err
		}
		if l.State == office.InvitationWaits {
			all = append(all, l)
		}
	}
	return all, nil
}

// LetterOf is a letter as it is carried, for those to whom it has not gone yet.
func LetterOf(l office.Invitation) mailing.Letter {
	is := mailing.Letter{MessageID: l.Mail, Date: l.Written, From: mailing.Address(l.From), Subject: l.Subject, Body: l.Body, Calendar: []byte(l.Calendar), Method: l.Method, Only: []string{}}
	for _, g := range l.To {
		is.To = append(is.To, mailing.Address(g.MailAddress))
		if g.State == office.InvitationWaits || g.State == office.InvitationUnsure {
			is.Only = append(is.Only, g.Mail)
		}
	}
	return is
}

// Sent keeps what became of a letter.
func Sent(ctx context.Context, s *store.Store, actor string, l office.Invitation, o mailing.Outcome) (office.Invitation, error) {
	l.To = slices.Clone(l.To)
	changed := false
	for _, sent := range o.Sent {
		i := slices.IndexFunc(l.To, func(g office.InvitationGuest) bool { return g.Mail == sent.To })
		if i < 0 || errors.Is(sent.Err, context.Canceled) {
			continue
		}
		was := l.To[i]
		l.To[i] = became(was, sent)
		changed = changed || was.State != l.To[i].State || was.Said != l.To[i].Said
	}
	if !changed {
		return l, nil
	}
	l.State = stateOf(l.To)
	return l, s.Save(ctx, store.Act{Actor: actor, Step: StepSend}, Letters.Put(&l))
}

// became is what became of a letter for somebody.
func became(g office.InvitationGuest, sent mailing.Sent) office.InvitationGuest {
	g.At, g.Said, g.Next = sent.At.UTC().Round(0), "", ""
	if f, told := office.FailureIn(sent.Err); told {
		g.Said, g.Next = f.Said, f.Next
	}
	switch {
	case sent.Err == nil:
		g.State = office.InvitationSent
	case !sent.Again():
		g.State = office.InvitationRefused
	case errors.Is(sent.Err, mailing.Unsure):
		g.State = office.InvitationUnsure
	default:
		g.State = office.InvitationWaits
	}
	return g
}
