package kit

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// Destination is a place of the window, or something that can be done from anywhere.
type Destination struct {
	Icon fyne.Resource
	Word string   // "In chuyển đổi"
	Key  string   // "Alt+3"; empty: none
	Also []string // other words that it is found by
	Go   func()
}

// Everywhere is one search over all records and all places, over the page in front: the
// keyboard stays in its field, and what Enter or a click names is gone to. F4 shows by what it is
// narrowed, the searches that were kept, and how what is found is written to a file.
type Everywhere struct {
	Places func() []Destination // of the window now
	Find   func(ctx context.Context, w office.SearchWish, most int) (office.Anything, error)
	Go     func(h office.Hit, text string) // what was searched for, to be marked there
	Sieves []Sieve                         // by what a search is narrowed, in an order
	Kept   KeptSearches

	desk     *Desk
	field    *everywhereField
	narrow   *narrowing
	list     *List
	told     *widget.Label
	popup    *widget.PopUp // nil: it is not open
	asking   Latest
	pause    *time.Timer
	answered office.SearchWish // whose answer is shown
	goes     bool              // Enter came before the answer
	shown    []destined
	at       int
	quiet    bool
}

// destined is a line of what was found.
type destined struct {
	title, below, right string
	icon                fyne.Resource
	word                string
	do                  func()
}

const (
	mostFound  = 12
	mostPlaces = 4 // beside records
	// The search lies over the page, in units of the screen.
	everywhereWide = 640
	everywhereHigh = 470
	everywhereTop  = 56
)

// NewEverywhere makes the search of a window; whoever builds that sets its functions.
func NewEverywhere(desk *Desk) *Everywhere { return &Everywhere{desk: desk} }

// Open lays the search over the page, or takes it away where it lies there.
func (e *Everywhere) Open() {
	if e.IsOpen() {
		e.Close()
		return
	}
	e.field = newEverywhereField(e)
	e.told = Muted("")
	e.told.Truncation = fyne.TextTruncateEllipsis
	e.narrow = newNarrowing(e)
	e.list = NewList(func() int { return len(e.shown) }, func() fyne.CanvasObject { return NewRow() }, func(i int, o fyne.CanvasObject) { e.put(i, o.(*Row)) })
	e.list.OnSelected = func(i int) {
		if !e.quiet {
			e.at = i
			e.goTo()
		}
	}
	canvas := e.desk.Window.Canvas()
	e.popup = widget.NewPopUp(Padded(Gap, Border(container.NewVBox(e.field, e.narrow.content), e.told, nil, nil, e.list)), canvas)
	wide, high := min(everywhereWide, canvas.Size().Width-2*Gap), min(everywhereHigh, canvas.Size().Height-2*Gap)
	e.popup.Resize(fyne.NewSize(wide, high))
	e.popup.ShowAtPosition(fyne.NewPos((canvas.Size().Width-wide)/2, min(everywhereTop, (canvas.Size().Height-high)/2)))
	e.desk.asks(nil, e.Close) // Esc, also once a tap into it took the focus from the field
	e.answer(office.SearchWish{}, office.Anything{})
	canvas.Focus(e.field)
}

// Close takes the search away.
func (e *Everywhere) Close() {
	e.rest()
	e.asking.Drop()
	if e.popup != nil {
		e.popup.Hide()
	}
	e.popup, e.shown, e.goes = nil, nil, false
}

// IsOpen tells whether it lies over the page. A tap beside it takes it away.
func (e *Everywhere) IsOpen() bool { return e.popup != nil && e.popup.Visible() }

func (e *Everywhere) rest() {
	if e.pause != nil {
		e.pause.Stop()
		e.pause = nil
	}
}

func (e *Everywhere) words() string { return strings.TrimSpace(e.field.Text) }

// wish is what is asked for now: the words in the field, and what narrows them.
func (e *Everywhere) wish() office.SearchWish { return e.narrow.wish(e.words()) }

func (e *Everywhere) typed() {
	e.rest()
	e.goes = false
	e.pause = time.AfterFunc(findPause, func() { OnScreen(e.find) })
}

// find asks for what is in the field now. The answer to what was asked before is dropped.
func (e *Everywhere) find() {
	e.rest()
	if !e.IsOpen() {
		return
	}
	w, ctx := e.wish(), e.asking.Next(e.desk.Context())
	Later(ctx, ShowsAfter, func() {
		if e.answered != w {
			e.told.SetText(T("kit.reading"))
		}
	})
	Load(ctx, func(ctx context.Context) (office.Anything, error) { return e.Find(ctx, w, mostFound) }, func(found office.Anything, err error) {
		if err != nil {
			e.fail(w, err)
			return
		}
		e.answer(w, found)
	})
}

// fail says why words have no answer, in the place of the one to the words before.
func (e *Everywhere) fail(w office.SearchWish, err error) {
	e.goes = false
	t, told := Explain(err)
	if !told {
		return
	}
	e.show(w, nil)
	e.told.SetText(t.String())
}

// answer shows places and records, and goes to the first where Enter came before it.
func (e *Everywhere) answer(w office.SearchWish, found office.Anything) {
	e.show(w, found.Hits)
	e.told.SetText(toldOf(w, found, len(e.shown)))
	if e.goes {
		e.goTo()
	}
}

