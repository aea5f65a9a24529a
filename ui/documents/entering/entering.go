// Package entering is the form by which a document comes on its register (vào sổ), or what was
// entered is put right: a part of the place "Văn bản".
package entering

import (
	"context"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/documents/called"
	"tram/ui/kit"
)

// Services is what the part asks of the station.
type Services interface {
	RegisteredOf(ctx context.Context, id office.ID) (office.Registered, error)
	RegisterWords(ctx context.Context, f office.Flow) (office.RegisterWords, error)
	Duplicates(ctx context.Context, r office.Registered, paths []string) ([]office.RegisteredTwin, error)
	Register(ctx context.Context, by office.Clerk, r office.Registered) (office.Registered, error)
	EditRegistered(ctx context.Context, by office.Clerk, r office.Registered) (office.Registered, error)
	NumbersStand(ctx context.Context, year int) (office.Counting, error)
	OpenYear(ctx context.Context, by office.Clerk, w office.YearWish) error
}

// Around is the page in which the part stands.
type Around interface {
	By() office.Clerk        // who works here
	Choose(office.ID)        // marks a document of the list; empty: none is
	Front(fyne.CanvasObject) // brings a part to the front
	Back()                   // to what lay open before
	Open(office.ID)          // shows a document
	See(office.ID)           // shows a document that was just entered
	Numbers()                // shows how the numbers stand
	Find()                   // lists anew
	Grown()                  // a part takes more room, or less
	Changed()                // something was done
}

// Entry is the form by which a document comes on its register, or what was entered is put right,
// and above it the number that the last one was given.
type Entry struct {
	Hurdle  *Hurdle
	Form    *kit.Form[office.Registered]
	Kept    *kit.Keeping[office.Registered]
	Kind    *kit.Choice
	Number  *widget.Label // that was given last
	Copy    *kit.Button   // copies it
	Content fyne.CanvasObject

	around   Around
	desk     *kit.Desk
	services Services
	types    []office.DocumentType
	ctx      context.Context // of the visit of the page

	title   *widget.Label
	words   office.RegisterWords
	wordsOf office.Flow
	symbol  string          // that the program put into the form; the clerk's own stays
	sure    map[string]bool // what a person said is right, by the name of the failure that asked

	clockWhy string // why the day of the PC is right; empty: nobody said
	why      string // why what was signed is put right; empty: nobody said

	last   office.Registered // the one that was given a number here
	given  *fyne.Container
	note   *widget.Label
	like   *kit.Button
	scroll *container.Scroll
}

const subjectRows = 2

// New lays the form out; words that are offered hang on h.
func New(desk *kit.Desk, services Services, types []office.DocumentType, around Around, h *kit.Hanger) *Entry {
	e := &Entry{desk: desk, services: services, types: types, around: around, Kind: kit.NewChoice(kit.TypeOptions(types), h), title: kit.Subheading(""), Number: kit.Heading(""), note: kit.Prose("")}
	e.Hurdle = newHurdle(e)
	e.Kind.OnChosen = func(key string) {
		e.offerSymbol(key)
		e.Form.Chosen()
	}
	e.Form = kit.NewForm(e.asks(h)...)
	e.Kept = kit.NewKeeping(desk, e.Form, kit.KeepingOf[office.Registered]{
		Name: "documents", Word: kit.T("documents.keep"), May: office.MayKeep, Is: func(r office.Registered) string { return string(r.ID) },
		Save: e.save, After: func(before *office.Registered, after office.Registered) { before.Version = after.Version },
		Said: func(r office.Registered) string { return kit.T("documents.kept", called.Number(r)) }, Kept: e.came, Failed: e.failed,
		Typed: func(office.Registered) { e.retyped() },
	})
	e.Copy = kit.NewButton(kit.T("documents.copy"), theme.ContentCopyIcon(), func() { called.Copy(desk, e.last.Numbered()) })
	e.like = kit.NewButton(kit.T("documents.like"), theme.ContentAddIcon(), func() { e.Begin(e.alike()) })
	see := kit.NewButton(kit.T("documents.see"), nil, func() { around.See(e.last.ID) })
	e.given = kit.Card(e.Number, e.note, kit.Flow(e.Copy, e.like, see))
	e.given.Hide()
	back := kit.NewButton(kit.T("documents.back"), nil, e.leave)
	e.scroll = kit.NewFormScroll(kit.Column(e.given, kit.Card(e.title, e.Form.Content)))
	e.Content = kit.Border(nil, container.NewHBox(e.Kept.Save, back), nil, nil, e.scroll)
	return e
}

