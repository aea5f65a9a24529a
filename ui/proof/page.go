package proof

import (
	"context"
	"image"
	"path/filepath"
	"strings"

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
	PagePicture(ctx context.Context, id office.ID, page, maxSide int) (image.Image, error)
	Thumbnail(ctx context.Context, path string, maxSide int) (image.Image, error) // of a picture file
	Report(ctx context.Context, about string, proof office.Proof) ([]byte, error) // PDF
}

// Files is how the page writes a report and shows it.
type Files struct {
	Save func(path string, content []byte) error // whole or not at all
	Open func(path string) error                 // with the system's own program
}

// pageMargin is the air around the page, in units of the screen.
const pageMargin = 8

// Page is the place "Kiểm tra".
type Page struct {
	// OpenRecord shows a record; set by who builds the window.
	OpenRecord func(office.ID)
	// OpenKeys leads to where the keys of other offices are taken in; set by
	// who builds the window.
	OpenKeys func()
	// Files writes and opens reports; set by who builds the window.
	Files Files
	// PickFiles asks the clerk for files.
	PickFiles func(many bool, then func(paths []string))

	desk     *kit.Desk
	services Services
	types    []office.DocumentType
	running  *job.Job // the proof whose answer is awaited
	asked    question
	proof    office.Proof // the answer that is shown

	beneath kit.Latest // what is read beside an answer: ends with the question, or when the clerk leaves

	choose  *kit.Button
	code    *kit.Entry
	check   *kit.Button
	journal *kit.Button
	trouble *widget.Label
	words   []*widget.Label // that tell what the place is for

	about   *widget.Label
	report  *kit.Button
	bar     *fyne.Container
	verdict *kit.Verdict
	paper   *paper
	beside  *beside
	answer  *container.Scroll
	content fyne.CanvasObject
}

// question is what the clerk wants to know.
type question struct {
	about string // as the page and the report tell it
	name  string // of the report's file, without its ending
	path  string // of a file; empty: a code or the journal
}

// New lays the page out.
func New(desk *kit.Desk, services Services) *Page {
	p := &Page{desk: desk, services: services, types: services.Types(), verdict: kit.NewVerdict(), about: kit.Subheading("")}
	p.PickFiles = func(many bool, then func([]string)) { desk.PickFiles(kit.ProofFiles, many, then) }
	p.paper, p.beside = newPaper(p), newBeside(p)
	p.about.Truncation = fyne.TextTruncateEllipsis
	p.report = kit.NewButton(kit.T("proof.report"), theme.DocumentPrintIcon(), p.saveReport)
	p.bar = kit.Border(nil, nil, nil, p.report, p.about)
	p.bar.Hide()
	p.verdict.Below(kit.Border(nil, nil, nil, container.NewVBox(p.beside.given.content), p.paper.content))
	intro := kit.Prose(kit.T("proof.intro"))
	p.words = append(p.words, intro)
	ways := kit.Columns(p.byFile(), p.byCode(), p.byJournal())
	p.answer = kit.NewFormScroll(kit.Column(p.verdict, p.beside.content))
	head := container.NewVBox(kit.Heading(kit.T("proof.title")), intro, ways, p.bar)
	p.content = kit.Padded(pageMargin, kit.Border(head, nil, nil, nil, p.answer))
	return p
}

func (p *Page) byFile() fyne.CanvasObject {
	p.choose = kit.NewMainButton(kit.T("proof.choose"), theme.FolderOpenIcon(), func() { p.PickFiles(false, p.Drop) })
	return kit.Card(kit.Subheading(kit.T("proof.file")), p.hint(kit.T("proof.file-hint")), p.choose)
}

func (p *Page) byCode() fyne.CanvasObject {
	p.code = kit.NewEntry()
	p.code.PlaceHolder, p.code.OnSubmitted = kit.T("kit.example", "7K4M-Q2XN-9RT2"), func(string) { p.proveCode() }
	p.check = kit.NewButton(kit.T("proof.check"), kit.IconProof, p.proveCode)
	p.trouble = kit.Prose("")
	p.trouble.Importance = widget.WarningImportance
	p.trouble.Hide()
	return kit.Card(kit.Subheading(kit.T("proof.code")), p.hint(kit.T("proof.code-hint")),
		kit.Border(nil, nil, nil, p.check, p.code), p.trouble)
}

