package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"tram/local/office"
	"tram/local/station"
)

// heldWishes are what was typed of what happens in a meeting.
type heldWishes struct {
	who, how, deputy, authority, holder, item, say, at, motion, rule, choice, hands, due, entry, symbol string
	choices                                                                                             many
	most, back, invalid                                                                                 int
	secret, open, end, register, sign, verify, sure                                                     bool
	took                                                                                                many
	key                                                                                                 keyFlags
}

func (w *heldWishes) typed(set *flag.FlagSet) {
	for name, of := range map[string]struct {
		into *string
		says string
	}{
		"who": {&w.who, "người dự, theo họ tên (với attend, speak, vote, proxy)"}, "how": {&w.how, "điểm danh: here, remote, left, absent"}, "deputy": {&w.deputy, "người dự thay"}, "authority": {&w.authority, "giấy ủy quyền"},
		"holder": {&w.holder, "người nhận ủy quyền biểu quyết (với proxy)"}, "item": {&w.item, "mục chương trình, theo thứ tự hoặc tên"}, "say": {&w.say, "nội dung"}, "at": {&w.at, "lúc: \"08:05 07/12/2026\"; bỏ trống là lúc này"},
		"motion": {&w.motion, "vấn đề biểu quyết, theo thứ tự (với vote)"}, "rule": {&w.rule, "đa số: members-half, members-two-thirds, present-half, present-two-thirds, more, most (với motion)"},
		"choice": {&w.choice, "phương án được chọn, theo thứ tự từ 1; nhiều phương án thì cách nhau bằng dấu phẩy (với vote)"}, "hands": {&w.hands, "số đếm được của từng phương án, cách nhau bằng dấu phẩy (với vote --end)"},
		"due": {&w.due, "hạn (với task)"}, "entry": {&w.entry, "điều đã ghi (với strike, done)"}, "symbol": {&w.symbol, "ký hiệu của biên bản, như BB-UBND (với minutes)"},
	} {
		set.StringVar(of.into, name, "", of.says)
	}
	set.Var(&w.choices, "option", "phương án để chọn; bỏ trống là tán thành, không tán thành, không có ý kiến (với motion, lặp lại được)")
	set.Var(&w.took, "took-paper", "người nhận phiếu giấy (với vote --end, lặp lại được)")
	set.IntVar(&w.most, "most", 1, "được chọn nhiều nhất mấy phương án (với motion)")
	set.IntVar(&w.back, "paper-back", 0, "số phiếu giấy thu về (với vote --end)")
	set.IntVar(&w.invalid, "paper-invalid", 0, "số phiếu giấy không hợp lệ (với vote --end)")
	set.BoolVar(&w.secret, "secret", false, "bỏ phiếu kín (với motion)")
	set.BoolVar(&w.open, "begin", false, "bắt đầu biểu quyết (với vote)")
	set.BoolVar(&w.end, "end", false, "kết thúc biểu quyết (với vote)")
	set.BoolVar(&w.register, "register", false, "lập biên bản, lấy số trong sổ văn bản đi (với minutes)")
	set.BoolVar(&w.sign, "sign", false, "ký biên bản, kèm --key hoặc --token (với minutes)")
	set.BoolVar(&w.verify, "verify", false, "kiểm chứng biên bản (với minutes)")
	set.BoolVar(&w.sure, "sure", false, "đã biết và vẫn làm: bỏ kết quả phiếu kín dù hai lần kiểm nằm cạnh nhau (với strike); ký bằng chứng thư mang tên khác (với minutes --sign)")
	w.key.typed(set)
}

// sessionResult is what happened in a meeting.
type sessionResult struct {
	office.SessionTold
	Key string `json:"ballot_key,omitempty"` // of a box that was set up just now; told this once
}

