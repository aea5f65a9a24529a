package workfiles

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/store"
)

const tester = "Nguyễn Văn Mẫu"

func shelf(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "office.db"), store.Options{Clock: office.SystemClock{}, Kinds: append(documents.Kinds(), Kinds()...)})
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

func saved(t *testing.T, s *store.Store, step string, all ...store.Change) {
	t.Helper()
	if err := s.Save(t.Context(), store.Act{Actor: tester, Step: step}, all...); err != nil {
		t.Fatal(err)
	}
}

// TestAFileOfTenThousandDocuments closes one, and reads it in order of time.
func TestAFileOfTenThousandDocuments(t *testing.T) {
	const many = 10_000
	s := shelf(t)
	f := office.WorkFile{Year: 2026, Notation: "01.VP", Title: "Hồ sơ lớn", Retention: 20, Creator: tester, Opened: "2026-01-01", State: office.FileOpen}
	saved(t, s, StepOpen, Files.Put(&f))
	first := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	papers, lying, putIn := make([]office.Registered, many), make([]office.Filed, many), make([]store.Change, many)
	changes := make([]store.Change, many)
	for i := range papers {
		day := first.AddDate(0, 0, (i*7919)%many/10).Format(time.DateOnly) // no order, and ten of each day
		papers[i] = office.Registered{
			ID: office.NewID(first), Flow: office.FlowOut, Entered: day, Year: first.AddDate(0, 0, (i*7919)%many/10).Year(), Series: "out/2026/x", Number: many - i, State: office.RegisteredStands,
			Document: office.Document{Type: "quyet-dinh", Symbol: "QĐ-UBND", Subject: fmt.Sprint("Văn bản ", i), Issued: day, Secrecy: office.Ordinary},
		}
		changes[i] = documents.Registered.Put(&papers[i])
	}
	saved(t, s, documents.StepRegister, changes...)
	for i := range papers {
		lying[i] = office.Filed{File: f.ID, Document: papers[i].ID, Pages: 2, Added: "2026-01-01", State: office.FiledIn}
		putIn[i] = Filed.Put(&lying[i])
	}
	saved(t, s, StepAdd, putIn...)
	f.State, f.Ended = office.FileClosed, "2026-11-01"
	closing := office.FileClosing{File: f.ID, Day: f.Ended}
	saved(t, s, StepClose, Closings.Put(&closing), Files.Put(&f))
	c, err := Contents(t.Context(), s, f)
	if err != nil || len(c.Documents) != many || c.Pages != 2*many || c.Late != 0 {
		t.Fatalf("%d documents, %d pages, %d late, %v", len(c.Documents), c.Pages, c.Late, err)
	}
	for i, d := range c.Documents {
		if d.Ordinal != i+1 || d.Filed.ID != closing.Order[i] || i > 0 && byTime(c.Documents[i-1], d) >= 0 {
			t.Fatalf("the %d. has ordinal %d, after %+v stands %+v", i+1, d.Ordinal, c.Documents[max(i, 1)-1].Document, d.Document)
		}
	}
	if said := strings.Join(c.Remarks, "\n"); !strings.Contains(said, "3 chữ số") || !strings.Contains(said, "4 chữ số") {
		t.Errorf("nothing tells that the decree's fields are too short: %q", said)
	}
	lines := 0
	for _, err := range DocumentsList(c, nil).Rows {
		if lines++; err != nil {
			t.Fatal(err)
		}
	}
	if lines != many {
		t.Errorf("the list has %d lines", lines)
	}
}

// TestTheOrderOfTimeIsTheSameWhateverCameFirst puts the same documents in every order.
func TestTheOrderOfTimeIsTheSameWhateverCameFirst(t *testing.T) {
	paper := func(id, issued, entered string, number int) office.Registered {
		return office.Registered{ID: office.ID(id), Entered: entered, Number: number, Document: office.Document{Issued: issued}}
	}
	papers := map[office.ID]office.Registered{}
	for _, r := range []office.Registered{paper("a", "2026-05-02", "2026-05-03", 1), paper("b", "2026-05-01", "2026-05-03", 2), paper("c", "", "2026-05-01", 3), paper("d", "2026-05-02", "2026-05-03", 0)} {
		papers[r.ID] = r
	}
	all := []office.Filed{{ID: "1", Document: "a"}, {ID: "2", Document: "b"}, {ID: "3", Document: "c"}, {ID: "4", Document: "d"}, {ID: "5", Document: "a"}}
	for range len(all) {
		all = append(all[1:], all[0])
		for _, order := range [][]office.Filed{slices.Clone(all), {all[1], all[0], all[2], all[4], all[3]}} {
			got, err := inOrder(order, func(id office.ID) (office.Registered, error) { return papers[id], nil })
			said := ""
			for _, d := range got {
				said += string(d.Filed.ID)
			}
			if err != nil || said != "3241" {
				t.Errorf("%q %v", said, err)
			}
		}
	}
}

func TestRetentionsAreReadAsPeopleWriteThem(t *testing.T) {
	for said, want := range map[string]office.Retention{"Vĩnh viễn": office.Forever, " vinh vien ": office.Forever, "20 năm": 20, "5": 5, "70 nam": 70, "200": 200} {
		if r, is := office.ParseRetention(said); !is || r != want {
			t.Errorf("%q is read as %d, %v", said, r, is)
		}
	}
	for _, said := range []string{"", "năm", "0", "-1", "201", "lâu", "5 năm rưỡi"} {
		if r, is := office.ParseRetention(said); is {
			t.Errorf("%q is read as %d", said, r)
		}
	}
}

func TestHeadingsBearRomanNumerals(t *testing.T) {
	for n, want := range map[int]string{1: "I", 4: "IV", 9: "IX", 14: "XIV", 40: "XL", 1994: "MCMXCIV"} {
		if got := roman(n); got != want {
			t.Errorf("%d is %s", n, got)
		}
	}
}

// TestADocumentThatIsNotHereYetIsToldAsSuch reads a file of which a document is
// missing.
func TestADocumentThatIsNotHereYetIsToldAsSuch(t *testing.T) {
	got, err := inOrder([]office.Filed{{ID: "1", Document: "a", Added: "2026-05-01"}}, func(office.ID) (office.Registered, error) { return office.Registered{}, store.NoSuchRecord })
	if err != nil || len(got) != 1 || !got[0].Missing {
		t.Errorf("%+v %v", got, err)
	}
	wrong := errors.New("a disk that does not read")
	if _, err := inOrder([]office.Filed{{ID: "1"}}, func(office.ID) (office.Registered, error) { return office.Registered{}, wrong }); !errors.Is(err, wrong) {
		t.Errorf("it is told as missing: %v", err)
	}
}
