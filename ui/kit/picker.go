package kit

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit/folder"
)

// picker is the sheet on which a clerk chooses files, or a name to save under. Its life:
//   - open shows it in the folder that was left last; enter goes to others, each read away
//     from the screen and left where it does not answer;
//   - what is ticked stays ticked, in whatever folder, until it is taken or unticked;
//   - take hands on what was chosen, close thinks better of it. It creates and replaces
//     nothing.
type picker struct {
	desk    *Desk
	endings []string
	many    bool
	saving  *Saving // nil: files are opened
	whole   bool    // the folder itself is chosen, and no file in it
	then    func(paths []string, over bool)

	dir     string
	listing folder.Listing
	entries []folder.Entry  // of the listing, those that the search leaves
	chosen  map[string]bool // by path, in whatever folders
	anchor  int             // of entries, where a range begins; -1: nowhere
	full    error           // why the folder takes no file; nil: it does
	asking  string          // a name that is taken, about which was asked; empty: none
	tapped  tap

	ctx   context.Context
	drop  context.CancelFunc
	leave context.CancelFunc // the folder that is being entered

	sheet    *pickSheet
	path     *pathEntry
	find     *pickEntry
	order    *Button
	list     *folderList
	glimpses *glimpses
	places   *placeList
	name     *pickEntry
	told     *widget.Label
	none     *widget.Label
	unpick   *Button
	stay     *Button // waits no longer for the folder that is being entered
	cancel   *Button
	accept   *Button
}

// tap is a row that was clicked, and when: twice on one row in a moment takes it.
type tap struct {
	path string
	at   time.Time
}

// twice is how soon a second click follows the first.
const twice = 400 * time.Millisecond

// PickFiles asks for files with one of the endings; many allows more than one.
// then is called with full paths in the order in which a person counts them,
// and not at all when the clerk thinks better of it.
func (d *Desk) PickFiles(endings []string, many bool, then func(paths []string)) {
	newPicker(d, endings, many, nil, func(paths []string, _ bool) { then(paths) }).open()
}

// PickFolder asks for a folder; then is called with its full path.
func (d *Desk) PickFolder(then func(dir string)) {
	if d.AskFolder != nil {
		d.AskFolder(then)
		return
	}
	p := newPickerOf(d, noFiles, false, nil, true, func(dirs []string, _ bool) { then(dirs[0]) })
	p.open()
}

// noFiles are endings that no file has.
var noFiles = []string{"."}

func newPicker(d *Desk, endings []string, many bool, s *Saving, then func(paths []string, over bool)) *picker {
	return newPickerOf(d, endings, many, s, false, then)
}

func newPickerOf(d *Desk, endings []string, many bool, s *Saving, whole bool, then func(paths []string, over bool)) *picker {
	p := &picker{desk: d, endings: endings, many: many, saving: s, whole: whole, then: then, chosen: map[string]bool{}, anchor: -1}
	p.ctx, p.drop = context.WithCancel(d.Context())
	p.glimpses = newGlimpses(p)
	p.sheet = newPickSheet(p)
	return p
}

func (p *picker) open() {
	p.sheet.show()
	p.desk.asks(p.accept, p.close)
	p.places.read()
	p.enter("", p.first)
	if p.saving != nil {
		p.name.SetText(office.MendedFileName(p.saving.Name))
		p.desk.Focus(p.name)
		p.name.TypedShortcut(&fyne.ShortcutSelectAll{})
	} else {
		p.desk.Focus(p.list)
	}
	p.judge()
}

// arrival is a folder as it was read.
type arrival struct {
	dir     string
	listing folder.Listing
	full    error  // why it takes no file
	note    error  // what is to be told beside
	file    string // in it, that was named; empty: none
}

// goTo shows another folder; what is ticked elsewhere stays ticked.
func (p *picker) goTo(dir string) {
	p.enter(dir, func(ctx context.Context) (arrival, error) { return p.read(ctx, dir) })
}

func (p *picker) read(ctx context.Context, dir string) (a arrival, err error) {
	a.dir = dir
	if a.listing, err = folder.Read(ctx, dir, folder.Wish{Endings: p.endings, ByName: !newestFirst()}); err != nil {
		return a, err
	}
	if p.saving != nil {
		a.full = folder.Takes(ctx, dir, p.saving.Size, Sized)
	}
	return a, nil
}