func (r sessionResult) print(w io.Writer) {
	meetingResult{r.Meeting}.print(w)
	fmt.Fprintln(w, "  "+visible(r.Said))
	if r.Key != "" {
		fmt.Fprintf(w, "MÃ HÒM PHIẾU: %s\nHãy chép mã này ra giấy cho tổ kiểm phiếu: phần mềm không giữ nó, và không có nó thì không ai kiểm được phiếu.\n", r.Key)
	}
	if r.Needs > 0 {
		fmt.Fprintf(w, "  Có mặt %d, cần %d.\n", r.There, r.Needs)
	}
	for _, p := range r.People {
		fmt.Fprintf(w, "  %s: %s\n", visible(p.Name), visible(p.Said))
	}
	for i, v := range r.Votes {
		fmt.Fprintf(w, "  Biểu quyết %d: %s. %s\n", i+1, visible(v.Motion.Title), visible(v.Result+v.Again))
	}
	for _, e := range r.Entries {
		struck := ""
		if e.Struck != "" {
			struck = " [đã bỏ: " + visible(e.Struck) + "]"
		}
		fmt.Fprintf(w, "  %s  %s  %s%s\n", e.ID, office.MomentSaid(e.At), visible(e.Said), struck)
	}
	for _, t := range r.Tasks {
		fmt.Fprintf(w, "  Việc: %s, %s%s\n", visible(t.Who.Name), visible(t.Say), map[bool]string{true: " (xong)"}[t.Done])
	}
	for _, m := range r.Minutes {
		fmt.Fprintf(w, "  Biên bản số %s; đã ký: %s\n", visible(m.Number), visible(strings.Join(m.Signed, "; ")))
		for _, wrong := range m.Wrong {
			fmt.Fprintln(w, "  Lưu ý: "+visible(wrong))
		}
	}
	for _, odd := range r.Odd {
		fmt.Fprintln(w, "  Lưu ý: "+visible(odd))
	}
}

func (w *meetingWishes) show(ctx context.Context, _ *terminal, s *station.Station, _ office.Clerk, id office.ID) (result, error) {
	is, err := s.MeetingSession(ctx, id, w.occurrence)
	return sessionResult{SessionTold: is}, err
}

// noted writes an entry down.
func (w *meetingWishes) noted(ctx context.Context, s *station.Station, clerk office.Clerk, id office.ID, e office.MeetingEntry) (result, error) {
	e.Meeting, e.Time = id, w.occurrence
	if w.held.at != "" {
		at, err := untilTyped(w.held.at)
		if err != nil {
			return nil, err
		}
		e.At = at
	}
	if e.Item == "" && slices.Contains(underItems, e.Deed) {
		item, err := w.itemMeant(ctx, s, id)
		if err != nil {
			return nil, err
		}
		e.Item = item
	}
	is, err := s.NoteInMeeting(ctx, clerk, e)
	return sessionResult{SessionTold: is}, err
}

func (w *meetingWishes) course(d office.MeetingDeed) func(context.Context, *terminal, *station.Station, office.Clerk, office.ID) (result, error) {
	return func(ctx context.Context, _ *terminal, s *station.Station, clerk office.Clerk, id office.ID) (result, error) {
		return w.noted(ctx, s, clerk, id, office.MeetingEntry{Deed: d})
	}
}

// seatOf finds who is meant by a name; empty: nobody of the list.
func (w *meetingWishes) seatOf(ctx context.Context, s *station.Station, id office.ID, name string) (office.ID, error) {
	is, err := s.MeetingSession(office.Again(ctx), id, w.occurrence)
	if err != nil || name == "" {
		return "", err
	}
	var found []office.ID
	for _, p := range is.People {
		if office.Fold(p.Name) == office.Fold(name) || p.Seat == office.ID(name) {
			found = append(found, p.Seat)
		}
	}
	switch len(found) {
	case 0:
		return "", nil
	case 1:
		return found[0], nil
	}
	return "", twoSeats.About(visible(name))
}

var twoSeats = office.Failure{
	Name: "tramctl.two-seats",
	Said: "Cuộc họp có hai người cùng tên %s.",
	Next: "Hãy dùng mã chỗ ngồi (seat) xem bằng “tramctl meeting show”.",
}

var noSuchSeat = office.Failure{
	Name: "tramctl.no-such-seat",
	Said: "Cuộc họp không có người dự tên “%s”.",
	Next: "Hãy xem danh sách bằng “tramctl meeting show”.",
}

func (w *meetingWishes) seated(ctx context.Context, s *station.Station, id office.ID, name string) (office.ID, error) {
	seat, err := w.seatOf(ctx, s, id, name)
	if err == nil && seat == "" {
		err = noSuchSeat.About(visible(name))
	}
	return seat, err
}

