package settings

import (
	"testing"

	"tram/local/station/stationtest"
	"tram/ui/kit"
)

// closes saves what is typed, as the window does when it closes.
func (l *table) closes(t *testing.T) {
	t.Helper()
	closed := false
	l.desk.Keep(func(unkept []kit.Unkept) { closed = len(unkept) == 0 })
	kit.Settle()
	if !closed {
		t.Fatal("the window stays open")
	}
}

func TestWordsThatWereNotSavedAreThereWhenTheWindowOpensAgain(t *testing.T) {
	s := stationtest.New(t)
	l := lay(t, s)
	name := l.office(t).Name
	l.sections[0].(*officeSection).Form.Type(map[string]string{"name": name + " (mới)"})
	p := l.at(1).(*peopleSection)
	p.Form.Type(map[string]string{"name": "Lê Thị"})
	p.List.Select(0)
	p.Form.Type(map[string]string{"position": "Văn thư"})
	l.closes(t)
	if l.office(t).Name != name || len(l.clerks(t)) != 1 {
		t.Fatal("something was saved unasked")
	}
	next := again(t, s)
	o := next.sections[0].(*officeSection)
	if got := o.Form.Value().Name; got != name+" (mới)" || o.Save.Disabled() || !next.desk.News.Visible() {
		t.Errorf("the office is called %q, can be saved: %v", got, !o.Save.Disabled())
	}
	p = next.at(1).(*peopleSection)
	if got := p.Form.Value(); got.Name != "Nguyễn Văn Mẫu" || got.Position != "Văn thư" {
		t.Errorf("the person in the form is %+v", got)
	}
	p.New()
	if got := p.Form.Value().Name; got != "Lê Thị" {
		t.Errorf("the new person is %q", got)
	}
}

func TestWordsThatWereSavedAreNotLeftBehind(t *testing.T) {
	s := stationtest.New(t)
	l := lay(t, s)
	o := l.sections[0].(*officeSection)
	o.Form.Type(map[string]string{"owner": "Ủy ban nhân dân tỉnh Khác"})
	o.Press()
	kit.Settle()
	l.closes(t)
	next := again(t, s).sections[0].(*officeSection)
	if !next.Save.Disabled() || next.Form.Value().Owner != "Ủy ban nhân dân tỉnh Khác" {
		t.Errorf("saved words are left as half typed: %q", next.Form.Value().Owner)
	}
}

func TestASessionThatNeverOpensTheSettingsKeepsTheirWords(t *testing.T) {
	s := stationtest.New(t)
	l := lay(t, s)
	l.sections[0].(*officeSection).Form.Type(map[string]string{"name": "Tên gõ dở"})
	l.closes(t)
	between := kit.NewDesk(t.Context(), l.window)
	New(between, s, Look{})
	between.Keep(func([]kit.Unkept) {})
	kit.Settle()
	if got := again(t, s).sections[0].(*officeSection).Form.Value().Name; got != "Tên gõ dở" {
		t.Errorf("the office is called %q", got)
	}
}
