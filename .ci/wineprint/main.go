// Command wineprint prints a PDF on Windows as the office does, for wine-print.sh:
// wineprint PRINTER FILE.pdf [PAPER]. With no argument it lists the printers.
package main

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"time"

	"tram/local/office"
	"tram/local/pdf"
	"tram/printing/spool"
)

func main() {
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Minute)
	defer stop()
	s := spool.Open(spool.Options{Clock: office.SystemClock{}, Draw: func(ctx context.Context, r io.ReaderAt, size int64) (spool.Pages, error) {
		p, err := pdf.OpenBands(ctx, r, size)
		if err != nil {
			return nil, err
		}
		return p, nil
	}})
	var found any
	var err error
	if len(os.Args) < 3 {
		found, err = s.Printers(ctx)
	} else {
		found, err = print(ctx, s, os.Args[1], os.Args[2])
	}
	if err != nil {
		_, _ = os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
	if err := json.NewEncoder(os.Stdout).Encode(found); err != nil {
		os.Exit(1)
	}
}

// print prints a file and gives what was told of the job at once, and of all.
func print(ctx context.Context, s spool.Spool, printer, name string) (any, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	wish := office.PrintWish{Printer: printer, Title: "wine", Colour: true}
	if len(os.Args) > 3 {
		wish.Paper = os.Args[3]
	}
	job, err := s.Print(ctx, wish, f, info.Size())
	if err != nil {
		return nil, err
	}
	now, err := s.Job(ctx, job)
	if err != nil {
		return nil, err
	}
	jobs, err := s.Jobs(ctx)
	return map[string]any{"job": job, "now": now, "jobs": jobs}, err
}
