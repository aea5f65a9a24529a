package dayend

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// Sheet (tờ khóa sổ) is what lies over the page while a day is closed. It has two states:
// a day that waits to be closed, of which it tells what the paper will say, and a sheet on
// record, which is printed or saved again.
type Sheet struct {
	// PickSave asks the clerk for a name to save under.
	PickSave func(name string, then func(path string))

	desk     *kit.Desk
	services Services
	first    string // the day that is shown first, yyyy-mm-dd; empty: today
	over     *kit.Over
	latest   kit.Latest // what is read of days
	asked    kit.Latest // the printers

	choices []choice
	at      int // the choice that is shown; -1: none yet
	counted bool
	draft   office.DayDraft
	clerk   office.Clerk

	days    *kit.Select
	clerks  *kit.ClerkChoice
	printer *kit.PrinterChoice
	dumb    *widget.Label // that nothing can be printed on
	state   *kit.Callout
	figures *fyne.Container
	print   *kit.Button
	save    *kit.Button
}

// choice is one line of the list of days.
type choice struct {
	said  string
	day   string           // yyyy-mm-dd of a day that waits; empty: today
	sheet *office.DaySheet // on record
}

// Size of the sheet, in units of the screen; it never exceeds the window.
const (
	wide = 720
	tall = 640
)

// mostSheets is how many sheets on record are offered; the terminal lists them all.
const mostSheets = 15

// Open lays the sheet over the page in front and counts a day, yyyy-mm-dd; empty: today.
func Open(desk *kit.Desk, services Services, day string) *Sheet {
	s := &Sheet{desk: desk, services: services, first: day, at: -1, PickSave: desk.PickSave, state: kit.NewCallout(), figures: container.NewVBox()}
	s.days = kit.NewSelect(nil, func(string) { s.choose(s.days.SelectedIndex()) })
	s.clerks = kit.NewClerkChoice(kit.T("dayend.clerk"), func(c office.Clerk) { s.clerk = c })
	s.printer = kit.NewPrinterChoice(kit.T("dayend.printer"))
	s.print = kit.NewMainButton(kit.T("dayend.print-close"), theme.DocumentPrintIcon(), s.printIt)
	s.save = kit.NewButton(kit.T("dayend.save-close"), theme.DocumentSaveIcon(), s.saveIt)
	s.dumb = kit.Muted("")
	s.dumb.Hide()
	s.clerks.Content.Hide()
	s.print.Disable()
	s.save.Disable()
	content := kit.FormRows(kit.Prose(kit.T("dayend.intro")), kit.FormRow(kit.T("dayend.day"), s.days), s.state, s.figures, s.clerks.Content, s.printer.Content, s.dumb)
	away := kit.NewButton(kit.T("dayend.away"), nil, nil)
	s.over = desk.LayOver(kit.T("dayend.title"), content, wide, tall, s.print, away, s.save, s.print)
	away.OnTapped = s.over.Hide
	s.over.OnGone = func() {
		s.latest.Drop()
		s.asked.Drop()
	}
	desk.Guard(office.MayKeep, s.print)
	desk.Focus(s.days)
	s.load()
	return s
}

// around is what is known beside the day itself.
type around struct {
	open   []office.OpenDay
	sheets []office.DaySheet
	clerks []office.Clerk
}

// load reads which days wait, and asks the machine for its printers.
func (s *Sheet) load() {
	kit.Load(s.latest.Next(s.desk.Context()), func(ctx context.Context) (a around, err error) {
		if a.open, err = s.services.OpenDays(ctx); err != nil {
			return a, err
		}
		if a.sheets, err = s.services.DaySheets(ctx, mostSheets); err != nil {
			return a, err
		}
		a.clerks, err = s.services.Clerks(ctx)
		return a, err
	}, func(a around, err error) {
		if err != nil {
			s.say(kit.Warn, err)
			return
		}
		s.offer(a)
	})
	kit.Load(s.asked.Next(s.desk.Context()), s.services.DayPrinters, s.offerPrinters)
}

