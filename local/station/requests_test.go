package station

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	registers "tram/local/books"
	"tram/local/office"
	"tram/local/requests"
)

// procedure writes one into the list.
func (d *desk) procedure(t *testing.T, code string, more map[string]string) office.ID {
	t.Helper()
	answers := map[string]string{"code": code, "name": "Thủ tục ví dụ " + code, "sort": office.ProcedureForCitizens, "medium": office.WhollyOnline, "papers": "Tờ khai", "term": "3", "unit": office.TermWorkingDays}
	for key, answer := range more {
		answers[key] = answer
	}
	s, err := d.KeepSheet(t.Context(), registers.Procedures.Said.Name, staff[0], office.Sheet{Answers: answers})
	if err != nil {
		t.Fatal(err)
	}
	return s.ID
}

// applicant asks for a procedure.
func applicant(procedure office.ID, more ...func(*office.Request)) office.Request {
	r := office.Request{Procedure: procedure, Channel: "counter", Way: "counter", Tell: "message", Sets: 1, Papers: []office.RequestPaper{{Name: "Tờ khai", Form: "original"}},
		From: office.Applicant{Name: "Lê Thị Thí Dụ", Sort: "person", Number: "001090000001", Identity: "card", Phone: "0900000001"}}
	for _, change := range more {
		change(&r)
	}
	return r
}

// asksFor receives a request.
func (d *desk) asksFor(t *testing.T, procedure office.ID, more ...func(*office.Request)) office.RequestTold {
	t.Helper()
	is, err := d.ReceiveRequest(t.Context(), d.whoWorks(t)[0], applicant(procedure, more...))
	if err != nil {
		t.Fatal(err)
	}
	return is
}

// doesWith takes steps of a request.
func (d *desk) doesWith(t *testing.T, request office.ID, all ...office.RequestEntry) (is office.RequestTold) {
	t.Helper()
	for _, e := range all {
		e.Request = request
		var err error
		if is, err = d.DoWithRequest(t.Context(), d.whoWorks(t)[0], e, ""); err != nil {
			t.Fatalf("%s: %v", e.Deed, err)
		}
	}
	return is
}

func deliveredTo(name string) office.RequestEntry {
	return office.RequestEntry{Deed: office.RequestDeliver, Given: office.RequestDelivery{Way: "counter", To: name, Store: office.StoreNotWanted}}
}

var (
	paperResult = office.RequestEntry{Deed: office.RequestResult, Result: office.RequestOutcome{Medium: office.ResultPaper, Said: "Giấy xác nhận"}}
	toldByPhone = office.RequestEntry{Deed: office.RequestNotify, Notice: office.RequestNotice{Way: office.TellPhone}}
	closeIt     = office.RequestEntry{Deed: office.RequestClose}
)

// papersOf are the papers that the office has of who bears a number.
func (d *desk) papersOf(t *testing.T, number string) ([]office.Reusable, error) {
	t.Helper()
	is, err := d.PersonSought(t.Context(), number)
	return is.Papers, err
}

// listed are the rows of a list.
func (d *desk) listed(t *testing.T, which office.RequestList, most int) (rows []office.RequestRow, more bool, err error) {
	t.Helper()
	keys, more, err := d.FindRequests(t.Context(), d.whoWorks(t)[0], office.RequestWish{Which: which}, most)
	if err != nil {
		return nil, more, err
	}
	rows, err = d.RequestRows(t.Context(), keys)
	return rows, more, err
}

