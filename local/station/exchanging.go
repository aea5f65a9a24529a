package station

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tram/local/calsync"
	"tram/local/icalendar"
	"tram/local/invitations"
	"tram/local/mailing"
	"tram/local/meetings"
	"tram/local/office"
	"tram/local/sharedcalendar"
	"tram/local/store"
)

// What goes over the lines: letters that wait go out, those that came are read, calendars are brought to the
// same. Each line goes its own way: one that is broken keeps no other from going.

// How often it is exchanged while the program is open, and what is read of a box at a time.
const (
	exchangeEvery = 10 * time.Minute
	exchangeFirst = 20 * time.Second
	mostLetters   = 500
	mostOddTold   = 100
)

// ExchangeNow sends the letters that wait, reads those that came, and brings the calendars that are shared to
// the same. What keeps a line from going stands among what was done. It fails with LinesBusy, and with NoLines
// where there are none.
func (s *Lines) ExchangeNow(ctx context.Context, w office.ExchangeWish) (is office.LinesDone, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	stands, err := s.lineStands(ctx)
	if err != nil {
		return is, err
	}
	if len(stands) == 0 {
		return is, NoLines
	}
	return s.exchange(ctx, w)
}

func (s *Lines) exchange(ctx context.Context, w office.ExchangeWish) (is office.LinesDone, err error) {
	release, err := s.turnOfLines(ctx)
	if err != nil {
		return is, err
	}
	defer release()
	mail, err := s.mailLine(ctx)
	if err != nil {
		return is, err
	}
	if mail.ID != "" {
		if err := s.overLine(ctx, mail.ID, "Thư "+mail.From.Mail, &is, func(stand *lineState) error { return s.mails(ctx, mail, stand, &is) }); err != nil {
			return is, err
		}
	}
	shared, err := s.sharedCalendars(ctx)
	if err != nil {
		return is, err
	}
	for _, l := range shared {
		if err := s.overLine(ctx, l.ID, "Lịch chung “"+l.Name+"”", &is, func(*lineState) error { return s.shares(ctx, l, w, &is) }); err != nil {
			return is, err
		}
	}
	if err := s.tellOdd(ctx, is); err != nil {
		return is, err
	}
	return is, s.waitingLetters(ctx, &is)
}

// tellOdd has what was not taken, and what is odd, wait until a person saw it: it is exchanged while nobody looks.
func (s *Lines) tellOdd(ctx context.Context, is office.LinesDone) error {
	for _, c := range is.Came {
		if c.What != office.CameNot {
			continue
		}
		if err := sharedcalendar.Note(ctx, s.store, account(), office.CalendarClash{Meeting: c.Meeting, UID: c.UID, Title: c.Title, What: c.Said}); err != nil {
			return err
		}
	}
	for _, said := range is.Odd {
		if err := sharedcalendar.Note(ctx, s.store, account(), office.CalendarClash{Title: "Thư và lịch chung", What: said}); err != nil {
			return err
		}
	}
	return nil
}

// overLine does something over a line, and keeps how it stands. Whatever is no sentence is the caller's.
func (s *Lines) overLine(ctx context.Context, id office.ID, said string, is *office.LinesDone, do func(*lineState) error) error {
	stand, err := s.stand(id)
	if err != nil {
		return err
	}
	err = do(&stand)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	f, told := office.FailureIn(err)
	if err != nil && !told {
		return err
	}
	now := s.clock.Now().UTC().Round(0)
	stand.Tried, stand.Name, stand.Why, stand.Next = now, f.Name, f.Said, f.Next
	if err == nil {
		stand.Good = now
	} else {
		is.Trouble = append(is.Trouble, office.LineStand{ID: id, Said: said, Tried: now, Good: stand.Good, Name: f.Name, Why: f.Said, Next: f.Next})
	}
	return s.keepStand(id, stand)
}

// mails sends what waits and reads what came. What keeps one of both does not keep the other.
func (s *Lines) mails(ctx context.Context, l office.MailLine, stand *lineState, is *office.LinesDone) error {
	if s.outside.Post == nil {
		return NoLine
	}
	secret, err := s.lineSecret(l.ID)
	if err != nil {
		return err
	}
	out, box, err := s.outside.Post(l, secret)
	if err != nil {
		return err
	}
	err = s.delivers(ctx, out, is)
	if box != nil && ctx.Err() == nil {
		err = errors.Join(err, s.collects(ctx, l, box, stand, is))
	}
	return err
}

