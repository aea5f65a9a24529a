package kit

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// picker is the sheet on which a clerk chooses files, or a name to save under.
// It takes several files at once, which a document of ten pages needs, and it
// never creates or replaces anything itself.
type picker struct {
	desk    *Desk
	endings []string
	many    bool
	saving  bool
	then    func([]string)

	dir     string
	entries []entry
	chosen  map[string]bool // by path, in whatever folders
	anchor  int             // of entries, where a range begins; -1: nowhere
	ctx     context.Context
	drop    context.CancelFunc

	path   *Entry
	order  *Button
	list   *folderList
	name   *Entry
	told   *widget.Label
	accept *Button
	pop    *widget.PopUp
}

// What the picker remembers for the next time, also after a restart: where the
// clerk last chose, and in which order.
const (
	prefFolder = "files.folder"
	prefByName = "files.by-name"
)

func lastFolder() string { return fyne.CurrentApp().Preferences().String(prefFolder) }

func rememberFolder(dir string) { fyne.CurrentApp().Preferences().SetString(prefFolder, dir) }

func newestFirst() bool { return !fyne.CurrentApp().Preferences().Bool(prefByName) }

// PickFiles asks for files with one of the endings; many allows more than one.
// then is called with full paths in the order in which a person counts them,
// and not at all when the clerk thinks better of it.
func (d *Desk) PickFiles(endings []string, many bool, then func(paths []string)) {
	p := newPicker(d, endings, then)
	p.many = many
	p.open(T("files.open-title"), T("files.open"))
}

// PickSave asks under which name to save. A name that is taken is refused
// beside the field, so that nothing is ever replaced.
func (d *Desk) PickSave(name string, then func(path string)) {
	p := newPicker(d, []string{filepath.Ext(name)}, func(paths []string) { then(paths[0]) })
	p.saving = true
	p.name.SetText(name)
	p.open(T("files.save-title"), T("files.save"))
}

func newPicker(d *Desk, endings []string, then func([]string)) *picker {
	p := &picker{desk: d, endings: endings, then: then, chosen: map[string]bool{}}
	p.ctx, p.drop = context.WithCancel(d.Context())
	p.path, p.told, p.name, p.anchor = NewEntry(), widget.NewLabel(""), NewEntry(), -1
	p.path.OnSubmitted = p.typedPath
	p.order = NewQuietButton("", theme.MenuDropDownIcon(), p.turnOrder)
	p.nameOrder()
	p.accept = NewMainButton("", nil, p.take)
	p.told.Wrapping = fyne.TextWrapWord
	p.list = newFolderList(p)
	p.list.OnSelected = func(i int) {
		p.list.UnselectAll()
		p.pick(i)
	}
	p.name.OnChanged = func(string) { p.judge() }
	p.name.OnSubmitted = func(string) { p.take() }
	return p
}

// Sizes of the sheet, in units of the screen; it never exceeds the window.
const (
	pickerWide = 860
	pickerTall = 560
	placesWide = 190
)

func (p *picker) open(title, verb string) {
	p.accept.SetText(verb)
	cancel := NewButton(T("files.cancel"), nil, p.close)
	up := NewButton(T("files.up"), theme.MoveUpIcon(), func() { p.goTo(filepath.Dir(p.dir)) })
	places := container.NewVBox()
	for _, each := range usualPlaces() {
		b := NewQuietButton(each.name, theme.FolderIcon(), func() { p.goTo(each.dir) })
		b.Alignment = widget.ButtonAlignLeading
		places.Add(b)
	}
	foot := container.NewBorder(nil, nil, nil, container.NewHBox(cancel, p.accept), p.told)
	bottom := container.NewVBox(foot)
	if p.saving {
		bottom = container.NewVBox(NewField(T("files.name"), p.name, ""), foot)
	}
	head := container.NewVBox(Subheading(title), container.NewBorder(nil, nil, up, p.order, p.path))
	left := container.New(fixedWidth{placesWide}, container.NewVScroll(places))
	sheet := container.NewBorder(head, bottom, left, nil, p.list)
	p.pop = widget.NewModalPopUp(Padded(10, sheet), p.desk.Window.Canvas())
	room := p.desk.Window.Canvas().Size().SubtractWidthHeight(40, 40)
	p.pop.Resize(fyne.NewSize(min(pickerWide, room.Width), min(pickerTall, room.Height)))
	p.pop.Show()
	p.desk.asks(p.accept, p.close)
	p.goTo(p.startFolder())
	if p.saving {
		p.desk.Focus(p.name)
	} else {
		p.desk.Focus(p.list)
	}
}

