package copyingtest

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/copying"
	"tram/local/office"
	"tram/local/seal"
	"tram/local/store"
	"tram/local/vault"
)

// hand is a clock that somebody sets.
type hand struct{ now time.Time }

func (h *hand) Now() time.Time { return h.now }

func (h *hand) Source() office.ClockSource { return office.ClockSource{Name: "thử"} }

// snapshotsThin has a small office copy to a target for two days: of the snapshots of an hour
// the last stays, the journal stays whole, and another program reads it.
func snapshotsThin(t *testing.T, target copying.Target, again func() copying.Target) {
	id, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	dir, clock := t.TempDir(), &hand{time.Date(2026, 11, 23, 8, 0, 0, 0, office.VietNam)}
	s, err := store.Open(t.Context(), filepath.Join(dir, "office.db"), store.Options{Clock: clock, Key: func() ([]byte, error) { return id.Key(store.KeyPurpose) }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	files, err := vault.Open(filepath.Join(dir, "vault"), id)
	if err != nil {
		t.Fatal(err)
	}
	place, err := copying.Prepare(t.Context(), target, id, clock.now)
	if err != nil {
		t.Fatal(err)
	}
	c := &copying.Copier{Target: target, ID: id, Records: s, Files: files, Clock: clock, Place: place.ID, SnapshotAfter: 1}
	var want []int64
	for i, apart := range []time.Duration{0, time.Minute, time.Minute, 24 * time.Hour, time.Minute, time.Minute} {
		clock.now = clock.now.Add(apart)
		if _, err := s.SaveClerk(t.Context(), store.Act{Actor: t.Name(), Step: "settings"}, office.Clerk{Name: fmt.Sprint("Người ", i)}); err != nil {
			t.Fatal(err)
		}
		done, err := c.Round(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if i != 0 && i != 1 && i != 3 { // the last of the first hour, and the newest two
			want = append(want, done.Head.Seq)
		}
	}
	var lie []int64
	for _, name := range names(t, again(), "") {
		if above, is := strings.CutSuffix(strings.Fields(name)[0], "/m"); is {
			var seq int64
			if _, err := fmt.Sscanf(above[strings.LastIndexByte(above, '/')+1:], "%d", &seq); err != nil {
				t.Fatal(err)
			}
			lie = append(lie, seq)
		}
	}
	if slices.Sort(lie); !slices.Equal(lie, want) {
		t.Errorf("there lie snapshots of the entries %v, not %v", lie, want)
	}
	is, err := copying.Read(t.Context(), again(), id, copying.Wish{}, nil)
	if err != nil || is.Head.Seq != want[len(want)-1] || is.Torn > 0 {
		t.Errorf("another program reads %+v, %v", is, err)
	}
}
