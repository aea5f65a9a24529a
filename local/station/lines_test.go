package station

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/calsync"
	"tram/local/calsync/calsynctest"
	"tram/local/mailing"
	"tram/local/office"
)

// hall is what a network would be: a server of mail that takes letters or does not, a box, and a calendar.
type hall struct {
	away    error // why the server of mail takes nothing
	taken   []mailing.Letter
	letters map[string]string // in the box, by their names
	read    []string          // of the box, in order
	boxAway error
	shared  calsync.Far
	farAway error // why the calendar is not reached
	opened  []string
}

func (h *hall) Deliver(_ context.Context, all []mailing.Letter) iter.Seq[mailing.Outcome] {
	return func(yield func(mailing.Outcome) bool) {
		for _, l := range all {
			o := mailing.Outcome{MessageID: l.MessageID}
			for _, to := range l.Only {
				o.Sent = append(o.Sent, mailing.Sent{To: to, MessageID: l.MessageID, At: time.Now(), Err: h.away})
			}
			if h.away == nil {
				h.taken = append(h.taken, l)
			}
			if !yield(o) {
				return
			}
		}
	}
}

func (h *hall) Letters(_ context.Context, seen func(string) bool) iter.Seq2[mailing.Arrived, error] {
	return func(yield func(mailing.Arrived, error) bool) {
		if h.boxAway != nil {
			yield(mailing.Arrived{}, h.boxAway)
			return
		}
		for _, id := range slices.Sorted(maps.Keys(h.letters)) {
			if !seen(id) {
				h.read = append(h.read, id)
				if !yield(mailing.Arrived{ID: id, Text: []byte(h.letters[id])}, nil) {
					return
				}
			}
		}
	}
}

func (h *hall) Find(context.Context) ([]office.FoundCalendar, error) {
	return []office.FoundCalendar{{Address: "https://lich.example.vn/chung/", Name: "Lịch xã", Writes: true}}, h.farAway
}

func (h *hall) Calendar() calsync.Far { return h.shared }

func (h *hall) Close() {}