// of asks only of documents on some registers.
func of(flows ...office.Flow) func(office.Registered) bool {
	return func(r office.Registered) bool { return slices.Contains(flows, r.Flow) }
}

// asks are the questions, of which each register has its own.
func (e *Entry) asks(h *kit.Hanger) []*kit.Ask[office.Registered] {
	text := func(key string, into func(*office.Registered) *string) *kit.Ask[office.Registered] {
		return kit.AskWords(key, kit.T("documents."+key), into)
	}
	offers := func(words func(office.RegisterWords) []string) func() []kit.Option {
		return func() []kit.Option { return kit.OptionsOf(words(e.words)) }
	}
	var flows []office.Choice
	for _, f := range office.Flows {
		flows = append(flows, office.Choice{Key: string(f), Said: called.Flow(f)})
	}
	kind := kit.Own{Shown: e.Kind, First: func() fyne.Focusable { return e.Kind }, Read: e.Kind.Chosen, Write: e.Kind.Choose}
	in, post, made := of(office.FlowIn), of(office.FlowIn, office.FlowPost), of(office.FlowOut, office.FlowInternal)
	signed := of(office.FlowOut, office.FlowInternal, office.FlowCopies)
	return []*kit.Ask[office.Registered]{
		kit.AskOne("flow", kit.T("documents.flow"), flows, func(r *office.Registered) *office.Flow { return &r.Flow }).
			When(func(r office.Registered) bool { return r.ID == "" }).Leads(func() { e.turned(e.Form.Value().Flow) }),
		kit.AskOwn("type", kit.T("documents.type"), kind, func(r office.Registered) string { return r.Document.Type }, func(r *office.Registered, key string) { r.Document.Type = key }).
			When(func(r office.Registered) bool { return r.Flow != office.FlowPost && (r.ID == "" || !r.Flow.Makes()) }).Beside().Judged(typed).About("office.unknown-type"),
		text("issuer", func(r *office.Registered) *string { return &r.Document.Issuer }).When(in).Offers(h, offers(func(w office.RegisterWords) []string { return w.Issuers })),
		text("number", func(r *office.Registered) *string { return &r.Document.Number }).When(post),
		text("symbol", func(r *office.Registered) *string { return &r.Document.Symbol }).Beside().
			Offers(h, func() []kit.Option { return kit.OptionsOf(e.words.Symbols[e.Kind.Chosen()]) }).
			About("documents.no-symbol", "documents.no-copy-form", "documents.called-already", "documents.symbol-of-other", "documents.symbol-stays"),
		kit.AskDay("issued", kit.T("documents.issued"), func(r *office.Registered) *string { return &r.Document.Issued }).Beside().
			When(func(r office.Registered) bool { return r.Flow != office.FlowPost }).About("office.bad-date"),
		kit.AskProse("subject", kit.T("documents.subject"), subjectRows, func(r *office.Registered) *string { return &r.Document.Subject }).Must().About("documents.no-subject"),
		text("to", func(r *office.Registered) *string { return &r.To }).Offers(h, offers(func(w office.RegisterWords) []string { return w.To })),
		text("signer", func(r *office.Registered) *string { return &r.Signer }).When(signed).Beside().Offers(h, offers(func(w office.RegisterWords) []string { return w.Signers })),
		text("keeper", func(r *office.Registered) *string { return &r.Keeper }).When(made).Behind(kit.T("documents.kept-copies")),
		copies("copies").When(made).Behind(kit.T("documents.kept-copies")),
		copies("envelopes").When(of(office.FlowPost)),
		text("note", func(r *office.Registered) *string { return &r.Note }),
		kit.AskDay("entered", kit.T("documents.entered"), func(r *office.Registered) *string { return &r.Entered }).When(post).Beside().About("documents.bad-day"),
	}
}

