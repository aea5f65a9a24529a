package proof

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// Services is what this page asks of the station.
type Services interface {
	Types() []office.DocumentType
	ProveFile(ctx context.Context, path string, p *job.Progress) (office.Proof, error)
	ProveCode(ctx context.Context, code string, p *job.Progress) (office.Proof, error)
	ProveJournal(ctx context.Context, p *job.Progress) (office.Proof, error)
	Conversion(ctx context.Context, id office.ID) (office.Conversion, error)
}

// pageMargin is the air around the page, in units of the screen.
const pageMargin = 8

// Page is the place "Kiểm tra".
type Page struct {
	// OpenRecord shows a record; set by who builds the window.
	OpenRecord func(office.ID)
	// PickFiles asks the clerk for files.
	PickFiles func(many bool, then func(paths []string))

	desk     *kit.Desk
	services Services
	types    []office.DocumentType
	running  *job.Job // the proof whose answer is awaited

	choose  *kit.Button
	code    *codeField
	check   *kit.Button
	journal *kit.Button
	trouble *widget.Label

	about   *widget.Label
	verdict *kit.Verdict
	record  *record
	content fyne.CanvasObject
}

// New lays the page out.
func New(desk *kit.Desk, services Services) *Page {
	p := &Page{desk: desk, services: services, types: services.Types(), verdict: kit.NewVerdict(), about: kit.Muted("")}
	p.PickFiles = func(many bool, then func([]string)) { desk.PickFiles(kit.PDFFiles, many, then) }
	p.record = newRecord(p)
	p.about.Hide()
	ways := container.New(thirds{}, p.byFile(), p.byCode(), p.byJournal())
	answer := container.NewVScroll(container.NewVBox(p.about, p.verdict, p.record.content))
	head := container.NewVBox(kit.Heading(kit.T("proof.title")), kit.Prose(kit.T("proof.intro")), ways)
	p.content = kit.Padded(pageMargin, kit.Border(head, nil, nil, nil, answer))
	return p
}

func (p *Page) byFile() fyne.CanvasObject {
	p.choose = kit.NewMainButton(kit.T("proof.choose"), theme.FolderOpenIcon(), func() { p.PickFiles(false, p.Drop) })
	return kit.Card(kit.Subheading(kit.T("proof.file")), kit.Muted(kit.T("proof.file-hint")), p.choose)
}

func (p *Page) byCode() fyne.CanvasObject {
	p.code = newCodeField(p.proveCode)
	p.check = kit.NewButton(kit.T("proof.check"), kit.IconProof, p.proveCode)
	p.trouble = kit.Prose("")
	p.trouble.Importance = widget.WarningImportance
	p.trouble.Hide()
	return kit.Card(kit.Subheading(kit.T("proof.code")), kit.Muted(kit.T("proof.code-hint")),
		kit.Border(nil, nil, nil, p.check, p.code), p.trouble)
}

func (p *Page) byJournal() fyne.CanvasObject {
	p.journal = kit.NewButton(kit.T("proof.check-journal"), theme.HistoryIcon(), p.proveJournal)
	return kit.Card(kit.Subheading(kit.T("proof.journal")), kit.Muted(kit.T("proof.journal-hint")), p.journal)
}

// Content is the page's widget tree.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter has nothing to read: the last answer stays.
func (p *Page) Enter() {}

// Leave lets a proof that runs go on; its bar tells.
func (p *Page) Leave() {}

// Search moves the keyboard to the code.
func (p *Page) Search() { p.desk.Focus(p.code) }

// Drop checks a file that was dropped or chosen; of several the first.
func (p *Page) Drop(paths []string) {
	if len(paths) == 0 {
		return
	}
	name := filepath.Base(paths[0])
	if len(paths) > 1 {
		p.desk.News.Warn(kit.Trouble{Said: kit.T("proof.one-file", name)})
	}
	p.ask(kit.T("proof.of-file", name), func(ctx context.Context, progress *job.Progress) (office.Proof, error) {
		return p.services.ProveFile(ctx, paths[0], progress)
	})
}

