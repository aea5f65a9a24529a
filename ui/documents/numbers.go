package documents

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// numbers tells how the numbers of each series of a year stand, and has a register printed.
type numbers struct {
	page    *Page
	year    *kit.Select
	next    *kit.Button
	series  *fyne.Container
	read    *kit.Awaited
	asking  *kit.Reason
	open    string // the series whose numbers are explained; empty: none
	content fyne.CanvasObject
}

// standing is what is shown of a year.
type standing struct {
	all    []office.SeriesStands
	others []office.ID
	told   []office.NumbersSaid
}

// mostLines are the stretches of numbers that are told one by one.
const mostLines = 100

func newNumbers(p *Page) *numbers {
	n := &numbers{page: p, series: kit.Column()}
	var names []string
	for _, o := range years() {
		names = append(names, o.Name)
	}
	n.year = kit.NewSelect(names, nil)
	n.year.SetSelectedIndex(0)
	n.year.OnChanged = func(string) { n.load() }
	n.next = kit.NewButton(kit.T("documents.next-year", thisYear()+1), nil, func() { p.hurdle.open(thisYear()+1, false) })
	p.desk.Guard(office.MayKeep, n.next)
	n.next.Hide()
	prints := kit.Flow()
	for _, f := range []office.Flow{office.FlowIn, office.FlowOut} {
		for _, ending := range []string{"pdf", "xlsx"} {
			prints.Add(kit.NewButton(kit.T("documents.print-"+string(f)+"-"+ending), theme.DocumentSaveIcon(), func() { n.print(f, ending) }))
		}
	}
	head := kit.Card(kit.Flow(kit.Subheading(kit.T("documents.numbers-title")), container.NewCenter(n.year), n.next), kit.Muted(kit.T("documents.numbers-note")), prints)
	n.read = kit.NewAwaited(kit.T("documents.numbers-reading"), kit.NewFormScroll(kit.Column(head, n.series)))
	n.content = n.read.Content
	return n
}

func (n *numbers) chosen() int {
	year, _ := strconv.Atoi(years()[max(0, n.year.SelectedIndex())].Key) // it is one of ours
	return year
}

// load reads how the series stand.
func (n *numbers) load() {
	year, open, from := n.chosen(), n.open, n.page.services
	kit.Await(n.page.visit.Now(), n.page.desk, n.read, func(ctx context.Context) (s standing, err error) {
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

func (n *numbers) show(s standing) {
	n.series.RemoveAll()
	for _, each := range s.all {
		n.series.Add(n.card(each, s))
	}
	if len(s.all) == 0 {
		n.series.Add(kit.Card(kit.Prose(kit.T("documents.no-series"))))
	}
	month := time.Now().In(office.VietNam).Month() //nolint:forbidigo // on the screen: the station judges it
	kit.Seen(n.next, month >= time.October && len(s.others) > 0 && n.chosen() == thisYear())
	n.page.content.Refresh()
}

// card tells of a series with what can be done about it.
func (n *numbers) card(one office.SeriesStands, s standing) fyne.CanvasObject {
	deeds := kit.Flow()
	word := kit.T("documents.explain")
	if n.open == one.Series {
		word = kit.T("documents.explain-shut")
	}
	deeds.Add(kit.NewButton(word, nil, func() { n.explain(one.Series) }))
	guarded := func(word string, do func()) {
		b := kit.NewButton(word, nil, do)
		n.page.desk.Guard(office.MayKeep, b)
		deeds.Add(b)
	}
	if one.Here && one.Next > 0 {
		for _, to := range s.others {
			guarded(kit.T("documents.hand-over", office.StationSaid(to)), func() { n.handOver(one, to) })
		}
	} else {
		guarded(kit.T("documents.take-over"), func() { n.takeOver(one) })
	}
	card := []fyne.CanvasObject{kit.Subheading(seriesSaid(one.Series, n.page.types)), kit.Prose(standsSaid(one))}
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
	return kit.Joined(flowSaid(office.Flow(parts[0])), kit.TypeName(types, parts[2]))
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

func (n *numbers) explain(series string) {
	if n.open == series {
		series = ""
	}
	n.open = series
	n.load()
}

func (n *numbers) handOver(s office.SeriesStands, to office.ID) {
	n.page.do(kit.T("documents.handed-over", office.StationSaid(to)), func(ctx context.Context) error {
		return n.page.services.HandOver(ctx, n.page.by, s.Series, to)
	}, nil)
}

// takeOver asks why this station goes on without the one that had the series.
func (n *numbers) takeOver(s office.SeriesStands) {
	word := kit.T("documents.take-over-yes")
	n.asking = n.page.desk.AskReason(word, kit.T("documents.take-over-about"), word, func(why string) {
		n.page.do(kit.T("documents.taken-over"), func(ctx context.Context) error { return n.page.services.TakeOver(ctx, n.page.by, s.Series, why) }, nil)
	})
}

// print has the register of a year saved as Phụ lục IV draws it.
func (n *numbers) print(f office.Flow, ending string) {
	year, by := n.chosen(), n.page.by.Name
	n.page.desk.Save(kit.Saving{Purpose: "books", Name: fmt.Sprintf("%s-%d.%s", kit.T("documents.file-"+string(f)), year, ending), Doing: kit.T("documents.printing"),
		Write: func(ctx context.Context, path string) error {
			return n.page.services.SaveRegister(ctx, f, year, path, by)
		}})
}
