package station

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/people"
	"tram/local/requests"
)

// personal are all words of a request that tell of a person.
func personal(r office.Request, e ...office.RequestEntry) (all []string) {
	all = []string{r.Code, r.Content, r.Where, r.From.Name, r.From.Number, r.From.Shown, r.From.Address, r.From.Phone, r.From.Mail, r.Agent.Name, r.Agent.Number, r.Agent.Phone, r.Agent.Authority}
	for _, p := range r.Papers {
		all = append(all, p.Name)
	}
	for _, d := range e {
		all = append(all, d.Say, d.Result.Said, d.Given.To, d.Given.Authority)
		all = append(all, d.Lacks...)
	}
	return all
}

// someone is who asks for the nth request.
func someone(n int) office.Request {
	is := fmt.Sprintf("%03d", n)
	r := office.Request{Channel: []string{"counter", "national", "post"}[n%3], Way: "post", Where: "Hộp thư Mẫu " + is, Tell: "message", Sets: 1, Content: "Xin xác nhận việc riêng " + is,
		Papers: []office.RequestPaper{{Name: "Tờ khai riêng " + is, Form: "original"}},
		From:   office.Applicant{Name: "Lê Thí Dụ " + is, Sort: "person", Number: "001090777" + is, Identity: office.IdentityOther, Shown: "Giấy xác nhận số " + is, Address: "Xóm Mẫu " + is, Phone: "0900777" + is, Mail: "vidu" + is + "@mau.example"}}
	if n%2 == 0 {
		r.Agent = office.Agent{Name: "Trần Ủy Quyền " + is, Number: "001090888" + is, Phone: "0900888" + is, Authority: "Giấy ủy quyền số " + is}
	}
	return r
}

// TestNoReportTellsOfAPerson: 60 requests whose every word of a person, of who asked or of what was said to
// them, is sought in each form of each report.
func TestNoReportTellsOfAPerson(t *testing.T) {
	d, ctx, rnd := newDesk(t), t.Context(), rand.New(rand.NewPCG(3, 5))
	by := d.whoWorks(t)[0]
	procedures := []office.ID{d.procedure(t, "1.000001", nil), d.procedure(t, "1.000002", nil)}
	var words []string
	for n := range 60 {
		r := someone(n)
		r.Procedure = procedures[n%2]
		is, err := d.ReceiveRequest(ctx, by, r)
		if err != nil {
			t.Fatal(err)
		}
		words = append(words, personal(is.Request)...)
		e := []office.RequestEntry{
			{Deed: office.RequestHand, To: office.RoutePerson{ID: d.whoWorks(t)[n%2].ID}}, {Deed: office.RequestSupplement, Lacks: []string{fmt.Sprintf("Bản sao của ông Lê %d", n)}}, {Deed: office.RequestRefuse, Say: fmt.Sprintf("Ông Lê %d không đủ", n)},
			{Deed: office.RequestWithdraw, Say: fmt.Sprintf("Bà Trần %d thôi", n)}, {Deed: office.RequestResult, Say: "Trên Cổng dịch vụ công", Result: office.RequestOutcome{Medium: office.ResultElectronic, Said: fmt.Sprintf("Giấy của Lê %d", n)}},
		}[rnd.IntN(5)]
		e.Request = is.Request.ID
		if _, err := d.DoWithRequest(ctx, by, e, ""); err != nil {
			t.Fatal(err)
		}
		words = append(words, personal(office.Request{}, e)...)
	}
	for _, count := range []office.RequestReportBy{office.CountByProcedure, office.CountByChannel, office.CountByPerson} {
		for _, ending := range []string{".xlsx", ".csv", ".json", ".pdf", ".docx"} {
			path := filepath.Join(t.TempDir(), "báo cáo"+ending)
			r, err := d.SaveRequestReport(ctx, office.RequestReportWish{By: count}, path, "")
			if err != nil || r.All.Received != 60 || r.All.Online != 20 || !r.All.Whole() {
				t.Fatalf("%v %+v", err, r.All)
			}
			text := allWords(t, path)
			if !strings.Contains(text, r.Rows[0].Name) || !strings.Contains(text, "60") {
				t.Fatalf("%s: nothing of the report is read:\n%.500s", ending, text)
			}
			for _, word := range words {
				if word != "" && strings.Contains(text, word) {
					t.Errorf("by %s, %s tells of %q", count, ending, word)
				}
			}
		}
	}
}

// allWords is all that a file says, unpacked.
func allWords(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Ext(path) == ".pdf" {
		text, err := exec.Command("pdftotext", "-raw", path, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		return string(raw) + strings.Join(strings.Fields(string(text)), " ")
	}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return string(raw)
	}
	for _, part := range z.File {
		f, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		raw = append(raw, b...)
	}
	return string(raw)
}