// proveCode checks the record that a code opens. A code that is mistyped is
// told beside the field before anyone searches for it.
func (p *Page) proveCode() {
	code, err := office.ParseLookupCode(p.code.Text)
	if t, bad := kit.Explain(err); bad {
		p.trouble.SetText(t.String())
		p.trouble.Show()
		p.content.Refresh()
		p.desk.Focus(p.code)
		return
	}
	p.trouble.Hide()
	p.code.SetText(string(code))
	p.ask(kit.T("proof.of-code", string(code)), func(ctx context.Context, progress *job.Progress) (office.Proof, error) {
		return p.services.ProveCode(ctx, string(code), progress)
	})
}

func (p *Page) proveJournal() {
	p.ask(kit.T("proof.of-journal"), p.services.ProveJournal)
}

// ask runs one proof. The answer to an older one that still runs is not waited
// for.
func (p *Page) ask(about string, prove func(context.Context, *job.Progress) (office.Proof, error)) {
	if p.running != nil {
		p.running.Cancel()
	}
	p.verdict.Hide()
	p.record.hide()
	p.about.SetText(about)
	p.about.Show()
	var proof office.Proof
	var mine *job.Job
	mine = p.desk.Run(kit.T("proof.checking"), false, func(ctx context.Context, progress *job.Progress) (err error) {
		proof, err = prove(ctx, progress)
		return err
	}, func(err error) {
		if p.running != mine {
			return
		}
		p.running = nil
		if err != nil {
			p.desk.Tell(err)
			return
		}
		p.show(proof)
	})
	p.running = mine
}

func (p *Page) show(proof office.Proof) {
	p.verdict.Set(proof)
	p.content.Refresh()
	if proof.Conversion != "" {
		p.record.read(proof.Conversion)
	}
}

// record is what is on record of the document that was proven.
type record struct {
	page    *Page
	id      office.ID
	facts   *kit.Facts
	see     *kit.Button
	content *fyne.Container
}

func newRecord(p *Page) *record {
	r := &record{page: p, facts: kit.NewFacts()}
	r.see = kit.NewButton(kit.T("proof.see-record"), kit.IconRecords, func() {
		if p.OpenRecord != nil {
			p.OpenRecord(r.id)
		}
	})
	head := container.NewBorder(nil, nil, kit.Subheading(kit.T("proof.record")), r.see)
	r.content = kit.Card(head, r.facts)
	r.content.Hide()
	return r
}

func (r *record) hide() {
	r.id = ""
	r.content.Hide()
}

func (r *record) read(id office.ID) {
	r.id = id
	kit.Load(r.page.desk.Context(), func(ctx context.Context) (office.Conversion, error) {
		return r.page.services.Conversion(ctx, id)
	}, func(c office.Conversion, err error) {
		if r.id != id {
			return
		}
		if err != nil {
			r.page.desk.Tell(err)
			return
		}
		r.facts.Set(kit.FactsOf(c, r.page.types))
		r.content.Show()
		r.page.content.Refresh()
	})
}

// codeField takes a code as it stands on paper; Enter checks it.
type codeField struct{ kit.Entry }

func newCodeField(check func()) *codeField {
	f := &codeField{}
	f.Wrapping, f.Scroll = fyne.TextWrapOff, fyne.ScrollHorizontalOnly
	f.PlaceHolder = "7K4M-Q2XN-9RT2"
	f.OnSubmitted = func(string) { check() }
	f.ExtendBaseWidget(f)
	return f
}

// thirds gives each of three ways the same room.
type thirds struct{}

const wayGap = 10

func (thirds) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return fyne.NewSize(size.Width*float32(len(objects)), size.Height)
}

func (thirds) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	n := float32(len(objects))
	wide := (size.Width - wayGap*(n-1)) / n
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i)*(wide+wayGap), 0))
		o.Resize(fyne.NewSize(wide, size.Height))
	}
}
