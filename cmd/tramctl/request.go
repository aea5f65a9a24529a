package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/station"
)

// requested is what was asked of the one-stop desk.
type requested struct {
	*office.RequestTold
	Requests []office.RequestRow `json:"requests,omitempty"`
	Papers   []office.Reusable   `json:"papers,omitempty"`
	Asked    string              `json:"asked,omitempty"`
	More     bool                `json:"more,omitempty"`

	none string // what is said where nothing is listed
	full bool   // each step is told
}

func (r requested) print(w io.Writer) {
	switch {
	case r.RequestTold != nil:
		printRequest(w, *r.RequestTold, r.full)
	case r.Asked != "":
		fmt.Fprintln(w, visible(r.Asked))
	case len(r.Requests)+len(r.Papers) == 0:
		fmt.Fprintln(w, r.none)
	}
	for _, row := range r.Requests {
		fmt.Fprintf(w, "%s  %s, %s: %s, hẹn trả %s", row.Code, visible(row.Name), visible(row.From), row.Said, office.MomentSaid(row.Due))
		if row.Late != "" {
			fmt.Fprint(w, ", "+row.Late)
		}
		fmt.Fprintln(w)
	}
	for _, p := range r.Papers {
		fmt.Fprintf(w, "%s  %s, hồ sơ %s nhận ngày %s\n", p.Paper.Record, visible(p.Paper.Name), p.Code, office.DaySaid(office.DayOf(p.Received)))
	}
	if r.More {
		fmt.Fprintln(w, "Còn nữa: dùng --limit để xem thêm.")
	}
}

func printRequest(w io.Writer, is office.RequestTold, full bool) {
	fmt.Fprintln(w, visible(is.Said))
	printReceived(w, is, full)
	for _, told := range is.Request.DueTold {
		fmt.Fprintln(w, "  Lưu ý: "+told)
	}
	for _, lack := range is.Lacks {
		fmt.Fprintln(w, "  Còn thiếu: "+visible(lack))
	}
	for _, owed := range is.Owes {
		fmt.Fprintln(w, "  Còn phải: "+owed)
	}
	if !full {
		return
	}
	for _, s := range is.Steps {
		fmt.Fprintf(w, "%s  %s  %s: %s", s.ID, office.MomentSaid(s.At), visible(s.By.Name), s.Said)
		if s.To.Name != "" {
			fmt.Fprint(w, " → "+visible(s.To.Name))
		}
		if s.Say != "" {
			fmt.Fprint(w, ": "+visible(s.Say))
		}
		fmt.Fprintln(w)
		if s.Note != "" {
			fmt.Fprintln(w, "  "+s.Note)
		}
	}
	if len(is.Parted) > 0 {
		fmt.Fprintln(w, "Các hướng đang có, theo bước cuối:")
	}
	for _, end := range is.Parted {
		fmt.Fprintf(w, "  %s\n", end)
	}
	var ways []string
	for _, way := range is.Ways {
		ways = append(ways, way.Said)
	}
	if len(ways) > 0 {
		fmt.Fprintln(w, "Làm được lúc này: "+strings.Join(ways, ", "))
	}
}

// printReceived tells what was received; full: all of it, and to whom the result was given.
func printReceived(w io.Writer, is office.RequestTold, full bool) {
	r := is.Request
	lines := [][2]string{{"Mã hồ sơ", r.Code}, {"Người nộp", r.From.Name}}
	if full {
		lines = append(lines, [][2]string{
			{"Số định danh", r.From.Number}, {"Địa chỉ", r.From.Address}, {"Điện thoại", r.From.Phone}, {"Thư điện tử", r.From.Mail}, {"Người được ủy quyền", r.Agent.Name}, {"Giấy tờ ủy quyền", r.Agent.Authority},
			{"Nội dung", r.Content}, {"Nhận kết quả", office.ChoiceSaid(office.ResultWays, r.Way)}, {"Gửi tới", r.Where}, {"Báo kết quả bằng", office.ChoiceSaid(office.TellWays, r.Tell)},
			{"Kết quả", is.Result.Said}, {"Kết quả là", office.ChoiceSaid(office.ResultMedia, is.Result.Medium)}, {"Bản điện tử của kết quả", string(is.Converted)},
			{"Đã trả cho", is.Given.To}, {"Theo giấy ủy quyền", is.Given.Authority}, {"Kho dữ liệu của người nộp", office.ChoiceSaid(office.StoreChoices, is.Given.Store)}, {"Mã tham chiếu", is.Given.Reference},
		}...)
	}
	for _, line := range lines {
		if line[1] != "" {
			fmt.Fprintf(w, "  %s: %s\n", line[0], visible(line[1]))
		}
	}
	for _, p := range r.Papers {
		if full {
			fmt.Fprintf(w, "  Giấy tờ: %s, %s %s\n", visible(p.Name), office.ChoiceSaid(office.PaperForms, p.Form), p.Record)
		}
	}
}

