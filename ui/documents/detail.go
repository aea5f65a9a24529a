package documents

import (
	"context"
	"reflect"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/documents/called"
	"tram/ui/documents/files"
	"tram/ui/documents/road"
	"tram/ui/kit"
)

// detail tells of the document that lies open.
type detail struct {
	*kit.Detail[opened]
	page     *Page
	copy     *kit.Button
	edit     *kit.Button
	cancel   *kit.Button
	asking   *kit.Reason
	mend     *kit.Button // recalls, corrects or replaces it
	uncancel *kit.Button // lets one stand again that was issued elsewhere
	ties     *fyne.Container
	amending *amending
	files    *files.Files
	road     *road.Road
	rivals   *rivals
	facts    *kit.Facts
	journal  *kit.Journal
	words    *container.Scroll
}

// Widths of pages and words at least, in units of the screen.
const (
	pagesLeast = 300
	wordsLeast = 364
)

// opened is a document as it was read, with what was done to it.
type opened struct {
	is      office.Registered
	files   office.RegisteredWhole
	road    road.Stands // of what has one
	rivals  []office.RegisteredVersion
	deeds   []office.Deed
	station office.ID // where it was entered; empty: here
}

func newDetail(p *Page) *detail {
	d := &detail{page: p, facts: kit.NewFacts(), journal: kit.NewJournal(), files: files.New(p.desk, p.services), road: road.New(p.desk, p.services)}
	by := func() office.Clerk { return p.by }
	d.files.By, d.road.By, d.road.Decided = by, by, p.onward
	d.files.Done = d.road.Focus
	d.rivals = newRivals(d)
	d.mend = kit.NewButton(kit.T("documents.amend"), nil, d.amend)
	d.ties = container.NewVBox()
	d.uncancel = kit.NewButton(kit.T("documents.uncancel"), nil, d.stand)
	p.desk.Guard(office.MayWithdraw, d.mend, d.uncancel)
	d.words = kit.NewFormScroll(kit.Column(d.rivals.card, d.road.Card, d.files.Card, kit.Card(d.facts, kit.Flow(d.mend, d.uncancel), d.ties), d.road.Past, kit.Card(kit.Subheading(kit.T("documents.journal")), d.journal.Content)))
	parts := kit.NewBench(0,
		&kit.Part{Name: kit.T("documents.part-words"), Wide: wordsLeast, Of: d.words},
		&kit.Part{Name: kit.T("kit.part-paper"), Wide: pagesLeast, Of: d.files.Paper, Rest: true})
	parts.Turn(0)
	d.Detail = kit.NewDetail[opened](p.desk, kit.T("documents.choose"), parts)
	d.copy = d.Deed(kit.NewButton(kit.T("documents.copy"), theme.ContentCopyIcon(), func() { called.Copy(p.desk, d.Record().is.Numbered()) }), "")
	d.edit = d.Deed(kit.NewButton(kit.T("documents.change"), theme.DocumentCreateIcon(), func() { p.entry.Begin(d.Record().is) }), office.MayKeep)
	d.cancel = d.Deed(kit.NewButton(kit.T("documents.cancel"), nil, d.ask), office.MayWithdraw)
	d.Read = d.load
	d.Same = func(a, b opened) bool { return reflect.DeepEqual(a, b) }
	d.Show = d.fill
	return d
}

func (d *detail) load(ctx context.Context, id office.ID) (o opened, err error) {
	if o.is, err = d.page.services.RegisteredOf(ctx, id); err != nil {
		return o, err
	}
	if o.station, err = d.page.services.BornAt(ctx, id); err != nil {
		return o, err
	}
	if o.files, err = d.files.Read(ctx, id); err != nil {
		return o, err
	}
	if road.Goes(o.is.Flow) {
		if o.road, err = d.road.Read(ctx, d.page.by, id); err != nil {
			return o, err
		}
	}
	if o.rivals, err = d.page.services.RegisteredVersions(ctx, id); err != nil {
		return o, err
	}
	o.deeds, err = d.page.services.History(ctx, id)
	return o, err
}

