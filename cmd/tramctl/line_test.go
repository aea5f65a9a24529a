package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/mailing"
	"tram/sync/servertest"
)

// far is an office whose commands run as programs of their own, which trust the servers of the test.
type far struct {
	t    *testing.T
	home string
	env  []string
}

func (f far) do(args ...string) (out, messages string, ends int) {
	f.t.Helper()
	c := exec.Command(os.Args[0], append([]string{"--home", f.home, "--json"}, args...)...)
	var o, e bytes.Buffer
	c.Env, c.Stdout, c.Stderr = append(append(os.Environ(), mainEnv+"=yes"), f.env...), &o, &e
	_ = c.Run()
	return o.String(), e.String(), c.ProcessState.ExitCode()
}

func (f far) must(args ...string) map[string]any {
	f.t.Helper()
	out, messages, ends := f.do(args...)
	var is map[string]any
	if err := json.Unmarshal([]byte(out), &is); ends != well || err != nil {
		f.t.Fatalf("%q: exit %d\n%s%s", args, ends, out, messages)
	}
	return is
}

// meeting is one as it stands.
func (f far) meeting(id string) map[string]any {
	f.t.Helper()
	return f.must("meeting", "show", id)["meeting"].(map[string]any)
}

func (f far) refused(args ...string) string {
	f.t.Helper()
	out, messages, ends := f.do(args...)
	var told struct{ Failure, Said, Next string }
	if err := json.Unmarshal([]byte(messages), &told); ends != refused || err != nil || told.Said == "" || told.Next == "" {
		f.t.Fatalf("%q: exit %d, %s %s", args, ends, out, messages)
	}
	return told.Failure
}

func farOffice(t *testing.T, certificates string, env ...string) far {
	t.Helper()
	dir := t.TempDir()
	trusted := filepath.Join(dir, "tin.pem")
	if err := os.WriteFile(trusted, []byte(certificates), 0o600); err != nil {
		t.Fatal(err)
	}
	f := far{t, filepath.Join(dir, "dữ liệu"), append(env, "SSL_CERT_FILE="+trusted)}
	f.must("setup", "--office", officeName, "--code", "H49.10.02", "--system", "Trạm Công vụ xã Mẫu Sơn", "--owner", "Ủy ban nhân dân tỉnh Mẫu", "--clerk", "Nguyễn Văn Mẫu", "--position", "Công chức Văn phòng")
	return f
}

// answered is a letter of somebody who answers one that came, as a program of theirs writes it.
func answered(t *testing.T, letter []byte, who, answer string) string {
	t.Helper()
	c := exec.Command("/usr/bin/python3", "-c", `
import sys, email, email.policy, icalendar
from email.message import EmailMessage
m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
part = [p for p in m.walk() if p.get_content_type() == "text/calendar"][0]
c = icalendar.Calendar.from_ical(part.get_payload(decode=True))
e = c.walk("VEVENT")[0]
r = icalendar.Calendar(); r.add("version", "2.0"); r.add("prodid", "-//Khac//EN"); r.add("method", "REPLY")
v = icalendar.Event()
for k in ("UID", "DTSTART", "DTEND", "DTSTAMP", "SEQUENCE", "SUMMARY", "ORGANIZER"):
    if k in e: v[k] = e[k]
a = icalendar.vCalAddress("mailto:" + sys.argv[1]); a.params["PARTSTAT"] = icalendar.vText(sys.argv[2]); v["ATTENDEE"] = a
r.add_component(v)
out = EmailMessage(); out["From"] = sys.argv[1]; out["To"] = m["From"]; out["Subject"] = "Re: " + m["Subject"]; out["Date"] = m["Date"]; out["Message-ID"] = "<tl-" + sys.argv[2] + "@example.com>"
out.set_content("Tra loi"); out.add_alternative(r.to_ical(), maintype="text", subtype="calendar", params={"method": "REPLY"})
sys.stdout.buffer.write(out.as_bytes())
`, who, answer)
	c.Stdin = bytes.NewReader(letter)
	var e bytes.Buffer
	c.Stderr = &e
	out, err := c.Output()
	if err != nil {
		t.Fatal(err, e.String())
	}
	return string(out)
}

