package station

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// benchHome names a folder on a disk that is to be measured; what syncs to nowhere tells
// nothing.
const benchHome = "TRAM_BENCH_DIR"

// BenchmarkARenewal renews an office of 100,000 records and 1 GB in files of 1 MB, and one
// of 10,000 small files. It tells its own processor time and what was sealed anew.
func BenchmarkARenewal(b *testing.B) {
	dir := os.Getenv(benchHome)
	if dir == "" {
		b.Logf("set %s to a folder on the disk that is to be measured", benchHome)
		return
	}
	for name, of := range map[string]struct{ records, files, size int }{
		"large": {100_000, 1_000, 1 << 20}, "many": {1_000, 10_000, 10 << 10},
	} {
		b.Run(name, func(b *testing.B) {
			s := stockedOffice(b, filepath.Join(dir, "renewal-"+name), of.records, of.files, of.size)
			for b.Loop() {
				began, cpu := time.Now(), processorTime(b)
				key := s.sealing.RecoveryKey()
				r, err := s.Renew(b.Context(), Renewal{Reason: "theft", Key: key}, nil)
				if err != nil || r.Open != nil {
					b.Fatal(err, r.Open)
				}
				info, err := os.Stat(filepath.Join(s.home, databaseName))
				if err != nil {
					b.Fatal(err)
				}
				fmt.Printf("%s: %v, %v of the processor; %d files, %.2f GB; records %.2f GB\n",
					name, time.Since(began), processorTime(b)-cpu, r.Files, float64(r.Bytes)/1e9, float64(info.Size())/1e9)
			}
		})
	}
}

func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func stockedOffice(b *testing.B, home string, records, files, size int) *Station {
	b.Helper()
	s, err := Open(b.Context(), Options{Home: home})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	if s.Ready() {
		return s
	}
	if _, err := s.SetUp(b.Context(), ours, staff); err != nil {
		b.Fatal(err)
	}
	noise := rand.NewChaCha8([32]byte{7})
	content := make([]byte, size)
	for range files {
		noise.Read(content)
		if _, err := s.vault.Keep(content); err != nil {
			b.Fatal(err)
		}
	}
	for have := 0; have < records; {
		batch := make([]office.Conversion, min(5_000, records-have))
		for i := range batch {
			batch[i] = office.Conversion{State: office.Finished, Direction: office.PaperToData, Form: office.Plain, Clerk: staff[0],
				Code: office.NewLookupCode(), Finished: s.clock.Now(),
				Document: office.Document{Type: "cong-van", Subject: fmt.Sprintf("Về việc ví dụ số %d của ông Nguyễn Văn Mẫu", have+i)}}
		}
		if _, err := s.store.SaveConversions(b.Context(), store.Act{Actor: program, Step: "draft"}, batch); err != nil {
			b.Fatal(err)
		}
		have += len(batch)
	}
	return s
}