// offer lists the days, and shows today.
func (s *Sheet) offer(a around) {
	s.clerk = s.clerks.Seat(a.clerks, s.clerk)
	kit.Seen(s.clerks.Content, len(a.clerks) > 1)
	s.list(a.open, a.sheets)
	first := max(0, slices.IndexFunc(s.choices, func(c choice) bool { return c.sheet == nil && c.day == s.first }))
	s.days.SetSelectedIndex(first)
	s.choose(first)
}

// offerPrinters lists those that print on paper. Where there is none the sheet is saved,
// and printed elsewhere.
func (s *Sheet) offerPrinters(printers []office.Printer, err error) {
	s.printer.Offer(printers)
	none := !s.printer.Any()
	if none {
		why, told := kit.Explain(err)
		if !told {
			why = kit.Trouble{Said: kit.T("dayend.no-printer"), Next: kit.T("dayend.no-printer-next")}
		}
		s.dumb.SetText(why.String())
		s.save.Importance = widget.HighImportance
		s.over.Answers(s.save)
	}
	kit.Seen(s.dumb, none)
	kit.Seen(s.print, !none)
	if s.counted {
		s.words()
	}
	s.save.Refresh()
}

// list makes the lines of the list of days: today, the days that wait, the sheets on record.
func (s *Sheet) list(open []office.OpenDay, sheets []office.DaySheet) {
	s.choices = []choice{{said: kit.T("dayend.today")}}
	for _, d := range open {
		said := kit.T("dayend.waits", office.DaySaid(d.Day))
		if d.Sheets > 0 {
			said = kit.T("dayend.worked-on", office.DaySaid(d.Day))
		}
		s.choices = append(s.choices, choice{said: said, day: d.Day})
	}
	for i, each := range sheets {
		s.choices = append(s.choices, choice{said: kit.T("dayend.closed", office.DaySaid(each.Day), each.No, kit.At(each.At)), sheet: &sheets[i]})
	}
	names := make([]string, len(s.choices))
	for i, c := range s.choices {
		names[i] = c.said
	}
	s.days.SetOptions(names)
}

// choose shows what the sheet of a day will say, or one that is on record.
func (s *Sheet) choose(i int) {
	if i < 0 || i >= len(s.choices) || i == s.at {
		return
	}
	s.at = i
	s.say(kit.Warn, nil)
	if c := s.choices[i]; c.sheet != nil {
		s.latest.Drop()
		s.show(*c.sheet, nil, nil)
		s.state.Say(kit.Info, kit.Trouble{Said: kit.T("dayend.on-record", c.sheet.No, c.sheet.Clerk, kit.At(c.sheet.At)), Next: kit.T("dayend.on-record-next")})
		s.words()
		return
	}
	s.count(s.choices[i].day)
}

// count has a day counted.
func (s *Sheet) count(day string) {
	s.counted = false
	s.print.Disable()
	s.save.Disable()
	s.figures.Objects = []fyne.CanvasObject{kit.Muted(kit.T("dayend.counting"))}
	s.figures.Refresh()
	kit.Load(s.latest.Next(s.desk.Context()), func(ctx context.Context) (office.DayDraft, error) {
		return s.services.DayToClose(ctx, day)
	}, func(d office.DayDraft, err error) {
		s.draft = d
		if err != nil {
			s.figures.RemoveAll()
			s.say(kit.Warn, err)
			return
		}
		s.show(d.DaySheet, d.Remarks, d.Grades)
		if d.No > 1 {
			s.state.Say(kit.Info, kit.Trouble{Said: kit.T("dayend.further", d.No-1), Next: kit.T("dayend.further-next", d.No)})
		}
		s.words()
	})
}

// show tells the figures of a sheet.
func (s *Sheet) show(d office.DaySheet, remarks, grades []string) {
	day, owed := figuresOf(d.Count)
	s.figures.Objects = []fyne.CanvasObject{
		kit.Subheading(kit.T("dayend.of-day", office.DaySaid(d.Day))), grid(day),
		kit.Subheading(kit.T("dayend.owed")), grid(owed),
	}
	for _, said := range slices.Concat(d.Count.Uncounted, remarks) {
		s.figures.Add(kit.Muted(said))
	}
	s.figures.Add(kit.Prose(headSaid(d.Head)))
	s.figures.Refresh()
}

