package books

import (
	"context"
	"maps"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
)

func (s *shelf) SheetPaper(_ context.Context, _ string, _ office.ID, name string) (office.PaperStands, error) {
	return office.PaperStands{File: name + ".pdf"}, nil
}

func (s *shelf) SaveSheetPaper(context.Context, string, office.ID, string, string) error { return nil }

func (s *shelf) SheetText(_ context.Context, _ string, _ office.ID, name string) (string, error) {
	return "[TBSC] " + name, nil
}

func (s *shelf) NoteIncident(_ context.Context, by office.Clerk, id office.ID, at, said string) (office.IncidentNote, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := office.IncidentNote{Incident: id, At: at, Said: said, Clerk: by.Name}
	s.notes = append(s.notes, n)
	return n, nil
}

func (s *shelf) IncidentNotes(context.Context, office.ID) ([]office.IncidentNote, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.notes, nil
}

// TestNothingIsMadeOfARecordWhileOtherWordsStandOnTheScreen presses what is made of a stored
// record (a step, a paper, a text) with words typed over it, saves them, and presses again.
func TestNothingIsMadeOfARecordWhileOtherWordsStandOnTheScreen(t *testing.T) {
	p, s, _ := opened(t)
	p.books[0].Papers = []office.RegisterPaper{{Name: "tin", Said: "Chép tin nhắn", Text: true}}
	p.fill(channel)
	retype := func(name string) {
		typed := maps.Clone(p.form.Answers())
		typed["name"] = name
		p.form.Fill(typed)
	}
	press := func(of *fyne.Container) string {
		test.Tap(of.Objects[0].(*kit.Button))
		kit.Settle()
		return p.desk.News.Said()
	}
	retype("Chưa lưu")
	unkept := kit.Refused("books.unkept").Said
	if said := press(p.papers); !strings.Contains(said, unkept) || fyne.CurrentApp().Clipboard().Content() != "" {
		t.Errorf("a text was made of what is not on the screen: %q", said)
	}
	if said := press(p.moves); !strings.Contains(said, unkept) || s.sheets[0].State != inUse {
		t.Errorf("a step was taken with other words: %q", said)
	}
	p.press()
	kit.Settle()
	if press(p.papers); fyne.CurrentApp().Clipboard().Content() != "[TBSC] tin" {
		t.Error("no text is made of what was saved")
	}
	if press(p.moves); s.sheets[0].State != out || s.sheets[0].Answers["name"] != "Chưa lưu" {
		t.Errorf("the step took %v", s.sheets[0])
	}
}

// TestARecordThatIsShutNamesTheStepThatOpensIt types over a record that is out of use: the
// refusal names the button, which opens it with the words still there.
func TestARecordThatIsShutNamesTheStepThatOpensIt(t *testing.T) {
	p, s, _ := opened(t)
	p.fill(channel)
	test.Tap(p.moves.Objects[0].(*kit.Button))
	kit.Settle()
	typed := maps.Clone(p.form.Answers())
	typed["name"] = "Sửa sau khi ngừng"
	p.fill(typed)
	if said := p.desk.News.Said(); !strings.Contains(said, "Đã ngừng") || !strings.Contains(said, "Mở lại kênh") || s.sheets[0].Answers["name"] == "Sửa sau khi ngừng" {
		t.Errorf("the page says %q and has %v", said, s.sheets[0].Answers)
	}
	test.Tap(p.moves.Objects[0].(*kit.Button))
	kit.Settle()
	p.press()
	kit.Settle()
	if s.sheets[0].Answers["name"] != "Sửa sau khi ngừng" || s.sheets[0].State != inUse {
		t.Errorf("after it was opened the register has %v", s.sheets[0])
	}
}

// TestWhatARecordOwesIsLateOnlyWhileItIsNotDone looks at a duty before its time, after it,
// and done too late.
func TestWhatARecordOwesIsLateOnlyWhileItIsNotDone(t *testing.T) {
	past, ahead := time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	for name, c := range map[string]struct {
		of   office.Duty
		late bool
	}{
		"to come":       {office.Duty{By: ahead}, false},
		"over":          {office.Duty{By: past}, true},
		"done too late": {office.Duty{By: past, Done: time.Now()}, false},
		"by no time":    {office.Duty{}, false},
	} {
		if late(office.Sheet{Duties: []office.Duty{c.of}}) != c.late {
			t.Errorf("%s: late is told wrongly", name)
		}
	}
}
