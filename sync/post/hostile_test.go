package post

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"tram/local/mailing"
	"tram/local/office"
	"tram/sync/servertest"
)

const secret = "mat-khau-khong-ai-thay"

// Words of a script that are no answers.
const (
	hangs = "hangs" // it says nothing more
	cuts  = "cuts"  // the line is gone
	goes  = "goes on"
)

// script is a server of mail that answers as it is told.
type script struct {
	says    map[string]string // by the beginning of what is asked; ".": the end of a letter
	address string
	mu      sync.Mutex
	heard   []string
	letters []string
	lines   int // that came about
}

func plays(t *testing.T, says map[string]string) *script {
	t.Helper()
	s := &script{says: map[string]string{"": "220 thu.example.vn", "EHLO": "250-thu.example.vn\r\n250 AUTH PLAIN", "AUTH": "235 ok", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go", ".": "250 ok", "RSET": "250 ok", "QUIT": "221 bye"}}
	for ask, answer := range says {
		s.says[ask] = answer
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.address = l.Addr().String()
	var all sync.WaitGroup
	all.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			all.Go(func() { defer c.Close(); s.serve(c) })
		}
	})
	t.Cleanup(func() { l.Close(); all.Wait() })
	return s
}

// answer tells what is said to an ask; false: the line ends.
func (s *script) answer(c net.Conn, ask string) bool {
	said, longest := "500 what?", ""
	for begins, answer := range s.says {
		if begins == ask || begins != "" && strings.HasPrefix(ask, begins) && len(begins) > len(longest) {
			said, longest = answer, begins
		}
	}
	switch said {
	case hangs:
		_, _ = io.Copy(io.Discard, c)
		return false
	case cuts:
		return false
	case goes:
		for line := strings.Repeat("220-còn nữa\r\n", 1000); ; {
			if _, err := io.WriteString(c, line); err != nil {
				return false
			}
		}
	}
	_, err := io.WriteString(c, said+"\r\n")
	return err == nil
}

func (s *script) serve(c net.Conn) {
	s.mu.Lock()
	s.lines++
	s.mu.Unlock()
	if !s.answer(c, "") {
		return
	}
	r := bufio.NewReader(c)
	for letter := (*strings.Builder)(nil); ; {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		ask := strings.TrimRight(line, "\r\n")
		if letter != nil && ask != "." {
			letter.WriteString(strings.TrimPrefix(line, "."))
			continue
		}
		s.mu.Lock()
		s.heard = append(s.heard, ask)
		if letter != nil {
			s.letters = append(s.letters, letter.String())
		}
		s.mu.Unlock()
		letter = nil
		if !s.answer(c, ask) {
			return
		}
		if ask == "DATA" && strings.HasPrefix(s.says["DATA"], "354") {
			letter = &strings.Builder{}
		}
	}
}

func (s *script) all() (heard, letters []string, lines int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{}, s.heard...), append([]string{}, s.letters...), s.lines
}

// hasty is one that waits for nobody.
func hasty(t *testing.T, address string) *Server {
	t.Helper()
	s := at(t, "smtp://"+address, "vanthu", secret, nil)
	s.wait = patiences{10 * time.Second, 3 * time.Second, 3 * time.Second}
	return s
}

// is holds what became of a letter against a failure, whose sentence is whole and holds no secret.
func is(t *testing.T, name string, err error, want office.Failure) {
	t.Helper()
	f, told := office.FailureIn(err)
	all := fmt.Sprintf("%v %+v %s %s", err, err, f.Said, f.Next)
	hidden := base64.StdEncoding.EncodeToString([]byte("\x00vanthu\x00" + secret))
	if !told || !errors.Is(err, want) || strings.Contains(all, secret) || strings.Contains(all, hidden) || strings.Contains(all, "%!") || strings.Contains(f.Said, "%s") {
		t.Errorf("%s: %s, want %s", name, all, want.Name)
	}
}