func (p *picker) startFolder() string {
	if _, err := os.Stat(lastFolder()); lastFolder() != "" && err == nil {
		return lastFolder()
	}
	if places := usualPlaces(); len(places) > 0 {
		return places[0].dir
	}
	return string(filepath.Separator)
}

// typedPath goes to the folder that was typed, or takes the file.
func (p *picker) typedPath(path string) {
	path = filepath.Clean(strings.TrimSpace(path))
	info, err := os.Stat(path)
	if err == nil && info.Mode().IsRegular() && !p.saving {
		if !p.many {
			p.chosen = map[string]bool{}
		}
		p.chosen[path] = true
		path = filepath.Dir(path)
	}
	p.goTo(path)
}

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

// goTo shows another folder; what is ticked elsewhere stays ticked.
func (p *picker) goTo(dir string) {
	newest := newestFirst()
	Load(p.ctx, func(ctx context.Context) ([]entry, error) { return readFolder(ctx, dir, p.endings, newest) },
		func(found []entry, err error) {
			if t, bad := Explain(err); bad {
				p.told.SetText(t.String())
				return
			}
			p.dir, p.entries, p.anchor = dir, found, -1
			p.path.SetText(dir)
			p.list.ScrollToTop()
			p.list.Refresh()
			p.judge()
		})
}

// pick opens a folder, ticks a file, with Shift all from the one ticked before, or
// takes its name for saving.
func (p *picker) pick(i int) {
	e := p.entries[i]
	path := filepath.Join(p.dir, e.name)
	switch {
	case e.folder:
		p.goTo(path)
		return
	case p.saving:
		p.name.SetText(e.name)
		return
	case !p.many:
		was := p.chosen[path]
		p.chosen = map[string]bool{path: !was}
	case p.anchor >= 0 && Modifiers()&fyne.KeyModifierShift != 0:
		p.tickAll(min(p.anchor, i), max(p.anchor, i))
		return
	default:
		p.chosen[path] = !p.chosen[path]
	}
	p.anchor = i
	p.list.Refresh()
	p.judge()
}

// tickAll ticks the files of a range of the list.
func (p *picker) tickAll(first, last int) {
	for _, e := range p.entries[first : last+1] {
		if !e.folder {
			p.chosen[filepath.Join(p.dir, e.name)] = true
		}
	}
	p.list.Refresh()
	p.judge()
}

// paths are the files that are ticked, or the name to save under.
func (p *picker) paths() []string {
	if p.saving {
		if p.name.Text == "" || filepath.Base(p.name.Text) != p.name.Text {
			return nil
		}
		return []string{filepath.Join(p.dir, p.name.Text)}
	}
	var paths []string
	for path, yes := range p.chosen {
		if yes {
			paths = append(paths, path)
		}
	}
	slices.SortFunc(paths, asCounted)
	return paths
}

// judge says what would be taken, and lets it be taken if it may.
func (p *picker) judge() {
	paths := p.paths()
	may := len(paths) > 0
	p.told.Importance = widget.LowImportance
	switch {
	case p.saving && may && exists(paths[0]):
		may = false
		p.told.Importance = widget.WarningImportance
		p.told.SetText(T("files.taken"))
	case p.saving && !may && p.name.Text != "":
		p.told.Importance = widget.WarningImportance
		p.told.SetText(T("files.name-bad"))
	case p.saving:
		p.told.SetText("")
	case !may:
		p.told.SetText(T("files.none"))
	default:
		p.told.SetText(p.chosenSaid(paths))
	}
	if may {
		p.accept.Enable()
	} else {
		p.accept.Disable()
	}
}