// first reads the folder where one begins: that of the last time, or the first of the
// usual ones that is there.
func (p *picker) first(ctx context.Context) (a arrival, err error) {
	var note error
	for _, dir := range p.beginnings() {
		brief, stop := context.WithTimeout(ctx, folder.Patience)
		a, err = p.read(brief, dir)
		stop()
		if err == nil {
			a.note = note
			return a, nil
		}
		if dir == lastFolder(p.purpose()) && errors.Is(err, context.DeadlineExceeded) {
			note = folder.Silent.About(Foreign(dir)).Because(err)
		}
	}
	return a, err
}

func (p *picker) beginnings() (dirs []string) {
	dirs = []string{lastFolder(p.purpose()), lastFolder("")}
	for _, place := range folder.Places() {
		if place.Kind == folder.Documents || place.Kind == folder.Home {
			dirs = append(dirs, place.Dir)
		}
	}
	dirs = append(dirs, filepath.VolumeName(os.TempDir())+string(filepath.Separator))
	return slices.DeleteFunc(dirs, func(dir string) bool { return dir == "" })
}

// enter goes to a folder, and no longer to the one before it that has not answered. It
// shows that it waits when the wait is felt.
func (p *picker) enter(said string, read func(context.Context) (arrival, error)) {
	p.stopEntering()
	ctx, leave := context.WithCancel(p.ctx)
	p.leave = leave
	Later(ctx, ShowsAfter, func() { p.waits(said) })
	Load(ctx, read, func(a arrival, err error) {
		p.stopEntering()
		if t, bad := Explain(err); bad {
			p.judge()
			p.say(widget.WarningImportance, t.String())
			return
		}
		p.arrive(a)
	})
}

func (p *picker) stopEntering() {
	if p.leave != nil {
		p.leave()
		p.leave = nil
	}
	p.stay.Hide()
}

func (p *picker) waits(dir string) {
	p.stay.Show()
	p.sheet.foot.Refresh()
	if dir == "" {
		p.say(widget.MediumImportance, T("files.waiting-first"))
		return
	}
	p.say(widget.MediumImportance, T("files.waiting", Foreign(dir)))
}

// arrive shows a folder that was read. Coming from below, the one that was left is lit.
func (p *picker) arrive(a arrival) {
	from := p.dir
	p.dir, p.listing, p.full, p.asking = a.dir, a.listing, a.full, ""
	p.path.put(a.dir)
	p.find.Text = ""
	p.find.Refresh()
	p.filter()
	p.list.light(max(0, slices.IndexFunc(p.entries, func(e folder.Entry) bool { return e.Folder && p.pathOf(e) == from })))
	if a.file != "" {
		p.named(a.file)
	}
	if t, is := Explain(a.note); is {
		p.say(widget.WarningImportance, t.String())
	}
}

func (p *picker) pathOf(e folder.Entry) string { return filepath.Join(p.dir, e.Name) }

func (p *picker) up() { p.goTo(filepath.Dir(p.dir)) }

// turnOrder lists the newest first, or by name, and remembers which.
func (p *picker) turnOrder() {
	fyne.CurrentApp().Preferences().SetBool(prefByName, newestFirst())
	p.nameOrder()
	p.goTo(p.dir)
}

func (p *picker) nameOrder() {
	word := T("files.by-name")
	if newestFirst() {
		word = T("files.newest")
	}
	p.order.SetText(word)
}

// take hands on what was chosen.
func (p *picker) take() {
	switch {
	case p.saving != nil:
		p.takeName()
		return
	case p.whole:
		p.done(p.dir, []string{p.dir}, false)
		return
	}
	if paths := p.paths(); len(paths) > 0 {
		p.done(filepath.Dir(paths[len(paths)-1]), paths, false)
	}
}

func (p *picker) done(dir string, paths []string, over bool) {
	rememberFolder(p.purpose(), dir)
	p.close()
	p.then(paths, over)
}

func (p *picker) close() {
	p.stopEntering()
	p.drop()
	p.sheet.hide()
}

func (p *picker) say(tone widget.Importance, text string) {
	p.told.Importance = tone
	p.told.SetText(text)
}

// judge says what would be taken, and lets it be taken if it may.
func (p *picker) judge() {
	switch {
	case p.saving != nil:
		p.judgeName()
		return
	case p.whole:
		Able(p.accept, p.dir != "")
		p.say(widget.MediumImportance, T("files.folder-here", Foreign(p.dir)))
		return
	}
	paths := p.paths()
	Able(p.accept, len(paths) > 0)
	Seen(p.unpick, len(paths) > 0)
	if len(paths) == 0 {
		p.say(widget.LowImportance, T("files.none"))
		return
	}
	p.say(widget.MediumImportance, p.chosenSaid(paths))
}
