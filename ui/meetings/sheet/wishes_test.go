package sheet

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"tram/local/office"
	"tram/ui/kit"
)

// spotAtTime is where a minute of a day lies on the board.
func (d *desk) spotAtTime(day, minute int) fyne.Position {
	return fyne.NewPos(d.across(d.day+day)+d.column()/2, d.down(minute))
}

// dragOver holds what lies at the first place and takes it over the others.
func (d *desk) dragOver(p *pane, all ...fyne.Position) {
	p.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: all[0]}})
	for i, at := range all[1:] {
		by := at.Subtract(all[i])
		p.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}, Dragged: fyne.NewDelta(by.X, by.Y)})
	}
}

// drop lets go what is held.
func (d *desk) drop(p *pane) { p.MouseUp(nil); p.DragEnd() }

func newMoveDesk(t *testing.T) *desk {
	return newDeskOf(t, usual,
		meeting("Sớm", "2026-12-08 08:00", "2026-12-08 09:00"),
		meeting("Họp", "2026-12-09 09:00", "2026-12-09 10:30"),
		wholeDay("Kiểm kê", "2026-12-10", 2))
}

func TestADragMovesAMeetingByQuartersOfAnHour(t *testing.T) {
	d := newMoveDesk(t)
	was := d.spotOf(t, d.board, "Họp").frame
	d.dragOver(d.board, d.spotAtTime(0, 9*60+20), d.spotAtTime(0, 9*60+40), d.spotAtTime(1, 10*60+37))
	if !says(d.board, "T5 10/12 · 10:15–11:45") {
		t.Error("the way is not told")
	}
	d.told(t)
	d.drop(d.board)
	d.told(t, wish{"move", "Họp", "10 10:15", "10 11:45"})
	if d.spotOf(t, d.board, "Họp").frame != was || d.ghost != nil {
		t.Error("it moved before the page showed it elsewhere")
	}
}

func TestAMeetingIsNeverMovedToAnotherDayByItsHours(t *testing.T) {
	d := newMoveDesk(t)
	d.scrollTo(0)
	d.dragOver(d.board, d.spotAtTime(0, 10*60), d.spotAtTime(0, 5))
	d.drop(d.board)
	d.told(t, wish{"move", "Họp", "09 00:00", "09 01:30"})
	d.dragOver(d.board, d.spotAtTime(0, 9*60+5), d.spotAtTime(0, 24*60-1))
	d.drop(d.board)
	d.told(t, wish{"move", "Họp", "09 23:45", "10 01:15"})
}

func TestADragOfTheLowerEdgeStretches(t *testing.T) {
	d := newMoveDesk(t)
	edge := d.spotAtTime(0, 10*60+30).SubtractXY(0, 4)
	d.board.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: edge}})
	if d.board.Cursor() != desktop.VResizeCursor {
		t.Error("nothing tells that the edge can be taken")
	}
	d.dragOver(d.board, edge, d.spotAtTime(0, 11*60+10), d.spotAtTime(2, 12*60+8))
	d.drop(d.board)
	d.told(t, wish{"move", "Họp", "09 09:00", "09 12:15"})
	d.dragOver(d.board, edge, d.spotAtTime(0, 7*60))
	d.drop(d.board)
	d.told(t, wish{"move", "Họp", "09 09:00", "09 09:15"})
}

func TestADragOverEmptyTimeBeginsAMeeting(t *testing.T) {
	d := newMoveDesk(t)
	d.dragOver(d.board, d.spotAtTime(1, 13*60+20), d.spotAtTime(1, 14*60), d.spotAtTime(3, 15*60+50))
	d.drop(d.board)
	d.told(t, wish{"new", "", "10 13:15", "10 16:00"})
	d.dragOver(d.board, d.spotAtTime(1, 16*60), d.spotAtTime(1, 15*60+5)) // upwards
	d.drop(d.board)
	d.told(t, wish{"new", "", "10 15:00", "10 16:00"})
}

func TestWhatTakesWholeDaysIsMovedByDays(t *testing.T) {
	d := newMoveDesk(t)
	from := d.spotOf(t, d.head, "Kiểm kê").frame.at.AddXY(10, 5)
	d.dragOver(d.head, from, from.SubtractXY(d.column(), 0), from.SubtractXY(2*d.column(), 0))
	if !says(d.head, "T3 08/12–09/12") {
		t.Error("the way is not told")
	}
	d.drop(d.head)
	d.told(t, wish{"move", "Kiểm kê", "08 00:00", "10 00:00"})
}

