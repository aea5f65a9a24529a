package meetings

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tram/local/books"
	"tram/local/calendar"
	"tram/local/office"
	"tram/local/store"
)

func opened(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "office.db"), store.Options{Clock: office.SystemClock{}, Kinds: append(Kinds(), books.Facilities.Kind)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func room(t testing.TB, s *store.Store, name string) office.ID {
	t.Helper()
	f := books.Facility{ID: office.NewID(s.Time()), Name: name, Sort: "room", Place: "Trụ sở", State: "usable"}
	if err := s.Save(t.Context(), store.Act{Actor: "Nguyễn Văn Mẫu", Step: "enter"}, books.Facilities.Kind.Put(&f)); err != nil {
		t.Fatal(err)
	}
	return f.ID
}

func plain(title, start string, minutes int, rooms ...office.ID) office.Meeting {
	return office.Meeting{Title: title, Sort: office.MeetingPlain, Way: office.MeetingHere, Place: "Phòng họp", Rooms: rooms, Secrecy: office.Ordinary, When: office.Timing{Start: start, Lasts: int64(minutes) * 60}}
}

const who = "Nguyễn Văn Mẫu"

func TestNoRoomAndNoPersonIsTakenTwiceAndTheReasonIsSaid(t *testing.T) {
	s, ctx := opened(t), t.Context()
	r := room(t, s, "Phòng họp tầng 2")
	first, err := Arrange(ctx, s, who, plain("Giao ban", "2030-12-02T08:00:00", 60, r))
	if err != nil {
		t.Fatal(err)
	}
	_, err = Arrange(ctx, s, who, plain("Khác", "2030-12-02T08:59:00", 60, r))
	if f, is := office.FailureIn(err); !errors.Is(err, RoomBusy) || !is || f.Said != "Phòng họp đã được đặt cho “Giao ban” lúc 08:00–09:00 ngày 02/12/2030." {
		t.Errorf("%v: %q", err, f.Said)
	}
	second, err := Arrange(ctx, s, who, plain("Ngay sau", "2030-12-02T09:00:00", 60, r))
	if err != nil {
		t.Fatalf("one begins as the other ends: %v", err)
	}
	if _, err := Move(ctx, s, who, second.ID, "", office.Shift{When: office.Timing{Start: "2030-12-02T08:30:00", Lasts: 3600}}); !errors.Is(err, RoomBusy) {
		t.Errorf("moved onto another: %v", err)
	}
	if _, err := Move(ctx, s, who, first.ID, "", office.Shift{When: office.Timing{Start: "2030-12-02T07:30:00", Lasts: 3600}}); err != nil {
		t.Errorf("moved over where it stood itself: %v", err)
	}
	if _, err := Cancel(ctx, s, who, first.ID, "", ""); !errors.Is(err, NoWhy) {
		t.Errorf("%v", err)
	}
	if _, err := Cancel(ctx, s, who, first.ID, "", "hoãn"); err != nil {
		t.Fatal(err)
	}
	if _, err := Arrange(ctx, s, who, plain("Vào chỗ trống", "2030-12-02T07:30:00", 60, r)); err != nil {
		t.Errorf("the other was cancelled: %v", err)
	}
	a := plain("A", "2030-12-03T08:00:00", 60)
	a.People = []office.MeetingPerson{{ID: "an", Name: "Trần Thị Ví Dụ"}, {ID: "binh", Name: "Lê Văn Thử", Freely: true}}
	if _, err := Arrange(ctx, s, who, a); err != nil {
		t.Fatal(err)
	}
	b := plain("B", "2030-12-03T08:30:00", 60)
	b.People = []office.MeetingPerson{{ID: "binh", Name: "Lê Văn Thử"}}
	if _, err := Arrange(ctx, s, who, b); err != nil {
		t.Errorf("who need not come is free: %v", err)
	}
	b.People = []office.MeetingPerson{{ID: "an", Name: "Trần Thị Ví Dụ"}}
	if _, err := Arrange(ctx, s, who, b); !errors.Is(err, PersonBusy) {
		t.Errorf("%v", err)
	}
	if _, err := Arrange(ctx, s, who, plain("C", "2030-12-04T08:00:00", 60, "no such room")); !errors.Is(err, NoSuchRoom) {
		t.Errorf("%v", err)
	}
}

// TestWhoDeclinedIsFree for another meeting at that hour.
func TestWhoDeclinedIsFree(t *testing.T) {
	for answer, busy := range map[string]bool{office.MeetingDeclined: false, office.MeetingAccepted: true, office.MeetingMaybe: true, "": true} {
		s, ctx := opened(t), t.Context()
		a, b := plain("A", "2030-12-03T08:00:00", 60), plain("B", "2030-12-03T08:30:00", 60)
		a.People = []office.MeetingPerson{{Name: "Lê Văn Khách", Mail: "khach@example.vn", Answer: answer}}
		b.People = []office.MeetingPerson{{Name: "Lê Văn Khách", Mail: "khach@example.vn"}}
		if _, err := Arrange(ctx, s, who, a); err != nil {
			t.Fatal(err)
		}
		if _, err := Arrange(ctx, s, who, b); errors.Is(err, PersonBusy) != busy || !busy && err != nil {
			t.Errorf("%q: %v", answer, err)
		}
	}
}

func TestASeriesTakesEachOfItsTimesAndGivesUpThoseThatWereMoved(t *testing.T) {
	s, ctx := opened(t), t.Context()
	r := room(t, s, "Phòng họp")
	weekly := plain("Giao ban tuần", "2030-12-02T08:00:00", 60, r)
	weekly.When.Again = "FREQ=WEEKLY"
	weekly, err := Arrange(ctx, s, who, weekly)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Arrange(ctx, s, who, plain("Sáu năm sau", "2036-12-01T08:30:00", 60, r)); !errors.Is(err, RoomBusy) {
		t.Errorf("a Monday six years later: %v", err)
	}
	if _, err := Move(ctx, s, who, weekly.ID, "2030-12-10T08:00:00", office.Shift{}); !errors.Is(err, NoSuchTime) {
		t.Errorf("%v", err)
	}
	if _, err := Move(ctx, s, who, weekly.ID, "2030-12-09T08:00:00", office.Shift{When: office.Timing{Start: "2030-12-10T14:00:00", Lasts: 3600}}); err != nil {
		t.Fatal(err)
	}
	if _, err := Arrange(ctx, s, who, plain("Thay chỗ", "2030-12-09T08:00:00", 60, r)); err != nil {
		t.Errorf("that time was moved away: %v", err)
	}
	if _, err := Arrange(ctx, s, who, plain("Đè", "2030-12-10T14:30:00", 60, r)); !errors.Is(err, RoomBusy) {
		t.Errorf("that time was moved there: %v", err)
	}
	if _, err := Cancel(ctx, s, who, weekly.ID, "2030-12-16T08:00:00", "nghỉ"); err != nil {
		t.Fatal(err)
	}
	if _, err := Arrange(ctx, s, who, plain("Thay chỗ", "2030-12-16T08:00:00", 60, r)); err != nil {
		t.Errorf("that time was called off: %v", err)
	}
	other := plain("Hai tuần một lần", "2030-11-25T08:30:00", 30, r)
	other.When.Again = "FREQ=WEEKLY;INTERVAL=2"
	if _, err := Arrange(ctx, s, who, other); !errors.Is(err, RoomBusy) {
		t.Errorf("two series without end: %v", err)
	}
	long := plain("Chồng lên mình", "2030-12-03T15:00:00", 25*60, r)
	long.When.Again = "FREQ=DAILY"
	if _, err := Arrange(ctx, s, who, long); !errors.Is(err, SelfBusy) {
		t.Errorf("%v", err)
	}
}

// bookings is how many bookings and moves are played; a soak plays all that are promised.
func bookings() int {
	if os.Getenv("TRAM_BOOKINGS") == "all" {
		return 10_000
	}
	return 400
}

// Whatever is booked and moved, taken back and revived, no room and no person has two meetings at once:
// judged by an account of its own, minute by minute.
func TestRandomBookingsNeverTakeAnythingTwice(t *testing.T) {
	s, ctx := opened(t), t.Context()
	draw := rand.New(rand.NewPCG(15, 2026))
	var rooms []office.ID
	for i := range 4 {
		rooms = append(rooms, room(t, s, fmt.Sprint("Phòng ", i)))
	}
	staff := []office.ID{"an", "binh", "chi", "dung", "em"}
	refused, kept := 0, 0
	var all []office.ID
	start := func() string {
		return time.Date(2031, time.Month(1+draw.IntN(3)), 1+draw.IntN(28), 7+draw.IntN(10), 15*draw.IntN(4), 0, 0, time.UTC).Format("2006-01-02T15:04:05")
	}
	rules := []string{"", "", "", "", "", "FREQ=WEEKLY;COUNT=5", "FREQ=MONTHLY;COUNT=3", "FREQ=DAILY;COUNT=4"}
	for range bookings() {
		var err error
		if len(all) == 0 || draw.IntN(3) > 0 {
			m := plain(fmt.Sprint("Họp ", len(all)), start(), 15+15*draw.IntN(8), rooms[draw.IntN(len(rooms))])
			m.When.Again = rules[draw.IntN(len(rules))]
			for _, i := range draw.Perm(len(staff))[:draw.IntN(3)] {
				m.People = append(m.People, office.MeetingPerson{ID: staff[i], Name: "Người " + string(staff[i])})
			}
			if m, err = Arrange(ctx, s, who, m); err == nil {
				all = append(all, m.ID)
			}
		} else {
			err = disturb(t, s, draw, all[draw.IntN(len(all))], start())
		}
		switch {
		case err == nil:
			kept++
		case errors.Is(err, RoomBusy) || errors.Is(err, PersonBusy) || errors.Is(err, SelfBusy) || errors.Is(err, NoSuchTime):
			refused++
		default:
			t.Fatal(err)
		}
	}
	if kept < bookings()/4 || refused < bookings()/10 {
		t.Errorf("%d kept, %d refused: nothing was tried", kept, refused)
	}
	twice(t, s)
}

// disturb moves, calls off or revives a meeting, or one of its times.
func disturb(t *testing.T, s *store.Store, draw *rand.Rand, id office.ID, start string) error {
	ctx := t.Context()
	m, err := MeetingOf(ctx, s, id)
	if err != nil {
		t.Fatal(err)
	}
	if m.State == office.MeetingCancelled {
		m.State = office.MeetingTentative
		_, err = Change(ctx, s, who, StepRevive, m)
		return err
	}
	of := ""
	if m.When.Again != "" && draw.IntN(2) == 0 {
		times, _ := calendar.Occurrences(m, time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2032, 1, 1, 0, 0, 0, 0, time.UTC))
		if len(times) > 0 {
			of = times[draw.IntN(len(times))].Of
		}
	}
	if draw.IntN(5) == 0 {
		_, err = Cancel(ctx, s, who, id, of, "thử")
		return err
	}
	_, err = Move(ctx, s, who, id, of, office.Shift{When: office.Timing{Start: start, Lasts: int64(900 * (1 + draw.IntN(8)))}})
	return err
}

