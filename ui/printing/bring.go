package printing

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

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
	order := office.MessageOrder{Clerk: p.Clerk(), Form: office.Plain, Password: password}
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
// clerk does something else meanwhile, who is led to it then.
func (p *Page) broughtIn(got brought) {
	p.start.Find()
	p.start.notice.Say(kit.Warn, refusedSaid(got.others))
	p.start.content.Refresh()
	if len(got.locked) > 0 {
		p.askPassword(got.locked)
	}
	failed := append(got.locked, got.others...)
	switch {
	case p.away() || p.act != nil:
		p.leadToBrought(got.taken, failed)
	case len(got.taken) == 1 && len(failed) == 0:
		p.Open(got.taken[0].ID)
	case len(got.taken) > 0:
		p.desk.Good(kit.T("printing.brought", len(got.taken)))
	}
}

// leadToBrought tells what came in to a clerk who does something else, or what did not, or
// waits for its password; why stands at the list.
func (p *Page) leadToBrought(taken []office.Conversion, failed []refused) {
	var names []string
	for _, c := range taken {
		names = append(names, titleOf(c))
	}
	tone, said := kit.Good, kit.Trouble{Said: kit.T("printing.brought", len(taken)), Next: strings.Join(names, ", ")}
	if len(failed) > 0 {
		tone, said = kit.Warn, kit.Trouble{Said: kit.T("printing.not-brought", len(failed)), Next: refusedSaid(failed).String()}
	} else if len(taken) == 0 {
		return
	}
	var one office.ID
	if len(taken) == 1 && len(failed) == 0 {
		one = taken[0].ID
	}
	p.lead(tone, said, one)
}

// lead tells something to a clerk who does something else, with a button that leads to an
// act; without one, to the list.
func (p *Page) lead(tone kit.Tone, said kit.Trouble, to office.ID) {
	p.desk.Lead(tone, said, kit.T("printing.see-brought"), func() {
		p.comeForward()
		if to != "" {
			p.Open(to)
			return
		}
		p.goBack() // whatever is open
		p.goBack()
	})
}

// mostTold is how many files that were refused are named; the rest are counted.
const mostTold = 4

// refusedSaid tells which files were not brought in, and why.
func refusedSaid(files []refused) (t kit.Trouble) {
	var lines []string
	for _, each := range files[:min(len(files), mostTold)] {
		t, _ = kit.Explain(each.err)
		lines = append(lines, kit.Foreign(filepath.Base(each.path))+": "+t.String())
	}
	if len(files) > mostTold {
		lines = append(lines, "…")
	}
	if len(files) > 1 {
		t = kit.Trouble{Said: kit.T("printing.not-brought", len(files)), Next: strings.Join(lines, "\n")}
	}
	return t
}

// askPassword asks for the password of the first locked file; the others are
// named, to be brought in by themselves.
func (p *Page) askPassword(files []refused) {
	first := files[0]
	why := first.err
	if errors.Is(why, passwordNeeded) {
		why = nil // asking says enough
	}
	p.start.locked.ask(first.path, why)
	if len(files) > 1 {
		p.desk.News.Warn(kit.Trouble{Said: kit.T("printing.more-locked", len(files)-1)})
	}
}

// lookup opens the act that a code on paper names.
func (p *Page) lookup() {
	code := p.start.code
	typed := code.Value()
	if typed == "" {
		code.Focus(p.desk, "code")
		return
	}
	kit.Load(p.ctx, func(ctx context.Context) (office.Conversion, error) {
		return p.services.Named(ctx, typed)
	}, func(c office.Conversion, err error) {
		if err != nil {
			code.Fail(p.desk, "code", err)
			return
		}
		code.Fill("")
		if c.Direction != office.DataToPaper && p.OpenRecord != nil {
			p.OpenRecord(c.ID)
			return
		}
		p.Open(c.ID)
	})
}
