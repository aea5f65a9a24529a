package books

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

var today = time.Date(2026, 11, 30, 3, 0, 0, 0, time.UTC)

func inForce(change func(*office.Procedure)) office.Procedure {
	p := office.Procedure{Code: "1.000001", Name: "Thủ tục ví dụ", Sort: office.ProcedureForCitizens, Medium: office.WhollyOnline, Papers: "Tờ khai", Term: "3", Unit: office.TermWorkingDays, State: office.ProcedureInForce}
	change(&p)
	return p
}

// TestWhatAProcedureLacksIsTold: each duty of Điều 8.1–8.3 and 9.1a by itself.
func TestWhatAProcedureLacksIsTold(t *testing.T) {
	for want, change := range map[string]func(*office.Procedure){
		"":            func(*office.Procedure) {},
		"Điều 8.3":    func(p *office.Procedure) { p.Medium, p.Reviewed = office.PartlyOnline, "2026-01-05" },
		"Điều 8.1":    func(p *office.Procedure) { p.Medium = office.NotElectronic },
		"Điều 9.1a":   func(p *office.Procedure) { p.Sort = office.ProcedureInternal },
		"ngày hẹn":    func(p *office.Procedure) { p.Term, p.Unit = "", "" },
		"thành phần":  func(p *office.Procedure) { p.Papers = "" },
		"29/11/2026":  func(p *office.Procedure) { p.ReviewDue = "2026-11-29" },
		"lần rà soát": func(p *office.Procedure) { p.Medium, p.Notice = office.PartlyOnline, "Niêm yết" },
	} {
		said := inForce(change).Wants(today)
		if want == "" && len(said) > 0 || want != "" && (len(said) != 1 || !strings.Contains(said[0], want)) {
			t.Errorf("%q: %q", want, said)
		}
		if ended := inForce(func(p *office.Procedure) { change(p); p.State = office.ProcedureEnded }).Wants(today); len(ended) > 0 {
			t.Errorf("%q of one that is over: %q", want, ended)
		}
	}
	if said := inForce(func(p *office.Procedure) { p.ReviewDue = "2026-11-30" }).Wants(today); len(said) > 0 {
		t.Errorf("on the day itself: %q", said)
	}
}

func TestAProcedureIsRefusedWithItsSentence(t *testing.T) {
	s := shelf(t)
	whole := map[string]string{"code": "1.000001", "name": "Thủ tục ví dụ", "sort": office.ProcedureForCitizens, "medium": office.WhollyOnline}
	for name, of := range map[string]struct {
		more map[string]string
		want error
	}{
		"a term that is no number":   {map[string]string{"term": "ba", "unit": office.TermDays}, BadTerm},
		"a term of nothing":          {map[string]string{"term": "0", "unit": office.TermDays}, BadTerm},
		"a term without its unit":    {map[string]string{"term": "3"}, HalfTerm},
		"a unit without its term":    {map[string]string{"unit": office.TermDays}, HalfTerm},
		"an outcome without its day": {map[string]string{"outcome": "Rút ngắn"}, ReviewNoDay},
	} {
		answers := map[string]string{}
		for _, from := range []map[string]string{whole, of.more} {
			for key, answer := range from {
				answers[key] = answer
			}
		}
		if _, err := Procedures.Keep(t.Context(), s, by(StepEnter), office.Sheet{Answers: answers}); !errors.Is(err, of.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Procedures.Keep(t.Context(), s, by(StepEnter), office.Sheet{Answers: whole}); err != nil {
		t.Fatal(err)
	}
	whole["code"] = " 1.000 001 "
	if _, err := Procedures.Keep(t.Context(), s, by(StepEnter), office.Sheet{Answers: whole}); !errors.Is(err, ProcedureTaken) {
		t.Errorf("one code twice: %v", err)
	}
	if p, err := ProcedureOf(t.Context(), s, "1.000001"); err != nil || p.Name != "Thủ tục ví dụ" {
		t.Errorf("%v %+v", err, p)
	}
}

func TestWhatAServiceLacksIsTold(t *testing.T) {
	for want, of := range map[string]Service{
		"":         {Online: servedOnline, Where: "Cổng dịch vụ công", State: serviceHere},
		"ở đâu":    {Online: servedOnline, State: serviceHere},
		"ngày nào": {Online: servedLater, State: serviceHere},
		"quá ngày": {Online: servedLater, Planned: "2026-11-29", State: serviceHere},
	} {
		said := warnsOfService(of, today)
		if want == "" && len(said) > 0 || want != "" && (len(said) != 1 || !strings.Contains(said[0], want)) {
			t.Errorf("%q: %q", want, said)
		}
		of.State = serviceEnded
		if said := warnsOfService(of, today); len(said) > 0 {
			t.Errorf("%q of one that is over: %q", want, said)
		}
	}
}

func TestProceduresAreReportedByHowFarTheyAreOnline(t *testing.T) {
	all := []office.Procedure{
		inForce(func(*office.Procedure) {}), inForce(func(p *office.Procedure) { p.Papers = "" }),
		inForce(func(p *office.Procedure) { p.Sort, p.Inner = office.ProcedureInternal, "staff" }), inForce(func(p *office.Procedure) { p.State = office.ProcedureEnded }),
	}
	want := []string{"Cho người dân, tổ chức, trực tuyến toàn trình: 2 thủ tục, trong đó 1 còn thiếu thông tin.", "Nội bộ cơ quan (Điều 9.2), trực tuyến toàn trình: 1 thủ tục, trong đó 0 còn thiếu thông tin.", "Thôi áp dụng: 1 thủ tục."}
	if said := tallyProcedures(all, today); !slices.Equal(said, want) {
		t.Errorf("%q", said)
	}
}
