package scan

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// own is what a profile says, open to be changed and kept under a name.
type own struct {
	s       *sheet
	was     office.ScanProfile
	sources []office.ScanSource
	modes   []office.ScanMode
	dpis    []int
	papers  []string

	source, mode, dpi, paper *kit.Select
	bright, contrast         *kit.Entry
	light                    fyne.CanvasObject // the row of both
	name                     *kit.Entry
	open                     *kit.Button
	rows                     *fyne.Container
	content                  fyne.CanvasObject
	filling                  bool
}

// usualDPI is offered where a device does not tell its own.
var usualDPI = []int{150, 200, 300, 400, 600}

func newOwn(s *sheet) *own {
	o := &own{s: s, bright: kit.NewEntry(), contrast: kit.NewEntry(), name: kit.NewEntry()}
	changed := func(string) {
		if !o.filling {
			s.show()
		}
	}
	o.source, o.mode, o.dpi, o.paper = kit.NewSelect(nil, changed), kit.NewSelect(nil, changed), kit.NewSelect(nil, changed), kit.NewSelect(nil, changed)
	o.name.SetPlaceHolder(kit.T("scan.own-like"))
	keep := kit.NewButton(kit.T("scan.own-keep"), theme.DocumentSaveIcon(), o.keep)
	o.light = kit.FormRow(kit.T("scan.brightness"), kit.FormBeside(o.bright, kit.T("scan.contrast"), o.contrast))
	o.rows = kit.FormRows(
		kit.FormRow(kit.T("scan.source"), kit.FormBeside(o.source, kit.T("scan.mode"), o.mode)),
		kit.FormRow(kit.T("scan.dpi"), kit.FormBeside(o.dpi, kit.T("scan.paper"), o.paper)),
		o.light, kit.FormRow(kit.T("scan.own"), kit.Border(nil, nil, nil, keep, o.name)))
	o.rows.Hide()
	o.open = kit.NewQuietButton(kit.T("scan.change"), theme.MenuExpandIcon(), func() {
		kit.Seen(o.rows, !o.rows.Visible())
		o.content.Refresh()
	})
	o.content = kit.FormRows(container.NewHBox(o.open), o.rows)
	return o
}

// fill shows a profile.
func (o *own) fill(p office.ScanProfile) {
	o.was = p
	o.bright.SetText(strconv.Itoa(p.Wish.Brightness))
	o.contrast.SetText(strconv.Itoa(p.Wish.Contrast))
	o.sources = nil
}

// offer lists what a device says that it has, with what the profile asks chosen where it is
// there.
func (o *own) offer(d office.Scanner) {
	o.filling = true
	now := o.profile().Wish
	o.sources, o.modes, o.dpis = d.Sources, d.Offers.Modes, d.Offers.DPI
	if len(o.sources) == 0 {
		o.sources = office.ScanSources
	}
	if len(o.modes) == 0 {
		o.modes = office.ScanModes
	}
	if len(o.dpis) == 0 {
		o.dpis = usualDPI
	}
	o.papers = papersOf(d)
	offered(o.source, o.sources, now.Source, func(s office.ScanSource) string { return kit.T("scan.source-" + string(s)) })
	offered(o.mode, o.modes, now.Mode, func(m office.ScanMode) string { return kit.T("scan.mode-" + string(m)) })
	offered(o.dpi, o.dpis, now.DPI, func(n int) string { return kit.T("scan.dpi-of", n) })
	offered(o.paper, o.papers, now.Paper, func(p string) string {
		if p == "" {
			return kit.T("scan.paper-all")
		}
		return p
	})
	kit.Seen(o.light, d.Offers.Brightness || d.Offers.Contrast)
	kit.Able(o.bright, d.Offers.Brightness)
	kit.Able(o.contrast, d.Offers.Contrast)
	o.filling = false
}

// papersOf are the papers that a device takes; empty: all that it takes.
func papersOf(d office.Scanner) []string {
	papers := []string{""}
	for _, name := range []string{"A4", "A3", "A5", "A6", "F4", "Letter", "Legal"} {
		if _, known := office.Papers[name]; known && d.Offers.Takes(name) {
			papers = append(papers, name)
		}
	}
	return papers
}

func offered[K comparable](of *kit.Select, all []K, chosen K, said func(K) string) {
	names := make([]string, len(all))
	for i, k := range all {
		names[i] = said(k)
	}
	of.Offer(names, slices.Index(all, chosen))
}

// profile is the profile as it stands. What the device does not offer is as the profile has
// it: it is told that the device lacks that.
func (o *own) profile() office.ScanProfile {
	p := o.was
	if o.sources == nil {
		return p
	}
	take(o.source, o.sources, &p.Wish.Source)
	take(o.mode, o.modes, &p.Wish.Mode)
	take(o.dpi, o.dpis, &p.Wish.DPI)
	take(o.paper, o.papers, &p.Wish.Paper)
	p.Wish.Brightness, p.Wish.Contrast = percent(o.bright.Text), percent(o.contrast.Text)
	return p
}

func take[K any](of *kit.Select, all []K, into *K) {
	if i := of.SelectedIndex(); i >= 0 && i < len(all) {
		*into = all[i]
	}
}

func percent(typed string) int {
	n, err := strconv.Atoi(strings.TrimSpace(typed))
	if err != nil {
		return 0
	}
	return max(-100, min(n, 100))
}

// keep keeps what stands as a profile of the office, under its own name or another.
func (o *own) keep() {
	p := o.profile()
	if name := kit.Typed(o.name.Text); name != "" {
		p.Name = name
	}
	now := o.s.d.setup.With(p)
	if err := now.Validate(); err != nil {
		o.s.told(err)
		return
	}
	kit.Do(o.s.d.desk, func(ctx context.Context) (office.ScanSetup, error) { return o.s.d.services.SaveScanSetup(ctx, now) }, func(kept office.ScanSetup, err error) {
		if err != nil {
			o.s.told(err)
			return
		}
		o.s.d.setup = kept
		o.name.SetText("")
		o.s.offerProfiles(p.Name)
		o.s.trouble.Say(kit.Good, kit.Trouble{Said: kit.T("scan.own-kept", p.Name)})
	})
}
