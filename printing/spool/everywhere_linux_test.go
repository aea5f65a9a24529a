package spool_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"tram/local/office"
	"tram/printing/spool"
	"tram/printing/spool/spooltest"
)

// waits is a command that stops for a reason until it is told to go on.
const waits = `cp "$1" $DIR/got.tmp && mv $DIR/got.tmp $DIR/got
echo "STATE: +media-empty" >&2
while [ ! -e $DIR/paper ]; do sleep 0.05; done
echo "STATE: -media-empty" >&2
echo "STATE: +media-jam" >&2
while [ ! -e $DIR/freed ]; do sleep 0.05; done
echo "STATE: -media-jam" >&2
echo "STATE: +toner-low" >&2
while [ ! -e $DIR/done ]; do sleep 0.05; done
exit 0`

// hasStop tells whether a reason is told. ippeveprinter calls each a mere warning
// while it prints; cupsd in its test does not.
func hasStop(j office.PrintJob, key string) bool {
	return !j.State.Over() && slices.Contains(stopKeys(j.Stops), key)
}

func TestAPrinterTellsWhatItCanDoAndWhyItStops(t *testing.T) {
	e := spooltest.StartEverywhere(t, waits)
	s := open(e.URI)
	printers, err := s.Printers(t.Context())
	if err != nil || len(printers) != 2 {
		t.Fatalf("%d printers, %v", len(printers), err)
	}
	p := printers[0]
	t.Logf("%+v", p)
	if p.Name == "" || p.Where != "Phòng Một cửa" || !p.Duplex || !p.Colour || !p.Ready || !p.Usual || len(p.Papers) < 3 || len(p.Trays) == 0 || p.Most < 1 {
		t.Errorf("the printer tells %+v", p)
	}
	if !slices.ContainsFunc(p.Papers, func(s office.PaperSize) bool { return s.Name == "A4" && s.W == 210 && s.H == 297 }) {
		t.Errorf("no A4 among %+v", p.Papers)
	}
	doc := spooltest.Document(spooltest.A4, spooltest.A4, spooltest.A4)
	wish := office.PrintWish{Printer: p.Key, Title: "Lệnh\nin", Copies: 2, Sides: office.LongEdge, Tray: p.Trays[0].Key, Pages: []office.PageSpan{{From: 3, To: 3}, {From: 1, To: 2}}}
	job, err := s.Print(t.Context(), wish, bytes.NewReader(doc), int64(len(doc)))
	if err != nil {
		t.Fatal(err)
	}
	until(t, s, job, "it stops for want of paper", func(j office.PrintJob) bool { return hasStop(j, "media-empty") })
	if got := e.Read("got"); !bytes.Equal(got, doc) {
		t.Errorf("%d bytes arrived of %d", len(got), len(doc))
	}
	e.Do(t, "paper")
	until(t, s, job, "it stops for a jam", func(j office.PrintJob) bool { return hasStop(j, "media-jam") })
	e.Do(t, "freed")
	now := until(t, s, job, "it goes on with little toner", func(j office.PrintJob) bool {
		return j.State == office.JobPrinting && slices.Contains(stopKeys(j.Stops), "toner-low")
	})
	if now.Title != "Lệnh in" || now.Key != job.Key {
		t.Errorf("the job is %+v", now)
	}
	jobs, err := s.Jobs(t.Context())
	if err != nil || len(jobs) != 1 || jobs[0].Key != job.Key || jobs[0].Printer != p.Key || jobs[0].State != office.JobPrinting {
		t.Errorf("the jobs are %+v, %v", jobs, err)
	}
	e.Do(t, "done")
	until(t, s, job, "it is printed", printed)
	if again, err := s.Cancel(t.Context(), job); err != nil || again.State != office.JobPrinted {
		t.Errorf("cancelling what is printed: %v, %v", again.State, err)
	}
}

func TestACancelledJobEndsCancelledAndAFailedOneFailed(t *testing.T) {
	e := spooltest.StartEverywhere(t, `if [ -e $DIR/fail ]; then exit 1; fi
trap 'exit 0' TERM
while [ ! -e $DIR/fail ]; do sleep 0.05; done`)
	s := open(e.URI)
	printers, err := s.Printers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	doc := spooltest.Document(spooltest.A4)
	wish := office.PrintWish{Printer: printers[0].Key, Title: "in"}
	job, err := s.Print(t.Context(), wish, bytes.NewReader(doc), int64(len(doc)))
	if err != nil {
		t.Fatal(err)
	}
	until(t, s, job, "it prints", func(j office.PrintJob) bool { return j.State == office.JobPrinting })
	if _, err := s.Cancel(t.Context(), job); err != nil {
		t.Fatal(err)
	}
	e.Do(t, "fail")
	until(t, s, job, "it is cancelled", func(j office.PrintJob) bool { return j.State == office.JobCancelled })
	job, err = s.Print(t.Context(), wish, bytes.NewReader(doc), int64(len(doc)))
	if err != nil {
		t.Fatal(err)
	}
	failed := until(t, s, job, "it fails", func(j office.PrintJob) bool { return j.State == office.JobFailed })
	if len(failed.Stops) == 0 {
		t.Error("nothing tells why it failed")
	}
}

func TestAWishThatAPrinterCannotGrantIsRefusedBeforeAnythingIsSent(t *testing.T) {
	e := spooltest.StartEverywhere(t, `cp "$1" $DIR/got`)
	s := open(e.URI)
	printers, err := s.Printers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	key := printers[0].Key
	doc := spooltest.Document(spooltest.A4, spooltest.Sheet{W: 3000, H: 4000})
	one := []office.PageSpan{{From: 1, To: 1}}
	for name, c := range map[string]struct {
		wish office.PrintWish
		want office.Failure
	}{
		"another printer": {office.PrintWish{Printer: "khác"}, spool.NoPrinter},
		"a paper":         {office.PrintWish{Printer: key, Paper: "iso_a0_841x1189mm"}, spool.NoSuchPaper},
		"a tray":          {office.PrintWish{Printer: key, Tray: "tray-77"}, spool.NoSuchTray},
		"copies":          {office.PrintWish{Printer: key, Copies: 1_000_000}, spool.TooManyCopies},
		"pages backwards": {office.PrintWish{Printer: key, Pages: []office.PageSpan{{From: 3, To: 2}}}, spool.BadPages},
		"page 0":          {office.PrintWish{Printer: key, Pages: []office.PageSpan{{To: 2}}}, spool.BadPages},
		"a page beyond":   {office.PrintWish{Printer: key, Pages: []office.PageSpan{{From: 1, To: 3}}}, spool.PagesBeyond},
		"a page of 1.4 m": {office.PrintWish{Printer: key}, spool.NoPaperForPage},
	} {
		if _, err := s.Print(t.Context(), c.wish, bytes.NewReader(doc), int64(len(doc))); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.Print(t.Context(), office.PrintWish{Printer: key}, bytes.NewReader(nil), 0); !errors.Is(err, spool.NothingToPrint) {
		t.Errorf("nothing: %v", err)
	}
	if got := e.Read("got"); got != nil {
		t.Error("a document was sent")
	}
	job, err := s.Print(t.Context(), office.PrintWish{Printer: key, Pages: one}, bytes.NewReader(doc), int64(len(doc)))
	if err != nil {
		t.Fatalf("the page that fits: %v", err)
	}
	until(t, s, job, "it is printed", printed)
}
