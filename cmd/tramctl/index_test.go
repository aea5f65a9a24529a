package main

import "testing"

// TestTheIndexIsMadeAnewAndTold makes all anew; everything is found before and after.
func TestTheIndexIsMadeAnewAndTold(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id := d.converted()["id"].(string)
	whole := func(word string) {
		t.Helper()
		is := d.must("index", word)
		if is["total"].(float64) < 2 || is["done"] != is["total"] {
			t.Errorf("index %s: %v", word, is)
		}
		if rows := d.must("search", "ví dụ")["rows"].([]any); len(rows) != 1 || rows[0].(map[string]any)["id"] != id {
			t.Errorf("after index %s the search finds %v", word, rows)
		}
	}
	whole("status")
	whole("remake")
	whole("status")
	if is := d.must("index", "size"); is["words"].(float64) <= 0 || is["phrases"].(float64) <= 0 {
		t.Errorf("index size: %v", is)
	}
	d.must("verify", "--journal")
	if _, _, code := d.do("index", "burn"); code != usage {
		t.Errorf("index burn: exit %d", code)
	}
	if _, _, code := d.do("index"); code != usage {
		t.Errorf("index: exit %d", code)
	}
}

// TestAMakingNeverSaysThatItIsWholeBeforeItIs rounds down.
func TestAMakingNeverSaysThatItIsWholeBeforeItIs(t *testing.T) {
	for _, c := range []struct{ done, total, want int64 }{{0, 0, 100}, {0, 3, 0}, {1, 3, 33}, {1_999_999, 2_000_000, 99}, {2_000_000, 2_000_000, 100}} {
		if got := (making{Done: c.done, Total: c.total}).percent(); got != c.want {
			t.Errorf("%d of %d is %d %%, not %d", c.done, c.total, got, c.want)
		}
	}
}
