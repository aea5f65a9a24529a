package minutes

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"tram/local/meetings"
	"tram/local/office"
)

// Part is a part of the minutes: a heading that may be empty, and paragraphs.
type Part struct {
	Heading    string
	Paragraphs []string
}

// Told is what minutes say.
type Told struct {
	Subject          string
	Begun, Ended     string // "8 giờ 05, ngày 05 tháng 12 năm 2026"
	Place            string
	Present          []string // a line each
	Chair, Secretary string
	Course           []Part
	Entries          []office.ID // those that it tells of, in order
}

// Of tells what happened in a meeting. It fails with NotOver.
func Of(s meetings.Session) (Told, error) {
	if s.Closed.IsZero() {
		return Told{}, NotOver
	}
	t := Told{Subject: s.Meeting.Title, Begun: moment(s.Opened), Ended: moment(s.Closed), Place: placeOf(s.Meeting), Chair: called(s.Chair()), Secretary: called(s.Secretary())}
	t.Present = present(s)
	t.Course = course(s)
	t.Entries = s.Covered()
	return t, nil
}

// NotOver tells that a meeting goes on, or never began.
var NotOver = office.Failure{
	Name: "minutes.not-over",
	Said: "Cuộc họp chưa bế mạc, nên chưa lập được biên bản.",
	Next: "Hãy bấm “Bế mạc” rồi lập biên bản.",
}

// Text is the minutes as one text: what a digest is made of.
func (t Told) Text() string {
	var out strings.Builder
	line := func(words string) { out.WriteString(words + "\n") }
	line("BIÊN BẢN\n" + t.Subject)
	line("Thời gian bắt đầu: " + t.Begun)
	line("Địa điểm: " + t.Place)
	line("Thành phần tham dự:")
	for _, p := range t.Present {
		line(p)
	}
	line("Chủ trì: " + t.Chair)
	line("Thư ký: " + t.Secretary)
	for _, p := range t.Course {
		if p.Heading != "" {
			line(p.Heading)
		}
		for _, words := range p.Paragraphs {
			line(words)
		}
	}
	line("Kết thúc vào " + t.Ended)
	return out.String()
}

// Digest names the words.
func (t Told) Digest() office.Digest { return office.DigestOf([]byte(t.Text())) }

func moment(at time.Time) string {
	at = at.In(office.VietNam)
	return fmt.Sprintf("%d giờ %02d, ngày %02d tháng %02d năm %d", at.Hour(), at.Minute(), at.Day(), at.Month(), at.Year())
}

func hour(at time.Time) string {
	at = at.In(office.VietNam)
	return fmt.Sprintf("%d giờ %02d", at.Hour(), at.Minute())
}

func called(p office.MeetingPerson) string { return joined(", ", p.Name, p.Unit) }

func joined(by string, words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), by)
}

func placeOf(m office.Meeting) string {
	place := cmp.Or(m.Place, "không có phòng họp")
	if m.Distant() {
		return place + " và trực tuyến" + cmp.Or(bracketed(m.Platform), "")
	}
	return place
}

func bracketed(words string) string {
	if words == "" {
		return ""
	}
	return " (" + words + ")"
}

// present are who was there and who was not, with what a reader must know of each.
func present(s meetings.Session) (all []string) {
	var absent []string
	for _, a := range s.Attending {
		if len(a.Tours) == 0 {
			why := "không điểm danh"
			if a.Gone {
				why = cmp.Or(a.Absent, "không nêu lý do")
			}
			absent = append(absent, called(a.MeetingPerson)+" ("+why+")")
			continue
		}
		all = append(all, attended(s, a))
	}
	if body := s.Body(); body > 0 {
		all = append(all, counted(s, body))
	}
	if len(absent) > 0 {
		all = append(all, "Vắng mặt: "+strings.Join(absent, "; ")+".")
	}
	for _, p := range s.Proxies {
		all = append(all, fmt.Sprintf("%s ủy quyền biểu quyết cho %s (%s).", s.NameOf(p.Seat), s.NameOf(p.Holder), p.Authority))
	}
	return all
}

