package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// Tone is how a state is told: by an icon, a word and a colour, never by the
// colour alone.
type Tone int

// The tones; Bad is for danger alone.
const (
	Neutral Tone = iota
	Good
	Warn
	Bad
	Info
)

type toneLook struct {
	ground, ink fyne.ThemeColorName
	icon        fyne.Resource
}

var tones = map[Tone]toneLook{
	Neutral: {theme.ColorNameButton, theme.ColorNameForeground, IconMissing},
	Good:    {ColorGoodGround, theme.ColorNameSuccess, IconMet},
	Warn:    {ColorWarnGround, theme.ColorNameWarning, IconWarning},
	Bad:     {ColorBadGround, theme.ColorNameError, IconFailed},
	Info:    {ColorInfoGround, theme.ColorNamePrimary, IconDraft},
}

// ToneIcon is the icon of a tone in its colour.
func ToneIcon(t Tone) fyne.Resource { return Tinted(tones[t].icon, tones[t].ink) }

// Importance has a label written in the colour of a tone.
func Importance(t Tone) widget.Importance { return importance[t] }

// Chip is a small state: icon and word on a tinted ground.
type Chip struct {
	widget.BaseWidget
	ground *Ground
	icon   *widget.Icon
	word   *widget.Label
	grown  func() // told when the word has changed; may be nil
}

// NewChip makes a chip; a nil icon gives that of the tone.
func NewChip(tone Tone, icon fyne.Resource, word string) *Chip {
	c := &Chip{ground: NewGround("", 6), icon: widget.NewIcon(nil), word: widget.NewLabel("")}
	c.ExtendBaseWidget(c)
	c.Set(tone, icon, word)
	return c
}

// Set changes what the chip says.
func (c *Chip) Set(tone Tone, icon fyne.Resource, word string) {
	look := tones[tone]
	if icon == nil {
		icon = look.icon
	}
	c.icon.SetResource(Tinted(icon, look.ink))
	c.word.Importance = importance[tone]
	c.word.SetText(word)
	c.ground.Paint(look.ground)
	if c.grown != nil {
		c.grown()
	}
}

// Said is the word that the chip shows.
func (c *Chip) Said() string { return c.word.Text }

// SetState tells the state of a conversion.
func (c *Chip) SetState(s office.State) {
	switch s {
	case office.Finished:
		c.Set(Good, nil, T("kit.state-finished"))
	case office.Checked:
		c.Set(Info, IconPage, T("kit.state-checked"))
	case office.Draft:
		c.Set(Warn, IconDraft, T("kit.state-draft"))
	case office.Printed:
		c.Set(Info, IconPrinting, T("kit.state-printed"))
	case office.Unsealed:
		c.Set(Warn, IconOwed, T("kit.state-unsealed"))
	default:
		c.Set(Neutral, nil, T("kit.state-discarded"))
	}
}

// SetRow tells the same of a line of a list, and that it is signed, is
// to be, or was withdrawn.
func (c *Chip) SetRow(r office.Row) {
	switch {
	case r.Withdrawn:
		c.Set(Bad, nil, T("kit.state-withdrawn"))
	case r.Signed:
		c.Set(Good, IconSign, T("kit.state-signed"))
	case r.ToSign:
		c.Set(Warn, IconSign, T("kit.state-to-sign"))
	default:
		c.SetState(r.State)
	}
}

// MetIcon is the icon of a condition in the colour of its state.
func MetIcon(m office.Met) fyne.Resource {
	switch m {
	case office.IsMet:
		return Tinted(IconMet, theme.ColorNameSuccess)
	case office.IsOwed:
		return Tinted(IconOwed, theme.ColorNameWarning)
	default:
		return Tinted(IconMissing, ColorMuted)
	}
}

// CreateRenderer lays icon and word on the ground.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	row := container.New(chipLayout{}, c.icon, c.word)
	return widget.NewSimpleRenderer(container.NewStack(c.ground, row))
}

var importance = map[Tone]widget.Importance{
	Neutral: widget.MediumImportance, Good: widget.SuccessImportance, Warn: widget.WarningImportance,
	Bad: widget.DangerImportance, Info: widget.HighImportance,
}

// chipLayout sets a small icon close before a word.
type chipLayout struct{}

const (
	chipIcon = 18
	chipGap  = 8
)

func (chipLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	word := o[1].MinSize()
	return fyne.NewSize(chipGap+chipIcon+word.Width, word.Height-6)
}

func (chipLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(fyne.NewSquareSize(chipIcon))
	o[0].Move(fyne.NewPos(chipGap, (s.Height-chipIcon)/2))
	word := o[1].MinSize()
	o[1].Resize(fyne.NewSize(s.Width-chipGap-chipIcon, word.Height))
	o[1].Move(fyne.NewPos(chipGap+chipIcon, (s.Height-word.Height)/2))
}

// withdrawnRunes is how much of a reason stands above a record; a proof tells all
// of it.
const withdrawnRunes = 300

// WithdrawnSaid tells that the office does not stand by a record any more, and
// what is to be done then.
func WithdrawnSaid(w office.Withdrawal, next string) Trouble {
	return Trouble{Said: T("kit.withdrawn", At(w.At), office.Visible(w.Reason, withdrawnRunes)), Next: T("kit.withdrawn-by", w.Clerk) + " " + next}
}
