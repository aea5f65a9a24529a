package requests

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// offerForms puts a button for each form that tells of something in the request that lies open. Where a key to
// sign with is open, a tick has the form signed.
func (d *detail) offerForms(is office.RequestTold) {
	d.forms.RemoveAll()
	for i, offer := range is.Forms {
		b := kit.NewButton(kit.Capital(kit.Said(offer.Said)), theme.DocumentSaveIcon(), func() { d.saveForm(is.Request, offer) })
		d.forms.Add(b)
		if i == 0 && d.lead == is.Request.ID && len(is.Steps) == 0 { // what was just received
			d.lead = ""
			d.page.desk.Focus(b)
		}
	}
	_, held := d.page.services.HeldKey()
	if d.forms.Add(d.sign); !held {
		d.sign.SetChecked(false)
	}
	kit.Seen(d.sign, held)
}

func (d *detail) saveForm(r office.Request, offer office.RequestFormOffer) {
	wish := office.RequestFormWish{Request: r.ID, Form: offer.Form, Sign: d.sign.Checked}
	name := office.MendedFileName(kit.Capital(kit.Said(offer.Said)) + " " + r.Code + ".pdf")
	d.page.desk.Save(kit.Saving{Purpose: "requests", Name: name, Doing: kit.T("requests.making"), Write: func(ctx context.Context, path string) error {
		return d.page.services.SaveRequestForm(ctx, wish, path)
	}})
}

// The sheet of the register and the report, in units of the screen.
const (
	printWide = 520
	printTall = 420
)

// printed is what is printed of many requests.
type printed struct {
	Year   string
	Ending string
	Wish   office.RequestReportWish
}

// print asks which register of a year, or which report, is to be written.
func (p *Page) print() {
	now := time.Now().In(office.VietNam) //nolint:forbidigo // it stands in the form to be changed
	by := []office.Choice{}
	for _, each := range []office.RequestReportBy{office.CountByProcedure, office.CountByChannel, office.CountByPerson} {
		by = append(by, office.Choice{Key: string(each), Said: kit.Capital(kit.Said(each.Said()))})
	}
	form := kit.NewForm(
		kit.AskWords("year", kit.T("requests.print-year"), func(w *printed) *string { return &w.Year }),
		kit.AskDay("from", kit.T("requests.print-from"), func(w *printed) *string { return &w.Wish.From }),
		kit.AskDay("to", kit.T("requests.print-to"), func(w *printed) *string { return &w.Wish.To }).Beside(),
		kit.AskOne("by", kit.T("requests.print-by"), by, func(w *printed) *office.RequestReportBy { return &w.Wish.By }),
		kit.AskOne("ending", kit.T("requests.print-ending"), []office.Choice{{Key: ".pdf", Said: "PDF"}, {Key: ".xlsx", Said: "XLSX"}}, func(w *printed) *string { return &w.Ending }).Beside(),
	)
	form.Fill(printed{Year: strconv.Itoa(now.Year()), Ending: ".pdf", Wish: office.RequestReportWish{From: now.AddDate(0, 0, 1-now.Day()).Format(time.DateOnly), To: now.Format(time.DateOnly), By: office.CountByProcedure}})
	var over *kit.Over
	save := func(name string, write func(ctx context.Context, w printed, path string) error) func() {
		return func() {
			w := form.Value()
			over.Hide()
			p.desk.Save(kit.Saving{Purpose: "requests", Name: office.MendedFileName(name+" "+w.Year) + w.Ending, Doing: kit.T("requests.making"), Write: func(ctx context.Context, path string) error { return write(ctx, w, path) }})
		}
	}
	register := kit.NewButton(kit.T("requests.print-register"), theme.DocumentSaveIcon(), save(kit.T("requests.print-register"), func(ctx context.Context, w printed, path string) error {
		year, err := strconv.Atoi(w.Year)
		if err != nil {
			return kit.Refused("requests.print-bad-year", w.Year)
		}
		_, err = p.services.SaveRequestRegister(ctx, year, path, p.by.Name)
		return err
	}))
	report := kit.NewMainButton(kit.T("requests.print-report"), theme.DocumentSaveIcon(), save(kit.T("requests.print-report"), func(ctx context.Context, w printed, path string) error {
		_, err := p.services.SaveRequestReport(ctx, w.Wish, path, p.by.Name)
		return err
	}))
	not := kit.NewButton(kit.T("kit.reason-not"), nil, func() { over.Hide() })
	over = p.desk.LayOver(kit.T("requests.print"), container.NewVBox(kit.Muted(kit.T("requests.print-about")), form.Content), printWide, printTall, report, not, register, report)
	p.desk.Focus(form.First())
}
