package scan

import (
	"tram/local/office"
	"tram/ui/kit"
)

// told is what the folder to which machines scan has told and the clerk has not put away: one
// line for all files, however many come.
type told struct {
	d     *Desk
	said  string // of the line; empty: none was told
	gone  func()
	files int // that were taken, or set aside, since
	pages int
}

// stands tells whether the line is still there.
func (t *told) stands() bool { return t.said != "" && t.d.desk.News.Stands(t.said) }

// more counts a file, from the first where the line was put away.
func (t *told) more(pages int) {
	if !t.stands() {
		t.files, t.pages = 0, 0
	} else {
		t.gone()
	}
	t.files, t.pages = t.files+1, t.pages+pages
}

func (t *told) say(tone kit.Tone, trouble kit.Trouble, word string, to func()) {
	t.said, t.gone = trouble.Said, t.d.desk.Lead(tone, trouble, word, to)
}

// arrived tells what became of a file. News of files that were taken take no other news
// away: their drafts wait on “Hôm nay”.
func (d *Desk) arrived(a office.Arrival) {
	why, is := kit.Explain(a.Err)
	switch {
	case a.Err == nil:
		d.tookFile(a)
	case is && a.Aside:
		d.aside.more(0)
		said := kit.T("scan.set-aside", kit.Foreign(a.Name)) + " " + why.Said
		if d.aside.files > 1 {
			said = kit.T("scan.set-aside-many", d.aside.files, kit.Foreign(a.Name)) + " " + why.Said
		}
		d.aside.say(kit.Warn, kit.Trouble{Said: said, Next: why.Next}, kit.T("scan.see-folder"), d.ToFolder)
	case is:
		d.desk.News.Warn(why)
	}
}

func (d *Desk) tookFile(a office.Arrival) {
	if d.desk.News.Said() != "" && !d.took.stands() {
		return
	}
	d.took.more(a.Pages)
	if d.took.files > 1 {
		d.took.say(kit.Good, kit.Trouble{Said: kit.T("scan.arrived-many", d.took.files, d.took.pages)}, kit.T("scan.see-all"), d.ToToday)
		return
	}
	d.took.say(kit.Good, kit.Trouble{Said: kit.T("scan.arrived", kit.Foreign(a.Name), a.Pages)}, kit.T("scan.see"), func() {
		d.Front()
		d.table.Open(a.Draft)
	})
}