func (d *detail) fill(o opened, anew bool) {
	r := o.is
	d.Title(kit.Joined(called.Number(r), r.Document.Subject))
	switch {
	case o.road.Told.Torn != "":
		next := kit.T("documents.torn-next")
		if r.Number == 0 { // what it waits for is said
			next = ""
		}
		d.Banner.Say(kit.Warn, kit.Trouble{Said: kit.Said(o.road.Told.Torn), Next: next})
	case r.State == office.RegisteredCancelled:
		d.Banner.Say(kit.Warn, kit.Trouble{Said: kit.T("documents.cancelled-why", r.Reason), Next: kit.T("documents.cancelled-note")})
	case r.Number == 0:
		d.Banner.Say(kit.Warn, kit.Trouble{Said: kit.T("documents.provisional-note")})
	case len(o.files.Amended) > 0:
		d.Banner.Say(kit.Warn, kit.Trouble{Said: kit.Foreign(amendedSaid(o.files.Amended))})
	default:
		d.Banner.Say(kit.Warn, kit.Trouble{})
	}
	stands := r.State == office.RegisteredStands
	for _, each := range []fyne.CanvasObject{d.edit, d.cancel} {
		kit.Seen(each, stands)
	}
	kit.Seen(d.copy, r.Number > 0)
	kit.Seen(d.mend, stands && road.Goes(r.Flow))
	kit.Seen(d.uncancel, !stands && o.road.Told.Torn != "")
	d.tied(o.files.Amended)
	d.facts.Set(d.factsOf(o))
	d.journal.Set(o.deeds)
	for _, each := range []fyne.CanvasObject{d.road.Card, d.road.Past} {
		kit.Seen(each, road.Goes(r.Flow))
	}
	d.rivals.show(o.rivals)
	d.road.Show(o.road)
	d.files.Show(d.page.visit.Now(), o.files, files.DraftsOf(o.road.Told), anew)
	if anew {
		d.words.ScrollToTop()
	}
	d.page.desk.Faced()
}

// amendedSaid tells that a document was recalled, updated or replaced, or does so to another.
func amendedSaid(all []office.AmendedTold) string {
	said := make([]string, len(all))
	for i, a := range all {
		said[i] = a.Said
	}
	return strings.Join(said, "\n")
}

// enter reads again what lies open, and shows its pages.
func (d *detail) enter(ctx context.Context) {
	d.files.Enter(ctx)
	d.Enter(ctx)
}

func (d *detail) factsOf(o opened) (all []kit.Fact) {
	r := o.is
	fact := func(key, value string) { all = append(all, kit.Fact{Name: kit.T("documents." + key), Value: value}) }
	fact("flow", called.Flow(r.Flow)+" · "+kit.T("documents.year", r.Year))
	fact("type", kit.TypeName(d.page.types, r.Document.Type))
	if r.Flow == office.FlowIn || r.Flow == office.FlowPost {
		fact("theirs", office.Numbered(r.Document.Number, r.Document.Symbol))
	}
	fact("issuer", r.Document.Issuer)
	fact("issued", kit.Day(r.Document.Issued))
	fact("subject", r.Document.Subject)
	fact("to", r.To)
	fact("signer", r.Signer)
	fact("keeper", r.Keeper)
	switch {
	case r.Copies == 0:
	case r.Flow == office.FlowPost:
		fact("envelopes", strconv.Itoa(r.Copies))
	default:
		fact("copies", strconv.Itoa(r.Copies))
	}
	fact("entered", kit.Day(r.Entered))
	fact("note", r.Note)
	if r.Number > 0 && r.Waiting != "" {
		fact("waited", r.Waiting)
	}
	if o.station != "" {
		fact("station", office.StationSaid(o.station))
	}
	return all
}

// ask asks why a document is cancelled. Its number is kept, and nobody gets it again.
func (d *detail) ask() {
	r := d.Record().is
	word := kit.T("documents.cancel-yes")
	d.asking = d.page.desk.AskReason(word, kit.T("documents.cancel-about", called.Number(r)), word, func(why string) {
		d.page.desk.Carry(kit.T("documents.cancelled-done", called.Number(r)), func(ctx context.Context) error {
			_, err := d.page.services.CancelRegistered(ctx, d.page.by, r.ID, why)
			return err
		}, d.page.Changed)
	})
}

// tied lists what was written of a document being recalled, corrected or replaced, each to be taken back
// where it was a mistake.
func (d *detail) tied(all []office.AmendedTold) {
	d.ties.RemoveAll()
	for _, a := range all {
		b := kit.NewButton(kit.T("documents.untie"), nil, func() { d.untie(a) })
		d.page.desk.Guard(office.MayWithdraw, b)
		d.ties.Add(kit.Prose(kit.Foreign(a.Said)))
		d.ties.Add(kit.Flow(b))
	}
}

// untie asks why what was written of a document is taken back.
func (d *detail) untie(a office.AmendedTold) {
	word := kit.T("documents.untie-yes")
	d.asking = d.page.desk.AskReason(word, kit.T("documents.untie-about", kit.Foreign(a.Said)), word, func(why string) {
		d.page.desk.Carry(kit.T("documents.untie-done"), func(ctx context.Context) error {
			_, err := d.page.services.TakeBackAmended(ctx, d.page.by, a.ID, why)
			return err
		}, d.page.Changed)
	})
}

// stand asks why a document that was cancelled here, and issued elsewhere, stands.
func (d *detail) stand() {
	r, word := d.Record().is, kit.T("documents.uncancel-yes")
	d.asking = d.page.desk.AskReason(word, kit.T("documents.uncancel-about", called.Number(r)), word, func(why string) {
		d.page.desk.Carry(kit.T("documents.uncancel-done", called.Number(r)), func(ctx context.Context) error {
			_, err := d.page.services.UncancelRegistered(ctx, d.page.by, r.ID, why)
			return err
		}, d.page.Changed)
	})
}
