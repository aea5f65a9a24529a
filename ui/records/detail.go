package records

import (
	"context"
	"fmt"
	"image"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// detail is the record that is shown: its pages with the mark, and beside them
// the facts, what a proof found, the evidence, and the journal.
type detail struct {
	page    *Page
	record  office.Conversion
	deeds   []office.Deed // of what is shown
	shown   bool
	wanted  office.ID // the record asked for last
	anew    bool      // it was opened, and not only read again
	current int
	opening context.CancelFunc
	drawing context.CancelFunc
	asked   int // side of the picture last asked for

	title    *widget.Label
	banner   *kit.Callout // that the record was withdrawn
	sheet    *kit.SheetView
	where    *widget.Label
	back, on *kit.Button
	sign     *kit.Button
	export   *kit.Button
	prove    *kit.Button
	verdict  *kit.Verdict
	facts    *kit.Facts
	withdraw *withdraw
	evidence *kit.Points
	journal  *fyne.Container
	words    *container.Scroll
	head     *fyne.Container
	choose   fyne.CanvasObject
	card     fyne.CanvasObject
	content  fyne.CanvasObject
}

func newDetail(p *Page) *detail {
	d := &detail{page: p, title: kit.Subheading(""), banner: kit.NewCallout(), sheet: kit.NewSheetView(), where: widget.NewLabel(""),
		verdict: kit.NewVerdict(), facts: kit.NewFacts(), evidence: kit.NewFindings(), journal: container.NewVBox()}
	d.title.Wrapping = fyne.TextWrapWord
	d.sheet.SetZoom(kit.FitWidth)
	d.sheet.OnZoomed = d.sharpen
	d.export = kit.NewMainButton(kit.T("records.export"), theme.DocumentSaveIcon(), d.save)
	d.sign = kit.NewButton(kit.T("records.sign"), kit.IconSign, func() { p.SignRecord(d.record.ID) })
	p.desk.Guard(office.MaySign, d.sign)
	d.sign.Hide()
	d.prove = kit.NewButton(kit.T("records.prove"), kit.IconProof, d.proveIt)
	d.back = kit.NewButton("", theme.NavigateBackIcon(), func() { d.turn(-1) })
	d.on = kit.NewButton("", theme.NavigateNextIcon(), func() { d.turn(1) })
	smaller := kit.NewButton("", theme.ContentRemoveIcon(), func() { d.sheet.ZoomBy(-1) })
	larger := kit.NewButton("", theme.ContentAddIcon(), func() { d.sheet.ZoomBy(1) })
	d.withdraw = newWithdraw(d)
	d.words = kit.NewFormScroll(container.NewVBox(d.verdict, kit.Subheading(kit.T("records.facts")), d.facts, d.withdraw.content,
		kit.Subheading(kit.T("records.evidence")), d.evidence, kit.Subheading(kit.T("records.journal")), d.journal))
	d.head = kit.Border(nil, nil, nil, container.NewVBox(container.NewHBox(d.sign, d.prove, d.export)), d.title)
	pages := kit.Border(nil, container.NewHBox(d.back, d.where, d.on, smaller, larger), nil, nil, d.sheet)
	d.card = container.New(topped{}, d.head, d.banner, container.New(halves{}, pages, d.words))
	d.choose = kit.Narrow(400, container.NewVBox(centred(kit.T("records.choose"))))
	d.content = container.NewStack(d.choose, d.card)
	d.card.Hide()
	return d
}

func centred(text string) *widget.Label {
	l := kit.Muted(text)
	l.Alignment = fyne.TextAlignCenter
	return l
}

// opened is a record as it was read, with what followed it.
type opened struct {
	record    office.Conversion
	deeds     []office.Deed
	form      office.SignedFile
	signed    bool // it has a signed form
	told      office.Withdrawal
	withdrawn bool
	station   office.ID // where it was born; empty: here
}

// stands tells whether the office relies on the record.
func (o opened) stands() bool { return o.record.State == office.Finished && !o.withdrawn }

// open reads a record and shows it from its first page.
func (d *detail) open(id office.ID) {
	d.wanted, d.anew = id, true
	d.read()
}

// read reads the record that was asked for last, which may have been signed or
// withdrawn since. A reading that has not come yet is dropped.
func (d *detail) read() { d.readBy(d.page.ctx) }

// readAgain reads what lies open, because something changed.
func (d *detail) readAgain() {
	if d.anew {
		d.read()
		return
	}
	d.readBy(office.Again(d.page.ctx))
}

func (d *detail) readBy(ctx context.Context) {
	if d.wanted == "" {
		return
	}
	if d.opening != nil {
		d.opening()
	}
	ctx, drop := context.WithCancel(ctx)
	d.opening = drop
	id := d.wanted
	kit.Load(ctx, func(ctx context.Context) (opened, error) {
		return load(ctx, d.page.services, id)
	}, func(o opened, err error) {
		if err != nil {
			d.wanted, d.anew = d.record.ID, false
			d.page.desk.Tell(err)
			return
		}
		if o.record.Direction == office.DataToPaper && d.page.OpenMessage != nil {
			d.wanted, d.anew = d.record.ID, false
			d.page.OpenMessage(id)
			return
		}
		d.show(o)
	})
}

func load(ctx context.Context, from Services, id office.ID) (o opened, err error) {
	if o.record, err = from.Conversion(ctx, id); err != nil {
		return o, err
	}
	if o.form, o.signed, err = from.SignedForm(ctx, id); err != nil {
		return o, err
	}
	if o.told, o.withdrawn, err = from.Withdrawal(ctx, id); err != nil {
		return o, err
	}
	if o.station, err = from.BornAt(ctx, id); err != nil {
		return o, err
	}
	o.deeds, err = from.History(ctx, id)
	return o, err
}

// show shows a record as it was read. One that was only read again stays where
// the clerk looks, and is left alone where its journal tells nothing new.
func (d *detail) show(o opened) {
	if !d.anew && sameDeeds(o.deeds, d.deeds) {
		return
	}
	if d.anew {
		d.withdraw.shut()
		d.current = 0
		d.words.ScrollToTop()
	}
	d.fill(o)
	d.choose.Hide()
	d.card.Show()
	if d.anew {
		d.showPage()
	}
	d.anew = false
	d.head.Refresh() // a button more or less leaves the title another width
	d.content.Refresh()
}

// fill says what is known of a record. What a proof found before is let go.
func (d *detail) fill(o opened) {
	d.record, d.deeds, d.shown = o.record, o.deeds, true
	doc := o.record.Document
	d.title.SetText(strings.TrimPrefix(office.Numbered(doc.Number, doc.Symbol)+" · "+doc.Subject, " · "))
	d.verdict.Hide()
	d.banner.Say(kit.Bad, withdrawnSaid(o))
	kit.Seen(d.sign, d.page.SignRecord != nil && o.stands())
	facts := kit.FactsOf(o.record, d.page.types)
	if o.signed {
		facts = kit.FactsNow(o.record, o.form, d.page.types)
	}
	if o.station != "" {
		facts = append([]kit.Fact{{Name: kit.T("facts.station"), Value: office.StationSaid(o.station)}}, facts...)
	}
	d.facts.Set(facts)
	d.withdraw.offer(o.stands())
	d.evidence.Set(o.record.Conditions)
	d.journal.RemoveAll()
	for _, e := range o.deeds {
		d.journal.Add(journalLine(e))
	}
}

// sameDeeds tells whether two readings of a journal tell the same: each entry holds the
// hash of the one before it.
func sameDeeds(a, b []office.Deed) bool {
	return slices.EqualFunc(a, b, func(x, y office.Deed) bool { return x.Hash == y.Hash })
}

// journalLine is one step of the record's life.
func journalLine(d office.Deed) fyne.CanvasObject {
	who := kit.Muted(kit.T("records.by", kit.At(d.At), d.Who))
	link := kit.Muted(kit.T("records.entry", d.Seq, short(d.Hash)))
	return container.New(journalLayout{}, widget.NewLabel(d.Did), who, link)
}

// short is enough of a hash to compare by eye.
func short(d office.Digest) string { return string(d[:min(12, len(d))]) }

func (d *detail) turn(by int) {
	if !d.shown || len(d.record.Pages) == 0 {
		return
	}
	to := max(0, min(d.current+by, d.sheets()-1))
	if to != d.current {
		d.current = to
		d.sheet.Top()
		d.showPage()
	}
}

// sheets is how many sheets the PDF has: the mark may lie on one of its own.
func (d *detail) sheets() int {
	if d.record.Mark != nil && d.record.Mark.Spot.Where == office.OwnSheet {
		return len(d.record.Pages) + 1
	}
	return len(d.record.Pages)
}

// showPage clears the board and asks for the page in view.
func (d *detail) showPage() {
	var sheet kit.Sheet
	if d.current < len(d.record.Pages) {
		sheet.W, sheet.H = d.record.Pages[d.current].SizeMM()
	}
	if m := d.record.Mark; m != nil && m.Spot.Page == d.current && sheet.H > 0 {
		sheet.H += m.Spot.Grow
	}
	d.sheet.Put(sheet)
	d.where.SetText(fmt.Sprintf("%d/%d", d.current+1, d.sheets()))
	d.asked = 0
	d.sharpen()
}

// sharpen asks for the picture at the size shown; an older wish is dropped.
func (d *detail) sharpen() {
	want := d.sheet.Wanted()
	if !d.shown || want == d.asked {
		return
	}
	d.asked = want
	if d.drawing != nil {
		d.drawing()
	}
	ctx, drop := context.WithCancel(d.page.ctx)
	d.drawing = drop
	id, page := d.record.ID, d.current
	kit.Load(ctx, func(ctx context.Context) (image.Image, error) {
		return d.page.services.PagePicture(ctx, id, page, want)
	}, func(img image.Image, err error) {
		if err != nil {
			d.page.desk.Tell(err)
			return
		}
		sheet := d.sheet.Sheet()
		sheet.Picture = img
		d.sheet.Put(sheet)
	})
}

// free lets the picture go; the record itself stays for the clerk's return.
func (d *detail) free() {
	sheet := d.sheet.Sheet()
	sheet.Picture = nil
	d.sheet.Put(sheet)
	d.asked = 0
}

// save exports the PDF under a name that the clerk chooses.
func (d *detail) save() {
	id := d.record.ID
	d.page.desk.Save(kit.Saving{Purpose: "records", Name: kit.FileName(d.record), Size: d.record.PDFSize, Doing: kit.T("records.exporting"),
		Write: func(ctx context.Context, path string) error { return d.page.services.Export(ctx, id, path) }})
}

// proveIt proves the record again from what is stored.
func (d *detail) proveIt() {
	id := d.record.ID
	d.prove.Disable()
	var proof office.Proof
	d.page.desk.Run(kit.T("records.proving"), false, func(ctx context.Context, p *job.Progress) (err error) {
		proof, err = d.page.services.Prove(ctx, id, p)
		return err
	}, func(err error) {
		d.prove.Enable()
		if err != nil {
			d.page.desk.Tell(err)
			return
		}
		if d.record.ID == id {
			d.verdict.Set(proof)
			d.words.ScrollToTop()
			d.words.Refresh()
		}
	})
}

// topped sets what may break its lines one below another, above the last, which
// has the rest. Only what has its width knows its height, so it is given that
// first.
type topped struct{}

const toppedGap = 4

func (topped) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			size = fyne.NewSize(max(size.Width, m.Width), size.Height+m.Height+toppedGap)
		}
	}
	return size.SubtractWidthHeight(0, toppedGap)
}

