package setup

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/farplace"
)

// Returning is how an office comes back onto a computer that has none.
type Returning struct {
	// Find tells whose copies lie at a place, as far as the key opens them.
	Find func(ctx context.Context, w office.ComeBackWish) ([]office.CopyFound, error)
	// Restore puts the office back. The services that the set-up asked are gone when it has.
	Restore func(ctx context.Context, w office.ComeBackWish, p *job.Progress) (office.CameBack, error)
	// Done is called with what came back; the data are to be opened anew.
	Done func(office.CameBack)
}

const keyRows = 4

// back is the screen on which an office is brought back (Điều 13.2b): where the copy is, the
// recovery key, what is there, and then the way on.
type back struct {
	desk    *kit.Desk
	by      Returning
	form    *kit.Form[office.ComeBackWish]
	far     *kit.Form[farplace.Asked]      // what opens a server; hidden: the place is a folder
	when    *kit.Form[office.ComeBackWish] // as of which moment; hidden: nobody asked for one
	met     farplace.Met
	found   *fyne.Container // what was found; empty: nobody looked yet
	which   *kit.Form[office.ComeBackWish]
	seen    []office.CopyFound
	of      office.ComeBackWish // for which that was seen
	look    *kit.Button
	act     *kit.Button
	rest    *kit.Button // brings back what can be read; hidden: all can, as far as was looked
	content fyne.CanvasObject
}

func newBack(d *kit.Desk, by Returning, leave func()) *back {
	b := &back{desk: d, by: by, found: container.NewVBox(), far: kit.NewForm(farplace.Opening(kit.T("setup.back-password-hint"))...), met: farplace.NewMet(), form: kit.NewForm(
		kit.AskWords("where", kit.T("setup.back-where"), func(w *office.ComeBackWish) *string { return &w.Where }).
			Hinted(kit.T("setup.back-where-hint")).About("copying.*"),
		kit.AskLines("key", kit.T("setup.back-key"), keyRows, func(w *office.ComeBackWish) *string { return &w.Key }).
			Hinted(kit.T("setup.back-key-hint")).About("seal.*", "copying.of-another"),
	), when: kit.NewForm(kit.AskBy(office.Ask{Key: "at", Said: kit.T("setup.back-at"), How: office.AskMoment, Hint: kit.T("setup.back-at-hint")},
		func(w *office.ComeBackWish) string { return w.At }, func(w *office.ComeBackWish, at string) { w.At = at }).About("station.restore-*"))}
	b.form.OnTyped, b.when.OnTyped, b.far.OnTyped = b.changed, b.changed, b.opensOtherwise
	b.form.OnEnter, b.when.OnEnter, b.far.OnEnter = b.Finish, b.Finish, b.Finish
	kit.Seen(b.far.Content, false)
	kit.Seen(b.when.Content, false)
	var earlier *kit.Button
	earlier = kit.NewQuietButton(kit.T("setup.back-earlier"), theme.HistoryIcon(), func() {
		kit.Seen(earlier, false)
		kit.Seen(b.when.Content, true)
		b.when.Focus(d, "at")
	})
	choose := kit.NewButton(kit.T("setup.back-choose"), theme.FolderOpenIcon(), func() {
		d.PickFolder(func(dir string) { b.form.Type(map[string]string{"where": dir}) })
	})
	b.look = kit.NewMainButton(kit.T("setup.back-look"), theme.SearchIcon(), b.Finish)
	b.act = kit.NewMainButton(kit.T("setup.back-go"), theme.DownloadIcon(), b.Finish)
	b.rest = kit.NewButton(kit.T("setup.back-rest"), theme.DownloadIcon(), func() { b.bring(true) })
	kit.Seen(b.act, false)
	kit.Seen(b.rest, false)
	no := kit.NewButton(kit.T("setup.back-no"), theme.NavigateBackIcon(), func() { b.wipe(); leave() })
	card := kit.Card(kit.Subheading(kit.T("setup.back-title")), kit.Muted(kit.T("setup.back-why")), container.NewHBox(choose), b.form.Content, b.far.Content, container.NewHBox(earlier), b.when.Content, b.met.Content, b.found,
		container.NewHBox(b.look, b.act, b.rest, layout.NewSpacer(), no))
	b.content = kit.NewFormScroll(kit.Padded(16, kit.Narrow(760, card)))
	return b
}

// wipe forgets the keys and the password.
func (b *back) wipe() {
	b.form.Type(map[string]string{"key": ""})
	b.far.Wipe()
	b.far.Fill(farplace.Asked{})
	b.of = office.ComeBackWish{}
}

// changed takes away what was seen for other answers.
func (b *back) changed() {
	now := b.wished()
	kit.Seen(b.far.Content, isFar(now.Where))
	b.met.Forget()
	if now.Where != b.of.Where || now.Key != b.of.Key || now.At != b.of.At {
		b.show(nil)
	}
}

// wished is what was typed.
func (b *back) wished() office.ComeBackWish {
	w := b.form.Value()
	w.At = b.when.Value().At
	return w
}

// opensOtherwise takes away what was seen with another password.
func (b *back) opensOtherwise() {
	b.met.Forget()
	b.show(nil)
}

// isFar tells whether a place is the address of a server, and no folder.
func isFar(where string) bool { return strings.Contains(where, "://") }

