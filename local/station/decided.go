package station

import (
	"fmt"
	"strings"

	"tram/local/office"
)

// decided tells of each decision and each signing which version of the draft lay before, and how many
// comments were open on it then. What was submitted anew without files is no version: the one before it
// was not what was decided. Of a document without a version nothing is told.
func decided(is *office.RouteTold) {
	newest, had, up := 0, false, false
	for i, step := range is.Steps {
		if step.Note != "" { // it counts for nothing
			continue
		}
		switch step.Deed {
		case office.RouteSubmit:
			if had = had || step.Draft > 0; step.Draft > 0 || !up { // passed on upward, it stays the version that it is
				newest = step.Draft
			}
			up = true
		case office.RouteAssign, office.RouteTakeUp, office.RouteReturn:
			up = false
		case office.RouteDecide, office.RouteSign:
			if had {
				is.Steps[i].About = decidedSaid(newest, openThen(is.Comments, step))
			}
		}
	}
}

func decidedSaid(version, open int) string {
	said := []string{"Lần trình ngay trước không kèm tệp ở đây."}
	if version > 0 {
		said = []string{fmt.Sprintf("Về bản trình lần %d.", version)}
	}
	if open > 0 {
		said = append(said, fmt.Sprintf("Lúc ấy còn %d góp ý chưa xong.", open))
	}
	return strings.Join(said, " ")
}

// openThen is how many comments were open when a step was taken.
func openThen(all []office.DraftComment, step office.RouteStep) (open int) {
	for _, c := range all {
		settled := false
		for _, a := range c.Answers {
			settled = settled || a.Settles && !a.At.After(step.At)
		}
		if !c.At.After(step.At) && !settled {
			open++
		}
	}
	return open
}
