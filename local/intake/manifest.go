package intake

import (
	"fmt"
	"slices"

	"tram/local/office"
)

// How much can be taken back.
const (
	mostSteps        = 200
	mostPagesInSteps = 5_000
)

// manifest is the tray's contents as they lie on the disk. A value is never
// changed once it is the tray's: each change makes a new one.
type manifest struct {
	Pages  []office.Page `json:"pages"`
	Past   []step        `json:"past,omitempty"`   // what Undo takes back, last first
	Future []step        `json:"future,omitempty"` // what Redo does again, last first

	// Stored are all captures and containers that were ever acknowledged, with
	// their size in bytes, also those that no step remembers any more.
	Stored map[office.Digest]int64 `json:"stored"`
}

// step is one thing that the clerk did: splices in their order.
type step []splice

// splice takes pages out at one place and puts others in.
type splice struct {
	At  int           `json:"at"`
	Out []office.Page `json:"out,omitempty"`
	In  []office.Page `json:"in,omitempty"`
}

func (s splice) inverse() splice { return splice{At: s.At, Out: s.In, In: s.Out} }

func (s step) inverse() step {
	back := make(step, 0, len(s))
	for _, part := range slices.Backward(s) {
		back = append(back, part.inverse())
	}
	return back
}

// apply gives the pages after a step.
func (s step) apply(pages []office.Page) ([]office.Page, error) {
	pages = slices.Clone(pages)
	for _, part := range s {
		end := part.At + len(part.Out)
		if part.At < 0 || end > len(pages) {
			return nil, fmt.Errorf("a step at %d to %d of %d pages", part.At, end, len(pages))
		}
		pages = slices.Replace(pages, part.At, end, part.In...)
	}
	return pages, nil
}

func (m manifest) clone() manifest {
	m.Pages, m.Past, m.Future = slices.Clone(m.Pages), slices.Clone(m.Past), slices.Clone(m.Future)
	stored := make(map[office.Digest]int64, len(m.Stored))
	for d, n := range m.Stored {
		stored[d] = n
	}
	m.Stored = stored
	return m
}

// do takes a step that Undo can take back.
func (m *manifest) do(s step) error {
	pages, err := s.apply(m.Pages)
	if err != nil {
		return err
	}
	m.Pages, m.Past, m.Future = pages, forget(append(m.Past, s)), nil
	return nil
}

// forget drops the oldest steps beyond the bounds, but never the last.
func forget(steps []step) []step {
	pages, first := 0, len(steps)
	for first > 0 && len(steps)-first < mostSteps {
		for _, part := range steps[first-1] {
			pages += len(part.Out) + len(part.In)
		}
		if pages > mostPagesInSteps && first < len(steps) {
			break
		}
		first--
	}
	return steps[first:]
}

// undo and redo report false when there is nothing to take back or do again.
func (m *manifest) undo() (bool, error) { return m.shift(&m.Past, &m.Future, step.inverse) }

func (m *manifest) redo() (bool, error) {
	return m.shift(&m.Future, &m.Past, func(s step) step { return s })
}

func (m *manifest) shift(from, to *[]step, how func(step) step) (bool, error) {
	if len(*from) == 0 {
		return false, nil
	}
	last := (*from)[len(*from)-1]
	pages, err := how(last).apply(m.Pages)
	if err != nil {
		return false, err
	}
	m.Pages, *from, *to = pages, (*from)[:len(*from)-1], append(*to, last)
	return true, nil
}

// looked writes the answer about a blank page wherever the page is remembered,
// so that Undo does not bring the question back.
func (m *manifest) looked(answers map[office.ID]office.Unsure) {
	answer := func(pages []office.Page) []office.Page {
		pages = slices.Clone(pages)
		for i, p := range pages {
			if a, known := answers[p.ID]; known {
				pages[i].Blank = a
			}
		}
		return pages
	}
	m.Pages = answer(m.Pages)
	for _, steps := range [][]step{m.Past, m.Future} {
		for i, s := range steps {
			steps[i] = slices.Clone(s)
			for j, part := range s {
				steps[i][j].In, steps[i][j].Out = answer(part.In), answer(part.Out)
			}
		}
	}
}

func (m manifest) index(id office.ID) (int, error) {
	i := slices.IndexFunc(m.Pages, func(p office.Page) bool { return p.ID == id })
	if i < 0 {
		return 0, NoSuchPage.Because(fmt.Errorf("page %s", id))
	}
	return i, nil
}
