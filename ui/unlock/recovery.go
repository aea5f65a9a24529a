package unlock

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// Files is how the sheet of an administrator gets out of the window.
type Files struct {
	Save func(path string, content []byte) error // whole or not at all
	Open func(path string) error                 // with the system's own program
}

// Recovery names one administrator by the recovery key, where no administrator can come
// in, and hands out the sheet that tells of it.
type Recovery struct {
	desk     *kit.Desk
	services Services
	files    Files
	on       func()

	key      *kit.Entry
	keyAsk   *kit.Field
	names    []string
	who      *kit.Select
	whoAsk   *kit.Field
	name     *kit.Entry
	nameAsk  *kit.Field
	also     map[office.Post]*kit.Check
	password *kit.NewPassword
	act      *kit.Button
	sheet    *fyne.Container
	content  fyne.CanvasObject
}

const (
	keyRows    = 4
	formWide   = 680
	outerSpace = 24
)

// NewRecovery makes the screen. names are those who may be meant, beside any other; back
// goes where one came from, on to where the one who was named unlocks.
func NewRecovery(d *kit.Desk, s Services, f Files, names []string, back, on func()) *Recovery {
	r := &Recovery{desk: d, services: s, files: f, names: names, on: on, also: map[office.Post]*kit.Check{}}
	r.key = kit.NewTextArea(keyRows)
	r.keyAsk = kit.NewField(kit.T("unlock.recover-key"), r.key, kit.T("unlock.recover-key-hint"))
	r.key.OnChanged = func(string) { r.keyAsk.Clear() }
	r.name = kit.NewEntry()
	r.nameAsk = kit.NewField(kit.T("unlock.recover-name"), r.name, "")
	r.name.OnChanged = func(string) { r.nameAsk.Clear() }
	r.who = kit.NewSelect(append(slices.Clone(names), kit.T("unlock.recover-other")), func(string) { r.chosen() })
	r.whoAsk = kit.NewField(kit.T("unlock.recover-who"), r.who, "")
	r.password = kit.NewNewPassword(kit.T("unlock.recover-password-hint"), r.Finish)
	r.act = kit.NewMainButton(kit.T("unlock.recover-act"), kit.IconKey, r.Finish)
	no := kit.NewButton(kit.T("unlock.recover-back"), theme.NavigateBackIcon(), func() { r.wipe(); back() })
	r.sheet = kit.Card(kit.Subheading(kit.T("unlock.recover-title")), kit.Muted(kit.T("unlock.recover-about")), r.keyAsk, r.whoAsk, r.nameAsk, r.posts(),
		r.password.Content, container.NewHBox(r.act, layout.NewSpacer(), no))
	r.content = kit.NewFormScroll(kit.Padded(outerSpace, kit.Narrow(formWide, r.sheet)))
	r.who.SetSelectedIndex(0)
	return r
}

// posts are what an administrator may be besides; an inspector is nothing else.
func (r *Recovery) posts() fyne.CanvasObject {
	row := container.NewHBox()
	for _, p := range []office.Post{office.AsClerk, office.AsOfficer, office.AsLeader} {
		r.also[p] = kit.NewCheck(p.Name(), nil)
		row.Add(r.also[p])
	}
	return kit.NewField(kit.T("unlock.recover-posts"), row, kit.T("unlock.recover-posts-hint"))
}

// chosen asks for a name where the person is none of those who are known.
func (r *Recovery) chosen() {
	kit.Seen(r.nameAsk, r.other())
	r.whoAsk.Clear()
	if r.content != nil {
		r.content.Refresh()
	}
}

func (r *Recovery) other() bool { return r.who.SelectedIndex() == len(r.names) }

// Content is the whole screen.
func (r *Recovery) Content() fyne.CanvasObject { return r.content }

// Enter puts the cursor where the key is typed.
func (r *Recovery) Enter() { r.desk.Focus(r.key) }

func (r *Recovery) wipe() {
	r.key.SetText("")
	r.password.Empty()
}

func (r *Recovery) named() string {
	if r.other() {
		return kit.Typed(r.name.Text)
	}
	return r.names[r.who.SelectedIndex()]
}

// Finish has the station name the administrator.
func (r *Recovery) Finish() {
	if r.act.Disabled() || !r.password.Same(r.desk) {
		return
	}
	posts := []office.Post{office.AsAdmin}
	for p, c := range r.also {
		if c.Checked {
			posts = append(posts, p)
		}
	}
	key, who, password := r.key.Text, r.named(), r.password.Typed()
	r.act.Disable()
	kit.Do(r.desk, func(ctx context.Context) ([]byte, error) {
		defer clear(password)
		return r.services.NameAdministrator(ctx, key, office.Clerk{Name: who}, posts, password)
	}, func(sheet []byte, err error) {
		r.act.Enable()
		if err != nil {
			r.fail(err)
			return
		}
		r.wipe()
		r.tell(who, sheet)
	})
}

// fail tells beside the question what is wrong with its answer.
func (r *Recovery) fail(err error) {
	told, _ := office.FailureIn(err)
	switch {
	case strings.HasPrefix(told.Name, "seal."), told.Name == "people.recovery-other":
		r.keyAsk.Fail(err)
		r.desk.Focus(r.key)
	case strings.HasPrefix(told.Name, "people.password-"):
		r.password.Fail(r.desk, err)
	case r.other() && told.Name == "office.bad-clerk-name":
		r.nameAsk.Fail(err)
		r.desk.Focus(r.name)
	default:
		r.whoAsk.Fail(err)
	}
}

// tell says that it is done, and offers the sheet.
func (r *Recovery) tell(who string, sheet []byte) {
	where, path := kit.Muted(""), ""
	open := kit.NewButton(kit.T("unlock.recover-open"), theme.DocumentPrintIcon(), func() { r.desk.View(r.files.Open, path) })
	open.Disable()
	save := kit.NewMainButton(kit.T("unlock.recover-save"), theme.DocumentSaveIcon(), func() {
		r.desk.Save(kit.Saving{Purpose: "recovery-key", Name: kit.T("unlock.recover-file"), Size: int64(len(sheet)), Fresh: true,
			Write: func(_ context.Context, to string) error { return r.files.Save(to, sheet) },
			Then: func(to string) {
				path = to
				open.Enable()
				where.SetText(kit.T("unlock.recover-saved", to))
			}})
	})
	on := kit.NewButton(kit.T("unlock.recover-on"), kit.IconLock, r.on)
	r.say(kit.Prose(kit.T("unlock.named", who)), container.NewHBox(save, open, layout.NewSpacer(), on), where)
	r.desk.Focus(save)
}

func (r *Recovery) say(o ...fyne.CanvasObject) {
	done := kit.Card(append([]fyne.CanvasObject{kit.Subheading(kit.T("unlock.recover-title"))}, o...)...)
	r.sheet.Objects, r.sheet.Layout = done.Objects, done.Layout
	r.content.Refresh()
}