// TestWhateverAServerOfMailSaysIsToldForEachRecipient, and whether it is worth to be sent again.
func TestWhateverAServerOfMailSaysIsToldForEachRecipient(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		says  map[string]string
		want  office.Failure
		again bool
	}{
		"no greeting":                  {map[string]string{"": hangs}, NoAnswer, true},
		"a greeting without end":       {map[string]string{"": goes}, NotMailServer, true},
		"no welcome":                   {map[string]string{"": "554 away with you"}, NotMailServer, true},
		"not now":                      {map[string]string{"": "421 busy"}, NoAnswer, true},
		"gone at once":                 {map[string]string{"": cuts}, NoAnswer, true},
		"rubbish":                      {map[string]string{"": "\x00\x01\x02"}, NotMailServer, true},
		"silent after the greeting":    {map[string]string{"EHLO": hangs, "HELO": hangs}, NoAnswer, true},
		"names without end":            {map[string]string{"EHLO": goes}, NotMailServer, true},
		"no way to sign in":            {map[string]string{"EHLO": "250 AUTH GSSAPI"}, NoSignIn, true},
		"a wrong password":             {map[string]string{"AUTH": "535 no"}, SignInRefused, true},
		"a password said again":        {map[string]string{"AUTH": "535 " + secret + " " + base64.StdEncoding.EncodeToString([]byte("\x00vanthu\x00"+secret))}, SignInRefused, true},
		"strange questions":            {map[string]string{"AUTH": "334 ????"}, NotMailServer, true},
		"another question":             {map[string]string{"AUTH": "334 " + base64.StdEncoding.EncodeToString([]byte(secret))}, NotMailServer, true},
		"accounts are not here now":    {map[string]string{"AUTH": "454 later"}, NoAnswer, true},
		"silent at signing in":         {map[string]string{"AUTH": hangs}, NoAnswer, true},
		"another may send":             {map[string]string{"MAIL": "553 not yours"}, mailing.SenderRefused, false},
		"nobody may send now":          {map[string]string{"MAIL": "451 later"}, mailing.Deferred, true},
		"too big for it":               {map[string]string{"MAIL": "552 too big"}, mailing.TooBig, false},
		"no such person":               {map[string]string{"RCPT": "550 5.1.1 no such person"}, mailing.Refused, false},
		"greylisted":                   {map[string]string{"RCPT": "450 4.2.0 later"}, mailing.Deferred, true},
		"silent about a person":        {map[string]string{"RCPT": hangs}, NoAnswer, true},
		"gone at a person":             {map[string]string{"RCPT": cuts}, NoAnswer, true},
		"no letter wanted":             {map[string]string{"DATA": "554 no"}, mailing.Refused, false},
		"no letter wanted now":         {map[string]string{"DATA": "451 later"}, mailing.Deferred, true},
		"silent before the letter":     {map[string]string{"DATA": hangs}, NoAnswer, true},
		"the letter is refused":        {map[string]string{".": "554 spam"}, mailing.Refused, false},
		"the letter is refused now":    {map[string]string{".": "451 later"}, mailing.Deferred, true},
		"silent after the letter":      {map[string]string{".": hangs}, mailing.Unsure, true},
		"gone after the letter":        {map[string]string{".": cuts}, mailing.Unsure, true},
		"it says how big":              {map[string]string{"EHLO": "250-x\r\n250-SIZE 100\r\n250 AUTH PLAIN"}, mailing.TooBig, false},
		"it says something unheard of": {map[string]string{"MAIL": "250 ok", "RCPT": "999 ?"}, mailing.Refused, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := delivered(t, hasty(t, plays(t, c.says).address), letter(mau, thi))[0]
			if len(o.Sent) != 2 || o.Sent[0].To != mau.Mail || o.Sent[1].To != thi.Mail {
				t.Fatalf("%+v", o)
			}
			for _, s := range o.Sent {
				if is(t, name, s.Err, c.want); s.Again() != c.again || s.At.IsZero() {
					t.Errorf("%s: again %v", name, s.Again())
				}
			}
		})
	}
}

