package station

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/documents"
	"tram/local/numbering"
	"tram/local/office"
	"tram/local/store"
	"tram/local/workfiles"
)

// twoThatMet are two stations that know each other; a gives the numbers.
func twoThatMet(t *testing.T) (a, b *desk) {
	t.Helper()
	a = newDesk(t)
	b = secondDesk(t, a)
	a.begins(t)
	b.brings(t, a)
	a.brings(t, b)
	return a, b
}

// subject puts a document's subject right at a station.
func (d *desk) subject(t *testing.T, id office.ID, subject string) {
	t.Helper()
	r, err := d.RegisteredOf(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	r.Document.Subject = subject
	if _, err := d.EditRegistered(t.Context(), staff[0], r); err != nil {
		t.Fatal(err)
	}
}

// said is the number of a document as it is said at a station.
func (d *desk) said(t *testing.T, id office.ID) string {
	t.Helper()
	r, err := d.RegisteredOf(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return r.Said()
}

// partedAt is a document without its final number of which the two stations made different things,
// before b, which has the register by then, learns of it.
func partedAt(t *testing.T) (a, b *desk, id, other office.ID) {
	t.Helper()
	a, b = twoThatMet(t)
	one, err := b.Register(t.Context(), staff[0], decision("ở máy hai"))
	if err != nil {
		t.Fatal(err)
	}
	two, err := b.Register(t.Context(), staff[0], decision("cũng ở máy hai"))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.HandOver(t.Context(), staff[0], decisionSeries, b.store.Station()); err != nil {
		t.Fatal(err)
	}
	b.brings(t, a)
	a.subject(t, one.ID, "sửa ở máy một")
	b.subject(t, one.ID, "sửa ở máy hai")
	return a, b, one.ID, two.ID
}

func TestADocumentThatCannotBeNumberedKeepsNoOtherFromItsNumber(t *testing.T) {
	a, b, one, two := partedAt(t)
	a.brings(t, b)
	if got := b.said(t, one); !strings.HasPrefix(got, "tạm") {
		t.Errorf("before a person has settled it, it has %s", got)
	}
	if got := b.said(t, two); got != "01" {
		t.Errorf("the one beside it has %s", got)
	}
	b.brings(t, a)
	if got := a.said(t, two); got != "01" {
		t.Errorf("at the other station it has %s", got)
	}
}

func TestAUsedUpRegisterKeepsNoStationFromMeeting(t *testing.T) {
	a, b := twoThatMet(t)
	fillSeries(t, a, numbering.Bound(office.FlowOut))
	waits, err := b.Register(t.Context(), staff[0], decision("ở máy hai"))
	if err != nil {
		t.Fatal(err)
	}
	notice := decision("thông báo")
	notice.Document.Type, notice.Document.Symbol = "thong-bao", "TB-UBND"
	beside, err := b.Register(t.Context(), staff[0], notice)
	if err != nil {
		t.Fatal(err)
	}
	b.brings(t, a)
	if got := a.said(t, waits.ID); !strings.HasPrefix(got, "tạm") {
		t.Errorf("of a register that is used up it has %s", got)
	}
	if got := a.said(t, beside.ID); got != "01" {
		t.Errorf("the one on another register has %s", got)
	}
	if err := a.TakeOver(t.Context(), staff[0], decisionSeries, "hết dải số"); err != nil {
		t.Fatal(err)
	}
	if got := a.said(t, waits.ID); len(got) != len("10001") {
		t.Errorf("once there are numbers again it has %s", got)
	}
}

// fillSeries has a station give the last number of its stretch, so that none is left.
func fillSeries(t *testing.T, d *desk, last int) {
	t.Helper()
	id := office.NewID(time.Now())
	fills := store.Kind[documents.Number]{
		Name: documents.Numbers.Name, Clash: store.Alone, Silent: true, Named: documents.Numbers.Named, Line: documents.Numbers.Line, Fields: documents.Numbers.Fields,
		Steps: documents.Numbers.Steps,
	}
	n := documents.Number{Station: d.store.Station(), Series: decisionSeries, Number: last, Document: id}
	if err := d.store.Save(t.Context(), store.Act{Actor: staff[0].Name, Step: documents.StepRegister}, fills.Put(&n)); err != nil {
		t.Fatal(fmt.Errorf("the last number: %w", err))
	}
}

// keeps has a person choose the version with a subject.
func (d *desk) keeps(t *testing.T, id office.ID, subject string) (office.Registered, error) {
	t.Helper()
	all, err := d.RegisteredVersions(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var keep office.ID
	var seen []office.ID
	for _, v := range all {
		if seen = append(seen, v.Entry); v.Document.Subject == subject {
			keep = v.Entry
		}
	}
	return d.SettleRegistered(t.Context(), staff[0], id, keep, seen)
}

func TestOfTwoVersionsOfADocumentAPersonChoosesOneAndItGetsItsNumber(t *testing.T) {
	for _, subject := range []string{"sửa ở máy một", "sửa ở máy hai"} {
		a, b, id, _ := partedAt(t)
		a.brings(t, b)
		b.brings(t, a)
		is, err := b.RegisteredOf(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.EditRegistered(t.Context(), staff[0], is); !errors.Is(err, documents.Parted) {
			t.Errorf("put right before one was chosen: %v", err)
		}
		if _, err := b.CancelRegistered(t.Context(), staff[0], id, "thử"); !errors.Is(err, documents.Parted) {
			t.Errorf("cancelled before one was chosen: %v", err)
		}
		if _, err := b.SettleRegistered(t.Context(), staff[0], id, "x", nil); !errors.Is(err, store.NoSuchVersion) {
			t.Errorf("a third version: %v", err)
		}
		all, err := b.RegisteredVersions(t.Context(), id)
		if err != nil || len(all) != 2 || all[0].By == all[1].By || all[0].Entry == all[1].Entry {
			t.Fatalf("%+v %v", all, err)
		}
		if _, err := b.SettleRegistered(t.Context(), staff[0], id, all[0].Entry, nil); !errors.Is(err, store.Stale) {
			t.Errorf("chosen without having seen the other: %v", err)
		}
		kept, err := b.keeps(t, id, subject)
		if err != nil || kept.Document.Subject != subject || kept.Said() != "02" {
			t.Errorf("kept: %s %q %v", kept.Said(), kept.Document.Subject, err)
		}
		if _, err := b.keeps(t, id, subject); !errors.Is(err, documents.OnePart) {
			t.Errorf("chosen once more: %v", err)
		}
		b.brings(t, a)
		if there, err := a.RegisteredOf(t.Context(), id); err != nil || there.Document.Subject != subject || there.Said() != "02" {
			t.Errorf("at the other station: %s %q %v", there.Said(), there.Document.Subject, err)
		}
	}
}

func TestAVersionThatKnowsNoNumberKeepsTheOneThatWasGiven(t *testing.T) {
	a, b := twoThatMet(t)
	r, err := b.Register(t.Context(), staff[0], decision("ở máy hai"))
	if err != nil {
		t.Fatal(err)
	}
	b.brings(t, a) // a numbers it
	a.subject(t, r.ID, "sửa ở máy một")
	b.subject(t, r.ID, "sửa ở máy hai")
	b.brings(t, a)
	a.brings(t, b)
	for _, d := range []*desk{a, b} {
		if all, err := d.RegisteredVersions(t.Context(), r.ID); err != nil || len(all) != 2 || all[0].Number+all[1].Number != 1 {
			t.Fatalf("%+v %v", all, err)
		}
	}
	if kept, err := b.keeps(t, r.ID, "sửa ở máy hai"); err != nil || kept.Said() != "01" || kept.Document.Subject != "sửa ở máy hai" {
		t.Errorf("%s %q %v", kept.Said(), kept.Document.Subject, err)
	}
	b.brings(t, a)
	if got := a.said(t, r.ID); got != "01" {
		t.Errorf("at the other station it has %s", got)
	}
	b.explains(t, "1–1 Đã cấp")
}

func TestACancelledVersionThatIsChosenFreezesTheFilesInWhichItLies(t *testing.T) {
	a, b, id, _ := partedAt(t)
	f, err := b.OpenFile(t.Context(), staff[0], office.WorkFile{Notation: "01.VP", Title: "Hồ sơ ví dụ", Creator: staff[0].Name, Retention: 10})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.AddToFile(t.Context(), staff[0], f.ID, id, 1, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := a.CancelRegistered(t.Context(), staff[0], id, "vào sổ nhầm"); err != nil {
		t.Fatal(err)
	}
	b.subject(t, id, "sửa nữa ở máy hai")
	b.subject(t, id, "sửa lần cuối ở máy hai")
	a.brings(t, b)
	if c, err := b.FileContents(t.Context(), f.ID); err != nil || c.Frozen {
		t.Fatalf("before one is chosen, frozen is %v, %v", c.Frozen, err)
	}
	if _, err := b.keeps(t, id, "sửa ở máy một"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.CloseFile(t.Context(), staff[0], f.ID, ""); !errors.Is(err, workfiles.Frozen) {
		t.Errorf("its file was closed: %v", err)
	}
}

func TestOfTwoNumbersThatStationsGaveOneDocumentTheChosenVersionKeepsItsOwn(t *testing.T) {
	for _, want := range []string{"01", "20001"} {
		a, b := twoThatMet(t)
		r, err := b.Register(t.Context(), staff[0], decision("ở máy hai"))
		if err != nil {
			t.Fatal(err)
		}
		b.brings(t, a) // a gives it 01
		if err := b.TakeOver(t.Context(), staff[0], decisionSeries, "máy một hỏng"); err != nil {
			t.Fatal(err)
		}
		a.brings(t, b)
		b.tellsBoth(t, "01", "20001")
		all, err := b.RegisteredVersions(t.Context(), r.ID)
		if err != nil || len(all) != 2 {
			t.Fatalf("%+v %v", all, err)
		}
		seen := []office.ID{all[0].Entry, all[1].Entry}
		at := slices.IndexFunc(all, func(v office.RegisteredVersion) bool { return v.Said() == want })
		if kept, err := b.SettleRegistered(t.Context(), staff[0], r.ID, all[at].Entry, seen); err != nil || kept.Said() != want {
			t.Errorf("chosen with %s, it has %s: %v", want, kept.Said(), err)
		}
		told, err := b.ExplainNumbers(t.Context(), decisionSeries)
		if err != nil || !slices.ContainsFunc(told, func(n office.NumbersSaid) bool { return n.Said == "Đã cấp cho văn bản nay mang số "+want }) {
			t.Errorf("the other number is explained as %+v %v", told, err)
		}
		b.tellsBoth(t, "01", "20001")
	}
}

// tellsBoth asks for a decision by each of two numbers that it was given, and looks for them on the
// printed register: either may stand on a paper that went out.
func (d *desk) tellsBoth(t *testing.T, numbers ...string) {
	t.Helper()
	names := "Văn bản được cấp các số " + strings.Join(numbers, ", ")
	for _, n := range numbers {
		for _, typed := range []string{n, n + "/QĐ-UBND"} {
			if said, err := d.RouteAsked(t.Context(), office.RouteQuery{Number: typed}); err != nil || len(said) != 1 || !strings.Contains(said[0], names) {
				t.Errorf("who asks for %s is told %q, %v", typed, said, err)
			}
		}
	}
	rows := d.printedRows(t, office.FlowOut)
	if len(rows) != len(numbers) {
		t.Fatalf("on the printed register are %v", rows)
	}
	for i, n := range numbers {
		if rows[i][0] != n+"/QĐ-UBND" || rows[i][9] != names {
			t.Errorf("row %d is %q with the note %q", i+1, rows[i][0], rows[i][9])
		}
	}
}

// TestANumberOfTwoDocumentsIsToldOnThePrintedRegister has two stations begin, each by a word of
// somebody that it is the first.
func TestANumberOfTwoDocumentsIsToldOnThePrintedRegister(t *testing.T) {
	a := newDesk(t)
	b := secondDesk(t, a)
	for _, d := range []*desk{a, b} {
		d.begins(t)
		d.enters(t, "một")
	}
	a.enters(t, "hai")
	a.brings(t, b)
	rows := b.printedRows(t, office.FlowOut)
	if len(rows) != 3 {
		t.Fatalf("%v", rows)
	}
	for i, want := range []string{"Số này đã cấp cho hơn một văn bản", "Số này đã cấp cho hơn một văn bản", ""} {
		if rows[i][9] != want {
			t.Errorf("%q has the note %q, want %q", rows[i][0], rows[i][9], want)
		}
	}
}
