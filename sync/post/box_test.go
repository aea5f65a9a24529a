package post

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"tram/local/mailing"
	"tram/local/office"
	"tram/sync/servertest"
)

func box(t *testing.T, address, user, password string, real *servertest.Dovecot) *Box {
	t.Helper()
	b, err := OpenBox(address, user, password)
	if err != nil {
		t.Fatal(err)
	}
	if real != nil {
		b.roots = real.Roots
	}
	return b
}

const (
	head = "From: mau@huyenmau.example.vn\r\nSubject: Moi hop\r\nDate: Fri, 20 Nov 2026 08:00:00 +0700\r\nMIME-Version: 1.0\r\n"
	text = "Content-Type: text/plain\r\n\r\nMoi hop"
)

func none(string) bool { return false }

// taken is what comes out of a box.
func taken(t *testing.T, b *Box, seen func(string) bool) (all []mailing.Arrived, last error) {
	t.Helper()
	for a, err := range b.Letters(t.Context(), seen) {
		if err != nil {
			return all, err
		}
		all = append(all, a)
	}
	return all, nil
}

// TestWhatCameIsReadAndLeftWhereItLies: by a real server, sealed in either way, each once.
func TestWhatCameIsReadAndLeftWhereItLies(t *testing.T) {
	real := servertest.ServeDovecot(t)
	first := head + "Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + string(ics("REQUEST"))
	written, err := written(letter(mau))
	if err != nil {
		t.Fatal(err)
	}
	real.Put(t, map[string]string{"1.mot": first, "2.hai": string(written), "3.ba": head + text})
	seen := map[string]bool{}
	for way, address := range map[string]string{"pop3": real.Address, "pop3s": real.Sealed} {
		all, err := taken(t, box(t, way+"://"+address, real.User, real.Password, real), none)
		if err != nil || len(all) != 3 {
			t.Fatalf("%s: %d letters, %v", way, len(all), err)
		}
		calendars := 0
		for _, a := range all {
			m, err := mailing.Read(bytes.NewReader(a.Text))
			if err != nil || a.ID == "" || a.Err != nil {
				t.Fatal(err, a.ID, a.Err)
			}
			seen[a.ID] = true
			for _, c := range m.Calendars {
				calendars++
				if !bytes.Equal(c, ics("REQUEST")) {
					t.Errorf("%s: %.300q", way, c)
				}
			}
		}
		if calendars != 2 {
			t.Errorf("%s: %d calendars", way, calendars)
		}
	}
	if len(seen) != 3 {
		t.Errorf("names of letters: %v", seen)
	}
	real.Put(t, map[string]string{"4.bon": head + text})
	all, err := taken(t, box(t, "pop3s://"+real.Sealed, real.User, real.Password, real), func(id string) bool { return seen[id] })
	if err != nil || len(all) != 1 || seen[all[0].ID] || real.Left(t) != 4 {
		t.Errorf("%d new ones, %v; %d lie there", len(all), err, real.Left(t))
	}
	for name, c := range map[string]struct {
		b    *Box
		want office.Failure
	}{
		"a wrong password": {box(t, "pop3://"+real.Address, real.User, secret, real), BoxShut},
		"an unknown maker": {box(t, "pop3://"+real.Address, real.User, secret, nil), Unvouched},
		"sealed, unknown":  {box(t, "pop3s://"+real.Sealed, real.User, secret, nil), Unvouched},
		"sealed where not": {box(t, "pop3s://"+real.Address, real.User, secret, real), NotMailServer},
		"nobody is there":  {box(t, "pop3://"+servertest.FreePort(t), "a", secret, nil), LineRefused},
	} {
		_, err := taken(t, c.b, none)
		is(t, name, err, c.want)
	}
}

