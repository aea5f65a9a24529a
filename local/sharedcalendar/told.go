package sharedcalendar

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"tram/local/calendar"
	"tram/local/calsync"
	"tram/local/meetings"
	"tram/local/office"
	"tram/local/store"
)

// Steps of what a person has to hear.
const (
	StepTell = "calendar-clash"
	StepSeen = "calendar-clash-seen"
)

// Clashes are what people have to hear of: what two sides did to a meeting that cannot both stand.
var Clashes = store.Kind[office.CalendarClash]{
	Name: office.KindCalendarClash, Said: "Điều cần xem về thư và lịch", Clash: store.Newest, Silent: true,
	Named: func(c *office.CalendarClash) (*office.ID, *int64) { return &c.ID, &c.Version },
	Steps: []store.Step{
		{Name: StepTell, Said: "Ghi điều cần xem về thư và lịch", From: []office.State{store.Unborn}, To: office.ClashNew},
		{Name: StepSeen, Said: "Xem điều về thư và lịch", From: []office.State{office.ClashNew}, To: office.ClashSeen, Needs: office.MayKeep},
	},
	Line: func(c office.CalendarClash) store.Line {
		return store.Line{Title: c.Title, Below: c.What, State: c.State, At: c.At.UTC().Format(time.RFC3339), Facts: map[string][]string{store.FacetOf: {string(c.Meeting)}}}
	},
	Fields: map[string]string{"title": "Tên cuộc họp", "what": "Chuyện gì", "fields": "Điều ghi khác", "state": "Tình trạng"},
	Values: map[string]func(string) string{"state": store.Said(ClashSaid)},
}

// ClashSaid is the Vietnamese name of the state of what a person has to hear.
func ClashSaid(s office.State) string {
	return map[office.State]string{office.ClashNew: "Chưa xem", office.ClashSeen: "Đã xem"}[s]
}

// Kinds are those of this room.
func Kinds() []store.AnyKind { return []store.AnyKind{Clashes} }

// Tell keeps what a person has to hear, once.
func (s *Side) Tell(ctx context.Context, c calsync.Clash) error {
	m, _, err := meetings.ByUID(ctx, s.Store, c.UID)
	if err != nil {
		return err
	}
	is := clashOf(c, m, s.Store.Time())
	err = s.Store.Save(ctx, store.Act{Actor: s.Actor, Step: StepTell}, Clashes.Put(&is))
	if errors.Is(err, store.Stale) || errors.Is(err, store.WrongState) { // it was told before
		return nil
	}
	return err
}

// Note keeps something else that a person has to hear of letters and calendars, once: what was not taken, what
// is odd.
func Note(ctx context.Context, s *store.Store, actor string, is office.CalendarClash) error {
	sum := sha256.Sum256([]byte(fmt.Sprint("calendar note\n", is.UID, "\n", is.Title, "\n", is.What)))
	is.ID, is.At, is.State = digestID(sum), s.Time().UTC().Round(0), office.ClashNew
	if _, err := store.One(ctx, s, Clashes, is.ID); !errors.Is(err, store.NoSuchRecord) {
		return err // it was told before
	}
	return s.Save(ctx, store.Act{Actor: actor, Step: StepTell}, Clashes.Put(&is))
}

// digestID is an ID that follows from what it names.
func digestID(sum [32]byte) office.ID {
	b := [16]byte(sum[:16])
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80 // a UUID of form 8
	return office.IDOf(b)
}