// requestWishes are what was typed of a request.
type requestWishes struct {
	r      office.Request
	clock  string
	e      office.RequestEntry
	papers many
	lacks  many
	again  many

	by, to, until, allowed, on, way string
	limit                           int
	open                            bool
	forms                           formWishes
}

func (w *requestWishes) typed(set *flag.FlagSet) {
	r := &w.r
	for name, of := range map[string]struct {
		into *string
		says string
	}{
		"procedure": {&r.Asked.Code, "mã thủ tục trong danh mục (với new)"}, "from": {&r.From.Name, "người nộp (với new), ngày đầu kỳ (với report)"}, "number": {&r.From.Number, "số định danh của người nộp"},
		"identity": {&r.From.Identity, "biết người nộp bằng: card, account, passport, organisation, known, other"}, "shown": {&r.From.Shown, "giấy tờ khác đã xem"},
		"address": {&r.From.Address, "địa chỉ"}, "phone": {&r.From.Phone, "điện thoại"}, "mail": {&r.From.Mail, "thư điện tử"},
		"agent": {&r.Agent.Name, "người được ủy quyền"}, "authority": {&r.Agent.Authority, "giấy tờ ủy quyền"}, "content": {&r.Content, "nội dung yêu cầu"},
		"where": {&r.Where, "địa chỉ gửi kết quả"}, "why": {&w.e.Say, "lý do"}, "said": {&w.e.Result.Said, "kết quả là gì (với result)"}, "medium": {&w.e.Result.Medium, "kết quả: electronic, paper (với result)"},
		"basis": {&w.e.Notice.Basis, "căn cứ không báo bằng phương tiện điện tử (với notify)"}, "reference": {&w.e.Given.Reference, "mã tham chiếu của kho dữ liệu"}, "store": {&w.e.Given.Store, "kho dữ liệu của người nộp: sent, not-wanted, later (với deliver)"},
		"to": {&w.to, "người giải quyết (với hand), người nhận (với deliver), ngày cuối kỳ (với report)"}, "until": {&w.until, "ngày giờ hẹn lại: 17:00 10/12/2026 (với extend)"}, "allowed": {&w.allowed, "ai cho dùng lại giấy tờ đã có (với --reuse)"},
		"on": {&w.on, "ngày (với overdue)"}, "by": {&w.way, "cách: báo (với notify) hay trả (với deliver); procedure, channel, person (với report)"}, "clerk": {&w.by, "người làm"},
	} {
		set.StringVar(of.into, name, "", of.says)
	}
	set.StringVar(&r.From.Sort, "sort", "person", "người nộp là: person, organisation, unit")
	set.StringVar(&r.Channel, "channel", "counter", "nộp qua: counter, post, services, national, other")
	set.StringVar(&r.Way, "way", "counter", "nhận kết quả: counter, post, online")
	set.StringVar(&r.Tell, "tell", "message", "báo kết quả bằng: message, phone, mail, portal, none")
	set.IntVar(&r.Sets, "sets", 1, "số bộ hồ sơ")
	set.StringVar((*string)(&w.e.Result.Record), "record", "", "hồ sơ số hóa của kết quả (với result, convert)")
	set.StringVar((*string)(&w.e.Of), "keep", "", "bước cuối của hướng được giữ (với settle)")
	set.StringVar(&w.clock, "clock-because", "", "lý do vẫn tiếp nhận khi ngày giờ của máy có vẻ sai; được ghi vào nhật ký (với new)")
	set.Var(&w.papers, "paper", "giấy tờ đã nộp: TÊN, hoặc TÊN=original|certified|copy|electronic, hoặc TÊN=MÃ-HỒ-SƠ-SỐ-HÓA (lặp lại được)")
	set.Var(&w.again, "reuse", "dùng lại giấy tờ đã có: MÃ-HỒ-SƠ-CŨ=MÃ-HỒ-SƠ-SỐ-HÓA (lặp lại được)")
	set.Var(&w.lacks, "lacks", "điều còn thiếu (với supplement, lặp lại được)")
	set.IntVar(&w.limit, "limit", 50, "số hồ sơ nhiều nhất (với list)")
	set.BoolVar(&w.open, "open", false, "chỉ hồ sơ chưa kết thúc (với list)")
	w.forms.typed(set)
}

