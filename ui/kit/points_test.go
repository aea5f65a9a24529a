package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// shownIn are an object and those in it, but for what is hidden.
func shownIn(o fyne.CanvasObject) []fyne.CanvasObject {
	if !o.Visible() {
		return nil
	}
	found, inside := []fyne.CanvasObject{o}, []fyne.CanvasObject(nil)
	switch o := o.(type) {
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, each := range inside {
		found = append(found, shownIn(each)...)
	}
	return found
}

// wordsOf are the words of a list of points that are in sight.
func wordsOf(p *Points) (words []string) {
	for _, o := range shownIn(p) {
		if l, is := o.(*widget.Label); is {
			words = append(words, l.Text)
		}
	}
	return words
}

// heads are the lines of a list of points.
func heads(p *Points) (all []*pointHead) {
	for _, o := range shownIn(p) {
		if h, is := o.(*pointHead); is {
			all = append(all, h)
		}
	}
	return all
}

func someConditions() []office.Condition {
	return []office.Condition{
		{Point: "12.1a", Asks: "Một", Met: office.IsMet, Evidence: "đủ"},
		{Point: "12.1b", Asks: "Hai", Met: office.IsMissed, Evidence: "thiếu", Next: "Hãy đếm.", Part: office.PartCount},
		{Point: "12.1c", Asks: "Ba", Met: office.IsMissed, Evidence: "chưa xem", Next: "Hãy xem.", Part: office.PartViewed},
	}
}

func TestWhatIsOwedIsNotedOnceTheActIsOver(t *testing.T) {
	newDesk(t)
	p := NewPoints()
	p.Set([]office.Condition{{Asks: "Một", Met: office.IsMet}, {Asks: "Hai", Met: office.IsOwed, Evidence: "chờ mạng"}})
	if p.counted() != "1/2 đã đủ" {
		t.Errorf("counted as %q", p.counted())
	}
	p.Over(true)
	if p.counted() != "1/2 đã đủ, 1 lưu ý" || !slices.Contains(wordsOf(p), "Lưu ý · chờ mạng") {
		t.Errorf("counted as %q, told as %q", p.counted(), wordsOf(p))
	}
	p.Over(false)
	if p.counted() != "1/2 đã đủ" || slices.Contains(wordsOf(p), "Lưu ý · chờ mạng") {
		t.Errorf("counted as %q, told as %q", p.counted(), wordsOf(p))
	}
}

func TestAPointIsOneLineAndTheFirstThatIsMissingIsOpen(t *testing.T) {
	newDesk(t)
	p := NewPoints()
	p.Set(someConditions())
	if got, want := wordsOf(p), []string{"Một", "Hai", "Còn thiếu · 12.1b · thiếu", "Hãy đếm.", "Ba"}; !slices.Equal(got, want) {
		t.Errorf("the list tells %q, wants %q", got, want)
	}
}

func TestWhatIsKnownOfAPointIsToldWhenItIsPressed(t *testing.T) {
	newDesk(t)
	p := NewPoints()
	p.Set(someConditions())
	heads(p)[0].Tapped(nil)
	if !slices.Contains(wordsOf(p), "12.1a · đủ") {
		t.Errorf("the list tells %q", wordsOf(p))
	}
	changed := someConditions()
	changed[1].Met = office.IsMet
	p.Set(changed)
	if got := wordsOf(p); !slices.Contains(got, "12.1a · đủ") || !slices.Contains(got, "Hãy xem.") || slices.Contains(got, "Hãy đếm.") {
		t.Errorf("after another condition is met the list tells %q", got)
	}
	heads(p)[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if slices.Contains(wordsOf(p), "12.1a · đủ") {
		t.Error("Enter does not close the line again")
	}
	heads(p)[0].Tapped(nil)
	p.Set(nil)
	p.Set(someConditions())
	if slices.Contains(wordsOf(p), "12.1a · đủ") {
		t.Error("what was opened of one act is open of the next")
	}
}

func TestWhatAProofFindsWrongIsOpen(t *testing.T) {
	newDesk(t)
	p := NewFindings()
	p.Set([]office.Condition{{Asks: "Một", Met: office.IsMet, Evidence: "đủ"}, {Asks: "Hai", Met: office.IsMissed, Evidence: "một byte đã đổi"}, {Asks: "Ba", Met: office.IsMissed, Evidence: "thiếu trang"}})
	if got, want := wordsOf(p), []string{"Một", "Hai", "Không đạt · một byte đã đổi", "Ba", "Không đạt · thiếu trang"}; !slices.Equal(got, want) {
		t.Errorf("the list tells %q, wants %q", got, want)
	}
}

func TestASlipOfTheHandIsWeighedOnceAndHoldsNothingUp(t *testing.T) {
	d := newDesk(t)
	p := NewPoints()
	var gone []office.Part
	p.OnGo = func(c office.Condition) { gone = append(gone, c.Part) }
	tomorrow := office.Condition{Asks: "Ngày không ở sau hôm nay", Part: office.PartIssued}.Owe("Ngày đã gõ là 24/11.", "Hãy so với giấy.")
	signed := office.Condition{Asks: "Cơ quan ký số", Part: office.PartSignature}.Miss("Chưa ký.", "Hãy ký.")
	p.Set(append(someConditions(), tomorrow))
	if p.Weigh(d) || len(gone) > 0 {
		t.Error("it is weighed while something else is missing")
	}
	if words := wordsOf(p); !slices.Contains(words, T("points.look-again")+" · Ngày đã gõ là 24/11.") {
		t.Errorf("it is not open in the list: %q", words)
	}
	p.Set([]office.Condition{tomorrow, signed})
	if !p.Weigh(d) || !slices.Equal(gone, []office.Part{office.PartIssued}) || d.News.Said() != T("points.weigh", tomorrow.Evidence) {
		t.Fatalf("led to %v, told %q", gone, d.News.Said())
	}
	if p.Weigh(d) {
		t.Error("whoever presses again is asked again")
	}
	later := tomorrow.Owe("Ngày đã gõ là 25/11.", "Hãy so với giấy.")
	if p.Set([]office.Condition{later}); !p.Weigh(d) {
		t.Error("another day is not weighed")
	}
	if p.Set(someConditions()[:1]); d.News.Visible() {
		t.Error("what was told stands on after the day was mended")
	}
	p.Set(nil)
	if p.Set([]office.Condition{later}); !p.Weigh(d) {
		t.Error("what was weighed of one act counts for another")
	}
}

// Another record is named and can be opened, and nobody is taken away from the desk unasked.
func TestAnotherRecordIsNamedBeforeTheActAndOpenedByItsButton(t *testing.T) {
	d := newDesk(t)
	p := NewPoints()
	var opened []office.ID
	p.OnGo = func(c office.Condition) { opened = append(opened, c.Record) }
	twin := office.Condition{Asks: "Chưa có hồ sơ nào khác", Part: office.PartTwin, Record: "r1"}.Owe("Hồ sơ 15/QĐ-UBND đã hoàn thành.", "Hãy mở hồ sơ để so.")
	other := office.Condition{Asks: "Chưa có hồ sơ nào khác (2)", Part: office.PartTwin, Record: "r2"}.Owe("Hồ sơ 15/QĐ-UBND (2) đã hoàn thành.", "Hãy mở hồ sơ để so.")
	p.Set([]office.Condition{twin, other})
	if !p.Weigh(d) || len(opened) > 0 || d.News.Said() != T("points.weigh", twin.Evidence) {
		t.Fatalf("opened %v, told %q", opened, d.News.Said())
	}
	d.News.Press()
	if !slices.Equal(opened, []office.ID{"r1"}) {
		t.Errorf("the button opened %v", opened)
	}
	if !p.Weigh(d) || d.News.Said() != T("points.weigh", other.Evidence) || p.Weigh(d) {
		t.Error("each of two is to be weighed once")
	}
	if d.News.Visible() {
		t.Errorf("it is told on after it was weighed: %q", d.News.Said())
	}
	p.Set(nil)
	p.Set([]office.Condition{twin})
	p.Weigh(d)
	if p.Set(someConditions()[:1]); d.News.Visible() {
		t.Error("it is told on after the number was mended")
	}
}
