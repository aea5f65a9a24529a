package station

import (
	"os"
	"strings"
	"testing"
	"time"

	"tram/local/meetings"
	"tram/local/minutes"
	"tram/local/office"
	"tram/local/pdf/pdftest"
)

// wordedMeeting is a short meeting that is over, and the entry of its minutes as the program makes it now.
func wordedMeeting(t *testing.T) (office.Meeting, []office.MeetingEntry, office.MeetingEntry) {
	t.Helper()
	m := office.Meeting{ID: "m", Title: "Họp giao ban", State: office.MeetingConfirmed, People: []office.MeetingPerson{{Seat: "p0", Name: "Nguyễn Văn Mẫu", Role: office.MeetingChair, Votes: true}}}
	at := time.Date(2026, 12, 7, 8, 0, 0, 0, office.VietNam)
	var all []office.MeetingEntry
	for i, e := range []office.MeetingEntry{{Deed: office.MeetingAttended, Seat: "p0", How: office.AttendHere}, {Deed: office.MeetingOpened}, {Deed: office.MeetingNoted, Say: "Đã xong 12 việc."}, {Deed: office.MeetingClosed}} {
		e.ID, e.Meeting, e.At = office.ID("e"+string(rune('0'+i))), m.ID, at.Add(time.Duration(i)*time.Minute)
		all = append(all, e)
	}
	live := meetings.Live(m, "", all)
	told, err := minutes.Of(live)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := minutes.Facts(live.Only(told.Entries))
	if err != nil {
		t.Fatal(err)
	}
	return m, all, office.MeetingEntry{ID: "e9", Meeting: m.ID, Deed: office.MeetingMinuted, At: at.Add(time.Hour), Paper: office.Minuted{Words: told.Digest(), Wording: minutes.Wording, Facts: facts, Last: told.Entries}}
}

// TestMinutesOfAnotherWordingAreNoOtherMinutes: a program that writes minutes in other words does not say of
// those that were made before that what happened was changed; it says so once it was.
func TestMinutesOfAnotherWordingAreNoOtherMinutes(t *testing.T) {
	const otherwise = office.Digest("lời khác")
	changed := func(all []office.MeetingEntry) { all[2].Say = "Đã xong 13 việc." }
	for name, c := range map[string]struct {
		paper  func(*office.Minuted)
		change func([]office.MeetingEntry)
		want   string
		met    office.Met
		says   string
	}{
		"as now":                      {want: "", met: office.IsMet, says: "4 điều đã ghi cho ra đúng lời của biên bản."},
		"changed":                     {change: changed, want: wordsOther, met: office.IsMissed},
		"another wording":             {paper: func(p *office.Minuted) { p.Wording, p.Words = minutes.Wording+1, otherwise }, want: "", met: office.IsMet, says: "4 điều đã ghi vẫn như lúc lập biên bản; biên bản viết theo cách viết của bản chương trình trước."},
		"another wording, changed":    {paper: func(p *office.Minuted) { p.Wording, p.Words = minutes.Wording+1, otherwise }, change: changed, want: factsOther, met: office.IsMissed},
		"none is kept":                {paper: func(p *office.Minuted) { p.Wording, p.Facts = 0, "" }, want: "", met: office.IsMet},
		"none is kept, other words":   {paper: func(p *office.Minuted) { p.Wording, p.Facts, p.Words = 0, "", otherwise }, want: wordsUnknown, met: office.IsOwed},
		"other words, wording as now": {paper: func(p *office.Minuted) { p.Words = otherwise }, want: wordsOther, met: office.IsMissed},
		"an entry is gone":            {change: func(all []office.MeetingEntry) { all[2].Meeting = "another" }, want: wordsGone, met: office.IsMissed},
	} {
		m, all, e := wordedMeeting(t)
		if c.paper != nil {
			c.paper(&e.Paper)
		}
		if c.change != nil {
			c.change(all)
		}
		live := meetings.Live(m, "", append(all, e))
		if is := wordsDiffer(live, e); is != c.want {
			t.Errorf("%s: %q, not %q", name, is, c.want)
		}
		if is := provenWords(live, e); is.Met != c.met || !strings.Contains(is.Evidence, c.says) {
			t.Errorf("%s: %+v", name, is)
		}
	}
}

// TestAFileOfAnotherWordingIsComparedAsAFile, and not word by word with what the program would write now.
func TestAFileOfAnotherWordingIsComparedAsAFile(t *testing.T) {
	d := newDesk(t)
	m, all, e := wordedMeeting(t)
	made, err := os.ReadFile(pdftest.Letter(t, "a.pdf", "BIÊN BẢN", "Theo cách viết trước"))
	if err != nil {
		t.Fatal(err)
	}
	file, err := d.vault.Keep(made)
	if err != nil {
		t.Fatal(err)
	}
	e.Paper.Wording, e.Paper.File = minutes.Wording+1, file
	var is office.Proof
	if err := d.Sessions.provenFile(t.Context(), &is, meetings.Live(m, "", append(all, e)), e, office.Registered{}); err != nil {
		t.Fatal(err)
	}
	if len(is.Checks) != 2 || is.Checks[0].Met != office.IsMet || !strings.Contains(is.Checks[0].Evidence, "Tệp vẫn là tệp đã lập") || is.Checks[1].Met != office.IsOwed {
		t.Errorf("%+v", is.Checks)
	}
}