// requestDeeds are the deeds by the word that is typed.
var requestDeeds = map[string]office.RequestDeed{
	"hand": office.RequestHand, "supplement": office.RequestSupplement, "supplied": office.RequestSupplied, "extend": office.RequestExtend, "refuse": office.RequestRefuse, "result": office.RequestResult,
	"convert": office.RequestConvert, "notify": office.RequestNotify, "deliver": office.RequestDeliver, "withdraw": office.RequestWithdraw, "close": office.RequestClose, "settle": office.RequestSettle,
}

// requestVerb is the one-stop desk at the terminal.
func requestVerb(set *flag.FlagSet) action {
	var w requestWishes
	w.typed(set)
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) == 0 {
			return nil, errUsage
		}
		task, rest := args[0], args[1:]
		deed, does := requestDeeds[task]
		of := map[string]func(context.Context, *station.Station) (result, error){
			"new": w.receive, "list": w.list, "overdue": w.overdue, "report": w.report,
		}[task]
		named := map[string]func(context.Context, *station.Station, string) (result, error){
			"show": showRequest, "asked": askedRequest, "papers": papersOf,
		}[task]
		switch {
		case w.forms.file.path != "" && task != "form" && task != "register" && task != "report":
			return nil, errUsage
		case task == "form" && len(rest) == 1 && w.forms.form != "" && w.forms.file.path != "":
			return t.ready(ctx, func(s *station.Station) (result, error) { return w.forms.one(ctx, t, s, rest[0]) })
		case task == "register" && len(rest) == 0 && w.forms.file.path != "":
			return t.ready(ctx, func(s *station.Station) (result, error) { return w.forms.register(ctx, s, w.by) })
		case of != nil && len(rest) == 0:
			return t.ready(ctx, func(s *station.Station) (result, error) { return of(ctx, s) })
		case named != nil && len(rest) == 1:
			return t.ready(ctx, func(s *station.Station) (result, error) { return named(ctx, s, rest[0]) })
		case does && len(rest) == 1:
			return t.ready(ctx, func(s *station.Station) (result, error) { return w.do(ctx, s, deed, rest[0]) })
		}
		return nil, errUsage
	}
}

func (w *requestWishes) receive(ctx context.Context, s *station.Station) (result, error) {
	clerk, err := clerkNamed(ctx, s, w.by)
	if err != nil {
		return nil, err
	}
	for _, typed := range w.papers {
		name, form, _ := strings.Cut(typed, "=")
		p := office.RequestPaper{Name: strings.TrimSpace(name), Form: "original"}
		if id, err := office.ParseID(form); err == nil {
			p.Record = id
		} else if form != "" {
			p.Form = form
		}
		w.r.Papers = append(w.r.Papers, p)
	}
	if err := w.reused(ctx, s); err != nil {
		return nil, err
	}
	w.r.Clock = &office.ClockWord{Why: w.clock}
	is, err := s.ReceiveRequest(ctx, clerk, w.r)
	if err != nil {
		return nil, err
	}
	return requested{RequestTold: &is}, nil
}

