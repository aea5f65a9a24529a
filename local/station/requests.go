package station

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	registers "tram/local/books"
	"tram/local/counterforms"
	"tram/local/office"
	"tram/local/people"
	"tram/local/requests"
	"tram/local/store"
	"tram/local/trail"
)

// Requests (bộ phận một cửa) receives what citizens, organisations and units of the office ask
// for, and follows it until it is answered, told and closed (Nghị định 137/2024, Điều 7, 8, 9.2).
type Requests struct {
	*ground
	entrance *Entrance
	routing  *Routing
}

// ReceiveRequest receives a request: it gets its code and its appointment. Its procedure may be
// named by its code in Asked.Code. It fails as requests.Receive does.
func (s *Requests) ReceiveRequest(ctx context.Context, by office.Clerk, r office.Request) (is office.RequestTold, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	c, err := calendar()
	if err != nil {
		return is, err
	}
	who, err := s.routing.actor(ctx, s.entrance.own(ctx, by))
	if err != nil {
		return is, err
	}
	if r.Procedure == "" {
		if r.Procedure, err = s.procedure(ctx, r.Asked.Code); err != nil {
			return is, err
		}
	}
	if err := s.reusable(ctx, r); err != nil {
		return is, err
	}
	if r.Clock, err = s.entrance.dayVouched(ctx, by, s.clock.Now(), r.Clock); err != nil {
		return is, err
	}
	r.By = who.RoutePerson
	r, err = requests.Receive(ctx, s.store, c, who.Name, r)
	if err != nil {
		return is, err
	}
	return s.told(ctx, r.ID)
}

// procedure finds one by its code. It fails with requests.NoSuchProcedure.
func (s *Requests) procedure(ctx context.Context, code string) (office.ID, error) {
	p, err := registers.ProcedureOf(ctx, s.store, code)
	if errors.Is(err, store.NoSuchRecord) {
		return "", requests.NoSuchProcedure.About(office.Visible(code, 40))
	}
	return p.ID, err
}

// reusable looks whether each paper that is said to be a data message is one, and whether each that is
// used again came with the request that is named. It fails with requests.PaperNotHere and
// requests.NotReused.
func (s *Requests) reusable(ctx context.Context, r office.Request) error {
	for _, p := range r.Papers {
		if p.Record != "" {
			if stands, err := s.stands(ctx, p.Record); err != nil || !stands {
				return cmp.Or(err, error(requests.PaperNotHere.About(p.Name)))
			}
		}
		if p.Form != office.PaperReused {
			continue
		}
		was, err := requests.LifeOf(ctx, s.store, p.From)
		if err != nil {
			return requests.NotReused.About(p.Name).Because(err)
		}
		has := slices.ContainsFunc(papersHere(was), func(here office.Reusable) bool { return here.Paper.Record == p.Record })
		if !has || p.Record == "" || !samePerson(was.Request, r) {
			return requests.NotReused.About(p.Name)
		}
	}
	return nil
}

// samePerson tells that two requests are of one: by the number and the name.
func samePerson(a, b office.Request) bool {
	n := requests.PersonNumber(a.From.Number)
	return n != "" && n == requests.PersonNumber(b.From.Number) && requests.SameName(a.From.Name, b.From.Name)
}

// papersHere are the papers of a request that are data messages here: those that came with it, and
// its result.
func papersHere(l requests.Life) (all []office.Reusable) {
	r := l.Request
	for _, p := range r.Papers {
		if p.Record != "" && p.Form != office.PaperReused {
			all = append(all, office.Reusable{Paper: p, Request: r.ID, Code: r.Code, Received: r.Received})
		}
	}
	out := l.Stands().Result
	if record := cmp.Or(l.Converted(), out.Record); record != "" {
		all = append(all, office.Reusable{Paper: office.RequestPaper{Name: cmp.Or(out.Said, r.Asked.Name), Form: office.PaperReused, Record: record}, Request: r.ID, Code: r.Code, Received: r.Received, Result: true})
	}
	return all
}

// PersonSought tells what the office has of who bears a personal number: how they were written down
// last, and their papers, the newest first, so that nobody brings one twice (Điều 8.4). That somebody
// looked for a person by the number is kept as a step of its own.
func (s *Requests) PersonSought(ctx context.Context, number string) (is office.PersonSought, err error) {
	if err := s.entrance.May(ctx, office.MayKeep); err != nil {
		return is, err
	}
	defer s.entrance.sought(ctx, number, &err)
	of, err := requests.OfPerson(ctx, s.store, number)
	for i, r := range of {
		if i == 0 {
			is.Requests, is.From = len(of), writtenAs(r, number)
		}
		l, err := requests.LifeOf(ctx, s.store, r.ID)
		if err != nil {
			return is, err
		}
		if stands := l.Stands(); stands.Stage == office.RequestWorking || stands.Stage == office.RequestWaiting {
			is.Open = append(is.Open, office.RequestCodeSpoken(r.Code)+" · "+r.Asked.Name)
		}
		for _, here := range papersHere(l) {
			stands, err := s.stands(ctx, here.Paper.Record)
			if err != nil {
				return is, err
			}
			if stands {
				is.Papers = append(is.Papers, here)
			}
		}
	}
	return is, err
}

