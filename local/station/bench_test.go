package station

import (
	"math"
	"path/filepath"
	"testing"

	"tram/local/anchor"
	"tram/local/office"
	"tram/local/store"
)

// BenchmarkACommit measures what it costs to write the head of the journal down
// outside of the database: not at all, in two files as the station does, and in two
// files that each commit would wait for.
func BenchmarkACommit(b *testing.B) {
	heads := func(b *testing.B) []*anchor.Heads {
		return []*anchor.Heads{anchor.NewHeads(filepath.Join(b.TempDir(), "a")), anchor.NewHeads(filepath.Join(b.TempDir(), "b"))}
	}
	for name, committed := range map[string]func(*testing.B) func(int64, office.JournalHead){
		"without": func(*testing.B) func(int64, office.JournalHead) { return nil },
		"beside": func(b *testing.B) func(int64, office.JournalHead) {
			s := stand(&ground{clock: office.SystemClock{}})
			w := &watch{s: s.Journal, heads: heads(b), marked: office.JournalHead{Seq: math.MaxInt64}} // nothing to vouch for
			b.Cleanup(w.close)
			return w.committed
		},
		"waiting": func(b *testing.B) func(int64, office.JournalHead) {
			all := heads(b)
			return func(_ int64, at office.JournalHead) {
				for _, h := range all {
					if h.Add(at) != nil || h.Sync() != nil {
						b.Error("not written")
					}
				}
			}
		},
	} {
		b.Run(name, func(b *testing.B) {
			s, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "office.db"), store.Options{Clock: office.SystemClock{}, Committed: committed(b)})
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			clerk := office.Clerk{Name: "Nguyễn Văn Mẫu"}
			for b.Loop() {
				if clerk, err = s.SaveClerk(b.Context(), store.Act{Actor: "x", Step: "settings"}, clerk); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