// reused adds the papers that the office has already.
func (w *requestWishes) reused(ctx context.Context, s *station.Station) error {
	for _, typed := range w.again {
		code, record, _ := strings.Cut(typed, "=")
		was, err := s.RequestNamed(ctx, code)
		if err != nil {
			return err
		}
		p := office.RequestPaper{Name: was.Request.Asked.Name, Form: office.PaperReused, Record: office.ID(record), From: was.Request.ID, Allowed: w.allowed}
		for _, paper := range was.Request.Papers {
			if paper.Record == p.Record {
				p.Name = paper.Name
			}
		}
		if p.Record == was.Converted || p.Record == was.Result.Record {
			p.Name = was.Result.Said
		}
		w.r.Papers = append(w.r.Papers, p)
	}
	return nil
}

func (w *requestWishes) do(ctx context.Context, s *station.Station, deed office.RequestDeed, code string) (result, error) {
	clerk, err := clerkNamed(ctx, s, w.by)
	if err != nil {
		return nil, err
	}
	was, err := s.RequestNamed(office.Again(ctx), code)
	if err != nil {
		return nil, err
	}
	e := w.e
	e.Deed, e.Request, e.Lacks = deed, was.Request.ID, w.lacks
	switch deed {
	case office.RequestHand:
		e.To.ID, err = personCalled(ctx, s, w.to)
	case office.RequestExtend:
		e.Due, err = untilTyped(w.until)
	case office.RequestNotify:
		e.Notice.Way = w.way
		if e.Notice.Way == "" {
			e.Notice.Way = was.Request.Tell
		}
	case office.RequestDeliver:
		e.Given.Way, e.Given.To, e.Given.Authority = w.way, w.to, w.r.Agent.Authority
		if e.Given.Way == "" {
			e.Given.Way = was.Request.Way
		}
	}
	if err != nil {
		return nil, err
	}
	is, err := s.DoWithRequest(ctx, clerk, e, was.Head)
	if err != nil {
		return nil, err
	}
	return requested{RequestTold: &is}, nil
}

// untilTyped reads a moment as clerks write it.
func untilTyped(typed string) (time.Time, error) {
	at, err := office.ParseMoment(typed)
	if err != nil {
		return time.Time{}, badUntil.About(visible(typed)).Because(err)
	}
	return office.MomentOf(at), nil
}

var badUntil = office.Failure{
	Name: "tramctl.bad-until",
	Said: "“%s” không phải một ngày giờ.",
	Next: "Hãy gõ giờ rồi ngày, ví dụ --until \"17:00 10/12/2026\".",
}

func showRequest(ctx context.Context, s *station.Station, code string) (result, error) {
	is, err := s.RequestNamed(ctx, code)
	if err != nil {
		return nil, err
	}
	return requested{RequestTold: &is, full: true}, nil
}

func askedRequest(ctx context.Context, s *station.Station, code string) (result, error) {
	said, err := s.RequestAsked(ctx, code)
	return requested{Asked: said}, err
}

func papersOf(ctx context.Context, s *station.Station, number string) (result, error) {
	is, err := s.PersonSought(ctx, number)
	return requested{Papers: is.Papers, none: "Máy này không có giấy tờ nào của số định danh ấy."}, err
}

func (w *requestWishes) list(ctx context.Context, s *station.Station) (result, error) {
	wish := office.RequestWish{}
	if w.open {
		wish.Which = office.RequestsOpen
	}
	keys, more, err := s.FindRequests(ctx, office.Clerk{}, wish, w.limit)
	if err != nil {
		return nil, err
	}
	all, err := s.RequestRows(ctx, keys)
	return requested{Requests: all, More: more, none: "Chưa có hồ sơ yêu cầu nào."}, err
}

func (w *requestWishes) overdue(ctx context.Context, s *station.Station) (result, error) {
	all, err := s.RequestsLate(ctx, w.on)
	return requested{Requests: all, none: "Không có hồ sơ nào quá hẹn, theo những gì máy này biết."}, err
}
