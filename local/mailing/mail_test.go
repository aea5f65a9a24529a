package mailing

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime/quotedprintable"
	"slices"
	"strings"
	"testing"
	"time"
)

// ics is a calendar as Vietnamese ones are: folded within letters, long, with each end of line.
func ics(method string) []byte {
	return []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Xa Mau//Tram//VI\r\nMETHOD:" + method + "\r\nBEGIN:VEVENT\r\nUID:mot@xamau.example.vn\r\n" +
		"SUMMARY:Họp giao ban “tuần 47” của Ủy ban nhân dân xã Mẫu S\r\n ơn\r\nDESCRIPTION:" + strings.Repeat("Nội dung. ", 300) + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
}

var mau = Address{"Nguyễn Văn Mẫu", "mau@huyenmau.example.vn"}

const head = "From: =?utf-8?B?Tmd1eeG7hW4gVsSDbiBN4bqrdQ==?= <mau@huyenmau.example.vn>\r\nTo: vanthu@xamau.example.vn\r\nSubject: =?utf-8?Q?M=E1=BB=9Di_h=E1=BB=8Dp?=\r\nDate: Fri, 20 Nov 2026 08:00:00 +0700\r\nMessage-ID: <mot@huyenmau.example.vn>\r\nMIME-Version: 1.0\r\n"

func b64(b []byte) string {
	var out strings.Builder
	for line := range slices.Chunk([]byte(base64.StdEncoding.EncodeToString(b)), 76) {
		out.Write(line)
		out.WriteString("\r\n")
	}
	return out.String()
}

