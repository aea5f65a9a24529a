package unlock

import (
	"cmp"
	"context"
	"slices"

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

	form    *kit.Form[naming]
	act     *kit.Button
	sheet   *fyne.Container
	content fyne.CanvasObject
}

// naming is who becomes administrator, and by which key.
type naming struct {
	Key       string
	Who, Name string // the name is typed where nobody was chosen
	Also      []office.Post
	Password  []byte
}

func (n naming) other() bool { return n.Who == "" }

const (
	keyRows    = 4
	formWide   = 680
	outerSpace = 24
)

// NewRecovery makes the screen. names are those who may be meant, beside any other; back
// goes where one came from, on to where the one who was named unlocks.
func NewRecovery(d *kit.Desk, s Services, f Files, names []string, back, on func()) *Recovery {
	r := &Recovery{desk: d, services: s, files: f, on: on, form: kit.NewForm(namingAsks(names)...)}
	r.form.Fill(naming{Who: append(slices.Clone(names), "")[0]})
	r.form.OnEnter = r.Finish
	r.act = kit.NewMainButton(kit.T("unlock.recover-act"), kit.IconKey, r.Finish)
	no := kit.NewButton(kit.T("unlock.recover-back"), theme.NavigateBackIcon(), func() { r.wipe(); back() })
	r.sheet = kit.Card(kit.Subheading(kit.T("unlock.recover-title")), kit.Muted(kit.T("unlock.recover-about")), r.form.Content,
		container.NewHBox(r.act, layout.NewSpacer(), no))
	r.content = kit.NewFormScroll(kit.Padded(outerSpace, kit.Narrow(formWide, r.sheet)))
	r.form.OnTyped = r.content.Refresh // a question more or less
	return r
}

func namingAsks(names []string) []*kit.Ask[naming] {
	var who []office.Choice
	for _, name := range names {
		who = append(who, office.Choice{Key: name, Said: name})
	}
	who = append(who, office.Choice{Said: kit.T("unlock.recover-other")})
	return []*kit.Ask[naming]{
		kit.AskLines("key", kit.T("unlock.recover-key"), keyRows, func(n *naming) *string { return &n.Key }).
			Hinted(kit.T("unlock.recover-key-hint")).About("seal.*", "people.recovery-other"),
		kit.AskOne("who", kit.T("unlock.recover-who"), who, func(n *naming) *string { return &n.Who }),
		kit.AskWords("name", kit.T("unlock.recover-name"), func(n *naming) *string { return &n.Name }).When(naming.other).About("office.bad-clerk-name"),
		// An inspector is nothing else.
		kit.AskSeveral("posts", kit.T("unlock.recover-posts"), kit.ChoicesOf([]office.Post{office.AsClerk, office.AsOfficer, office.AsLeader}),
			func(n *naming) *[]office.Post { return &n.Also }).Hinted(kit.T("unlock.recover-posts-hint")),
		kit.AskNewPassword("password", func(n *naming) *[]byte { return &n.Password }).Hinted(kit.T("unlock.recover-password-hint")).About("people.password-*"),
	}
}

// Content is the whole screen.
func (r *Recovery) Content() fyne.CanvasObject { return r.content }

// Enter puts the cursor where the key is typed.
func (r *Recovery) Enter() { r.desk.Focus(r.form.First()) }

// wipe forgets the key and the password.
func (r *Recovery) wipe() {
	r.form.Wipe()
	r.form.Type(map[string]string{"key": ""})
}

// Finish has the station name the administrator.
func (r *Recovery) Finish() {
	if r.act.Disabled() || !r.form.Check(r.desk) {
		return
	}
	n := r.form.Hand()
	who := office.Clerk{Name: cmp.Or(n.Who, n.Name)}
	r.act.Disable()
	kit.Do(r.desk, func(ctx context.Context) ([]byte, error) {
		defer clear(n.Password)
		return r.services.NameAdministrator(ctx, n.Key, who, append([]office.Post{office.AsAdmin}, n.Also...), n.Password)
	}, func(sheet []byte, err error) {
		r.act.Enable()
		if err != nil {
			if !r.form.Place(r.desk, err) {
				r.form.Fail(r.desk, "who", err)
			}
			return
		}
		r.wipe()
		r.tell(who.Name, sheet)
	})
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
