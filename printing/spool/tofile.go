package spool

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"tram/local/office"
	"tram/local/whole"
)

// FilePrinter is the key of the printer that writes files.
const FilePrinter = "tram:file"

// filePrinter writes the document as it is, whole or not at all, and never over
// a file that is there.
type filePrinter struct{ clock office.Clock }

func (filePrinter) printer() office.Printer {
	return office.Printer{Key: FilePrinter, Name: "In ra tệp PDF", ToFile: true, Colour: true, Most: 1, Ready: true}
}

func (p filePrinter) print(ctx context.Context, wish office.PrintWish, file io.ReaderAt, size int64) (office.PrintJob, error) {
	switch {
	case wish.File == "":
		return office.PrintJob{}, NoFileName
	case len(wish.Pages) > 0:
		return office.PrintJob{}, FileTakesAllPages
	case wish.Copies > 1:
		return office.PrintJob{}, FileTakesOneCopy
	}
	path, err := filepath.Abs(wish.File)
	if err != nil {
		return office.PrintJob{}, NoFileName.Because(err)
	}
	if err := write(ctx, path, io.NewSectionReader(file, 0, size)); err != nil {
		return office.PrintJob{}, err
	}
	return office.PrintJob{
		Printer: FilePrinter, Key: filepath.Base(path), Title: wish.Title, State: office.JobFiled, At: p.clock.Now(), File: path,
	}, nil
}

func write(ctx context.Context, path string, from io.Reader) error {
	f, err := whole.Create(path, 0o644)
	if err != nil {
		return err
	}
	defer f.Abort()
	if _, err := io.Copy(f, stoppable{ctx, from}); err != nil {
		return err
	}
	return f.Commit()
}

// stoppable reads until the context is done.
type stoppable struct {
	ctx context.Context
	r   io.Reader
}

func (s stoppable) Read(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(b)
}

// job tells whether the file is still where it was written.
func (filePrinter) job(job office.PrintJob) office.PrintJob {
	job.State = office.JobLost
	if info, err := os.Stat(job.File); err == nil && info.Mode().IsRegular() {
		job.State = office.JobFiled
	}
	return job
}
