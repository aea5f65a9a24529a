package main

import (
	"bytes"
	"strings"
	"testing"

	"tram/cmd/machine"
	"tram/local/office"
	"tram/printing/spool/ipp"
	"tram/printing/spool/spooltest"
)

func TestPrintersAndJobsAreListedWithWhatToDoNext(t *testing.T) {
	sim := spooltest.StartSim(t)
	sim.More = []ipp.Attr{ipp.Texts("printer-info", ipp.Text, "Máy in Văn thư"), ipp.Texts("printer-state-reasons", ipp.Keyword, "media-empty-error")}
	t.Setenv("CUPS_SERVER", sim.Host)
	d := desk{t: t, home: t.TempDir()}
	list := d.must("printers")["printers"].([]any)
	if len(list) != 2 || list[0].(map[string]any)["key"] != spooltest.Queue || list[0].(map[string]any)["ready"] != false {
		t.Errorf("the printers are %v", list)
	}
	if jobs := d.must("jobs")["jobs"].([]any); len(jobs) != 0 {
		t.Errorf("the jobs are %v", jobs)
	}
	doc := spooltest.Document(spooltest.A4)
	printer := machine.Printers(office.SystemClock{})
	if _, err := printer.Print(t.Context(), office.PrintWish{Printer: spooltest.Queue, Title: "Bản in 7"}, bytes.NewReader(doc), int64(len(doc))); err != nil {
		t.Fatal(err)
	}
	job := d.must("jobs")["jobs"].([]any)[0].(map[string]any)
	if job["title"] != "Bản in 7" || job["state"] != "stopped" || job["says"] != office.JobStopped.Name() {
		t.Errorf("the job is %v", job)
	}
	for verb, said := range map[string][]string{
		"printers": {"Máy in Văn thư", "khổ giấy: A4*, A3", "một mặt; đen trắng", "Máy in hết giấy. Hãy thêm giấy", "In ra tệp PDF"},
		"jobs":     {"Bản in 7", "Dừng, cần xử lý máy in", "Máy in hết giấy."},
	} {
		var out, messages bytes.Buffer
		shell := terminal{in: strings.NewReader(""), out: &out, err: &messages, env: func(string) string { return "" }}
		if code := shell.run(t.Context(), []string{verb, "--home", d.home}); code != well {
			t.Fatalf("%s: exit %d, %s", verb, code, messages.String())
		}
		for _, s := range said {
			if !strings.Contains(out.String(), s) {
				t.Errorf("%s does not say %q:\n%s", verb, s, out.String())
			}
		}
	}
}
