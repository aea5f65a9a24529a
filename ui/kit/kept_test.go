package kit

import "testing"

func TestWhatWasUsedLastIsKept(t *testing.T) {
	k := NewKept[string, int](2)
	k.Put("a", 1)
	k.Put("b", 2)
	k.Get("a")
	k.Put("c", 3)
	if _, is := k.Get("b"); is || len(k.All()) != 2 {
		t.Errorf("kept are %v", k.All())
	}
	if k.Clear(); len(k.All()) != 0 {
		t.Errorf("cleared, and kept are %v", k.All())
	}
}