func qp(t *testing.T, b []byte) string {
	var out bytes.Buffer
	w := quotedprintable.NewWriter(&out)
	w.Binary = true
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// of is several parts in one.
func of(kind, boundary string, parts ...string) string {
	return "Content-Type: multipart/" + kind + "; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n" + strings.Join(parts, "\r\n--"+boundary+"\r\n") + "\r\n--" + boundary + "--\r\n"
}

const text, html = "Content-Type: text/plain\r\n\r\nMoi hop", "Content-Type: text/html\r\n\r\n<p>Moi hop</p>"

// TestACalendarIsFoundWhereverAProgramPutIt, byte for byte.
func TestACalendarIsFoundWhereverAProgramPutIt(t *testing.T) {
	cal := ics("REQUEST")
	as := func(head, body string) string { return head + "\r\n\r\n" + body }
	gmail := of("mixed", "o", of("alternative", "i", text, html, as("Content-Type: text/calendar; charset=\"UTF-8\"; method=REQUEST\r\nContent-Transfer-Encoding: 8bit", string(cal))),
		as("Content-Type: application/ics; name=\"invite.ics\"\r\nContent-Disposition: attachment; filename=\"invite.ics\"\r\nContent-Transfer-Encoding: base64", b64(cal)))
	for name, whole := range map[string]string{
		"in two places":          gmail,
		"beside the text":        of("alternative", "i", html, as("Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\nContent-Transfer-Encoding: base64", b64(cal))),
		"by itself":              as("Content-Type: text/calendar; charset=UTF-8; method=REQUEST\r\nContent-Transfer-Encoding: quoted-printable", qp(t, cal)),
		"a file of a name":       of("mixed", "o", text, as("Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=UTF-8''m%E1%BB%9Di.ICS\r\nContent-Transfer-Encoding: base64", b64(cal))),
		"a name in code":         of("mixed", "o", text, as("Content-Type: application/octet-stream; name=\"=?utf-8?B?beG7nWkuaWNz?=\"\r\nContent-Transfer-Encoding: base64", b64(cal))),
		"in a letter passed on":  of("mixed", "p", text, "Content-Type: message/rfc822\r\n\r\n"+head+gmail),
		"deep below":             of("mixed", "a", of("related", "b", of("signed", "c", of("alternative", "d", text, as("Content-Type: TEXT/Calendar\r\nContent-Transfer-Encoding: BASE64", b64(cal))), "Content-Type: application/pgp-signature\r\n\r\nx"))),
		"with indents":           as("Content-Type: text/calendar\r\nContent-Transfer-Encoding: base64", strings.ReplaceAll(b64(cal), "\r\n", "\r\n ")),
		"in parts with a coding": strings.Replace(gmail, "Content-Type: multipart/mixed", "Content-Transfer-Encoding: base64\r\nContent-Type: multipart/mixed", 1),
	} {
		for before, crlf := range map[string]bool{"": true, "From mau@huyenmau Fri Nov 20 08:00:00 2026\r\n": true, "\n": false} {
			letter := strings.TrimPrefix(before, "\n") + head + whole
			want := cal
			if !crlf {
				letter = strings.ReplaceAll(letter, "\r\n", "\n")
			}
			m, err := Read(strings.NewReader(letter))
			if err != nil || len(m.Calendars) != 1 || len(m.Odd) != 0 {
				t.Errorf("%s: %d calendars, %v, %v", name, len(m.Calendars), m.Odd, err)
				continue
			}
			if got := m.Calendars[0]; !bytes.Equal(got, want) && (crlf || !bytes.Equal(plain(got), plain(want))) {
				t.Errorf("%s: %.200q", name, got)
			}
			if m.From != mau || m.Subject != "Mời họp" || m.MessageID != "mot@huyenmau.example.vn" || !m.Date.Equal(time.Date(2026, 11, 20, 1, 0, 0, 0, time.UTC)) {
				t.Errorf("%s: %+v", name, m)
			}
		}
	}
}

// TestAnOldScriptIsRead: what a program of Vietnam of before wrote.
func TestAnOldScriptIsRead(t *testing.T) {
	m, err := Read(strings.NewReader(head + "Content-Type: text/calendar; charset=windows-1258\r\nContent-Transfer-Encoding: 8bit\r\n\r\nBEGIN:VCALENDAR\r\nSUMMARY:H\xf5p \xd0\xe4ng\r\nEND:VCALENDAR\r\n"))
	if err != nil || len(m.Odd) != 0 || !bytes.Contains(m.Calendars[0], []byte("Hơp Đäng")) {
		t.Errorf("%q, %v, %v", m.Calendars, m.Odd, err)
	}
}

// TestWhatCouldNotBeReadIsNamed, and what could is read.
func TestWhatCouldNotBeReadIsNamed(t *testing.T) {
	cal := ics("REPLY")
	good := "Content-Type: text/calendar; method=REPLY\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64(cal)
	for name, c := range map[string]struct {
		letter, odd string
		calendars   int
	}{
		"none":                {head + text, "không có lịch", 0},
		"Outlook's own":       {head + of("mixed", "o", text, "Content-Type: application/ms-tnef; name=\"winmail.dat\"\r\n\r\nx"), "winmail.dat", 0},
		"called so":           {head + of("mixed", "o", text, "Content-Type: application/octet-stream; name=\"WinMail.dat\"\r\n\r\nx"), "winmail.dat", 0},
		"sealed":              {head + "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n\r\nx", "S/MIME", 0},
		"sealed otherwise":    {head + of("encrypted", "o", "Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1"), "PGP", 0},
		"two":                 {head + of("mixed", "o", good, strings.Replace(good, b64(cal), b64(ics("CANCEL")), 1)), "nhiều lịch khác nhau", 2},
		"an end that is gone": {strings.TrimSuffix(head+of("mixed", "o", good, text), "\r\n--o--\r\n"), "đứt hoặc hỏng", 1},
		"cut in the middle":   {(head + of("mixed", "o", text, good))[:len(head)+700], "đứt hoặc hỏng", 1},
		"bad letters":         {head + "Content-Type: text/calendar\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64(cal)[:80] + "%%%%", "đứt hoặc hỏng", 1},
		"bad from the start":  {head + "Content-Type: text/calendar\r\nContent-Transfer-Encoding: base64\r\n\r\n****", "không đọc được", 0},
		"a strange coding":    {head + "Content-Type: text/calendar\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644", "lạ", 1},
		"a strange script":    {head + "Content-Type: text/calendar; charset=x-la\r\n\r\nBEGIN:VCALENDAR", "lạ", 1},
		"two senders":         {"From: a@b.vn, c@d.vn\r\n" + strings.SplitN(head, "\r\n", 2)[1] + good, "nhiều người gửi", 1},
		"sent twice":          {"From: sep@xamau.example.vn\r\n" + head + good, "người gửi 2 lần", 1},
		"nobody sent it":      {"Subject: x\r\n" + good, "người gửi 0 lần", 1},
		"no day":              {strings.Replace(head, "Fri, 20 Nov 2026", "Thứ sáu", 1) + good, "ngày gửi", 1},
		"much too long":       {head + "Content-Type: text/calendar\r\n\r\n" + strings.Repeat("x", mostCalendar+1), "lớn hơn mọi lịch", 0},
		"many levels":         {head + levels(100) + good, "quá nhiều phần", 0},
		"letters in letters":  {head + strings.Repeat("Content-Type: message/rfc822\r\n\r\nFrom: a@b.vn\r\n", 100) + good, "quá nhiều phần", 0},
		"many parts":          {head + of("mixed", "o", slices.Repeat([]string{text}, 5000)...), "quá nhiều phần", 0},
		"many calendars":      {head + of("mixed", "o", numbered(100)...), "quá nhiều lịch", mostCalendars},
	} {
		m, err := Read(strings.NewReader(c.letter))
		if err != nil || len(m.Calendars) != c.calendars || !strings.Contains(strings.Join(m.Odd, " "), c.odd) || c.odd != "" && len(m.Odd) == 0 {
			t.Errorf("%s: %d calendars, %q, %v", name, len(m.Calendars), m.Odd, err)
		}
		if unclear := strings.Contains(c.odd, "người gửi"); unclear != (m.From == Address{}) {
			t.Errorf("%s: of %+v", name, m.From)
		}
	}
}

func levels(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=x%dx\r\n\r\n--x%dx\r\n", i, i)
	}
	return b.String()
}

func numbered(n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprintf("Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR %d", i))
	}
	return all
}