// copies asks how many copies there are, or envelopes; nothing: nobody counted them.
func copies(key string) *kit.Ask[office.Registered] {
	return kit.AskBy(office.Ask{Key: key, Said: kit.T("documents." + key)}, func(r *office.Registered) string {
		if r.Copies == 0 {
			return ""
		}
		return strconv.Itoa(r.Copies)
	}, func(r *office.Registered, typed string) { r.Copies, _ = counted(typed) }).Unread(uncounted).About("documents.bad-copies")
}

// counted is a number of copies as it was typed.
func counted(typed string) (n int, is bool) {
	if typed == "" {
		return 0, true
	}
	n, err := strconv.Atoi(typed)
	return n, err == nil && n > 0
}

func uncounted(typed string) error {
	if _, is := counted(typed); !is {
		return kit.Refused("documents.bad-copies", typed)
	}
	return nil
}

// typed refuses a document of the office's own whose type nobody said: its number follows it.
func typed(r office.Registered) error {
	if r.Flow.Makes() && r.Document.Type == "" {
		return kit.Refused("documents.no-type")
	}
	return nil
}

// Blank is a new document on the register that was entered last.
func (e *Entry) Blank() office.Registered {
	r := office.Registered{Flow: e.last.Flow, Entered: time.Now().In(office.VietNam).Format(time.DateOnly)} //nolint:forbidigo // it stands in the form to be changed
	if r.Document.Secrecy = office.Ordinary; r.Flow == "" {
		r.Flow = office.FlowIn
	}
	return r
}

// alike is a new document that came from where the last one did, or goes there.
func (e *Entry) alike() office.Registered {
	r, last := e.Blank(), e.last
	r.To, r.Signer, r.Document.Issuer, r.Document.Type, r.Document.Symbol = last.To, last.Signer, last.Document.Issuer, last.Document.Type, last.Document.Symbol
	return r
}

// Enter takes up, once, what was left half typed when the window closed; ctx ends when the clerk
// leaves the page.
func (e *Entry) Enter(ctx context.Context) {
	e.ctx = ctx
	left := e.Kept.Opened()
	if e.Kept.Now().Flow == "" {
		e.lay(e.Blank())
	}
	e.read(e.Form.Value().Flow)
	switch {
	case len(left) == 0:
	case slices.Contains(left, ""):
		e.around.Front(e.Content)
	default:
		kit.Load(e.ctx, func(ctx context.Context) (office.Registered, error) {
			return e.services.RegisteredOf(ctx, office.ID(left[0]))
		}, func(r office.Registered, err error) {
			e.desk.Tell(err)
			if err == nil {
				e.Begin(r)
			}
		})
	}
}

// Begin brings the form forward with a document: a new one, or one to be put right.
func (e *Entry) Begin(r office.Registered) {
	e.around.Choose(r.ID)
	e.lay(r)
	e.around.Front(e.Content)
	e.why = ""
	e.Hurdle.clear()
	e.Hurdle.Look(e.ctx)
	first := "type"
	switch {
	case r.ID == "" && r.Flow == office.FlowIn && r.Document.Issuer == "":
		first = "issuer"
	case r.Flow == office.FlowIn, r.Flow == office.FlowPost:
		first = "number"
	case r.Document.Type != "":
		first = "subject"
	}
	e.Form.Focus(e.desk, first)
}

// lay puts a document into the form, with what was typed for it.
func (e *Entry) lay(r office.Registered) {
	isNew := r.ID == ""
	e.Kept.Show(r)
	e.title.SetText(kit.T("documents.edit", called.Number(r)))
	e.Kept.Save.SetText(kit.T("documents.save"))
	if isNew {
		e.title.SetText(kit.T("documents.new-title"))
		e.Kept.Save.SetText(kit.T("documents.keep"))
	}
	kit.Seen(e.given, isNew && e.last.ID != "")
	e.read(e.Form.Value().Flow)
	e.scroll.ScrollToTop()
}

