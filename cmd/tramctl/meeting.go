package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/station"
)

// meetingWishes are what was typed of a meeting.
type meetingWishes struct {
	m                             office.Meeting
	start, until, occurrence      string
	lasts                         int
	rooms, people, agenda, papers many
	confirmed                     bool
	from, to, why, by             string
	days, limit                   int
	resend, later, emptied        bool
	answers, keep                 string
	held                          heldWishes
	file                          *output
	given                         map[string]bool // the flags that were typed
}

func (w *meetingWishes) typed(set *flag.FlagSet) {
	m := &w.m
	for name, of := range map[string]struct {
		into *string
		says string
	}{
		"title": {&m.Title, "tên cuộc họp; với motion: vấn đề biểu quyết"}, "purpose": {&m.Purpose, "nội dung, yêu cầu chuẩn bị"}, "place": {&m.Place, "địa điểm"}, "platform": {&m.Platform, "nền tảng họp từ xa, theo sổ nen-tang-hop"},
		"link": {&m.Link, "đường vào họp, https://…"}, "start": {&w.start, "bắt đầu: \"08:00 07/12/2026\"; cả ngày: 07/12/2026"}, "until": {&w.until, "kết thúc, thay cho --lasts"}, "zone": {&m.When.Zone, "múi giờ, như Asia/Tokyo; bỏ trống là giờ Việt Nam"},
		"again": {&m.When.Again, "lặp lại: weekly, daily, monthly, yearly, hoặc quy tắc như FREQ=WEEKLY;BYDAY=MO;COUNT=10"}, "time": {&w.occurrence, "lần họp nào của cuộc họp lặp lại (giờ bắt đầu theo lịch: 2026-12-07T08:00:00)"},
		"quorum": {&m.Quorum, "số người phải có mặt: half, two-thirds"}, "from": {&w.from, "ngày đầu (với list, free)"}, "to": {&w.to, "ngày cuối (với list); người nhận việc (với task); nơi nhận (với minutes)"}, "why": {&w.why, "lý do"}, "clerk": {&w.by, "người làm"}, "answer": {&w.answers, "trả lời giấy mời: accepted, declined, tentative (với answer)"}, "keep": {&w.keep, "bản được giữ, theo mã (với settle)"},
	} {
		set.StringVar(of.into, name, "", of.says)
	}
	set.StringVar(&m.Sort, "sort", office.MeetingPlain, "loại: meeting, council, reception")
	set.StringVar(&m.Way, "way", office.MeetingHere, "hình thức: here, remote, both")
	set.StringVar((*string)(&m.Secrecy), "secrecy", string(office.Ordinary), "độ mật; nội dung mật không đưa vào phần mềm")
	set.IntVar(&w.lasts, "lasts", 60, "số phút")
	set.IntVar(&m.Members, "members", 0, "tổng số thành viên, khi không mời hết")
	set.IntVar(&w.days, "days", 14, "số ngày tìm giờ trống (với free)")
	set.IntVar(&w.limit, "limit", 10, "số giờ trống nhiều nhất (với free)")
	set.BoolVar(&w.confirmed, "confirmed", false, "chốt lịch ngay (với new)")
	set.BoolVar(&w.resend, "resend", false, "gửi lại cho mọi người (với invite)")
	set.BoolVar(&w.later, "later", false, "để thư chờ, chưa gửi ngay (với invite, answer)")
	set.BoolVar(&w.emptied, "emptied", false, "đã xem: những gì thiếu trên lịch chung đúng là đã xóa ở đó (với sync)")
	set.Var(&w.rooms, "room", "phòng hoặc thiết bị trong sổ phong-hop (lặp lại được)")
	set.Var(&w.people, "person", "người dự: HỌ TÊN|vai trò|vote|thư điện tử; vai trò: chair, secretary, member, guest; thêm “free” khi không bắt buộc (lặp lại được)")
	set.Var(&w.agenda, "agenda", "mục chương trình: TÊN|số phút|người trình bày (lặp lại được)")
	set.Var(&w.papers, "paper", "tài liệu: mã văn bản trong sổ (lặp lại được)")
	w.file = addOutput(set, "o", "tệp mới: .docx hoặc .pdf (với minutes), .ics (với export)")
	w.held.typed(set)
}