// TestAnInvitationGoesOutByMailAndComesBackAnswered over real servers: sent once each, refused ones named,
// answers taken of who was invited, changes told anew; the password stands nowhere.
func TestAnInvitationGoesOutByMailAndComesBackAnswered(t *testing.T) {
	out, box := servertest.ServeExim(t), servertest.ServeDovecot(t)
	f := farOffice(t, out.Certificate+box.Certificate, "TRAM_LINE_PASSWORD="+out.Password)
	if name := f.refused("meeting", "sync"); name != "station.no-lines" {
		t.Error(name)
	}
	id := f.must("meeting", "new", "--title", "Giao ban tuần", "--start", "08:00 07/01/2190", "--place", "Phòng họp", "--confirmed", "--person", "Lê Văn Xa|member||xa@example.com", "--person", "Phạm Mất|member||khongco@example.com", "--person", "Hoàng Không Thư|member")["id"].(string)
	if name := f.refused("meeting", "invite", id); name != "station.no-mail-line" {
		t.Error(name)
	}
	if name := f.refused("line", "mail", "--address", "vanthu@xamau.example.vn", "--server", "smtp://"+out.Address, "--user", out.User, "--box", "pop3://"+box.Address, "--box-user", "ai-do"); name != "post.box-shut" {
		t.Error(name)
	}
	box.Put(t, map[string]string{"1.cu": "From: ai@example.com\nSubject: thu cu\nDate: Mon, 01 Jan 2029 00:00:00 +0700\n\nCu\n"})
	f.must("line", "mail", "--address", "vanthu@xamau.example.vn", "--server", "smtp://"+out.Address, "--user", out.User, "--box", "pop3://"+box.Address)
	states := map[string]string{}
	invited := f.must("meeting", "invite", id)
	if without, _ := invited["without_mail"].([]any); len(without) != 1 || without[0] != "Hoàng Không Thư" {
		t.Errorf("who has no address is not told: %v", invited["without_mail"])
	}
	for _, l := range invited["letters"].([]any) {
		for _, g := range l.(map[string]any)["to"].([]any) {
			states[g.(map[string]any)["mail"].(string)] = g.(map[string]any)["state"].(string)
		}
	}
	if states["xa@example.com"] != "sent" || states["khongco@example.com"] != "refused" {
		t.Errorf("%v", states)
	}
	mail := out.Mail(t, 1)
	box.Put(t, map[string]string{"2.tl": answered(t, mail[0], "xa@example.com", "ACCEPTED"), "3.gia": answered(t, mail[0], "la@example.com", "DECLINED")})
	done := f.must("meeting", "sync")
	if done["letters"] != float64(2) || len(done["came"].([]any)) != 2 {
		t.Errorf("%v", done)
	}
	show := func() map[string]any {
		for _, p := range f.meeting(id)["people"].([]any) {
			if p := p.(map[string]any); p["mail"] == "xa@example.com" {
				return p
			}
		}
		return nil
	}
	if p := show(); p["answer"] != "accepted" {
		t.Errorf("%v", p)
	}
	f.must("meeting", "move", id, "--start", "09:00 07/01/2190")
	if sent := f.meeting(id)["sent"].(string); !strings.Contains(sent, "Chưa báo cho 2 người") {
		t.Error(sent)
	}
	f.must("meeting", "invite", id, "--later")
	if n := len(out.Mail(t, 1)); n != 1 {
		t.Errorf("what shall wait went out: %d letters", n)
	}
	if done := f.must("meeting", "sync"); done["sent"] != float64(1) || done["waiting"] != float64(0) || done["letters"] != float64(0) {
		t.Errorf("%v", done)
	}
	if all := calendars(t, out.Mail(t, 2)); !strings.Contains(all, "SEQUENCE:1") {
		t.Error("the change does not count up")
	}
	f.must("meeting", "cancel", id, "--why", "Bão số 9")
	f.must("meeting", "invite", id)
	if all := calendars(t, out.Mail(t, 3)); !strings.Contains(all, "METHOD:CANCEL") {
		t.Error("nobody hears that it is off")
	}
	nowhere(t, f.home, out.Password)
}

// TestAnInvitationFromElsewhereIsAnswered to whoever invited.
func TestAnInvitationFromElsewhereIsAnswered(t *testing.T) {
	out := servertest.ServeExim(t)
	f := farOffice(t, out.Certificate, "TRAM_LINE_PASSWORD="+out.Password)
	f.must("line", "mail", "--address", "vanthu@xamau.example.vn", "--server", "smtps://"+out.Sealed, "--user", out.User)
	path := filepath.Join(t.TempDir(), "thu.eml")
	text := "From: Vu Thi Moi <moi@vi-du.vn>\r\nTo: vanthu@xamau.example.vn\r\nSubject: Moi hop\r\nDate: Mon, 01 Jan 2029 00:00:00 +0700\r\nMIME-Version: 1.0\r\nContent-Type: text/calendar; method=REQUEST; charset=utf-8\r\n\r\n" +
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Khac//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:lien-xa@vi-du.vn\r\nDTSTAMP:20290101T000000Z\r\nSEQUENCE:3\r\nDTSTART:21900107T010000Z\r\nDTEND:21900107T020000Z\r\nSUMMARY:Họp liên xã\r\nORGANIZER:mailto:moi@vi-du.vn\r\nATTENDEE:mailto:vanthu@xamau.example.vn\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	came := f.must("meeting", "import", path)["came"].([]any)[0].(map[string]any)
	if came["what"] != "new" {
		t.Fatalf("%v", came)
	}
	id := came["id"].(string)
	if name := f.refused("meeting", "invite", id); name != "invitations.not-ours" {
		t.Error(name)
	}
	if name := f.refused("meeting", "answer", id, "--answer", "co"); name != "station.no-such-answer" {
		t.Error(name)
	}
	is := f.must("meeting", "answer", id, "--answer", "accepted", "--say", "Đến đúng giờ")
	if to := is["letters"].([]any)[0].(map[string]any)["to"].([]any)[0].(map[string]any); to["mail"] != "moi@vi-du.vn" || to["state"] != "sent" {
		t.Errorf("%v", is)
	}
	letter := calendars(t, out.Mail(t, 1))
	for _, words := range []string{"METHOD:REPLY", "UID:lien-xa@vi-du.vn", "SEQUENCE:3", "PARTSTAT=ACCEPTED"} {
		if !strings.Contains(letter, words) {
			t.Errorf("without %s:\n%s", words, letter)
		}
	}
	if told := f.meeting(id); told["people"].([]any)[0].(map[string]any)["answer"] != "accepted" || !strings.Contains(told["sent"].(string), "Đã trả lời nơi mời: dự. Thư trả lời đã gửi.") {
		t.Errorf("%v", told)
	}
}