// delivers sends the letters that wait. It fails with what keeps the server from taking any.
func (s *Lines) delivers(ctx context.Context, out Sender, is *office.LinesDone) error {
	all, err := invitations.Waiting(ctx, s.store, account())
	if err != nil || len(all) == 0 {
		return err
	}
	letters := make([]mailing.Letter, len(all))
	for i, l := range all {
		letters[i] = invitations.LetterOf(l)
	}
	n, away := 0, error(nil)
	for o := range out.Deliver(ctx, letters) {
		if _, err := invitations.Sent(ctx, s.store, account(), all[n], o); err != nil {
			return err
		}
		for _, sent := range o.Sent {
			switch {
			case sent.Err == nil:
				is.Sent++
			case sent.Again():
				if away == nil {
					away = sent.Err
				}
			default:
				is.Refused++
			}
		}
		n++
	}
	return away
}

// collects reads the letters that came since, and takes in what they say of meetings. What was read is kept
// after each, so that a kill has none read twice for long; what was taken twice is the same.
func (s *Lines) collects(ctx context.Context, l office.MailLine, box Box, stand *lineState, is *office.LinesDone) error {
	known := map[string]bool{}
	for _, id := range stand.Seen {
		known[id] = true
	}
	there, n := map[string]bool{}, 0
	for a, err := range box.Letters(ctx, func(id string) bool { there[id] = true; return known[id] }) {
		if err != nil {
			return err
		}
		if err := s.arrived(ctx, a, is); err != nil {
			return err
		}
		stand.Seen = append(stand.Seen, a.ID)
		if err := s.keepStand(l.ID, *stand); err != nil {
			return err
		}
		is.Letters++
		if n++; n == mostLetters {
			return nil
		}
	}
	stand.Seen = slices.DeleteFunc(stand.Seen, func(id string) bool { return !there[id] })
	return nil
}

// arrived takes in what one letter says of meetings. A letter that says nothing of any is let be.
func (s *Lines) arrived(ctx context.Context, a mailing.Arrived, is *office.LinesDone) error {
	odd := func(said ...string) {
		is.Odd = append(is.Odd, said[:min(len(said), max(0, mostOddTold-len(is.Odd)))]...)
	}
	if a.Err != nil {
		f, _ := office.FailureIn(a.Err)
		odd(f.Said)
		return nil
	}
	came, about, err := takenMail(ctx, s.store, account(), a.Text)
	if f, told := office.FailureIn(err); told && ctx.Err() == nil {
		odd(about + ": " + f.Said)
		return nil
	} else if err != nil {
		return err
	}
	is.Came = append(is.Came, came.Came...)
	for _, said := range came.Odd {
		odd(about + ": " + said)
	}
	return nil
}

// takenMail takes in what a letter says of meetings, as that of whoever it says that it is from. A letter
// without a calendar says nothing, unless there may be one in what cannot be opened.
func takenMail(ctx context.Context, s *store.Store, actor string, text []byte) (is office.CalendarRead, about string, err error) {
	m, err := mailing.Read(bytes.NewReader(text))
	if err != nil {
		return is, "Thư không đọc được", err
	}
	about = "Thư “" + m.Subject + "” của " + m.From.Mail
	if len(m.Calendars) == 0 {
		is.Odd = m.Shut
		return is, about, nil
	}
	if slices.ContainsFunc(m.Vouched, func(said string) bool { return strings.Contains(strings.ToLower(said), "dmarc=fail") }) {
		return is, about, MailUnvouched
	}
	is.Odd = m.Odd
	for _, b := range m.Calendars {
		c, err := icalendar.Read(ctx, bytes.NewReader(b))
		if err != nil {
			return is, about, err
		}
		if m.From.Mail == "" {
			return is, about, NoMailSender
		}
		some, err := meetings.TakeIn(ctx, s, actor, c, m.From.Mail)
		if err != nil {
			return is, about, err
		}
		is.Came, is.Odd = append(is.Came, some.Came...), append(is.Odd, some.Odd...)
	}
	return is, about, nil
}

