// Package numbers tells how the numbers of each series of a year stand, and has the registers
// printed: a part of the place "Văn bản" (Nghị định 30/2020, Điều 15 and 22, Phụ lục IV).
package numbers

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/documents/called"
	"tram/ui/kit"
)

// Services is what the part asks of the station.
type Services interface {
	SeriesStand(ctx context.Context, year int) ([]office.SeriesStands, error)
	ExplainNumbers(ctx context.Context, series string) ([]office.NumbersSaid, error)
	OtherStations(ctx context.Context) ([]office.ID, error)
	HandOver(ctx context.Context, by office.Clerk, series string, to office.ID) error
	TakeOver(ctx context.Context, by office.Clerk, series, why string) error
	SaveRegister(ctx context.Context, flow office.Flow, year int, path, by string) (rows int, err error)
	SaveFollowed(ctx context.Context, code string, year int, path, by string) (rows int, err error)
	PrintBook(ctx context.Context, book string, year int, path, by string) (rows int, err error)
}

// Numbers is the part of the numbers of a year.
type Numbers struct {
	By       func() office.Clerk // who works here
	Open     func(year int)      // opens the registers of a year
	Changed  func()              // something was done
	Asking   *kit.Reason         // why a register is taken over; nil: nobody asked yet
	Content  fyne.CanvasObject
	desk     *kit.Desk
	services Services
	types    []office.DocumentType
	ctx      context.Context // of the visit of the page
	year     *kit.Select
	next     *kit.Button
	prints   *kit.Select // which register is printed
	series   *fyne.Container
	read     *kit.Awaited
	open     string // the series whose numbers are explained; empty: none
}

// standing is what is shown of a year.
type standing struct {
	all    []office.SeriesStands
	others []office.ID
	told   []office.NumbersSaid
}

// mostLines are the stretches of numbers that are told one by one.
const mostLines = 100

// New lays the part out; nothing is read before Load.
func New(desk *kit.Desk, services Services, types []office.DocumentType) *Numbers {
	n := &Numbers{desk: desk, services: services, types: types, series: kit.Column()}
	var names []string
	for _, o := range called.Years() {
		names = append(names, o.Name)
	}
	n.year = kit.NewSelect(names, nil)
	n.year.SetSelectedIndex(0)
	n.year.OnChanged = func(string) { n.Load(n.ctx) }
	n.next = kit.NewButton(kit.T("documents.next-year", called.ThisYear()+1), nil, func() { n.Open(called.ThisYear() + 1) })
	desk.Guard(office.MayKeep, n.next)
	n.next.Hide()
	names = nil
	for _, code := range printed {
		names = append(names, kit.T("documents.prints-"+code))
	}
	n.prints = kit.NewSelect(names, nil)
	n.prints.SetSelectedIndex(0)
	prints := kit.Flow()
	for _, ending := range []string{"pdf", "xlsx"} {
		prints.Add(kit.NewButton(kit.T("documents.print-"+ending), theme.DocumentSaveIcon(), func() { n.print(printed[max(0, n.prints.SelectedIndex())], ending) }))
	}
	head := kit.Card(kit.Flow(kit.Subheading(kit.T("documents.numbers-title")), container.NewCenter(n.year), n.next), kit.Muted(kit.T("documents.numbers-note")),
		kit.Border(nil, nil, kit.Caption(kit.T("documents.prints")), nil, n.prints), prints)
	n.read = kit.NewAwaited(kit.T("documents.numbers-reading"), kit.NewFormScroll(kit.Column(head, n.series)))
	n.Content = n.read.Content
	return n
}

func (n *Numbers) chosen() int {
	year, _ := strconv.Atoi(called.Years()[max(0, n.year.SelectedIndex())].Key) // it is one of ours
	return year
}

// Load reads how the series stand; ctx ends when the clerk leaves the page.
func (n *Numbers) Load(ctx context.Context) {
	n.ctx = ctx
	year, open, from := n.chosen(), n.open, n.services
	kit.Await(ctx, n.desk, n.read, func(ctx context.Context) (s standing, err error) {
		if s.all, err = from.SeriesStand(ctx, year); err != nil {
			return s, err
		}
		if s.others, err = from.OtherStations(ctx); err != nil || open == "" {
			return s, err
		}
		s.told, err = from.ExplainNumbers(ctx, open)
		return s, err
	}, n.show)
}

func (n *Numbers) show(s standing) {
	n.series.RemoveAll()
	for _, each := range s.all {
		n.series.Add(n.card(each, s))
	}
	if len(s.all) == 0 {
		n.series.Add(kit.Card(kit.Prose(kit.T("documents.no-series"))))
	}
	month := time.Now().In(office.VietNam).Month() //nolint:forbidigo // on the screen: the station judges it
	kit.Seen(n.next, month >= time.October && len(s.others) > 0 && n.chosen() == called.ThisYear())
	n.Content.Refresh()
}

