package meetings

import (
	"context"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// What goes to those who are invited by mail, and to whoever invited the office.

// Names of what is told when letters cannot be written as they are.
const (
	noMailLine  = "station.no-mail-line"
	nobodyOwed  = "invitations.nobody-owed"
	otherName   = "station.minutes-other-name"
	countedOnce = "meetings.secret-counted"
)

// failed tells whether an error is told under a name.
func failed(err error, name string) bool {
	f, told := office.FailureIn(err)
	return told && f.Name == name
}

// ours tells that the office arranged a meeting itself.
func ours(m office.MeetingTold) bool { return !m.Came && m.From.Name == "" && m.From.Mail == "" }

// offerLetters puts the buttons for letters above a meeting.
func (d *detail) offerLetters(m office.MeetingTold, add func(*kit.Button)) {
	mailed := false
	for _, p := range m.People {
		mailed = mailed || p.Mail != ""
	}
	switch {
	case !ours(m):
		if m.From.Mail == "" || m.State == office.MeetingCancelled {
			return
		}
		for _, a := range []struct{ word, answer string }{{kit.T("meetings.answer-yes"), office.MeetingAccepted}, {kit.T("meetings.answer-no"), office.MeetingDeclined}, {kit.T("meetings.answer-maybe"), office.MeetingMaybe}} {
			add(kit.NewButton(a.word, nil, func() { d.answer(m, a.answer) }))
		}
	case m.State == office.MeetingCancelled:
		if m.Sent != "" {
			add(kit.NewButton(kit.T("meetings.invite-off"), nil, func() { d.invite(m.ID, false) }))
		}
	case mailed:
		word := kit.T("meetings.invite")
		if m.Sent != "" {
			word = kit.T("meetings.invite-anew")
		}
		add(kit.NewButton(word, nil, func() { d.invite(m.ID, false) }))
	}
}

// invite writes to whoever has to hear of a meeting, and sends it where there is a line.
func (d *detail) invite(id office.ID, again bool) {
	by := d.page.by
	d.posts(kit.T("meetings.inviting"), func(ctx context.Context) error {
		_, err := d.page.services.InviteTo(ctx, by, id, again)
		return err
	}, func(err error) bool {
		if !failed(err, nobodyOwed) {
			return false
		}
		f, _ := office.FailureIn(err)
		d.page.desk.Lead(kit.Info, kit.Trouble{Said: kit.Said(f.Said)}, kit.T("meetings.invite-all"), func() { d.invite(id, true) })
		return true
	})
}

// answer answers whoever invited the office.
func (d *detail) answer(m office.MeetingTold, answer string) {
	by, of := d.page.by, ""
	d.posts(kit.T("meetings.answering"), func(ctx context.Context) error {
		_, err := d.page.services.AnswerInvitation(ctx, by, office.AnswerWish{Meeting: m.ID, Of: of, Answer: answer})
		return err
	}, func(error) bool { return false })
}

// posts writes letters and exchanges over the lines. handled tells whether what failed was told otherwise.
func (d *detail) posts(title string, write func(context.Context) error, handled func(error) bool) {
	var done office.LinesDone
	d.page.desk.Run(title, false, func(ctx context.Context, _ *job.Progress) (err error) {
		if err = write(ctx); err != nil {
			return err
		}
		done, err = d.page.services.ExchangeNow(ctx, office.ExchangeWish{})
		return err
	}, func(err error) {
		switch {
		case failed(err, noMailLine):
			f, _ := office.FailureIn(err)
			d.page.desk.Lead(kit.Warn, kit.Trouble{Said: kit.Said(f.Said), Next: kit.Said(f.Next)}, kit.T("meetings.to-lines"), d.page.OpenLines)
		case err != nil && handled(err):
		case err != nil:
			d.page.desk.Tell(err)
		default:
			d.page.desk.TellLines(done)
		}
		d.page.Changed()
	})
}

// signSure asks whether a certificate of another name signs all the same.
func (m *minutes) signSure(err error) {
	f, _ := office.FailureIn(err)
	id, at, by := m.s.id, m.s.at, m.s.page.by
	m.s.page.desk.Lead(kit.Warn, kit.Trouble{Said: kit.Said(f.Said), Next: kit.Said(f.Next)}, kit.T("meetings.sign-sure"), func() {
		m.do(func(ctx context.Context) (office.SessionTold, error) {
			return m.s.page.services.SignMinutesSure(ctx, by, id, at)
		}, kit.T("meetings.minutes-signed-now"))
	})
}

// strikeSure asks whether a secret count is struck all the same, for the vote begins anew then.
func (s *session) strikeSure(e office.MeetingEntry, err error) {
	f, _ := office.FailureIn(err)
	e.Sure = true
	s.page.desk.Lead(kit.Warn, kit.Trouble{Said: kit.Said(f.Said), Next: kit.Said(f.Next)}, kit.T("meetings.strike-sure"), func() { s.note(e, nil) })
}
