package station

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"tram/local/pdf/pdftest"

	"tram/local/documents"
	"tram/local/office"
)

// TestEachFileOfADocumentIsOpenedAndSavedByItself reads one of two, and the form with the stamp.
func TestEachFileOfADocumentIsOpenedAndSavedByItself(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	letter, annex := pdftest.Letter(t, "a.pdf", "ỦY BAN NHÂN DÂN TỈNH MẪU", "Số: 137/UBND-VP"), pdftest.Letter(t, "b.pdf", "PHỤ LỤC")
	w := d.arrives(t, came("137", "về việc ví dụ"), letter, annex)
	other := d.arrives(t, came("138", "về việc khác"), pdftest.Letter(t, "c.pdf", "VĂN BẢN KHÁC"))
	made, err := d.StampArrival(t.Context(), staff[0], w.ID, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "ra.pdf")
	if err := d.SaveOneEnclosed(t.Context(), w.ID, w.Files[1].ID, out); err != nil || !bytes.Equal(content(t, out), content(t, annex)) {
		t.Errorf("the annex is not what came: %v", err)
	}
	if err := d.SaveOneEnclosed(t.Context(), w.ID, w.Files[0].ID, out); err == nil || !bytes.Equal(content(t, out), content(t, annex)) {
		t.Errorf("a file that was there was written over: %v", err)
	}
	for name, file := range map[string]office.ID{"the letter": w.Files[0].ID, "the form with the stamp": made.ID} {
		b, err := d.OpenEnclosed(t.Context(), w.ID, file)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		hits, err := b.Find(t.Context(), "137/UBND-VP", 0, 1)
		if err != nil || len(hits) != 1 || len(b.Shapes()) != 1 {
			t.Errorf("%s: %d hits on %d pages, %v", name, len(hits), len(b.Shapes()), err)
		}
		stamps, err := b.Find(t.Context(), "ĐẾN", 0, 1)
		if err != nil || (len(stamps) > 0) != (file == made.ID) {
			t.Errorf("%s: the stamp is on it: %v, %v", name, len(stamps) > 0, err)
		}
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	}
	for _, file := range []office.ID{"", other.Files[0].ID} {
		if err := shut(d.OpenEnclosed(t.Context(), w.ID, file)); !errors.Is(err, documents.NoFiles) {
			t.Errorf("a file of another document is opened: %v", err)
		}
		if err := d.SaveOneEnclosed(t.Context(), w.ID, file, filepath.Join(t.TempDir(), "x")); !errors.Is(err, documents.NoFiles) {
			t.Errorf("a file of another document is saved: %v", err)
		}
	}
}

