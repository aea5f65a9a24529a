package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/ui/kit"
)

// help is one page: what to do without a line, what each place is for, and the keys.
type help struct{ content fyne.CanvasObject }

// newHelp makes it; without leads to the work without a line.
func newHelp(without func()) *help {
	keys := container.New(twoColumns{170})
	for line := range strings.SplitSeq(kit.T("frame.help-keys"), "\n") {
		key, does, _ := strings.Cut(line, ": ")
		k := widget.NewLabel(key)
		k.TextStyle.Bold = true
		keys.Add(k)
		keys.Add(kit.Prose(does))
	}
	way := kit.Card(kit.Subheading(kit.T("frame.help-way-title")), kit.Prose(kit.T("frame.help-way")))
	paper := kit.Card(kit.Subheading(kit.T("frame.help-paper-title")), kit.Prose(kit.T("frame.help-paper")))
	words := kit.Card(kit.Subheading(kit.T("frame.help-safe-title")), kit.Prose(kit.T("frame.help-safe")))
	line := kit.Card(kit.Subheading(kit.T("frame.help-line-title")), kit.Prose(kit.T("frame.help-line")),
		container.NewHBox(kit.NewButton(kit.T("frame.help-line-go"), theme.NavigateNextIcon(), without)))
	left := kit.Card(kit.Subheading(kit.T("frame.help-keys-title")), keys)
	body := kit.Columns(kit.Column(line, left), kit.Column(way, paper, words))
	return &help{content: kit.Padded(16, kit.Border(kit.Heading(kit.T("frame.help")), nil, nil, nil, kit.NewFormScroll(body)))}
}

// Content is the page.
func (h *help) Content() fyne.CanvasObject { return h.content }

// Enter has nothing to read.
func (h *help) Enter() {}

// Leave has nothing to free.
func (h *help) Leave() {}

// twoColumns sets a narrow word beside its explanation, line by line.
type twoColumns struct{ first float32 }

const lineOverlap = 8

func (t twoColumns) MinSize(o []fyne.CanvasObject) (min fyne.Size) {
	for i := 0; i+1 < len(o); i += 2 {
		min.Height += fyne.Max(o[i].MinSize().Height, o[i+1].MinSize().Height) - lineOverlap
	}
	return fyne.NewSize(2*t.first, min.Height+lineOverlap)
}

func (t twoColumns) Layout(o []fyne.CanvasObject, s fyne.Size) {
	var y float32
	for i := 0; i+1 < len(o); i += 2 {
		o[i+1].Resize(fyne.NewSize(s.Width-t.first, o[i+1].MinSize().Height))
		h := fyne.Max(o[i].MinSize().Height, o[i+1].MinSize().Height)
		o[i].Resize(fyne.NewSize(t.first, h))
		o[i].Move(fyne.NewPos(0, y))
		o[i+1].Resize(fyne.NewSize(s.Width-t.first, h))
		o[i+1].Move(fyne.NewPos(t.first, y))
		y += h - lineOverlap
	}
}