func (w *meetingWishes) attend(ctx context.Context, _ *terminal, s *station.Station, clerk office.Clerk, id office.ID) (result, error) {
	seat, err := w.seatOf(ctx, s, id, w.held.who)
	if err != nil {
		return nil, err
	}
	e := office.MeetingEntry{Deed: office.MeetingAttended, Seat: seat, How: w.held.how, Deputy: w.held.deputy, Authority: w.held.authority, Say: w.why}
	if seat == "" {
		e.Say = w.held.who
	}
	return w.noted(ctx, s, clerk, id, e)
}

func (w *meetingWishes) proxy(ctx context.Context, _ *terminal, s *station.Station, clerk office.Clerk, id office.ID) (result, error) {
	seat, err := w.seated(ctx, s, id, w.held.who)
	if err != nil {
		return nil, err
	}
	holder, err := w.seated(ctx, s, id, w.held.holder)
	if err != nil {
		return nil, err
	}
	return w.noted(ctx, s, clerk, id, office.MeetingEntry{Deed: office.MeetingProxy, Seat: seat, Holder: holder, Authority: w.held.authority})
}

// itemOf finds an item of the agenda by its place or its name; empty: it is none.
func (w *meetingWishes) itemOf(ctx context.Context, s *station.Station, id office.ID) (office.ID, error) {
	is, err := s.MeetingSession(office.Again(ctx), id, w.occurrence)
	if err != nil {
		return "", err
	}
	n, _ := strconv.Atoi(w.held.item)
	for i, item := range is.Items {
		if i+1 == n || office.Fold(item.Title) == office.Fold(w.held.item) {
			return item.ID, nil
		}
	}
	return "", nil
}

// underItems are the deeds that belong to an item of the agenda.
var underItems = []office.MeetingDeed{office.MeetingNoted, office.MeetingSpoken, office.MeetingMoved}

// itemMeant is the item that was typed; nothing typed: the one that is dealt with.
func (w *meetingWishes) itemMeant(ctx context.Context, s *station.Station, id office.ID) (office.ID, error) {
	if w.held.item != "" {
		item, err := w.itemOf(ctx, s, id)
		if err == nil && item == "" {
			err = noItem.About(visible(w.held.item))
		}
		return item, err
	}
	is, err := s.MeetingSession(office.Again(ctx), id, w.occurrence)
	for _, item := range is.Items {
		if !item.Begun.IsZero() && item.Ended.IsZero() {
			return item.ID, err
		}
	}
	return "", err
}

var noItem = office.Failure{
	Name: "tramctl.no-item",
	Said: "Cuộc họp không có mục chương trình “%s”.",
	Next: "Hãy xem chương trình bằng “tramctl meeting show”, hoặc thêm mục bằng “tramctl meeting item”.",
}

func (w *meetingWishes) item(ctx context.Context, _ *terminal, s *station.Station, clerk office.Clerk, id office.ID) (result, error) {
	item, err := w.itemOf(ctx, s, id)
	if err != nil {
		return nil, err
	}
	e := office.MeetingEntry{Deed: office.MeetingItemBegun, Item: item}
	if item == "" {
		if _, err := strconv.Atoi(w.held.item); err == nil { // no title, but a place of the agenda that is not there
			return nil, noItem.About(visible(w.held.item))
		}
		e.Say = w.held.item
	}
	return w.noted(ctx, s, clerk, id, e)
}

func (w *meetingWishes) speak(ctx context.Context, _ *terminal, s *station.Station, clerk office.Clerk, id office.ID) (result, error) {
	seat, err := w.seatOf(ctx, s, id, w.held.who)
	if err != nil {
		return nil, err
	}
	e := office.MeetingEntry{Deed: office.MeetingSpoken, Seat: seat, Say: w.held.say}
	if seat == "" && w.held.who != "" {
		e.Say = strings.TrimSuffix(w.held.who+": "+w.held.say, ": ")
	}
	return w.noted(ctx, s, clerk, id, e)
}

func (w *meetingWishes) note(ctx context.Context, _ *terminal, s *station.Station, clerk office.Clerk, id office.ID) (result, error) {
	return w.noted(ctx, s, clerk, id, office.MeetingEntry{Deed: office.MeetingNoted, Say: w.held.say})
}

