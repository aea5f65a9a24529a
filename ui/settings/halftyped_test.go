package settings

import (
	"testing"

	"tram/ui/kit"
)

func TestWordsThatWereNotSavedAreThereWhenTheWindowOpensAgain(t *testing.T) {
	m := filledMemory()
	l := lay(t, m)
	o := l.sections[0].(*officeSection)
	name := m.office.Name + " (mới)"
	now := o.form.Value()
	now.Name = name
	o.form.Set(now)
	l.Show(2)
	kit.Settle()
	marks := l.sections[2].(*markSection)
	marks.lines.SetText("DÒNG GÕ DỞ")
	l.Show(trust)
	kit.Settle()
	l.sections[trust].(*signingSection).stamp.url.SetText("http://tsa.vi-du.vn/dở")
	closed := false
	l.desk.Keep(func(unkept []kit.Unkept) { closed = len(unkept) == 0 })
	kit.Settle()
	if !closed || m.office.Name == name {
		t.Fatalf("closed %v; the office was saved unasked: %v", closed, m.office.Name == name)
	}
	again := New(kit.NewDesk(t.Context(), l.window), m, Look{})
	kept := again.sections[0].(*officeSection)
	for _, i := range []int{0, 2, trust} {
		again.Show(i)
		kit.Settle()
	}
	if got := kept.form.Value().Name; got != name || kept.save.Disabled() {
		t.Errorf("the office is called %q, can be saved: %v", got, !kept.save.Disabled())
	}
	if got := again.sections[2].(*markSection).lines.Text; got != "DÒNG GÕ DỞ" {
		t.Errorf("the mark says %q", got)
	}
	if got := again.sections[trust].(*signingSection).stamp.url.Text; got != "http://tsa.vi-du.vn/dở" {
		t.Errorf("the server is %q", got)
	}
}

func TestWordsThatWereSavedAreNotLeftBehind(t *testing.T) {
	m := filledMemory()
	l := lay(t, m)
	o := l.sections[0].(*officeSection)
	now := o.form.Value()
	now.Owner = "Ủy ban nhân dân tỉnh Khác"
	o.form.Set(now)
	o.wake()
	o.typed.Typed()
	o.press()
	kit.Settle()
	l.desk.Keep(func([]kit.Unkept) {})
	kit.Settle()
	again := New(kit.NewDesk(t.Context(), l.window), m, Look{})
	again.Show(0)
	kit.Settle()
	if kept := again.sections[0].(*officeSection); !kept.save.Disabled() || kept.form.Value().Owner != "Ủy ban nhân dân tỉnh Khác" {
		t.Errorf("saved words are left as half typed: %q", kept.form.Value().Owner)
	}
}

func TestASessionThatNeverOpensTheSettingsKeepsTheirWords(t *testing.T) {
	m := filledMemory()
	l := lay(t, m)
	o := l.sections[0].(*officeSection)
	now := o.form.Value()
	now.Name = "Tên gõ dở"
	o.form.Set(now)
	l.desk.Keep(func([]kit.Unkept) {})
	kit.Settle()
	between := kit.NewDesk(t.Context(), l.window)
	New(between, m, Look{})
	between.Keep(func([]kit.Unkept) {})
	kit.Settle()
	again := New(kit.NewDesk(t.Context(), l.window), m, Look{})
	again.Show(0)
	kit.Settle()
	if got := again.sections[0].(*officeSection).form.Value().Name; got != "Tên gõ dở" {
		t.Errorf("the office is called %q", got)
	}
}
