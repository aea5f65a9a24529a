package kit

import "testing"

// act counts how often the main act of a page is done.
type act struct{ done int }

func (a *act) Finish() { a.done++ }

func TestCtrlEnterAnswersTheQuestionOverThePageAndNotThePage(t *testing.T) {
	d, page := newDesk(t), &act{}
	d.Finish(page)
	d.Finish(struct{}{}) // a page without a main act
	if page.done != 1 {
		t.Fatalf("done %d times", page.done)
	}
	var why []string
	r := d.AskReason("Lý do", "x", "Làm", func(s string) { why = append(why, s) })
	d.Finish(page)
	if page.done != 1 || len(why) > 0 || !r.field.Bad() {
		t.Errorf("the page was done %d times, the question answered %q, its field bad: %v", page.done, why, r.field.Bad())
	}
	r.Why.SetText("đã xem")
	d.Finish(page)
	d.Finish(page)
	if page.done != 2 || len(why) != 1 || why[0] != "đã xem" {
		t.Errorf("the page was done %d times, the question answered %q", page.done, why)
	}
}

func TestEscLeavesTheQuestionOverThePage(t *testing.T) {
	d := newDesk(t)
	if d.Escape() {
		t.Error("nothing lies over the page")
	}
	d.AskReason("Lý do", "x", "Làm", func(string) { t.Error("answered") })
	d.PickFiles(PageFiles, true, func([]string) { t.Error("chosen") })
	Settle()
	if !d.Escape() || d.Window.Canvas().Overlays().Top() == nil {
		t.Error("the files are left, and the question below stays")
	}
}

func TestAButtonThatCannotBePressedIsNotPressed(t *testing.T) {
	newDesk(t)
	pressed := 0
	b := NewButton("Lưu", nil, func() { pressed++ })
	Press(nil)
	b.Disable()
	Press(b)
	b.Enable()
	b.Hide()
	Press(b)
	if b.Show(); pressed > 0 {
		t.Fatal("pressed while it was asleep or away")
	}
	if Press(b); pressed != 1 {
		t.Error("not pressed")
	}
}