// counted is how many of the body were there, when it was opened and later, and whether they were as many as
// the office asked for.
func counted(s meetings.Session, body int) string {
	opening, most, fewest := s.Numbers()
	said := fmt.Sprintf("Có mặt %d trên tổng số %d thành viên", opening, body)
	if most != fewest {
		said = fmt.Sprintf("Có mặt khi khai mạc %d trên tổng số %d thành viên; trong cuộc họp nhiều nhất %d, ít nhất %d", opening, body, most, fewest)
	}
	if _, needs, _ := s.Quorum(s.Opened); fewest < needs {
		said += fmt.Sprintf("; số phải có mặt là %d", needs)
	}
	return said + "."
}

func attended(s meetings.Session, a meetings.Attending) string {
	var more []string
	for _, t := range a.Remotely() {
		more = append(more, "dự từ xa"+between(t))
	}
	for _, t := range a.Deputies() {
		more = append(more, joined(", ", t.Who+" dự thay"+between(t), t.By))
	}
	if at, late := s.Came(a); late {
		more = append(more, "đến lúc "+hour(at))
	}
	for _, gap := range s.Gaps(a) {
		said := "vắng từ " + hour(gap.From) + " đến " + hour(gap.To)
		if hour(gap.From) == hour(gap.To) {
			said = "vắng lúc " + hour(gap.From) + ", chưa đến một phút"
		}
		more = append(more, joined(", ", said, gap.Why))
	}
	if left := a.Left(); !left.IsZero() && left.Before(s.Closed) {
		more = append(more, joined(", ", "ra về lúc "+hour(left), a.Last().Why))
	}
	return called(a.MeetingPerson) + bracketed(strings.Join(more, "; "))
}

// between are the hours of what was not so all the time.
func between(t meetings.Stretch) (said string) {
	if !t.From.IsZero() {
		said = " từ " + hour(t.From)
	}
	if !t.To.IsZero() {
		said += " đến " + hour(t.To)
	}
	return said
}

// course is what was dealt with: item by item, and what belongs to none at the end.
func course(s meetings.Session) (all []Part) {
	for i, item := range s.Items {
		if item.Begun.IsZero() && !dealtWith(s, item.ID) {
			all = append(all, Part{fmt.Sprintf("%d. %s", i+1, item.Title), []string{"Không bàn đến trong cuộc họp này."}})
			continue
		}
		p := Part{Heading: fmt.Sprintf("%d. %s", i+1, item.Title)}
		if item.Who != "" {
			p.Paragraphs = append(p.Paragraphs, presenter(s, item))
		}
		p.Paragraphs = append(p.Paragraphs, happened(s, item.ID)...)
		all = append(all, p)
	}
	if other := happened(s, ""); len(other) > 0 {
		all = append(all, Part{"Nội dung khác", other})
	}
	if tasks := tasks(s); len(tasks) > 0 {
		all = append(all, Part{"Việc được giao", tasks})
	}
	return all
}

// presenter is who was to present an item. Of who was invited and not there then it is not said that they did.
func presenter(s meetings.Session, item meetings.Item) string {
	i := slices.IndexFunc(s.Attending, func(a meetings.Attending) bool { return office.Fold(a.Name) == office.Fold(item.Who) })
	if i < 0 || item.Begun.IsZero() {
		return "Trình bày: " + item.Who + "."
	}
	tours := s.Attending[i].Tours
	at := slices.IndexFunc(tours, func(t meetings.Tour) bool { return t.To.IsZero() || t.To.After(item.Begun) })
	switch {
	case at < 0 || !item.Ended.IsZero() && tours[at].From.After(item.Ended):
		return "Trình bày theo chương trình: " + item.Who + " (không có mặt)."
	case tours[at].Deputy != "":
		return "Trình bày: " + item.Who + " (" + tours[at].Deputy + " dự thay)."
	}
	return "Trình bày: " + item.Who + "."
}

// voter is whose vote it is, with who cast it in their place.
func voter(s meetings.Session, seat office.ID, at time.Time) string {
	i := slices.IndexFunc(s.Attending, func(a meetings.Attending) bool { return a.Seat == seat })
	if i < 0 {
		return s.NameOf(seat)
	}
	for _, t := range s.Attending[i].Tours {
		if t.Deputy != "" && !t.From.After(at) && (t.To.IsZero() || t.To.After(at)) {
			return s.NameOf(seat) + " (" + t.Deputy + " biểu quyết thay)"
		}
	}
	return s.NameOf(seat)
}

