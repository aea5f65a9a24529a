package post

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"tram/local/mailing"
	"tram/local/office"
	"tram/sync/servertest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var clock = office.SystemClock{}

// ics is a calendar as Vietnamese ones are: folded within letters, long, with each end of line.
func ics(method string) []byte {
	return []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Xa Mau//Tram//VI\r\nMETHOD:" + method + "\r\nBEGIN:VEVENT\r\nUID:mot@xamau.example.vn\r\nDTSTAMP:20261101T010000Z\r\n" +
		"DTSTART:20261125T010000Z\r\nDTEND:20261125T030000Z\r\nSUMMARY:Họp giao ban “tuần 47” của Ủy ban nhân dân xã Mẫu S\r\n ơn\r\nDESCRIPTION:" + strings.Repeat("Nội dung. ", 300) + "\r\n.\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
}

var (
	ours = mailing.Address{Name: "Ủy ban nhân dân xã Mẫu Sơn", Mail: "vanthu@xamau.example.vn"}
	mau  = mailing.Address{Name: "Nguyễn Văn Mẫu", Mail: "mau@huyenmau.example.vn"}
	thi  = mailing.Address{Name: "Trần Thị Mẫu", Mail: "thi@huyenmau.example.vn"}
)

func letter(to ...mailing.Address) mailing.Letter {
	return mailing.Letter{
		MessageID: mailing.NewMessageID(ours), Date: time.Date(2026, 11, 20, 8, 0, 0, 0, office.VietNam), From: ours, To: to,
		Subject: "Giấy mời họp giao ban tuần 47, ngày 25 tháng 11 năm 2026 tại phòng họp số 1",
		Body:    "Kính mời ông (bà) dự họp.\n.\nFrom đầu dòng\n" + strings.Repeat("dài ", 300) + "\n", Calendar: ics("REQUEST"), Method: "REQUEST",
	}
}

// at is the server at an address, whose maker is vouched for.
func at(t *testing.T, address, user, password string, real *servertest.Exim) *Server {
	t.Helper()
	s, err := Open(address, user, password, clock)
	if err != nil {
		t.Fatal(err)
	}
	if real != nil {
		s.roots = real.Roots
	}
	return s
}

// says listens, and says the same to whoever comes, at once.
func says(t *testing.T, words string) (address string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = io.WriteString(c, words)
			_, _ = io.Copy(io.Discard, c)
			c.Close()
		}
	})
	t.Cleanup(func() { l.Close(); all.Wait() })
	return l.Addr().String()
}

func delivered(t *testing.T, s *Server, letters ...mailing.Letter) (all []mailing.Outcome) {
	t.Helper()
	for o := range s.Deliver(t.Context(), letters) {
		all = append(all, o)
	}
	if len(all) != len(letters) {
		t.Fatalf("%d outcomes of %d letters", len(all), len(letters))
	}
	return all
}

