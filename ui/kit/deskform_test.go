package kit

import (
	"image"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
)

// deskForm asks for a booking as a desk does.
func deskForm(t *testing.T) (*Desk, *Deeds, *Form[booking]) {
	t.Helper()
	d, f := newDesk(t), NewDeskForm[booking]()
	deeds := NewDeeds(d)
	f.Lay(
		AskOne("kind", "Loại", sorts, func(b *booking) *sort { return &b.Kind }).Meets(office.PartDescription).
			Leads(func() { f.Put("room", "Phòng A") }),
		AskDay("day", "Ngày", func(b *booking) *string { return &b.Day }).Beside().Meets(office.PartDescription).Late().Unread(func(s string) error {
			_, err := office.ParseDate(s)
			return err
		}),
		AskWords("room", "Phòng", func(b *booking) *string { return &b.Room }).Meets(office.PartDescription),
		AskProse("note", "Ghi chú", 2, func(b *booking) *string { return &b.Note }).Behind("Có ghi chú?"),
		AskCheck("online", "Họp qua mạng", func(b *booking) *bool { return &b.Online }).Wide().
			When(func(b booking) bool { return b.Kind == "c" }),
	)
	f.Remember(deeds, func() {})
	d.Window.SetContent(f.Content)
	d.Window.Resize(fyne.NewSize(500, 500))
	f.Fill(booking{Day: "2026-12-01"})
	f.Begin()
	return d, deeds, f
}

func lineOf(f *Form[booking], key string) *Entry { return f.Input(key).(*Entry) }

func TestEachAnswerIsADeedWithWhatItBrought(t *testing.T) {
	_, deeds, f := deskForm(t)
	saved := 0
	f.Remember(deeds, func() { saved++ })
	states := [][]string{f.Texts()}
	for _, do := range []func(){
		func() { f.Input("kind").(*Select).SetSelected("Tiếp dân") }, // brings the room, as one deed
		func() { test.Type(lineOf(f, "note"), "một") },
		func() { f.Left(); test.Type(lineOf(f, "note"), " hai") },
		func() { test.Type(lineOf(f, "room"), "B") },
	} {
		do()
		states = append(states, f.Texts())
	}
	if states[1][2] != "Phòng A" {
		t.Fatalf("the kind brought the room %q", states[1][2])
	}
	for i := len(states) - 2; i >= 0; i-- {
		if deeds.Undo(); !slices.Equal(f.Texts(), states[i]) {
			t.Errorf("undo %d gave %q, not %q", i, f.Texts(), states[i])
		}
	}
	if deeds.Undoes() || saved != len(states)-1 {
		t.Errorf("more to take back: %v; saved %d times", deeds.Undoes(), saved)
	}
	for i := 1; i < len(states); i++ {
		if deeds.Redo(); !slices.Equal(f.Texts(), states[i]) {
			t.Errorf("redo %d gave %q, not %q", i, f.Texts(), states[i])
		}
	}
}

func TestADeedTakesBackNoAnswerButItsOwn(t *testing.T) {
	_, deeds, f := deskForm(t)
	test.Type(lineOf(f, "room"), "B")
	f.Put("note", "nơi khác viết")
	if deeds.Undo(); f.Value().Room != "" || f.Value().Note != "nơi khác viết" {
		t.Errorf("after the undo: %v", f.Value())
	}
}

func TestLettersThatAreNoAnswerAreSaidAndLeaveTheOldOne(t *testing.T) {
	_, _, f := deskForm(t)
	lineOf(f, "day").SetText("31/02/2026")
	if got := f.Read(f.Stored()).Day; got != "2026-12-01" || f.Said() == "" {
		t.Errorf("the day is %q, said %q", got, f.Said())
	}
	lineOf(f, "day").SetText("3/2/2026")
	if got := f.Read(f.Stored()).Day; got != "2026-02-03" || f.Said() != "" {
		t.Errorf("the day is %q, said %q", got, f.Said())
	}
}

// bookingOffers is a form on a page, with suggestions of which two are one.
func bookingOffers(t *testing.T, all ...Suggestion) (*Desk, *Deeds, *Form[booking], *Hanger) {
	d, deeds, f := deskForm(t)
	h := NewHanger()
	f.OffersOn(h)
	d.Window.SetContent(container.NewStack(f.Content, h))
	f.Suggest(all...)
	return d, deeds, f, h
}

