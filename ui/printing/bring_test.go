package printing

import (
	"testing"

	"fyne.io/fyne/v2"

	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

func TestALockedFileAsksForItsPasswordAndKeepsNone(t *testing.T) {
	s := newStation()
	p := desk(t, s)
	p.Drop([]string{"/x/khóa.pdf"})
	kit.Settle()
	l := p.start.locked
	secret := l.Input("password").(*kit.Secret)
	if !l.content.Visible() || p.desk.Window.Canvas().Focused() != fyne.Focusable(secret) || l.Field("password").Bad() {
		t.Fatal("the password is not asked for")
	}
	secret.SetText("sai")
	l.try()
	kit.Settle()
	if !l.content.Visible() || !l.Field("password").Bad() || !secret.Empty() {
		t.Fatal("a wrong password is not told, or stays in the field")
	}
	secret.SetText("đúng mật khẩu")
	l.try()
	kit.Settle()
	if p.act == nil || p.act.Conversion.Message.Name != "khóa.pdf" || !secret.Empty() {
		t.Error("the file was not opened")
	}
}

func TestFilesThatCannotBeTakenKeepNoOtherOut(t *testing.T) {
	s := newStation()
	p := desk(t, s)
	p.Drop([]string{"/x/hỏng 1.pdf", "/x/tốt.pdf", "/x/hỏng 2.pdf"})
	kit.Settle()
	if len(s.records) != 1 || !p.start.notice.Visible() || p.act != nil {
		t.Errorf("%d acts, told %v", len(s.records), p.start.notice.Visible())
	}
	p.Drop([]string{"/x/tốt hơn.pdf"})
	kit.Settle()
	if p.start.notice.Visible() || p.act == nil {
		t.Error("the old notice stays, or the file was not opened")
	}
}

func TestACodeOpensItsOriginalAndAWrongOneIsToldBesideTheField(t *testing.T) {
	s := newStation()
	p := with(t, s, "quyết định.pdf")
	id, code := p.act.Conversion.ID, string(p.act.Conversion.Code)
	p.goBack()
	kittest.Line(p.start.code, "code").SetText("7K4M-Q2XN-9RTB")
	p.lookup()
	kit.Settle()
	if !p.start.code.Field("code").Bad() || p.act != nil {
		t.Fatal("a wrong code is not told")
	}
	kittest.Line(p.start.code, "code").SetText(code)
	p.lookup()
	kit.Settle()
	if p.act == nil || p.act.Conversion.ID != id {
		t.Error("the code did not open its act")
	}
}

func TestACodeOfDigitisedPaperLeadsToItsRecord(t *testing.T) {
	s := newStation()
	s.records["r"] = office.Conversion{ID: "r", Direction: office.PaperToData, State: office.Finished, Code: codes[2]}
	p := desk(t, s)
	var led office.ID
	p.OpenRecord = func(id office.ID) { led = id }
	kittest.Line(p.start.code, "code").SetText(string(codes[2]))
	p.lookup()
	kit.Settle()
	if led != "r" || p.act != nil {
		t.Errorf("led to %q", led)
	}
}

func TestWordsAreSavedOnceTheTypingRestsAndOneSaveAtATime(t *testing.T) {
	s := newStation()
	p := with(t, s, "quyết định.pdf")
	hold := make(chan struct{})
	s.hold = hold
	kittest.Line(p.form, "number").SetText("1")
	p.Save()
	kittest.Line(p.form, "number").SetText("15")
	p.Save()
	p.Save()
	close(hold)
	kit.Settle()
	if got := s.records[p.act.Conversion.ID].Document.Number; got != "15" || s.saves != 2 {
		t.Errorf("number %q after %d saves", got, s.saves)
	}
	p.Save()
	kit.Settle()
	if s.saves != 2 {
		t.Error("what is no news was saved")
	}
}

func TestWordsTypedWhileASaveIsUnderWayAreSavedThoughTheClerkHasGoneOn(t *testing.T) {
	s := newStation()
	p := with(t, s, "quyết định.pdf")
	id := p.act.Conversion.ID
	hold := make(chan struct{})
	s.hold = hold
	kittest.Line(p.form, "number").SetText("1")
	p.Save()
	kittest.Line(p.form, "number").SetText("15")
	p.goBack()
	close(hold)
	kit.Settle()
	if got := s.records[id].Document.Number; got != "15" {
		t.Errorf("number %q", got)
	}
}

func TestASecretDocumentIsTurnedAway(t *testing.T) {
	s := newStation()
	p := filled(t, s, "quyết định.pdf")
	id := p.act.Conversion.ID
	p.form.Grade.Field.SetSelected("Mật")
	test.Tap(&p.form.Grade.Asking.Yes.Button)
	kit.Settle()
	if p.act != nil || s.records[id].State != office.Discarded || !p.start.notice.Visible() {
		t.Errorf("state %s, told %v", s.records[id].State, p.start.notice.Visible())
	}
}

func TestADayThatCannotBeReadIsToldAndTheOldOneStays(t *testing.T) {
	s := newStation()
	p := filled(t, s, "quyết định.pdf")
	kittest.Line(p.form, "issued").SetText("32/11/2026")
	p.Save()
	kit.Settle()
	if got := s.records[p.act.Conversion.ID].Document.Issued; got != "2026-11-20" || !(p.form.Said() != "") {
		t.Errorf("issued %q, told %v", got, (p.form.Said() != ""))
	}
}

func TestTheOfficesOwnSystemIsOfferedOnceAndFillsTheEmptyRow(t *testing.T) {
	s := newStation()
	p := with(t, s, "quyết định.pdf")
	f := p.form.systems
	if !f.own.Visible() {
		t.Fatal("the office's own system is not offered")
	}
	f.insertOwn()
	kit.Settle()
	got := s.records[p.act.Conversion.ID].Message.Systems
	want := []office.InfoSystem{
		{Part: office.Received, Name: "Trạm Công vụ xã Mẫu Sơn", Owner: "Ủy ban nhân dân tỉnh Mẫu"},
		{Part: office.Stored, Name: "Trạm Công vụ xã Mẫu Sơn", Owner: "Ủy ban nhân dân tỉnh Mẫu"},
	}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] || len(f.rows) != 1 || f.own.Visible() {
		t.Errorf("%d rows, systems %+v", len(f.rows), got)
	}
	f.insert(office.UsedSystem{Name: "Cổng dịch vụ công", Owner: "Ủy ban nhân dân tỉnh Mẫu"})
	f.drop(f.rows[0])
	kit.Settle()
	if len(f.rows) != 1 || kittest.Line(f.rows[0], "name").Text != "Cổng dịch vụ công" {
		t.Errorf("%d rows stay", len(f.rows))
	}
}

