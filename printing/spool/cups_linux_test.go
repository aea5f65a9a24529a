package spool_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"tram/local/office"
	"tram/printing/spool"
	"tram/printing/spool/spooltest"
)

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

// stuck is a backend that says what keeps the printer until its folder has a file
// of that name.
const stuck = `cat ${6:--} > /dev/null
echo "STATE: +media-empty-error,toner-low-warning" >&2
while [ ! -e ${DEVICE_URI#stuck:}/paper ]; do sleep 0.05; done
echo "STATE: -media-empty-error" >&2
exit 0`

func TestQueuesOfCUPSTellWhyTheyStopAndForgetNothingSilently(t *testing.T) {
	c := spooltest.StartCUPS(t, "MaxJobsPerPrinter 4", "FileDevice Yes")
	c.Backend(t, "stuck", stuck)
	gate := spooltest.Folder(t)
	c.RawQueue(t, "Ket", "stuck:"+gate)
	s := open(c.Socket)
	doc := spooltest.Document(spooltest.A4)
	print := func(printer string) (office.PrintJob, error) {
		return s.Print(t.Context(), office.PrintWish{Printer: printer, Title: "bản in"}, bytes.NewReader(doc), int64(len(doc)))
	}
	must := func(job office.PrintJob, err error) office.PrintJob {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return job
	}
	first := must(print("Ket"))
	until(t, s, first, "it stops for want of paper", func(j office.PrintJob) bool {
		return j.State == office.JobStopped && slices.Contains(stopKeys(j.Stops), "media-empty") && slices.Contains(stopKeys(j.Stops), "toner-low")
	})
	second := must(print("Ket"))
	if now := must(s.Cancel(t.Context(), second)); now.State != office.JobCancelled {
		t.Errorf("cancelled while waiting: %+v", now)
	}
	third, fourth := must(print("Ket")), must(print("Ket"))
	if jobs, err := s.Jobs(t.Context()); err != nil || len(jobs) != 4 || !slices.ContainsFunc(jobs, func(j office.PrintJob) bool { return j.Key == first.Key && j.State == office.JobStopped }) {
		t.Errorf("the jobs are %+v, %v", jobs, err)
	}
	must(print("Ket"))
	if _, err := print("Ket"); !errors.Is(err, spool.Full) {
		t.Errorf("more than the queue holds: %v", err)
	}
	if err := os.WriteFile(gate+"/paper", nil, 0o644); err != nil {
		t.Fatal(err)
	}
	until(t, s, first, "it goes on", printed)
	until(t, s, third, "the third too", printed)
	until(t, s, fourth, "the fourth too", printed)

	c.Run(t, "cupsdisable", "Ket")
	paused := must(print("Ket"))
	until(t, s, paused, "the queue is stopped", func(j office.PrintJob) bool { return hasStop(j, "paused") && j.State == office.JobStopped })
	c.Run(t, "cupsreject", "Ket")
	if _, err := print("Ket"); !errors.Is(err, spool.NotAccepting) {
		t.Errorf("a closed queue: %v", err)
	}
	c.Admin(t, "-x", "Ket")
	if now := must(s.Job(t.Context(), paused)); now.State != office.JobLost || !slices.Contains(stopKeys(now.Stops), "printer-gone") {
		t.Errorf("the printer is gone, the job %+v", now)
	}
	if _, err := print("Ket"); !errors.Is(err, spool.NoPrinter) {
		t.Errorf("a printer that is gone: %v", err)
	}
}

