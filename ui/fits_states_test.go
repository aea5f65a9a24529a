package ui

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/job"
	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/digitise"
	"tram/ui/documents"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
	"tram/ui/meetings"
	"tram/ui/people"
	"tram/ui/printing"
	"tram/ui/records"
	"tram/ui/requests"
	"tram/ui/settings"
	"tram/ui/sign"
	"tram/ui/workfiles"
)

// worked is an office in which each place has something to show.
type worked struct {
	t                 *testing.T
	w                 *Window
	frames            kittest.Frames
	finished, message office.ID
	registered        office.ID // on the register of what goes out
	arrived           office.ID // on the register of what came in: with a file, a stamp, and submitted
	workFile          office.ID // that holds it
	request           office.ID // with two papers, of which more are asked for
	meeting, held     office.ID // one to come, again and again; one that goes on, with votes of each sort
}

// newWorked opens a window on it.
func newWorked(t *testing.T) *worked {
	t.Helper()
	s, ctx := stationtest.Manned(t), context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	b := worked{t: t}
	clerk := stationtest.Clerk(t, s)
	account, err := s.People().Named(ctx, clerk.Name)
	must(err)
	must(s.GivePosts(ctx, account.ID, []office.Post{office.AsAdmin, office.AsOfficer, office.AsClerk, office.AsLeader}))
	must(s.AdmitUser(ctx, office.Clerk{Name: "Lê Thị Thu Hà", Position: "Công chức Tư pháp - Hộ tịch"}, []office.Post{office.AsOfficer, office.AsClerk}, []byte(stationtest.Password)))
	of := office.Document{Type: "cong-van", Number: "15", Symbol: "UBND-VP", Subject: "Về việc rà soát quy hoạch sử dụng đất và chuẩn bị phương án di dời các hộ dân ở ven suối trước mùa mưa bão", Issuer: "Ủy ban nhân dân xã Mẫu Sơn", Issued: "2026-11-09", Secrecy: office.Ordinary}
	stationtest.Draft(t, s, of)
	b.finished = stationtest.Digitised(t, s, of).ID
	pdf := filepath.Join(t.TempDir(), "văn bản đến.pdf")
	must(s.Export(ctx, b.finished, pdf))
	m, err := s.ImportMessage(ctx, office.MessageOrder{Clerk: clerk, Document: of, Form: office.Plain, Path: pdf}, nil)
	must(err)
	b.message = m.ID
	_, err = s.KeepSheet(ctx, s.Books()[0].Name, clerk, office.Sheet{Answers: map[string]string{"name": "Cổng thông tin", "sort": "information", "address": "xamauson.vi-du.vn"}})
	must(err)
	must(s.OpenYear(ctx, clerk, office.YearWish{Year: time.Now().In(office.VietNam).Year(), Anew: true}))
	came, out := of, of
	came.Number, came.Issuer, out.Number = "137", "Ủy ban nhân dân tỉnh Mẫu", ""
	for _, r := range []office.Registered{{Flow: office.FlowIn, Document: came, To: "Lê Thị Thu Hà"}, {Flow: office.FlowOut, Document: out, Signer: "Nguyễn Văn Mẫu"}} {
		r, err = s.Register(ctx, clerk, r)
		must(err)
		if b.registered = r.ID; r.Flow == office.FlowIn {
			b.arrived = r.ID
		}
	}
	_, err = s.Enclose(ctx, clerk, b.arrived, office.Enclosing{Paths: []string{stationtest.Scan(t)}}, nil)
	must(err)
	for _, deed := range []office.RouteDeed{office.RouteAssign, office.RouteTakeUp, office.RouteSubmit} {
		_, err = s.Route(ctx, clerk, office.RouteWish{Document: b.arrived, Deed: deed, To: clerk.ID, Say: "xem và trả lời trong tuần, báo lại nếu có vướng mắc", Seen: headOf(t, s, b.arrived)})
		must(err)
	}
	f, err := s.OpenFile(ctx, clerk, office.WorkFile{Notation: "01.VP", Title: of.Subject, Retention: 20, Creator: "Nguyễn Văn Mẫu"})
	must(err)
	_, err = s.AddToFile(ctx, clerk, f.ID, b.registered, 3, "")
	must(err)
	_, err = s.PlanFile(ctx, clerk, office.PlannedFile{Heading: "Văn phòng", Part: "Lưu trữ", Abbreviation: "VP", Title: of.Subject, Retention: office.Forever, Creator: "Nguyễn Văn Mẫu"})
	must(err)
	b.workFile = f.ID
	b.request = asked(t, s, clerk)
	b.meeting, b.held = meets(t, s, clerk)
	setup, err := s.SaveScanSetup(ctx, office.ScanSetup{Scanner: scanner, Profile: office.UsualProfiles[0].Name})
	must(err)
	if setup.Version != 1 {
		t.Fatal("there was a setup for scanning")
	}
	b.w = openOn(t, printed{s, stationtest.Scan(t)})
	b.w.unlocks(t, stationtest.Password)
	return &b
}