// TestNothingIsSentWhereALineIsNotSealed: the password least of all.
func TestNothingIsSentWhereALineIsNotSealed(t *testing.T) {
	for name, says := range map[string]map[string]string{
		"not offered":          {},
		"taken away":           {"EHLO": "250-x\r\n250 AUTH PLAIN LOGIN"},
		"offered and refused":  {"EHLO": "250-x\r\n250 STARTTLS", "STARTTLS": "454 not now"},
		"offered and unknown":  {"EHLO": "250-x\r\n250 STARTTLS", "STARTTLS": "502 what?"},
		"no names at all":      {"EHLO": "500 what?", "HELO": "250 x"},
		"signed in without it": {"EHLO": "250-x\r\n250 AUTH PLAIN", "AUTH": "235 ok"},
	} {
		play := plays(t, says)
		s := hasty(t, play.address)
		s.near = false // as any server but this machine
		is(t, name, delivered(t, s, letter(mau))[0].Sent[0].Err, NotSealed)
		heard, letters, _ := play.all()
		for _, ask := range heard {
			if !strings.HasPrefix(ask, "EHLO") && !strings.HasPrefix(ask, "HELO") && ask != "STARTTLS" && ask != "QUIT" {
				t.Errorf("%s: %q was said", name, ask)
			}
		}
		if len(letters) > 0 {
			t.Errorf("%s: %d letters were sent", name, len(letters))
		}
	}
	play := plays(t, nil)
	if o := delivered(t, hasty(t, play.address), letter(mau)); o[0].Sent[0].Err != nil {
		t.Errorf("this machine: %+v", o)
	}
	mixed := plays(t, map[string]string{"EHLO": "250-x\r\n250 STARTTLS", "STARTTLS": "220 go\r\n250-x\r\n250 AUTH PLAIN"})
	s := hasty(t, mixed.address)
	s.near = false
	if o := delivered(t, s, letter(mau)); o[0].Sent[0].Err == nil {
		t.Errorf("words before the seal: %+v", o)
	}
	if heard, _, _ := mixed.all(); strings.Contains(strings.Join(heard, " "), "AUTH") {
		t.Errorf("%q", heard)
	}
}

// TestALetterThatMayHaveGoneGoesAgainUnderTheSameName, to those alone of whom it is not sure.
func TestALetterThatMayHaveGoneGoesAgainUnderTheSameName(t *testing.T) {
	lost := plays(t, map[string]string{".": cuts, "RCPT TO:<thi@": "550 no such person"})
	l := letter(mau, thi)
	o := delivered(t, hasty(t, lost.address), l)[0]
	l.Only = []string{}
	for _, s := range o.Sent {
		if s.Again() {
			l.Only = append(l.Only, s.To)
		}
	}
	kept := plays(t, nil)
	again := delivered(t, hasty(t, kept.address), l)[0]
	if len(again.Sent) != 1 || again.Sent[0].To != mau.Mail || again.Sent[0].Err != nil || again.Sent[0].MessageID != o.Sent[0].MessageID {
		t.Fatalf("%+v, then %+v", o, again)
	}
	_, first, _ := lost.all()
	heard, second, _ := kept.all()
	if len(first) != 1 || len(second) != 1 || strings.Contains(strings.Join(heard, " "), thi.Mail) {
		t.Fatalf("%d and %d letters, %q", len(first), len(second), heard)
	}
	a, b := opened(t, first[0]), opened(t, second[0])
	for _, name := range []string{"Message-Id", "Date", "Subject", "To", "From"} {
		if a.Get(name) != b.Get(name) || a.Get(name) == "" {
			t.Errorf("%s: %q and %q", name, a.Get(name), b.Get(name))
		}
	}
}

func opened(t *testing.T, text string) mail.Header {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return m.Header
}

