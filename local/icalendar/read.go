package icalendar

import (
	"cmp"
	"context"
	"io"
	"maps"
	"slices"
	"strings"

	"tram/local/office"
)

// reading is a file on its way into a Calendar.
type reading struct {
	cal    Calendar
	odd    oddities
	object *object
	n      int // which one
	method string
	home   zone // of times without one
	said   bool // the file says which that is
	local  zone // where the file was written
	found  map[string]zone

	order  []string // UIDs as they came
	series map[string]*gathered
}

// Read reads a calendar. Events of one UID are one meeting, whose newest telling counts. It fails with
// NotCalendar, TooLarge, TooManyEvents, Unreadable, and when nobody waits any more.
func Read(ctx context.Context, from io.Reader) (Calendar, error) {
	t, err := open(ctx, from)
	if err != nil {
		return Calendar{}, err
	}
	f, err := components(t)
	if err != nil {
		return Calendar{}, err
	}
	if len(f.objects) == 0 {
		return Calendar{}, NotCalendar
	}
	r := &reading{series: map[string]*gathered{}}
	r.about(t, f)
	methods := map[string]bool{}
	for n, o := range f.objects {
		r.enter(n, o)
		methods[r.method] = true
		for _, c := range o.events {
			if err := t.stopped(); err != nil {
				return Calendar{}, err
			}
			r.take(c)
		}
		r.others(o)
	}
	if len(methods) == 1 {
		r.cal.Method = r.method
	}
	r.gather()
	r.cal.Odd, r.cal.Short = r.odd.all(), r.odd.short
	return r.cal, nil
}

// about names what is odd about the file as such.
func (r *reading) about(t *text, f *file) {
	if t.utf16 {
		r.odd.about("", "utf16", "Tệp ghi chữ theo bảng mã UTF-16, không phải UTF-8; đã đọc theo bảng mã đó.")
	}
	if t.not8 {
		r.odd.about("", "1258", "Tệp có chữ không theo UTF-8; đã đọc theo bảng mã tiếng Việt của Windows (1258). Hãy xem lại chữ có dấu.")
	}
	if t.broken {
		r.odd.about("", "broken", "Tệp có chữ bị hỏng, không đọc được; những chữ đó hiện là “\uFFFD”.")
	}
	if t.nuls {
		r.odd.about("", "nul", "Tệp có ký tự rỗng (NUL); đã bỏ những ký tự đó.")
	}
	if t.long {
		r.odd.about("", "line", "Tệp có dòng dài hơn 1 MB; đã bỏ những dòng đó.")
	}
	if f.deep {
		r.odd.about("", "deep", "Tệp có phần lồng nhau quá sâu; đã bỏ những phần đó.")
	}
	if f.nested {
		r.odd.about("", "nested", "Tệp có lịch nằm trong lịch, hoặc thiếu dòng kết thúc một lịch; đã đọc như các lịch đứng liền nhau.")
	}
	if f.cut > 0 {
		r.odd.about("", "cut", "Tệp bị cắt ở cuối: %d sự kiện cuối không đủ nên không nhận.", f.cut)
	}
	for _, line := range f.bad {
		r.odd.about("", "bad "+line, "Có dòng nằm ngoài lịch nên bỏ qua: “%s”.", short(line))
	}
}

