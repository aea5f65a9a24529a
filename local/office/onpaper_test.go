package office

import (
	"slices"
	"testing"
	"time"
)

func TestAnActOnPaperGoesOnWithWhatIsOwedNext(t *testing.T) {
	told := time.Date(2026, 11, 23, 7, 5, 9, 0, time.UTC)
	order := func(state JobState, came int, told time.Time, wet *WetSignature) Printout {
		return Printout{ID: NewID(time.Now()), Job: PrintJob{State: state}, Came: came, Told: told, Wet: wet}
	}
	of := func(state State, wet *WetSignature, orders ...Printout) OnPaper {
		return OnPaper{Conversion: Conversion{State: state, FromMessage: FromMessage{Print: &PrintCopy{Wet: wet}}}, Printouts: orders}
	}
	ink := &WetSignature{Signer: "Nguyễn Văn Mẫu", Sealed: true}
	none := time.Time{}
	for name, c := range map[string]struct {
		of      OnPaper
		step    PaperStep
		copy    bool
		reopens bool
		came    int
	}{
		"a draft":                          {of(Draft, nil), ToDescribe, false, false, 0},
		"a checked draft":                  {of(Checked, nil), ToDescribe, false, false, 0},
		"a print copy":                     {of(Printed, nil), ToPrint, true, true, 0},
		"an order that is on its way":      {of(Printed, nil, order(JobWaiting, 0, none, nil)), AtPrinter, true, false, 0},
		"an order that has stopped":        {of(Printed, nil, order(JobStopped, 0, none, nil)), AtPrinter, true, false, 0},
		"an order that has ended":          {of(Printed, nil, order(JobPrinted, 0, none, nil)), ToTell, true, false, 0},
		"an order that nobody knows of":    {of(Printed, nil, order(JobLost, 0, none, nil)), ToTell, true, false, 0},
		"nothing came out":                 {of(Printed, nil, order(JobFailed, 0, told, nil)), ToPrint, true, false, 0},
		"first copies without ink":         {of(Unsealed, nil, order(JobPrinted, 2, told, nil)), ToInk, true, false, 2},
		"more ordered before there is ink": {of(Unsealed, nil, order(JobPrinted, 2, told, nil), order(JobPrinted, 0, none, nil)), ToTell, true, false, 2},
		"paper that needs no ink":          {of(Finished, nil, order(JobPrinted, 1, told, nil)), PaperDone, true, false, 1},
		"paper with ink":                   {of(Finished, ink, order(JobPrinted, 1, told, ink)), PaperDone, true, false, 1},
		"further copies without ink":       {of(Finished, ink, order(JobPrinted, 1, told, ink), order(JobPrinted, 2, told, nil)), ToInk, true, false, 3},
		"further copies of which none is":  {of(Finished, ink, order(JobPrinted, 1, told, ink), order(JobFailed, 0, told, nil)), PaperDone, true, false, 1},
	} {
		if got := c.of.Step(); got != c.step || c.of.HasCopy() != c.copy || c.of.Reopens() != c.reopens || c.of.Printouts.Came() != c.came {
			t.Errorf("%s: step %d, copy %v, reopens %v, %d came", name, got, c.of.HasCopy(), c.of.Reopens(), c.of.Printouts.Came())
		}
	}
}

func TestAnOrderIsPutInThePlaceOfWhatWasKnownOfIt(t *testing.T) {
	all := Printouts{{ID: "1"}, {ID: "2"}}
	got := all.With(Printout{ID: "1", Came: 2}).With(Printout{ID: "3"})
	if len(got) != 3 || got[0].Came != 2 || got[2].ID != "3" || all[0].Came != 0 {
		t.Errorf("%+v, before %+v", got, all)
	}
}

func TestASystemThatDidSeveralThingsIsOneAndComesApartAgainAsItWasTold(t *testing.T) {
	m := DataMessage{Systems: []InfoSystem{{Part: Sent, Name: "A", Owner: "O"}, {Part: Stored, Name: "B", Owner: "O"}, {Part: Created, Name: "A", Owner: "O"}, {Name: "C"}}}
	told := m.SystemsTold()
	if len(told) != 3 || len(told[0].Parts) != 2 || told[0].Parts[0] != Created || told[2].Name != "C" || len(told[2].Parts) != 0 {
		t.Fatalf("told %+v", told)
	}
	apart := SystemsOf(append(told, UsedSystem{Parts: []SystemPart{Sent}}))
	want := []InfoSystem{m.Systems[2], m.Systems[0], m.Systems[1], m.Systems[3]}
	if !slices.Equal(apart, want) {
		t.Errorf("apart %+v", apart)
	}
	if used := UsedIn([]Conversion{{FromMessage: FromMessage{Message: &m}}}); len(used.Systems) != 2 {
		t.Errorf("of what was told in part %+v is offered", used.Systems)
	}
}

func TestWordsOfAClerkAreTheOnlyThingsThatADraftTakesOfAnother(t *testing.T) {
	stored := Conversion{ID: "1", State: Draft, FromMessage: FromMessage{Message: &DataMessage{Pages: 3, Address: "cũ"}, Print: &PrintCopy{Decision: &Decision{Why: "đã hỏi"}}}}
	typed := Conversion{ID: "2", State: Finished, Document: Document{Number: "15"}, FromMessage: FromMessage{
		Message: &DataMessage{Pages: 9, Address: "mới", Systems: []InfoSystem{{Part: Sent, Name: "A", Owner: "O"}}}, Print: &PrintCopy{Signer: &CopySigner{Name: "B"}}}}
	got := stored.Worded(typed)
	if got.ID != "1" || got.State != Draft || got.Document.Number != "15" || got.Message.Pages != 3 || got.Message.Address != "mới" || len(got.Message.Systems) != 1 ||
		got.Print.Signer.Name != "B" || got.Print.Decision == nil {
		t.Errorf("%+v, %+v, %+v", got, got.Message, got.Print)
	}
	if stored.Message.Address != "cũ" || stored.Print.Signer != nil {
		t.Error("what is stored was changed where it lies")
	}
	if bare := (Conversion{}).Worded(typed); bare.Print.Signer.Name != "B" || bare.Message.Address != "mới" {
		t.Errorf("%+v", bare)
	}
}
