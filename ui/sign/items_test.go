package sign

import (
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
	if items[0].line != nil || items[0].group != office.TaskFinish || len(items[0].lines) != 3 || items[4].group != office.TaskSign {
		t.Errorf("%+v", items)
	}
}
