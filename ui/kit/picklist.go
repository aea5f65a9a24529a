package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/ui/kit/folder"
)

// folderList is the list of a folder. Letters that are typed here go to the search.
type folderList struct {
	List
	p  *picker
	at int // the row that the keyboard is on
}

func newFolderList(p *picker) *folderList {
	l := &folderList{p: p}
	l.Length = func() int { return len(p.entries) }
	l.CreateItem = func() fyne.CanvasObject { return newFileRow(p.rowTall()) }
	l.UpdateItem = func(i int, o fyne.CanvasObject) {
		e := p.entries[i]
		o.(*fileRow).show(e, p.chosen[p.pathOf(e)], p.saving == nil)
		p.glimpses.put(i, e, o.(*fileRow))
	}
	l.OnSelected = func(i int) {
		l.at = i
		l.UnselectAll()
		p.pick(i)
	}
	l.ExtendBaseWidget(l)
	return l
}

// light moves the keyboard to a row.
func (l *folderList) light(i int) {
	l.at = max(0, min(i, len(l.p.entries)-1))
	if len(l.p.entries) > 0 {
		l.Highlight(l.at)
	}
}

// inView tells whether a row is seen, or next to what is: the list fills the row that comes
// next while it is still out of sight, and not again when it comes.
func (l *folderList) inView(i int) bool {
	tall := l.p.rowTall() + l.Theme().Size(theme.SizeNamePadding)
	top := float32(i)*tall - l.GetScrollOffset()
	return top > -2*tall && top < l.Size().Height+tall
}

// page is how many rows are seen at once.
func (l *folderList) page() int {
	return max(1, int(l.Size().Height/(l.p.rowTall()+l.Theme().Size(theme.SizeNamePadding)))-1)
}

// TypedKey walks by the arrows and pages, with Shift ticking what it passes; Space ticks,
// Enter takes, Backspace goes up one level, F5 reads the folder again.
func (l *folderList) TypedKey(e *fyne.KeyEvent) {
	steps := map[fyne.KeyName]int{fyne.KeyDown: 1, fyne.KeyUp: -1, fyne.KeyPageDown: l.page(), fyne.KeyPageUp: -l.page(),
		fyne.KeyHome: -len(l.p.entries), fyne.KeyEnd: len(l.p.entries)}
	if by, is := steps[e.Name]; is {
		l.walk(by)
		return
	}
	switch e.Name {
	case fyne.KeySpace:
		if l.at < len(l.p.entries) {
			l.p.tapped = tap{} // twice is for the mouse
			l.p.pick(l.at)
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		l.p.enterRow(l.at)
	case fyne.KeyEscape:
		l.p.close()
	case fyne.KeyBackspace:
		l.p.up()
	case fyne.KeyF5:
		l.p.goTo(l.p.dir)
	}
}

func (l *folderList) walk(by int) {
	from := l.at
	l.light(l.at + by)
	if l.p.many && l.p.saving == nil && Modifiers()&fyne.KeyModifierShift != 0 && len(l.p.entries) > 0 {
		if l.p.anchor < 0 {
			l.p.anchor = from
		}
		l.p.tickAll(l.p.anchor, l.at)
	}
}

// TypedRune begins to search; a slash and a tilde begin a path.
func (l *folderList) TypedRune(r rune) {
	switch {
	case r == ' ' || r == 0:
	case r == '/' || r == '\\' || r == '~':
		l.p.desk.Focus(l.p.path)
		l.p.path.SetText(string(r))
		l.p.path.CursorColumn = 1
	default:
		l.p.desk.Focus(l.p.find)
		l.p.find.TypedRune(r)
	}
}

// TypedShortcut ticks all files of the list by Ctrl+A, and lets Enter take them: a folder
// that the keyboard was on would open.
func (l *folderList) TypedShortcut(s fyne.Shortcut) {
	if _, all := s.(*fyne.ShortcutSelectAll); all && l.p.many && len(l.p.entries) > 0 {
		l.p.tickAll(0, len(l.p.entries)-1)
		if first := slices.IndexFunc(l.p.entries, func(e folder.Entry) bool { return !e.Folder }); first >= 0 && l.p.entries[l.at].Folder {
			l.light(first)
		}
		return
	}
	l.p.combo(s)
}

// Heights of a row, in units of the screen: with a small picture of its file and without.
const (
	rowWithPicture = 54
	rowWithout     = 34
	pictureInset   = 2
)

func (p *picker) rowTall() float32 {
	if p.glimpses.any() {
		return rowWithPicture
	}
	return rowWithout
}

// fileRow is one line of a folder: tick, small picture, name, size, day.
type fileRow struct {
	widget.BaseWidget
	tall             float32
	tick             *widget.Icon
	icon             *widget.Icon
	paper            *canvas.Rectangle
	picture          *canvas.Image
	wanted           glimpse // that it shows or waits for
	name, size, when *widget.Label
}

func newFileRow(tall float32) *fileRow {
	r := &fileRow{tall: tall, tick: widget.NewIcon(nil), icon: widget.NewIcon(nil)}
	r.picture = &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleSmooth}
	r.paper = canvas.NewRectangle(theme.Color(ColorDesk))
	r.name, r.size, r.when = widget.NewLabel(""), widget.NewLabel(""), widget.NewLabel("")
	r.name.Truncation = fyne.TextTruncateEllipsis
	r.size.Alignment, r.when.Alignment = fyne.TextAlignTrailing, fyne.TextAlignTrailing
	r.size.Importance, r.when.Importance = widget.LowImportance, widget.LowImportance
	r.ExtendBaseWidget(r)
	r.draw(nil)
	return r
}

