package spool_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"tram/local/office"
	"tram/printing/spool"
	"tram/printing/spool/spooltest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func open(server string) spool.Spool {
	return spool.Open(spool.Options{Clock: office.SystemClock{}, Server: server, Draw: measure})
}

// until asks for a job until it is so.
func until(t *testing.T, s spool.Spool, job office.PrintJob, what string, is func(office.PrintJob) bool) office.PrintJob {
	t.Helper()
	var now office.PrintJob
	var err error
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the job was last %+v", now)
		}
	})
	spooltest.Until(t, what, func() bool {
		if now, err = s.Job(context.Background(), job); err != nil {
			t.Fatalf("asking for the job: %v", err)
		}
		return is(now) || now.State.Over()
	})
	if !is(now) {
		t.Fatalf("%s: not so, the job is %+v", what, now)
	}
	return now
}

func printed(j office.PrintJob) bool { return j.State == office.JobPrinted }

func TestWhatComesOutIsTheOriginalAtFullSize(t *testing.T) {
	c := spooltest.StartCUPS(t)
	c.PDFQueue(t, "PDF")
	s := open(c.Socket)
	a4 := "iso_a4_210x297mm"
	for _, d := range []struct {
		name   string
		paper  string
		sheets []spooltest.Sheet
	}{
		{"A4", "", []spooltest.Sheet{spooltest.A4}},
		{"Letter on A4", a4, []spooltest.Sheet{spooltest.Letter}},
		{"Letter", "", []spooltest.Sheet{spooltest.Letter}},
		{"landscape", "", []spooltest.Sheet{spooltest.Landscape}},
		{"rotated", "", []spooltest.Sheet{spooltest.Rotated}},
		{"mixed", "", []spooltest.Sheet{spooltest.A4, spooltest.Landscape, spooltest.Rotated, spooltest.A3, spooltest.Letter}},
	} {
		t.Run(d.name, func(t *testing.T) {
			doc := spooltest.Document(d.sheets...)
			job, err := s.Print(t.Context(), office.PrintWish{Printer: "PDF", Title: strings.ReplaceAll(d.name, " ", "_"), Paper: d.paper, Colour: true}, bytes.NewReader(doc), int64(len(doc)))
			if err != nil {
				t.Fatal(err)
			}
			until(t, s, job, "it is printed", printed)
			same(t, c.Printed(t, job.Key), doc)
		})
	}
}

// same compares what was printed with the document, page by page.
func same(t *testing.T, file string, doc []byte) {
	t.Helper()
	want, got := spooltest.Rasterise(t, spooltest.File(t, doc)), spooltest.Rasterise(t, file)
	if len(want) != len(got) {
		t.Fatalf("%d pages came out, not %d", len(got), len(want))
	}
	for i := range want {
		v, turned := spooltest.Best(want[i], got[i])
		t.Logf("page %d: %v px, turned %d, %v", i+1, got[i].Rect.Size(), turned, v)
		sameSize := turned == 0 && got[i].Rect == want[i].Rect
		if !v.Full() || sameSize && max(v.DX, -v.DX, v.DY, -v.DY) > 1 {
			t.Errorf("page %d does not lie as it should: %v", i+1, v)
		}
	}
}
