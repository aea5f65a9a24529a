package scan

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// Desk is scanning at the desk of "Số hóa". One scan is under way at a time.
type Desk struct {
	Front    func() // brings the desk to the front; set by who builds the window, as the next
	ToFolder func() // leads to where the watched folder is chosen
	ToToday  func() // leads to what waits

	desk     *kit.Desk
	services Services
	table    Table

	setup office.ScanSetup // as it was read last
	sheet *sheet           // that lies over the page; nil: none
	now   *run             // under way; nil: none
	last  *run             // that ended; nil: none yet
	strip *strip
	pile  *pile

	followed string             // the folder that is watched; empty: none
	unfollow context.CancelFunc // ends that; nil: none was
	reading  kit.Latest         // of which folder it is
	took     told               // of files that came
	aside    told               // of files that were set aside
}

// New makes it; nothing is asked before Scan.
func New(desk *kit.Desk, services Services) *Desk {
	d := &Desk{desk: desk, services: services}
	d.took.d, d.aside.d = d, d
	d.strip = newStrip(d)
	d.pile = newPile(d)
	return d
}

// At tells onto which desk the paper comes.
func (d *Desk) At(t Table) { d.table = t }

// Strip tells how the scan goes, above the paper.
func (d *Desk) Strip() fyne.CanvasObject { return d.strip.content }

// Pile is the documents of a pile, in the place of the paper while Piled.
func (d *Desk) Pile() fyne.CanvasObject { return d.pile.content }

// Piled tells whether documents of a pile are to be shown.
func (d *Desk) Piled() bool { return d.pile.shown }

// Move moves the chosen page of a pile to the document before or after.
func (d *Desk) Move(by int) { d.pile.move(by) }

// Undo and Redo are those of the pile.
func (d *Desk) Undo() { d.pile.deeds.Undo() }

// Redo does again what was taken back last.
func (d *Desk) Redo() { d.pile.deeds.Redo() }

// Escape stops the scan that is under way, or puts away what tells of the last; false:
// there is neither.
func (d *Desk) Escape() bool {
	if d.now != nil {
		d.stop()
		return true
	}
	return d.strip.shut()
}

// Over puts away what tells of the last scan: what it did was taken back, or its draft lies
// here no more. One that is under way goes on telling.
func (d *Desk) Over() { d.strip.shut() }

// goal is where the pages of a scan go.
type goal int

// atEnd: behind the others, or into a new draft. before, after: the page in view. over: in
// its place. backs: behind the others, until they lie behind their fronts. apart: a pile,
// into drafts of their own.
const (
	atEnd goal = iota
	before
	after
	over
	backs
	apart
)

// run is one scan, or one that goes on after a jam.
type run struct {
	order   office.ScanOrder
	profile string
	device  string
	goal    goal
	page    int // of the goal, counted from 1; 0: none
	joins   int // pages of an open draft that these follow; 0: they begin one
	lay     bool
	on      bool        // it goes on with a scan that ended before its paper did
	draft   office.ID   // into which the pages came; empty: none did
	pages   []office.ID // that came
	coarse  int         // dpi of the coarsest page that came with fewer than were asked for; 0: none did
	fronts  []office.ID // of backs
	job     *job.Job
	out     office.ScanOutcome
	err     error
}

// Scan scans as the last time (F5). The first time it asks with what.
func (d *Desk) Scan() {
	if d.now != nil {
		return
	}
	d.read(func() {
		p, err := d.setup.Named(d.setup.Profile)
		if d.setup.Scanner.ID == "" || err != nil {
			d.ask()
			return
		}
		w, _ := p.On(d.setup.Scanner)
		d.start(d.aimed(atEnd, w, p.Name, d.setup.Scanner.Name))
	})
}

// Ask asks with what to scan, and where the pages go.
func (d *Desk) Ask() {
	if d.now == nil {
		d.read(d.ask)
	}
}

// read reads with what this station scans.
func (d *Desk) read(then func()) {
	kit.Load(d.desk.Context(), d.services.ScanSetup, func(s office.ScanSetup, err error) {
		if err != nil {
			d.desk.Tell(err)
			return
		}
		d.setup = s
		then()
	})
}

func (d *Desk) ask() {
	if d.sheet == nil && d.now == nil {
		d.sheet = openSheet(d)
	}
}

// aimed is a scan whose pages go to a goal on the desk as it is now.
func (d *Desk) aimed(g goal, w office.ScanWish, profile, device string) *run {
	r := &run{goal: g, profile: profile, device: device, order: office.ScanOrder{Wish: w, Clerk: d.table.Clerk()}}
	draft, pages, shown := d.table.Lying()
	if g == apart {
		return r
	}
	r.order.Draft, r.lay = draft, draft == ""
	if g == atEnd {
		r.joins = len(pages)
	}
	if shown < 0 || shown >= len(pages) {
		return r
	}
	r.page = shown + 1
	switch {
	case g == before:
		r.order.Before = pages[shown].ID
	case g == after && shown+1 < len(pages):
		r.order.Before = pages[shown+1].ID
	case g == over:
		r.order.Over = pages[shown].ID
	}
	return r
}

