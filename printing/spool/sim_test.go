package spool_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/printing/spool"
	"tram/printing/spool/ipp"
	"tram/printing/spool/spooltest"
)

const short = 300 * time.Millisecond // of patience, where it is to run out

func impatient(server string) spool.Spool {
	return spool.Open(spool.Options{Clock: office.SystemClock{}, Server: server, Patience: short, User: "văn thư"})
}

func TestTheSimulatorKeepsThePromisesToo(t *testing.T) {
	t.Run("as CUPS", func(t *testing.T) { spooltest.Suite(t, open(spooltest.StartSim(t).Host), spooltest.Queue) })
	t.Run("as a printer", func(t *testing.T) { spooltest.Suite(t, open(spooltest.StartSim(t).URI), spooltest.Queue) })
	t.Run("as an old one", func(t *testing.T) {
		sim := spooltest.StartSim(t)
		sim.Version = 1
		spooltest.Suite(t, open(sim.Host), spooltest.Queue)
	})
}

func on(op uint16, do func(w http.ResponseWriter, r *http.Request)) func(uint16, http.ResponseWriter, *http.Request) bool {
	return func(asked uint16, w http.ResponseWriter, r *http.Request) bool {
		if asked == op {
			do(w, r)
		}
		return asked == op
	}
}

const (
	opPrint, opValidate, opJob, opPrinter, opPrinters = 0x0002, 0x0004, 0x0009, 0x000b, 0x4002
)

func says(status uint16) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) { spooltest.Say(w, status) }
}

func httpSays(status int) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }
}

func writes(s string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(s)) }
}

func TestTroubleWithTheServiceHasItsSentence(t *testing.T) {
	doc := spooltest.Document(spooltest.A4)
	for name, c := range map[string]struct {
		op   uint16
		do   func(http.ResponseWriter, *http.Request)
		want office.Failure
	}{
		"it says nothing":            {opPrinter, nil, spool.Silent},
		"it takes all, says nothing": {opPrint, nil, spool.Unsure},
		"a page of the web":          {opPrinter, writes("<html>Không có gì ở đây</html>"), spool.Nonsense},
		"zeros":                      {opPrinter, writes(strings.Repeat("\x00", 1000)), spool.Nonsense},
		"an endless answer":          {opPrinter, writes("\x02\x00\x00\x00\x00\x00\x00\x01" + strings.Repeat("\x01", 9<<20)), spool.Nonsense},
		"half an answer": {opPrinter, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "500")
			_, _ = w.Write([]byte("\x02\x00\x00\x00\x00\x00\x00\x01\x01"))
		}, spool.Nonsense},
		"half an answer to a document": {opPrint, writes("\x02\x00\x00\x00"), spool.Unsure},
		"a job without a number":       {opPrint, says(0), spool.Unsure},
		"it wants a password":          {opValidate, httpSays(http.StatusUnauthorized), spool.NotAllowed},
		"it forbids":                   {opValidate, says(0x0403), spool.NotAllowed},
		"it has no room on its disk":   {opPrint, httpSays(http.StatusRequestEntityTooLarge), spool.Full},
		"it has too many jobs":         {opPrint, says(0x050b), spool.Full},
		"it is busy":                   {opPrint, says(0x0507), spool.Busy},
		"it takes none now":            {opPrint, says(0x0506), spool.NotAccepting},
		"it cannot read PDF":           {opValidate, says(0x040a), spool.NoPDF},
		"it dislikes something":        {opPrint, says(0x040b), spool.Refused},
		"the printer went away":        {opPrint, says(0x0406), spool.NoPrinter},
	} {
		sim := spooltest.StartSim(t)
		if c.do == nil {
			c.do = func(_ http.ResponseWriter, r *http.Request) { sim.Hang(r) }
		}
		sim.Meddle = on(c.op, c.do)
		s := impatient(sim.URI)
		_, err := s.Print(t.Context(), office.PrintWish{Printer: spooltest.Queue}, bytes.NewReader(doc), int64(len(doc)))
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if f, is := office.FailureIn(err); !is || strings.Contains(f.Said+f.Next, "%!") {
			t.Errorf("%s: told as %q %q", name, f.Said, f.Next)
		}
	}
}