func press(d *Desk, key fyne.KeyName) {
	d.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
}

// TestASuggestionIsNeverTakenForAnAnswer makes its field narrower, down to where the words
// alone have room.
func TestASuggestionIsNeverTakenForAnAnswer(t *testing.T) {
	_, _, f, _ := bookingOffers(t, Suggestion{Key: "room", Text: "20/11/2026"})
	e := lineOf(f, "room")
	for _, c := range []struct {
		wide float32
		says string
	}{{300, "Gợi ý: 20/11/2026"}, {130, "(20/11/2026)"}, {112, "20/11/2026"}} {
		if e.Resize(fyne.NewSize(c.wide, e.Size().Height)); e.PlaceHolder != c.says || !e.bar.Visible() {
			t.Errorf("%.0f wide it says %q, marked: %v", c.wide, e.PlaceHolder, e.bar.Visible())
		}
	}
	if test.Type(e, "2"); e.bar.Visible() {
		t.Error("what was typed is marked as suggested")
	}
	if e.SetText(""); !e.bar.Visible() {
		t.Error("offered again, it is not marked")
	}
	if f.TakeSuggested("room"); e.bar.Visible() {
		t.Error("what was taken is marked as suggested")
	}
	if e.CursorColumn != len(e.Text) {
		t.Errorf("the caret is at %d of %q", e.CursorColumn, e.Text)
	}
}

func TestASuggestionStandsInItsFieldMovesNothingAndIsTakenByAKey(t *testing.T) {
	before := func() fyne.Size { _, _, f := deskForm(t); return f.Content.MinSize() }()
	while := true
	d, deeds, f, h := bookingOffers(t, Suggestion{Key: "room", Text: "Phòng họp 1", Strip: image.NewGray(image.Rect(0, 0, 300, 20))},
		Suggestion{Key: "day", Text: "2026-01-01"}, Suggestion{Key: "note", Text: "thử", Doubted: true, While: func() bool { return while }}, Suggestion{Key: "none", Text: "?"})
	f.ask("note").fold.open(true)
	f.grown()
	f.reoffer()
	if got := f.Suggested(); !slices.Equal(got, []string{"room", "note"}) || f.Value().Room != "" {
		t.Fatalf("suggested %q, on record %+v", got, f.Value())
	}
	if got := lineOf(f, "room").PlaceHolder; got != "Gợi ý: Phòng họp 1" {
		t.Errorf("the field says %q", got)
	}
	if got := lineOf(f, "note").PlaceHolder; got != "Chưa chắc: thử" {
		t.Errorf("the field of what is doubted says %q", got)
	}
	f.ask("note").fold.open(false)
	if got := f.Content.MinSize(); got.Height != before.Height {
		t.Errorf("the form grew from %v to %v", before, got)
	}
	f.ask("note").fold.open(true)
	d.Focus(lineOf(f, "room"))
	card := f.close.offer.card
	if f.Offering() != "room" || !h.Holds(card) || card.said.Text != "Phòng họp 1" || !card.strip.Visible() || card.doubt.Visible() {
		t.Fatalf("below %q hangs %q", f.Offering(), card.said.Text)
	}
	press(d, fyne.KeyReturn)
	if f.Value().Room != "Phòng họp 1" || f.Offering() != "note" || !card.doubt.Visible() || card.strip.Visible() {
		t.Fatalf("taken: %+v; then %q", f.Value(), f.Offering())
	}
	if deeds.Undo(); f.Value().Room != "" || deeds.Undoes() || !slices.Equal(f.Suggested(), []string{"room", "note"}) {
		t.Errorf("one undo left %v, suggested %q", f.Value(), f.Suggested())
	}
	press(d, fyne.KeyEscape)
	if f.Offering() != "" || h.Holds(card) || !slices.Equal(f.Suggested(), []string{"room"}) || lineOf(f, "note").PlaceHolder != "" || f.Value().Note != "" {
		t.Errorf("left, and %q is suggested, the field says %q", f.Suggested(), lineOf(f, "note").PlaceHolder)
	}
	while = false
	if f.Fill(booking{}); len(f.Suggested()) > 0 {
		t.Error("what was suggested for one record is suggested for another")
	}
}

