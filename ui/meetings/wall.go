package meetings

import (
	"tram/local/office"
	"tram/ui/kit"
)

// wall is the screen for all who are in the room: what is dealt with, who has the word, what was voted last.
// Of a vote that goes on it tells how many voted, and nothing of what they chose.
type wall struct{ *kit.Wall }

func newWall(shut func()) *wall {
	return &wall{kit.NewWall(kit.T("meetings.wall"), 1, shut, 0.10, 0.22, 0.14, 0.14, 0.10)}
}

func (w *wall) show(is office.SessionTold) { w.Say(wallLines(is)...) }

// wallLines are the lines of the screen, from above.
func wallLines(is office.SessionTold) []string {
	speaks, next, vote := "", "", ""
	if is.Speaks != "" {
		speaks = kit.T("meetings.wall-speaks", is.Speaks)
	}
	for _, it := range is.Items {
		if it.Begun.IsZero() && is.Stage != "over" && is.Stage != "minuted" {
			next = kit.T("meetings.wall-next", it.Title)
			break
		}
	}
	if n := len(is.Votes); n > 0 {
		v := is.Votes[n-1]
		switch v.Stage {
		case "open":
			vote = kit.Joined(v.Motion.Title, kit.T("meetings.vote-count", len(v.Voted), len(v.May)))
		case "closed":
			vote = kit.Joined(v.Motion.Title, resultSaid(v))
		}
	}
	item := is.Item
	if item == "" {
		item = kit.Said(is.Said)
	}
	return []string{is.Meeting.Title, item, speaks, vote, kit.Joined(kit.T("meetings.present", is.There), next)}
}
