package machine

import (
	"runtime/debug"
	"testing"
)

var kept []byte

func TestTheHeapRestsWhenMuchLiesUnusedAndLittleIsTaken(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // what is thrown away stays until it is given back
	debug.FreeOSMemory()
	var h heap
	h.rests()
	if h.rests() {
		t.Error("it wants to give back what is not there")
	}
	kept = make([]byte, 4*unused)
	if h.rests() {
		t.Error("it rests while much is taken")
	}
	kept = nil
	if !h.rests() {
		t.Error("what was thrown away is not given back")
	}
	debug.FreeOSMemory()
	if h.rests() {
		t.Error("it gives back for ever")
	}
}
