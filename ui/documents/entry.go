package documents

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// entry is the form by which a document comes on its register, or what was entered is put right,
// and above it the number that the last one was given.
type entry struct {
	page    *Page
	form    *kit.Form[office.Registered]
	kept    *kit.Keeping[office.Registered]
	kind    *kit.Choice
	title   *widget.Label
	words   office.RegisterWords
	wordsOf office.Flow
	symbol  string // that the program put into the form; the clerk's own stays
	again   bool   // a document that may be there already is to be kept all the same

	last    office.Registered // the one that was given a number here
	given   *fyne.Container
	number  *widget.Label
	note    *widget.Label
	copy    *kit.Button
	like    *kit.Button
	scroll  *container.Scroll
	content fyne.CanvasObject
}

const subjectRows = 2

func newEntry(p *Page, h *kit.Hanger) *entry {
	e := &entry{page: p, kind: kit.NewChoice(kit.TypeOptions(p.types), h), title: kit.Subheading(""), number: kit.Heading(""), note: kit.Prose("")}
	e.kind.OnChosen = func(key string) {
		e.offerSymbol(key)
		e.form.Chosen()
	}
	e.form = kit.NewForm(e.asks(h)...)
	e.kept = kit.NewKeeping(p.desk, e.form, kit.KeepingOf[office.Registered]{
		Name: "documents", Word: kit.T("documents.keep"), May: office.MayKeep, Is: func(r office.Registered) string { return string(r.ID) },
		Save: e.save, After: func(before *office.Registered, after office.Registered) { before.Version = after.Version },
		Said: func(r office.Registered) string { return kit.T("documents.kept", numberSaid(r)) }, Kept: e.came, Failed: e.failed,
		Typed: func(office.Registered) { e.retyped() },
	})
	e.copy = kit.NewButton(kit.T("documents.copy"), theme.ContentCopyIcon(), func() { p.copyNumber(e.last) })
	e.like = kit.NewButton(kit.T("documents.like"), theme.ContentAddIcon(), func() { e.begin(e.alike()) })
	see := kit.NewButton(kit.T("documents.see"), nil, func() { p.Open(e.last.ID) })
	e.given = kit.Card(e.number, e.note, kit.Flow(e.copy, e.like, see))
	e.given.Hide()
	back := kit.NewButton(kit.T("documents.back"), nil, e.leave)
	e.scroll = kit.NewFormScroll(kit.Column(e.given, kit.Card(e.title, e.form.Content)))
	e.content = kit.Border(nil, container.NewHBox(e.kept.Save, back), nil, nil, e.scroll)
	return e
}

// of asks only of documents on some registers.
func of(flows ...office.Flow) func(office.Registered) bool {
	return func(r office.Registered) bool { return slices.Contains(flows, r.Flow) }
}