// TestWhateverTheServerOfABoxSaysIsTold.
func TestWhateverTheServerOfABoxSaysIsTold(t *testing.T) {
	t.Parallel()
	list := "+OK\r\n1 a\r\n2 b\r\n."
	good := map[string]string{"": "+OK hi", "STLS": "-ERR no", "USER": "+OK", "PASS": "+OK", "UIDL": list, "LIST": "+OK\r\n1 100\r\n2 100\r\n.", "RETR": "+OK\r\nFrom: a@b.vn\r\n\r\n..x\r\n.", "QUIT": "+OK"}
	said := func(ask, answer string) map[string]string {
		all := map[string]string{}
		for k, v := range good {
			all[k] = v
		}
		all[ask] = answer
		return all
	}
	for name, c := range map[string]struct {
		says map[string]string
		want office.Failure
		got  int
	}{
		"no greeting":         {said("", hangs), NoAnswer, 0},
		"a greeting":          {said("", "220 thu.example.vn"), NotMailServer, 0},
		"without end":         {said("", goes), NotMailServer, 0},
		"shut":                {said("", "-ERR locked"), BoxShut, 0},
		"gone":                {said("USER", cuts), NoAnswer, 0},
		"no such user":        {said("USER", "-ERR"), BoxShut, 0},
		"a password again":    {said("PASS", "-ERR "+secret), BoxShut, 0},
		"silent":              {said("PASS", hangs), NoAnswer, 0},
		"no names":            {said("UIDL", "-ERR what?"), NotMailServer, 0},
		"names of no letters": {said("UIDL", "+OK\r\nmột a\r\n."), NotMailServer, 0},
		"a letter too many":   {said("UIDL", "+OK\r\n999999999 a\r\n."), NotMailServer, 0},
		"a long name":         {said("UIDL", "+OK\r\n1 "+strings.Repeat("a", 600)+"\r\n."), NotMailServer, 0},
		"a list that breaks":  {said("LIST", "+OK\r\n1 100"), NoAnswer, 0},
		"a letter that hangs": {said("RETR", "+OK\r\nFrom: a@b.vn"), NoAnswer, 0},
		"a letter that is no": {said("RETR", "-ERR gone"), NotMailServer, 0},
		"a second that is no": {said("RETR 2", "-ERR gone"), NotMailServer, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			play := plays(t, c.says)
			b := box(t, "pop3://"+play.address, "vanthu", secret, nil)
			b.wait = patiences{10 * time.Second, 2 * time.Second, 2 * time.Second}
			all, err := taken(t, b, none)
			if is(t, name, err, c.want); len(all) != c.got {
				t.Errorf("%d letters", len(all))
			}
		})
	}
	play := plays(t, said("LIST", "+OK\r\n1 999999999999\r\n2 20\r\n."))
	all, err := taken(t, box(t, "pop3://"+play.address, "vanthu", secret, nil), none)
	if err != nil || len(all) != 2 || !errors.Is(all[0].Err, mailing.MailTooBig) || string(all[1].Text) != "From: a@b.vn\r\n\r\n.x\r\n" {
		t.Errorf("one too big: %+v, %v", all, err)
	}
	heard, _, _ := play.all()
	for _, ask := range heard {
		if strings.HasPrefix(ask, "DELE") || ask == "RETR 1" {
			t.Errorf("%q was asked", ask)
		}
	}
	far := box(t, "pop3://"+play.address, "vanthu", secret, nil)
	far.near = false
	if _, err := taken(t, far, none); !errors.Is(err, NotSealed) {
		t.Errorf("not sealed: %v", err)
	}
	if again, _, _ := play.all(); strings.Contains(strings.Join(again[len(heard):], " "), "PASS") {
		t.Errorf("the password went without a seal: %q", again)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, err := range box(t, "pop3://"+play.address, "vanthu", secret, nil).Letters(ctx, none) {
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
	for _, who := range []string{"", "a\r\nDELE 1"} {
		if _, err := OpenBox("pop3s://thu.example.vn", who, fmt.Sprint(secret)); !errors.Is(err, BoxShut) {
			t.Errorf("%q: %v", who, err)
		}
	}
}
