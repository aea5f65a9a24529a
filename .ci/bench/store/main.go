// Command store does the acts of a store that people wait for, and prints what each took
// of the processor and how much it read and wrote. It asks only what the store of every
// build offers, so that the same source measures the build before beside today's.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"tram/.ci/bench/frame"
	"tram/local/office"
	"tram/local/store"
)

func main() { frame.Main("store", run) }

func run(flags *flag.FlagSet, args []string) error {
	size := flags.Int("size", 100_000, "records of the store that is searched and verified")
	times := flags.Float64("times", 1, "how many times as often each act is done")
	f, err := frame.Parse(flags, args)
	if err != nil {
		return err
	}
	s := sitting{ctx: context.Background(), folder: f.Folder, size: *size, only: f.Only, times: *times, r: rand.New(rand.NewPCG(1, 2))}
	return f.Profiled(func() error { return errors.Join(s.writes(), s.reads()) })
}

// by is whose acts they are: a step that every build knows.
var by = store.Act{Actor: "Nguyễn Văn Mẫu", Step: "describe"}

// sitting is one process: the acts in turn, each on a store of its own or on the great
// one.
type sitting struct {
	ctx    context.Context
	folder string
	size   int
	only   string
	times  float64
	r      *rand.Rand
}

// act does something so many times and prints the mean of what one took.
func (s *sitting) act(name string, n, each int, do func() error) error {
	if !strings.HasPrefix(name, s.only) {
		return nil
	}
	n = max(1, int(float64(n)*s.times))
	if err := do(); err != nil { // pages are read, statements known
		return fmt.Errorf("%s: %w", name, err)
	}
	runtime.GC()
	before := used()
	for range n {
		if err := do(); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	took := used().less(before)
	of := float64(n * each)
	fmt.Printf("%s\t%.4f\t%.4f\t%.1f\t%.1f\n", name, took.cpu.Seconds()*1000/of, took.wall.Seconds()*1000/of, float64(took.written)/1024/of, float64(took.allocated)/1024/of)
	return nil
}

// writes are a new record, many at once, and one that is kept again and again, each in a
// store of some thousand records.
func (s *sitting) writes() error {
	path := filepath.Join(s.folder, "written.db")
	defer func() {
		for _, more := range []string{"", "-wal", "-shm", ".lock"} {
			os.Remove(path + more)
		}
	}()
	books, err := open(s.ctx, path)
	if err != nil {
		return err
	}
	defer books.Close()
	if _, err := books.SaveConversions(s.ctx, by, s.many(5000)); err != nil {
		return err
	}
	draft, err := books.SaveConversion(s.ctx, by, s.draft(10))
	if err != nil {
		return err
	}
	return errors.Join(
		s.act("new", 400, 1, func() error { _, err := books.SaveConversion(s.ctx, by, s.likely(10)); return err }),
		s.act("again", 400, 1, func() (err error) { draft, err = books.SaveConversion(s.ctx, by, draft); return err }),
		s.act("changed", 400, 1, func() (err error) {
			draft.Document.Subject = s.subject()
			draft, err = books.SaveConversion(s.ctx, by, draft)
			return err
		}),
		s.act("batch", 3, batch, func() error { _, err := books.SaveConversions(s.ctx, by, s.many(batch)); return err }),
	)
}

const batch = 5000 // records at once

// questions are what clerks type.
var questions = []string{
	"việc", "QĐ-UBND", "15/QĐ-UBND", "quyết định số 15", "Nguyễn Bình", "23/11/2025", "quy hoạch đất", "n", "zzz",
}

// reads are searches, a list of everything, and the verification of the journal.
func (s *sitting) reads() error {
	books, err := open(s.ctx, filepath.Join(s.folder, fmt.Sprintf("great-%d.db", s.size)))
	if err != nil {
		return err
	}
	defer books.Close()
	if err := s.fill(books); err != nil {
		return err
	}
	var failed error
	for i, text := range questions {
		failed = errors.Join(failed, s.act(fmt.Sprintf("find%d %s", i, text), 20, 1, func() error { return find(s.ctx, books, text, 200) }))
	}
	return errors.Join(failed,
		s.act("list", 10, 1, func() error { return find(s.ctx, books, "", 0) }),
		s.act("verify", 1, 1, func() error {
			report, err := books.VerifyJournal(s.ctx, nil)
			if err == nil && len(report.Faults) > 0 {
				err = fmt.Errorf("%v", report.Faults)
			}
			return err
		}),
	)
}

func find(ctx context.Context, books *store.Store, text string, most int) error {
	hits, err := books.Find(ctx, store.Query{Text: text, States: []office.State{office.Finished}, Most: most})
	if err != nil {
		return err
	}
	_, err = books.Rows(ctx, hits.Keys[:min(50, len(hits.Keys))])
	return err
}

func (s *sitting) fill(books *store.Store) error {
	hits, err := books.Find(s.ctx, store.Query{})
	if err != nil {
		return err
	}
	for have := len(hits.Keys); have < s.size; have += batch {
		if _, err := books.SaveConversions(s.ctx, by, s.many(min(batch, s.size-have))); err != nil {
			return err
		}
	}
	return books.Checkpoint(s.ctx)
}

func open(ctx context.Context, path string) (*store.Store, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	return store.Open(ctx, path, store.Options{Clock: office.SystemClock{}})
}

// usage is what this process has used so far.
type usage struct {
	cpu, wall          time.Duration
	written, allocated int64 // bytes
}

func used() usage {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return usage{
		cpu: frame.CPU(), wall: time.Since(began),
		written: written(), allocated: int64(m.TotalAlloc),
	}
}

var began = time.Now()

func (u usage) less(b usage) usage {
	return usage{u.cpu - b.cpu, u.wall - b.wall, u.written - b.written, u.allocated - b.allocated}
}

// written is how many bytes this process handed to the system to write.
func written() (bytes int64) {
	said, err := os.ReadFile("/proc/self/io")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(said)) {
		if n, found := strings.CutPrefix(line, "wchar: "); found {
			fmt.Sscan(n, &bytes)
		}
	}
	return bytes
}
