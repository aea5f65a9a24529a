package files

import (
	"slices"

	"tram/local/office"
	"tram/ui/kit"
)

// Drafts are which files of a document are of a version that was submitted.
type Drafts struct {
	Of      map[office.ID]int // the number of its version, from 1
	Newest  int               // 0: nothing was submitted
	Decided bool              // the newest is what is decided, or was: it is seen first
}

// DraftsOf are those of a document, by the road that it took.
func DraftsOf(is office.RouteTold) Drafts {
	d := Drafts{Of: map[office.ID]int{}}
	for _, step := range is.Steps {
		for _, file := range step.RouteEntry.Files {
			if step.Draft > 0 {
				d.Of[file] = step.Draft
			}
		}
		if step.Note == "" { // it counts
			d.Newest = max(d.Newest, step.Draft)
		}
	}
	if len(is.Ends) > 0 {
		switch is.Ends[0].Stage {
		case office.StageSubmitted:
			d.Decided = true
		case office.StageAssigned, office.StageInWork, office.StageDecided, office.StageSigned:
			d.Decided = is.Document.Flow.Makes()
		}
	}
	return d
}

// sorted has the files of the newest version first where that is decided.
func (d Drafts) sorted(all []office.Enclosed) []office.Enclosed {
	all = slices.Clone(all)
	if d.Decided && d.Newest > 0 {
		slices.SortStableFunc(all, func(a, b office.Enclosed) int { return d.rank(a.ID) - d.rank(b.ID) })
	}
	return all
}

func (d Drafts) rank(file office.ID) int {
	if d.Of[file] == d.Newest {
		return 0
	}
	return 1
}

// said tells of a file of which version it is; empty: of none.
func (d Drafts) said(file office.ID) string {
	switch n := d.Of[file]; n {
	case 0:
		return ""
	case d.Newest:
		return kit.T("documents.draft-newest", n)
	default:
		return kit.T("documents.draft-older", n)
	}
}
