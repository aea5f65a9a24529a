package kit

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/ui/kit/folder"
)

// placeList are the folders at the left that the system itself names. Each is asked
// whether it is there; one that does not answer stays, and says so.
type placeList struct {
	p      *picker
	box    *fyne.Container
	scroll *container.Scroll
	shown  []folder.Place
	doors  map[folder.Place]*Button
	absent map[folder.Place]bool
}

// placesAsked is how often is looked whether a stick was plugged in.
const placesAsked = 3 * time.Second

func newPlaceList(p *picker) *placeList {
	l := &placeList{p: p, box: container.NewVBox(), doors: map[folder.Place]*Button{}, absent: map[folder.Place]bool{}}
	l.scroll = container.NewVScroll(l.box)
	return l
}

// read lists the places, and goes on looking while the picker is there.
func (l *placeList) read() {
	Load(l.p.ctx, func(context.Context) ([]folder.Place, error) { return folder.Places(), nil }, func(all []folder.Place, _ error) { l.set(all) })
	ctx := l.p.ctx
	go func() {
		tick := time.NewTicker(placesAsked)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				all := folder.Places()
				OnScreen(func() { l.set(all) })
			}
		}
	}()
}

func (l *placeList) set(all []folder.Place) {
	if l.p.ctx.Err() != nil || slices.Equal(all, l.shown) {
		return
	}
	l.shown = all
	for _, place := range all {
		if l.doors[place] == nil {
			l.doors[place] = l.door(place)
			l.ask(place)
		}
	}
	l.lay()
}

func (l *placeList) lay() {
	l.box.RemoveAll()
	for _, place := range l.shown {
		if !l.absent[place] {
			l.box.Add(l.doors[place])
		}
	}
	l.box.Refresh()
}

func (l *placeList) door(place folder.Place) *Button {
	b := NewQuietButton(placeSaid(place), kindIcon(place.Kind), func() { l.p.goTo(place.Dir) })
	b.Alignment = widget.ButtonAlignLeading
	b.OnEscape = l.p.close
	return b
}

// ask asks a place whether it is there, away from the screen and not for long.
func (l *placeList) ask(place folder.Place) {
	Load(l.p.ctx, func(ctx context.Context) (folder.Answer, error) { return folder.Ask(ctx, place), nil }, func(a folder.Answer, _ error) {
		switch a {
		case folder.Absent:
			l.absent[place] = true
			l.lay()
		case folder.Mute:
			l.doors[place].SetText(T("files.mute", placeSaid(place)))
		}
	})
}

// placeSaid is what a clerk calls a place.
func placeSaid(p folder.Place) string {
	if p.Name == "" {
		return T("files.place-" + string(p.Kind))
	}
	switch p.Kind {
	case folder.Drive:
		return T("files.drive", Foreign(p.Name))
	case folder.Stick:
		return T("files.stick", Foreign(p.Name))
	case folder.Share:
		return T("files.share", Foreign(p.Name))
	}
	return Foreign(p.Name)
}

func kindIcon(k folder.Kind) fyne.Resource {
	switch k {
	case folder.Home:
		return theme.HomeIcon()
	case folder.Drive, folder.Stick:
		return theme.StorageIcon()
	case folder.Share:
		return theme.ComputerIcon()
	}
	return theme.FolderIcon()
}