// asks are the questions, of which each register has its own.
func (e *entry) asks(h *kit.Hanger) []*kit.Ask[office.Registered] {
	text := func(key string, into func(*office.Registered) *string) *kit.Ask[office.Registered] {
		return kit.AskWords(key, kit.T("documents."+key), into)
	}
	offers := func(words func(office.RegisterWords) []string) func() []kit.Option {
		return func() []kit.Option { return kit.OptionsOf(words(e.words)) }
	}
	var flows []office.Choice
	for _, f := range office.Flows {
		flows = append(flows, office.Choice{Key: string(f), Said: flowSaid(f)})
	}
	kind := kit.Own{Shown: e.kind, First: func() fyne.Focusable { return e.kind }, Read: e.kind.Chosen, Write: e.kind.Choose}
	in, post := of(office.FlowIn), of(office.FlowIn, office.FlowPost)
	signed := of(office.FlowOut, office.FlowInternal, office.FlowCopies)
	return []*kit.Ask[office.Registered]{
		kit.AskOne("flow", kit.T("documents.flow"), flows, func(r *office.Registered) *office.Flow { return &r.Flow }).
			When(func(r office.Registered) bool { return r.ID == "" }).Leads(func() { e.turned(e.form.Value().Flow) }),
		kit.AskOwn("type", kit.T("documents.type"), kind, func(r office.Registered) string { return r.Document.Type }, func(r *office.Registered, key string) { r.Document.Type = key }).
			When(func(r office.Registered) bool { return r.Flow != office.FlowPost && (r.ID == "" || !r.Flow.Makes()) }).Beside().Judged(typed).About("office.unknown-type"),
		text("issuer", func(r *office.Registered) *string { return &r.Document.Issuer }).When(in).Offers(h, offers(func(w office.RegisterWords) []string { return w.Issuers })),
		text("number", func(r *office.Registered) *string { return &r.Document.Number }).When(in),
		text("symbol", func(r *office.Registered) *string { return &r.Document.Symbol }).When(func(r office.Registered) bool { return r.Flow != office.FlowPost }).Beside().
			Offers(h, func() []kit.Option { return kit.OptionsOf(e.words.Symbols[e.kind.Chosen()]) }),
		kit.AskDay("issued", kit.T("documents.issued"), func(r *office.Registered) *string { return &r.Document.Issued }).Beside().
			When(func(r office.Registered) bool { return r.Flow != office.FlowPost }).About("office.bad-date"),
		kit.AskProse("subject", kit.T("documents.subject"), subjectRows, func(r *office.Registered) *string { return &r.Document.Subject }).Must().About("documents.no-subject"),
		text("to", func(r *office.Registered) *string { return &r.To }).Offers(h, offers(func(w office.RegisterWords) []string { return w.To })),
		text("signer", func(r *office.Registered) *string { return &r.Signer }).When(signed).Beside().Offers(h, offers(func(w office.RegisterWords) []string { return w.Signers })),
		text("note", func(r *office.Registered) *string { return &r.Note }),
		kit.AskDay("entered", kit.T("documents.entered"), func(r *office.Registered) *string { return &r.Entered }).When(post).Beside().About("documents.bad-day"),
	}
}

// typed refuses a document of the office's own whose type nobody said: its number follows it.
func typed(r office.Registered) error {
	if r.Flow.Makes() && r.Document.Type == "" {
		return kit.Refused("documents.no-type")
	}
	return nil
}

// blank is a new document on the register that was entered last.
func (e *entry) blank() office.Registered {
	r := office.Registered{Flow: e.last.Flow, Entered: time.Now().In(office.VietNam).Format(time.DateOnly)} //nolint:forbidigo // it stands in the form to be changed
	if r.Document.Secrecy = office.Ordinary; r.Flow == "" {
		r.Flow = office.FlowIn
	}
	return r
}

// alike is a new document that came from where the last one did, or goes there.
func (e *entry) alike() office.Registered {
	r, last := e.blank(), e.last
	r.To, r.Signer, r.Document.Issuer, r.Document.Type, r.Document.Symbol = last.To, last.Signer, last.Document.Issuer, last.Document.Type, last.Document.Symbol
	return r
}

// enter takes up, once, what was left half typed when the window closed.
func (e *entry) enter() {
	left := e.kept.Opened()
	if e.kept.Now().Flow == "" {
		e.lay(e.blank())
	}
	e.read(e.form.Value().Flow)
	switch {
	case len(left) == 0:
	case slices.Contains(left, ""):
		e.page.face(e.content)
	default:
		kit.Load(e.page.visit.Now(), func(ctx context.Context) (office.Registered, error) {
			return e.page.services.RegisteredOf(ctx, office.ID(left[0]))
		}, func(r office.Registered, err error) {
			e.page.desk.Tell(err)
			if err == nil {
				e.begin(r)
			}
		})
	}
}

