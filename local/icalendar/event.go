package icalendar

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"tram/local/office"
)

// event is a VEVENT that was read: a whole meeting, or one time of it.
type event struct {
	office.Meeting
	label  string
	method string
	object int // which VCALENDAR of the file it stands in
	stamp  time.Time
	starts bool   // it says when it begins
	clock  moment // when
	unsure bool   // its end is assumed

	id        *moment // RECURRENCE-ID
	following bool
	rule      string
	also      []moment
	except    []moment
}

// stoodFor are the properties that a Meeting stands for, so that they are not kept as they were.
var stoodFor = []string{"UID", "DTSTART", "DTEND", "DURATION", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS", "TRANSP",
	"SEQUENCE", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID", "ORGANIZER", "ATTENDEE", "DTSTAMP", "REQUEST-STATUS"}

// event reads one; false: it is dropped, and named.
func (r *reading) event(c *component) (*event, bool) {
	e := &event{method: r.method, object: r.n, label: labelOf(c)}
	e.UID = r.uid(e.label, c)
	for _, line := range c.bad {
		r.odd.about(e.label, "line", "có dòng không đọc được nên bỏ qua: “%s”", short(line))
	}
	if c.more {
		r.odd.about(e.label, "props", "có quá nhiều dòng: chỉ đọc %d dòng đầu", mostProps)
	}
	e.Sequence = r.sequence(e.label, c.said("SEQUENCE"))
	e.stamp = r.stamp(c)
	r.words(e, c)
	e.State = r.state(e.label, c)
	e.Free = strings.EqualFold(c.said("TRANSP"), "TRANSPARENT")
	e.Sort = office.MeetingPlain
	if !r.when(e, c) {
		return nil, false
	}
	var kept []property
	if p := c.first("ORGANIZER"); p != nil {
		var more bool
		if e.From, more = r.person(e.label, *p); more {
			kept = append(kept, *p)
		}
		e.From.Role, e.From.Answer = "", ""
	}
	e.From.At = e.stamp
	var people []property
	e.People, people = r.people(e.label, c)
	r.keep(e, c, append(kept, people...))
	if class := strings.ToUpper(c.said("CLASS")); class != "" && class != "PUBLIC" {
		r.odd.about(e.label, "class", "người gửi ghi là không công khai (CLASS:%s)", short(class))
	}
	return e, true
}

// labelOf names an event in a sentence: what it is called, and its day.
func labelOf(c *component) string {
	name := short(cmp.Or(c.said("SUMMARY"), c.said("UID"), "không tên"))
	if p := c.first("DTSTART"); p != nil {
		if at, err := time.Parse("20060102", p.value[:min(8, len(p.value))]); err == nil {
			return "“" + name + "” (" + at.Format("02/01/2006") + ")"
		}
	}
	return "“" + name + "”"
}

// uid is how the event is known everywhere; without one, one that follows from what it says.
func (r *reading) uid(label string, c *component) string {
	if p := c.first("UID"); p != nil {
		uid := strings.TrimSpace(clean(unescape.Replace(p.value)))
		if uid != "" && len(uid) <= 1000 {
			return uid
		}
	}
	sum := sha256.New()
	for _, p := range c.props {
		if p.name != "DTSTAMP" && p.name != "UID" {
			sum.Write([]byte(p.line + "\n")) // a hash takes everything
		}
	}
	if r.method != "" || c.first("UID") == nil {
		r.odd.about(label, "uid", "không có mã (UID) nên mã được đặt theo nội dung")
	}
	return "tram-" + hex.EncodeToString(sum.Sum(nil))[:32]
}

func (r *reading) stamp(c *component) time.Time {
	for _, name := range []string{"DTSTAMP", "LAST-MODIFIED", "CREATED"} {
		if p := c.first(name); p != nil {
			for _, form := range []string{"20060102T150405Z", "20060102T150405"} {
				if at, err := time.Parse(form, strings.TrimSpace(p.value)); err == nil {
					return at
				}
			}
		}
	}
	return time.Time{}
}

// words reads what the event is called, where it is, and what it is about.
func (r *reading) words(e *event, c *component) {
	var cut1, cut2, cut3 bool
	e.Title, cut1 = bounded(strings.Join(strings.Fields(c.said("SUMMARY")), " "), mostTitle)
	e.Place, cut2 = bounded(strings.TrimSpace(strings.ReplaceAll(c.said("LOCATION"), "\n", ", ")), mostTitle)
	e.Purpose, cut3 = bounded(c.said("DESCRIPTION"), mostPurpose)
	if cut1 || cut2 || cut3 {
		r.odd.about(e.label, "long", "có lời quá dài nên bị cắt bớt")
	}
	for _, name := range []string{"CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "LOCATION"} {
		p := c.first(name)
		if p == nil || !isLink(strings.TrimSpace(p.said())) {
			continue
		}
		e.Link = strings.TrimSpace(p.said())
		if name == "CONFERENCE" {
			e.Platform, _ = bounded(word(p.get("LABEL")), 200)
		}
		break
	}
	if e.Place == e.Link {
		e.Place = ""
	}
	e.Purpose = strings.TrimSpace(strings.TrimSuffix(e.Purpose, linkLine(e.Link)))
	switch {
	case e.Link == "":
		e.Way = office.MeetingHere
	case e.Place == "":
		e.Way = office.MeetingRemote
	default:
		e.Way = office.MeetingBoth
	}
}

// isLink tells whether something is an address of the web that nobody can listen to.
func isLink(s string) bool {
	if len(s) > 2000 || strings.ContainsAny(s, " \n\t\"<>") {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil
}

// linkLine is how the link stands in the words of an invitation.
func linkLine(link string) string {
	if link == "" {
		return ""
	}
	return "Liên kết họp: " + link
}

// mostSequence is more often than anybody changes a meeting.
const mostSequence = 1_000_000

// sequence is how often a meeting was changed. A number that nobody comes to is none: it would make whatever
// is told later older.
func (r *reading) sequence(label, said string) int {
	n, err := strconv.Atoi(strings.TrimSpace(said))
	if said != "" && (err != nil || n < 0 || n > mostSequence) {
		r.odd.about(label, "sequence", "số lần thay đổi (SEQUENCE) là “%s” nên coi như chưa thay đổi lần nào", short(said))
		return 0
	}
	return n
}

func (r *reading) state(label string, c *component) office.State {
	switch state := strings.ToUpper(c.said("STATUS")); state {
	case "TENTATIVE":
		return office.MeetingTentative
	case "CANCELLED", "CANCELED":
		return office.MeetingCancelled
	case "CONFIRMED", "":
	default:
		r.odd.about(label, "status", "trạng thái “%s” không có trong chuẩn nên coi như đã xác nhận", short(state))
	}
	return office.MeetingConfirmed
}

// keep keeps what nothing stands for.
func (r *reading) keep(e *event, c *component, more []property) {
	var b strings.Builder
	add := func(s string) {
		if b.Len()+len(s) > mostForeign {
			r.odd.about(e.label, "foreign", "có quá nhiều nội dung riêng của chương trình khác nên chỉ giữ một phần")
			return
		}
		b.WriteString(s)
	}
	link := false
	for _, p := range c.props {
		if p.name == "CONFERENCE" && !link && strings.TrimSpace(p.said()) == e.Link {
			link = true
			continue
		}
		if !slices.Contains(stoodFor, p.name) && (p.name != "URL" || strings.TrimSpace(p.value) != e.Link) {
			add(p.kept() + "\n")
		}
	}
	for _, p := range more {
		add(p.kept() + "\n")
	}
	for _, s := range c.subs {
		var one strings.Builder
		s.write(&one)
		add(one.String())
	}
	e.Foreign = b.String()
}