// writtenAs is how a request names who bears a number: who asks, or who acts for them.
func writtenAs(r office.Request, number string) office.Applicant {
	if requests.PersonNumber(r.From.Number) == requests.PersonNumber(number) {
		return r.From
	}
	return office.Applicant{Name: r.Agent.Name, Number: r.Agent.Number, Phone: r.Agent.Phone}
}

// DoWithRequest does something with a request. seen is the last entry that the person saw; empty:
// they saw none. Who settles it is named by To.ID. It fails as requests.Take does.
func (s *Requests) DoWithRequest(ctx context.Context, by office.Clerk, e office.RequestEntry, seen office.ID) (is office.RequestTold, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	c, err := calendar()
	if err != nil {
		return is, err
	}
	who, err := s.routing.actor(ctx, s.entrance.own(ctx, by))
	if err != nil {
		return is, err
	}
	if _, err := office.ClockDoubts(s.clock.Now(), time.Time{}); err != nil { // one that was never set
		return is, err
	}
	e.By = who.RoutePerson
	if e.To, err = s.settler(ctx, e.To.ID); err != nil {
		return is, err
	}
	if e.Result.Record != "" {
		if err := s.finished(ctx, e.Result.Record); err != nil {
			return is, err
		}
	}
	if e.Deed == office.RequestClose {
		if err := s.convertedStill(ctx, e.Request); err != nil {
			return is, err
		}
	}
	if _, err = requests.Take(ctx, s.store, c, who.Name, e, seen); err != nil {
		return is, err
	}
	return s.told(ctx, e.Request)
}

// settler is somebody who works here; empty: nobody is named.
func (s *Requests) settler(ctx context.Context, id office.ID) (office.RoutePerson, error) {
	p, err := s.routing.person(ctx, id)
	if f, told := office.FailureIn(err); told && f.Name == "routing.no-person" {
		return p, requests.NoPerson
	}
	return p, err
}

// finished asks that a result as a data message is one that stands (Điều 4). It fails with
// ResultNotFinished.
func (s *Requests) finished(ctx context.Context, record office.ID) error {
	stands, err := s.stands(ctx, record)
	if err == nil && !stands {
		err = ResultNotFinished
	}
	return err
}

// convertedStill asks that the data message of a result on paper was not withdrawn since. It fails with
// ResultWithdrawn.
func (s *Requests) convertedStill(ctx context.Context, request office.ID) error {
	l, err := requests.LifeOf(ctx, s.store, request)
	if err != nil || l.Converted() == "" {
		return err
	}
	stands, err := s.stands(ctx, l.Converted())
	if err == nil && !stands {
		err = ResultWithdrawn
	}
	return err
}

// ResultWithdrawn tells that a result on paper has no data message any more.
var ResultWithdrawn = office.Failure{
	Name: "station.result-withdrawn",
	Said: "Bản điện tử của kết quả giấy đã bị thu hồi.",
	Next: "Hãy số hóa lại bản giấy, rồi làm bước “Chuyển đổi kết quả giấy” với bản mới.",
}

// stands tells whether a record is paper that became a data message, and was not withdrawn since.
func (s *Requests) stands(ctx context.Context, record office.ID) (bool, error) {
	c, err := s.store.Conversion(ctx, record)
	switch {
	case errors.Is(err, store.NoSuchRecord):
		return false, nil
	case err != nil || c.State != office.Finished || c.Direction != office.PaperToData:
		return false, err
	}
	_, err = s.store.WithdrawalOf(ctx, record)
	if errors.Is(err, store.NoSuchRecord) {
		return true, nil
	}
	return false, err
}

// ResultNotFinished tells that the data message of a result on paper is not there yet.
var ResultNotFinished = office.Failure{
	Name: "station.result-not-finished",
	Said: "Kết quả giấy chưa chuyển đổi xong: không có hồ sơ số hóa đã hoàn thành như vậy.",
	Next: "Hãy số hóa bản giấy, hoàn thành, rồi ghi lại.",
}

// CorrectRequest puts right what was written of who asks, or of their papers. What stands on the
// receipt stays. It fails with requests.ReceiptStays.
func (s *Requests) CorrectRequest(ctx context.Context, by office.Clerk, r office.Request) (is office.RequestTold, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	if err := s.reusable(ctx, r); err != nil {
		return is, err
	}
	if err := requests.Correct(ctx, s.store, s.entrance.own(ctx, by).Name, r); err != nil {
		return is, err
	}
	return s.told(ctx, r.ID)
}

