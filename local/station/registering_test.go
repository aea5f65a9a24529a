package station

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/store"
)

// letterIn is a document that came in.
func letterIn(number, subject string) office.Registered {
	return office.Registered{Flow: office.FlowIn, To: "Bộ phận Một cửa", Document: office.Document{
		Number: number, Symbol: "UBND-VP", Issuer: "Ủy ban nhân dân tỉnh Mẫu", Subject: subject, Issued: fmt.Sprintf("%d-11-20", thisYear()), Secrecy: office.Ordinary}}
}

// finds checks the subjects of what is found, the newest first.
func (d *desk) findsRegistered(t *testing.T, w office.RegisteredWish, most int, want ...string) {
	t.Helper()
	keys, more, err := d.FindRegistered(t.Context(), w, most)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := d.RegisteredRows(t.Context(), keys)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		got = append(got, r.Document.Subject)
	}
	if !slices.Equal(got, want) || more != (most > 0 && most == len(want) && most == 2) {
		t.Errorf("%+v finds %q, more %v", w, got, more)
	}
}

func TestDocumentsAreFoundByRegisterYearAndHoweverTheirNumberIsSpelt(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	d.enters(t, "một")
	d.enters(t, "hai")
	if _, err := d.Register(t.Context(), staff[0], letterIn("137", "ba")); err != nil {
		t.Fatal(err)
	}
	d.findsRegistered(t, office.RegisteredWish{}, 0, "ba", "hai", "một")
	d.findsRegistered(t, office.RegisteredWish{}, 2, "ba", "hai")
	d.findsRegistered(t, office.RegisteredWish{Flow: office.FlowOut}, 0, "hai", "một")
	d.findsRegistered(t, office.RegisteredWish{Flow: office.FlowPost}, 0)
	d.findsRegistered(t, office.RegisteredWish{Year: thisYear()}, 0, "ba", "hai", "một")
	d.findsRegistered(t, office.RegisteredWish{Year: thisYear() - 1}, 0)
	d.findsRegistered(t, office.RegisteredWish{Flow: office.FlowIn, Year: thisYear()}, 0, "ba")
	for _, text := range []string{"137/UBND-VP", "0137/ubnd-vp", "137ubndvp", fmt.Sprint("137/", thisYear(), "/UBND-VP"), "UBND-VP 137", "ba", "tinh mau", "một cửa"} {
		d.findsRegistered(t, office.RegisteredWish{Flow: office.FlowIn, Text: text}, 0, "ba")
	}
	for _, text := range []string{"2/QĐ-UBND", "02/qd-ubnd", "2qdubnd"} {
		d.findsRegistered(t, office.RegisteredWish{Text: text}, 0, "hai")
		d.findsRegistered(t, office.RegisteredWish{Flow: office.FlowIn, Text: text}, 0)
	}
	d.findsRegistered(t, office.RegisteredWish{Text: "///"}, 0)
	if _, err := d.RegisteredRows(t.Context(), []int64{1 << 40}); !errors.Is(err, store.NoSuchRecord) {
		t.Errorf("a key of nothing: %v", err)
	}
}