// TestEachOutcomeComesBeforeTheNextLetterIsBegun: whoever keeps it sends none twice after a kill.
func TestEachOutcomeComesBeforeTheNextLetterIsBegun(t *testing.T) {
	play := plays(t, nil)
	letters := []mailing.Letter{letter(mau), letter(thi), letter(mau, thi)}
	n := 0
	for o := range hasty(t, play.address).Deliver(t.Context(), letters) {
		_, sent, lines := play.all()
		if n++; len(sent) != n || lines != 1 || o.MessageID != letters[n-1].MessageID {
			t.Errorf("at %d: %d were sent over %d lines", n, len(sent), lines)
		}
		if n == 2 {
			break
		}
	}
	if _, sent, _ := play.all(); len(sent) != 2 {
		t.Errorf("%d were sent", len(sent))
	}
}

// TestAServerThatCannotBeReachedIsAskedOnce, and one on whose lines nothing holds is let be.
func TestAServerThatCannotBeReachedIsAskedOnce(t *testing.T) {
	letters := []mailing.Letter{letter(mau), letter(mau), letter(mau), letter(mau), letter(mau)}
	for _, o := range delivered(t, hasty(t, servertest.FreePort(t)), letters...) {
		is(t, "nobody there", o.Sent[0].Err, LineRefused)
	}
	shut := plays(t, map[string]string{"AUTH": "535 no"})
	for _, o := range delivered(t, hasty(t, shut.address), letters...) {
		is(t, "shut", o.Sent[0].Err, SignInRefused)
	}
	if _, _, lines := shut.all(); lines != 1 {
		t.Errorf("a password that is wrong was tried %d times", lines)
	}
	breaks := plays(t, map[string]string{"RCPT": cuts})
	for _, o := range delivered(t, hasty(t, breaks.address), letters...) {
		is(t, "breaks", o.Sent[0].Err, NoAnswer)
	}
	if _, _, lines := breaks.all(); lines != mostBreaks {
		t.Errorf("%d lines", lines)
	}
	refuses := plays(t, map[string]string{".": "554 spam"}) // and the line is good for the next
	delivered(t, hasty(t, refuses.address), letters...)
	if _, sent, lines := refuses.all(); lines != 1 || len(sent) != len(letters) {
		t.Errorf("%d letters over %d lines", len(sent), lines)
	}
}

// TestSendingEndsWithItsCaller, whatever the server does.
func TestSendingEndsWithItsCaller(t *testing.T) {
	for _, at := range []string{"", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "."} {
		play := plays(t, map[string]string{at: hangs})
		s := hasty(t, play.address)
		s.wait = patiences{time.Hour, time.Hour, time.Hour}
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			for { // until the server was asked
				if heard, _, lines := play.all(); at == "" && lines > 0 || at != "" && len(heard) > 0 && strings.HasPrefix(heard[len(heard)-1], at) {
					cancel()
					return
				}
				time.Sleep(time.Millisecond)
			}
		}()
		for o := range s.Deliver(ctx, []mailing.Letter{letter(mau)}) {
			if err := o.Sent[0].Err; !errors.Is(err, context.Canceled) && !(at == "." && errors.Is(err, mailing.Unsure)) {
				t.Errorf("at %q: %v", at, err)
			}
		}
		cancel()
	}
}