// enter begins with the nth VCALENDAR.
func (r *reading) enter(n int, o *object) {
	r.object, r.n, r.found = o, n, map[string]zone{}
	r.method = strings.ToUpper(o.said("METHOD"))
	if o.first("METHOD") != nil && r.method == "" || len(r.method) > 20 {
		r.method = ""
	}
	r.home, r.said = zone{known: true}, false
	if id := o.said("X-WR-TIMEZONE"); id != "" {
		z := o.zoneOf(id, "2020-01-01T00:00:00")
		if z.rules == "" && isHome(z.name) {
			z.name = ""
		}
		if z.known {
			r.home, r.said = z, true
		} else {
			r.odd.about("", "x-wr-timezone", "Không nhận ra múi giờ của lịch, “%s”; giờ không ghi múi giờ hiểu là giờ Việt Nam.", short(id))
		}
	}
	r.local = r.home
	if !r.said {
		r.onlyZone()
	}
	r.cal.Name = cmp.Or(r.cal.Name, short(o.said("X-WR-CALNAME")), short(o.said("NAME")))
	if r.home.rules == "" {
		r.cal.Zone = cmp.Or(r.cal.Zone, r.home.name)
	}
	for _, line := range o.bad {
		r.odd.about("", "line "+line, "Có dòng không đọc được nên bỏ qua: “%s”.", short(line))
	}
}

func isHome(name string) bool { return name == "Asia/Ho_Chi_Minh" || name == "Asia/Saigon" }

// onlyZone takes the one zone that a file tells of for where it was written.
func (r *reading) onlyZone() {
	var ids []string
	for id := range r.object.zones {
		if name, _ := byName(id); name != "UTC" {
			ids = append(ids, id)
		}
	}
	if len(ids) == 1 {
		if z := r.object.zoneOf(ids[0], "2020-01-01T00:00:00"); z.known {
			r.local = z
		}
	}
}

// noMeetings are the components that are none, and how that is named.
var noMeetings = map[string]string{
	"VTODO":     "Tệp có việc cần làm: không phải cuộc họp nên không nhận.",
	"VJOURNAL":  "Tệp có ghi chép: không phải cuộc họp nên không nhận.",
	"VFREEBUSY": "Tệp có bảng giờ bận: không phải cuộc họp nên không nhận.",
}

func (r *reading) others(o *object) {
	for _, name := range slices.Sorted(maps.Keys(o.others)) {
		if said, ok := noMeetings[name]; ok {
			r.odd.about("", "other "+name, "%s", said)
		}
	}
}

// take reads one event into what it is for.
func (r *reading) take(c *component) {
	e, ok := r.event(c)
	if !ok {
		return
	}
	switch r.method {
	case "REPLY", "COUNTER", "REFRESH", "DECLINECOUNTER":
		r.reply(e, c)
	default:
		r.belongs(e)
	}
}

// reply reads an answer: one of each that it names.
func (r *reading) reply(e *event, c *component) {
	one := Reply{Method: r.method, UID: e.UID, Title: e.Title, Sequence: e.Sequence}
	if e.id != nil {
		one.Of = e.id.Timing
	}
	if r.method == "COUNTER" && e.starts {
		one.When = e.When
	}
	said, _ := bounded(c.said("COMMENT"), mostTitle)
	who := e.People
	if r.method != "REPLY" && len(who) != 1 {
		who = []office.MeetingPerson{{}} // they are all who are invited, and who speaks is not said
	}
	if len(who) != 1 {
		r.odd.about(e.label, "reply", "thư trả lời phải ghi đúng một người trả lời, mà ở đây có %d", len(who))
	}
	for _, p := range who {
		p.Said, p.At, p.Told = said, e.stamp, e.Sequence
		one.Person, one.DelegatedTo = p, ""
		if to := delegatedTo(c, p.Mail); p.Answer == office.MeetingDelegated {
			one.DelegatedTo = to
		}
		r.cal.Replies = append(r.cal.Replies, one)
	}
}

// delegatedTo is whom somebody sends instead.
func delegatedTo(c *component, mail string) string {
	for _, p := range c.props {
		if p.name != "ATTENDEE" || mail == "" || !strings.HasSuffix(strings.ToLower(p.value), strings.ToLower(mail)) {
			continue
		}
		to := p.get("DELEGATED-TO")
		if len(to) > len("mailto:") && strings.EqualFold(to[:len("mailto:")], "mailto:") {
			to = to[len("mailto:"):]
		}
		if isMail(to) {
			return to
		}
	}
	return ""
}