func TestSystemsThatDidSeveralThingsAreAskedForOnce(t *testing.T) {
	f := desk(t, newStation()).form.systems
	all := []office.InfoSystem{{Part: office.Created, Name: "A", Owner: "O"}, {Part: office.Stored, Name: "B", Owner: "O"}, {Part: office.Sent, Name: "A", Owner: "O"}}
	f.put(systemsText(office.Conversion{FromMessage: office.FromMessage{Message: &office.DataMessage{Systems: all}}}))
	if len(f.rows) != 2 {
		t.Fatalf("%d rows", len(f.rows))
	}
	got := office.SystemsOf(f.told())
	if len(got) != 3 || got[0] != all[0] || got[1] != all[2] || got[2] != all[1] {
		t.Errorf("read back %+v", got)
	}
}

func TestASystemOfWhichNothingIsTickedKeepsItsWordsAndLeadsToTheTicks(t *testing.T) {
	s := newStation()
	p := with(t, s, "quyết định.pdf")
	f := p.form.systems
	kittest.Line(f.rows[0], "name").SetText("Hệ thống quản lý văn bản tỉnh")
	kittest.Line(f.rows[0], "owner").SetText("Ủy ban nhân dân tỉnh Mẫu")
	p.Save()
	kit.Settle()
	id := p.act.Conversion.ID
	if got := s.records[id].Message.Systems; len(got) != 1 || got[0].Name != "Hệ thống quản lý văn bản tỉnh" || got[0].Part != "" {
		t.Fatalf("saved %+v", got)
	}
	if f.first() != fyne.Focusable(tick(f.rows[0], 0)) {
		t.Errorf("the keyboard is led to %T", f.first())
	}
	p.goBack()
	kit.Settle()
	p.Open(id)
	kit.Settle()
	if f = p.form.systems; kittest.Line(f.rows[0], "name").Text != "Hệ thống quản lý văn bản tỉnh" || len(f.rows[0].Value().Parts) > 0 {
		t.Errorf("came back as %q, ticked %v", kittest.Line(f.rows[0], "name").Text, len(f.rows[0].Value().Parts) > 0)
	}
}

