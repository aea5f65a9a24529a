package scan

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// Size of the sheet, in units of the screen; it never exceeds the window.
const (
	sheetWide = 700
	sheetTall = 620
)

// sheet asks with what to scan and where the pages go. It offers what the device says that
// it has, and nothing else.
type sheet struct {
	d     *Desk
	over  *kit.Over
	found []office.Scanner
	asked kit.Latest

	scanner  *kit.Select
	looking  *widget.ProgressBarInfinite // hidden it keeps its room: what lies below stays where it is
	trouble  *kit.Callout
	address  *kit.Entry
	profile  *kit.Select
	lacks    *widget.Label
	goal     *kit.Select
	goals    []goal
	parting  *kit.Select
	every    *kit.Entry
	everyRow fyne.CanvasObject
	own      *own
	scan     *kit.Button
}

// ways are how a pile is parted, in the order in which they are offered: nothing, sheets
// with a code, sheets with bars, a code on each first page, a number of pages.
var ways = []string{"", "qr", "patch", "code", "n"}

func openSheet(d *Desk) *sheet {
	s := &sheet{d: d, looking: widget.NewProgressBarInfinite(), trouble: kit.NewCallout(), address: kit.NewEntry(), every: kit.NewEntry(), lacks: kit.Muted("")}
	s.lacks.Wrapping = fyne.TextWrapWord
	s.scanner = kit.NewSelect(nil, func(string) { s.show() })
	s.profile = kit.NewSelect(nil, func(string) { s.chose() })
	s.goal = kit.NewSelect(nil, func(string) { s.show() })
	s.parting = kit.NewSelect(nil, func(string) { s.show() })
	s.address.SetPlaceHolder(kit.T("scan.address-like"))
	s.every.SetText("1")
	s.own = newOwn(s)
	s.scan = kit.NewMainButton(kit.T("scan.scan"), kit.IconScan, s.start)
	add := kit.NewButton(kit.T("scan.address-add"), theme.SearchIcon(), s.ask)
	s.address.OnSubmitted = func(string) { s.ask() }
	again := kit.NewButton(kit.T("scan.find-again"), theme.ViewRefreshIcon(), s.find)
	paper := kit.NewButton(kit.T("scan.separator"), theme.DocumentPrintIcon(), s.separator)
	s.everyRow = kit.FormRow(kit.T("scan.every"), kit.Flow(kit.AsWide(60, s.every), kit.Caption(kit.T("scan.every-pages"))))
	content := kit.FormRows(
		kit.FormRow(kit.T("scan.scanner"), kit.Border(nil, nil, nil, again, s.scanner)), kit.Thin(s.looking),
		kit.FormRow(kit.T("scan.address"), kit.Border(nil, nil, nil, add, s.address)), s.trouble,
		kit.FormRow(kit.T("scan.profile"), s.profile), s.lacks, s.own.content,
		kit.FormRow(kit.T("scan.goal"), s.goal),
		kit.FormRow(kit.T("scan.parting"), s.parting), s.everyRow, container.NewHBox(paper))
	away := kit.NewButton(kit.T("scan.away"), nil, nil)
	d.desk.Guard(office.MayConvert, s.scan)
	s.over = d.desk.LayOver(kit.T("scan.title"), content, sheetWide, sheetTall, s.scan, away, s.scan)
	away.OnTapped = s.over.Hide
	s.over.OnGone = func() {
		s.asked.Drop()
		d.sheet = nil
	}
	s.fill()
	s.find()
	d.desk.Focus(s.scan)
	return s
}

// fill offers the profiles, the goals and the ways of parting.
func (s *sheet) fill() {
	s.offerProfiles(s.d.setup.Profile)
	s.goals = []goal{atEnd}
	words := []string{kit.T("scan.goal-new")}
	if draft, pages, shown := s.d.table.Lying(); draft != "" {
		words[0] = kit.T("scan.goal-end")
		if shown >= 0 && shown < len(pages) {
			s.goals = append(s.goals, after, before, over)
			words = append(words, kit.T("scan.goal-after", shown+1), kit.T("scan.goal-before", shown+1), kit.T("scan.goal-over", shown+1))
		}
	}
	s.goal.Offer(words, 0)
	words = nil
	for _, way := range ways {
		words = append(words, kit.T("scan.parting-"+way))
	}
	s.parting.Offer(words, 0)
	if device := s.d.setup.Scanner; device.ID != "" {
		s.found = []office.Scanner{device}
	}
	s.offerScanners(s.d.setup.Scanner.ID)
}

func (s *sheet) offerProfiles(chosen string) {
	all := s.d.setup.All()
	names := make([]string, len(all))
	for i, p := range all {
		names[i] = p.Name
	}
	s.profile.Offer(names, max(0, slices.Index(names, chosen)))
	s.chose()
}

// offerScanners lists those that are known, with one chosen; that of no ID: the first.
func (s *sheet) offerScanners(chosen string) {
	names, at := make([]string, len(s.found)), 0
	for i, f := range s.found {
		names[i] = f.Name + " · " + whereOf(f)
		if f.ID == chosen {
			at = i
		}
	}
	if len(names) == 0 {
		at = -1
	}
	s.scanner.Offer(names, at)
	s.show()
}

// whereOf tells one device from another of the same name: of a network scanner its host.
func whereOf(f office.Scanner) string {
	_, at, _ := strings.Cut(f.ID, ":")
	if u, err := url.Parse(at); err == nil && u.Host != "" {
		return u.Host
	}
	return at
}