// card tells of a series with what can be done about it.
func (n *Numbers) card(one office.SeriesStands, s standing) fyne.CanvasObject {
	deeds := kit.Flow()
	word := kit.T("documents.explain")
	if n.open == one.Series {
		word = kit.T("documents.explain-shut")
	}
	deeds.Add(kit.NewButton(word, nil, func() { n.explain(one.Series) }))
	guarded := func(word string, do func()) {
		b := kit.NewButton(word, nil, do)
		n.desk.Guard(office.MayKeep, b)
		deeds.Add(b)
	}
	if one.Here && one.Next > 0 {
		for _, to := range s.others {
			guarded(kit.T("documents.hand-over", office.StationSaid(to)), func() { n.handOver(one, to) })
		}
	} else {
		guarded(kit.T("documents.take-over"), func() { n.takeOver(one) })
	}
	card := []fyne.CanvasObject{kit.Subheading(seriesSaid(one.Series, n.types)), kit.Prose(standsSaid(one))}
	if one.Doubled {
		c := kit.NewCallout()
		c.Say(kit.Bad, kit.Trouble{Said: kit.T("documents.doubled"), Next: kit.T("documents.doubled-next")})
		card = append(card, c)
	}
	card = append(card, deeds)
	if n.open == one.Series {
		for i, each := range s.told {
			if i == mostLines {
				card = append(card, kit.Muted(kit.T("documents.more-lines", len(s.told)-i)))
				break
			}
			card = append(card, kit.Muted(stretch(each)))
		}
	}
	return kit.Card(card...)
}

// seriesSaid names a series by its key: out/2026/quyet-dinh.
func seriesSaid(key string, types []office.DocumentType) string {
	parts := append(strings.SplitN(key, "/", 3), "", "", "")
	var names []string
	for code := range strings.SplitSeq(parts[2], "+") {
		names = append(names, kit.TypeName(types, code))
	}
	if parts[2] == "*" {
		names = []string{kit.T("documents.counts-all")}
	}
	return kit.Joined(called.Flow(office.Flow(parts[0])), strings.Join(names, ", "))
}

func stretch(s office.NumbersSaid) string {
	if s.From == s.To {
		return fmt.Sprintf("%02d: %s", s.From, kit.SaidOf(s.Said))
	}
	return fmt.Sprintf("%02d–%02d: %s", s.From, s.To, kit.SaidOf(s.Said))
}

// standsSaid says who gives the numbers of a series, which comes next, and how many wait.
func standsSaid(s office.SeriesStands) string {
	who := kit.T("documents.kept-by-none")
	switch {
	case s.Past:
		who = kit.T("documents.kept-past")
	case s.Here && s.Next > 0:
		who = kit.T("documents.kept-here", fmt.Sprintf("%02d", s.Next))
	case s.Here:
		who = kit.T("documents.kept-out")
	case s.Station != "":
		who = kit.T("documents.kept-by", office.StationSaid(s.Station))
	}
	said := who + " " + kit.T("documents.given", s.Given)
	if s.Waiting > 0 {
		said += " " + kit.T("documents.waiting", s.Waiting)
	}
	return said
}

func (n *Numbers) explain(series string) {
	if n.open == series {
		series = ""
	}
	n.open = series
	n.Load(n.ctx)
}

func (n *Numbers) handOver(s office.SeriesStands, to office.ID) {
	n.carry(kit.T("documents.handed-over", office.StationSaid(to)), func(ctx context.Context) error {
		return n.services.HandOver(ctx, n.By(), s.Series, to)
	})
}

// carry has the station do something, and has everybody look at how things stand then.
func (n *Numbers) carry(done string, work func(context.Context) error) {
	n.desk.Carry(done, work, func() { n.Changed() })
}

// takeOver asks why this station goes on without the one that had the series.
func (n *Numbers) takeOver(s office.SeriesStands) {
	word := kit.T("documents.take-over-yes")
	n.Asking = n.desk.AskReason(word, kit.T("documents.take-over-about"), word, func(why string) {
		n.carry(kit.T("documents.taken-over"), func(ctx context.Context) error { return n.services.TakeOver(ctx, n.By(), s.Series, why) })
	})
}

// printed are the registers and reports of a year that are printed: those of the documents, by their
// flow, and those that tell what became of them.
var printed = []string{
	string(office.FlowIn), string(office.FlowOut), string(office.FlowInternal), string(office.FlowCopies), string(office.FlowPost),
	keptCopies, "follow", "report-in", "report-out",
}

// keptCopies is the register of the uses of kept copies among those, and keptBook the one that keeps it.
const (
	keptCopies = "kept"
	keptBook   = "ban-luu"
)

// print has a register of the year saved as Nghị định 30 draws it, and tells where nothing was in it.
func (n *Numbers) print(code, ending string) {
	year, by, rows := n.chosen(), n.By().Name, 0
	n.desk.Save(kit.Saving{Purpose: "books", Name: fmt.Sprintf("%s-%d.%s", kit.T("documents.file-"+code), year, ending), Doing: kit.T("documents.printing"),
		Write: func(ctx context.Context, path string) (err error) {
			rows, err = n.write(ctx, code, year, path, by)
			return err
		},
		Then: func(path string) {
			if rows == 0 {
				n.desk.News.Warn(kit.Trouble{Said: kit.T("documents.printed-empty", kit.T("documents.prints-"+code), year, filepath.Base(path)), Next: kit.T("documents.printed-empty-next")})
			}
		},
	})
}

func (n *Numbers) write(ctx context.Context, code string, year int, path, by string) (rows int, err error) {
	switch flow := office.Flow(code); {
	case code == keptCopies:
		return n.services.PrintBook(ctx, keptBook, year, path, by)
	case slices.Contains(office.Flows, flow):
		return n.services.SaveRegister(ctx, flow, year, path, by)
	}
	return n.services.SaveFollowed(ctx, code, year, path, by)
}
