package trust

import (
	"context"
	"os"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

var rootFiles = []string{".crt", ".cer", ".pem", ".der"}

// rootCard is the list of authorities whose certificates the office believes.
type rootCard struct {
	*trusted
	section *Section
	card    fyne.CanvasObject
}

func newRootCard(c *Section) *rootCard {
	r := &rootCard{section: c, trusted: newTrusted(c.desk)}
	take := kit.NewButton(kit.T("trust.add"), theme.ContentAddIcon(), func() { c.pickFile(rootFiles, r.take) })
	c.desk.Guard(office.MayRun, take)
	head := kit.Border(nil, nil, nil, take, kit.Subheading(kit.T("trust.roots")))
	r.card = kit.Card(head, kit.Muted(kit.T("trust.roots-note")), r.list)
	return r
}

func (r *rootCard) show(roots []office.TrustedRoot) {
	r.empty(kit.T("trust.roots-none"), len(roots) == 0)
	for _, each := range roots {
		r.add(kit.Foreign(each.Name), kit.T("trust.root-facts", kit.DayOf(each.ValidTo), grouped(string(each.SHA256))), func() { r.remove(each) })
	}
	r.list.Refresh()
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

func (r *rootCard) reload() { reread(r.section, r.section.services.Roots, r.show) }

// take trusts the authorities of a file. Those that came with it can be taken back.
func (r *rootCard) take(path string) {
	var added []office.TrustedRoot
	r.section.act(func(ctx context.Context) (err error) {
		added, err = r.section.services.AddRoots(ctx, path)
		return err
	}, func() {
		r.undoable(kit.T("trust.root-added", names(added)), func(ctx context.Context) error { return r.distrust(ctx, added...) })
	})
}

// undoable says what was done to the list, and offers to take it back.
func (r *rootCard) undoable(said string, undo func(context.Context) error) {
	r.reload()
	r.section.desk.Undoable(said, func() {
		r.section.act(undo, func() {
			r.reload()
			r.section.desk.Good(kit.T("kit.taken-back"))
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

// remove trusts an authority no more. To take that back, its certificate is
// brought again, as a file would be.
func (r *rootCard) remove(root office.TrustedRoot) {
	r.section.act(func(ctx context.Context) error { return r.distrust(ctx, root) }, func() {
		r.undoable(kit.T("trust.root-removed", names([]office.TrustedRoot{root})), func(ctx context.Context) error { return r.restore(ctx, root) })
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
