package routing

import (
	"fmt"
	"strings"
)

// Given is a task that a document gives somebody beside its road, as it is spoken of.
type Given struct {
	Who  string
	Told string // until when; empty: nobody said
	Late string // by how much; empty: it is in time
	Done bool
}

// GivenSaid tells of tasks in sentences that can be spoken: who has which, by its place in the document,
// and until when. It says nothing of what is to be done.
func GivenSaid(all []Given) string {
	var each []string
	open := false
	for i, g := range all {
		said := fmt.Sprintf("Việc %d giao %s", i+1, g.Who)
		switch {
		case g.Done:
			said += ", đã xong"
		case g.Late != "":
			said += fmt.Sprintf(", hạn là %s (%s)", g.Told, g.Late)
		case g.Told != "":
			said += ", hạn là " + g.Told
		default:
			said += ", không ghi hạn"
		}
		open = open || !g.Done
		each = append(each, said)
	}
	if !open {
		return fmt.Sprintf("Văn bản này giao %d việc, đã xong cả.", len(all))
	}
	return fmt.Sprintf("Văn bản này giao %d việc. ", len(all)) + strings.Join(each, ". ") + "."
}
