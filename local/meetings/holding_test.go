package meetings

import (
	"errors"
	"testing"
	"time"

	"tram/local/books"
	"tram/local/office"
	"tram/local/store"
)

// Nobody is invited to two meetings at once, however each of them names the person.
func TestAPersonIsOneHoweverTheyAreNamed(t *testing.T) {
	for name, c := range map[string]struct {
		a, b office.MeetingPerson
		one  bool
	}{
		"who works here":              {office.MeetingPerson{ID: "an", Name: "Trần Thị Ví Dụ"}, office.MeetingPerson{ID: "an", Name: "Trần Thị Ví Dụ"}, true},
		"two of one name":             {office.MeetingPerson{ID: "an", Name: "Trần Thị Ví Dụ"}, office.MeetingPerson{ID: "em", Name: "Trần Thị Ví Dụ"}, false},
		"a name alone":                {office.MeetingPerson{Name: "Lê Văn Thử"}, office.MeetingPerson{Name: "lê  văn THỬ"}, true},
		"another tone":                {office.MeetingPerson{Name: "Lê Văn Thử"}, office.MeetingPerson{Name: "Lê Văn Thứ"}, false},
		"of the same unit":            {office.MeetingPerson{Name: "Lê Văn Thử", Unit: "Công an xã"}, office.MeetingPerson{Name: "Lê Văn Thử", Unit: "Công an xã"}, true},
		"of two units":                {office.MeetingPerson{Name: "Lê Văn Thử", Unit: "Công an xã"}, office.MeetingPerson{Name: "Lê Văn Thử", Unit: "Trạm y tế"}, false},
		"by the address":              {office.MeetingPerson{Name: "Thử", Mail: "thu@vi-du.vn"}, office.MeetingPerson{Name: "Lê Văn Thử", Mail: "THU@vi-du.vn"}, true},
		"of two addresses":            {office.MeetingPerson{Name: "Lê Văn Thử", Mail: "thu@vi-du.vn"}, office.MeetingPerson{Name: "Lê Văn Thử", Mail: "thu2@vi-du.vn"}, false},
		"with an address and without": {office.MeetingPerson{Name: "Lê Văn Thử", Mail: "thu@vi-du.vn"}, office.MeetingPerson{Name: "Lê Văn Thử"}, true},
		"who works here, by address":  {office.MeetingPerson{ID: "an", Name: "Trần Thị Ví Dụ", Mail: "an@vi-du.vn"}, office.MeetingPerson{Name: "An", Mail: "an@vi-du.vn"}, true},
		"by all":                      {office.MeetingPerson{ID: "an", Name: "Trần Thị Ví Dụ", Mail: "an@vi-du.vn"}, office.MeetingPerson{ID: "an", Name: "Trần Thị Ví Dụ", Mail: "an@vi-du.vn"}, true},
		"who need not come":           {office.MeetingPerson{Name: "Lê Văn Thử"}, office.MeetingPerson{Name: "Lê Văn Thử", Freely: true}, false},
	} {
		s, ctx := opened(t), t.Context()
		a, b := plain("A", "2030-12-03T08:00:00", 60), plain("B", "2030-12-03T08:30:00", 60)
		a.People, b.People = []office.MeetingPerson{c.a}, []office.MeetingPerson{c.b}
		if _, err := Arrange(ctx, s, who, a); err != nil {
			t.Fatal(name, err)
		}
		days, err := books.OfficeDays()
		if err != nil {
			t.Fatal(err)
		}
		day := time.Date(2030, 12, 3, 7, 30, 0, 0, office.VietNam)
		free, err := FreeTimes(ctx, s, days, office.FreeWish{Meeting: b, From: day, Days: 1, Most: 1})
		if err != nil || len(free) != 1 || free[0].From.Before(day.Add(90*time.Minute)) == c.one {
			t.Errorf("%s: free %v %v", name, free, err)
		}
		_, err = Arrange(ctx, s, who, b)
		if errors.Is(err, PersonBusy) != c.one || err != nil && !c.one {
			t.Errorf("%s: %v", name, err)
		}
		apart := plain("C", "2030-12-03T08:15:00", 60) // of another station, which asked nobody here
		apart.ID, apart.UID, apart.State, apart.People = office.NewID(s.Time()), "apart", office.MeetingConfirmed, b.People
		if err := s.Save(ctx, store.Act{Actor: who, Step: StepTake}, Meetings.Put(&apart)); err != nil {
			t.Fatal(err)
		}
		twice, err := TakenTwice(ctx, s, day, day.AddDate(0, 0, 1))
		said, failed := Clashes(ctx, s, apart)
		want := 1 // with the one before it that is of the same person
		if c.b.Freely {
			want = 0
		}
		if err != nil || failed != nil || len(said) != want || len(twice) != want {
			t.Errorf("%s: %q and %+v, %v %v", name, said, twice, err, failed)
		}
	}
}
