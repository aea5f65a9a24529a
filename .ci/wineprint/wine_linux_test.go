package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"tram/local/office"
	"tram/printing/spool/spooltest"
)

// wine runs the program built for Windows on the printers of a cupsd.
func wine(t *testing.T, c *spooltest.CUPS, into any, args ...string) {
	t.Helper()
	program := os.Getenv("WINEPRINT")
	if program == "" {
		t.Fatal("start .ci/wine-print.sh, which builds the program for Windows first")
	}
	cmd := exec.CommandContext(t.Context(), "wine", append([]string{program}, args...)...)
	cmd.Env = append(os.Environ(), "CUPS_SERVER="+c.Socket, "WINEDEBUG=-all")
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	cmd.WaitDelay = 5 * time.Second
	if err := cmd.Run(); err != nil {
		t.Fatalf("wine %v: %v\n%s%s", args, err, out.Bytes(), said.Bytes())
	}
	if err := json.Unmarshal(out.Bytes(), into); err != nil {
		t.Fatalf("%v: %s", err, out.Bytes())
	}
}

func TestWindowsPrintsAtFullSizeThroughWine(t *testing.T) {
	c := spooltest.StartCUPS(t)
	c.PDFQueue(t, "PDF")
	var printers []office.Printer
	wine(t, c, &printers)
	t.Logf("%+v", printers)
	if len(printers) < 2 || printers[0].Key != "PDF" || len(printers[0].Papers) < 5 || !printers[0].Colour {
		t.Fatalf("the printers are %+v", printers)
	}
	for _, d := range []struct {
		name   string
		sheets []spooltest.Sheet
	}{
		{"A4", []spooltest.Sheet{spooltest.A4}},
		{"Letter", []spooltest.Sheet{spooltest.Letter}},
		{"landscape", []spooltest.Sheet{spooltest.Landscape}},
		{"A3", []spooltest.Sheet{spooltest.A3}},
		{"mixed", []spooltest.Sheet{spooltest.A4, spooltest.Landscape, spooltest.Rotated}},
	} {
		t.Run(d.name, func(t *testing.T) {
			before := outputs(c)
			doc := spooltest.File(t, spooltest.Document(d.sheets...))
			var told struct {
				Job, Now office.PrintJob
				Jobs     []office.PrintJob
			}
			start := time.Now()
			wine(t, c, &told, "PDF", doc)
			t.Logf("%v for %d pages; %+v", time.Since(start).Round(10*time.Millisecond), len(d.sheets), told)
			spooltest.Until(t, "a PDF comes out", func() bool { return len(outputs(c)) > len(before) })
			file := c.Printed(t, jobOf(outputs(c), before))
			want, got := spooltest.RasterisePictures(t, doc), spooltest.RasterisePictures(t, file)
			if len(want) != len(got) {
				t.Fatalf("%d pages came out, not %d", len(got), len(want))
			}
			for i := range want {
				v, turned := spooltest.Best(want[i], got[i])
				t.Logf("page %d: %v px, turned %d, %v", i+1, got[i].Rect.Size(), turned, v)
				if !v.Full() || max(v.DX, -v.DX, v.DY, -v.DY) > 1 {
					t.Errorf("page %d: %v", i+1, v)
				}
			}
		})
	}
}

func outputs(c *spooltest.CUPS) []string {
	files, _ := filepath.Glob(c.Out + "/*.pdf")
	return files
}

// jobOf is the number in the name of the new file.
func jobOf(now, before []string) string {
	for _, f := range now {
		known := false
		for _, b := range before {
			known = known || b == f
		}
		if !known {
			_, after, _ := bytes.Cut([]byte(filepath.Base(f)), []byte("job_"))
			return string(bytes.TrimRight(bytes.SplitN(after, []byte("."), 2)[0], "abcdefghijklmnopqrstuvwxyz-_"))
		}
	}
	return ""
}
