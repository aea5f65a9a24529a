package kit

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/ui/kit/folder"
)

// Newest offers the files that came last into the folder in which files of these endings
// were chosen last: each is taken by one press.
type Newest struct {
	Content *fyne.Container // takes no room while there is nothing to offer

	endings []string
	take    func(path string)
	title   *widget.Label
	files   *fyne.Container
}

// mostNewest is how many files are offered.
const mostNewest = 3

// NewNewest offers nothing yet.
func NewNewest(endings []string, take func(path string)) *Newest {
	n := &Newest{endings: endings, take: take, title: Muted(""), files: container.NewVBox()}
	n.Content = container.NewVBox(n.title, n.files)
	n.Content.Hide()
	return n
}

// Read looks into the folder, away from the screen. One that does not answer offers
// nothing.
func (n *Newest) Read(ctx context.Context) {
	dir := lastFolder(strings.Join(n.endings, ""))
	if dir == "" {
		return
	}
	Load(ctx, func(ctx context.Context) (folder.Listing, error) {
		return folder.Read(ctx, dir, folder.Wish{Endings: n.endings})
	}, func(l folder.Listing, _ error) { n.show(dir, l.Entries) })
}

func (n *Newest) show(dir string, entries []folder.Entry) {
	n.files.RemoveAll()
	for _, e := range entries {
		if e.Folder || e.Away || len(n.files.Objects) == mostNewest {
			continue
		}
		path := filepath.Join(dir, e.Name)
		b := NewQuietButton(Foreign(e.Name)+" · "+At(e.At), theme.FileIcon(), func() { n.take(path) })
		b.Alignment = widget.ButtonAlignLeading
		n.files.Add(container.New(cut{}, b))
	}
	n.title.SetText(T("files.newest-in", Foreign(filepath.Base(dir))))
	Seen(n.Content, len(n.files.Objects) > 0)
	n.Content.Refresh()
}

// cut lets a long name be cut off where the room ends.
type cut struct{}

func (cut) MinSize(o []fyne.CanvasObject) fyne.Size { return fyne.NewSize(120, o[0].MinSize().Height) }
func (cut) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(s)
}
