package station

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	registers "tram/local/books"
	"tram/local/office"
	"tram/local/people"
	"tram/local/store"
)

// padOf is a pad that was made and whose paper lies in a file.
func (d *desk) padOf(t *testing.T, slips int) office.Pad {
	t.Helper()
	p, err := d.MakePad(t.Context(), staff[0], slips, filepath.Join(t.TempDir(), "quyển.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// receives writes a slip in that was given to a person.
func (d *desk) receives(t *testing.T, number string) office.Sheet {
	t.Helper()
	s, err := d.KeepSheet(t.Context(), "bien-nhan", staff[0], office.Sheet{Answers: map[string]string{"number": number, "from": "Lò Văn Mẫu", "given": "2026-11-28T03:00:00Z", "matter": "khai sinh"}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (d *desk) reckons(t *testing.T) office.Reckoning {
	t.Helper()
	r, err := d.Reckoning(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// stillOpen is what keeps an emergency from being closed, as a clerk reads it.
func (d *desk) stillOpen(t *testing.T) string {
	t.Helper()
	_, err := d.CloseEmergency(t.Context(), staff[0])
	f, is := office.FailureIn(err)
	if !is || f.Name != StillOpen.Name {
		t.Fatalf("closing: %v", err)
	}
	return f.Said
}

// TestAnEmergencyIsClosedOnlyWhenNothingIsOpen takes one through its whole life.
func TestAnEmergencyIsClosedOnlyWhenNothingIsOpen(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	c := d.act(t)
	pad := d.padOf(t, 5)
	slip := func(n int) string { return office.ReceiptNumber(pad.Number, n) }
	if _, err := d.CloseEmergency(ctx, staff[0]); !errors.Is(err, NoEmergency) {
		t.Errorf("closing nothing: %v", err)
	}
	begun, err := d.BeginEmergency(ctx, staff[0], "mất mạng cả trụ sở", "")
	if err != nil {
		t.Fatal(err)
	}
	again, err := d.BeginEmergency(ctx, staff[0], "khác", "")
	if err != nil || again.ID != begun.ID {
		t.Errorf("begun twice: %+v, %v", again, err)
	}
	d.receives(t, slip(1))
	entered, open := d.receives(t, slip(2)), d.receives(t, slip(4))
	if _, err := d.CloseEmergency(ctx, staff[0]); !errors.Is(err, EmergencyStillOn) {
		t.Errorf("closed while it is on: %v", err)
	}
	if slips, pads := d.reckons(t).Open(); slips != 3 || pads != 0 {
		t.Errorf("while it is on %d slips and %d pads are open", slips, pads)
	}
	if ended, err := d.EndEmergency(ctx, staff[0], ""); err != nil || len(ended) != 1 || ended[0].State != office.EmergencyOver {
		t.Fatalf("ended: %+v, %v", ended, err)
	}
	if said := d.stillOpen(t); !strings.Contains(said, "3 tờ biên nhận chưa xong, 1 quyển chưa kiểm") {
		t.Error(said)
	}
	if _, err := d.CountPad(ctx, staff[0], office.PadSaid(pad.Number), 3, false); !errors.Is(err, WrittenFurther) {
		t.Errorf("counted to before a slip that was written in: %v", err)
	}
	if _, err := d.CountPad(ctx, staff[0], string(pad.ID), 5, false); err != nil {
		t.Fatal(err)
	}
	if said := d.stillOpen(t); !strings.Contains(said, "5 tờ biên nhận chưa xong.") { // 3 and 5 are missing now
		t.Error(said)
	}
	written := d.reckons(t).Pads[0].Written
	states := make([]office.State, len(written))
	for i, s := range written {
		states[i] = s.State
	}
	if !slices.Equal(states, []office.State{"open", "open", "missing", "open", "missing"}) || written[2].Number != slip(3) {
		t.Errorf("%v", states)
	}
	for _, settle := range []struct {
		n     int
		as    office.State
		words string
		want  error
	}{
		{3, office.ReceiptEntered, "x", NotWrittenIn}, {3, office.ReceiptCancelled, "", registers.ReceiptNoReason}, {3, office.ReceiptCancelled, "viết sai, đã xé", nil},
		{5, office.ReceiptLost, "ướt, không đọc được", nil}, {1, office.ReceiptEntered, "", registers.ReceiptNotEntered}, {1, office.ReceiptEntered, "H12.34-261128-0007", nil},
		{2, office.ReceiptEntered, string(c.Code), nil}, {2, office.ReceiptLost, "x", store.WrongState},
	} {
		if _, err := d.SettleSlip(ctx, staff[0], slip(settle.n), settle.as, settle.words); !errors.Is(err, settle.want) {
			t.Errorf("slip %d as %s with %q: %v, not %v", settle.n, settle.as, settle.words, err, settle.want)
		}
	}
	if said := d.stillOpen(t); !strings.Contains(said, "còn: 1 tờ biên nhận chưa xong.") {
		t.Error(said)
	}
	if sheet, err := d.Sheet(ctx, "bien-nhan", entered.ID); err != nil || sheet.Answers["record"] != string(c.Code) || sheet.State != office.ReceiptEntered {
		t.Errorf("entered as a record: %+v, %v", sheet, err)
	}
	open.Answers["reason"] = "người nộp rút lại"
	if _, err := d.KeepSheet(ctx, "bien-nhan", staff[0], open); err != nil {
		t.Fatal(err)
	}
	if _, err := d.MoveSheet(ctx, "bien-nhan", staff[0], open.ID, registers.StepReceiptCancelled); err != nil {
		t.Fatal(err)
	}
	if closed, err := d.CloseEmergency(ctx, staff[0]); err != nil || len(closed) != 1 || closed[0].State != office.EmergencyClosed {
		t.Fatalf("closed: %+v, %v", closed, err)
	}
	if r := d.reckons(t); len(r.Emergencies)+len(r.Pads)+len(r.Others) > 0 {
		t.Errorf("after the end: %+v", r)
	}
	if _, err := d.MoveSheet(ctx, "bien-nhan", staff[0], open.ID, "reopen"); err != nil {
		t.Fatal(err)
	}
	if slips, _ := d.reckons(t).Open(); slips != 1 {
		t.Errorf("a receipt of a closed pad that is open again is told %d times", slips)
	}
	d.reported(t, slip(3), "viết sai, đã xé", "mất mạng cả trụ sở", "đã đóng")
}

// reported reads the report of all emergencies for words.
func (d *desk) reported(t *testing.T, all ...string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "đối chiếu.json")
	if err := d.SaveReckoning(t.Context(), path, ""); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range all {
		if !strings.Contains(string(text), words) {
			t.Errorf("the report lacks %q", words)
		}
	}
}

// TestAPadIsLookedAtAfterTheEnd counts one before work goes as usual again, which is not
// enough: it may have been written on since.
func TestAPadIsLookedAtAfterTheEnd(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	pad := d.padOf(t, 5)
	if _, err := d.BeginEmergency(ctx, staff[0], "mất điện", "08:00 01/11/2025"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.CountPad(ctx, staff[0], pad.Number, 0, false); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Until(time.Now().Truncate(time.Second).Add(time.Second))) // moments are kept to the second
	if _, err := d.EndEmergency(ctx, staff[0], ""); err != nil {
		t.Fatal(err)
	}
	if said := d.stillOpen(t); !strings.Contains(said, "còn: 1 quyển chưa kiểm.") {
		t.Error(said)
	}
	if _, err := d.CountPad(ctx, staff[0], pad.Number, 0, false); err != nil {
		t.Fatal(err)
	}
	if _, err := d.CloseEmergency(ctx, staff[0]); err != nil {
		t.Errorf("closed with a pad in the drawer: %v", err)
	}
	if all := d.reckons(t).Pads; len(all) != 1 || all[0].State != office.PadMade {
		t.Errorf("a pad that is not used up: %+v", all)
	}
}

// TestALookUnderAClockThatRanAheadIsNone: what was noted of next year says nothing of today.
func TestALookUnderAClockThatRanAheadIsNone(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	pad := d.padOf(t, 5)
	pad.Counted = time.Now().AddDate(1, 0, 0).UTC().Format(time.RFC3339)
	if err := d.store.Save(ctx, store.Act{Actor: staff[0].Name, Step: registers.StepCountPad}, registers.Pads.Put(&pad)); err != nil {
		t.Fatal(err)
	}
	if _, err := d.BeginEmergency(ctx, staff[0], "mất điện", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := d.EndEmergency(ctx, staff[0], ""); err != nil {
		t.Fatal(err)
	}
	if said := d.stillOpen(t); !strings.Contains(said, "còn: 1 quyển chưa kiểm.") {
		t.Error(said)
	}
	if _, err := d.CountPad(ctx, staff[0], pad.Number, 0, false); err != nil {
		t.Fatal(err)
	}
	if _, err := d.CloseEmergency(ctx, staff[0]); err != nil {
		t.Errorf("closed with a pad that was looked at: %v", err)
	}
}

// TestTheStationTellsOfTheLineWithoutALogIn has a wire go down and come back, beside what a
// person began.
func TestTheStationTellsOfTheLineWithoutALogIn(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	all := d.employ(t, accessPassword)
	d.persons.Seat(nil)
	first, err := d.LineDown(ctx, "không hỏi được trục", "Mất kết nối với hệ thống trung tâm")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := d.LineDown(ctx, "không hỏi được trục", "khác"); err != nil || again.ID != first.ID {
		t.Errorf("down again: %+v, %v", again, err)
	}
	if _, err := d.BeginEmergency(ctx, staff[0], "x", ""); !errors.Is(err, people.NoLogin) {
		t.Errorf("begun by nobody: %v", err)
	}
	d.sitAs(t, all[0], accessPassword)
	if _, err := d.BeginEmergency(ctx, staff[0], "mất điện", ""); err != nil {
		t.Fatal(err)
	}
	is, err := d.EmergencyStands(ctx)
	if err != nil || !is.On || len(is.Why) != 2 || !is.Since.Equal(office.MomentOf(first.Begun)) {
		t.Errorf("%+v, %v", is, err)
	}
	d.persons.Seat(nil)
	for range 2 {
		if err := d.LineBack(ctx, "không hỏi được trục"); err != nil {
			t.Fatal(err)
		}
	}
	d.sitAs(t, all[0], accessPassword)
	if is, err := d.EmergencyStands(ctx); err != nil || !is.On || len(is.Why) != 1 || is.Why[0] != "mất điện" || !is.Over {
		t.Errorf("when the line is back: %+v, %v", is, err)
	}
	if deeds, err := d.History(ctx, first.ID); err != nil || len(deeds) != 2 || !strings.Contains(deeds[0].Said(), "không hỏi được trục") {
		t.Errorf("told as %+v, %v", deeds, err)
	}
}

// TestTwoStationsThatBothBeganAreInOneState ends both at one of them.
func TestTwoStationsThatBothBeganAreInOneState(t *testing.T) {
	one, ctx := newDesk(t), t.Context()
	two := secondDesk(t, one)
	for i, d := range []*desk{one, two} {
		if _, err := d.BeginEmergency(ctx, staff[0], "mất mạng", fmt.Sprintf("0%d:00 01/11/2025", 8-i)); err != nil {
			t.Fatal(err)
		}
	}
	two.brings(t, one)
	is, err := one.EmergencyStands(ctx)
	if err != nil || len(is.Why) != 1 || office.MomentSaid(is.Since) != "07:00 01/11/2025" {
		t.Errorf("%+v, %v", is, err)
	}
	if ended, err := one.EndEmergency(ctx, staff[0], ""); err != nil || len(ended) != 2 {
		t.Fatalf("%+v, %v", ended, err)
	}
	one.brings(t, two)
	if is, err := two.EmergencyStands(ctx); err != nil || is.On || !is.Over {
		t.Errorf("at the other: %+v, %v", is, err)
	}
}

// TestNoNumberIsGivenTwice makes pads at two stations, at one that was restored from a copy,
// at one that was copied whole, and at what they came from.
func TestNoNumberIsGivenTwice(t *testing.T) {
	one, ctx := newDesk(t), t.Context()
	two := secondDesk(t, one)
	first := one.padOf(t, 9)
	where, key := one.firstCopy(t), one.sealing.RecoveryKey()
	restored := &desk{home: filepath.Join(t.TempDir(), "nhà mới"), state: t.TempDir()}
	if _, err := Restore(ctx, restoreInto(restored.home, restored.state, where, key), nil); err != nil {
		t.Fatal(err)
	}
	restored.start(t)
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}
	clone := &desk{home: filepath.Join(t.TempDir(), "bản chép"), state: filepath.Join(t.TempDir(), "ngoài bản chép")}
	for to, from := range map[string]string{clone.home: one.home, clone.state: one.state} {
		if err := copyAlone(to, from); err != nil {
			t.Fatal(err)
		}
	}
	clone.start(t)
	one.start(t)
	seen := map[string]bool{first.Number: true}
	for _, d := range []*desk{one, two, restored, clone} {
		for range 5 {
			p := d.padOf(t, 1)
			if seen[p.Number] {
				t.Errorf("%s is given twice", p.Number)
			}
			seen[p.Number] = true
		}
	}
	if all := restored.reckons(t).Pads; len(all) != 6 || all[5].Number != first.Number {
		t.Errorf("the restored station knows %+v", all)
	}
}

// TestTwoPadsOfOneNumberAreTold writes one down at each of two stations, as chance could.
func TestTwoPadsOfOneNumberAreTold(t *testing.T) {
	one, ctx := newDesk(t), t.Context()
	two := secondDesk(t, one)
	for _, d := range []*desk{one, two} {
		p := office.Pad{Number: "471082359", Slips: 5, State: office.PadMade}
		if err := d.store.Save(ctx, store.Act{Actor: staff[0].Name, Step: registers.StepMakePad}, registers.Pads.Put(&p)); err != nil {
			t.Fatal(err)
		}
	}
	two.brings(t, one)
	if all := one.reckons(t).Pads; len(all) != 2 || !all[0].Doubled || !all[1].Doubled {
		t.Errorf("%+v", all)
	}
}

// TestTwoProgramsThatPrintAtOnceGetPadsOfTheirOwn opens the office twice.
func TestTwoProgramsThatPrintAtOnceGetPadsOfTheirOwn(t *testing.T) {
	d := newDesk(t)
	other := &desk{home: d.home, state: d.state}
	other.start(t)
	const each = 6
	folder, numbers := t.TempDir(), make(chan string, 2*each)
	var both sync.WaitGroup
	for i, s := range []*desk{d, other} {
		both.Go(func() {
			for n := range each {
				p, err := s.MakePad(t.Context(), staff[0], 2, filepath.Join(folder, fmt.Sprintf("%d-%d.pdf", i, n)))
				if err != nil {
					t.Error(err)
				}
				numbers <- p.Number
			}
		})
	}
	both.Wait()
	close(numbers)
	seen := map[string]bool{}
	for n := range numbers {
		seen[n] = true
	}
	if all := d.reckons(t).Pads; len(seen) != 2*each || len(all) != 2*each {
		t.Errorf("%d numbers, %d pads", len(seen), len(all))
	}
}

// TestAPadWhosePaperFailsIsSpent has no room for it, and then a file in the way, which is
// seen before a number is drawn.
func TestAPadWhosePaperFailsIsSpent(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	p, err := d.MakePad(ctx, staff[0], 5, filepath.Join(t.TempDir(), "không có", "quyển.pdf"))
	if err == nil || p.State != office.PadSpoilt {
		t.Fatalf("%+v, %v", p, err)
	}
	all := d.reckons(t).Pads
	if len(all) != 1 || all[0].State != office.PadSpoilt || !all[0].Looked {
		t.Errorf("%+v", all)
	}
	there := filepath.Join(t.TempDir(), "quyển.pdf")
	if err := os.WriteFile(there, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.MakePad(ctx, staff[0], 5, there); !errors.Is(err, FileExists) || len(d.reckons(t).Pads) != 1 {
		t.Errorf("over a file: %v, %d pads", err, len(d.reckons(t).Pads))
	}
	if next := d.padOf(t, 5); next.Number == p.Number {
		t.Error("a spent number is given again")
	}
}

// makePads makes pads until it is killed.
func makePads(home string) int {
	s, err := opened(home)
	for n := 0; err == nil; n++ {
		_, err = s.MakePad(context.Background(), staff[0], office.MostSlips, filepath.Join(home, "quyển", fmt.Sprint(n)+".pdf"))
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// TestAKillBetweenAPadAndItsPaperSpendsTheNumber kills it as soon as a paper is begun.
func TestAKillBetweenAPadAndItsPaperSpendsTheNumber(t *testing.T) {
	home := t.TempDir()
	folder := filepath.Join(home, "quyển")
	setUpHere(t, home)
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	cmd := asChild(t, "pads", home)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	awaits(ended, func() bool { all, err := os.ReadDir(folder); return err == nil && len(all) > 2 })
	cmd.Process.Kill()
	<-ended
	s, err := opened(home)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r, err := s.Reckoning(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	papers, err := filepath.Glob(filepath.Join(folder, "*.pdf"))
	if err != nil || len(papers) < 2 || len(r.Pads) < len(papers) {
		t.Fatalf("%d pads, %d papers, %v", len(r.Pads), len(papers), err)
	}
	p, err := s.MakePad(t.Context(), staff[0], 2, filepath.Join(t.TempDir(), "sau.pdf"))
	if err != nil || slices.ContainsFunc(r.Pads, func(before office.PadCount) bool { return before.Number == p.Number }) {
		t.Errorf("after the kill: %+v, %v", p, err)
	}
	for _, before := range r.Pads {
		if before.State != office.PadMade {
			t.Errorf("%+v", before)
		}
	}
}

// TestWhatIsOpenWaitsAndLeadsThere reads Hôm nay through an emergency.
func TestWhatIsOpenWaitsAndLeadsThere(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	pad := d.padOf(t, 5)
	waits := func(sort office.WaitSort) []office.Wait {
		t.Helper()
		is, err := d.WaitingOf(ctx, sort)
		if err != nil || is.Count != len(is.Newest) {
			t.Fatalf("%+v, %v", is, err)
		}
		return is.Newest
	}
	if len(waits("emergency"))+len(waits("slip")) > 0 {
		t.Error("something waits in an office where nothing happened")
	}
	if _, err := d.BeginEmergency(ctx, staff[0], "mất mạng", ""); err != nil {
		t.Fatal(err)
	}
	sheet := d.receives(t, office.ReceiptNumber(pad.Number, 1))
	strange := d.receives(t, office.ReceiptNumber("123456789", 1))
	if _, err := d.CountPad(ctx, staff[0], pad.Number, 2, false); err != nil {
		t.Fatal(err)
	}
	all := waits("slip")
	if len(all) != 3 || all[0].To != office.ToBook || all[0].Book != "bien-nhan" || all[0].Record != sheet.ID || all[1].To != office.ToEmergency || all[2].Record != strange.ID {
		t.Errorf("%+v", all)
	}
	if len(waits("emergency")) > 0 {
		t.Error("an emergency that is on waits to be closed")
	}
	if _, err := d.EndEmergency(ctx, staff[0], ""); err != nil {
		t.Fatal(err)
	}
	if all := waits("emergency"); len(all) == 0 || !strings.Contains(all[0].Below, "3 tờ biên nhận chưa xong") {
		t.Errorf("%+v", all)
	}
}

// TestAPadThatIsEndedTwiceStaysEnded: only who counts it without that word has it in use again.
func TestAPadThatIsEndedTwiceStaysEnded(t *testing.T) {
	d := newDesk(t)
	p := d.padOf(t, 5)
	for _, c := range []struct {
		ends bool
		is   office.State
	}{{true, office.PadEnded}, {true, office.PadEnded}, {false, office.PadMade}, {true, office.PadEnded}} {
		if got, err := d.CountPad(t.Context(), staff[0], p.Number, 2, c.ends); err != nil || got.State != c.is || got.Used != 2 {
			t.Errorf("ended: %v: %+v, %v", c.ends, got, err)
		}
	}
}