// TestTheSecondRequestUsesTheConvertedPaperOfTheFirst: nobody brings one paper twice (Điều 8.4), and
// the proof of the paper goes with it.
func TestTheSecondRequestUsesTheConvertedPaperOfTheFirst(t *testing.T) {
	d := newDesk(t)
	p := d.procedure(t, "1.000001", nil)
	scanned := d.act(t)
	first := d.asksFor(t, p, func(r *office.Request) {
		r.Papers = append(r.Papers, office.RequestPaper{Name: "Giấy chứng sinh", Form: "original", Record: scanned.ID})
	})
	result := d.act(t)
	d.doesWith(t, first.Request.ID, paperResult, office.RequestEntry{Deed: office.RequestConvert, Result: office.RequestOutcome{Record: result.ID}}, toldByPhone, deliveredTo("Lê Thị Thí Dụ"), closeIt)

	here, err := d.papersOf(t, "001.090.000.001")
	if err != nil || len(here) != 2 || here[0].Paper.Record != scanned.ID || here[1].Paper.Record != result.ID || !here[1].Result {
		t.Fatalf("%v %+v", err, here)
	}
	again := func(of office.Reusable, who string) func(*office.Request) {
		return func(r *office.Request) {
			r.Papers = append(r.Papers, office.RequestPaper{Name: of.Paper.Name, Form: office.PaperReused, Record: of.Paper.Record, From: of.Request, Allowed: who})
		}
	}
	second := d.asksFor(t, p, again(here[0], "Người nộp đồng ý"), again(here[1], "Người nộp đồng ý"))
	if proof, err := d.Prove(t.Context(), second.Request.Papers[1].Record, nil); err != nil || proof.Verdict != office.Proven {
		t.Errorf("the paper that is used again: %v %+v", err, proof.Said)
	}
	if here, err := d.papersOf(t, "001090000001"); err != nil || len(here) != 2 {
		t.Errorf("%v: a paper that is used again is told twice: %+v", err, here)
	}
	stranger := func(r *office.Request) { r.From.Number = "001090000002" }
	for name, more := range map[string][]func(*office.Request){
		"allowed by nobody":       {again(here[0], "")},
		"of another person":       {again(here[0], "Người nộp đồng ý"), stranger},
		"that did not come there": {again(office.Reusable{Paper: office.RequestPaper{Name: "x", Record: d.act(t).ID}, Request: first.Request.ID}, "Người nộp đồng ý")},
		"of no request":           {again(office.Reusable{Paper: here[0].Paper, Request: "01a22b1b-2452-7062-ab89-096030689ca2"}, "Người nộp đồng ý")},
	} {
		if _, err := d.ReceiveRequest(t.Context(), d.whoWorks(t)[0], applicant(p, more...)); !errors.Is(err, requests.NotReused) {
			t.Errorf("a paper %s: %v", name, err)
		}
	}
}

// TestOnlyWhatStandsIsADataMessage: a draft, an act that nobody carried out, one that was withdrawn, and
// one that is another request's result.
func TestOnlyWhatStandsIsADataMessage(t *testing.T) {
	d := newDesk(t)
	p := d.procedure(t, "1.000001", nil)
	draft, err := d.Begin(t.Context(), staff[0])
	if err != nil {
		t.Fatal(err)
	}
	withdrawn := d.act(t)
	if _, err := d.Withdraw(t.Context(), withdrawn.ID, staff[0], "quét nhầm"); err != nil {
		t.Fatal(err)
	}
	for name, record := range map[string]office.ID{"a draft": draft.ID, "nothing": "01a22b1b-2452-7062-ab89-096030689ca2", "one that was withdrawn": withdrawn.ID} {
		with := func(r *office.Request) { r.Papers[0].Record = record }
		if _, err := d.ReceiveRequest(t.Context(), d.whoWorks(t)[0], applicant(p, with)); !errors.Is(err, requests.PaperNotHere) {
			t.Errorf("a paper that is %s: %v", name, err)
		}
	}
	one, other := d.asksFor(t, p), d.asksFor(t, p)
	result := d.act(t)
	converts := office.RequestEntry{Deed: office.RequestConvert, Result: office.RequestOutcome{Record: result.ID}}
	d.doesWith(t, one.Request.ID, paperResult, converts)
	d.doesWith(t, other.Request.ID, paperResult)
	converts.Request = other.Request.ID
	if _, err := d.DoWithRequest(t.Context(), d.whoWorks(t)[0], converts, ""); !errors.Is(err, requests.RecordElsewhere) {
		t.Errorf("the result of another request: %v", err)
	}
	converts.Result.Record = withdrawn.ID
	if _, err := d.DoWithRequest(t.Context(), d.whoWorks(t)[0], converts, ""); !errors.Is(err, ResultNotFinished) {
		t.Errorf("one that was withdrawn: %v", err)
	}
	d.doesWith(t, one.Request.ID, toldByPhone, deliveredTo("Lê Thị Thí Dụ"))
	if _, err := d.Withdraw(t.Context(), result.ID, staff[0], "quét thiếu trang"); err != nil {
		t.Fatal(err)
	}
	ending := closeIt
	ending.Request = one.Request.ID
	if _, err := d.DoWithRequest(t.Context(), d.whoWorks(t)[0], ending, ""); !errors.Is(err, ResultWithdrawn) {
		t.Errorf("closed with a result that was withdrawn since: %v", err)
	}
	if here, err := d.papersOf(t, "001090000001"); err != nil || len(here) > 0 {
		t.Errorf("%v: what was withdrawn is offered: %+v", err, here)
	}
	d.doesWith(t, one.Request.ID, office.RequestEntry{Deed: office.RequestConvert, Result: office.RequestOutcome{Record: d.act(t).ID}}, closeIt)
}

