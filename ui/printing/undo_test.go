package printing

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// words are all that a clerk can say of an act.
func (p *Page) wordsNow() string {
	kit.Settle()
	return strings.Join(p.form.Texts(), "|") + string(p.Clerk().ID)
}

func TestUndoTakesBackEachWordTickAndChoiceAndSaysWhich(t *testing.T) {
	s := newStation()
	p := with(t, s, "quyết định.pdf")
	first := p.form.systems.rows[0]
	deeds := []struct {
		said string
		do   func()
	}{
		{"sửa ô “Số”", func() { test.Type(kittest.Line(p.form, "number"), "15") }},
		{"sửa ô “Độ mật”", func() { p.form.Grade.Field.SetSelected("Thường") }},
		{"sửa ô “Loại”", func() { p.form.Kind.Choose("quyet-dinh"); p.form.Kind.OnChosen("") }},
		{"sửa ô “Hệ thống của bản gốc”", func() {
			test.Type(first.Input("name").(*kit.Offered), "Hệ thống quản lý văn bản")
			first.Input("name").(*kit.Offered).FocusLost()
		}},
		{"sửa ô “Hệ thống của bản gốc”", func() {
			test.Type(first.Input("owner").(*kit.Offered), "Ủy ban nhân dân tỉnh Mẫu")
			first.Input("owner").(*kit.Offered).FocusLost()
		}},
		{"sửa ô “Hệ thống của bản gốc”", func() { tick(first, 1).SetChecked(true) }},
		{"sửa ô “Hệ thống của bản gốc”", func() { p.form.systems.insertOwn() }},
		{"sửa ô “Hình thức”", func() { kittest.List(p.form, "form").SetSelected("SAO Y") }},
		{"sửa ô “Người ký”", func() { test.Type(kittest.Line(p.form, "signer"), "Nguyễn Văn Mẫu") }},
		{"chọn người thực hiện", func() { p.Who.Pick(office.Clerk{ID: "c2", Name: "Trần Thị Ví Dụ"}) }},
		{"sửa ô “Trích yếu”", func() { test.Type(kittest.Line(p.form, "subject"), "Về việc thử") }},
	}
	states := []string{p.wordsNow()}
	for _, d := range deeds {
		d.do()
		if states = append(states, p.wordsNow()); states[len(states)-1] == states[len(states)-2] {
			t.Fatalf("%s changed nothing", d.said)
		}
	}
	for i := len(deeds) - 1; i >= 0; i-- {
		test.Tap(&p.Deeds.Back.Button)
		if got := p.wordsNow(); got != states[i] {
			t.Errorf("undoing %q gave\n%s, not\n%s", deeds[i].said, got, states[i])
		}
		if told := p.desk.News.Said(); !strings.Contains(told, deeds[i].said) {
			t.Errorf("undoing %q said %q", deeds[i].said, told)
		}
	}
	if !p.Deeds.Back.Disabled() {
		t.Error("nothing is left to take back, and the button is awake")
	}
	for i, d := range deeds {
		test.Tap(&p.Deeds.Again.Button)
		if got := p.wordsNow(); got != states[i+1] {
			t.Errorf("doing %q again gave\n%s, not\n%s", d.said, got, states[i+1])
		}
	}
	if got := s.records[p.act.Conversion.ID]; got.Document.Subject != "Về việc thử" || len(got.Message.Systems) != 3 || got.Print.Signer.Name != "Nguyễn Văn Mẫu" {
		t.Errorf("the words that came back are saved as %+v, %+v", got.Document, got.Message.Systems)
	}
}

func TestTheDeedsOfOneActAreNotThoseOfTheNext(t *testing.T) {
	s := newStation()
	p := with(t, s, "quyết định.pdf")
	test.Type(kittest.Line(p.form, "number"), "15")
	p.goBack()
	kit.Settle()
	p.bring([]string{"quyết định.pdf"})
	kit.Settle()
	p.Undo()
	kit.Settle()
	if kittest.Line(p.form, "number").Text != "" || p.Deeds.Undoes() {
		t.Errorf("number %q, %v", kittest.Line(p.form, "number").Text, p.Deeds.Undoes())
	}
}

func TestAtTheListUndoBringsTheDraftBackThatWasThrownAwayLast(t *testing.T) {
	p := with(t, newStation(), "quyết định.pdf")
	id := p.act.Conversion.ID
	p.discard()
	kit.Settle()
	p.Undo()
	kit.Settle()
	if p.act == nil || p.act.Conversion.ID != id {
		t.Error("the draft did not come back")
	}
}