// find asks for the devices that answer now.
func (s *sheet) find() {
	kit.Seen(s.looking, true)
	s.trouble.Say(kit.Info, kit.Trouble{})
	type answer struct {
		found []office.Scanner
		why   error
	}
	kit.Load(s.asked.Next(s.d.desk.Context()), func(ctx context.Context) (answer, error) {
		found, err := s.d.services.Scanners(ctx)
		return answer{found, err}, nil
	}, func(a answer, _ error) {
		kit.Seen(s.looking, false)
		chosen := s.device().ID
		if chosen == "" {
			chosen = s.d.setup.Scanner.ID
		}
		was := s.device()
		s.found = a.found
		if was.ID != "" && !slices.ContainsFunc(s.found, func(f office.Scanner) bool { return f.ID == was.ID }) {
			s.found = append(s.found, was) // it may be asleep: whoever scans is told
		}
		s.offerScanners(chosen)
		s.told(a.why)
		if len(s.found) == 0 {
			s.d.desk.Focus(s.address)
		}
	})
}

// told says why devices may be missing.
func (s *sheet) told(why error) {
	t, is := kit.Explain(why)
	switch {
	case is:
		s.trouble.Say(kit.Warn, t)
	case len(s.found) == 0:
		s.trouble.Say(kit.Warn, kit.Trouble{Said: kit.T("scan.none"), Next: kit.T("scan.none-next")})
	}
}

// ask asks at the address that was typed, and keeps it when a device is there.
func (s *sheet) ask() {
	address := strings.TrimSpace(s.address.Text)
	if address == "" {
		s.d.desk.Focus(s.address)
		return
	}
	kit.Seen(s.looking, true)
	kit.Load(s.asked.Next(s.d.desk.Context()), func(ctx context.Context) (office.Scanner, error) { return s.d.services.ScannerAt(ctx, address) }, func(f office.Scanner, err error) {
		kit.Seen(s.looking, false)
		if err != nil {
			s.told(err)
			return
		}
		s.found = append(slices.DeleteFunc(s.found, func(was office.Scanner) bool { return was.ID == f.ID }), f)
		s.offerScanners(f.ID)
		s.trouble.Say(kit.Good, kit.Trouble{Said: kit.T("scan.address-found", f.Name)})
		s.d.keep(s.d.setup.WithAddress(address), nil)
		s.d.desk.Focus(s.scan)
	})
}

// device is the one that is chosen; of no ID: none is.
func (s *sheet) device() office.Scanner {
	if i := s.scanner.SelectedIndex(); i >= 0 && i < len(s.found) {
		return s.found[i]
	}
	return office.Scanner{}
}

// chose shows the profile that was chosen.
func (s *sheet) chose() {
	p, err := s.d.setup.Named(s.profile.Selected)
	if err == nil {
		s.own.fill(p)
	}
	s.show()
}

// show tells what the device lacks for the profile, and what can be asked.
func (s *sheet) show() {
	if s.over == nil && s.own == nil || s.scan == nil {
		return
	}
	device := s.device()
	s.own.offer(device)
	_, lacks := s.own.profile().On(device)
	var said []string
	if device.ID != "" {
		for _, l := range lacks {
			said = append(said, kit.T("scan.lacks-"+string(l)))
		}
	}
	s.lacks.SetText(strings.Join(said, " "))
	kit.Seen(s.lacks, len(said) > 0)
	fresh := s.goal.SelectedIndex() <= 0
	kit.Able(s.parting, fresh)
	kit.Able(s.goal, !fresh || s.way() == "")
	kit.Seen(s.everyRow, fresh && s.way() == "n")
	kit.Able(s.scan, device.ID != "")
}

func (s *sheet) way() string { return ways[max(0, s.parting.SelectedIndex())] }

// start scans, and remembers with what.
func (s *sheet) start() {
	device, p := s.device(), s.own.profile()
	w, _ := p.On(device)
	g := s.goals[max(0, s.goal.SelectedIndex())]
	parted := s.way()
	if g != atEnd {
		parted = ""
	}
	if parted == "n" {
		n, err := strconv.Atoi(strings.TrimSpace(s.every.Text))
		if err != nil || n < 1 {
			s.d.desk.Focus(s.every)
			return
		}
		parted = strconv.Itoa(n)
	}
	if parted != "" {
		g = apart
	}
	r := s.d.aimed(g, w, p.Name, device.Name)
	r.order.Parted = parted
	s.over.Hide()
	was := s.d.setup
	if was.Scanner.ID == device.ID && was.Profile == s.profile.Selected {
		s.d.start(r)
		return
	}
	was.Scanner, was.Profile = device, s.profile.Selected
	s.d.keep(was, func() { s.d.start(r) })
}

// keep keeps with what this station scans; then is done whatever came of it.
func (d *Desk) keep(s office.ScanSetup, then func()) {
	kit.Do(d.desk, func(ctx context.Context) (office.ScanSetup, error) { return d.services.SaveScanSetup(ctx, s) }, func(kept office.ScanSetup, err error) {
		d.desk.Tell(err)
		if err == nil {
			d.setup = kept
		}
		if then != nil {
			then()
		}
	})
}

// separator saves the sheet that is put between documents, to be printed.
func (s *sheet) separator() {
	s.d.desk.Save(kit.Saving{Name: kit.T("scan.separator-file") + ".pdf", Next: kit.T("scan.separator-next"), Write: s.d.services.SaveSeparator})
}