func TestWhoAsksIsKnownByNumberAndName(t *testing.T) {
	d := newDesk(t)
	p := d.procedure(t, "1.000001", nil)
	scanned := d.act(t)
	first := d.asksFor(t, p, func(r *office.Request) { r.Papers[0].Record = scanned.ID })
	again := func(r *office.Request) {
		r.Papers = []office.RequestPaper{{Name: "Tờ khai", Form: office.PaperReused, Record: scanned.ID, From: first.Request.ID, Allowed: "Người nộp đồng ý"}}
	}
	for name, of := range map[string]struct {
		change func(*office.Request)
		want   error
	}{
		"another name":                   {func(r *office.Request) { again(r); r.From.Name = "Lê Thị Thí Dũ" }, requests.NotReused},
		"a number typed twice on a card": {func(r *office.Request) { r.From.Number = "001090000001001090000001" }, requests.BadCardNumber},
		"a card's number with a letter":  {func(r *office.Request) { r.From.Number = "00109000000A" }, requests.BadCardNumber},
		"words for a phone":              {func(r *office.Request) { r.From.Phone = "không có" }, requests.BadPhone},
		"no mail":                        {func(r *office.Request) { r.From.Mail = "khong-phai-thu" }, requests.BadMail},
		"signs for a name":               {func(r *office.Request) { r.From.Name = "0912 345" }, requests.NoApplicant},
		"a number of who acts alone":     {func(r *office.Request) { r.Agent.Number = "001090000002" }, requests.NoAgentName},
		"told by a phone that is none":   {func(r *office.Request) { r.From.Phone, r.Tell = "", "message" }, requests.NoTell},
		"a word for a number":            {func(r *office.Request) { r.From.Number = "không" }, requests.BadNumber},
		"no name":                        {func(r *office.Request) { r.From.Name = " \u200b" }, requests.NoApplicant},
		"no sets":                        {func(r *office.Request) { r.Sets = -5 }, requests.BadSets},
		"a name without end":             {func(r *office.Request) { r.From.Name = strings.Repeat("ễ", 100_000) }, requests.TooLong},
	} {
		if _, err := d.ReceiveRequest(t.Context(), d.whoWorks(t)[0], applicant(p, of.change)); !errors.Is(err, of.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := d.papersOf(t, "không"); !errors.Is(err, requests.BadNumber) {
		t.Errorf("%v", err)
	}
	code := first.Request.Code
	for _, other := range []string{"H99" + code[3:], strings.Replace(code, "-2", "-3", 1)} {
		if _, err := d.RequestNamed(t.Context(), other); !errors.Is(err, requests.NoSuchRequest) {
			t.Errorf("%s for %s: %v", other, code, err)
		}
	}
}

func TestAResultOnPaperIsConvertedByAnActThatWasCarriedOut(t *testing.T) {
	d := newDesk(t)
	is := d.asksFor(t, d.procedure(t, "1.000001", nil))
	d.doesWith(t, is.Request.ID, paperResult)
	draft, err := d.Begin(t.Context(), staff[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range []office.ID{draft.ID, is.Request.ID, "01a22b1b-2452-7062-ab89-096030689ca2"} {
		e := office.RequestEntry{Request: is.Request.ID, Deed: office.RequestConvert, Result: office.RequestOutcome{Record: record}}
		if _, err := d.DoWithRequest(t.Context(), d.whoWorks(t)[0], e, ""); !errors.Is(err, ResultNotFinished) {
			t.Errorf("%s: %v", record, err)
		}
	}
}

// TestWhatIsReceivedHoldsTheProcedureAsItWas: the list may change afterwards.
func TestWhatIsReceivedHoldsTheProcedureAsItWas(t *testing.T) {
	d := newDesk(t)
	p := d.procedure(t, "1.000001", map[string]string{"term": "8", "unit": office.TermHours})
	is := d.asksFor(t, p)
	if !strings.HasPrefix(is.Request.Code, "H49.10.02-") && !strings.Contains(is.Request.Code, "-") || is.Request.Due.IsZero() {
		t.Errorf("%+v", is.Request)
	}
	s, err := d.Sheet(t.Context(), "thu-tuc", p)
	if err != nil {
		t.Fatal(err)
	}
	s.Answers["term"], s.Answers["name"] = "1", "Tên khác"
	if _, err := d.KeepSheet(t.Context(), "thu-tuc", staff[0], s); err != nil {
		t.Fatal(err)
	}
	again, err := d.RequestNamed(t.Context(), office.RequestCodeSpoken(is.Request.Code))
	if err != nil || again.Request.Asked != is.Request.Asked || !again.Due.Equal(is.Due) || again.Request.Asked.Term != 8 {
		t.Errorf("%v %+v", err, again.Request.Asked)
	}
	for name, r := range map[string]office.Request{
		"of no procedure":   applicant("01a22b1b-2452-7062-ab89-096030689ca2"),
		"of a code unknown": {Asked: office.Asked{Code: "9.9"}},
	} {
		if _, err := d.ReceiveRequest(t.Context(), d.whoWorks(t)[0], r); !errors.Is(err, requests.NoSuchProcedure) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := d.MoveSheet(t.Context(), "thu-tuc", staff[0], p, "end"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ReceiveRequest(t.Context(), d.whoWorks(t)[0], applicant(p)); !errors.Is(err, requests.ProcedureOver) {
		t.Errorf("a procedure that is over: %v", err)
	}
	paper := d.procedure(t, "1.000002", map[string]string{"medium": office.NotElectronic, "basis": "Luật ví dụ, Điều 1"})
	online := func(r *office.Request) { r.Channel = "national" }
	if _, err := d.ReceiveRequest(t.Context(), d.whoWorks(t)[0], applicant(paper, online)); !errors.Is(err, requests.OnlineNot) {
		t.Errorf("online: %v", err)
	}
	d.asksFor(t, paper)
	bare := d.procedure(t, "1.000003", map[string]string{"term": "", "unit": ""})
	if _, err := d.ReceiveRequest(t.Context(), d.whoWorks(t)[0], applicant(bare)); !errors.Is(err, requests.NoTerm) {
		t.Errorf("without a term: %v", err)
	}
}

func TestWhatStandsOnTheReceiptIsNotCorrected(t *testing.T) {
	d := newDesk(t)
	p := d.procedure(t, "1.000001", nil)
	is := d.asksFor(t, p)
	r := is.Request
	r.From.Phone, r.Content = "0900000002", "Xác nhận để vay vốn"
	corrected, err := d.CorrectRequest(t.Context(), d.whoWorks(t)[0], r)
	if err != nil || corrected.Request.From.Phone != "0900000002" || corrected.Request.Version != 2 {
		t.Fatalf("%v %+v", err, corrected.Request)
	}
	for name, change := range map[string]func(*office.Request){
		"code": func(r *office.Request) { r.Code = office.NewRequestCode("H00", time.Now()) }, "procedure": func(r *office.Request) { r.Procedure = d.procedure(t, "1.000009", nil) },
		"due": func(r *office.Request) { r.Due = r.Due.AddDate(0, 0, 1) }, "term": func(r *office.Request) { r.Asked.Term = 30 }, "received": func(r *office.Request) { r.Received = r.Received.Add(-time.Hour) },
	} {
		r := corrected.Request
		change(&r)
		if _, err := d.CorrectRequest(t.Context(), d.whoWorks(t)[0], r); !errors.Is(err, requests.ReceiptStays) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestANumberOfAPersonIsFoundByItsOwnDoorAlone: the one search does not know it.
func TestANumberOfAPersonIsFoundByItsOwnDoorAlone(t *testing.T) {
	d := newDesk(t)
	is := d.asksFor(t, d.procedure(t, "1.000001", nil))
	finds := func(text string) bool {
		found, err := d.Search(t.Context(), office.SearchWish{Text: text}, 20)
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(found.Lines, func(l office.FoundLine) bool { return l.ID == is.Request.ID })
	}
	for _, text := range []string{is.Request.Code, office.RequestDigits(is.Request.Code), "Lê Thị Thí Dụ"} {
		if !finds(text) {
			t.Errorf("%q finds nothing", text)
		}
	}
	for _, text := range []string{"001090000001", "0900000001", "001090"} {
		if finds(text) {
			t.Errorf("%q finds the request", text)
		}
	}
}

// TestTheJournalOfARequestTellsWhatWasDone: its steps are records of their own, and it is of it that is
// asked. So it is of a document and its road.
func TestTheJournalOfARequestTellsWhatWasDone(t *testing.T) {
	d := newDesk(t)
	is := d.asksFor(t, d.procedure(t, "1.000001", nil))
	d.doesWith(t, is.Request.ID, office.RequestEntry{Deed: office.RequestRefuse, Say: "Không thuộc thẩm quyền"}, toldByPhone)
	d.begins(t)
	came, who := d.registers(t, arrived("về việc đến")), d.whoWorks(t)
	d.routes(t, who[0], office.RouteWish{Document: came.ID, Deed: office.RouteAssign, To: who[0].ID})
	for id, want := range map[office.ID][]string{is.Request.ID: {"Tiếp nhận", "Từ chối", "Báo kết quả"}, came.ID: {office.RouteAssign.Said()}} {
		page, err := d.Audit(t.Context(), office.DeedWish{Record: string(id)}, office.DeedPlace{}, 20)
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, deed := range page.Deeds {
			said = append(said, deed.Said())
		}
		for _, step := range want {
			if !strings.Contains(strings.Join(said, "\n"), step) {
				t.Errorf("%q is not among %q", step, said)
			}
		}
	}
}

func TestWhatIsLateIsListedByItsAppointment(t *testing.T) {
	d := newDesk(t)
	p := d.procedure(t, "1.000001", nil)
	first, second := d.asksFor(t, p), d.asksFor(t, p)
	d.doesWith(t, second.Request.ID, office.RequestEntry{Deed: office.RequestSupplement, Lacks: []string{"Bản sao"}})
	on := first.Due.AddDate(0, 0, 8).Format(time.DateOnly)
	late, err := d.RequestsLate(t.Context(), on)
	if err != nil || len(late) != 1 || late[0].Request != first.Request.ID || !strings.HasPrefix(late[0].Late, "quá hạn") {
		t.Errorf("%v %+v", err, late)
	}
	if late, err := d.RequestsLate(t.Context(), ""); err != nil || len(late) > 0 {
		t.Errorf("%v %+v", err, late)
	}
	if _, err := d.RequestsLate(t.Context(), "hôm kia"); !errors.Is(err, BadDayAsked) {
		t.Errorf("%v", err)
	}
	open, more, err := d.listed(t, office.RequestsOpen, 1)
	if err != nil || len(open) != 1 || !more || open[0].Request != second.Request.ID {
		t.Errorf("%v %+v", err, open)
	}
}

// TestWhatWaitsAtTheCounterIsTold: who settles a request is told of it until there is an answer, and whoever
// sits at the counter then; who leads of what is late.
func TestWhatWaitsAtTheCounterIsTold(t *testing.T) {
	d := newDesk(t)
	p := d.procedure(t, "1.000001", nil)
	first, second := d.asksFor(t, p), d.asksFor(t, p)
	me, other := d.whoWorks(t)[0], d.whoWorks(t)[1]
	d.doesWith(t, second.Request.ID, office.RequestEntry{Deed: office.RequestHand, To: office.RoutePerson{ID: other.ID}})
	mine := func(who office.Clerk) (all []office.ID) {
		keys, _, err := d.FindRequests(t.Context(), who, office.RequestWish{Which: office.RequestsMine}, 10)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := d.RequestRows(t.Context(), keys)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			all = append(all, r.Request)
		}
		return all
	}
	if got := mine(me); !slices.Equal(got, []office.ID{first.Request.ID}) {
		t.Errorf("with who sits at the counter: %v", got)
	}
	if got := mine(other); !slices.Equal(got, []office.ID{first.Request.ID, second.Request.ID}) {
		t.Errorf("with who settles the second: %v", got)
	}
	d.doesWith(t, first.Request.ID, office.RequestEntry{Deed: office.RequestSupplement, Lacks: []string{"Bản sao"}})
	if got := mine(me); len(got) > 0 {
		t.Errorf("what waits for who asked is with %v", got)
	}
	d.doesWith(t, second.Request.ID, paperResult)
	if got := mine(me); !slices.Equal(got, []office.ID{second.Request.ID}) {
		t.Errorf("an answer that is to be given is with nobody: %v", got)
	}
	for list, want := range map[office.RequestList]office.ID{office.RequestsWaiting: first.Request.ID, office.RequestsReady: second.Request.ID} {
		if rows, _, err := d.listed(t, list, 10); err != nil || len(rows) != 1 || rows[0].Request != want {
			t.Errorf("%s: %v %+v", list, err, rows)
		}
	}
	w := d.waits(t, "requests")
	if w.Count != 1 || w.All != office.ToRequests || w.Newest[0].To != office.ToRequests || w.Newest[0].Record != second.Request.ID || strings.Contains(w.Newest[0].Title+w.Newest[0].Below, "Thí Dụ") {
		t.Errorf("%+v", w)
	}
	if w := d.waits(t, "requests-late"); w.Count > 0 || w.All != office.ToRequestsLate {
		t.Errorf("%+v", w)
	}
	third := d.asksFor(t, p)
	d.clock = office.Clock(later{d.clock, third.Due.AddDate(0, 0, 3).Sub(d.clock.Now())})
	w = d.waits(t, "requests-late")
	if w.Count != 1 || w.Newest[0].Record != third.Request.ID || w.Newest[0].Grave != office.Wanting || !strings.Contains(w.Newest[0].Below, "quá hạn") || !strings.Contains(w.Newest[0].Below, "hẹn trả "+office.MomentSaid(third.Due)) {
		t.Errorf("%+v", w)
	}
}

// TestARefusalWhileSomethingIsWaitedForIsNotLate: the term stood still, and the list says so as the request
// itself does.
func TestARefusalWhileSomethingIsWaitedForIsNotLate(t *testing.T) {
	d := newDesk(t)
	is := d.asksFor(t, d.procedure(t, "1.000001", nil))
	d.doesWith(t, is.Request.ID, office.RequestEntry{Deed: office.RequestSupplement, Lacks: []string{"Bản sao"}})
	d.openAt(t, is.Due.AddDate(0, 0, 9))
	told := d.doesWith(t, is.Request.ID, office.RequestEntry{Deed: office.RequestRefuse, Say: "Không bổ sung"})
	rows, _, err := d.listed(t, office.RequestsOpen, 10)
	if err != nil || told.Late || len(rows) != 1 || rows[0].Late != "" {
		t.Errorf("%v %v %+v", err, told.Late, rows)
	}
}

// TestWhatWasWithdrawnIsNeverLate, also once it is closed; and a day that is over is no day to be late on.
func TestWhatWasWithdrawnIsNeverLate(t *testing.T) {
	d := newDesk(t)
	is := d.asksFor(t, d.procedure(t, "1.000001", nil))
	d.doesWith(t, is.Request.ID, office.RequestEntry{Deed: office.RequestWithdraw, Say: "Thôi"}, closeIt)
	d.openAt(t, is.Due.AddDate(0, 0, 9))
	told, err := d.Request(t.Context(), is.Request.ID)
	rows, _, failed := d.listed(t, office.RequestsAll, 10)
	if err != nil || failed != nil || told.Late || len(rows) != 1 || rows[0].Stage != office.RequestClosed || rows[0].Late != "" {
		t.Errorf("%v %v late %v %+v", err, failed, told.Late, rows)
	}
	if _, err := d.RequestsLate(t.Context(), d.clock.Now().AddDate(0, 0, -1).In(office.VietNam).Format(time.DateOnly)); !errors.Is(err, DayOver) {
		t.Errorf("a day that is over: %v", err)
	}
}

// TestNoTermRunsWhileSomethingIsWaitedFor: by how much it was late before stays what it was.
func TestNoTermRunsWhileSomethingIsWaitedFor(t *testing.T) {
	d := newDesk(t)
	is := d.asksFor(t, d.procedure(t, "1.000001", nil))
	d.openAt(t, is.Due.Add(time.Minute))
	d.doesWith(t, is.Request.ID, office.RequestEntry{Deed: office.RequestSupplement, Lacks: []string{"Bản sao"}})
	said := func() string {
		rows, _, err := d.listed(t, office.RequestsOpen, 10)
		if err != nil || len(rows) != 1 || rows[0].Late == "" {
			t.Fatalf("%v %+v", err, rows)
		}
		return rows[0].Late
	}
	before := said()
	d.openAt(t, is.Due.AddDate(0, 0, 20))
	if after := said(); after != before {
		t.Errorf("%q, and then %q", before, after)
	}
	d.doesWith(t, is.Request.ID, office.RequestEntry{Deed: office.RequestRefuse, Say: "Không bổ sung"})
	if after := said(); after != before {
		t.Errorf("refused it is %q, not %q", after, before)
	}
}

// TestTwoStationsThatDidARequestApartLoseNothing: what is done beside needs nobody to choose; of two
// ways a person chooses one, and the other stays told.
func TestTwoStationsThatDidARequestApartLoseNothing(t *testing.T) {
	a := newDesk(t)
	b := secondDesk(t, a)
	p := a.procedure(t, "1.000001", nil)
	converted := a.act(t)
	is := a.asksFor(t, p)
	id := is.Request.ID
	a.doesWith(t, id, paperResult)
	meet := func() { a.brings(t, b); b.brings(t, a) }
	meet()
	a.doesWith(t, id, office.RequestEntry{Deed: office.RequestConvert, Result: office.RequestOutcome{Record: converted.ID}}, toldByPhone)
	b.doesWith(t, id, deliveredTo("Lê Thị Thí Dụ"), toldByPhone)
	meet()
	for name, d := range map[string]*desk{"a": a, "b": b} {
		is, err := d.Request(t.Context(), id)
		if err != nil || len(is.Parted) > 0 || len(is.Steps) != 5 || is.Stage != office.RequestDelivered || is.Converted != converted.ID || len(is.Owes) > 0 {
			t.Fatalf("%s: %v %+v", name, err, is)
		}
		if w := d.waits(t, "parted"); w.Count != 0 {
			t.Errorf("%s: %+v", name, w)
		}
	}
	second := a.asksFor(t, p).Request.ID
	meet()
	a.doesWith(t, second, office.RequestEntry{Deed: office.RequestRefuse, Say: "Không thuộc thẩm quyền"})
	b.doesWith(t, second, paperResult)
	meet()
	for name, d := range map[string]*desk{"a": a, "b": b} {
		if is, err := d.Request(t.Context(), second); err != nil || len(is.Parted) != 2 || len(is.Ways) != 1 || !strings.Contains(is.Said, "Hai máy") {
			t.Fatalf("%s: %v %+v", name, err, is)
		}
		if w := d.waits(t, "parted"); w.Count != 1 || w.Newest[0].To != office.ToRequests || w.Newest[0].Record != second {
			t.Errorf("%s: nobody is told: %+v", name, w)
		}
		rows, _, err := d.listed(t, office.RequestsOpen, 10)
		if i := slices.IndexFunc(rows, func(r office.RequestRow) bool { return r.Request == second }); err != nil || i != 0 || !rows[i].Parted || !strings.Contains(rows[i].Said, "hai máy") {
			t.Errorf("%s: the list does not say so: %v %+v", name, err, rows)
		}
		if _, err := d.DoWithRequest(t.Context(), d.whoWorks(t)[0], office.RequestEntry{Request: second, Deed: office.RequestHand, To: office.RoutePerson{ID: d.whoWorks(t)[0].ID}}, ""); !errors.Is(err, requests.TwoWays) {
			t.Errorf("%s goes on: %v", name, err)
		}
	}
	two, err := b.Request(t.Context(), second)
	if err != nil {
		t.Fatal(err)
	}
	refusal := two.Steps[slices.IndexFunc(two.Steps, func(s office.RequestStep) bool { return s.Deed == office.RequestRefuse })].ID
	after := b.doesWith(t, second, office.RequestEntry{Deed: office.RequestSettle, Of: refusal, Say: "Đã báo người nộp"})
	if len(after.Parted) > 0 || after.Stage != office.RequestRefused || len(after.Steps) != 3 {
		t.Fatalf("%+v", after)
	}
	meet()
	a.doesWith(t, second, toldByPhone, closeIt)
	meet()
	if is, err := b.Request(t.Context(), second); err != nil || is.Stage != office.RequestClosed || b.waits(t, "parted").Count != 0 {
		t.Errorf("%v %+v", err, is)
	}
}
