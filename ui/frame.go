package ui

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/office"
	"tram/ui/audit"
	"tram/ui/books"
	"tram/ui/digitise"
	"tram/ui/documents"
	"tram/ui/emergency"
	"tram/ui/kit"
	"tram/ui/meetings"
	"tram/ui/people"
	"tram/ui/printing"
	"tram/ui/proof"
	"tram/ui/records"
	"tram/ui/requests"
	"tram/ui/scan"
	"tram/ui/settings"
	"tram/ui/sign"
	"tram/ui/today"
	"tram/ui/workfiles"
)

// planBook is the name of the register that holds the plan.
const planBook = "phuong-an"

// newsGap is the air around the news, in units of the screen.
const newsGap = 6

// frame is the desk: the places at the left, the page of the place in front,
// the status line below.
type frame struct {
	w        *Window
	ctx      context.Context
	close    context.CancelFunc
	pages    []kit.Page
	finder   kit.Page // where one searches from a page that has nothing to search
	side     *sidebar
	front    *fyne.Container
	content  fyne.CanvasObject
	status   *status
	now      int
	own      *settings.Page
	all      *kit.Everywhere // one search over everything
	needs    []office.Right  // of each page, for its main act; empty: it is there to look
	lacks    *kit.Callout    // that the right is wanting
	power    office.Power    // by what the machine ran when it was asked last
	toPlan   func()          // leads to the plan
	toShelf  func()          // leads to the registers of documents
	toFiles  func()          // leads to the work files
	toDesk   func()          // leads to the one-stop desk
	toAgenda func()          // leads to the meetings
	files    []kit.Page      // on which pages of files are drawn
	scans    *scan.Desk
	banner   *banner
	without  *emergency.Page // work without a line
}

func newFrame(w *Window) *frame {
	f := &frame{w: w, side: newSidebar(), front: container.NewStack(), lacks: kit.NewCallout(), now: -1}
	f.ctx, f.close = context.WithCancel(w.desk.Context())
	f.status = newStatus(w)
	f.addPages()
	f.banner = newBanner(w.services, func() { f.goToPage(f.without) })
	f.door(kit.IconWarning, kit.T("emergency.title"), "", f.without, "") // the banner and the help lead there
	f.side.lockBy(kit.NewPlace(kit.IconLock, kit.T("frame.lock"), "Ctrl+L", w.lockAsked))
	f.side.foot(f.door(kit.IconHelp, kit.T("frame.help"), "F1", newHelp(func() { f.goToPage(f.without) }), ""))
	page := kit.Border(f.banner.content, nil, nil, nil, kit.Border(f.lacks, nil, nil, nil, container.NewScroll(f.front)))
	f.content = container.New(&deskLayout{side: f.side, paper: f.onPaper, told: w.desk.News.TakesRoom}, f.side.content, page, f.status.content, w.desk.News, f.side.hint)
	w.desk.News.OnChanged, w.desk.OnFaced = f.content.Refresh, f.content.Refresh
	f.status.askDisk(f.ctx)
	follow(f.ctx, w.services, f.changed)
	go followPower(f.ctx, w.services, f.powered)
	go f.followMeetings(f.ctx)
	if w.options.Untouched != nil {
		go f.followIdle(f.ctx)
	}
	f.changed()
	return f
}