// TestWhoSentALetterIsWhatItSays, and no more is made of it.
func TestWhoSentALetterIsWhatItSays(t *testing.T) {
	m, err := Read(strings.NewReader("Authentication-Results: mx.example.vn; dkim=pass header.d=huyenmau.example.vn;\r\n\tspf=fail\r\nAuthentication-Results: ke-gian; dkim=pass\r\nSender: thay@khac.example.net\r\n" +
		strings.Replace(head, "=?utf-8?B?", "=?utf-8?B?4oCu", 1) + text))
	if err != nil || m.Sender.Mail != "thay@khac.example.net" || len(m.Vouched) != 2 || m.Vouched[0] != "mx.example.vn; dkim=pass header.d=huyenmau.example.vn; spf=fail" {
		t.Errorf("%+v, %v", m, err)
	}
	if strings.Contains(m.From.Name, "\u202e") || m.From.Mail != mau.Mail {
		t.Errorf("%q", m.From)
	}
}

func TestWhatIsNoLetterIsToldSo(t *testing.T) {
	for name, b := range map[string]string{
		"nothing": "", "a PDF": "%PDF-1.7\n%\xe2\xe3\n1 0 obj", "a page": "<!DOCTYPE html>\n<html>", "a calendar": string(ics("REQUEST")),
		"a head without end": "From: a@b.vn\r\nX: " + strings.Repeat("x", 2*mostHead), "lines": strings.Repeat("\n", 100), "a folder": "From x\n",
	} {
		if m, err := Read(strings.NewReader(b)); !errors.Is(err, NotMail) {
			t.Errorf("%s: %+v, %v", name, m, err)
		}
	}
	if _, err := Read(io.MultiReader(strings.NewReader(head+text), io.LimitReader(endless{}, 2*MostMail))); !errors.Is(err, MailTooBig) {
		t.Errorf("too big: %v", err)
	}
}

type endless struct{}

func (endless) Read(b []byte) (int, error) { return copy(b, bytes.Repeat([]byte("x"), len(b))), nil }

// FuzzRead holds what is read of any letter to its bounds.
func FuzzRead(f *testing.F) {
	f.Add([]byte(head + of("mixed", "o", text, "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR")))
	f.Add([]byte(head + "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nFrom: a@b.vn\r\n\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := Read(bytes.NewReader(b))
		if err == nil && (len(m.Calendars) > mostCalendars || len(m.Odd) > mostOdd || len(m.Calendars)+len(m.Odd) == 0) {
			t.Errorf("%+v", m)
		}
		if strings.ContainsAny(m.Subject+m.From.Name+m.From.Mail, "\r\n") {
			t.Errorf("%q", m)
		}
	})
}

// TestALetterWithAMarkOfItsBytesIsALetter: some editors set one before the head.
func TestALetterWithAMarkOfItsBytesIsALetter(t *testing.T) {
	m, err := Read(strings.NewReader("\xef\xbb\xbfFrom: moi@vi-du.vn\nSubject: a\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n"))
	if err != nil || m.From.Mail != "moi@vi-du.vn" || len(m.Calendars) != 1 {
		t.Errorf("%+v %v", m, err)
	}
}

// TestWhatMayHideACalendarIsTold apart from what is merely odd.
func TestWhatMayHideACalendarIsTold(t *testing.T) {
	deep, end := "", ""
	for i := range 40 {
		deep += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
		end = fmt.Sprintf("\r\n--b%d--", i) + end
	}
	for name, c := range map[string]struct {
		body string
		shut bool
	}{
		"of Outlook alone": {"Content-Type: application/ms-tnef\r\n\r\nx", true},
		"encrypted":        {"Content-Type: application/pkcs7-mime\r\n\r\nx", true},
		"too deep":         {deep + "Content-Type: text/calendar\r\n\r\nx" + end, true},
		"cut":              {"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nx", true},
		"plain":            {"Content-Type: text/plain; charset=la-lung\r\n\r\nx", false},
	} {
		m, err := Read(strings.NewReader("From: a@vi-du.vn\r\nSubject: a\r\n" + c.body))
		if err != nil || (len(m.Shut) > 0) != c.shut || len(m.Shut) > len(m.Odd) {
			t.Errorf("%s: %q %q %v", name, m.Shut, m.Odd, err)
		}
	}
}