// toldOf is the line below what is shown: how days were read, that there is more or nothing, else what the
// keys do.
func toldOf(w office.SearchWish, found office.Anything, shown int) string {
	var said []string
	if len(found.Meant) > 0 {
		said = append(said, T("everywhere.meant", strings.Join(found.Meant, "; ")))
	}
	switch {
	case shown > 0 && found.More:
		said = append(said, T("everywhere.more"))
	case shown > 0 && len(said) == 0:
		return T("everywhere.how")
	case shown > 0:
	case asksPhrase(w.Text):
		said = append(said, T("everywhere.none-phrase", w.Text))
	case w != office.SearchWish{Text: w.Text}:
		said = append(said, T("everywhere.none-narrowed"))
	default:
		said = append(said, T("everywhere.none", w.Text))
	}
	return strings.Join(said, " ")
}

// show lists the places that words name, where nothing narrows them, and what was found.
func (e *Everywhere) show(w office.SearchWish, hits []office.Hit) {
	e.answered, e.at, e.shown = w, 0, nil
	if w == (office.SearchWish{Text: w.Text}) {
		e.shown = e.places(w.Text)
	}
	for _, h := range hits {
		text := w.Text
		e.shown = append(e.shown, destined{title: h.Title, below: FoundOr(h.Excerpt, h.Below), right: Day(h.Met), icon: iconOf(h), word: h.Word, do: func() { e.Go(h, text) }})
	}
	e.list.Refresh()
	e.list.Highlight(0)
	e.mark()
}

// asksPhrase tells that words are searched for as they stand one behind the other. Where they
// do not, another advice helps than where single words are not found.
func asksPhrase(text string) bool { return strings.ContainsAny(text, "\"“”„«»") }

// iconOf is the sign of a kind of record.
func iconOf(h office.Hit) fyne.Resource {
	switch {
	case h.Kind == office.KindClerk, h.Kind == "account":
		return IconPerson
	case h.Kind != office.KindConversion:
		return IconBooks
	case h.Direction == office.DataToPaper:
		return IconPrinting
	case h.State != office.Finished:
		return IconDraft
	}
	return IconRecords
}

// places are those that words name, the best first; all of them where there are no words.
func (e *Everywhere) places(text string) (found []destined) {
	typed := office.Fold(text)
	for rank := 3; rank > 0; rank-- {
		for _, p := range e.Places() {
			if fits := (Option{Name: p.Word, Also: p.Also}).matches(typed); typed == "" && rank == 3 || typed != "" && fits == rank {
				found = append(found, destined{title: p.Word, right: p.Key, icon: p.Icon, word: T("everywhere.place"), do: p.Go})
			}
		}
	}
	if typed != "" {
		found = found[:min(mostPlaces, len(found))]
	}
	return found
}

func (e *Everywhere) put(i int, o *Row) {
	d := e.shown[i]
	o.Set(d.title, d.below, d.right)
	o.Chip.Set(Neutral, d.icon, d.word)
	o.Refresh()
}

// mark shows which line Enter goes to.
func (e *Everywhere) mark() {
	e.quiet = true
	defer func() { e.quiet = false }()
	e.list.unmark()
	if len(e.shown) > 0 {
		e.list.Mark(e.at)
		e.list.ScrollTo(e.at)
	}
}

func (e *Everywhere) move(by int) {
	e.at = max(0, min(e.at+by, len(e.shown)-1))
	e.mark()
}

// enter goes to the line that is marked, once the words in the field are answered: what
// is marked before that belongs to others.
func (e *Everywhere) enter() {
	if e.wish() != e.answered {
		e.goes = true
		e.find()
		return
	}
	e.goTo()
}

func (e *Everywhere) goTo() {
	if e.at >= len(e.shown) {
		e.goes = false
		return
	}
	do := e.shown[e.at].do
	e.Close()
	do()
}

// everywhereField takes the words, and the keys that walk through what was found.
type everywhereField struct {
	Entry
	of *Everywhere
}

func newEverywhereField(e *Everywhere) *everywhereField {
	f := &everywhereField{of: e}
	f.Wrapping, f.Scroll = fyne.TextWrapOff, fyne.ScrollHorizontalOnly
	f.Icon, f.PlaceHolder = theme.SearchIcon(), T("everywhere.search")
	f.OnChanged = func(string) { e.typed() }
	f.ExtendBaseWidget(f)
	return f
}

// TypedKey walks by Up and Down, goes by Enter and closes by Esc.
func (f *everywhereField) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyDown:
		f.of.move(1)
	case fyne.KeyUp:
		f.of.move(-1)
	case fyne.KeyReturn, fyne.KeyEnter:
		f.of.enter()
	case fyne.KeyEscape:
		f.of.Close()
	case fyne.KeyF4:
		f.of.narrow.open()
	default:
		f.Entry.TypedKey(ev)
	}
}

// TypedShortcut takes the search away before the window does what a combination asks.
func (f *everywhereField) TypedShortcut(s fyne.Shortcut) {
	if c, is := s.(*desktop.CustomShortcut); is && c.KeyName == fyne.KeyK && c.Modifier == fyne.KeyModifierShortcutDefault {
		f.of.Close() // it was opened by the same
		return
	}
	if windowKeys != nil && windowKeys.combos[s.ShortcutName()] != nil {
		f.of.Close()
	}
	f.Entry.TypedShortcut(s)
}
