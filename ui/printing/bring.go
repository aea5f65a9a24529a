package printing

import (
	"context"
	"errors"
	"path/filepath"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// What a locked file says, by the names of the failures: the page sees nothing
// of the room that reads PDFs.
var (
	passwordNeeded = office.Failure{Name: "pdf.password-needed"}
	passwordWrong  = office.Failure{Name: "pdf.password-wrong"}
)

// brought is what came of bringing files in.
type brought struct {
	taken  []office.Conversion
	locked []refused // files that open with a password only
	others []refused
}

// refused is a file that was not brought in, and why.
type refused struct {
	path string
	err  error
}

// bring takes files in, each as an act of its own.
func (p *Page) bring(paths []string) {
	if len(paths) == 0 {
		return
	}
	p.goBack()
	p.start.notice.Say(kit.Warn, kit.Trouble{})
	p.start.locked.shut()
	p.importAll(paths, "")
}

// importAll brings files in one after another. What cannot be taken keeps none of
// the others out.
func (p *Page) importAll(paths []string, password string) {
	order := office.MessageOrder{Clerk: p.clerk, Document: office.Document{Secrecy: office.Ordinary}, Form: office.Plain, Password: password}
	var got brought
	p.desk.Run(kit.T("printing.bringing", len(paths)), true, func(ctx context.Context, progress *job.Progress) error {
		for _, path := range paths {
			order.Path = path
			c, err := p.services.ImportMessage(ctx, order, progress)
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err == nil:
				got.taken = append(got.taken, c)
			case errors.Is(err, passwordNeeded), errors.Is(err, passwordWrong):
				got.locked = append(got.locked, refused{path, err})
			default:
				got.others = append(got.others, refused{path, err})
			}
		}
		return nil
	}, func(err error) {
		order.Password = ""
		p.desk.Tell(err)
		p.broughtIn(got)
	})
}

// broughtIn shows what came of it: one document is opened at once, unless the
// clerk has opened another meanwhile.
func (p *Page) broughtIn(got brought) {
	p.start.find()
	var told kit.Trouble
	for i, each := range got.others {
		t, _ := kit.Explain(each.err)
		if i > 0 {
			told.Next += "\n"
		}
		told.Said = kit.T("printing.not-brought", len(got.others))
		told.Next += kit.Foreign(filepath.Base(each.path)) + ": " + t.String()
	}
	if len(got.others) == 1 {
		told, _ = kit.Explain(got.others[0].err)
	}
	p.start.notice.Say(kit.Warn, told)
	p.start.content.Refresh()
	switch {
	case len(got.locked) > 0:
		p.askPassword(got.locked)
	case len(got.taken) == 1 && len(got.others) == 0 && p.act == nil:
		p.Open(got.taken[0].ID)
	case len(got.taken) > 0:
		p.desk.Good(kit.T("printing.brought", len(got.taken)))
	}
}

// askPassword asks for the password of the first locked file; the others are
// named, to be brought in by themselves.
func (p *Page) askPassword(files []refused) {
	first := files[0]
	why := first.err
	if errors.Is(why, passwordNeeded) {
		why = nil // asking says enough
	}
	p.start.locked.ask(first.path, filepath.Base(first.path), why)
	if len(files) > 1 {
		p.desk.News.Warn(kit.Trouble{Said: kit.T("printing.more-locked", len(files)-1)})
	}
}

// lookup opens the act that a code on paper names.
func (p *Page) lookup() {
	typed := kit.Typed(p.start.code.Text)
	if typed == "" {
		p.desk.Focus(p.start.code)
		return
	}
	kit.Load(p.ctx, func(ctx context.Context) (office.Conversion, error) {
		return p.services.Named(ctx, typed)
	}, func(c office.Conversion, err error) {
		if p.start.coded.Fail(err) {
			p.start.content.Refresh()
			p.desk.Focus(p.start.code)
			return
		}
		p.start.code.SetText("")
		p.Open(c.ID)
	})
}