// Request tells a request with what became of it. It fails with requests.NoSuchRequest.
func (s *Requests) Request(ctx context.Context, id office.ID) (is office.RequestTold, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return is, err
	}
	defer s.entrance.seen(ctx, id, &err)
	return s.told(ctx, id)
}

// RequestNamed is Request by the code on the receipt, or its nine digits. It fails with
// requests.NotACode, too.
func (s *Requests) RequestNamed(ctx context.Context, code string) (is office.RequestTold, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return is, err
	}
	l, err := requests.Named(ctx, s.store, code)
	if err != nil {
		return is, err
	}
	defer s.entrance.seen(ctx, l.Request.ID, &err)
	return s.told(ctx, l.Request.ID)
}

// RequestAsked answers “Đã xử lý chưa?” of whoever has the code: one sentence that tells nothing of
// a person.
func (s *Requests) RequestAsked(ctx context.Context, code string) (string, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return "", err
	}
	l, err := requests.Named(ctx, s.store, code)
	if err != nil {
		return "", err
	}
	return l.Sentence(s.clock.Now()), nil
}

// told reads a request as it is told.
func (s *Requests) told(ctx context.Context, id office.ID) (is office.RequestTold, err error) {
	l, err := requests.LifeOf(ctx, s.store, id)
	if err != nil {
		return is, err
	}
	stands, now := l.Stands(), s.clock.Now()
	is = office.RequestTold{Request: l.Request, Said: l.Sentence(now), Stage: stands.Stage, Holder: stands.Holder, Since: stands.Since, Due: stands.Due, Still: !stands.Still.IsZero(),
		Late: l.Late(now), Lacks: stands.Lacks, Owes: l.Owes(), Result: stands.Result, Converted: l.Converted(), Given: stands.Given, Head: l.Head()}
	if l.Parted() {
		is.Parted = l.Ends()
	}
	for _, d := range l.Ways() {
		is.Ways = append(is.Ways, office.RequestWay{Deed: d, Said: d.Said()})
	}
	for _, step := range l.Steps() {
		is.Steps = append(is.Steps, office.RequestStep{RequestEntry: step.Is, Said: step.Is.Deed.Said(), Note: standingSaid[step.How]})
	}
	if is.Stage == office.RequestDelivered && is.Given.Store == office.StoreLater {
		is.Owes = append(is.Owes, "lưu kết quả vào kho dữ liệu của người nộp rồi ghi mã tham chiếu, hoặc ghi vì sao không lưu được (Điều 8.4)")
	}
	is.Forms = counterforms.Offered(is)
	if s.entrance.May(ctx, office.MayKeep) != nil {
		is.Request, is.Veiled, is.Forms, is.Lacks, is.Given.Authority = veiled(is.Request), true, nil, nil, ""
		for i := range is.Steps {
			s := &is.Steps[i]
			s.Say, s.Lacks, s.Given.Authority, s.Notice.Basis = "", nil, "", ""
		}
	}
	return is, nil
}

// veiled is a request without what only who works at the desk needs to know of a person (Điều 7.3): how they
// are reached, where they live, their numbers but for the last digits, and free words, in which any of that may
// stand.
func veiled(r office.Request) office.Request {
	r.From.Number, r.Agent.Number = lastDigits(r.From.Number), lastDigits(r.Agent.Number)
	for _, words := range []*string{&r.From.Phone, &r.From.Mail, &r.From.Address, &r.From.Shown, &r.Agent.Phone, &r.Agent.Authority, &r.Where, &r.Content} {
		*words = ""
	}
	return r
}

// shownDigits is how many digits of the number of a person are told to who need not know it.
const shownDigits = 4

// lastDigits are those of a number; of one that has few, none.
func lastDigits(number string) string {
	n := requests.PersonNumber(number)
	if len(n) <= 2*shownDigits {
		return ""
	}
	return "…" + strings.ToUpper(n[len(n)-shownDigits:])
}

// standingSaid is what an entry counts for that does not count as it stands.
var standingSaid = map[trail.Standing]string{
	trail.Aside: "Ở hướng khác, do máy khác ghi.", trail.Early: "Chưa tính: bước trước nó chưa về máy này.", trail.Stray: "Không tính: không đi tiếp được từ bước trước.",
}

// sought takes down that somebody looked for a person by their number, of which the last digits are
// kept.
func (s *Entrance) sought(ctx context.Context, number string, failed *error) {
	number = requests.PersonNumber(number)
	s.accessed(ctx, people.StepSought, "", "Số định danh tận cùng "+strings.ToUpper(number[max(0, len(number)-shownDigits):]), *failed)
}
