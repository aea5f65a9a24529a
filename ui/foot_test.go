package ui

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// TestTheFootOfTheWindowHoldsAllThatCanBeTold on any screen: what matters less makes way,
// nothing lies over another, and what warns stays.
func TestTheFootOfTheWindowHoldsAllThatCanBeTold(t *testing.T) {
	s := newStandIn()
	s.weak, s.drafts, s.finished = true, make([]office.Row, 20), 200_000
	s.rest.Disk = office.DiskCipherOff
	s.copies = []office.CopyState{{Verified: time.Now(), Level: office.CopyAmber, Silent: "any"}}
	s.spaces = []office.Space{{Own: true, Free: 812e6, Pages: 1_204, Level: office.SpaceOut}}
	s.plan, s.power = office.PlanOverdue, office.Power{Known: true, Battery: true, Percent: 73}
	s.made.Store(7)
	s.toMake.Store(20)
	w := open(t, s)
	hold := make(chan struct{})
	j := w.desk.Jobs.Start(t.Context(), "Đang đối chiếu bản giấy", false, func(context.Context, *job.Progress) error { <-hold; return nil })
	w.desk.Works.Add(j)
	t.Cleanup(func() { close(hold); w.desk.Works.Remove(j); kit.Speak(kit.Vietnamese) })
	time.Sleep(2 * kit.ShowsAfter)
	var frames kittest.Frames
	for _, language := range []string{kit.Vietnamese, kit.English} {
		w.setLanguage(language)
		kit.Settle()
		line := w.frame.status
		line.running(3)
		for _, screen := range allScreens {
			w.settleAt(screen.room(), &frames)
			for _, wrong := range w.misfits() {
				t.Errorf("%v, %s: %s", screen, language, wrong)
			}
			for name, o := range map[string]fyne.CanvasObject{"the age of the copies": line.copied, "what waits": line.waiting} {
				if _, bottom, left, right := box(o); bottom == 0 || left < 0 || right > w.win.Canvas().Size().Width {
					t.Errorf("%v, %s: %s lies at %v–%v", screen, language, name, left, right)
				}
			}
		}
	}
}