// meetingVerb is the calendar of meetings, and what happens in them, at the terminal.
func meetingVerb(set *flag.FlagSet) action {
	var w meetingWishes
	w.typed(set)
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) == 0 {
			return nil, errUsage
		}
		w.given = map[string]bool{}
		set.Visit(func(f *flag.Flag) { w.given[f.Name] = true })
		task, rest := args[0], args[1:]
		of := map[string]func(context.Context, *station.Station) (result, error){"new": w.arrange, "list": w.list, "tasks": w.tasks, "sync": w.sync}[task]
		one := map[string]func(context.Context, *station.Station, office.Clerk, office.ID) (result, error){
			"change": w.change, "move": w.move, "confirm": w.confirm, "cancel": w.cancel, "revive": w.revive, "free": w.free, "export": w.export, "votes": w.votes, "settle": w.settle, "invite": w.invite, "answer": w.answer,
		}[task]
		in := map[string]func(context.Context, *terminal, *station.Station, office.Clerk, office.ID) (result, error){
			"show": w.show, "attend": w.attend, "proxy": w.proxy, "open": w.course(office.MeetingOpened), "pause": w.course(office.MeetingPaused), "resume": w.course(office.MeetingResumed), "close": w.course(office.MeetingClosed),
			"item": w.item, "speak": w.speak, "note": w.note, "motion": w.motion, "vote": w.vote, "task": w.task, "done": w.done, "strike": w.strike, "minutes": w.minutes,
		}[task]
		switch {
		case w.file.path != "" && task != "minutes" && task != "export" && task != "votes":
			return nil, errUsage
		case task == "import" && len(rest) == 1:
			return t.ready(ctx, func(s *station.Station) (result, error) { return w.bring(ctx, s, rest[0]) })
		case of != nil && len(rest) == 0:
			return t.ready(ctx, func(s *station.Station) (result, error) { return of(ctx, s) })
		case (one != nil || in != nil) && len(rest) == 1:
			return t.ready(ctx, func(s *station.Station) (result, error) {
				id, err := office.ParseID(rest[0])
				if err != nil {
					return nil, noMeeting.About(visible(rest[0]))
				}
				clerk, err := clerkNamed(ctx, s, w.by)
				if err != nil {
					return nil, err
				}
				if one != nil {
					return one(ctx, s, clerk, id)
				}
				return in(ctx, t, s, clerk, id)
			})
		}
		return nil, errUsage
	}
}

var noMeeting = office.Failure{
	Name: "tramctl.no-meeting",
	Said: "“%s” không phải mã cuộc họp.",
	Next: "Hãy lấy mã bằng “tramctl meeting list”.",
}

// meetingResult is a meeting as it stands.
type meetingResult struct {
	office.MeetingTold
}

func (r meetingResult) print(w io.Writer) {
	fmt.Fprintf(w, "%s  %s (%s)\n", r.ID, visible(r.Title), meetingStates[r.State])
	for _, at := range r.Times[:min(len(r.Times), 5)] {
		fmt.Fprintln(w, "  "+timesSaid(at))
	}
	for _, line := range [][2]string{{"Lặp lại", r.Again}, {"Địa điểm", r.Place}, {"Đường vào", r.Link}, {"Hủy vì", r.Why}} {
		if line[1] != "" {
			fmt.Fprintf(w, "  %s: %s\n", line[0], visible(line[1]))
		}
	}
	if r.Sent != "" {
		fmt.Fprintln(w, "  "+visible(r.Sent))
	}
	if r.Parted {
		fmt.Fprintln(w, "  Hai máy đã sửa cuộc họp này khác nhau: hãy chọn một bản bằng “meeting settle”.")
	}
	for _, lack := range slices.Concat(r.Lacks, r.Clashes) {
		fmt.Fprintln(w, "  Lưu ý: "+visible(lack))
	}
}

var meetingStates = map[office.State]string{office.MeetingTentative: "dự kiến", office.MeetingConfirmed: "đã chốt", office.MeetingCancelled: "đã hủy"}

// timesSaid is a time of a meeting in one line.
func timesSaid(at office.Occurrence) string {
	from, to := at.Start.In(office.VietNam), at.End.In(office.VietNam)
	if at.AllDay {
		return from.Format("02/01/2006") + ", cả ngày"
	}
	if from.Format(time.DateOnly) == to.Format(time.DateOnly) {
		return from.Format("15:04") + "–" + to.Format("15:04 02/01/2006")
	}
	return from.Format("15:04 02/01/2006") + " – " + to.Format("15:04 02/01/2006")
}

func (w *meetingWishes) arrange(ctx context.Context, s *station.Station) (result, error) {
	clerk, err := clerkNamed(ctx, s, w.by)
	if err != nil {
		return nil, err
	}
	m := w.m
	if m.When, err = w.timing(office.Timing{}); err != nil {
		return nil, err
	}
	if m, err = w.filled(ctx, s, m); err != nil {
		return nil, err
	}
	if w.confirmed {
		m.State = office.MeetingConfirmed
	}
	is, err := s.ArrangeMeeting(ctx, clerk, m)
	return meetingResult{is}, err
}