func TestInAMonthADragKeepsTheHour(t *testing.T) {
	d := newMoveDesk(t)
	d.Turn(ByMonth)
	from := d.spotOf(t, d.board, "Họp").frame.at.AddXY(20, 5)
	d.dragOver(d.board, from, d.cell(d.day+9).at.AddXY(20, 20))
	d.drop(d.board)
	d.told(t, wish{"move", "Họp", "18 09:00", "18 10:30"})
	low := fyne.NewPos(20, 80)
	d.dragOver(d.board, d.cell(d.day+5).at.Add(low), d.cell(d.day+7).at.Add(low))
	d.drop(d.board)
	d.told(t, wish{"new", "", "14 00:00", "17 00:00"})
}

func TestEscTakesADragBack(t *testing.T) {
	d := newMoveDesk(t)
	d.dragOver(d.board, d.spotAtTime(0, 9*60+20), d.spotAtTime(1, 12*60))
	d.hand.Press(fyne.KeyEscape)
	if d.ghost != nil {
		t.Fatal("it is still held")
	}
	d.board.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: d.spotAtTime(2, 12*60)}})
	d.drop(d.board)
	d.told(t)
	d.dragOver(d.board, d.spotAtTime(0, 9*60+20), d.spotAtTime(1, 9*60+20))
	d.drop(d.board)
	d.told(t, wish{"move", "Họp", "10 09:00", "10 10:30"})
}

func TestADragBackToWhereItWasIsNoWish(t *testing.T) {
	d := newMoveDesk(t)
	d.dragOver(d.board, d.spotAtTime(0, 9*60+20), d.spotAtTime(1, 12*60), d.spotAtTime(0, 9*60+22))
	d.drop(d.board)
	d.told(t)
}

func TestWhatWasShownAnewUnderAHeldMeetingLetsItGo(t *testing.T) {
	d := newMoveDesk(t)
	d.dragOver(d.board, d.spotAtTime(0, 9*60+20), d.spotAtTime(1, 12*60))
	d.Put(nil, called)
	d.board.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: d.spotAtTime(2, 12*60)}})
	d.drop(d.board)
	d.told(t)
}

func TestAClickOpensAndASecondOneOnEmptyTimeBegins(t *testing.T) {
	d := newMoveDesk(t)
	click := func(at fyne.Position) { d.hand.Click(d.onScreen(d.board, at)) }
	click(d.spotAtTime(0, 9*60+40))
	d.told(t, wish{"open", "Họp", "09 09:00", "09 10:30"})
	if !d.here {
		t.Error("the keyboard is elsewhere")
	}
	click(d.spotAtTime(1, 13*60+40))
	d.told(t)
	click(d.spotAtTime(1, 13*60+50))
	d.told(t, wish{"new", "", "10 13:30", "10 14:00"})
	click(d.spotAtTime(1, 14*60+10))
	d.told(t)
}

// newKeyDesk has the keyboard at the sheet.
func newKeyDesk(t *testing.T) *desk {
	d := newMoveDesk(t)
	d.window.Canvas().Focus(d.Sheet)
	return d
}

func (d *desk) press(keys ...fyne.KeyName) {
	for _, k := range keys {
		d.hand.Press(k)
	}
}

func (d *desk) with(held fyne.KeyModifier, keys ...fyne.KeyName) {
	for _, k := range keys {
		d.hand.With(held, k)
	}
}

func TestTheArrowsLeadToSlotsAndEnterBegins(t *testing.T) {
	d := newKeyDesk(t)
	d.press(fyne.KeyRight, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
	if !says(d.board, "+ 09:30") {
		t.Error("the slot is not told")
	}
	d.press(fyne.KeyReturn)
	d.told(t, wish{"new", "", "10 09:30", "10 10:00"})
	d.press(fyne.KeyLeft, fyne.KeyReturn)
	d.told(t, wish{"open", "Họp", "09 09:00", "09 10:30"})
}

func TestTheCursorIsAlwaysInView(t *testing.T) {
	d := newKeyDesk(t)
	d.window.Resize(fyne.NewSize(600, 260))
	for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyUp} {
		for range 50 {
			d.press(key)
			top, bottom := d.seen()
			if y := d.down(d.cursor - dayOf(d.cursor)*whole); y < top || y+d.down(slot) > bottom+0.5 {
				t.Fatalf("%g is not between %g and %g", y, top, bottom)
			}
		}
		if got := d.cursor - dayOf(d.cursor)*whole; got != map[fyne.KeyName]int{fyne.KeyDown: whole - slot, fyne.KeyUp: 0}[key] {
			t.Errorf("%s ends at %d", key, got)
		}
	}
}