// TestWhoSettlesHowManyIsForWhoDirects: others count by procedure and channel.
func TestWhoSettlesHowManyIsForWhoDirects(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	all := d.employ(t, accessPassword)
	for i, denied := range []bool{true, false} { // who keeps books and runs the station; who leads
		d.sitAs(t, all[i], accessPassword)
		if _, err := d.RequestReport(ctx, office.RequestReportWish{By: office.CountByPerson}); errors.Is(err, people.NotAllowed) != denied {
			t.Errorf("%s: %v", all[i].Name, err)
		}
		if _, err := d.RequestReport(ctx, office.RequestReportWish{By: office.CountByChannel}); err != nil {
			t.Errorf("%s, by channel: %v", all[i].Name, err)
		}
	}
}

// TestASpanOfNoDaysIsTold, and one that is typed in whatever way is read.
func TestASpanOfNoDaysIsTold(t *testing.T) {
	d := newDesk(t)
	for name, c := range map[string]struct {
		wish office.RequestReportWish
		want error
	}{
		"turned": {office.RequestReportWish{From: "2/1/2026", To: "1/1/2026"}, requests.SpanTurned}, "to come": {office.RequestReportWish{From: "1/1/2090", To: "2/1/2090"}, requests.SpanTurned},
		"no day": {office.RequestReportWish{From: "hôm qua"}, BadDayAsked}, "no last day": {office.RequestReportWish{To: "30/02/2026"}, BadDayAsked}, "by what": {office.RequestReportWish{By: "mood"}, requests.NoSuchCount},
		"well": {office.RequestReportWish{From: "1/1/2026", To: "2026-01-01"}, nil}, "whole years": {office.RequestReportWish{From: "1/1/2020", To: "31/12/2090"}, nil},
	} {
		if _, err := d.RequestReport(t.Context(), c.wish); !errors.Is(err, c.want) && (err != nil || c.want != nil) {
			t.Errorf("%s: %v", name, err)
		}
	}
	r, err := d.RequestReport(t.Context(), office.RequestReportWish{To: "20/2/2026"})
	if err != nil || r.From != "2026-02-01" || r.To != "2026-02-20" || office.MomentSaid(r.At) != "00:00 21/02/2026" {
		t.Errorf("%v %+v", err, r)
	}
}

// TestWhatStationsTookApartIsCountedOnce, and named as such, at both of them.
func TestWhatStationsTookApartIsCountedOnce(t *testing.T) {
	a := newDesk(t)
	b := secondDesk(t, a)
	id := a.asksFor(t, a.procedure(t, "1.000001", nil)).Request.ID
	a.brings(t, b)
	do := func(d *desk, e office.RequestEntry) {
		t.Helper()
		e.Request = id
		if _, err := d.DoWithRequest(t.Context(), d.whoWorks(t)[0], e, ""); err != nil {
			t.Fatal(err)
		}
	}
	do(a, office.RequestEntry{Deed: office.RequestRefuse, Say: "Không đủ điều kiện"})
	do(b, office.RequestEntry{Deed: office.RequestResult, Say: "Trên Cổng dịch vụ công", Result: office.RequestOutcome{Medium: office.ResultElectronic, Said: "Giấy xác nhận"}})
	a.brings(t, b)
	b.brings(t, a)
	for _, d := range []*desk{a, b} {
		r, err := d.RequestReport(t.Context(), office.RequestReportWish{})
		if f := r.All; err != nil || f.Received != 1 || f.Parted != 1 || f.InTime+f.Late+f.Refused != 0 || !f.Whole() || len(r.Times) != 0 {
			t.Errorf("%v %+v", err, r)
		}
	}
}

// TestARequestThatWasClosedByAnEarlierClockIsCountedWhenItCameIn: the PC was ten days ahead as it was received, and
// was put right.
func TestARequestThatWasClosedByAnEarlierClockIsCountedWhenItCameIn(t *testing.T) {
	d := newDesk(t)
	p := d.procedure(t, "1.000001", nil)
	began := d.clock.Now()
	on := func(days int) string { return began.AddDate(0, 0, days).In(office.VietNam).Format(time.DateOnly) }
	d.openAt(t, began.AddDate(0, 0, 10))
	is := d.asksFor(t, p)
	d.openAt(t, began)
	d.doesWith(t, is.Request.ID, office.RequestEntry{Deed: office.RequestWithdraw, Say: "Thôi"}, closeIt)
	d.openAt(t, began.AddDate(0, 0, 40))
	for span, want := range map[[2]int]int{{9, 11}: 1, {0, 8}: 0, {20, 30}: 0, {0, 39}: 1} {
		r, err := d.RequestReport(t.Context(), office.RequestReportWish{From: on(span[0]), To: on(span[1])})
		if err != nil || r.All.Received != want || !r.All.Whole() {
			t.Errorf("from %s to %s: %v %+v", on(span[0]), on(span[1]), err, r.All)
		}
	}
}