// addPages puts the pages behind their doors, in the order of Alt+1, Alt+2….
func (f *frame) addPages() {
	w := f.w
	desk, signs := digitise.New(w.desk, w.services), sign.New(w.desk, w.services)
	f.leadToScanning(desk)
	prints := printing.New(w.desk, w.services)
	kept, proven := records.New(w.desk, w.services), proof.New(w.desk, w.services)
	own := settings.New(w.desk, w.services, settings.Look{
		Dark: w.app.Preferences().Bool(prefDark), SetDark: w.setDark, TextSize: w.textSize(), SetTextSize: w.setTextSize, SetLanguage: w.setLanguage, Reminds: w.reminds(), SetReminds: w.setReminds, OpenFolder: w.options.View, Save: w.options.Save,
	})
	first, registers, journal := today.New(w.desk, w.services), books.New(w.desk, w.services), audit.New(w.desk, w.services)
	users := people.New(w.desk, w.services)
	users.NameFirst = w.nameAdministrator
	f.without = emergency.New(w.desk, w.services)
	f.leadFromEmergency(registers)
	shelf, workFiles, counter := documents.New(w.desk, w.services), workfiles.New(w.desk, w.services), requests.New(w.desk, w.services)
	agenda := meetings.New(w.desk, w.services)
	to := places{desk, prints, signs, kept, registers, journal, proven, users, shelf, workFiles, counter, agenda}
	f.searchEverywhere(to)
	f.add(kit.IconToday, kit.T("frame.today"), first, "")
	f.side.group(kit.T("frame.group-work"))
	f.add(kit.IconDigitise, kit.T("frame.digitise"), desk, office.MayConvert)
	f.add(kit.IconSign, kit.T("frame.sign"), signs, office.MaySign)
	above := f.add(kit.IconPrinting, kit.T("frame.printing"), prints, office.MayConvert)
	f.side.group(kit.T("frame.group-kept"))
	f.add(kit.IconRecords, kit.T("frame.records"), kept, "")
	f.add(kit.IconProof, kit.T("frame.proof"), proven, "")
	f.add(kit.IconBooks, kit.T("frame.books"), registers, office.MayKeep)
	f.add(kit.IconAudit, kit.T("frame.audit"), journal, "")
	f.side.group(kit.T("frame.group-office"))
	f.add(kit.IconSettings, kit.T("frame.settings"), own, office.MayRun)
	f.add(kit.IconPerson, kit.T("frame.people"), users, "")
	above = f.addBelow(above, f.door(kit.IconDocuments, kit.T("frame.documents"), "Alt+V", shelf, office.MayKeep))
	above = f.addBelow(above, f.door(kit.IconWorkFiles, kit.T("frame.workfiles"), "Alt+H", workFiles, office.MayKeep))
	above = f.addBelow(above, f.door(kit.IconRequests, kit.T("frame.requests"), "Alt+M", counter, office.MayKeep))
	f.addBelow(above, f.door(kit.IconMeetings, kit.T("frame.meetings"), "Alt+C", agenda, ""))
	f.toShelf, f.toFiles, f.toDesk, f.toAgenda = func() { f.enter(shelf) }, func() { f.enter(workFiles) }, func() { f.enter(counter) }, func() { f.enter(agenda) }
	f.leadToRegisters(desk, shelf)
	workFiles.OpenDocument = func(id office.ID) { f.goToPage(shelf); shelf.Open(id) }
	f.finder, f.own, f.files = kept, own, []kit.Page{signs, prints, proven}
	f.leadToRecords(kept, desk, signs, proven)
	f.leadFromCounter(counter, kept, desk)
	f.leadToSigning(signs, desk, kept)
	f.leadToPaper(prints, kept)
	f.leadFromToday(first, to)
	f.toPlan = func() {
		f.goToPage(registers)
		registers.Open(planBook, "")
	}
	proven.Files = proof.Files{Save: w.options.Save, Open: w.options.View}
	toKeys := func() { f.goToPage(own); own.ToKeys() }
	proven.OpenKeys, signs.OpenSettings, agenda.OpenKeys = toKeys, toKeys, toKeys
	agenda.OpenLines = f.toLines
	agenda.OpenDocument = func(id office.ID) { f.goToPage(shelf); shelf.Open(id) }
}

// leadToRecords lets the pages open a record.
func (f *frame) leadToRecords(kept *records.Page, desk *digitise.Page, signs *sign.Page, proven *proof.Page) {
	open := func(id office.ID) {
		f.goToPage(kept)
		kept.Open(id)
	}
	desk.OpenRecord, signs.OpenRecord, proven.OpenRecord = open, open, open
}

// leadFromCounter leads from a request to its papers as data messages, and to where paper becomes one.
func (f *frame) leadFromCounter(counter *requests.Page, kept *records.Page, desk *digitise.Page) {
	counter.OpenRecord = func(id office.ID) {
		f.goToPage(kept)
		kept.Open(id)
	}
	counter.Digitise = func() { f.goToPage(desk) }
}