// words names what the buttons do, and wakes those that can.
func (s *Sheet) words() {
	s.counted = true
	s.print.SetText(kit.T("dayend.print-close"))
	s.save.SetText(kit.T("dayend.save-close"))
	if s.onRecord() != nil {
		s.print.SetText(kit.T("dayend.print"))
		s.save.SetText(kit.T("dayend.save"))
	}
	s.save.Enable()
	if s.printer.Any() {
		s.print.Enable()
	}
	if why, denied := s.desk.Denied(office.MayKeep); denied && s.onRecord() == nil {
		s.save.Disable()
		s.state.Say(kit.Warn, why)
	}
}

func (s *Sheet) say(tone kit.Tone, err error) {
	t, _ := kit.Explain(err)
	s.state.Say(tone, t)
}

// onRecord is the sheet that is shown; nil: a day that waits.
func (s *Sheet) onRecord() *office.DaySheet {
	if s.at < 0 || s.at >= len(s.choices) {
		return nil
	}
	return s.choices[s.at].sheet
}

// printIt closes the day where that is still to be done, and sends the sheet to a printer.
func (s *Sheet) printIt() {
	p := s.printer.Chosen()
	if p.Key == "" {
		return
	}
	s.bring(kit.T("dayend.printing"), func(ctx context.Context, sheet office.DaySheet) error {
		_, err := s.services.PrintDaySheet(ctx, sheet.ID, s.clerk, office.PrintWish{Printer: p.Key, Copies: 1})
		return err
	}, func(sheet office.DaySheet) { s.desk.Good(kit.T("dayend.sent", called(sheet), p.Name)) })
}

// saveIt does the same with a file that the clerk names first.
func (s *Sheet) saveIt() {
	day := s.draft.Day
	if sheet := s.onRecord(); sheet != nil {
		day = sheet.Day
	}
	s.PickSave(kit.T("dayend.file", day), func(path string) {
		s.bring(kit.T("dayend.saving"), func(ctx context.Context, sheet office.DaySheet) error {
			return s.services.SaveDaySheet(ctx, sheet.ID, path)
		}, func(office.DaySheet) { s.desk.Saved(path) })
	})
}

// bring closes the day unless the sheet is on record, and brings the paper out. A sheet
// whose paper did not come out is on record all the same, and is shown as such.
func (s *Sheet) bring(title string, out func(context.Context, office.DaySheet) error, done func(office.DaySheet)) {
	known, clerk, day := s.onRecord(), s.clerk, s.draft.Day
	s.print.Disable()
	s.save.Disable()
	var sheet office.DaySheet
	closed := known != nil
	s.desk.Run(title, true, func(ctx context.Context, _ *job.Progress) (err error) {
		if known != nil {
			sheet = *known
		} else if sheet, err = s.services.CloseDay(ctx, clerk, day); err != nil {
			return err
		}
		closed = true
		return out(ctx, sheet)
	}, func(err error) {
		switch {
		case err == nil:
			s.over.Hide()
			done(sheet)
		case closed:
			s.closedOnly(sheet, err)
		default:
			s.words()
			s.say(kit.Warn, err)
		}
	})
}

// closedOnly shows a sheet that is on record and did not come out.
func (s *Sheet) closedOnly(sheet office.DaySheet, why error) {
	if s.onRecord() == nil {
		s.choices = append(s.choices, choice{said: kit.T("dayend.closed", office.DaySaid(sheet.Day), sheet.No, kit.At(sheet.At)), sheet: &sheet})
		names := append(slices.Clone(s.days.Options), s.choices[len(s.choices)-1].said)
		s.days.SetOptions(names)
		s.days.SetSelectedIndex(len(names) - 1)
	}
	s.words()
	t, _ := kit.Explain(why)
	s.state.Say(kit.Warn, kit.Trouble{Said: kit.T("dayend.closed-only", called(sheet)), Next: t.String()})
}

// called is how a sheet is called in the language of the window.
func called(s office.DaySheet) string { return kit.T("dayend.called", office.DaySaid(s.Day), s.No) }