// chosenSaid counts what is ticked, and how much of it lies in other folders.
func (p *picker) chosenSaid(paths []string) string {
	elsewhere := 0
	for _, path := range paths {
		if filepath.Dir(path) != p.dir {
			elsewhere++
		}
	}
	if elsewhere > 0 {
		return T("files.chosen-elsewhere", len(paths), elsewhere)
	}
	return T("files.chosen", len(paths))
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func (p *picker) take() {
	paths := p.paths()
	if len(paths) == 0 || p.saving && exists(paths[0]) {
		return
	}
	rememberFolder(p.dir)
	p.close()
	p.then(paths)
}

func (p *picker) close() {
	p.drop()
	p.pop.Hide()
}

// folderList is the list of a folder: Esc thinks better of it, Backspace goes
// up one level.
type folderList struct {
	List
	p *picker
}

func newFolderList(p *picker) *folderList {
	l := &folderList{p: p}
	l.Length = func() int { return len(p.entries) }
	l.CreateItem = func() fyne.CanvasObject { return newFileRow() }
	l.UpdateItem = func(i int, o fyne.CanvasObject) {
		o.(*fileRow).show(p.entries[i], p.chosen[filepath.Join(p.dir, p.entries[i].name)])
	}
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey leaves the rest to the list.
func (l *folderList) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		l.p.close()
	case fyne.KeyBackspace:
		l.p.goTo(filepath.Dir(l.p.dir))
	default:
		l.List.TypedKey(e)
	}
}

// TypedShortcut ticks all files of the folder by Ctrl+A, and leaves the window's
// combinations to the window.
func (l *folderList) TypedShortcut(s fyne.Shortcut) {
	if _, all := s.(*fyne.ShortcutSelectAll); all && l.p.many && len(l.p.entries) > 0 {
		l.p.tickAll(0, len(l.p.entries)-1)
		return
	}
	passCombo(s)
}

// fileRow is one line of a folder: tick or folder, name, size, day.
type fileRow struct {
	widget.BaseWidget
	icon             *widget.Icon
	name, size, when *widget.Label
}

func newFileRow() *fileRow {
	r := &fileRow{icon: widget.NewIcon(nil), name: widget.NewLabel(""), size: widget.NewLabel(""), when: widget.NewLabel("")}
	r.name.Truncation = fyne.TextTruncateEllipsis
	r.size.Alignment, r.when.Alignment = fyne.TextAlignTrailing, fyne.TextAlignTrailing
	r.size.Importance, r.when.Importance = widget.LowImportance, widget.LowImportance
	r.ExtendBaseWidget(r)
	return r
}

func (r *fileRow) show(e entry, chosen bool) {
	r.name.TextStyle.Bold = chosen
	r.name.SetText(e.name)
	r.when.SetText(DayOf(e.when))
	r.size.SetText("")
	switch {
	case e.folder:
		r.icon.SetResource(Tinted(theme.FolderIcon(), theme.ColorNamePrimary))
		return
	case chosen:
		r.icon.SetResource(Tinted(theme.CheckButtonCheckedIcon(), theme.ColorNamePrimary))
	default:
		r.icon.SetResource(theme.CheckButtonIcon())
	}
	r.size.SetText(Sized(e.size))
}

// CreateRenderer lays the line.
func (r *fileRow) CreateRenderer() fyne.WidgetRenderer {
	right := container.NewHBox(container.New(fixedWidth{90}, r.size), container.New(fixedWidth{110}, r.when))
	return widget.NewSimpleRenderer(container.NewBorder(nil, nil, r.icon, right, r.name))
}

// fixedWidth gives what it holds a width of its own.
type fixedWidth struct{ w float32 }

func (f fixedWidth) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(f.w, o[0].MinSize().Height)
}

func (f fixedWidth) Layout(o []fyne.CanvasObject, size fyne.Size) { o[0].Resize(size) }
