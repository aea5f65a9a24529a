package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
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

func TestSuggestionsFillOnlyWhatIsEmptyAndAreOneDeed(t *testing.T) {
	_, deeds, f := deskForm(t)
	while := true
	f.Suggest(Suggestion{Key: "room", Text: "Phòng họp 1"}, Suggestion{Key: "day", Text: "2026-01-01", Said: "ngày 01/01/2026"},
		Suggestion{Key: "kind", Text: "b", Said: "Tiếp dân"}, Suggestion{Key: "note", Text: "thử", While: func() bool { return while }}, Suggestion{Key: "none", Text: "?"})
	if got := f.Suggested(); !slices.Equal(got, []string{"Phòng họp 1", "Tiếp dân", "thử"}) {
		t.Fatalf("suggested %q", got)
	}
	while = false
	f.TakeSuggested()
	if b := f.Value(); b.Room != "Phòng họp 1" || b.Kind != "b" || b.Day != "2026-12-01" || b.Note != "" {
		t.Errorf("taken: %v", b)
	}
	if len(f.Suggested()) > 0 {
		t.Errorf("still suggested: %q", f.Suggested())
	}
	if deeds.Undo(); f.Value().Room != "" || f.Value().Kind != "" || deeds.Undoes() {
		t.Errorf("one undo left %v", f.Value())
	}
	if f.Fill(booking{}); len(f.Suggested()) > 0 {
		t.Error("what was suggested for one record is suggested for another")
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

// TestWhatIsDoubtedIsTakenOneByOne lets a sweep leave it where it is.
func TestWhatIsDoubtedIsTakenOneByOne(t *testing.T) {
	_, deeds, f := deskForm(t)
	f.Suggest(Suggestion{Key: "room", Text: "Phòng họp 1"}, Suggestion{Key: "kind", Text: "b", Said: "Tiếp dân", Doubted: true}, Suggestion{Key: "note", Text: "thử", Doubted: true})
	if sure, doubted := f.Suggested(), f.Doubted(); !slices.Equal(sure, []string{"Phòng họp 1"}) || !slices.Equal(doubted, []string{"Tiếp dân", "thử"}) {
		t.Fatalf("suggested %q, doubted %q", sure, doubted)
	}
	f.TakeSuggested()
	if b := f.Value(); b.Room != "Phòng họp 1" || b.Kind != "" || b.Note != "" {
		t.Errorf("a sweep took %v", b)
	}
	f.TakeDoubted("note")
	if b := f.Value(); b.Kind != "" || b.Note != "thử" || !slices.Equal(f.Doubted(), []string{"Tiếp dân"}) {
		t.Errorf("one by one: %v, doubted %q", b, f.Doubted())
	}
	if deeds.Undo(); f.Value().Note != "" || len(f.Doubted()) != 2 {
		t.Errorf("taken back: %v, doubted %q", f.Value(), f.Doubted())
	}
}