// dealtWith tells that something was written down under an item, whether or not anybody said that it began.
func dealtWith(s meetings.Session, item office.ID) bool {
	return slices.ContainsFunc(s.Entries(), func(e office.MeetingEntry) bool { return e.Item == item })
}

// happened is what was said, voted and decided under an item, in order.
func happened(s meetings.Session, item office.ID) (all []string) {
	known := slices.ContainsFunc(s.Items, func(it meetings.Item) bool { return it.ID == item })
	for _, e := range s.Entries() {
		if e.Item != item && (item != "" || slices.ContainsFunc(s.Items, func(it meetings.Item) bool { return it.ID == e.Item })) {
			continue
		}
		switch e.Deed {
		case office.MeetingNoted:
			all = append(all, strings.Split(strings.TrimSpace(e.Say), "\n")...)
		case office.MeetingSpoken:
			all = append(all, spoke(s, e))
		case office.MeetingMoved:
			all = append(all, voted(s, e.ID)...)
		case office.MeetingPaused:
			all = append(all, "Cuộc họp tạm nghỉ lúc "+hour(e.At)+".")
		case office.MeetingResumed:
			all = append(all, "Cuộc họp tiếp tục lúc "+hour(e.At)+".")
		}
	}
	if known && len(all) == 0 {
		return []string{"Không có ý kiến được ghi."}
	}
	return all
}

func spoke(s meetings.Session, e office.MeetingEntry) string {
	who := s.NameOf(e.Seat)
	if who == "" {
		return e.Say
	}
	if strings.TrimSpace(e.Say) == "" {
		return who + " phát biểu."
	}
	return who + ": " + strings.TrimSpace(e.Say)
}

// voted tells of one vote: what was asked, how, and what it came to.
func voted(s meetings.Session, motion office.ID) (all []string) {
	v, is := s.VoteOf(motion)
	if !is {
		return nil
	}
	r, done := s.Result(v)
	if !done {
		return []string{fmt.Sprintf("Vấn đề “%s” được nêu nhưng không biểu quyết.", v.Motion.Title)}
	}
	c := v.Counted()
	all = append(all, fmt.Sprintf("Biểu quyết “%s” (%s; %s): %d người được biểu quyết. %s", v.Motion.Title, how(v), strings.ToLower(office.ChoiceSaid(office.VoteRules, v.Motion.Rule)), len(v.May), r.Said))
	if len(v.Motion.Choices) > 0 {
		var each []string
		for i, choice := range v.Motion.All() {
			each = append(each, fmt.Sprintf("%s: %d", choice, c.Tally[i]))
		}
		all = append(all, "Số phiếu: "+strings.Join(each, "; ")+".")
	}
	if v.Motion.Secret {
		return append(all, secretly(*c))
	}
	return append(all, byName(s, v)...)
}

func how(v meetings.Vote) string {
	switch {
	case v.Motion.Secret:
		return "bỏ phiếu kín"
	case v.Counted().Hands:
		return "giơ tay"
	}
	return "công khai theo tên"
}

func secretly(c office.Counted) string {
	said := fmt.Sprintf("%d người bỏ phiếu", len(c.Voters))
	if c.Given > 0 {
		said += fmt.Sprintf(", trong đó phiếu giấy phát ra %d, thu về %d", c.Given, c.Back)
	}
	return said + fmt.Sprintf("; phiếu không hợp lệ: %d.", c.Invalid)
}

// byName lists who did not choose the first choice: what a reader asks of an open vote.
func byName(s meetings.Session, v meetings.Vote) (all []string) {
	if v.Counted().Hands {
		return nil
	}
	for i, choice := range v.Motion.All() {
		var names []string
		for _, b := range v.Ballots {
			if slices.Contains(b.Choice, i) {
				names = append(names, voter(s, b.Seat, b.At))
			}
		}
		if len(names) > 0 {
			all = append(all, choice+": "+strings.Join(names, ", ")+".")
		}
	}
	return all
}

func tasks(s meetings.Session) (all []string) {
	for _, t := range s.Tasks {
		said := t.Entry.Task.Who.Name + ": " + strings.TrimSpace(t.Entry.Say)
		if due, err := time.Parse(time.DateOnly, t.Entry.Task.Due); err == nil {
			said += ", hạn hết ngày " + due.Format("02/01/2006")
		}
		all = append(all, said+".")
	}
	return all
}