// TestNoWordOfALetterBecomesALineOfItsHead.
func TestNoWordOfALetterBecomesALineOfItsHead(t *testing.T) {
	play := plays(t, nil)
	evil := letter(mailing.Address{Name: "Mẫu\r\nBcc: ke-gian@example.net", Mail: mau.Mail})
	evil.Subject = "Họp\r\nBcc: ke-gian@example.net\r\n\r\n<html>\u202egnud\u202c"
	evil.From.Name = "UBND\nX-Evil: 1"
	evil.Body = "Kính gửi\r\n.\r\nQUIT\r\n"
	if o := delivered(t, hasty(t, play.address), evil); o[0].Sent[0].Err != nil {
		t.Fatalf("%+v", o)
	}
	heard, letters, _ := play.all()
	head := opened(t, letters[0])
	if head.Get("Bcc") != "" || head.Get("X-Evil") != "" || strings.Contains(strings.Join(heard, "\n"), "ke-gian") {
		t.Errorf("%v, %q", head, heard)
	}
	m, err := mailing.Read(strings.NewReader(letters[0]))
	if err != nil || !strings.HasPrefix(m.Subject, "Họp") || strings.ContainsAny(m.Subject, "\r\n\u202e") || !bytes.Equal(m.Calendars[0], evil.Calendar) {
		t.Errorf("%+v, %v", m, err)
	}
	for name, spoil := range map[string]func(*mailing.Letter){
		"a sender with a line":     func(l *mailing.Letter) { l.From.Mail = "a@b.vn>\r\nRCPT TO:<x@y.vn" },
		"no sender":                func(l *mailing.Letter) { l.From.Mail = "" },
		"an answer to two":         func(l *mailing.Letter) { l.ReplyTo.Mail = "a@b.vn, c@d.vn" },
		"a name of the letter":     func(l *mailing.Letter) { l.MessageID = "a@b.vn>\r\nBcc: x@y.vn" },
		"no name of it":            func(l *mailing.Letter) { l.MessageID = "" },
		"no calendar":              func(l *mailing.Letter) { l.Calendar = nil },
		"a calendar for another":   func(l *mailing.Letter) { l.Method = "CANCEL" },
		"a method with parameters": func(l *mailing.Letter) { l.Method = "REQUEST; x=y" },
		"strange bytes":            func(l *mailing.Letter) { l.Body = "\xff" },
		"much too long":            func(l *mailing.Letter) { l.Body = strings.Repeat("x", mostBody+1) },
	} {
		l := letter(mau)
		spoil(&l)
		o := delivered(t, hasty(t, play.address), l)[0]
		if is(t, name, o.Sent[0].Err, mailing.BadLetter); o.Sent[0].Again() {
			t.Errorf("%s: again", name)
		}
	}
	for _, to := range []string{"", "x", "a b@c.vn", "a@b.vn>\r\nDATA", "<a@b.vn>", "a@b@c.vn", "a@", "@b", strings.Repeat("a", 300) + "@b.vn", "a@b.vn,c@d.vn", "họ@b.vn", `"a"@b.vn`} {
		o := delivered(t, hasty(t, play.address), letter(mailing.Address{Name: "", Mail: to}, mau))[0]
		if is(t, to, o.Sent[0].Err, mailing.BadRecipient); o.Sent[0].To != to || o.Sent[1].Err != nil {
			t.Errorf("%q: %+v", to, o)
		}
	}
}

func TestAnAddressOfAServerOfMailIsRead(t *testing.T) {
	for typed, want := range map[string]string{
		"smtps://thu.example.vn": "thu.example.vn 465 true", "smtp://thu.example.vn": "thu.example.vn 587 false", "thu.example.vn": "thu.example.vn 587 false",
		"thu.example.vn:465": "thu.example.vn 465 true", " smtp://127.0.0.1:25/ ": "127.0.0.1 25 false", "smtp://[::1]:25": "::1 25 false",
	} {
		s, err := Open(typed, "", "", clock)
		if err != nil || fmt.Sprint(s.host, " ", s.port, " ", s.sealed) != want {
			t.Errorf("%q: %+v, %v", typed, s, err)
		}
	}
	for typed, want := range map[string]office.Failure{
		"": BadServer, "http://thu.example.vn": BadServer, "smtp://": BadServer, "smtp://a b": BadServer, "smtp://a:99999": BadServer, "smtp://a:x": BadServer, "smtp://a/b": BadServer,
		"smtp://vanthu:" + secret + "@thu.example.vn": SecretInServer, "vanthu:" + secret + "@thu.example.vn": SecretInServer,
	} {
		_, err := Open(typed, "", "", clock)
		is(t, typed, err, want)
	}
}
