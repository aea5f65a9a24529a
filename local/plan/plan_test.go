package plan

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"tram/local/books"
	"tram/local/letter/lettertest"
	"tram/local/office"
)

func facts() Facts {
	p := office.Plan{State: office.PlanApproved, Approver: "Lê Thị Mẫu", Number: "15/QĐ-UBND", Approved: "2026-11-02", Review: "2027-11-02"}
	first := books.FirstPlan()
	for _, a := range books.Plans.Asks {
		if words := first[a.Key]; words != "" {
			*a.Into(&p) = words
		}
	}
	return Facts{Office: office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn"}, Plan: p, At: time.Date(2026, 11, 28, 3, 0, 0, 0, time.UTC)}
}

// TestThePlanSaysNothingOfWhatNobodyMeasured has no copy, one that never was whole, one that
// is, and a restore.
func TestThePlanSaysNothingOfWhatNobodyMeasured(t *testing.T) {
	f := facts()
	f.Copies = []office.CopyState{{Where: "E:"}}
	if said := f.measured(); len(said) != 2 || said[1] != "RTO, phải chạy lại trong: 8 giờ." {
		t.Errorf("with nothing measured: %q", said)
	}
	f.Copies[0].Verified = f.At
	f.Recovered = &office.Recovered{At: f.At, Took: 93 * time.Second, Records: 1200, From: "E:"}
	want := "Bản sao ở E: đủ và đọc lại đúng lần cuối lúc 10:00 28/11/2026.|Lấy lại thử lúc 10:00 28/11/2026 từ E:: 1200 hồ sơ trong 93 giây."
	if said := f.measured(); strings.Join(said[2:], "|") != want {
		t.Errorf("told %q", said)
	}
}

// TestThePageRunsNothingAndAsksForNothing reads it as a browser does, with hostile words in
// the plan.
func TestThePageRunsNothingAndAsksForNothing(t *testing.T) {
	f := facts()
	f.Plan.Contacts = `<script src="https://x.example"></script><img src=x onerror=alert(1)>`
	var out bytes.Buffer
	if err := Page(&out, f); err != nil {
		t.Fatal(err)
	}
	tree, err := html.Parse(&out)
	if err != nil {
		t.Fatal(err)
	}
	words := 0
	for n := range tree.Descendants() {
		switch n.Data {
		case "script", "img", "link", "iframe", "object":
			t.Errorf("it holds <%s>", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("it holds %s=%q", a.Key, a.Val)
			}
		}
		if n.Type == html.TextNode && (strings.Contains(n.Data, "Rút dây mạng và USB") || strings.Contains(n.Data, "onerror")) {
			words++
		}
	}
	if words != 2 {
		t.Errorf("%d of 2 lines are there to read", words)
	}
}

// TestThePlanInTheDocsIsTheOneThatIsMade with its first text.
func TestThePlanInTheDocsIsTheOneThatIsMade(t *testing.T) {
	f := facts()
	lettertest.Sample(t, "phuong-an.pdf", func(w io.Writer) error { return Paper(f).Write(w, f.Of()) })
}