func (b *back) show(all []office.CopyFound) {
	b.seen = slices.DeleteFunc(slices.Clone(all), func(c office.CopyFound) bool { return c.Nothing })
	b.found.RemoveAll()
	var choices []office.Choice
	for _, c := range all {
		said := kit.T("setup.back-of", office.StationSaid(c.Station), kit.DayOf(c.Begun), kit.Sized(c.Bytes))
		b.found.Add(container.NewVBox(kit.Subheading(called(c)), kit.Muted(said), kit.Prose(b.foreseen(c))))
		if c.Nothing {
			continue
		}
		choices = append(choices, office.Choice{Key: string(c.Station), Said: said})
	}
	b.which = nil
	if len(choices) > 1 {
		b.which = kit.NewForm(kit.AskOne("station", kit.T("setup.back-which"), choices, func(w *office.ComeBackWish) *string { return (*string)(&w.Station) }))
		b.which.Fill(office.ComeBackWish{Station: b.seen[len(b.seen)-1].Station})
		b.found.Add(b.which.Content)
	}
	lacking := func(c office.CopyFound) bool { return c.Missing > 0 || c.Unsigned }
	kit.Seen(b.look, len(b.seen) == 0)
	kit.Seen(b.act, slices.ContainsFunc(b.seen, func(c office.CopyFound) bool { return !lacking(c) }))
	kit.Seen(b.rest, slices.ContainsFunc(b.seen, lacking))
	b.content.Refresh()
}

// called is whose copy it is, as it says itself.
func called(c office.CopyFound) string {
	switch {
	case c.Unsigned:
		return kit.T("setup.back-found-unsigned")
	case c.Code != "":
		return kit.T("setup.back-found", kit.Foreign(c.Office), kit.Foreign(c.Code))
	}
	return kit.T("setup.back-found-plain", kit.Foreign(c.Office))
}

// foreseen tells what would come back, and up to when.
func (b *back) foreseen(c office.CopyFound) string {
	if c.Nothing {
		return kit.T("setup.back-nothing")
	}
	if c.Head.Seq == 0 {
		return kit.T("setup.back-unread")
	}
	said := kit.T("setup.back-brings", kit.At(c.Head.At), c.Records, c.Files)
	if c.Past {
		said += " " + kit.T("setup.back-past", kit.At(office.MomentOf(b.of.At)))
	}
	if c.Missing > 0 {
		said += " " + kit.T("setup.back-missing", c.Missing)
	}
	if c.Missing > 0 || c.Unsigned {
		said += " " + kit.T("setup.back-missing-next")
	}
	switch {
	case c.Spanned > 0:
		said += " " + kit.T("setup.back-amidst-torn", c.Torn, c.Spanned)
	case c.Torn > 0:
		said += " " + kit.T("setup.back-end-torn", c.Torn)
	}
	return said + " " + kit.T("setup.back-looked")
}

// Finish looks what is there, and then brings it back.
func (b *back) Finish() {
	if b.look.Disabled() || !b.form.Check(b.desk) {
		return
	}
	if len(b.seen) == 0 {
		w, far := b.wished(), farplace.Asked{}
		if isFar(w.Where) {
			far = b.far.Hand()
			far.Where = w.Where
		}
		b.find(w, far, "")
		return
	}
	b.bring(false)
}

// bring brings back the copy that is chosen; partial: as far as it can be read.
func (b *back) bring(partial bool) {
	w := b.of
	w.Partial = partial
	w.Station = b.seen[0].Station
	if b.which != nil {
		w.Station = b.which.Value().Station
	}
	b.restore(w)
}

// find looks what is there; hostKey is that of a server which a person confirmed.
func (b *back) find(w office.ComeBackWish, far farplace.Asked, hostKey string) {
	b.look.Disable()
	b.met.Forget()
	var all []office.CopyFound
	b.desk.Run(kit.T("setup.back-looking"), true, func(ctx context.Context, _ *job.Progress) error {
		if isFar(w.Where) {
			place, err := far.Place(hostKey)
			if err != nil {
				return err
			}
			w.HostKey, w.Secret = place.HostKey, place.Secret
		}
		var err error
		all, err = b.by.Find(ctx, w)
		return err
	}, func(err error) {
		b.look.Enable()
		if key, is := farplace.Unmet(err); is {
			b.met.Ask(key, func() { b.find(w, far, key) })
			b.content.Refresh()
			return
		}
		clear(far.Password)
		if err != nil {
			b.tell(err)
			return
		}
		b.of = w
		b.show(all)
		if b.act.Visible() {
			b.desk.Focus(b.act)
		}
	})
}

// leaveSome are failures of a copy of which something can be read all the same.
var leaveSome = []string{"copying.files-bad", "copying.incomplete", "copying.unsigned"}

func (b *back) restore(w office.ComeBackWish) {
	for _, each := range []*kit.Button{b.look, b.act, b.rest} {
		each.Disable()
	}
	var came office.CameBack
	b.desk.Run(kit.T("setup.back-working"), true, func(ctx context.Context, p *job.Progress) (err error) {
		came, err = b.by.Restore(ctx, w, p)
		return err
	}, func(err error) {
		for _, each := range []*kit.Button{b.look, b.act, b.rest} {
			each.Enable()
		}
		if err != nil {
			b.tell(err)
			if f, is := office.FailureIn(err); is && slices.Contains(leaveSome, f.Name) && !w.Partial {
				kit.Seen(b.rest, true)
				b.content.Refresh()
			}
			return
		}
		b.wipe()
		b.by.Done(came)
	})
}

// tell says a failure where its answer stands, else on the line.
func (b *back) tell(err error) {
	if !b.far.Place(b.desk, err) && !b.when.Place(b.desk, err) && !b.form.Place(b.desk, err) {
		b.desk.Tell(err)
	}
}
