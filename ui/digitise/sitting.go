package digitise

import (
	"slices"

	"tram/local/office"
	"tram/ui/kit"
)

// sitting is the document that lies on the desk: what the page knows of it,
// without a widget. It begins with the first page taken in or a draft
// resumed, and ends when the act is finished, put aside, thrown away or
// refused.
type sitting struct {
	conversion office.Conversion
	pages      []office.Page
	known      bool               // the pages were read
	sought     office.ID          // page that is to come into view once it is read; empty: none
	current    int                // index of the page in view; len(pages) is the mark's own sheet
	eyes       map[office.ID]*eye // by clerk
	*eye                          // of whoever works here
	counted    int
	mark       office.MarkView
	conditions []office.Condition
	read       []side // the pages whose words were read, as they lay
}

// eye is what one clerk has looked at: whole pages, and parts of them.
type eye struct {
	viewed  map[office.ID]bool
	glances map[side]*kit.Glances
}

// side is a page as it is turned and retouched.
type side struct {
	page    office.ID
	turn    int
	retouch office.Retouch
}

func newSitting(c office.Conversion) *sitting {
	s := &sitting{conversion: c, eyes: map[office.ID]*eye{}, counted: c.PaperPages}
	s.sits(c.Clerk.ID)
	for _, id := range c.Ticked() {
		s.viewed[id] = true
	}
	return s
}

// sits says who works here from now on.
func (s *sitting) sits(clerk office.ID) {
	if s.eyes[clerk] == nil {
		s.eyes[clerk] = &eye{map[office.ID]bool{}, map[side]*kit.Glances{}}
	}
	s.eye = s.eyes[clerk]
}

// setPages takes the tray's pages as they are now and keeps the same page in
// view where it is still there.
func (s *sitting) setPages(pages []office.Page) {
	held := s.page().ID
	for _, was := range s.pages {
		if i := slices.IndexFunc(pages, func(p office.Page) bool { return p.ID == was.ID }); i >= 0 && !was.SameLook(pages[i]) {
			for _, eye := range s.eyes { // what goes into the file now, nobody has seen
				delete(eye.viewed, was.ID)
			}
		}
	}
	s.pages, s.known = pages, true
	if i := s.indexOf(held); i >= 0 {
		s.current = i
	}
	if i := s.indexOf(s.sought); i >= 0 {
		s.current, s.sought = i, ""
	}
	s.current = max(0, min(s.current, s.last()))
}

func (s *sitting) indexOf(id office.ID) int {
	return slices.IndexFunc(s.pages, func(p office.Page) bool { return p.ID == id })
}

// page is the page in view; a zero one on the mark's own sheet or where there
// are none.
func (s *sitting) page() office.Page {
	if s.current < 0 || s.current >= len(s.pages) {
		return office.Page{}
	}
	return s.pages[s.current]
}

// ownSheet tells whether the mark lies on a sheet after the last page.
func (s *sitting) ownSheet() bool {
	return s.mark.Picture != nil && s.mark.Mark.Spot.Where == office.OwnSheet && len(s.pages) > 0
}

// last is the greatest index that can be viewed.
func (s *sitting) last() int {
	if s.ownSheet() {
		return len(s.pages)
	}
	return len(s.pages) - 1
}

// goTo brings a page into view and tells whether that changed anything.
func (s *sitting) goTo(i int) bool {
	i = max(0, min(i, s.last()))
	moved := i != s.current
	s.current = i
	return moved
}

// see ticks a page as looked at, and tells whether it was news.
func (s *sitting) see(id office.ID) bool {
	if id == "" || s.viewed[id] || s.indexOf(id) < 0 {
		return false
	}
	s.viewed[id] = true
	return true
}

// glancesOf is what of a page, as it is turned, was before the clerk.
func (s *sitting) glancesOf(p office.Page) *kit.Glances {
	of := side{p.ID, p.Turn, p.Retouch}
	if s.glances[of] == nil {
		s.glances[of] = &kit.Glances{}
	}
	return s.glances[of]
}

// seen lists the pages looked at, in their order. Until the pages are read, they
// are those that the record tells, of whoever it tells it of.
func (s *sitting) seen() []office.ID {
	if !s.known {
		return slices.DeleteFunc(slices.Clone(s.conversion.Viewed), func(id office.ID) bool { return !s.viewed[id] })
	}
	return among(s.pages, s.viewed)
}

// among lists those of the pages that are ticked, in their order.
func among(pages []office.Page, ticked map[office.ID]bool) []office.ID {
	var ids []office.ID
	for _, p := range pages {
		if ticked[p.ID] {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// firstUnseen is the index of the first page not looked at, or -1.
func (s *sitting) firstUnseen() int {
	return slices.IndexFunc(s.pages, func(p office.Page) bool { return !s.viewed[p.ID] })
}

// unsized are the pages whose size on paper nobody has told.
func (s *sitting) unsized() []office.Page {
	var found []office.Page
	for _, p := range s.pages {
		if !p.SizeKnown() {
			found = append(found, p)
		}
	}
	return found
}
