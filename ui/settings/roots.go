package settings

import (
	"context"
	"os"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

var rootFiles = []string{".crt", ".cer", ".pem", ".der"}

// rootCard is the list of authorities whose certificates the office believes.
type rootCard struct {
	section *signingSection
	list    *fyne.Container
	drops   []*kit.Button // by row
	card    fyne.CanvasObject
}

func newRootCard(c *signingSection) *rootCard {
	r := &rootCard{section: c, list: container.NewVBox()}
	add := kit.NewButton(kit.T("trust.add"), theme.ContentAddIcon(), func() { c.pickFile(rootFiles, r.add) })
	c.desk.Guard(office.MayRun, add)
	head := kit.Border(nil, nil, nil, add, kit.Subheading(kit.T("trust.roots")))
	r.card = kit.Card(head, kit.Muted(kit.T("trust.roots-note")), r.list)
	return r
}

func (r *rootCard) show(roots []office.TrustedRoot) {
	r.list.RemoveAll()
	r.drops = nil
	if len(roots) == 0 {
		r.list.Add(kit.Prose(kit.T("trust.roots-none")))
	}
	for _, each := range roots {
		drop := kit.NewQuietButton(kit.T("trust.distrust"), theme.DeleteIcon(), func() { r.remove(each) })
		r.section.desk.Guard(office.MayRun, drop)
		r.drops = append(r.drops, drop)
		r.list.Add(widget.NewSeparator())
		r.list.Add(entryRow(kit.Foreign(each.Name), kit.T("trust.root-facts", kit.DayOf(each.ValidTo), grouped(string(each.SHA256))), drop))
	}
	r.list.Refresh()
}

// entryRow is what is trusted: its name, what tells it from others, and a way to
// trust it no more.
func entryRow(name, facts string, drop *kit.Button) fyne.CanvasObject {
	title := kit.Prose(name)
	title.TextStyle.Bold = true
	words := kit.Lines(title, kit.Muted(facts))
	return kit.Border(nil, nil, nil, container.NewVBox(drop), words)
}

// shownDigits is how much of a digest the eye compares.
const shownDigits = 16

// grouped writes the beginning of a digest in groups of four: 6c97 5068 38ed….
func grouped(digest string) string {
	short := digest[:min(shownDigits, len(digest))]
	var b strings.Builder
	for i, d := range short {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(d)
	}
	if len(short) < len(digest) {
		b.WriteRune('…')
	}
	return b.String()
}

// reload reads the list again.
func (r *rootCard) reload() {
	kit.Load(r.section.ctx, r.section.services.Roots, func(roots []office.TrustedRoot, err error) {
		if err != nil {
			r.section.desk.Tell(err)
			return
		}
		r.show(roots)
	})
}

// add trusts the authorities of a file. Those that came with it can be taken
// back.
func (r *rootCard) add(path string) {
	var added []office.TrustedRoot
	r.section.run(func(ctx context.Context) (err error) {
		added, err = r.section.services.AddRoots(ctx, path)
		return err
	}, func() {
		r.reload()
		r.section.desk.Undoable(kit.T("trust.root-added", names(added)), func() {
			r.section.run(func(ctx context.Context) error { return r.distrust(ctx, added...) }, r.takenBack)
		})
	})
}

func names(roots []office.TrustedRoot) string {
	all := make([]string, len(roots))
	for i, r := range roots {
		all[i] = "“" + kit.Foreign(r.Name) + "”"
	}
	return strings.Join(all, ", ")
}

func (r *rootCard) distrust(ctx context.Context, roots ...office.TrustedRoot) error {
	for _, each := range roots {
		if _, err := r.section.services.RemoveRoot(ctx, string(each.ID)); err != nil {
			return err
		}
	}
	return nil
}

func (r *rootCard) takenBack() {
	r.reload()
	r.section.desk.Good(kit.T("settings.taken-back"))
}

// remove trusts an authority no more. To take that back, its certificate is
// brought again, as a file would be.
func (r *rootCard) remove(root office.TrustedRoot) {
	r.section.run(func(ctx context.Context) error { return r.distrust(ctx, root) }, func() {
		r.reload()
		r.section.desk.Undoable(kit.T("trust.root-removed", names([]office.TrustedRoot{root})), func() {
			r.section.run(func(ctx context.Context) error { return r.restore(ctx, root) }, r.takenBack)
		})
	})
}

func (r *rootCard) restore(ctx context.Context, root office.TrustedRoot) error {
	f, err := os.CreateTemp("", "root-*.crt")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(root.Certificate)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		_, err = r.section.services.AddRoots(ctx, f.Name())
	}
	return err
}