func TestCUPSKeepsThePromisesAndPrintsThePagesThatWereAskedFor(t *testing.T) {
	c := spooltest.StartCUPS(t)
	c.PDFQueue(t, "PDF")
	s := open(c.Socket)
	t.Run("over IPP", func(t *testing.T) { spooltest.Suite(t, s, "PDF") })
	four := spooltest.Document(spooltest.A4, spooltest.A4, spooltest.A4, spooltest.A4)
	wish := office.PrintWish{Printer: "PDF", Title: "trang", Copies: 2, Pages: []office.PageSpan{{From: 2, To: 3}}}
	job, err := s.Print(t.Context(), wish, bytes.NewReader(four), int64(len(four)))
	if err != nil {
		t.Fatal(err)
	}
	until(t, s, job, "it is printed", printed)
	out, want := spooltest.Rasterise(t, c.Printed(t, job.Key)), spooltest.Rasterise(t, spooltest.File(t, four))
	if len(out) != 4 {
		t.Fatalf("two copies of two pages are %d pages", len(out))
	}
	for i, page := range []int{2, 3, 2, 3} {
		if v := spooltest.Judge(want[page-1], out[i]); !v.Full() {
			t.Errorf("the %d. page out is not page %d: %v", i+1, page, v)
		}
	}

	// Where IPP finds nobody, lp does, which reads CUPS_SERVER by itself.
	t.Setenv("CUPS_SERVER", fmt.Sprintf("127.0.0.1:%d", c.Port))
	byCommand := open(fmt.Sprintf("127.0.0.1:%d", closedPort(t)))
	printers, err := byCommand.Printers(t.Context())
	if err != nil || len(printers) != 2 || printers[0].Key != "PDF" || printers[0].Usually != "A4" || !printers[0].Ready {
		t.Fatalf("by command: %+v, %v", printers, err)
	}
	job, err = byCommand.Print(t.Context(), office.PrintWish{Printer: "PDF", Title: "lp", Pages: []office.PageSpan{{From: 4, To: 4}}}, bytes.NewReader(four), int64(len(four)))
	if err != nil {
		t.Fatal(err)
	}
	until(t, s, job, "lp printed it", printed)
	if out := spooltest.Rasterise(t, c.Printed(t, job.Key)); len(out) != 1 || !spooltest.Judge(want[3], out[0]).Full() {
		t.Errorf("lp printed %d pages, or not page 4", len(out))
	}
	if now, err := byCommand.Job(t.Context(), job); err != nil || now.State != office.JobLost {
		t.Errorf("the commands say of a job that is over: %+v, %v", now, err)
	}
	c.Run(t, "cupsdisable", "PDF")
	if job, err = byCommand.Print(t.Context(), office.PrintWish{Printer: "PDF"}, bytes.NewReader(four), int64(len(four))); err != nil {
		t.Fatal(err)
	}
	if jobs, err := byCommand.Jobs(t.Context()); err != nil || len(jobs) != 1 || !hasStop(jobs[0], "paused") {
		t.Errorf("by command the jobs are %+v, %v", jobs, err)
	}
	if now, err := byCommand.Cancel(t.Context(), job); err != nil || now.State != office.JobCancelled {
		t.Errorf("cancelled by command: %+v, %v", now, err)
	}
	if _, err := byCommand.Print(t.Context(), office.PrintWish{Printer: "-x"}, bytes.NewReader(four), int64(len(four))); !errors.Is(err, spool.NoPrinter) {
		t.Errorf("by command on a printer that is none: %v", err)
	}
}

func TestWhereCUPSAsksWhoWeAreTheSocketVouches(t *testing.T) {
	c := spooltest.StartCUPS(t, "DefaultPolicy strict", "<Policy strict>", "<Limit Cancel-Job>", "AuthType Basic", "Require user @OWNER @SYSTEM", "Order deny,allow", "</Limit>",
		"<Limit Validate-Job>", "AuthType Basic", "Require valid-user", "Order deny,allow", "</Limit>",
		"<Limit All>", "Order deny,allow", "</Limit>", "</Policy>")
	c.Backend(t, "stuck", stuck)
	gate := spooltest.Folder(t)
	c.RawQueue(t, "Ket", "stuck:"+gate)
	doc := spooltest.Document(spooltest.A4)
	wish := office.PrintWish{Printer: "Ket", Title: "bản in"}
	s := open(c.Socket)
	job, err := s.Print(t.Context(), wish, bytes.NewReader(doc), int64(len(doc)))
	if err != nil {
		t.Fatal(err)
	}
	if now, err := s.Cancel(t.Context(), job); err != nil || !now.State.Over() && now.State != office.JobPrinting && now.State != office.JobStopped {
		t.Errorf("cancelled: %+v, %v", now, err)
	}
	until(t, s, job, "it is cancelled", func(j office.PrintJob) bool { return j.State == office.JobCancelled })
	byNet := open(fmt.Sprintf("127.0.0.1:%d", c.Port))
	if _, err := byNet.Print(t.Context(), wish, bytes.NewReader(doc), int64(len(doc))); !errors.Is(err, spool.NotAllowed) {
		t.Errorf("over the net, where nobody vouches: %v", err)
	}
}