// begin brings the form forward with a document: a new one, or one to be put right.
func (e *entry) begin(r office.Registered) {
	e.page.finder.Choose(r.ID)
	e.lay(r)
	e.page.face(e.content)
	e.page.hurdle.clear()
	e.page.hurdle.look()
	first := "type"
	switch {
	case r.ID == "" && r.Flow == office.FlowIn && r.Document.Issuer == "":
		first = "issuer"
	case r.Flow == office.FlowIn:
		first = "number"
	case r.Flow == office.FlowPost, r.Document.Type != "":
		first = "subject"
	}
	e.form.Focus(e.page.desk, first)
}

// lay puts a document into the form, with what was typed for it.
func (e *entry) lay(r office.Registered) {
	isNew := r.ID == ""
	e.kept.Show(r)
	e.title.SetText(kit.T("documents.edit", numberSaid(r)))
	e.kept.Save.SetText(kit.T("documents.save"))
	if isNew {
		e.title.SetText(kit.T("documents.new-title"))
		e.kept.Save.SetText(kit.T("documents.keep"))
	}
	kit.Seen(e.given, isNew && e.last.ID != "")
	e.read(e.form.Value().Flow)
	e.scroll.ScrollToTop()
}

// turned is told that a new document goes on another register.
func (e *entry) turned(f office.Flow) {
	e.read(f)
	e.symbol = ""
}

// read has the words read that are offered for a register.
func (e *entry) read(f office.Flow) {
	kit.Load(office.Again(e.page.visit.Now()), func(ctx context.Context) (office.RegisterWords, error) { return e.page.services.RegisterWords(ctx, f) },
		func(w office.RegisterWords, err error) {
			kit.Explain(err) // why nothing is offered goes to the log
			e.words, e.wordsOf = w, f
		})
}

// offerSymbol puts the symbol into the form that documents of a type had last, unless the clerk
// wrote one.
func (e *entry) offerSymbol(kind string) {
	all := e.words.Symbols[kind]
	if now := e.form.Value(); now.Flow.Makes() && len(all) > 0 && (now.Document.Symbol == "" || now.Document.Symbol == e.symbol) {
		e.symbol = all[0]
		e.form.Put("symbol", e.symbol)
	}
}

// save keeps what was typed; of a document that may be on the register already a person says
// first that it is another.
func (e *entry) save(ctx context.Context, r office.Registered) (office.Registered, error) {
	p := e.page
	if r.ID != "" {
		return p.services.EditRegistered(ctx, p.by, r)
	}
	if !e.again {
		twins, err := p.services.Duplicates(ctx, r, nil)
		if err != nil {
			return r, err
		}
		if len(twins) > 0 {
			is := twins[0].Registered
			return r, there{kit.Refused("documents.twin", numberSaid(is), kit.Day(is.Entered), is.Document.Subject), is.ID}
		}
	}
	return p.services.Register(ctx, p.by, r)
}

// there is that a document may be on the register already.
type there struct {
	error
	as office.ID
}

const twinThere = "ui.documents.twin"

func (t there) Unwrap() error { return t.error }

// retyped takes back what was said of the words before.
func (e *entry) retyped() {
	e.again = false
	if e.page.hurdle.name == twinThere {
		e.page.hurdle.clear()
	}
}

// failed leads on where a failure has a way out, and tells whether it does.
func (e *entry) failed(err error) bool { return e.page.hurdle.stands(err, true) }

// came tells the number that a document was given, and asks for the next one; one that was put
// right is shown.
func (e *entry) came(r office.Registered) {
	e.again = false
	e.page.hurdle.clear()
	e.page.finder.Find()
	if r.Version > 1 {
		e.page.Open(r.ID)
		return
	}
	e.last = r
	e.number.SetText(numberSaid(r))
	e.note.SetText(r.Document.Subject)
	if r.Number == 0 {
		e.note.SetText(kit.T("documents.provisional-note"))
	}
	kit.Seen(e.copy, r.Number > 0)
	e.lay(e.blank())
	e.page.content.Refresh()
	e.page.desk.Focus(e.like)
}

// leave goes back to what lay open before; what was typed waits.
func (e *entry) leave() { e.page.face(e.page.detail.Content) }