// leadToScanning lets paper come onto the desk from devices, and from the folder to which
// they scan.
func (f *frame) leadToScanning(desk *digitise.Page) {
	f.scans = scan.New(f.w.desk, f.w.services)
	f.scans.At(desk)
	f.scans.Front, f.scans.ToFolder, f.scans.ToToday = func() { f.goToPage(desk) }, f.toScanning, func() { f.goTo(0) }
	desk.TakeScans(f.scans)
}

// leadToRegisters lets papers that came in be scanned from the registers, and leads from what was taken
// in to the registers.
func (f *frame) leadToRegisters(desk *digitise.Page, shelf *documents.Page) {
	desk.OpenDocument = func(id office.ID) {
		f.goToPage(shelf)
		shelf.Open(id)
	}
	desk.ToRegisters = func() { f.goToPage(shelf); shelf.Begin() }
	shelf.TakeScans(func() { f.goToPage(desk); desk.ScanIn() })
}

// leadToSigning lets the pages send a document to where it is signed, and tells
// the desk of it.
func (f *frame) leadToSigning(signs *sign.Page, desk *digitise.Page, kept *records.Page) {
	toSign := func(id office.ID) {
		signs.SignOne(id)
		f.goToPage(signs)
	}
	desk.SignRecord, kept.SignRecord = toSign, toSign
	signs.OnSigned = desk.Signed
	signs.StartDigitising = func() { f.goToPage(desk) }
}

// leadToPaper lets a record of paper that was made of data be opened in its own
// place, and a code of other paper lead from there to its record.
func (f *frame) leadToPaper(prints *printing.Page, kept *records.Page) {
	kept.OpenMessage = func(id office.ID) {
		f.goToPage(prints)
		prints.Open(id)
	}
	prints.Front = func() { f.goToPage(prints) }
	prints.OpenRecord = func(id office.ID) {
		f.goToPage(kept)
		kept.Open(id)
	}
}

// leadFromEmergency lets slips that were written on be written in, and receipts be opened.
func (f *frame) leadFromEmergency(registers *books.Page) {
	f.without.OpenReceipt = func(id office.ID) {
		f.goToPage(registers)
		registers.Open(receiptBook, id)
	}
	f.without.WriteIn = func(number string) {
		f.goToPage(registers)
		registers.BeginWith(receiptBook, map[string]string{"number": number})
	}
}

// receiptBook is the register of paper receipts.
const receiptBook = "bien-nhan"

// toData leads to what is known of the data themselves.
func (f *frame) toData() {
	f.goToPage(f.own)
	f.own.ToData()
}

// toCopies leads to where the office keeps copies of itself.
func (f *frame) toCopies() {
	f.goToPage(f.own)
	f.own.ToCopies()
}

// toLines leads to the account for letters and the calendars that are shared.
func (f *frame) toLines() {
	f.goToPage(f.own)
	f.own.ToLines()
}

// toScanning leads to the scanners and the watched folder.
func (f *frame) toScanning() {
	f.goToPage(f.own)
	f.own.ToScanning()
}

// addBelow adds the door of a page below another, and gives it back.
func (f *frame) addBelow(above, d *kit.Place) *kit.Place {
	f.side.addBelow(above, d)
	return d
}

// enter goes to a place by its key, with the keyboard on its door.
func (f *frame) enter(p kit.Page) {
	f.w.desk.Focus(f.side.doors[slices.Index(f.pages, p)])
	f.goToPage(p)
}

// goToPage goes to the place where a page is.
func (f *frame) goToPage(p kit.Page) { f.goTo(slices.Index(f.pages, p)) }

func (f *frame) add(icon fyne.Resource, word string, p kit.Page, needs office.Right) *kit.Place {
	d := f.door(icon, word, "Alt+"+strconv.Itoa((len(f.pages)+1)%10), p, needs) // the tenth has Alt+0
	f.side.add(d)
	return d
}

func (f *frame) door(icon fyne.Resource, word, key string, p kit.Page, needs office.Right) *kit.Place {
	i := len(f.pages)
	d := kit.NewPlace(icon, word, key, func() { f.goTo(i) })
	f.pages, f.needs = append(f.pages, p), append(f.needs, needs)
	f.side.doors = append(f.side.doors, d)
	return d
}