func TestAServiceThatIsAwayLeavesThePrinterOfFiles(t *testing.T) {
	nobody := fmt.Sprintf("ipp://127.0.0.1:%d/ipp/print", closedPort(t))
	s := impatient(nobody)
	printers, err := s.Printers(t.Context())
	if !errors.Is(err, spool.NoService) || len(printers) != 1 || !printers[0].ToFile {
		t.Errorf("%+v, %v", printers, err)
	}
	for _, bad := range []string{"http://localhost/x", "ipp://localhost", "a/b"} {
		if _, err := impatient(bad).Printers(t.Context()); !errors.Is(err, spool.NoService) {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestTheClerkNeedNotWaitForASilentService(t *testing.T) {
	sim := spooltest.StartSim(t)
	sim.Meddle = func(_ uint16, _ http.ResponseWriter, r *http.Request) bool { sim.Hang(r); return true }
	s := open(sim.Host)
	ctx, stop := context.WithTimeout(t.Context(), short)
	defer stop()
	if _, err := s.Printers(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Printers: %v", err)
	}
	if _, err := s.Job(ctx, office.PrintJob{Printer: spooltest.Queue, Key: "1"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Job: %v", err)
	}
}

func TestAJobThatWasForgottenIsLost(t *testing.T) {
	doc := spooltest.Document(spooltest.A4)
	for name, forget := range map[string]func(*spooltest.Sim){
		"the job":                    func(s *spooltest.Sim) { s.Forget(false) },
		"its number was given again": func(s *spooltest.Sim) { s.Forget(true) },
		"the printer": func(s *spooltest.Sim) {
			s.Meddle = func(_ uint16, w http.ResponseWriter, _ *http.Request) bool { spooltest.Say(w, 0x0406); return true }
		},
	} {
		sim := spooltest.StartSim(t)
		s := open(sim.Host)
		job, err := s.Print(t.Context(), office.PrintWish{Printer: spooltest.Queue}, bytes.NewReader(doc), int64(len(doc)))
		if err != nil {
			t.Fatal(err)
		}
		forget(sim)
		now, err := s.Job(t.Context(), job)
		if err != nil || now.State != office.JobLost {
			t.Errorf("%s: %+v, %v", name, now, err)
		}
		if gone := slices.Contains(stopKeys(now.Stops), "printer-gone"); gone != (name == "the printer") {
			t.Errorf("%s: told as %+v", name, now.Stops)
		}
	}
}

func TestTheWishGoesOutWithTheDocument(t *testing.T) {
	sim := spooltest.StartSim(t)
	sim.More = []ipp.Attr{
		ipp.Texts("sides-supported", ipp.Keyword, "one-sided", "two-sided-long-edge"), ipp.Texts("media-source-supported", ipp.Keyword, "auto", "tray-2"),
		ipp.Texts("media-col-supported", ipp.Keyword, "media-size", "media-source"), ipp.Texts("print-color-mode-supported", ipp.Keyword, "color", "monochrome"),
	}
	s := open(sim.Host)
	doc := spooltest.Document(spooltest.A4, spooltest.A4, spooltest.A4, spooltest.A4)
	wish := office.PrintWish{Printer: spooltest.Queue, Copies: 3, Sides: office.LongEdge, Tray: "tray-2", Pages: []office.PageSpan{{From: 4, To: 4}, {From: 1, To: 2}, {From: 2, To: 2}}}
	if _, err := s.Print(t.Context(), wish, bytes.NewReader(doc), int64(len(doc))); err != nil {
		t.Fatal(err)
	}
	content, g := sim.Document(1)
	if !bytes.Equal(content, doc) {
		t.Errorf("%d bytes arrived of %d", len(content), len(doc))
	}
	ranges := g.Get("page-ranges").Values
	if g.Get("print-scaling").Text() != "none" || g.Get("copies").Int() != 3 || g.Get("sides").Text() != "two-sided-long-edge" || g.Get("print-color-mode").Text() != "monochrome" ||
		len(ranges) != 2 || ranges[0].Int != 1 || ranges[0].Upper != 2 || ranges[1].Int != 4 || ranges[1].Upper != 4 {
		t.Errorf("the wish went out as %+v", g)
	}
	col := ipp.Group{Attrs: g.Get("media-col").Values[0].Members}
	size := ipp.Group{Attrs: col.Get("media-size").Values[0].Members}
	if col.Get("media-source").Text() != "tray-2" || size.Get("x-dimension").Int() != 21000 || size.Get("y-dimension").Int() != 29700 {
		t.Errorf("the paper went out as %+v", col)
	}
	if _, err := s.Print(t.Context(), office.PrintWish{Printer: spooltest.Queue, Sides: office.ShortEdge}, bytes.NewReader(doc), int64(len(doc))); !errors.Is(err, spool.NoDuplex) {
		t.Errorf("a way to turn that it has not: %v", err)
	}
}

func TestForeignNamesAreHarmless(t *testing.T) {
	sim := spooltest.StartSim(t)
	bad := func(name, info string) ipp.Group {
		return ipp.Group{Tag: ipp.PrinterGroup, Attrs: []ipp.Attr{ipp.Texts("printer-name", ipp.Name, name), ipp.Texts("printer-info", ipp.Text, info),
			ipp.Texts("media-supported", ipp.Keyword, "iso_a4_210x297mm", "iso_x_0x0mm", "iso_\x1b[2J_1x1mm", "custom_max_9999x9999mm", strings.Repeat("9", 9999)),
			ipp.Texts("printer-state-reasons", ipp.Keyword, "quái-lạ-error", "\x1b]0;x-error")}}
	}
	sim.Meddle = on(opPrinters, func(w http.ResponseWriter, _ *http.Request) {
		spooltest.Say(w, 0, bad("../../etc", "a"), bad("a\x00b", "a"), bad("", "a"), bad("-\x1b[31m", "a"), bad(strings.Repeat("dài", 100), "a"),
			bad("Tot", "Máy\x1b[31m in\r\nmột \u202e"+strings.Repeat("x", 3000)))
	})
	printers, err := open(sim.Host).Printers(t.Context())
	if err != nil || len(printers) != 2 || printers[0].Key != "Tot" {
		t.Fatalf("%+v, %v", printers, err)
	}
	p := printers[0]
	if len([]rune(p.Name)) > 120 || strings.ContainsAny(p.Name, "\x1b\r\n\u202e") || len(p.Papers) != 1 || p.Ready || strings.ContainsAny(fmt.Sprint(p.Stops), "\x1b") {
		t.Errorf("told as %+v", p)
	}
}