// start scans away from the screen and shows each page as it comes.
func (d *Desk) start(r *run) {
	if d.now != nil {
		return
	}
	d.now = r
	if r.goal == apart && !r.on {
		d.table.Clear()
		d.pile.begin()
	}
	d.strip.going(r)
	r.job = d.desk.Run(kit.T("scan.job", r.device), true, func(ctx context.Context, p *job.Progress) (err error) {
		r.out, err = d.services.Scan(ctx, r.order, func(a office.ScanArrival) { kit.OnScreen(func() { d.came(r, a) }) }, p)
		return err
	}, func(err error) { d.ended(r, err) })
}

func (d *Desk) stop() {
	d.now.job.Cancel()
	d.strip.stopping()
}

func (d *Desk) came(r *run, a office.ScanArrival) {
	r.pages = append(r.pages, a.Page.ID)
	r.weigh(a.Page)
	first := r.draft == ""
	r.draft = a.Draft
	if r.goal == apart {
		d.pile.came(a)
	} else {
		d.table.Came(a, first && r.lay, r.goal != atEnd && r.goal != backs && first)
		d.table.Scanned(a.Draft, r.deed())
	}
	if d.now == r {
		d.strip.going(r)
	}
}

// weigh notes a page that is coarser than was asked for. Devices round by a dot or two.
func (r *run) weigh(p office.Page) {
	const dots = 5
	if came := int(p.Sharpness()); came > 0 && came < r.order.Wish.DPI-dots && (r.coarse == 0 || came < r.coarse) {
		r.coarse = came
	}
}

// deed is what taking the pages of a scan back is called.
func (r *run) deed() string {
	switch r.goal {
	case over:
		return kit.T("scan.did-again", r.page)
	case backs:
		return kit.T("scan.did-backs")
	case before, after:
		return kit.T("scan.did-insert")
	}
	return kit.T("scan.did")
}

// clear tells that the paper ended as it should.
func (r *run) clear() bool {
	return r.err == nil && r.out.End != office.ScanStopped
}

func (d *Desk) ended(r *run, err error) {
	r.err, d.now, d.last = err, nil, r
	switch {
	case r.goal == apart:
		d.pile.ended()
		d.strip.ended(r)
	case r.draft == "":
		d.strip.ended(r)
	default:
		d.table.Lay(r.draft, func(lies bool) { d.landed(r, lies) })
	}
}

// landed goes on with pages that came once their draft lies on the desk, or tells where it
// is: the clerk has gone on with something else.
func (d *Desk) landed(r *run, lies bool) {
	d.table.Ended(r.draft)
	if r.goal == backs && r.clear() {
		d.interleave(r)
		return
	}
	d.strip.ended(r)
	switch {
	case !lies:
		d.desk.Lead(kit.Info, kit.Trouble{Said: kit.T("scan.elsewhere", len(r.pages))}, kit.T("scan.see"), func() {
			d.Front()
			d.table.Open(r.draft)
		})
	case r.clear() && r.goal == atEnd:
		d.table.Count()
	}
}

// interleave lays the backs behind their fronts, or tells both counts.
func (d *Desk) interleave(r *run) {
	kit.Do(d.desk, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, d.services.Interleave(ctx, r.draft, r.fronts, r.pages)
	}, func(_ struct{}, err error) {
		if r.err = err; err == nil {
			d.table.Scanned(r.draft, kit.T("scan.did-interleave"))
			d.table.Ended(r.draft)
		}
		d.strip.ended(r)
		if err == nil {
			d.table.Count()
		}
	})
}

// scanBacks scans the other sides of the sheets that were scanned last.
func (d *Desk) scanBacks() {
	was := d.last
	r := *was
	r.goal, r.lay, r.on, r.out, r.err = backs, false, false, office.ScanOutcome{}, nil
	r.order.Draft = was.draft
	if was.goal != backs {
		r.fronts, r.pages = was.pages, nil
	} else {
		r.pages = slices.Clone(was.pages)
	}
	d.start(&r)
}

// goOn scans on from where a scan ended before its paper did.
func (d *Desk) goOn() {
	was := d.last
	if was.goal == backs {
		d.scanBacks()
		return
	}
	r := *was
	r.out, r.err, r.coarse = office.ScanOutcome{}, nil, 0
	r.on = true
	if r.draft != "" {
		r.order.Draft, r.lay = r.draft, false
	}
	d.start(&r)
}

// turnable tells that the sheets of a scan may have a back that was not scanned.
func (r *run) turnable() bool {
	return r.goal == atEnd && r.clear() && r.order.Wish.Source == office.Feeder && len(r.pages) > 0
}