// TestAnInvitationComesAsItWasSent through a real server: sealed in either way, each recipient
// answered, and the calendar byte for byte, twice.
func TestAnInvitationComesAsItWasSent(t *testing.T) {
	real := servertest.ServeExim(t)
	nobody, later := mailing.Address{Name: "", Mail: "khongco@huyenmau.example.vn"}, mailing.Address{Name: "", Mail: "lucnao@huyenmau.example.vn"}
	first, second := letter(mau, nobody, thi, later, mailing.Address{Name: "", Mail: "họ@huyenmau.example.vn"}, mau), letter(thi)
	second.Calendar, second.Method = ics("CANCEL"), "CANCEL"
	got := delivered(t, at(t, "smtp://"+real.Address, real.User, real.Password, real), first, second)
	want := map[string]error{mau.Mail: nil, thi.Mail: nil, nobody.Mail: mailing.Refused, later.Mail: mailing.Deferred, "họ@huyenmau.example.vn": mailing.BadRecipient}
	for _, s := range got[0].Sent {
		w, asked := want[s.To]
		if delete(want, s.To); !asked || !errors.Is(s.Err, w) || s.MessageID != first.MessageID || s.At.IsZero() || s.Again() != (s.To == later.Mail) {
			t.Errorf("%+v", s)
		}
	}
	if len(want) > 0 || len(got[1].Sent) != 1 || got[1].Sent[0].Err != nil {
		t.Errorf("not told of: %v; the second: %+v", want, got[1])
	}
	third := letter(mau)
	third.Only = []string{}
	if o := delivered(t, at(t, "smtps://"+real.Sealed, real.User, real.Password, real), third, letter(mau)); len(o[0].Sent) != 0 || o[1].Sent[0].Err != nil {
		t.Errorf("sealed from the first byte: %+v", o)
	}
	methods := map[string]int{}
	for _, b := range real.Mail(t, 4) {
		m, err := mailing.Read(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if len(m.Calendars) != 1 || len(m.Odd) != 0 {
			t.Fatalf("%d calendars, %v", len(m.Calendars), m.Odd)
		}
		for _, method := range mailing.Methods {
			if bytes.Equal(m.Calendars[0], ics(method)) {
				methods[method]++
			}
		}
		if m.From != ours || m.Subject != first.Subject || !m.Date.Equal(first.Date) || m.MessageID == "" {
			t.Errorf("%+v", m)
		}
		for _, once := range []string{"From:", "To:", "Subject:", "Date:", "Message-ID:"} {
			if n := strings.Count(strings.SplitN("\n"+string(b), "\n\n", 2)[0], "\n"+once); n != 1 {
				t.Errorf("%q stands there %d times:\n%s", once, n, b)
			}
		}
		if bytes.Contains(b, []byte("utf8esmtp")) || bytes.Count(b, []byte("\n <"+mau.Mail)) > 1 {
			t.Errorf("a letter that only new servers pass on, or a name twice:\n%.2000s", b)
		}
		for line := range strings.Lines(string(b)) {
			if len(line) > 998 || strings.Contains(line, "User-Agent") || strings.Contains(line, "X-Mailer") {
				t.Errorf("%.80s", line)
			}
		}
	}
	if methods["REQUEST"] != 3 || methods["CANCEL"] != 1 {
		t.Errorf("calendars as they were sent: %v", methods)
	}
}

// TestWhatARealServerOfMailRefusesIsTold.
func TestWhatARealServerOfMailRefusesIsTold(t *testing.T) {
	real := servertest.ServeExim(t)
	big := letter(mau)
	big.Calendar = append(ics("REQUEST"), bytes.Repeat([]byte("X-LONG:1234567890\r\n"), 100_000)...)
	for name, c := range map[string]struct {
		s    *Server
		l    mailing.Letter
		want office.Failure
	}{
		"a wrong password":       {at(t, "smtp://"+real.Address, real.User, "sai-mat-khau", real), letter(mau), SignInRefused},
		"nobody signs in":        {at(t, "smtp://"+real.Address, "", "", real), letter(mau), mailing.Refused},
		"an unknown maker":       {at(t, "smtp://"+real.Address, real.User, real.Password, nil), letter(mau), Unvouched},
		"one sealed, unknown":    {at(t, "smtps://"+real.Sealed, real.User, real.Password, nil), letter(mau), Unvouched},
		"too big":                {at(t, "smtp://"+real.Address, real.User, real.Password, real), big, mailing.TooBig},
		"sealed where it is not": {at(t, "smtps://"+real.Address, real.User, real.Password, real), letter(mau), NotMailServer},
		"nobody is there":        {at(t, "smtp://"+servertest.FreePort(t), "a", "b", nil), letter(mau), LineRefused},
		"no such name":           {at(t, "smtp://khong-co.invalid", "a", "b", nil), letter(mau), NoHost},
		"no server of mail":      {at(t, "smtp://"+says(t, "HTTP/1.1 400 Bad Request\r\n\r\n"), "a", "b", nil), letter(mau), NotMailServer},
	} {
		for _, s := range delivered(t, c.s, c.l)[0].Sent {
			f, _ := office.FailureIn(s.Err)
			all := fmt.Sprintf("%v %+v %s %s", s.Err, s.Err, f.Said, f.Next)
			if !errors.Is(s.Err, c.want) || strings.Contains(all, "sai-mat-khau") || strings.Contains(all, "%!") || strings.Contains(f.Said, "%s") {
				t.Errorf("%s: %s", name, all)
			}
		}
	}
}
