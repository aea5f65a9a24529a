package main

import (
	"bufio"
	"context"
	"os"
	"time"

	"tram/local/page"
	"tram/local/pdf"
)

// writePDF writes pages into one PDF as a conversion does, with nothing else
// around it: what compares with img2pdf.
func writePDF(out string, pages []string) error {
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	defer f.Close()
	buffered := bufio.NewWriterSize(f, 1<<18)
	w := pdf.NewWriter(buffered, pdf.About{ID: [16]byte{1}, Title: "Bench", Created: time.Unix(1_790_000_000, 0)})
	for _, name := range pages {
		if err := addPage(w, name); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return err
	}
	return f.Close()
}

func addPage(w *pdf.Writer, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	stat, err := f.Stat()
	if err != nil {
		return err
	}
	info, err := page.Probe(f, stat.Size())
	if err != nil {
		return err
	}
	_, err = w.Page(context.Background(), pdf.Leaf{
		Info: info, Content: f, Size: stat.Size(),
		DPIX: info.DPIX, DPIY: info.DPIY, Orientation: info.Orientation,
	})
	return err
}