func TestWhatWasEnteredIsPutRightWithoutItsNumber(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	was, err := d.Register(t.Context(), staff[0], letterIn("137", "gõ nhầm"))
	if err != nil {
		t.Fatal(err)
	}
	now := was
	now.Document.Subject, now.Document.Number, now.To, now.Number, now.Series = "  đã   sửa ", "138", "Văn phòng ", 9, "in/2020/"
	got, err := d.EditRegistered(t.Context(), staff[0], now)
	if err != nil || got.Document.Subject != "đã sửa" || got.Document.Number != "138" || got.To != "Văn phòng" || got.Number != 1 || got.Series != was.Series {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := d.EditRegistered(t.Context(), staff[0], now); !errors.Is(err, store.Stale) {
		t.Errorf("over what another put right: %v", err)
	}
	empty := got
	empty.Document.Subject = " "
	if _, err := d.EditRegistered(t.Context(), staff[0], empty); !errors.Is(err, documents.NoSubject) {
		t.Errorf("of no subject: %v", err)
	}
	secret := got
	secret.Document.Secrecy = office.Secret
	if _, err := d.EditRegistered(t.Context(), staff[0], secret); !errors.Is(err, office.SecretAtTheDoor) {
		t.Errorf("a secret: %v", err)
	}
	out, err := d.Register(t.Context(), staff[0], decision("đi"))
	if err != nil {
		t.Fatal(err)
	}
	out.Document.Number = "77"
	if got, err := d.EditRegistered(t.Context(), staff[0], out); err != nil || got.Document.Number != "" || got.Numbered() != "01/QĐ-UBND" {
		t.Errorf("a number of what goes out: %+v %v", got, err)
	}
	out.Version++
	other := out
	other.Document.Type = "thong-bao"
	if _, err := d.EditRegistered(t.Context(), staff[0], other); !errors.Is(err, documents.NumberStays) {
		t.Errorf("to the numbers of another type: %v", err)
	}
	if _, err := d.CancelRegistered(t.Context(), staff[0], out.ID, "nhầm"); err != nil {
		t.Fatal(err)
	}
	out.Version++
	if _, err := d.EditRegistered(t.Context(), staff[0], out); err == nil {
		t.Error("a cancelled one was changed")
	}
	none := decision("không loại")
	none.Document.Type = ""
	if _, err := d.Register(t.Context(), staff[0], none); !errors.Is(err, documents.NoType) {
		t.Errorf("of no type: %v", err)
	}
}

func TestWordsOfTheRegistersAreOfferedNewestFirst(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	for _, issuer := range []string{"Sở Mẫu", "Huyện Mẫu", "Sở Mẫu"} {
		r := letterIn("1", "x")
		r.Document.Issuer = issuer
		if _, err := d.Register(t.Context(), staff[0], r); err != nil {
			t.Fatal(err)
		}
	}
	d.enters(t, "đi")
	w, err := d.RegisterWords(t.Context(), office.FlowIn)
	if err != nil || !slices.Equal(w.Issuers, []string{"Sở Mẫu", "Huyện Mẫu"}) || !slices.Equal(w.To, []string{"Bộ phận Một cửa"}) {
		t.Errorf("%+v %v", w, err)
	}
	if w, err = d.RegisterWords(t.Context(), office.FlowOut); err != nil || !slices.Equal(w.Symbols["quyet-dinh"], []string{"QĐ-UBND"}) {
		t.Errorf("%+v %v", w, err)
	}
}

// TestANewYearIsToldInWholeSentencesAndOpenedByAPerson has the clock stand in the next year.
func TestANewYearIsToldInWholeSentencesAndOpenedByAPerson(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	const aYear = 366 * 24 * time.Hour
	d.clock = later{d.clock, aYear}
	year := d.clock.Now().In(office.VietNam).Year()
	_, err := d.NumbersStand(t.Context(), year)
	told, _ := office.FailureIn(err)
	if !errors.Is(err, YearNotOpen) || strings.Contains(told.Said+told.Next, "%") || !strings.Contains(told.Said, fmt.Sprint("năm ", year, " chưa mở")) {
		t.Errorf("%v: %s %s", err, told.Said, told.Next)
	}
	if _, err := d.Register(t.Context(), staff[0], letterIn("137", "năm sau")); !errors.Is(err, YearNotOpen) {
		t.Errorf("registered: %v", err)
	}
	if err := d.OpenYear(t.Context(), staff[0], office.YearWish{Year: year}); err != nil {
		t.Fatal(err)
	}
	if r, err := d.Register(t.Context(), staff[0], letterIn("137", "năm sau")); err != nil || r.Year != year || r.Said() != "01" {
		t.Errorf("%+v %v", r, err)
	}
}

// TestADocumentOfOursHasTheNumberOfItsRegisterAlone: one that was typed is told, not dropped.
func TestADocumentOfOursHasTheNumberOfItsRegisterAlone(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	for _, f := range []office.Flow{office.FlowOut, office.FlowInternal} {
		r := decision("Về việc một")
		r.Flow, r.Document.Number = f, "999"
		if _, err := d.Register(t.Context(), staff[0], r); !errors.Is(err, documents.NumberGiven) {
			t.Errorf("%s: %v", f, err)
		}
	}
	if got := d.enters(t, "Về việc hai"); got != "01" {
		t.Errorf("the first number is %s", got)
	}
}

// TestNoRegisterIsOfAYearOrAFlowThatIsNone.
func TestNoRegisterIsOfAYearOrAFlowThatIsNone(t *testing.T) {
	d, path := newDesk(t), filepath.Join(t.TempDir(), "a.pdf")
	for _, year := range []int{1, -5, 1944, 2200, 99_999} {
		if _, err := d.SaveRegister(t.Context(), office.FlowIn, year, path, ""); !errors.Is(err, documents.NoSuchYear) {
			t.Errorf("a register of %d: %v", year, err)
		}
		if _, err := d.SaveFollowed(t.Context(), "follow", year, path, ""); !errors.Is(err, documents.NoSuchYear) {
			t.Errorf("what is followed of %d: %v", year, err)
		}
	}
	if _, err := d.SaveRegister(t.Context(), "xyz", thisYear(), path, ""); !errors.Is(err, documents.NoSuchFlow) {
		t.Errorf("a flow that is none: %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something was written: %v", err)
	}
}

// TestTheDayOfEntryIsOfTheYearOfItsNumberAndHasCome: whether it is typed at once or put right later.
func TestTheDayOfEntryIsOfTheYearOfItsNumberAndHasCome(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	kept := d.registers(t, arrived("về việc đến"))
	for day, want := range map[string]error{
		d.today().AddDate(0, 0, 1).Format(time.DateOnly):  documents.EnteredAhead,
		d.today().AddDate(-1, 0, 0).Format(time.DateOnly): documents.OtherYearEntered,
		d.today().Format(time.DateOnly):                   nil,
	} {
		r := arrived("về việc đến")
		r.Entered = day
		if _, err := d.Register(t.Context(), staff[0], r); !errors.Is(err, want) {
			t.Errorf("entered on %s: %v", day, err)
		}
		now, err := d.RegisteredOf(t.Context(), kept.ID)
		if err != nil {
			t.Fatal(err)
		}
		now.Entered = day
		if _, err := d.EditRegistered(t.Context(), staff[0], now); !errors.Is(err, want) {
			t.Errorf("put right to %s: %v", day, err)
		}
	}
}

// TestADoubtedDayIsTakenAtNoDoorWithoutAWord has documents of a day to come, of year 1, and of another year than their
// number, at each door by which one comes onto a register, or is put right there: without a word nothing is kept, and
// with one the word stands with the record. Of a day that nobody doubts no word is kept.
func TestADoubtedDayIsTakenAtNoDoorWithoutAWord(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	ahead := time.Now().AddDate(4, 0, 0).Format(time.DateOnly)
	first := d.registers(t, came("1", "đã ở trong sổ"))
	doors := map[string]func(office.Registered) (office.Registered, error){
		"by itself": func(r office.Registered) (office.Registered, error) { return d.Register(t.Context(), staff[0], r) },
		"with files": func(r office.Registered) (office.Registered, error) {
			return d.RegisterWith(t.Context(), staff[0], r, office.Enclosing{}, nil)
		},
		"put right": func(r office.Registered) (office.Registered, error) {
			now, err := d.RegisteredOf(t.Context(), first.ID)
			if err != nil {
				t.Fatal(err)
			}
			now.Document.Issued, now.DaySure = r.Document.Issued, r.DaySure
			return d.EditRegistered(t.Context(), staff[0], now)
		},
	}
	for door, enter := range doors {
		for day, want := range map[string]error{ahead: office.DayAhead, "0001-01-01": office.DayLongAgo, "2020-02-03": nil} {
			r := came("", "về "+day)
			r.Document.Issued = day
			is, err := enter(r)
			if !errors.Is(err, want) {
				t.Errorf("%s, %s: %v", door, day, err)
			}
			r.DaySure = true
			if want != nil {
				is, err = enter(r)
			}
			if err != nil || is.DaySure != (want != nil) || is.Document.Issued != day {
				t.Errorf("%s, %s with a word: %+v, %v", door, day, is, err)
			}
		}
	}
	out := decision("của năm khác")
	out.Document.Issued = "2020-02-03"
	if _, err := d.Register(t.Context(), staff[0], out); !errors.Is(err, office.DayOtherYear) {
		t.Errorf("of another year: %v", err)
	}
	deeds, err := d.History(t.Context(), first.ID)
	if text, _ := json.Marshal(deeds); err != nil || !strings.Contains(string(text), "Ngày văn bản đã được xem lại") {
		t.Errorf("its history says %s, %v", text, err)
	}
}
