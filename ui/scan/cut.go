package scan

import (
	"context"

	"tram/local/office"
	"tram/ui/kit"
)

// askCut tells of scans at which the program ended, with the way to their pages.
func (d *Desk) askCut(ctx context.Context) {
	kit.Load(ctx, d.services.CutScans, func(all []office.CutScan, _ error) { // whoever may not scan is told of none
		for _, c := range all {
			d.tellCut(c)
		}
	})
}

func (d *Desk) tellCut(c office.CutScan) {
	if c.Draft == "" {
		d.desk.News.Warn(kit.Trouble{Said: kit.T("scan.cut-none"), Next: kit.T("scan.cut-none-next")})
		return
	}
	t := kit.Trouble{Said: kit.T("scan.cut", c.Pages), Next: kit.T("scan.cut-next")}
	d.desk.Lead(kit.Warn, t, kit.T("scan.see"), func() {
		d.Front()
		d.table.Open(c.Draft)
		d.goesOn(c.Draft, kit.Trouble{Said: t.Said, Next: kit.T("scan.cut-open-next")})
	})
}

// goesOn offers to scan on into a draft whose scan was cut off, with what is chosen now.
func (d *Desk) goesOn(draft office.ID, told kit.Trouble) {
	d.read(func() {
		p, err := d.setup.Named(d.setup.Profile)
		if d.now != nil || d.setup.Scanner.ID == "" || err != nil {
			return
		}
		w, _ := p.On(d.setup.Scanner)
		d.last = &run{goal: atEnd, profile: p.Name, device: d.setup.Scanner.Name, draft: draft,
			order: office.ScanOrder{Wish: w, Clerk: d.table.Clerk(), Draft: draft}, out: office.ScanOutcome{End: office.ScanStopped}}
		d.strip.more.SetText(kit.T("scan.go-on"))
		d.strip.say(kit.Warn, told, d.strip.more)
	})
}