// TestAFileOfAnyKindIsKeptAsItCame has a packed folder and a page of the web come with a letter: they stand behind it, are
// written out byte for byte, and the stamp goes on what has pages.
func TestAFileOfAnyKindIsKeptAsItCame(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	packed, web, letter := filepath.Join(t.TempDir(), "phu-luc.zip"), filepath.Join(t.TempDir(), "trang"), pdftest.Letter(t, "a.pdf", "ỦY BAN NHÂN DÂN TỈNH MẪU")
	for path, said := range map[string]string{packed: "PK\x03\x04 không phải tệp văn phòng", web: "<html>ví dụ</html>"} {
		if err := os.WriteFile(path, []byte(said), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	only := d.arrives(t, came("137", "chỉ có tệp nén"), packed)
	if _, err := d.StampArrival(t.Context(), staff[0], only.ID, nil, nil); !errors.Is(err, documents.NoPDF) {
		t.Errorf("a stamp on a packed folder: %v", err)
	}
	if err := shut(d.OpenEnclosed(t.Context(), only.ID, only.Files[0].ID)); !errors.Is(err, NotShown) {
		t.Errorf("a packed folder is shown: %v", err)
	}
	w := d.arrives(t, came("138", "có tệp nén"), packed, letter, web)
	d.holds(t, w.ID, content(t, letter), content(t, packed), content(t, web))
	if twins, err := d.Duplicates(t.Context(), came("", ""), []string{packed}); err != nil || len(twins) != 2 {
		t.Errorf("the packed folder is known from %d documents, %v", len(twins), err)
	}
	made, err := d.StampArrival(t.Context(), staff[0], w.ID, nil, nil)
	if err != nil || made.Of != w.Files[0].ID {
		t.Errorf("stamped: %+v, %v", made, err)
	}
	later, err := d.Enclose(t.Context(), staff[0], only.ID, office.Enclosing{Paths: []string{letter}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if made, err := d.StampArrival(t.Context(), staff[0], only.ID, nil, nil); err != nil || made.Of != later.Files[1].ID {
		t.Errorf("stamped behind a packed folder: %+v, %v", made, err)
	}
	d.allThere(t)
}

// TestTheStampGoesOnWhatCameAndOnNoDraft submits an answer to a document that came as a packed folder.
func TestTheStampGoesOnWhatCameAndOnNoDraft(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	who := d.hired(t)
	packed := filepath.Join(t.TempDir(), "a.zip")
	if err := os.WriteFile(packed, []byte("không phải tệp văn phòng"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := d.arrives(t, came("137", "chỉ có tệp nén"), packed)
	d.routes(t, who[0], office.RouteWish{Document: w.ID, Deed: office.RouteAssign, To: who[0].ID})
	d.routes(t, who[0], office.RouteWish{Document: w.ID, Deed: office.RouteTakeUp})
	d.routes(t, who[0], office.RouteWish{Document: w.ID, Deed: office.RouteSubmit, To: who[1].ID, With: office.Enclosing{Paths: []string{pdftest.Letter(t, "a.pdf", "TRẢ LỜI")}}})
	if made, err := d.StampArrival(t.Context(), who[0], w.ID, nil, nil); !errors.Is(err, documents.NoPDF) {
		t.Errorf("the office's own draft is stamped as having come: %+v, %v", made, err)
	}
	came, err := d.Enclose(t.Context(), who[0], w.ID, office.Enclosing{Paths: []string{pdftest.Letter(t, "b.pdf", "BẢN ĐẾN")}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if made, err := d.StampArrival(t.Context(), who[0], w.ID, nil, nil); err != nil || made.Of != came.Files[len(came.Files)-1].ID {
		t.Errorf("what came later is not stamped: %+v, %v", made, err)
	}
}

// TestWhatSomebodyHasToDoIsFoundAmongTheRegisters lists it by wish, and what is late.
func TestWhatSomebodyHasToDoIsFoundAmongTheRegisters(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	who := d.hired(t)
	first, second, third := d.registers(t, arrived("về việc một")), d.registers(t, arrived("về việc hai")), d.registers(t, decision("về việc ba"))
	d.routes(t, who[0], office.RouteWish{Document: first.ID, Deed: office.RouteAssign, To: who[1].ID})
	d.routes(t, who[0], office.RouteWish{Document: second.ID, Deed: office.RouteAssign, To: who[1].ID, Due: d.today().Format("2006-01-02")})
	d.routes(t, who[0], office.RouteWish{Document: third.ID, Deed: office.RouteTakeUp})
	ids := func(keys []int64, err error) (all []office.ID) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		rows, err := d.RegisteredRows(t.Context(), keys)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			all = append(all, r.ID)
		}
		return all
	}
	same := func(what string, got []office.ID, want ...office.ID) {
		t.Helper()
		if len(got) != len(want) {
			t.Errorf("%s: %v", what, got)
			return
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%s: %v", what, got)
			}
		}
	}
	same("what falls due first", ids(d.FindHeld(t.Context(), who[1], office.RegisteredWish{})), second.ID, first.ID)
	same("by words", ids(d.FindHeld(t.Context(), who[1], office.RegisteredWish{Text: "một"})), first.ID)
	same("of another register", ids(d.FindHeld(t.Context(), who[1], office.RegisteredWish{Flow: office.FlowOut})))
	same("of the other", ids(d.FindHeld(t.Context(), who[0], office.RegisteredWish{})), third.ID)
	same("late today", ids(d.FindLate(t.Context(), office.RegisteredWish{})))
	at := d.clock.Now().AddDate(0, 0, 14)
	d.clock = office.Clock(later{d.clock, at.Sub(d.clock.Now())})
	same("late in two weeks", ids(d.FindLate(t.Context(), office.RegisteredWish{Flow: office.FlowIn})), second.ID)
}