// reached opens a desk anew with a network.
func (d *desk) reached(t *testing.T, h *hall) {
	t.Helper()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), Options{Home: d.home, State: d.state, Passwords: d.passwords, Outside: Outside{
		Post: func(_ office.MailLine, secret office.LineSecret) (Sender, Box, error) {
			h.opened = append(h.opened, secret.Password)
			return h, h, nil
		},
		Calendars: func(_, _, password string) (CalendarServer, error) {
			h.opened = append(h.opened, password)
			return h, h.farAway
		},
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d.Station = s
}

func (d *desk) agreed(t *testing.T, mails ...string) office.MeetingTold {
	t.Helper()
	m := office.Meeting{Title: "Giao ban", Sort: office.MeetingPlain, Way: office.MeetingHere, Place: "Phòng 1", Secrecy: office.Ordinary, State: office.MeetingConfirmed, When: office.Timing{Start: "2190-01-07T08:00:00", Lasts: 3600}}
	for _, mail := range mails {
		m.People = append(m.People, office.MeetingPerson{Name: "Khách " + mail, Mail: mail})
	}
	is, err := d.ArrangeMeeting(t.Context(), d.whoWorks(t)[0], m)
	if err != nil {
		t.Fatal(err)
	}
	return is
}

func (d *desk) exchanged(t *testing.T) office.LinesDone {
	t.Helper()
	is, err := d.ExchangeNow(t.Context(), office.ExchangeWish{})
	if err != nil {
		t.Fatal(err)
	}
	return is
}

func letterOf(from, subject, calendar string) string {
	return "From: " + from + "\r\nSubject: " + subject + "\r\nDate: Mon, 01 Jan 2029 00:00:00 +0700\r\nMIME-Version: 1.0\r\nContent-Type: text/calendar; charset=utf-8\r\n\r\n" + strings.ReplaceAll(calendar, "\n", "\r\n")
}

const replied = "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:THE-UID\nDTSTAMP:20260101T000000Z\nATTENDEE;PARTSTAT=DECLINED:mailto:xa@example.com\nEND:VEVENT\nEND:VCALENDAR\n"

// TestALineThatIsBrokenKeepsNoOtherFromGoing, and says why until it goes: letters wait, answers and the
// calendar come all the same.
func TestALineThatIsBrokenKeepsNoOtherFromGoing(t *testing.T) {
	d, h := newDesk(t), &hall{shared: calsynctest.NewServer(), letters: map[string]string{"0": letterOf("ai@example.com", "Cũ", "x")}}
	d.reached(t, h)
	ctx := t.Context()
	line, err := d.ChooseMailLine(ctx, office.MailWish{Line: office.MailLine{From: office.MailAddress{Mail: "vanthu@xamau.example.vn"}, Server: "smtps://thu", Box: "pop3s://thu"}, Secret: office.LineSecret{Password: "bí-mật-thư"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.ShareCalendar(ctx, office.CalendarLine{Address: "https://lich.example.vn/chung/", User: "vanthu"}, "bí-mật-lịch"); err != nil {
		t.Fatal(err)
	}
	m := d.agreed(t, "xa@example.com", "gan@example.com")
	if _, err := d.InviteTo(ctx, office.Clerk{}, m.ID, false); err != nil {
		t.Fatal(err)
	}
	h.away = office.Failure{Name: "post.no-answer", Said: "Máy chủ thư im lặng.", Next: "Chờ."}
	h.letters["1"] = letterOf("xa@example.com", "Trả lời", strings.Replace(replied, "THE-UID", m.UID, 1))
	done := d.exchanged(t)
	if done.Waiting != 2 || done.Sent != 0 || len(done.Came) != 1 || len(done.Trouble) != 1 || done.Trouble[0].Why != "Máy chủ thư im lặng." || len(done.Shared) != 1 || done.Shared[0].Sent != 1 {
		t.Errorf("%+v", done)
	}
	if is, err := d.Meeting(ctx, m.ID); err != nil || is.People[0].Answer != office.MeetingDeclined || !strings.Contains(is.Sent, "Thư chờ gửi cho 2 người.") {
		t.Errorf("%+v %v", is, err)
	}
	if strings.Join(h.read, " ") != "1" {
		t.Errorf("read: %q", h.read)
	}
	d.reached(t, h) // what is known of the lines is known to the next start
	stands, err := d.LineStands(ctx)
	if err != nil || len(stands) != 2 || stands[0].Why != "Máy chủ thư im lặng." || !stands[0].Good.IsZero() || stands[1].Good.IsZero() || stands[1].Why != "" {
		t.Errorf("%+v %v", stands, err)
	}
	h.away, h.farAway = nil, office.Failure{Name: "caldav.no-host", Said: "Không tìm thấy máy chủ lịch.", Next: "Xem lại."}
	if done = d.exchanged(t); done.Sent != 2 || done.Waiting != 0 || done.Letters != 0 || len(done.Trouble) != 1 || done.Trouble[0].Name != "caldav.no-host" {
		t.Errorf("%+v", done)
	}
	for _, secret := range h.opened {
		if secret != "bí-mật-thư" && secret != "bí-mật-lịch" {
			t.Errorf("opened with %q", secret)
		}
	}
	if err := d.GiveUpMailLine(ctx); err != nil {
		t.Fatal(err)
	}
	if kept, err := filepath.Glob(filepath.Join(d.home, "line-"+string(line.ID)+"*")); err != nil || len(kept) != 0 {
		t.Errorf("what opened it is still there: %q %v", kept, err)
	}
	if _, err := d.InviteTo(ctx, office.Clerk{}, m.ID, true); !errors.Is(err, NoMailLine) {
		t.Errorf("without an account: %v", err)
	}
}

// TestHostileMailCostsItselfAlone: letters that are none, in another's name, of a meeting that is over.
func TestHostileMailCostsItselfAlone(t *testing.T) {
	d, h := newDesk(t), &hall{letters: map[string]string{}}
	d.reached(t, h)
	if _, err := d.ChooseMailLine(t.Context(), office.MailWish{Line: office.MailLine{From: office.MailAddress{Mail: "vanthu@xamau.example.vn"}, Server: "smtps://thu", Box: "pop3s://thu"}}); err != nil {
		t.Fatal(err)
	}
	m := d.agreed(t, "xa@example.com")
	reply := strings.Replace(replied, "THE-UID", m.UID, 1)
	h.letters = map[string]string{
		"1": "\x00\x01rác", "2": letterOf("la@example.com", "Thay người khác", reply), "3": letterOf("", "Không tên", reply),
		"4": letterOf("moi@vi-du.vn", "Mật", "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:mat@vi-du.vn\nDTSTART:21900101T010000Z\nSUMMARY:TỐI MẬT\nORGANIZER:mailto:moi@vi-du.vn\nEND:VEVENT\nEND:VCALENDAR\n"),
		"7": "Authentication-Results: thu.xamau; spf=pass; DMARC=Fail header.from=example.com\r\n" + letterOf("xa@example.com", "Giả", reply),
		"5": letterOf("xa@example.com", "Chỉ nói", "không phải lịch"), "6": letterOf("xa@example.com", "Trả lời", reply),
	}
	done := d.exchanged(t)
	if done.Letters != 7 || len(done.Trouble) != 0 {
		t.Errorf("%+v", done)
	}
	answers := 0
	for _, c := range done.Came {
		if c.What == office.CameAnswer {
			answers++
		} else if c.What != office.CameNot || c.Said == "" {
			t.Errorf("%+v", c)
		}
	}
	if answers != 1 || len(done.Odd) == 0 {
		t.Errorf("%+v", done)
	}
	if is, err := d.WaitingOf(t.Context(), "calendar-clash"); err != nil || is.Count < 5 {
		t.Errorf("what was not taken waits until somebody saw it: %+v %v", is, err)
	}
	if again := d.exchanged(t); again.Letters != 0 || len(again.Came) != 0 {
		t.Errorf("read twice: %+v", again)
	}
	delete(h.letters, "1")
	d.exchanged(t)
	line, err := d.MailLine(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if is, err := d.Lines.stand(line.ID); err != nil || len(is.Seen) != 6 {
		t.Errorf("names of letters that are gone are kept: %q %v", is.Seen, err)
	}
}

// TestStationsThatShareACalendarAndMeetHaveEachMeetingOnce, and settle what they made of it apart.
func TestStationsThatShareACalendarAndMeetHaveEachMeetingOnce(t *testing.T) {
	shared := calsynctest.NewServer()
	a := newDesk(t)
	b := secondDesk(t, a)
	ctx := t.Context()
	for _, d := range []*desk{a, b} {
		d.reached(t, &hall{shared: shared})
		if _, err := d.ShareCalendar(ctx, office.CalendarLine{Address: "https://lich.example.vn/chung/", User: "vanthu"}, "bí mật"); err != nil {
			t.Fatal(err)
		}
	}
	m := a.agreed(t, "xa@example.com")
	a.exchanged(t)
	b.exchanged(t)
	if is, err := b.Meeting(ctx, m.ID); err != nil || is.Title != m.Title {
		t.Fatalf("%+v %v", is, err)
	}
	a.brings(t, b)
	b.brings(t, a)
	for range 2 {
		b.exchanged(t)
		a.exchanged(t)
		a.brings(t, b)
		b.brings(t, a)
	}
	for _, d := range []*desk{a, b} {
		all, err := d.MeetingsBetween(ctx, time.Date(2190, 1, 1, 0, 0, 0, 0, office.VietNam), time.Date(2190, 2, 1, 0, 0, 0, 0, office.VietNam))
		if err != nil || len(all) != 1 {
			t.Errorf("%+v %v", all, err)
		}
		if is, err := d.Meeting(ctx, m.ID); err != nil || is.Parted {
			t.Errorf("%+v %v", is, err)
		}
	}
	for i, d := range []*desk{a, b} {
		if _, err := d.MoveMeeting(ctx, d.whoWorks(t)[0], m.ID, "", office.Shift{When: office.Timing{Start: []string{"2190-01-08T08:00:00", "2190-01-09T08:00:00"}[i], Lasts: 3600}}); err != nil {
			t.Fatal(err)
		}
	}
	b.brings(t, a)
	if is, err := a.Meeting(ctx, m.ID); err != nil || !is.Parted {
		t.Fatalf("%+v %v", is, err)
	}
	if done := a.exchanged(t); len(shared.Texts()) != 1 || len(done.Trouble) != 0 {
		t.Errorf("%+v", done)
	}
	versions, err := a.MeetingVersions(ctx, m.ID)
	if err != nil || len(versions) != 2 {
		t.Fatalf("%+v %v", versions, err)
	}
	is, err := a.SettleMeeting(ctx, a.whoWorks(t)[0], m.ID, versions[1].Entry, []office.ID{versions[0].Entry})
	if err != nil || is.Parted || is.When.Start != "2190-01-08T08:00:00" && is.When.Start != "2190-01-09T08:00:00" || !strings.Contains(fmt.Sprint(versions[1].Differs), "Thời gian") {
		t.Errorf("%+v %v", is, err)
	}
}

// TestWhatACalendarGaveUpWaitsUntilSomebodySawIt.
func TestWhatACalendarGaveUpWaitsUntilSomebodySawIt(t *testing.T) {
	shared := calsynctest.NewServer()
	d := newDesk(t)
	d.reached(t, &hall{shared: shared})
	ctx := t.Context()
	if _, err := d.ShareCalendar(ctx, office.CalendarLine{Address: "https://lich.example.vn/chung/", User: "vanthu"}, "bí mật"); err != nil {
		t.Fatal(err)
	}
	m := d.agreed(t, "xa@example.com")
	d.exchanged(t)
	for name, text := range shared.Texts() {
		for o := range shared.Fetch(ctx, []string{name}) {
			if _, err := shared.Put(ctx, name, strings.Replace(text, "Giao ban", "Giao ban tuần", 1), o.ETag); err != nil {
				t.Fatal(err)
			}
		}
	}
	m.Title = "Giao ban tháng"
	if _, err := d.ChangeMeeting(ctx, d.whoWorks(t)[0], m.Meeting); err != nil {
		t.Fatal(err)
	}
	d.exchanged(t)
	waits := func() office.Waiting {
		is, err := d.WaitingOf(ctx, "calendar-clash")
		if err != nil {
			t.Fatal(err)
		}
		return is
	}
	if is := waits(); is.Count != 1 || is.Newest[0].Title != "Giao ban tháng" || is.Newest[0].To != office.ToLines {
		t.Errorf("%+v", is)
	}
	all, err := d.CalendarClashes(ctx)
	if err != nil || len(all) != 1 || all[0].Fields[0].Ours != "Giao ban tháng" || all[0].Fields[0].Theirs != "Giao ban tuần" {
		t.Fatalf("%+v %v", all, err)
	}
	if err := d.SeeCalendarClash(ctx, d.whoWorks(t)[0], all[0].ID); err != nil {
		t.Fatal(err)
	}
	if is := waits(); is.Count != 0 {
		t.Errorf("%+v", is)
	}
}

// stubborn is a calendar that takes nothing and always says that there is another version.
type stubborn struct{ *calsynctest.Server }

func (stubborn) Put(context.Context, string, string, string) (string, error) {
	return "", calsync.Overtaken
}

// TestAMeetingThatACalendarNeverTakesIsTold by its name, once, however long that goes on.
func TestAMeetingThatACalendarNeverTakesIsTold(t *testing.T) {
	d := newDesk(t)
	d.reached(t, &hall{shared: stubborn{calsynctest.NewServer()}})
	ctx := t.Context()
	if _, err := d.ShareCalendar(ctx, office.CalendarLine{Address: "https://lich.example.vn/chung/", User: "vanthu"}, "bí mật"); err != nil {
		t.Fatal(err)
	}
	m := d.agreed(t, "xa@example.com")
	var said []string
	for range 6 {
		said = append(said, d.exchanged(t).Odd...)
	}
	if len(said) != 4 || !strings.Contains(said[0], "“"+m.Title+"”") {
		t.Errorf("%q", said)
	}
	if is, err := d.WaitingOf(ctx, "calendar-clash"); err != nil || is.Count != 1 {
		t.Errorf("%+v %v", is, err)
	}
}

// TestAnInvitationThatNobodyCanOpenIsTold: it may be one, and an ordinary letter is not.
func TestAnInvitationThatNobodyCanOpenIsTold(t *testing.T) {
	d, h := newDesk(t), &hall{letters: map[string]string{}}
	d.reached(t, h)
	if _, err := d.ChooseMailLine(t.Context(), office.MailWish{Line: office.MailLine{From: office.MailAddress{Mail: "vanthu@xamau.example.vn"}, Server: "smtps://thu", Box: "pop3s://thu"}}); err != nil {
		t.Fatal(err)
	}
	head := "From: moi@vi-du.vn\r\nSubject: Gói\r\nDate: Mon, 01 Jan 2029 00:00:00 +0700\r\nMIME-Version: 1.0\r\n"
	h.letters = map[string]string{
		"1": head + "Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\nx", "2": head + "Content-Type: text/plain\r\n\r\nChào",
		"3": head + "Content-Type: text/plain; charset=la-lung\r\n\r\nChào",
	}
	done := d.exchanged(t)
	if len(done.Odd) != 1 || !strings.Contains(done.Odd[0], "winmail.dat") || !strings.Contains(done.Odd[0], "moi@vi-du.vn") {
		t.Errorf("%q", done.Odd)
	}
	path := filepath.Join(t.TempDir(), "thư.eml")
	if err := os.WriteFile(path, []byte(h.letters["1"]), 0o600); err != nil {
		t.Fatal(err)
	}
	if is, err := d.ImportCalendar(t.Context(), office.Clerk{}, path); err != nil || len(is.Odd) != 1 || !strings.Contains(is.Odd[0], "winmail.dat") {
		t.Errorf("%+v %v", is, err)
	}
}