// headOf is the last step of a document.
func headOf(t *testing.T, s *stationtest.Station, id office.ID) office.ID {
	t.Helper()
	is, err := s.RouteOf(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return is.Ends[0].Head
}

// printed is a station whose paper came from a printer and was read back, with stamps on it.
type printed struct {
	Services
	scan string // what the scanner gives
}

func (printed) OpenCopy(context.Context, office.ID) (office.Book, error) { return blankBook{}, nil }

func (printed) OpenCompared(context.Context, office.ID) (office.Book, error) { return blankBook{}, nil }

// scanner is a device that is played: it gives three pages and then jams, or a pile.
var scanner = office.Scanner{ID: "mau:1", Name: "Máy quét đa năng phòng Một cửa, tầng 1", Sources: office.ScanSources}

func (printed) Scanners(context.Context) ([]office.Scanner, error) {
	return []office.Scanner{scanner}, nil
}

func (p printed) Scan(ctx context.Context, o office.ScanOrder, told func(office.ScanArrival), _ *job.Progress) (out office.ScanOutcome, err error) {
	const papers = 3
	for i := range papers {
		if o.Draft == "" || o.Parted != "" {
			c, err := p.Begin(ctx, o.Clerk)
			if err != nil {
				return out, err
			}
			o.Draft = c.ID
			out.Drafts = append(out.Drafts, office.ScannedDraft{ID: c.ID, Pages: 1})
		}
		pages, _, err := p.Take(ctx, o.Draft, i, []string{p.scan}, "", nil)
		if err != nil {
			return out, err
		}
		out.Pages++
		told(office.ScanArrival{Draft: o.Draft, Page: pages[0]})
	}
	if o.Parted == "" {
		return out, office.Failure{Name: "scanning.gone", Said: "Không còn liên lạc được với máy quét Máy quét đa năng phòng Một cửa, tầng 1: máy không trả lời trong 60 giây, sau 3 trang. Các trang đã hiện vẫn còn.",
			Next: "Hãy xem máy quét còn bật và còn nối mạng hay cáp không, rồi quét tiếp từ tờ chưa hiện."}
	}
	out.End = office.ScanEmpty
	return out, nil
}

func (printed) LookedAtCompared(context.Context, office.ID) error { return nil }

func (printed) Compared(_ context.Context, id office.ID) (office.ComparedPaper, bool, error) {
	var stamps []office.Difference
	for y := range 6 {
		stamps = append(stamps, office.Difference{Kind: office.ByHand, X: 120, Y: float64(40 * y), W: 30, H: 20})
	}
	return office.ComparedPaper{Conversion: id, Found: office.Comparison{Pages: []office.ComparedPage{{Differences: stamps}}}}, true, nil
}

// openOn starts a window on a station.
func openOn(t *testing.T, s Services) *Window {
	t.Helper()
	return open(t, nil, func(o *Options) {
		o.Open = func(context.Context, string, *job.Progress) (Services, error) { return s, nil }
	})
}

// at goes to the place of a page.
func at[P kit.Page](b *worked) (none P) {
	b.t.Helper()
	for i, each := range b.w.frame.pages {
		if p, is := each.(P); is {
			b.w.frame.goTo(i)
			kit.Settle()
			return p
		}
	}
	b.t.Fatalf("there is no place of %T", none)
	return none
}

// states are what the places show when there is work in them, by what they are called.
func (b *worked) states(t *testing.T) map[string]func() {
	scan := stationtest.Scan(t)
	states := map[string]func(){
		"a paper on the desk": func() { at[*digitise.Page](b).Drop([]string{scan, scan, scan, scan}) },
		"a paper on the desk, and news": func() {
			at[*digitise.Page](b).Drop([]string{scan, filepath.Join(t.TempDir(), "không có.jpg")})
			kit.Settle()
			b.w.desk.News.Warn(kit.Trouble{Said: "Còn thiếu: Đủ số trang so với bản giấy", Next: "Hãy đếm lại bản giấy, quét thêm trang thiếu hoặc bỏ trang thừa."})
		},
		"a scan that broke off": func() {
			at[*digitise.Page](b).Clear()
			kit.Settle()
			at[*digitise.Page](b).Scan()
		},
		"a pile that was parted": func() {
			at[*digitise.Page](b)
			b.scanPile()
		},
		"a message on the desk": func() { at[*printing.Page](b).Open(b.message) },
		"a record in view":      func() { at[*records.Page](b).Open(b.finished) },
		"a document to sign":    func() { at[*sign.Page](b).SignOne(b.finished) },
		"keys to sign with": func() {
			at[*sign.Page](b).SignOne(b.finished)
			kit.Settle()
			b.tap(kit.T("sign.open-key-ask"))
		},
		"paper with additions": func() { at[*printing.Page](b).OpenCompared(b.message) },
		"paper of which no addition is looked at": func() {
			at[*printing.Page](b).OpenCompared(b.message)
			kit.Settle()
			b.tick()
		},
		"paper of which additions are looked at again": func() {
			at[*printing.Page](b).OpenCompared(b.message)
			kit.Settle()
			b.tick()
			b.settle()
			b.tick()
		},
		"a document on a register":            func() { at[*documents.Page](b).Open(b.registered) },
		"a document that waits to be decided": func() { at[*documents.Page](b).Open(b.arrived) },
		"a document that is sent back": func() {
			at[*documents.Page](b).Open(b.arrived)
			kit.Settle()
			b.turnTo(kit.T("documents.part-words"))
			b.tap(kit.Said(office.RouteReturn.Said()))
		},
		"a document to be put right":   func() { at[*documents.Page](b).Open(b.registered); kit.Settle(); b.tap(kit.T("documents.change")) },
		"a new document":               func() { at[*documents.Page](b).Begin() },
		"the numbers of the registers": func() { at[*documents.Page](b); b.tap(kit.T("documents.numbers")); b.tap(kit.T("documents.explain")) },
		"a document that is there":     b.twin,
		"a work file":                  func() { at[*workfiles.Page](b).Open(b.workFile); kit.Settle(); b.chooseFirst() },
		"all that is known of a file":  func() { at[*workfiles.Page](b).Open(b.workFile); kit.Settle(); b.tap(kit.T("workfiles.about")) },
		"a document for a work file":   func() { at[*workfiles.Page](b).Open(b.workFile); kit.Settle(); b.tap(kit.T("workfiles.add")) },
		"a new work file":              func() { at[*workfiles.Page](b).Begin() },
		"the work files of the year":   func() { at[*workfiles.Page](b); b.tap(kit.T("workfiles.plan")); b.tap(kit.T("workfiles.do-plan")) },
		"the rights to a work file":    func() { at[*workfiles.Page](b).Open(b.workFile); kit.Settle(); b.tap(kit.T("workfiles.do-rights")) },
		"a request at the counter":     func() { at[*requests.Page](b).Open(b.request) },
		"a request as it is received":  b.receives,
		"what is missing in a request": func() {
			at[*requests.Page](b).Open(b.request)
			kit.Settle()
			b.tap(kit.Said(office.RequestSupplied.Said()))
		},
		"why a request is refused": func() {
			at[*requests.Page](b).Open(b.request)
			kit.Settle()
			b.tap(kit.Said(office.RequestRefuse.Said()))
		},
		"a meeting to come": func() { at[*meetings.Page](b).Open(b.meeting) },
		"a new meeting":     b.arranges,
		"the documents of a meeting": func() {
			b.arranges()
			b.tap(kit.T("meetings.paper-add"))
		},
		"the week":  func() { at[*meetings.Page](b).Search(); b.tap(kit.T("meetings.view-week")) },
		"the month": func() { at[*meetings.Page](b).Search(); b.tap(kit.T("meetings.view-month")) },
		"a meeting that goes on": func() {
			at[*meetings.Page](b).Open(b.held)
			kit.Settle()
			b.tap(kit.T("meetings.hold"))
		},
		"a new account":                func() { at[*people.Page](b).Begin() },
		"the signing of the settings":  func() { at[*settings.Page](b).ToKeys() },
		"the data in the settings":     func() { at[*settings.Page](b).ToData() },
		"the scanners of the settings": func() { at[*settings.Page](b).ToScanning() },
		"the copies of the settings":   func() { at[*settings.Page](b).ToCopies() },
		"the lines of the settings":    func() { at[*settings.Page](b).ToLines() },
	}
	for _, deed := range []string{"post", "passwd", "handover", "token", "lock"} {
		word := kit.T("people.do-" + deed)
		states[word] = func() {
			at[*people.Page](b).Begin() // and no account is chosen
			b.chooseFirst()
			b.tap(word)
		}
	}
	return states
}

// receives opens the form of a request, with all that may be asked of who asks.
func (b *worked) receives() {
	p := at[*requests.Page](b)
	p.Begin()
	kit.Settle()
	for _, o := range kittest.Controls(b.w.win) {
		if c, is := o.Object.(*kit.Check); is && c.Text == kit.T("requests.ask-more") {
			c.SetChecked(true)
		}
	}
}

// asked is a request of which more is asked for.
func asked(t *testing.T, s *stationtest.Station, clerk office.Clerk) office.ID {
	t.Helper()
	ctx := context.Background()
	answers := map[string]string{"code": "1.001193", "name": "Đăng ký khai sinh có yếu tố nước ngoài tại khu vực biên giới", "sort": office.ProcedureForCitizens, "medium": office.WhollyOnline, "papers": "Giấy chứng sinh", "term": "3", "unit": office.TermWorkingDays}
	if _, err := s.KeepSheet(ctx, "thu-tuc", clerk, office.Sheet{Answers: answers}); err != nil {
		t.Fatal(err)
	}
	of := office.Request{Asked: office.Asked{Code: "1.001193"}, From: office.Applicant{Name: "Nguyễn Thị Mẫu Ví Dụ", Sort: "person", Number: "001099012345", Identity: office.IdentityCard, Phone: "0900000001", Address: "Thôn Ví Dụ, xã Mẫu Sơn"},
		Channel: "counter", Sets: 1, Way: "counter", Tell: office.TellPhone, Papers: []office.RequestPaper{{Name: "Giấy chứng sinh", Form: "original"}, {Name: "Văn bản ủy quyền của cha, mẹ có chứng thực chữ ký", Form: "certified"}}}
	is, err := s.ReceiveRequest(ctx, clerk, of)
	if err != nil {
		t.Fatal(err)
	}
	e := office.RequestEntry{Request: is.Request.ID, Deed: office.RequestSupplement, Lacks: []string{"Bản sao giấy chứng nhận kết hôn của cha, mẹ do cơ quan có thẩm quyền nước ngoài cấp đã hợp pháp hóa lãnh sự", "Ảnh 3×4"}}
	if _, err := s.DoWithRequest(ctx, clerk, e, ""); err != nil {
		t.Fatal(err)
	}
	return is.Request.ID
}

// scanPile scans a pile by the sheet that asks.
func (b *worked) scanPile() {
	kit.Settle()
	b.w.frame.scans.Ask()
	kit.Settle()
	over := b.w.win.Canvas().Overlays().Top()
	for _, o := range below(over) {
		if s, is := o.(*kit.Select); is && slices.Contains(s.Options, kit.T("scan.parting-n")) {
			s.SetSelectedIndex(len(s.Options) - 1)
		}
	}
	for _, o := range below(over) {
		if s, is := o.(*kit.Button); is && s.Text == kit.T("scan.scan") {
			test.Tap(s)
		}
	}
}

// twin has a document entered twice.
func (b *worked) twin() {
	at[*documents.Page](b).Type(map[string]string{"flow": "in", "number": "137", "symbol": "UBND-VP", "issuer": "Ủy ban nhân dân tỉnh Mẫu", "subject": "Về việc gửi lần nữa"})
	kit.Settle()
	b.tap(kit.T("documents.keep"))
}

// settle lets everything find its place in the room that there is.
func (b *worked) settle() { b.w.settleAt(b.w.win.Canvas().Size(), &b.frames) }

// tick turns the first box in sight that can be ticked.
func (b *worked) tick() {
	b.t.Helper()
	for _, o := range below(b.w.win.Content()) {
		if box, is := o.(*kit.Check); is {
			test.Tap(box)
			kit.Settle()
			return
		}
	}
	b.t.Error("there is no box to tick")
}

// turnTo brings a part of the page forward, where parts are folded.
func (b *worked) turnTo(part string) {
	for _, o := range below(b.w.win.Content()) {
		if button, is := o.(*kit.Button); is && button.Text == part {
			test.Tap(button)
			kit.Settle()
			return
		}
	}
}

// tap presses the button with a word, where it is in sight.
func (b *worked) tap(word string) {
	for _, o := range below(b.w.win.Content()) {
		if button, is := o.(*kit.Button); is && button.Text == word {
			test.Tap(button)
			kit.Settle()
			return
		}
	}
	b.t.Errorf("there is no button %q", word)
}

// below are an object and those in it that are in sight.
func below(o fyne.CanvasObject) []fyne.CanvasObject {
	if !o.Visible() {
		return nil
	}
	found, inside := []fyne.CanvasObject{o}, []fyne.CanvasObject(nil)
	switch o := o.(type) {
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, each := range inside {
		found = append(found, below(each)...)
	}
	return found
}

// chooseFirst chooses the first row of each list in sight.
func (b *worked) chooseFirst() {
	for _, o := range below(b.w.frame.page().Content()) {
		if l, is := o.(*kit.List); is && l.Length() > 0 {
			l.Select(0)
		}
	}
	kit.Settle()
}

// arranges opens the form of a meeting, with all that may be asked of one.
func (b *worked) arranges() {
	at[*meetings.Page](b).Begin()
	kit.Settle()
	for _, o := range kittest.Controls(b.w.win) {
		if c, is := o.Object.(*kit.Check); is && c.Text == kit.T("meetings.ask-more") {
			c.SetChecked(true)
		}
		if who, is := o.Object.(*kit.Offered); is && who.PlaceHolder == kit.T("meetings.person-name") && who.Text == "" {
			who.SetText("Trần Thị Ví Dụ Tên Rất Dài Để Thử Bề Rộng")
			who.OnSubmitted(who.Text)
		}
	}
}

// meets arranges a meeting to come, and one that goes on: with a vote that is open and one that was taken.
func meets(t *testing.T, s *stationtest.Station, clerk office.Clerk) (plan, held office.ID) {
	t.Helper()
	ctx := context.Background()
	people := []office.MeetingPerson{{ID: clerk.ID, Role: office.MeetingChair, Votes: true, Mail: "mau@vi-du.gov.vn"}}
	for _, name := range []string{"Trần Thị Ví Dụ Tên Rất Dài Để Thử Bề Rộng", "Lê Văn Thử", "Phạm Thị Giả", "Hoàng Văn Định"} {
		people = append(people, office.MeetingPerson{Name: name, Unit: "Ban Chỉ huy Quân sự xã, thành viên", Role: office.MeetingMember, Votes: true})
	}
	now := time.Now().In(office.VietNam)
	m := office.Meeting{Sort: office.MeetingPlain, Title: "Họp xét duyệt hộ nghèo, hộ cận nghèo năm 2026 trên địa bàn xã Mẫu Sơn", Secrecy: office.Ordinary, Way: office.MeetingBoth, Place: "Hội trường tầng 2, trụ sở Ủy ban nhân dân xã Mẫu Sơn", Link: "https://hop.vi-du.gov.vn/abcdefghijklmnopqrstuvwxyz",
		Quorum: office.QuorumTwoThirds, State: office.MeetingConfirmed, People: people, When: office.Timing{Start: now.Format("2006-01-02T15:04:05"), Lasts: 3600}, Purpose: "Mang theo danh sách đã niêm yết.",
		Agenda: []office.AgendaItem{{Title: "Thông qua danh sách đề nghị công nhận hộ nghèo, hộ cận nghèo", Lasts: 30, Who: "Lê Văn Thử"}, {Title: "Ý kiến khác"}}}
	on, err := s.ArrangeMeeting(ctx, clerk, m)
	if err != nil {
		t.Fatal(err)
	}
	m.When.Start, m.When.Again = now.AddDate(0, 0, 1).Format("2006-01-02T15:04:05"), "FREQ=WEEKLY;COUNT=10"
	next, err := s.ArrangeMeeting(ctx, clerk, m)
	if err != nil {
		t.Fatal(err)
	}
	note := func(e office.MeetingEntry) office.SessionTold {
		e.Meeting = on.ID
		is, err := s.NoteInMeeting(ctx, clerk, e)
		if err != nil {
			t.Fatal(e.Deed, err)
		}
		return is
	}
	for _, p := range on.People {
		note(office.MeetingEntry{Deed: office.MeetingAttended, Seat: p.Seat, How: office.AttendHere})
	}
	note(office.MeetingEntry{Deed: office.MeetingOpened})
	note(office.MeetingEntry{Deed: office.MeetingItemBegun, Item: on.Agenda[0].ID})
	note(office.MeetingEntry{Deed: office.MeetingNoted, Item: on.Agenda[0].ID, Say: "Đọc danh sách 24 hộ đã niêm yết công khai từ ngày 15 đến ngày 25 tháng 11, không có đơn thắc mắc."})
	first := note(office.MeetingEntry{Deed: office.MeetingMoved, Motion: office.Motion{Title: "Thông qua danh sách 24 hộ nghèo", Rule: office.VoteMembersTwoThirds}}).Votes[0].ID
	for _, vote := range []office.ID{first, note(office.MeetingEntry{Deed: office.MeetingMoved, Motion: office.Motion{Title: "Bầu tổ trưởng tổ rà soát", Choices: []string{"Ông Lê Văn Thử", "Bà Phạm Thị Giả"}, Rule: office.VoteMost}}).Votes[1].ID} {
		if _, _, err := s.OpenVote(ctx, clerk, on.ID, "", vote); err != nil {
			t.Fatal(err)
		}
		if vote == first {
			note(office.MeetingEntry{Deed: office.MeetingVoted, Of: vote, Seat: on.People[0].Seat, Choice: []int{0}})
			if _, err := s.CloseVote(ctx, clerk, on.ID, "", vote, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	note(office.MeetingEntry{Deed: office.MeetingTasked, Say: "Gửi danh sách về Phòng Nội vụ", Task: office.Duties{Who: office.RoutePerson{ID: clerk.ID}, Due: "2020-12-20"}})
	return next.ID, on.ID
}
