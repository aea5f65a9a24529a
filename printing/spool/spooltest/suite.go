package spooltest

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/printing/spool"
)

// patience is how long anything may take on a loaded machine.
const patience = 30 * time.Second

// Suite is what every spool promises, whatever is behind it. The printer must
// have A4 and go through a job by itself.
func Suite(t *testing.T, s spool.Spool, printer string) {
	doc := Document(A4)
	print := func(title string) office.PrintJob {
		t.Helper()
		job, err := s.Print(t.Context(), office.PrintWish{Printer: printer, Title: title}, bytes.NewReader(doc), int64(len(doc)))
		if err != nil {
			t.Fatal(err)
		}
		return job
	}
	printers, err := s.Printers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for _, p := range printers {
		if p.Name == "" || keys[p.Key] {
			t.Errorf("a printer without a name, or twice: %+v", p)
		}
		keys[p.Key] = true
	}
	if !keys[printer] || !keys[spool.FilePrinter] {
		t.Errorf("printers are missing: %v", keys)
	}
	job := print("Một\x00 hai\n" + strings.Repeat("x", 500))
	if job.Printer != printer || job.Key == "" || job.At.IsZero() || strings.ContainsAny(job.Title, "\x00\n") {
		t.Errorf("the job is %+v", job)
	}
	for start := time.Now(); job.State != office.JobPrinted; {
		if job, err = s.Job(t.Context(), job); err != nil || job.State.Over() && job.State != office.JobPrinted || time.Since(start) > patience {
			t.Fatalf("the job is %+v, %v", job, err)
		}
	}
	if ended, err := s.Cancel(t.Context(), job); err != nil || ended.State != office.JobPrinted {
		t.Errorf("cancelling what is printed: %+v, %v", ended, err)
	}
	for _, key := range []string{"987654", "", "-1", "x", "1/../2", "99999999999999999999"} {
		strange := office.PrintJob{Printer: printer, Key: key, State: office.JobWaiting}
		if now, err := s.Job(t.Context(), strange); err != nil || now.State != office.JobLost {
			t.Errorf("a job %q that nobody knows is %v, %v", key, now.State, err)
		}
		if now, err := s.Cancel(t.Context(), strange); err != nil || now.State != office.JobLost {
			t.Errorf("cancelling the job %q that nobody knows: %v, %v", key, now.State, err)
		}
	}
	for _, key := range []string{"khong_co", "", "../x", "a b", strings.Repeat("y", 5000)} {
		_, err := s.Print(t.Context(), office.PrintWish{Printer: key}, bytes.NewReader(doc), int64(len(doc)))
		if f, is := office.FailureIn(err); !is || !errors.Is(f, spool.NoPrinter) {
			t.Errorf("printing on %.20q: %v", key, err)
		}
	}
}