func TestACopyAsksForItsSignerAndOtherPaperDoesNot(t *testing.T) {
	s := newStation()
	p := filled(t, s, "quyết định.pdf", asCopy)
	got := s.records[p.act.Conversion.ID]
	if got.Form != office.TrueCopy || got.Print.Signer == nil || len(got.Print.Signer.Recipients) != 2 || got.Print.Signer.Recipients[1] != "Lưu: VT" {
		t.Fatalf("signer %+v", got.Print.Signer)
	}
	kittest.List(p.form, "form").SetSelectedIndex(0)
	kit.Settle()
	if p.form.Asks("signer") || s.records[got.ID].Form != office.Plain {
		t.Error("plain paper asks for a signer")
	}
	kittest.List(p.form, "form").SetSelected("SAO LỤC")
	kit.Settle()
	if s.records[got.ID].Source != office.ElectronicCopy {
		t.Errorf("SAO LỤC is made from %q", s.records[got.ID].Source)
	}
}

func TestADiscardedDraftComesBackWithTheWordsTypedLast(t *testing.T) {
	s := newStation()
	p := filled(t, s, "quyết định.pdf")
	id := p.act.Conversion.ID
	kittest.Line(p.form, "subject").SetText("Về việc gõ sau cùng")
	p.discard()
	kit.Settle()
	if p.act != nil || p.start.Listed() != 0 {
		t.Fatal("the draft is still there")
	}
	p.desk.News.Clear()
	if !p.Thrown.Back() {
		t.Fatal("nothing is offered once the line of news is gone")
	}
	kit.Settle()
	if p.act == nil || p.act.Conversion.ID != id || kittest.Line(p.form, "subject").Text != "Về việc gõ sau cùng" {
		t.Error("the draft did not come back with its words")
	}
	if p.Thrown.Back() {
		t.Error("it is still offered")
	}
}

func TestAListThatCannotBeReadIsToldInItsPlace(t *testing.T) {
	s := newStation()
	s.failing = errTorn
	p := desk(t, s)
	if !p.start.Empty.Visible() {
		t.Fatal("nothing is told")
	}
	s.failing = nil
	p.start.Find()
	kit.Settle()
	if !p.start.Empty.Visible() || p.start.Listed() != 0 {
		t.Error("an empty list does not say what the place is for")
	}
}

func TestPagesAreReadAsClerksWriteThem(t *testing.T) {
	for typed, want := range map[string][]office.PageSpan{
		"": nil, "3": {{From: 3, To: 3}}, "1-3, 5": {{From: 1, To: 3}, {From: 5, To: 5}}, " 2 – 4 ; 9 ": {{From: 2, To: 4}, {From: 9, To: 9}},
	} {
		got, err := parsePages(typed, 9)
		if err != nil || len(got) != len(want) {
			t.Errorf("%q: %v, %v", typed, got, err)
			continue
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%q: %v", typed, got)
			}
		}
	}
	for _, typed := range []string{"0", "10", "3-2", "a", "1-", "-3", "1-2-3", ","} {
		if got, err := parsePages(typed, 9); err == nil {
			t.Errorf("%q was read as %v", typed, got)
		}
	}
}