// TestTwoOfficesShareACalendarOnARealServer: what one arranges the other has, what is moved there is moved
// here, and what is removed is cancelled.
func TestTwoOfficesShareACalendarOnARealServer(t *testing.T) {
	real := servertest.ServeRadicale(t)
	at := real.Calendar(t, "chung")
	env := "TRAM_LINE_PASSWORD=" + real.Password
	a, b := farOffice(t, "", env), farOffice(t, "", env)
	if found := a.must("line", "find", real.Address, "--user", real.User)["calendars"].([]any); len(found) != 1 || found[0].(map[string]any)["address"] != at {
		t.Errorf("%v", found)
	}
	if name := a.refused("line", "share", real.Address+"/vanthu/khong-co/", "--user", real.User); name != "caldav.none-found" && name != "caldav.no-calendar" {
		t.Error(name)
	}
	for _, f := range []far{a, b} {
		f.must("line", "share", at, "--user", real.User, "--name", "Lịch chung")
	}
	id := a.must("meeting", "new", "--title", "Giao ban tuần", "--start", "08:00 07/01/2190", "--place", "Phòng họp", "--person", "Nguyễn Văn Mẫu|chair|vote")["id"].(string)
	a.must("meeting", "sync")
	b.must("meeting", "sync")
	there := func(f far) map[string]any {
		all := f.must("meeting", "list", "--from", "01/01/2190", "--to", "31/01/2190")["meetings"].([]any)
		if len(all) != 1 {
			t.Fatalf("%v", all)
		}
		return all[0].(map[string]any)
	}
	if m := there(b); m["id"] != id || m["start"] != "2190-01-07T08:00:00+07:00" {
		t.Errorf("%v", m)
	}
	b.must("meeting", "move", id, "--start", "10:00 07/01/2190")
	b.must("meeting", "sync")
	if done := a.must("meeting", "sync")["calendars"].([]any)[0].(map[string]any); done["taken"] != float64(1) {
		t.Errorf("%v", done)
	}
	if m := there(a); m["start"] != "2190-01-07T10:00:00+07:00" {
		t.Errorf("%v", m)
	}
	if p := a.meeting(id)["people"].([]any)[0].(map[string]any); p["votes"] != true || p["role"] != "chair" {
		t.Errorf("%v", p)
	}
	b.must("meeting", "cancel", id, "--why", "Bận")
	b.must("meeting", "sync")
	a.must("meeting", "sync")
	if m := a.meeting(id); m["state"] != "cancelled" || m["why"] != "Đã xóa trên lịch chung" {
		t.Errorf("%v %v", m["state"], m["why"])
	}
	lines := a.must("line", "list")
	line := lines["calendars"].([]any)[0].(map[string]any)["id"].(string)
	a.must("line", "drop", line)
	if left := a.must("line", "list")["calendars"]; left != nil && len(left.([]any)) != 0 {
		t.Errorf("%v", left)
	}
	if kept, err := filepath.Glob(filepath.Join(a.home, "line-*")); err != nil || len(kept) != 0 {
		t.Errorf("what opened it is still there: %v %v", kept, err)
	}
	nowhere(t, b.home, real.Password)
}

// calendars are those of letters.
func calendars(t *testing.T, letters [][]byte) (all string) {
	t.Helper()
	for _, b := range letters {
		m, err := mailing.Read(bytes.NewReader(b))
		if err != nil || len(m.Calendars) != 1 || len(m.Odd) != 0 {
			t.Fatalf("%+v %v", m, err)
		}
		all += string(m.Calendars[0])
	}
	return all
}

// nowhere looks for a secret in every file of the data.
func nowhere(t *testing.T, home, secret string) {
	t.Helper()
	seen := 0
	err := filepath.WalkDir(home, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		seen++
		b, err := os.ReadFile(path)
		if bytes.Contains(b, []byte(secret)) {
			t.Errorf("%s shows what opens a server", path)
		}
		return err
	})
	if err != nil || seen < 3 {
		t.Errorf("%d files, %v", seen, err)
	}
}
