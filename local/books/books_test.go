package books

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/store"
)

func shelf(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "office.db"), store.Options{Clock: office.SystemClock{}, Kinds: Kinds()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func by(step string) store.Act { return store.Act{Actor: "Nguyễn Văn Mẫu", Step: step} }

// entered is a new record with answers to all that is needed, and more.
func entered(t testing.TB, s *store.Store, b Any, answers map[string]string) office.Sheet {
	t.Helper()
	all := map[string]string{}
	for _, a := range b.About().Asks {
		switch {
		case !a.Needed:
		case a.How == office.AskMoment:
			all[a.Key] = fmt.Sprintf("2026-11-02T%02d:00:00Z", len(all))
		case a.How == office.AskDay:
			all[a.Key] = "2026-11-02"
		case a.How == office.AskReceipt:
			all[a.Key] = office.ReceiptNumber("471082359", 7)
		case len(a.Choices) > 0:
			all[a.Key] = a.Choices[0].Key
		case a.Key == "link":
			all[a.Key] = "https://hop.vi-du.vn/{phong}"
		default:
			all[a.Key] = "Mẫu " + a.Key
		}
	}
	for key, answer := range answers {
		all[key] = answer
	}
	sheet, err := b.Keep(t.Context(), s, by("enter"), office.Sheet{Answers: all})
	if err != nil {
		t.Fatal(err)
	}
	return sheet
}

func TestEachRegisterIsKeptByItsQuestionsAlone(t *testing.T) {
	for _, b := range Shelf {
		t.Run(b.About().Name, func(t *testing.T) {
			s := shelf(t)
			first := entered(t, s, b, nil)
			if first.ID == "" || first.Version != 1 || first.Title == "" || first.Stands == "" {
				t.Errorf("entered: %+v", first)
			}
			asks := b.About().Asks
			key := asks[slices.IndexFunc(asks, func(a office.Ask) bool { return a.Needed && a.How == "" || a.How == office.AskLines })].Key
			first.Answers[key] = "  Đường   Hai  "
			edited, err := b.Keep(t.Context(), s, by("edit"), first)
			if err != nil || edited.Answers[key] != "Đường Hai" || edited.Version != 2 {
				t.Fatalf("edited: %+v, %v", edited, err)
			}
			if _, err := b.Keep(t.Context(), s, by("edit"), first); !errors.Is(err, store.Stale) {
				t.Errorf("edited an older version: %v", err)
			}
			for text, n := range map[string]int{"duong": 1, "ĐƯỜNG hai": 1, "không có": 0, "": 1} {
				if found, _, err := b.List(t.Context(), s, text, 10); err != nil || len(found) != n {
					t.Errorf("%q finds %d: %v", text, len(found), err)
				}
			}
		})
	}
}

func TestARegisterRefusesWhatIsNoAnswer(t *testing.T) {
	for _, b := range Shelf {
		for _, a := range b.About().Asks {
			wrong := map[string]error{}
			if a.Needed {
				wrong[" \n "] = Unanswered
			}
			if len(a.Choices) > 0 {
				wrong["không có lựa chọn này"] = NoSuchChoice
			}
			if a.How == office.AskDay {
				wrong["23/11/2026"], wrong["2026-02-30"] = BadDay, BadDay
			}
			if a.How == office.AskMoment {
				wrong["23/11/2026"], wrong["25:00 23/11/2026"] = BadMoment, BadMoment
			}
			if a.How == office.AskReceipt {
				wrong["471-082-359-07-5"], wrong["471-082-359"] = BadReceiptNumber, BadReceiptNumber
			}
			wrong[strings.Repeat("ễ", mostAnswer+1)] = TooLong
			for answer, want := range wrong {
				if _, err := Answered(a, answer); !errors.Is(err, want) {
					t.Errorf("%s %s: %v, not %v", b.About().Name, a.Key, err, want)
				}
			}
		}
	}
}

// filled answers all that has a time or several lines, each moment after those before it.
func filled(b Any) map[string]string {
	all := map[string]string{}
	if len(b.About().Moves) == 0 {
		return all
	}
	for i, a := range b.About().Asks {
		switch {
		case a.How == office.AskDay && !a.Needed:
			all[a.Key] = fmt.Sprintf("2026-11-%02d", i+1)
		case a.How == office.AskReceipt:
			all[a.Key] = office.ReceiptNumber("471082359", 7)
		case a.Key == "approver" || a.Key == "number" || a.Key == "elsewhere" || a.Key == "reason":
			all[a.Key] = "Mẫu"
		case a.How == office.AskMoment:
			all[a.Key] = fmt.Sprintf("2026-11-02T%02d:00:00Z", i%24)
		case a.How == office.AskLines:
			all[a.Key] = "Mẫu " + a.Key
		}
	}
	return all
}

func TestEachStepOfARegisterLeadsWhereItSays(t *testing.T) {
	for _, b := range Shelf {
		s := shelf(t)
		sheet := entered(t, s, b, filled(b))
		moves := b.About().Moves
		if len(moves) < 2 && !b.About().Single {
			t.Fatalf("%s: %+v", b.About().Name, moves)
		}
		for range 2 {
			for _, m := range moves {
				if slices.Contains(b.About().Open, sheet.State) { // a step may have taken answers back
					sheet.Answers = filled(b)
					var err error
					if sheet, err = b.Keep(t.Context(), s, by(StepEdit), sheet); err != nil {
						t.Fatal(err)
					}
				}
				can := false
				for _, from := range m.From {
					can = can || from == sheet.State
				}
				moved, err := b.Move(t.Context(), s, by(m.Step), sheet.ID)
				if can != (err == nil) || err != nil && !errors.Is(err, store.WrongState) {
					t.Errorf("%s from %s: %v", m.Step, sheet.State, err)
				}
				if err == nil {
					if moved.State == sheet.State || moved.Stands == sheet.Stands {
						t.Errorf("%s leads from %s to %s", m.Step, sheet.State, moved.State)
					}
					sheet = moved
				}
			}
		}
		if _, err := b.Move(t.Context(), s, by("edit"), sheet.ID); !errors.Is(err, NoSuchStep) {
			t.Errorf("moved by no move: %v", err)
		}
	}
}

func TestARegisterIsExportedWithAllItsAnswersInWords(t *testing.T) {
	for _, b := range Shelf {
		s := shelf(t)
		entered(t, s, b, nil)
		out, err := b.Table(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "sổ.json")
		if err := out.Save(context.Background(), path); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(path)
		if err != nil || !json.Valid(text) {
			t.Fatal(err)
		}
		for _, a := range b.About().Asks {
			want := []string{a.Said}
			if a.Needed && len(a.Choices) > 0 {
				want = append(want, a.Choices[0].Said)
			}
			for _, w := range want {
				if !strings.Contains(string(text), w) {
					t.Errorf("%s does not export %q", b.About().Name, w)
				}
			}
		}
	}
}

func TestEveryStepAndFieldOfARegisterHasItsWords(t *testing.T) {
	for _, b := range Shelf {
		for _, step := range b.AnyKind().Ways() {
			if step.Said == "" || step.Needs == "" && step.Name != store.MergeStep && step.Name != StepRaise {
				t.Errorf("%s: %+v", b.About().Name, step)
			}
		}
		for _, a := range b.About().Asks {
			if b.AnyKind().Field(a.Key) != a.Said {
				t.Errorf("%s is asked as %q and told as %q", a.Key, a.Said, b.AnyKind().Field(a.Key))
			}
		}
	}
}

// carried brings what one station wrote to another.
func carried(t *testing.T, from, to *store.Store) {
	t.Helper()
	if _, err := to.Receive(t.Context(), by("exchange"), func(yield func(store.Arrival) error) error { return from.Leaving(t.Context(), 0, yield) }); err != nil {
		t.Fatal(err)
	}
}

// wordsOf is a question of a register that takes any words, in lines.
func wordsOf(b Any) string {
	for _, a := range b.About().Asks {
		if !a.Needed && a.How == office.AskLines {
			return a.Key
		}
	}
	return ""
}

func TestOfVersionsMadeApartAPersonKeepsOne(t *testing.T) {
	for _, b := range Shelf {
		one, two := shelf(t), shelf(t)
		sheet, key := entered(t, one, b, nil), wordsOf(b)
		carried(t, one, two)
		for i, s := range []*store.Store{one, two} {
			changed := sheet
			changed.Answers = map[string]string{key: fmt.Sprint("Người giữ ", i)}
			if _, err := b.Keep(t.Context(), s, by("edit"), changed); err != nil {
				t.Fatal(err)
			}
		}
		carried(t, two, one)
		all, err := b.Versions(t.Context(), one, sheet.ID)
		if err != nil || len(all) != 2 || all[0].By == "" {
			t.Fatalf("%+v, %v", all, err)
		}
		for _, m := range b.About().Moves {
			if !slices.Contains(m.From, sheet.State) {
				continue
			}
			if _, err := b.Move(t.Context(), one, by(m.Step), sheet.ID); !errors.Is(err, store.Apart) {
				t.Errorf("changed before it was settled: %v", err)
			}
		}
		out, err := b.Table(t.Context(), one)
		if err != nil {
			t.Fatal(err)
		}
		for row, err := range out.Rows {
			if err != nil || !strings.Contains(fmt.Sprint(row...), "Có 2 bản khác nhau") {
				t.Errorf("exported as %v, %v", row, err)
			}
		}
		want := all[1].Answers[key]
		if _, err := b.Settle(t.Context(), one, by(store.SettleStep), sheet.ID, "x", nil); !errors.Is(err, store.NoSuchVersion) {
			t.Errorf("a third version was kept: %v", err)
		}
		if _, err := b.Settle(t.Context(), one, by(store.SettleStep), sheet.ID, all[1].Entry, nil); !errors.Is(err, store.Stale) {
			t.Errorf("settled without having seen the other: %v", err)
		}
		kept, err := b.Settle(t.Context(), one, by(store.SettleStep), sheet.ID, all[1].Entry, []office.ID{all[0].Entry})
		if err != nil || kept.Answers[key] != want {
			t.Fatalf("%+v, %v", kept, err)
		}
		carried(t, one, two)
		for _, s := range []*store.Store{one, two} {
			if all, err := b.Versions(t.Context(), s, sheet.ID); err != nil || len(all) != 1 || all[0].Answers[key] != want {
				t.Errorf("after that: %+v, %v", all, err)
			}
		}
	}
}

func TestAChannelWithoutItsRegulationIsWarnedOf(t *testing.T) {
	s := shelf(t)
	bare := entered(t, s, Channels, nil)
	if len(bare.Warns) != 1 || !strings.Contains(bare.Warns[0], "quy chế") {
		t.Errorf("without a regulation: %q", bare.Warns)
	}
	bare.Answers["regulation"], bare.Answers["issued"] = "05/QĐ-UBND", "2026-01-15"
	whole, err := Channels.Keep(t.Context(), s, by("edit"), bare)
	if err != nil || len(whole.Warns) != 0 {
		t.Errorf("with one: %q, %v", whole.Warns, err)
	}
}

func TestOneAddressIsOneChannelHere(t *testing.T) {
	s := shelf(t)
	entered(t, s, Channels, map[string]string{"address": "mau.example"})
	_, err := Channels.Keep(t.Context(), s, by("enter"), office.Sheet{Answers: map[string]string{"name": "Hai", "sort": "other", "address": "mau.example"}})
	if !errors.Is(err, ChannelTaken) {
		t.Errorf("a second channel at one address: %v", err)
	}
}

func TestTheReportCountsChannelsBySort(t *testing.T) {
	report := Channels.Tally([]Channel{
		{Sort: "national", State: channelOpen, Regulation: "1"}, {Sort: "national", State: channelOpen}, {Sort: "national", State: channelClosed}, {Sort: "other", State: channelClosed},
	}, time.Now())
	want := []string{"0 kênh đang dùng, trong đó 0 kênh chưa có quy chế; 0 kênh đã ngừng", "0 kênh đang dùng", "2 kênh đang dùng, trong đó 1 kênh chưa có quy chế; 1 kênh đã ngừng", "0 kênh đang dùng, trong đó 0 kênh chưa có quy chế; 1 kênh đã ngừng"}
	for i, said := range report {
		if !strings.HasPrefix(said, channelSorts[i].Said) || !strings.Contains(said, want[i]) {
			t.Errorf("%q lacks %q", said, want[i])
		}
	}
}

func TestWhatAMeetingLacksIsWarnedOf(t *testing.T) {
	s := shelf(t)
	var parts []string
	for _, p := range facilityParts {
		parts = append(parts, p.Key)
	}
	today := s.Time().In(office.VietNam).Format(time.DateOnly)
	for _, c := range []struct {
		has, checked string
		want         []string
	}{
		{"", "", []string{"Camera, Micro, Loa", "Chưa ghi ngày kiểm tra"}},
		{strings.Join(parts, "\n"), today, nil},
		{strings.Join(parts[1:], "\n"), today, []string{"Còn thiếu: Camera (Điều 9.5b)"}},
		{strings.Join(parts, "\n"), "2020-01-01", []string{"đã quá 180 ngày"}},
	} {
		sheet := entered(t, s, Facilities, map[string]string{"name": "Phòng " + c.has + c.checked, "has": c.has, "checked": c.checked})
		if len(sheet.Warns) != len(c.want) {
			t.Errorf("%q checked %q: %q", c.has, c.checked, sheet.Warns)
			continue
		}
		for i, w := range c.want {
			if !strings.Contains(sheet.Warns[i], w) {
				t.Errorf("%q checked %q: %q lacks %q", c.has, c.checked, sheet.Warns[i], w)
			}
		}
	}
	moved, err := Facilities.Move(t.Context(), s, by("retire"), entered(t, s, Facilities, nil).ID)
	if err != nil || len(moved.Warns) != 0 {
		t.Errorf("out of use: %+v, %v", moved.Warns, err)
	}
}