// twice looks for anything that is taken twice in one minute.
func twice(t *testing.T, s *store.Store) {
	t.Helper()
	all, err := store.All(t.Context(), s, Meetings)
	if err != nil {
		t.Fatal(err)
	}
	taken, looked := map[string]office.ID{}, 0
	for _, m := range all {
		if m.State == office.MeetingCancelled {
			continue
		}
		times, err := calendar.Occurrences(m, time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2033, 1, 1, 0, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		what := slices.Clone(m.Rooms)
		for _, p := range m.People {
			what = append(what, p.ID)
		}
		for _, o := range times {
			for at := o.Start; at.Before(o.End); at = at.Add(time.Minute) {
				for _, w := range what {
					key := string(w) + at.UTC().Format(time.RFC3339)
					looked++
					if by, is := taken[key]; is && by != m.ID {
						t.Fatalf("%s is taken by %s and %s", key, by, m.ID)
					}
					taken[key] = m.ID
				}
			}
		}
	}
	if looked == 0 {
		t.Error("nothing was looked at")
	}
}

// What stations arranged apart is never refused as it comes in, and told with both names.
func TestWhatWasTakenTwiceApartIsTold(t *testing.T) {
	s, ctx := opened(t), t.Context()
	r := room(t, s, "Phòng họp")
	for i, start := range []string{"2030-12-02T08:00:00", "2030-12-02T08:30:00", "2030-12-02T09:30:00"} {
		m := plain(fmt.Sprint("Họp ", i), start, 60, r)
		m.ID, m.UID, m.State = office.NewID(s.Time()), fmt.Sprint("u", i), office.MeetingConfirmed
		if err := s.Save(ctx, store.Act{Actor: who, Step: StepTake}, Meetings.Put(&m)); err != nil {
			t.Fatal(err)
		}
	}
	from := time.Date(2030, 12, 1, 0, 0, 0, 0, office.VietNam)
	all, err := TakenTwice(ctx, s, from, from.AddDate(0, 0, 7))
	if err != nil || len(all) != 1 || all[0].A.Title != "Họp 0" || all[0].B.Title != "Họp 1" || all[0].Said != "Phòng họp đã được đặt cho “Họp 0” lúc 08:00–09:00 ngày 02/12/2030." {
		t.Errorf("%+v %v", all, err)
	}
	m, err := MeetingOf(ctx, s, all[0].B.Meeting)
	if err != nil {
		t.Fatal(err)
	}
	if said, err := Clashes(ctx, s, m); err != nil || len(said) != 1 || said[0] != all[0].Said {
		t.Errorf("%q %v", said, err)
	}
}

// BenchmarkOpeningAYear lists the 6,000 meetings of a year out of a store.
func BenchmarkOpeningAYear(b *testing.B) {
	s, ctx := opened(b), b.Context()
	first := time.Date(2030, 1, 1, 7, 0, 0, 0, time.UTC)
	for i := range 6_000 {
		m := plain(fmt.Sprint("Họp ", i), first.Add(time.Duration(i)*87*time.Minute).Format("2006-01-02T15:04:05"), 60)
		m.People = []office.MeetingPerson{{Name: "Nguyễn Văn Mẫu", Role: office.MeetingChair}, {Name: "Trần Thị Ví Dụ"}, {Name: "Lê Văn Thử"}}
		if _, err := Arrange(ctx, s, who, m); err != nil {
			b.Fatal(err)
		}
	}
	from := time.Date(2030, 1, 1, 0, 0, 0, 0, office.VietNam)
	for b.Loop() {
		all, err := Between(ctx, s, from, from.AddDate(1, 0, 0))
		if err != nil || len(all) != 6_000 {
			b.Fatal(len(all), err)
		}
	}
}

// Nothing is written down of a time at which a meeting does not take place.
func TestWhatHappensBelongsToATimeThatThereIs(t *testing.T) {
	s, ctx := opened(t), t.Context()
	m := plain("Giao ban tuần", "2020-12-07T08:00:00", 60)
	m.When.Again, m.State = "FREQ=WEEKLY;COUNT=3", office.MeetingConfirmed
	m.People = []office.MeetingPerson{{Name: "Trần Thị Ví Dụ", Role: office.MeetingChair}}
	m, err := Arrange(ctx, s, who, m)
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string]error{"": NoSuchTime, "2020-12-08T08:00:00": NoSuchTime, "x": NoSuchTime, "2020-12-14T08:00:00": nil} {
		_, err := Note(ctx, s, who, office.MeetingEntry{Meeting: m.ID, Time: at, Deed: office.MeetingAttended, Seat: m.People[0].Seat, How: office.AttendHere, At: s.Time()})
		if !errors.Is(err, want) || (err == nil) != (want == nil) {
			t.Errorf("%q: %v", at, err)
		}
	}
}