// turned is told that a new document goes on another register.
func (e *Entry) turned(f office.Flow) {
	e.read(f)
	e.symbol = ""
}

// read has the words read that are offered for a register.
func (e *Entry) read(f office.Flow) {
	kit.Load(office.Again(e.ctx), func(ctx context.Context) (office.RegisterWords, error) { return e.services.RegisterWords(ctx, f) },
		func(w office.RegisterWords, err error) {
			kit.Explain(err) // why nothing is offered goes to the log
			e.words, e.wordsOf = w, f
		})
}

// offerSymbol puts the symbol into the form that documents of a type had last, unless the clerk
// wrote one.
func (e *Entry) offerSymbol(kind string) {
	all := e.words.Symbols[kind]
	if now := e.Form.Value(); now.Flow.Makes() && len(all) > 0 && (now.Document.Symbol == "" || now.Document.Symbol == e.symbol) {
		e.symbol = all[0]
		e.Form.Put("symbol", e.symbol)
	}
}

// save keeps what was typed; of a document that may be on the register already a person says
// first that it is another.
func (e *Entry) save(ctx context.Context, r office.Registered) (office.Registered, error) {
	if r.ID == "" && r.Flow.Makes() {
		r.Document.Number = "" // typed before the register was changed, and not in sight since
	}
	r.DaySure = e.sure[dayAhead] || e.sure[longAgo] || e.sure[otherYear]
	if r.ID != "" {
		r.Why = e.why
		return e.services.EditRegistered(ctx, e.around.By(), r)
	}
	if _, err := r.DayVouched(time.Now()); err != nil { //nolint:forbidigo // what is typed is weighed, no record is timed
		return r, err
	}
	if !e.sure[twinThere] {
		twins, err := e.services.Duplicates(ctx, r, nil)
		if err != nil {
			return r, err
		}
		if len(twins) > 0 {
			is := twins[0].Registered
			return r, there{kit.Refused("documents.twin", called.Number(is), kit.Day(is.Entered), is.Document.Subject), is.ID}
		}
	}
	r.Clock = &office.ClockWord{Why: e.clockWhy}
	return e.services.Register(ctx, e.around.By(), r)
}

// there is that a document may be on the register already.
type there struct {
	error
	as office.ID
}

const twinThere = "ui.documents.twin"

func (t there) Unwrap() error { return t.error }

// retyped takes back what was said of the words before.
func (e *Entry) retyped() {
	e.sure, e.why = nil, ""
	if e.Hurdle.asks() {
		e.Hurdle.clear()
	}
}

// failed leads on where a failure has a way out, and tells whether it does.
func (e *Entry) failed(err error) bool { return e.Hurdle.stands(err, true) }

// came tells the number that a document was given, and asks for the next one; one that was put
// right is shown.
func (e *Entry) came(r office.Registered) {
	e.sure, e.clockWhy, e.why = nil, "", ""
	e.Hurdle.clear()
	e.around.Find()
	if r.Version > 1 {
		e.around.Open(r.ID)
		return
	}
	e.last = r
	e.Number.SetText(called.Number(r))
	e.note.SetText(r.Document.Subject)
	if r.Number == 0 {
		e.note.SetText(kit.T("documents.provisional-note"))
	}
	kit.Seen(e.Copy, r.Number > 0)
	e.lay(e.Blank())
	e.around.Grown()
	e.desk.Focus(e.like)
}

// Type puts answers into the form, as if they had been typed.
func (e *Entry) Type(answers map[string]string) { e.Form.Type(answers) }

// Finish keeps what was typed.
func (e *Entry) Finish() { kit.Press(e.Kept.Save) }

// leave goes back to what lay open before; what was typed waits.
func (e *Entry) leave() { e.around.Back() }