func (w *meetingWishes) task(ctx context.Context, _ *terminal, s *station.Station, clerk office.Clerk, id office.ID) (result, error) {
	who, err := personOrName(ctx, s, w.to)
	if err != nil {
		return nil, err
	}
	due, err := office.ParseDate(w.held.due)
	if err != nil {
		return nil, badUntil.About(visible(w.held.due)).Because(err)
	}
	return w.noted(ctx, s, clerk, id, office.MeetingEntry{Deed: office.MeetingTasked, Say: w.held.say, Task: office.Duties{Who: who, Due: due}})
}

// personOrName is who works here by a name, or the name alone.
func personOrName(ctx context.Context, s *station.Station, name string) (office.RoutePerson, error) {
	all, err := s.AllClerks(ctx)
	for _, c := range all {
		if !c.Left && name != "" && office.Fold(c.Name) == office.Fold(name) {
			return office.RoutePerson{ID: c.ID, Name: c.Name}, nil
		}
	}
	return office.RoutePerson{Name: strings.TrimSpace(name)}, err
}

func (w *meetingWishes) done(ctx context.Context, _ *terminal, s *station.Station, clerk office.Clerk, id office.ID) (result, error) {
	return w.noted(ctx, s, clerk, id, office.MeetingEntry{Deed: office.MeetingTaskDone, Of: office.ID(w.held.entry), Say: w.held.say})
}

func (w *meetingWishes) strike(ctx context.Context, _ *terminal, s *station.Station, clerk office.Clerk, id office.ID) (result, error) {
	return w.noted(ctx, s, clerk, id, office.MeetingEntry{Deed: office.MeetingStruck, Of: office.ID(w.held.entry), Say: w.why, Sure: w.held.sure})
}

// meetingTasks are tasks of meetings.
type meetingTasks struct {
	Tasks []office.TaskTold `json:"tasks"`
}

func (r meetingTasks) print(w io.Writer) {
	if len(r.Tasks) == 0 {
		fmt.Fprintln(w, "Không có việc nào của cuộc họp đang chờ người này.")
	}
	for _, t := range r.Tasks {
		fmt.Fprintf(w, "%s  %s (%s)%s\n", t.ID, visible(t.Say), visible(t.Title), map[bool]string{true: ", quá hạn " + t.Due}[t.Late])
	}
}

func (w *meetingWishes) tasks(ctx context.Context, s *station.Station) (result, error) {
	clerk, err := clerkNamed(ctx, s, w.by)
	if err != nil {
		return nil, err
	}
	all, err := s.TasksOf(ctx, clerk.ID)
	return meetingTasks{append([]office.TaskTold{}, all...)}, err
}

// minutesWritten is a file of minutes.
type minutesWritten struct {
	File string `json:"file"`
}

func (m minutesWritten) print(w io.Writer) { fmt.Fprintf(w, "Đã ghi %s.\n", visible(m.File)) }

func (w *meetingWishes) minutes(ctx context.Context, t *terminal, s *station.Station, clerk office.Clerk, id office.ID) (result, error) {
	switch {
	case w.held.register:
		is, err := s.MinuteMeeting(ctx, clerk, office.MinutesWish{Meeting: id, Time: w.occurrence, Symbol: w.held.symbol, To: w.to, Place: w.m.Place})
		return sessionResult{SessionTold: is}, err
	case w.held.sign:
		if err := w.held.key.open(ctx, t, s); err != nil {
			return nil, err
		}
		signs := s.SignMinutes
		if w.held.sure {
			signs = s.SignMinutesSure
		}
		is, err := signs(ctx, clerk, id, w.occurrence)
		return sessionResult{SessionTold: is}, err
	case w.held.verify:
		is, err := s.ProveMinutes(ctx, id, w.occurrence)
		return proven{is}, err
	case w.file.path == "":
		return nil, errUsage
	}
	if err := w.file.free(s.Home()); err != nil {
		return nil, err
	}
	err := w.file.through(s.Home(), func(path string) error { return s.SaveMinutes(ctx, id, w.occurrence, path) })
	return minutesWritten{w.file.path}, err
}