// shares brings one calendar and the meetings to the same.
func (s *Lines) shares(ctx context.Context, l office.CalendarLine, w office.ExchangeWish, is *office.LinesDone) error {
	secret, err := s.lineSecret(l.ID)
	if err != nil {
		return err
	}
	server, err := s.calendarServer(l.Address, l.User, secret.Password)
	if err != nil {
		return err
	}
	defer server.Close()
	mail, err := s.mailLine(ctx)
	if err != nil {
		return err
	}
	side := &sharedcalendar.Side{Store: s.store, Actor: account(), Path: s.sharedPath(l.ID)}
	if mail.From.Mail != "" {
		side.Own = []string{mail.From.Mail}
	}
	done := office.CalendarDone{Name: l.Name}
	for again := true; again && err == nil && ctx.Err() == nil; {
		var r calsync.Result
		r, err = side.Run(ctx, server.Calendar(), calsync.Wish{Emptied: w.Emptied})
		done.Sent, done.Taken, done.Merged, done.Removed, done.Dropped, done.Clashes = done.Sent+r.Sent, done.Taken+r.Taken, done.Merged+r.Merged, done.Removed+r.Removed, done.Dropped+r.Dropped, done.Clashes+len(r.Clashes)
		for _, o := range r.Odd {
			if f, told := office.FailureIn(o.Err); told && len(is.Odd) < mostOddTold {
				is.Odd = append(is.Odd, s.ofCalendar(ctx, l, o.UID)+": "+f.Said)
			}
		}
		again = r.Again && r.Sent+r.Taken+r.Merged+r.Removed+r.Dropped > 0
	}
	is.Shared = append(is.Shared, done)
	return err
}

// ofCalendar names a calendar and, where it is known here, the meeting that something is about.
func (s *Lines) ofCalendar(ctx context.Context, l office.CalendarLine, uid string) string {
	name := "Lịch chung “" + l.Name + "”"
	if m, known, err := meetings.ByUID(ctx, s.store, uid); uid != "" && err == nil && known {
		name += ", cuộc họp “" + m.Title + "”"
	}
	return name
}

// waitingLetters counts for how many people a letter still waits.
func (s *Lines) waitingLetters(ctx context.Context, is *office.LinesDone) error {
	all, err := store.Here(ctx, s.store, invitations.Letters)
	for _, l := range all {
		for _, g := range l.To {
			if g.State == office.InvitationWaits || g.State == office.InvitationUnsure {
				is.Waiting++
			}
		}
	}
	return err
}

// FollowLines exchanges now and then from here on, until the station is closed; before the office is set up it
// waits for that.
func (s *Lines) FollowLines(ctx context.Context) {
	s.onceSetUp(ctx, func(ctx context.Context) {
		if s.leaveOff != nil {
			return
		}
		ctx, s.leaveOff = context.WithCancel(context.WithoutCancel(ctx))
		s.following.Go(func() {
			for sleep(ctx, exchangeFirst); ctx.Err() == nil; sleep(ctx, exchangeEvery) {
				if _, err := s.exchange(ctx, office.ExchangeWish{}); err != nil && ctx.Err() == nil {
					s.log.WarnContext(ctx, "the lines were not exchanged over", "cause", err.Error())
				}
			}
		})
	})
}

// leave ends it.
func (s *Lines) leave() {
	if s.leaveOff != nil {
		s.leaveOff()
		s.following.Wait()
	}
}

// What keeps an exchange from going.
var (
	NoLines       = office.Failure{Name: "station.no-lines", Said: "Máy này chưa có đường thư và chưa dùng lịch chung nào.", Next: "Hãy vào Cài đặt, mục “Thư, lịch chung”, ghi máy chủ của cơ quan."}
	MailUnvouched = office.Failure{Name: "station.mail-unvouched", Said: "Máy chủ thư ghi rằng thư này không do nơi nó xưng tên gửi (dmarc=fail), nên không nhận lịch trong đó.", Next: "Hãy hỏi lại nơi gửi bằng điện thoại; đúng của họ thì lưu tệp lịch .ics rồi nhận tệp ấy."}
	NoMailSender  = office.Failure{Name: "station.no-mail-sender", Said: "Thư không ghi rõ ai gửi, nên không nhận lịch trong đó.", Next: "Hãy xem thư bằng chương trình thư; tin được thì lưu tệp lịch .ics rồi nhận tệp ấy."}
)