// A series that is moved takes along what was called off and moved of it, and one that was held is not
// cancelled.
func TestASeriesThatIsMovedKeepsWhatWasCalledOff(t *testing.T) {
	s, ctx := opened(t), t.Context()
	m := plain("Giao ban tuần", "2030-06-03T08:00:00", 60)
	m.When.Again, m.State = "FREQ=WEEKLY;COUNT=3", office.MeetingConfirmed
	m.People = []office.MeetingPerson{{Name: "Trần Thị Ví Dụ", Role: office.MeetingChair}}
	m, err := Arrange(ctx, s, who, m)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = Cancel(ctx, s, who, m.ID, "2030-06-10T08:00:00", "bão"); err != nil {
		t.Fatal(err)
	}
	if m, err = Move(ctx, s, who, m.ID, "", office.Shift{When: office.Timing{Start: "2030-06-03T10:00:00", Lasts: 3600}}); err != nil {
		t.Fatal(err)
	}
	times, err := calendar.Occurrences(m, time.Date(2030, 6, 1, 0, 0, 0, 0, time.UTC), time.Date(2030, 7, 1, 0, 0, 0, 0, time.UTC))
	if err != nil || len(times) != 2 || times[1].Of != "2030-06-17T10:00:00" {
		t.Errorf("%+v %v", times, err)
	}
	old := plain("Đã họp", "2020-06-03T08:00:00", 60)
	old.State, old.People = office.MeetingConfirmed, m.People
	if old, err = Arrange(ctx, s, who, old); err != nil {
		t.Fatal(err)
	}
	if _, err := Note(ctx, s, who, office.MeetingEntry{Meeting: old.ID, Deed: office.MeetingOpened, At: s.Time().Add(-time.Hour)}); err != nil {
		t.Fatal(err)
	}
	if _, err := Cancel(ctx, s, who, old.ID, "", "nhầm"); !errors.Is(err, WasHeld) {
		t.Errorf("cancelled after it was held: %v", err)
	}
	secret := plain("Họp", "2030-06-05T08:00:00", 60)
	secret.Purpose = "Tài liệu\nĐộ mật: TỐI MẬT"
	if _, err := Arrange(ctx, s, who, secret); !errors.Is(err, SecretMatter) {
		t.Errorf("%v", err)
	}
}
