package records

import (
	"context"
	"image"
	"slices"
	"strings"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// detail is the record that is shown: its pages with the mark, and beside them
// the facts, what a proof found, the evidence, and the journal.
type detail struct {
	*kit.Detail[opened]
	page *Page

	leaves   *kit.Leaves
	sign     *kit.Button
	export   *kit.Button
	prove    *kit.Button
	verdict  *kit.Verdict
	facts    *kit.Facts
	withdraw *withdraw
	evidence *kit.Points
	journal  *kit.Journal
	words    *container.Scroll
}

func newDetail(p *Page) *detail {
	d := &detail{page: p, leaves: kit.NewLeaves(p.desk), verdict: kit.NewVerdict(), facts: kit.NewFacts(), evidence: kit.NewFindings(), journal: kit.NewJournal()}
	d.leaves.Rail.Short()
	d.withdraw = newWithdraw(d)
	d.words = kit.NewFormScroll(container.NewVBox(d.verdict, kit.Subheading(kit.T("records.facts")), d.facts, d.withdraw.Content,
		kit.Subheading(kit.T("records.evidence")), d.evidence, kit.Subheading(kit.T("records.journal")), d.journal.Content))
	d.Detail = kit.NewDetail[opened](p.desk, kit.T("records.choose"), kit.NewBench(0,
		&kit.Part{Name: kit.T("kit.part-paper"), Wide: pagesLeast, Of: d.leaves.Content, Rest: true},
		&kit.Part{Name: kit.T("records.facts"), Wide: wordsLeast, Of: d.words, Rest: true}))
	d.sign = d.Deed(kit.NewButton(kit.T("records.sign"), kit.IconSign, func() { p.SignRecord(d.Of()) }), office.MaySign)
	d.prove = d.Deed(kit.NewButton(kit.T("records.prove"), kit.IconProof, d.proveIt), "")
	d.export = d.Deed(kit.NewMainButton(kit.T("records.export"), theme.DocumentSaveIcon(), d.save), "")
	d.sign.Hide()
	d.leaves.Read = func(ctx context.Context, page, maxSide int) (image.Image, error) {
		img, err := p.services.PagePicture(ctx, d.Of(), page, maxSide)
		return d.Record().marked(img, page), err
	}
	d.Read = func(ctx context.Context, id office.ID) (opened, error) { return load(ctx, p.services, id, p.meant) }
	d.Same = func(a, b opened) bool { return sameDeeds(a.deeds, b.deeds) }
	d.Lead = d.toPaper
	d.Show = d.fill
	return d
}

func (d *detail) enter(ctx context.Context) {
	d.Enter(ctx)
	d.leaves.Enter(ctx)
}

// toPaper leads a data message to its own place.
func (d *detail) toPaper(id office.ID, o opened) bool {
	if o.record.Direction != office.DataToPaper || d.page.OpenMessage == nil {
		return false
	}
	d.page.OpenMessage(id)
	return true
}

// opened is a record as it was read, with what followed it.
type opened struct {
	record    office.Conversion
	deeds     []office.Deed
	form      office.SignedFile
	signed    bool // it has a signed form
	told      office.Withdrawal
	withdrawn bool
	station   office.ID            // where it was born; empty: here
	marks     map[int][][4]float64 // what was searched for, on its pages, in parts of them
}

// stands tells whether the office relies on the record.
func (o opened) stands() bool { return o.record.State == office.Finished && !o.withdrawn }

// facts are those that are told, by the signed form where there is one.
func (o opened) facts(types []office.DocumentType) []kit.Fact {
	facts := kit.FactsOf(o.record, types)
	if o.signed {
		facts = kit.FactsNow(o.record, o.form, types)
	}
	if o.station != "" {
		facts = append([]kit.Fact{{Name: kit.T("facts.station"), Value: office.StationSaid(o.station)}}, facts...)
	}
	return facts
}

// sheets are the sheets of the PDF by their sizes, each grown by the strip for the mark;
// the mark may lie on one of its own.
func (o opened) sheets() (all []kit.Sheet) {
	for _, p := range o.record.Pages {
		w, h := p.SizeMM()
		all = append(all, kit.Sheet{W: w, H: h})
	}
	m := o.record.Mark
	switch {
	case m == nil:
	case m.Spot.Where == office.OwnSheet:
		all = append(all, kit.Sheet{})
	case m.Spot.Page < len(all) && all[m.Spot.Page].H > 0:
		all[m.Spot.Page].H += m.Spot.Grow
	}
	return all
}

// sameDeeds tells whether two readings of a journal tell the same: each entry holds the
// hash of the one before it.
func sameDeeds(a, b []office.Deed) bool {
	return slices.EqualFunc(a, b, func(x, y office.Deed) bool { return x.Hash == y.Hash })
}

func load(ctx context.Context, from Services, id office.ID, meant string) (o opened, err error) {
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
	if meant != "" {
		if o.marks, err = from.OnPages(ctx, id, meant); err != nil {
			return o, err
		}
	}
	o.deeds, err = from.History(ctx, id)
	return o, err
}

// fill says what is known of a record. What a proof found before is let go; one that was
// only read again stays where the clerk looks.
func (d *detail) fill(o opened, anew bool) {
	doc := o.record.Document
	d.Title(strings.TrimPrefix(office.Numbered(doc.Number, doc.Symbol)+" · "+doc.Subject, " · "))
	d.verdict.Hide()
	d.Banner.Say(kit.Bad, withdrawnSaid(o))
	kit.Seen(d.sign, d.page.SignRecord != nil && o.stands())
	d.facts.Set(o.facts(d.page.types))
	d.withdraw.offer(o.stands())
	d.evidence.Set(o.record.Conditions)
	d.journal.Set(o.deeds)
	if anew {
		d.withdraw.Shut()
		d.withdraw.About(d.Of())
		d.words.ScrollToTop()
		d.leaves.Lay(o.sheets())
		d.leaves.Turn(o.firstMarked())
	}
}

// save exports the PDF under a name that the clerk chooses.
func (d *detail) save() {
	id, c := d.Of(), d.Record().record
	d.page.desk.Save(kit.Saving{Purpose: "records", Name: kit.FileName(c), Size: c.PDFSize, Doing: kit.T("records.exporting"),
		Write: func(ctx context.Context, path string) error { return d.page.services.Export(ctx, id, path) }})
}

// proveIt proves the record again from what is stored.
func (d *detail) proveIt() {
	id := d.Of()
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
		if d.Of() == id {
			d.verdict.Set(proof)
			d.words.ScrollToTop()
			d.words.Refresh()
		}
	})
}

// Widths of pages and words at least, in units of the screen.
const (
	pagesLeast = 250
	wordsLeast = 340
)