// show tells of an entry; ticks are of files that are opened.
func (r *fileRow) show(e folder.Entry, chosen, ticks bool) {
	r.name.TextStyle.Bold = chosen
	r.name.SetText(Foreign(e.Name))
	r.when.SetText(DayOf(e.At))
	r.size.SetText("")
	r.icon.SetResource(IconPage)
	switch {
	case e.Folder:
		r.icon.SetResource(Tinted(theme.FolderIcon(), theme.ColorNamePrimary))
	case chosen:
		r.tick.SetResource(Tinted(theme.CheckButtonCheckedIcon(), theme.ColorNamePrimary))
	default:
		r.tick.SetResource(theme.CheckButtonIcon())
	}
	Seen(r.tick, ticks && !e.Folder)
	if !e.Folder {
		r.size.SetText(Sized(e.Size))
	}
}

// CreateRenderer lays the line.
func (r *fileRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(fileLine{r.tall}, r.tick, r.icon, r.paper, r.picture, r.name, r.size, r.when))
}

// fileLine lays tick, icon or picture, name, size and day side by side.
type fileLine struct{ tall float32 }

// Widths in a line, in units of the screen.
const (
	tickWide = 26
	iconSide = 24
	sizeWide = 84
	whenWide = 104
	lineEnd  = 10 // the bar of the list lies there
)

func (f fileLine) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(tickWide+f.tall+sizeWide+whenWide+120, f.tall)
}

func (f fileLine) Layout(o []fyne.CanvasObject, s fyne.Size) {
	middle := func(o fyne.CanvasObject, x, w, h float32) {
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(x, (s.Height-h)/2))
	}
	side := f.tall - 2*pictureInset
	middle(o[0], 4, iconSide, iconSide)
	middle(o[1], tickWide+pictureInset+(side-iconSide)/2, iconSide, iconSide)
	middle(o[2], tickWide+pictureInset, side, side)
	middle(o[3], tickWide+pictureInset+1, side-2, side-2)
	left, line := tickWide+f.tall+2, o[4].MinSize().Height
	right := s.Width - lineEnd
	middle(o[4], left, right-left-sizeWide-whenWide, line)
	middle(o[5], right-sizeWide-whenWide, sizeWide, line)
	middle(o[6], right-whenWide, whenWide, line)
}
