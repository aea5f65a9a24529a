package station

import (
	"fmt"
	"strings"

	"tram/local/office"
)

// decided tells of each decision and each signing which version of the draft lay before, and how many
// comments were open on it then. Of a document without a version nothing is told.
func decided(is *office.RouteTold) {
	newest := 0
	for i, step := range is.Steps {
		if step.Note != "" { // it counts for nothing
			continue
		}
		newest = max(newest, step.Draft)
		if newest > 0 && (step.Deed == office.RouteDecide || step.Deed == office.RouteSign) {
			is.Steps[i].About = decidedSaid(newest, openThen(is.Comments, step))
		}
	}
}

func decidedSaid(version, open int) string {
	said := []string{fmt.Sprintf("Về bản trình lần %d.", version)}
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
