package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestWhatTwoStationsMadeOfAMeetingApartIsChosenByTheVerbs.
func TestWhatTwoStationsMadeOfAMeetingApartIsChosenByTheVerbs(t *testing.T) {
	t.Parallel()
	a, b := twoDesks(t)
	id := a.must("meeting", "new", "--title", "Giao ban", "--start", "08:00 07/01/2190", "--place", "Phòng họp", "--agenda", "Mục một")["id"].(string)
	a.sends(t, b)
	if said := a.says("meeting", "settle", id); !strings.Contains(said, "chỉ có một bản") {
		t.Error(said)
	}
	a.must("meeting", "move", id, "--start", "09:00 07/01/2190")
	b.must("meeting", "move", id, "--start", "10:00 07/01/2190")
	if named := fmt.Sprint(b.sends(t, a)["parted"]); !strings.Contains(named, id) || !strings.Contains(named, "Cuộc họp “Giao ban”") {
		t.Errorf("whoever brings a bundle is not told which meeting: %s", named)
	}
	if said := a.says("meeting", "show", id); !strings.Contains(said, "meeting settle") || !strings.Contains(said, "07/01/2190") || !strings.Contains(said, "Phòng họp") {
		t.Error(said)
	}
	versions := a.must("meeting", "settle", id)["versions"].([]any)
	if len(versions) != 2 || !strings.Contains(a.says("meeting", "settle", id), "Thời gian") {
		t.Fatalf("%v", versions)
	}
	kept := a.must("meeting", "settle", id, "--keep", versions[1].(map[string]any)["entry"].(string))
	if kept["parted"] != nil || len(kept["agenda"].([]any)) != 1 {
		t.Errorf("%v", kept)
	}
	if name := a.refuses("meeting", "settle", id, "--keep", "x"); name != "store.no-such-version" {
		t.Error(name)
	}
}