func TestWhatIsTypedTakesTheSuggestionAway(t *testing.T) {
	d, _, f, _ := bookingOffers(t, Suggestion{Key: "room", Text: "Phòng họp 1"})
	d.Focus(lineOf(f, "room"))
	test.Type(lineOf(f, "room"), "B")
	if f.Offering() != "" || len(f.Suggested()) > 0 || f.Value().Room != "B" {
		t.Errorf("below %q, suggested %q", f.Offering(), f.Suggested())
	}
	press(d, fyne.KeyReturn)
	if f.Value().Room != "B" {
		t.Errorf("Enter made %q of it", f.Value().Room)
	}
}

func TestSuggestionsOfAGroupAreTakenAndDoubtedAsOne(t *testing.T) {
	d, deeds, f, _ := bookingOffers(t, Suggestion{Key: "room", Text: "A", Group: "where"}, Suggestion{Key: "note", Text: "tầng hai", Group: "where", Doubted: true})
	f.ask("note").fold.open(true)
	d.Focus(lineOf(f, "room"))
	if card := f.close.offer.card; card.said.Text != "A · tầng hai" || !card.doubt.Visible() {
		t.Errorf("it says %q", card.said.Text)
	}
	press(d, fyne.KeyEnter)
	if b := f.Value(); b.Room != "A" || b.Note != "tầng hai" || len(f.Suggested()) > 0 {
		t.Errorf("taken: %+v", b)
	}
	if deeds.Undo(); f.Value().Room+f.Value().Note != "" {
		t.Errorf("one undo left %+v", f.Value())
	}
}

// TestTheMousePressesTheCardAndNothingBelowIt has the card lie over another field.
func TestTheMousePressesTheCardAndNothingBelowIt(t *testing.T) {
	d, _, f, h := bookingOffers(t, Suggestion{Key: "room", Text: "A"})
	d.Focus(lineOf(f, "room"))
	card := f.close.offer.card
	for _, o := range []*pressed{&card.pressed, card.leave, card.take} {
		f.Suggest(Suggestion{Key: "room", Text: "A"})
		d.Focus(lineOf(f, "room"))
		f.close.offer.show(f.ask("room"))
		o.MouseDown(nil)
		d.Window.Canvas().Unfocus() // as the driver does when what is pressed takes no keys
		if !h.Holds(card) {
			t.Fatal("the card goes away before it is pressed")
		}
		o.Tapped(nil)
		if d.Window.Canvas().Focused() != lineOf(f, "room") {
			t.Error("the keyboard is not in the field again")
		}
	}
	if f.Value().Room != "A" || h.Holds(card) {
		t.Errorf("taken: %+v", f.Value())
	}
}

func TestAConditionIsMetAtItsFirstQuestionWithoutAnAnswer(t *testing.T) {
	_, _, f := deskForm(t)
	f.Fill(booking{})
	for _, step := range []struct{ fill, want string }{{"", "kind"}, {"kind", "room"}, {"room", "day"}, {"day", "kind"}} {
		if step.fill != "" {
			f.Put(step.fill, map[string]string{"kind": "a", "room": "A", "day": "2026-01-01"}[step.fill])
		}
		if got := f.At(office.PartDescription); f.Input(step.want) != got.(fyne.CanvasObject) {
			t.Errorf("with %s it is at %T, not at %s", step.fill, got, step.want)
		}
	}
	if f.At(office.PartClerk) != nil {
		t.Error("a condition that no question meets leads somewhere")
	}
}

func TestAQuestionBehindAButtonOpensWithItsAnswerAndOneThatIsNotAskedTakesNoRoom(t *testing.T) {
	_, _, f := deskForm(t)
	grown := 0
	f.OnGrown = func() { grown++ }
	fold := f.ask("note").fold
	if fold.of.Visible() || f.Asks("online") {
		t.Fatal("more is asked than is to be")
	}
	if test.Tap(fold.button); !fold.of.Visible() || grown != 1 {
		t.Errorf("pressed: open %v, grown %d", fold.of.Visible(), grown)
	}
	if f.Fill(booking{}); fold.of.Visible() {
		t.Error("it stands open for a record without an answer")
	}
	if f.Fill(booking{Note: "có", Kind: "c"}); !fold.of.Visible() || !f.Asks("online") {
		t.Errorf("open %v, online asked %v", fold.of.Visible(), f.Asks("online"))
	}
}
