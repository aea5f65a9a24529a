package sharedcalendar

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"tram/local/books"
	"tram/local/calsync"
	"tram/local/calsync/calsynctest"
	"tram/local/meetings"
	"tram/local/office"
	"tram/local/store"
)

// BenchmarkExchangeOfWhichNothingIsNew is what each ten minutes cost with three thousand meetings.
func BenchmarkExchangeOfWhichNothingIsNew(b *testing.B) {
	dir, far := b.TempDir(), calsynctest.NewServer()
	far.Lax = true // it looks for none of the same name among all
	st, err := store.Open(b.Context(), filepath.Join(dir, "office.db"), store.Options{Clock: &ticking{time.Date(2029, 12, 1, 8, 0, 0, 0, office.VietNam)}, Kinds: append(append(meetings.Kinds(), Kinds()...), books.Facilities.Kind)})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { st.Close() })
	s := &Side{Store: st, Actor: "Trạm", Path: filepath.Join(dir, "a.calendar")}
	for n := range 3000 {
		m := office.Meeting{Title: fmt.Sprint("Giao ban ", n), Sort: office.MeetingPlain, Way: office.MeetingHere, Place: "Phòng 1", Secrecy: office.Ordinary, State: office.MeetingConfirmed,
			When: office.Timing{Start: time.Date(2030, 1, 1, 8, 0, 0, 0, time.UTC).Add(time.Duration(n) * time.Hour).Format("2006-01-02T15:04:05"), Lasts: 1800}}
		for i := range 12 {
			m.People = append(m.People, office.MeetingPerson{Name: fmt.Sprint("Khách Mẫu ", i), Mail: fmt.Sprintf("khach%d@example.vn", i)})
		}
		m.UID = fmt.Sprintf("hop-%d@tram", n)
		if _, err := meetings.Agree(context.Background(), st, who, office.Meeting{}, meetings.New(m)); err != nil {
			b.Fatal(err)
		}
	}
	for range 2 {
		if _, err := s.Run(b.Context(), far, calsync.Wish{}); err != nil {
			b.Fatal(err)
		}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for b.Loop() {
		if is, err := s.Run(b.Context(), far, calsync.Wish{}); err != nil || is.Sent+is.Taken != 0 {
			b.Fatal(is, err)
		}
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(b.N)/1e6, "MB/op")
}
