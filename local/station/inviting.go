package station

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tram/local/documents"
	"tram/local/invitations"
	"tram/local/meetings"
	"tram/local/office"
	"tram/local/store"
)

// InviteTo writes letters to whoever has to hear of a meeting: who is new, who was told of another hour, who
// is invited no more. again: everybody is invited once more. They go out with the next exchange. It fails with
// NoMailLine and as invitations.Write does, and with NobodyOwed where nobody has anything to hear.
func (s *Lines) InviteTo(ctx context.Context, by office.Clerk, meeting office.ID, again bool) ([]office.Invitation, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return nil, err
	}
	m, err := meetings.MeetingOf(ctx, s.store, meeting)
	if err != nil {
		return nil, err
	}
	from, err := s.sender(ctx, m)
	if err != nil {
		return nil, err
	}
	all, err := invitations.Write(ctx, s.store, s.entrance.own(ctx, by).Name, from, m, invitations.Wish{Again: again})
	switch {
	case err != nil || len(all) > 0:
		return all, err
	case !slices.ContainsFunc(m.People, func(p office.MeetingPerson) bool { return p.Mail != "" }):
		return nil, invitations.NoMail
	}
	return nil, invitations.NobodyOwed
}

// sender is the office as it writes of a meeting. It fails with NoMailLine.
func (s *Lines) sender(ctx context.Context, m office.Meeting) (is invitations.Sender, err error) {
	line, err := s.mailLine(ctx)
	if err != nil {
		return is, err
	}
	if line.ID == "" {
		return is, NoMailLine
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return is, err
	}
	is = invitations.Sender{Office: o.Name, From: line.From, Now: s.clock.Now()}
	is.From.Name = cmp.Or(is.From.Name, o.Name)
	papers := slices.Clone(m.Papers)
	for _, a := range m.Agenda {
		papers = append(papers, a.Papers...)
	}
	for _, id := range papers {
		r, err := store.One(ctx, s.store, documents.Registered, id)
		if err != nil {
			continue // it is not here yet
		}
		is.Papers = append(is.Papers, strings.TrimSpace(cmp.Or(r.Numbered(), office.Numbered(r.Document.Number, r.Document.Symbol))+" "+r.Document.Subject))
	}
	return is, nil
}

// AnswerInvitation writes the answer to an invitation, and keeps it in the meeting. It goes out with the next
// exchange. It fails with NoMailLine, OursToo, NotInvited and NoSuchAnswer.
func (s *Lines) AnswerInvitation(ctx context.Context, by office.Clerk, w office.AnswerWish) (is office.Invitation, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	by = s.entrance.own(ctx, by)
	m, err := meetings.MeetingOf(ctx, s.store, w.Meeting)
	if err != nil {
		return is, err
	}
	from, err := s.sender(ctx, m)
	switch {
	case err != nil:
		return is, err
	case meetings.Ours(m):
		return is, invitations.OursToo
	case !slices.Contains([]string{office.MeetingAccepted, office.MeetingDeclined, office.MeetingMaybe}, w.Answer):
		return is, NoSuchAnswer
	}
	i := invitedAs(m, w.Seat, from.From.Mail, by)
	if i < 0 {
		return is, invitations.NotInvited
	}
	who := m.People[i]
	who.Answer, who.Said = w.Answer, strings.TrimSpace(w.Said)
	if is, err = from.Answer(m, w.Of, who); err != nil {
		return is, err
	}
	return is, s.keepAnswer(ctx, by, m, i, w, &is)
}

// invitedAs is who of those who are invited answers; -1: nobody of the office.
func invitedAs(m office.Meeting, seat office.ID, line string, by office.Clerk) int {
	of := func(is func(office.MeetingPerson) bool) int { return slices.IndexFunc(m.People, is) }
	if seat != "" {
		return of(func(p office.MeetingPerson) bool { return p.Seat == seat && p.Mail != "" })
	}
	return max(
		of(func(p office.MeetingPerson) bool { return by.ID != "" && p.ID == by.ID && p.Mail != "" }),
		of(func(p office.MeetingPerson) bool { return strings.EqualFold(p.Mail, line) }),
	)
}

// keepAnswer keeps what an answer says in the meeting, and the letter.
func (s *Lines) keepAnswer(ctx context.Context, by office.Clerk, m office.Meeting, i int, w office.AnswerWish, l *office.Invitation) error {
	m.People = slices.Clone(m.People)
	if p := &m.People[i]; w.Of == "" {
		p.Answer, p.Said = w.Answer, strings.TrimSpace(w.Said)
	} else {
		p.Said = "Riêng lần " + w.Of + ": " + strings.ToLower(office.ChoiceSaid(office.MeetingAnswers, w.Answer))
	}
	if err := s.store.Save(ctx, store.Act{Actor: by.Name, Step: meetings.StepAnswer}, meetings.Meetings.Put(&m)); err != nil {
		return err
	}
	return s.store.Save(ctx, store.Act{Actor: by.Name, Step: invitations.StepWrite}, invitations.Letters.Put(l))
}

// InvitationsOf are the letters that were written of a meeting, the oldest first.
func (s *Lines) InvitationsOf(ctx context.Context, meeting office.ID) (all []office.Invitation, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	defer s.entrance.seen(ctx, meeting, &err)
	return invitations.Of(ctx, s.store, meeting)
}

// NoSuchAnswer tells of an answer that is none.
var NoSuchAnswer = office.Failure{
	Name: "station.no-such-answer",
	Said: "Trả lời giấy mời là dự, không dự, hoặc chưa chắc.",
	Next: "Hãy chọn một trong ba.",
}
