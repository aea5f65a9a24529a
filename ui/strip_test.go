package ui

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"tram/local/job"
	"tram/ui/kit"
)

// box is where an object lies in the window.
func box(o fyne.CanvasObject) (top, bottom, left, right float32) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return at.Y, at.Y + o.Size().Height, at.X, at.X + o.Size().Width
}

func TestNewsCoverNothingOfThePage(t *testing.T) {
	w := open(t, newStandIn())
	w.frame.goToPage(w.frame.own)
	kit.Settle()
	for _, say := range []func(){
		func() { w.desk.News.Good("Đã hoàn tác: xoay trang.") },
		func() { w.desk.News.Undoable("Đã bỏ bản nháp.", func() {}) },
		func() {
			w.desk.News.Warn(kit.Trouble{Said: "Chưa hoàn thành được.", Next: "Hãy xem các trang còn lại."})
		},
	} {
		say()
		top, bottom, left, right := box(w.desk.News)
		head, foot, from, to := box(w.frame.front)
		if top < 0 || bottom > head || left < from || right > to {
			t.Errorf("%q lies at %v–%v, %v–%v: the page begins at %v", w.desk.News.Said(), top, bottom, left, right, head)
		}
		if foot != 690-statusHeight {
			t.Errorf("%q moves what stands at the foot of the page to %v", w.desk.News.Said(), foot)
		}
	}
	w.shows(t, "news")
	w.desk.News.Shut()
	if head, _, _, _ := box(w.frame.front); head > newsGap {
		t.Errorf("the page does not get its room back: it begins at %v", head)
	}
}

func TestRunningWorkIsShownInTheStatusLine(t *testing.T) {
	w := open(t, newStandIn())
	hold := make(chan struct{})
	work := func(context.Context, *job.Progress) error { <-hold; return nil }
	var running []*job.Job
	for range 2 {
		j := w.desk.Jobs.Start(t.Context(), "Đang đối chiếu bản giấy", false, work)
		w.desk.Works.Add(j)
		running = append(running, j)
	}
	time.Sleep(2 * kit.ShowsAfter)
	kit.Settle()
	w.win.Content().Refresh()
	top, bottom, left, right := box(w.desk.Works)
	line, _, _, _ := box(w.frame.status.content)
	if top < line || bottom > line+statusHeight || right-left < 300 {
		t.Errorf("the bars lie at %v–%v, %v–%v; the line begins at %v", top, bottom, left, right, line)
	}
	close(hold)
	for _, j := range running {
		w.desk.Works.Remove(j)
	}
}

func TestNewsOfAPageEndWhenItIsLeft(t *testing.T) {
	w := open(t, newStandIn())
	w.desk.News.Warn(kit.Trouble{Said: "Chưa hoàn thành được."})
	w.goTo("frame.today")
	if !w.desk.News.Visible() {
		t.Error("taken away although the clerk stays")
	}
	w.goTo("frame.digitise")
	if w.desk.News.Visible() {
		t.Error("follows to another place")
	}
	w.desk.News.Lead(kit.Good, kit.Trouble{Said: "Đã xong."}, "Mở", func() {})
	w.goTo("frame.sign")
	if !w.desk.News.Visible() {
		t.Error("what leads elsewhere is gone")
	}
}
