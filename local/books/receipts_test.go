package books

import (
	"errors"
	"testing"

	"tram/local/office"
	"tram/local/store"
)

// TestAReceiptIsSettledOnlyWithWhatBecameOfIt tries each way without its word, and with it.
func TestAReceiptIsSettledOnlyWithWhatBecameOfIt(t *testing.T) {
	for step, c := range map[string]struct {
		wants error
		key   string
		to    office.State
	}{
		StepReceiptEntered:   {ReceiptNotEntered, "elsewhere", office.ReceiptEntered},
		StepReceiptCancelled: {ReceiptNoReason, "reason", office.ReceiptCancelled},
		StepReceiptLost:      {ReceiptNoReason, "reason", office.ReceiptLost},
	} {
		s := shelf(t)
		sheet := entered(t, s, Receipts, nil)
		if _, err := Receipts.Move(t.Context(), s, by(step), sheet.ID); !errors.Is(err, c.wants) {
			t.Errorf("%s without a word: %v, not %v", step, err, c.wants)
		}
		sheet.Answers[c.key] = "H12.34-261128-0007"
		if _, err := Receipts.Keep(t.Context(), s, by("edit"), sheet); err != nil {
			t.Fatal(err)
		}
		moved, err := Receipts.Move(t.Context(), s, by(step), sheet.ID)
		if err != nil || moved.State != c.to {
			t.Errorf("%s with it: %+v, %v", step, moved, err)
		}
	}
}

// TestANumberIsWrittenInOnce also where the first was cancelled, typed otherwise, or is
// written with a wrong digit.
func TestANumberIsWrittenInOnce(t *testing.T) {
	s := shelf(t)
	first := entered(t, s, Receipts, map[string]string{"reason": "viết sai"})
	if _, err := Receipts.Move(t.Context(), s, by(StepReceiptCancelled), first.ID); err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]error{"471 082 359 07 6": ReceiptTaken, "BN471082359076": ReceiptTaken, "471-082-359-07-5": BadReceiptNumber} {
		again := office.Sheet{Answers: map[string]string{"number": typed, "from": "Người Hai", "given": "2026-11-28T01:00:00Z", "matter": "việc khác"}}
		if _, err := Receipts.Keep(t.Context(), s, by("enter"), again); !errors.Is(err, want) {
			t.Errorf("%q: %v, not %v", typed, err, want)
		}
	}
}

// TestAReceiptNamesOnlyARecordThatIsThere gives it one that is none.
func TestAReceiptNamesOnlyARecordThatIsThere(t *testing.T) {
	s := shelf(t)
	sheet := entered(t, s, Receipts, nil)
	for _, none := range []string{"15/UBND", string(office.NewID(s.Time()))} {
		sheet.Answers["record"] = none
		if _, err := Receipts.Keep(t.Context(), s, by("edit"), sheet); !errors.Is(err, NoReceiptRecord) {
			t.Errorf("%q: %v", none, err)
		}
	}
}

// TestAPadIsWhatItsPaperCanBe refuses pads and counts that cannot be.
func TestAPadIsWhatItsPaperCanBe(t *testing.T) {
	s := shelf(t)
	for _, c := range []struct {
		pad  office.Pad
		want error
	}{
		{office.Pad{Number: "471082359", Slips: 0}, BadPad},
		{office.Pad{Number: "471082359", Slips: office.MostSlips + 1}, BadPad},
		{office.Pad{Number: "47108235", Slips: 50}, BadPad},
		{office.Pad{Number: "471082359", Slips: 50, Used: 51}, BadUsed},
		{office.Pad{Number: "471082359", Slips: 50}, nil},
		{office.Pad{Number: "471082359", Slips: 50}, PadTaken},
	} {
		c.pad.State = office.PadMade
		if err := s.Save(t.Context(), by(StepMakePad), Pads.Put(&c.pad)); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v, not %v", c.pad, err, c.want)
		}
	}
}

// TestAnEmergencyGoesOneWay from on to over to closed, and ends after it began.
func TestAnEmergencyGoesOneWay(t *testing.T) {
	s := shelf(t)
	e := office.Emergency{Why: "Mất mạng", Begun: "2026-11-28T02:12:00Z", State: office.EmergencyOn}
	save := func(step string, state office.State, ended string) error {
		next := e
		next.State, next.Ended = state, ended
		err := s.Save(t.Context(), by(step), Emergencies.Put(&next))
		if err == nil {
			e = next
		}
		return err
	}
	if err := save(StepBegin, office.EmergencyOn, ""); err != nil {
		t.Fatal(err)
	}
	if err := save(StepClose, office.EmergencyClosed, ""); !errors.Is(err, store.WrongState) {
		t.Errorf("closed while it is on: %v", err)
	}
	if err := save(StepEnd, office.EmergencyOver, "2026-11-28T02:11:00Z"); !errors.Is(err, EmergencyBackwards) {
		t.Errorf("ended before it began: %v", err)
	}
	if err := save(StepEnd, office.EmergencyOver, "2026-11-28T02:12:00Z"); err != nil {
		t.Error(err)
	}
	if err := save(StepClose, office.EmergencyClosed, "2026-11-28T02:12:00Z"); err != nil {
		t.Error(err)
	}
}
