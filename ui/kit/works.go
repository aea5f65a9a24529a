package kit

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
)

// A wait shows itself after a moment, tells what it does when it lasts, and
// is read five times a second.
const (
	ShowsAfter = 200 * time.Millisecond
	tellsAfter = 2 * time.Second
	readEvery  = 200 * time.Millisecond
)

// JobBar shows one piece of work in motion: title, bar, numbers, what it does,
// and a way to stop it. It is hidden until the work has lasted a moment.
type JobBar struct {
	widget.BaseWidget
	job   *job.Job
	title *widget.Label
	doing *widget.Label
	count *widget.Label
	bar   *widget.ProgressBar
	going *widget.ProgressBarInfinite
	stop  *Button
	box   *fyne.Container

	appeared func()  // the bar shows itself, or needs more room or less; may be nil
	wide     float32 // that it needed last; 0: it was not shown
}

// NewJobBar makes the bar of a job and follows it until it ends; then the bar
// hides.
func NewJobBar(j *job.Job) *JobBar {
	b := &JobBar{job: j, title: widget.NewLabel(j.Title), doing: widget.NewLabel(""), count: widget.NewLabel(""),
		bar: widget.NewProgressBar(), going: widget.NewProgressBarInfinite()}
	b.title.TextStyle.Bold = true
	b.title.Truncation, b.doing.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
	b.bar.TextFormatter = func() string { return "" }
	b.stop = NewButton(T("kit.stop"), theme.MediaStopIcon(), func() {
		j.Cancel()
		b.stop.Disable()
		b.stop.SetText(T("kit.stopping"))
	})
	b.box = b.layOut()
	b.ExtendBaseWidget(b)
	b.Hide()
	b.going.Stop()
	go b.follow()
	return b
}

func (b *JobBar) follow() {
	tick := time.NewTicker(readEvery)
	defer tick.Stop()
	var lasted time.Duration
	for {
		select {
		case <-b.job.Done():
			OnScreen(b.Hide)
			return
		case <-tick.C:
			lasted += readEvery
			OnScreen(func() { b.show(lasted) })
		}
	}
}

// show draws what the work tells after it has lasted so long.
func (b *JobBar) show(lasted time.Duration) {
	done, total, doing := b.job.Progress.Read()
	known := total > 0
	b.bar.Hidden, b.going.Hidden = !known, known
	if known {
		b.going.Stop()
		b.bar.Max = float64(total)
		b.bar.SetValue(float64(done))
		b.count.SetText(Counted(done, total))
	} else {
		b.going.Start()
		b.count.SetText("")
	}
	b.doing.SetText(doing)
	b.doing.Hidden = doing == "" || lasted < tellsAfter
	b.count.Hidden = !known || lasted < tellsAfter
	if lasted >= ShowsAfter && !b.Visible() {
		b.Show()
	}
	b.box.Refresh()
	if wide := b.box.MinSize().Width; b.Visible() && wide != b.wide {
		b.wide = wide
		if b.appeared != nil {
			b.appeared()
		}
	}
}

// Counted writes "12/100", bytes as megabytes when the numbers are that large.
func Counted(done, total int64) string {
	const megabyte = 1 << 20
	if total >= 4*megabyte {
		return fmt.Sprintf("%d/%d MB", done/megabyte, total/megabyte)
	}
	return fmt.Sprintf("%d/%d", done, total)
}

// layOut sets the title over the bar, the button at the right.
func (b *JobBar) layOut() *fyne.Container {
	words := container.NewBorder(nil, nil, nil, b.count, b.title)
	column := container.New(tightBox{}, words, Thin(container.NewStack(b.bar, b.going)), b.doing)
	row := container.NewBorder(nil, nil, nil, container.NewCenter(b.stop), column)
	ground := NewGround(ColorCard, 8).Bordered(theme.ColorNameSeparator)
	return container.NewStack(ground, container.NewPadded(row))
}

// CreateRenderer shows title, bar and button.
func (b *JobBar) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.box) }

// inRow sets all in one line, low enough for a status line.
func (b *JobBar) inRow() {
	b.doing.Truncation = fyne.TextTruncateEllipsis
	words := container.NewBorder(nil, nil, nil, b.count, b.title)
	bar := container.NewCenter(Thin(container.NewStack(b.bar, b.going)))
	b.box.Objects = []fyne.CanvasObject{container.NewBorder(nil, nil, nil, container.NewHBox(bar, container.NewCenter(b.stop)), words)}
}

// Works is the column of bars of all that runs; in a row it shows the oldest.
type Works struct {
	widget.BaseWidget
	row   bool
	bars  map[*job.Job]*JobBar
	box   *fyne.Container
	Count func(int) // told on the screen when the number of running works changes, or their room; may be nil
}

// InRow shows the bars in one line from here on.
func (w *Works) InRow() {
	w.row = true
	w.box.Layout = oldest{}
}

// oldest gives all the room to the first that is shown; the others wait out of
// sight.
type oldest struct{}

func (oldest) MinSize(objects []fyne.CanvasObject) fyne.Size {
	for _, o := range objects {
		if o.Visible() {
			return o.MinSize()
		}
	}
	return fyne.Size{}
}

func (oldest) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	const outOfSight = -10000
	at := fyne.Position{}
	for _, o := range objects {
		o.Resize(s)
		o.Move(at)
		if o.Visible() {
			at = fyne.NewPos(outOfSight, 0)
		}
	}
}

// NewWorks makes an empty column.
func NewWorks() *Works {
	w := &Works{bars: map[*job.Job]*JobBar{}, box: container.NewVBox()}
	w.ExtendBaseWidget(w)
	return w
}

// Add shows the bar of a job.
func (w *Works) Add(j *job.Job) {
	b := NewJobBar(j)
	b.appeared = func() {
		w.box.Refresh() // what was never seen cannot have itself painted
		w.tell()
	}
	w.bars[j] = b
	if w.row {
		b.inRow()
	}
	w.box.Add(b)
	w.tell()
}

// Remove takes the bar of an ended job away.
func (w *Works) Remove(j *job.Job) {
	if b := w.bars[j]; b != nil {
		w.box.Remove(b)
		delete(w.bars, j)
		w.tell()
	}
}

func (w *Works) tell() {
	if w.Count != nil {
		w.Count(len(w.bars))
	}
}

// CreateRenderer shows the column.
func (w *Works) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(w.box) }

// Thin gives a bar of progress little height.
func Thin(bar fyne.CanvasObject) *fyne.Container { return container.New(thin{}, bar) }

// thin gives what it holds a fixed small height and the padding of a label.
type thin struct{}

const (
	thinHeight = 8
	thinPad    = 8
)

func (thin) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(120, thinHeight+2*thinPad)
}

func (thin) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(thinPad, thinPad))
		o.Resize(fyne.NewSize(s.Width-2*thinPad, thinHeight))
	}
}
