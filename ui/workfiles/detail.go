package workfiles

import (
	"context"
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// opened is a file as it was read.
type opened struct {
	is       office.FileContents
	versions []office.Version // what stations made of it apart; one: nothing is to be chosen
	deeds    []office.Deed
}

// detail tells of the file that lies open: the documents in it, or all else that is known of it.
type detail struct {
	*kit.Detail[opened]
	add      *kit.Button // puts a document in; nil: the file is not open
	lead     office.ID   // of a file that was just opened: the keyboard goes on to what is put into it
	page     *Page
	deeds    *fyne.Container
	sum      *widget.Label
	papers   *kit.List
	paper    int // which document is chosen; -1: none
	ofPaper  *fyne.Container
	versions *fyne.Container
	facts    *kit.Facts
	looks    *fyne.Container
	journal  *kit.Journal
	inside   fyne.CanvasObject
	about    *container.Scroll
	turn     *kit.Button
}

func newDetail(p *Page) *detail {
	d := &detail{page: p, paper: -1, deeds: kit.Flow(), sum: kit.Muted(""), ofPaper: kit.Flow(), versions: kit.Column(), facts: kit.NewFacts(), looks: kit.Column(), journal: kit.NewJournal()}
	d.papers = kit.NewList(func() int { return len(d.Record().is.Documents) }, func() fyne.CanvasObject { return kit.NewRow() }, d.put)
	d.papers.OnSelected = func(i int) { d.paper = i; d.offerPaper() }
	d.inside = kit.Border(d.sum, d.ofPaper, nil, nil, d.papers)
	looks := kit.NewButton(kit.T("workfiles.looks"), nil, d.look)
	p.desk.Guard(office.MayAudit, looks)
	d.about = kit.NewFormScroll(kit.Column(kit.Card(d.facts), d.exports(), kit.Flow(looks), d.looks, kit.Subheading(kit.T("workfiles.journal")), d.journal.Content))
	d.about.Hide()
	d.turn = kit.NewButton("", nil, func() { d.see(!d.about.Visible()) })
	d.Detail = kit.NewDetail[opened](p.desk, kit.T("workfiles.choose"), kit.Border(kit.Column(d.versions, d.deeds), nil, nil, nil, container.NewStack(d.inside, d.about)))
	d.Read, d.Same, d.Show = d.load, func(a, b opened) bool { return reflect.DeepEqual(a, b) }, d.fill
	return d
}

func (d *detail) load(ctx context.Context, id office.ID) (o opened, err error) {
	if o.is, err = d.page.services.FileContents(ctx, id); err != nil {
		return o, err
	}
	if o.versions, err = d.page.services.FileVersions(ctx, id); err != nil {
		return o, err
	}
	o.deeds, err = d.page.services.History(ctx, id)
	return o, err
}

func (d *detail) fill(o opened, anew bool) {
	d.Title(kit.Joined(o.is.Notation, o.is.Title))
	d.tell(o)
	d.sum.SetText(kit.Joined(kit.T("workfiles.documents", len(o.is.Documents)), kit.T("workfiles.pages-all", o.is.Pages), kit.T("workfiles.state-"+string(o.is.State))))
	d.facts.Set(d.factsOf(o.is))
	d.journal.Set(o.deeds)
	d.choose(o)
	if anew {
		d.looks.RemoveAll()
		d.see(false)
	}
	if d.paper >= len(o.is.Documents) || anew {
		d.paper = -1
		d.papers.UnselectAll()
	}
	d.papers.Refresh()
	d.offer(o)
	d.offerPaper()
}

// tell says what is to be known before all else.
func (d *detail) tell(o opened) {
	said := make([]string, len(o.is.Remarks))
	for i, each := range o.is.Remarks {
		said[i] = kit.Said(each)
	}
	switch {
	case o.is.Frozen:
		d.Banner.Say(kit.Warn, kit.Trouble{Said: kit.T("workfiles.frozen"), Next: kit.T("workfiles.frozen-next")})
	case len(said) > 0:
		d.Banner.Say(kit.Warn, kit.Trouble{Said: strings.Join(said, "\n")})
	default:
		d.Banner.Say(kit.Warn, kit.Trouble{})
	}
}

// see turns to all that is known of the file, or back to what lies in it.
func (d *detail) see(about bool) {
	kit.Seen(d.about, about)
	kit.Seen(d.inside, !about)
	d.turn.SetText(kit.T("workfiles.about"))
	if about {
		d.turn.SetText(kit.T("workfiles.inside"))
	}
	d.about.ScrollToTop()
	d.Content.Refresh()
}

// put fills the line of a document.
func (d *detail) put(i int, o fyne.CanvasObject) {
	is, row := d.Record().is.Documents[i], o.(*kit.Row)
	r, pages := is.Document, kit.T("workfiles.pages-none")
	if is.Filed.Pages > 0 {
		pages = kit.T("workfiles.pages", is.Filed.Pages)
	}
	title := kit.Joined(kit.T("workfiles.ordinal", is.Ordinal), numberOf(r), kit.TypeName(d.page.types, r.Document.Type))
	if is.Missing {
		title = kit.Joined(kit.T("workfiles.ordinal", is.Ordinal), kit.T("workfiles.missing"))
	}
	row.Set(title, kit.Joined(r.Document.Subject, is.Filed.Note), kit.Joined(kit.Day(r.Document.Issued), pages))
	switch {
	case is.Recalled():
		row.Chip.Set(kit.Warn, kit.IconWarning, kit.T("workfiles.recalled"))
	case is.Late:
		row.Chip.Set(kit.Warn, kit.IconOwed, kit.T("workfiles.late"))
	}
	kit.Seen(row.Chip, is.Recalled() || is.Late)
	row.Refresh()
}

// numberOf is the number and symbol that stand on a document.
func numberOf(r office.Registered) string {
	if r.Flow == office.FlowIn {
		return office.Numbered(r.Document.Number, r.Document.Symbol)
	}
	return r.Numbered()
}

func (d *detail) factsOf(f office.FileContents) (all []kit.Fact) {
	fact := func(key, value string) { all = append(all, kit.Fact{Name: kit.T("workfiles." + key), Value: value}) }
	fact("code", f.Code())
	fact("retention", kit.Said(f.Retention.Said()))
	fact("creator", f.Creator)
	fact("use", f.Use)
	fact("language", f.Language)
	fact("opened", kit.Day(f.Opened))
	fact("ended", kit.Day(f.Ended))
	fact("from-to", strings.Trim(kit.Day(f.From)+" – "+kit.Day(f.To), " –"))
	if due, is := f.HandOverDue(); is {
		fact("due", due.Format("02/01/2006"))
	}
	if ends, is := f.RetentionEnds(); is && f.State != office.FileDestroyed {
		fact("ends", ends.Format("02/01/2006"))
	}
	fact("handed", kit.Joined(kit.Day(f.Handed), f.HandedTo))
	fact("reason", f.Reason)
	fact("readers", d.page.named(f.Readers))
	fact("keepers", d.page.named(f.Keepers))
	fact("note", f.Note)
	return all
}

// named are people by their names.
func (p *Page) named(ids []office.ID) string {
	var names []string
	for _, c := range p.all {
		for _, id := range ids {
			if c.ID == id {
				names = append(names, c.Name)
			}
		}
	}
	return strings.Join(names, ", ")
}

// choose shows what stations made of the file apart, and lets one be kept.
func (d *detail) choose(o opened) {
	kit.FillVersions(d.page.desk, d.versions, kit.T("workfiles.choose-version"), o.versions, func(entry office.ID, seen []office.ID) {
		d.page.send(kit.T("workfiles.kept-version"), func(ctx context.Context) error {
			_, err := d.page.services.SettleFile(ctx, d.page.by, o.is.ID, entry, seen)
			return err
		}, d.page.desk.Tell)
	})
}

// offer puts the deeds above a file that can be done with it as it stands.
func (d *detail) offer(o opened) {
	leads := d.lead == o.is.ID || d.add != nil && d.page.desk.Window.Canvas().Focused() == fyne.Focusable(d.add)
	d.deeds.RemoveAll()
	d.add = nil
	if o.is.State == office.FileOpen {
		d.add = kit.NewMainButton(kit.T("workfiles.add"), theme.ContentAddIcon(), func() { d.page.face(d.page.adder.content) })
		d.page.desk.Guard(office.MayKeep, d.add)
		d.deeds.Add(d.add)
	}
	if d.lead = ""; leads && d.add != nil {
		d.page.desk.Focus(d.add)
	}
	for _, each := range deeds {
		if each.offered(o.is) {
			d.button(d.deeds, each, o)
		}
	}
	d.deeds.Add(d.turn)
}

func (d *detail) button(into *fyne.Container, each deed, o opened) {
	b := kit.NewButton(kit.T("workfiles.do-"+each.key), nil, func() { d.page.form.open(each, o, each.first(o)) })
	d.page.desk.Guard(each.needs, b)
	into.Add(b)
}

// offerPaper puts below the list what can be done with the document that is chosen there.
func (d *detail) offerPaper() {
	d.ofPaper.RemoveAll()
	o := d.Record()
	if d.paper >= 0 && d.paper < len(o.is.Documents) {
		is := o.is.Documents[d.paper]
		see := kit.NewButton(kit.T("workfiles.see"), nil, func() { d.page.OpenDocument(is.Document.ID) })
		kit.Able(see, !is.Missing && d.page.OpenDocument != nil)
		d.ofPaper.Add(see)
		for _, each := range paperDeeds {
			if each.onPaper(o.is, is) {
				d.button(d.ofPaper, each, o)
			}
		}
	}
	kit.Seen(d.ofPaper, len(d.ofPaper.Objects) > 0)
	d.Content.Refresh()
}

// exports are the forms in which a file leaves the program.
func (d *detail) exports() fyne.CanvasObject {
	row := kit.Flow()
	for _, ending := range []string{"pdf", "xlsx", "xml", "zip"} {
		row.Add(kit.NewButton(kit.T("workfiles.export-"+ending), theme.DocumentSaveIcon(), func() {
			f, by := d.Record().is, d.page.by.Name
			d.page.save(office.MendedFileName(kit.T("workfiles.file-name", f.Notation, f.Year)+"."+ending), func(ctx context.Context, path string) error {
				_, err := d.page.services.ExportFile(ctx, f.ID, path, by)
				return err
			})
		}))
	}
	return row
}

// look tells who looked into the file at this station.
func (d *detail) look() {
	id := d.Of()
	kit.Load(d.page.visit.Now(), func(ctx context.Context) ([]office.FileLooks, error) { return d.page.services.FileLooks(ctx, id) }, func(all []office.FileLooks, err error) {
		d.page.desk.Tell(err)
		if err != nil || d.Of() != id {
			return
		}
		d.looks.RemoveAll()
		for _, l := range all {
			d.looks.Add(kit.Muted(kit.T("workfiles.looked", l.Who, l.Seen, l.Taken, kit.At(l.Last))))
		}
		if len(all) == 0 {
			d.looks.Add(kit.Muted(kit.T("workfiles.looked-none")))
		}
		d.Content.Refresh()
	})
}
