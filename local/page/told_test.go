package page

import (
	"bytes"
	"testing"
	"time"
)

func TestTheTimeThatAFileTellsIsFoundWhereverItStands(t *testing.T) {
	want := time.Date(2026, 11, 23, 3, 20, 30, 0, time.UTC)
	for _, written := range []string{"2026:11:23 10:20:30\x00", "::2026:11:2\x00/2026:11:23 10:20:30\x00:", "12:34:56 \x002026:11:23 10:20:30\x00", "/ModDate (D:20261123102030+07'00')"} {
		for _, before := range []int{0, 1, 5, 40_000} {
			b := append(bytes.Repeat([]byte{'.'}, before), written...)
			if got := ToldTime(bytes.NewReader(b), int64(len(b))); !got.Equal(want) {
				t.Errorf("%q after %d bytes: %v", written, before, got)
			}
		}
	}
	for _, written := range []string{"2026:11:23 10:20:30", "12026:11:23 10:20:30\x00", "2026:11:2", ":::::::::::::::::::::"} {
		if got := ToldTime(bytes.NewReader([]byte(written)), int64(len(written))); !got.IsZero() {
			t.Errorf("%q: %v", written, got)
		}
	}
}