func clashOf(c calsync.Clash, m office.Meeting, at time.Time) office.CalendarClash {
	is := office.CalendarClash{Meeting: m.ID, UID: c.UID, Title: titleOf(c, m), At: at.UTC().Round(0), State: office.ClashNew}
	switch {
	case c.Ours.Gone:
		is.What = "Ở đây đã hủy, trên lịch chung lại sửa: cuộc họp được lập lại như lịch chung ghi."
	case c.Theirs.Gone:
		is.What = "Trên lịch chung đã xóa, ở đây lại sửa: cuộc họp được giữ và ghi lại lên lịch chung."
	case c.Unknown:
		is.What = "Không rõ bên nào sửa sau: lấy điều lịch chung ghi."
	default:
		is.What = "Ở đây và trên lịch chung cùng sửa một điều: lấy điều lịch chung ghi."
	}
	for _, f := range c.Fields {
		is.Fields = append(is.Fields, office.CalendarClashField{Name: said[f], Ours: shown(f, c.Ours.Fields[f]), Theirs: shown(f, c.Theirs.Fields[f])})
	}
	sum := sha256.Sum256([]byte(fmt.Sprint("calendar clash\n", c.UID, c.Ours.Version, c.Ours.Gone, c.Theirs.Gone, c.Fields, c.Ours.Fields, c.Theirs.Fields)))
	is.ID = digestID(sum)
	return is
}

func titleOf(c calsync.Clash, m office.Meeting) string {
	for _, title := range []string{m.Title, c.Ours.Fields[fieldTitle], c.Theirs.Fields[fieldTitle]} {
		if title != "" {
			return title
		}
	}
	return "Không tên"
}

const mostShown = 300 // letters of a value

// shown is the value of a field for people.
func shown(field, value string) string {
	switch field {
	case fieldWhen:
		return whenShown(value)
	case fieldLink:
		var l link
		_ = json.Unmarshal([]byte(value), &l)
		return l.Link
	case fieldFrom:
		var from inviter
		_ = json.Unmarshal([]byte(value), &from)
		return strings.TrimSpace(from.Name + " " + from.Mail)
	case fieldPeople:
		var all []guest
		_ = json.Unmarshal([]byte(value), &all)
		var names []string
		for _, g := range all {
			names = append(names, strings.TrimSpace(g.Name+" "+strings.ToLower(office.ChoiceSaid(office.MeetingAnswers, g.Answer))))
		}
		return office.Visible(strings.Join(names, ", "), mostShown)
	case fieldState:
		return meetings.StateSaid(office.State(value))
	case fieldFree:
		return map[bool]string{true: "có", false: "không"}[value != ""]
	}
	return office.Visible(value, mostShown)
}

func whenShown(value string) string {
	var w when
	_ = json.Unmarshal([]byte(value), &w)
	m := office.Meeting{When: w.When, Shifts: w.Shifts}
	start, end, err := calendar.First(m)
	if err != nil {
		return w.When.Start
	}
	text := meetings.HoursSaid(office.Occurrence{Start: start, End: end, AllDay: w.When.AllDay})
	if again := meetings.AgainSaid(m); again != "" {
		text += ", " + again
	}
	return office.Visible(text+shiftsShown(w), mostShown)
}

// shiftsShown are the times of a series that are not as the others, in their order.
func shiftsShown(w when) string {
	said := map[string]string{}
	for _, s := range w.Shifts {
		said[s.Of] = "lần " + dayShown(s.Of) + ": " + shiftShown(s)
		if s.Off {
			said[s.Of] = "nghỉ " + dayShown(s.Of)
		}
	}
	for _, of := range w.When.Except {
		said[of] = "nghỉ " + dayShown(of)
	}
	var b strings.Builder
	for _, of := range slices.Sorted(maps.Keys(said)) {
		b.WriteString("; " + said[of])
	}
	return b.String()
}

// shiftShown is how a time is that is not as the others.
func shiftShown(s office.Shift) string {
	var parts []string
	if s.Following {
		parts = append(parts, "từ lần ấy trở đi")
	}
	if start, end, err := calendar.First(office.Meeting{When: s.When}); s.When.Start != "" && err == nil {
		parts = append(parts, meetings.HoursSaid(office.Occurrence{Start: start, End: end, AllDay: s.When.AllDay}))
	}
	for _, words := range []string{s.Title, s.Place, s.Note} {
		if words != "" {
			parts = append(parts, words)
		}
	}
	return strings.Join(parts, ", ")
}

// dayShown is the day of a moment as a series writes it.
func dayShown(of string) string {
	day, _, _ := strings.Cut(of, "T")
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return of
	}
	return at.Format("02/01/2006")
}
