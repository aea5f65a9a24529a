package spool_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"testing"

	"tram/local/office"
	"tram/local/whole"
	"tram/printing/spool"
)

func closedPort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func TestTheFilePrinterWritesTheWholeDocumentAndOverNothing(t *testing.T) {
	s := open("")
	doc := []byte("%PDF-1.7 nguyên văn")
	path := filepath.Join(t.TempDir(), "bản in.pdf")
	wish := office.PrintWish{Printer: spool.FilePrinter, Title: "bản in", File: path}
	print := func(w office.PrintWish) (office.PrintJob, error) {
		return s.Print(t.Context(), w, bytes.NewReader(doc), int64(len(doc)))
	}
	job, err := print(wish)
	if err != nil || job.State != office.JobFiled || job.File != path {
		t.Fatalf("%+v, %v", job, err)
	}
	if b, err := os.ReadFile(path); err != nil || !bytes.Equal(b, doc) {
		t.Errorf("the file holds %q, %v", b, err)
	}
	doc = []byte("khác")
	if _, err := print(wish); !errors.Is(err, whole.AlreadyThere) {
		t.Errorf("over a file: %v", err)
	}
	for want, w := range map[*office.Failure]office.PrintWish{
		&spool.NoFileName:        {Printer: spool.FilePrinter},
		&spool.FileTakesOneCopy:  {Printer: spool.FilePrinter, File: path + "2", Copies: 2},
		&spool.FileTakesAllPages: {Printer: spool.FilePrinter, File: path + "2", Pages: []office.PageSpan{{From: 1, To: 1}}},
		&whole.NoFolder:          {Printer: spool.FilePrinter, File: path + "/x/y"},
	} {
		if _, err := print(w); !errors.Is(err, *want) && want != &whole.NoFolder || err == nil {
			t.Errorf("%+v: %v", w, err)
		}
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	wish.File = path + "3"
	if _, err := s.Print(stopped, wish, bytes.NewReader(doc), int64(len(doc))); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if now, err := s.Job(t.Context(), job); err != nil || now.State != office.JobFiled {
		t.Errorf("the job is %+v, %v", now, err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if now, err := s.Cancel(t.Context(), job); err != nil || now.State != office.JobLost {
		t.Errorf("the file is gone, the job %+v, %v", now, err)
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}