func (topped) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y, last := float32(0), len(objects)-1
	for _, o := range objects[:last] {
		if !o.Visible() {
			continue
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
		y += o.Size().Height + toppedGap
	}
	objects[last].Move(fyne.NewPos(0, y))
	objects[last].Resize(fyne.NewSize(size.Width, size.Height-y))
}

// sideGap is the room between pages and words, in units of the screen.
const sideGap = 10

// halves gives pages and words the same width.
type halves struct{}

func (halves) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(560, 260) }

func (halves) Layout(o []fyne.CanvasObject, size fyne.Size) {
	left := (size.Width - sideGap) * 0.48
	o[0].Resize(fyne.NewSize(left, size.Height))
	o[1].Move(fyne.NewPos(left+sideGap, 0))
	o[1].Resize(fyne.NewSize(size.Width-left-sideGap, size.Height))
}

// journalLayout stacks what, who and where in the chain closely.
type journalLayout struct{}

const journalOverlap = 12

func (journalLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for i, o := range objects {
		m := o.MinSize()
		size = fyne.NewSize(max(size.Width, m.Width), size.Height+m.Height)
		if i > 0 {
			size.Height -= journalOverlap
		}
	}
	return size
}

func (journalLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		h := o.MinSize().Height
		o.Resize(fyne.NewSize(size.Width, h))
		o.Move(fyne.NewPos(0, y))
		y += h - journalOverlap
	}
}