// filled adds rooms, people, agenda and papers that were typed.
func (w *meetingWishes) filled(ctx context.Context, s *station.Station, m office.Meeting) (office.Meeting, error) {
	if len(w.rooms) > 0 {
		all, err := s.MeetingRooms(ctx)
		if err != nil {
			return m, err
		}
		m.Rooms = nil
		for _, name := range w.rooms {
			i := slices.IndexFunc(all, func(r office.MeetingRoom) bool {
				return office.Fold(r.Name) == office.Fold(name) || r.ID == office.ID(name)
			})
			if i < 0 {
				return m, noRoom.About(visible(name))
			}
			m.Rooms = append(m.Rooms, all[i].ID)
		}
	}
	if len(w.people) > 0 {
		was := m.People
		m.People = nil
		for _, typed := range w.people {
			p, err := personTyped(ctx, s, typed)
			if err != nil {
				return m, err
			}
			if i := slices.IndexFunc(was, func(o office.MeetingPerson) bool {
				return p.ID != "" && o.ID == p.ID || office.Fold(o.Name) == office.Fold(p.Name)
			}); i >= 0 {
				p.Seat = was[i].Seat
			}
			m.People = append(m.People, p)
		}
	}
	was := m.Agenda
	for i, typed := range w.agenda {
		if i == 0 {
			m.Agenda = nil
		}
		parts := strings.Split(typed, "|")
		item := office.AgendaItem{Title: strings.TrimSpace(parts[0])}
		if at := slices.IndexFunc(was, func(o office.AgendaItem) bool { return office.Fold(o.Title) == office.Fold(item.Title) }); at >= 0 {
			item.ID, item.Papers = was[at].ID, was[at].Papers
		}
		if len(parts) > 1 {
			item.Lasts, _ = strconv.Atoi(strings.TrimSpace(parts[1])) // no number: nobody said
		}
		if len(parts) > 2 {
			item.Who = strings.TrimSpace(parts[2])
		}
		m.Agenda = append(m.Agenda, item)
	}
	for i, typed := range w.papers {
		if i == 0 {
			m.Papers = nil
		}
		m.Papers = append(m.Papers, office.ID(typed))
	}
	return m, nil
}

func (w *meetingWishes) change(ctx context.Context, s *station.Station, clerk office.Clerk, id office.ID) (result, error) {
	was, err := s.Meeting(office.Again(ctx), id)
	if err != nil {
		return nil, err
	}
	m := was.Meeting
	for name, of := range map[string][2]*string{"title": {&m.Title, &w.m.Title}, "purpose": {&m.Purpose, &w.m.Purpose}, "place": {&m.Place, &w.m.Place}, "platform": {&m.Platform, &w.m.Platform}, "link": {&m.Link, &w.m.Link}, "quorum": {&m.Quorum, &w.m.Quorum}, "sort": {&m.Sort, &w.m.Sort}, "way": {&m.Way, &w.m.Way}} {
		if w.given[name] {
			*of[0] = *of[1]
		}
	}
	if w.given["members"] {
		m.Members = w.m.Members
	}
	if m.When, err = w.timing(m.When); err != nil {
		return nil, err
	}
	if m, err = w.filled(ctx, s, m); err != nil {
		return nil, err
	}
	is, err := s.ChangeMeeting(ctx, clerk, m)
	return meetingResult{is}, err
}

func (w *meetingWishes) move(ctx context.Context, s *station.Station, clerk office.Clerk, id office.ID) (result, error) {
	was, err := s.Meeting(office.Again(ctx), id)
	if err != nil {
		return nil, err
	}
	to := office.Shift{Place: w.m.Place, Title: w.m.Title}
	if w.given["start"] || w.given["lasts"] || w.given["until"] {
		when := was.When
		if w.occurrence != "" {
			when.Start, when.Again, when.Also, when.Except = w.occurrence, "", nil, nil
		}
		if to.When, err = w.timing(when); err != nil {
			return nil, err
		}
	}
	is, err := s.MoveMeeting(ctx, clerk, id, w.occurrence, to)
	return meetingResult{is}, err
}

func (w *meetingWishes) confirm(ctx context.Context, s *station.Station, clerk office.Clerk, id office.ID) (result, error) {
	is, err := s.ConfirmMeeting(ctx, clerk, id)
	return meetingResult{is}, err
}

func (w *meetingWishes) cancel(ctx context.Context, s *station.Station, clerk office.Clerk, id office.ID) (result, error) {
	is, err := s.CancelMeeting(ctx, clerk, id, w.occurrence, w.why)
	return meetingResult{is}, err
}

func (w *meetingWishes) revive(ctx context.Context, s *station.Station, clerk office.Clerk, id office.ID) (result, error) {
	is, err := s.ReviveMeeting(ctx, clerk, id)
	return meetingResult{is}, err
}