// goTo brings a place to the front; places that there are not are passed over.
func (f *frame) goTo(i int) {
	if i < 0 || i >= len(f.pages) {
		return
	}
	if f.now >= 0 {
		f.pages[f.now].Leave()
	}
	if f.now >= 0 && f.now != i {
		f.w.desk.News.Clear() // it spoke of the page that is left
	}
	f.now = i
	for j, d := range f.side.doors {
		d.SetHere(i == j)
	}
	f.front.Objects = []fyne.CanvasObject{f.pages[i].Content()}
	f.side.hint.Hide() // whoever went there knows the word
	f.tellLacking()
	f.pages[i].Enter()
	f.content.Refresh()
	if warm := f.w.desk.Machine.Warm; warm != nil && slices.Contains(f.files, f.pages[i]) {
		go warm()
	}
}

// onPaper tells whether paper lies in front.
func (f *frame) onPaper() bool {
	if f.now < 0 {
		return false
	}
	p, may := f.page().(kit.Papered)
	return may && p.Paper()
}

// page is the one in front.
func (f *frame) page() kit.Page { return f.pages[f.now] }

// changed reads again what the frame tells, and lets the page in front know.
func (f *frame) changed() {
	f.status.read(f.ctx)
	f.banner.read(f.ctx, f.content.Refresh)
	f.seat()
	f.scans.Follow(f.ctx)
	kit.Load(f.ctx, f.w.services.Office, func(o office.Office, err error) {
		if err == nil {
			office, person := whoWorks(f.w.services, o)
			f.side.who.SetText(office)
			f.side.seat(person)
			f.content.Refresh()
		}
	})
	if f.now < 0 {
		return
	}
	if p, ok := f.page().(kit.Watcher); ok {
		p.Changed()
	}
}

// whoWorks names the office, and whose desk this is; empty: nobody has an account, which is
// said below the office.
func whoWorks(s Services, o office.Office) (where, person string) {
	switch said, account := s.Sits(); {
	case said == "":
		return o.Name, ""
	case account == "":
		return o.Name + "\n" + kit.Said(said), ""
	default:
		return o.Name, strings.TrimSuffix(kit.Said(said), ".")
	}
}

// deskLayout: sidebar, page, the news above the page, which makes room for them, and the
// status line below all. What is pressed last stands at the foot of a page, and stays there
// when news come or go; news that go by themselves move nothing. Where the window is narrow, the sidebar folds to icons; beside paper
// it does so sooner.
type deskLayout struct {
	side  *sidebar
	paper func() bool // it lies in front
	told  func() bool // the news take room
}

// The least window: all of a page is reached in it, by scrolling.
const (
	leastWidth  = 480
	leastHeight = 280
	// foldsBelow is the width of a window below which the sidebar shows icons alone.
	foldsBelow = 1180
	// asideBelow is the same where an A4 page lies between two columns: at 70 dpi, so that
	// it counts as seen, it takes 579 units.
	asideBelow = 1480
)

func (*deskLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastWidth, leastHeight)
}

func (l *deskLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	left := l.side.fold(l.sideIn(s.Width))
	bottom := s.Height - statusHeight
	o[0].Resize(fyne.NewSize(left, bottom))
	o[2].Resize(fyne.NewSize(s.Width, statusHeight))
	o[2].Move(fyne.NewPos(0, bottom))
	top := float32(0)
	if news := o[3]; l.told() {
		top = newsGap + kit.HeightAt(news, fyne.Min(newsWidest, s.Width-left-2*newsGap))
		news.Move(fyne.NewPos(left+newsGap, newsGap))
	}
	o[1].Resize(fyne.NewSize(s.Width-left, bottom-top))
	o[1].Move(fyne.NewPos(left, top))
}

// sideIn is how the sidebar stands in a window of that width.
func (l *deskLayout) sideIn(wide float32) sideFold {
	switch {
	case wide < foldsBelow:
		return sideNarrow
	case wide < asideBelow && l.paper():
		return sideAside
	}
	return sideOpen
}
