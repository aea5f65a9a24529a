package station

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	registers "tram/local/books"
	"tram/local/letter/lettertest"
	"tram/local/office"
	"tram/local/receptionforms"
	"tram/local/store"
)

// hears enters a reception in person, which was an hour ago, with more answers.
func (d *desk) hears(t *testing.T, more map[string]string) office.Sheet {
	t.Helper()
	answers := map[string]string{
		"at": d.clock.Now().Add(-time.Hour).UTC().Format(time.RFC3339), "by": "Nguyễn Văn Mẫu", "way": office.ReceptionHere, "sort": "denunciation",
		"name": "Lê Thị Thídụ", "address": "thôn Haimươi", "number": "001090000001", "matter": "Mươngnước", "statement": "Tườngrào lấn đường",
	}
	maps.Copy(answers, more)
	sheet, err := d.KeepSheet(t.Context(), registers.ReceptionsName, staff[0], office.Sheet{Answers: answers})
	if err != nil {
		t.Fatal(err)
	}
	return sheet
}

// TestNobodyWhoCameIsToldOnTodayOrFound: what waits of a reception names its time and what is missing,
// and the search over all kinds finds it by nothing that tells who came.
func TestNobodyWhoCameIsToldOnTodayOrFound(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	sheet := d.hears(t, nil)
	is, err := d.WaitingOf(ctx, "register")
	if err != nil || is.Count != 1 || len(is.Newest) != 1 {
		t.Fatalf("%+v, %v", is, err)
	}
	w := is.Newest[0]
	if w.Book != registers.ReceptionsName || w.Record != sheet.ID || !strings.HasPrefix(w.Title, "Sổ tiếp công dân: ") || !strings.Contains(w.Below, "hướng xử lý (Điều 15.2)") {
		t.Errorf("it waits as %+v", w)
	}
	for _, word := range []string{"Thídụ", "Haimươi", "001090000001", "Mươngnước", "Tườngrào"} {
		if strings.Contains(w.Title+w.Below, word) {
			t.Errorf("%q is told: %+v", word, w)
		}
		found, err := d.FindAnything(ctx, office.SearchWish{Text: word}, 10)
		if err != nil || len(found.Hits) > 0 {
			t.Errorf("%q finds %+v, %v", word, found.Hits, err)
		}
	}
	if found, err := d.FindAnything(ctx, office.SearchWish{Text: "Tố cáo"}, 10); err != nil || len(found.Hits) != 1 {
		t.Errorf("by its sort: %+v, %v", found.Hits, err)
	}
}

// TestPapersOfAReceptionAreWrittenFromItsRecord, under names that tell nobody, and each that there is
// nothing to make of is refused and leaves no file.
func TestPapersOfAReceptionAreWrittenFromItsRecord(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	sheet := d.hears(t, nil)
	for name, want := range map[string]error{"bien-nhan": receptionforms.NoPapers, "tu-choi": receptionforms.NotRefused, "bien-ban": receptionforms.NoSuchForm} {
		path := filepath.Join(t.TempDir(), "a.pdf")
		_, stands := d.SheetPaper(ctx, registers.ReceptionsName, sheet.ID, name)
		for _, err := range []error{stands, d.SaveSheetPaper(ctx, registers.ReceptionsName, sheet.ID, name, path), d.SaveReceptionPaper(ctx, sheet.ID, name, path, false)} {
			if _, there := os.Stat(path); !errors.Is(err, want) || there == nil {
				t.Errorf("%s: %v, a file: %v", name, err, there == nil)
			}
		}
	}
	if err := d.SaveReceptionPaper(ctx, "x", "ban-ghi", filepath.Join(t.TempDir(), "a.pdf"), false); !errors.Is(err, store.NoSuchRecord) {
		t.Errorf("of no reception: %v", err)
	}
	if err := d.SaveReceptionPaper(ctx, sheet.ID, "ban-ghi", filepath.Join(t.TempDir(), "a.pdf"), true); err == nil {
		t.Error("signed without a key")
	}
	is, err := d.SheetPaper(ctx, registers.ReceptionsName, sheet.ID, "ban-ghi")
	if want := "ban-ghi-" + office.DayOf(office.MomentOf(sheet.Answers["at"])) + ".pdf"; err != nil || is.File != want || len(is.Lacks) > 0 {
		t.Errorf("the record is to be saved as %+v, %v", is, err)
	}
	window, verb := filepath.Join(t.TempDir(), "a.pdf"), filepath.Join(t.TempDir(), "b.pdf")
	if err := errors.Join(d.SaveSheetPaper(ctx, registers.ReceptionsName, sheet.ID, "ban-ghi", window), d.SaveReceptionPaper(ctx, sheet.ID, "ban-ghi", verb, false)); err != nil {
		t.Fatal(err)
	}
	one, err := os.ReadFile(window)
	other, failed := os.ReadFile(verb)
	if err != nil || failed != nil || string(one) != string(other) {
		t.Fatalf("the window and the verb make different papers: %v, %v", err, failed)
	}
	if got := lettertest.Text(t, one); !strings.Contains(got, "Lê Thị Thídụ") || !strings.Contains(got, "Tườngrào lấn đường") {
		t.Errorf("the record says\n%s", got)
	}
	if err := d.SaveReceptionPaper(ctx, sheet.ID, "ban-ghi", verb, false); !errors.Is(err, FileExists) {
		t.Errorf("over a file that is there: %v", err)
	}
}

// TestTheRegisterOfReceptionsHasThoseOfItsYear, and no year that is none.
func TestTheRegisterOfReceptionsHasThoseOfItsYear(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	year := office.MomentOf(d.hears(t, nil).Answers["at"]).In(office.VietNam).Year()
	path := filepath.Join(t.TempDir(), "so.pdf")
	if count, err := d.SaveReceptionRegister(ctx, year, path, ""); err != nil || count != 1 {
		t.Fatalf("%d rows, %v", count, err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := lettertest.Text(t, content); !strings.Contains(got, "SỔ TIẾP CÔNG DÂN") || !strings.Contains(got, "001090000001") || !strings.Contains(got, "Cộng: 1 dòng.") {
		t.Errorf("the register says\n%s", got)
	}
	if count, err := d.SaveReceptionRegister(ctx, year-1, filepath.Join(t.TempDir(), "so.xlsx"), ""); err != nil || count != 0 {
		t.Errorf("of the year before: %d, %v", count, err)
	}
	if _, err := d.SaveReceptionRegister(ctx, 26, filepath.Join(t.TempDir(), "so.xlsx"), ""); !errors.Is(err, BadYear) {
		t.Errorf("of the year 26: %v", err)
	}
}
