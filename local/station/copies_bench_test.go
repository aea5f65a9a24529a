package station

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/people"
	"tram/local/store"
)

// BenchmarkCommitsWhileCopied writes 50 entries a second, with no target and with one, and
// tells how long a commit took (µs, the median and the mean) and how long after it the copy
// had it, read back (ms).
func BenchmarkCommitsWhileCopied(b *testing.B) {
	for _, targets := range []int{0, 1} {
		b.Run(fmt.Sprintf("targets=%d", targets), func(b *testing.B) { benchCommits(b, targets) })
	}
}

func benchCommits(b *testing.B, targets int) {
	ctx := b.Context()
	s, err := Open(ctx, Options{Home: b.TempDir(), Passwords: people.LeastCost()})
	if err == nil {
		_, err = s.SetUp(ctx, ours, staff)
	}
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for range targets {
		if _, err := s.AddCopyTarget(ctx, b.TempDir()); err != nil {
			b.Fatal(err)
		}
	}
	if err := s.FollowCopies(ctx); err != nil {
		b.Fatal(err)
	}
	const a, every = 500, 20 * time.Millisecond
	for b.Loop() {
		var took, late []time.Duration
		seen := watchCopy(s, &late)
		for i := range a {
			began := time.Now()
			if _, err := s.store.SaveClerk(ctx, store.Act{Actor: program, Step: "settings"}, office.Clerk{Name: fmt.Sprint("Người ", i)}); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(began))
			head, err := s.store.Head(ctx)
			if err != nil {
				b.Fatal(err)
			}
			seen.commits(head.Seq)
			time.Sleep(time.Until(began.Add(every)))
		}
		seen.end()
		slices.Sort(took)
		var sum time.Duration
		for _, t := range took {
			sum += t
		}
		b.ReportMetric(float64(took[len(took)/2].Microseconds()), "µs-median")
		b.ReportMetric(float64((sum / a).Microseconds()), "µs-mean")
		if targets > 0 {
			slices.Sort(late)
			b.ReportMetric(float64(late[len(late)/2].Milliseconds()), "ms-behind-median")
			b.ReportMetric(float64(late[len(late)*99/100].Milliseconds()), "ms-behind-p99")
		}
	}
}

// BenchmarkACommitBesideACopy writes 50 entries a second in turns of 50, with the copy being
// followed and without, to one store: what else the machine does meets both alike. It tells
// by how many percent a commit takes longer, as the mean of all and as the median of the
// pairs of turns.
func BenchmarkACommitBesideACopy(b *testing.B) {
	ctx := b.Context()
	s, err := Open(ctx, Options{Home: b.TempDir(), Passwords: people.LeastCost()})
	if err == nil {
		_, err = s.SetUp(ctx, ours, staff)
	}
	if err == nil {
		_, err = s.AddCopyTarget(ctx, b.TempDir())
	}
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	const turns, inOne, every = 30, 50, 20 * time.Millisecond
	turn := func() (sum time.Duration) {
		for i := range inOne {
			began := time.Now()
			if _, err := s.store.SaveClerk(ctx, store.Act{Actor: program, Step: "settings"}, office.Clerk{Name: fmt.Sprint("Người ", i)}); err != nil {
				b.Fatal(err)
			}
			sum += time.Since(began)
			time.Sleep(time.Until(began.Add(every)))
		}
		return sum
	}
	for b.Loop() {
		var with, without time.Duration
		var ratios []float64
		for range turns {
			alone := turn()
			if err := s.FollowCopies(ctx); err != nil {
				b.Fatal(err)
			}
			beside := turn()
			s.endCopying()
			with, without = with+beside, without+alone
			ratios = append(ratios, float64(beside)/float64(alone))
		}
		slices.Sort(ratios)
		b.ReportMetric((float64(with)/float64(without)-1)*100, "%-mean")
		b.ReportMetric((ratios[len(ratios)/2]-1)*100, "%-median")
		b.ReportMetric(float64((without / (turns * inOne)).Microseconds()), "µs-alone")
	}
}

// seenCopy takes down when commits were made and when the copy had them.
type seenCopy struct {
	mu   sync.Mutex
	at   map[int64]time.Time
	late *[]time.Duration
	stop chan struct{}
	done chan struct{}
}

func watchCopy(s *Station, late *[]time.Duration) *seenCopy {
	c := &seenCopy{at: map[int64]time.Time{}, late: late, stop: make(chan struct{}), done: make(chan struct{})}
	go func() {
		defer close(c.done)
		for waits := true; waits; time.Sleep(2 * time.Millisecond) {
			select {
			case <-c.stop:
				c.mu.Lock()
				waits = len(c.at) > 0 && len(s.followers) > 0
				c.mu.Unlock()
			default:
			}
			s.Copies.mu.Lock()
			for _, f := range s.followers {
				c.has(f.told(time.Now()).Head.Seq)
			}
			s.Copies.mu.Unlock()
		}
	}()
	return c
}

func (c *seenCopy) commits(seq int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at[seq] = time.Now()
}

func (c *seenCopy) has(seq int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for s, at := range c.at {
		if s <= seq {
			*c.late = append(*c.late, time.Since(at))
			delete(c.at, s)
		}
	}
}

func (c *seenCopy) end() {
	close(c.stop)
	<-c.done
}