func (p *Page) byJournal() fyne.CanvasObject {
	p.journal = kit.NewButton(kit.T("proof.check-journal"), theme.HistoryIcon(), p.proveJournal)
	return kit.Card(kit.Subheading(kit.T("proof.journal")), p.hint(kit.T("proof.journal-hint")), p.journal)
}

func (p *Page) hint(text string) *widget.Label {
	h := kit.Muted(text)
	p.words = append(p.words, h)
	return h
}

// Content is the page's widget tree.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter keeps the last answer, and reads its pictures again.
func (p *Page) Enter() {
	p.beneath.Next(p.desk.Context())
	p.beside.look()
}

// Leave lets a proof that runs go on, for its bar tells, and frees the pictures.
func (p *Page) Leave() {
	p.beneath.Drop()
	p.beside.free()
}

// Search moves the keyboard to the code.
func (p *Page) Search() { p.desk.Focus(p.code) }

// Turn scrolls the answer by most of what is seen of it.
func (p *Page) Turn(by int) {
	const most = 0.8
	to := p.answer.Offset
	room := max(0, p.answer.Content.MinSize().Height-p.answer.Size().Height)
	to.Y = max(0, min(room, to.Y+float32(by)*most*p.answer.Size().Height))
	p.answer.ScrollToOffset(to)
}

// Drop checks a file that was dropped or chosen; of several the first.
func (p *Page) Drop(paths []string) {
	if len(paths) == 0 {
		return
	}
	name := filepath.Base(paths[0])
	if len(paths) > 1 {
		p.desk.News.Warn(kit.Trouble{Said: kit.T("proof.one-file", name)})
	}
	q := question{about: name, name: strings.TrimSuffix(name, filepath.Ext(name)), path: paths[0]}
	p.ask(q, kit.T("proof.of-file", name), func(ctx context.Context, progress *job.Progress) (office.Proof, error) {
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
	q := question{about: string(code), name: string(code)}
	p.ask(q, kit.T("proof.of-code", string(code)), func(ctx context.Context, progress *job.Progress) (office.Proof, error) {
		return p.services.ProveCode(ctx, string(code), progress)
	})
}

func (p *Page) proveJournal() {
	q := question{about: kit.T("proof.of-journal"), name: kit.T("proof.report-journal")}
	p.ask(q, q.about, p.services.ProveJournal)
}

// ask runs one proof. The answer to an older one that still runs is not waited
// for.
func (p *Page) ask(q question, title string, prove func(context.Context, *job.Progress) (office.Proof, error)) {
	if p.running != nil {
		p.running.Cancel()
	}
	p.clear(q, title)
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

// clear takes the last answer away before another question is answered.
func (p *Page) clear(q question, title string) {
	p.beneath.Next(p.desk.Context())
	p.asked, p.proof = q, office.Proof{}
	p.verdict.Hide()
	p.paper.content.Hide()
	p.beside.clear()
	p.report.Hide()
	for _, w := range p.words { // whoever has asked once knows, and the answer needs the room
		w.Hide()
	}
	p.about.SetText(title)
	p.bar.Show()
	p.answer.ScrollToTop()
	p.content.Refresh()
}

func (p *Page) show(proof office.Proof) {
	p.proof = proof
	p.verdict.Set(proof)
	p.paper.set(proof)
	p.report.Show()
	p.beside.look()
	p.content.Refresh()
}

// saveReport makes the report of the answer that is shown, saves it under a name
// that the clerk chooses, and opens it to be printed.
func (p *Page) saveReport() {
	q, proof := p.asked, p.proof
	p.desk.Save(kit.Saving{Purpose: "proof", Name: kit.T("proof.report-file", q.name), Doing: kit.T("proof.reporting"),
		Write: func(ctx context.Context, path string) error {
			pdf, err := p.services.Report(ctx, q.about, proof)
			if err != nil {
				return err
			}
			return p.Files.Save(path, pdf)
		},
		Then: func(path string) { p.desk.View(p.Files.Open, path) }})
}
