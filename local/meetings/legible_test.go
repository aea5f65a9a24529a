package meetings

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"tram/local/icalendar"
	"tram/local/office"
)

// unseen are signs that turn letters round or that nobody sees.
const unseen = "\u202e\u202a\u2066\u2069\u200b\u200f\ufeff\u00ad\u0007"

// unseenIn puts those signs into each word of a value, but for what is no word of a person.
func unseenIn(v reflect.Value, but map[string]bool) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() {
			v.SetString(v.String() + unseen)
		}
	case reflect.Slice:
		for i := range v.Len() {
			unseenIn(v.Index(i), but)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && !but[f.Name] {
				unseenIn(v.Field(i), but)
			}
		}
	}
}

// noWords are the fields that no person writes as words.
var noWords = map[string]bool{"UID": true, "Sort": true, "When": true, "Of": true, "Way": true, "Quorum": true, "Zone": true, "Role": true, "Answer": true, "At": true, "Foreign": true, "How": true, "Rule": true, "Due": true, "Time": true, "Frame": true, "Paper": true, "Counted": true}

func clean(t *testing.T, what string, v any) {
	t.Helper()
	written, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var all any
	if err := json.Unmarshal(written, &all); err != nil {
		t.Fatal(err)
	}
	var look func(path string, v any)
	look = func(path string, v any) {
		switch v := v.(type) {
		case string:
			if strings.ContainsAny(v, unseen) {
				t.Errorf("%s: %s is %q", what, path, v)
			}
		case []any:
			for _, one := range v {
				look(path, one)
			}
		case map[string]any:
			for name, one := range v {
				look(path+"."+name, one)
			}
		}
	}
	look("", all)
}

// Words that come in are what is seen of them, wherever they come in.
func TestWhatNobodySeesIsNotWrittenDown(t *testing.T) {
	s, ctx := opened(t), t.Context()
	m := plain("Giao ban", "2020-12-07T08:00:00", 60)
	m.Purpose, m.Platform, m.Link, m.State = "Dòng một\nDòng hai", "Jitsi", "https://hop.vi-du.vn/a", office.MeetingConfirmed
	m.People = []office.MeetingPerson{{Name: "Trần Thị Ví Dụ", Unit: "Văn phòng", Mail: "du@vi-du.vn", Role: office.MeetingChair, Said: "vâng"}}
	m.Agenda = []office.AgendaItem{{Title: "Công tác", Who: "Lê Văn Thử"}}
	m.Shifts = []office.Shift{{Of: "2020-12-07T08:00:00", Title: "Khác", Place: "Nơi khác", Note: "vì bão"}}
	foreign := invitation("mời", 0)
	foreign.Shifts = m.Shifts
	unseenIn(reflect.ValueOf(&m).Elem(), noWords)
	unseenIn(reflect.ValueOf(&foreign).Elem(), noWords)
	m, err := Arrange(ctx, s, who, m)
	if err != nil {
		t.Fatal(err)
	}
	clean(t, "arranged", m)
	if m.Purpose != "Dòng một\nDòng hai" {
		t.Errorf("%q", m.Purpose)
	}
	e := office.MeetingEntry{Meeting: m.ID, Deed: office.MeetingMoved, Say: "Dòng một\nDòng hai", Deputy: "Đỗ Văn Thay", Authority: "Giấy 02", By: office.RoutePerson{Name: "Nguyễn Văn Mẫu"},
		Motion: office.Motion{Title: "Bầu", Choices: []string{"Ông A", "Bà B"}, Rule: office.VoteMost}, Task: office.Duties{Who: office.RoutePerson{Name: "Lê Văn Thử"}}, At: s.Time()}
	unseenIn(reflect.ValueOf(&e).Elem(), noWords)
	if e, err = Note(ctx, s, who, e); err != nil {
		t.Fatal(err)
	}
	clean(t, "noted", e)
	if _, err := Note(ctx, s, who, office.MeetingEntry{Meeting: m.ID, Deed: office.MeetingMoved, Motion: office.Motion{Title: unseen, Rule: office.VoteMore}, At: s.Time()}); !errors.Is(err, NoWords) {
		t.Errorf("words that are none: %v", err)
	}
	if _, err := Note(ctx, s, who, office.MeetingEntry{Meeting: m.ID, Deed: office.MeetingMoved, Motion: office.Motion{Title: "Độ mật: TỐI\u200b MẬ\u00adT", Rule: office.VoteMore}, At: s.Time()}); !errors.Is(err, SecretMatter) {
		t.Errorf("a grade behind signs that nobody sees: %v", err)
	}
	took := tookIn(t, s, "REQUEST", "", foreign)
	came, err := MeetingOf(ctx, s, took.Meeting)
	if err != nil {
		t.Fatal(took, err)
	}
	clean(t, "taken in", came)
	moved := invitation("mời", 1)
	moved.When.Start = "2040-12-08T08:00:00"
	unseenIn(reflect.ValueOf(&moved).Elem(), noWords)
	clean(t, "what is said of it", tookIn(t, s, "REQUEST", "", moved))
	if came, err = MeetingOf(ctx, s, took.Meeting); err != nil || came.When.Start != moved.When.Start {
		t.Errorf("%+v %v", came, err)
	}
	clean(t, "changed by a file", came)
	reply := icalendar.Reply{Method: "REPLY", UID: "nothing", Title: "x" + unseen, Person: office.MeetingPerson{Name: "Lê Văn Thử" + unseen}}
	is, err := TakeIn(ctx, s, who, icalendar.Calendar{Method: "REPLY", Replies: []icalendar.Reply{reply}}, "")
	if err != nil {
		t.Fatal(err)
	}
	clean(t, "a reply", is)
}
