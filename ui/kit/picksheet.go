package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// pickSheet lies over the whole window: a shade, and on it the sheet of the picker, which
// follows the window when that grows or shrinks.
type pickSheet struct {
	widget.BaseWidget
	p       *picker
	shade   *canvas.Rectangle
	content fyne.CanvasObject
	foot    *fyne.Container
}

// Sizes of the sheet, in units of the screen; it never exceeds the window.
const (
	pickerWide = 980
	pickerTall = 680
	pickerEdge = 12 // between the sheet and the edge of a small window
	placesWide = 196
	findWide   = 190
)

func newPickSheet(p *picker) *pickSheet {
	s := &pickSheet{p: p, shade: canvas.NewRectangle(theme.Color(theme.ColorNameShadow))}
	p.path, p.find = newPathEntry(p), newPickEntry(p)
	p.find.Icon, p.find.PlaceHolder = theme.SearchIcon(), T("files.find")
	p.find.OnChanged = func(string) { p.filter() }
	p.find.OnSubmitted = func(string) { p.enterRow(0) }
	p.find.onDown = func() { p.desk.Focus(p.list) }
	p.order = NewQuietButton("", theme.MenuDropDownIcon(), p.turnOrder)
	p.nameOrder()
	p.list, p.places = newFolderList(p), newPlaceList(p)
	p.told, p.none = wrapped(), widget.NewLabel("")
	p.none.Alignment, p.none.Importance, p.none.Wrapping = fyne.TextAlignCenter, widget.LowImportance, fyne.TextWrapWord
	p.none.Hide()
	s.buttons()
	s.content = s.layOut()
	s.ExtendBaseWidget(s)
	return s
}

func (s *pickSheet) buttons() {
	p := s.p
	p.accept = NewMainButton(T("files.open"), nil, p.take)
	p.cancel = NewButton(T("files.cancel"), nil, p.close)
	p.unpick = NewQuietButton(T("files.untick"), nil, p.untickAll)
	p.stay = NewButton(T("files.stay"), nil, func() {
		p.stopEntering()
		p.judge()
	})
	for _, b := range []*Button{p.accept, p.cancel, p.unpick, p.stay, p.order} {
		b.OnEscape = p.close
	}
	p.stay.Hide()
	p.unpick.Hide()
	p.name = newPickEntry(p)
	p.name.OnChanged = func(string) {
		p.asking = ""
		p.judge()
	}
	p.name.OnSubmitted = func(string) { p.submitName() }
}

func (s *pickSheet) layOut() fyne.CanvasObject {
	p := s.p
	title := T("files.open-title")
	switch {
	case p.saving != nil:
		title = T("files.save-title")
		p.accept.SetText(T("files.save"))
	case p.whole:
		title = T("files.folder-title")
		p.accept.SetText(T("files.folder-take"))
	case !p.many:
		p.accept.SetText(T("files.open-one"))
	}
	up := NewButton(T("files.up"), theme.MoveUpIcon(), p.up)
	up.OnEscape = p.close
	find := AsWide(findWide, p.find)
	head := container.NewVBox(Border(nil, nil, nil, p.order, Subheading(title)), Border(nil, nil, up, find, p.path))
	s.foot = container.NewHBox(p.unpick, p.stay, p.cancel, p.accept)
	var bottom fyne.CanvasObject = Border(nil, nil, nil, container.NewVBox(layout.NewSpacer(), s.foot), p.told)
	if p.saving != nil {
		bottom = container.NewVBox(Border(nil, nil, Caption(T("files.name")), nil, p.name), bottom)
	}
	list := container.NewStack(p.list, container.NewCenter(AsWide(placesWide*2, p.none)))
	left := AsWide(placesWide, p.places.scroll)
	return container.NewStack(NewGround(theme.ColorNameOverlayBackground, 10), Padded(14, Border(head, bottom, left, nil, list)), p.path.hanger)
}

func (s *pickSheet) show() {
	c := s.p.desk.Window.Canvas()
	c.Overlays().Add(s)
	s.Resize(c.Size())
	s.Refresh()
}

func (s *pickSheet) hide() { s.p.desk.Window.Canvas().Overlays().Remove(s) }

// shown tells that it lies over the window.
func (s *pickSheet) shown() bool {
	for _, o := range s.p.desk.Window.Canvas().Overlays().List() {
		if o == fyne.CanvasObject(s) {
			return true
		}
	}
	return false
}

// MinSize is nothing: the window does not grow for it.
func (s *pickSheet) MinSize() fyne.Size { return fyne.Size{} }

// CreateRenderer lays the sheet on the shade.
func (s *pickSheet) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(inMiddle{}, s.shade, s.content))
}

// inMiddle sets a sheet in the middle of a shade.
type inMiddle struct{}

func (inMiddle) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (inMiddle) Layout(o []fyne.CanvasObject, room fyne.Size) {
	o[0].Resize(room)
	size := fyne.NewSize(min(pickerWide, room.Width-2*pickerEdge), min(pickerTall, room.Height-2*pickerEdge))
	o[1].Resize(size)
	o[1].Move(fyne.NewPos((room.Width-size.Width)/2, (room.Height-size.Height)/2))
}
