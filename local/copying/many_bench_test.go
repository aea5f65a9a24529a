package copying_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"tram/local/copying"
	"tram/local/office"
	"tram/local/store"
)

// BenchmarkManyRecordsBack tells of a store of TRAM_RECORDS (usual: 10,000) how long it takes
// until it is back: from a snapshot with what came after, and from the journal alone.
func BenchmarkManyRecordsBack(b *testing.B) {
	many, err := strconv.Atoi(os.Getenv("TRAM_RECORDS"))
	if err != nil {
		many = 10_000
	}
	for b.Loop() {
		o := newBureau(b)
		target := copying.NewFolder(b.TempDir())
		c := o.copier(target)
		o.plainRecords(many)
		b.ReportMetric(o.megabytes(), "MB-store")
		began := time.Now()
		o.round(c)
		b.ReportMetric(time.Since(began).Seconds(), "s-copy")
		o.plainRecords(1000) // after the snapshot
		o.round(c)
		began = time.Now()
		o.backHas(target, many+1000)
		b.ReportMetric(time.Since(began).Seconds(), "s-snapshot-and-tail")
		began = time.Now()
		o.backHas(noSnapshots{target}, many+1000)
		b.ReportMetric(time.Since(began).Seconds(), "s-replay")
	}
}

// noSnapshots is a target on which nobody finds any.
type noSnapshots struct{ copying.Target }

func (t noSnapshots) List(ctx context.Context, under string, yield func(string, int64) error) error {
	return t.Target.List(ctx, under, func(name string, size int64) error {
		if strings.Contains(name, "/p/") {
			return nil
		}
		return yield(name, size)
	})
}

// backHas restores, and counts what came back.
func (b *bureau) backHas(t copying.Target, records int) {
	b.t.Helper()
	s, _, _, err := b.back(t, copying.Wish{})
	if err != nil {
		b.t.Fatal(err)
	}
	if n, err := s.CountRecords(context.Background(), math.MaxInt64); err != nil || n < int64(records) {
		b.t.Fatalf("%d records of %d came back: %v", n, records, err)
	}
}

// plainRecords writes finished conversions as offices have them: a line each.
func (b *bureau) plainRecords(many int) {
	b.t.Helper()
	const atOnce = 2000
	for left := many; left > 0; left -= atOnce {
		all := make([]office.Conversion, min(left, atOnce))
		for i := range all {
			b.made++
			all[i] = office.Conversion{State: office.Finished, Direction: office.PaperToData, Code: office.LookupCode(fmt.Sprintf("AAAA-%04d-%04d", b.made/10_000, b.made%10_000)),
				Document: office.Document{Type: "cong-van", Number: strconv.Itoa(b.made), Subject: fmt.Sprintf("về việc số %d của năm", b.made), Issuer: "Ủy ban nhân dân xã Mẫu Sơn"}}
		}
		if _, err := b.store.SaveConversions(context.Background(), store.Act{Actor: by.Actor, Step: "finish"}, all); err != nil {
			b.t.Fatal(err)
		}
	}
}
