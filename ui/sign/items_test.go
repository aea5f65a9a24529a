package sign

import (
	"slices"
	"testing"

	"tram/local/office"
)

func TestASearchFindsWithoutAccentsAndKeepsTheGroups(t *testing.T) {
	s := office3()
	q := office.RoundToSign()
	q.Renew(s.tasks)
	for searched, want := range map[string]int{"": 6, "giay phep": 4, "13/gp": 2, "dân sự": 2, "7k4m": 4, "không có": 0} {
		if got := itemsOf(q, searched, s.Types()); len(got) != want {
			t.Errorf("%q: %d rows", searched, len(got))
		}
	}
	items := itemsOf(q, "", s.Types())
	if items[0].line != nil || items[0].group != string(office.TaskSign) || len(items[0].lines) != 3 || items[4].group != string(office.TaskFinish) {
		t.Errorf("%+v", items)
	}
}

// What was done stays in sight in a group of its own: the head of what waits counts what the
// door of the queue counts, while the work runs, too.
func TestTheHeadsCountWhatTheDoorsCount(t *testing.T) {
	s := office3()
	q := office.RoundToSign()
	q.Renew(s.tasks)
	before := itemsOf(q, "", s.Types())
	q.Begin(q.Ticked())
	q.Told(office.SigningResult{ID: "p1"})
	if got := before[0].told(); got != 2 {
		t.Errorf("while the work runs the head of 3, of which 1 is done, counts %d", got)
	}
	q.Told(office.SigningResult{ID: "p3"})
	q.Over()
	var heads []string
	for _, it := range itemsOf(q, "", s.Types()) {
		if it.line == nil {
			heads = append(heads, counted(it.group, it.told()))
		}
	}
	if want := []string{"sign (1)", "finish (1)", "done (2)"}; !slices.Equal(heads, want) || q.Waits() != 2 {
		t.Errorf("the heads say %v, the door %d", heads, q.Waits())
	}
}
