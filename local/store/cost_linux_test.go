package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/store/veil"
)

// BenchmarkKey100k sets a store of 100,000 records under a key beside the same store
// without one: time of the processor (CPU, both of its modes) for one act, and how many
// times as much the key makes it. GODEBUG=cpu.aes=off is a processor without AES.
func BenchmarkKey100k(b *testing.B) { benchKey(b, 100_000) }

func benchKey(b *testing.B, size int) {
	under := stocked(b, size)
	path := twin(b, under)
	open := func(path string, key func() ([]byte, error)) *Store {
		return openWith(b, path, Options{Clock: office.SystemClock{}, Key: key})
	}
	plain := open(path, noKey)
	r := rand.New(rand.NewPCG(1, 9))
	for _, act := range []struct {
		name string
		do   func(s *Store)
	}{
		{"open", func(s *Store) {
			key := noKey
			if veiled, _ := s.Veiled(); veiled {
				key = theKey
			}
			if err := must(Open(b.Context(), s.path, Options{Clock: office.SystemClock{}, Key: key}))(b).Close(); err != nil {
				b.Fatal(err)
			}
		}},
		{"save-1", func(s *Store) {
			must(s.SaveConversion(b.Context(), by, aConversion(1, "QĐ-UBND", "về việc", 10)))(b)
		}},
		{"save-100", func(s *Store) {
			batch := make([]office.Conversion, 100)
			for i := range batch {
				batch[i] = likely(r, i)
			}
			must(s.SaveConversions(b.Context(), by, batch))(b)
		}},
		{"find-word", func(s *Store) { findOne(b, s, "quy hoạch đất") }},
		{"find-name", func(s *Store) { findOne(b, s, "Nguyễn Bình") }},
		{"find-number", func(s *Store) { findOne(b, s, "15/QĐ-UBND") }},
		{"find-nothing", func(s *Store) { findOne(b, s, "zzz") }},
		{"list-all", func(s *Store) { must(s.Find(b.Context(), Query{States: []office.State{office.Finished}}))(b) }},
	} {
		b.Run(act.name, func(b *testing.B) { sideBySide(b, func() { act.do(plain) }, func() { act.do(under) }) })
	}
}

func findOne(b *testing.B, s *Store, text string) {
	must(s.Find(b.Context(), Query{Text: text, States: []office.State{office.Finished}, Most: benchMost}))(b)
}

// twin copies a store out from under its key.
func twin(b *testing.B, s *Store) (path string) {
	b.Helper()
	if err := s.Checkpoint(b.Context()); err != nil {
		b.Fatal(err)
	}
	path = filepath.Join(b.TempDir(), "plain.db")
	from, to := must(os.Open(s.path))(b), must(os.Create(path))(b)
	defer to.Close()
	if err := veil.Cover(to, from, must(theKey())(b), nil); err != nil { // from stays open: closing it lets go the store's locks
		b.Fatal(err)
	}
	b.Cleanup(func() { from.Close() })
	return path
}

func sideBySide(b *testing.B, plain, under func()) {
	plain()
	under()
	var of [2]time.Duration
	n := 0
	for b.Loop() {
		for i, act := range []func(){plain, under} {
			began := processor()
			act()
			of[i] += processor() - began
		}
		n++
	}
	b.ReportMetric(of[0].Seconds()*1000/float64(n), "plain-cpu-ms")
	b.ReportMetric(of[1].Seconds()*1000/float64(n), "under-cpu-ms")
	b.ReportMetric(of[1].Seconds()/of[0].Seconds(), "times")
	b.ReportMetric(0, "ns/op")
}

// processor is the time that this process has had of it.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkCarryOver is a plain database of so many records that comes under a key.
func BenchmarkCarryOver(b *testing.B) {
	plain := twin(b, stocked(b, 100_000))
	content := must(os.ReadFile(plain))(b)
	path := filepath.Join(b.TempDir(), "office.db")
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		b.StopTimer()
		if err := os.WriteFile(path, content, 0o600); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if err := must(Open(b.Context(), path, Options{Clock: office.SystemClock{}, Key: theKey}))(b).Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.Logf("%s of %d MB", fmt.Sprint(path), len(content)>>20)
}
