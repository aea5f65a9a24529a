package meetings

import (
	"strings"
	"testing"

	"tram/local/office"
)

// TestTheWallTellsWhatWasVotedAndNothingToComeOnceAllIsOver: a result alone says nothing to whoever looks up.
func TestTheWallTellsWhatWasVotedAndNothingToComeOnceAllIsOver(t *testing.T) {
	is := office.SessionTold{Stage: "goes-on", Items: []office.ItemTold{{AgendaItem: office.AgendaItem{Title: "Bế mạc"}}},
		Votes: []office.VoteTold{{Motion: office.Motion{Title: "Thông qua dự toán"}, Stage: "closed", Result: "Thông qua: 3 tán thành trên 5 (cần 3)."}}}
	lines := strings.Join(wallLines(is), "\n")
	if !strings.Contains(lines, "Thông qua dự toán") || !strings.Contains(lines, "Bế mạc") {
		t.Errorf("while it goes on:\n%s", lines)
	}
	for _, stage := range []string{"over", "minuted"} {
		is.Stage = stage
		if lines := strings.Join(wallLines(is), "\n"); strings.Contains(lines, "Bế mạc") {
			t.Errorf("%s:\n%s", stage, lines)
		}
	}
}
