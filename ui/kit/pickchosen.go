package kit

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"tram/local/office"
	"tram/ui/kit/folder"
)

// pick does what a click or Space on a row does: it opens a folder, ticks a file (with
// Shift all from the one that was ticked before), or takes its name for saving.
func (p *picker) pick(i int) {
	e := p.entries[i]
	path := p.pathOf(e)
	again := p.tapped.path == path && time.Since(p.tapped.at) < twice
	p.tapped = tap{path, time.Now()} //nolint:forbidigo // how long ago is no time of a record
	switch {
	case e.Folder:
		p.goTo(path)
	case p.saving != nil:
		p.name.SetText(e.Name)
	case again:
		p.chosen[path] = true
		p.take()
	case p.many && p.anchor >= 0 && Modifiers()&fyne.KeyModifierShift != 0:
		p.tickAll(p.anchor, i)
	default:
		p.tick(i)
	}
}

// tick ticks a file or takes its tick away; where one alone may be chosen, the others lose
// theirs.
func (p *picker) tick(i int) {
	path := p.pathOf(p.entries[i])
	was := p.chosen[path]
	if !p.many {
		clear(p.chosen)
	}
	p.chosen[path] = !was
	p.anchor = i
	p.ticked()
}

// tickAll ticks the files of a range of the list, from either end.
func (p *picker) tickAll(from, to int) {
	for _, e := range p.entries[min(from, to) : max(from, to)+1] {
		if !e.Folder {
			p.chosen[p.pathOf(e)] = true
		}
	}
	p.ticked()
}

func (p *picker) untickAll() {
	clear(p.chosen)
	p.ticked()
	p.desk.Focus(p.list)
}

func (p *picker) ticked() {
	p.list.Refresh()
	p.judge()
}

// enterRow does what Enter on a row does: it opens a folder, and takes what is ticked, or
// the file of the row where nothing is.
func (p *picker) enterRow(i int) {
	switch {
	case i < 0 || i >= len(p.entries):
	case p.entries[i].Folder:
		p.goTo(p.pathOf(p.entries[i]))
	case p.saving != nil:
		p.name.SetText(p.entries[i].Name)
		p.desk.Focus(p.name)
	default:
		if len(p.paths()) == 0 {
			p.tick(i)
		}
		p.take()
	}
}

// paths are the files that are ticked, in the order in which a person counts them.
func (p *picker) paths() (paths []string) {
	for path, yes := range p.chosen {
		if yes {
			paths = append(paths, path)
		}
	}
	slices.SortFunc(paths, folder.Counted)
	return paths
}

// chosenSaid counts what is ticked, and tells where it lies.
func (p *picker) chosenSaid(paths []string) string {
	elsewhere := map[string]int{}
	here := 0
	for _, path := range paths {
		if dir := filepath.Dir(path); dir == p.dir {
			here++
		} else {
			elsewhere[dir]++
		}
	}
	switch len(elsewhere) {
	case 0:
		return T("files.chosen", len(paths))
	case 1:
		for dir, n := range elsewhere {
			return T("files.chosen-there", len(paths), here, n, Foreign(filepath.Base(dir)))
		}
	}
	return T("files.chosen-elsewhere", len(paths), here, len(paths)-here, len(elsewhere))
}

// filter lists those of the folder whose names hold the words that are searched.
func (p *picker) filter() {
	words := strings.Fields(office.Fold(p.find.Text))
	p.entries = p.listing.Entries
	if len(words) > 0 {
		p.entries = nil
		for _, e := range p.listing.Entries {
			if name := office.Fold(e.Name); !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(name, w) }) {
				p.entries = append(p.entries, e)
			}
		}
	}
	p.anchor = -1
	p.glimpses.clear()
	p.list.light(0)
	p.list.ScrollToTop()
	p.list.Refresh()
	p.sayNone()
	p.judge()
}

// sayNone tells why the list is empty, where it is.
func (p *picker) sayNone() {
	Seen(p.none, len(p.entries) == 0 && !(p.whole && p.find.Text == "")) // files do not matter where a folder is chosen
	switch {
	case p.find.Text != "" && len(p.listing.Entries) > 0:
		p.none.SetText(T("files.not-found", Foreign(p.find.Text)))
	case p.listing.Others > 0:
		p.none.SetText(T("files.others-only", p.listing.Others))
	default:
		p.none.SetText(T("files.empty"))
	}
}