func TestTheArrowsLeadOnToOtherWeeks(t *testing.T) {
	d := newKeyDesk(t)
	d.press(fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	if d.Title() != "Tuần 51, 14–20/12/2026" || len(d.spans) != 1 {
		t.Error(d.Title(), d.spans)
	}
	d.press(fyne.KeyHome)
	if d.Title() != "Tuần 50, 07–13/12/2026" || dayOf(d.cursor) != d.today() {
		t.Error(d.Title())
	}
	d.press(fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageUp)
	if d.Title() != "Tuần 51, 14–20/12/2026" || dayOf(d.cursor) != d.today()+7 {
		t.Error(d.Title())
	}
}

func TestTabGoesFromMeetingToMeetingAndOut(t *testing.T) {
	d := newMoveDesk(t)
	next := kit.NewEntry()
	box := container.NewWithoutLayout(d.Sheet, next)
	d.window.SetContent(box)
	d.Sheet.Resize(usual)
	next.Resize(fyne.NewSize(100, 30))
	d.Go(at("2026-12-07 00:00"))
	d.window.Canvas().Focus(d.Sheet)
	for _, want := range []string{"Sớm", "Họp", "Kiểm kê"} {
		d.press(fyne.KeyTab)
		if d.chosen < 0 || d.ledger.all[d.chosen].Title != want {
			t.Fatalf("not at %s", want)
		}
	}
	d.press(fyne.KeyReturn)
	d.told(t, wish{"open", "Kiểm kê", "10 00:00", "12 00:00"})
	defer func(was func() fyne.KeyModifier) { kit.Modifiers = was }(kit.Modifiers)
	kit.Modifiers = func() fyne.KeyModifier { return fyne.KeyModifierShift }
	d.press(fyne.KeyTab)
	if d.ledger.all[d.chosen].Title != "Họp" {
		t.Error("Shift does not lead back")
	}
	kit.Modifiers = func() fyne.KeyModifier { return 0 }
	d.press(fyne.KeyTab, fyne.KeyTab)
	if d.window.Canvas().Focused() != next {
		t.Error("the keyboard cannot leave")
	}
}

func TestAltAndTheArrowsHoldAMeetingUntilEnter(t *testing.T) {
	for _, held := range []fyne.KeyModifier{fyne.KeyModifierAlt, fyne.KeyModifierControl} {
		d := newKeyDesk(t)
		d.press(fyne.KeyTab)
		d.with(held, fyne.KeyDown, fyne.KeyDown, fyne.KeyRight)
		d.with(held|fyne.KeyModifierShift, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
		if !says(d.board, "T5 10/12 · 09:30–11:15") || !says(d.board, "Enter") {
			t.Error("where it would lie, and how it is let go, is not told")
		}
		d.told(t)
		d.press(fyne.KeyReturn)
		d.told(t, wish{"move", "Họp", "10 09:30", "10 11:15"})
		d.with(held, fyne.KeyDown)
		d.press(fyne.KeyEscape, fyne.KeyReturn)
		d.told(t, wish{"open", "Họp", "09 09:00", "09 10:30"})
	}
}

func TestAHeldMeetingGoesToOtherWeeks(t *testing.T) {
	d := newKeyDesk(t)
	d.press(fyne.KeyTab)
	d.with(fyne.KeyModifierAlt, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft)
	if d.Title() != "Tuần 49, 30/11–06/12/2026" {
		t.Error(d.Title())
	}
	d.press(fyne.KeyPageUp)
	d.Put([]office.Occurrence{meeting("Họp", "2026-12-09 09:00", "2026-12-09 10:30")}, called) // what the page brought
	d.press(fyne.KeyReturn)
	d.told(t, wish{"move", "Họp", "29 09:00", "29 10:30"})
}

func TestAHeldMeetingThatOthersMovedIsLetGo(t *testing.T) {
	d := newKeyDesk(t)
	d.press(fyne.KeyTab)
	d.with(fyne.KeyModifierAlt, fyne.KeyDown)
	d.Put([]office.Occurrence{meeting("Họp", "2026-12-09 14:00", "2026-12-09 15:30")}, called)
	d.press(fyne.KeyReturn)
	d.told(t, wish{"open", "Họp", "09 14:00", "09 15:30"})
}

func TestWhoLeavesTheSheetHoldsNothing(t *testing.T) {
	d := newKeyDesk(t)
	d.press(fyne.KeyTab)
	d.with(fyne.KeyModifierAlt, fyne.KeyDown)
	d.window.Canvas().Unfocus()
	d.window.Canvas().Focus(d.Sheet)
	d.press(fyne.KeyReturn)
	d.told(t, wish{"open", "Họp", "09 09:00", "09 10:30"})
}

func TestInAMonthTheKeysGoByDaysAndWeeks(t *testing.T) {
	d := newKeyDesk(t)
	d.Turn(ByMonth)
	d.press(fyne.KeyRight, fyne.KeyDown, fyne.KeyReturn)
	d.told(t, wish{"new", "", "17 00:00", "18 00:00"})
	d.press(fyne.KeyUp, fyne.KeyLeft, fyne.KeyTab)
	d.with(fyne.KeyModifierAlt, fyne.KeyDown, fyne.KeyLeft)
	d.press(fyne.KeyReturn)
	d.told(t, wish{"move", "Họp", "15 09:00", "15 10:30"})
}

func TestWholeDaysAreMovedAndStretchedByKeys(t *testing.T) {
	d := newKeyDesk(t)
	d.press(fyne.KeyTab, fyne.KeyTab)
	d.with(fyne.KeyModifierAlt, fyne.KeyRight, fyne.KeyDown)
	d.with(fyne.KeyModifierAlt|fyne.KeyModifierShift, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp)
	d.press(fyne.KeyReturn)
	d.told(t, wish{"move", "Kiểm kê", "11 00:00", "12 00:00"})
}

func TestTheWindowsKeysWorkFromTheSheet(t *testing.T) {
	d := newKeyDesk(t)
	helped, escaped, turned := 0, 0, 0
	keys := kit.NewKeys(d.window.Canvas())
	keys.On(fyne.KeyF1, func() { helped++ })
	keys.On(fyne.KeyEscape, func() { escaped++ })
	keys.With(fyne.KeyModifierAlt, fyne.Key2, func() { turned++ })
	d.press(fyne.KeyF1, fyne.KeyEscape)
	d.with(fyne.KeyModifierAlt, fyne.Key2)
	if helped != 1 || escaped != 1 || turned != 1 {
		t.Errorf("F1 %d times, Esc %d times, Alt+2 %d times", helped, escaped, turned)
	}
}

func TestWhereTheKeyboardIsCanBeSeen(t *testing.T) {
	d := newMoveDesk(t)
	strong := func() (found bool) {
		for _, l := range d.board.paper.layers {
			for _, r := range l.shapes[:l.used[0]] {
				found = found || r.StrokeWidth >= 2 && (r.StrokeColor == d.ink.act || r.StrokeColor == d.ink.word)
			}
		}
		return found
	}
	if strong() || d.ring[0].Visible() {
		t.Error("the keyboard seems to be here")
	}
	d.window.Canvas().Focus(d.Sheet)
	if !strong() || !d.ring[0].Visible() || d.ring[0].FillColor != d.ink.act {
		t.Error("it cannot be seen")
	}
	d.press(fyne.KeyTab)
	if !strong() {
		t.Error("which meeting is chosen cannot be seen")
	}
}

func TestTheChosenMeetingIsAlwaysTold(t *testing.T) {
	for _, until := range []string{"2026-12-09 10:30", "2026-12-09 09:10"} {
		var all []office.Occurrence
		for _, title := range []string{"Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám"} {
			all = append(all, meeting(title, "2026-12-09 09:00", until))
		}
		for _, size := range sizes[1:] {
			for _, v := range []View{ByWeek, ByMonth} {
				d := newDeskOf(t, size, all...)
				d.Turn(v)
				d.window.Canvas().Focus(d.Sheet)
				for range all {
					d.press(fyne.KeyTab)
					if title := d.ledger.all[d.chosen].Title; !says(d.board, title) {
						t.Errorf("%v, view %d: %s is chosen and not told", size, v, title)
					}
				}
			}
		}
	}
}
