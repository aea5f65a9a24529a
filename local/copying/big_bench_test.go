package copying_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"tram/local/copying"
	"tram/local/office"
	"tram/local/store"
)

// BenchmarkCopyAndBack tells of a store of TRAM_MB (usual: 100) how long the first copy took,
// one with nothing new, and a restore; and how many bytes a change of TRAM_MB / 170 stored.
func BenchmarkCopyAndBack(b *testing.B) {
	mb, err := strconv.Atoi(os.Getenv("TRAM_MB"))
	if err != nil {
		mb = 100
	}
	for b.Loop() {
		o := newBureau(b)
		dir := b.TempDir()
		target := copying.NewFolder(dir)
		c := o.copier(target)
		c.Memory = filepath.Join(b.TempDir(), "pages")
		r := rand.New(rand.NewPCG(1, 2))
		o.fill(r, mb/5)
		b.ReportMetric(o.megabytes(), "MB-store")
		began := time.Now()
		o.round(c)
		b.ReportMetric(time.Since(began).Seconds(), "s-first")
		began = time.Now()
		o.round(c)
		b.ReportMetric(time.Since(began).Seconds(), "s-nothing-new")
		before := bytesIn(b, dir)
		small := o.megabytes()
		o.fill(r, mb/5/170+1)
		b.ReportMetric(o.megabytes()-small, "MB-new")
		c.SnapshotAfter = 1
		o.round(c)
		b.ReportMetric(float64(bytesIn(b, dir)-before)/1e6, "MB-stored")
		began = time.Now()
		if _, _, _, err := o.back(target, copying.Wish{}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(began).Seconds(), "s-back")
	}
}

// megabytes are those of the database.
func (b *bureau) megabytes() (mb float64) {
	b.t.Helper()
	end := errors.New("enough")
	err := b.store.Pages(context.Background(), func(p store.PageSet) error { mb = float64(p.Count) * float64(p.Size) / 1e6; return end }, nil)
	if !errors.Is(err, end) {
		b.t.Fatal(err)
	}
	return mb
}

// fill writes so many times about 5 MB of the database: finished conversions.
func (b *bureau) fill(r *rand.Rand, times int) {
	b.t.Helper()
	for range times {
		all := make([]office.Conversion, 800)
		for i := range all {
			b.made++
			var words []string
			for range 40 {
				words = append(words, strconv.FormatInt(r.Int64N(20_000), 36))
			}
			all[i] = office.Conversion{State: office.Finished, Direction: office.PaperToData, Code: office.LookupCode(fmt.Sprintf("AAAA-%04d-%04d", b.made/10_000, b.made%10_000)),
				Document: office.Document{Type: "cong-van", Number: strconv.Itoa(b.made), Subject: strings.Join(words, " "), Issuer: "Ủy ban nhân dân xã Mẫu Sơn"}}
		}
		if _, err := b.store.SaveConversions(context.Background(), store.Act{Actor: by.Actor, Step: "finish"}, all); err != nil {
			b.t.Fatal(err)
		}
	}
}

func bytesIn(t testing.TB, dir string) (n int64) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		n += info.Size()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
