package files

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/container"

	"fyne.io/fyne/v2"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/documents/called"
	"tram/ui/kit"
)

// Failures of the station that ask for the password of a file.
var (
	passwordNeeded = office.Failure{Name: "pdf.password-needed"}
	passwordWrong  = office.Failure{Name: "pdf.password-wrong"}
)

// Attach puts files to the document. One on whose head a grade of secrecy stands, and one that
// another document has already, is asked about before anything is kept.
func (f *Files) Attach(paths []string) {
	if f.of.ID == "" || f.of.State != office.RegisteredStands {
		f.say(kit.Refused("documents.attach-where"))
		return
	}
	f.say(nil)
	id := f.of.ID
	f.desk.Run(kit.T("documents.looking"), false, func(ctx context.Context, _ *job.Progress) error { return f.doubts(ctx, paths) }, func(err error) {
		switch {
		case f.of.ID != id:
			f.desk.Tell(err)
		case err != nil:
			f.ask(err, func() { f.enclose(paths, "") })
		default:
			f.enclose(paths, "")
		}
	})
}

// doubts is why a person should look before files are kept; nil: nothing was found.
func (f *Files) doubts(ctx context.Context, paths []string) error {
	if err := called.Ungraded(ctx, f.services.GradeOnPaper, paths); err != nil {
		return err
	}
	for _, path := range paths {
		twins, err := f.services.Duplicates(ctx, office.Registered{ID: f.of.ID}, []string{path})
		if err != nil {
			return err
		}
		if len(twins) > 0 { // none but by its file: it was asked by nothing else
			r := twins[0].Registered
			return called.Doubt{Found: kit.Refused("documents.file-there", kit.Foreign(filepath.Base(path)), called.Number(r), r.Year, kit.Foreign(r.Document.Subject))}
		}
	}
	return nil
}

// ask tells of a failure; where a person's word overrules it, with the button for that.
func (f *Files) ask(err error, goOn func()) {
	f.say(err)
	var d called.Doubt
	if errors.As(err, &d) {
		f.goOn = goOn
		f.still.SetText(kit.T("documents.attach-still"))
		f.still.Show()
		f.Card.Refresh()
	}
}

// say tells of what went otherwise; nil: nothing did.
func (f *Files) say(err error) {
	f.leads = f.leads && err == nil
	f.still.Hide()
	if err == nil {
		f.trouble.Say(kit.Warn, kit.Trouble{})
	} else {
		f.trouble.Fail(err)
	}
	f.Card.Refresh()
}

func (f *Files) enclose(paths []string, password string) {
	f.say(nil)
	f.leads = true
	id, by := f.of.ID, f.By()
	var there []string
	f.desk.Run(kit.T("documents.attaching"), true, func(ctx context.Context, p *job.Progress) error {
		w, err := f.services.Enclose(ctx, by, id, office.Enclosing{Paths: paths, Password: password}, p)
		there = w.There
		return err
	}, func(err error) {
		switch {
		case err == nil && len(there) > 0:
			f.desk.Good(kit.T("documents.attached-there", len(paths)-len(there), kit.Foreign(strings.Join(there, ", "))))
		case err == nil:
			f.desk.Good(kit.T("documents.attached", len(paths)))
		case f.of.ID != id:
			f.desk.Tell(err)
		case errors.Is(err, passwordNeeded), errors.Is(err, passwordWrong):
			f.locked.ask(paths, err)
		default:
			f.say(err)
		}
	})
}

// Stamp puts the stamp ĐẾN on the document where there is room for it. Where there is none that
// is said here.
func (f *Files) Stamp() {
	if !f.stamp.Visible() || f.stamp.Disabled() {
		return
	}
	f.say(nil)
	f.leads = true
	id, by := f.of.ID, f.By()
	f.desk.Run(kit.T("documents.stamping"), true, func(ctx context.Context, p *job.Progress) error {
		_, err := f.services.StampArrival(ctx, by, id, nil, p)
		return err
	}, func(err error) {
		switch {
		case err == nil:
			f.desk.Good(kit.T("documents.stamped-done"))
		case f.of.ID != id:
			f.desk.Tell(err)
		default:
			f.say(err)
		}
	})
}

// saveAll writes all files into a folder that the clerk chooses.
func (f *Files) saveAll() {
	id, folder := f.of.ID, called.Folder(f.of.Registered)
	f.desk.PickFolder(func(dir string) {
		into := filepath.Join(dir, folder)
		f.desk.Run(kit.T("files.saving"), true, func(ctx context.Context, _ *job.Progress) error {
			_, err := f.services.SaveEnclosed(ctx, id, into)
			return err
		}, func(err error) {
			if err != nil {
				f.desk.Tell(err)
				return
			}
			f.desk.Saved(into)
		})
	})
}

// locked asks for the password of a file that opens with one only. It is not kept.
type locked struct {
	*kit.Form[[]byte]
	files   *Files
	paths   []string
	content *fyne.Container
}

func newLocked(f *Files) *locked {
	l := &locked{files: f}
	l.Form = kit.NewForm(kit.AskPassword("password", kit.T("documents.password"), func(b *[]byte) *[]byte { return b }))
	l.OnEnter = l.try
	l.content = container.NewVBox(l.Content, container.NewHBox(kit.NewButton(kit.T("documents.password-open"), kit.IconKey, l.try)))
	l.content.Hide()
	return l
}

func (l *locked) ask(paths []string, err error) {
	l.paths = paths
	l.content.Show()
	l.files.Card.Refresh()
	l.Field("password").Clear()
	l.Fail(l.files.desk, "password", err)
	l.Focus(l.files.desk, "password")
}

func (l *locked) try() {
	password := l.Hand()
	if len(password) == 0 {
		l.Focus(l.files.desk, "password")
		return
	}
	l.shut()
	l.files.enclose(l.paths, string(password))
	clear(password)
}

func (l *locked) shut() {
	l.Wipe()
	l.content.Hide()
}
