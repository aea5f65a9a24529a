package settings

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// officeSection changes who the office is.
type officeSection struct {
	desk     *kit.Desk
	services Naming
	form     *kit.OfficeForm
	save     *kit.Button
	saved    office.Office // as it stands in the store
	typed    *kit.HalfTyped[office.Office]
	all      fyne.CanvasObject
}

func newOfficeSection(d *kit.Desk, s Naming) *officeSection {
	o := &officeSection{desk: d, services: s, form: kit.NewOfficeForm(2)}
	o.save = kit.NewMainButton(kit.T("settings.office-save"), theme.DocumentSaveIcon(), o.press)
	d.Guard(office.MayRun, o.save)
	note := kit.Muted(kit.T("settings.office-note"))
	card := kit.Card(o.form, note, container.NewHBox(o.save))
	o.all = kit.NewFormScroll(container.NewVBox(card))
	o.typed = kit.NewHalfTyped(d, "office", func() (office.Office, bool) { return o.form.Value(), o.form.Value() != o.saved })
	o.form.OnChanged = func(office.Office) {
		o.wake()
		o.typed.Typed()
	}
	o.save.Disable()
	return o
}

func (o *officeSection) content() fyne.CanvasObject { return o.all }

func (o *officeSection) main() *kit.Button { return o.save }

func (o *officeSection) enter(ctx context.Context) {
	kit.Load(ctx, o.services.Office, func(got office.Office, err error) {
		if err != nil {
			o.desk.Tell(err)
			return
		}
		if o.form.Value() == o.saved { // nothing typed that a reading would wipe
			o.show(got)
		}
		if left, there := o.typed.Open(); there {
			now := got
			now.Name, now.Code, now.System, now.Owner, now.Lookup = left.Name, left.Code, left.System, left.Owner, left.Lookup
			o.form.Set(now)
			o.wake()
			o.desk.Good(kit.T("settings.half-typed"))
		}
	})
}

func (o *officeSection) show(got office.Office) {
	o.saved = got
	o.form.Set(got)
	o.wake()
}

// wake lets the button be pressed while there is something to save.
func (o *officeSection) wake() {
	if o.form.Value() == o.saved {
		o.save.Disable()
	} else {
		o.save.Enable()
	}
}

func (o *officeSection) press() {
	if wrong := o.form.Check(); wrong != nil {
		o.desk.Focus(wrong)
		return
	}
	before := o.saved
	o.write(o.form.Value(), func(after office.Office) {
		o.desk.Undoable(kit.T("settings.office-saved"), func() {
			before.Version = after.Version
			o.write(before, func(office.Office) { o.desk.Good(kit.T("settings.taken-back")) })
		})
	})
}

func (o *officeSection) write(new office.Office, then func(office.Office)) {
	o.save.Disable()
	var got office.Office
	o.desk.Run(kit.T("settings.saving"), true, func(ctx context.Context, _ *job.Progress) (err error) {
		got, err = o.services.SaveOffice(ctx, new)
		return err
	}, func(err error) {
		if err != nil {
			o.wake()
			o.desk.Tell(err)
			return
		}
		o.show(got)
		then(got)
	})
}
